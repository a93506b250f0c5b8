// SPDX-License-Identifier: Apache-2.0
import Media
import PluginABI
import ProviderLoading

extension CheckBodies {
    /// A probe's traces, and one on a machine that hides its devices.
    static let isolation: [String: Body] = [
        "probe-without-devices": { subject throws(Unmet) in try probe(subject, .hide, "no device is there") },
        "probe-without-permission": { subject throws(Unmet) in try probe(subject, .forbid, "no device may be opened") },
        "probe-inventory-opens-no-device": { subject throws(Unmet) in
            _ = try subject.descriptions()
            let tracer = try DeviceTracer.start(.watch)
            _ = try ProbeLog.run(subject, depth: .SERVAL_PROBE_INVENTORY)
            let opened = tracer.opened
            try expect(opened.isEmpty, "the inventory opens \(opened.joined(separator: ", "))")
            return ""
        },
        "probe-leaves-no-threads": { subject throws(Unmet) in
            let (before, after) = try aroundProbe(subject)
            try expect(after.threads <= before.threads, "\(after.threads - before.threads) threads are left behind")
            return ""
        },
        "probe-leaves-no-processes": { subject throws(Unmet) in
            let (before, after) = try aroundProbe(subject)
            let left = after.children.subtracting(before.children)
            try expect(left.isEmpty, "\(left.count) processes are left behind")
            return ""
        },
        "probe-leaves-no-descriptors": { subject throws(Unmet) in
            let (before, after) = try aroundProbe(subject)
            let left = after.descriptors.filter { before.descriptors[$0.key] == nil }.values.sorted()
            try expect(left.isEmpty, "left open: \(left.joined(separator: ", "))")
            return ""
        },
        "probe-invalidation-sources": { subject throws(Unmet) in
            let library = try subject.library()
            guard let table = library.interface(SERVAL_INVALIDATION_SOURCES, as: serval_invalidation_sources.self)
            else { throw .notApplicable("it names nothing: it is asked again when what all depend on has changed") }
            let reader = ABIReader(code: "bad-table", path: "invalidation")
            let sources = try read { () throws(Reason) in
                let sources = try reader.copy(table)
                return try reader.texts("sources", sources.sources, count: sources.source_count)
            }
            for source in sources {
                let isKnown =
                    source.hasPrefix("/") || source.hasPrefix("library:") && !source.hasSuffix(":")
                    || source.hasPrefix("environment:") && !source.hasSuffix(":")
                try expect(isKnown, "\"\(source)\" is no path, and begins with neither library: nor environment:")
            }
            return sources.joined(separator: ", ")
        },
    ]

    private static func probe(_ subject: Subject, _ mode: DeviceTracer.Mode, _ state: String) throws(Unmet) -> String {
        _ = try subject.descriptions()
        let tracer = try DeviceTracer.start(mode)
        let log = try ProbeLog.run(subject)
        if let fault = log.faults.first { throw .broken("when \(state): \(fault.text)") }
        let real = log.devices.filter { !$0.node.isEmpty }.map(\.id)
        if let offer = log.offers.first(where: { real.contains($0.deviceID) }) {
            throw .broken("when \(state), \(offer.encoder) is still offered on \(offer.deviceID)")
        }
        try expect(
            !log.offers.isEmpty || !log.notes.isEmpty, "when \(state), there is no offer, and no note that says why")
        let tried = tracer.opened
        return tried.isEmpty ? "it opens no device" : "it tried \(tried.joined(separator: ", "))"
    }

    /// The process before and after a probe; the first one of a process may start what stays for good.
    private static func aroundProbe(
        _ subject: Subject
    ) throws(Unmet) -> (before: ProcessState, after: ProcessState) {
        _ = try subject.descriptions()
        ProcessState.adoptOrphans()
        let before = ProcessState.read()
        _ = try ProbeLog.run(subject)
        return (before, ProcessState.read())
    }
}
