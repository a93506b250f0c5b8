// SPDX-License-Identifier: Apache-2.0

// A provider as it was written for ABI 1.0: one encoder of each kind, every struct of the ABI in use.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serval/serval.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const serval_log *logger;
static const serval_frames *frames;

// Encoders.

static const serval_choice speeds[] = {
    {sizeof *speeds, 0, "fast", "Fast"},
    {sizeof *speeds, 0, "medium", "Not so fast"},
};
static const serval_parameter parameters[] = {
    {sizeof *parameters, SERVAL_PARAMETER_INTEGER, SERVAL_PARAM_BITRATE, "Bitrate", "The rate to aim at", "kbit/s",
     SERVAL_PARAMETER_LIVE, 0, NULL, 1, 9000, 1000, NULL},
    {sizeof *parameters, SERVAL_PARAMETER_CHOICE, SERVAL_PARAM_SPEED, "Speed", NULL, NULL, 0, COUNT(speeds), speeds, 0, 0,
     0, "medium"},
    {sizeof *parameters, SERVAL_PARAMETER_SWITCH, "com.example.loud", NULL, NULL, NULL, SERVAL_PARAMETER_ADVANCED, 0,
     NULL, 0, 0, 1, NULL},
    {sizeof *parameters, SERVAL_PARAMETER_TEXT, "com.example.motto", NULL, NULL, NULL, 0, 0, NULL, 0, 0, 0, "onwards"},
};
static const serval_encoder_description descriptions[] = {
    {sizeof *descriptions, SERVAL_ENCODER_HARDWARE, "old-element", "Old element", SERVAL_CODEC_H264, "oldenc", NULL, 0, 0},
    {sizeof *descriptions, SERVAL_ENCODER_SOFTWARE, "old-native", "Old native", SERVAL_CODEC_VP8, NULL, parameters,
     COUNT(parameters), 0},
};

static uint32_t count(const serval_encoder_factory *factory) { return (void)factory, COUNT(descriptions); }

static const serval_encoder_description *describe(const serval_encoder_factory *factory, uint32_t index) {
    return (void)factory, index < COUNT(descriptions) ? &descriptions[index] : NULL;
}

static const serval_property properties[] = {
    {sizeof *properties, 0, "tune", "fast"},
    {sizeof *properties, SERVAL_PROPERTY_OPTIONAL, "newer", "1"},
};
static const char *const other_names[] = {"olderenc", "oldestenc"};
static const serval_stage stages[] = {
    {sizeof *stages, SERVAL_STAGE_CONVERTER, "videoconvert", NULL, NULL, 0, 0, "base", NULL, NULL, NULL, NULL, NULL},
    {sizeof *stages, SERVAL_STAGE_CAPS, NULL, "video/x-raw,format=I420", NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {sizeof *stages, SERVAL_STAGE_ENCODER, "oldenc", NULL, properties, COUNT(properties), COUNT(other_names), NULL,
     other_names, "device-path", "/dev/old0", "1.20", "1.28"},
    {sizeof *stages, SERVAL_STAGE_PARSER, "h264parse", NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
};
static const serval_map_entry map[] = {{sizeof *map, 0, "0", "-1"}};
static const serval_binding bindings[] = {
    {sizeof *bindings, SERVAL_BINDING_LIVE, SERVAL_PARAM_BITRATE, "bitrate", 2, 0, 1000, 0, 1, INT64_MAX, NULL, NULL, NULL},
    {sizeof *bindings, SERVAL_BINDING_OPTIONAL, SERVAL_PARAM_KEYFRAME_INTERVAL, "gop", 2, COUNT(map), 0, 0, 0, 0, map, NULL, NULL},
    {sizeof *bindings, SERVAL_BINDING_JOIN, SERVAL_PARAM_BITRATE, "options", 2, 0, 0, 1000, 0, 0, NULL,
     SERVAL_PARAM_BUFFER, "vbv={}"},
};
static const serval_recipe recipe = {sizeof recipe, COUNT(stages), stages, bindings, COUNT(bindings), 0};

static serval_status probe(
    const serval_encoder_factory *factory, const serval_probe_request *request, const serval_probe_sink *sink) {
    (void)factory;
    static const char *const controls[] = {"cbr"};
    static const char *const profiles[] = {"main", "high"};
    static const uint32_t formats[] = {SERVAL_FORMAT_NV12, SERVAL_FORMAT_I420};
    const serval_device device = {sizeof device, 0, "pci:0000:01:00.0", "Old device", "old 1.0", "/dev/old0"};
    const serval_limits limits = {sizeof limits, 16, 17, 4096, 2160, COUNT(controls), COUNT(profiles), 0, controls, profiles};
    const serval_offer element = {
        sizeof element, SERVAL_LACKS_LIVE_BITRATE, "old-element", device.id, &recipe, &limits, NULL, 0, 0};
    const serval_offer native = {
        sizeof native, 0, "old-native", device.id, NULL, NULL, formats, COUNT(formats), 1};
    const serval_note note = {
        sizeof note, SERVAL_SEVERITY_INFO, "old", "it is old", "keep it", "old-native", device.id};
    if (request->depth == SERVAL_PROBE_INVENTORY && request->device_count > 0) return SERVAL_E_INVALID;
    if (sink->device(sink, &device) != SERVAL_OK || sink->offer(sink, &element) != SERVAL_OK) return SERVAL_E_CANCELLED;
    if (sink->offer(sink, &native) != SERVAL_OK || sink->note(sink, &note) != SERVAL_OK) return SERVAL_E_CANCELLED;
    return SERVAL_OK;
}

// A session that holds one frame back, and says of each what it was.

typedef struct session {
    serval_session table;
    serval_statistics statistics;
    const serval_frame *held;
    uint64_t frames;
    int next_is_key, held_is_key;
    char settings[256];
} session;

static session *of(const serval_session *table) { return table->impl; }

static void take(session *self, const serval_value *values, uint32_t count) {
    for (uint32_t index = 0; index < count; index++) {
        const size_t used = strlen(self->settings);
        if (values[index].text != NULL) {
            snprintf(self->settings + used, sizeof self->settings - used, " %s", values[index].text);
        } else {
            snprintf(self->settings + used, sizeof self->settings - used, " %lld", (long long)values[index].integer);
        }
    }
}

static serval_status open_session(
    const serval_session *table, const serval_session_config *config, serval_session_info *info) {
    session *self = of(table);
    if (config->width == 0 || config->height == 0 || config->rate_denominator == 0) return SERVAL_E_INVALID;
    self->next_is_key = 1;
    self->settings[0] = '\0';
    take(self, config->values, config->value_count);
    if (SERVAL_HAS(info, held_frames)) info->held_frames = 1;
    return SERVAL_OK;
}

static serval_status give_out(session *self, const serval_packet_sink *sink) {
    char text[320];
    snprintf(text, sizeof text, "old %llu%s", (unsigned long long)self->held->id, self->settings);
    const serval_span span = {sizeof span, 0, (const uint8_t *)text, strlen(text)};
    const serval_packet packet = {
        sizeof packet, self->held_is_key ? SERVAL_PACKET_KEYFRAME : 0, self->held->id, &span, 1, 0};
    const serval_status status = sink->packet(sink, &packet);
    frames->release(frames, self->held);
    self->held = NULL;
    return status;
}

static serval_status encode(const serval_session *table, const serval_frame *frame, const serval_packet_sink *sink) {
    session *self = of(table);
    if (frame->plane_count != 2 || frame->planes[0].size < frame->planes[0].stride) return SERVAL_E_INVALID;
    if (self->held != NULL && give_out(self, sink) != SERVAL_OK) return SERVAL_E_CANCELLED;
    self->held = frames->retain(frames, frame);
    self->held_is_key = self->next_is_key || (frame->flags & SERVAL_FRAME_FORCE_KEYFRAME) != 0;
    self->next_is_key = 0;
    self->frames++;
    return self->held != NULL ? SERVAL_OK : SERVAL_E_NO_MEMORY;
}

static serval_status reconfigure(const serval_session *table, const serval_value *values, uint32_t value_count) {
    take(of(table), values, value_count);
    return SERVAL_OK;
}

static serval_status drain(const serval_session *table, const serval_packet_sink *sink) {
    of(table)->next_is_key = 1;
    return of(table)->held != NULL ? give_out(of(table), sink) : SERVAL_OK;
}

static serval_status reset(const serval_session *table) {
    session *self = of(table);
    if (self->held != NULL) frames->release(frames, self->held);
    self->held = NULL;
    self->next_is_key = 1;
    return SERVAL_OK;
}

static void interrupt(const serval_session *table) { (void)table; }
static void close_session(const serval_session *table) { (void)reset(table); }
static void destroy(const serval_session *table) { free(of(table)); }

static void read_statistics(const serval_session *table, serval_statistics_values *values) {
    if (SERVAL_HAS(values, encoded_frames)) values->encoded_frames = of(table)->frames;
}

static const void *get_extension(const serval_session *table, const char *id) {
    return strcmp(id, SERVAL_EXT_STATISTICS) == 0 ? &of(table)->statistics : NULL;
}

static serval_status create(
    const serval_session_factory *factory, const char *encoder, const char *device, const serval_session **made) {
    (void)factory, (void)device;
    if (strcmp(encoder, "old-native") != 0) return SERVAL_E_UNSUPPORTED;
    session *self = calloc(1, sizeof *self);
    if (self == NULL) return SERVAL_E_NO_MEMORY;
    self->statistics = (serval_statistics){sizeof self->statistics, 0, read_statistics};
    self->table = (serval_session){
        sizeof self->table, 0, self, open_session, encode, reconfigure, drain, reset, interrupt, close_session, destroy,
        get_extension};
    *made = &self->table;
    return SERVAL_OK;
}

// The library.

static const serval_encoder_factory encoder_factory = {sizeof encoder_factory, 0, NULL, count, describe, probe};
static const serval_session_factory session_factory = {sizeof session_factory, 0, NULL, create};
static const char *const source_list[] = {"/dev/old*", "library:libold.so.1"};
static const serval_invalidation_sources sources = {sizeof sources, COUNT(source_list), source_list};

static serval_status init(const serval_library *library, const serval_host *host) {
    (void)library;
    logger = host->get_service(host, SERVAL_SERVICE_LOG);
    frames = host->get_service(host, SERVAL_SERVICE_FRAME);
    const serval_error *error = host->get_service(host, SERVAL_SERVICE_ERROR);
    const serval_clock *clock = host->get_service(host, SERVAL_SERVICE_CLOCK);
    const serval_cancel *cancel = host->get_service(host, SERVAL_SERVICE_CANCEL);
    if (SERVAL_ABI_MAJOR_OF(host->abi) != 1 || strlen(host->name) == 0 || strlen(host->version) == 0) return SERVAL_E_INVALID;
    // Tests share a process, and some of them cancel: either answer will do.
    if (clock->now_ns(clock) <= 0 || (cancel->is_cancelled(cancel) & ~1) != 0) return SERVAL_E_INVALID;
    logger->write(logger, SERVAL_LOG_DEBUG, "an old provider is here");
    const serval_failure failure = {sizeof failure, 0, "nothing failed", "nothing to do", "old", 0};
    error->report(error, &failure);
    return SERVAL_OK;
}

static void deinit(const serval_library *library) { (void)library; }

static const void *get_interface(const serval_library *library, const char *id) {
    (void)library;
    if (strcmp(id, SERVAL_ENCODER_FACTORY) == 0) return &encoder_factory;
    if (strcmp(id, SERVAL_INVALIDATION_SOURCES) == 0) return &sources;
    return strcmp(id, SERVAL_SESSION_FACTORY) == 0 ? &session_factory : NULL;
}

static const serval_library library = {
    sizeof library, SERVAL_ABI, "com.example.old", "Old", "Example", "1.0", "MIT", "https://example.com", NULL, init,
    deinit, get_interface};

SERVAL_EXPORT const serval_library *serval_provider_entry(uint32_t host_abi) {
    return SERVAL_ABI_MAJOR_OF(host_abi) == 1 ? &library : NULL;
}
