// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Host
import HostConfig
import Media
import Workers

/// `serval record`: one pipeline into a file.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Runs one pipeline as run would, and writes what it encodes.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var capture: CaptureOptions
    @Option(help: "Stop after so many seconds.")
    var seconds: Double?
    @Option(help: "Stop after so many frames.")
    var frames: Int?
    @Option(help: "The file: .mkv, .webm or .mp4; .h264 or .h265 for the elementary stream.")
    var output: String
    @Argument(help: "The pipeline's id.")
    var id: String

    func validate() throws {
        if seconds != nil, frames != nil { throw ValidationError("--seconds and --frames exclude each other.") }
        if seconds == nil, frames == nil { throw ValidationError("Say how long: --seconds N or --frames N.") }
        if let seconds, !(seconds > 0) || seconds > 86_400 {
            throw ValidationError("--seconds takes a number above 0, up to 86400.")
        }
        if let frames, frames < 1 { throw ValidationError("--frames takes a number from 1.") }
    }

    func run() async throws {
        let configuration = try global.configuration()
        let preparation = try await Preparation.make(for: configuration, wish: capture.wish())
        if let note = preparation.capture.note { Output.words("note: \(note); recording the demo picture") }
        for warning in preparation.plan.warnings { Output.words("warning: \(warning)") }
        let limit: Recording.Limit = frames.map { .frames($0) } ?? .seconds(seconds ?? 0)
        Output.diagnostics(of: preparation.plan)
        let summary = try await OneRecording(preparation: preparation, logger: global.logger())
            .run(pipeline: id, path: output, limit: limit)
        let size = summary.format.map { "\($0.codec.rawValue) \($0.resolution)" } ?? ""
        Output.words("\(output): \(summary.packets) frames, \(summary.bytes) bytes, \(size)")
    }
}
