// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import Testing

@testable import Providers

@Suite struct CatalogTests {
    private let file = ProviderFile(path: "/usr/lib/serval/providers/vendor.so", isBuiltIn: false)
    private let identity = ProviderIdentity(
        id: "com.example.vendor", name: "Vendor", vendor: "Example", version: "1.0", license: "MIT")
    private let encoder = EncoderDescription(
        id: "fastenc", label: "Fast", codec: .h264, kind: .hardware, element: "fastenc")
    private let second = EncoderDescription(
        id: "slowenc", label: "Slow", codec: .vp8, kind: .software, element: "slowenc")
    private let device = Device(id: "pci:0000:01:00.0", name: "Card")

    private func offer(_ encoder: String) -> EncoderOffer {
        EncoderOffer(
            encoder: encoder, deviceID: device.id, limits: .init(), recipe: ElementRecipe(stages: [], bindings: []))
    }

    private func probed(
        _ records: [ProbeRecord], end: WorkerInquiry.End = .ended(.exited(0))
    ) -> ProbedProvider {
        ProbedProvider(file: file, records: records, end: end, standardError: "")
    }

    private var described: [ProbeRecord] {
        [.phase("load"), .provider(identity), .phase("describe"), .encoder(encoder), .encoder(second)]
    }

    @Test func `offers make a verdict of ok, their absence one of empty`() {
        let good = probed(described + [.device(device), .offer(offer("fastenc")), .done])
        #expect(good.verdict == .ok)
        #expect(probed(described + [.done]).verdict == .empty)
    }

    @Test func `records survive the crash that follows them`() {
        let crashed = probed(
            described + [.phase("probe"), .device(device), .offer(offer("fastenc"))], end: .ended(.signalled(11)))
        #expect(crashed.verdict == .crashed(.signalled(11), phase: "probe"))
        #expect(crashed.offers.count == 1)
        let states = Catalog(providers: [crashed]).entries.map { "\($0.encoder.id) \($0.state.rawValue)" }
        #expect(states == ["fastenc ok", "slowenc crashed"])
    }

    @Test func `an exit without the last record is a crash, whatever its status`() {
        #expect(probed(described).verdict == .crashed(.exited(0), phase: "describe"))
    }

    @Test func `a deadline, a refusal and garbage each have their verdict`() {
        #expect(probed(described + [.phase("probe")], end: .timedOut).verdict == .hung(phase: "probe"))
        let refusal = Reason("abi-mismatch", "it speaks ABI 9")
        #expect(probed([.phase("load"), .refused(refusal)]).verdict == .refused(refusal))
        #expect(probed(described, end: .broke("a frame of 0 bytes")).verdict.name == "failed")
    }

    @Test func `an offer for a device or encoder that was never named is left out`() {
        let records = described + [.device(device), .offer(offer("unheard")), .done]
        #expect(probed(records).offers.isEmpty)
        #expect(probed(described + [.offer(offer("fastenc")), .done]).offers.isEmpty)
    }

    @Test func `an offer that did not stand up to being tried is taken back`() {
        let fault = ProbeNote(
            severity: .error, reason: Reason("bad-table", "session.encode is NULL"), encoder: "fastenc",
            deviceID: device.id)
        let provider = probed(described + [.device(device), .offer(offer("fastenc")), .note(fault), .done])
        #expect(provider.offers.isEmpty)
        let entry = Catalog(providers: [provider]).entries.first
        #expect(entry?.state == .unavailable)
        #expect(entry?.reason?.text == "session.encode is NULL")
        var warning = fault
        warning.severity = .warning
        let warned = probed(described + [.device(device), .offer(offer("fastenc")), .note(warning), .done])
        #expect(warned.offers.count == 1)
    }

    @Test func `an encoder without an offer says why: its own note, or the provider's`() {
        let own = ProbeNote(severity: .error, reason: Reason("no-element", "no element"), encoder: "slowenc")
        let general = ProbeNote(severity: .error, reason: Reason("no-drm", "there is no /dev/dri"))
        let report = Catalog(providers: [probed(described + [.note(general), .note(own), .done])]).report()
        #expect(report.encoders.map(\.reason?.code) == ["no-drm", "no-element"])
        #expect(report.encoders.map(\.state) == [.unavailable, .unavailable])
        #expect(report.providers.map(\.reason?.code) == ["no-drm"])
    }

    @Test func `of two libraries with one id the first counts, the other is refused`() {
        let first = probed(described + [.device(device), .offer(offer("fastenc")), .done])
        var second = first
        second.file = ProviderFile(path: "/usr/lib/serval/providers/copy.so", isBuiltIn: false)
        let catalog = Catalog(providers: [first, second])
        #expect(catalog.entries.map(\.provider) == ["com.example.vendor", "com.example.vendor"])
        let report = catalog.report()
        #expect(report.providers.map(\.id) == ["com.example.vendor", "copy.so"])
        #expect(report.providers.map(\.verdict) == ["ok", "refused"])
        #expect(report.providers[1].reason?.text.contains(file.path) == true)
        // Files do not trade places, whatever has been refused before.
        #expect(Catalog(providers: catalog.providers) == catalog)
    }

    @Test func `the report can be of one codec`() {
        let catalog = Catalog(providers: [probed(described + [.done])])
        #expect(catalog.report(codec: .vp8).encoders.map(\.encoder) == ["slowenc"])
    }
}
