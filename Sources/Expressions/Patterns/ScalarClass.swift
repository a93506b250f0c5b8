// SPDX-License-Identifier: Apache-2.0

/// A set of scalars, as `[a-z\d]` or `\pL` writes it.
struct ScalarClass: Sendable {
    enum Content: Sendable {
        case range(ClosedRange<UInt32>)
        case ranges([ClosedRange<UInt32>])
        case categories(Categories)
    }

    struct Item: Sendable {
        var content: Content
        var isNegated = false
        var ignoresCase = false
    }

    var items: [Item] = []
    var isNegated = false

    /// How many comparisons a look-up takes at most.
    var weight: Int { items.reduce(0) { $0 + $1.weight } }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        items.contains { $0.contains(scalar) } != isNegated
    }
}

extension ScalarClass.Item {
    var weight: Int {
        switch content {
        case .ranges(let ranges): 8 + ranges.count
        case .range, .categories: 8
        }
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        if holds(scalar) { return !isNegated }
        guard ignoresCase else { return isNegated }
        return CaseFolding.cases(of: scalar).contains(where: holds) != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        switch content {
        case .range(let range): range.contains(scalar.value)
        case .ranges(let ranges): ranges.contains { $0.contains(scalar.value) }
        case .categories(let categories): categories.contains(Categories(of: scalar))
        }
    }
}

extension ScalarClass {
    /// The content of `\d`, `\s` and `\w`, which are ASCII in RE2; nil for other letters.
    static func escaped(_ letter: UInt8) -> Content? {
        switch Unicode.Scalar(letter) {
        case "d": named("digit")
        case "s": .ranges([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
        case "w": named("word")
        default: nil
        }
    }

    /// The content of `\p{…}`, whatever the name's case, blanks, `-` and `_`; nil when there is none of that name.
    static func unicode(_ name: String) -> Content? {
        let plain = name.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
        if plain == "ascii" { return named("ascii") }
        if let categories = Categories(plainName: plain) { return .categories(categories) }
        return Scripts.ranges(ofPlainName: plain).map { .ranges($0) }
    }

    /// The content of a class such as `[:alpha:]`; nil when there is none of that name.
    static func named(_ name: String) -> Content? {
        switch name {
        case "alnum": .ranges([0x30...0x39, 0x41...0x5A, 0x61...0x7A])
        case "alpha": .ranges([0x41...0x5A, 0x61...0x7A])
        case "ascii": .range(0...0x7F)
        case "blank": .ranges([0x09...0x09, 0x20...0x20])
        case "cntrl": .ranges([0...0x1F, 0x7F...0x7F])
        case "digit": .range(0x30...0x39)
        case "graph": .range(0x21...0x7E)
        case "lower": .range(0x61...0x7A)
        case "print": .range(0x20...0x7E)
        case "punct": .ranges([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
        case "space": .ranges([0x09...0x0D, 0x20...0x20])
        case "upper": .range(0x41...0x5A)
        case "word": .ranges([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
        case "xdigit": .ranges([0x30...0x39, 0x41...0x46, 0x61...0x66])
        default: nil
        }
    }
}
