// SPDX-License-Identifier: Apache-2.0

// The double of libva-drm.so.2: makes displays of the machine's render nodes, and of nothing else.

#include "double.h"
#include "va-display.h"

VADisplay vaGetDisplayDRM(int descriptor) {
    char link[64], target[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, target, sizeof target - 1);
    if (length < 0) return NULL;
    target[length] = '\0';
    const char *name = strrchr(target, '/');
    if (!name || strncmp(name, "/renderD", 8) != 0) return NULL;
    struct double_display *display = calloc(1, sizeof *display);
    if (display) snprintf(display->node, sizeof display->node, "%s", name + 1);
    return display;
}
