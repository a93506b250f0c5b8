// SPDX-License-Identifier: Apache-2.0
import Media
import TestFixtures
import Testing

@testable import Providers

@Suite struct SelectionTests {
    private let everything = [
        makeEntry("x264enc"), makeEntry("openh264enc"), makeEntry("vp8enc", codec: .vp8),
        makeEntry("vah264enc", kind: .hardware, device: "pci:0000:00:02.0"),
        makeEntry("vah264enc", kind: .hardware, device: "pci:0000:03:00.0"),
        makeEntry("nvh264enc", kind: .hardware, failure: Reason("no-libcuda", "libcuda is missing")),
        makeEntry("vendorh264enc", provider: "com.example.vendor"),
        makeEntry("av1enc", codec: .av1, lacks: [.keyframeOnRequest]),
    ]

    @Test func `hardware comes first, then the fixed order, then what nobody knows`() {
        let selection = Selection(for: makeRequirement(), among: everything)
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

    @Test func `without hardware the first software says so`() {
        let selection = Selection(for: makeRequirement(), among: [makeEntry("openh264enc"), makeEntry("x264enc")])
        #expect(selection.order == ["x264enc", "openh264enc"])
        #expect(
            selection.eligible[0].reason.text
                == "no hardware encoder for h264 can be used here; "
                + "the first of the software encoders in Serval's order; untried")
    }

    @Test func `the order of the input never matters`() {
        var generator = SeededGenerator(seed: 1)
        let expected = Selection(for: makeRequirement(), among: everything)
        for _ in 0..<200 {
            #expect(Selection(for: makeRequirement(), among: everything.shuffled(using: &generator)) == expected)
        }
    }

    @Test func `without the winner the second wins`() {
        var entries = everything
        var order = Selection(for: makeRequirement(), among: entries).eligible.map(\.entry)
        while let winner = order.first {
            entries.removeAll { $0 == winner }
            order.removeFirst()
            #expect(Selection(for: makeRequirement(), among: entries).eligible.map(\.entry) == order)
        }
    }

    @Test func `nothing that is rejected is eligible, and every candidate has a reason in words`() {
        for codec in Codec.allCases {
            let selection = Selection(for: makeRequirement(codec), among: everything)
            for candidate in selection.rejected + selection.eligible {
                #expect(!candidate.reason.text.isEmpty)
                #expect(candidate.entry.encoder.codec == codec)
            }
            #expect(Set(selection.rejected.map(\.entry)).isDisjoint(with: selection.eligible.map(\.entry)))
        }
    }

    @Test func `an element that is named rules all others out, and its lacks do not matter`() {
        let pinned = Selection(for: makeRequirement(.av1, element: "av1enc"), among: everything)
        #expect(pinned.eligible.map(\.entry.encoder.id) == ["av1enc"])
        #expect(pinned.eligible[0].reason.code == "pinned")
        let free = Selection(for: makeRequirement(.av1), among: everything)
        #expect(free.eligible.isEmpty)
        #expect(free.rejected[0].reason.code == "no-keyframe-request")
        let x264 = Selection(for: makeRequirement(element: "x264enc"), among: everything)
        #expect(x264.eligible.map(\.entry.encoder.id) == ["x264enc"])
        #expect(x264.rejected.allSatisfy { $0.reason.code == "not-pinned" })
    }

    @Test func `a size outside the limits is rejected with the limit in words`() {
        let small = makeEntry("x264enc", limits: .init(maximumWidth: 640, maximumHeight: 480))
        let large = makeEntry("openh264enc", limits: .init(minimumWidth: 2000, minimumHeight: 2000))
        let selection = Selection(for: makeRequirement(), among: [small, large])
        #expect(selection.eligible.isEmpty)
        #expect(
            selection.rejected.map(\.reason.text) == [
                "it encodes at most 640x480, the pipeline asks for 1280x720",
                "it encodes at least 2000x2000, the pipeline asks for 1280x720",
            ])
    }
}
