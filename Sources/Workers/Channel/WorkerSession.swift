// SPDX-License-Identifier: Apache-2.0
import Logging
import NIOCore
import NIOPosix
import Processes
import WorkerProtocol

/// The host's hold on one running worker, for as long as the body of `run` lasts.
public struct WorkerSession: Sendable {
    /// The worker's process id.
    public let pid: Int32
    private let writer: NIOAsyncChannelOutboundWriter<Frame>

    /// Sends a frame; suspends while the worker does not read.
    ///
    /// - Throws: when the worker is gone.
    public func send(_ frame: Frame) async throws { try await writer.write(frame) }

    /// Sends a command of the role's type.
    public func send(_ command: some Encodable) async throws {
        try await send(Frame.message(encoding: command))
    }

    /// Starts a worker in a role, hands its session and its frames to `body`, and brings it to its end afterwards,
    /// however `body` ends: its channel is closed, and a worker that does not end by itself then is killed.
    ///
    /// - Returns: what `body` returned and how the worker ended (nil: it cannot be killed and is left behind).
    public static func run<R: Sendable>(
        _ worker: WorkerExecutable, role: [String], logger: Logger,
        body: @Sendable (WorkerSession, NIOAsyncChannelInboundStream<Frame>) async throws -> R
    ) async throws -> (R, ExitStatus?) {
        let (child, socket) = try spawn(worker, role: role)
        let result: Result<R, any Error>
        do {
            let channel = try await connect(socket)
            result = .success(
                try await channel.executeThenClose { inbound, outbound in
                    try await body(WorkerSession(pid: child.pid, writer: outbound), inbound)
                })
        } catch {
            result = .failure(error)
        }
        // Its channel is closed: a healthy worker ends now.
        let status = await BlockingThread.run { child.end(withinMilliseconds: 1500) }
        if status == nil {
            logger.error("a worker cannot be killed and is left behind", metadata: ["pid": "\(child.pid)"])
        }
        return (try result.get(), status)
    }

    private static func spawn(
        _ worker: WorkerExecutable, role: [String]
    ) throws(SpawnError) -> (ChildProcess, Int32) {
        let pair = try SocketPair()
        defer { closeDescriptor(pair.worker) }
        do throws(SpawnError) {
            let child = try ChildProcess(
                path: worker.path, arguments: role, environment: worker.environment,
                descriptors: [
                    .init(2, as: 1), .init(2, as: 2), .init(pair.worker, as: SocketPair.workerDescriptor),
                ])
            return (child, pair.host)
        } catch {
            closeDescriptor(pair.host)
            throw error
        }
    }

    private static func connect(_ socket: Int32) async throws -> NIOAsyncChannel<Frame, Frame> {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .withConnectedSocket(socket) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(FrameDecoder()), MessageToByteHandler(FrameEncoder()))
                    return try NIOAsyncChannel<Frame, Frame>(wrappingChannelSynchronously: channel)
                }
            }
        return channel
    }
}
