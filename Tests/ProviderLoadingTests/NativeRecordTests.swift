// SPDX-License-Identifier: Apache-2.0
import Media
import TestFixtures
import Testing

@testable import ProviderLoading

/// A native encoder's description, offer and session tables are read with the care that recipes get.
struct NativeRecordTests {
    private func records(_ flags: [String] = []) throws -> [ProbeRecord] {
        let library = try CompiledLibrary("Tests/Fixtures/native/provider.c", flags: flags.map { "-D\($0)" })
        var records: [ProbeRecord] = []
        ProviderProbe(library: library.path).run { record in
            records.append(record)
            return true
        }
        return records
    }

    private func notes(in records: [ProbeRecord]) -> [ProbeNote] {
        records.compactMap { if case .note(let note) = $0 { note } else { nil } }
    }

    @Test func `a native encoder is read, its element named after it`() throws {
        let records = try records()
        #expect(
            records.contains(
                .encoder(
                    EncoderDescription(
                        id: "fake", label: "Fake", codec: .vp8, kind: .software, element: "serval-native-fake",
                        parameters: [
                            .init(
                                id: "serval.bitrate", kind: .integer, label: "Bitrate", unit: "kbit/s", isLive: true,
                                minimum: 1, maximum: 200_000, defaultInteger: 300),
                            .init(
                                id: "com.example.mood", kind: .choice,
                                choices: [.init(value: "calm"), .init(value: "wild")]),
                            .init(
                                id: "com.example.effort", kind: .integer, isAdvanced: true, minimum: 1,
                                maximum: 100_000, defaultInteger: 7),
                        ]))))
        #expect(
            records.suffix(2) == [
                .offer(
                    EncoderOffer(
                        encoder: "fake", deviceID: "cpu", limits: EncoderLimits(),
                        encoding: .native(NativeEncoding(formats: [.nv12, .i420])))),
                .phase("verify"),
            ])
    }

    @Test func `tables of a newer minor are read, and their tails are not`() throws {
        #expect(try records(["NEWER", "HELD=3"]) == records(["HELD=3"]))
    }

    @Test(arguments: ["open", "encode", "drain", "reset", "close", "destroy", "get_extension"])
    func `a session without a required function is taken back by its name`(slot: String) throws {
        let note = try #require(notes(in: records(["NULL_SLOT=\(slot)"])).first)
        #expect(note.severity == .error)
        #expect(note.reason.code == "bad-table")
        #expect(note.reason.text == "session.\(slot) is NULL")
        #expect(note.encoder == "fake" && note.deviceID == "cpu")
    }

    @Test func `a provider hears that the host wants no more, on threads of its own too`() throws {
        let library = try CompiledLibrary("Tests/Fixtures/native/provider.c")
        var records: [ProbeRecord] = []
        ProviderProbe(library: library.path).run { record in
            records.append(record)
            if case .device = record { return false }
            return true
        }
        // It would say that it failed, had it not heard.
        #expect(records.last == .device(Device(id: "cpu", name: "Processor")))
    }

    @Test(arguments: ["reconfigure", "interrupt"])
    func `a session may leave out what has a default`(slot: String) throws {
        #expect(try notes(in: records(["NULL_SLOT=\(slot)"])).isEmpty)
    }

    @Test func `a session that is not made is taken back, in the provider's words`() throws {
        let note = try #require(notes(in: records(["CREATE_STATUS=SERVAL_E_PERMISSION"])).first)
        #expect(
            note.reason
                == Reason("no-permission", "the fixture makes no session (fake 42)", hint: "do something"))
        #expect(try notes(in: records(["NULL_SESSION"])).first?.reason.text == "session is NULL")
    }

    @Test(arguments: [
        ("NO_SESSIONS", "bad-table", "library.get_interface knows no \"serval.session-factory/1\""),
        ("CREATE=NULL", "bad-table", "session_factory.create is NULL"),
        ("RECIPE=&recipe", "bad-record", "offer[0].recipe is there, but the encoder has no element"),
        ("FORMAT_COUNT=0", "bad-record", "offer[0].format_count is 0, not 1 to 64"),
        ("FORMAT_COUNT=65", "bad-record", "offer[0].format_count is 65, not 1 to 64"),
        ("MAXIMUM=0", "bad-record", "encoder[0].parameters[2].minimum is 1, beyond the maximum 0"),
        ("MAXIMUM=6", "bad-record", "encoder[0].parameters[2].default_integer is 7, out of the range"),
        ("CHOICES=NULL", "bad-record", "encoder[0].parameters[1].choices is NULL"),
        (
            "KIND=SERVAL_PARAMETER_CHOICE", "bad-record", "encoder[0].parameters[2].choices is empty"
        ),
        (
            "SECOND_ID=\"serval.bitrate\"", "bad-record",
            "encoder[0].parameters[1].id is \"serval.bitrate\", as that of another parameter"
        ),
        (
            "SECOND_ID=\"name\"", "bad-record",
            "encoder[0].parameters[1].id is \"name\", which every element has already"
        ),
        (
            "SECOND_ID=\"9\"", "bad-record",
            "encoder[0].parameters[1].id is \"9\", which does not begin with a letter"
        ),
    ])
    func `what breaks a rule ends the probe by the member's name`(
        flag: String, code: String, text: String
    ) throws {
        guard case .refused(let reason)? = try records([flag]).last else {
            Issue.record("it was not refused")
            return
        }
        #expect(reason.code.rawValue == code)
        #expect(reason.text == text)
    }

    @Test(arguments: [("FORMATS=1,2", "unknown-format"), ("KIND=9", "unknown-parameter")])
    func `what a newer provider can do beyond this host is left out, with a note`(
        flag: String, code: String
    ) throws {
        let records = try records([flag])
        #expect(notes(in: records).map(\.reason.code.rawValue) == [code])
        #expect(notes(in: records).first?.encoder == "fake")
        #expect(!records.contains { if case .offer = $0 { true } else { false } })
        #expect(!records.contains { if case .refused = $0 { true } else { false } })
    }
}
