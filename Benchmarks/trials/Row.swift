// SPDX-License-Identifier: Apache-2.0
import Media

/// One line of the table.
enum Row {
    private static let columns: [(title: String, width: Int)] = [
        ("encoder", 12), ("trial s", 7), ("max fps", 7), ("cpu ms", 6), ("p50 ms", 6), ("p95", 6), ("p99", 6),
        ("kbit/s", 6), ("error", 6), ("step", 6), ("key", 3), ("PSNR", 5), ("warm up", 7), ("held", 4), ("lost", 4),
        ("paced", 5), ("rc", 3),
    ]

    static var header: String { joined(columns.map(\.title)) }

    static func text(_ encoder: String, _ outcome: TrialOutcome, seconds: Double) -> String {
        switch outcome {
        case .failed(let reason):
            return joined([encoder, decimal(seconds, 2)]) + "  \(reason.code.rawValue): \(reason)"
        case .measured(let measured):
            let row = joined([
                encoder, decimal(seconds, 2), decimal(measured.framesPerSecond),
                decimal(measured.cpuMillisecondsPerFrame),
                decimal(measured.latencyP50Milliseconds), decimal(measured.latencyP95Milliseconds),
                decimal(measured.latencyP99Milliseconds), decimal(measured.bitrateKbps, 0),
                percent(measured.bitrateErrorPercent), percent(measured.bitrateStepErrorPercent),
                measured.keyframeDelayFrames.map { "\($0)" } ?? "-", measured.psnrDecibels.map { decimal($0) } ?? "-",
                decimal(measured.warmUpMilliseconds, 0), "\(measured.heldFrames)", "\(measured.droppedFrames)",
                "\(measured.pacedFrames)", measured.rateControl.rawValue,
            ])
            let deviations = measured.deviations.map { "\($0.property)=\($0.asked) reads \($0.got ?? "nothing")" }
            return row + (deviations.isEmpty ? "" : "  " + deviations.joined(separator: ", "))
        }
    }

    private static func joined(_ cells: [String]) -> String {
        zip(cells, columns).enumerated().map { index, pair in
            let (cell, column) = pair
            let padding = String(repeating: " ", count: max(0, column.width - cell.count))
            return index == 0 ? cell + padding : padding + cell
        }.joined(separator: "  ")
    }

    private static func percent(_ value: Double?) -> String {
        value.map { ($0 > 0 ? "+" : "") + decimal($0, 0) + " %" } ?? "-"
    }

    private static func decimal(_ value: Double, _ places: Int = 1) -> String {
        let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
        let number = Int((value * Double(scale)).rounded())
        guard places > 0 else { return "\(number)" }
        let fraction = String(abs(number) % scale)
        let zeros = String(repeating: "0", count: places - fraction.count)
        return "\(number < 0 ? "-" : "")\(abs(number) / scale).\(zeros)\(fraction)"
    }
}
