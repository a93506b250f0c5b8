// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Raises to a power with the roundings of the original, which the C library's `pow` does not have.
///
/// The exponent is split: its whole part by repeated squaring of the mantissa, its fraction by logarithm. So
/// `10 ** 308` is 1.0000000000000006e+308 here as there. Where the exponent has a fraction, the last digit can
/// differ from the original's, which itself depends on the processor there.
enum Power {
    static func raise(_ base: Double, to exponent: Double) -> Double {
        if exponent == 0 || base == 1 { return 1 }
        if exponent == 1 { return base }
        if base.isNaN || exponent.isNaN { return .nan }
        if base == 0 || base.isInfinite { return raise(extreme: base, to: exponent) }
        if exponent == 0.5 { return base.squareRoot() }
        if exponent == -0.5 { return 1 / base.squareRoot() }
        let whole = exponent.magnitude.rounded(.towardZero)
        if whole >= 0x1p63 {
            if base == -1 { return 1 }
            return (base.magnitude < 1) == (exponent > 0) ? 0 : .infinity
        }
        let fraction = exponent.magnitude - whole
        if fraction != 0, base < 0 { return .nan }
        return raise(base, toWhole: Int(whole), fraction: fraction, inverted: exponent < 0)
    }

    private static func raise(extreme base: Double, to exponent: Double) -> Double {
        let isOdd = exponent.magnitude.truncatingRemainder(dividingBy: 2) == 1
        if exponent.isInfinite { return (base == 0) == (exponent > 0) ? 0 : .infinity }
        let magnitude: Double = (base == 0) == (exponent > 0) ? 0 : .infinity
        return isOdd && base.sign == .minus ? -magnitude : magnitude
    }

    private static func raise(_ base: Double, toWhole whole: Int, fraction: Double, inverted: Bool) -> Double {
        var remaining = whole
        var mantissa = 1.0
        var scale = 0
        if fraction > 0.5 {
            mantissa = exp((fraction - 1) * log(base))
            remaining += 1
        } else if fraction != 0 {
            mantissa = exp(fraction * log(base))
        }
        // The square's mantissa stays in 0.5..<1, so that nothing overflows on the way.
        var square = base.significand / 2
        if base < 0 { square = -square }
        var squareScale = Int(base.exponent) + 1
        while remaining != 0 {
            if squareScale.magnitude > 1 << 12 {
                scale += squareScale
                break
            }
            if remaining & 1 == 1 {
                mantissa *= square
                scale += squareScale
            }
            square *= square
            squareScale *= 2
            if square < 0.5 {
                square += square
                squareScale -= 1
            }
            remaining >>= 1
        }
        if inverted {
            mantissa = 1 / mantissa
            scale = -scale
        }
        return scalbn(mantissa, Int32(clamping: scale))
    }
}
