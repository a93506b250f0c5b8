// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Memory for C structs that lives as long as this object.
final class CArena {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit { blocks.forEach { $0.deallocate() } }

    /// Copies the text, with a NUL at its end; anything behind a NUL inside it is lost.
    func string(_ text: String) -> UnsafePointer<CChar> {
        text.withCString { source in
            let count = strlen(source) + 1
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: count)
            copy.initialize(from: source, count: count)
            blocks.append(copy)
            return UnsafePointer(copy)
        }
    }

    /// NULL for text that is nil or empty.
    func optional(_ text: String?) -> UnsafePointer<CChar>? {
        guard let text, !text.isEmpty else { return nil }
        return string(text)
    }

    /// Copies the elements; NULL for none.
    func array<T: BitwiseCopyable>(_ elements: [T]) -> UnsafePointer<T>? {
        guard !elements.isEmpty else { return nil }
        let copy = UnsafeMutablePointer<T>.allocate(capacity: elements.count)
        copy.initialize(from: elements, count: elements.count)
        blocks.append(copy)
        return UnsafePointer(copy)
    }

    /// Copies one struct.
    func one<T: BitwiseCopyable>(_ value: T) -> UnsafePointer<T> {
        let copy = UnsafeMutablePointer<T>.allocate(capacity: 1)
        copy.initialize(to: value)
        blocks.append(copy)
        return UnsafePointer(copy)
    }
}
