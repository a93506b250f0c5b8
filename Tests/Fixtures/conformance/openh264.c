// SPDX-License-Identifier: Apache-2.0

// OpenH264: frames in, packets out.

#include <stdlib.h>
#include <string.h>

#include "session.h"

static int is(const serval_value *value, const char *parameter) { return strcmp(value->parameter, parameter) == 0; }

serval_status fail(serval_status status, const char *text, int code) {
    if (error_service != NULL && !HAS_FAULT(SAYS_NOTHING)) {
        const serval_failure failure = {
            .struct_size = sizeof failure, .text = text, .domain = "openh264", .code = code};
        error_service->report(error_service, &failure);
    }
    return status;
}

static int bits_per_second(int64_t kbps) {
    if (HAS_FAULT(RATE_IN_BITS)) return (int)kbps;
    if (HAS_FAULT(RATE_IN_BYTES)) return (int)(kbps * 1000 / 8);
    return (int)(kbps * 1000);
}

static void apply(SEncParamExt *params, const serval_value *value) {
    if (is(value, SERVAL_PARAM_BITRATE)) params->iTargetBitrate = bits_per_second(value->integer);
    if (is(value, SERVAL_PARAM_KEYFRAME_INTERVAL) && !HAS_FAULT(IGNORES_INTERVAL)) {
        params->uiIntraPeriod = (unsigned)value->integer;
    }
    if (is(value, SERVAL_PARAM_RATE_CONTROL)) {
        params->iRCMode = strcmp(value->text, "cbr") == 0 ? RC_BITRATE_MODE : RC_QUALITY_MODE;
    }
    if (HAS_FAULT(CRASHES_WHEN_LOUD) && is(value, "com.example.loudness") && value->integer > 10) abort();
}

static void configure(SEncParamExt *params, const serval_session_config *config) {
    const float rate = (float)config->rate_numerator / (float)config->rate_denominator;
    params->iPicWidth = (int)config->width;
    params->iPicHeight = (int)config->height;
    params->fMaxFrameRate = rate;
    params->iTemporalLayerNum = 1;
    params->iSpatialLayerNum = 1;
    params->iMultipleThreadIdc = 1;
    params->iComplexityMode = LOW_COMPLEXITY;
    params->eSpsPpsIdStrategy = CONSTANT_ID;
    params->bPrefixNalAddingCtrl = false;
    params->bEnableFrameSkip = false;
    params->bEnableSceneChangeDetect = false;
    params->bEnableDenoise = false;
    params->iMaxBitrate = UNSPECIFIED_BIT_RATE;
    for (uint32_t index = 0; index < config->value_count; index++) {
        apply(params, SERVAL_AT(serval_value, config->values, index));
    }
    if (HAS_FAULT(KEYFRAMES_UNASKED) && params->uiIntraPeriod == 0) params->uiIntraPeriod = 16;
    SSpatialLayerConfig *const layer = &params->sSpatialLayers[0];
    layer->uiProfileIdc = PRO_BASELINE;
    layer->iVideoWidth = params->iPicWidth;
    layer->iVideoHeight = params->iPicHeight;
    layer->fFrameRate = rate;
    layer->iSpatialBitrate = params->iTargetBitrate;
    layer->iMaxSpatialBitrate = UNSPECIFIED_BIT_RATE;
    layer->sSliceArgument.uiSliceMode = SM_SINGLE_SLICE;
    layer->sSliceArgument.uiSliceNum = 1;
    if (HAS_FAULT(COLOURS_UNSAID)) return;
    layer->bVideoSignalTypePresent = true;
    layer->uiVideoFormat = VF_UNDEF;
    layer->bFullRange = config->full_range != 0;
    layer->bColorDescriptionPresent = true;
    layer->uiColorPrimaries = (unsigned char)config->colour_primaries;
    layer->uiTransferCharacteristics = (unsigned char)config->colour_transfer;
    layer->uiColorMatrix = (unsigned char)config->colour_matrix;
}

serval_status start_encoder(session *self, const serval_session_config *config) {
    ISVCEncoder *encoder = NULL;
    int code = WelsCreateSVCEncoder(&encoder);
    if (code != 0) return fail(SERVAL_E_FAILED, "OpenH264 makes no encoder", code);
    int level = WELS_LOG_QUIET;
    (*encoder)->SetOption(encoder, ENCODER_OPTION_TRACE_LEVEL, &level);
    SEncParamExt params;
    (*encoder)->GetDefaultParams(encoder, &params);
    configure(&params, config);
    code = (*encoder)->InitializeExt(encoder, &params);
    if (code != cmResultSuccess) {
        WelsDestroySVCEncoder(encoder);
        return fail(SERVAL_E_UNSUPPORTED, "OpenH264 does not take this size, rate or bitrate", code);
    }
    self->encoder = encoder;
    self->picture = (SSourcePicture){
        .iColorFormat = videoFormatI420, .iPicWidth = params.iPicWidth, .iPicHeight = params.iPicHeight};
    return SERVAL_OK;
}

serval_status change_bitrate(session *self, int64_t kbps) {
    SBitrateInfo rate = {.iLayer = SPATIAL_LAYER_ALL, .iBitrate = bits_per_second(kbps)};
    if (HAS_FAULT(IGNORES_RECONFIGURE)) return SERVAL_OK;
    const int code = (*self->encoder)->SetOption(self->encoder, ENCODER_OPTION_BITRATE, &rate);
    return code == cmResultSuccess ? SERVAL_OK : fail(SERVAL_E_UNSUPPORTED, "OpenH264 refuses the bitrate", code);
}

struct handing_over {
    const serval_packet_sink *sink;
    const serval_packet *packet;
    serval_status status;
};

static void hand_over_now(void *argument) {
    struct handing_over *const handing = argument;
    handing->status = handing->sink->packet(handing->sink, handing->packet);
}

/// OpenH264's layers are the spans of one packet.
static serval_status hand_over(
    session *self, SFrameBSInfo *written, uint64_t frame_id, const serval_packet_sink *sink) {
    serval_span spans[MAX_LAYER_NUM_OF_FRAME];
    uint32_t count = 0;
    for (int layer = 0; layer < written->iLayerNum; layer++) {
        SLayerBSInfo *const from = &written->sLayerInfo[layer];
        uint64_t size = 0;
        for (int nal = 0; nal < from->iNalCount; nal++) size += (uint64_t)from->pNalLengthInByte[nal];
        const int is_header = from->uiLayerType == NON_VIDEO_CODING_LAYER;
        if (HAS_FAULT(HEADERS_ONCE) && is_header && self->packets > 0) continue;
        if (HAS_FAULT(NO_START_CODES)) memcpy(from->pBsBuf, "\0\0\1\0", 4), from->pBsBuf[0] = 1;
        spans[count++] = (serval_span){.struct_size = sizeof *spans, .data = from->pBsBuf, .size = size};
    }
    const int is_keyframe = written->eFrameType == videoFrameTypeIDR || HAS_FAULT(MARKS_ALL_AS_KEYFRAMES);
    const serval_packet packet = {
        .struct_size = sizeof packet,
        .flags = is_keyframe && !HAS_FAULT(MARKS_NO_KEYFRAMES) ? SERVAL_PACKET_KEYFRAME : 0,
        .frame_id = HAS_FAULT(COUNTS_FROM_1000) ? 1000 + self->packets : frame_id,
        .spans = spans,
        .span_count = count,
    };
    self->packets++;
    struct handing_over handing = {sink, &packet, SERVAL_OK};
    if (HAS_FAULT(PACKETS_ON_ANOTHER_THREAD)) {
        on_another_thread(hand_over_now, &handing);
    } else {
        hand_over_now(&handing);
    }
    return handing.status;
}

serval_status encode_now(session *self, const serval_frame *frame, const serval_packet_sink *sink) {
    for (uint32_t plane = 0; plane < frame->plane_count; plane++) {
        const uint32_t from = HAS_FAULT(SWAPS_U_AND_V) && plane > 0 ? 3 - plane : plane;
        const serval_plane *const rows =
            HAS_FAULT(INDEXES_PLANES) ? &frame->planes[from] : SERVAL_AT(serval_plane, frame->planes, from);
        self->picture.pData[plane] = (unsigned char *)rows->data;
        self->picture.iStride[plane] = (int)rows->stride;
        if (HAS_FAULT(IGNORES_STRIDE)) self->picture.iStride[plane] = self->picture.iPicWidth / (plane > 0 ? 2 : 1);
    }
    self->picture.uiTimeStamp = frame->pts_ns / 1000000;
    if (frame->flags & SERVAL_FRAME_FORCE_KEYFRAME && !HAS_FAULT(IGNORES_KEYFRAMES)) {
        (*self->encoder)->ForceIntraFrame(self->encoder, true);
    }
    SFrameBSInfo written;
    memset(&written, 0, sizeof written);
    const int code = (*self->encoder)->EncodeFrame(self->encoder, &self->picture, &written);
    if (code != cmResultSuccess) return fail(SERVAL_E_FAILED, "OpenH264 does not encode a frame", code);
    if (written.eFrameType == videoFrameTypeSkip) return SERVAL_OK;
    return hand_over(self, &written, frame->id, sink);
}
