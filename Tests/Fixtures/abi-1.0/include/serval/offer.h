// SPDX-License-Identifier: Apache-2.0

/// offer.h: this encoder works on this device, within these limits.
///
/// Model
///
/// An offer is one encoder on one device. It is a promise that the host checks: it looks for the elements
/// that the recipe names, or makes a session, and may run a trial at the size, rate and parameters that it
/// needs. What the encoder cannot do, where that decides about its use, is said in `lacks`: an honest lack
/// costs the offer some uses, a hidden one costs it the trial.
///
/// Rules
///
/// SERVAL-OFFER-1  There is at most one offer for an encoder on a device.
/// SERVAL-OFFER-2  A limit that the driver does not tell is 0, not a guess.
/// SERVAL-OFFER-3  An offer of an encoder with an `element` has a recipe; one of a native encoder has none,
///                 and at least one format.

#ifndef SERVAL_OFFER_H
#define SERVAL_OFFER_H

#include "abi.h"
#include "format.h"
#include "recipe.h"

SERVAL_BEGIN

/// Keyframes come by interval only: a request has no effect.
#define SERVAL_LACKS_KEYFRAME_ON_REQUEST 0x1u

/// The bitrate cannot change while the encoder runs.
#define SERVAL_LACKS_LIVE_BITRATE 0x2u

/// It does not keep up with a desktop on usual machines.
#define SERVAL_LACKS_REAL_TIME 0x4u

/// What an encoder takes; owned by whoever reports the offer. Lengths are in pixels. Strings are UTF-8.
typedef struct serval_limits {
    /// `sizeof(serval_limits)`, in bytes.
    uint32_t struct_size;

    /// The least width; 0, the default, when unknown.
    uint32_t minimum_width;

    /// The least height; 0, the default, when unknown.
    uint32_t minimum_height;

    /// The greatest width; 0, the default, when unknown.
    uint32_t maximum_width;

    /// The greatest height; 0, the default, when unknown.
    uint32_t maximum_height;

    /// How many `rate_controls` has; 0, the default, when unknown.
    uint32_t rate_control_count;

    /// How many `profiles` has; 0, the default, when unknown.
    uint32_t profile_count;

    /// 0.
    uint32_t padding;

    /// The values of SERVAL_PARAM_RATE_CONTROL that work. NULL only when the count is 0.
    const char *SERVAL_NULLABLE const *SERVAL_NULLABLE rate_controls;

    /// The profiles that work, as caps spell them: `constrained-baseline`. NULL only when the count is 0.
    const char *SERVAL_NULLABLE const *SERVAL_NULLABLE profiles;
} serval_limits;

/// One encoder on one device; owned by whoever reports it. Strings are UTF-8.
typedef struct serval_offer {
    /// `sizeof(serval_offer)`, in bytes.
    uint32_t struct_size;

    /// Any of SERVAL_LACKS_…, or 0.
    uint32_t lacks;

    /// The id of an encoder that the provider described. Required, not empty.
    const char *SERVAL_NULLABLE encoder;

    /// The id of a device that was reported before. Required, not empty.
    const char *SERVAL_NULLABLE device;

    /// How to encode with the element. NULL for a native encoder.
    const serval_recipe *SERVAL_NULLABLE recipe;

    /// What it takes. NULL, the default, when nothing is known.
    const serval_limits *SERVAL_NULLABLE limits;

    /// The formats that a native encoder takes (format.h), the best first. NULL only when the count is 0.
    const uint32_t *SERVAL_NULLABLE formats;

    /// How many `formats` has; 0 by default, at most 64.
    uint32_t format_count;

    /// The most frames that a native encoder's sessions hold back. Unit: frames. 0 by default.
    uint32_t held_frames;
} serval_offer;

SERVAL_END

#endif
