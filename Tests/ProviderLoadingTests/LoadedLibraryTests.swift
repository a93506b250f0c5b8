// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import ProviderLoading
import Testing

/// Libraries that cannot be used are refused, with a reason, before anything of theirs is called.
struct LoadedLibraryTests {
    private func refusal(of path: String) -> Reason? {
        var last: ProbeRecord?
        ProviderProbe(library: path).run { record in
            last = record
            return true
        }
        guard case .refused(let reason)? = last else { return nil }
        return reason
    }

    @Test func `a file that is not there, or is no library, is refused`() {
        #expect(refusal(of: "/tmp/serval-no-such-file.so")?.code == "not-a-library")
        #expect(refusal(of: "/etc/passwd")?.code == "not-a-library")
    }

    @Test func `a name without a path is refused, since it would be searched for`() {
        #expect(refusal(of: "libm.so.6")?.code == "not-a-library")
    }

    @Test func `a library of another kind is no provider`() throws {
        let refusal = try CFixture(["-DENTRY=something_else"]).refusal()
        #expect(refusal?.code == "no-entry")
        #expect(refusal?.text.contains("serval_provider_entry") == true)
    }

    @Test func `a library that does not serve this major is refused`() throws {
        #expect(try CFixture(["-DSERVES_NOTHING"]).refusal()?.code == "abi-mismatch")
    }

    @Test func `a table of another major is refused`() throws {
        let refusal = try CFixture(["-DABI=0x00020000"]).refusal()
        #expect(refusal?.code == "abi-mismatch")
        #expect(refusal?.text.contains("version 2") == true)
    }

    @Test(arguments: [
        ("LIBRARY_ID=NULL", "library.id is NULL"), ("LIBRARY_ID=\"\"", "library.id is empty"),
        ("LIBRARY_ID=\"\\xff\"", "library.id is not UTF-8"), ("INIT=NULL", "library.init is NULL"),
        ("DEINIT=NULL", "library.deinit is NULL"), ("GET_INTERFACE=NULL", "library.get_interface is NULL"),
        ("COUNT=NULL", "factory.count is NULL"), ("DESCRIBE=NULL", "factory.describe is NULL"),
        ("PROBE=NULL", "factory.probe is NULL"),
        ("NO_FACTORY", "library.get_interface knows no \"serval.encoder-factory/1\""),
    ])
    func `a table that is not whole is refused by the member's name`(flag: String, text: String) throws {
        let refusal = try CFixture(["-D\(flag)"]).refusal()
        #expect(refusal?.code == "bad-table")
        #expect(refusal?.text == text)
    }

    @Test func `an init that fails is refused by its code, in the words that it logged`() throws {
        let refusal = try CFixture(["-DINIT_STATUS=SERVAL_E_PERMISSION"]).refusal()
        #expect(refusal == Reason("no-permission", "the fixture fails on purpose"))
    }

    @Test func `another file than the host judged is not loaded`() throws {
        let fixture = try CFixture(["-DINIT_STATUS=SERVAL_E_PERMISSION"])
        func refusal(_ identity: FileIdentity?) -> Reason.Code? {
            var last: ProbeRecord?
            ProviderProbe(library: fixture.path, identity: identity).run { record in
                last = record
                return true
            }
            guard case .refused(let reason)? = last else { return nil }
            return reason.code
        }
        let judged = FileIdentity(ofFile: fixture.path)
        chmod(fixture.path, 0o600)
        #expect(refusal(judged) == "file-changed")
        #expect(refusal(FileIdentity(ofFile: fixture.path)) == "no-permission")
        #expect(FileIdentity(ofFile: "/tmp/serval-no-such-file.so") == nil)
    }

    @Test func `two libraries in one process that export the same name use each their own`() throws {
        let definitions = """
            #include "serval/serval.h"
            const char codec_id[] = NAME;
            serval_status codec_init(const serval_library *library, const serval_host *host) { return STATUS; }

            """
        let flags = ["-DLIBRARY_ID=codec_id", "-DINIT=codec_init"]
        let first = try CFixture(
            flags + ["-DNAME=\"com.example.first\"", "-DSTATUS=SERVAL_OK"], source: definitions + CFixture.provider)
        let second = try CFixture(
            flags + ["-DNAME=\"com.example.second\"", "-DSTATUS=SERVAL_E_PERMISSION"],
            source: definitions + CFixture.provider)
        func ids(_ records: [ProbeRecord]) -> [String] {
            records.compactMap { if case .provider(let identity) = $0 { identity.id } else { nil } }
        }
        #expect(ids(first.records()) == ["com.example.first"])
        let records = second.records()
        #expect(ids(records) == ["com.example.second"])
        guard case .refused(let reason)? = records.last else {
            Issue.record("the second one's init was not called")
            return
        }
        #expect(reason.code == "no-permission")
        #expect(first.refusal() == nil)
    }
}
