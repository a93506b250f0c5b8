// SPDX-License-Identifier: Apache-2.0

/// library.h: the one function that a provider exports, and the table that it returns. Start reading here.
///
/// A provider is one shared library, `anything.so`, and that file is the whole installation: no manifest,
/// no registration. It tells the host which encoders it knows, and finds out which of them work on this
/// machine.
///
/// Model
///
/// The host process itself never loads a provider. It starts a child for each, which loads the library by
/// its absolute path (RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE), asks it, writes down every answer at once,
/// and ends with `_exit`. So a provider that crashes or hangs costs that child, and what was answered before
/// still counts. A process that encodes with a native encoder (session.h) loads its library likewise, and lives
/// for one stream. A library is never unloaded. For all else a loaded provider has the rights of the user that
/// Serval runs as: nothing here is a sandbox.
///
/// Both sides speak through tables of functions. The host asks for the provider's by `get_interface`, the
/// provider for the host's by `serval_host.get_service`, each with an id that carries a revision. The first
/// argument of every function is the table that it stands in, so that an implementation in any language finds
/// its own data: in `impl`.
///
/// Typical sequence
///
///  1. dlopen; dlsym "serval_provider_entry"
///  2. serval_provider_entry(SERVAL_ABI) returns the table, or NULL for a major that it does not serve
///  3. the host checks the table: majors equal, required members not NULL, strings not empty
///  4. library->init(host)
///  5. library->get_interface("serval.encoder-factory/1"), then as encoder.h says
///  6. library->deinit(), or the end of the process without it
///
/// Rules
///
/// SERVAL-LIBRARY-1  A provider exports `serval_provider_entry` and no other symbol.
/// SERVAL-LIBRARY-2  A provider MUST NOT, when it is loaded, in the entry or in `init`, open a device, start
///                   a thread or a process, or take longer than 100 ms. Hardware is for `probe`.
/// SERVAL-LIBRARY-3  A provider MUST NOT change signal handlers, locale, environment, umask or the working
///                   directory, nor write to standard output.
/// SERVAL-LIBRARY-4  A library that does not find something it could do without (a driver, a firmware) MUST
///                   load nevertheless, and say so in its probe: link nothing that may be absent.
///
/// *Rationale:* the entry is a function and not, as in CLAP, a data symbol, since Swift and Go can export
/// only functions. It has an argument so that one library can serve several majors.

#ifndef SERVAL_LIBRARY_H
#define SERVAL_LIBRARY_H

#include "abi.h"
#include "host.h"
#include "status.h"

SERVAL_BEGIN

/// The provider as a whole: who it is, and its functions.
///
/// Owned by the library. The table and all of its strings are valid and unchanged from the first return of
/// the entry to the end of the process. Strings are UTF-8.
typedef struct serval_library {
    /// `sizeof(serval_library)`, in bytes.
    uint32_t struct_size;

    /// SERVAL_ABI as the library was compiled with.
    uint32_t abi;

    /// Reverse DNS, stable for ever, such as `com.example.fastenc`. Required, not empty.
    const char *SERVAL_NULLABLE id;

    /// For people: `Fast Encoders`. Required, not empty.
    const char *SERVAL_NULLABLE name;

    /// Who made it. Required, not empty.
    const char *SERVAL_NULLABLE vendor;

    /// The provider's own version, in any form. Required, not empty.
    const char *SERVAL_NULLABLE version;

    /// An SPDX expression: `Apache-2.0`, `LicenseRef-Example`. Required, not empty.
    const char *SERVAL_NULLABLE license;

    /// Where to read more. May be empty or NULL.
    const char *SERVAL_NULLABLE url;

    /// The library's own; the host MUST NOT touch it. May be NULL.
    void *SERVAL_NULLABLE impl;

    /// Prepare for the calls that follow. Required.
    ///
    /// `library` is this table. `host` is owned by the host, and valid until `deinit` returns. May be called
    /// again after `deinit`. After a failure the host calls nothing else, `deinit` included.
    ///
    /// [control]
    /// Errors: any of status.h
    /// Since: 1.0
    serval_status (*SERVAL_NULLABLE init)(
        const struct serval_library *SERVAL_NONNULL library, const serval_host *SERVAL_NONNULL host)
        SERVAL_NOEXCEPT;

    /// Release what `init` and later calls took. Required.
    ///
    /// `library` is this table. Afterwards the host uses no interface, and no thread of the library runs. The
    /// host MAY end the process without this call.
    ///
    /// [control]
    /// Since: 1.0
    void (*SERVAL_NULLABLE deinit)(const struct serval_library *SERVAL_NONNULL library) SERVAL_NOEXCEPT;

    /// Return the table of an interface, or NULL for every id that the library does not know. Required.
    ///
    /// `library` is this table. `id` is owned by the host, and valid during the call. What is returned is
    /// owned by the library, has the type that the id stands for, and is valid until `deinit` returns. Called
    /// only after `init`.
    ///
    /// [any]
    /// Errors: NULL when the interface is unknown
    /// Since: 1.0
    const void *SERVAL_NULLABLE (*SERVAL_NULLABLE get_interface)(
        const struct serval_library *SERVAL_NONNULL library, const char *SERVAL_NONNULL id) SERVAL_NOEXCEPT;
} serval_library;

/// The type of the entry function, for those who look it up.
typedef const serval_library *SERVAL_NULLABLE (*serval_provider_entry_function)(uint32_t host_abi)
    SERVAL_NOEXCEPT;

/// The entry's name, for those who look it up.
#define SERVAL_PROVIDER_ENTRY "serval_provider_entry"

/// Return the library's table for the major of `host_abi`, or NULL when it does not serve that major.
///
/// `host_abi` is the host's SERVAL_ABI; its minor MUST NOT decide. Does nothing else. May be called several
/// times, and returns the same pointer each time. Providers written in Swift define it by `@c`.
///
/// [any]
/// Errors: NULL when the major is not served
/// Since: 1.0
SERVAL_EXPORT const serval_library *SERVAL_NULLABLE serval_provider_entry(uint32_t host_abi)
    SERVAL_NOEXCEPT;

SERVAL_END

#endif
