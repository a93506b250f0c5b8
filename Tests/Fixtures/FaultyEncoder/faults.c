// SPDX-License-Identifier: Apache-2.0
// The faults in what passes the encoder inside: frames on their way in, packets on their way out, requests.
#include "faults.h"
#include <gst/video/video.h>
#include <string.h>
#include <unistd.h>

static GstPadProbeReturn fail(FaultyEncoder *self, GstPadProbeInfo *info) {
    GST_ELEMENT_ERROR(self, STREAM, ENCODE, ("The device was lost."), ("after %u frames", self->frames));
    gst_buffer_unref(GST_PAD_PROBE_INFO_BUFFER(info));
    GST_PAD_PROBE_INFO_DATA(info) = NULL;
    GST_PAD_PROBE_INFO_FLOW_RETURN(info) = GST_FLOW_ERROR;
    return GST_PAD_PROBE_HANDLED;
}

static void paint_grey(GstPadProbeInfo *info) {
    GstBuffer *buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
    GstMapInfo map;
    if (gst_buffer_map(buffer, &map, GST_MAP_WRITE)) {
        memset(map.data, 0x80, map.size);
        gst_buffer_unmap(buffer, &map);
    }
    GST_PAD_PROBE_INFO_DATA(info) = buffer;
}

static GstPadProbeReturn on_frame(GstPad *pad, GstPadProbeInfo *info, gpointer data) {
    FaultyEncoder *self = data;
    gboolean is_due = ++self->frames_in > self->frames;
    switch (self->fault) {
    case FAULT_ERROR:
        if (is_due) return fail(self, info);
        break;
    case FAULT_HANG:
        while (is_due) g_usleep(G_USEC_PER_SEC);
        break;
    case FAULT_CRASH:
        // Not raise(): a handler could return from that.
        if (is_due) *(volatile int *)NULL = 0;
        break;
    case FAULT_EXIT:
        if (is_due) _exit(0);
        break;
    case FAULT_FORK:
        if (self->frames_in == self->frames + 1 && fork() == 0)
            for (;;) pause();
        break;
    case FAULT_GARBAGE:
        // Onto the channel of the worker that it runs in.
        if (is_due && write(3, "this is no record", 17) < 0) _exit(1);
        break;
    case FAULT_FILL:
        while (is_due) memset(g_malloc(64 << 20), 1, 64 << 20);
        break;
    case FAULT_SLOW:
        if (is_due) g_usleep((gulong)self->delay * 1000);
        break;
    case FAULT_GREY:
        if (is_due) paint_grey(info);
        break;
    default: break;
    }
    return GST_PAD_PROBE_OK;
}

// Main in place of Baseline: both have the same fields in their parameter set.
static void write_profile(GstBuffer *buffer) {
    GstMapInfo map;
    if (!gst_buffer_map(buffer, &map, GST_MAP_READWRITE)) return;
    for (gsize i = 0; i + 6 < map.size; i++) {
        if (map.data[i] || map.data[i + 1] || map.data[i + 2] != 1 || (map.data[i + 3] & 0x1f) != 7) continue;
        map.data[i + 4] = 77;
        map.data[i + 5] = 0;
        break;
    }
    gst_buffer_unmap(buffer, &map);
}

static GstPadProbeReturn on_packet(GstPad *pad, GstPadProbeInfo *info, gpointer data) {
    FaultyEncoder *self = data;
    guint number = self->packets_out++;
    switch (self->fault) {
    case FAULT_STALL:
        if (number >= self->frames) return GST_PAD_PROBE_DROP;
        break;
    case FAULT_NO_FIRST_KEYFRAME:
        if (number == 0) return GST_PAD_PROBE_DROP;
        break;
    case FAULT_WRONG_PROFILE:
    case FAULT_REORDER: {
        GstBuffer *buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
        GstClockTimeDiff shift = GST_BUFFER_DURATION(buffer);
        if (self->fault == FAULT_WRONG_PROFILE)
            write_profile(buffer);
        else {
            // Decode times stay in order and before both, as real encoders see to.
            GST_BUFFER_PTS(buffer) += number % 2 ? -shift : shift;
            GST_BUFFER_DTS(buffer) -= shift;
        }
        GST_PAD_PROBE_INFO_DATA(info) = buffer;
        break;
    }
    default: break;
    }
    return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn on_request(GstPad *pad, GstPadProbeInfo *info, gpointer data) {
    FaultyEncoder *self = data;
    gboolean is_request = gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info));
    return is_request && self->fault == FAULT_IGNORE_KEYFRAMES ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

void faults_hold_back(FaultyEncoder *self, guint packets) {
    GstElement *queue = gst_element_factory_make("queue", NULL);
    g_object_set(
        queue, "min-threshold-buffers", packets + 1, "max-size-buffers", packets + 10, "max-size-bytes", 0,
        "max-size-time", (guint64)0, NULL);
    gst_bin_add(GST_BIN(self), queue);
    GstPad *pad = gst_element_get_static_pad(queue, "src");
    gst_ghost_pad_set_target(GST_GHOST_PAD(self->source), pad);
    gst_object_unref(pad);
    gst_element_link(self->inner, queue);
}

void faults_install(FaultyEncoder *self) {
    GstPad *sink = gst_element_get_static_pad(self->inner, "sink");
    GstPad *source = gst_element_get_static_pad(self->inner, "src");
    gst_pad_add_probe(sink, GST_PAD_PROBE_TYPE_BUFFER, on_frame, self, NULL);
    gst_pad_add_probe(source, GST_PAD_PROBE_TYPE_BUFFER, on_packet, self, NULL);
    gst_pad_add_probe(source, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, on_request, self, NULL);
    gst_object_unref(sink);
    gst_object_unref(source);
}
