// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Roles

private func offer(_ stages: [ElementRecipe.Stage], _ bindings: [ElementRecipe.Binding] = []) -> EncoderOffer {
    EncoderOffer(
        encoder: "test", deviceID: "cpu", limits: EncoderLimits(),
        recipe: ElementRecipe(stages: stages, bindings: bindings))
}

private func reason(_ offer: EncoderOffer) -> Reason? {
    guard case .failure(let reason) = RecipeVerification.verify(offer) else { return nil }
    return reason
}

@Suite struct RecipeVerificationTests {
    @Test func `a recipe that fits is left as it is`() throws {
        let whole = offer(
            [
                .init(kind: .caps, caps: "video/x-raw,format=I420"),
                .init(
                    kind: .encoder, factory: "x264enc",
                    properties: [.init(name: "tune", value: "zerolatency")]),
                .init(kind: .parser, factory: "h264parse"),
            ], [.init(parameter: "serval.bitrate", stage: 1, property: "bitrate", live: true)])
        #expect(try RecipeVerification.verify(whole).get() == whole)
    }

    @Test func `properties that the elements lack are taken out and listed once`() throws {
        let whole = offer(
            [
                .init(
                    kind: .encoder, factory: "x264enc",
                    properties: [.init(name: "newer", value: "1"), .init(name: "tune", value: "zerolatency")])
            ],
            [
                .init(parameter: "serval.bitrate", stage: 0, property: "bitrate"),
                .init(parameter: "serval.buffer", stage: 0, property: "newer"),
                .init(parameter: "serval.threads", stage: 0, property: "newest"),
            ])
        let kept = try RecipeVerification.verify(whole).get()
        #expect(kept.missingProperties == ["x264enc.newer", "x264enc.newest"])
        #expect(kept.recipe?.stages[0].properties.map(\.name) == ["tune"])
        #expect(kept.recipe?.bindings.map(\.property) == ["bitrate"])
    }

    @Test func `a missing element names the recipe's package`() {
        let missing = offer([.init(kind: .encoder, factory: "svtav9enc", package: "gstreamer1.0-svt")])
        #expect(
            reason(missing)
                == Reason(
                    "no-element", "no installed GStreamer plugin has the element svtav9enc",
                    hint: "apt install gstreamer1.0-svt"))
    }

    @Test func `an encoder that does not open its device is not usable`() {
        // No encoder here needs a device; a source whose device file is not there stands in for one.
        let noDevice = offer([
            .init(
                kind: .encoder, factory: "v4l2src",
                properties: [.init(name: "device", value: "/dev/serval-none")])
        ])
        #expect(reason(noDevice)?.code == "not-usable")
    }

    @Test func `a fixed value that the element does not know is not usable`() {
        let wrong = offer([
            .init(
                kind: .encoder, factory: "x264enc", properties: [.init(name: "speed-preset", value: "warp")])
        ])
        #expect(reason(wrong)?.code == "not-usable")
        #expect(reason(wrong)?.text.contains("warp is no value for the property speed-preset") == true)
    }

    @Test func `caps that are none are refused`() {
        #expect(reason(offer([.init(kind: .caps, caps: "video/x-raw,format=")]))?.code == "not-usable")
    }

    @Test func `what is optional and does not fit is left out without a word`() throws {
        let whole = offer(
            [
                .init(
                    kind: .encoder, factory: "x264enc",
                    properties: [
                        .init(name: "newer", value: "1", isOptional: true),
                        .init(name: "tune", value: "warp", isOptional: true),
                        .init(name: "bframes", value: "0", isOptional: true),
                    ])
            ],
            [
                .init(parameter: "serval.threads", stage: 0, property: "newest", isOptional: true),
                .init(
                    parameter: "serval.speed", stage: 0, property: "speed-preset",
                    map: [.init(from: "fast", to: "fast"), .init(from: "quality", to: "p7")], isOptional: true),
                .init(
                    parameter: "serval.speed", stage: 0, property: "speed-preset",
                    map: [.init(from: "fast", to: "fast"), .init(from: "quality", to: "slow")], isOptional: true),
            ])
        let kept = try RecipeVerification.verify(whole).get()
        #expect(kept.missingProperties.isEmpty)
        #expect(kept.recipe?.stages[0].properties.map(\.name) == ["bframes"])
        #expect(kept.recipe?.bindings.map { $0.map.last?.to } == ["slow"])
    }

    @Test func `the first installed name is settled on`() throws {
        let whole = offer([
            .init(kind: .encoder, factory: "varenderD129h264enc", alternatives: ["x264enc", "vp8enc"])
        ])
        let kept = try RecipeVerification.verify(whole).get()
        #expect(kept.recipe?.stages[0].factory == "x264enc" && kept.recipe?.stages[0].alternatives == [])
    }

    @Test func `an element of another device is passed over, one that tells no device is taken`() throws {
        // A number that an element has by default stands in for one that tells its device.
        let bitrate = ElementRecipe.Stage(
            kind: .encoder, factory: "x264enc", alternatives: ["vp8enc"], deviceProperty: "bitrate",
            deviceValue: "1")
        #expect(try RecipeVerification.verify(offer([bitrate])).get().recipe?.stages[0].factory == "vp8enc")
        var own = bitrate
        own.deviceValue = "2048"
        #expect(try RecipeVerification.verify(offer([own])).get().recipe?.stages[0].factory == "x264enc")
        var alone = bitrate
        alone.alternatives = []
        #expect(reason(offer([alone]))?.code == "other-device")
        #expect(reason(offer([alone]))?.text.contains("x264enc is on 2048") == true)
    }

    @Test func `a missing element says with which GStreamer it came or went`() {
        let early = offer([.init(kind: .encoder, factory: "svtav9enc", package: "p", since: "99.2")])
        #expect(reason(early)?.code == "no-element")
        #expect(reason(early)?.text.hasSuffix("has no svtav9enc, which came with 99.2") == true)
        #expect(reason(early)?.hint == "use GStreamer 99.2 or later")
        let late = offer([.init(kind: .encoder, factory: "nvold9enc", until: "1.2")])
        #expect(reason(late)?.text.hasSuffix("has no nvold9enc, which 1.2 has dropped") == true)
        let here = offer([.init(kind: .encoder, factory: "svtav9enc", package: "p", since: "1.0", until: "99.0")])
        #expect(reason(here)?.hint == "apt install p")
    }
}
