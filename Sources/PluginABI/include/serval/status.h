// SPDX-License-Identifier: Apache-2.0

/// status.h: how a function says that it failed, and what the host does about it.
///
/// Model
///
/// A status is a number for machines: it decides the host's reaction. The words for people go beside it,
/// before the function returns: through `serval_probe_sink.note` in a probe, through the service
/// `serval.error/1` elsewhere. A driver's own codes are mapped to these by the provider, the only one that
/// knows what they mean.
///
/// Rules
///
/// SERVAL-STATUS-1  0 is success, negative is failure. 1.0 has no positive value; a host takes one for
///                  success.
/// SERVAL-STATUS-2  A failure that is not listed here is treated as SERVAL_E_FAILED.
/// SERVAL-STATUS-3  A function that fails SHOULD have said why, in words, before it returns.
/// SERVAL-STATUS-4  A status never undoes what was reported before it: offers already sent stand.

#ifndef SERVAL_STATUS_H
#define SERVAL_STATUS_H

#include "abi.h"

SERVAL_BEGIN

/// What became of a call.
SERVAL_ENUM(serval_status, int32_t) {
    /// Done. The host goes on.
    SERVAL_OK = 0,

    /// The other side broke the contract.
    /// Host: refuses the provider, and names the rule in the log.
    SERVAL_E_INVALID = -1,

    /// This cannot be done here: too old a driver, a build without the codec.
    /// Host: shows the reason; asks again when something about the provider or the machine changed.
    SERVAL_E_UNSUPPORTED = -2,

    /// There is nothing here that the provider could drive.
    /// Host: shows it as unavailable, without alarm; asks again at the next start.
    SERVAL_E_NO_DEVICE = -3,

    /// The driver or its firmware is still starting.
    /// Host: asks again; never remembers the answer.
    SERVAL_E_NOT_READY = -4,

    /// A device is there, but this user may not open it.
    /// Host: shows the provider's advice; never remembers the answer.
    SERVAL_E_PERMISSION = -5,

    /// The device runs as many sessions as it can.
    /// Host: takes the next candidate; not held against the provider.
    SERVAL_E_SESSION_LIMIT = -6,

    /// The device is in use by somebody else.
    /// Host: as for SERVAL_E_SESSION_LIMIT.
    SERVAL_E_BUSY = -7,

    /// Memory of the device or the process ran out.
    /// Host: as for SERVAL_E_SESSION_LIMIT.
    SERVAL_E_NO_MEMORY = -8,

    /// The device was reset or unplugged.
    /// Host: gives up what runs on the device, and probes again.
    SERVAL_E_DEVICE_LOST = -9,

    /// The driver answered nonsense.
    /// Host: shows it as failed; held against the provider.
    SERVAL_E_DRIVER = -10,

    /// Something outside did not answer in time.
    /// Host: as for SERVAL_E_DRIVER.
    SERVAL_E_TIMEOUT = -11,

    /// The host asked to stop, and the provider did.
    /// Host: as it asked.
    SERVAL_E_CANCELLED = -12,

    /// Reading or writing failed.
    /// Host: as for SERVAL_E_DRIVER.
    SERVAL_E_IO = -13,

    /// Anything else.
    /// Host: as for SERVAL_E_DRIVER.
    SERVAL_E_FAILED = -14,

    /// It can be done, but not while the session is open.
    /// Host: drains, closes, and opens again with what it asked for.
    SERVAL_E_RESTART = -15
};

SERVAL_END

#endif
