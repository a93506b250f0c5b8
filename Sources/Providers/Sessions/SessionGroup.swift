// SPDX-License-Identifier: Apache-2.0
import Media

/// GPUs that share one limit of encode sessions.
public struct SessionGroup: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// All GeForce GPUs of the host: NVIDIA's driver counts their sessions together.
    public static let geForce = SessionGroup(rawValue: "GeForce")

    /// The group whose sessions an encoder takes on its device; nil for one that no driver counts.
    ///
    /// NVENC alone is known to count. Its professional GPUs have no limit by the manual; each has a group of its own in
    /// which one can be learned all the same. Jetson's elements are not NVENC's.
    public init?(of entry: Catalog.Entry) {
        let element = entry.encoder.element
        guard element.hasPrefix("nv"), !element.hasPrefix("nvv4l2"), let device = entry.device else { return nil }
        self = device.name.lowercased().contains("geforce") ? .geForce : SessionGroup(rawValue: device.id)
    }
}
