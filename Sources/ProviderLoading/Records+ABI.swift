// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

extension Device {
    package init(_ pointer: UnsafePointer<serval_device>, _ reader: ABIReader) throws(Reason) {
        let table = try reader.copy(pointer)
        self.init(
            id: try reader.text("id", table.id), name: try reader.text("name", table.name),
            driver: try reader.optionalText("driver", table.driver),
            node: try reader.optionalText("node", table.node))
    }
}

extension ProbeNote {
    package init(_ pointer: UnsafePointer<serval_note>, _ reader: ABIReader) throws(Reason) {
        let table = try reader.copy(pointer)
        let severity: Severity =
            switch table.severity {
            case .SERVAL_SEVERITY_ERROR: .error
            case .SERVAL_SEVERITY_WARNING: .warning
            default: .info
            }
        let hint = try reader.optionalText("hint", table.hint)
        let reason = Reason(
            Reason.Code(rawValue: try reader.text("code", table.code)), try reader.text("text", table.text),
            hint: hint.isEmpty ? nil : hint)
        self.init(
            severity: severity, reason: reason, encoder: try reader.optionalText("encoder", table.encoder),
            deviceID: try reader.optionalText("device", table.device))
    }
}

extension EncoderOffer {
    /// - Throws: `bad-record` with the member that is wrong, `unknown-stage` and `unknown-format` for what only a newer
    ///   ABI knows.
    package init(_ pointer: UnsafePointer<serval_offer>, _ reader: ABIReader, isNative: Bool) throws(Reason) {
        let table = try reader.copy(pointer)
        var limits = EncoderLimits()
        if let pointer = table.limits {
            let reader = reader.member("limits")
            limits = try EncoderLimits(try reader.copy(pointer), reader)
        }
        self.init(
            encoder: try reader.text("encoder", table.encoder),
            deviceID: try reader.text("device", table.device),
            limits: limits, lacks: Lack.allCases.filter { table.lacks & $0.flag != 0 },
            encoding: isNative
                ? .native(try NativeEncoding(table, reader)) : .element(try ElementRecipe(of: table, reader)))
    }
}

extension ElementRecipe {
    fileprivate init(of table: serval_offer, _ reader: ABIReader) throws(Reason) {
        try self.init(try reader.required("recipe", table.recipe), reader.member("recipe"))
    }
}

extension NativeEncoding {
    fileprivate init(_ table: serval_offer, _ reader: ABIReader) throws(Reason) {
        guard table.recipe == nil else {
            throw reader.member("recipe").error("is there, but the encoder has no element")
        }
        guard (1...64).contains(table.format_count) else {
            throw reader.member("format_count").error("is \(table.format_count), not 1 to 64")
        }
        let start = try reader.required("formats", table.formats)
        let codes = UnsafeBufferPointer(start: start, count: Int(table.format_count))
        let formats = codes.compactMap { RawFormat(fourcc: $0) }
        guard !formats.isEmpty else {
            throw Reason(
                "unknown-format", "\(reader.path).formats has none that this version of Serval knows",
                hint: "update Serval")
        }
        self.init(formats: formats, heldFrames: Int(table.held_frames))
    }
}

extension RawFormat {
    fileprivate init?(fourcc: UInt32) {
        switch fourcc {
        case SERVAL_FORMAT_I420: self = .i420
        case SERVAL_FORMAT_NV12: self = .nv12
        default: return nil
        }
    }
}

extension EncoderLimits {
    fileprivate init(_ table: serval_limits, _ reader: ABIReader) throws(Reason) {
        self.init(
            minimumWidth: Int(table.minimum_width), minimumHeight: Int(table.minimum_height),
            maximumWidth: Int(table.maximum_width), maximumHeight: Int(table.maximum_height),
            rateControls: try reader.texts(
                "rate_controls", table.rate_controls, count: table.rate_control_count),
            profiles: try reader.texts("profiles", table.profiles, count: table.profile_count))
    }
}

extension EncoderOffer.Lack {
    fileprivate var flag: UInt32 {
        switch self {
        case .keyframeOnRequest: SERVAL_LACKS_KEYFRAME_ON_REQUEST
        case .liveBitrate: SERVAL_LACKS_LIVE_BITRATE
        case .realTime: SERVAL_LACKS_REAL_TIME
        }
    }
}
