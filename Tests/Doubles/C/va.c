// SPDX-License-Identifier: Apache-2.0

// The double of libva.so.2: answers as the machine's file `va-NODE`, or `va-NODE-DRIVER` for a driver that was named,
// says that the real driver does. What may stand there is explained in Machine.swift.

#include "double.h"
#include "va-display.h"

struct name {
    const char *text;
    uint32_t value;
};

#define PROFILE(name) {#name, (uint32_t)VAProfile##name}
static const struct name profiles[] = {
    PROFILE(None), PROFILE(MPEG2Simple), PROFILE(MPEG2Main), PROFILE(MPEG4Simple), PROFILE(MPEG4AdvancedSimple),
    PROFILE(H264ConstrainedBaseline), PROFILE(H264Main), PROFILE(H264High), PROFILE(H264MultiviewHigh),
    PROFILE(H264StereoHigh), PROFILE(VC1Simple), PROFILE(VC1Main), PROFILE(VC1Advanced), PROFILE(JPEGBaseline),
    PROFILE(VP8Version0_3), PROFILE(HEVCMain), PROFILE(HEVCMain10), PROFILE(HEVCMain12), PROFILE(HEVCMain422_10),
    PROFILE(HEVCMain422_12), PROFILE(HEVCMain444), PROFILE(HEVCMain444_10), PROFILE(HEVCMain444_12),
    PROFILE(HEVCSccMain), PROFILE(HEVCSccMain10), PROFILE(HEVCSccMain444), PROFILE(HEVCSccMain444_10),
    PROFILE(VP9Profile0), PROFILE(VP9Profile1), PROFILE(VP9Profile2), PROFILE(VP9Profile3), PROFILE(AV1Profile0)};

#define ENTRYPOINT(name) {#name, VAEntrypoint##name}
static const struct name entrypoints[] = {
    ENTRYPOINT(VLD),  ENTRYPOINT(EncSlice),   ENTRYPOINT(EncPicture), ENTRYPOINT(EncSliceLP),
    ENTRYPOINT(FEI), ENTRYPOINT(VideoProc), ENTRYPOINT(Stats)};

#define ATTRIBUTE(name) {#name, VAConfigAttrib##name}
static const struct name attributes[] = {
    ATTRIBUTE(RTFormat),       ATTRIBUTE(RateControl),    ATTRIBUTE(MaxPictureWidth), ATTRIBUTE(MaxPictureHeight),
    ATTRIBUTE(EncQualityRange), ATTRIBUTE(EncMaxSlices), ATTRIBUTE(EncMaxRefFrames)};

static const struct name bits[] = {
    {"CBR", VA_RC_CBR},   {"VBR", VA_RC_VBR},     {"VCM", VA_RC_VCM},
    {"CQP", VA_RC_CQP},   {"ICQ", VA_RC_ICQ},     {"QVBR", VA_RC_QVBR},
    {"MB", VA_RC_MB},     {"YUV420", VA_RT_FORMAT_YUV420}, {"YUV420_10", VA_RT_FORMAT_YUV420_10}};

#define VALUE(table, text) value_of(table, sizeof table / sizeof *table, text)
static uint32_t value_of(const struct name *table, size_t count, const char *text) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(table[i].text, text) == 0) return table[i].value;
    fprintf(stderr, "the double of libva does not know %s\n", text);
    abort();
}

static const char *profile_name(VAProfile profile) {
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
        if ((VAProfile)profiles[i].value == profile) return profiles[i].text;
    return "?";
}

static struct double_display *of(VADisplay display) { return display; }

// Calls `take` with each line of the display's file that begins with `word`.
static void each(
    struct double_display *display, const char *word, void (*take)(char *rest, void *context), void *context) {
    FILE *file = double_file(display->file);
    char line[4096];
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *rest = double_after(line, word);
        if (rest) take(rest, context);
    }
    if (file) fclose(file);
}

VAMessageCallback vaSetErrorCallback(VADisplay display, VAMessageCallback callback, void *context) {
    of(display)->on_error = callback;
    of(display)->error_context = context;
    return NULL;
}

VAMessageCallback vaSetInfoCallback(VADisplay display, VAMessageCallback callback, void *context) {
    of(display)->on_info = callback;
    of(display)->info_context = context;
    return NULL;
}

static void choose(struct double_display *display, const char *driver) {
    char named[sizeof display->file];
    snprintf(named, sizeof named, "va-%.60s-%.40s", display->node, driver);
    FILE *file = double_file(named);
    if (!file) return;
    fclose(file);
    memcpy(display->file, named, sizeof named);
}

VAStatus vaSetDriverName(VADisplay display, char *driver) {
    choose(of(display), driver);
    return VA_STATUS_SUCCESS;
}

// As libva does it: through the callbacks, or to standard error where nobody has set them.
static void say(struct double_display *display, VAMessageCallback callback, void *context, const char *kind, char *text) {
    char message[4200];
    snprintf(message, sizeof message, "libva %s: %s\n", kind, text);
    if (callback) callback(context, message);
    else fputs(message, stderr);
}

static void say_info(char *text, void *context) {
    struct double_display *display = context;
    say(display, display->on_info, display->info_context, "info", text);
}

static void say_error(char *text, void *context) {
    struct double_display *display = context;
    say(display, display->on_error, display->error_context, "error", text);
}

VAStatus vaInitialize(VADisplay handle, int *major, int *minor) {
    struct double_display *display = of(handle);
    const char *driver = getenv("LIBVA_DRIVER_NAME");
    if (driver) choose(display, driver);
    if (!display->file[0]) snprintf(display->file, sizeof display->file, "va-%.60s", display->node);
    FILE *file = double_file(display->file);
    if (!file) {
        say_error("no driver for this node", display);
        return (VAStatus)VA_STATUS_ERROR_UNKNOWN;
    }
    fclose(file);
    each(display, "info", say_info, display);
    double_fault(display->file, "vaInitialize");
    each(display, "error", say_error, display);
    VAStatus status = (VAStatus)double_refusal(display->file, "vaInitialize", NULL, VA_STATUS_SUCCESS);
    if (status != VA_STATUS_SUCCESS) return status;
    double_trace("open display");
    display->started = 1;
    *major = 1;
    *minor = 17;
    return VA_STATUS_SUCCESS;
}

VAStatus vaTerminate(VADisplay display) {
    double_fault(of(display)->file, "vaTerminate");
    if (!of(display)->started) abort(); // Never allowed after a failed vaInitialize.
    double_trace("close display");
    return VA_STATUS_SUCCESS;
}

static void copy(char *text, void *context) { snprintf(context, 512, "%s", text); }

const char *vaQueryVendorString(VADisplay display) {
    static char vendor[512];
    double_fault(of(display)->file, "vaQueryVendorString");
    vendor[0] = '\0';
    each(of(display), "vendor", copy, vendor);
    return vendor;
}

int vaMaxNumProfiles(VADisplay display) { return 64; }
int vaMaxNumEntrypoints(VADisplay display) { return 16; }

struct list {
    int *values;
    int count;
    VAProfile profile;
};

static void add_profile(char *rest, void *context) {
    struct list *list = context;
    list->values[list->count++] = (int)VALUE(profiles, strtok(rest, " "));
}

VAStatus vaQueryConfigProfiles(VADisplay display, VAProfile *found, int *count) {
    double_fault(of(display)->file, "vaQueryConfigProfiles");
    struct list list = {(int *)found, 0, VAProfileNone};
    each(of(display), "profile", add_profile, &list);
    *count = list.count;
    return (VAStatus)double_refusal(of(display)->file, "vaQueryConfigProfiles", NULL, VA_STATUS_SUCCESS);
}

static void add_entrypoints(char *rest, void *context) {
    struct list *list = context;
    if ((VAProfile)VALUE(profiles, strtok(rest, " ")) != list->profile) return;
    for (char *word = strtok(NULL, " "); word; word = strtok(NULL, " "))
        list->values[list->count++] = (int)VALUE(entrypoints, word);
}

VAStatus vaQueryConfigEntrypoints(VADisplay display, VAProfile profile, VAEntrypoint *found, int *count) {
    double_fault(of(display)->file, "vaQueryConfigEntrypoints");
    struct list list = {(int *)found, 0, profile};
    each(of(display), "profile", add_entrypoints, &list);
    *count = list.count;
    return (VAStatus)double_refusal(
        of(display)->file, "vaQueryConfigEntrypoints", profile_name(profile), VA_STATUS_SUCCESS);
}

struct question {
    VAProfile profile;
    VAEntrypoint entrypoint;
    VAConfigAttrib *asked;
    int count;
};

static uint32_t attribute_value(char *text) {
    if (text[0] >= '0' && text[0] <= '9') return (uint32_t)strtoul(text, NULL, 0);
    uint32_t value = 0;
    char *rest = NULL;
    for (char *word = strtok_r(text, "|", &rest); word; word = strtok_r(NULL, "|", &rest)) value |= VALUE(bits, word);
    return value;
}

// `attribute EncSlice RateControl=CBR|CQP …` or `attribute HEVCMain/EncSlice …`; a later line wins.
static void answer(char *rest, void *context) {
    struct question *question = context;
    char *inner = NULL;
    char *subject = strtok_r(rest, " ", &inner);
    char *slash = strchr(subject, '/');
    if (slash) {
        *slash = '\0';
        if ((VAProfile)VALUE(profiles, subject) != question->profile) return;
        subject = slash + 1;
    }
    if (VALUE(entrypoints, subject) != question->entrypoint) return;
    for (char *word = strtok_r(NULL, " ", &inner); word; word = strtok_r(NULL, " ", &inner)) {
        char *value = strchr(word, '=');
        *value++ = '\0';
        uint32_t type = VALUE(attributes, word), number = attribute_value(value);
        for (int i = 0; i < question->count; i++)
            if (question->asked[i].type == type) question->asked[i].value = number;
    }
}

VAStatus vaGetConfigAttributes(
    VADisplay display, VAProfile profile, VAEntrypoint entrypoint, VAConfigAttrib *asked, int count) {
    double_fault(of(display)->file, "vaGetConfigAttributes");
    for (int i = 0; i < count; i++) asked[i].value = VA_ATTRIB_NOT_SUPPORTED;
    struct question question = {profile, entrypoint, asked, count};
    each(of(display), "attribute", answer, &question);
    return (VAStatus)double_refusal(
        of(display)->file, "vaGetConfigAttributes", profile_name(profile), VA_STATUS_SUCCESS);
}

// The ids of what is created are the profile's, so that a refusal can name it.
static VAStatus begin(struct double_display *display, const char *function, VAProfile profile) {
    double_fault(display->file, function);
    VAStatus status = (VAStatus)double_refusal(display->file, function, profile_name(profile), VA_STATUS_SUCCESS);
    char word[64];
    snprintf(word, sizeof word, "open %s", function + strlen("vaCreate"));
    if (status == VA_STATUS_SUCCESS) double_trace(word);
    return status;
}

VAStatus vaCreateConfig(
    VADisplay display, VAProfile profile, VAEntrypoint entrypoint, VAConfigAttrib *list, int count, VAConfigID *config) {
    *config = (VAConfigID)profile;
    return begin(of(display), "vaCreateConfig", profile);
}

VAStatus vaDestroyConfig(VADisplay display, VAConfigID config) {
    double_trace("close Config");
    return VA_STATUS_SUCCESS;
}

VAStatus vaCreateSurfaces(
    VADisplay display, unsigned format, unsigned width, unsigned height, VASurfaceID *surfaces, unsigned count,
    VASurfaceAttrib *list, unsigned list_count) {
    for (unsigned i = 0; i < count; i++) surfaces[i] = i;
    return begin(of(display), "vaCreateSurfaces", VAProfileNone);
}

VAStatus vaDestroySurfaces(VADisplay display, VASurfaceID *surfaces, int count) {
    double_trace("close Surfaces");
    return VA_STATUS_SUCCESS;
}

VAStatus vaCreateContext(
    VADisplay display, VAConfigID config, int width, int height, int flag, VASurfaceID *surfaces, int count,
    VAContextID *context) {
    *context = config;
    return begin(of(display), "vaCreateContext", (VAProfile)config);
}

VAStatus vaDestroyContext(VADisplay display, VAContextID context) {
    double_trace("close Context");
    return VA_STATUS_SUCCESS;
}
