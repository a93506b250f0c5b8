// SPDX-License-Identifier: Apache-2.0
import ProviderSDK
import Testing

struct TextFileTests {
    @Test func `files of the kernel, which tell no size, are read whole`() throws {
        let status = try #require(TextFile.read("/proc/self/status"))
        #expect(status.contains("VmPeak:"))
    }

    @Test func `no more than the limit is read`() {
        #expect(TextFile.read("/proc/self/status", limit: 5) == "Name:")
    }

    @Test func `a file that is not there is nil`() {
        #expect(TextFile.read("/proc/self/none") == nil)
    }
}
