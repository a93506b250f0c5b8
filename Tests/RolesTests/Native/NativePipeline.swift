// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Synchronization
import TestFixtures
import Testing
import WorkerProtocol

@testable import Roles

/// A pipeline with the native encoder of Tests/Fixtures/native in it, and what comes out.
final class NativePipeline {
    /// What has come out so far.
    struct Output: Sendable {
        /// The packets' texts: `frame=0 key=1 …`.
        var lines: [Line] = []
        /// Whether the packet's buffer is a keyframe, for each.
        var keyframes: [Bool] = []
        var failure: BusMessage.Failure?
        var warnings: [BusMessage.Failure] = []
        var hasEnded = false
    }

    static let patience = Duration.seconds(30)
    private static let count = Atomic<Int>(0)

    let element: NativeElement
    let pipeline: Pipeline
    private let output = Monitor<Output>(Output())
    private let library: CompiledLibrary

    /// Builds the provider and the pipeline.
    ///
    /// - Parameters:
    ///   - flags: what the provider is compiled with: `HELD=3`.
    ///   - source: what comes before the encoder.
    ///   - properties: the encoder's: `bitrate=500`.
    init(_ flags: [String] = [], source: String, properties: String = "") throws {
        library = try CompiledLibrary("Tests/Fixtures/native/provider.c", flags: flags.map { "-D\($0)" })
        try Runtime.initialise()
        let number = NativePipeline.count.add(1, ordering: .relaxed).newValue
        let name = "serval-native-fake-\(number)"
        element = try NativeElement(
            EncodeStart.NativeEncoder(
                element: name, library: library.path, encoder: "fake", deviceID: "cpu", formats: [.i420, .nv12]))
        pipeline = try Pipeline(
            parsing: "\(source) ! \(name) name=encoder \(properties) ! appsink name=appsink sync=false")
        let sink = try #require(pipeline.element(named: "appsink").flatMap(AppSink.init))
        sink.onSample { [output] sample in
            let line = Line(String(decoding: sample.bytes(), as: UTF8.self))
            let isKeyframe = sample.isKeyframe
            output.update {
                $0.lines.append(line)
                $0.keyframes.append(isKeyframe)
            }
        }
        pipeline.onMessage { [output] message in
            switch message {
            case .error(let failure): output.update { $0.failure = $0.failure ?? failure }
            case .warning(let failure): output.update { $0.warnings.append(failure) }
            case .endOfStream: output.update { $0.hasEnded = true }
            default: break
            }
        }
    }

    deinit { _ = try? pipeline.setState(.null) }

    func play() throws { try pipeline.setState(.playing) }

    /// Waits until the output is as wanted, and returns it.
    func wait(until holds: @escaping (Output) -> Bool) throws -> Output {
        try #require(output.wait(atMost: NativePipeline.patience) { holds($0) ? $0 : nil })
    }

    /// Plays to the end of the source, or to a failure.
    func run() throws -> Output {
        _ = try? play()
        return try wait { $0.hasEnded || $0.failure != nil }
    }

    func encoder() throws -> Element { try #require(pipeline.element(named: "encoder")) }

    /// Pushes frames one after the other, each after the packet of the one before it.
    func push(_ frames: Int, through source: AppSource, _ make: () throws -> Buffer) throws {
        for _ in 0..<frames {
            let before = try wait { _ in true }.lines.count
            try #require(source.push(try make()) == .taken)
            _ = try wait { $0.lines.count > before || $0.failure != nil }
        }
    }
}

/// One packet of the fixture: words of the form `name=value`.
struct Line: Sendable, Hashable {
    var text: String

    init(_ text: String) { self.text = text }

    subscript(_ name: String) -> String? {
        for word in text.split(separator: " ") where word.hasPrefix("\(name)=") {
            return String(word.dropFirst(name.count + 1))
        }
        return nil
    }
}
