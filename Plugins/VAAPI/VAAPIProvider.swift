// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProviderSDK

/// Offers the GStreamer elements that encode through VA-API, on the GPUs whose drivers say that they can.
///
/// Asks drivers through libva, which it finds at run time; starts no encoder, and changes no environment, so
/// that what a driver says here is what it says in an encode worker. Not verified on hardware.
struct VAAPIProvider: Provider {
    private let tree: SystemTree
    private let libraries: VALibrary.Paths
    private let drmMajor: UInt32

    init() { self.init(tree: SystemTree()) }

    /// Looks at another machine than this one; for tests.
    init(tree: SystemTree, libraries: VALibrary.Paths = VALibrary.Paths(), drmMajor: UInt32 = 226) {
        self.tree = tree
        self.libraries = libraries
        self.drmMajor = drmMajor
    }

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
        let inventory = RenderNodeInventory(reading: tree, drmMajor: drmMajor)
        guard !inventory.nodes.isEmpty else { return report.note(Meaning.ofNoNode(inventory)) }
        let nodes = inventory.nodes.filter { report.wants(device: $0.deviceID) }
        guard !nodes.isEmpty else { return report.note(Meaning.ofNoWantedNode) }
        for node in nodes {
            report.device(Meaning.device(of: node))
            if let note = Meaning.ofAccess(to: node) { report.note(note) }
        }
        let usable = nodes.filter { $0.access == .granted }
        guard !usable.isEmpty, report.depth != .inventory else { return }
        do {
            survey(usable, of: inventory, with: try VALibrary(libraries), report)
        } catch {
            report.note(Meaning.ofMissingLibrary(error))
        }
    }

    private func survey(
        _ nodes: [RenderNode], of inventory: RenderNodeInventory, with library: VALibrary,
        _ report: ProbeReport
    ) {
        let forcedDriver = getenv("LIBVA_DRIVER_NAME").map { String(cString: $0) }
        // A node that was not asked for is not touched, and taken to work, as GStreamer will mostly find it.
        var started = Set(inventory.nodes.filter { $0.access == .granted }.map(\.number))
        for node in nodes where !report.isStopped {
            do throws(SurveyFailure) {
                let survey = try library.survey(node)
                let position = started.count { $0 < node.number }
                Meaning.ofSurvey(survey, on: node, position: position).forEach(report.record)
                if let forcedDriver { report.note(Meaning.ofForcedDriver(forcedDriver, on: node)) }
            } catch {
                started.remove(node.number)
                report.note(Meaning.ofFailure(error, on: node, forcedDriver: forcedDriver))
            }
        }
    }
}

extension ProbeReport {
    /// Reports whatever the record is.
    fileprivate func record(_ record: Record) {
        switch record {
        case .device(let device): self.device(device)
        case .offer(let offer): self.offer(offer)
        case .note(let note): self.note(note)
        }
    }
}
