// SPDX-License-Identifier: Apache-2.0

// The element's type, and what GstVideoEncoder asks of it.

#include "private.h"

typedef struct native_encoder_class {
    GstVideoEncoderClass base;
    const native_encoder_definition *definition;
} native_encoder_class;

/// The same for all types: they are siblings.
static GstVideoEncoderClass *parent;

static gboolean open_element(GstVideoEncoder *base) { return native_encoder_create((native_encoder *)base); }

static gboolean close_element(GstVideoEncoder *base) {
    native_encoder_destroy((native_encoder *)base);
    return TRUE;
}

static gboolean start(GstVideoEncoder *base) {
    g_atomic_int_set(&((native_encoder *)base)->is_interrupted, 0);
    return TRUE;
}

static void forget_input(native_encoder *self) {
    if (self->input != NULL) gst_video_codec_state_unref(self->input);
    self->input = NULL;
}

static gboolean stop(GstVideoEncoder *base) {
    native_encoder_close((native_encoder *)base);
    forget_input((native_encoder *)base);
    return TRUE;
}

static gboolean set_format(GstVideoEncoder *base, GstVideoCodecState *state) {
    native_encoder *self = (native_encoder *)base;
    const GstFlowReturn flow = native_encoder_drain(self);
    native_encoder_close(self);
    if (flow != GST_FLOW_OK) return FALSE;
    forget_input(self);
    self->input = gst_video_codec_state_ref(state);
    if (!native_encoder_open(self)) return FALSE;
    GstCaps *caps = gst_caps_from_string(self->definition->packet_caps);
    gst_video_codec_state_unref(gst_video_encoder_set_output_state(base, caps, state));
    return gst_video_encoder_negotiate(base);
}

static gboolean flush(GstVideoEncoder *base) {
    native_encoder *self = (native_encoder *)base;
    g_atomic_int_set(&self->is_interrupted, 0);
    if (!self->is_open) return TRUE;
    const serval_status status = CALL(self, ENCODE, reset);
    if (status >= SERVAL_OK) return TRUE;
    native_encoder_fail(self, "reset", status, NULL);
    return FALSE;
}

static GstFlowReturn finish(GstVideoEncoder *base) { return native_encoder_drain((native_encoder *)base); }

static gboolean sink_event(GstVideoEncoder *base, GstEvent *event) {
    // Comes beside the stream: a frame may be inside the session.
    if (GST_EVENT_TYPE(event) == GST_EVENT_FLUSH_START) native_encoder_interrupt((native_encoder *)base);
    return parent->sink_event(base, event);
}

static GstStateChangeReturn change_state(GstElement *element, GstStateChange transition) {
    // Stopping waits for the call that is under way.
    if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) native_encoder_interrupt((native_encoder *)element);
    return GST_ELEMENT_CLASS(parent)->change_state(element, transition);
}

/// Any stride is welcome: frames need not be copied to fit.
static gboolean propose_allocation(GstVideoEncoder *base, GstQuery *query) {
    gst_query_add_allocation_meta(query, GST_VIDEO_META_API_TYPE, NULL);
    return parent->propose_allocation(base, query);
}

static void finalize(GObject *object) {
    native_encoder_free_values((native_encoder *)object);
    G_OBJECT_CLASS(parent)->finalize(object);
}

static void add_pad_templates(GstElementClass *element, const native_encoder_definition *definition) {
    GValue formats = G_VALUE_INIT;
    g_value_init(&formats, GST_TYPE_LIST);
    for (uint32_t index = 0; index < definition->format_count; index++) {
        GValue format = G_VALUE_INIT;
        g_value_init(&format, G_TYPE_STRING);
        g_value_set_static_string(&format, definition->formats[index] == SERVAL_FORMAT_NV12 ? "NV12" : "I420");
        gst_value_list_append_and_take_value(&formats, &format);
    }
    GstCaps *raw = gst_caps_from_string(
        "video/x-raw, width=[1, 2147483647], height=[1, 2147483647], framerate=[0/1, 2147483647/1]");
    gst_caps_set_value(raw, "format", &formats);
    g_value_unset(&formats);
    GstCaps *packets = gst_caps_from_string(definition->packet_caps);
    gst_element_class_add_pad_template(element, gst_pad_template_new("sink", GST_PAD_SINK, GST_PAD_ALWAYS, raw));
    gst_element_class_add_pad_template(element, gst_pad_template_new("src", GST_PAD_SRC, GST_PAD_ALWAYS, packets));
    gst_caps_unref(raw);
    gst_caps_unref(packets);
}

static void init_class(gpointer class, gpointer data) {
    const native_encoder_definition *definition = data;
    GstVideoEncoderClass *base = class;
    ((native_encoder_class *)class)->definition = definition;
    parent = g_type_class_peek_parent(class);
    G_OBJECT_CLASS(class)->finalize = finalize;
    native_encoder_install_properties(class, definition);
    gst_element_class_set_metadata(
        class, definition->label, "Codec/Encoder/Video", "Encodes with the code of a Serval provider", "Serval");
    add_pad_templates(class, definition);
    GST_ELEMENT_CLASS(class)->change_state = change_state;
    base->open = open_element;
    base->close = close_element;
    base->start = start;
    base->stop = stop;
    base->set_format = set_format;
    base->handle_frame = native_encoder_handle_frame;
    base->finish = finish;
    base->flush = flush;
    base->sink_event = sink_event;
    base->propose_allocation = propose_allocation;
}

static void init_instance(GTypeInstance *instance, gpointer class) {
    native_encoder *self = (native_encoder *)instance;
    self->definition = ((native_encoder_class *)class)->definition;
    native_encoder_init_values(self);
}

int native_encoder_register(const native_encoder_definition *definition) {
    static gint count;
    const GTypeInfo info = {
        .class_size = sizeof(native_encoder_class),
        .class_init = init_class,
        .class_data = definition,
        .instance_size = sizeof(native_encoder),
        .instance_init = init_instance,
    };
    char *name = g_strdup_printf("ServalNativeEncoder%d", g_atomic_int_add(&count, 1));
    const GType type = g_type_register_static(GST_TYPE_VIDEO_ENCODER, name, &info, 0);
    g_free(name);
    return type != 0 && gst_element_register(NULL, definition->element, GST_RANK_NONE, type);
}
