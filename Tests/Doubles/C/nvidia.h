// SPDX-License-Identifier: Apache-2.0

// What the doubles of libcuda and libnvidia-encode share: the GPUs in the machine's file `nvidia`. What may stand there
// is explained in Machine.swift.

#ifndef SERVAL_NVIDIA_H
#define SERVAL_NVIDIA_H

#include "double.h"

struct double_codec {
    char name[8];
    int bframes, rc, width[2], height[2], vbv, lookahead, old_presets, new_presets;
};

struct double_gpu {
    char address[16], name[128], words[128];
    int context, open;
    struct double_codec codecs[4];
    int codec_count;
};

static inline int double_gpus(struct double_gpu *gpus, int size) {
    FILE *file = double_file("nvidia");
    if (!file) return 0;
    char line[1024];
    int count = 0;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *rest;
        struct double_gpu *gpu = gpus + count - 1;
        if ((rest = double_after(line, "gpu")) && count < size) {
            gpu = gpus + count++;
            memset(gpu, 0, sizeof *gpu);
            sscanf(rest, "%15s %127[^\n]", gpu->address, gpu->name);
        } else if (count == 0) {
            continue;
        } else if ((rest = double_after(line, "context"))) {
            gpu->context = atoi(rest);
        } else if ((rest = double_after(line, "open"))) {
            sscanf(rest, "%d %127[^\n]", &gpu->open, gpu->words);
        } else if ((rest = double_after(line, "codec"))) {
            struct double_codec *codec = gpu->codecs + gpu->codec_count++;
            sscanf(
                rest, "%7s bframes=%d rc=%d width=%d-%d height=%d-%d vbv=%d lookahead=%d", codec->name, &codec->bframes,
                &codec->rc, &codec->width[0], &codec->width[1], &codec->height[0], &codec->height[1], &codec->vbv,
                &codec->lookahead);
            codec->old_presets = strstr(rest, " old") != NULL;
            codec->new_presets = strstr(rest, " new") != NULL;
        }
    }
    fclose(file);
    return count;
}

#endif
