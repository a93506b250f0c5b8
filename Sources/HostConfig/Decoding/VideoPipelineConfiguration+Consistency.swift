// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension VideoPipelineConfiguration {
    /// Reports values that do not go together. A description makes the others ineffective.
    func checkTogether(_ reader: MappingReader) {
        if let description, let location = valueLocations[.description] {
            Self.check(description: description, at: location, faults: reader.faults)
            for key in Key.allCases where key != .description && key != .codec {
                guard let location = reader.keyLocation(key.rawValue) else { continue }
                reader.faults.warning("\(key.rawValue) has no effect beside gst_pipeline", at: location)
            }
            return
        }
        if encoder != .auto { checkRulesBesideElement(reader) }
        if encoder == .auto, !parameters.isEmpty {
            reader.faults.error(
                "gst_params needs the name of an element in gst_encoder",
                at: reader.keyLocation(Key.parameters.rawValue),
                advice: "for any encoder, use bitrate, max_bitrate, keyframe_interval and speed")
        }
    }

    /// A named element leaves nothing to prefer. What is required must not be dropped silently.
    private func checkRulesBesideElement(_ reader: MappingReader) {
        if let location = reader.keyLocation(Key.prefer.rawValue) {
            reader.faults.warning("prefer has no effect beside the name of an element in gst_encoder", at: location)
        }
        if let location = reader.keyLocation(Key.require.rawValue) {
            reader.faults.error(
                "require and the name of an element in gst_encoder exclude each other", at: location,
                advice: "remove one of them")
        }
    }

    /// Reports a description without the sink that its packets are taken from.
    static func check(description: String, at location: TextLocation, faults: FaultLog) {
        let packed = description.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        guard !packed.contains("name=appsink") else { return }
        faults.error(
            "the pipeline has no element that is called appsink", at: location,
            advice: #"end it with "! appsink name=appsink""#)
    }
}
