// SPDX-License-Identifier: Apache-2.0
import Media

/// Section `capture.webcam`: a viewer's camera, played as a camera of this machine.
public struct WebcamConfiguration: Sendable, Hashable {
    public var isEnabled: Bool
    /// The video4linux device that plays it.
    public var device: String
    public var size: Resolution

    static let sides = 1...32768

    public init(
        isEnabled: Bool = false, device: String = "/dev/video0", size: Resolution = Resolution(width: 1280, height: 720)
    ) {
        self.isEnabled = isEnabled
        self.device = device
        self.size = size
    }
}
