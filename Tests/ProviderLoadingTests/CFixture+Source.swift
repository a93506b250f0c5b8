// SPDX-License-Identifier: Apache-2.0

extension CFixture {
    /// A whole provider: one encoder, one device, one offer. Each macro that may be given breaks or changes
    /// one thing.
    static let provider = #"""
        #include <stddef.h>
        #include <string.h>
        #include "serval/serval.h"

        #ifndef ABI
        #define ABI SERVAL_ABI
        #endif
        #ifndef ENTRY
        #define ENTRY serval_provider_entry
        #endif
        #ifndef LIBRARY_ID
        #define LIBRARY_ID "com.example.c"
        #endif
        #ifndef INIT
        #define INIT initialize
        #endif
        #ifndef DEINIT
        #define DEINIT deinitialize
        #endif
        #ifndef GET_INTERFACE
        #define GET_INTERFACE get_interface
        #endif
        #ifndef COUNT
        #define COUNT count
        #endif
        #ifndef DESCRIBE
        #define DESCRIBE describe
        #endif
        #ifndef PROBE
        #define PROBE probe
        #endif
        #ifndef ENCODER_ID
        #define ENCODER_ID "cenc"
        #endif
        #ifndef CODEC
        #define CODEC SERVAL_CODEC_VP8
        #endif
        #ifndef ELEMENT
        #define ELEMENT "cenc"
        #endif
        #ifndef ENCODERS
        #define ENCODERS 1
        #endif
        #ifndef DEVICE_ID
        #define DEVICE_ID "cpu"
        #endif
        #ifndef FACTORY
        #define FACTORY "cenc"
        #endif
        #ifndef KIND
        #define KIND SERVAL_STAGE_ENCODER
        #endif
        #ifndef BINDING_STAGE
        #define BINDING_STAGE 1
        #endif
        #ifndef STAGE_COUNT
        #define STAGE_COUNT 2
        #endif
        #ifndef INIT_STATUS
        #define INIT_STATUS SERVAL_OK
        #endif
        #ifndef PROBE_STATUS
        #define PROBE_STATUS SERVAL_OK
        #endif
        #ifndef SIZE_ERROR
        #define SIZE_ERROR 0
        #endif

        /* A library of a newer minor: every struct has TAIL bytes more, which this host must not read. */
        #ifndef TAIL
        #define TAIL 0
        #endif
        #define NEWER(type) struct { type known; unsigned char tail[TAIL]; }
        #define SIZE(type) (sizeof(type) + TAIL)
        #define POISON(object) memset((object).tail, 0xa5, TAIL)

        /* A library of an older minor: structs end where the members that are required end. */
        #ifdef OLDER
        typedef struct {
            uint32_t struct_size; serval_stage_kind kind; const char *factory, *caps;
        } stage_type;
        typedef struct {
            uint32_t struct_size, flags; const char *parameter, *property; uint32_t stage, map_count;
        } binding_type;
        #define DEVICE_SIZE offsetof(serval_device, driver)
        #define OFFER_SIZE offsetof(serval_offer, limits)
        #define LIMITS { 0xa5a5a5a5, 1 }
        #define DRIVER (const char *)8
        #else
        typedef serval_stage stage_type;
        typedef serval_binding binding_type;
        #define DEVICE_SIZE SIZE(serval_device)
        #define OFFER_SIZE SIZE(serval_offer)
        #define LIMITS { SIZE(serval_limits), .maximum_width = 640 }
        #define DRIVER "c 1.0"
        #endif

        static NEWER(stage_type) stages[] = {
            { { SIZE(stage_type), SERVAL_STAGE_CAPS, .caps = "video/x-raw,format=I420" }, {} },
            { { SIZE(stage_type), KIND, .factory = FACTORY }, {} },
        };
        static NEWER(binding_type) bindings[] = {
            {
                { SIZE(binding_type), SERVAL_BINDING_LIVE, SERVAL_PARAM_BITRATE, "bitrate", BINDING_STAGE },
                {},
            },
            { { SIZE(binding_type), 0, SERVAL_PARAM_THREADS, "threads", BINDING_STAGE }, {} },
        };
        static NEWER(serval_recipe) recipe = {
            { SIZE(serval_recipe), STAGE_COUNT, (const serval_stage *)&stages[0].known, NULL, 2, 0 }, {}
        };
        static NEWER(serval_limits) limits = { LIMITS, {} };
        static NEWER(serval_offer) offer = {
            { OFFER_SIZE, 0x80000002u, ENCODER_ID, DEVICE_ID, &recipe.known, &limits.known }, {}
        };
        static NEWER(serval_device) device = {
            { DEVICE_SIZE + SIZE_ERROR, 0, "cpu", "Processor", DRIVER, DRIVER }, {}
        };
        static NEWER(serval_encoder_description) description = {
            { SIZE(serval_encoder_description), SERVAL_ENCODER_SOFTWARE, "cenc", "C", CODEC, ELEMENT }, {}
        };

        static uint32_t count(const serval_encoder_factory *factory) { (void)factory; return ENCODERS; }
        static const serval_encoder_description *describe(
            const serval_encoder_factory *factory, uint32_t index
        ) {
            (void)factory; (void)index;
            return &description.known;
        }
        static serval_status probe(
            const serval_encoder_factory *factory, const serval_probe_request *request,
            const serval_probe_sink *sink
        ) {
            (void)factory; (void)request;
            if (PROBE_STATUS != SERVAL_OK) return PROBE_STATUS;
            serval_status status = sink->device(sink, &device.known);
            if (status == SERVAL_OK) status = sink->offer(sink, &offer.known);
        #ifdef TWICE
            if (status == SERVAL_OK) status = sink->offer(sink, &offer.known);
        #endif
            return status;
        }
        static NEWER(serval_encoder_factory) factory = {
            { SIZE(serval_encoder_factory), 0, NULL, COUNT, DESCRIBE, PROBE }, {}
        };

        static serval_status initialize(const serval_library *library, const serval_host *host) {
            (void)library;
            const serval_log *log = host->get_service(host, SERVAL_SERVICE_LOG);
            if (host->get_service(host, "serval.none/1")) return SERVAL_E_INVALID;
            if (INIT_STATUS != SERVAL_OK) log->write(log, SERVAL_LOG_ERROR, "the fixture fails on purpose");
            return INIT_STATUS;
        }
        static void deinitialize(const serval_library *library) { (void)library; }
        static const void *get_interface(const serval_library *library, const char *id) {
            (void)library;
        #ifdef NO_FACTORY
            return NULL;
        #endif
            return strcmp(id, SERVAL_ENCODER_FACTORY) == 0 ? &factory : NULL;
        }
        static NEWER(serval_library) library = {
            {
                SIZE(serval_library), ABI, LIBRARY_ID, "C", "Example", "1", "MIT", NULL, NULL, INIT, DEINIT,
                GET_INTERFACE,
            }, {}
        };

        const serval_library *ENTRY(uint32_t host_abi) {
            recipe.known.bindings = (const serval_binding *)&bindings[0].known;
            POISON(stages[0]), POISON(stages[1]), POISON(bindings[0]), POISON(bindings[1]), POISON(recipe);
            POISON(limits), POISON(offer), POISON(device), POISON(description), POISON(factory);
            POISON(library);
        #ifdef SERVES_NOTHING
            return NULL;
        #endif
            return SERVAL_ABI_MAJOR_OF(host_abi) == 1 ? &library.known : NULL;
        }
        """#
}
