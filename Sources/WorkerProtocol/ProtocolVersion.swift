// SPDX-License-Identifier: Apache-2.0

/// The version of everything in this target; both ends send it first, since host and worker may be replaced at
/// different moments. Any difference ends the worker.
public let workerProtocolVersion: UInt32 = 2

/// The first message of either end.
public struct Hello: Codable, Sendable, Hashable {
    public var version: UInt32
    public init(version: UInt32 = workerProtocolVersion) { self.version = version }
}
