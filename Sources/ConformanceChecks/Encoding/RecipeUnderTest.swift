// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Pipelines
import Roles

/// An encoder that is an element of GStreamer, run by its recipe as the host would.
struct RecipeUnderTest: EncoderUnderTest {
    let subject: Subject
    let encoder: EncoderDescription
    let offer: EncoderOffer

    /// A frame whose packet does not come within this is taken for one that is held back.
    private static let patience = Duration.milliseconds(1500)

    /// The offer as it works with the elements that are installed here; not applicable where they are not.
    static func fitted(_ offer: EncoderOffer) throws(Unmet) -> EncoderOffer {
        switch RecipeVerification.verify(offer) {
        case .success(let fitted): return fitted
        case .failure(let reason): throw .notApplicable(reason.text)
        }
    }

    /// From raw frames to finished packets.
    func description(_ parameters: EncoderParameters) throws(Unmet) -> String {
        guard let recipe = offer.recipe else { throw .notApplicable("it has no recipe") }
        return try read { () throws(Reason) in PipelineDescription(try recipe.parts(for: parameters)).text }
    }

    func encode(_ job: EncodeJob) throws(Unmet) -> EncodeAnswer {
        let text = try description(job.parameters)
        subject.phase("starting \(text)")
        let run = try RecipeRun(text, job, offer.recipe?.liveBitrate)
        let scene = TestScene(job.size, job.colour)
        var isBitrateChanged: Bool?
        for number in 0..<job.frames {
            subject.phase("frame \(number) through \(encoder.element)")
            if job.keyframesAt.contains(number) { run.requestKeyframe() }
            if let change = job.bitrateChange, change.frame == number {
                isBitrateChanged = run.setBitrate(change.kbps)
            }
            try run.push(scene.picture(number), number)
            try run.awaitPacket(of: number, atMost: RecipeUnderTest.patience)
        }
        subject.phase("the end of the stream through \(encoder.element)")
        var answer = try run.finish()
        answer.isBitrateChanged = isBitrateChanged
        return answer
    }
}

/// A pipeline between a source of raw frames and a sink for packets, one frame at a time.
private final class RecipeRun {
    private struct State: Sendable {
        var packets: [EncodedPacket] = []
        var areTimesTrue = true
        var fed = 0
        var isOver = false
        var failure: String?
    }

    private let state = Monitor(State())
    private let pipeline: Pipeline
    private let source: AppSource
    private let encoder: Element
    private let job: EncodeJob
    private let live: LiveBitrate?
    /// Frames that the encoder is known to keep.
    private var held = 0

    init(_ description: String, _ job: EncodeJob, _ live: LiveBitrate?) throws(Unmet) {
        self.job = job
        self.live = live
        do throws(ParseError) {
            pipeline = try Pipeline(
                parsing: "appsrc name=source format=time max-bytes=0 ! \(description) "
                    + "! appsink name=appsink sync=false async=false enable-last-sample=false")
        } catch {
            throw .broken("the recipe makes no pipeline: \(error)")
        }
        let caps =
            "video/x-raw,format=I420,width=\(job.size.width),height=\(job.size.height),framerate=\(job.rate.fraction),"
            + "pixel-aspect-ratio=1/1,interlace-mode=progressive,colorimetry=bt709"
        guard let source = pipeline.element(named: "source").flatMap(AppSource.init),
            let sink = pipeline.element(named: "appsink").flatMap(AppSink.init),
            let encoder = pipeline.element(named: "encoder"), let caps = Caps(caps)
        else { throw .broken("the recipe has no encoder") }
        (self.source, self.encoder) = (source, encoder)
        source.setCaps(caps)
        connect(sink)
        do throws(Element.StateError) { try pipeline.setState(.playing) } catch {
            throw .broken(state.update { $0.failure } ?? "it does not start: \(error)")
        }
    }

    private func connect(_ sink: AppSink) {
        pipeline.fixBaseTime(0)
        let rate = job.rate
        sink.onSample { [state] sample in
            let time = sample.presentationTime
            let frame = time.map { Int((Double($0) / 1e9 * rate.framesPerSecond).rounded()) } ?? -1
            let exact = Int64(max(0, frame)) * 1_000_000_000 * Int64(rate.denominator) / Int64(rate.numerator)
            let (isKeyframe, bytes) = (sample.isKeyframe, sample.bytes())
            state.update { state in
                if frame < 0 || abs((time ?? 0) - exact) > 1_000_000 { state.areTimesTrue = false }
                state.packets.append(
                    EncodedPacket(
                        frame: UInt64(clamping: frame), isKeyframe: isKeyframe, bytes: bytes, fed: state.fed))
            }
        }
        pipeline.onMessage { [state] message in
            switch message {
            case .error(let failure): state.update { $0.failure = $0.failure ?? Reason(failure).text }
            case .endOfStream: state.update { $0.isOver = true }
            case .warning, .stateChanged, .latency, .other: break
            }
        }
        pipeline.useMonotonicClock()
    }

    func requestKeyframe() { encoder.pad("src")?.send(.forceKeyUnit(allHeaders: true, count: 1)) }

    /// False when it cannot change while it runs.
    func setBitrate(_ kbps: Int) -> Bool {
        guard let live, live.denominator > 0 else { return false }
        do throws(PropertyError) {
            try encoder.setProperty(live.property, to: kbps * Int(live.numerator) / Int(live.denominator))
            return true
        } catch {
            return false
        }
    }

    func push(_ picture: RawPicture, _ number: Int) throws(Unmet) {
        state.update { $0.fed = number + 1 }
        let bytes = RecipeRun.packed(picture)
        let packet = Packet(
            flags: .keyframe, presentationNanoseconds: job.presentation(number),
            decodeNanoseconds: job.presentation(number), durationNanoseconds: job.presentation(1), bytes: bytes)
        guard let buffer = Buffer(packet, presentation: job.presentation(number)) else {
            throw .notApplicable("no memory for a frame")
        }
        source.push(buffer)
    }

    /// The planes with the strides that GStreamer gives them: multiples of four.
    private static func packed(_ picture: RawPicture) -> [UInt8] {
        let widths = [picture.width, picture.chromaWidth, picture.chromaWidth]
        var bytes: [UInt8] = []
        for (plane, width) in zip(picture.planes, widths) {
            let padding = [UInt8](repeating: 0, count: (width + 3) / 4 * 4 - width)
            for start in stride(from: 0, to: plane.count, by: width) {
                bytes += plane[start..<start + width]
                bytes += padding
            }
        }
        return bytes
    }

    /// Waits for the packet of a frame, unless the encoder is known to keep so many.
    func awaitPacket(of number: Int, atMost patience: Duration) throws(Unmet) {
        let wanted = number - held
        guard wanted >= 0 else { return }
        let failure: String?? = state.wait(atMost: patience) { state in
            if let failure = state.failure { return .some(failure) }
            return state.packets.contains { $0.frame >= UInt64(wanted) } ? .some(nil) : nil
        }
        switch failure {
        case nil: held += 1
        case .some(let failure?): throw .broken(failure)
        case .some(nil): break
        }
    }

    /// Ends the stream and stops the elements.
    func finish() throws(Unmet) -> EncodeAnswer {
        source.endStream()
        let isOver: Bool? = state.wait(atMost: .seconds(20)) { $0.isOver || $0.failure != nil ? true : nil }
        _ = try? pipeline.setState(.null)
        let state = state.update { $0 }
        if let failure = state.failure { throw .broken(failure) }
        try expect(isOver != nil, "it does not come to the end of the stream within 20 s")
        return EncodeAnswer(packets: state.packets, areTimesTrue: state.areTimesTrue)
    }
}
