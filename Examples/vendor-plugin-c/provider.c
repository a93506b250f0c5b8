// SPDX-License-Identifier: Apache-2.0

// A provider with one native encoder: who it is, what the encoder takes, and that it works wherever there is a
// processor. Start reading at the end.

#include <string.h>

#include "session.h"

/// The host's service for the words behind a status, or NULL.
static const serval_error *error_service;

// What the encoder takes.

#define CHOICE(text) {.struct_size = sizeof(serval_choice), .value = text}
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const serval_choice rate_controls[] = {CHOICE("cbr"), CHOICE("vbr")};
static const serval_choice speeds[] = {
    CHOICE("ultrafast"), CHOICE("superfast"), CHOICE("veryfast"), CHOICE("fast"), CHOICE("medium"),
    CHOICE("quality"),
};
static const serval_choice contents[] = {CHOICE("screen"), CHOICE("camera")};

static const serval_parameter parameters[] = {
    {
        .struct_size = sizeof(serval_parameter), .kind = SERVAL_PARAMETER_INTEGER, .id = SERVAL_PARAM_BITRATE,
        .label = "Bitrate", .unit = "kbit/s", .flags = SERVAL_PARAMETER_LIVE,
        .minimum = 1, .maximum = 200000, .default_integer = 2500,
    },
    {
        .struct_size = sizeof(serval_parameter), .kind = SERVAL_PARAMETER_INTEGER,
        .id = SERVAL_PARAM_KEYFRAME_INTERVAL, .label = "Keyframe interval", .unit = "frames",
        .minimum = 0, .maximum = INT32_MAX,
    },
    {
        .struct_size = sizeof(serval_parameter), .kind = SERVAL_PARAMETER_INTEGER, .id = SERVAL_PARAM_THREADS,
        .label = "Threads", .minimum = 1, .maximum = 4, .default_integer = 1,
    },
    {
        .struct_size = sizeof(serval_parameter), .kind = SERVAL_PARAMETER_CHOICE,
        .id = SERVAL_PARAM_RATE_CONTROL, .label = "Rate control",
        .choices = rate_controls, .choice_count = COUNT(rate_controls),
    },
    {
        .struct_size = sizeof(serval_parameter), .kind = SERVAL_PARAMETER_CHOICE, .id = SERVAL_PARAM_SPEED,
        .label = "Speed", .choices = speeds, .choice_count = COUNT(speeds), .default_text = "veryfast",
    },
    {
        .struct_size = sizeof(serval_parameter), .kind = SERVAL_PARAMETER_CHOICE, .id = PARAM_CONTENT,
        .label = "Content", .help = "What the picture mostly shows",
        // For screens OpenH264 makes keyframes by itself, whatever it is told; so screens are on request.
        .choices = contents, .choice_count = COUNT(contents), .default_text = "camera",
    },
};

// Which encoders there are, and what works here.

static const serval_encoder_description description = {
    .struct_size = sizeof description,
    .kind = SERVAL_ENCODER_SOFTWARE,
    .id = ENCODER_ID,
    .label = "OpenH264, the example",
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

static int is_wanted(const serval_probe_request *request, const char *device) {
    for (uint32_t index = 0; index < request->device_count; index++) {
        if (strcmp(request->devices[index], device) == 0) return 1;
    }
    return request->device_count == 0;
}

static serval_status probe(
    const serval_encoder_factory *factory, const serval_probe_request *request, const serval_probe_sink *sink) {
    (void)factory;
    static const uint32_t formats[] = {SERVAL_FORMAT_I420};
    static const char *const profiles[] = {"constrained-baseline"};
    static const char *const controls[] = {"cbr", "vbr"};
    const serval_device processor = {.struct_size = sizeof processor, .id = "cpu", .name = "Processor"};
    const serval_limits limits = {
        .struct_size = sizeof limits,
        .minimum_width = 16,
        .minimum_height = 16,
        .maximum_width = 3840,
        .maximum_height = 2160,
        .rate_controls = controls,
        .rate_control_count = COUNT(controls),
        .profiles = profiles,
        .profile_count = COUNT(profiles),
    };
    const serval_offer offer = {
        .struct_size = sizeof offer,
        .encoder = ENCODER_ID,
        .device = "cpu",
        .limits = &limits,
        .formats = formats,
        .format_count = COUNT(formats),
    };
    if (!is_wanted(request, "cpu")) return SERVAL_OK;
    serval_status status = sink->device(sink, &processor);
    if (status == SERVAL_OK) status = sink->offer(sink, &offer);
    return status == SERVAL_OK ? SERVAL_OK : SERVAL_E_CANCELLED;
}

static const serval_encoder_factory encoder_factory = {
    .struct_size = sizeof encoder_factory, .count = count, .describe = describe, .probe = probe};

// Sessions.

static serval_status create(
    const serval_session_factory *factory, const char *encoder, const char *device,
    const serval_session **session) {
    (void)factory, (void)device;
    if (strcmp(encoder, ENCODER_ID) != 0) return SERVAL_E_UNSUPPORTED;
    *session = session_create(error_service);
    return *session != NULL ? SERVAL_OK : SERVAL_E_NO_MEMORY;
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

static const serval_library library = {
    .struct_size = sizeof library,
    .abi = SERVAL_ABI,
    .id = "com.example.openh264",
    .name = "OpenH264 example",
    .vendor = "Example",
    .version = "1.0",
    .license = "Apache-2.0",
    .init = init,
    .deinit = deinit,
    .get_interface = get_interface,
};

SERVAL_EXPORT const serval_library *serval_provider_entry(uint32_t host_abi) {
    return SERVAL_ABI_MAJOR_OF(host_abi) == SERVAL_ABI_MAJOR ? &library : NULL;
}
