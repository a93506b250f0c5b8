// SPDX-License-Identifier: Apache-2.0

// The life of a session, and the frames that it holds back.

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "session.h"

static serval_status open_session(
    const serval_session *table, const serval_session_config *config, serval_session_info *info) {
    session *const self = of(table);
    if (config->format != SERVAL_FORMAT_I420 && !HAS_FAULT(TAKES_EVERY_FORMAT)) {
        return fail(SERVAL_E_UNSUPPORTED, "only I420 is encoded", 0);
    }
    if ((config->width % 2 != 0 || config->height % 2 != 0) && !HAS_FAULT(CROPS_ODD_SIZES)) {
        return fail(SERVAL_E_UNSUPPORTED, "only even sides are encoded", 0);
    }
    if (HAS_FAULT(OPENS_ONCE) && self->frames > 0) return fail(SERVAL_E_FAILED, "it was opened before", 0);
    if (HAS_FAULT(LEAKS_SESSIONS)) memset(malloc(500000), 1, 500000);
    const serval_status status = start_encoder(self, config);
    if (status != SERVAL_OK) return status;
    self->packets = 0;
    self->is_drained = 1;
    self->config = config;
    if (HAS_FAULT(WRITES_BEYOND_THE_INFO)) (info + 1)->struct_size = 0;
    info->held_frames = HAS_FAULT(HOLDS_MORE_THAN_TOLD) ? 0 : HELD;
    return SERVAL_OK;
}

/// What goes wrong with a frame itself.
static void mistreat(session *self, const serval_frame *frame) {
    const serval_plane *const plane = &frame->planes[0];
    volatile const uint8_t *const bytes = plane->data;
    if (HAS_FAULT(CRASHES_IN_ENCODE) && self->frames == 1) abort();
    if (HAS_FAULT(HANGS_IN_ENCODE) && self->frames == 1) pause();
    if (HAS_FAULT(WRITES_TO_PLANES)) ((uint8_t *)plane->data)[0] = 16;
    if (HAS_FAULT(READS_BEFORE_A_PLANE)) (void)bytes[-1];
    // The last row ends where its samples do.
    if (HAS_FAULT(READS_A_ROW_TOO_FAR)) (void)bytes[plane->size + plane->stride - self->picture.iPicWidth];
    if (HAS_FAULT(KEEPS_FRAMES) && self->last_frame != NULL) {
        (void)*(volatile const uint8_t *)self->last_frame->planes[0].data;
    }
    if (HAS_FAULT(KEEPS_THE_CONFIG)) (void)*(volatile const uint32_t *)&self->config->width;
    if (HAS_FAULT(LEAKS_FRAMES)) memset(malloc(100000), 1, 100000);
    if (HAS_FAULT(NEVER_RELEASES) && frame_service != NULL) frame_service->retain(frame_service, frame);
    self->last_frame = frame;
}

/// Encodes frames until no more than `most` are held back.
static serval_status give_out(session *self, int most, const serval_packet_sink *sink) {
    serval_status status = SERVAL_OK;
    while (self->held_count > most && (status == SERVAL_OK || HAS_FAULT(IGNORES_REFUSAL))) {
        const serval_frame *const frame = self->held[0];
        self->held_count--;
        memmove(self->held, self->held + 1, sizeof *self->held * (size_t)self->held_count);
        status = encode_now(self, frame, sink);
        frame_service->release(frame_service, frame);
    }
    return status == SERVAL_OK || HAS_FAULT(IGNORES_REFUSAL) ? SERVAL_OK : SERVAL_E_CANCELLED;
}

static serval_status encode(
    const serval_session *table, const serval_frame *frame, const serval_packet_sink *sink) {
    session *const self = of(table);
    if (self->is_interrupted) {
        self->is_interrupted = 0;
        return SERVAL_E_CANCELLED;
    }
    self->frames++;
    self->is_drained = 0;
    mistreat(self, frame);
    if (HELD == 0) return encode_now(self, frame, sink);
    const serval_frame *const kept = frame_service->retain(frame_service, frame);
    if (kept == NULL) return fail(SERVAL_E_NO_MEMORY, "the host keeps no frame", 0);
    self->held[self->held_count++] = kept;
    return give_out(self, HELD, sink);
}

static serval_status reconfigure(const serval_session *table, const serval_value *values, uint32_t value_count) {
    serval_status status = SERVAL_OK;
    for (uint32_t index = 0; index < value_count && status == SERVAL_OK; index++) {
        const serval_value *const value = SERVAL_AT(serval_value, values, index);
        if (strcmp(value->parameter, SERVAL_PARAM_BITRATE) != 0) return SERVAL_E_RESTART;
        status = change_bitrate(of(table), value->integer);
    }
    return status;
}

static void drop_held(session *self) {
    while (self->held_count > 0) {
        const serval_frame *const frame = self->held[--self->held_count];
        if (!HAS_FAULT(FORGETS_HELD_FRAMES)) frame_service->release(frame_service, frame);
    }
}

static serval_status drain(const serval_session *table, const serval_packet_sink *sink) {
    session *const self = of(table);
    if (HAS_FAULT(DRAIN_LOSES)) drop_held(self);
    const serval_status status = give_out(self, 0, sink);
    // Should the sink have wanted no more.
    drop_held(self);
    self->is_drained = 1;
    if (!HAS_FAULT(DRAIN_WITHOUT_KEYFRAME)) (*self->encoder)->ForceIntraFrame(self->encoder, true);
    return status;
}

static serval_status reset(const serval_session *table) {
    session *const self = of(table);
    if (!HAS_FAULT(RESET_KEEPS)) drop_held(self);
    if (!HAS_FAULT(RESET_WITHOUT_KEYFRAME)) (*self->encoder)->ForceIntraFrame(self->encoder, true);
    return SERVAL_OK;
}

static void interrupt(const serval_session *table) {
    // There is nothing to end: no call waits.
    if (HAS_FAULT(INTERRUPT_LASTS)) of(table)->is_interrupted = 1;
}

static void close_session(const serval_session *table) {
    session *const self = of(table);
    if (HAS_FAULT(CLOSE_NEEDS_DRAIN) && !self->is_drained) abort();
    drop_held(self);
    (*self->encoder)->Uninitialize(self->encoder);
    WelsDestroySVCEncoder(self->encoder);
    self->encoder = NULL;
    self->last_frame = NULL;
}

static void destroy(const serval_session *table) {
    if (HAS_FAULT(DESTROY_NEEDS_OPEN) && of(table)->config == NULL) abort();
    free(of(table));
}

static void read_statistics(const serval_session *table, serval_statistics_values *values) {
    if (SERVAL_HAS(values, encoded_frames)) values->encoded_frames = of(table)->packets;
}

static const void *get_extension(const serval_session *table, const char *id) {
    const int is_known = strcmp(id, SERVAL_EXT_STATISTICS) == 0;
    return is_known || HAS_FAULT(KNOWS_EVERY_EXTENSION) ? &of(table)->statistics : NULL;
}

static serval_status create(
    const serval_session_factory *factory, const char *encoder, const char *device,
    const serval_session **session_table) {
    (void)factory, (void)device;
    if (strcmp(encoder, ENCODER_ID) != 0 && !HAS_FAULT(MAKES_EVERY_ENCODER)) return SERVAL_E_UNSUPPORTED;
    session *const self = calloc(1, sizeof *self);
    if (self == NULL) return SERVAL_E_NO_MEMORY;
    self->statistics = (serval_statistics){.struct_size = sizeof self->statistics, .read = read_statistics};
    self->table = (serval_session){
        .struct_size = sizeof self->table,
        .impl = self,
        .open = open_session,
        .encode = encode,
        .reconfigure = reconfigure,
        .drain = HAS_FAULT(NO_DRAIN) ? NULL : drain,
        .reset = reset,
        .interrupt = interrupt,
        .close = close_session,
        .destroy = destroy,
        .get_extension = get_extension,
    };
    *session_table = &self->table;
    return SERVAL_OK;
}

const serval_session_factory session_factory = {.struct_size = sizeof session_factory, .create = create};
