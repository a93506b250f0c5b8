// SPDX-License-Identifier: Apache-2.0

/// recipe.h: how to encode with a GStreamer element, as typed data.
///
/// Model
///
/// A recipe is a chain of *stages*, from raw frames in system memory, in any format, to finished packets:
///
///     converter ! caps ! encoder ! parser ! caps
///
/// and a list of *bindings*, which say how a neutral parameter (params.h) becomes a property of a stage.
/// The host never parses a launch string and never guesses a unit: the recipe knows that one element
/// counts in bit/s and the next in kbit/s, and that an endless interval is -1 here and 2147483647 there.
///
/// How a binding's value comes about
///
///  1. The parameter's value is looked up in `map`, by its text: `0`, `cbr`, `veryfast`. What is found
///     there is the value, and steps 2 and 3 are left out.
///  2. A number is multiplied by the value of `factor`, if any, then by `numerator`, then divided by
///     `denominator`, rounding towards zero.
///  3. The result is clamped to `minimum` … `maximum`.
///  4. If there is a `text`, each `{}` in it is replaced by the value, and the whole is the value.
///  5. Without SERVAL_BINDING_JOIN the property is set to it, in place of the stage's own value. With it, the
///     value is appended to what the property has from the stage and from earlier bindings, after a `:`.
///
/// A text value (`serval.speed`) without an entry is written as it is when `map` is empty; otherwise the
/// encoder cannot do it, and the host takes the next candidate. A parameter that is not asked for (an empty
/// `serval.profile`) leaves the property alone.
///
/// Example: 2500 kbit/s for vp8enc, which counts in bit/s, and may be changed while it runs
///
///     { .struct_size = sizeof(serval_binding), .flags = SERVAL_BINDING_LIVE,
///       .parameter = SERVAL_PARAM_BITRATE, .stage = 2, .property = "target-bitrate", .numerator = 1000 }
///
/// How an element is found
///
///  1. `factory` is tried, then each of `alternatives`; what is not installed is passed over.
///  2. With a `device_property`, an element that has it with another value than `device_value` runs on another
///     device, and is passed over. An element without that property is taken for the right one.
///  3. The first that is left is the stage's element.
///
/// Example: the second GPU's encoder, which has the plain name where the first GPU encodes nothing
///
///     { .struct_size = sizeof(serval_stage), .kind = SERVAL_STAGE_ENCODER, .factory = "varenderD129h264enc",
///       .alternatives = (const char *const[]){ "vah264enc" }, .alternative_count = 1,
///       .device_property = "device-path", .device_value = "/dev/dri/renderD129" }
///
/// How one recipe fits several versions of an element
///
/// A provider cannot see which version is installed, so it writes down what each one needs, and marks as
/// optional what not all of them know. Of two optional bindings of one property the later wins where both
/// fit: presets by their old names, then by their new ones.
///
/// Rules
///
/// SERVAL-RECIPE-1  Exactly one stage is the encoder.
/// SERVAL-RECIPE-2  Raw caps before the encoder MUST fix a 4:2:0 format and the colorimetry.
/// SERVAL-RECIPE-3  The last stages MUST bring what viewers that join late need: parameter sets with every
///                  keyframe, whole access units.
/// SERVAL-RECIPE-4  SERVAL_BINDING_LIVE is set only where a change takes effect while the encoder runs,
///                  whatever the property's flags say.
/// SERVAL-RECIPE-5  Values are as GStreamer reads them from text, without quotes and escapes: the host
///                  escapes.
/// SERVAL-RECIPE-6  A property that the element of this machine does not have is left out, and shown. A
///                  recipe MUST NOT depend on that: what not every version has is marked as optional.

#ifndef SERVAL_RECIPE_H
#define SERVAL_RECIPE_H

#include "abi.h"

SERVAL_BEGIN

/// What a stage is for. A host leaves out, with a note, an offer whose recipe has a kind unknown to it.
SERVAL_ENUM(serval_stage_kind, int32_t) {
    /// Restricts what flows between two elements.
    SERVAL_STAGE_CAPS = 1,
    /// Turns raw frames into what the encoder takes.
    SERVAL_STAGE_CONVERTER = 2,
    /// Does the work.
    SERVAL_STAGE_ENCODER = 3,
    /// Brings packets into the form that viewers need.
    SERVAL_STAGE_PARSER = 4
};

/// Leave the property out, and do not show it, where the element does not have it or does not take the value.
#define SERVAL_PROPERTY_OPTIONAL 0x1u

/// A property with the value that it always has. Strings are UTF-8.
typedef struct serval_property {
    /// `sizeof(serval_property)`, in bytes.
    uint32_t struct_size;

    /// Any of SERVAL_PROPERTY_…, or 0.
    uint32_t flags;

    /// The property's name. Required, not empty.
    const char *SERVAL_NULLABLE name;

    /// The value as text. Required, may be empty.
    const char *SERVAL_NULLABLE value;
} serval_property;

/// One link of the chain. Strings are UTF-8.
typedef struct serval_stage {
    /// `sizeof(serval_stage)`, in bytes.
    uint32_t struct_size;

    /// What it is for.
    serval_stage_kind kind;

    /// The element factory. Required, not empty, for all kinds but caps.
    const char *SERVAL_NULLABLE factory;

    /// The caps as text. Required, not empty, for caps alone.
    const char *SERVAL_NULLABLE caps;

    /// Set in this order, before the bindings. NULL only when the count is 0.
    const serval_property *SERVAL_NULLABLE properties;

    /// How many `properties` has; 0 by default.
    uint32_t property_count;

    /// How many `alternatives` has; 0 by default, at most 256.
    uint32_t alternative_count;

    /// The Debian package that brings the element, for hints: `gstreamer1.0-plugins-ugly`. NULL or empty,
    /// the default, when unknown.
    const char *SERVAL_NULLABLE package;

    /// Other names that the element may have here, in the order in which to try them. Not empty. NULL only
    /// when the count is 0.
    const char *SERVAL_NULLABLE const *SERVAL_NULLABLE alternatives;

    /// A property that tells on which device the element runs: `device-path`. NULL or empty, the default, for
    /// none.
    const char *SERVAL_NULLABLE device_property;

    /// The text of `device_property` on the offer's device: `/dev/dri/renderD129`. Required, not empty, with
    /// it.
    const char *SERVAL_NULLABLE device_value;

    /// The first GStreamer that has the element, for hints: `1.24`. NULL or empty, the default, when unknown.
    const char *SERVAL_NULLABLE since;

    /// The first GStreamer that has the element no more, for hints: `1.28`. NULL or empty, the default, for
    /// none.
    const char *SERVAL_NULLABLE until;
} serval_stage;

/// Append this binding's value to the property, after a `:`.
#define SERVAL_BINDING_JOIN 0x1u

/// The property may be changed while the encoder runs, and the change takes effect.
#define SERVAL_BINDING_LIVE 0x2u

/// Leave the binding out, and do not show it, where the element does not have the property or does not take
/// everything that `map` writes.
#define SERVAL_BINDING_OPTIONAL 0x4u

/// An exact neutral value, and what is written for it. Strings are UTF-8.
typedef struct serval_map_entry {
    /// `sizeof(serval_map_entry)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The neutral value as text, before any scaling: `0`, `cbr`. Required, may be empty.
    const char *SERVAL_NULLABLE from;

    /// What is written. Required, may be empty.
    const char *SERVAL_NULLABLE to;
} serval_map_entry;

/// One neutral parameter's way into one property. Strings are UTF-8.
typedef struct serval_binding {
    /// `sizeof(serval_binding)`, in bytes.
    uint32_t struct_size;

    /// Any of SERVAL_BINDING_…, or 0.
    uint32_t flags;

    /// One of SERVAL_PARAM_…. Required, not empty. A binding of a parameter unknown to the host is left out.
    const char *SERVAL_NULLABLE parameter;

    /// The property that is set. Required, not empty.
    const char *SERVAL_NULLABLE property;

    /// Index of the stage that has the property; below the recipe's `stage_count`.
    uint32_t stage;

    /// How many `map` has; 0 by default.
    uint32_t map_count;

    /// Multiplies the value; 0, the default, stands for 1.
    int64_t numerator;

    /// Divides the product; 0, the default, stands for 1. Not negative.
    int64_t denominator;

    /// The least value after scaling. With `maximum` also 0, the default, nothing is clamped.
    int64_t minimum;

    /// The greatest value after scaling; not less than `minimum`. INT64_MAX for none.
    int64_t maximum;

    /// Exact values and what is written for them. NULL only when the count is 0.
    const serval_map_entry *SERVAL_NULLABLE map;

    /// A second parameter whose value multiplies the first. NULL or empty, the default, for none.
    const char *SERVAL_NULLABLE factor;

    /// What is written, with `{}` for the value. NULL or empty, the default, for the value alone.
    const char *SERVAL_NULLABLE text;
} serval_binding;

/// How to encode; owned by whoever reports the offer.
typedef struct serval_recipe {
    /// `sizeof(serval_recipe)`, in bytes.
    uint32_t struct_size;

    /// How many `stages` has; 1 … 16.
    uint32_t stage_count;

    /// The chain, in order. Required.
    const serval_stage *SERVAL_NULLABLE stages;

    /// Applied in order, after the stages' own properties. NULL only when the count is 0.
    const serval_binding *SERVAL_NULLABLE bindings;

    /// How many `bindings` has; 0 by default, at most 256.
    uint32_t binding_count;

    /// 0.
    uint32_t padding;
} serval_recipe;

SERVAL_END

#endif
