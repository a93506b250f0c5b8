// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media

/// Reads what a provider points to, checked: nothing is believed but that a pointer which is not NULL can be
/// read.
///
/// Every error names the member, as `offer[3].recipe.stages[2].factory`.
package struct ABIReader {
    /// The code of the errors.
    package var code: Reason.Code
    /// What is being read, for errors.
    package let path: String

    package init(code: Reason.Code = "bad-record", path: String) {
        self.code = code
        self.path = path
    }

    /// A string longer than this is taken for one without an end.
    private static let longestText = 65536
    /// No struct of this ABI will ever come near it.
    private static let largestStruct = 65536

    package func member(_ name: String) -> ABIReader {
        ABIReader(code: code, path: name.isEmpty ? path : "\(path).\(name)")
    }

    package func element(_ index: Int) -> ABIReader { ABIReader(code: code, path: "\(path)[\(index)]") }

    package func error(_ text: String) -> Reason {
        Reason(code, "\(path) \(text)", hint: "this is a fault of the provider; report it to its maker")
    }

    /// The pointer, which must not be NULL.
    package func required<T>(_ name: String, _ value: T?) throws(Reason) -> T {
        guard let value else { throw member(name).error("is NULL") }
        return value
    }

    /// Copies a struct of which the provider may know fewer or more members than this host.
    ///
    /// Members that it does not have are 0 or NULL, which is the documented default of each; members that the
    /// host does not know are left alone.
    package func copy<T>(_ pointer: UnsafePointer<T>) throws(Reason) -> T {
        let size = try structSize(UnsafeRawPointer(pointer))
        return withUnsafeTemporaryAllocation(of: T.self, capacity: 1) { copy in
            let bytes = UnsafeMutableRawBufferPointer(copy)
            bytes.initializeMemory(as: UInt8.self, repeating: 0)
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: pointer, count: min(size, bytes.count)))
            return copy[0]
        }
    }

    /// Copies an array's structs, which lie as far apart as the provider's compiler put them.
    package func array<T, Element>(
        _ name: String, _ start: UnsafePointer<T>?, count: UInt32, atMost limit: UInt32,
        _ read: (T, ABIReader) throws(Reason) -> Element
    ) throws(Reason) -> [Element] {
        guard count > 0 else { return [] }
        let reader = member(name)
        guard count <= limit else { throw reader.error("has \(count) elements; \(limit) is the most") }
        let base = UnsafeRawPointer(try required(name, start))
        let stride = try reader.element(0).structSize(base)
        var elements: [Element] = []
        for index in 0..<Int(count) {
            let reader = reader.element(index)
            let place = base + index * stride
            let size = try reader.structSize(place)
            guard size == stride else {
                throw reader.member("struct_size").error("is \(size), that of the first element \(stride)")
            }
            elements.append(try read(try reader.copy(place.assumingMemoryBound(to: T.self)), reader))
        }
        return elements
    }

    /// Text that must be there; by default it must not be empty.
    package func text(
        _ name: String, _ text: UnsafePointer<CChar>?, mayBeEmpty: Bool = false
    ) throws(Reason) -> String {
        let value = try decode(name, try required(name, text))
        guard mayBeEmpty || !value.isEmpty else { throw member(name).error("is empty") }
        return value
    }

    /// Text that need not be there; empty when it is not.
    package func optionalText(_ name: String, _ text: UnsafePointer<CChar>?) throws(Reason) -> String {
        guard let text else { return "" }
        return try decode(name, text)
    }

    /// A list of texts, none of them empty.
    package func texts(
        _ name: String, _ start: UnsafePointer<UnsafePointer<CChar>?>?, count: UInt32
    ) throws(Reason) -> [String] {
        guard count > 0 else { return [] }
        guard count <= 256 else { throw member(name).error("has \(count) elements; 256 is the most") }
        let base = try required(name, start)
        var texts: [String] = []
        for index in 0..<Int(count) { texts.append(try text("\(name)[\(index)]", base[index])) }
        return texts
    }

    private func decode(_ name: String, _ text: UnsafePointer<CChar>) throws(Reason) -> String {
        let length = strnlen(text, ABIReader.longestText)
        guard length < ABIReader.longestText else { throw member(name).error("has no end") }
        let bytes = UnsafeRawBufferPointer(start: text, count: length)
        guard let value = String(validating: bytes, as: UTF8.self) else {
            throw member(name).error("is not UTF-8")
        }
        return value
    }

    /// The size that the provider's compiler gave a struct. A multiple of 8, so that no member is ever cut.
    private func structSize(_ pointer: UnsafeRawPointer) throws(Reason) -> Int {
        guard Int(bitPattern: pointer) % 8 == 0 else { throw error("is not aligned to 8 bytes") }
        let size = Int(pointer.load(as: UInt32.self))
        guard size >= 8, size % 8 == 0, size <= ABIReader.largestStruct else {
            throw member("struct_size").error("is \(size)")
        }
        return size
    }
}
