// SPDX-License-Identifier: Apache-2.0
import CVA

/// What a VA driver says of itself, as plain values.
struct DriverSurvey: Sendable, Hashable {
    /// The driver's own words, such as `Intel iHD driver for Intel(R) Gen Graphics - 23.1.1 ()`.
    var vendor: String
    /// Profile × entrypoint, in the driver's order; with those that only decode.
    var capabilities: [Capability]
    /// What libva said while it started the driver, with the paths that it tried.
    var messages: [String] = []

    /// What the driver does for one profile at one entrypoint; nil where it names no value.
    struct Capability: Sendable, Hashable {
        var profile: VAProfile
        var entrypoint: VAEntrypoint
        /// `VA_RT_FORMAT_…` bits.
        var formats: UInt32?
        /// `VA_RC_…` bits.
        var rateControls: UInt32?
        /// In pixels.
        var maximumWidth: UInt32?
        /// In pixels.
        var maximumHeight: UInt32?
        /// The fastest quality level; 1 is the best picture.
        var fastestQuality: UInt32?
        var maximumSlices: UInt32?
        /// Reference frames: forward in the low 16 bits, backward in the high.
        var referenceFrames: UInt32?
        /// Why the encoder did not start; nil when it did, or was not asked to.
        var failure: SurveyFailure?

        var encodes: Bool { entrypoint == VAEntrypointEncSlice || entrypoint == VAEntrypointEncSliceLP }
    }
}

/// The step at which a driver gave no answer.
enum SurveyFailure: Error, Hashable {
    /// The node vanished or was refused between the inventory and now.
    case open(errno: Int32)
    /// `vaGetDisplayDRM` returned nothing.
    case display
    /// `vaInitialize` failed; `messages` is what libva said meanwhile, with the paths that it tried.
    case initialize(status: Int32, messages: [String])
    /// The driver runs, and refused this query.
    case query(function: String, status: Int32)
    /// The driver names the profile, and does not start an encoder for it.
    case start(function: String, status: Int32)
}
