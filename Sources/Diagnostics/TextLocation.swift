// SPDX-License-Identifier: Apache-2.0

/// A place in a text that a user wrote: where it starts and how far it reaches.
///
/// Keeps its text alive, so that whoever finds a fault later can still show the line.
public struct TextLocation: Sendable, Hashable, CustomStringConvertible {
    /// The text that it points into.
    public let source: SourceText
    /// In Unicode scalars from the text's start.
    public let offset: Int
    /// In Unicode scalars; at least 1.
    public let length: Int

    /// Beyond this many scalars a column counts scalars, so that a line of megabytes costs no time.
    private static let exactColumns = 4096

    public init(in source: SourceText, offset: Int, length: Int = 1) {
        self.source = source
        self.offset = max(0, offset)
        self.length = max(1, length)
    }

    /// From 1.
    public var line: Int { source.line(holding: offset).number }

    /// From 1, in characters as a reader sees them.
    public var column: Int {
        let content = source.line(holding: offset).content
        let end = min(offset, content.upperBound)
        let scalars = end - content.lowerBound
        guard scalars <= Self.exactColumns else { return scalars + 1 }
        return source.text(in: content.lowerBound..<end).count + 1
    }

    /// What stands there.
    public var text: String {
        let end = min(offset + length, source.scalarCount)
        return source.text(in: min(offset, end)..<end)
    }

    /// `serval.yaml:7:9`.
    public var description: String { "\(source.name):\(line):\(column)" }

    /// Whether both are the same place in texts of the same name.
    public static func == (left: TextLocation, right: TextLocation) -> Bool {
        left.source.name == right.source.name && left.offset == right.offset && left.length == right.length
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(source.name)
        hasher.combine(offset)
        hasher.combine(length)
    }
}
