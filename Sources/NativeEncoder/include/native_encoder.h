// SPDX-License-Identifier: Apache-2.0

// Native encoders as GStreamer elements: a GstVideoEncoder over the session table of the provider ABI, one type for
// each encoder. GObject cannot be subclassed from Swift; this is all that is done here, and it decides nothing.
#pragma once

#include <stdint.h>

#include "serval/serval.h"

/// A session, and the functions to call it with.
typedef struct native_encoder_session {
    /// The provider's table; the first argument of each function.
    const serval_session *_Nullable session;
    /// Its members, completed with NULL where the provider's table ends before; checked by whoever creates it.
    serval_session functions;
} native_encoder_session;

/// One native encoder on one device. Everything that it points to stays as long as the process.
typedef struct native_encoder_definition {
    /// The element factory: `serval-native-fastenc`.
    const char *_Nonnull element;
    /// For people.
    const char *_Nonnull label;
    /// The caps of its packets: `video/x-h264,stream-format=byte-stream,alignment=au`.
    const char *_Nonnull packet_caps;
    /// SERVAL_FORMAT_…, the best first; at least one.
    const uint32_t *_Nonnull formats;
    uint32_t format_count;
    uint32_t parameter_count;
    /// What sessions take, and the name of the property for each.
    const serval_parameter *_Nullable parameters;
    const char *_Nonnull const *_Nullable properties;
    /// Given to the functions below.
    void *_Nullable context;
    /// Makes a session whose required functions are not NULL.
    serval_status (*_Nonnull create)(void *_Nullable context, native_encoder_session *_Nonnull session);
    /// The words for a failure, to be freed by `free`: of the call `call` by its status, or by a rule that was broken.
    char *_Nonnull (*_Nonnull explain)(
        void *_Nullable context, const char *_Nonnull call, serval_status status, const char *_Nullable breach);
    /// What a session tells of its work before it is closed.
    void (*_Nullable finished)(void *_Nullable context, const serval_statistics_values *_Nonnull values);
} native_encoder_definition;

/// Makes the element known to GStreamer, which must be initialised; 0 when it refuses. Any thread.
int native_encoder_register(const native_encoder_definition *_Nonnull definition);

/// The service `serval.frame/1`.
const serval_frames *_Nonnull native_encoder_frames(void);

/// The service `serval.thread-check/1`.
const serval_thread_check *_Nonnull native_encoder_thread_check(void);

/// Says which of SERVAL_THREAD_… the calling thread is in, and returns what it was in before.
uint32_t native_encoder_enter(uint32_t thread);
