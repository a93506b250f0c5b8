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
        let faults = FaultLog()
        var configuration = Configuration()
        do {
            if let root = try NodeComposer.document(of: source, limits: YAMLLimits(), faults: faults) {
                configuration = Configuration(root, of: source, faults: faults)
            }
        } catch {
            faults.add(error)
        }
        guard !faults.hasErrors else { throw ConfigurationError(faults.diagnostics) }
        return (configuration, faults.diagnostics)
    }

    /// Sections that configure what Serval has no part in.
    private static let foreignSections = [
        "chat", "desktop", "filetransfer", "legacy", "log", "member", "plugins", "session",
    ]

    /// neko's, and Serval's one day.
    private static let laterSections = ["webrtc"]
    private static let laterCaptures = ["audio", "broadcast", "screencast", "webcam", "microphone"]

    private init(_ root: Node, of source: SourceText, faults: FaultLog) {
        self.init()
        guard let reader = MappingReader(root, named: "the configuration", faults: faults) else { return }
        if let capture = reader.section("capture", named: "capture") {
            if let section = capture.section("video", named: "capture.video") {
                video = VideoConfiguration(section)
            }
            capture.warnNotServed(Self.laterCaptures, prefix: "capture.")
            capture.rejectUnknownKeys()
        }
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
}

extension MappingReader {
    /// Accepts keys of neko that Serval will read one day, and warns that it does not yet.
    func warnNotServed(_ keys: [String], prefix: String = "") {
        for entry in accept(keys) {
            faults.warning("\(prefix)\(entry.key) is not served yet", at: entry.keyLocation)
        }
    }
}
