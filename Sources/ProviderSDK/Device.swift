// SPDX-License-Identifier: Apache-2.0

/// Where an encoder runs.
public struct Device: Sendable, Hashable {
    /// Stable across boots: `cpu`, `pci:0000:03:00.0`.
    public var id: String
    /// For people: `Intel UHD Graphics 630`.
    public var name: String
    /// The driver and its version as it names itself; empty when there is none.
    public var driver: String
    /// The device node, such as `/dev/dri/renderD128`; empty when there is none.
    public var node: String

    /// Creates a device.
    public init(id: String, name: String, driver: String = "", node: String = "") {
        self.id = id
        self.name = name
        self.driver = driver
        self.node = node
    }
}
