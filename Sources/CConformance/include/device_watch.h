// SPDX-License-Identifier: Apache-2.0

/// device_watch.h: which devices a thread opens, and a machine that seems to have none.
///
/// The kernel asks before each system call that opens or looks at a file (seccomp_unotify(2)); a thread of this
/// library answers. It holds for the calling thread, for the threads and processes that it starts from then on, and
/// for good: made for processes that exist for one check, as orphans.h is.

#ifndef CONFORMANCE_DEVICE_WATCH_H
#define CONFORMANCE_DEVICE_WATCH_H

enum device_watch_mode {
    /// Everything goes on as it would.
    DEVICE_WATCH_ONLY,
    /// Below /dev there are no devices.
    DEVICE_WATCH_HIDE,
    /// Devices are there, and may not be opened.
    DEVICE_WATCH_FORBID
};

/// Begin, once in a process. 0, or the errno of what this kernel refuses.
int device_watch_start(enum device_watch_mode mode);

/// The paths of devices that were opened or were to be, one a line; to be freed by the caller. NULL without memory.
char *device_watch_opened(void);

#endif
