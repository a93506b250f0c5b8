// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FoundationEssentials
import Glibc
import Media
import Processes
import Skeletons

/// What `check-plugin --new` takes beside the folder.
struct NewPluginOptions: ParsableArguments {
    @Option(
        name: .customLong("new"),
        help: ArgumentHelp(
            "Write the skeleton of a provider into a new folder, in c, rust or swift.", valueName: "language"))
    var language: Language?

    @Option(
        help: ArgumentHelp(
            "For swift: Serval's checkout or its repository's URL (default: the checkout that this program is from).",
            valueName: "path-or-url"))
    var serval: String?

    func validate() throws {
        if serval != nil, language != .swift { throw ValidationError("--serval goes with --new swift.") }
    }
}

extension Language: ExpressibleByArgument {}

/// Writes the skeleton of a provider, which gets its name from its folder.
struct NewPlugin {
    private let language: Language
    private let serval: String?

    /// - Parameter serval: where Serval's package is, for providers in Swift; nil for the checkout around this program.
    init(_ language: Language, serval: String? = nil) {
        self.language = language
        self.serval = serval
    }

    /// Writes all files, and says what comes next.
    ///
    /// - Parameter path: a folder that does not exist or is empty; folders above it are made.
    /// - Throws: `Reason`; nothing that was there is overwritten.
    func write(into path: String) throws(Reason) {
        let folder = absolute(path)
        let skeleton = try skeleton(named: folder.split(separator: "/").last.map(String.init) ?? "")
        try refuseWhatIsThere(folder, said: path)
        for file in skeleton.files {
            guard write(file, into: folder) else {
                throw Reason(
                    "not-written", "\(path)/\(file.path) cannot be written: \(String(cString: strerror(errno)))",
                    hint: "see to room and permission, remove \(path) and try again; or name another folder")
            }
        }
        Output.words("\(path): a provider in \(language.rawValue), \(skeleton.files.count) files")
        Output.words("  \(path)/README.md says how it goes on")
    }

    private func skeleton(named folder: String) throws(Reason) -> Skeleton {
        let name: SkeletonName
        do {
            name = try SkeletonName(folder)
        } catch {
            throw Reason(
                "bad-name", error.description, hint: "the provider is named after its folder; choose another one")
        }
        switch language {
        case .c: return .c(named: name)
        case .rust: return .rust(named: name)
        case .swift: return .swift(named: name, serval: try package())
        }
    }

    private func package() throws(Reason) -> PackageLocation {
        if let serval, case .repository = PackageLocation(serval) { return PackageLocation(serval) }
        let hint = "say --serval with the path of Serval's checkout, or the URL of its repository"
        if let serval {
            let folder = absolute(serval)
            guard Self.isCheckout(folder) else {
                throw Reason("no-package", "\(serval) is no checkout of Serval: it has no ProviderSDK", hint: hint)
            }
            return .folder(folder)
        }
        var folder = WorkerExecutable.ownFolder()
        while let slash = folder.lastIndex(of: "/") {
            if Self.isCheckout(folder) { return .folder(folder) }
            folder = String(folder[..<slash])
        }
        throw Reason(
            "no-package", "a provider in Swift is built with Serval's package, and this program is not in a checkout",
            hint: hint)
    }

    private static func isCheckout(_ folder: String) -> Bool {
        access(folder + "/Package.swift", R_OK) == 0 && access(folder + "/Sources/ProviderSDK", R_OK) == 0
    }

    private func refuseWhatIsThere(_ folder: String, said path: String) throws(Reason) {
        var status = stat()
        guard lstat(folder, &status) == 0 else { return }
        guard let listed = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Reason("not-empty", "\(path) is there, and no folder that can be read", hint: "name a new folder")
        }
        guard listed.isEmpty else {
            throw Reason(
                "not-empty", "\(path) is not empty, and nothing in it is overwritten",
                hint: "name a folder that is new or empty")
        }
    }

    /// - Returns: false when it failed, with `errno` saying why.
    private func write(_ file: Skeleton.File, into folder: String) -> Bool {
        let path = "\(folder)/\(file.path)"
        for slash in path.indices where path[slash] == "/" && slash > path.startIndex {
            if mkdir(String(path[..<slash]), 0o777) != 0, errno != EEXIST { return false }
        }
        guard let output = fopen(path, "wx") else { return false }
        let text = Array(file.text.utf8)
        let isWritten = fwrite(text, 1, text.count, output) == text.count
        return fclose(output) == 0 && isWritten
    }

    /// The path from the root on, without `.` and `..`, which need not exist.
    private func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
