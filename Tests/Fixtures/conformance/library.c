// SPDX-License-Identifier: Apache-2.0

// The library's own table.

#include <stddef.h>
#include <string.h>

#include "faults.h"

const serval_error *error_service;
const serval_cancel *cancel_service;
const serval_frames *frame_service;

static serval_status init(const serval_library *library, const serval_host *host) {
    (void)library;
    error_service = host->get_service(host, SERVAL_SERVICE_ERROR);
    cancel_service = host->get_service(host, SERVAL_SERVICE_CANCEL);
    frame_service = host->get_service(host, SERVAL_SERVICE_FRAME);
    if (HAS_FAULT(FAILS_TO_START)) return SERVAL_E_NO_DEVICE;
    if (HAS_FAULT(NEEDS_SERVICES) && error_service == NULL) return SERVAL_E_FAILED;
    misbehave_in_init(host);
    return SERVAL_OK;
}

static void deinit(const serval_library *library) {
    (void)library;
    error_service = NULL;
    cancel_service = NULL;
    frame_service = NULL;
}

static const void *get_interface(const serval_library *library, const char *id) {
    (void)library;
    if (strcmp(id, SERVAL_ENCODER_FACTORY) == 0) return &encoder_factory;
    if (HAS_FAULT(KNOWS_EVERY_INTERFACE) && strncmp(id, SERVAL_ENCODER_FACTORY, 22) == 0) return &encoder_factory;
    if (strcmp(id, SERVAL_SESSION_FACTORY) == 0 && !HAS_FAULT(NO_SESSIONS)) return &session_factory;
    return NULL;
}

#define LIBRARY                                                                                                      \
    {                                                                                                                \
        .struct_size = HAS_FAULT(SIZE_TOO_SMALL)   ? offsetof(serval_library, get_interface)                         \
                       : HAS_FAULT(SIZE_NOT_EVEN)  ? sizeof(serval_library) + 4                                      \
                                                   : sizeof(serval_library),                                         \
        .abi = HAS_FAULT(OTHER_ABI) ? 7 << 16 : SERVAL_ABI,                                                          \
        .id = HAS_FAULT(ID_IN_LATIN_1)     ? "com.example.m\xfchle"                                                  \
              : HAS_FAULT(ID_WITHOUT_DOMAIN) ? "conformance"                                                         \
                                             : "com.example.conformance",                                            \
        .name = "Conformance",                                                                                       \
        .vendor = "Example",                                                                                         \
        .version = "1.0",                                                                                            \
        .license = HAS_FAULT(LICENCE_IN_WORDS) ? "free for all" : "Apache-2.0",                                      \
        .init = init,                                                                                                \
        .deinit = HAS_FAULT(NO_DEINIT) ? NULL : deinit,                                                              \
        .get_interface = get_interface,                                                                              \
    }

static const serval_library library = LIBRARY;
static const serval_library twin = LIBRARY;

SERVAL_EXPORT const serval_library *serval_provider_entry(uint32_t host_abi) {
    static int calls;
    if (HAS_FAULT(TAKES_THE_HOSTS_MINOR) && (host_abi & 0xffff) > (SERVAL_ABI & 0xffff)) return NULL;
    if (HAS_FAULT(ANOTHER_TABLE) && calls++ > 0) return &twin;
    if (HAS_FAULT(TAKES_EVERY_MAJOR)) return &library;
    return SERVAL_ABI_MAJOR_OF(host_abi) == SERVAL_ABI_MAJOR ? &library : NULL;
}

// What the file itself may have and must not.

#ifdef FAULT_SECOND_EXPORT
SERVAL_EXPORT int conformance_version(void) { return 1; }
#endif

#ifdef FAULT_TAKES_A_NAME
SERVAL_EXPORT int g_main_depth(void) { return 1; }
#endif

#ifdef FAULT_STATIC_TLS
static __thread int calls_of_thread;
__attribute__((used)) static int count_call(void) { return ++calls_of_thread; }
#endif

#ifdef FAULT_TEXT_RELOCATIONS
__asm__(".text\n.quad serval_conformance_word\n.data\nserval_conformance_word: .quad 0\n.text\n");
#endif

#ifdef FAULT_UNKNOWN_SYMBOL
extern int nobody_has_this(void);
__attribute__((used)) static int call_it(void) { return nobody_has_this(); }
#endif

#ifdef FAULT_CRASHES_AT_THE_END
__attribute__((destructor)) static void end(void) { __builtin_trap(); }
#endif
