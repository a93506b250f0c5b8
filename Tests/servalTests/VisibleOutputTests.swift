// SPDX-License-Identifier: Apache-2.0
import Logging
import Synchronization
import Testing

@testable import serval

/// What a library or a driver says must not take over a terminal.
@Suite struct VisibleOutputTests {
    private let hostile = "harmless\u{1B}[2J\u{202E}\rgone\nnext"

    @Test func `controls are shown, line ends stay`() {
        #expect(Output.visible(hostile) == "harmless\u{241B}[2J<U+202E>\u{240D}gone\nnext")
        #expect(Output.visible("  a  b\n") == "  a  b\n")
    }

    @Test func `the log shows them, too, in messages and in metadata`() {
        let written = Written()
        var logger = Logger(label: "test", factory: { _ in VisibleLogHandler(written) })
        logger[metadataKey: "stream"] = "\(hostile)"
        logger.error("\(hostile)", metadata: ["reason": "\(hostile)"])
        let texts = written.kept.withLock { $0 }
        #expect(texts.count == 3)
        for text in texts { #expect(!text.contains("\u{1B}") && text.contains("\u{241B}")) }
    }

    private final class Written: LogHandler {
        let kept = Mutex<[String]>([])
        let state = Mutex((level: Logger.Level.trace, metadata: Logger.Metadata()))

        var logLevel: Logger.Level {
            get { state.withLock { $0.level } }
            set { state.withLock { $0.level = newValue } }
        }
        var metadata: Logger.Metadata {
            get { state.withLock { $0.metadata } }
            set { state.withLock { $0.metadata = newValue } }
        }
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { state.withLock { $0.metadata[key] = newValue } }
        }
        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).merging(metadata) { own, _ in own }.values.map(\.description)
            kept.withLock { $0 += [event.message.description] + values }
        }
    }
}
