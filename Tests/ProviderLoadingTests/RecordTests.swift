// SPDX-License-Identifier: Apache-2.0
import Media
import Testing

/// What a provider reports is checked, member by member.
struct RecordTests {
    private func firstOffer(in records: [ProbeRecord]) -> EncoderOffer? {
        for case .offer(let offer) in records { return offer }
        return nil
    }

    @Test func `a plain provider in C is read, its defaults filled in`() throws {
        let records = try CFixture().records()
        #expect(
            Array(records.suffix(3)) == [
                .phase("probe"),
                .device(Device(id: "cpu", name: "Processor", driver: "c 1.0", node: "c 1.0")),
                .offer(
                    EncoderOffer(
                        encoder: "cenc", deviceID: "cpu", limits: EncoderLimits(maximumWidth: 640),
                        lacks: [.liveBitrate],
                        recipe: ElementRecipe(
                            stages: [
                                .init(kind: .caps, caps: "video/x-raw,format=I420"),
                                .init(kind: .encoder, factory: "cenc"),
                            ],
                            bindings: [
                                .init(parameter: "serval.bitrate", stage: 1, property: "bitrate", live: true),
                                .init(parameter: "serval.threads", stage: 1, property: "threads"),
                            ]))),
            ])
    }

    @Test func `structs of a newer minor are read, and their tails are not`() throws {
        let records = try CFixture(["-DTAIL=32", "-DABI=(SERVAL_ABI+7)"]).records()
        #expect(try records == CFixture().records())
    }

    @Test func `structs of an older minor are read, with defaults for what they lack`() throws {
        let records = try CFixture(["-DOLDER"]).records()
        #expect(records.contains(.device(Device(id: "cpu", name: "Processor"))))
        let offer = try #require(firstOffer(in: records))
        #expect(offer.limits == EncoderLimits())
        let plain = try #require(firstOffer(in: try CFixture().records()))
        #expect(offer.recipe == plain.recipe)
    }

    @Test(arguments: [
        (["FACTORY=NULL"], "offer[0].recipe.stages[1].factory is NULL"),
        (["FACTORY=\"\""], "offer[0].recipe.stages[1].factory is empty"),
        (["FACTORY=\"a\",.device_property=\"path\""], "offer[0].recipe.stages[1].device_value is NULL"),
        (["FACTORY=\"a\",.alternative_count=1"], "offer[0].recipe.stages[1].alternatives is NULL"),
        (["BINDING_STAGE=0"], "offer[0].recipe.bindings[0].stage is 0, which is no element of the recipe"),
        (["BINDING_STAGE=2"], "offer[0].recipe.bindings[0].stage is 2, which is no element of the recipe"),
        (["KIND=SERVAL_STAGE_PARSER"], "offer[0].recipe.stages has 0 encoders, not one"),
        (["STAGE_COUNT=17"], "offer[0].recipe.stages has 17 elements; 16 is the most"),
        (["ENCODER_ID=\"other\""], "offer[0].encoder is \"other\", which was not described"),
        (["DEVICE_ID=\"gpu\""], "offer[0].device is \"gpu\", which was not reported before"),
        (["TWICE"], "offer[1] is a second one for cenc on cpu"),
        (["SIZE_ERROR=4"], "device[0].struct_size is 44"),
        (["SIZE_ERROR=-40"], "device[0].struct_size is 0"),
        (["ENCODERS=2"], "encoder[1].id is \"cenc\", as that of another encoder"),
        (["ENCODERS=1025"], "factory.count returned 1025; 1024 is the most"),
        (["ENCODERS=1", "DESCRIBE=(void*)no_description"], "encoder[0] is NULL"),
    ])
    func `a record that breaks a rule ends the probe by the member's name`(flags: [String], text: String)
        throws
    {
        let nothing =
            "typedef struct serval_encoder_factory f; static const void *no_description(const f *x, unsigned i)"
            + " { (void)x; (void)i; return 0; }\n"
        let fixture = try CFixture(flags.map { "-D\($0)" }, source: nothing + CFixture.provider)
        let refusal = fixture.refusal()
        #expect(refusal?.code == "bad-record")
        #expect(refusal?.text == text)
    }

    @Test func `records before a bad one stand`() throws {
        let records = try CFixture(["-DFACTORY=NULL"]).records()
        #expect(records.contains { if case .device = $0 { true } else { false } })
        #expect(firstOffer(in: records) == nil)
    }

    @Test(arguments: [
        (["CODEC=\"h266\""], "unknown-codec"), (["KIND=9"], "unknown-stage"),
    ])
    func `what a newer provider can do beyond this host is left out, with a note`(
        flags: [String], code: String
    ) throws {
        let records = try CFixture(flags.map { "-D\($0)" }).records()
        let notes = records.compactMap { if case .note(let note) = $0 { note } else { nil } }
        #expect(notes.map(\.reason.code.rawValue) == [code])
        #expect(notes.first?.encoder == "cenc")
        #expect(firstOffer(in: records) == nil)
        #expect(!records.contains { if case .refused = $0 { true } else { false } })
    }

    @Test func `a probe that fails as a whole leaves a note with the status' code`() throws {
        let records = try CFixture(["-DPROBE_STATUS=SERVAL_E_NOT_READY"]).records()
        guard case .note(let note)? = records.last else {
            Issue.record("the last record is no note: \(records)")
            return
        }
        #expect(note.severity == .error)
        #expect(note.reason.code == "not-ready")
    }
}
