// SPDX-License-Identifier: Apache-2.0

/// Reads a date in one layout, as leniently as Go's time package does.
struct DateReader {
    private struct Mismatch: Error {}

    private var rest: ArraySlice<UInt8>
    private var date = DateValue(
        year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0, zone: .utc)
    private var isAfternoon: Bool?

    /// The date that a text is in the first layout that fits; nil when none does.
    static func date(from text: ByteString) -> DateValue? {
        for layout in DateLayout.all {
            var reader = DateReader(rest: text.bytes[...])
            if let date = try? reader.read(layout) { return date }
        }
        return nil
    }

    private init(rest: ArraySlice<UInt8>) {
        self.rest = rest
    }

    private mutating func read(_ layout: DateLayout) throws(Mismatch) -> DateValue {
        for part in layout.parts { try read(part) }
        guard rest.isEmpty else { throw Mismatch() }
        if isAfternoon == true, date.hour < 12 { date.hour += 12 }
        if isAfternoon == false, date.hour == 12 { date.hour = 0 }
        guard date.day >= 1, date.day <= DateValue.days(inMonth: date.month, of: date.year) else { throw Mismatch() }
        // As in Go: the clock of GMT+3 is read as UTC's, and shown as that zone's.
        if case .fixed(let name, let offset) = date.zone, !name.isEmpty { date.advance(hours: offset / 3600) }
        return date
    }

    private mutating func read(_ part: DateLayout.Part) throws(Mismatch) {
        switch part {
        case .literal(let byte): try readLiteral(byte)
        case .weekday: _ = try readName(among: Self.weekdays)
        case .monthName: date.month = try readName(among: Self.months) + 1
        case .month: date.month = try readNumber(1...12, fixed: true)
        case .day: date.day = try readNumber(0...99, fixed: true)
        case .paddedDay:
            if rest.first == UInt8(ascii: " ") { rest.removeFirst() }
            date.day = try readNumber(0...99)
        case .hour: date.hour = try readNumber(0...23)
        case .twelveHour: date.hour = try readNumber(0...12)
        case .minute: date.minute = try readNumber(0...59, fixed: true)
        case .second:
            date.second = try readNumber(0...59, fixed: true)
            readFraction()
        case .year: try readYear()
        case .halfOfDay: try readHalfOfDay()
        case .offset: try readOffset(withColon: false)
        case .offsetWithColon: try readOffset(withColon: true)
        case .zuluOrOffset:
            if !skipZulu() { try readOffset(withColon: false) }
        case .zuluOrOffsetWithColon:
            if !skipZulu() { try readOffset(withColon: true) }
        case .zoneName: try readZoneName()
        }
    }

    private mutating func readLiteral(_ byte: UInt8) throws(Mismatch) {
        guard byte == UInt8(ascii: " ") else {
            guard rest.first == byte else { throw Mismatch() }
            rest.removeFirst()
            return
        }
        guard rest.isEmpty || rest.first == byte else { throw Mismatch() }
        rest = rest.drop { $0 == byte }
    }

    /// Reads three letters in any case; returns which of the names they are.
    private mutating func readName(among names: [String]) throws(Mismatch) -> Int {
        let name = String(decoding: rest.prefix(3), as: UTF8.self).lowercased()
        guard let index = names.firstIndex(of: name) else { throw Mismatch() }
        rest = rest.dropFirst(3)
        return index
    }

    private mutating func readNumber(_ range: ClosedRange<Int>, fixed: Bool = false) throws(Mismatch) -> Int {
        let digits = rest.prefix(2).prefix(while: NumberSyntax.isDigit)
        guard digits.count == 2 || (digits.count == 1 && !fixed) else { throw Mismatch() }
        rest = rest.dropFirst(digits.count)
        let number = Self.number(digits)
        guard range.contains(number) else { throw Mismatch() }
        return number
    }

    private mutating func readYear() throws(Mismatch) {
        let digits = rest.prefix(4)
        guard digits.count == 4, digits.allSatisfy(NumberSyntax.isDigit) else { throw Mismatch() }
        date.year = Self.number(digits)
        rest = rest.dropFirst(4)
    }

    /// Reads `.5` or `,5`; digits beyond the ninth count for nothing.
    private mutating func readFraction() {
        guard rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") else { return }
        let digits = rest.dropFirst().prefix(while: NumberSyntax.isDigit)
        guard !digits.isEmpty else { return }
        let counted = digits.prefix(9)
        date.nanosecond = (counted.count..<9).reduce(Self.number(counted)) { number, _ in number * 10 }
        rest = rest[digits.endIndex...]
    }

    private mutating func readHalfOfDay() throws(Mismatch) {
        switch String(decoding: rest.prefix(2), as: UTF8.self) {
        case "AM": isAfternoon = false
        case "PM": isAfternoon = true
        default: throw Mismatch()
        }
        rest = rest.dropFirst(2)
    }

    private mutating func skipZulu() -> Bool {
        guard rest.first == UInt8(ascii: "Z") else { return false }
        rest.removeFirst()
        date.zone = .utc
        return true
    }

    private mutating func readOffset(withColon: Bool) throws(Mismatch) {
        var written = Array(rest.prefix(withColon ? 6 : 5))
        rest = rest.dropFirst(written.count)
        if withColon {
            guard written.count == 6, written.remove(at: 3) == UInt8(ascii: ":") else { throw Mismatch() }
        }
        guard written.count == 5, written[1...].allSatisfy(NumberSyntax.isDigit) else { throw Mismatch() }
        let hours = Self.number(written[1...2])
        let minutes = Self.number(written[3...4])
        // Go allows for people who write an offset of 24 hours or 60 minutes.
        guard hours <= 24, minutes <= 60 else { throw Mismatch() }
        let seconds = (hours * 60 + minutes) * 60
        guard written[0] == UInt8(ascii: "+") || written[0] == UInt8(ascii: "-") else { throw Mismatch() }
        let offset = written[0] == UInt8(ascii: "-") ? -seconds : seconds
        date.zone = offset == 0 ? .utc : .fixed(name: "", offsetSeconds: offset)
    }

    private mutating func readZoneName() throws(Mismatch) {
        if rest.starts(with: "UTC".utf8) {
            rest = rest.dropFirst(3)
            date.zone = .utc
            return
        }
        guard let length = ZoneName.length(at: rest) else { throw Mismatch() }
        let name = rest.prefix(length)
        rest = rest.dropFirst(length)
        var hours = 0
        if name.starts(with: "GMT".utf8), name.count > 3 { hours = Int(Self.text(name.dropFirst(3))) ?? 0 }
        date.zone = .fixed(name: Self.text(name), offsetSeconds: hours * 3600)
    }

    private static let weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
