// SPDX-License-Identifier: Apache-2.0
import ELF
import Glibc

/// Looks for the libraries that a library needs, and those that these need, as ld.so does. ld.so(8).
///
/// In doubt a library counts as there: the probe's child finds out for certain.
package struct LibrarySearch {
    /// A library that is nowhere.
    package struct Missing: Sendable, Hashable {
        package var name: String
        /// The library that needs it, where that is not the provider itself.
        package var neededBy: String?
    }

    /// A library on the way: who needs others.
    private struct Loaded {
        var path: String
        var needed: [String]
        var soname: String?
        /// Folders of its own, in which what it needs is looked for.
        var runpaths: [String]
        /// Folders that hold for what it needs and for all that these need.
        var rpaths: [String]
        /// What libraries must be like, to be taken: class, byte order, machine.
        var kind: [UInt8]
    }

    private let worker: String
    private let libraryPath: [String]
    private let defaults: [String]
    private lazy var cache = LoaderCache.system()
    /// What the worker has loaded before any provider.
    private lazy var present = closure(of: worker)

    /// - Parameters:
    ///   - worker: the program that loads the provider: what it has loaded is there.
    ///   - environment: the program's, as `NAME=value`.
    package init(worker: String, environment: [String]) {
        self.worker = worker
        let variable = environment.first { $0.hasPrefix("LD_LIBRARY_PATH=") }?.drop { $0 != "=" }.dropFirst()
        // An empty one stands for the working directory, which is nobody's place for libraries.
        libraryPath = (variable ?? "").split { $0 == ":" || $0 == ";" }.map(String.init)
        let folders = ["/lib/\(Multiarch.triple)", "/usr/lib/\(Multiarch.triple)"]
        defaults = folders + ["/lib64", "/usr/lib64", "/lib", "/usr/lib"]
    }

    /// The first library that is nowhere; nil when all are there.
    package mutating func missing(for file: ELFFile, at path: String) -> Missing? {
        var names: Set<String> = []
        return walk(from: Self.loaded(file, at: path), &names, mayAskWorker: true)
    }

    /// All names that a program brings with it.
    private mutating func closure(of path: String) -> Set<String> {
        var names: Set<String> = []
        guard let program = Self.read(path) else { return names }
        _ = walk(from: program, &names, mayAskWorker: false)
        return names
    }

    /// Breadth first, as the loader.
    private mutating func walk(from root: Loaded, _ names: inout Set<String>, mayAskWorker: Bool) -> Missing? {
        var queue = [root]
        var next = 0
        while next < queue.count {
            let library = queue[next]
            next += 1
            for name in library.needed where names.insert(name).inserted {
                switch find(name, for: library) {
                case .found(let path):
                    guard var found = Self.read(path) else { continue }
                    found.rpaths += library.rpaths
                    if let soname = found.soname { names.insert(soname) }
                    queue.append(found)
                case .uncertain: continue
                case .missing:
                    if mayAskWorker, !present.contains(name) {
                        return Missing(name: name, neededBy: next == 1 ? nil : library.path)
                    }
                }
            }
        }
        return nil
    }

    private enum Place { case found(String), uncertain, missing }

    private mutating func find(_ name: String, for library: Loaded) -> Place {
        if name.contains("/") {
            // Never from the working directory.
            return name.hasPrefix("/") && access(name, F_OK) == 0 ? .found(name) : .missing
        }
        let rpaths = library.runpaths.isEmpty ? library.rpaths : []
        let folders = rpaths + libraryPath + library.runpaths
        for folder in folders where folder.hasPrefix("/") {
            // `$LIB` and `$PLATFORM` depend on how ld.so was built and on the processor.
            if folder.contains("$") { return .uncertain }
            if Self.kind(of: "\(folder)/\(name)") == library.kind { return .found("\(folder)/\(name)") }
        }
        for path in cache.paths(of: name) + defaults.map({ "\($0)/\(name)" })
        where Self.kind(of: path) == library.kind {
            return .found(path)
        }
        return .missing
    }

    private static func read(_ path: String) -> Loaded? {
        guard let bytes = FileBytes.read(path), let file = try? ELFFile(bytes) else { return nil }
        return loaded(file, at: path)
    }

    private static func loaded(_ file: ELFFile, at path: String) -> Loaded {
        // Links are followed before: the folder is where the file really is.
        let resolved = realpath(path, nil).map { pointer in
            defer { free(pointer) }
            return String(cString: pointer)
        }
        let place = resolved ?? path
        let origin = String(place[..<(place.lastIndex(of: "/") ?? place.startIndex)])
        return Loaded(
            path: path, needed: file.needed, soname: file.soname,
            runpaths: file.runpaths.map { expanded($0, origin: origin) },
            rpaths: file.runpaths.isEmpty ? file.rpaths.map { expanded($0, origin: origin) } : [],
            kind: kind(of: path) ?? [])
    }

    private static func expanded(_ folder: String, origin: String) -> String {
        folder.replacing("${ORIGIN}", with: origin).replacing("$ORIGIN", with: origin)
    }

    /// Class, byte order and machine of an ELF file; nil for anything else.
    private static func kind(of path: String) -> [UInt8]? {
        guard access(path, F_OK) == 0, let start = FileBytes.read(path, atMost: 20), start.count == 20,
            start.starts(with: [0x7F, 0x45, 0x4C, 0x46])
        else { return nil }
        return Array(start[4...5]) + Array(start[18...19])
    }
}
