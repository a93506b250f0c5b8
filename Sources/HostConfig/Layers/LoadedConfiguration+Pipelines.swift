// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension LoadedConfiguration {
    /// One value of one pipeline.
    public struct PipelineValue: Sendable, Hashable {
        /// Such as `capture.video.pipelines.main.fps`.
        public var key: String
        public var value: ShownValue
        public var origin: Origin
    }

    /// What is said of each pipeline, in the order of the file.
    public var pipelineValues: [PipelineValue] {
        configuration.video.pipelines.flatMap { pipeline in
            VideoPipelineConfiguration.Key.allCases.flatMap { values(of: $0, in: pipeline) }
        }
    }

    private func values(
        of key: VideoPipelineConfiguration.Key, in pipeline: VideoPipelineConfiguration
    ) -> [PipelineValue] {
        let path = "capture.video.pipelines.\(pipeline.id).\(key.rawValue)"
        if key == .parameters {
            return pipeline.parameters.map {
                PipelineValue(
                    key: "\(path).\($0.name)", value: .text($0.value.text), origin: origin(at: $0.value.location))
            }
        }
        let value = pipeline.shown(key)
        guard value != .null else { return [] }
        return [PipelineValue(key: path, value: value, origin: origin(of: key, in: pipeline))]
    }

    /// What a pipeline leaves open comes from the section.
    private func origin(
        of key: VideoPipelineConfiguration.Key, in pipeline: VideoPipelineConfiguration
    ) -> Origin {
        if let location = pipeline.valueLocations[key] { return origin(at: location) }
        switch key {
        case .codec, .showPointer:
            return ConfigurationKey.named("capture.video.\(key.rawValue)").map { origin(of: $0) } ?? .builtIn
        default: return .builtIn
        }
    }
}

extension VideoPipelineConfiguration {
    fileprivate func shown(_ key: Key) -> ShownValue {
        switch key {
        case .codec: .text(codec.rawValue)
        case .fps: ShownValue(fps?.text)
        case .width: ShownValue(width?.text)
        case .height: ShownValue(height?.text)
        case .bitrate: ShownValue(bitrate?.text)
        case .maxBitrate: ShownValue(maxBitrate?.text)
        case .keyframeInterval: ShownValue(keyframeInterval?.text)
        case .speed: ShownValue(speed?.rawValue)
        case .mode: .text(mode.rawValue)
        case .prefer: rules.prefer.map { .list($0.map(\.pattern.text)) } ?? .null
        case .require: rules.require.map { .list($0.map(\.pattern.text)) } ?? .null
        case .forbid: rules.forbid.isEmpty ? .null : .list(rules.forbid.map(\.pattern.text))
        case .device: ShownValue(rules.device?.description)
        case .prefix: ShownValue(prefix)
        case .suffix: ShownValue(suffix)
        case .encoder: if case .element(let name) = encoder { .text(name) } else { .text("auto") }
        case .parameters: .null
        case .description: ShownValue(description)
        case .showPointer: .bool(showPointer)
        }
    }
}
