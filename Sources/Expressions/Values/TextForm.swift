// SPDX-License-Identifier: Apache-2.0

/// How a value is written into a pipeline description.
public enum TextForm: Sendable, Hashable {
    /// As the original writes it: numbers from a million on with an exponent, `1.9968e+06`.
    case neko
    /// The same, but whole numbers in plain digits, `1996800`: GStreamer takes no exponent for an integer.
    ///
    /// This holds for a number that is the whole result and fits 64 bits. A text that an expression joins itself
    /// (`"rate=" + 1000000`), and what is inside an array or object, keeps the original's form.
    case serval
}
