// SPDX-License-Identifier: Apache-2.0

/// Stand-ins for libva, compiled by the tests against libva's own header.
enum VADouble {
    /// An Intel driver with H.264 in both ways and VP9 to decode; with NO_DRIVER defined, one that does not
    /// start.
    static let va = """
        #include <stdlib.h>
        #include <string.h>
        #include <va/va.h>

        static VAMessageCallback on_info, on_error;
        static void *info_context, *error_context;

        VAMessageCallback vaSetInfoCallback(VADisplay display, VAMessageCallback callback, void *context) {
            on_info = callback;
            info_context = context;
            return NULL;
        }

        VAMessageCallback vaSetErrorCallback(VADisplay display, VAMessageCallback callback, void *context) {
            on_error = callback;
            error_context = context;
            return NULL;
        }

        VAStatus vaInitialize(VADisplay display, int *major, int *minor) {
            on_info(info_context, "libva info: Trying to open /double/iHD_drv_video.so\\n");
        #ifdef NO_DRIVER
            on_error(error_context, "libva error: /double/iHD_drv_video.so init failed\\n");
            return (VAStatus)VA_STATUS_ERROR_UNKNOWN;
        #endif
            *major = 1;
            *minor = 17;
            return VA_STATUS_SUCCESS;
        }

        VAStatus vaTerminate(VADisplay display) {
        #ifdef NO_DRIVER
            abort(); // Never allowed after a failed vaInitialize.
        #endif
            return VA_STATUS_SUCCESS;
        }

        const char *vaQueryVendorString(VADisplay display) {
            return "Intel iHD driver for Intel(R) Double - 1.2.3 ()";
        }

        int vaMaxNumProfiles(VADisplay display) { return 8; }
        int vaMaxNumEntrypoints(VADisplay display) { return 4; }

        VAStatus vaQueryConfigProfiles(VADisplay display, VAProfile *profiles, int *count) {
            profiles[0] = VAProfileH264ConstrainedBaseline;
            profiles[1] = VAProfileVP9Profile0;
            *count = 2;
            return VA_STATUS_SUCCESS;
        }

        VAStatus vaQueryConfigEntrypoints(
            VADisplay display, VAProfile profile, VAEntrypoint *entrypoints, int *count) {
            entrypoints[0] = VAEntrypointVLD;
            entrypoints[1] = VAEntrypointEncSlice;
            entrypoints[2] = VAEntrypointEncSliceLP;
            *count = profile == VAProfileH264ConstrainedBaseline ? 3 : 1;
            return VA_STATUS_SUCCESS;
        }

        VAStatus vaGetConfigAttributes(
            VADisplay display, VAProfile profile, VAEntrypoint entrypoint, VAConfigAttrib *attributes,
            int count) {
            for (int i = 0; i < count; i++) {
                switch (attributes[i].type) {
                case VAConfigAttribRTFormat: attributes[i].value = VA_RT_FORMAT_YUV420; break;
                case VAConfigAttribRateControl: attributes[i].value = VA_RC_CQP | VA_RC_CBR; break;
                case VAConfigAttribMaxPictureWidth: attributes[i].value = 4096; break;
                case VAConfigAttribMaxPictureHeight: attributes[i].value = 2304; break;
                default: attributes[i].value = VA_ATTRIB_NOT_SUPPORTED;
                }
            }
            return VA_STATUS_SUCCESS;
        }
        """

    /// Makes a display of any open descriptor.
    static let drm = """
        #include <fcntl.h>
        #include <va/va.h>

        static int display;
        VADisplay vaGetDisplayDRM(int descriptor) {
            return fcntl(descriptor, F_GETFD) < 0 ? 0 : &display;
        }
        """
}
