// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Logging

/// A log in which nothing moves the cursor or hides: messages carry words of drivers, of providers and of viewers.
struct VisibleLogHandler: LogHandler {
    private var inner: any LogHandler

    init(_ inner: any LogHandler) { self.inner = inner }

    var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue.mapValues(Self.visible) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue.map(Self.visible) }
    }

    func log(event: LogEvent) {
        var event = event
        event.message = "\(Output.visible(event.message.description))"
        event.metadata = event.metadata?.mapValues(Self.visible)
        inner.log(event: event)
    }

    private static func visible(_ value: Logger.Metadata.Value) -> Logger.Metadata.Value {
        .string(VisibleText.line(value.description))
    }
}
