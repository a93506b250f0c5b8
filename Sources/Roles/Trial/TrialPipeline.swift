// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Processes
import WorkerProtocol

/// An encoder between a source of raw frames and a sink that notes what comes out.
///
/// Belongs to the role's own thread; what the streaming threads see goes into `ledger` and `packets`.
final class TrialPipeline: Sendable {
    let ledger = Monitor(TrialLedger())
    let packets = Monitor(TrialPackets())
    let source: AppSource
    let encoder: Element
    private let pipeline: Pipeline
    private let sink: AppSink
    private let rate: FrameRate
    private let native: NativeElement?

    /// Builds the pipeline, without starting it.
    ///
    /// - Parameter native: the encoder, where it is a provider's own code; its element is registered already.
    init(_ attempt: TrialRequest.Attempt, of request: TrialRequest, native: NativeElement? = nil) throws(Reason) {
        rate = request.rate
        self.native = native
        do throws(ParseError) {
            pipeline = try Pipeline(
                parsing: "appsrc name=source format=time max-bytes=0 ! \(attempt.encoder) "
                    // It neither waits for the clock nor for all of the pipeline: what comes out is noted at once.
                    + "! appsink name=appsink sync=false async=false enable-last-sample=false")
        } catch {
            throw Reason(error)
        }
        guard let source = pipeline.element(named: "source").flatMap(AppSource.init),
            let sink = pipeline.element(named: "appsink").flatMap(AppSink.init)
        else { throw Reason("bad-description", "the encoder's description uses the names of the trial's own ends") }
        guard let encoder = pipeline.element(named: "encoder"), encoder.pad("sink") != nil, encoder.pad("src") != nil
        else {
            throw Reason(
                "bad-description", "the description has no encoder of the name encoder",
                hint: "give the encoder: name=encoder")
        }
        self.source = source
        self.sink = sink
        self.encoder = encoder
        guard let caps = Caps(TrialPipeline.sourceCaps(request.resolution, request.rate)) else {
            throw Reason("bad-request", "\(request.resolution) at \(request.rate) is no format")
        }
        source.setCaps(caps)
        connect()
    }

    /// What a capture of an X display gives.
    static func sourceCaps(_ resolution: Resolution, _ rate: FrameRate) -> String {
        "video/x-raw,format=BGRx,width=\(resolution.width),height=\(resolution.height),framerate=\(rate.fraction),"
            + "pixel-aspect-ratio=1/1,interlace-mode=progressive"
    }

    private func connect() {
        // Presentation times are then those of the frames, whatever encoders do to the segment.
        pipeline.fixBaseTime(0)
        encoder.pad("sink")?.onPassingBuffer { [ledger, rate] buffer in
            guard let frame = TrialPipeline.frame(at: buffer.timestamp, rate) else { return .pass }
            let now = MonotonicClock.nowNanoseconds()
            ledger.update { $0.enter(frame: frame, at: now) }
            return .pass
        }
        encoder.pad("src")?.onPassingBuffer { [packets] buffer in
            packets.update { $0.noteRaw(buffer) }
            return .pass
        }
        sink.onSample { [ledger, packets, rate] sample in
            let now = MonotonicClock.nowNanoseconds()
            let frame = TrialPipeline.frame(at: sample.presentationTime, rate)
            let (size, isKeyframe) = (sample.size, sample.isKeyframe)
            packets.update { $0.keep(sample, frame: frame) }
            ledger.update { $0.leave(frame: frame, at: now, size: size, isKeyframe: isKeyframe) }
        }
        pipeline.onMessage { [ledger, native] message in
            switch message {
            case .error(let failure):
                let reason = native?.reason(for: failure) ?? Reason(failure)
                ledger.update { $0.failure = $0.failure ?? reason }
            case .endOfStream:
                ledger.update {
                    $0.failure = $0.failure ?? Reason("encoder-ended", "the encoder ended the stream by itself")
                }
            case .warning, .stateChanged, .latency, .other: break
            }
        }
        pipeline.useMonotonicClock()
    }

    private static func frame(at time: Int64?, _ rate: FrameRate) -> Int? {
        guard let time, time >= 0 else { return nil }
        return Int((Double(time) / 1e9 * rate.framesPerSecond).rounded())
    }

    func start() throws(Reason) {
        do throws(Element.StateError) {
            try pipeline.setState(.playing)
        } catch {
            // The element's own words are posted before the state change returns.
            throw ledger.update { $0.failure } ?? Reason("pipeline-failed", "the encoder does not start: \(error)")
        }
    }

    /// Stops all elements, which give back what they hold; may hang where a driver does.
    func stop() throws(Reason) {
        do throws(Element.StateError) {
            try pipeline.setState(.null)
        } catch {
            throw Reason("pipeline-failed", "the encoder does not stop: \(error)")
        }
    }

    /// The caps of the raw frames that the encoder gets; nil before they are known.
    var rawCaps: Caps? { encoder.pad("sink")?.currentCaps }

    func requestKeyframe() {
        encoder.pad("src")?.send(.forceKeyUnit(allHeaders: true, count: 1))
    }

    /// Sets the live bitrate; false when the element does not take it.
    func setBitrate(_ kbps: Int, by binding: EncodeStart.LiveBitrate) -> Bool {
        let (product, overflow) = Int64(kbps).multipliedReportingOverflow(by: binding.numerator)
        guard !overflow, binding.denominator > 0 else { return false }
        do throws(PropertyError) {
            try encoder.setProperty(binding.property, to: Int(product / binding.denominator))
            return true
        } catch {
            return false
        }
    }

    /// What the encoder reads back differently from what was asked of it.
    func deviations(from asked: [ElementRecipe.Property]) -> [TrialMeasurement.Deviation] {
        asked.compactMap { property in
            let name = "\(encoder.factoryName).\(property.name)"
            guard encoder.hasProperty(property.name) else {
                return TrialMeasurement.Deviation(property: name, asked: property.value, got: nil)
            }
            let spelled = encoder.spelling(of: property.value, asProperty: property.name) ?? property.value
            guard let got = encoder.property(property.name), got != spelled else { return nil }
            return TrialMeasurement.Deviation(property: name, asked: property.value, got: got)
        }
    }
}
