// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Providers

/// Entries of a catalog for tests.
func makeEntry(
    _ element: String, codec: Codec = .h264, kind: EncoderDescription.Kind = .software, device: String = "cpu",
    provider: String = "org.serval.test", limits: EncoderLimits = .init(), lacks: [EncoderOffer.Lack] = [],
    failure: Reason? = nil
) -> Catalog.Entry {
    let offer = EncoderOffer(
        encoder: element, deviceID: device, limits: limits, lacks: lacks,
        recipe: ElementRecipe(stages: [.init(kind: .encoder, factory: element)], bindings: []))
    return Catalog.Entry(
        provider: provider,
        encoder: EncoderDescription(id: element, label: element, codec: codec, kind: kind, element: element),
        device: Device(id: device, name: device), state: failure == nil ? .ok : .unavailable, reason: failure,
        offer: failure == nil ? offer : nil)
}

@Suite struct SelectionTests {
    private func requirement(
        _ codec: Codec = .h264, width: Int = 1280, height: Int = 720, element: String? = nil
    ) -> EncodeRequirement {
        EncodeRequirement(
            codec: codec, resolution: Resolution(width: width, height: height), rate: FrameRate(30), element: element)
    }

    private let everything = [
        makeEntry("x264enc"), makeEntry("openh264enc"), makeEntry("vp8enc", codec: .vp8),
        makeEntry("vah264enc", kind: .hardware, device: "pci:0000:00:02.0"),
        makeEntry("vah264enc", kind: .hardware, device: "pci:0000:03:00.0"),
        makeEntry("nvh264enc", kind: .hardware, failure: Reason("no-libcuda", "libcuda is missing")),
        makeEntry("vendorh264enc", provider: "com.example.vendor"),
        makeEntry("av1enc", codec: .av1, lacks: [.keyframeOnRequest]),
    ]

    @Test func `hardware comes first, then the fixed order, then what nobody knows`() {
        let selection = Selection(for: requirement(), among: everything)
        let names = selection.eligible.map { $0.entry.encoder.id + "@" + ($0.entry.device?.id ?? "") }
        #expect(
            names == [
                "vah264enc@pci:0000:00:02.0", "vah264enc@pci:0000:03:00.0", "x264enc@cpu", "openh264enc@cpu",
                "vendorh264enc@cpu",
            ])
        #expect(selection.eligible[0].reason.code == "hardware-first")
        #expect(selection.eligible[2].reason.code == "after-hardware")
        #expect(selection.rejected.map(\.reason.code) == ["no-libcuda"])
    }

    @Test func `the order of the input never matters`() {
        var generator = SystemRandomNumberGenerator()
        let expected = Selection(for: requirement(), among: everything)
        for _ in 0..<200 {
            #expect(Selection(for: requirement(), among: everything.shuffled(using: &generator)) == expected)
        }
    }

    @Test func `without the winner the second wins`() {
        var entries = everything
        var order = Selection(for: requirement(), among: entries).eligible.map(\.entry)
        while let winner = order.first {
            entries.removeAll { $0 == winner }
            order.removeFirst()
            #expect(Selection(for: requirement(), among: entries).eligible.map(\.entry) == order)
        }
    }

    @Test func `nothing that is rejected is eligible, and every candidate has a reason in words`() {
        for codec in Codec.allCases {
            let selection = Selection(for: requirement(codec), among: everything)
            for candidate in selection.rejected + selection.eligible {
                #expect(!candidate.reason.text.isEmpty)
                #expect(candidate.entry.encoder.codec == codec)
            }
            #expect(Set(selection.rejected.map(\.entry)).isDisjoint(with: selection.eligible.map(\.entry)))
        }
    }

    @Test func `an element that is named rules all others out, and its lacks do not matter`() {
        let pinned = Selection(for: requirement(.av1, element: "av1enc"), among: everything)
        #expect(pinned.eligible.map(\.entry.encoder.id) == ["av1enc"])
        #expect(pinned.eligible[0].reason.code == "pinned")
        let free = Selection(for: requirement(.av1), among: everything)
        #expect(free.eligible.isEmpty)
        #expect(free.rejected[0].reason.code == "no-keyframe-request")
        let x264 = Selection(for: requirement(element: "x264enc"), among: everything)
        #expect(x264.eligible.map(\.entry.encoder.id) == ["x264enc"])
        #expect(x264.rejected.allSatisfy { ["not-pinned", "no-libcuda"].contains($0.reason.code) })
    }

    @Test func `a size outside the limits is rejected with the limit in words`() {
        let small = makeEntry("x264enc", limits: .init(maximumWidth: 640, maximumHeight: 480))
        let large = makeEntry("openh264enc", limits: .init(minimumWidth: 2000, minimumHeight: 2000))
        let selection = Selection(for: requirement(), among: [small, large])
        #expect(selection.eligible.isEmpty)
        #expect(
            selection.rejected.map(\.reason.text) == [
                "it encodes at most 640x480, the pipeline asks for 1280x720",
                "it encodes at least 2000x2000, the pipeline asks for 1280x720",
            ])
    }
}
