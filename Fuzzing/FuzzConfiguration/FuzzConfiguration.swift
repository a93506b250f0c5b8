// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Pipelines

/// Reads any bytes as a configuration file, shows what is said about them, and evaluates what is left.
@c(LLVMFuzzerTestOneInput)
public func fuzzConfiguration(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let source = SourceText(name: "fuzz.yaml", bytes: Array(UnsafeBufferPointer(start: bytes, count: count)))
    do throws(ConfigurationError) {
        let loaded = try LoadedConfiguration(file: source)
        _ = loaded.diagnostics.rendered
        _ = loaded.pipelineValues
        for key in ConfigurationKey.all { _ = "\(key.value(in: loaded)) \(loaded.origin(of: key))" }
        let screen = Screen(resolution: Resolution(width: 1281, height: 721), rate: FrameRate(2997, over: 100))
        for pipeline in loaded.configuration.video.pipelines {
            _ = try? pipeline.evaluated(for: screen)
            outline(pipeline)
        }
        precondition(!loaded.configuration.video.ids.isEmpty)
    } catch {
        precondition(!error.description.isEmpty)
    }
    return 0
}

/// Reads the pipeline's descriptions, and finds the place of each word.
private func outline(_ pipeline: VideoPipelineConfiguration) {
    for (key, text) in [
        (VideoPipelineConfiguration.Key.prefix, pipeline.prefix), (.suffix, pipeline.suffix),
        (.description, pipeline.description),
    ] {
        guard let text, let location = pipeline.location(of: key) else { continue }
        let outline = DescriptionOutline(text, isFragment: key != .description)
        let ranges =
            outline.elements.flatMap { [$0.range] + $0.properties.flatMap { [$0.nameRange, $0.valueRange] } }
            + outline.filters.map(\.range) + (outline.fault.map { [$0.range] } ?? [])
        for range in ranges { precondition(!location.part(range, of: text).description.isEmpty) }
    }
}
