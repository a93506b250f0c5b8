// SPDX-License-Identifier: Apache-2.0

/// invalidation.h: what a provider's answers depend on.
///
/// Probing costs time, and on some systems it disturbs the GPU. The host therefore remembers what a probe found,
/// and asks again only when something has changed: the library itself, GStreamer, the host, the environment that
/// is passed to probes; and whatever the provider names here.
///
/// Model
///
/// An interface of the library, got by its id, and optional: a provider without it is asked again only when what
/// all providers depend on has changed. The sources are the same on every machine; those that do not exist count,
/// too, since their appearance is a change.
///
/// A source is one of
///   `/dev/dri/renderD*`        files, `*` and `?` as in a shell: which there are, what they are, and whether they
///                              can be opened; of files under /proc and /sys, what is in them
///   `library:libva.so.2`       a shared library, where the dynamic loader looks
///   `environment:LIBVA_*`      variables, a trailing `*` for all that begin so
///
/// Rules
///
/// SERVAL-INVALIDATION-1  What a probe's answers depend on, beyond what is said above, MUST be named.
/// SERVAL-INVALIDATION-2  A source MUST NOT change by being probed: that would never come to rest.

#ifndef SERVAL_INVALIDATION_H
#define SERVAL_INVALIDATION_H

#include "abi.h"

SERVAL_BEGIN

/// The id of this interface, for `serval_library.get_interface`.
#define SERVAL_INVALIDATION_SOURCES "serval.invalidation-sources/1"

/// The interface `serval.invalidation-sources/1`; owned by the library, valid until `deinit` returns.
typedef struct serval_invalidation_sources {
    /// `sizeof(serval_invalidation_sources)`, in bytes.
    uint32_t struct_size;

    /// How many `sources` has; at most 256.
    uint32_t source_count;

    /// The sources, in the form above. UTF-8, none of them empty. NULL only when the count is 0.
    const char *SERVAL_NULLABLE const *SERVAL_NULLABLE sources;
} serval_invalidation_sources;

SERVAL_END

#endif
