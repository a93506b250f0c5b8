// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// The variables of neko 2, read as the keys that took their place. Weaker than the variables of those keys.
struct LegacyEnvironment {
    private(set) var assignments: [Assignment] = []
    private(set) var diagnostics: [Diagnostic] = []
    private let variables: [String: String]

    /// Without `NEKO_`.
    static let names: Set<String> = [
        "AUDIO", "AUDIO_BITRATE", "AUDIO_CODEC", "AV1", "BIND", "BROADCAST_AUTOSTART", "BROADCAST_PIPELINE",
        "BROADCAST_URL", "DEVICE", "DISPLAY", "G722", "H264", "HWENC", "LEGACY", "MAX_FPS", "OPUS", "PCMA", "PCMU",
        "VIDEO",
        "VIDEO_BITRATE", "VIDEO_CODEC", "VP8", "VP9",
    ]

    /// Those that are a key under another name.
    private static let renamed: [(name: String, key: String)] = [
        ("BIND", "server.bind"), ("BROADCAST_AUTOSTART", "capture.broadcast.autostart"),
        ("BROADCAST_PIPELINE", "capture.broadcast.pipeline"), ("BROADCAST_URL", "capture.broadcast.url"),
        ("DEVICE", "capture.audio.device"), ("DISPLAY", "capture.video.display"),
    ]

    /// - Parameter hasPipelines: whether something else says which video pipelines there are.
    init(_ environment: [String: String], hasPipelines: Bool) {
        variables = environment.filter { !$0.value.isEmpty && $0.key.hasPrefix("NEKO_") }
        for (name, key) in Self.renamed { rename(name, key) }
        readAudio()
        readVideo(hasPipelines: hasPipelines)
    }

    private mutating func rename(_ name: String, _ key: String) {
        guard let text = variables["NEKO_\(name)"] else { return }
        assign(Node(scalar: text, at: location(name)), key, from: name)
        note(name, "it is read as \(key)")
    }

    private mutating func readAudio() {
        if let (name, codec) = codec("AUDIO_CODEC", switches: ["OPUS", "G722", "PCMU", "PCMA"]) {
            assign(Node(scalar: codec, at: location(name)), "capture.audio.codec", from: name)
            note(name, "it is read as capture.audio.codec: \(codec)")
        }
        if let template = variables["NEKO_AUDIO"] {
            let text = Self.description(template, placeholder: "{device}")
            assign(Node(scalar: text, at: location("AUDIO")), "capture.audio.pipeline", from: "AUDIO")
            note("AUDIO", "it is read as capture.audio.pipeline")
        }
        if variables["NEKO_AUDIO_BITRATE"] != nil {
            note("AUDIO_BITRATE", "it has no effect: say the bitrate in capture.audio.pipeline")
        }
    }

    /// What neko 2 makes a pipeline of.
    private mutating func readVideo(hasPipelines: Bool) {
        let given = ["VIDEO_CODEC", "VP8", "VP9", "H264", "AV1", "VIDEO", "HWENC", "VIDEO_BITRATE", "MAX_FPS"]
            .filter { variables["NEKO_\($0)"] != nil }
        guard !given.isEmpty else { return }
        guard !hasPipelines else {
            for name in given { warn(name, "it has no effect beside capture.video.pipeline or pipelines") }
            return
        }
        let codec = codec("VIDEO_CODEC", switches: ["VP8", "VP9", "H264", "AV1"])
        if let (name, codec) = codec {
            assign(Node(scalar: codec, at: location(name)), "capture.video.codec", from: name)
            note(name, "it is read as capture.video.codec: \(codec)")
        }
        readHardware()
        if let template = variables["NEKO_VIDEO"] {
            let text = Self.description(template, placeholder: "{display}")
            assign(Node(scalar: text, at: location("VIDEO")), "capture.video.pipeline", from: "VIDEO")
            return note("VIDEO", "it is read as capture.video.pipeline")
        }
        readNumbers()
    }

    private mutating func readNumbers() {
        let numbers = [("VIDEO_BITRATE", "bitrate"), ("MAX_FPS", "fps")].filter { name, _ in
            variables["NEKO_\(name)"].map { $0 != "0" } ?? false
        }
        for (name, key) in numbers {
            let value = Node(scalar: variables["NEKO_\(name)"] ?? "", at: location(name))
            assign(value, "capture.video.pipelines.main.\(key)", from: name)
            note(name, "it is read as \(key) of the pipeline main")
        }
        guard let name = numbers.first?.0 else { return }
        if !numbers.contains(where: { $0.0 == "MAX_FPS" }) {
            assign(Node(scalar: "25", at: location(name)), "capture.video.pipelines.main.fps", from: name)
        }
        assign(Node(scalar: "true", at: location(name)), "capture.video.pipelines.main.show_pointer", from: name)
    }

    /// Serval looks for hardware by itself: the variable only says what comes first.
    private mutating func readHardware() {
        guard let text = variables["NEKO_HWENC"] else { return }
        let providers = ["none": "org.serval.software", "vaapi": "org.serval.vaapi", "nvenc": "org.serval.nvenc"]
        guard let provider = providers[text.lowercased()] else {
            let advice = Suggestion.advice(for: text, among: providers.keys.sorted(), called: "one of")
            diagnostics.append(
                Diagnostic(.error, "NEKO_HWENC must be none, vaapi or nvenc", at: location("HWENC"), advice: advice))
            return
        }
        let item = Node(scalar: provider, at: location("HWENC"))
        assign(Node(content: .sequence([item]), location: location("HWENC")), "providers.prefer", from: "HWENC")
        note("HWENC", "it is read as providers.prefer: \(provider); all other encoders stay as a reserve")
    }

    /// The codec by name, or else by the first switch that is on.
    private mutating func codec(_ key: String, switches: [String]) -> (name: String, codec: String)? {
        for name in switches {
            switch variables["NEKO_\(name)"] {
            case nil: continue
            case "1", "t", "T", "TRUE", "true", "True": return (name, name.lowercased())
            case "0", "f", "F", "FALSE", "false", "False": continue
            default:
                diagnostics.append(
                    Diagnostic(.error, "NEKO_\(name) must be true or false", at: location(name)))
            }
        }
        return variables["NEKO_\(key)"].map { (key, $0.lowercased()) }
    }

    /// Templates have `%s` for what is captured, and end before the sink.
    private static func description(_ template: String, placeholder: String) -> String {
        template.replacing("%s", with: placeholder) + " ! appsink name=appsink"
    }
}

extension LegacyEnvironment {
    private func location(_ name: String) -> TextLocation {
        SourceText(name: "NEKO_\(name)", text: variables["NEKO_\(name)"] ?? "").wholeLocation
    }

    private mutating func assign(_ value: Node, _ key: String, from name: String) {
        assignments.append(
            Assignment(
                value, for: key.split(separator: ".").map(String.init), at: value.location,
                origin: .environment("NEKO_\(name)")))
    }

    private mutating func note(_ name: String, _ what: String) {
        diagnostics.append(Diagnostic(.note, "NEKO_\(name) is a variable of neko 2: \(what)", at: location(name)))
    }

    private mutating func warn(_ name: String, _ what: String) {
        diagnostics.append(Diagnostic(.warning, "NEKO_\(name) is a variable of neko 2: \(what)", at: location(name)))
    }
}

extension Node {
    /// A text from outside.
    fileprivate init(scalar text: String, at location: TextLocation) {
        self.init(content: .scalar(Scalar(text: text, style: .plain)), location: location)
    }
}
