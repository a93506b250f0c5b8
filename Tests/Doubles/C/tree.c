// SPDX-License-Identifier: Apache-2.0

// Shows this process the devices of the machine that it plays, in place of the real /dev, /proc and /sys; loaded with
// LD_PRELOAD. Render nodes are files of the machine's tree that claim to be DRM devices.

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "double.h"

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static const char *const shown[] = {
    "/dev/dri", "/dev/nvidia", "/sys/class/drm", "/sys/bus/pci", "/proc/driver/nvidia", "/run/lock", "/etc/group",
    "/usr/lib/x86_64-linux-gnu/dri"};

// Where a path really is.
static const char *place(const char *path, char *buffer, size_t size) {
    int moved = strcmp(path, "/dev") == 0;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        moved |= strncmp(path, shown[i], strlen(shown[i])) == 0;
    if (!moved) return path;
    snprintf(buffer, size, "%s/tree%s", double_folder(), path);
    return buffer;
}

// The number in a render node's path; -1 for any other path.
static int node_number(const char *path) {
    int number;
    char rest;
    return sscanf(path, "/dev/dri/renderD%d%c", &number, &rest) == 1 ? number : -1;
}

// How a node is refused: `refuse renderD128 ERRNO GID` in the machine's file; 0 for not at all. An errno of -1 stands
// for a plain file in the node's place.
static int refusal(int number, unsigned *group) {
    *group = 0;
    FILE *file = double_file("nodes");
    if (!file) return 0;
    char line[256];
    int found = 0;
    while (fgets(line, sizeof line, file)) {
        int node, code;
        unsigned gid;
        if (sscanf(line, "refuse renderD%d %d %u", &node, &code, &gid) == 3 && node == number) {
            found = code;
            *group = gid;
        }
    }
    fclose(file);
    return found;
}

static int refused(const char *path) {
    unsigned group;
    int number = node_number(path);
    int code = number < 0 ? 0 : refusal(number, &group);
    if (code <= 0) return 0;
    errno = code;
    return 1;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    char buffer[4096];
    return refused(path) ? -1 : REAL(open)(place(path, buffer, sizeof buffer), flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    char buffer[4096];
    return refused(path) ? -1 : REAL(open)(place(path, buffer, sizeof buffer), flags, mode);
}

DIR *opendir(const char *path) {
    char buffer[4096];
    return REAL(opendir)(place(path, buffer, sizeof buffer));
}

ssize_t readlink(const char *path, char *target, size_t size) {
    char buffer[4096];
    return REAL(readlink)(place(path, buffer, sizeof buffer), target, size);
}

int access(const char *path, int mode) {
    char buffer[4096];
    return REAL(access)(place(path, buffer, sizeof buffer), mode);
}

int stat(const char *path, struct stat *status) {
    char buffer[4096];
    int result = REAL(stat)(place(path, buffer, sizeof buffer), status);
    int number = node_number(path);
    if (result != 0 || number < 0) return result;
    unsigned group;
    if (refusal(number, &group) == -1) return 0;
    status->st_mode = S_IFCHR | 0660;
    status->st_rdev = makedev(226, number);
    status->st_gid = group;
    return 0;
}

// Hides the libraries in the machine's file `hidden`, as if they were not installed.
void *dlopen(const char *name, int flags) {
    char line[256], hidden[300];
    FILE *file = name ? double_file("hidden") : NULL;
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, name) != 0) continue;
        // No file has this name, so that the linker says what it says of a missing one.
        snprintf(hidden, sizeof hidden, "%s (hidden by the test)", name);
        name = hidden;
        break;
    }
    if (file) fclose(file);
    return REAL(dlopen)(name, flags);
}
