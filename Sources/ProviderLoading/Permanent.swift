// SPDX-License-Identifier: Apache-2.0

/// A copy that is never freed: what a provider or GStreamer may look at as long as the process lives.
package func permanent(_ text: String) -> UnsafePointer<CChar> { permanent(Array(text.utf8CString)) }

/// Copies that are never freed.
package func permanent<T: BitwiseCopyable>(_ values: [T]) -> UnsafePointer<T> {
    let copy = UnsafeMutablePointer<T>.allocate(capacity: values.count)
    copy.initialize(from: values, count: values.count)
    return UnsafePointer(copy)
}

/// A copy that is never freed.
package func permanent<T: BitwiseCopyable>(_ value: T) -> UnsafePointer<T> { permanent([value]) }
