// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// A device by a name that stays the same across boots.
public struct DeviceName: Sendable, Hashable, CustomStringConvertible {
    /// The id as catalog and reports have it: `cpu`, `pci:0000:03:00.0`.
    public var id: String

    /// Reads `pci:0000:03:00.0`, the same without `pci:`, a path in `/dev/dri/by-path`, or any other device id.
    ///
    /// - Throws: `Reason` with code `bad-device` for names that change, such as `/dev/dri/renderD128` and numbers.
    public init(_ text: String) throws(Reason) {
        let folder = "/dev/dri/by-path/pci-"
        if text.hasPrefix(folder) {
            let address = text.dropFirst(folder.count).split(separator: "-", maxSplits: 1).first ?? ""
            guard Self.isPCIAddress(address) else { throw Self.malformed(text) }
            id = "pci:" + address.lowercased()
        } else if Self.isPCIAddress(text[...]) {
            id = "pci:" + text.lowercased()
        } else if text.lowercased().hasPrefix("pci:") {
            guard Self.isPCIAddress(text.dropFirst(4)) else { throw Self.malformed(text) }
            id = text.lowercased()
        } else if Self.isPCIAddress("0000:" + text) {
            throw Reason(
                "bad-device", "\(VisibleText.quoted(text)) lacks the domain of a PCI address",
                hint: "write pci:0000:\(text.lowercased())")
        } else if text.hasPrefix("/") || text.allSatisfy(\.isNumber) {
            throw Reason(
                "bad-device", "\(VisibleText.quoted(text)) may be another device after the next boot",
                hint: "use an id that `serval encoders` prints, such as pci:0000:03:00.0, or a path in /dev/dri/by-path"
            )
        } else if text.utf8.allSatisfy(Self.isIDByte) {
            id = text
        } else {
            throw Self.malformed(text)
        }
    }

    public var description: String { id }

    private static func malformed(_ text: String) -> Reason {
        Reason(
            "bad-device", "\(VisibleText.quoted(text)) is not the id of a device",
            hint: "write it like pci:0000:03:00.0; `serval encoders` prints the ids of this machine")
    }

    /// `0000:03:00.0`: domain, bus and device in hexadecimal, and the function, an octal digit.
    private static func isPCIAddress(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return false }
        let tail = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        return tail.count == 2 && isHexadecimal(parts[0], 4...8) && isHexadecimal(parts[1], 2...2)
            && isHexadecimal(tail[0], 2...2) && tail[1].count == 1 && "01234567".contains(tail[1])
    }

    private static func isPCIAddress(_ text: String) -> Bool { isPCIAddress(text[...]) }

    private static func isHexadecimal(_ text: Substring, _ counts: ClosedRange<Int>) -> Bool {
        counts.contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    private static func isIDByte(_ byte: UInt8) -> Bool {
        ElementParameter.isNameByte(byte) || byte == UInt8(ascii: "/")
    }
}
