// SPDX-License-Identifier: Apache-2.0

// Which encoder there is, and what a probe says of it.

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "faults.h"

static const serval_choice rate_controls[] = {
    {.struct_size = sizeof(serval_choice), .value = "cbr"},
    {.struct_size = sizeof(serval_choice), .value = "vbr"},
};

static const serval_parameter parameters[] = {
    {
        .struct_size = sizeof(serval_parameter),
        .kind = SERVAL_PARAMETER_INTEGER,
        .id = SERVAL_PARAM_BITRATE,
        .label = "Bitrate",
        .unit = HAS_FAULT(UNIT_BIT_PER_SECOND) ? "bit/s" : "kbit/s",
        .flags = SERVAL_PARAMETER_LIVE,
        .minimum = 50,
        .maximum = 50000,
        .default_integer = HAS_FAULT(DEFAULT_OUT_OF_RANGE) ? 10 : 2500,
    },
    {
        .struct_size = sizeof(serval_parameter),
        .kind = SERVAL_PARAMETER_INTEGER,
        .id = SERVAL_PARAM_KEYFRAME_INTERVAL,
        .label = "Keyframe interval",
        .unit = "frames",
        .minimum = 0,
        .maximum = INT32_MAX,
    },
    {
        .struct_size = sizeof(serval_parameter),
        .kind = SERVAL_PARAMETER_CHOICE,
        .id = SERVAL_PARAM_RATE_CONTROL,
        .label = "Rate control",
        .choices = rate_controls,
        .choice_count = COUNT(rate_controls),
    },
    {
        .struct_size = sizeof(serval_parameter),
        .kind = SERVAL_PARAMETER_INTEGER,
        .id = HAS_FAULT(PARAMETER_OF_SERVALS) ? "serval.loudness" : "com.example.loudness",
        .label = "Loudness",
        .minimum = 0,
        .maximum = 11,
    },
};

#define DESCRIPTION                                                                                                  \
    {                                                                                                                \
        .struct_size = sizeof(serval_encoder_description),                                                           \
        .kind = SERVAL_ENCODER_SOFTWARE,                                                                             \
        .id = ENCODER_ID,                                                                                            \
        .label = HAS_FAULT(NO_LABEL)            ? ""                                                                 \
                 : HAS_FAULT(LABEL_IN_LATIN_1) ? "Wei\xdf"                                                           \
                                               : "OpenH264, for tests",                                              \
        .codec = HAS_FAULT(UNKNOWN_CODEC) ? "h266" : SERVAL_CODEC_H264,                                              \
        .parameters = parameters,                                                                                    \
        .parameter_count = COUNT(parameters),                                                                        \
    }

static const serval_encoder_description descriptions[] = {DESCRIPTION, DESCRIPTION};

static uint32_t count(const serval_encoder_factory *factory) {
    (void)factory;
    return HAS_FAULT(ENCODER_TWICE) ? 2 : 1;
}

static const serval_encoder_description *describe(const serval_encoder_factory *factory, uint32_t index) {
    static int calls;
    if (HAS_FAULT(DESCRIPTION_MOVES)) return index == 0 ? &descriptions[calls++ % 2] : NULL;
    if (HAS_FAULT(ENCODERS_WITHOUT_END)) return &descriptions[index % 2];
    return index < count(factory) ? &descriptions[index] : NULL;
}

// The probe.

static const char *const controls[] = {"cbr", "vbr"};
static const uint32_t formats[] = {SERVAL_FORMAT_I420};

static const serval_limits limits = {
    .struct_size = sizeof limits,
    .minimum_width = HAS_FAULT(LIMITS_CONTRADICT) ? 5000 : 16,
    .minimum_height = 16,
    .maximum_width = 3840,
    .maximum_height = 2160,
    .rate_controls = controls,
    .rate_control_count = COUNT(controls),
};

static const serval_device device = {
    .struct_size = sizeof device,
    .id = DEVICE_ID,
    .name = HAS_FAULT(DEVICE_WITHOUT_NAME) ? NULL : "Processor",
    .node = HAS_FAULT(DEVICE_IS_GUESSED) ? SOME_DEVICE : NULL,
};

static serval_offer offer_of(const char *encoder) {
    return (serval_offer){
        .struct_size = sizeof(serval_offer),
        .encoder = encoder,
        .device = DEVICE_ID,
        .limits = &limits,
        .formats = formats,
        .format_count = COUNT(formats),
        .held_frames = HAS_FAULT(OFFER_TELLS_LESS) ? 0 : HELD,
    };
}

static int is_wanted(const serval_probe_request *request) {
    for (uint32_t index = 0; index < request->device_count; index++) {
        if (strcmp(request->devices[index], DEVICE_ID) == 0) return 1;
    }
    return request->device_count == 0 || HAS_FAULT(IGNORES_DEVICES);
}

static int is_over(serval_status status) { return status != SERVAL_OK && !HAS_FAULT(IGNORES_SINK); }

static serval_status say_why(const serval_probe_sink *sink) {
    const serval_note note = {
        .struct_size = sizeof note, .severity = SERVAL_SEVERITY_INFO, .code = "no-device", .text = "no device for it"};
    return sink->note(sink, &note);
}

static serval_status report(const serval_probe_request *request, const serval_probe_sink *sink) {
    const serval_offer offer = offer_of(ENCODER_ID), stranger = offer_of("nobody");
    if (HAS_FAULT(FINDS_NOTHING)) return SERVAL_OK;
    if (!is_wanted(request)) return say_why(sink);
    if (HAS_FAULT(KNOWS_THREE_DEPTHS) && request->depth > SERVAL_PROBE_SMOKE) return say_why(sink);
    if (HAS_FAULT(OFFER_BEFORE_DEVICE) && is_over(sink->offer(sink, &offer))) return SERVAL_E_CANCELLED;
    char name[32];
    serval_device found = device;
    snprintf(name, sizeof name, "Processor %d", (int)getpid());
    if (HAS_FAULT(NAMES_ITS_PROCESS)) found.name = name;
    if (is_over(sink->device(sink, &found))) return SERVAL_E_CANCELLED;
    if (!HAS_FAULT(OFFER_BEFORE_DEVICE) && is_over(sink->offer(sink, &offer))) return SERVAL_E_CANCELLED;
    if (HAS_FAULT(OFFER_TWICE) && is_over(sink->offer(sink, &offer))) return SERVAL_E_CANCELLED;
    if (HAS_FAULT(OFFERS_A_STRANGER) && is_over(sink->offer(sink, &stranger))) return SERVAL_E_CANCELLED;
    return SERVAL_OK;
}

struct question {
    const serval_probe_request *request;
    const serval_probe_sink *sink;
    serval_status status;
};

static void answer(void *argument) {
    struct question *const question = argument;
    question->status = report(question->request, question->sink);
}

static serval_status probe(
    const serval_encoder_factory *factory, const serval_probe_request *request, const serval_probe_sink *sink) {
    (void)factory;
    struct question question = {request, sink, SERVAL_OK};
    misbehave_in_probe();
    if (HAS_FAULT(DEVICE_IN_INVENTORY) && request->depth == SERVAL_PROBE_INVENTORY) open_a_device();
    if (HAS_FAULT(SLOW_PROBE)) sleep(4);
    if (HAS_FAULT(IGNORES_CANCEL) && cancel_service != NULL && cancel_service->is_cancelled(cancel_service)) {
        sleep(2);
    }
    if (HAS_FAULT(REPORTS_ON_ANOTHER_THREAD)) {
        on_another_thread(answer, &question);
    } else {
        answer(&question);
    }
    return question.status;
}

const serval_encoder_factory encoder_factory = {
    .struct_size = sizeof encoder_factory, .count = count, .describe = describe, .probe = probe};
