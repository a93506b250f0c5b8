// SPDX-License-Identifier: Apache-2.0
// What the files of the faulty encoders share.
#pragma once
#include <gst/gst.h>

typedef enum {
    FAULT_NONE,
    FAULT_REFUSE,
    FAULT_REFUSE_CBR,
    FAULT_ERROR,
    FAULT_STALL,
    FAULT_HANG,
    FAULT_CRASH,
    FAULT_EXIT,
    FAULT_FORK,
    FAULT_GARBAGE,
    FAULT_FILL,
    FAULT_SLOW,
    FAULT_HOLD,
    FAULT_REORDER,
    FAULT_GREY,
    FAULT_WRONG_PROFILE,
    FAULT_NO_FIRST_KEYFRAME,
    FAULT_IGNORE_KEYFRAMES,
    FAULT_IGNORE_BITRATE,
    FAULT_COERCE_BITRATE,
} Fault;

typedef struct {
    GstBin parent;
    GstElement *inner;
    GstPad *source;
    Fault fault;
    guint frames, delay, bitrate;
    gchar *rate_control;
    guint frames_in, packets_out;
} FaultyEncoder;

// Makes what passes the encoder inside go wrong.
void faults_install(FaultyEncoder *self);
// Puts a queue behind the encoder, that lets nothing out while it holds no more than so many packets.
void faults_hold_back(FaultyEncoder *self, guint packets);

/// Registers the elements that do harm when they are made.
gboolean add_unmakeable(GstPlugin *plugin);
