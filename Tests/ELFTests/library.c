// SPDX-License-Identifier: Apache-2.0
// Symbols of every kind that matters to who loads a library. Needs no headers: it is built for other machines too.

extern int imported(void);
extern int imported_weakly(void) __attribute__((weak));

int exported(void) { return imported(); }

int exported_data = 4711;

__attribute__((weak)) int exported_weakly(void) { return imported_weakly ? imported_weakly() : 0; }

__attribute__((visibility("protected"))) int exported_protected(void) { return 1; }

__attribute__((visibility("hidden"))) int hidden(void) { return 2; }

static int local(void) { return 3; }

int (*exported_pointer)(void) = local;

#ifdef THREAD_LOCAL
__attribute__((tls_model("initial-exec"))) __thread int exported_thread_local;

int exported_thread_local_use(void) { return exported_thread_local++; }
#endif

#ifdef USES_LIBC
extern void *calloc(unsigned long, unsigned long);
extern double exp(double);

void *exported_uses(double x) { return calloc((unsigned long)exp(x), 1); }
#endif
