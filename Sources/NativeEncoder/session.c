// SPDX-License-Identifier: Apache-2.0

// A session from its making to its end.

#include "private.h"

gboolean native_encoder_create(native_encoder *self) {
    const uint32_t before = native_encoder_enter(SERVAL_THREAD_SESSION);
    const serval_status status = self->definition->create(self->definition->context, &self->session);
    native_encoder_enter(before);
    if (status >= SERVAL_OK) return TRUE;
    self->session.session = NULL;
    native_encoder_fail(self, "create", status, NULL);
    return FALSE;
}

void native_encoder_destroy(native_encoder *self) {
    if (self->session.session == NULL) return;
    TELL(self, SESSION, destroy);
    self->session.session = NULL;
}

static serval_session_config configuration(const GstVideoInfo *info, const uint32_t format) {
    const gboolean has_rate = GST_VIDEO_INFO_FPS_N(info) > 0;
    return (serval_session_config){
        .struct_size = sizeof(serval_session_config),
        .format = format,
        .width = (uint32_t)GST_VIDEO_INFO_WIDTH(info),
        .height = (uint32_t)GST_VIDEO_INFO_HEIGHT(info),
        .rate_numerator = has_rate ? (uint32_t)GST_VIDEO_INFO_FPS_N(info) : 30,
        .rate_denominator = has_rate ? (uint32_t)GST_VIDEO_INFO_FPS_D(info) : 1,
        .colour_primaries = gst_video_color_primaries_to_iso(info->colorimetry.primaries),
        .colour_transfer = gst_video_transfer_function_to_iso(info->colorimetry.transfer),
        .colour_matrix = gst_video_color_matrix_to_iso(info->colorimetry.matrix),
        .full_range = info->colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255 ? 1 : 0,
    };
}

static void tell_latency(native_encoder *self, const serval_session_config *config, uint32_t held_frames) {
    const GstClockTime latency = gst_util_uint64_scale(
        held_frames, GST_SECOND * config->rate_denominator, config->rate_numerator);
    gst_video_encoder_set_latency(GST_VIDEO_ENCODER(self), latency, latency);
}

/// Opens the session for what `input` says, with the values as they are.
gboolean native_encoder_open(native_encoder *self) {
    const GstVideoInfo *info = &self->input->info;
    serval_session_config config = configuration(
        info,
        GST_VIDEO_INFO_FORMAT(info) == GST_VIDEO_FORMAT_NV12 ? SERVAL_FORMAT_NV12 : SERVAL_FORMAT_I420);
    serval_session_info opened = {.struct_size = sizeof(serval_session_info)};
    serval_value *values = native_encoder_copy_values(self, &config.value_count);
    config.values = values;
    const serval_status status = CALL(self, SESSION, open, &config, &opened);
    native_encoder_free_copies(values, config.value_count);
    if (status < SERVAL_OK) {
        native_encoder_fail(self, "open", status, NULL);
        return FALSE;
    }
    self->is_open = TRUE;
    self->frame_count = 0;
    tell_latency(self, &config, opened.held_frames);
    return TRUE;
}

static void tell_statistics(native_encoder *self) {
    if (self->definition->finished == NULL) return;
    const serval_statistics *extension =
        self->session.functions.get_extension(self->session.session, SERVAL_EXT_STATISTICS);
    if (extension == NULL || !SERVAL_HAS(extension, read) || extension->read == NULL) return;
    serval_statistics_values values = {.struct_size = sizeof(serval_statistics_values)};
    const uint32_t before = native_encoder_enter(SERVAL_THREAD_ENCODE);
    extension->read(self->session.session, &values);
    native_encoder_enter(before);
    self->definition->finished(self->definition->context, &values);
}

void native_encoder_close(native_encoder *self) {
    if (!self->is_open) return;
    tell_statistics(self);
    TELL(self, SESSION, close);
    self->is_open = FALSE;
}

/// Ends a call that is under way. Any thread.
void native_encoder_interrupt(native_encoder *self) {
    g_atomic_int_set(&self->is_interrupted, 1);
    if (self->session.session != NULL && self->session.functions.interrupt != NULL) {
        self->session.functions.interrupt(self->session.session);
    }
}
