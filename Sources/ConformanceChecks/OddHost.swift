// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI
import ProviderLoading
import Synchronization

/// A host as the rules allow it and few are: newer, without services, with tables longer than a provider knows.
///
/// Its tables are made once and never freed.
// They are not written to after they are made.
struct OddHost: @unchecked Sendable {
    let table: UnsafePointer<serval_host>

    /// All services, and nothing out of the ordinary.
    static let usual = OddHost(abi: SERVAL_ABI, extra: 0, services: services(extra: 0))
    /// Every service is unknown to it.
    static let bare = OddHost(abi: SERVAL_ABI, extra: 0, services: [:])
    /// Of a later minor version: each table goes on with members that nobody here knows, full of poison.
    static let newer = OddHost(abi: UInt32(SERVAL_ABI_MAJOR) << 16 | 99, extra: 256, services: services(extra: 256))

    private init(abi: UInt32, extra: Int, services: [String: UnsafeRawPointer]) {
        // Retained for good, as the table that leads to it.
        let box = Unmanaged.passRetained(ServiceBox(services))
        table = lengthened(
            serval_host(
                struct_size: 0, abi: abi, name: permanent("Serval check-plugin"), version: permanent("0.1.0"),
                impl: box.toOpaque(),
                get_service: { host, id in
                    guard let impl = host.pointee.impl else { return nil }
                    return Unmanaged<ServiceBox>.fromOpaque(impl).takeUnretainedValue().tables[String(cString: id)]
                }), by: extra)
    }

    /// Runs a call as one of SERVAL_THREAD_…; 0 for those tagged [any].
    static func calling<Result>(as tag: UInt32, _ body: () -> Result) -> Result {
        let thread = pthread_self()
        let before = state.withLock { $0.tags.updateValue(tag, forKey: thread) }
        defer { state.withLock { $0.tags[thread] = before } }
        return body()
    }

    /// What the provider said of its last failure, as the end of a sentence; empty when it said nothing.
    static func takeWords() -> String {
        state.withLock { state in
            defer { state.failure = nil }
            return state.failure.map { ": \($0)" } ?? ""
        }
    }

    /// From now on the host wants everything to end.
    static func cancel() { state.withLock { $0.isCancelled = true } }

    /// How many frames are retained and not released.
    static var retainedFrames: Int { state.withLock { $0.retained.count } }
    /// A frame was released that was not retained.
    static var wasReleasedInError: Bool { state.withLock { $0.wasReleasedInError } }

    fileprivate struct State {
        var tags: [pthread_t: UInt32] = [:]
        var failure: String?
        var isCancelled = false
        var retained: [UInt: KeptFrame] = [:]
        var wasReleasedInError = false
    }

    fileprivate static let state = Mutex(State())
}

/// Leads from a host's table to its services.
private final class ServiceBox {
    let tables: [String: UnsafeRawPointer]
    init(_ tables: [String: UnsafeRawPointer]) { self.tables = tables }
}

// MARK: - Services

private func services(extra: Int) -> [String: UnsafeRawPointer] {
    let log = serval_log(struct_size: 0, padding: 0, impl: nil, write: { _, _, _ in })
    let error = serval_error(
        struct_size: 0, padding: 0, impl: nil,
        report: { _, failure in
            let text = failure.pointee.text.map { String(cString: $0) } ?? ""
            OddHost.state.withLock { $0.failure = text.isEmpty ? nil : text }
        })
    let clock = serval_clock(
        struct_size: 0, padding: 0, impl: nil,
        now_ns: { _ in
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
        })
    let cancel = serval_cancel(
        struct_size: 0, padding: 0, impl: nil,
        is_cancelled: { _ in OddHost.state.withLock { $0.isCancelled } ? 1 : 0 })
    let threads = serval_thread_check(
        struct_size: 0, padding: 0, impl: nil,
        current: { _ in OddHost.state.withLock { $0.tags[pthread_self()] ?? 0 } })
    let frames = serval_frames(
        struct_size: 0, padding: 0, impl: nil,
        retain: { _, frame in
            let kept = KeptFrame(copying: frame)
            OddHost.state.withLock { $0.retained[UInt(bitPattern: kept.pointer)] = kept }
            return kept.pointer
        },
        release: { _, frame in
            OddHost.state.withLock { state in
                let kept = state.retained.removeValue(forKey: UInt(bitPattern: frame))
                if kept == nil { state.wasReleasedInError = true }
            }
        })
    return [
        SERVAL_SERVICE_LOG: UnsafeRawPointer(lengthened(log, by: extra)),
        SERVAL_SERVICE_ERROR: UnsafeRawPointer(lengthened(error, by: extra)),
        SERVAL_SERVICE_CLOCK: UnsafeRawPointer(lengthened(clock, by: extra)),
        SERVAL_SERVICE_CANCEL: UnsafeRawPointer(lengthened(cancel, by: extra)),
        SERVAL_SERVICE_THREAD_CHECK: UnsafeRawPointer(lengthened(threads, by: extra)),
        SERVAL_SERVICE_FRAME: UnsafeRawPointer(lengthened(frames, by: extra)),
    ]
}

/// A frame that a session keeps: a copy, whose memory is gone when it is released.
private final class KeptFrame: @unchecked Sendable {  // written once, before anybody else knows it
    let pointer: UnsafePointer<serval_frame>
    private let memory: [UnsafeMutableRawPointer]
    private let planes: UnsafeMutablePointer<serval_plane>
    private let frame: UnsafeMutablePointer<serval_frame>

    init(copying original: UnsafePointer<serval_frame>) {
        let count = Int(original.pointee.plane_count)
        planes = .allocate(capacity: count)
        var memory: [UnsafeMutableRawPointer] = []
        for index in 0..<count {
            // As far apart as whoever made the frame has them.
            let place =
                UnsafeRawPointer(original.pointee.planes) + index * Int(original.pointee.planes.pointee.struct_size)
            var plane = place.load(as: serval_plane.self)
            plane.struct_size = UInt32(MemoryLayout<serval_plane>.size)
            let copy = UnsafeMutableRawPointer.allocate(byteCount: Int(plane.size), alignment: 16)
            copy.copyMemory(from: plane.data, byteCount: Int(plane.size))
            plane.data = UnsafePointer(copy.assumingMemoryBound(to: UInt8.self))
            (planes + index).initialize(to: plane)
            memory.append(copy)
        }
        self.memory = memory
        frame = .allocate(capacity: 1)
        frame.initialize(to: original.pointee)
        frame.pointee.struct_size = UInt32(MemoryLayout<serval_frame>.size)
        frame.pointee.planes = UnsafePointer(planes)
        pointer = UnsafePointer(frame)
    }

    deinit {
        for copy in memory { copy.deallocate() }
        planes.deallocate()
        frame.deallocate()
    }
}

// MARK: - Memory that stays

/// A copy of a struct of the ABI that is never freed, with its size set, and followed by poison and then by memory that
/// ends the process when it is touched.
func lengthened<T: BitwiseCopyable>(_ table: T, by extra: Int) -> UnsafePointer<T> {
    let size = MemoryLayout<T>.size + extra
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let inner = (size + page - 1) / page * page
    let mapping = mmap(nil, inner + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapping, mapping != MAP_FAILED else { preconditionFailure("no memory for a table") }
    mprotect(mapping + inner, page, PROT_NONE)
    let memory = mapping + inner - size
    memory.initializeMemory(as: UInt8.self, repeating: 0xa5, count: size)
    memory.copyMemory(from: [table], byteCount: MemoryLayout<T>.size)
    memory.storeBytes(of: UInt32(size), as: UInt32.self)
    return UnsafePointer(memory.assumingMemoryBound(to: T.self))
}
