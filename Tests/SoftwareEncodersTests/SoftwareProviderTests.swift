// SPDX-License-Identifier: Apache-2.0
import ProviderSDK
import Testing

@testable import SoftwareEncoders

struct SoftwareProviderTests {
    private func records(devices: Set<String> = []) -> [ProbeReport.Record] {
        var records: [ProbeReport.Record] = []
        SoftwareProvider().probe(
            ProbeReport(devices: devices) { record in
                records.append(record)
                return true
            })
        return records
    }

    private var offers: [Offer] {
        records().compactMap { if case .offer(let offer) = $0 { offer } else { nil } }
    }

    @Test func `the processor comes first, then an offer for each encoder`() {
        guard case .device(let device)? = records().first else {
            Issue.record("the first record is no device")
            return
        }
        #expect(device.id == "cpu")
        #expect(!device.name.isEmpty)
        #expect(
            offers.map(\.encoder) == [
                "x264enc", "openh264enc", "vp8enc", "vp9enc", "svtav1enc", "av1enc", "x265enc",
            ])
        #expect(offers.map(\.encoder) == SoftwareProvider().encoders.map(\.id))
    }

    @Test func `a probe of other devices reports nothing`() {
        #expect(records(devices: ["pci:0000:03:00.0"]).isEmpty)
    }

    @Test func `every recipe fixes 4:2:0 and the colours before its encoder`() throws {
        for offer in offers {
            let stages = offer.recipe.stages
            let encoder = try #require(stages.firstIndex { $0.kind == .encoder })
            let codec = SoftwareProvider().encoders.first { $0.id == offer.encoder }?.codec
            let colours = codec == "vp8" ? "bt601" : "bt709"
            #expect(stages[encoder - 1].caps == "video/x-raw,format=I420,colorimetry=\(colours)")
            #expect(stages[encoder].factory == offer.encoder)
        }
    }

    @Test func `every binding that sets something points at the encoder`() {
        for offer in offers {
            for binding in offer.recipe.bindings {
                #expect(offer.recipe.stages[binding.stage].kind == .encoder)
            }
        }
    }

    @Test func `the bitrate is live exactly where nothing is lacking`() {
        for offer in offers {
            let isLive = offer.recipe.bindings.contains { $0.parameter == .bitrate && $0.live }
            #expect(isLive == !offer.lacks.contains(.liveBitrate), "\(offer.encoder)")
        }
    }

    @Test func `every encoder has a word for every speed`() {
        let speeds: Set = ["ultrafast", "superfast", "veryfast", "fast", "medium", "quality"]
        for offer in offers {
            let bindings = offer.recipe.bindings.filter { $0.parameter == .speed }
            #expect(!bindings.isEmpty)
            for binding in bindings { #expect(Set(binding.map.map(\.from)) == speeds, "\(offer.encoder)") }
        }
    }

    @Test func `an encoder that takes no request for a keyframe brings one every two seconds by itself`() throws {
        for offer in offers where offer.lacks.contains(.keyframeOnRequest) {
            let interval = try #require(
                offer.recipe.bindings.first { $0.parameter == .keyframeInterval }, "\(offer.encoder)")
            #expect(interval.map == [.init(from: "0", to: "60")], "\(offer.encoder)")
        }
        #expect(offers.filter { $0.lacks.contains(.keyframeOnRequest) }.map(\.encoder) == ["svtav1enc", "av1enc"])
    }

    @Test func `svtav1enc is said to need GStreamer 1_24, and runs at a constant rate`() throws {
        let recipe = try #require(offers.first { $0.encoder == "svtav1enc" }).recipe
        #expect(recipe.stages.first { $0.kind == .encoder }?.since == "1.24")
        let rates = recipe.bindings.filter { ["target-bitrate", "max-bitrate"].contains($0.property) }
        #expect(rates.map(\.parameter) == [.bitrate, .bitrate])
        #expect(rates.allSatisfy { $0.numerator == 1 && $0.denominator == 1 })
    }

    @Test func `the encoder that creates and never encodes is not offered`() {
        #expect(!SoftwareProvider().encoders.contains { $0.element.hasPrefix("avenc_") })
    }

    @Test func `av1enc never reaches the quantizers that make libaom abort`() throws {
        let offer = try #require(offers.first { $0.encoder == "av1enc" })
        let properties = offer.recipe.stages.flatMap(\.properties)
        #expect(properties.contains(.init(name: "min-quantizer", value: "10")))
        #expect(properties.contains(.init(name: "max-quantizer", value: "56")))
        #expect(Set(offer.lacks) == Set(Lack.allCases))
    }
}
