// SPDX-License-Identifier: Apache-2.0
import Logging
import Media
import Workers

/// `serval record`: one pipeline of a plan, run as `run` would, into a file.
public struct OneRecording: Sendable {
    private let preparation: Preparation
    private let logger: Logger

    public init(preparation: Preparation, logger: Logger) {
        self.preparation = preparation
        self.logger = logger
    }

    /// Records until the limit.
    ///
    /// - Throws: `Reason`; codes `no-such-pipeline`, what kept the pipeline from running, and the mux worker's own.
    public func run(pipeline id: String, path: String, limit: Recording.Limit) async throws -> Recording.Summary {
        guard let pipeline = preparation.plan.pipeline(id) else {
            let ids = preparation.plan.pipelines.map(\.id).joined(separator: ", ")
            throw Reason("no-such-pipeline", "there is no pipeline \(id)", hint: "the pipelines are \(ids)")
        }
        if let error = pipeline.error { throw error }
        let stream = VideoStream(
            id: pipeline.id, codec: pipeline.codec, candidates: pipeline.candidates,
            worker: preparation.installation.worker,
            logger: logger, onEvent: { _ in })
        let recording = Recording(path: path, limit: limit, worker: preparation.installation.worker, logger: logger)
        return try await withThrowingTaskGroup(of: Recording.Summary?.self) { group in
            group.addTask {
                try await stream.run()
                return nil
            }
            group.addTask { try await recording.record(stream) }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw Reason("stream-ended", "the stream ended before the recording")
        }
    }
}
