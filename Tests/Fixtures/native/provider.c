// SPDX-License-Identifier: Apache-2.0

// A native encoder that writes down what it was given: its packets are lines of text. Built by tests, with -D flags that
// make it misbehave in one way each. Says that it makes VP8, whose packets nobody looks into on the way.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "serval/serval.h"

#ifndef HELD
#define HELD 0 /* frames that are held back */
#endif
#ifndef OPEN_STATUS
#define OPEN_STATUS SERVAL_OK
#endif
#ifndef CREATE_STATUS
#define CREATE_STATUS SERVAL_OK
#endif
#ifndef FAIL_AT
#define FAIL_AT -1 /* the frame that fails, counted from 0 */
#endif
#ifndef FAIL_STATUS
#define FAIL_STATUS SERVAL_E_FAILED
#endif
#ifndef RECONFIGURE_STATUS
#define RECONFIGURE_STATUS SERVAL_OK
#endif
#ifndef RECIPE
#define RECIPE NULL
#endif
#ifndef FORMATS
#define FORMATS SERVAL_FORMAT_NV12, SERVAL_FORMAT_I420
#endif
#ifndef FORMAT_COUNT
#define FORMAT_COUNT COUNT(formats)
#endif
#ifndef KIND
#define KIND SERVAL_PARAMETER_INTEGER
#endif
#ifndef MAXIMUM
#define MAXIMUM 100000
#endif
#ifndef CHOICES
#define CHOICES choices
#endif
#ifndef SECOND_ID
#define SECOND_ID "com.example.mood"
#endif
#ifndef CREATE
#define CREATE create
#endif
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A library of a newer minor: tables have members that this host does not know. */
#ifdef NEWER
#define TABLE(type) struct { type known; unsigned char tail[64]; }
#define POISON(object) memset((object).tail, 0xa5, sizeof (object).tail)
#else
#define TABLE(type) struct { type known; }
#define POISON(object) (void)0
#endif

static const serval_error *error;
static const serval_frames *frames;
static const serval_thread_check *threads;
static const serval_cancel *cancel;

/* Hosts of tests need not have the service. */
#define EXPECT(tag) if (threads != NULL && threads->current(threads) != SERVAL_THREAD_##tag) abort()

typedef struct waiting {
    serval_frame frame;
    const serval_frame *kept;
    char text[512];
} waiting;

typedef struct session {
    TABLE(serval_session) table;
    serval_session_config config;
    long long bitrate;
    char mood[32];
    long long count;
    int restart, opened, interrupted;
    waiting waiting[HELD + 1];
    int waiting_count;
    serval_statistics statistics;
} session;

static session *of(const serval_session *table) { return table->impl; }

static serval_status fail(serval_status status, const char *text) {
    const serval_failure failure = {
        .struct_size = sizeof failure, .text = text, .hint = "do something", .domain = "fake", .code = 42};
    error->report(error, &failure);
    return status;
}

static void apply(session *self, const serval_value *values, uint32_t count) {
    for (uint32_t index = 0; index < count; index++) {
        if (strcmp(values[index].parameter, SERVAL_PARAM_BITRATE) == 0) self->bitrate = values[index].integer;
        if (strcmp(values[index].parameter, SECOND_ID) == 0) {
            snprintf(self->mood, sizeof self->mood, "%s", values[index].text);
        }
    }
}

static serval_status open_session(
    const serval_session *table, const serval_session_config *config, serval_session_info *info) {
    session *self = of(table);
    EXPECT(SESSION);
    if (OPEN_STATUS != SERVAL_OK) return fail(OPEN_STATUS, "the fixture does not open");
    self->config = *config;
    self->count = 0;
    self->restart = 1;
    self->opened++;
    apply(self, config->values, config->value_count);
    info->held_frames = HELD;
    return SERVAL_OK;
}

static uint32_t hash(uint32_t value, const uint8_t *bytes, size_t count) {
    for (size_t index = 0; index < count; index++) value = (value ^ bytes[index]) * 16777619u;
    return value;
}

/* FNV-1a of what is to be seen. */
static uint32_t hash_plane(const session *self, const serval_frame *frame, uint32_t plane) {
    const uint32_t half_width = (self->config.width + 1) / 2, half_height = (self->config.height + 1) / 2;
    const int is_pair = self->config.format == SERVAL_FORMAT_NV12;
    const uint32_t width = plane == 0 ? self->config.width : is_pair ? half_width * 2 : half_width;
    const uint32_t height = plane == 0 ? self->config.height : half_height;
    uint32_t value = 2166136261u;
    for (uint32_t row = 0; row < height; row++) {
        const uint64_t start = (uint64_t)row * frame->planes[plane].stride;
        if (start + width > frame->planes[plane].size) abort();
        value = hash(value, frame->planes[plane].data + start, width);
    }
    return value;
}

static serval_status emit(session *self, const waiting *item, const serval_packet_sink *sink) {
    const serval_frame *frame = item->kept != NULL ? item->kept : &item->frame;
    char pixels[128] = "";
    if (item->kept != NULL || HELD == 0) {
        for (uint32_t plane = 0; plane < frame->plane_count; plane++) {
            sprintf(pixels + strlen(pixels), " plane%u=%08x", plane, hash_plane(self, frame, plane));
        }
    }
    const char *text = item->text;
    const size_t half = strlen(text) / 2;
#ifdef EMPTY_PACKET
    const size_t size = 0;
#else
    const size_t size = half;
#endif
    const serval_span spans[] = {
        {sizeof *spans, 0, (const uint8_t *)text, size},
        {sizeof *spans, 0, (const uint8_t *)text + half, size == 0 ? 0 : strlen(text) - half},
        {sizeof *spans, 0, NULL, 0},
        {sizeof *spans, 0, (const uint8_t *)pixels, size == 0 ? 0 : strlen(pixels)},
    };
#ifdef WRONG_ID
    const uint64_t id = item->frame.id + 1000;
#else
    const uint64_t id = item->frame.id;
#endif
    const serval_packet packet = {
        .struct_size = sizeof packet,
        .flags = strstr(text, "key=1") != NULL ? SERVAL_PACKET_KEYFRAME : 0,
        .frame_id = id,
#ifdef NO_SPANS
        .spans = NULL,
#else
        .spans = spans,
#endif
        .span_count = COUNT(spans),
    };
    return sink->packet(sink, &packet);
}

static serval_status give_out(session *self, int leave, const serval_packet_sink *sink) {
    while (self->waiting_count > leave) {
        waiting first = self->waiting[0];
        memmove(self->waiting, self->waiting + 1, sizeof *self->waiting * (size_t)--self->waiting_count);
        const serval_status status = emit(self, &first, sink);
        if (first.kept != NULL) frames->release(frames, first.kept);
        if (status != SERVAL_OK) return SERVAL_E_CANCELLED;
    }
    return SERVAL_OK;
}

static serval_status encode(
    const serval_session *table, const serval_frame *frame, const serval_packet_sink *sink) {
    session *self = of(table);
    EXPECT(ENCODE);
    const long long number = self->count++;
    if (number == FAIL_AT) return fail(FAIL_STATUS, "the fixture fails on purpose");
#ifdef CRASH_AT
    if (number == CRASH_AT) *(volatile int *)8 = 1;
#endif
#ifdef BLOCK_AT
    while (number == BLOCK_AT && !__atomic_load_n(&self->interrupted, __ATOMIC_ACQUIRE)) usleep(1000);
    if (number == BLOCK_AT) return SERVAL_E_CANCELLED;
#endif
#ifdef OVERFLOW_AT /* the frame that writes a byte too many */
    if (number == OVERFLOW_AT) {
        char *volatile text = malloc(16);
        text[16] = 1;
        free(text);
    }
#endif
#ifdef SHIFT_AT /* the frame that shifts further than there are bits */
    if (number == SHIFT_AT) self->count += 1 << self->config.width;
#endif
#ifdef LEAK_AT /* from this frame on it forgets to free */
    if (number >= LEAK_AT) *(volatile char *)malloc(1234) = 1;
#endif
#ifdef SKIP_EVERY
    if (number % SKIP_EVERY == SKIP_EVERY - 1) return SERVAL_OK;
#endif
    const int is_forced = (frame->flags & SERVAL_FRAME_FORCE_KEYFRAME) != 0;
    waiting *item = &self->waiting[self->waiting_count++];
    item->frame = *frame;
    item->kept = NULL;
#ifdef KEEP
    item->kept = frames->retain(frames, frame);
#endif
    snprintf(
        item->text, sizeof item->text,
        "frame=%lld key=%d forced=%d gap=%d opened=%d bitrate=%lld mood=%s size=%ux%u rate=%u/%u format=%.4s matrix=%u "
        "range=%u",
        number, is_forced || self->restart, is_forced, (frame->flags & SERVAL_FRAME_DISCONTINUITY) != 0,
        self->opened, self->bitrate, self->mood, self->config.width, self->config.height,
        self->config.rate_numerator, self->config.rate_denominator, (const char *)&self->config.format,
        self->config.colour_matrix, self->config.full_range);
    self->restart = 0;
    return give_out(self, HELD, sink);
}

static serval_status reconfigure(const serval_session *table, const serval_value *values, uint32_t value_count) {
    EXPECT(ENCODE);
    if (RECONFIGURE_STATUS != SERVAL_OK) return RECONFIGURE_STATUS;
    apply(of(table), values, value_count);
    return SERVAL_OK;
}

static serval_status drain(const serval_session *table, const serval_packet_sink *sink) {
    EXPECT(ENCODE);
    of(table)->restart = 1;
    return give_out(of(table), 0, sink);
}

static serval_status reset(const serval_session *table) {
    session *self = of(table);
    EXPECT(ENCODE);
    self->restart = 1;
    while (self->waiting_count > 0) {
        const waiting *last = &self->waiting[--self->waiting_count];
        if (last->kept != NULL) frames->release(frames, last->kept);
    }
    return SERVAL_OK;
}

static void interrupt(const serval_session *table) {
    __atomic_store_n(&of(table)->interrupted, 1, __ATOMIC_RELEASE);
}

static void close_session(const serval_session *table) {
    EXPECT(SESSION);
    while (of(table)->waiting_count > 0) {
        const waiting *last = &of(table)->waiting[--of(table)->waiting_count];
        if (last->kept != NULL) frames->release(frames, last->kept);
    }
}

static void destroy(const serval_session *table) {
    EXPECT(SESSION);
    free(of(table));
}

static void read_statistics(const serval_session *table, serval_statistics_values *values) {
    values->encoded_frames = (uint64_t)of(table)->count;
}

static const void *get_extension(const serval_session *table, const char *id) {
    return strcmp(id, SERVAL_EXT_STATISTICS) == 0 ? &of(table)->statistics : NULL;
}

static serval_status create(
    const serval_session_factory *factory, const char *encoder, const char *device, const serval_session **made) {
    (void)factory;
    if (CREATE_STATUS != SERVAL_OK) return fail(CREATE_STATUS, "the fixture makes no session");
    if (strcmp(encoder, "fake") != 0 || strcmp(device, "cpu") != 0) return SERVAL_E_UNSUPPORTED;
    session *self = calloc(1, sizeof *self);
    self->statistics = (serval_statistics){sizeof self->statistics, 0, read_statistics};
    POISON(self->table);
    self->table.known = (serval_session){
        sizeof self->table, 0, self, open_session, encode, reconfigure, drain, reset, interrupt, close_session,
        destroy, get_extension,
    };
#ifdef NULL_SLOT /* a member of the session's table */
    self->table.known.NULL_SLOT = NULL;
#endif
    *made = &self->table.known;
#ifdef NULL_SESSION
    *made = NULL;
#endif
    return SERVAL_OK;
}

static const serval_choice choices[] = {{sizeof *choices, 0, "calm", NULL}, {sizeof *choices, 0, "wild", NULL}};
static const serval_parameter parameters[] = {
    {
        .struct_size = sizeof *parameters, .kind = SERVAL_PARAMETER_INTEGER, .id = SERVAL_PARAM_BITRATE,
        .label = "Bitrate", .unit = "kbit/s", .flags = SERVAL_PARAMETER_LIVE,
        .minimum = 1, .maximum = 200000, .default_integer = 300,
    },
    {
        .struct_size = sizeof *parameters, .kind = SERVAL_PARAMETER_CHOICE, .id = SECOND_ID,
        .choices = CHOICES, .choice_count = 2,
    },
    {
        .struct_size = sizeof *parameters, .kind = KIND, .id = "com.example.effort",
        .minimum = 1, .maximum = MAXIMUM, .default_integer = 7, .flags = SERVAL_PARAMETER_ADVANCED,
    },
};

static const serval_encoder_description description = {
    .struct_size = sizeof description, .kind = SERVAL_ENCODER_SOFTWARE, .id = "fake", .label = "Fake",
    .codec = SERVAL_CODEC_VP8, .parameters = parameters, .parameter_count = COUNT(parameters),
};

static uint32_t count(const serval_encoder_factory *factory) { return (void)factory, 1; }

static const serval_encoder_description *describe(const serval_encoder_factory *factory, uint32_t index) {
    return (void)factory, index == 0 ? &description : NULL;
}

static void *ask_whether_cancelled(void *answer) {
    *(int *)answer = cancel->is_cancelled(cancel);
    return answer;
}

/* What a probe ends with that was told to stop: whether it hears that here, and on a thread of its own. */
static serval_status stopped(void) {
    int here = 0, elsewhere = 0;
    pthread_t thread;
    ask_whether_cancelled(&here);
    pthread_create(&thread, NULL, ask_whether_cancelled, &elsewhere);
    pthread_join(thread, NULL);
    return here == 1 && elsewhere == 1 ? SERVAL_E_CANCELLED : SERVAL_E_FAILED;
}

static serval_status probe(
    const serval_encoder_factory *factory, const serval_probe_request *request, const serval_probe_sink *sink) {
    (void)factory, (void)request;
    static const uint32_t formats[] = {FORMATS};
    const serval_device device = {.struct_size = sizeof device, .id = "cpu", .name = "Processor"};
    const serval_recipe recipe = {.struct_size = sizeof recipe};
    (void)recipe;
    const serval_offer offer = {
        .struct_size = sizeof offer, .encoder = "fake", .device = "cpu", .recipe = RECIPE, .formats = formats,
        .format_count = FORMAT_COUNT, .held_frames = HELD,
    };
    const serval_status status = sink->device(sink, &device);
    return status == SERVAL_OK ? sink->offer(sink, &offer) : stopped();
}

static const serval_encoder_factory encoder_factory = {sizeof encoder_factory, 0, NULL, count, describe, probe};
static const serval_session_factory session_factory = {sizeof session_factory, 0, NULL, CREATE};

static serval_status init(const serval_library *library, const serval_host *host) {
    (void)library;
    error = host->get_service(host, SERVAL_SERVICE_ERROR);
    frames = host->get_service(host, SERVAL_SERVICE_FRAME);
    threads = host->get_service(host, SERVAL_SERVICE_THREAD_CHECK);
    const serval_clock *clock = host->get_service(host, SERVAL_SERVICE_CLOCK);
    cancel = host->get_service(host, SERVAL_SERVICE_CANCEL);
    if (error == NULL || (clock != NULL && clock->now_ns(clock) <= 0)) return SERVAL_E_INVALID;
    // Tests share a process, and some of them cancel: either answer will do.
    if (cancel != NULL && (cancel->is_cancelled(cancel) & ~1) != 0) return SERVAL_E_INVALID;
    return SERVAL_OK;
}

static void deinit(const serval_library *library) { (void)library; }

static const void *get_interface(const serval_library *library, const char *id) {
    (void)library;
    if (strcmp(id, SERVAL_ENCODER_FACTORY) == 0) return &encoder_factory;
#ifndef NO_SESSIONS
    if (strcmp(id, SERVAL_SESSION_FACTORY) == 0) return &session_factory;
#endif
    return NULL;
}

static const serval_library library = {
    sizeof library, SERVAL_ABI, "com.example.fake", "Fake", "Example", "1", "MIT", NULL, NULL, init, deinit,
    get_interface,
};

SERVAL_EXPORT const serval_library *serval_provider_entry(uint32_t host_abi) {
    return SERVAL_ABI_MAJOR_OF(host_abi) == SERVAL_ABI_MAJOR ? &library : NULL;
}
