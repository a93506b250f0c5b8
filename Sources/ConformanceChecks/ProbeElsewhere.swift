// SPDX-License-Identifier: Apache-2.0
import Media
import Processes
import WorkerProtocol

/// A probe in a further process, as the host makes it: a library is asked at most once in a process (encoder.h).
struct ProbeElsewhere {
    let devices: [Device]
    /// Those that the elements installed here can carry out.
    let offers: [EncoderOffer]

    /// - Parameter device: the only one to touch; nil for all.
    init(_ subject: Subject, device: String? = nil) throws(Unmet) {
        subject.phase("a probe in another process")
        let inquiry: WorkerInquiry
        do {
            inquiry = try WorkerInquiry.run(
                try WorkerExecutable.locate(),
                role: ["probe", subject.path, "--depth", "enumerate"] + (device.map { ["--device", $0] } ?? []),
                deadlineMilliseconds: 30_000)
        } catch {
            throw .notApplicable("no further process can be started: \(error)")
        }
        let records = inquiry.messages.compactMap { try? Frame.decode(ProbeRecord.self, from: $0) }
        guard records.last == .done else { throw .broken("a probe in another process does not come to its end") }
        devices = records.compactMap { if case .device(let device) = $0 { device } else { nil } }
        offers = records.compactMap { if case .offer(let offer) = $0 { offer } else { nil } }
    }
}
