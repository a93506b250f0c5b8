// SPDX-License-Identifier: Apache-2.0

/// host.h: what the host gives to a provider.
///
/// Model
///
/// The host's table says which host this is, and hands out services: tables of functions that are
/// optional on both sides. Those of 1.0, each with a header of its own in service/:
///
///     serval.log/1            lines for the host's log
///     serval.error/1          the words behind a status
///     serval.clock/1          the host's time
///     serval.cancel/1         whether the host still wants what it asked for
///     serval.frame/1          keeping a frame beyond the call that brought it
///     serval.thread-check/1   which of the host's calls the caller is in
///
/// Rules
///
/// SERVAL-HOST-1  A provider asks for services in `serval_library.init`, and MUST work without each of them.
/// SERVAL-HOST-2  The host MUST return NULL for an id that it does not know.

#ifndef SERVAL_HOST_H
#define SERVAL_HOST_H

#include "abi.h"

SERVAL_BEGIN

/// The host as a provider sees it.
///
/// Owned by the host. The table and its strings are valid from `serval_library.init` until
/// `serval_library.deinit` returns. Strings are UTF-8 and not empty.
typedef struct serval_host {
    /// `sizeof(serval_host)`, in bytes.
    uint32_t struct_size;

    /// SERVAL_ABI as the host was compiled with.
    uint32_t abi;

    /// The host's name: `Serval`.
    const char *SERVAL_NONNULL name;

    /// The host's version.
    const char *SERVAL_NONNULL version;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Return the table of a service, or NULL when this host does not have it.
    ///
    /// `host` is this table. `id` is owned by the provider, and valid during the call. What is returned is
    /// owned by the host, has the type that the id stands for, and is valid as long as this table.
    ///
    /// [any]
    /// Errors: NULL when the service is unknown
    /// Since: 1.0
    const void *SERVAL_NULLABLE (*SERVAL_NONNULL get_service)(
        const struct serval_host *SERVAL_NONNULL host, const char *SERVAL_NONNULL id) SERVAL_NOEXCEPT;
} serval_host;

SERVAL_END

#endif
