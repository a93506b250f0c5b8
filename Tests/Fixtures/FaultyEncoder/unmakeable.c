// SPDX-License-Identifier: Apache-2.0
// Elements that do harm when they are made: `crashingfilter` ends the process, `hangingfilter` does not return.
#include <gst/gst.h>
#include <stdlib.h>
#include <unistd.h>
#include "faults.h"

static void crash(GTypeInstance *instance, gpointer class) {
    abort();
}

static void hang(GTypeInstance *instance, gpointer class) {
    while (TRUE) pause();
}

static void describe(gpointer class, gpointer data) {
    gst_element_class_set_static_metadata(class, "Filter that cannot be made", "Filter", "For tests", "serval");
}

static gboolean add_filter(GstPlugin *plugin, const char *name, const char *type, GInstanceInitFunc make) {
    GTypeInfo info = {
        .class_size = sizeof(GstElementClass),
        .class_init = describe,
        .instance_size = sizeof(GstElement),
        .instance_init = make,
    };
    return gst_element_register(
        plugin, name, GST_RANK_NONE, g_type_register_static(GST_TYPE_ELEMENT, type, &info, 0));
}

gboolean add_unmakeable(GstPlugin *plugin) {
    return add_filter(plugin, "crashingfilter", "CrashingFilter", crash) &&
        add_filter(plugin, "hangingfilter", "HangingFilter", hang);
}
