// SPDX-License-Identifier: Apache-2.0

// The parameters of an encoder as properties of its element.

#include <string.h>

#include "private.h"

static gboolean is_text(const serval_parameter *parameter) {
    return parameter->kind == SERVAL_PARAMETER_CHOICE || parameter->kind == SERVAL_PARAMETER_TEXT;
}

static const char *default_text(const serval_parameter *parameter) {
    if (parameter->default_text != NULL && parameter->default_text[0] != '\0') return parameter->default_text;
    return parameter->choice_count > 0 ? parameter->choices[0].value : "";
}

static GParamSpec *specification(const serval_parameter *parameter, const char *name) {
    const char *label = parameter->label != NULL ? parameter->label : parameter->id;
    const char *help = parameter->help != NULL ? parameter->help : label;
    const gboolean is_live = (parameter->flags & SERVAL_PARAMETER_LIVE) != 0;
    const GParamFlags flags = G_PARAM_READWRITE | (is_live ? GST_PARAM_MUTABLE_PLAYING : GST_PARAM_MUTABLE_READY);
    if (is_text(parameter)) return g_param_spec_string(name, label, help, default_text(parameter), flags);
    if (parameter->kind == SERVAL_PARAMETER_SWITCH) {
        return g_param_spec_boolean(name, label, help, parameter->default_integer != 0, flags);
    }
    const gboolean is_bounded = parameter->minimum != 0 || parameter->maximum != 0;
    return g_param_spec_int64(
        name, label, help, is_bounded ? parameter->minimum : G_MININT64,
        is_bounded ? parameter->maximum : G_MAXINT64, parameter->default_integer, flags);
}

/// Property 1 is the first parameter.
void native_encoder_install_properties(GObjectClass *object, const native_encoder_definition *definition) {
    object->set_property = native_encoder_set_property;
    object->get_property = native_encoder_get_property;
    for (uint32_t index = 0; index < definition->parameter_count; index++) {
        g_object_class_install_property(
            object, index + 1, specification(&definition->parameters[index], definition->properties[index]));
    }
}

void native_encoder_set_property(GObject *object, guint id, const GValue *value, GParamSpec *specification) {
    native_encoder *self = (native_encoder *)object;
    const uint32_t index = id - 1;
    GST_OBJECT_LOCK(self);
    serval_value *target = &self->values[index];
    if (is_text(&self->definition->parameters[index])) {
        g_free((char *)target->text);
        target->text = g_strdup(g_value_get_string(value) != NULL ? g_value_get_string(value) : "");
    } else if (G_IS_PARAM_SPEC_BOOLEAN(specification)) {
        target->integer = g_value_get_boolean(value) ? 1 : 0;
    } else {
        target->integer = g_value_get_int64(value);
    }
    self->is_changed[index] = TRUE;
    GST_OBJECT_UNLOCK(self);
    g_atomic_int_set(&self->has_changes, 1);
}

void native_encoder_get_property(GObject *object, guint id, GValue *value, GParamSpec *specification) {
    native_encoder *self = (native_encoder *)object;
    const uint32_t index = id - 1;
    GST_OBJECT_LOCK(self);
    if (is_text(&self->definition->parameters[index])) {
        g_value_set_string(value, self->values[index].text);
    } else if (G_IS_PARAM_SPEC_BOOLEAN(specification)) {
        g_value_set_boolean(value, self->values[index].integer != 0);
    } else {
        g_value_set_int64(value, self->values[index].integer);
    }
    GST_OBJECT_UNLOCK(self);
}

void native_encoder_init_values(native_encoder *self) {
    const uint32_t count = self->definition->parameter_count;
    self->values = g_new0(serval_value, count);
    self->is_changed = g_new0(gboolean, count);
    for (uint32_t index = 0; index < count; index++) {
        const serval_parameter *parameter = &self->definition->parameters[index];
        self->values[index] = (serval_value){
            .struct_size = sizeof(serval_value),
            .kind = parameter->kind,
            .parameter = parameter->id,
            .integer = is_text(parameter) ? 0 : parameter->default_integer,
            .text = is_text(parameter) ? g_strdup(default_text(parameter)) : NULL,
        };
    }
}

void native_encoder_free_values(native_encoder *self) {
    native_encoder_free_copies(self->values, self->definition->parameter_count);
    g_free(self->is_changed);
}

/// All values, for `open`; nothing counts as changed any more.
serval_value *native_encoder_copy_values(native_encoder *self, uint32_t *count) {
    *count = self->definition->parameter_count;
    serval_value *copies = g_new(serval_value, *count);
    GST_OBJECT_LOCK(self);
    g_atomic_int_set(&self->has_changes, 0);
    for (uint32_t index = 0; index < *count; index++) {
        copies[index] = self->values[index];
        copies[index].text = g_strdup(copies[index].text);
        self->is_changed[index] = FALSE;
    }
    GST_OBJECT_UNLOCK(self);
    return copies;
}

/// The values that were changed since, and whether all of them may change in an open session.
serval_value *native_encoder_take_changes(native_encoder *self, uint32_t *count, gboolean *all_live) {
    serval_value *copies = g_new(serval_value, self->definition->parameter_count);
    *count = 0;
    *all_live = TRUE;
    GST_OBJECT_LOCK(self);
    g_atomic_int_set(&self->has_changes, 0);
    for (uint32_t index = 0; index < self->definition->parameter_count; index++) {
        if (!self->is_changed[index]) continue;
        self->is_changed[index] = FALSE;
        copies[*count] = self->values[index];
        copies[*count].text = g_strdup(copies[*count].text);
        *count += 1;
        *all_live = *all_live && (self->definition->parameters[index].flags & SERVAL_PARAMETER_LIVE) != 0;
    }
    GST_OBJECT_UNLOCK(self);
    return copies;
}

void native_encoder_free_copies(serval_value *values, uint32_t count) {
    for (uint32_t index = 0; index < count; index++) g_free((char *)values[index].text);
    g_free(values);
}
