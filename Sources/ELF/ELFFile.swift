// SPDX-License-Identifier: Apache-2.0

/// A program or library in the format of Linux, read and not loaded: what a loader would do with it.
///
/// Any bytes are taken: what does not hold together is an error. elf(5), and the System V ABI's chapter on dynamic
/// linking.
public struct ELFFile: Sendable {
    /// What the file is made for.
    public enum Kind: Hashable, Sendable {
        /// A library.
        case sharedObject
        /// A program, at a fixed address or at any.
        case executable
        /// What a compiler hands to a linker.
        case relocatable
        /// Memory of a process that crashed, or something that this does not know.
        case other(UInt16)
    }

    let header: ELFHeader
    let dynamic: DynamicSection
    /// Libraries that are loaded with it, by name (`DT_NEEDED`).
    public let needed: [String]
    /// Its own name, by which others need it.
    public let soname: String?
    /// Folders of `DT_RPATH`, in which libraries are looked for first, with `$ORIGIN` as it is written.
    public let rpaths: [String]
    /// Folders of `DT_RUNPATH`, which hide those of `DT_RPATH` and come after `LD_LIBRARY_PATH`.
    public let runpaths: [String]
    /// What the file is made for.
    public let kind: Kind

    /// Reads the headers and the dynamic section.
    ///
    /// - Throws: `truncated` where not all segments and headers are there.
    public init(_ bytes: [UInt8]) throws(ELFError) {
        header = try ELFHeader(bytes)
        dynamic = try DynamicSection(header)
        needed = try dynamic.texts(DynamicSection.Tag.needed)
        soname = try dynamic.texts(DynamicSection.Tag.soname).first
        rpaths = Self.folders(try dynamic.texts(DynamicSection.Tag.rpath))
        runpaths = Self.folders(try dynamic.texts(DynamicSection.Tag.runPath))
        kind = Kind(header.type, isProgram: (dynamic.value(DynamicSection.Tag.flags1) ?? 0) & 0x0800_0000 != 0)
    }

    /// Whether it is for 64-bit machines; else for 32-bit ones.
    public var is64Bit: Bool { header.data.is64Bit }
    /// Whether the least byte of a number comes first.
    public var isLittleEndian: Bool { header.data.isLittleEndian }
    /// The number of the machine's kind; `machineName` has the name.
    public var machine: UInt16 { header.machine }
    /// Bytes up to the end of the last segment or header. The file has as many at least.
    public var expectedSize: Int { Int(clamping: header.expectedSize) }
    /// The folders in which libraries are looked for: `DT_RUNPATH`, or `DT_RPATH` where there is none.
    public var runPaths: [String] { runpaths.isEmpty ? rpaths : runpaths }

    /// Whether loading it writes to its code (`DT_TEXTREL`), so that processes cannot share it.
    public var hasTextRelocations: Bool {
        dynamic.value(DynamicSection.Tag.textRelocations) != nil || flags & 4 != 0
    }

    /// Whether it takes room that threads have little of (`DF_STATIC_TLS`): loading it late may fail.
    public var usesStaticTLS: Bool { flags & 0x10 != 0 }

    /// Whether loading it makes the stacks of all threads executable.
    public var hasExecutableStack: Bool {
        if let stack = header.segments.first(where: { $0.type == ELFHeader.Segment.stack }) {
            return stack.flags & ELFHeader.Segment.executable != 0
        }
        // Without a word about it, the default of the machine.
        return [Self.machine386, Self.machineX86_64].contains(machine)
    }

    private var flags: UInt64 { dynamic.value(DynamicSection.Tag.flags) ?? 0 }

    private static func folders(_ texts: [String]) -> [String] {
        texts.flatMap { $0.split(separator: ":") }.map(String.init)
    }
}

extension ELFFile.Kind {
    /// A program for any address has the same type as a library, and says in a flag that it is one (`DF_1_PIE`).
    fileprivate init(_ type: UInt16, isProgram: Bool) {
        self =
            switch type {
            case 1: .relocatable
            case 2: .executable
            case 3: isProgram ? .executable : .sharedObject
            default: .other(type)
            }
    }
}
