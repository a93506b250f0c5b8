// SPDX-License-Identifier: Apache-2.0
import Diagnostics

extension Configuration {
    /// The configuration that a YAML text holds, with warnings and notes about it.
    ///
    /// Takes bounded time and memory for any text. Throws all faults at once. Every key of what Serval serves
    /// is checked; neko's other sections are accepted.
    public static func parse(
        _ source: SourceText
    ) throws(ConfigurationError) -> (configuration: Configuration, diagnostics: [Diagnostic]) {
        let loaded = try LoadedConfiguration(file: source)
        return (loaded.configuration, loaded.diagnostics)
    }

    /// Sections that configure what Serval has no part in.
    static let foreignSections = [
        "chat", "desktop", "filetransfer", "legacy", "log", "member", "plugins", "session",
    ]

    /// neko's, and Serval's one day.
    static let laterSections = ["webrtc"]
    private static let laterCaptures = ["audio", "broadcast", "screencast", "webcam", "microphone"]

    /// - Parameter source: the file's text, from whose folder its relative paths count; nil for no file.
    init(_ root: Node, of source: SourceText?, faults: FaultLog) {
        self.init()
        guard let reader = MappingReader(root, named: "the configuration", faults: faults) else { return }
        if let capture = reader.section("capture", named: "capture") { readCapture(capture) }
        if let section = reader.section("server", named: "server") { server = ServerConfiguration(section) }
        if let section = reader.section("providers", named: "providers") {
            providers = ProviderConfiguration(section, of: source)
        }
        reader.warnNotServed(Self.laterSections)
        let foreign = reader.accept(Self.foreignSections)
        if let first = foreign.first {
            let names = foreign.map(\.key).joined(separator: ", ")
            faults.add(
                Diagnostic(
                    .note, "Serval does not serve these sections of neko, and leaves them alone: \(names)",
                    at: first.keyLocation))
        }
        reader.rejectUnknownKeys()
    }

    private mutating func readCapture(_ reader: MappingReader) {
        func section<Section>(_ key: String, _ read: (MappingReader) -> Section) -> Section? {
            reader.section(key, named: "capture.\(key)").map(read)
        }
        video = section("video", VideoConfiguration.init) ?? video
        audio = section("audio", AudioConfiguration.init) ?? audio
        broadcast = section("broadcast", BroadcastConfiguration.init) ?? broadcast
        screencast = section("screencast", ScreencastConfiguration.init) ?? screencast
        webcam = section("webcam", WebcamConfiguration.init) ?? webcam
        microphone = section("microphone", MicrophoneConfiguration.init) ?? microphone
        reader.warnNotServed(Self.laterCaptures, prefix: "capture.")
        reader.rejectUnknownKeys()
    }
}

extension MappingReader {
    /// Accepts keys of neko that Serval will read one day, and warns that it does not yet.
    func warnNotServed(_ keys: [String], prefix: String = "") {
        for entry in accept(keys) {
            faults.warning("\(prefix)\(entry.key) is not served yet", at: entry.keyLocation)
        }
    }
}
