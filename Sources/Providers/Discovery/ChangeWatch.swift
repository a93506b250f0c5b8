// SPDX-License-Identifier: Apache-2.0
import CProcess
import Glibc
import Processes

/// Notices changes in folders, with inotify: files that come, go, are finished, or change their mode.
///
/// A burst of changes is one: a copy under way is told when it is done. inotify(7).
public struct ChangeWatch: Sendable {
    /// A burst is over when nothing happens for this long.
    private static let quietMilliseconds: Int32 = 300
    /// A burst that does not end is told all the same.
    private static let longestBurstMilliseconds: Int64 = 5000
    private static let mask = UInt32(
        IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF)
    private static let attributeMask = UInt32(IN_ATTRIB)

    private let folders: [String]
    private let attributes: [String]

    /// - Parameters:
    ///   - folders: of one that does not exist, the nearest folder above it is watched.
    ///   - attributes: folders of which only owners and modes matter, their own and those of what is in them.
    public init(folders: [String], attributesOf attributes: [String] = []) {
        self.folders = folders
        self.attributes = attributes
    }

    /// Calls `onChange` once the folders are watched, and after each burst, until the task is cancelled. Whoever looks
    /// at each call misses nothing, whenever it looked before. Without inotify there is only the first call.
    public func run(onChange: @escaping @Sendable () -> Void) async {
        var pipe: [Int32] = [-1, -1]
        guard cprocess_pipe(&pipe) == 0 else { return }
        let (stop, wake) = (pipe[0], pipe[1])
        defer { close(stop) }
        await withTaskCancellationHandler {
            await BlockingThread.run { [self] in watch(until: stop, onChange) }
        } onCancel: {
            close(wake)
        }
        if !Task.isCancelled { close(wake) }
    }

    private func watch(until stop: Int32, _ onChange: () -> Void) {
        let queue = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        defer { if queue >= 0 { close(queue) } }
        while true {
            // Again after every burst: a folder may have come into being. And before the call: what comes after its
            // look is watched.
            for folder in folders { Self.add(folder, to: queue, Self.mask) }
            for folder in attributes { Self.add(folder, to: queue, Self.attributeMask) }
            onChange()
            guard Self.wait(for: queue, or: stop, milliseconds: -1) == .changed else { return }
            let start = MonotonicClock.nowNanoseconds()
            while MonotonicClock.nowNanoseconds() - start < Self.longestBurstMilliseconds * 1_000_000 {
                Self.drain(queue)
                let happened = Self.wait(for: queue, or: stop, milliseconds: Self.quietMilliseconds)
                if happened == .stopped { return }
                if happened == .quiet { break }
            }
        }
    }

    private enum Happened { case changed, quiet, stopped }

    private static func wait(for queue: Int32, or stop: Int32, milliseconds: Int32) -> Happened {
        var polled = [
            pollfd(fd: queue, events: Int16(POLLIN), revents: 0), pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = poll(&polled, 2, milliseconds)
            if count < 0, errno == EINTR { continue }
            if count < 0 || polled[1].revents != 0 { return .stopped }
            return count == 0 ? .quiet : .changed
        }
    }

    private static func add(_ folder: String, to queue: Int32, _ mask: UInt32) {
        var path = folder
        // A folder that is watched for more stays so.
        while inotify_add_watch(queue, path, mask | UInt32(IN_MASK_ADD)) < 0, let slash = path.lastIndex(of: "/"),
            path != "/"
        {
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
    }

    private static func drain(_ queue: Int32) {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while read(queue, &bytes, bytes.count) > 0 {}
    }
}
