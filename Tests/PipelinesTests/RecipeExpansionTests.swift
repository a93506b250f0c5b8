// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Pipelines

@Suite struct RecipeExpansionTests {
    private func make(
        fixed: [ElementRecipe.Property] = [], _ bindings: [ElementRecipe.Binding]
    ) -> ElementRecipe {
        ElementRecipe(
            stages: [
                .init(kind: .caps, caps: "video/x-raw,format=I420"),
                .init(kind: .encoder, factory: "x264enc", properties: fixed),
            ], bindings: bindings)
    }

    private func text(_ recipe: ElementRecipe, _ parameters: EncoderParameters = .init()) throws -> String {
        PipelineDescription(try recipe.parts(for: parameters)).text
    }

    @Test func `bindings scale, clamp and take a fixed property's place`() throws {
        let recipe = make(
            fixed: [.init(name: "threads", value: "9"), .init(name: "tune", value: "zerolatency")],
            [
                .init(parameter: "serval.bitrate", stage: 1, property: "bitrate", numerator: 1000),
                .init(parameter: "serval.buffer", stage: 1, property: "optimal", numerator: 2, denominator: 3),
                .init(parameter: "serval.threads", stage: 1, property: "threads", maximum: 4),
            ])
        let parameters = EncoderParameters(bitrateKbps: 1500, bufferMilliseconds: 600, threads: 7)
        #expect(
            try text(recipe, parameters)
                == """
                capsfilter caps="video/x-raw,format=I420" ! x264enc name=encoder threads=4 tune=zerolatency \
                bitrate=1500000 optimal=400
                """)
    }

    @Test func `a sentinel is looked up before scaling`() throws {
        let recipe = make([
            .init(
                parameter: "serval.keyframe-interval", stage: 1, property: "key-int-max", numerator: 2,
                map: [.init(from: "0", to: "2147483647")])
        ])
        #expect(try text(recipe).hasSuffix("key-int-max=2147483647"))
        #expect(try text(recipe, .init(keyframeIntervalFrames: 30)).hasSuffix("key-int-max=60"))
    }

    @Test func `pieces of one property are joined, products are formed`() throws {
        let recipe = make(
            fixed: [.init(name: "option-string", value: "bframes=0")],
            [
                .init(
                    parameter: "serval.bitrate", stage: 1, property: "option-string", text: "vbv-maxrate={}",
                    joins: true),
                .init(
                    parameter: "serval.bitrate", factor: "serval.buffer", stage: 1, property: "option-string",
                    denominator: 1000, text: "vbv-bufsize={}", joins: true),
            ])
        let parameters = EncoderParameters(bitrateKbps: 2000, bufferMilliseconds: 600)
        #expect(try text(recipe, parameters).hasSuffix("option-string=\"bframes=0:vbv-maxrate=2000:vbv-bufsize=1200\""))
    }

    @Test func `a word that the element does not know is an error that lists the known ones`() {
        let recipe = make([
            .init(
                parameter: "serval.rate-control", stage: 1, property: "rc", map: [.init(from: "vbr", to: "1")])
        ])
        #expect(
            throws: Reason(
                "unsupported-parameter", "rc has no value for serval.rate-control \"cbr\"", hint: "use one of vbr")
        ) {
            try recipe.parts(for: EncoderParameters())
        }
    }

    @Test func `a product beyond 64 bits is an error, not a crash`() {
        let recipe = make([
            .init(parameter: "serval.bitrate", stage: 1, property: "bitrate", numerator: .max)
        ])
        #expect(throws: Reason.self) { try recipe.parts(for: EncoderParameters()) }
    }

    @Test func `overrides stand in place of all of the encoder's properties`() throws {
        let recipe = make([.init(parameter: "serval.bitrate", stage: 1, property: "bitrate")])
        let parts = try recipe.parts(for: .init(), overrides: [.init(name: "bitrate", value: "7")])
        #expect(PipelineDescription(parts).text.hasSuffix("x264enc name=encoder bitrate=7"))
    }

    @Test func `the live bitrate is the encoder's own live binding`() {
        let live = make([.init(parameter: "serval.bitrate", stage: 1, property: "bitrate", numerator: 1000, live: true)]
        )
        #expect(live.liveBitrate == .init(property: "bitrate", numerator: 1000, denominator: 1))
        let fixed = make([.init(parameter: "serval.bitrate", stage: 1, property: "bitrate")])
        #expect(fixed.liveBitrate == nil)
    }
}
