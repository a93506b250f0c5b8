// SPDX-License-Identifier: Apache-2.0

// A session: frames in, packets out, through OpenH264.

#include <stdlib.h>
#include <string.h>
#include <wels/codec_api.h>

#include "session.h"

/// One encoder at work. The table comes first, and leads back here by `impl`.
typedef struct session {
    serval_session table;
    serval_statistics statistics;
    /// The host's service, or NULL.
    const serval_error *error;
    /// NULL while the session is not open.
    ISVCEncoder *encoder;
    SSourcePicture picture;
    uint64_t encoded_frames, skipped_frames;
} session;

static session *of(const serval_session *table) { return table->impl; }

/// Says why, and returns the status.
static serval_status fail(session *self, serval_status status, const char *text, int code) {
    if (self->error != NULL) {
        const serval_failure failure = {
            .struct_size = sizeof failure, .text = text, .domain = "openh264", .code = code};
        self->error->report(self->error, &failure);
    }
    return status;
}

static int is(const serval_value *value, const char *parameter) { return strcmp(value->parameter, parameter) == 0; }

static ECOMPLEXITY_MODE complexity(const char *speed) {
    if (strcmp(speed, "quality") == 0) return HIGH_COMPLEXITY;
    if (strcmp(speed, "medium") == 0 || strcmp(speed, "fast") == 0) return MEDIUM_COMPLEXITY;
    return LOW_COMPLEXITY;
}

/// Takes a parameter over. The host sends only what the description lists, within the ranges that it gives.
static void apply(SEncParamExt *params, const serval_value *value) {
    if (is(value, SERVAL_PARAM_BITRATE)) params->iTargetBitrate = (int)(value->integer * 1000);
    if (is(value, SERVAL_PARAM_KEYFRAME_INTERVAL)) params->uiIntraPeriod = (unsigned)value->integer;
    if (is(value, SERVAL_PARAM_THREADS)) params->iMultipleThreadIdc = (unsigned short)value->integer;
    if (is(value, SERVAL_PARAM_SPEED)) params->iComplexityMode = complexity(value->text);
    if (is(value, SERVAL_PARAM_RATE_CONTROL)) {
        params->iRCMode = strcmp(value->text, "cbr") == 0 ? RC_BITRATE_MODE : RC_QUALITY_MODE;
    }
    if (is(value, PARAM_CONTENT)) {
        params->iUsageType = strcmp(value->text, "screen") == 0 ? SCREEN_CONTENT_REAL_TIME : CAMERA_VIDEO_REAL_TIME;
    }
}

static void configure(SEncParamExt *params, const serval_session_config *config) {
    const float rate = (float)config->rate_numerator / (float)config->rate_denominator;
    params->iPicWidth = (int)config->width;
    params->iPicHeight = (int)config->height;
    params->fMaxFrameRate = rate;
    params->iTemporalLayerNum = 1;
    params->iSpatialLayerNum = 1;
    params->eSpsPpsIdStrategy = CONSTANT_ID;
    params->bPrefixNalAddingCtrl = false;
    params->bEnableFrameSkip = false;
    // Keyframes come when the host asks for them, and not by what is seen.
    params->bEnableSceneChangeDetect = false;
    params->bEnableDenoise = false;
    params->iMaxBitrate = UNSPECIFIED_BIT_RATE;
    for (uint32_t index = 0; index < config->value_count; index++) {
        apply(params, SERVAL_AT(serval_value, config->values, index));
    }
    SSpatialLayerConfig *layer = &params->sSpatialLayers[0];
    layer->uiProfileIdc = PRO_BASELINE;
    layer->iVideoWidth = params->iPicWidth;
    layer->iVideoHeight = params->iPicHeight;
    layer->fFrameRate = rate;
    layer->iSpatialBitrate = params->iTargetBitrate;
    layer->iMaxSpatialBitrate = UNSPECIFIED_BIT_RATE;
    layer->sSliceArgument.uiSliceMode = SM_SINGLE_SLICE;
    layer->sSliceArgument.uiSliceNum = 1;
}

static serval_status open_session(
    const serval_session *table, const serval_session_config *config, serval_session_info *info) {
    session *self = of(table);
    if (config->format != SERVAL_FORMAT_I420) return fail(self, SERVAL_E_UNSUPPORTED, "only I420 is encoded", 0);
    // OpenH264 would leave out the last row or column without a word.
    if (config->width % 2 != 0 || config->height % 2 != 0) {
        return fail(self, SERVAL_E_UNSUPPORTED, "only even sides are encoded", 0);
    }
    ISVCEncoder *encoder = NULL;
    int code = WelsCreateSVCEncoder(&encoder);
    if (code != 0) return fail(self, SERVAL_E_FAILED, "OpenH264 makes no encoder", code);
    int level = WELS_LOG_QUIET;
    (*encoder)->SetOption(encoder, ENCODER_OPTION_TRACE_LEVEL, &level);
    SEncParamExt params;
    (*encoder)->GetDefaultParams(encoder, &params);
    configure(&params, config);
    code = (*encoder)->InitializeExt(encoder, &params);
    if (code != cmResultSuccess) {
        WelsDestroySVCEncoder(encoder);
        return fail(self, SERVAL_E_UNSUPPORTED, "OpenH264 does not take this size, rate or bitrate", code);
    }
    self->encoder = encoder;
    self->picture = (SSourcePicture){
        .iColorFormat = videoFormatI420, .iPicWidth = params.iPicWidth, .iPicHeight = params.iPicHeight};
    self->encoded_frames = self->skipped_frames = 0;
    info->held_frames = 0;
    return SERVAL_OK;
}

/// Hands over what OpenH264 wrote; its layers are the spans of one packet.
static serval_status hand_over(
    session *self, const SFrameBSInfo *written, uint64_t frame_id, const serval_packet_sink *sink) {
    serval_span spans[MAX_LAYER_NUM_OF_FRAME];
    for (int layer = 0; layer < written->iLayerNum; layer++) {
        const SLayerBSInfo *from = &written->sLayerInfo[layer];
        uint64_t size = 0;
        for (int nal = 0; nal < from->iNalCount; nal++) size += (uint64_t)from->pNalLengthInByte[nal];
        spans[layer] = (serval_span){.struct_size = sizeof *spans, .data = from->pBsBuf, .size = size};
    }
    const serval_packet packet = {
        .struct_size = sizeof packet,
        .flags = written->eFrameType == videoFrameTypeIDR ? SERVAL_PACKET_KEYFRAME : 0,
        .frame_id = frame_id,
        .spans = spans,
        .span_count = (uint32_t)written->iLayerNum,
    };
    self->encoded_frames++;
    return sink->packet(sink, &packet);
}

static serval_status encode(
    const serval_session *table, const serval_frame *frame, const serval_packet_sink *sink) {
    session *self = of(table);
    for (uint32_t plane = 0; plane < frame->plane_count; plane++) {
        const serval_plane *from = SERVAL_AT(serval_plane, frame->planes, plane);
        self->picture.pData[plane] = (unsigned char *)from->data;
        self->picture.iStride[plane] = (int)from->stride;
    }
    self->picture.uiTimeStamp = frame->pts_ns / 1000000;
    if (frame->flags & SERVAL_FRAME_FORCE_KEYFRAME) (*self->encoder)->ForceIntraFrame(self->encoder, true);
    SFrameBSInfo written;
    memset(&written, 0, sizeof written);
    const int code = (*self->encoder)->EncodeFrame(self->encoder, &self->picture, &written);
    if (code != cmResultSuccess) return fail(self, SERVAL_E_FAILED, "OpenH264 does not encode a frame", code);
    if (written.eFrameType == videoFrameTypeSkip) {
        self->skipped_frames++;
        return SERVAL_OK;
    }
    return hand_over(self, &written, frame->id, sink);
}

static serval_status reconfigure(const serval_session *table, const serval_value *values, uint32_t value_count) {
    session *self = of(table);
    for (uint32_t index = 0; index < value_count; index++) {
        const serval_value *value = SERVAL_AT(serval_value, values, index);
        if (!is(value, SERVAL_PARAM_BITRATE)) return SERVAL_E_RESTART;
        SBitrateInfo rate = {.iLayer = SPATIAL_LAYER_ALL, .iBitrate = (int)(value->integer * 1000)};
        const int code = (*self->encoder)->SetOption(self->encoder, ENCODER_OPTION_BITRATE, &rate);
        if (code != cmResultSuccess) return fail(self, SERVAL_E_UNSUPPORTED, "OpenH264 refuses the bitrate", code);
    }
    return SERVAL_OK;
}

/// The next frame is a keyframe; nothing is ever held back.
static serval_status begin_anew(session *self) {
    (*self->encoder)->ForceIntraFrame(self->encoder, true);
    return SERVAL_OK;
}

static serval_status drain(const serval_session *table, const serval_packet_sink *sink) {
    (void)sink;
    return begin_anew(of(table));
}

static serval_status reset(const serval_session *table) { return begin_anew(of(table)); }

static void close_session(const serval_session *table) {
    session *self = of(table);
    (*self->encoder)->Uninitialize(self->encoder);
    WelsDestroySVCEncoder(self->encoder);
    self->encoder = NULL;
}

static void destroy(const serval_session *table) { free(of(table)); }

static void read_statistics(const serval_session *table, serval_statistics_values *values) {
    const session *self = of(table);
    if (SERVAL_HAS(values, encoded_frames)) values->encoded_frames = self->encoded_frames;
    if (SERVAL_HAS(values, skipped_frames)) values->skipped_frames = self->skipped_frames;
}

static const void *get_extension(const serval_session *table, const char *id) {
    return strcmp(id, SERVAL_EXT_STATISTICS) == 0 ? &of(table)->statistics : NULL;
}

const serval_session *session_create(const serval_error *error) {
    session *self = calloc(1, sizeof *self);
    if (self == NULL) return NULL;
    self->error = error;
    self->statistics = (serval_statistics){.struct_size = sizeof self->statistics, .read = read_statistics};
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
