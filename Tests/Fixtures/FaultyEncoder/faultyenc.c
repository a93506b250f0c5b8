// SPDX-License-Identifier: Apache-2.0
// A GStreamer plugin for tests: real encoders that go wrong in one chosen way. Never shipped.
//
// faultyh264enc is x264enc and faultyvp8enc is vp8enc, with the property `fault`; where a fault begins at some frame,
// that is the one after `frames`.
#include "faults.h"
#include <string.h>

static const GEnumValue fault_values[] = {
    {FAULT_NONE, "Encodes as it should", "none"},
    {FAULT_REFUSE, "Does not open, as a device that is in use", "refuse"},
    {FAULT_REFUSE_CBR, "Opens with any rate-control but cbr", "refuse-cbr"},
    {FAULT_ERROR, "Posts an error", "error"},
    {FAULT_STALL, "Takes frames and gives nothing back", "stall"},
    {FAULT_HANG, "Does not come back from a frame", "hang"},
    {FAULT_CRASH, "Takes the process with it", "crash"},
    {FAULT_EXIT, "Ends the process as if all were well", "exit"},
    {FAULT_FORK, "Leaves a process behind", "fork"},
    {FAULT_GARBAGE, "Writes onto a descriptor that is not its own", "garbage"},
    {FAULT_FILL, "Fills the memory", "fill"},
    {FAULT_SLOW, "Takes `delay` ms longer for each later frame", "slow"},
    {FAULT_HOLD, "Holds back `frames` packets", "hold"},
    {FAULT_REORDER, "Gives packets in another order than frames", "reorder"},
    {FAULT_GREY, "Encodes grey in place of each frame", "grey"},
    {FAULT_WRONG_PROFILE, "Writes another profile than it claims (H.264)", "wrong-profile"},
    {FAULT_NO_FIRST_KEYFRAME, "Swallows its first packet", "no-first-keyframe"},
    {FAULT_IGNORE_KEYFRAMES, "Ignores requests for keyframes", "ignore-keyframes"},
    {FAULT_IGNORE_BITRATE, "Ignores changes of the bitrate while it runs", "ignore-bitrate"},
    {FAULT_COERCE_BITRATE, "Runs at half the bitrate", "coerce-bitrate"},
    {0, NULL, NULL},
};

enum { PROP_FAULT = 1, PROP_FRAMES, PROP_DELAY, PROP_BITRATE, PROP_RATE_CONTROL };

// The factory of the encoder inside is the class data of the type.
typedef struct {
    GstBinClass parent;
    const gchar *factory;
} FaultyEncoderClass;

static gpointer parent_class;

static void set_inner_bitrate(FaultyEncoder *self) {
    guint kbps = self->fault == FAULT_COERCE_BITRATE ? self->bitrate / 2 : self->bitrate;
    if (g_object_class_find_property(G_OBJECT_GET_CLASS(self->inner), "bitrate"))
        g_object_set(self->inner, "bitrate", MAX(kbps, 1), NULL);
    else
        g_object_set(self->inner, "target-bitrate", (gint)kbps * 1000, NULL);
}

// What the encoder inside really runs at.
static guint inner_bitrate(FaultyEncoder *self) {
    guint kbps = 0;
    gint bits = 0;
    if (g_object_class_find_property(G_OBJECT_GET_CLASS(self->inner), "bitrate")) {
        g_object_get(self->inner, "bitrate", &kbps, NULL);
        return kbps;
    }
    g_object_get(self->inner, "target-bitrate", &bits, NULL);
    return (guint)bits / 1000;
}

static GstStateChangeReturn change_state(GstElement *element, GstStateChange change) {
    FaultyEncoder *self = (FaultyEncoder *)element;
    if (change == GST_STATE_CHANGE_NULL_TO_READY) {
        set_inner_bitrate(self);
        if (self->fault == FAULT_HOLD) faults_hold_back(self, self->frames);
        if (self->fault == FAULT_REORDER) faults_hold_back(self, 2);
    }
    gboolean refuses = change == GST_STATE_CHANGE_NULL_TO_READY && self->fault == FAULT_REFUSE;
    if (change == GST_STATE_CHANGE_READY_TO_PAUSED && self->fault == FAULT_REFUSE_CBR)
        refuses = g_strcmp0(self->rate_control, "cbr") == 0;
    if (refuses) {
        GST_ELEMENT_ERROR(self, RESOURCE, BUSY, ("The device does not open."), ("%s", self->rate_control));
        return GST_STATE_CHANGE_FAILURE;
    }
    return GST_ELEMENT_CLASS(parent_class)->change_state(element, change);
}

static void set_property(GObject *object, guint id, const GValue *value, GParamSpec *spec) {
    FaultyEncoder *self = (FaultyEncoder *)object;
    switch (id) {
    case PROP_FAULT: self->fault = g_value_get_enum(value); break;
    case PROP_FRAMES: self->frames = g_value_get_uint(value); break;
    case PROP_DELAY: self->delay = g_value_get_uint(value); break;
    case PROP_BITRATE:
        self->bitrate = g_value_get_uint(value);
        if (self->fault != FAULT_IGNORE_BITRATE || self->frames_in == 0) set_inner_bitrate(self);
        break;
    case PROP_RATE_CONTROL:
        g_free(self->rate_control);
        self->rate_control = g_value_dup_string(value);
        break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
    }
}

static void get_property(GObject *object, guint id, GValue *value, GParamSpec *spec) {
    FaultyEncoder *self = (FaultyEncoder *)object;
    switch (id) {
    case PROP_FAULT: g_value_set_enum(value, self->fault); break;
    case PROP_FRAMES: g_value_set_uint(value, self->frames); break;
    case PROP_DELAY: g_value_set_uint(value, self->delay); break;
    case PROP_BITRATE: g_value_set_uint(value, inner_bitrate(self)); break;
    case PROP_RATE_CONTROL: g_value_set_string(value, self->rate_control); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
    }
}

static void finalize(GObject *object) {
    g_free(((FaultyEncoder *)object)->rate_control);
    G_OBJECT_CLASS(parent_class)->finalize(object);
}

static GstPad *expose(FaultyEncoder *self, const gchar *name) {
    GstPad *pad = gst_element_get_static_pad(self->inner, name);
    GstPad *ghost = gst_ghost_pad_new(name, pad);
    gst_element_add_pad(GST_ELEMENT(self), ghost);
    gst_object_unref(pad);
    return ghost;
}

static void init_instance(GTypeInstance *instance, gpointer class) {
    FaultyEncoder *self = (FaultyEncoder *)instance;
    self->frames = 20;
    self->delay = 100;
    self->bitrate = 1000;
    self->rate_control = g_strdup("cbr");
    self->inner = gst_element_factory_make(((FaultyEncoderClass *)class)->factory, NULL);
    const gchar *settings = g_str_equal(((FaultyEncoderClass *)class)->factory, "x264enc")
        ? "tune=zerolatency speed-preset=ultrafast key-int-max=2147483647 option-string=scenecut=0 "
          "vbv-buf-capacity=150 threads=1"
        : "deadline=1 cpu-used=8 end-usage=cbr keyframe-max-dist=1000000 lag-in-frames=0 buffer-size=150 "
          "buffer-initial-size=75 buffer-optimal-size=100";
    gchar **pairs = g_strsplit(settings, " ", -1);
    for (gchar **pair = pairs; *pair; pair++) {
        gchar *value = strchr(*pair, '=');
        *value = 0;
        gst_util_set_object_arg(G_OBJECT(self->inner), *pair, value + 1);
    }
    g_strfreev(pairs);
    gst_bin_add(GST_BIN(self), self->inner);
    expose(self, "sink");
    self->source = expose(self, "src");
    faults_install(self);
}

static void init_class(gpointer class, gpointer factory) {
    GObjectClass *object = class;
    parent_class = g_type_class_peek_parent(class);
    ((FaultyEncoderClass *)class)->factory = factory;
    object->set_property = set_property;
    object->get_property = get_property;
    object->finalize = finalize;
    GST_ELEMENT_CLASS(class)->change_state = change_state;
    GType faults = g_type_from_name("FaultyEncoderFault");
    if (!faults) faults = g_enum_register_static("FaultyEncoderFault", fault_values);
    GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
    g_object_class_install_property(
        object, PROP_FAULT, g_param_spec_enum("fault", "Fault", "What goes wrong", faults, FAULT_NONE, flags));
    g_object_class_install_property(
        object, PROP_FRAMES, g_param_spec_uint("frames", "Frames", "Frames without fault", 0, G_MAXUINT, 20, flags));
    g_object_class_install_property(
        object, PROP_DELAY, g_param_spec_uint("delay", "Delay", "Milliseconds per frame", 0, 60000, 100, flags));
    g_object_class_install_property(
        object, PROP_BITRATE, g_param_spec_uint("bitrate", "Bitrate", "kbit/s", 1, 2000000, 1000, flags));
    g_object_class_install_property(
        object, PROP_RATE_CONTROL,
        g_param_spec_string("rate-control", "Rate control", "cbr, or anything else", "cbr", flags));
    gst_element_class_set_static_metadata(
        GST_ELEMENT_CLASS(class), "Faulty encoder", "Codec/Encoder/Video", "Goes wrong on purpose", "Serval's tests");
}

static gboolean add(GstPlugin *plugin, const gchar *name, const gchar *type, const gchar *factory) {
    GTypeInfo info = {
        .class_size = sizeof(FaultyEncoderClass),
        .class_init = init_class,
        .class_data = factory,
        .instance_size = sizeof(FaultyEncoder),
        .instance_init = init_instance,
    };
    return gst_element_register(plugin, name, GST_RANK_NONE, g_type_register_static(GST_TYPE_BIN, type, &info, 0));
}

static gboolean init_plugin(GstPlugin *plugin) {
    return add(plugin, "faultyh264enc", "FaultyH264Encoder", "x264enc") &&
        add(plugin, "faultyvp8enc", "FaultyVP8Encoder", "vp8enc") && add_unmakeable(plugin);
}

#define PACKAGE "serval-tests"
GST_PLUGIN_DEFINE(
    GST_VERSION_MAJOR, GST_VERSION_MINOR, faultyenc, "Encoders that go wrong on purpose", init_plugin, "1",
    GST_LICENSE_UNKNOWN, "serval", "https://example.invalid")
