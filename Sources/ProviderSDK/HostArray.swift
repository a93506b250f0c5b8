// SPDX-License-Identifier: Apache-2.0

/// An array of structs that the host owns, lent for a call. A newer host makes them longer than this library knows
/// them: the next one lies a `struct_size` away (SERVAL-ABI-4).
struct HostArray<Element> {
    let count: Int
    private let start: UnsafeRawPointer?
    private let distance: Int

    /// - Parameter start: of structs that begin with `struct_size`; nil only when there are none.
    init(_ start: UnsafePointer<Element>?, count: UInt32) {
        self.start = UnsafeRawPointer(start)
        self.count = start == nil ? 0 : Int(count)
        distance = self.count == 0 ? 0 : Int(self.start?.load(as: UInt32.self) ?? 0)
    }

    var indices: Range<Int> { 0..<count }

    subscript(index: Int) -> Element {
        guard let start, indices.contains(index) else { preconditionFailure("there is no element \(index)") }
        return start.advanced(by: index * distance).assumingMemoryBound(to: Element.self).pointee
    }
}
