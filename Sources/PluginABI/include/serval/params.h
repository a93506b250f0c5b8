// SPDX-License-Identifier: Apache-2.0

/// params.h: what a pipeline asks of any encoder, in words that mean the same everywhere.
///
/// A neutral parameter has an id, a unit and a meaning that never change. Recipes bind them to properties
/// (recipe.h). Numbers are whole, and appear in a binding's `map` in decimal without a sign or leading zeros.
///
/// Vendors' own parameters begin with reverse DNS: `com.example.sharpness`.

#ifndef SERVAL_PARAMS_H
#define SERVAL_PARAMS_H

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

/// The codec's profile, as caps spell it: `constrained-baseline`. Text; empty for the recipe's own.
#define SERVAL_PARAM_PROFILE "serval.profile"

#endif
