// SPDX-License-Identifier: Apache-2.0

// A display of the doubles of libva and libva-drm.

#ifndef SERVAL_VA_DISPLAY_H
#define SERVAL_VA_DISPLAY_H

#include <va/va.h>

struct double_display {
    // The file of the machine that describes the driver, such as `va-renderD128`.
    char file[128];
    // The node's name.
    char node[64];
    VAMessageCallback on_error, on_info;
    void *error_context, *info_context;
    int started;
};

#endif
