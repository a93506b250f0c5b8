// SPDX-License-Identifier: Apache-2.0

// What the files of this target share.
#pragma once

#include <gst/gst.h>
#include <gst/video/video.h>

#include "native_encoder.h"

typedef struct native_encoder {
    GstVideoEncoder base;
    const native_encoder_definition *definition;
    /// From READY on; its pointer is NULL before.
    native_encoder_session session;
    gboolean is_open;
    /// What the session is open for.
    GstVideoCodecState *input;

    /// One for each parameter, with texts of their own; under the object lock, as is `is_changed`.
    serval_value *values;
    gboolean *is_changed;
    /// Whether any is changed; atomic.
    gint has_changes;
    /// Whether a call was told to end; atomic.
    gint is_interrupted;

    /// In a call that hands over packets: what became of them, and the rule that one of them broke.
    GstFlowReturn flow;
    const char *breach;
    /// Frames since the session was opened.
    guint64 frame_count;
} native_encoder;

/// The thread that a call into the provider runs as.
extern _Thread_local uint32_t native_encoder_thread;

/// Calls a function of the session: CALL(self, ENCODE, drain, &sink).
#define CALL(self, thread, function, ...)                                                          \
    ({                                                                                             \
        const uint32_t before = native_encoder_enter(SERVAL_THREAD_##thread);                      \
        const serval_status status = (self)->session.functions.function(                           \
            (self)->session.session, ##__VA_ARGS__);                                               \
        native_encoder_enter(before);                                                              \
        status;                                                                                    \
    })

/// Calls a function of the session that returns nothing.
#define TELL(self, thread, function)                                                               \
    do {                                                                                           \
        const uint32_t before = native_encoder_enter(SERVAL_THREAD_##thread);                      \
        (self)->session.functions.function((self)->session.session);                               \
        native_encoder_enter(before);                                                              \
    } while (0)

// failure.c
void native_encoder_fail(native_encoder *self, const char *call, serval_status status, const char *breach);
GstFlowReturn native_encoder_outcome(native_encoder *self, const char *call, serval_status status);

// session.c
gboolean native_encoder_create(native_encoder *self);
void native_encoder_destroy(native_encoder *self);
gboolean native_encoder_open(native_encoder *self);
void native_encoder_close(native_encoder *self);
void native_encoder_interrupt(native_encoder *self);

// values.c
void native_encoder_install_properties(GObjectClass *object, const native_encoder_definition *definition);
void native_encoder_set_property(GObject *object, guint id, const GValue *value, GParamSpec *specification);
void native_encoder_get_property(GObject *object, guint id, GValue *value, GParamSpec *specification);
void native_encoder_init_values(native_encoder *self);
void native_encoder_free_values(native_encoder *self);
serval_value *native_encoder_copy_values(native_encoder *self, uint32_t *count);
serval_value *native_encoder_take_changes(native_encoder *self, uint32_t *count, gboolean *all_live);
void native_encoder_free_copies(serval_value *values, uint32_t count);

// frames.c
GstFlowReturn native_encoder_handle_frame(GstVideoEncoder *base, GstVideoCodecFrame *frame);
GstFlowReturn native_encoder_drain(native_encoder *self);
