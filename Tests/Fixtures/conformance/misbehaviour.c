// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE

// What a library does to the process that it is loaded into.

#include <fcntl.h>
#include <fenv.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"

void open_a_device(void) {
    const int device = open(SOME_DEVICE, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (device >= 0) close(device);
}

/// Longer than any check; short, should nobody end it.
static void *wait_long(void *unused) {
    sleep(20);
    return unused;
}

static void start_a_thread(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, wait_long, NULL) == 0) pthread_detach(thread);
}

static void start_a_process(void) {
    if (fork() == 0) {
        wait_long(NULL);
        _exit(0);
    }
}

/// One whose parent is gone at once.
static void start_a_daemon(void) {
    const pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) {
            wait_long(NULL);
            _exit(0);
        }
        _exit(0);
    }
    int status;
    while (waitpid(child, &status, 0) < 0) {}
}

static void ignore(int number) { (void)number; }

void misbehave_in_init(const serval_host *host) {
    if (HAS_FAULT(CALLS_BEYOND_THE_TABLE) && host->struct_size > sizeof *host) {
        // As if it were the newest host there is.
        void (*const newest)(void) = *(void (*const *)(void))(host + 1);
        if (newest != NULL) newest();
    }
    if (HAS_FAULT(READS_BEYOND_THE_TABLE)) {
        volatile const unsigned char *const beyond = (const unsigned char *)(host + 1);
        (void)*beyond;
    }
    if (HAS_FAULT(DEVICE_IN_INIT)) open_a_device();
    if (HAS_FAULT(THREAD_IN_INIT)) start_a_thread();
    if (HAS_FAULT(PROCESS_IN_INIT)) start_a_process();
    if (HAS_FAULT(SLOW_INIT)) usleep(400000);
}

void misbehave_in_probe(void) {
    if (HAS_FAULT(PROBE_CRASHES)) abort();
    if (HAS_FAULT(PROBE_HANGS)) pause();
    if (HAS_FAULT(PROBE_EXITS)) exit(0);
    if (HAS_FAULT(LEAVES_THREAD)) start_a_thread();
    if (HAS_FAULT(LEAVES_PROCESS)) start_a_process();
    if (HAS_FAULT(LEAVES_DAEMON)) start_a_daemon();
    if (HAS_FAULT(LEAVES_FILE)) (void)!open("/etc/hostname", O_RDONLY | O_CLOEXEC);
    if (HAS_FAULT(CHANGES_LOCALE)) setlocale(LC_ALL, "C.UTF-8");
    if (HAS_FAULT(CHANGES_SIGNALS)) signal(SIGINT, ignore);
    if (HAS_FAULT(BLOCKS_SIGNALS)) {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGUSR1);
        pthread_sigmask(SIG_BLOCK, &set, NULL);
    }
    if (HAS_FAULT(CHANGES_DIRECTORY)) (void)!chdir("/proc");
    if (HAS_FAULT(CHANGES_UMASK)) umask(0123);
    if (HAS_FAULT(CHANGES_ENVIRONMENT)) setenv("CONFORMANCE_WAS_HERE", "1", 1);
    if (HAS_FAULT(CHANGES_ROUNDING)) fesetround(FE_UPWARD);
    if (HAS_FAULT(WRITES_TO_STDOUT)) printf("conformance: probing\n");
    if (HAS_FAULT(WRITES_TO_STDERR)) fprintf(stderr, "conformance: probing\n");
}

struct call {
    void (*function)(void *);
    void *argument;
};

static void *run(void *argument) {
    const struct call *const call = argument;
    call->function(call->argument);
    return NULL;
}

void on_another_thread(void (*function)(void *), void *argument) {
    struct call call = {function, argument};
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, &call) == 0) pthread_join(thread, NULL);
}
