// SPDX-License-Identifier: Apache-2.0
import CVA
import ProviderSDK

/// The functions of libva that a probe calls, with the types of `va/va.h`, found by name at run time.
///
/// Not thread-safe, as libva's own displays are not. Not verified on hardware.
struct VALibrary {
    typealias Display = UnsafeMutableRawPointer
    typealias IntPointer = UnsafeMutablePointer<Int32>

    let getDisplay: @convention(c) (Int32) -> Display?
    let setErrorCallback: @convention(c) (Display, VAMessageCallback?, Display?) -> VAMessageCallback?
    let setInfoCallback: @convention(c) (Display, VAMessageCallback?, Display?) -> VAMessageCallback?
    /// Missing in old versions.
    let setDriverName: (@convention(c) (Display, UnsafeMutablePointer<CChar>) -> VAStatus)?
    let initialize: @convention(c) (Display, IntPointer, IntPointer) -> VAStatus
    let terminate: @convention(c) (Display) -> VAStatus
    let vendorString: @convention(c) (Display) -> UnsafePointer<CChar>?
    let maximumProfiles: @convention(c) (Display) -> Int32
    let maximumEntrypoints: @convention(c) (Display) -> Int32
    let queryProfiles: @convention(c) (Display, UnsafeMutablePointer<VAProfile>, IntPointer) -> VAStatus
    let queryEntrypoints:
        @convention(c) (Display, VAProfile, UnsafeMutablePointer<VAEntrypoint>, IntPointer) -> VAStatus
    let getAttributes:
        @convention(c) (Display, VAProfile, VAEntrypoint, UnsafeMutablePointer<VAConfigAttrib>, Int32) ->
            VAStatus

    /// What starts an encoder.
    let start: VAStart

    /// Loads both libraries and looks up every function, so that a missing one is known before the first
    /// call.
    init() throws(SharedLibrary.Failure) {
        let library = try SharedLibrary("libva.so.2")
        let drm = try SharedLibrary("libva-drm.so.2")
        getDisplay = try drm.function("vaGetDisplayDRM")
        setErrorCallback = try library.function("vaSetErrorCallback")
        setInfoCallback = try library.function("vaSetInfoCallback")
        setDriverName = try? library.function("vaSetDriverName")
        initialize = try library.function("vaInitialize")
        terminate = try library.function("vaTerminate")
        vendorString = try library.function("vaQueryVendorString")
        maximumProfiles = try library.function("vaMaxNumProfiles")
        maximumEntrypoints = try library.function("vaMaxNumEntrypoints")
        queryProfiles = try library.function("vaQueryConfigProfiles")
        queryEntrypoints = try library.function("vaQueryConfigEntrypoints")
        getAttributes = try library.function("vaGetConfigAttributes")
        start = try VAStart(library)
    }
}
