// SPDX-License-Identifier: Apache-2.0
import CVA

/// The functions of libva that a probe calls, with the types of `va/va.h`, found by name at run time.
///
/// Not thread-safe, as libva's own displays are not. Not verified on hardware.
struct VALibrary {
    /// Where the two libraries are; tests name their doubles here.
    struct Paths: Sendable {
        var va = "libva.so.2"
        var drm = "libva-drm.so.2"
    }

    typealias Display = UnsafeMutableRawPointer
    typealias IntPointer = UnsafeMutablePointer<Int32>

    let getDisplay: @convention(c) (Int32) -> Display?
    let setErrorCallback: @convention(c) (Display, VAMessageCallback?, Display?) -> VAMessageCallback?
    let setInfoCallback: @convention(c) (Display, VAMessageCallback?, Display?) -> VAMessageCallback?
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

    /// Loads both libraries and looks up every function, so that a missing one is known before the first
    /// call.
    init(_ paths: Paths) throws(SharedLibrary.Failure) {
        let library = try SharedLibrary(paths.va)
        let drm = try SharedLibrary(paths.drm)
        getDisplay = try drm.function("vaGetDisplayDRM")
        setErrorCallback = try library.function("vaSetErrorCallback")
        setInfoCallback = try library.function("vaSetInfoCallback")
        initialize = try library.function("vaInitialize")
        terminate = try library.function("vaTerminate")
        vendorString = try library.function("vaQueryVendorString")
        maximumProfiles = try library.function("vaMaxNumProfiles")
        maximumEntrypoints = try library.function("vaMaxNumEntrypoints")
        queryProfiles = try library.function("vaQueryConfigProfiles")
        queryEntrypoints = try library.function("vaQueryConfigEntrypoints")
        getAttributes = try library.function("vaGetConfigAttributes")
    }
}
