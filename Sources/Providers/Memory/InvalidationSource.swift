// SPDX-License-Identifier: Apache-2.0
import CProcess
import Glibc
import LibraryFiles

/// One thing that a provider's answers depend on, in the form of `serval/invalidation.h`.
struct InvalidationSource: Sendable, Hashable {
    private enum Kind: Sendable, Hashable {
        case files(String)
        case library(String)
        case environment(String)
    }

    /// As the provider wrote it.
    let text: String
    private let kind: Kind

    /// Nil for what has none of the forms.
    init?(_ text: String) {
        self.text = text
        if text.hasPrefix("/") {
            kind = .files(text)
        } else if let name = text.rest(after: "library:"), !name.isEmpty, !name.contains("/") {
            kind = .library(name)
        } else if let name = text.rest(after: "environment:"), !name.isEmpty {
            kind = .environment(name)
        } else {
            return nil
        }
    }

    /// What it is now, to be compared with what it was; empty when there is nothing of it.
    func state() -> String {
        switch kind {
        case .files(let pattern):
            return Self.state(ofFiles: FileState.matches(of: pattern))
        case .library(let name):
            let paths = Self.libraryFolders().flatMap { FileState.matches(of: "\($0)/\(name)") }
            return Self.state(ofFiles: paths)
        case .environment(let name):
            return Self.variables(named: name).joined(separator: "\n")
        }
    }

    private static func state(ofFiles paths: [String]) -> String {
        paths.map { "\($0) \(FileState.text(of: $0) ?? "gone")" }.joined(separator: "\n")
    }

    /// Where the dynamic loader looks, apart from its cache: the cache knows these folders, too.
    private static func libraryFolders() -> [String] {
        let named = variables(named: "LD_LIBRARY_PATH").flatMap { variable in
            variable.drop { $0 != "=" }.dropFirst().split(separator: ":").map(String.init)
        }
        let triple = Multiarch.triple
        return named + ["/usr/local/lib/\(triple)", "/usr/local/lib", "/usr/lib/\(triple)", "/usr/lib64", "/usr/lib"]
    }

    private static func variables(named name: String) -> [String] {
        let isPrefix = name.hasSuffix("*")
        let wanted = isPrefix ? String(name.dropLast()) : name + "="
        var found: [String] = []
        var entry = cprocess_environment()
        while let text = entry.pointee {
            let variable = String(cString: text)
            if variable.hasPrefix(wanted) { found.append(variable) }
            entry += 1
        }
        return found.sorted()
    }
}

extension String {
    fileprivate func rest(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
