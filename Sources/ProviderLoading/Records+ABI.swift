// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI

extension Device {
    init(_ pointer: UnsafePointer<serval_device>, _ reader: ABIReader) throws(Reason) {
        let table = try reader.copy(pointer)
        self.init(
            id: try reader.text("id", table.id), name: try reader.text("name", table.name),
            driver: try reader.optionalText("driver", table.driver),
            node: try reader.optionalText("node", table.node))
    }
}

extension ProbeNote {
    init(_ pointer: UnsafePointer<serval_note>, _ reader: ABIReader) throws(Reason) {
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
    init(_ pointer: UnsafePointer<serval_offer>, _ reader: ABIReader) throws(Reason) {
        let table = try reader.copy(pointer)
        var limits = EncoderLimits()
        if let pointer = table.limits {
            let reader = reader.member("limits")
            limits = try EncoderLimits(try reader.copy(pointer), reader)
        }
        let recipe = try reader.required("recipe", table.recipe)
        self.init(
            encoder: try reader.text("encoder", table.encoder),
            deviceID: try reader.text("device", table.device),
            limits: limits, lacks: Lack.allCases.filter { table.lacks & $0.flag != 0 },
            recipe: try ElementRecipe(recipe, reader.member("recipe")))
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
