// SPDX-License-Identifier: Apache-2.0

/// format.h: how the pixels of a raw frame lie in memory, and what their numbers mean.
///
/// Model
///
/// A format is a DRM fourcc, as <drm_fourcc.h> defines it, so that what comes later (memory of a device,
/// modifiers) needs no second vocabulary. Colours are described by the code points of ITU-T H.273, which
/// H.264, H.265, VP9 and AV1 write into their streams as they are.
///
/// Both formats of 1.0 are 4:2:0 with 8 bits a sample. For a frame of w × h pixels, with odd sides allowed:
///
///     format   plane 0          plane 1                            plane 2
///     I420     Y: w × h bytes   U: ⌈w/2⌉ × ⌈h/2⌉ bytes             V: as U
///     NV12     Y: w × h bytes   U and V in turn: ⌈w/2⌉ × 2 × ⌈h/2⌉ bytes

#ifndef SERVAL_FORMAT_H
#define SERVAL_FORMAT_H

#include "abi.h"

/// Three planes: Y, U, V. DRM_FORMAT_YUV420, `YU12`.
#define SERVAL_FORMAT_I420 0x32315559u

/// Two planes: Y, and U with V in turn. DRM_FORMAT_NV12, `NV12`.
#define SERVAL_FORMAT_NV12 0x3231564eu

/// The code point of H.273 for primaries, transfer and matrix that nobody knows.
#define SERVAL_COLOUR_UNSPECIFIED 2u

#endif
