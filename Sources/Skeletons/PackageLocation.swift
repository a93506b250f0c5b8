// SPDX-License-Identifier: Apache-2.0

/// Where SwiftPM finds Serval's package, for providers in Swift.
public enum PackageLocation: Sendable, Hashable {
    /// A checkout's absolute path.
    case folder(String)
    /// A repository, whose branch `main` is used: `https://…/serval.git`.
    case repository(String)

    /// What a person says: a URL, or else a path.
    public init(_ text: String) {
        self = text.contains("://") || text.hasPrefix("git@") ? .repository(text) : .folder(text)
    }

    /// The entry in the manifest's `dependencies`.
    var dependency: String {
        switch self {
        case .folder(let path): ".package(name: \"serval\", path: \(Self.literal(path)))"
        case .repository(let url): ".package(url: \(Self.literal(url)), branch: \"main\")"
        }
    }

    /// The name that products are asked of.
    var identity: String {
        guard case .repository(let url) = self else { return "serval" }
        let last = url.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? url
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    }

    private static func literal(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
