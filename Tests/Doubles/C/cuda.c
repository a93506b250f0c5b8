// SPDX-License-Identifier: Apache-2.0

// The double of libcuda.so.1.

#include "nvidia.h"

// Device handles are not the numbers, as with the real library.
#define FIRST_HANDLE 40

static struct double_gpu gpus[16];
static int count, contexts[16];

static int refusal(const char *function) {
    double_fault("nvidia", function);
    return (int)double_refusal("nvidia", function, NULL, 0);
}

int cuInit(unsigned flags) {
    int code = refusal("cuInit");
    if (code == 0) count = double_gpus(gpus, 16);
    return code;
}

int cuDeviceGetCount(int *found) { return *found = count, refusal("cuDeviceGetCount"); }

int cuDeviceGet(int *device, int ordinal) {
    if (ordinal < 0 || ordinal >= count) return 101;
    return *device = FIRST_HANDLE + ordinal, refusal("cuDeviceGet");
}

static struct double_gpu *of(int device) {
    int index = device - FIRST_HANDLE;
    return index >= 0 && index < count ? gpus + index : NULL;
}

int cuDeviceGetName(char *name, int size, int device) {
    return of(device) ? snprintf(name, (size_t)size, "%s", of(device)->name), 0 : 101;
}

int cuDeviceGetPCIBusId(char *id, int size, int device) {
    return of(device) ? snprintf(id, (size_t)size, "%s", of(device)->address), 0 : 101;
}

int cuCtxCreate_v2(void **context, unsigned flags, int device) {
    double_fault("nvidia", "cuCtxCreate");
    struct double_gpu *gpu = of(device);
    if (!gpu) return 101;
    if (gpu->context) return gpu->context;
    double_trace("open context");
    contexts[device - FIRST_HANDLE] = device - FIRST_HANDLE;
    return *context = contexts + (device - FIRST_HANDLE), 0;
}

int cuCtxDestroy_v2(void *context) {
    if ((int *)context < contexts || (int *)context >= contexts + 16) return 201;
    double_trace("close context");
    return 0;
}
