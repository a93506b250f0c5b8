// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import Media
import Testing
import WorkerProtocol

@testable import Providers

@Suite struct TrialSubjectTests {
    private let recipe = ElementRecipe(
        stages: [
            .init(kind: .converter, factory: "videoconvert"),
            .init(
                kind: .encoder, factory: "vendorenc", properties: [.init(name: "tune", value: "zerolatency")]),
            .init(kind: .caps, caps: "video/x-h264,alignment=au, profile=(string)constrained-baseline"),
        ],
        bindings: [
            .init(parameter: "serval.bitrate", stage: 1, property: "bps", numerator: 1000, live: true),
            .init(
                parameter: "serval.rate-control", stage: 1, property: "rc",
                map: [.init(from: "cbr", to: "constant"), .init(from: "vbr", to: "variable")]),
        ])

    private func subject(_ means: TrialSubject.Means, _ parameters: EncoderParameters = .init()) -> TrialSubject {
        TrialSubject(
            codec: .h264, resolution: Resolution(width: 640, height: 360), rate: FrameRate(30),
            parameters: parameters, means: means)
    }

    @Test func `a recipe is expanded for each rate control that it has words for`() throws {
        let request = try subject(.recipe(recipe, overrides: nil)).request(pacedMilliseconds: 1500)
        #expect(request.attempts.map(\.rateControl) == [.cbr, .vbr])
        #expect(
            request.attempts[0].encoder
                == "videoconvert ! vendorenc name=encoder tune=zerolatency bps=2500000 rc=constant ! "
                + #"capsfilter caps="video/x-h264,alignment=au, profile=(string)constrained-baseline""#)
        #expect(request.attempts[1].properties.map(\.name) == ["tune", "bps", "rc"])
        #expect(request.attempts[1].properties.last?.value == "variable")
        #expect(request.bitrateKbps == 2500)
        #expect(request.profile == "constrained-baseline")
        #expect(request.liveBitrate == .init(property: "bps", numerator: 1000, denominator: 1))
    }

    @Test func `what was asked for comes first, and nothing twice`() throws {
        let variable = subject(.recipe(recipe, overrides: nil), .init(rateControl: .vbr))
        #expect(try variable.request(pacedMilliseconds: 1500).attempts.map(\.rateControl) == [.vbr])
        var plain = recipe
        plain.bindings.removeLast()
        let same = subject(.recipe(plain, overrides: nil))
        #expect(try same.request(pacedMilliseconds: 1500).attempts.map(\.rateControl) == [.cbr])
    }

    @Test func `a rate control that was asked for and has no word is a reason`() {
        #expect(throws: Reason.self) {
            try subject(.recipe(recipe, overrides: nil), .init(rateControl: .cq)).request(pacedMilliseconds: 1500)
        }
    }

    @Test func `the user's own properties are tried as they are`() throws {
        let own = [ElementRecipe.Property(name: "bps", value: "800000")]
        let request = try subject(.recipe(recipe, overrides: own)).request(pacedMilliseconds: 1500)
        #expect(request.attempts.count == 1)
        #expect(request.attempts[0].properties == own)
        #expect(request.bitrateKbps == 800)
        let unknown = try subject(.recipe(recipe, overrides: [.init(name: "crf", value: "20")]))
            .request(pacedMilliseconds: 1500)
        #expect(unknown.bitrateKbps == nil)
    }

    @Test func `a text is tried as written`() throws {
        let request = try subject(.description("x264enc name=encoder"), .init(profile: "high"))
            .request(pacedMilliseconds: 500)
        #expect(request.attempts == [.init(rateControl: .cbr, encoder: "x264enc name=encoder")])
        #expect(request.profile == "high" && request.bitrateKbps == nil && request.liveBitrate == nil)
        #expect(request.pacedMilliseconds == 500)
    }

    @Test func `a subject is a key that outlives the process`() throws {
        let one = subject(.recipe(recipe, overrides: nil))
        let read = try JSONDecoder().decode(TrialSubject.self, from: JSONEncoder().encode(one))
        #expect(read == one && read.hashValue == one.hashValue)
        var other = one
        other.rate = FrameRate(60)
        #expect(other != one)
    }
}
