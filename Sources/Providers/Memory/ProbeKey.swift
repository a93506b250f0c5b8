// SPDX-License-Identifier: Apache-2.0

/// All that a probe's answers depend on, by name: what was learnt holds as long as every part is what it was.
public struct ProbeKey: Codable, Sendable, Hashable {
    /// The name of a part, for people, and its state.
    var parts: [String: String]

    init(_ parts: [String: String]) { self.parts = parts }

    /// The names of the parts that differ, sorted; empty when nothing has changed.
    func changes(since earlier: ProbeKey) -> [String] {
        Set(parts.keys).union(earlier.parts.keys).filter { parts[$0] != earlier.parts[$0] }.sorted()
    }

    /// A text that differs when any part does.
    var fingerprint: String {
        var hash = StableHash()
        for (name, state) in parts.sorted(by: { $0.key < $1.key }) {
            hash.add(name)
            hash.add(state)
        }
        return hash.text
    }

    /// The key with what the provider itself names, as it is now.
    func adding(sources: [String]) -> ProbeKey {
        var key = self
        for source in sources.compactMap(InvalidationSource.init) { key.parts[source.text] = source.state() }
        return key
    }
}

/// The parts of the key that all providers share: one look at the machine serves them all.
public struct HostState: Sendable, Hashable {
    let parts: [String: String]

    /// The state of the machine, the user and the installation, as a probe child would see them.
    ///
    /// - Parameter environment: what is passed to probe children.
    public static func current(worker: String, environment: [String]) -> HostState {
        var environmentHash = StableHash()
        // The registry's path follows from the rest; what is on the screen is no provider's business.
        let ignored = ["GST_REGISTRY_1_0=", "DISPLAY=", "XAUTHORITY="]
        for variable in environment.sorted() where !ignored.contains(where: variable.hasPrefix) {
            environmentHash.add(variable)
        }
        return HostState(parts: [
            "serval-worker": FileState.text(of: worker) ?? "missing",
            "GStreamer": GStreamerRegistry.installation(environment: environment),
            "environment": environmentHash.text,
            "kernel": kernel(),
        ])
    }

    /// The key of a provider's library, before what it names itself.
    func key(of file: ProviderFile) -> ProbeKey {
        var parts = parts
        parts[file.path] = FileState.text(of: file.path) ?? "gone"
        return ProbeKey(parts)
    }

    private static func kernel() -> String { FileState.text(of: "/proc/sys/kernel/osrelease") ?? "" }
}
