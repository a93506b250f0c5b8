// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>
#include <sys/types.h>

/// A descriptor of this process and the number that it gets in the child.
typedef struct cprocess_descriptor {
    int32_t source;
    int32_t target;
} cprocess_descriptor;

/// Starts a program in a process group of its own.
///
/// The child has only the descriptors given (and /dev/null as standard input, unless 0 is among them), default signal
/// dispositions, no core dumps, and is killed when this process ends. It is started from one thread that lives as
/// long as this process, since the kernel ties "killed with the parent" to the parent's thread.
///
/// `path`, `argv` and `envp` are borrowed until the call returns; the arrays end with NULL.
/// Thread: any. Returns 0, or the errno of what failed (of execve too).
int32_t cprocess_spawn(
    const char *_Nonnull path, char *_Nullable const *_Nonnull argv, char *_Nullable const *_Nonnull envp,
    const cprocess_descriptor *_Nullable descriptors, int32_t descriptor_count, pid_t *_Nonnull pid_out,
    int32_t *_Nonnull pidfd_out);

/// Reaps a child through its pidfd if it has ended.
///
/// Returns 1 and sets `*signal_out` (0 when it exited by itself) and `*code_out` when it has ended; 0 when it still
/// runs; -1 when there is no such child. Thread: any.
int32_t cprocess_reap(int32_t pidfd, int32_t *_Nonnull signal_out, int32_t *_Nonnull code_out);

/// A pipe closed on exec: `pair[0]` reads, `pair[1]` writes. Returns 0 or the errno. Thread: any.
int32_t cprocess_pipe(int32_t pair[_Nonnull 2]);

/// This process's environment: NULL-terminated, borrowed, not to be changed. Thread: any.
char *_Nullable const *_Nonnull cprocess_environment(void);

/// How many processors this process may run on, by its affinity mask; at least 1. Thread: any.
int32_t cprocess_affinity_count(void);
