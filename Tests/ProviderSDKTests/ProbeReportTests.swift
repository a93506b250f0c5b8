// SPDX-License-Identifier: Apache-2.0
import ProviderSDK
import Testing

struct ProbeReportTests {
    @Test func `records arrive in order, each at once`() {
        var seen: [ProbeReport.Record] = []
        let report = ProbeReport { record in
            seen.append(record)
            return true
        }
        report.device(Device(id: "cpu", name: "Processor"))
        #expect(seen.count == 1)
        report.offer(SampleProvider.offer)
        #expect(seen == [.device(Device(id: "cpu", name: "Processor")), .offer(SampleProvider.offer)])
    }

    @Test func `after a refusal nothing more is handed on`() {
        var count = 0
        let report = ProbeReport { _ in
            count += 1
            return false
        }
        #expect(!report.isStopped)
        report.device(Device(id: "cpu", name: "Processor"))
        #expect(report.isStopped)
        report.note(Note(severity: .info, code: "late", text: "late"))
        #expect(count == 1)
    }

    @Test func `a filter leaves out the other devices`() {
        let all = ProbeReport { _ in true }
        #expect(all.wants(device: "cpu"))
        let some = ProbeReport(devices: ["pci:0000:03:00.0"]) { _ in true }
        #expect(!some.wants(device: "cpu"))
        #expect(some.wants(device: "pci:0000:03:00.0"))
    }
}
