// SPDX-License-Identifier: Apache-2.0

// The host services that only the wrapper can give: frames that are kept, and which call a thread is in.

#include "private.h"

_Thread_local uint32_t native_encoder_thread;

uint32_t native_encoder_enter(uint32_t thread) {
    const uint32_t before = native_encoder_thread;
    native_encoder_thread = thread;
    return before;
}

static uint32_t current(const serval_thread_check *check) {
    (void)check;
    return native_encoder_thread;
}

const serval_thread_check *native_encoder_thread_check(void) {
    static const serval_thread_check table = {sizeof(serval_thread_check), 0, NULL, current};
    return &table;
}

/// A frame that is kept: the same memory, mapped once more.
typedef struct kept_frame {
    serval_frame frame;
    serval_plane planes[GST_VIDEO_MAX_PLANES];
    GstVideoFrame picture;
} kept_frame;

static const serval_frame *retain(const serval_frames *frames, const serval_frame *frame) {
    (void)frames;
    GstVideoFrame *lent = frame->impl;
    kept_frame *kept = g_new(kept_frame, 1);
    // Mapping holds a reference of its own to the buffer.
    if (!gst_video_frame_map(&kept->picture, &lent->info, lent->buffer, GST_MAP_READ)) {
        g_free(kept);
        return NULL;
    }
    kept->frame = *frame;
    kept->frame.planes = kept->planes;
    kept->frame.impl = kept;
    for (uint32_t index = 0; index < frame->plane_count; index++) {
        kept->planes[index] = frame->planes[index];
        kept->planes[index].data = GST_VIDEO_FRAME_PLANE_DATA(&kept->picture, index);
    }
    return &kept->frame;
}

static void release(const serval_frames *frames, const serval_frame *frame) {
    (void)frames;
    kept_frame *kept = frame->impl;
    gst_video_frame_unmap(&kept->picture);
    g_free(kept);
}

const serval_frames *native_encoder_frames(void) {
    static const serval_frames table = {sizeof(serval_frames), 0, NULL, retain, release};
    return &table;
}
