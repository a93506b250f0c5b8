// SPDX-License-Identifier: Apache-2.0

/// What CUDA and the encoder library say of one GPU, as plain values.
struct GPUSurvey: Sendable, Hashable {
    /// CUDA's number of it, which GStreamer's elements tell as `cuda-device-id`.
    var index: Int
    /// How many GPUs CUDA numbers.
    var count: Int
    /// `NVIDIA GeForce RTX 3060`; empty when CUDA does not say.
    var name: String
    /// `0000:01:00.0`, in lower case; empty when CUDA does not say.
    var address: String
    var encoding: Result<EncodingSurvey, SurveyFailure>
}

/// What an encode session says that the GPU does.
struct EncodingSurvey: Sendable, Hashable {
    /// The version that driver and probe agreed on.
    var api: APIVersion
    var codecs: [CodecSurvey]
}

/// What the GPU does for one codec; 0 where the driver names no value. Lengths are in pixels.
struct CodecSurvey: Sendable, Hashable {
    /// `h264`, `h265` or `av1`.
    var codec: String
    var minimumWidth: Int32 = 0
    var minimumHeight: Int32 = 0
    var maximumWidth: Int32 = 0
    var maximumHeight: Int32 = 0
    /// `NV_ENC_PARAMS_RC_…` bits; constant quantizers, which are 0, always work.
    var rateControls: Int32 = 0
    var maximumBFrames: Int32 = 0
    /// Whether the buffer of rate control can be set.
    var customBuffer: Int32 = 0
    var lookahead: Int32 = 0
    var presets: PresetSurvey?

    /// The driver lists presets, and none of the old kind.
    var lacksOldPresets: Bool { presets.map { $0.new && !$0.old } ?? false }
}

/// Which kinds of presets the driver lists for a codec; nil where it lists none at all.
struct PresetSurvey: Sendable, Hashable {
    /// `low-latency-hp` and its kin, which elements before GStreamer 1.24 hand to the driver.
    var old: Bool
    /// P1 to P7.
    var new: Bool
}

/// The step at which a GPU, or the whole driver, gave no answer.
enum SurveyFailure: Error, Hashable {
    /// A function of CUDA's returned this code.
    case cuda(function: String, code: UInt32)
    /// A function of the encoder's returned this status; with the driver's own words, which may be empty.
    case encoder(function: String, status: UInt32, words: String)
    /// The encoder library lacks this function.
    case missingFunction(String)
    /// The driver speaks nothing newer than this.
    case tooOld(APIVersion)
    /// The driver claims to speak this, and refuses it and all before it.
    case refusedVersions(APIVersion)
}
