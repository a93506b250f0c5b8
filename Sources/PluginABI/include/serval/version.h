// SPDX-License-Identifier: Apache-2.0

/// version.h: which ABI this is, and how it may change.
///
/// Model
///
/// A version is major and minor, packed into 32 bits. Host and library each state the version that they
/// were compiled with; the majors must be equal, the minors need not be. Either side may be the newer one.
///
/// Rules
///
/// SERVAL-VERSION-1  Within a major nothing is removed, reordered, retyped or given another meaning.
/// SERVAL-VERSION-2  A struct grows only at its end. A side reads a member only after SERVAL_HAS said that
///                   it is there; otherwise the member has its documented default.
/// SERVAL-VERSION-3  New groups of functions come as new interfaces or services with an id of their own,
///                   `serval.name/1`; a changed group is `serval.name/2`, beside the old one. Vendors'
///                   own begin with reverse DNS: `com.example.name/1`. The same goes for what a session can
///                   do beyond its table: an extension (ext/…).
/// SERVAL-VERSION-4  A library with a newer minor than the host's MUST still load, and a host MUST load
///                   it: both ask (SERVAL_HAS, get_service, get_interface, get_extension) instead of
///                   assuming.
/// SERVAL-VERSION-5  A new major is another argument to the same entry function; one library MAY serve
///                   several.
/// SERVAL-VERSION-6  The words of these headers are part of the ABI: changing a MUST is a change.

#ifndef SERVAL_VERSION_H
#define SERVAL_VERSION_H

/// Versions that differ here do not work together.
#define SERVAL_ABI_MAJOR 1

/// Counts the additions since the major's beginning.
#define SERVAL_ABI_MINOR 0

/// This header's version: major in the upper 16 bits, minor in the lower.
#define SERVAL_ABI 0x00010000u

/// The major part of a packed version.
#define SERVAL_ABI_MAJOR_OF(abi) ((abi) >> 16)

/// The minor part of a packed version.
#define SERVAL_ABI_MINOR_OF(abi) ((abi) & 0xffffu)

#endif
