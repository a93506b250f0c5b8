// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// A value that the command line gives to a key, as `--capture.video.codec h264` does.
public struct ConfigurationFlag: Sendable, Hashable {
    /// The key, such as `capture.video.codec`.
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    /// Reads `KEY=VALUE`; nil without a key.
    public init?(_ text: String) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        self.init(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }

    var assignment: Assignment {
        let name = "--\(key)"
        return Assignment(value, for: key.split(separator: ".").map(String.init), named: name, origin: .flag(name))
    }

    /// The sections whose keys can be flags.
    private static let sections: Set<String> = [
        "capture", "desktop", "member", "plugins", "providers", "server", "session", "webrtc",
    ]

    /// Arguments in which each flag of the form `--capture.video.codec VALUE` or `--capture.video.codec=VALUE` is
    /// replaced by `--set capture.video.codec=VALUE`; as with neko, a switch needs no value.
    public static func rewriting(_ arguments: [String]) -> [String] {
        var result: [String] = []
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            index += 1
            if argument == "--" { return result + arguments[(index - 1)...] }
            guard argument.hasPrefix("--") else {
                result.append(argument)
                continue
            }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(parts[0])
            guard let section = key.split(separator: ".").first, key.contains("."), sections.contains(String(section))
            else {
                result.append(argument)
                continue
            }
            var value = parts.count > 1 ? String(parts[1]) : nil
            if value == nil, ConfigurationKey.named(key)?.kind == .boolean { value = "true" }
            if value == nil, index < arguments.count {
                value = arguments[index]
                index += 1
            }
            result += ["--set", "\(key)=\(value ?? "")"]
        }
        return result
    }
}
