// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI
import ProviderLoading

extension CheckBodies {
    /// What the library reports of this machine, and how.
    static let probe: [String: Body] = [
        "probe-completes": { subject throws(Unmet) in
            let log = try ProbeLog.run(subject)
            let isKnown = [.SERVAL_OK, .SERVAL_E_NO_DEVICE, .SERVAL_E_PERMISSION, .SERVAL_E_NOT_READY].contains(
                log.status)
            try expect(isKnown, "probe returns \(log.status.name)\(OddHost.takeWords())")
            return "\(log.devices.count) devices, \(log.offers.count) offers, \(log.notes.count) notes"
        },
        "probe-records-valid": { subject throws(Unmet) in
            let log = try ProbeLog.run(subject)
            if let fault = log.faults.first { throw Unmet(fault) }
            guard !log.offers.isEmpty else {
                throw .notApplicable("no offer on this machine" + (log.notes.first.map { ": \($0.reason.text)" } ?? ""))
            }
            return log.offers.map { "\($0.encoder) on \($0.deviceID)" }.joined(separator: ", ")
        },
        "probe-device-first": { subject throws(Unmet) in
            var known: Set<String> = []
            for record in try ProbeLog.run(subject).records {
                switch record {
                case .device(.success(let device)): known.insert(device.id)
                case .offer(let encoder, let device, _):
                    try expect(
                        known.contains(device),
                        "the offer of \(encoder) is on \"\(device)\", which was not reported before it")
                case .device, .note: break
                }
            }
            return ""
        },
        "probe-described-encoders": { subject throws(Unmet) in
            let described = Set(try subject.descriptions().map(\.id))
            for case .offer(let encoder, _, _) in try ProbeLog.run(subject).records {
                try expect(described.contains(encoder), "an offer is of \"\(encoder)\", which was not described")
            }
            return ""
        },
        "probe-offers-unique": { subject throws(Unmet) in
            var seen: Set<[String]> = []
            for case .offer(let encoder, let device, _) in try ProbeLog.run(subject).records {
                try expect(seen.insert([encoder, device]).inserted, "there are two offers of \(encoder) on \(device)")
            }
            return ""
        },
        "probe-limits-sane": { subject throws(Unmet) in
            for offer in try ProbeLog.run(subject).offers {
                if let fault = offer.limits.fault { throw .broken("\(offer.encoder) on \(offer.deviceID): \(fault)") }
            }
            return ""
        },
        "probe-says-why": { subject throws(Unmet) in
            let log = try ProbeLog.run(subject)
            try expect(!log.offers.isEmpty || !log.notes.isEmpty, "there is no offer, and no note that says why")
            return ""
        },
        "probe-repeatable": { subject throws(Unmet) in
            let first = try ProbeElsewhere(subject)
            let second = try ProbeElsewhere(subject)
            try expect(first.devices == second.devices, "a second probe finds other devices")
            try expect(first.offers == second.offers, "a second probe has other offers")
            return ""
        },
        "probe-under-budget": { subject throws(Unmet) in
            let duration = try ProbeLog.run(subject).duration
            try expect(duration < .seconds(3), "the probe takes \(duration.milliseconds) ms")
            return "\(duration.milliseconds) ms"
        },
        "probe-honours-cancel": { subject throws(Unmet) in
            _ = try subject.descriptions()
            OddHost.cancel()
            let duration = try ProbeLog.run(subject).duration
            try expect(
                duration < .seconds(1), "it goes on for \(duration.milliseconds) ms though the host wants it to end")
            return "\(duration.milliseconds) ms"
        },
        "probe-honours-sink": { subject throws(Unmet) in
            let unwanted = try ProbeLog.run(subject, limit: 1).unwanted
            try expect(
                unwanted == 0, "after the sink wanted no more, at the first record, \(unwanted) further records came")
            return ""
        },
        "probe-honours-devices": { subject throws(Unmet) in
            let unknown = "serval-check:no-such-device"
            let none = try ProbeElsewhere(subject, device: unknown)
            if let stranger = none.devices.first(where: { $0.id != unknown }) {
                throw .broken("it reports \(stranger.id), though it is asked for another device only")
            }
            for device in try ProbeLog.run(subject).devices.map(\.id) {
                let found = try ProbeElsewhere(subject, device: device)
                let others = found.devices.map(\.id) + found.offers.map(\.deviceID)
                let other = others.first { $0 != device }
                try expect(other == nil, "asked for \(device) alone, it reports \(other ?? "")")
                try expect(
                    found.devices.contains { $0.id == device }, "asked for \(device) alone, it does not report it")
            }
            return ""
        },
        "probe-unknown-depth": { subject throws(Unmet) in
            guard let depth = serval_probe_depth(rawValue: 99) else {
                throw .notApplicable("this build has no words for an unknown depth")
            }
            let usual = Set(try ProbeElsewhere(subject).offers.map(\.encoder))
            let found = Set(try ProbeLog.run(subject, depth: depth).offers.map(\.encoder))
            try expect(
                usual.isSubset(of: found),
                "for a depth that it does not know it does not offer "
                    + usual.subtracting(found).sorted().joined(separator: ", "))
            return ""
        },
        "probe-on-its-thread": { subject throws(Unmet) in
            let astray = try ProbeLog.run(subject).astray
            try expect(astray == 0, "\(astray) records come on another thread")
            return ""
        },
    ]
}

extension EncoderLimits {
    /// What contradicts itself; nil when nothing does.
    fileprivate var fault: String? {
        if maximumWidth > 0, minimumWidth > maximumWidth {
            return "the least width is \(minimumWidth), the greatest \(maximumWidth)"
        }
        if maximumHeight > 0, minimumHeight > maximumHeight {
            return "the least height is \(minimumHeight), the greatest \(maximumHeight)"
        }
        if let side = [maximumWidth, maximumHeight].first(where: { $0 > 65536 }) {
            return "a side of \(side) is a guess"
        }
        if Set(rateControls).count < rateControls.count { return "a rate control is listed twice" }
        if let control = rateControls.first(where: { EncoderParameters.RateControl(rawValue: $0) == nil }) {
            return "\"\(control)\" is no rate control"
        }
        return nil
    }
}
