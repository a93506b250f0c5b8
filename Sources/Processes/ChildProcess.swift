// SPDX-License-Identifier: Apache-2.0
import CProcess
import Glibc
import Synchronization

/// A program could not be started.
public struct SpawnError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The program's path.
    public var path: String
    public var errno: Int32

    public var description: String { "\(path) cannot be started: \(String(cString: strerror(errno)))" }
}

/// A child in a process group of its own, which dies with this process.
///
/// The owner must bring it to its end with `end(within:)`; nothing is reaped behind its back. Safe to use from any
/// thread.
public final class ChildProcess: Sendable {
    public let pid: pid_t
    private let pidDescriptor: Int32

    /// A descriptor of this process and its number in the child.
    public struct Descriptor: Sendable {
        public var source: Int32
        public var target: Int32

        public init(_ source: Int32, as target: Int32) {
            self.source = source
            self.target = target
        }
    }

    /// Starts `path` with these arguments; standard input is /dev/null unless given.
    ///
    /// - Parameters:
    ///   - environment: the whole environment, as `NAME=value`; nil for this process's own.
    ///   - descriptors: stay open here, and the caller's to close.
    public init(
        path: String, arguments: [String], environment: [String]? = nil, descriptors: [Descriptor]
    ) throws(SpawnError) {
        var pid: pid_t = 0
        var pidDescriptor: Int32 = -1
        let pairs = descriptors.map { cprocess_descriptor(source: $0.source, target: $0.target) }
        let error = withCStrings([path] + arguments) { argv in
            guard let environment else {
                return cprocess_spawn(
                    path, argv, cprocess_environment(), pairs, Int32(pairs.count), &pid, &pidDescriptor)
            }
            return withCStrings(environment) { envp in
                cprocess_spawn(path, argv, envp, pairs, Int32(pairs.count), &pid, &pidDescriptor)
            }
        }
        guard error == 0 else { throw SpawnError(path: path, errno: error) }
        self.pid = pid
        self.pidDescriptor = pidDescriptor
    }

    deinit { close(pidDescriptor) }

    /// Becomes readable (in the sense of poll) when the child ends; borrowed.
    public var descriptor: Int32 { pidDescriptor }

    /// What the child itself holds in memory; 0 when it has ended. proc(5), statm.
    public var residentBytes: Int {
        let file = open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        let text = [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            count = max(0, read(file, buffer.baseAddress, 256))
        }
        let fields = String(decoding: text, as: UTF8.self).split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(getpagesize())
    }

    /// Sends a signal to the child's whole process group.
    public func signal(_ number: Int32) { kill(-pid, number) }

    /// The status, if it has ended; reaps it.
    public func reap() -> ExitStatus? {
        var signal: Int32 = 0
        var code: Int32 = 0
        switch cprocess_reap(pidDescriptor, &signal, &code) {
        case 0: return nil
        case 1: return signal == 0 ? .exited(code) : .signalled(signal)
        default: return .unknown
        }
    }

    /// Waits for the end, kills the group when it does not come in time, and always kills what the child left behind.
    ///
    /// Blocks the calling thread for at most `milliseconds` and two seconds more.
    /// - Returns: the status; nil when the child cannot even be killed (it hangs in the kernel) and is left behind.
    public func end(withinMilliseconds milliseconds: Int32) -> ExitStatus? {
        waitForEnd(milliseconds)
        // The group lives on where the child forked; the leader's id stays taken until it is reaped.
        signal(SIGKILL)
        waitForEnd(2000)
        let status = reap()
        if status == nil { LeftBehind.count.add(1, ordering: .relaxed) }
        return status
    }

    private func waitForEnd(_ milliseconds: Int32) {
        let deadline = MonotonicClock.nowNanoseconds() + Int64(milliseconds) * 1_000_000
        var poller = pollfd(fd: pidDescriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let left = (deadline - MonotonicClock.nowNanoseconds()) / 1_000_000
            if poll(&poller, 1, Int32(max(0, left))) >= 0 || errno != EINTR { return }
        }
    }
}

private func withCStrings<R>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
    let pointers = UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
    _ = pointers.initialize(from: strings.map { strdup($0) } + [nil])
    defer {
        pointers.forEach { free($0) }
        pointers.deallocate()
    }
    guard let base = pointers.baseAddress else { preconditionFailure("a buffer that was allocated has a base") }
    return body(base)
}

/// Children that hang in the kernel and could not be killed: never waited for, but counted.
public enum LeftBehind {
    fileprivate static let count = Atomic(0)

    /// How many there were since this process started.
    public static var total: Int { count.load(ordering: .relaxed) }
}
