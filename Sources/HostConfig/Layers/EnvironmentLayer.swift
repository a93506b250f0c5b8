// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// What environment variables give to keys: `SERVAL_CAPTURE_VIDEO_CODEC`, or the same with neko's prefix.
///
/// A variable that is empty counts as not set.
struct EnvironmentLayer {
    private(set) var assignments: [Assignment] = []
    /// The values that cannot be assigned to a key, and what there is to know about the others.
    private(set) var diagnostics: [Diagnostic] = []

    /// The prefixes, the stronger first.
    private static let prefixes = ["SERVAL_", "NEKO_"]

    init(_ environment: [String: String]) {
        let variables = environment.filter { !$0.value.isEmpty }
        for key in ConfigurationKey.all {
            let names = Self.prefixes.map { $0 + key.environmentName }.filter { variables[$0] != nil }
            guard let name = names.first, let text = variables[name] else { continue }
            assignments.append(
                Assignment(text, for: key.parts, named: name, origin: .environment(name)))
            for other in names.dropFirst() {
                diagnostics.append(Self.diagnostic(.warning, "\(other) has no effect beside \(name)", other, variables))
            }
        }
        reportUnknown(variables)
    }

    /// Variables that look like a key and are none. Those of sections that Serval does not serve are named once.
    private mutating func reportUnknown(_ variables: [String: String]) {
        let known = Set(ConfigurationKey.all.map(\.environmentName))
        var notServed: [String] = []
        for name in variables.keys.sorted() {
            guard let prefix = Self.prefixes.first(where: { name.hasPrefix($0) }) else { continue }
            let rest = String(name.dropFirst(prefix.count))
            guard !known.contains(rest) else { continue }
            // Of neko's server there are keys that Serval does not have.
            let sections = prefix == "SERVAL_" ? ["CAPTURE", "PROVIDERS", "SERVER"] : ["CAPTURE", "PROVIDERS"]
            if sections.contains(where: { rest == $0 || rest.hasPrefix($0 + "_") }), rest != "PROVIDERS_PATH" {
                let advice = Suggestion.nearest(to: name, among: known.sorted().map { prefix + $0 })
                let warning = Self.diagnostic(.warning, "\(name) is no key", name, variables)
                diagnostics.append(warning.with(advice: advice.map { "did you mean \($0)?" }))
            } else if prefix == "NEKO_", !LegacyEnvironment.names.contains(rest), rest != "CONFIG" {
                notServed.append(name)
            }
        }
        guard let first = notServed.first else { return }
        let names = notServed.prefix(20).joined(separator: ", ") + (notServed.count > 20 ? ", …" : "")
        diagnostics.append(
            Self.diagnostic(.note, "Serval does not read these variables of neko: \(names)", first, variables))
    }

    private static func diagnostic(
        _ severity: Diagnostic.Severity, _ message: String, _ name: String, _ variables: [String: String]
    ) -> Diagnostic {
        let source = SourceText(name: name, text: variables[name] ?? "")
        return Diagnostic(severity, message, at: source.wholeLocation)
    }
}

extension Diagnostic {
    /// The same with other advice.
    func with(advice: String?) -> Diagnostic {
        var other = self
        other.advice = advice
        return other
    }
}
