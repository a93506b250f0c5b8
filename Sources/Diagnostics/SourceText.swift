// SPDX-License-Identifier: Apache-2.0

/// A named text that a user wrote, with what it takes to point into it.
///
/// Positions are counted in Unicode scalars, from the text's start. A byte order mark is no part of the text.
public final class SourceText: Sendable {
    /// The name in front of every diagnostic: a path as the user gave it, or the name of an environment
    /// variable.
    public let name: String

    /// Where the given bytes stop being UTF-8; nil when all of them are.
    ///
    /// The text has the replacement character U+FFFD there.
    public var encodingFault: TextLocation? {
        encodingFaultOffset.map { TextLocation(in: self, offset: $0) }
    }

    /// The length in bytes of UTF-8.
    public var byteCount: Int { bytes.count }

    let bytes: [UInt8]
    private let encodingFaultOffset: Int?
    private let lines: [LineStart]
    /// The byte offset of every scalar whose offset divides by `checkpointDistance`.
    private let checkpoints: [Int]

    private static let checkpointDistance = 1024

    private struct LineStart {
        var scalar: Int
        /// Where the line's content ends, before its line break.
        var contentEnd: Int
    }

    /// Takes a text that is known to be valid.
    public convenience init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// Takes bytes from outside; anything that is not UTF-8 is replaced and remembered in `encodingFault`.
    public init(name: String, bytes: [UInt8]) {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        self.name = name
        if String(validating: content, as: UTF8.self) != nil {
            self.bytes = content
            encodingFaultOffset = nil
        } else {
            self.bytes = Array(String(decoding: content, as: UTF8.self).utf8)
            encodingFaultOffset = Self.validScalars(in: content)
        }
        (lines, checkpoints) = Self.index(self.bytes)
    }

    /// The length in Unicode scalars.
    var scalarCount: Int { lines.last?.contentEnd ?? 0 }

    /// Calls `body` with the text's UTF-8, which is valid only until it returns.
    public func withUTF8<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer(body)
    }

    /// The location of the scalar that holds a byte; the text's end when the offset is beyond it.
    public func location(ofByte offset: Int) -> TextLocation {
        let scalars = bytes.prefix(offset).count { !UTF8.isContinuation($0) }
        return TextLocation(in: self, offset: scalars)
    }

    /// The number, from 1, of the line that holds a scalar, and the line's content in scalar offsets.
    func line(holding offset: Int) -> (number: Int, content: Range<Int>) {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle].scalar <= offset { low = middle } else { high = middle }
        }
        return (low + 1, lines[low].scalar..<lines[low].contentEnd)
    }

    /// The text between two scalar offsets, both within the text.
    func text(in scalars: Range<Int>) -> String {
        String(
            decoding: bytes[byteOffset(of: scalars.lowerBound)..<byteOffset(of: scalars.upperBound)],
            as: UTF8.self)
    }

    private func byteOffset(of scalar: Int) -> Int {
        let distance = Self.checkpointDistance
        var offset = checkpoints[min(scalar / distance, checkpoints.count - 1)]
        var remaining = scalar - min(scalar / distance, checkpoints.count - 1) * distance
        while remaining > 0, offset < bytes.count {
            offset += 1
            while offset < bytes.count, UTF8.isContinuation(bytes[offset]) { offset += 1 }
            remaining -= 1
        }
        return offset
    }

    /// How many scalars precede the first fault.
    private static func validScalars(in bytes: [UInt8]) -> Int {
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .valid = parser.parseScalar(from: &iterator) { count += 1 }
        return count
    }

    private static func index(_ bytes: [UInt8]) -> (lines: [LineStart], checkpoints: [Int]) {
        bytes.withUnsafeBufferPointer { bytes in
            var lines: [LineStart] = []
            var checkpoints = [0]
            var start = 0
            var scalar = 0
            var previous: UInt8 = 0
            for (offset, byte) in bytes.enumerated() where !UTF8.isContinuation(byte) {
                if scalar > 0, scalar % checkpointDistance == 0 { checkpoints.append(offset) }
                if previous == 0x0D, byte != 0x0A {
                    lines.append(LineStart(scalar: start, contentEnd: scalar - 1))
                    start = scalar
                }
                if byte == 0x0A {
                    let end = previous == 0x0D ? scalar - 1 : scalar
                    lines.append(LineStart(scalar: start, contentEnd: end))
                    start = scalar + 1
                }
                previous = byte
                scalar += 1
            }
            if previous == 0x0D {
                lines.append(LineStart(scalar: start, contentEnd: scalar - 1))
                start = scalar
            }
            lines.append(LineStart(scalar: start, contentEnd: scalar))
            return (lines, checkpoints)
        }
    }
}
