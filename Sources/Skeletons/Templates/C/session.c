// SPDX-License-Identifier: Apache-2.0

// A session: Serval's frames in, packets out. serval/session.h is the contract.

#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "encoder.h"

/// One encoder at work. The host holds `table`, which leads back here by `impl`.
typedef struct session {
    serval_session table;
    const serval_error *error;
    /// NULL while the session is not open.
    encoder *encoder;
    uint32_t format;
    /// In frames; 0 for keyframes on request only.
    int64_t keyframe_interval;
    /// -1 when the next frame must be a keyframe.
    int64_t frames_since_keyframe;
} session;

static session *of(const serval_session *table) { return table->impl; }

serval_status fail(const serval_error *error, serval_status status, const char *text) {
    if (error != NULL) {
        const serval_failure failure = {.struct_size = sizeof failure, .text = text};
        error->report(error, &failure);
    }
    return status;
}

// FILL IN: take over the parameters that provider.c lists. A session gets a value for each of them.

static int is_known(const serval_value *value) {
    return strcmp(value->parameter, SERVAL_PARAM_KEYFRAME_INTERVAL) == 0;
}

static void apply(session *self, const serval_value *value) {
    if (strcmp(value->parameter, SERVAL_PARAM_KEYFRAME_INTERVAL) == 0) self->keyframe_interval = value->integer;
}

static serval_status open_session(
    const serval_session *table, const serval_session_config *config, serval_session_info *info) {
    session *self = of(table);
    if (config->format != SERVAL_FORMAT_I420 && config->format != SERVAL_FORMAT_NV12) {
        return fail(self->error, SERVAL_E_UNSUPPORTED, "only I420 and NV12 are encoded");
    }
    for (uint32_t index = 0; index < config->value_count; index++) {
        apply(self, SERVAL_AT(serval_value, config->values, index));
    }
    const encoder_colours colours = {
        .primaries = (uint8_t)config->colour_primaries,
        .transfer = (uint8_t)config->colour_transfer,
        .matrix = (uint8_t)config->colour_matrix,
        .is_full_range = config->full_range != 0,
    };
    self->encoder = encoder_create(config->width, config->height, colours);
    if (self->encoder == NULL) return fail(self->error, SERVAL_E_NO_MEMORY, "no memory for a picture of this size");
    self->format = config->format;
    self->frames_since_keyframe = -1;
    // Each packet is handed over in the call that brings its frame.
    if (SERVAL_HAS(info, held_frames)) info->held_frames = 0;
    return SERVAL_OK;
}

static serval_status encode(
    const serval_session *table, const serval_frame *frame, const serval_packet_sink *sink) {
    session *self = of(table);
    const uint32_t plane_count = self->format == SERVAL_FORMAT_NV12 ? 2 : 3;
    if (frame->plane_count != plane_count) return fail(self->error, SERVAL_E_INVALID, "a frame of another format came");

    // Interleaved or not: to the encoder U and V are planes, with one or two bytes from sample to sample.
    encoder_plane planes[3];
    for (uint32_t index = 0; index < plane_count; index++) {
        const serval_plane *plane = SERVAL_AT(serval_plane, frame->planes, index);
        planes[index] = (encoder_plane){.samples = plane->data, .stride = plane->stride, .step = 1};
    }
    if (plane_count == 2) {
        planes[1].step = 2;
        planes[2] = planes[1];
        planes[2].samples++;
    }

    const int is_due = self->keyframe_interval > 0 && self->frames_since_keyframe >= self->keyframe_interval - 1;
    const int is_forced = (frame->flags & SERVAL_FRAME_FORCE_KEYFRAME) != 0;
    const int is_keyframe = self->frames_since_keyframe < 0 || is_due || is_forced;
    self->frames_since_keyframe = is_keyframe ? 0 : self->frames_since_keyframe + 1;

    serval_span span = {.struct_size = sizeof span};
    size_t size = 0;
    span.data = encoder_encode(self->encoder, planes, is_keyframe, &size);
    span.size = size;
    const serval_packet packet = {
        .struct_size = sizeof packet,
        .flags = is_keyframe ? SERVAL_PACKET_KEYFRAME : 0,
        .frame_id = frame->id,
        .spans = &span,
        .span_count = 1,
    };
    return sink->packet(sink, &packet) == SERVAL_OK ? SERVAL_OK : SERVAL_E_CANCELLED;
}

/// Only parameters with SERVAL_PARAMETER_LIVE come here. All of them are changed, or none.
static serval_status reconfigure(const serval_session *table, const serval_value *values, uint32_t value_count) {
    session *self = of(table);
    for (uint32_t index = 0; index < value_count; index++) {
        if (is_known(SERVAL_AT(serval_value, values, index))) continue;
        return fail(self->error, SERVAL_E_UNSUPPORTED, "no such live parameter");
    }
    for (uint32_t index = 0; index < value_count; index++) apply(self, SERVAL_AT(serval_value, values, index));
    return SERVAL_OK;
}

/// FILL IN: hand over what your encoder holds back. This one holds nothing.
static serval_status drain(const serval_session *table, const serval_packet_sink *sink) {
    (void)sink;
    of(table)->frames_since_keyframe = -1;
    return SERVAL_OK;
}

/// FILL IN: throw away what your encoder holds back.
static serval_status reset(const serval_session *table) {
    of(table)->frames_since_keyframe = -1;
    return SERVAL_OK;
}

static void close_session(const serval_session *table) {
    encoder_free(of(table)->encoder);
    of(table)->encoder = NULL;
}

static void destroy(const serval_session *table) { free(of(table)); }

static const void *get_extension(const serval_session *table, const char *id) {
    (void)table, (void)id;
    return NULL;
}

const serval_session *session_create(const serval_error *error) {
    session *self = calloc(1, sizeof *self);
    if (self == NULL) return NULL;
    self->error = error;
    self->table = (serval_session){
        .struct_size = sizeof self->table,
        .impl = self,
        .open = open_session,
        .encode = encode,
        .reconfigure = reconfigure,
        .drain = drain,
        .reset = reset,
        .close = close_session,
        .destroy = destroy,
        .get_extension = get_extension,
    };
    return &self->table;
}
