// SPDX-License-Identifier: Apache-2.0

/// Numbers as people read them: rounded, without exponents.
public enum DecimalText {
    /// `12.30` with two decimals, `12` with none; `–` for what is no number.
    ///
    /// - Parameter decimals: 0...6.
    public static func fixed(_ value: Double, decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let scaled = (value * Double(scale)).rounded()
        guard scaled.isFinite, abs(scaled) < 1e15 else { return "–" }
        let whole = Int(abs(scaled))
        let sign = scaled < 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(whole)" }
        let fraction = String(whole % scale)
        return "\(sign)\(whole / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// Two or three figures that matter: `312`, `24`, `4.1`; a decimal of zero is left out.
    public static func short(_ value: Double) -> String {
        let text = fixed(value, decimals: abs(value) < 9.95 ? 1 : 0)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
