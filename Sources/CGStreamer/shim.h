// SPDX-License-Identifier: Apache-2.0
// What Swift cannot import by itself: casting and type macros, constants with casts.
#pragma once
#include <gst/gst.h>
#include <gst/app/app.h>
#include <gst/video/video.h>
#include <gst/sdp/sdp.h>
#define GST_USE_UNSTABLE_API
#include <gst/webrtc/webrtc.h>

static const GstClockTime sv_clock_time_none = GST_CLOCK_TIME_NONE;

static inline GstObject *sv_object(void *object) { return (GstObject *)object; }
static inline GObject *sv_gobject(void *object) { return (GObject *)object; }
static inline gboolean sv_is_gst_object(void *object) { return GST_IS_OBJECT(object); }
static inline gboolean sv_is_element(void *object) { return GST_IS_ELEMENT(object); }
static inline gboolean sv_is_pipeline(void *object) { return GST_IS_PIPELINE(object); }
static inline gboolean sv_is_app_sink(void *object) { return GST_IS_APP_SINK(object); }
static inline gboolean sv_is_app_source(void *object) { return GST_IS_APP_SRC(object); }
static inline GType sv_type_of(void *object) { return G_OBJECT_TYPE(object); }
static inline GParamSpec *sv_property(void *object, const char *name) {
    return g_object_class_find_property(G_OBJECT_GET_CLASS(object), name);
}
static inline GParamSpec **sv_properties(void *object, guint *count) {
    return g_object_class_list_properties(G_OBJECT_GET_CLASS(object), count);
}
#define SV_WHOLE_NUMBERS(TYPE, CAST) \
    if (G_IS_PARAM_SPEC_##TYPE(property)) { \
        *least = (gint64)CAST(property)->minimum; \
        *most = (guint64)CAST(property)->maximum; \
        return TRUE; \
    }
/// The range of a property of whole numbers; false for any other.
static inline gboolean sv_integer_range(GParamSpec *property, gint64 *least, guint64 *most) {
    SV_WHOLE_NUMBERS(CHAR, G_PARAM_SPEC_CHAR)
    SV_WHOLE_NUMBERS(UCHAR, G_PARAM_SPEC_UCHAR)
    SV_WHOLE_NUMBERS(INT, G_PARAM_SPEC_INT)
    SV_WHOLE_NUMBERS(UINT, G_PARAM_SPEC_UINT)
    SV_WHOLE_NUMBERS(LONG, G_PARAM_SPEC_LONG)
    SV_WHOLE_NUMBERS(ULONG, G_PARAM_SPEC_ULONG)
    SV_WHOLE_NUMBERS(INT64, G_PARAM_SPEC_INT64)
    SV_WHOLE_NUMBERS(UINT64, G_PARAM_SPEC_UINT64)
    return FALSE;
}
/// The range of a property of numbers with a fraction; false for any other.
static inline gboolean sv_decimal_range(GParamSpec *property, gdouble *least, gdouble *most) {
    if (G_IS_PARAM_SPEC_FLOAT(property)) {
        *least = G_PARAM_SPEC_FLOAT(property)->minimum;
        *most = G_PARAM_SPEC_FLOAT(property)->maximum;
        return TRUE;
    }
    if (G_IS_PARAM_SPEC_DOUBLE(property)) {
        *least = G_PARAM_SPEC_DOUBLE(property)->minimum;
        *most = G_PARAM_SPEC_DOUBLE(property)->maximum;
        return TRUE;
    }
    return FALSE;
}
static inline GType sv_fundamental_type(GType type) { return G_TYPE_FUNDAMENTAL(type); }
static inline GType sv_type_string(void) { return G_TYPE_STRING; }
static inline GType sv_type_boolean(void) { return G_TYPE_BOOLEAN; }
static inline GType sv_type_int(void) { return G_TYPE_INT; }
static inline GType sv_type_uint(void) { return G_TYPE_UINT; }
static inline GType sv_type_int64(void) { return G_TYPE_INT64; }
static inline GType sv_type_uint64(void) { return G_TYPE_UINT64; }
static inline GType sv_type_double(void) { return G_TYPE_DOUBLE; }
static inline GType sv_type_enum(void) { return G_TYPE_ENUM; }
static inline GType sv_type_flags(void) { return G_TYPE_FLAGS; }
static inline GType sv_type_boxed(void) { return G_TYPE_BOXED; }
static inline GType sv_type_object(void) { return G_TYPE_OBJECT; }
static inline GType sv_type_interface(void) { return G_TYPE_INTERFACE; }
static inline GType sv_value_type(const GValue *value) { return G_VALUE_TYPE(value); }
static inline gboolean sv_is_fraction(const GValue *value) { return GST_VALUE_HOLDS_FRACTION(value); }
static inline void *sv_closure_data(GClosure *closure) { return closure->data; }
static inline GClosure *sv_closure_new(gpointer data) { return g_closure_new_simple(sizeof(GClosure), data); }
static inline gboolean sv_buffer_is_delta(GstBuffer *buffer) {
    return GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
}
static inline gboolean sv_buffer_is_header(GstBuffer *buffer) {
    return GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_HEADER);
}
static inline gboolean sv_buffer_is_discontinuous(GstBuffer *buffer) {
    return GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DISCONT);
}
static inline gboolean sv_buffer_is_free(GstBuffer *buffer) {
    return gst_buffer_is_writable(buffer) && gst_buffer_is_all_memory_writable(buffer);
}
static inline void sv_buffer_mark_delta(GstBuffer *buffer) {
    GST_BUFFER_FLAG_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
}
static inline void sv_buffer_mark_discontinuous(GstBuffer *buffer) {
    GST_BUFFER_FLAG_SET(buffer, GST_BUFFER_FLAG_DISCONT);
}
#include "webrtc_shim.h"
