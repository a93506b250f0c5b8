// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// A configuration with what there is to say about it, and where each value comes from.
public struct LoadedConfiguration: Sendable {
    public var configuration: Configuration
    /// Warnings and notes.
    public var diagnostics: [Diagnostic]
    /// The file that was read; nil for none.
    public var file: String?
    /// What all layers together say; nil for nothing.
    let root: Node?
    /// The layers' texts, those of the file excepted.
    private let origins: [ObjectIdentifier: Origin]

    /// Puts a file, the environment and flags over each other, each stronger than the one before.
    ///
    /// - Throws: `ConfigurationError` with all faults of all layers.
    public init(
        file: SourceText?, environment: [String: String] = [:], flags: [ConfigurationFlag] = []
    ) throws(ConfigurationError) {
        let faults = FaultLog()
        var root = file.flatMap { Self.root(of: $0, faults: faults) }
        let variables = EnvironmentLayer(environment)
        let flagAssignments = flags.map(\.assignment)
        let strong = variables.assignments + flagAssignments
        let legacy = Self.legacy(environment, under: strong, over: root)
        let assignments = (legacy?.assignments ?? []) + strong
        for diagnostic in (legacy?.diagnostics ?? []) + variables.diagnostics { faults.add(diagnostic) }
        if let first = assignments.first, root == nil { root = Node(content: .mapping([]), location: first.location) }
        for assignment in assignments {
            root?.assign(assignment)
            guard root?.value(at: assignment.path)?.location != assignment.value.location else { continue }
            let key = assignment.path.joined(separator: ".")
            faults.error("\(key) cannot be given here: one of its sections is no mapping", at: assignment.location)
        }

        configuration = root.map { Configuration($0, of: file, faults: faults) } ?? Configuration()
        guard !faults.hasErrors else { throw ConfigurationError(faults.diagnostics) }
        diagnostics = faults.diagnostics
        self.file = file?.name
        self.root = root
        origins = assignments.reduce(into: [:]) { $0[ObjectIdentifier($1.value.location.source)] = $1.origin }
    }

    private static func root(of file: SourceText, faults: FaultLog) -> Node? {
        do throws(Diagnostic) {
            return try NodeComposer.document(of: file, limits: YAMLLimits(), faults: faults)
        } catch {
            faults.add(error)
            return nil
        }
    }

    /// The variables of neko 2, unless `legacy` is false.
    private static func legacy(
        _ environment: [String: String], under strong: [Assignment], over root: Node?
    ) -> LegacyEnvironment? {
        let isOff = [root?.value(at: ["legacy"])?.scalarText, environment["SERVAL_LEGACY"], environment["NEKO_LEGACY"]]
            .contains { $0.map { ["0", "f", "F", "FALSE", "false", "False"].contains($0) } ?? false }
        guard !isOff else { return nil }
        let keys = ["pipeline", "pipelines"].map { ["capture", "video", $0] }
        let hasPipelines = keys.contains { key in
            root?.value(at: key) != nil || strong.contains { $0.path.starts(with: key) }
        }
        return LegacyEnvironment(environment, hasPipelines: hasPipelines)
    }

    /// Where a value is written.
    public func origin(at location: TextLocation?) -> Origin {
        guard let location else { return .builtIn }
        return origins[ObjectIdentifier(location.source)] ?? .file(location)
    }

    /// Where a key's value comes from.
    public func origin(of key: ConfigurationKey) -> Origin {
        origin(at: root?.value(at: key.parts)?.location)
    }

    /// What is written for a key; nil for nothing, and for what is no text.
    func writtenText(_ key: String) -> String? {
        root?.value(at: key.split(separator: ".").map(String.init))?.scalarText
    }
}

extension Node {
    /// The text of a scalar.
    var scalarText: String? {
        if case .scalar(let scalar) = content { scalar.text } else { nil }
    }
}
