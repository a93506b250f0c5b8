// SPDX-License-Identifier: Apache-2.0

/// What a probe is asked: how far to go, and on which devices.
public struct ProbeRequest: Codable, Sendable, Hashable {
    /// Mirrors `serval_probe_depth` of the ABI.
    public enum Depth: String, Codable, Sendable, CaseIterable {
        /// The devices, without running any driver's code.
        case inventory
        /// What drivers say that they can do.
        case enumerate
        /// What drivers do when each encoder is started once.
        case smoke
    }

    public var depth: Depth
    /// The ids of the only devices to touch; empty for all.
    public var devices: [String]

    public init(depth: Depth = .enumerate, devices: [String] = []) {
        self.depth = depth
        self.devices = devices
    }
}
