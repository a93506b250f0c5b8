// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK

/// The functions of libva that start an encoder, up to where it would take the first picture.
///
/// Finds what the driver's own list does not tell: limits of size, missing firmware. Not all of it: some drivers
/// fail only with the first picture. Not verified on hardware.
struct VAStart {
    typealias Display = VALibrary.Display
    typealias Attributes = UnsafeMutablePointer<VAConfigAttrib>

    private let createConfig:
        @convention(c) (Display, VAProfile, VAEntrypoint, Attributes, Int32, UnsafeMutablePointer<VAConfigID>) ->
            VAStatus
    private let destroyConfig: @convention(c) (Display, VAConfigID) -> VAStatus
    private let createSurfaces:
        @convention(c) (
            Display, UInt32, UInt32, UInt32, UnsafeMutablePointer<VASurfaceID>, UInt32,
            UnsafeMutablePointer<VASurfaceAttrib>?, UInt32
        ) -> VAStatus
    private let destroySurfaces: @convention(c) (Display, UnsafeMutablePointer<VASurfaceID>, Int32) -> VAStatus
    private let createContext:
        @convention(c) (
            Display, VAConfigID, Int32, Int32, Int32, UnsafeMutablePointer<VASurfaceID>, Int32,
            UnsafeMutablePointer<VAContextID>
        ) -> VAStatus
    private let destroyContext: @convention(c) (Display, VAContextID) -> VAStatus

    init(_ library: SharedLibrary) throws(SharedLibrary.Failure) {
        createConfig = try library.function("vaCreateConfig")
        destroyConfig = try library.function("vaDestroyConfig")
        createSurfaces = try library.function("vaCreateSurfaces")
        destroySurfaces = try library.function("vaDestroySurfaces")
        createContext = try library.function("vaCreateContext")
        destroyContext = try library.function("vaDestroyContext")
    }

    /// Starts and ends one encoder of the kind; 1280 × 720, or as much of it as the driver takes.
    func callAsFunction(_ capability: DriverSurvey.Capability, on display: Display) throws(SurveyFailure) {
        let width = min(1280, capability.maximumWidth ?? 1280)
        let height = min(720, capability.maximumHeight ?? 720)
        var attributes = [VAConfigAttrib(type: VAConfigAttribRTFormat, value: UInt32(VA_RT_FORMAT_YUV420))]
        if let control = RateControl.best(of: capability.rateControls) {
            attributes.append(VAConfigAttrib(type: VAConfigAttribRateControl, value: control))
        }
        var config: VAConfigID = 0
        try check(
            "vaCreateConfig",
            createConfig(
                display, capability.profile, capability.entrypoint, &attributes, Int32(attributes.count), &config))
        defer { _ = destroyConfig(display, config) }
        var surfaces = [VASurfaceID](repeating: 0, count: 4)
        try check(
            "vaCreateSurfaces",
            createSurfaces(
                display, UInt32(VA_RT_FORMAT_YUV420), width, height, &surfaces, UInt32(surfaces.count), nil, 0))
        defer { _ = destroySurfaces(display, &surfaces, Int32(surfaces.count)) }
        var context: VAContextID = 0
        try check(
            "vaCreateContext",
            createContext(
                display, config, Int32(width), Int32(height), VA_PROGRESSIVE, &surfaces, Int32(surfaces.count),
                &context))
        _ = destroyContext(display, context)
    }

    private func check(_ function: String, _ status: VAStatus) throws(SurveyFailure) {
        guard status == VA_STATUS_SUCCESS else { throw .start(function: function, status: status) }
    }
}
