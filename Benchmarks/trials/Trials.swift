// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Processes
import Providers

/// Tries every encoder that works here at some sizes and prints what was measured. For people: nothing is judged.
///
/// `swift run -c release trials [WIDTHxHEIGHT@FPS …] [ENCODER …]`; ids of encoders choose among them. Numbers of a
/// machine that does something else meanwhile are worth little.
@main
enum Trials {
    private static let usualSizes = ["640x360@30", "1280x720@30", "1920x1080@30"]

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let names = arguments.filter { Screen($0) == nil }
        let sizes = arguments.compactMap { Screen($0) }
        let worker = try WorkerExecutable.locate()
        let catalog = Catalog(
            providers: await ProviderSurvey(
                path: .standard(configured: []), prober: Prober(worker: worker), memory: nil
            ).catalog().providers)
        let runner = TrialRunner(worker: worker)
        for screen in sizes.isEmpty ? usualSizes.compactMap({ Screen($0) }) : sizes {
            print("\n\(screen), \(bitrateKbps(screen)) kbit/s")
            print(Row.header)
            for entry in catalog.entries {
                guard names.isEmpty || names.contains(entry.encoder.id), let offer = entry.offer else { continue }
                await trial(of: entry, offer, screen, runner)
            }
        }
    }

    private static func trial(
        of entry: Catalog.Entry, _ offer: EncoderOffer, _ screen: Screen, _ runner: TrialRunner
    ) async {
        let threads = AllowedProcessors.encoderThreads(of: AllowedProcessors.count())
        let subject = TrialSubject(
            provider: entry.provider, encoder: entry.encoder.id, device: entry.device?.id ?? "",
            kind: entry.encoder.kind, codec: entry.encoder.codec, resolution: screen.resolution, rate: screen.rate,
            parameters: EncoderParameters(bitrateKbps: bitrateKbps(screen), threads: threads),
            means: TrialSubject.Means(entry, offer))
        let start = MonotonicClock.nowNanoseconds()
        let outcome = await runner.run(subject)
        let seconds = Double(MonotonicClock.nowNanoseconds() - start) / 1e9
        print(Row.text(entry.encoder.id, outcome, seconds: seconds))
        fflush(nil)
    }

    /// 1000 kbit/s for 640x360, and more with the root of the pixels' square: 2500 for 720p, 4300 for 1080p.
    private static func bitrateKbps(_ screen: Screen) -> Int {
        let pixels = Double(screen.resolution.width * screen.resolution.height) / (640 * 360)
        return Int((1000 * pow(pixels, 0.661) / 100).rounded()) * 100
    }
}
