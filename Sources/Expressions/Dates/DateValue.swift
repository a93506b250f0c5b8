// SPDX-License-Identifier: Apache-2.0

/// A point in time as `date` reads it: the calendar and clock of the zone that was written with it.
///
/// Two dates are equal when they were written in the same zone and show the same time, as in the original.
public struct DateValue: Sendable, Hashable, CustomStringConvertible {
    /// Where a date's clock stands.
    public enum Zone: Sendable, Hashable {
        /// Written as `Z`, `UTC` or an offset of nothing, or not at all: there the original takes the host's zone, and
        /// Serval UTC, so that one configuration means the same on every host.
        case utc
        /// Written as an offset or as letters; letters alone have no offset.
        case fixed(name: String, offsetSeconds: Int)
    }

    public var year: Int
    /// From 1.
    public var month: Int
    /// From 1.
    public var day: Int
    public var hour: Int
    public var minute: Int
    public var second: Int
    public var nanosecond: Int
    public var zone: Zone

    /// The date that conditions take for absent.
    static let zero = DateValue(
        year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0, zone: .utc)

    /// `2014-01-02 15:04:05.5 +0200 +0200`: the text that comparisons and pipelines see.
    public var description: String {
        var text = Self.padded(year, to: 4) + "-" + Self.padded(month) + "-" + Self.padded(day)
        text += " " + Self.padded(hour) + ":" + Self.padded(minute) + ":" + Self.padded(second)
        if nanosecond != 0 {
            var fraction = Self.padded(nanosecond, to: 9)
            while fraction.hasSuffix("0") { fraction.removeLast() }
            text += "." + fraction
        }
        switch zone {
        case .utc: return text + " +0000 UTC"
        case .fixed(let name, let offset):
            let sign = offset < 0 ? "-" : "+"
            let minutes = offset.magnitude / 60
            let written = sign + Self.padded(Int(minutes / 60)) + Self.padded(Int(minutes % 60))
            return text + " " + written + " " + (name.isEmpty ? written : name)
        }
    }

    /// Moves the clock by less than a day.
    mutating func advance(hours: Int) {
        hour += hours
        if hour < 0 {
            hour += 24
            day -= 1
        } else if hour > 23 {
            hour -= 24
            day += 1
        }
        if day < 1 {
            (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1)
            day = Self.days(inMonth: month, of: year)
        } else if day > Self.days(inMonth: month, of: year) {
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
            day = 1
        }
    }

    /// How many days a month of the Gregorian calendar has.
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func padded(_ number: Int, to digits: Int = 2) -> String {
        let text = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
