// SPDX-License-Identifier: Apache-2.0
import CVA

/// What `VA_RC_…` bits stand for.
enum RateControl {
    /// The neutral words, for limits.
    static func neutralNames(_ bits: UInt32?) -> [String] {
        elementNames(bits).map { $0 == "cqp" ? "cq" : $0 }
    }

    /// The words of the elements' enumerations.
    static func elementNames(_ bits: UInt32?) -> [String] {
        guard let bits else { return [] }
        let known = [(UInt32(VA_RC_CBR), "cbr"), (UInt32(VA_RC_VBR), "vbr"), (UInt32(VA_RC_CQP), "cqp")]
        return known.filter { bits & $0.0 != 0 }.map(\.1)
    }

    /// The bit to start an encoder with; nil where the driver names none.
    static func best(of bits: UInt32?) -> UInt32? {
        guard let bits else { return nil }
        return [UInt32(VA_RC_CBR), UInt32(VA_RC_VBR), UInt32(VA_RC_CQP)].first { bits & $0 != 0 }
    }
}
