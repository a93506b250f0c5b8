// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One thing that is passed on the way from the root to a file, and who can change it.
package struct PathStep: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case folder, file, link, other }

    package var path: String
    package var kind: Kind
    var owner: UInt32
    var group: UInt32
    /// Permissions, and the sticky bit.
    var mode: UInt32
    /// Whether nobody but the owner is in the group: it has the owner's number, and no other members.
    var isPrivateGroup = false
}

/// Walks paths as the kernel does, and notes down all that is passed: folders, links, and what links point to.
///
/// What several paths pass is looked at once.
package struct PathWalk {
    private var seen: [String: PathStep?] = [:]
    private lazy var groups = GroupFile.read()

    package init() {}

    /// As many as the kernel follows.
    private static let mostLinks = 40

    /// Each thing once, in the order in which it is passed; nil when the file is not there.
    package mutating func steps(to path: String) -> [PathStep]? {
        guard path.hasPrefix("/"), let root = step(at: "/") else { return nil }
        var steps = [root]
        var rest = Array(path.split(separator: "/").reversed())
        var place = ""
        var links = 0
        while let name = rest.popLast() {
            if name == "." { continue }
            if name == ".." {
                place = String(place[..<(place.lastIndex(of: "/") ?? place.startIndex)])
                continue
            }
            let next = "\(place)/\(name)"
            guard let step = step(at: next) else { return nil }
            if !steps.contains(step) { steps.append(step) }
            guard step.kind == .link else {
                place = next
                continue
            }
            links += 1
            guard links <= Self.mostLinks, let target = Self.target(of: next) else { return nil }
            if target.hasPrefix("/") { place = "" }
            rest += target.split(separator: "/").reversed()
        }
        return steps
    }

    private mutating func step(at path: String) -> PathStep? {
        if let known = seen[path] { return known }
        let step = look(at: path)
        seen[path] = .some(step)
        return step
    }

    private mutating func look(at path: String) -> PathStep? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        let kind: PathStep.Kind =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: .folder
            case S_IFREG: .file
            case S_IFLNK: .link
            default: .other
            }
        var step = PathStep(
            path: path, kind: kind, owner: status.st_uid, group: status.st_gid, mode: status.st_mode & 0o7777)
        // Seldom asked: Debian's files are not writable by groups.
        if step.mode & 0o020 != 0, step.group == step.owner { step.isPrivateGroup = groups.isPrivate(step.group) }
        return step
    }

    private static func target(of link: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}

/// Which groups have members by name, as /etc/group says. group(5).
struct GroupFile: Sendable {
    private var shared: Set<UInt32> = []

    static func read() -> GroupFile {
        GroupFile(text: FileBytes.read("/etc/group").map { String(decoding: $0, as: UTF8.self) } ?? "")
    }

    init(text: String) {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count >= 4, let number = UInt32(fields[2]) else { continue }
            let others = fields[3].split(separator: ",").filter { $0 != fields[0] }
            if !others.isEmpty { shared.insert(number) }
        }
    }

    func isPrivate(_ group: UInt32) -> Bool { !shared.contains(group) }
}
