// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LibraryFiles

/// The rule, on facts that nobody has to set up.
struct FileTrustTests {
    private static let file = "/opt/vendor/vendor.so"

    private func steps(
        root: UInt32 = 0o755, opt: (owner: UInt32, mode: UInt32) = (0, 0o755),
        folder: (owner: UInt32, group: UInt32, mode: UInt32) = (0, 0, 0o755),
        file: (owner: UInt32, group: UInt32, mode: UInt32) = (0, 0, 0o644), isPrivate: Bool = false,
        kind: PathStep.Kind = .file
    ) -> [PathStep] {
        [
            PathStep(path: "/", kind: .folder, owner: 0, group: 0, mode: root),
            PathStep(path: "/opt", kind: .folder, owner: opt.owner, group: 0, mode: opt.mode),
            PathStep(
                path: "/opt/vendor", kind: .folder, owner: folder.owner, group: folder.group, mode: folder.mode,
                isPrivateGroup: isPrivate),
            PathStep(
                path: Self.file, kind: kind, owner: file.owner, group: file.group, mode: file.mode,
                isPrivateGroup: isPrivate),
        ]
    }

    private func refusal(_ steps: [PathStep], user: UInt32 = 1000) -> (code: String, hint: String)? {
        FileTrust.refusal(of: Self.file, passing: steps, user: user).map { ($0.code.rawValue, $0.hint ?? "") }
    }

    @Test func `what belongs to root or to the user, and is theirs alone to write, is trusted`() {
        #expect(refusal(steps()) == nil)
        #expect(refusal(steps(folder: (1000, 1000, 0o700), file: (1000, 1000, 0o600))) == nil)
        #expect(refusal(steps(), user: 0) == nil)
    }

    @Test func `another user's file or folder is refused, and the hint has all of them`() throws {
        let found = try #require(refusal(steps(opt: (1001, 0o755), file: (1001, 1001, 0o644))))
        #expect(found.code == "untrusted-owner")
        #expect(found.hint.hasPrefix("`chown root: /opt /opt/vendor/vendor.so`"))
        // Root trusts nobody else.
        #expect(refusal(steps(file: (1000, 1000, 0o644)), user: 0)?.code == "untrusted-owner")
        let text = FileTrust.refusal(of: Self.file, passing: steps(file: (1001, 1, 0o644)), user: 1000)?.text
        #expect(
            text == "/opt/vendor/vendor.so belongs to user 1001, neither to root nor user 1000, which Serval runs as: "
                + "that user could replace what Serval loads")
    }

    @Test(arguments: [0o646, 0o664, 0o666] as [UInt32])
    func `a file that others can write to is refused`(mode: UInt32) throws {
        let found = try #require(refusal(steps(file: (0, 4, mode))))
        #expect(found.code == "writable-by-others")
        #expect(found.hint == "`chmod go-w /opt/vendor/vendor.so`")
    }

    @Test func `a folder on the way that others can write to is refused, and named`() throws {
        let reason = FileTrust.refusal(of: Self.file, passing: steps(opt: (0, 0o777)), user: 0)
        #expect(reason?.code == "writable-by-others")
        #expect(
            reason?.text == "the folder /opt, on the way to /opt/vendor/vendor.so, can be written to by every user, "
                + "who could replace what Serval loads")
        #expect(reason?.hint == "`chmod go-w /opt`")
    }

    @Test func `where the sticky bit is, others cannot replace what is ours`() {
        #expect(refusal(steps(opt: (0, 0o1777))) == nil)
        #expect(refusal(steps(folder: (0, 4, 0o1775))) == nil)
        // The bit means nothing on a file.
        #expect(refusal(steps(file: (0, 0, 0o1666)))?.code == "writable-by-others")
        // And others' files stay others'.
        #expect(refusal(steps(opt: (0, 0o1777), file: (1001, 1001, 0o644)))?.code == "untrusted-owner")
    }

    @Test func `a private group is the user alone`() {
        let steps = steps(folder: (1000, 1000, 0o775), file: (1000, 1000, 0o664), isPrivate: true)
        #expect(refusal(steps) == nil)
        let shared = self.steps(folder: (1000, 1000, 0o775), file: (1000, 1000, 0o664))
        #expect(refusal(shared)?.hint == "`chmod go-w /opt/vendor /opt/vendor/vendor.so`")
    }

    @Test func `the owner of a link decides, its mode says nothing`() {
        func link(owner: UInt32) -> [PathStep] {
            steps() + [
                PathStep(path: "/srv/vendor.so", kind: .link, owner: owner, group: owner, mode: 0o777)
            ]
        }
        #expect(refusal(link(owner: 0)) == nil)
        #expect(refusal(link(owner: 1001))?.hint.hasPrefix("`chown -h root: /srv/vendor.so`") == true)
    }

    @Test(arguments: [PathStep.Kind.folder, .other]) func `only a regular file is loaded`(kind: PathStep.Kind) {
        #expect(refusal(steps(kind: kind))?.code == "not-a-file")
    }

    @Test func `hints can be pasted into a shell`() {
        #expect(ShellWord.quoted("/opt/a b/it's.so") == "'/opt/a b/it'\\''s.so'")
        #expect(ShellWord.quoted("/opt/c++/x_1.so") == "/opt/c++/x_1.so")
        #expect(ShellWord.quoted("$(reboot).so") == "'$(reboot).so'")
    }

    @Test func `a group has members when its line says so`() {
        let groups = GroupFile(text: "root:x:0:\nme:x:1000:\nmy:x:1001:my\nus:x:1002:us,them\nbroken\nodd:x:::\n")
        #expect(groups.isPrivate(0))
        #expect(groups.isPrivate(1000))
        #expect(groups.isPrivate(1001))
        #expect(!groups.isPrivate(1002))
    }
}
