// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media

/// The decoders of this machine that need no hardware.
package enum Decoders {
    /// The first of them that is there; nil when none is.
    package static func installed(for codec: Codec) -> String? {
        names(codec).first { ElementFactory.named($0) != nil }
    }

    private static func names(_ codec: Codec) -> [String] {
        switch codec {
        case .h264: ["avdec_h264", "openh264dec"]
        case .h265: ["avdec_h265", "libde265dec"]
        case .vp8: ["vp8dec", "avdec_vp8"]
        case .vp9: ["vp9dec", "avdec_vp9"]
        case .av1: ["dav1ddec", "av1dec"]
        }
    }
}

/// Something to feed, a few elements, and a sink; run once.
package final class ShortPipeline {
    package let source: AppSource
    private let pipeline: Pipeline
    private let isOver = Monitor(false)

    /// - Parameter onSample: Gets what comes out, on the streaming thread.
    package init(
        _ elements: String, format: String, input: String, onSample: @escaping @Sendable (borrowing Sample) -> Void
    ) throws(Reason) {
        do throws(ParseError) {
            pipeline = try Pipeline(
                parsing: "appsrc name=source format=time max-bytes=0 ! \(elements) ! capsfilter caps=\"\(format)\" "
                    + "! appsink name=appsink sync=false async=false enable-last-sample=false")
        } catch {
            throw Reason(error)
        }
        guard let source = pipeline.element(named: "source").flatMap(AppSource.init),
            let sink = pipeline.element(named: "appsink").flatMap(AppSink.init), let caps = Caps(input)
        else { throw Reason("bad-description", "\(input) is no format") }
        self.source = source
        source.setCaps(caps)
        pipeline.fixBaseTime(0)
        sink.onSample(onSample)
        pipeline.onMessage { [isOver] message in
            switch message {
            case .error, .endOfStream: isOver.update { $0 = true }
            case .warning, .stateChanged, .latency, .other: break
            }
        }
        _ = try? pipeline.setState(.playing)
    }

    /// Waits until everything has come out, or the time is over.
    ///
    /// - Parameters:
    ///   - shorterLimit: the time that is enough, nil for none, when `isEnough` says so.
    package func finish(
        within limit: Duration, orAfter shorterLimit: Duration? = nil, _ isEnough: () -> Bool = { false }
    ) {
        source.endStream()
        let start = ContinuousClock.now
        while ContinuousClock.now - start < limit {
            if isOver.wait(atMost: .milliseconds(20), for: { $0 ? true : nil }) != nil { break }
            if let shorterLimit, ContinuousClock.now - start > shorterLimit, isEnough() { break }
        }
        _ = try? pipeline.setState(.null)
    }
}
