// SPDX-License-Identifier: Apache-2.0

/// Unicode's general categories as a set, each a bit.
struct Categories: OptionSet, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The original knows Unicode 15.0: what came later is unassigned.
    init(of scalar: Unicode.Scalar) {
        let properties = scalar.properties
        if !scalar.isASCII, let age = properties.age, age.major > 15 || (age.major == 15 && age.minor > 0) {
            self = .unassigned
            return
        }
        let index = Self.order.firstIndex(of: properties.generalCategory) ?? Self.order.count - 1
        rawValue = 1 << UInt32(index)
    }

    /// The categories that `\p{…}` calls by a name, in small letters without blanks, `-` and `_`.
    ///
    /// Nil for a name that is unknown, and for that of a script.
    init?(plainName name: String) {
        guard let categories = Self.names[name] ?? Self.long[name].flatMap({ Self.names[$0] }) else { return nil }
        self = categories
    }

    static let letters = Categories(rawValue: 0x1F)
    static let decimalDigits = Categories(rawValue: 1 << 8)
    private static let unassigned = Categories(rawValue: 1 << 29)

    private static let order: [Unicode.GeneralCategory] = [
        .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark,
        .decimalNumber, .letterNumber, .otherNumber,
        .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .otherPunctuation,
        .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
        .spaceSeparator, .lineSeparator, .paragraphSeparator,
        .control, .format, .surrogate, .privateUse, .unassigned,
    ]

    private static let shortNames = [
        "lu", "ll", "lt", "lm", "lo", "mn", "mc", "me", "nd", "nl", "no", "pc", "pd", "ps", "pe", "pi", "pf", "po",
        "sm", "sc", "sk", "so", "zs", "zl", "zp", "cc", "cf", "cs", "co", "cn",
    ]

    private static let names: [String: Categories] = {
        var names: [String: Categories] = [:]
        for (index, name) in shortNames.enumerated() {
            let category = Categories(rawValue: 1 << UInt32(index))
            names[name] = category
            names[String(name.prefix(1)), default: []].formUnion(category)
        }
        names["lc"] = Categories(rawValue: 0b111)
        names["any"] = Categories(rawValue: (1 << 30) - 1)
        names["assigned"] = Categories(rawValue: (1 << 29) - 1)
        return names
    }()

    private static let long = [
        "letter": "l", "casedletter": "lc", "uppercaseletter": "lu", "lowercaseletter": "ll",
        "titlecaseletter": "lt", "modifierletter": "lm", "otherletter": "lo", "mark": "m", "combiningmark": "m",
        "nonspacingmark": "mn", "spacingmark": "mc", "enclosingmark": "me", "number": "n", "decimalnumber": "nd",
        "digit": "nd", "letternumber": "nl", "othernumber": "no", "punctuation": "p", "punct": "p",
        "connectorpunctuation": "pc", "dashpunctuation": "pd", "openpunctuation": "ps", "closepunctuation": "pe",
        "initialpunctuation": "pi", "finalpunctuation": "pf", "otherpunctuation": "po", "symbol": "s",
        "mathsymbol": "sm", "currencysymbol": "sc", "modifiersymbol": "sk", "othersymbol": "so", "separator": "z",
        "spaceseparator": "zs", "lineseparator": "zl", "paragraphseparator": "zp", "other": "c", "control": "cc",
        "cntrl": "cc", "format": "cf", "surrogate": "cs", "privateuse": "co", "unassigned": "cn",
    ]
}
