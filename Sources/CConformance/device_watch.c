// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "device_watch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#define OWN_ARCHITECTURE 0
#endif

#define COUNT(array) (sizeof(array) / sizeof *(array))

// What every process may use.
static const char *const harmless[] = {
    "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/stdin", "/dev/stdout",
    "/dev/stderr", "/dev/log",
};
static const char *const harmless_folders[] = {"/dev/shm", "/dev/fd", "/dev/pts", "/dev/mqueue"};

static enum device_watch_mode mode;
static int listener = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *opened;
static size_t opened_size;

// Where a system call has its folder and its path among its arguments; -1 for no folder.
static int places(int call, int *folder, int *path, int *is_open) {
    *is_open = 0;
    switch (call) {
#ifdef SYS_open
    case SYS_open: *folder = -1, *path = 0, *is_open = 1; return 1;
#endif
#ifdef SYS_access
    case SYS_access: *folder = -1, *path = 0; return 1;
#endif
#ifdef SYS_stat
    case SYS_stat:
    case SYS_lstat: *folder = -1, *path = 0; return 1;
#endif
    case SYS_openat:
    case SYS_openat2: *folder = 0, *path = 1, *is_open = 1; return 1;
    case SYS_faccessat:
    case SYS_faccessat2:
    case SYS_newfstatat:
    case SYS_statx: *folder = 0, *path = 1; return 1;
    default: return 0;
    }
}

// A text of the process that asks, a page at most at a time, since the next one may not be there.
static int read_text(pid_t process, uint64_t address, char *text, size_t size) {
    size_t count = 0;
    while (count + 1 < size) {
        size_t piece = 4096 - (size_t)((address + count) & 4095);
        if (piece > size - 1 - count) piece = size - 1 - count;
        const struct iovec here = {text + count, piece}, there = {(void *)(uintptr_t)(address + count), piece};
        const ssize_t got = process_vm_readv(process, &here, 1, &there, 1, 0);
        if (got <= 0) return 0;
        if (memchr(text + count, 0, (size_t)got) != NULL) return 1;
        count += (size_t)got;
    }
    text[count] = 0;
    return 1;
}

static int whole_path(const struct seccomp_notif *request, int folder, int path, char *text, size_t size) {
    char given[4096], link[64];
    if (!read_text((pid_t)request->pid, request->data.args[path], given, sizeof given)) return 0;
    if (given[0] == '/') return snprintf(text, size, "%s", given) < (int)size;
    const int descriptor = folder < 0 ? AT_FDCWD : (int)request->data.args[folder];
    if (descriptor == AT_FDCWD) {
        snprintf(link, sizeof link, "/proc/%u/cwd", request->pid);
    } else {
        snprintf(link, sizeof link, "/proc/%u/fd/%d", request->pid, descriptor);
    }
    const ssize_t length = readlink(link, text, size - 1);
    if (length < 0) return 0;
    return snprintf(text + length, size - (size_t)length, "/%s", given) < (int)(size - (size_t)length);
}

static int is_device(const char *path) {
    if (strncmp(path, "/dev/", 5) != 0) return 0;
    for (size_t index = 0; index < COUNT(harmless); index++) {
        if (strcmp(path, harmless[index]) == 0) return 0;
    }
    for (size_t index = 0; index < COUNT(harmless_folders); index++) {
        if (strncmp(path, harmless_folders[index], strlen(harmless_folders[index])) == 0) return 0;
    }
    return 1;
}

// A folder below /dev, or a name that nothing has, is no device that could be opened.
static int is_node(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && (S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode));
}

static void note(const char *path) {
    pthread_mutex_lock(&lock);
    const size_t length = strlen(path);
    // More than anybody reads is not kept.
    char *longer = opened_size + length < 65536 ? realloc(opened, opened_size + length + 2) : NULL;
    if (longer != NULL) {
        memcpy(longer + opened_size, path, length);
        memcpy(longer + opened_size + length, "\n", 2);
        opened = longer;
        opened_size += length + 1;
    }
    pthread_mutex_unlock(&lock);
}

// The errno to answer with; 0 to let the call go on.
static int answer(const struct seccomp_notif *request) {
    int folder, path, is_open;
    char text[8192];
    if (!places(request->data.nr, &folder, &path, &is_open)) return 0;
    if (!whole_path(request, folder, path, text, sizeof text) || !is_device(text)) return 0;
    const int is_opened = is_open && is_node(text);
    if (is_opened) note(text);
    if (mode == DEVICE_WATCH_HIDE) return ENOENT;
    return mode == DEVICE_WATCH_FORBID && is_opened ? EACCES : 0;
}

static void *serve(void *unused) {
    (void)unused;
    for (;;) {
        struct seccomp_notif request = {0};
        if (ioctl(__atomic_load_n(&listener, __ATOMIC_ACQUIRE), SECCOMP_IOCTL_NOTIF_RECV, &request) != 0) {
            if (errno == EINTR || errno == ENOENT) continue;
            return NULL;
        }
        const int refusal = answer(&request);
        struct seccomp_notif_resp response = {
            .id = request.id,
            .error = -refusal,
            .flags = refusal == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0,
        };
        (void)ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
    }
}

#define IF_CALL(number)                                                                            \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)

static int install(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef SYS_open
        IF_CALL(SYS_open), IF_CALL(SYS_access), IF_CALL(SYS_stat), IF_CALL(SYS_lstat),
#endif
        IF_CALL(SYS_openat), IF_CALL(SYS_openat2), IF_CALL(SYS_faccessat), IF_CALL(SYS_faccessat2),
        IF_CALL(SYS_newfstatat), IF_CALL(SYS_statx),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = COUNT(filter), .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

static void *wait_and_serve(void *unused) {
    // The thread is made before the filter, so that nobody asks it about its own calls.
    while (__atomic_load_n(&listener, __ATOMIC_ACQUIRE) == -1) usleep(200);
    return listener < 0 ? NULL : serve(unused);
}

int device_watch_start(enum device_watch_mode wanted) {
    pthread_t thread;
    mode = wanted;
    const int status = pthread_create(&thread, NULL, wait_and_serve, NULL);
    if (status != 0) return status;
    pthread_detach(thread);
    const int made = install();
    const int failure = made < 0 ? errno : 0;
    __atomic_store_n(&listener, made < 0 ? -2 : made, __ATOMIC_RELEASE);
    return failure;
}

char *device_watch_opened(void) {
    pthread_mutex_lock(&lock);
    char *copy = strdup(opened == NULL ? "" : opened);
    pthread_mutex_unlock(&lock);
    return copy;
}
