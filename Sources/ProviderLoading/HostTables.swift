// SPDX-License-Identifier: Apache-2.0
import Glibc
import PluginABI
import Synchronization

/// The host as a provider sees it, with the one service that there is; lives as long as the process.
// The tables do not change once they are made; what changes is behind the mutex.
final class HostTables: @unchecked Sendable {
    static let shared = HostTables()

    private let log: UnsafeMutablePointer<serval_log>
    private let table: UnsafeMutablePointer<serval_host>
    private let errorLine = Mutex<String?>(nil)

    /// What a provider's `init` is given.
    var host: UnsafePointer<serval_host> { UnsafePointer(table) }

    /// The last line that a provider logged as an error.
    var lastError: String? { errorLine.withLock { $0 } }

    private init() {
        log = .allocate(capacity: 1)
        table = .allocate(capacity: 1)
        log.initialize(
            to: serval_log(
                struct_size: UInt32(MemoryLayout<serval_log>.size), padding: 0, impl: nil,
                write: { log, level, text in
                    HostTables.of(log.pointee.impl)?.write(level, String(cString: text))
                }))
        table.initialize(
            to: serval_host(
                struct_size: UInt32(MemoryLayout<serval_host>.size), abi: SERVAL_ABI,
                name: HostTables.permanent("Serval"), version: HostTables.permanent("0.1.0"), impl: nil,
                get_service: { host, id in HostTables.of(host.pointee.impl)?.service(String(cString: id)) }))
        let impl = Unmanaged.passUnretained(self).toOpaque()
        log.pointee.impl = impl
        table.pointee.impl = impl
    }

    private static func of(_ impl: UnsafeMutableRawPointer?) -> HostTables? {
        impl.map { Unmanaged<HostTables>.fromOpaque($0).takeUnretainedValue() }
    }

    /// A copy that is never freed.
    private static func permanent(_ text: String) -> UnsafePointer<CChar> {
        let bytes = Array(text.utf8CString)
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        return UnsafePointer(copy)
    }

    private func service(_ id: String) -> UnsafeRawPointer? {
        id == SERVAL_SERVICE_LOG ? UnsafeRawPointer(log) : nil
    }

    private func write(_ level: serval_log_level, _ text: String) {
        let word =
            switch level {
            case .SERVAL_LOG_DEBUG: "debug"
            case .SERVAL_LOG_WARNING: "warning"
            case .SERVAL_LOG_ERROR: "error"
            default: "info"
            }
        if level == .SERVAL_LOG_ERROR { errorLine.withLock { $0 = text } }
        let line = Array("provider: \(word): \(text.prefix(4096))\n".utf8)
        // The worker's stderr is the host's log; a line that does not fit there is lost.
        _ = Glibc.write(STDERR_FILENO, line, line.count)
    }
}
