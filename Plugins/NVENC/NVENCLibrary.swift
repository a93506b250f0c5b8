// SPDX-License-Identifier: Apache-2.0
import CNVENC
import ProviderSDK

/// NVIDIA's encoder library, found at run time; the types are those of `ffnvcodec/nvEncodeAPI.h`.
///
/// The header is of version 11.1; what is used of it has the same layout up to 13.0. Not verified on
/// hardware.
struct NVENCLibrary {
    let maximumVersion: @convention(c) (UnsafeMutablePointer<UInt32>) -> NVENCSTATUS
    let createInstance: @convention(c) (UnsafeMutablePointer<NV_ENCODE_API_FUNCTION_LIST>) -> NVENCSTATUS

    /// Loads the library and looks up its two functions; all others come in the table that it fills.
    init(_ path: String) throws(SharedLibrary.Failure) {
        let library = try SharedLibrary(path)
        maximumVersion = try library.function("NvEncodeAPIGetMaxSupportedVersion")
        createInstance = try library.function("NvEncodeAPICreateInstance")
    }

    /// Opens a session on a GPU, in the newest version that driver and probe both speak, asks it, and ends
    /// it.
    ///
    /// Takes one of the system's sessions for that time, which GeForce drivers count.
    func survey(in context: CUDALibrary.Context) throws(SurveyFailure) -> EncodingSurvey {
        var packed: UInt32 = 0
        try check("NvEncodeAPIGetMaxSupportedVersion", maximumVersion(&packed))
        let newest = APIVersion(packed: packed)
        for api in APIVersion.spoken where api <= newest {
            do throws(SurveyFailure) {
                let session = try NVENCSession(api, in: context, from: self)
                defer { session.end() }
                return EncodingSurvey(api: api, codecs: try session.codecs())
            } catch .encoder(_, NV_ENC_ERR_INVALID_VERSION.rawValue, _) {
                continue
            }
        }
        throw newest < .oldest ? .tooOld(newest) : .refusedVersions(newest)
    }

    /// Turns any other status than success into a failure; `words` is asked only then.
    func check(
        _ function: String, _ status: NVENCSTATUS, words: @autoclosure () -> String = ""
    ) throws(SurveyFailure) {
        guard status == NV_ENC_SUCCESS else {
            throw .encoder(function: function, status: status.rawValue, words: words())
        }
    }
}
