// SPDX-License-Identifier: Apache-2.0

// The provider: who it is, which encoder there is, what it takes, where it works. Start reading at the end.
// serval/library.h and serval/encoder.h are the contract.

#include <string.h>

#include "session.h"

// FILL IN: configurations name the encoder by this; never change it once it is out.
#define ENCODER_ID "template-name"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/// The host's service for the words behind a status, or NULL.
static const serval_error *error_service;

// Which encoders there are. Needs no hardware: the answer is the same on every machine.

// FILL IN: what the encoder obeys, and nothing else. This one sends each picture as it is, so that it has no bitrate to
// steer, and does not list SERVAL_PARAM_BITRATE; see serval/params.h for it and its neighbours.
static const serval_parameter parameters[] = {
    {
        .struct_size = sizeof(serval_parameter),
        .kind = SERVAL_PARAMETER_INTEGER,
        .id = SERVAL_PARAM_KEYFRAME_INTERVAL,
        .label = "Keyframe interval",
        .unit = "frames",
        .flags = SERVAL_PARAMETER_LIVE,
        .minimum = 0,
        .maximum = 1000000,
    },
};

static const serval_encoder_description description = {
    .struct_size = sizeof description,
    .kind = SERVAL_ENCODER_SOFTWARE,  // or SERVAL_ENCODER_HARDWARE
    .id = ENCODER_ID,
    .label = "Template Name (H.264)",
    .codec = SERVAL_CODEC_H264,
    .parameters = parameters,
    .parameter_count = COUNT(parameters),
};

static uint32_t count(const serval_encoder_factory *factory) {
    (void)factory;
    return 1;
}

static const serval_encoder_description *describe(const serval_encoder_factory *factory, uint32_t index) {
    (void)factory;
    return index == 0 ? &description : NULL;
}

// What works here. The only place that looks for hardware, in a process of its own.

static int is_wanted(const serval_probe_request *request, const char *device) {
    for (uint32_t index = 0; index < request->device_count; index++) {
        if (strcmp(request->devices[index], device) == 0) return 1;
    }
    return request->device_count == 0;
}

static serval_status probe(
    const serval_encoder_factory *factory, const serval_probe_request *request, const serval_probe_sink *sink) {
    (void)factory;
    // FILL IN: open the device, ask the driver; a note says why there is none, and what would help (serval/note.h).
    if (!is_wanted(request, "cpu")) {
        const serval_note note = {
            .struct_size = sizeof note,
            .severity = SERVAL_SEVERITY_INFO,
            .code = "no-device",
            .text = "Template Name encodes on the processor only",
            .encoder = ENCODER_ID,
        };
        return sink->note(sink, &note) == SERVAL_OK ? SERVAL_OK : SERVAL_E_CANCELLED;
    }
    const serval_device processor = {.struct_size = sizeof processor, .id = "cpu", .name = "Processor"};
    if (sink->device(sink, &processor) != SERVAL_OK) return SERVAL_E_CANCELLED;

    // FILL IN: the sizes and formats that work on this device, the best format first.
    static const uint32_t formats[] = {SERVAL_FORMAT_I420, SERVAL_FORMAT_NV12};
    static const char *const profiles[] = {"constrained-baseline"};
    const serval_limits limits = {
        .struct_size = sizeof limits,
        .minimum_width = 16,
        .minimum_height = 16,
        .maximum_width = 4096,
        .maximum_height = 2304,
        .profiles = profiles,
        .profile_count = COUNT(profiles),
    };
    const serval_offer offer = {
        .struct_size = sizeof offer,
        .lacks = SERVAL_LACKS_LIVE_BITRATE,
        .encoder = ENCODER_ID,
        .device = processor.id,
        .limits = &limits,
        .formats = formats,
        .format_count = COUNT(formats),
    };
    return sink->offer(sink, &offer) == SERVAL_OK ? SERVAL_OK : SERVAL_E_CANCELLED;
}

static const serval_encoder_factory encoder_factory = {
    .struct_size = sizeof encoder_factory, .count = count, .describe = describe, .probe = probe};

// Sessions, in a worker that lives for one stream.

static serval_status create(
    const serval_session_factory *factory, const char *encoder, const char *device,
    const serval_session **session) {
    (void)factory;
    if (strcmp(encoder, ENCODER_ID) != 0) {
        return fail(error_service, SERVAL_E_UNSUPPORTED, "there is no such encoder here");
    }
    if (strcmp(device, "cpu") != 0) return fail(error_service, SERVAL_E_NO_DEVICE, "there is no such device here");
    const serval_session *made = session_create(error_service);
    if (made == NULL) return fail(error_service, SERVAL_E_NO_MEMORY, "there is no memory for a session");
    *session = made;
    return SERVAL_OK;
}

static const serval_session_factory session_factory = {.struct_size = sizeof session_factory, .create = create};

// The library.

static serval_status init(const serval_library *library, const serval_host *host) {
    (void)library;
    error_service = host->get_service(host, SERVAL_SERVICE_ERROR);
    return SERVAL_OK;
}

static void deinit(const serval_library *library) {
    (void)library;
    error_service = NULL;
}

static const void *get_interface(const serval_library *library, const char *id) {
    (void)library;
    if (strcmp(id, SERVAL_ENCODER_FACTORY) == 0) return &encoder_factory;
    if (strcmp(id, SERVAL_SESSION_FACTORY) == 0) return &session_factory;
    return NULL;
}

// FILL IN: who you are. The id is yours for ever: reverse DNS of a domain that you own.
static const serval_library library = {
    .struct_size = sizeof library,
    .abi = SERVAL_ABI,
    .id = "com.example.template-name",
    .name = "Template Name",
    .vendor = "Example",
    .version = "0.1",
    .license = "LicenseRef-Example",
    .init = init,
    .deinit = deinit,
    .get_interface = get_interface,
};

SERVAL_EXPORT const serval_library *serval_provider_entry(uint32_t host_abi) {
    return SERVAL_ABI_MAJOR_OF(host_abi) == SERVAL_ABI_MAJOR ? &library : NULL;
}
