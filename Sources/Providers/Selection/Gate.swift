// SPDX-License-Identifier: Apache-2.0
import Media
import Reports

/// The hard gates: what rules an encoder out for a requirement, whatever its merits; and what makes it a last resort.
enum Gate {
    /// Nil for an entry that can be used.
    static func rejection(
        of entry: Catalog.Entry, for requirement: EncodeRequirement, rules: SelectionRules,
        evidence: SelectionEvidence, policy: SelectionPolicy
    ) -> Reason? {
        if let reason = nameRejection(entry, requirement, rules) { return reason }
        guard entry.state == .ok, let offer = entry.offer else {
            return entry.reason ?? Reason("unavailable", "it is not usable on this machine")
        }
        return deviceRejection(entry, rules)
            ?? sizeRejection(offer.limits, requirement.resolution)
            ?? evidence.refusals[entry.key]
            ?? trialRejection(evidence.trials[entry.key], policy)
            ?? keyframeRejection(entry, offer, evidence.measurement(of: entry.key), requirement, policy)
    }

    private static func nameRejection(
        _ entry: Catalog.Entry, _ requirement: EncodeRequirement, _ rules: SelectionRules
    ) -> Reason? {
        if let pattern = rules.forbid.first(where: entry.isNamed) {
            return Reason("forbidden", "the configuration forbids \(pattern)")
        }
        if let element = requirement.element, element != entry.encoder.element {
            return Reason("not-pinned", "the configuration names \(element)")
        }
        if let required = rules.require, !required.contains(where: entry.isNamed) {
            let names = required.map(\.text).joined(separator: ", ")
            return Reason("not-required", "the configuration requires \(names)")
        }
        return nil
    }

    private static func deviceRejection(_ entry: Catalog.Entry, _ rules: SelectionRules) -> Reason? {
        guard let device = rules.device, device != entry.device?.id else { return nil }
        let own = entry.device.map { "it runs on \($0.id)" } ?? "it has no device"
        return Reason("other-device", "\(own), the configuration asks for \(device)")
    }

    private static func sizeRejection(_ limits: EncoderLimits, _ size: Resolution) -> Reason? {
        let tooSmall = size.width < limits.minimumWidth || size.height < limits.minimumHeight
        let tooLarge =
            (limits.maximumWidth > 0 && size.width > limits.maximumWidth)
            || (limits.maximumHeight > 0 && size.height > limits.maximumHeight)
        guard tooSmall || tooLarge else { return nil }
        let limit =
            tooSmall
            ? "at least \(limits.minimumWidth)x\(limits.minimumHeight)"
            : "at most \(limits.maximumWidth)x\(limits.maximumHeight)"
        return Reason(
            "size-limit", "it encodes \(limit), the pipeline asks for \(size)",
            hint: "set width and height of the pipeline within the limit")
    }

    private static func trialRejection(_ outcome: TrialOutcome?, _ policy: SelectionPolicy) -> Reason? {
        switch outcome {
        case nil: return nil
        case .failed(let reason)?:
            return Reason(reason.code, "its trial failed: \(reason.text)", hint: reason.hint)
        case .measured(let trial)?:
            guard let psnr = trial.psnrDecibels, psnr < policy.leastPSNRDecibels else { return nil }
            let least = DecimalText.short(policy.leastPSNRDecibels)
            return Reason(
                "wrong-picture",
                "its picture is wrong: \(DecimalText.short(psnr)) dB against what was shown, \(least) dB is the least",
                hint: "look for a newer driver, or report it with the driver's version")
        }
    }

    /// What was measured counts more than what the provider says. An element that the configuration names is an
    /// order: only what cannot work at all is refused.
    private static func keyframeRejection(
        _ entry: Catalog.Entry, _ offer: EncoderOffer, _ trial: TrialMeasurement?, _ requirement: EncodeRequirement,
        _ policy: SelectionPolicy
    ) -> Reason? {
        guard requirement.element == nil else { return nil }
        let lacks: String
        // One that is far too slow is not asked, or stopped before it could answer: its slowness is said instead.
        let longest = policy.longestKeyframeDelayFrames
        if let trial, trial.keyframeDelayFrames != nil || trial.framesAfterKeyframeRequest > longest {
            if let delay = trial.keyframeDelayFrames, delay <= longest { return nil }
            let came = trial.keyframeDelayFrames.map { "it came \($0) frames late" } ?? "none came"
            lacks = "its trial asked for a keyframe and \(came), \(longest) are the most"
        } else if offer.lacks.contains(.keyframeOnRequest) {
            lacks = "it gives no keyframe on request here"
        } else {
            return nil
        }
        return Reason(
            "no-keyframe-request", "\(lacks): a viewer who joins would see nothing until the next interval",
            hint: "name it with gst_encoder to use it all the same")
    }
}

extension Gate {
    /// Why an encoder is not fit for live work, though a slow picture is better than none; nil for one that is fit.
    static func slowness(
        of entry: Catalog.Entry, _ trial: TrialMeasurement?, for requirement: EncodeRequirement,
        _ policy: SelectionPolicy
    ) -> Reason? {
        let hint = "a smaller size, a lower fps or a faster speed may make it fit"
        guard let trial else {
            guard entry.offer?.lacks.contains(.realTime) == true else { return nil }
            return Reason(
                "not-real-time", "its provider says that it does not keep up with a live desktop", hint: hint)
        }
        let wanted = requirement.rate.framesPerSecond
        if !keepsUp(trial, requirement, policy) {
            return Reason(
                "too-slow",
                "it makes \(DecimalText.short(trial.framesPerSecond)) frames a second at most, and "
                    + "\(DecimalText.short(policy.leastThroughput * wanted)) are needed "
                    + "for \(DecimalText.short(wanted)) live", hint: hint)
        }
        let budget = policy.latencyBudgetMilliseconds(at: requirement.rate, requirement.mode)
        if !(trial.latencyP99Milliseconds <= budget) {
            return Reason(
                "too-late",
                "its slowest frames take \(DecimalText.short(trial.latencyP99Milliseconds)) ms (p99), and "
                    + "\(DecimalText.short(budget)) ms are the budget", hint: hint)
        }
        return nil
    }

    /// What is no number does not.
    private static func keepsUp(
        _ trial: TrialMeasurement, _ requirement: EncodeRequirement, _ policy: SelectionPolicy
    ) -> Bool {
        trial.framesPerSecond >= policy.leastThroughput * requirement.rate.framesPerSecond
    }
}
