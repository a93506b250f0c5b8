// SPDX-License-Identifier: Apache-2.0

/// Writes a number as the original does: the shortest digits that read back as the same number, with an exponent
/// when the first digit stands at 10⁶ or above, or below 10⁻⁴.
enum FloatText {
    static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        if number.magnitude < 1_000_000, number != 0, let whole = Int(exactly: number) { return String(whole) }
        let sign = number.sign == .minus ? "-" : ""
        let (digits, exponent) = shortest(number.magnitude)
        if exponent < -4 || exponent >= 6 {
            let fraction = digits.count > 1 ? "." + string(digits.dropFirst()) : ""
            let magnitude = String(exponent.magnitude)
            let padding = magnitude.utf8.count < 2 ? "0" : ""
            return sign + string(digits.prefix(1)) + fraction + (exponent < 0 ? "e-" : "e+") + padding + magnitude
        }
        if exponent < 0 {
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + string(digits[...])
        }
        let wholeDigits = exponent + 1
        if digits.count <= wholeDigits {
            return sign + string(digits[...]) + String(repeating: "0", count: wholeDigits - digits.count)
        }
        return sign + string(digits.prefix(wholeDigits)) + "." + string(digits.dropFirst(wholeDigits))
    }

    /// The shortest digits without zeros at either end, and the power of ten of the first; zero is one digit.
    private static func shortest(_ magnitude: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var written = 0
        let text = Array(magnitude.description.utf8)
        let end = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
        for byte in text[..<end] {
            if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
        }
        if end < text.count { written = Int(String(decoding: text[(end + 1)...], as: UTF8.self)) ?? 0 }
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        guard zeros < digits.count else { return ([UInt8(ascii: "0")], 0) }
        let exponent = (point ?? digits.count) - zeros - 1 + written
        digits.removeFirst(zeros)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, exponent)
    }

    private static func string(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }
}
