// SPDX-License-Identifier: Apache-2.0

// A GStreamer plugin that has the elements in the machine's file `elements`: names and properties as those of the
// plugins `va` and `nvcodec` of one version of GStreamer; they reach READY and encode nothing.
//
//     element NAME                    begins one
//     device PROPERTY TYPE VALUE      read-only, `uint` or `string`; `late-string` is unset before READY
//     TYPE PROPERTY [VALUE …]         `bool`, `int`, `uint`, `string`, or `enum` with its values
//     never-ready                     refuses READY

#include <gst/gst.h>

#include "double.h"

struct property {
    char type[16], name[64], value[256];
};

struct description {
    char name[64];
    struct property properties[64];
    guint count;
    gboolean never_ready;
};

typedef struct {
    GstElement parent;
    GHashTable *values;
} Double;

typedef struct {
    GstElementClass parent;
    struct description *description;
} DoubleClass;

static gpointer parent_class;

static const struct property *property_of(GObject *object, guint id) {
    DoubleClass *class = (DoubleClass *)G_OBJECT_GET_CLASS(object);
    return &class->description->properties[id - 1];
}

static gboolean is_device(const struct property *property) { return g_str_has_prefix(property->type, "device-"); }

static void free_value(gpointer value) {
    g_value_unset(value);
    g_free(value);
}

static void set_property(GObject *object, guint id, const GValue *value, GParamSpec *specification) {
    GValue *kept = g_new0(GValue, 1);
    g_value_init(kept, G_VALUE_TYPE(value));
    g_value_copy(value, kept);
    g_hash_table_insert(((Double *)object)->values, GUINT_TO_POINTER(id), kept);
}

static void get_property(GObject *object, guint id, GValue *value, GParamSpec *specification) {
    const struct property *property = property_of(object, id);
    if (strcmp(property->type, "device-uint") == 0) {
        g_value_set_uint(value, (guint)atoi(property->value));
    } else if (is_device(property)) {
        gboolean known = strcmp(property->type, "device-string") == 0 || GST_STATE(object) >= GST_STATE_READY;
        g_value_set_string(value, known ? property->value : NULL);
    } else {
        GValue *kept = g_hash_table_lookup(((Double *)object)->values, GUINT_TO_POINTER(id));
        if (kept) g_value_copy(kept, value);
        else g_param_value_set_default(specification, value);
    }
}

static GType enumeration(const char *element, struct property *property) {
    char **words = g_strsplit(property->value, " ", -1);
    guint count = g_strv_length(words);
    GEnumValue *values = g_new0(GEnumValue, count + 1);
    for (guint i = 0; i < count; i++) values[i] = (GEnumValue){(int)i, words[i], words[i]};
    char *name = g_strdup_printf("Double_%s_%s", element, property->name);
    g_strdelimit(name, "-", '_');
    return g_enum_register_static(name, values);
}

static GParamSpec *specification(const char *element, struct property *property) {
    const char *name = property->name, *type = property->type;
    if (strcmp(type, "device-uint") == 0) return g_param_spec_uint(name, name, name, 0, G_MAXUINT, 0, G_PARAM_READABLE);
    if (is_device(property)) return g_param_spec_string(name, name, name, NULL, G_PARAM_READABLE);
    if (strcmp(type, "bool") == 0) return g_param_spec_boolean(name, name, name, FALSE, G_PARAM_READWRITE);
    if (strcmp(type, "int") == 0)
        return g_param_spec_int(name, name, name, G_MININT, G_MAXINT, 0, G_PARAM_READWRITE);
    if (strcmp(type, "uint") == 0) return g_param_spec_uint(name, name, name, 0, G_MAXUINT, 0, G_PARAM_READWRITE);
    if (strcmp(type, "enum") == 0)
        return g_param_spec_enum(name, name, name, enumeration(element, property), 0, G_PARAM_READWRITE);
    return g_param_spec_string(name, name, name, NULL, G_PARAM_READWRITE);
}

static GstStateChangeReturn change_state(GstElement *element, GstStateChange change) {
    DoubleClass *class = (DoubleClass *)G_OBJECT_GET_CLASS(element);
    if (change == GST_STATE_CHANGE_NULL_TO_READY && class->description->never_ready) return GST_STATE_CHANGE_FAILURE;
    return GST_ELEMENT_CLASS(parent_class)->change_state(element, change);
}

static void finalize(GObject *object) {
    g_hash_table_unref(((Double *)object)->values);
    G_OBJECT_CLASS(parent_class)->finalize(object);
}

static void class_init(gpointer class, gpointer data) {
    struct description *description = data;
    ((DoubleClass *)class)->description = description;
    parent_class = g_type_class_peek_parent(class);
    GObjectClass *object = G_OBJECT_CLASS(class);
    object->set_property = set_property;
    object->get_property = get_property;
    object->finalize = finalize;
    GST_ELEMENT_CLASS(class)->change_state = change_state;
    gst_element_class_set_static_metadata(class, "Double", "Codec/Encoder/Video", "Stands in for hardware", "Serval");
    for (guint i = 0; i < description->count; i++)
        g_object_class_install_property(
            object, i + 1, specification(description->name, &description->properties[i]));
}

static void instance_init(GTypeInstance *instance, gpointer class) {
    ((Double *)instance)->values = g_hash_table_new_full(NULL, NULL, NULL, free_value);
}

static gboolean register_element(GstPlugin *plugin, struct description *description) {
    GTypeInfo info = {
        .class_size = sizeof(DoubleClass), .class_init = class_init, .class_data = description,
        .instance_size = sizeof(Double), .instance_init = instance_init};
    char *name = g_strdup_printf("Double_%s", description->name);
    GType type = g_type_register_static(GST_TYPE_ELEMENT, name, &info, 0);
    return gst_element_register(plugin, description->name, GST_RANK_NONE, type);
}

static void read_property(struct description *description, const char *type, char *rest) {
    struct property *property = &description->properties[description->count++];
    g_strlcpy(property->type, type, sizeof property->type);
    sscanf(rest, "%63s %255[^\n]", property->name, property->value);
}

static void read_device(struct description *description, char *rest) {
    struct property *property = &description->properties[description->count++];
    char type[16];
    sscanf(rest, "%63s %15s %255[^\n]", property->name, type, property->value);
    g_snprintf(property->type, sizeof property->type, "device-%s", strcmp(type, "late-string") == 0 ? "late" : type);
}

static gboolean plugin_init(GstPlugin *plugin) {
    static const char *const types[] = {"bool", "int", "uint", "string", "enum"};
    FILE *file = double_file("elements");
    char line[1024];
    struct description *description = NULL;
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *rest = double_after(line, "element");
        if (rest) {
            if (description && !register_element(plugin, description)) return FALSE;
            description = g_new0(struct description, 1);
            g_strlcpy(description->name, rest, sizeof description->name);
        } else if (description && double_after(line, "never-ready")) {
            description->never_ready = TRUE;
        } else if (description && (rest = double_after(line, "device"))) {
            read_device(description, rest);
        }
        for (guint i = 0; description && i < G_N_ELEMENTS(types); i++)
            if ((rest = double_after(line, types[i]))) read_property(description, types[i], rest);
    }
    if (file) fclose(file);
    return !description || register_element(plugin, description);
}

#define PACKAGE "serval"
GST_PLUGIN_DEFINE(
    GST_VERSION_MAJOR, GST_VERSION_MINOR, doubles, "Elements of other machines", plugin_init, "1", "Apache 2.0",
    "Serval", "https://example.org")
