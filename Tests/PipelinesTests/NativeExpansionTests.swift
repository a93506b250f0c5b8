// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

@testable import Pipelines

@Suite struct NativeExpansionTests {
    private let parameters: [ParameterDescription] = [
        .init(id: "serval.bitrate", kind: .integer, isLive: true, minimum: 1, maximum: 2000),
        .init(id: "serval.threads", kind: .integer, minimum: 2, maximum: 4),
        .init(id: "serval.rate-control", kind: .choice, choices: [.init(value: "cbr"), .init(value: "vbr")]),
        .init(id: "serval.profile", kind: .text),
        .init(id: "com.example.sharpness", kind: .integer),
    ]

    private func encoder(_ codec: Codec = .h264) -> EncoderDescription {
        EncoderDescription(
            id: "fast.enc", label: "Fast", codec: codec, kind: .hardware,
            element: EncoderDescription.nativeElement(of: "fast.enc"), parameters: parameters)
    }

    private func offer(_ formats: [RawFormat] = [.nv12, .i420]) -> EncoderOffer {
        EncoderOffer(
            encoder: "fast.enc", deviceID: "cpu", limits: .init(),
            encoding: .native(NativeEncoding(formats: formats)))
    }

    private func text(
        _ parameters: EncoderParameters = .init(), codec: Codec = .h264, overrides: [ElementRecipe.Property]? = nil
    ) throws -> String {
        PipelineDescription(
            try offer().parts(for: encoder(codec), with: parameters, overrides: overrides)
        ).text
    }

    @Test func `the parameters that it lists are set, numbers within their ranges`() throws {
        #expect(
            try text(.init(bitrateKbps: 5000, threads: 1)) == """
                videoconvert ! video/x-raw,format=NV12,colorimetry=bt709 ! serval-native-fast-enc name=encoder \
                bitrate=2000 threads=2 rate-control=cbr ! h264parse config-interval=-1 \
                ! capsfilter caps="video/x-h264,stream-format=byte-stream,alignment=au"
                """)
    }

    @Test func `properties of the configuration take their place`() throws {
        let described = try text(overrides: [.init(name: "com-example-sharpness", value: "3")])
        #expect(described.contains("serval-native-fast-enc name=encoder com-example-sharpness=3 !"))
    }

    @Test func `a word that is no choice is an error that lists the choices`() {
        #expect(
            throws: Reason("unsupported-parameter", "rate-control has no value \"cq\"", hint: "use one of cbr, vbr")
        ) {
            try text(.init(rateControl: .cq))
        }
    }

    @Test func `VP8 needs no parser, and has the colours that its decoders take`() throws {
        let described = try text(codec: .vp8)
        #expect(described.contains("colorimetry=bt601"))
        #expect(described.hasSuffix("rate-control=cbr"))
    }

    @Test func `a live bitrate is that of the description`() {
        #expect(
            offer().liveBitrate(of: encoder()) == LiveBitrate(property: "bitrate", numerator: 1, denominator: 1))
        var still = encoder()
        still.parameters[0].isLive = false
        #expect(offer().liveBitrate(of: still) == nil)
    }
}
