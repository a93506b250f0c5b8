// SPDX-License-Identifier: Apache-2.0

extension ELFFile {
    static let machine386: UInt16 = 3
    static let machineX86_64: UInt16 = 62

    /// The machine that this code itself runs on; 0 on one that has no name here.
    public static var ownMachine: UInt16 {
        #if arch(x86_64)
            machineX86_64
        #elseif arch(arm64)
            183
        #elseif arch(i386)
            machine386
        #elseif arch(arm)
            40
        #else
            0
        #endif
    }

    /// The machine's usual name: `x86-64`.
    public var machineName: String { Self.name(ofMachine: machine) }

    /// The usual name of a machine by its number.
    public static func name(ofMachine machine: UInt16) -> String {
        switch machine {
        case 2: "sparc"
        case machine386: "x86 (32-bit)"
        case 8: "mips"
        case 20: "powerpc"
        case 21: "powerpc64"
        case 22: "s390x"
        case 40: "arm (32-bit)"
        case machineX86_64: "x86-64"
        case 183: "aarch64"
        case 243: "riscv"
        case 258: "loongarch"
        default: "machine \(machine)"
        }
    }
}
