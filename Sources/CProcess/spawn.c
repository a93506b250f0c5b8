// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "cprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Descriptors are first moved above this number, so that no target overwrites a source still needed.
enum { SCRATCH_DESCRIPTORS = 512 };

typedef struct spawn_request {
    const char *path;
    char *const *argv;
    char *const *envp;
    const cprocess_descriptor *descriptors;
    int32_t descriptor_count;
    pid_t pid;
    int32_t pidfd;
    int32_t error;
    int done;
} spawn_request;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static spawn_request *pending;
static int thread_error;

// Runs in the child between fork and execve: async-signal-safe calls only.
static void become(const spawn_request *request, pid_t parent, int status) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);

    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    for (int number = 1; number < 65; number++) signal(number, SIG_DFL);
    sigset_t empty;
    sigemptyset(&empty);
    sigprocmask(SIG_SETMASK, &empty, NULL);

    int moved_status = fcntl(status, F_DUPFD_CLOEXEC, SCRATCH_DESCRIPTORS);
    int moved[16];
    for (int i = 0; i < request->descriptor_count; i++)
        moved[i] = fcntl(request->descriptors[i].source, F_DUPFD_CLOEXEC, SCRATCH_DESCRIPTORS);
    // CLOEXEC rather than closed: the status pipe must last until execve. What dup2 makes is without it again.
    syscall(SYS_close_range, 3U, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */);
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null > 0) dup2(null, 0);
    for (int i = 0; i < request->descriptor_count; i++) {
        int target = request->descriptors[i].target;
        if (moved[i] < 0 || dup2(moved[i], target) < 0) goto failed;
    }
    execve(request->path, request->argv, request->envp);
failed:;
    int32_t error = errno;
    ssize_t ignored = write(moved_status, &error, sizeof error);
    (void)ignored;
    _exit(127);
}

static void perform(spawn_request *request) {
    int status[2];
    if (pipe2(status, O_CLOEXEC) != 0) {
        request->error = errno;
        return;
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) become(request, parent, status[1]);
    int fork_error = errno;
    close(status[1]);
    if (pid < 0) {
        close(status[0]);
        request->error = fork_error;
        return;
    }
    int32_t error = 0;
    ssize_t count;
    do count = read(status[0], &error, sizeof error);
    while (count < 0 && errno == EINTR);
    close(status[0]);
    if (count == sizeof error) {
        waitpid(pid, NULL, 0);
        request->error = error;
        return;
    }
    request->pid = pid;
    request->pidfd = (int32_t)syscall(SYS_pidfd_open, pid, 0);
    if (request->pidfd < 0) {
        request->error = errno;
        kill(-pid, SIGKILL);
        waitpid(pid, NULL, 0);
        return;
    }
    fcntl(request->pidfd, F_SETFD, FD_CLOEXEC);
}

static void *serve(void *unused) {
    (void)unused;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    pthread_mutex_lock(&mutex);
    for (;;) {
        while (!pending || pending->done) pthread_cond_wait(&changed, &mutex);
        perform(pending);
        pending->done = 1;
        pthread_cond_broadcast(&changed);
    }
    return NULL;
}

static void start_thread(void) {
    pthread_t thread;
    thread_error = pthread_create(&thread, NULL, serve, NULL);
    if (thread_error == 0) pthread_detach(thread);
}

int32_t cprocess_spawn(
    const char *path, char *const *argv, char *const *envp, const cprocess_descriptor *descriptors,
    int32_t descriptor_count, pid_t *pid_out, int32_t *pidfd_out) {
    if (descriptor_count > 16) return EINVAL;
    pthread_once(&once, start_thread);
    if (thread_error != 0) return thread_error;
    spawn_request request = {
        .path = path, .argv = argv, .envp = envp, .descriptors = descriptors,
        .descriptor_count = descriptor_count, .pidfd = -1};
    pthread_mutex_lock(&mutex);
    while (pending) pthread_cond_wait(&changed, &mutex);
    pending = &request;
    pthread_cond_broadcast(&changed);
    while (!request.done) pthread_cond_wait(&changed, &mutex);
    pending = NULL;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    *pid_out = request.pid;
    *pidfd_out = request.pidfd;
    return request.error;
}

int32_t cprocess_reap(int32_t pidfd, int32_t *signal_out, int32_t *code_out) {
    siginfo_t info = {0};
    int result;
    do result = waitid((idtype_t)3 /* P_PIDFD */, (id_t)pidfd, &info, WEXITED | WNOHANG);
    while (result != 0 && errno == EINTR);
    if (result != 0) return -1;
    if (info.si_pid == 0) return 0;
    int exited = info.si_code == CLD_EXITED;
    *signal_out = exited ? 0 : info.si_status;
    *code_out = exited ? info.si_status : 0;
    return 1;
}

int32_t cprocess_pipe(int32_t pair[2]) { return pipe2(pair, O_CLOEXEC) == 0 ? 0 : errno; }

char *const *cprocess_environment(void) { return environ; }

int32_t cprocess_affinity_count(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    int count = CPU_COUNT(&set);
    return count > 0 ? count : 1;
}
