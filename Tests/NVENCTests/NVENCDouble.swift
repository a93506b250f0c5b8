// SPDX-License-Identifier: Apache-2.0

/// Stand-ins for NVIDIA's libraries, compiled by the tests; the encoder against NVIDIA's own header.
enum NVENCDouble {
    /// One GPU; with MISMATCH defined, a library that does not fit the kernel module.
    static let cuda = """
        #include <stdio.h>

        static int context, contexts;

        int cuInit(unsigned flags) {
        #ifdef MISMATCH
            return 803;
        #endif
            return 0;
        }

        int cuDeviceGetCount(int *count) { return *count = 1, 0; }
        int cuDeviceGet(int *device, int ordinal) { return *device = 40 + ordinal, 0; }
        int cuDeviceGetName(char *name, int size, int device) {
            return device == 40 ? snprintf(name, size, "Double RTX"), 0 : 101;
        }
        int cuDeviceGetPCIBusId(char *id, int size, int device) {
            return device == 40 ? snprintf(id, size, "0000:0A:00.0"), 0 : 101;
        }
        int cuCtxCreate_v2(void **created, unsigned flags, int device) {
            return contexts++, *created = &context, 0;
        }
        int cuCtxDestroy_v2(void *destroyed) { return contexts--, destroyed == &context ? 0 : 201; }
        int double_open(void) { return contexts; }
        """

    /// Says that it speaks 13.0, and opens sessions up to 12.1 only; H.264 and AV1. With FULL defined, every
    /// session is taken, and the failed opening leaves one to destroy.
    static let encoder = """
        #include <ffnvcodec/nvEncodeAPI.h>
        #include <string.h>

        #define VERSION(api, revision) ((api) | (revision) << 16 | 0x7u << 28)
        static const uint32_t spoken = 12 | 1 << 24;
        static const GUID av1 = {
            0x0a352289, 0x0aa7, 0x4759, {0x86, 0x2d, 0x5d, 0x15, 0xcd, 0x16, 0xd2, 0x54}};
        static int session, sessions;

        static NVENCSTATUS open_session(NV_ENC_OPEN_ENCODE_SESSION_EX_PARAMS *parameters, void **opened) {
            if (parameters->version != VERSION(parameters->apiVersion, 1)) return NV_ENC_ERR_INVALID_PARAM;
            if (parameters->deviceType != NV_ENC_DEVICE_TYPE_CUDA || !parameters->device)
                return NV_ENC_ERR_INVALID_DEVICE;
            sessions++;
            *opened = &session;
            if (parameters->apiVersion != spoken) return NV_ENC_ERR_INVALID_VERSION;
        #ifdef FULL
            return NV_ENC_ERR_INCOMPATIBLE_CLIENT_KEY;
        #endif
            return NV_ENC_SUCCESS;
        }

        static NVENCSTATUS destroy(void *destroyed) {
            return sessions--, destroyed == &session ? NV_ENC_SUCCESS : NV_ENC_ERR_INVALID_PTR;
        }

        static NVENCSTATUS guid_count(void *handle, uint32_t *count) { return *count = 2, NV_ENC_SUCCESS; }

        static NVENCSTATUS guids(void *handle, GUID *found, uint32_t size, uint32_t *count) {
            if (size < 2) return NV_ENC_ERR_INVALID_PARAM;
            found[0] = NV_ENC_CODEC_H264_GUID;
            found[1] = av1;
            *count = 2;
            return NV_ENC_SUCCESS;
        }

        static NVENCSTATUS caps(void *handle, GUID guid, NV_ENC_CAPS_PARAM *asked, int *value) {
            if (asked->version != VERSION(spoken, 1)) return NV_ENC_ERR_INVALID_VERSION;
            int is_av1 = memcmp(&guid, &av1, sizeof guid) == 0;
            if (!is_av1 && memcmp(&guid, &NV_ENC_CODEC_H264_GUID, sizeof guid) != 0)
                return NV_ENC_ERR_UNSUPPORTED_PARAM;
            switch (asked->capsToQuery) {
            case NV_ENC_CAPS_WIDTH_MAX: *value = is_av1 ? 8192 : 4096; break;
            case NV_ENC_CAPS_SUPPORTED_RATECONTROL_MODES: *value = 3; break;
            case NV_ENC_CAPS_NUM_MAX_BFRAMES: *value = 4; break;
            default: return NV_ENC_ERR_UNSUPPORTED_PARAM;
            }
            return NV_ENC_SUCCESS;
        }

        static const char *last_words(void *handle) { return "said by the double"; }

        NVENCSTATUS NvEncodeAPIGetMaxSupportedVersion(uint32_t *version) {
            return *version = 13 << 4, NV_ENC_SUCCESS;
        }

        NVENCSTATUS NvEncodeAPICreateInstance(NV_ENCODE_API_FUNCTION_LIST *list) {
            if ((list->version & 0xff0000) != 2 << 16) return NV_ENC_ERR_INVALID_VERSION;
            list->nvEncOpenEncodeSessionEx = open_session;
            list->nvEncDestroyEncoder = destroy;
            list->nvEncGetEncodeGUIDCount = guid_count;
            list->nvEncGetEncodeGUIDs = guids;
            list->nvEncGetEncodeCaps = caps;
            list->nvEncGetLastErrorString = last_words;
            return NV_ENC_SUCCESS;
        }

        int double_open(void) { return sessions; }
        """
}
