// SPDX-License-Identifier: Apache-2.0
import PluginABI

extension CheckBodies {
    /// What `init` does, and what it must leave to the probe.
    static let initialisation: [String: Body] = [
        "init-succeeds": { subject throws(Unmet) in
            _ = try subject.library()
            return ""
        },
        "init-without-services": { subject throws(Unmet) in
            _ = try subject.library(.bare)
            _ = try ProbeLog.run(subject)
            return ""
        },
        "init-newer-host": { subject throws(Unmet) in
            _ = try subject.library(.newer)
            _ = try ProbeLog.run(subject)
            return ""
        },
        "init-deinit-twice": { subject throws(Unmet) in
            let first = try subject.descriptions().map(\.id)
            try subject.finish()
            let second = try subject.descriptions().map(\.id)
            try expect(first == second, "after deinit and init it describes other encoders: \(second)")
            let usual = try ProbeElsewhere(subject).offers.count
            let offers = try ProbeLog.run(subject).offers.count
            try expect(offers >= usual, "after deinit and init it has \(offers) offers, otherwise \(usual)")
            try subject.finish()
            return ""
        },
        "init-opens-no-device": { subject throws(Unmet) in
            let tracer = try DeviceTracer.start(.watch)
            _ = try subject.library()
            _ = try subject.descriptions()
            let opened = tracer.opened
            try expect(opened.isEmpty, "it opens \(opened.joined(separator: ", ")) before the probe")
            return ""
        },
        "init-starts-nothing": { subject throws(Unmet) in
            ProcessState.adoptOrphans()
            let before = ProcessState.read()
            _ = try subject.library()
            _ = try subject.descriptions()
            let after = ProcessState.read()
            try expect(
                after.threads <= before.threads,
                "\(after.threads - before.threads) threads are started before the probe")
            try expect(
                after.children.isSubset(of: before.children), "a process is started before the probe")
            return ""
        },
        "init-under-100ms": { subject throws(Unmet) in
            let start = ContinuousClock.now
            _ = try subject.library()
            let duration = ContinuousClock.now - start
            try expect(duration < .milliseconds(100), "loading and init take \(duration.milliseconds) ms")
            return "\(duration.milliseconds) ms"
        },
    ]
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
