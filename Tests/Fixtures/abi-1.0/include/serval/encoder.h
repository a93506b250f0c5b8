// SPDX-License-Identifier: Apache-2.0

/// encoder.h: which encoders a provider knows, and the question which of them work here.
///
/// Model
///
/// An *encoder* is one way to encode one codec. Describing it needs no hardware: the answer is the same on
/// every machine. Whether it works here, on which device, and how, is what `probe` finds out; see probe.h.
///
/// There are two kinds. An *element* encoder names a GStreamer element and needs no code to encode with: its
/// offers say how in a recipe (recipe.h). A *native* encoder brings its own code: its offers have no recipe,
/// and the host makes sessions of it (session.h).
///
/// Typical sequence
///
///  1. get_interface(SERVAL_ENCODER_FACTORY)
///  2. count(), then describe(0) … describe(count - 1)
///  3. probe(request, sink), at most once in a process
///
/// Rules
///
/// SERVAL-ENCODER-1  Ids are unique within the provider, and stable from version to version: configurations
///                   name them.
/// SERVAL-ENCODER-2  `count` and `describe` touch no device, and answer the same whenever they are called.
/// SERVAL-ENCODER-3  `probe` offers no encoder that was not described.
/// SERVAL-ENCODER-4  A host leaves out, and says so, an encoder whose codec it does not know.
/// SERVAL-ENCODER-5  A provider that describes an encoder without an `element` has the interface
///                   `serval.session-factory/1` (session.h).

#ifndef SERVAL_ENCODER_H
#define SERVAL_ENCODER_H

#include "abi.h"
#include "params.h"
#include "probe.h"
#include "status.h"

SERVAL_BEGIN

/// The id to give to `serval_library.get_interface`; what it returns is a `serval_encoder_factory`.
#define SERVAL_ENCODER_FACTORY "serval.encoder-factory/1"

/// The codecs' names, as `serval_encoder_description.codec` spells them.
#define SERVAL_CODEC_VP8 "vp8"
#define SERVAL_CODEC_VP9 "vp9"
#define SERVAL_CODEC_AV1 "av1"
#define SERVAL_CODEC_H264 "h264"
#define SERVAL_CODEC_H265 "h265"

/// Where an encoder's work is done. A host takes a value that it does not know for hardware.
SERVAL_ENUM(serval_encoder_kind, int32_t) {
    /// On the processor.
    SERVAL_ENCODER_SOFTWARE = 1,
    /// On a device made for it.
    SERVAL_ENCODER_HARDWARE = 2
};

/// One encoder, before any hardware was asked.
///
/// Owned by the library, with all of its strings; valid and unchanged from `init` until `deinit`. Strings are
/// UTF-8.
typedef struct serval_encoder_description {
    /// `sizeof(serval_encoder_description)`, in bytes.
    uint32_t struct_size;

    /// Where the work is done.
    serval_encoder_kind kind;

    /// Names it in configurations: `x264enc`. Required, not empty.
    const char *SERVAL_NULLABLE id;

    /// For people: `x264 (H.264)`. Required, not empty.
    const char *SERVAL_NULLABLE label;

    /// One of SERVAL_CODEC_…. Required, not empty.
    const char *SERVAL_NULLABLE codec;

    /// The GStreamer element that does the work. NULL or empty, the default, for a native encoder.
    const char *SERVAL_NULLABLE element;

    /// What a native encoder takes. NULL only when the count is 0. An element's recipe has bindings instead.
    const serval_parameter *SERVAL_NULLABLE parameters;

    /// How many `parameters` has; 0 by default, at most 256.
    uint32_t parameter_count;

    /// 0.
    uint32_t padding;
} serval_encoder_description;

/// The interface `serval.encoder-factory/1`; owned by the library, valid until `deinit` returns.
typedef struct serval_encoder_factory {
    /// `sizeof(serval_encoder_factory)`, in bytes.
    uint32_t struct_size;

    /// 0.
    uint32_t padding;

    /// The library's own; the host MUST NOT touch it. May be NULL.
    void *SERVAL_NULLABLE impl;

    /// Return how many encoders there are, whether or not they work here; at most 1024. Required.
    ///
    /// `factory` is this table.
    ///
    /// [any]
    /// Since: 1.0
    uint32_t (*SERVAL_NULLABLE count)(const struct serval_encoder_factory *SERVAL_NONNULL factory)
        SERVAL_NOEXCEPT;

    /// Return one encoder's description, or NULL when `index` is not below `count`. Required.
    ///
    /// `factory` is this table. What is returned is owned by the library, and valid until `deinit` returns.
    ///
    /// [any]
    /// Errors: NULL when there is no such encoder
    /// Since: 1.0
    const serval_encoder_description *SERVAL_NULLABLE (*SERVAL_NULLABLE describe)(
        const struct serval_encoder_factory *SERVAL_NONNULL factory, uint32_t index) SERVAL_NOEXCEPT;

    /// Find out what works here, and report each thing to `sink` the moment it is known. Required.
    ///
    /// `factory` is this table. `request` and `sink` are owned by the host, and valid during the call.
    /// Returns SERVAL_OK when the question was answered, even if the answer is that nothing works: the notes
    /// say why.
    ///
    /// [probe]
    /// Budget: 3 s a device; the host kills the child after 10 s
    /// Errors: any of status.h
    /// Since: 1.0
    serval_status (*SERVAL_NULLABLE probe)(
        const struct serval_encoder_factory *SERVAL_NONNULL factory,
        const serval_probe_request *SERVAL_NONNULL request,
        const serval_probe_sink *SERVAL_NONNULL sink) SERVAL_NOEXCEPT;
} serval_encoder_factory;

SERVAL_END

#endif
