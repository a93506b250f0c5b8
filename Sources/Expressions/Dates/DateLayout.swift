// SPDX-License-Identifier: Apache-2.0

/// A way to write a date that `date` understands.
struct DateLayout: Sendable {
    enum Part: Sendable {
        /// Must stand there; any number of blanks for a blank.
        case literal(UInt8)
        case weekday, monthName
        /// Exactly two digits.
        case month, day, minute, second
        /// One or two digits, after at most one blank.
        case paddedDay
        /// One or two digits.
        case hour, twelveHour
        case year
        case halfOfDay
        /// `+02:00`.
        case offsetWithColon
        /// `+0200`.
        case offset
        /// `Z`, or one of the above.
        case zuluOrOffsetWithColon, zuluOrOffset
        /// `MST`.
        case zoneName
    }

    let parts: [Part]

    /// In the order in which they are tried; a fraction may follow the seconds in each.
    static let all: [DateLayout] = [
        "a b _ h:m:s Y",
        "a b _ h:m:s z Y",
        "a b d h:m:s o Y",
        "i:mp",
        "Y-M-dTh:m:sC",
        "Y-M-d",
        "Y-M-d h:m",
        "Y-M-d h:m:s",
        "Y-M-d h:m:sc",
        "Y-M-dThO",
        "Y-M-dTh:mO",
        "Y-M-dTh:m:sO",
    ].map(DateLayout.init)

    private init(_ pattern: String) {
        parts = pattern.utf8.map { byte in
            switch Unicode.Scalar(byte) {
            case "a": .weekday
            case "b": .monthName
            case "M": .month
            case "d": .day
            case "_": .paddedDay
            case "h": .hour
            case "i": .twelveHour
            case "m": .minute
            case "s": .second
            case "Y": .year
            case "p": .halfOfDay
            case "o": .offset
            case "c": .offsetWithColon
            case "O": .zuluOrOffset
            case "C": .zuluOrOffsetWithColon
            case "z": .zoneName
            default: .literal(byte)
            }
        }
    }
}
