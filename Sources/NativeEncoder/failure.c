// SPDX-License-Identifier: Apache-2.0

// What GStreamer is told when a session fails. docs/abi/errors.md has the same table.

#include <stdlib.h>

#include "private.h"

typedef struct classification {
    GQuark domain;
    gint code;
} classification;

static classification classify(serval_status status) {
    switch (status) {
    case SERVAL_E_UNSUPPORTED: return (classification){GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT};
    case SERVAL_E_NO_DEVICE: return (classification){GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND};
    case SERVAL_E_PERMISSION: return (classification){GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_AUTHORIZED};
    case SERVAL_E_NOT_READY:
    case SERVAL_E_SESSION_LIMIT:
    case SERVAL_E_BUSY: return (classification){GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_BUSY};
    case SERVAL_E_NO_MEMORY: return (classification){GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT};
    case SERVAL_E_DEVICE_LOST:
    case SERVAL_E_TIMEOUT:
    case SERVAL_E_IO: return (classification){GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_FAILED};
    default: return (classification){GST_STREAM_ERROR, GST_STREAM_ERROR_ENCODE};
    }
}

/// Posts the error of a call that failed, or of a rule that was broken.
void native_encoder_fail(native_encoder *self, const char *call, serval_status status, const char *breach) {
    const native_encoder_definition *definition = self->definition;
    char *text = definition->explain(definition->context, call, status, breach);
    const classification class = classify(breach != NULL ? SERVAL_E_INVALID : status);
    gst_element_message_full(
        GST_ELEMENT(self), GST_MESSAGE_ERROR, class.domain, class.code, g_strdup(text),
        g_strdup_printf("%s: status %d", call, (int)status), __FILE__, __func__, __LINE__);
    free(text);
}

/// What a call that hands over packets means for the stream.
GstFlowReturn native_encoder_outcome(native_encoder *self, const char *call, serval_status status) {
    if (G_LIKELY(status >= SERVAL_OK && self->breach == NULL)) return self->flow;
    if (self->breach != NULL) {
        native_encoder_fail(self, call, SERVAL_E_INVALID, self->breach);
        return GST_FLOW_ERROR;
    }
    // The session was told to stop, by what is behind it or by the pipeline: the reason is known there.
    if (self->flow != GST_FLOW_OK) return self->flow;
    if (status == SERVAL_E_CANCELLED && g_atomic_int_get(&self->is_interrupted)) return GST_FLOW_FLUSHING;
    native_encoder_fail(self, call, status, NULL);
    return GST_FLOW_ERROR;
}
