// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI
import Roles

/// A parameter's value, as a session is given it.
struct ParameterValue {
    var parameter: ParameterDescription
    var integer: Int64 = 0
    var text = ""

    /// Lends the values as C has them; they are gone, and full of poison, when this returns.
    ///
    /// - Parameter extra: bytes by which each is longer than this version knows it.
    static func withTables<Result>(
        _ values: [ParameterValue], extra: Int = 0, _ body: (UnsafePointer<serval_value>?, UInt32) -> Result
    ) -> Result {
        let length = MemoryLayout<serval_value>.size + extra
        let size = length * max(1, values.count)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        memset(memory, 0xa5, size)
        var texts: [(UnsafeMutablePointer<CChar>, Int)] = []
        func lend(_ text: String) -> UnsafePointer<CChar> {
            let bytes = Array(text.utf8CString)
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            copy.initialize(from: bytes, count: bytes.count)
            texts.append((copy, bytes.count))
            return UnsafePointer(copy)
        }
        for (index, value) in values.enumerated() {
            let isText = value.parameter.kind == .choice || value.parameter.kind == .text
            (memory + index * length).initializeMemory(
                as: serval_value.self,
                to: serval_value(
                    struct_size: UInt32(length), kind: value.parameter.kind.abi,
                    parameter: lend(value.parameter.id), integer: isText ? 0 : value.integer,
                    text: isText ? lend(value.text) : nil))
        }
        defer {
            memset(memory, 0xa5, size)
            memory.deallocate()
            for (text, count) in texts {
                memset(text, 0x55, count)
                text.deallocate()
            }
        }
        return body(
            values.isEmpty ? nil : UnsafePointer(memory.assumingMemoryBound(to: serval_value.self)),
            UInt32(values.count))
    }
}

/// What a session is opened for.
struct SessionConfiguration {
    var format = RawFormat.i420
    /// In place of `format`: any other fourcc.
    var fourcc: UInt32?
    var size: Resolution
    var rate = FrameRate(30)
    /// A value for each parameter that the encoder lists, in its order.
    var values: [ParameterValue]
    /// Bytes by which each struct is longer than this version knows it.
    var extra = 0

    /// Lends the configuration as C has it.
    ///
    /// - Parameter isForgotten: its memory may not be touched any more when this returns.
    func withTable<Result>(
        isForgotten: Bool, _ body: (UnsafePointer<serval_session_config>) -> Result
    ) throws(Unmet) -> Result {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let memory = mmap(nil, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory, memory != MAP_FAILED else { throw .notApplicable("no memory for a configuration") }
        // Its address is never given out again: who keeps it is found by one check, and troubles no other.
        defer { if isForgotten { mprotect(memory, page, PROT_NONE) } }
        return ParameterValue.withTables(values, extra: extra) { values, count in
            memset(memory, 0xa5, page)
            let config = memory.bindMemory(to: serval_session_config.self, capacity: 1)
            config.initialize(
                to: serval_session_config(
                    struct_size: UInt32(MemoryLayout<serval_session_config>.size + extra),
                    format: fourcc ?? (format == .i420 ? SERVAL_FORMAT_I420 : SERVAL_FORMAT_NV12),
                    width: UInt32(size.width), height: UInt32(size.height), rate_numerator: UInt32(rate.numerator),
                    rate_denominator: UInt32(rate.denominator), colour_primaries: 1, colour_transfer: 1,
                    colour_matrix: 1, full_range: 0, values: values, value_count: count, padding: 0))
            return body(config)
        }
    }
}
