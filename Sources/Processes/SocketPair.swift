// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The two ends of a worker channel: a connected pair of stream sockets, closed on exec.
public struct SocketPair: Sendable {
    /// The host's end; the caller's to close.
    public var host: Int32
    /// The worker's end; to be closed here once the worker runs.
    public var worker: Int32

    /// The number of the channel's descriptor in every worker.
    public static let workerDescriptor: Int32 = 3

    /// - Throws: `SpawnError` when the process is out of descriptors.
    public init() throws(SpawnError) {
        var pair: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
            throw SpawnError(path: "a worker's channel", errno: errno)
        }
        host = pair[0]
        worker = pair[1]
    }
}
