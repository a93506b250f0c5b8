// SPDX-License-Identifier: Apache-2.0

// Frames into a session, packets out of it. Runs for each frame of a stream.

#include "private.h"

/// No access unit of a stream that anybody watches comes near it.
static const uint64_t largest_packet = 64u << 20;

static serval_status broken(native_encoder *self, const char *breach) {
    self->breach = breach;
    return SERVAL_E_INVALID;
}

/// Spans lie as far apart as the provider's compiler put them.
static const serval_span *span_at(const serval_packet *packet, uint32_t index) {
    return (const serval_span *)((const char *)packet->spans + (size_t)index * packet->spans->struct_size);
}

/// The packet's size; 0 when it breaks a rule.
static uint64_t measure(native_encoder *self, const serval_packet *packet) {
    if (!SERVAL_HAS(packet, span_count) || packet->spans == NULL || packet->span_count == 0) {
        return broken(self, "packet.spans is NULL or empty"), 0;
    }
    if (packet->span_count > 1024) return broken(self, "packet.span_count is beyond 1024"), 0;
    const uint32_t stride = packet->spans->struct_size;
    if (stride < sizeof(serval_span) || stride % 8 != 0) return broken(self, "packet.spans[0].struct_size is wrong"), 0;
    uint64_t size = 0;
    for (uint32_t index = 0; index < packet->span_count; index++) {
        const serval_span *span = span_at(packet, index);
        if (span->size > largest_packet) return broken(self, "packet.spans[…].size is beyond 64 MiB"), 0;
        if (span->data == NULL && span->size > 0) return broken(self, "packet.spans[…].data is NULL"), 0;
        size += span->size;
    }
    if (size == 0) return broken(self, "packet is empty"), 0;
    if (size > largest_packet) return broken(self, "packet is larger than 64 MiB"), 0;
    return size;
}

/// The frame that the packet shows, as a reference of the caller's; frames before it were skipped.
static GstVideoCodecFrame *claim(native_encoder *self, uint64_t id) {
    GstVideoEncoder *base = GST_VIDEO_ENCODER(self);
    GstVideoCodecFrame *oldest = NULL;
    while ((oldest = gst_video_encoder_get_oldest_frame(base)) != NULL && oldest->system_frame_number < id) {
        const GstFlowReturn flow = gst_video_encoder_finish_frame(base, oldest);
        if (self->flow == GST_FLOW_OK) self->flow = flow;
    }
    if (oldest != NULL && oldest->system_frame_number == id) return oldest;
    if (oldest != NULL) gst_video_codec_frame_unref(oldest);
    return NULL;
}

static gboolean copy_spans(
    native_encoder *self, const serval_packet *packet, GstVideoCodecFrame *frame, uint64_t size) {
    GstMapInfo map;
    if (gst_video_encoder_allocate_output_frame(GST_VIDEO_ENCODER(self), frame, size) != GST_FLOW_OK) return FALSE;
    if (!gst_buffer_map(frame->output_buffer, &map, GST_MAP_WRITE)) return FALSE;
    guint8 *place = map.data;
    for (uint32_t index = 0; index < packet->span_count; index++) {
        const serval_span *span = span_at(packet, index);
        if (span->size == 0) continue;
        memcpy(place, span->data, span->size);
        place += span->size;
    }
    gst_buffer_unmap(frame->output_buffer, &map);
    return TRUE;
}

static serval_status take_packet(const serval_packet_sink *sink, const serval_packet *packet) {
    native_encoder *self = sink->impl;
    if (self->flow != GST_FLOW_OK) return SERVAL_E_CANCELLED;
    if (self->breach != NULL) return SERVAL_E_INVALID;
    const uint64_t size = measure(self, packet);
    if (size == 0) return SERVAL_E_INVALID;
    GstVideoCodecFrame *frame = claim(self, packet->frame_id);
    if (frame == NULL) return broken(self, "packet.frame_id is not that of a frame that waits for a packet");
    if (!copy_spans(self, packet, frame, size)) {
        gst_video_codec_frame_unref(frame);
        self->flow = GST_FLOW_ERROR;
        native_encoder_fail(self, "encode", SERVAL_E_NO_MEMORY, NULL);
        return SERVAL_E_CANCELLED;
    }
    if (packet->flags & SERVAL_PACKET_KEYFRAME) {
        GST_VIDEO_CODEC_FRAME_SET_SYNC_POINT(frame);
    } else {
        GST_VIDEO_CODEC_FRAME_UNSET_SYNC_POINT(frame);
    }
    if (packet->flags & SERVAL_PACKET_DROPPABLE) {
        GST_BUFFER_FLAG_SET(frame->output_buffer, GST_BUFFER_FLAG_DROPPABLE);
    }
    self->flow = gst_video_encoder_finish_frame(GST_VIDEO_ENCODER(self), frame);
    return self->flow == GST_FLOW_OK ? SERVAL_OK : SERVAL_E_CANCELLED;
}

static serval_packet_sink begin(native_encoder *self) {
    self->flow = GST_FLOW_OK;
    self->breach = NULL;
    return (serval_packet_sink){.struct_size = sizeof(serval_packet_sink), .impl = self, .packet = take_packet};
}

/// Hands over what is held back. Does nothing for a session that is not open.
GstFlowReturn native_encoder_drain(native_encoder *self) {
    if (!self->is_open) return GST_FLOW_OK;
    const serval_packet_sink sink = begin(self);
    return native_encoder_outcome(self, "drain", CALL(self, ENCODE, drain, &sink));
}

/// Opens the session again, with the values as they are now.
static GstFlowReturn reopen(native_encoder *self) {
    const GstFlowReturn flow = native_encoder_drain(self);
    native_encoder_close(self);
    if (flow != GST_FLOW_OK) return flow;
    return native_encoder_open(self) ? GST_FLOW_OK : GST_FLOW_ERROR;
}

/// Hands the values that were changed to the session.
static GstFlowReturn apply_changes(native_encoder *self) {
    uint32_t count = 0;
    gboolean all_live = TRUE;
    serval_value *values = native_encoder_take_changes(self, &count, &all_live);
    serval_status status = SERVAL_OK;
    if (!all_live) {
        status = SERVAL_E_RESTART;
    } else if (count > 0 && self->session.functions.reconfigure == NULL) {
        status = SERVAL_E_UNSUPPORTED;
    } else if (count > 0) {
        status = CALL(self, ENCODE, reconfigure, values, count);
    }
    native_encoder_free_copies(values, count);
    if (status >= SERVAL_OK) return GST_FLOW_OK;
    if (status == SERVAL_E_RESTART) return reopen(self);
    if (status != SERVAL_E_UNSUPPORTED) {
        native_encoder_fail(self, "reconfigure", status, NULL);
        return GST_FLOW_ERROR;
    }
    GST_ELEMENT_WARNING(self, STREAM, ENCODE, ("The encoder does not take the new value."), (NULL));
    return GST_FLOW_OK;
}

static serval_status encode(native_encoder *self, GstVideoCodecFrame *pending, GstVideoFrame *picture) {
    serval_plane planes[GST_VIDEO_MAX_PLANES];
    const guint plane_count = GST_VIDEO_FRAME_N_PLANES(picture);
    for (guint index = 0; index < plane_count; index++) {
        const uint32_t stride = (uint32_t)GST_VIDEO_FRAME_PLANE_STRIDE(picture, index);
        const uint64_t rows = (uint64_t)GST_VIDEO_FRAME_COMP_HEIGHT(picture, index);
        const uint64_t width = (uint64_t)GST_VIDEO_FRAME_COMP_WIDTH(picture, index)
                               * (uint64_t)GST_VIDEO_FRAME_COMP_PSTRIDE(picture, index);
        planes[index] = (serval_plane){
            sizeof(serval_plane), stride, GST_VIDEO_FRAME_PLANE_DATA(picture, index), stride * (rows - 1) + width};
    }
    const gboolean is_after_gap = self->frame_count > 0 && GST_BUFFER_IS_DISCONT(pending->input_buffer);
    const serval_frame frame = {
        .struct_size = sizeof(serval_frame),
        .flags = (GST_VIDEO_CODEC_FRAME_IS_FORCE_KEYFRAME(pending) ? SERVAL_FRAME_FORCE_KEYFRAME : 0)
                 | (is_after_gap ? SERVAL_FRAME_DISCONTINUITY : 0),
        .id = pending->system_frame_number,
        .pts_ns = GST_CLOCK_TIME_IS_VALID(pending->pts) ? (int64_t)pending->pts : 0,
        .duration_ns = GST_CLOCK_TIME_IS_VALID(pending->duration) ? (int64_t)pending->duration : 0,
        .planes = planes,
        .plane_count = plane_count,
        .impl = picture,
    };
    const serval_packet_sink sink = begin(self);
    self->frame_count += 1;
    return CALL(self, ENCODE, encode, &frame, &sink);
}

GstFlowReturn native_encoder_handle_frame(GstVideoEncoder *base, GstVideoCodecFrame *pending) {
    native_encoder *self = (native_encoder *)base;
    GstFlowReturn flow = GST_FLOW_OK;
    if (G_UNLIKELY(g_atomic_int_get(&self->has_changes))) flow = apply_changes(self);
    if (G_UNLIKELY(flow != GST_FLOW_OK)) {
        gst_video_codec_frame_unref(pending);
        return flow;
    }
    GstVideoFrame picture;
    if (G_UNLIKELY(!gst_video_frame_map(&picture, &self->input->info, pending->input_buffer, GST_MAP_READ))) {
        GST_ELEMENT_ERROR(self, RESOURCE, READ, ("A frame cannot be read."), (NULL));
        gst_video_codec_frame_unref(pending);
        return GST_FLOW_ERROR;
    }
    const serval_status status = encode(self, pending, &picture);
    gst_video_frame_unmap(&picture);
    gst_video_codec_frame_unref(pending);
    return native_encoder_outcome(self, "encode", status);
}
