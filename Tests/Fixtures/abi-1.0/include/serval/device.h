// SPDX-License-Identifier: Apache-2.0

/// device.h: where an encoder runs.
///
/// Model
///
/// A device is known by an id that survives reboots and a change of drivers, since configurations and
/// the host's memory of past failures name it. Node numbers do not: they follow the order of detection.
///
/// Forms of ids: `cpu`; `pci:0000:03:00.0`; `usb:1-4`; `soc:fe3c0000.video-codec`. Another kind of bus is
/// spelled in the same manner.

#ifndef SERVAL_DEVICE_H
#define SERVAL_DEVICE_H

#include "abi.h"

SERVAL_BEGIN

/// One device; owned by whoever reports it. Strings are UTF-8.
typedef struct serval_device {
    /// `sizeof(serval_device)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// Stable across boots: `pci:0000:03:00.0`. Required, not empty.
    const char *SERVAL_NULLABLE id;

    /// For people: `Intel UHD Graphics 630`. Required, not empty.
    const char *SERVAL_NULLABLE name;

    /// The driver and its version as it names itself. NULL or empty, the default, when there is none.
    const char *SERVAL_NULLABLE driver;

    /// The device node: `/dev/dri/renderD128`. NULL or empty, the default, when there is none.
    const char *SERVAL_NULLABLE node;
} serval_device;

SERVAL_END

#endif
