// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Providers
import Reports

extension Planner {
    /// Why a pipeline has no encoder, and the place in the configuration that asks for what there is not.
    ///
    /// - Parameter rows: all candidates of the pipeline's codec, each with its reason.
    func noEncoder(
        _ pipeline: EvaluatedPipeline, _ element: String?, _ rules: EncoderRules,
        _ rows: [PlanReport.Candidate]
    ) -> (reason: Reason, location: TextLocation?) {
        let codec = pipeline.codec.rawValue
        if let element {
            let location = pipeline.location(of: .encoder)
            guard let row = rows.first(where: { row in entries(of: row).contains { $0.encoder.element == element } })
            else { return (Reason("no-encoder", "\(element) does not encode \(codec)"), location) }
            return (
                Reason("no-encoder", "\(element) cannot be used: \(row.reason.text)", hint: row.reason.hint), location
            )
        }
        if let required = rules.require, let first = required.first {
            return (unusable(required, codec, rows), first.location)
        }
        if let device = rules.device {
            let own = rows.first { $0.device == device.id }
            let because = own.map { ": \($0.encoder): \($0.reason.text)" } ?? ""
            let hint = own?.reason.hint ?? "`serval encoders --codec \(codec)` lists the devices that encode it"
            return (
                Reason("no-encoder", "no \(codec) encoder can be used on \(device)\(because)", hint: hint),
                rules.deviceLocation
            )
        }
        let hint = rows.lazy.compactMap(\.reason.hint).first
        let allowed = rows.contains { $0.reason.code == "forbidden" } ? " that the configuration allows" : ""
        return (
            Reason(
                "no-encoder", "no \(codec) encoder works here\(allowed)",
                hint: hint ?? "`serval encoders --codec \(codec)` says why"), pipeline.location(of: .codec)
        )
    }

    /// What is wrong with each of the required ones. Nothing else takes their place.
    private func unusable(
        _ required: [EncoderRules.Name], _ codec: String, _ rows: [PlanReport.Candidate]
    ) -> Reason {
        let names = required.map(\.pattern.text).joined(separator: ", ")
        let asked = "the configuration requires \(names)"
        let found = rows.filter { row in
            entries(of: row).contains { entry in required.contains { entry.isNamed(by: $0.pattern) } }
        }
        guard !found.isEmpty else {
            let exists = catalog.entries.contains { entry in required.contains { entry.isNamed(by: $0.pattern) } }
            return exists
                ? Reason("no-encoder", "\(asked), which has no encoder for \(codec)")
                : Reason(
                    "no-encoder", "\(asked), and there is no such encoder, element or provider",
                    hint: required.first.map { catalog.advice(for: $0.pattern) })
        }
        let causes = found.prefix(4).map { row in
            let device = row.device.map { " on \($0)" } ?? ""
            return "\(row.encoder)\(device): \(row.reason.text)"
        }
        return Reason(
            "no-encoder", "\(asked), which cannot be used: " + causes.joined(separator: "; "),
            hint: found.lazy.compactMap(\.reason.hint).first)
    }

    /// What a row is about, on any of its devices.
    private func entries(of row: PlanReport.Candidate) -> [Catalog.Entry] {
        catalog.entries.filter { $0.provider == row.provider && $0.encoder.id == row.encoder }
    }
}
