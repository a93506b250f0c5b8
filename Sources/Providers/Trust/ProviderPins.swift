// SPDX-License-Identifier: Apache-2.0
import Media

/// The only libraries that may be loaded, by their SHA-256: for installations that are locked down.
public struct ProviderPins: Sendable, Hashable {
    /// By the file's name or absolute path: 64 hexadecimal digits in lower case.
    private let sums: [String: String]

    /// - Parameter sums: by the file's name or absolute path, in hexadecimal digits.
    public init(_ sums: [String: String]) { self.sums = sums.mapValues { $0.lowercased() } }

    /// Why a library is not loaded; nil when it is the one that is pinned.
    ///
    /// A path counts before a name.
    func refusal(of file: ProviderFile, sum: String) -> Reason? {
        let line = "\(file.name): \(sum)"
        guard let pinned = sums[file.path] ?? file.link.flatMap({ sums[$0] }) ?? sums[file.name] else {
            return Reason(
                "not-pinned", "\(file.path) is not among the libraries of providers.pins, and only those are loaded",
                hint: "if you trust it, add `\(line)` to providers.pins")
        }
        guard pinned != sum else { return nil }
        return Reason(
            "pin-mismatch", "\(file.path) is not the file that is pinned: its SHA-256 is \(sum), pinned is \(pinned)",
            hint: "if you replaced it yourself, write `\(line)` in providers.pins; if not, find out who did")
    }
}
