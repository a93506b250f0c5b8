// SPDX-License-Identifier: Apache-2.0

// The double of libnvidia-encode.so.1, against NVIDIA's own header.

#include <ffnvcodec/nvEncodeAPI.h>

#include "nvidia.h"

#define VERSION(api, revision) ((api) | (revision) << 16 | 0x7u << 28)

static const GUID av1 = {0x0a352289, 0x0aa7, 0x4759, {0x86, 0x2d, 0x5d, 0x15, 0xcd, 0x16, 0xd2, 0x54}};
// In the header, but marked there as deprecated.
static const GUID low_latency_hp = {
    0x67082a44, 0x4bad, 0x48fa, {0x98, 0xea, 0x93, 0x05, 0x6d, 0x15, 0x0a, 0x58}};
static struct double_gpu gpus[16];

struct session {
    struct double_gpu *gpu;
    uint32_t api;
};

// A version `MAJOR.MINOR` from the machine's file, packed as (major << 4 | minor); 0 without one.
static uint32_t version(const char *word) {
    FILE *file = double_file("nvidia");
    char line[1024];
    unsigned major = 0, minor = 0;
    while (file && fgets(line, sizeof line, file)) {
        char *rest = double_after(line, word);
        if (rest) sscanf(rest, "%u.%u", &major, &minor);
    }
    if (file) fclose(file);
    return major << 4 | minor;
}

static int is_missing(const char *function) { return double_refusal("nvidia", function, NULL, 0) == -1; }

// `sessions MS`: the system has one session, taken for this long before the question is answered.
static int take_session(void) {
    FILE *file = double_file("nvidia");
    char line[1024], path[4096];
    int milliseconds = -1;
    while (file && fgets(line, sizeof line, file)) {
        char *rest = double_after(line, "session");
        if (rest) milliseconds = atoi(rest);
    }
    if (file) fclose(file);
    if (milliseconds < 0) return 1;
    snprintf(path, sizeof path, "%s/session", double_folder());
    int taken = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (taken < 0) return 0;
    close(taken);
    usleep((useconds_t)milliseconds * 1000);
    return 1;
}

static void give_session_back(void) {
    char path[4096];
    snprintf(path, sizeof path, "%s/session", double_folder());
    unlink(path);
}

static NVENCSTATUS open_session(NV_ENC_OPEN_ENCODE_SESSION_EX_PARAMS *parameters, void **opened) {
    double_fault("nvidia", "nvEncOpenEncodeSessionEx");
    if (parameters->version != VERSION(parameters->apiVersion, 1)) return NV_ENC_ERR_INVALID_PARAM;
    if (parameters->deviceType != NV_ENC_DEVICE_TYPE_CUDA || !parameters->device) return NV_ENC_ERR_INVALID_DEVICE;
    double_gpus(gpus, 16);
    struct session *session = calloc(1, sizeof *session);
    session->gpu = gpus + *(int *)parameters->device;
    session->api = parameters->apiVersion;
    // Also where it fails below: such a session counts until it is destroyed.
    double_trace("open session");
    *opened = session;
    uint32_t asked = (parameters->apiVersion & 0xff) << 4 | parameters->apiVersion >> 24;
    uint32_t spoken = version("speaks");
    if (asked > (spoken ? spoken : version("driver"))) return NV_ENC_ERR_INVALID_VERSION;
    if (session->gpu->open) return (NVENCSTATUS)session->gpu->open;
    return take_session() ? NV_ENC_SUCCESS : NV_ENC_ERR_INCOMPATIBLE_CLIENT_KEY;
}

static NVENCSTATUS destroy(void *session) {
    double_trace("close session");
    if (((struct session *)session)->gpu->open == 0) give_session_back();
    free(session);
    return NV_ENC_SUCCESS;
}

static NVENCSTATUS guid_count(void *session, uint32_t *count) {
    return *count = (uint32_t)((struct session *)session)->gpu->codec_count, NV_ENC_SUCCESS;
}

static NVENCSTATUS guids(void *session, GUID *found, uint32_t size, uint32_t *count) {
    struct double_gpu *gpu = ((struct session *)session)->gpu;
    for (*count = 0; *count < size && *count < (uint32_t)gpu->codec_count; ++*count) {
        const char *name = gpu->codecs[*count].name;
        found[*count] = strcmp(name, "h264") == 0   ? NV_ENC_CODEC_H264_GUID
                        : strcmp(name, "h265") == 0 ? NV_ENC_CODEC_HEVC_GUID
                                                    : av1;
    }
    return NV_ENC_SUCCESS;
}

static struct double_codec *codec_of(void *session, GUID guid) {
    struct double_gpu *gpu = ((struct session *)session)->gpu;
    for (int i = 0; i < gpu->codec_count; i++) {
        const char *name = gpu->codecs[i].name;
        const GUID *own = strcmp(name, "h264") == 0   ? &NV_ENC_CODEC_H264_GUID
                          : strcmp(name, "h265") == 0 ? &NV_ENC_CODEC_HEVC_GUID
                                                      : &av1;
        if (memcmp(own, &guid, sizeof guid) == 0) return gpu->codecs + i;
    }
    return NULL;
}

static NVENCSTATUS caps(void *session, GUID guid, NV_ENC_CAPS_PARAM *asked, int *value) {
    if (asked->version != VERSION(((struct session *)session)->api, 1)) return NV_ENC_ERR_INVALID_VERSION;
    struct double_codec *codec = codec_of(session, guid);
    if (!codec) return NV_ENC_ERR_UNSUPPORTED_PARAM;
    switch (asked->capsToQuery) {
    case NV_ENC_CAPS_WIDTH_MIN: *value = codec->width[0]; break;
    case NV_ENC_CAPS_WIDTH_MAX: *value = codec->width[1]; break;
    case NV_ENC_CAPS_HEIGHT_MIN: *value = codec->height[0]; break;
    case NV_ENC_CAPS_HEIGHT_MAX: *value = codec->height[1]; break;
    case NV_ENC_CAPS_SUPPORTED_RATECONTROL_MODES: *value = codec->rc; break;
    case NV_ENC_CAPS_NUM_MAX_BFRAMES: *value = codec->bframes; break;
    case NV_ENC_CAPS_SUPPORT_CUSTOM_VBV_BUF_SIZE: *value = codec->vbv; break;
    case NV_ENC_CAPS_SUPPORT_LOOKAHEAD: *value = codec->lookahead; break;
    default: return NV_ENC_ERR_UNSUPPORTED_PARAM;
    }
    return NV_ENC_SUCCESS;
}

static NVENCSTATUS preset_count(void *session, GUID guid, uint32_t *count) {
    struct double_codec *codec = codec_of(session, guid);
    if (!codec) return NV_ENC_ERR_UNSUPPORTED_PARAM;
    return *count = (uint32_t)(codec->old_presets + codec->new_presets), NV_ENC_SUCCESS;
}

static NVENCSTATUS presets(void *session, GUID guid, GUID *found, uint32_t size, uint32_t *count) {
    struct double_codec *codec = codec_of(session, guid);
    if (!codec) return NV_ENC_ERR_UNSUPPORTED_PARAM;
    *count = 0;
    if (codec->old_presets && *count < size) found[(*count)++] = low_latency_hp;
    if (codec->new_presets && *count < size) found[(*count)++] = NV_ENC_PRESET_P4_GUID;
    return NV_ENC_SUCCESS;
}

static const char *last_words(void *session) { return ((struct session *)session)->gpu->words; }

NVENCSTATUS NvEncodeAPIGetMaxSupportedVersion(uint32_t *found) {
    double_fault("nvidia", "NvEncodeAPIGetMaxSupportedVersion");
    return *found = version("driver"), NV_ENC_SUCCESS;
}

NVENCSTATUS NvEncodeAPICreateInstance(NV_ENCODE_API_FUNCTION_LIST *list) {
    if ((list->version & 0xff0000) != 2 << 16) return NV_ENC_ERR_INVALID_VERSION;
    if (!is_missing("nvEncOpenEncodeSessionEx")) list->nvEncOpenEncodeSessionEx = open_session;
    list->nvEncDestroyEncoder = destroy;
    list->nvEncGetEncodeGUIDCount = guid_count;
    if (!is_missing("nvEncGetEncodeGUIDs")) list->nvEncGetEncodeGUIDs = guids;
    list->nvEncGetEncodeCaps = caps;
    list->nvEncGetEncodePresetCount = preset_count;
    list->nvEncGetEncodePresetGUIDs = presets;
    list->nvEncGetLastErrorString = last_words;
    return NV_ENC_SUCCESS;
}
