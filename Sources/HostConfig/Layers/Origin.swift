// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// Where a value of the configuration comes from.
public enum Origin: Sendable, Hashable, CustomStringConvertible {
    /// Nobody said anything.
    case builtIn
    case file(TextLocation)
    /// An environment variable, by its name.
    case environment(String)
    /// A flag of the command line, as it is written there.
    case flag(String)

    /// `default`, `serval.yaml:3:12`, `NEKO_CAPTURE_VIDEO_CODEC`, `--capture.video.codec`.
    public var description: String {
        switch self {
        case .builtIn: "default"
        case .file(let location): location.description
        case .environment(let name), .flag(let name): name
        }
    }
}
