// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import Providers
import Testing
import Workers

@testable import Host

@Suite struct EncoderAccountsTests {
    private let second: Int64 = 1_000_000_000
    private let gpu = CandidateKey(provider: "org.serval.nvenc", encoder: "nvh264enc", device: "pci:0000:01:00.0")
    private let crash = Reason("worker-died", "killed by signal 11")

    private var catalog: Catalog {
        let encoder = EncoderDescription(
            id: "nvh264enc", label: "NVENC", codec: .h264, kind: .hardware, element: "nvh264enc")
        let device = Device(id: gpu.device, name: "NVIDIA GeForce RTX 3060", driver: "550.54")
        let records: [ProbeRecord] = [
            .provider(
                ProviderIdentity(id: gpu.provider, name: "NVENC", vendor: "Serval", version: "1", license: "MIT")),
            .encoder(encoder), .device(device),
            .offer(
                EncoderOffer(
                    encoder: encoder.id, deviceID: device.id, limits: .init(),
                    recipe: ElementRecipe(stages: [], bindings: []))), .done,
        ]
        return Catalog(providers: [
            ProbedProvider(
                file: ProviderFile(path: "/nvenc.so", isBuiltIn: true), records: records, end: .ended(.exited(0)),
                standardError: "")
        ])
    }

    @Test func `an encoder that was replaced is left out for a minute`() {
        var accounts = EncoderAccounts(catalog)
        let isNews = accounts.take(
            .init(stream: "main", key: gpu, step: .failedOver(crash)), in: catalog, atNanoseconds: 0)
        #expect(isNews)
        let refusals = { (time: Int64) in accounts.refusals(for: "other", in: catalog, atNanoseconds: time) }
        #expect(refusals(59 * second)[gpu]?.code == "cooling-down")
        #expect(refusals(60 * second).isEmpty)
        accounts.providerChanged(gpu.provider, in: catalog)
        #expect(accounts.refusals(for: "main", in: catalog, atNanoseconds: second).isEmpty)
    }

    @Test func `the session limit is learned from its failure, and ends with a session`() {
        var accounts = EncoderAccounts(catalog)
        func step(_ stream: String, _ step: EncoderUse.Step) {
            _ = accounts.take(.init(stream: stream, key: gpu, step: step), in: catalog, atNanoseconds: second)
        }
        step("one", .began)
        step("two", .began)
        step("three", .began)
        step("three", .ended(Reason("session-limit", "incompatible client key")))
        #expect(accounts.refusals(for: "three", in: catalog, atNanoseconds: second)[gpu]?.code == "session-limit")
        // Whoever has a session can start again.
        #expect(accounts.refusals(for: "one", in: catalog, atNanoseconds: second).isEmpty)
        step("two", .ended(nil))
        #expect(accounts.refusals(for: "three", in: catalog, atNanoseconds: second).isEmpty)
    }
}
