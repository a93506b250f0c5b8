// SPDX-License-Identifier: Apache-2.0

/// probe.h: what a probe is asked, and where its findings go.
///
/// Model
///
/// A probe does not return a result. It reports: devices, offers and notes, one by one, each the moment it
/// is known. The host writes every record out before the reporting call returns, so whatever was reported
/// survives the crash or the hang of the driver that is asked next.
///
/// The host asks first for the inventory, then for each device that has no offer yet in a child of its own,
/// so that the driver that hangs on one device costs no other its records.
///
/// Typical sequence, inside `serval_encoder_factory.probe`
///
///  1. find a device that the request does not exclude
///  2. sink->device(…)
///  3. for each encoder that works on it: sink->offer(…)
///  4. for each one that does not: sink->note(…), with the step that failed and what would help
///  5. the next device
///  6. return SERVAL_OK
///
/// Rules
///
/// SERVAL-PROBE-1  A device MUST be reported before the offers that name it.
/// SERVAL-PROBE-2  After a sink function returned something else than SERVAL_OK, the probe MUST NOT report
///                 anything more, and SHOULD return soon, with SERVAL_E_CANCELLED.
/// SERVAL-PROBE-3  Records are reported on the thread that `probe` was called on.
/// SERVAL-PROBE-4  A probe that finds nothing MUST say why in at least one note.
/// SERVAL-PROBE-5  The host copies a record during the call; it keeps no pointer into it.

#ifndef SERVAL_PROBE_H
#define SERVAL_PROBE_H

#include "abi.h"
#include "device.h"
#include "note.h"
#include "offer.h"
#include "status.h"

SERVAL_BEGIN

/// How far a probe goes. A value that the provider does not know stands for the deepest that it can do.
SERVAL_ENUM(serval_probe_depth, int32_t) {
    /// Report the devices, and what is known of them without any driver's code. A device that needs no driver
    /// MAY come with its offers at once; the host then asks no more about it.
    SERVAL_PROBE_INVENTORY = 1,
    /// Ask drivers what they can do; start no encoder.
    SERVAL_PROBE_ENUMERATE = 2,
    /// Each encoder MAY be started once, to be sure.
    SERVAL_PROBE_SMOKE = 3
};

/// The question; owned by the host, valid during `probe`.
typedef struct serval_probe_request {
    /// `sizeof(serval_probe_request)`, in bytes.
    uint32_t struct_size;

    /// How far to go.
    serval_probe_depth depth;

    /// The ids of the only devices to touch; NULL for all. UTF-8, not empty.
    const char *SERVAL_NONNULL const *SERVAL_NULLABLE devices;

    /// How many `devices` has; 0 for all.
    uint32_t device_count;

    /// 0.
    uint32_t padding;
} serval_probe_request;

/// Where the findings go; owned by the host, valid during `probe`.
typedef struct serval_probe_sink {
    /// `sizeof(serval_probe_sink)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The host's own; a provider MUST NOT touch it.
    void *SERVAL_NULLABLE impl;

    /// Report a device.
    ///
    /// `sink` is this table. `device`, and all that it points to, is owned by the provider, and valid during
    /// the call.
    ///
    /// [probe]
    /// Errors: SERVAL_E_INVALID: the record breaks a rule; SERVAL_E_CANCELLED: the host wants no more
    /// Since: 1.0
    serval_status (*SERVAL_NONNULL device)(
        const struct serval_probe_sink *SERVAL_NONNULL sink, const serval_device *SERVAL_NONNULL device)
        SERVAL_NOEXCEPT;

    /// Report that an encoder works on a device, and how.
    ///
    /// `sink` is this table. `offer`, and all that it points to, is owned by the provider, and valid during
    /// the call.
    ///
    /// [probe]
    /// Errors: SERVAL_E_INVALID: the record breaks a rule; SERVAL_E_CANCELLED: the host wants no more
    /// Since: 1.0
    serval_status (*SERVAL_NONNULL offer)(
        const struct serval_probe_sink *SERVAL_NONNULL sink, const serval_offer *SERVAL_NONNULL offer)
        SERVAL_NOEXCEPT;

    /// Report something to be known, mostly why an encoder has no offer.
    ///
    /// `sink` is this table. `note`, and all that it points to, is owned by the provider, and valid during
    /// the call.
    ///
    /// [probe]
    /// Errors: SERVAL_E_INVALID: the record breaks a rule; SERVAL_E_CANCELLED: the host wants no more
    /// Since: 1.0
    serval_status (*SERVAL_NONNULL note)(
        const struct serval_probe_sink *SERVAL_NONNULL sink, const serval_note *SERVAL_NONNULL note)
        SERVAL_NOEXCEPT;
} serval_probe_sink;

SERVAL_END

#endif
