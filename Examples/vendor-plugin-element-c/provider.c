// SPDX-License-Identifier: Apache-2.0

// A provider for an encoder that is a GStreamer element already: it only says how to use it. Here it is x264enc; a
// vendor names the element of its own plugin.

#include <string.h>

#include "serval/serval.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define STRUCT(type) .struct_size = sizeof(type)

// From raw frames in any format to packets that a browser decodes.
static const serval_property fixed[] = {
    {STRUCT(serval_property), .name = "tune", .value = "zerolatency"},
    // Keyframes when they are asked for, and not when the picture changes.
    {STRUCT(serval_property), .name = "option-string", .value = "scenecut=0"},
};
static const serval_stage stages[] = {
    {STRUCT(serval_stage), SERVAL_STAGE_CONVERTER, .factory = "videoconvert", .package = "gstreamer1.0-plugins-base"},
    {STRUCT(serval_stage), SERVAL_STAGE_CAPS, .caps = "video/x-raw,format=I420,colorimetry=bt709"},
    {STRUCT(serval_stage), SERVAL_STAGE_ENCODER, .factory = "x264enc", .properties = fixed,
     .property_count = COUNT(fixed), .package = "gstreamer1.0-plugins-ugly"},
    {STRUCT(serval_stage), SERVAL_STAGE_CAPS,
     .caps = "video/x-h264,profile=constrained-baseline,stream-format=byte-stream,alignment=au"},
};

// Which property each neutral parameter is, and in which unit.
static const serval_map_entry never[] = {{STRUCT(serval_map_entry), .from = "0", .to = "2147483647"}};
static const serval_map_entry presets[] = {
    {STRUCT(serval_map_entry), .from = "quality", .to = "slow"},
    {STRUCT(serval_map_entry), .from = "veryfast", .to = "veryfast"},
};
static const serval_binding bindings[] = {
    {STRUCT(serval_binding), .flags = SERVAL_BINDING_LIVE, .parameter = SERVAL_PARAM_BITRATE, .stage = 2,
     .property = "bitrate"},
    {STRUCT(serval_binding), .parameter = SERVAL_PARAM_KEYFRAME_INTERVAL, .stage = 2, .property = "key-int-max",
     .map = never, .map_count = COUNT(never)},
    {STRUCT(serval_binding), .parameter = SERVAL_PARAM_SPEED, .stage = 2, .property = "speed-preset", .map = presets,
     .map_count = COUNT(presets)},
    {STRUCT(serval_binding), .parameter = SERVAL_PARAM_THREADS, .stage = 2, .property = "threads"},
};
static const serval_recipe recipe = {STRUCT(serval_recipe), COUNT(stages), stages, bindings, COUNT(bindings), 0};

static const serval_encoder_description description = {
    STRUCT(serval_encoder_description), SERVAL_ENCODER_SOFTWARE, "x264-example", "x264, the example",
    SERVAL_CODEC_H264, .element = "x264enc"};

static uint32_t count(const serval_encoder_factory *factory) { return (void)factory, 1; }

static const serval_encoder_description *describe(const serval_encoder_factory *factory, uint32_t index) {
    return (void)factory, index == 0 ? &description : NULL;
}

// Whether the element is installed is for the host to find out.
static serval_status probe(
    const serval_encoder_factory *factory, const serval_probe_request *request, const serval_probe_sink *sink) {
    const serval_device device = {STRUCT(serval_device), .id = "cpu", .name = "Processor"};
    const serval_offer offer = {
        STRUCT(serval_offer), .encoder = "x264-example", .device = "cpu", .recipe = &recipe};
    if ((void)factory, request->device_count > 0 && strcmp(request->devices[0], "cpu") != 0) return SERVAL_OK;
    return sink->device(sink, &device) == SERVAL_OK ? sink->offer(sink, &offer) : SERVAL_E_CANCELLED;
}

static const serval_encoder_factory factory = {
    STRUCT(serval_encoder_factory), .count = count, .describe = describe, .probe = probe};

static serval_status init(const serval_library *self, const serval_host *host) {
    return (void)self, (void)host, SERVAL_OK;
}

static void deinit(const serval_library *self) { (void)self; }

static const void *get_interface(const serval_library *self, const char *id) {
    return (void)self, strcmp(id, SERVAL_ENCODER_FACTORY) == 0 ? &factory : NULL;
}

static const serval_library library = {
    STRUCT(serval_library), SERVAL_ABI, "com.example.x264", "x264 example", "Example", "1.0", "Apache-2.0", NULL, NULL,
    init, deinit, get_interface};

SERVAL_EXPORT const serval_library *serval_provider_entry(uint32_t host_abi) {
    return SERVAL_ABI_MAJOR_OF(host_abi) == SERVAL_ABI_MAJOR ? &library : NULL;
}
