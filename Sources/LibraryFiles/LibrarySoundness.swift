// SPDX-License-Identifier: Apache-2.0
import ELF
import Media

/// Whether a file can be a provider's library for this machine, by what its headers say.
package enum LibrarySoundness {
    /// Why it is none; nil when it is one.
    ///
    /// - Parameters:
    ///   - read: the file as it was read, or why it could not be.
    ///   - machine: the number of this machine's kind.
    package static func refusal(
        of file: String, _ read: Result<ELFFile, ELFError>, machine: UInt16 = ELFFile.ownMachine
    ) -> Reason? {
        let library: ELFFile
        switch read {
        case .failure(let error): return refusal(of: file, error)
        case .success(let file): library = file
        }
        let own = ELFFile.name(ofMachine: machine)
        guard library.is64Bit else {
            return Reason(
                "wrong-class",
                "\(file) is a 32-bit library (\(library.machineName)); Serval is a 64-bit program (\(own))",
                hint: "install the build of the provider for \(own)")
        }
        guard library.machine == machine, library.isLittleEndian else {
            return Reason(
                "wrong-machine", "\(file) is built for \(library.machineName); this machine is \(own)",
                hint: "install the build of the provider for \(own)")
        }
        guard library.kind == .sharedObject else {
            return Reason(
                "not-a-library", "\(file) is \(library.kind.phrase), not a shared library",
                hint: "link the provider with -shared, or remove the file from the folder of providers")
        }
        return nil
    }

    private static func refusal(of file: String, _ error: ELFError) -> Reason {
        switch error {
        case .notELF:
            Reason(
                "not-a-library", "\(file) is no library: it does not begin as one",
                hint: "remove it from the folder of providers, or copy it again")
        case .truncated: Reason("truncated", "\(file) \(error)", hint: "copy it again")
        case .malformed: Reason("not-a-library", "\(file) \(error)", hint: "copy it again")
        }
    }

    /// A library that is needed and is nowhere.
    package static func refusal(of file: String, _ missing: LibrarySearch.Missing) -> Reason {
        let text =
            missing.neededBy.map { "\(file) needs \($0), and that needs \(missing.name)" }
            ?? "\(file) needs \(missing.name)"
        return Reason(
            "missing-library", text + ", which is not on this system",
            hint: "install the package that has it; `apt-file search \(ShellWord.quoted(missing.name))` names it")
    }
}

extension ELFFile.Kind {
    fileprivate var phrase: String {
        switch self {
        case .sharedObject: "a shared library"
        case .executable: "a program"
        case .relocatable: "an object file of a compiler"
        case .other: "neither a program nor a library"
        }
    }
}
