// SPDX-License-Identifier: Apache-2.0
import CNVENC

/// An open encode session. Whoever made it ends it, once.
struct NVENCSession {
    private let api: APIVersion
    private let functions: NV_ENCODE_API_FUNCTION_LIST
    private let handle: UnsafeMutableRawPointer

    /// Opens a session in a CUDA context.
    init(_ api: APIVersion, in context: CUDALibrary.Context, from library: NVENCLibrary) throws(SurveyFailure) {
        var functions = NV_ENCODE_API_FUNCTION_LIST()
        functions.version = api.structure(2)
        try library.check("NvEncodeAPICreateInstance", library.createInstance(&functions))

        var parameters = NV_ENC_OPEN_ENCODE_SESSION_EX_PARAMS()
        parameters.version = api.structure(1)
        parameters.apiVersion = api.field
        parameters.deviceType = NV_ENC_DEVICE_TYPE_CUDA
        parameters.device = UnsafeMutableRawPointer(context)
        guard let open = functions.nvEncOpenEncodeSessionEx else {
            throw .missingFunction("nvEncOpenEncodeSessionEx")
        }
        var handle: UnsafeMutableRawPointer?
        let status = open(&parameters, &handle)
        guard status == NV_ENC_SUCCESS, let handle else {
            // Some drivers count a session that failed to open until it is destroyed.
            let words = Self.lastWords(functions, handle)
            if let handle { _ = functions.nvEncDestroyEncoder?(handle) }
            throw .encoder(function: "nvEncOpenEncodeSessionEx", status: status.rawValue, words: words)
        }
        self.api = api
        self.functions = functions
        self.handle = handle
    }

    /// Gives the session back to the system.
    func end() { _ = functions.nvEncDestroyEncoder?(handle) }

    /// The codecs that GStreamer has elements for, with what the GPU does for each.
    func codecs() throws(SurveyFailure) -> [CodecSurvey] {
        guard let getCount = functions.nvEncGetEncodeGUIDCount, let getGUIDs = functions.nvEncGetEncodeGUIDs
        else {
            throw .missingFunction("nvEncGetEncodeGUIDs")
        }
        var count: UInt32 = 0
        try check("nvEncGetEncodeGUIDCount", getCount(handle, &count))
        // The driver fills what it announced; an absurd announcement must not become an allocation.
        count = min(count, 64)
        var guids = [GUID](repeating: GUID(), count: Int(count) + 1)
        try check("nvEncGetEncodeGUIDs", getGUIDs(handle, &guids, count, &count))
        return guids.prefix(Int(count)).compactMap { guid in
            Self.codec(of: guid).map { survey($0, guid) }
        }
    }

    private func survey(_ codec: String, _ guid: GUID) -> CodecSurvey {
        let asked: [(NV_ENC_CAPS, WritableKeyPath<CodecSurvey, Int32>)] = [
            (NV_ENC_CAPS_WIDTH_MIN, \.minimumWidth), (NV_ENC_CAPS_HEIGHT_MIN, \.minimumHeight),
            (NV_ENC_CAPS_WIDTH_MAX, \.maximumWidth), (NV_ENC_CAPS_HEIGHT_MAX, \.maximumHeight),
            (NV_ENC_CAPS_SUPPORTED_RATECONTROL_MODES, \.rateControls),
            (NV_ENC_CAPS_NUM_MAX_BFRAMES, \.maximumBFrames),
            (NV_ENC_CAPS_SUPPORT_CUSTOM_VBV_BUF_SIZE, \.customBuffer),
            (NV_ENC_CAPS_SUPPORT_LOOKAHEAD, \.lookahead),
        ]
        var survey = CodecSurvey(codec: codec)
        for (capability, field) in asked {
            var parameters = NV_ENC_CAPS_PARAM()
            parameters.version = api.structure(1)
            parameters.capsToQuery = capability
            var value: Int32 = 0
            // A capability that the driver does not know stays unknown.
            if functions.nvEncGetEncodeCaps?(handle, guid, &parameters, &value) == NV_ENC_SUCCESS {
                survey[keyPath: field] = value
            }
        }
        survey.presets = presets(of: guid)
        return survey
    }

    /// Nil where the driver names none, so that nothing is concluded from it.
    private func presets(of codec: GUID) -> PresetSurvey? {
        guard let getCount = functions.nvEncGetEncodePresetCount,
            let getGUIDs = functions.nvEncGetEncodePresetGUIDs
        else { return nil }
        var count: UInt32 = 0
        guard getCount(handle, codec, &count) == NV_ENC_SUCCESS else { return nil }
        count = min(count, 64)
        var guids = [GUID](repeating: GUID(), count: Int(count) + 1)
        guard getGUIDs(handle, codec, &guids, count, &count) == NV_ENC_SUCCESS, count > 0 else { return nil }
        // By the first 32 bits, which tell all presets apart: low-latency-hp, and P4.
        let found = guids.prefix(Int(count)).map(\.Data1)
        return PresetSurvey(old: found.contains(0x6708_2a44), new: found.contains(0x90a7_b826))
    }

    private func check(_ function: String, _ status: NVENCSTATUS) throws(SurveyFailure) {
        guard status == NV_ENC_SUCCESS else {
            throw .encoder(
                function: function, status: status.rawValue, words: Self.lastWords(functions, handle))
        }
    }

    private static func lastWords(
        _ functions: NV_ENCODE_API_FUNCTION_LIST, _ handle: UnsafeMutableRawPointer?
    ) -> String {
        guard let handle, let words = functions.nvEncGetLastErrorString?(handle) else { return "" }
        return String(cString: words)
    }

    /// By the first 32 bits, which are enough to tell all of NVIDIA's codecs apart; AV1's is not in the 11.1
    /// header.
    private static func codec(of guid: GUID) -> String? {
        switch guid.Data1 {
        case 0x6bc8_2762: "h264"
        case 0x790c_dc88: "h265"
        case 0x0a35_2289: "av1"
        default: nil
        }
    }
}
