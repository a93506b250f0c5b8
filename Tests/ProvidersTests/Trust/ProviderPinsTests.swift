// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestFixtures
import Testing

@testable import Providers

struct ProviderPinsTests {
    private let file = ProviderFile(path: "/opt/vendor/vendor.so", isBuiltIn: false)
    private let one = String(repeating: "1a", count: 32)
    private let other = String(repeating: "2b", count: 32)

    @Test func `what is pinned is loaded, by name or by path`() {
        #expect(ProviderPins(["vendor.so": one.uppercased()]).refusal(of: file, sum: one) == nil)
        #expect(ProviderPins(["/opt/vendor/vendor.so": one]).refusal(of: file, sum: one) == nil)
        // The path is the more exact one.
        #expect(ProviderPins(["/opt/vendor/vendor.so": one, "vendor.so": other]).refusal(of: file, sum: one) == nil)
    }

    @Test func `what is not pinned is refused with the line to add`() {
        for pins in [ProviderPins([:]), ProviderPins(["another.so": one]), ProviderPins(["/opt/vendor.so": one])] {
            let reason = pins.refusal(of: file, sum: one)
            #expect(reason?.code == "not-pinned")
            #expect(reason?.hint == "if you trust it, add `vendor.so: \(one)` to providers.pins")
        }
    }

    @Test func `another file than the pinned one is refused, with both sums`() {
        let reason = ProviderPins(["vendor.so": one]).refusal(of: file, sum: other)
        #expect(reason?.code == "pin-mismatch")
        #expect(reason?.text.contains("its SHA-256 is \(other), pinned is \(one)") == true)
    }

    @Test func `a sum is that of sha256sum, and of a file in one state`() throws {
        let scratch = try Scratch()
        let path = try scratch.write("abc", to: "a")
        let sum = try #require(FileSum(ofFile: path))
        // FIPS 180-2, appendix B.1.
        #expect(sum.sum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(sum.identity.size == 3)
        chmod(path, 0o600)
        let later = try #require(FileSum(ofFile: path))
        #expect(later.sum == sum.sum)
        #expect(later.identity != sum.identity)
        #expect(FileSum(ofFile: "\(scratch.path)/gone") == nil)
    }
}
