// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import HTTPAPI

struct PercentCodingTests {
    @Test(arguments: ["main", "a b/c", "Grüße", "100%", "\r\nX: y", "~._-"])
    func `what is encoded decodes to itself and fits into a header`(text: String) {
        let encoded = PercentCoding.encode(text)
        #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
        #expect(PercentCoding.decode(encoded) == text)
    }

    @Test(arguments: ["%", "%4", "%zz", "%+1", "%ff"])
    func `a broken encoding is not guessed at`(text: String) {
        #expect(PercentCoding.decode(text) == nil)
    }
}
