// SPDX-License-Identifier: Apache-2.0
import Reports

/// What a trial measured, in the columns of a table.
enum TrialColumns {
    static let header = ["MAX FPS", "P50 MS", "P99 MS", "CPU MS", "KBPS", "ERR %", "STEP %", "KEY", "DB"]

    /// A dash where nothing was measured.
    static func cells(of trial: EncodersReport.Trial?) -> [String] {
        guard let trial else { return [String](repeating: "-", count: header.count) }
        return [
            DecimalText.short(trial.fps), DecimalText.short(trial.latency_ms.p50),
            DecimalText.short(trial.latency_ms.p99), DecimalText.short(trial.cpu_ms_per_frame),
            DecimalText.fixed(trial.bitrate_kbps, decimals: 0), trial.bitrate_error_percent.map(signed) ?? "-",
            trial.bitrate_step_error_percent.map(signed) ?? "-", trial.keyframe_delay_frames.map(String.init) ?? "none",
            trial.psnr_db.map { DecimalText.fixed($0, decimals: 1) } ?? "-",
        ]
    }

    private static func signed(_ percent: Double) -> String {
        let text = DecimalText.fixed(percent, decimals: 0)
        return percent > 0 && text != "0" ? "+" + text : text
    }
}
