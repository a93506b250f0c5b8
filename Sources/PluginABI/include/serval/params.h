// SPDX-License-Identifier: Apache-2.0

/// params.h: what a pipeline asks of any encoder, in words that mean the same everywhere.
///
/// Model
///
/// A neutral parameter has an id, a unit and a meaning that never change. Recipes bind them to properties
/// (recipe.h). Numbers are whole, and appear in a binding's `map` in decimal without a sign or leading zeros.
///
/// A native encoder has no recipe; its description lists the parameters that it takes, each with its type and
/// range, and its sessions are given values of exactly these. Vendors' own parameters begin with reverse DNS:
/// `com.example.sharpness`. They are set in configurations, by their id with hyphens in place of dots.
///
/// Rules
///
/// SERVAL-PARAMS-1  A neutral parameter that an encoder does not list is not passed: it cannot do it.
/// SERVAL-PARAMS-2  A neutral number beyond the range is brought into it; a neutral text that is no choice
///                  makes the host take the next candidate.
/// SERVAL-PARAMS-3  Neutral parameters keep their type: those below whose value is text are a
///                  SERVAL_PARAMETER_CHOICE or SERVAL_PARAMETER_TEXT, all others a SERVAL_PARAMETER_INTEGER.
/// SERVAL-PARAMS-4  A session gets a value for each parameter that is listed: what was asked for, or the
///                  default. It MAY refuse a combination with SERVAL_E_UNSUPPORTED, and MUST NOT ignore one.

#ifndef SERVAL_PARAMS_H
#define SERVAL_PARAMS_H

#include "abi.h"

SERVAL_BEGIN

/// The rate to aim at. Unit: kbit/s (1000 bit/s). At least 1.
#define SERVAL_PARAM_BITRATE "serval.bitrate"

/// The rate never to exceed for longer than the buffer. Unit: kbit/s. At least SERVAL_PARAM_BITRATE.
#define SERVAL_PARAM_MAX_BITRATE "serval.max-bitrate"

/// The length of the rate-control buffer. Unit: ms of SERVAL_PARAM_BITRATE. At least 1.
#define SERVAL_PARAM_BUFFER "serval.buffer"

/// The distance between keyframes. Unit: frames. 0: on request only; the recipe maps it to what comes
/// nearest.
#define SERVAL_PARAM_KEYFRAME_INTERVAL "serval.keyframe-interval"

/// How bits are spent. Text: `cbr` (constant rate), `vbr` (bounded by the maximum), `cq` (constant quality).
#define SERVAL_PARAM_RATE_CONTROL "serval.rate-control"

/// Work spent on a frame. Text, from least to most: `ultrafast`, `superfast`, `veryfast`, `fast`, `medium`,
/// `quality`. Each still encodes without holding frames back.
#define SERVAL_PARAM_SPEED "serval.speed"

/// Threads to encode with. Unit: threads. At least 1.
#define SERVAL_PARAM_THREADS "serval.threads"

/// The codec's profile, as caps spell it: `constrained-baseline`. Text; empty for the encoder's own.
#define SERVAL_PARAM_PROFILE "serval.profile"

/// The type of a parameter's value. A host leaves out, with a note, an encoder that has one unknown to it.
SERVAL_ENUM(serval_parameter_kind, int32_t) {
    /// A whole number, in `integer`.
    SERVAL_PARAMETER_INTEGER = 1,
    /// 0 or 1, in `integer`.
    SERVAL_PARAMETER_SWITCH = 2,
    /// One of the listed texts, in `text`.
    SERVAL_PARAMETER_CHOICE = 3,
    /// Any text, in `text`.
    SERVAL_PARAMETER_TEXT = 4
};

/// `serval_session.reconfigure` takes it, and the change is in effect from the next frame on.
#define SERVAL_PARAMETER_LIVE 0x1u

/// For people who know the encoder; lists for all leave it out.
#define SERVAL_PARAMETER_ADVANCED 0x2u

/// One text that a SERVAL_PARAMETER_CHOICE may have. Strings are UTF-8.
typedef struct serval_choice {
    /// `sizeof(serval_choice)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The text itself: `cbr`. Required, not empty.
    const char *SERVAL_NULLABLE value;

    /// For people. NULL or empty, the default, for the value.
    const char *SERVAL_NULLABLE label;
} serval_choice;

/// One parameter that a native encoder takes; owned by the library, as the description that lists it.
/// Strings are UTF-8.
typedef struct serval_parameter {
    /// `sizeof(serval_parameter)`, in bytes.
    uint32_t struct_size;

    /// The type of its value.
    serval_parameter_kind kind;

    /// One of SERVAL_PARAM_…, or a vendor's own: `com.example.sharpness`. Required, not empty; unique.
    const char *SERVAL_NULLABLE id;

    /// For people: `Sharpness`. NULL or empty, the default, for the id.
    const char *SERVAL_NULLABLE label;

    /// One sentence for people. NULL or empty, the default, for nothing.
    const char *SERVAL_NULLABLE help;

    /// Unit of the number, for people: `kbit/s`, `ms`, `frames`, `percent`. NULL or empty, the default, for
    /// none.
    const char *SERVAL_NULLABLE unit;

    /// Any of SERVAL_PARAMETER_…, or 0.
    uint32_t flags;

    /// How many `choices` has; 0 but for SERVAL_PARAMETER_CHOICE, at most 256.
    uint32_t choice_count;

    /// The texts to choose from. NULL only when the count is 0.
    const serval_choice *SERVAL_NULLABLE choices;

    /// The least number. With `maximum` also 0, the default, any number.
    int64_t minimum;

    /// The greatest number; not less than `minimum`.
    int64_t maximum;

    /// The number when nobody asks; within the range. 0 by default.
    int64_t default_integer;

    /// The text when nobody asks; one of the choices, where there are any. NULL or empty, the default, for an
    /// empty text, or the first choice.
    const char *SERVAL_NULLABLE default_text;
} serval_parameter;

/// A parameter's value; owned by the host, valid during the call that it is given to. Strings are UTF-8.
typedef struct serval_value {
    /// `sizeof(serval_value)`, in bytes.
    uint32_t struct_size;

    /// The type, as the description has it: says which of `integer` and `text` counts.
    serval_parameter_kind kind;

    /// The id of the parameter.
    const char *SERVAL_NONNULL parameter;

    /// The number; 0 for texts.
    int64_t integer;

    /// The text, which may be empty; NULL for numbers.
    const char *SERVAL_NULLABLE text;
} serval_value;

SERVAL_END

#endif
