// SPDX-License-Identifier: Apache-2.0
import Media

/// Host to mux worker, beside the packets of one stream (stream 0).
public enum MuxCommand: Codable, Sendable, Hashable {
    case hello(Hello)
    /// Opens the file; the container follows its ending (`.mkv`, `.webm`, `.mp4`).
    case start(format: StreamFormat, path: String)
    /// Finishes the file; `finished` or `failed` follows.
    case finish
}

/// Mux worker to host.
public enum MuxEvent: Codable, Sendable, Hashable {
    case hello(Hello)
    case finished
    case failed(Reason)
}
