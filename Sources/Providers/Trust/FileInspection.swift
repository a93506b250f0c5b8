// SPDX-License-Identifier: Apache-2.0
import ELF
import Glibc
import LibraryFiles
import Media
import Reports

/// What the host finds out about providers' files before any child loads them; it loads nothing itself.
struct FileInspection {
    /// What is known of one file.
    struct Finding: Sendable, Hashable {
        var trust: ProvidersReport.Trust
        /// What was judged; nil for Serval's own libraries, which may be replaced at any time.
        var identity: FileIdentity?
        /// Why it is not loaded; nil when it is.
        var refusal: Reason?
    }

    private let pins: ProviderPins?
    private let sums: MemoryFile<FileSum>
    private let user: UInt32
    private var walk = PathWalk()
    private var libraries: LibrarySearch

    /// - Parameters:
    ///   - sums: remembered, since a sum takes as long as reading the file.
    ///   - worker: the program that loads providers, with its environment as `NAME=value`.
    init(pins: ProviderPins?, sums: MemoryFile<FileSum>, worker: String, environment: [String], user: UInt32) {
        self.pins = pins
        self.sums = sums
        self.user = user
        libraries = LibrarySearch(worker: worker, environment: environment)
    }

    /// Whether the file is what nobody but the administrator and this user could have put there, and is pinned where
    /// there are pins. Some `lstat` calls; with pins, also the sum of a file that has changed.
    ///
    /// Serval's own libraries are beside its programs: who can replace one can replace the other.
    mutating func trust(_ file: ProviderFile) -> Finding {
        guard !file.isBuiltIn else { return Finding(trust: .builtIn) }
        // Before all else: what is judged from here on is this file or not loaded.
        guard let identity = FileIdentity(ofFile: file.path), let steps = walk.steps(to: file.link ?? file.path) else {
            return refused(Reason("not-a-file", "\(file.path) is gone"), nil)
        }
        if let reason = FileTrust.refusal(of: file.link ?? file.path, passing: steps, user: user) {
            return refused(reason, identity)
        }
        guard let pins else { return Finding(trust: .trusted, identity: identity) }
        guard let sum = sum(of: file, identity) else {
            return refused(Reason("unreadable", "\(file.path) cannot be read", hint: "see its permissions"), identity)
        }
        if let reason = pins.refusal(of: file, sum: sum) { return refused(reason, identity) }
        return Finding(trust: .pinned, identity: identity)
    }

    /// Why the file cannot be loaded here, whoever put it there; nil when nothing speaks against it. Reads the file
    /// and the libraries that it needs: only for a file that is about to be loaded.
    mutating func soundness(of file: ProviderFile) -> Reason? {
        guard let bytes = FileBytes.read(file.path) else {
            let why = String(cString: strerror(errno))
            return Reason("unreadable", "\(file.path) cannot be read: \(why)", hint: "see its permissions")
        }
        let read: Result<ELFFile, ELFError>
        do throws(ELFError) { read = .success(try ELFFile(bytes)) } catch { read = .failure(error) }
        if let reason = LibrarySoundness.refusal(of: file.path, read) { return reason }
        guard case .success(let library) = read, let missing = libraries.missing(for: library, at: file.path) else {
            return nil
        }
        return LibrarySoundness.refusal(of: file.path, missing)
    }

    private func refused(_ reason: Reason, _ identity: FileIdentity?) -> Finding {
        Finding(trust: .refused, identity: identity, refusal: reason)
    }

    /// Remembered by the very file, since a sum of another one would be worth nothing.
    private func sum(of file: ProviderFile, _ identity: FileIdentity) -> String? {
        if let known = sums.read()[file.path], known.identity == identity { return known.sum }
        guard let fresh = FileSum(ofFile: file.path), fresh.identity == identity else { return nil }
        sums.update { entries in
            entries[file.path] = fresh
            for path in entries.keys where access(path, F_OK) != 0 { entries[path] = nil }
        }
        return fresh.sum
    }
}
