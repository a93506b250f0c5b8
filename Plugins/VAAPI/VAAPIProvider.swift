// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProviderSDK

/// Offers the GStreamer elements that encode through VA-API, on the GPUs whose drivers say that they can.
///
/// Asks drivers through libva, which it finds at run time; changes no environment, so that what a driver says
/// here is what it says in an encode worker. Not verified on hardware.
struct VAAPIProvider: Provider {
    var identity: ProviderIdentity {
        ProviderIdentity(
            id: "org.serval.vaapi", name: "VA-API", vendor: "Serval", version: "0.1.0", license: "Apache-2.0")
    }

    var encoders: [EncoderDescription] { EncoderModel.all.map(\.description) }

    let invalidationSources = [
        "/dev/dri/renderD*", "/usr/lib/*/dri/*_drv_video.so", "library:libva.so.2", "library:libva-drm.so.2",
        "environment:LIBVA_*",
    ]

    /// Tells first what needs no driver code, then asks one driver after the other.
    func probe(_ report: ProbeReport) {
        let inventory = RenderNodeInventory.read()
        guard !inventory.nodes.isEmpty else { return report.note(Meaning.ofNoNode(inventory)) }
        let nodes = inventory.nodes.filter { report.wants(device: $0.deviceID) }
        guard !nodes.isEmpty else { return report.note(Meaning.ofNoWantedNode) }
        for node in nodes {
            report.device(Meaning.device(of: node))
            if let note = Meaning.ofAccess(to: node) { report.note(note) }
        }
        let usable = nodes.filter { $0.access == .granted }
        guard !usable.isEmpty else { return }
        let forcedDriver = getenv("LIBVA_DRIVER_NAME").map { String(cString: $0) }
        if let forcedDriver { report.note(Meaning.ofForcedDriver(forcedDriver)) }
        do {
            // Loaded for an inventory, too: libva itself runs no driver's code, and without it nothing works.
            let library = try VALibrary()
            guard report.depth != .inventory else { return }
            let before = inventory.nodes.filter { $0.access == .granted }
            for node in usable where !report.isStopped {
                let position = before.count { $0.number < node.number }
                survey(node, position: position, with: library, forcedDriver, report)
            }
        } catch {
            report.note(Meaning.ofMissingLibrary(error))
        }
    }

    private func survey(
        _ node: RenderNode, position: Int, with library: VALibrary, _ forcedDriver: String?,
        _ report: ProbeReport
    ) {
        do throws(SurveyFailure) {
            try library.survey(node, startsEncoders: report.depth == .smoke) { survey in
                Meaning.ofSurvey(survey, on: node, position: position).forEach(report.record)
                if forcedDriver == nil, let other = SecondDriver(beside: survey) {
                    report.note(Meaning.ofSecondDriver(other.taken, other.name, on: node))
                }
            }
        } catch {
            if case .initialize = error, forcedDriver == nil,
                let note = unnamedDriver(on: node, with: library)
            {
                report.note(note)
            } else {
                report.note(Meaning.ofFailure(error, on: node, forcedDriver: forcedDriver))
            }
        }
    }

    /// Before 2.21, libva does not know which driver Intel's new kernel driver needs.
    private func unnamedDriver(on node: RenderNode, with library: VALibrary) -> Note? {
        guard node.kernelDriver == "xe" else { return nil }
        var note: Note?
        try? library.survey(node, driver: "iHD") { note = Meaning.ofUnnamedDriver("iHD", $0, on: node) }
        return note
    }
}

extension ProbeReport {
    /// Reports whatever the record is.
    fileprivate func record(_ record: Record) {
        switch record {
        case .device(let device): self.device(device)
        case .offer(let offer): self.offer(offer)
        case .nativeOffer(let offer): self.offer(offer)
        case .note(let note): self.note(note)
        }
    }
}
