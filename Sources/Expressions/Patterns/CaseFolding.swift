// SPDX-License-Identifier: Apache-2.0

/// Unicode's simple case folding: which scalars are the same letter when case does not count.
enum CaseFolding {
    /// One scalar that stands for all of the same letter.
    static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
        if scalar.isASCII {
            return (0x41...0x5A).contains(scalar.value) ? scalar.value + 0x20 : scalar.value
        }
        // The dotless i has a capital but is no case of another letter.
        if scalar.value == 0x131 { return scalar.value }
        let capital = single(scalar.properties.uppercaseMapping) ?? scalar
        return (single(capital.properties.lowercaseMapping) ?? capital).value
    }

    /// The scalar itself and all that are the same letter.
    static func cases(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let folded = folded(scalar)
        guard scalar.isASCII || scalar.properties.isCased || folded != scalar.value else { return [scalar] }
        var cases = [scalar]
        for text in [scalar, Unicode.Scalar(folded) ?? scalar].flatMap({
            [$0.properties.lowercaseMapping, $0.properties.uppercaseMapping, $0.properties.titlecaseMapping]
        }) {
            if let other = single(text), self.folded(other) == folded, !cases.contains(other) { cases.append(other) }
        }
        for other in uncommon where self.folded(other) == folded && !cases.contains(other) { cases.append(other) }
        return cases
    }

    /// Scalars that are a case of a letter, but of which the letter itself knows nothing.
    private static let uncommon: [Unicode.Scalar] = [
        "\u{B5}", "\u{17F}", "\u{1C5}", "\u{1C8}", "\u{1CB}", "\u{1F2}", "\u{345}", "\u{3C2}", "\u{3D0}",
        "\u{3D1}", "\u{3D5}", "\u{3D6}", "\u{3F0}", "\u{3F1}", "\u{3F4}", "\u{3F5}", "\u{1C80}", "\u{1C81}",
        "\u{1C82}", "\u{1C83}", "\u{1C84}", "\u{1C85}", "\u{1C86}", "\u{1C87}", "\u{1C88}", "\u{1E9B}",
        "\u{1E9E}", "\u{1FBE}", "\u{2126}", "\u{212A}", "\u{212B}",
    ]

    private static func single(_ text: String) -> Unicode.Scalar? {
        var scalars = text.unicodeScalars.makeIterator()
        guard let scalar = scalars.next(), scalars.next() == nil else { return nil }
        return scalar
    }
}
