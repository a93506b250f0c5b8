// SPDX-License-Identifier: Apache-2.0
import Media

/// Whether nobody can change what a path leads to, but the administrator and the user that Serval runs as.
///
/// The rule, for everything that is passed on the way from the root, links and their targets included:
/// - it belongs to root or to this user;
/// - no others can write to it. In a folder with the sticky bit, such as /tmp, others can add entries, but neither
///   remove nor rename ours: such a folder is no fault.
/// - the same holds for its group, unless that is the owner's private one: of the owner's number, with no other
///   members, as Debian makes one for each user.
/// - at its end there is a regular file.
package enum FileTrust {
    /// Why a library is not loaded, with what to run; nil when it can be trusted.
    ///
    /// - Parameters:
    ///   - steps: what is passed on the way to the file.
    ///   - user: the number of the user that Serval runs as.
    package static func refusal(of file: String, passing steps: [PathStep], user: UInt32) -> Reason? {
        guard let end = steps.last(where: { $0.kind != .link }), end.kind == .file else {
            return Reason(
                "not-a-file", "\(file) is no regular file", hint: "remove it from the folder of providers")
        }
        let foreign = steps.filter { $0.owner != 0 && $0.owner != user }
        if let first = foreign.first {
            let owners = user == 0 ? "root, which Serval runs as" : "root nor user \(user), which Serval runs as"
            return Reason(
                "untrusted-owner",
                "\(first.subject(of: file)) belongs to user \(first.owner), \(user == 0 ? "not to" : "neither to") "
                    + "\(owners): that user could replace what Serval loads",
                hint:
                    "`\(command(foreign.contains { $0.kind == .link } ? "chown -h root:" : "chown root:", foreign))`, "
                    + "or install the library as root where only root can write")
        }
        let writable = steps.filter { step in
            guard step.kind != .link, !step.isSticky else { return false }
            return step.mode & 0o002 != 0 || (step.mode & 0o020 != 0 && !step.isPrivateGroup)
        }
        guard let first = writable.first else { return nil }
        let who = first.mode & 0o002 != 0 ? "every user" : "group \(first.group)"
        return Reason(
            "writable-by-others",
            "\(first.subject(of: file)) can be written to by \(who), who could replace what Serval loads",
            hint: "`\(command("chmod go-w", writable))`")
    }

    private static func command(_ command: String, _ steps: [PathStep]) -> String {
        ([command] + steps.map { ShellWord.quoted($0.path) }).joined(separator: " ")
    }
}

extension PathStep {
    fileprivate var isSticky: Bool { kind == .folder && mode & 0o1000 != 0 }

    fileprivate func subject(of file: String) -> String {
        switch kind {
        case .folder: "the folder \(path), on the way to \(file),"
        case .link where path != file: "the link \(path), on the way to \(file),"
        case .file where path != file: "\(path), which \(file) leads to,"
        default: path
        }
    }
}

/// A text as one word of a shell's command.
enum ShellWord {
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+:@%,=".utf8.contains(byte)
            }
        }
        return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
