// SPDX-License-Identifier: Apache-2.0
import Glibc
import PluginABI
import Synchronization

/// The host as a provider sees it, with its services; lives as long as the process.
// The tables do not change once they are made; what changes is behind the mutexes.
final class HostTables: @unchecked Sendable {
    static let shared = HostTables()

    /// What providers said of their failures.
    let words = ProviderWords()
    /// Whether the host wants all that it asked for to end; once set it stays so.
    let isCancelled = Atomic<Bool>(false)
    /// The threads that run a probe, and whether that was told to stop.
    private let probes = Mutex<[pthread_t: Bool]>([:])

    private let table: UnsafeMutablePointer<serval_host>
    private let services: Mutex<[String: HostServices.Table]>
    private let enter = Mutex<HostServices.Enter>({ $0 })

    /// What a provider's `init` is given.
    var host: UnsafePointer<serval_host> { UnsafePointer(table) }

    private init() {
        table = .allocate(capacity: 1)
        services = Mutex([
            SERVAL_SERVICE_LOG: words.logTable, SERVAL_SERVICE_ERROR: words.errorTable,
            SERVAL_SERVICE_CLOCK: HostTables.makeClock(), SERVAL_SERVICE_CANCEL: HostTables.makeCancel(),
        ])
        table.initialize(
            to: serval_host(
                struct_size: UInt32(MemoryLayout<serval_host>.size), abi: SERVAL_ABI,
                name: permanent("Serval"), version: permanent("0.1.0"), impl: nil,
                get_service: { _, id in HostTables.shared.service(String(cString: id)) }))
    }

    /// Adds what another part of the worker can give; before any provider is loaded.
    func add(_ added: HostServices) {
        services.withLock { services in services.merge(added.tables) { $1 } }
        enter.withLock { $0 = added.enter }
    }

    /// Calls into a provider as one of SERVAL_THREAD_….
    func calling<Result>(as thread: UInt32, _ body: () -> Result) -> Result {
        let enter = enter.withLock { $0 }
        let before = enter(thread)
        defer { _ = enter(before) }
        return body()
    }

    /// Runs a probe on this thread.
    func probing<Result>(_ probe: () -> Result) -> Result {
        probes.withLock { $0[pthread_self()] = false }
        defer { _ = probes.withLock { $0.removeValue(forKey: pthread_self()) } }
        return calling(as: SERVAL_THREAD_PROBE, probe)
    }

    /// Tells the probe on this thread that the host wants no more of it.
    func stopProbe() { probes.withLock { $0[pthread_self()] = true } }

    /// A thread of a provider's own belongs to whatever probe was stopped: outside of tests there is one.
    private var isEndWanted: Bool {
        isCancelled.load(ordering: .relaxed)
            || probes.withLock { $0[pthread_self()] ?? $0.values.contains(true) }
    }

    private func service(_ id: String) -> UnsafeRawPointer? { services.withLock { $0[id] }?.pointer }

    private static func makeClock() -> HostServices.Table {
        let table = serval_clock(
            struct_size: UInt32(MemoryLayout<serval_clock>.size), padding: 0, impl: nil,
            now_ns: { _ in
                var now = timespec()
                clock_gettime(CLOCK_MONOTONIC, &now)
                return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
            })
        return HostServices.Table(permanent(table))
    }

    private static func makeCancel() -> HostServices.Table {
        let table = serval_cancel(
            struct_size: UInt32(MemoryLayout<serval_cancel>.size), padding: 0, impl: nil,
            is_cancelled: { _ in HostTables.shared.isEndWanted ? 1 : 0 })
        return HostServices.Table(permanent(table))
    }
}
