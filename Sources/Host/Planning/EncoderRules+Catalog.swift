// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Providers
import Reports

extension EncoderRules {
    var selectionRules: SelectionRules {
        SelectionRules(
            prefer: (prefer ?? []).map(\.pattern), require: (require ?? []).isEmpty ? nil : require?.map(\.pattern),
            forbid: forbid.map(\.pattern), device: device?.id)
    }

    /// The name of an element is an order of its own: it takes the place of what is preferred and required.
    var selectionRulesBesideElement: SelectionRules {
        SelectionRules(forbid: forbid.map(\.pattern), device: device?.id)
    }
}

extension Catalog {
    /// The names in a configuration's rules that nothing here has, each with what may have been meant.
    func warnings(about rules: EncoderRules) -> [PlanReport.PlanError] {
        let lists = [("prefer", rules.prefer ?? []), ("require", rules.require ?? []), ("forbid", rules.forbid)]
        let entries = entries
        let unknown = lists.flatMap { key, names in
            names.filter { name in !entries.contains { $0.isNamed(by: name.pattern) } }.map { name in
                PlanReport.PlanError(
                    Reason(
                        "unknown-encoder", "\(key): no encoder, element or provider is called \(name.pattern)",
                        hint: advice(for: name.pattern)), location: name.location?.description)
            }
        }
        return unknown + (deviceWarning(rules).map { [$0] } ?? [])
    }

    /// What may have been meant by a name that nothing here has.
    func advice(for pattern: EncoderPattern) -> String {
        var known: [String] = []
        for name in entries.flatMap(\.names) where !known.contains(name) { known.append(name) }
        guard !known.isEmpty else { return "no provider was found: `serval encoders` says where it looked" }
        return Suggestion.nearest(to: pattern.text, among: known).map { "did you mean \($0)?" }
            ?? "`serval encoders` lists all names"
    }

    private func deviceWarning(_ rules: EncoderRules) -> PlanReport.PlanError? {
        let known = Set(providers.flatMap(\.devices).map(\.id)).sorted()
        guard let device = rules.device, !known.contains(device.id) else { return nil }
        let hint = Suggestion.advice(for: device.id, among: known, called: "the devices are")
        return PlanReport.PlanError(
            Reason("unknown-device", "device: there is no \(device) here", hint: known.isEmpty ? nil : hint),
            location: rules.deviceLocation?.description)
    }
}
