// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Media
import Processes
import SessionDescription
import WorkerProtocol

/// A viewer's steps: remote description, answer, local description, candidates, connection.
extension PeersSessions {
    mutating func handle(_ signal: ViewerSignal, of session: String) {
        guard let viewer = viewers[session] else { return }
        switch signal {
        case .remoteSet(let failure):
            if let failure { return refuse(viewer, failure) }
            viewer.pipeline.createAnswer()
        case .answerMade(let answer):
            guard let description = answer.description, answer.failure == nil else {
                return refuse(viewer, answer.failure ?? "there is no answer to it")
            }
            viewer.pipeline.setLocal(description)
        case .localSet(let failure):
            if let failure { return refuse(viewer, failure) }
            viewer.pipeline.watchTransport()
            change(session) { $0.isLocalSet = true }
            answerIfGathered(session)
        case .gathered: answerIfGathered(session)
        case .connectionChanged: connectionChanged(viewer)
        case .transportChanged:
            guard viewer.pipeline.isTransportClosed else { return }
            end(session, Reason("peer-left", "the viewer closed the connection"))
        case .latencyChanged: viewer.pipeline.recalculateLatency()
        case .failed(let text): end(session, Reason("pipeline-failed", text))
        }
    }

    private mutating func refuse(_ viewer: Viewer, _ failure: String) {
        end(viewer.session, Reason("bad-offer", "the offer cannot be answered: \(failure)"))
    }

    private mutating func answerIfGathered(_ session: String) {
        guard let viewer = viewers[session], viewer.isLocalSet, viewer.life.phase == .negotiating,
            let text = viewer.pipeline.gatheredAnswer
        else { return }
        do {
            let answer = try Answer(completing: text, to: viewer.offer)
            // Gathering may be complete a moment before the description has the candidates.
            guard answer.hasCandidates else { return }
            let section = viewer.offer.section(for: viewer.codec)
            guard let section, answer.directions[section] == .sendonly else {
                return refuse(viewer, "webrtcbin does not send \(viewer.codec.rtpEncodingName) for it")
            }
            change(session) { $0.life.answered(atNanoseconds: MonotonicClock.nowNanoseconds()) }
            channel.send(PeersEvent.answered(session: session, sdp: answer.text))
        } catch {
            refuse(viewer, error.text)
        }
    }

    private mutating func connectionChanged(_ viewer: Viewer) {
        switch viewer.pipeline.connectionState {
        case .connected:
            guard viewer.life.phase == .answered else { return }
            change(viewer.session) { $0.life.connected(atNanoseconds: MonotonicClock.nowNanoseconds()) }
            viewer.pipeline.feed.connect()
            channel.send(PeersEvent.connected(session: viewer.session))
            requestKeyframe(of: viewer.stream)
        case .failed:
            end(viewer.session, Reason("connection-failed", "the connection to the viewer is lost"))
        case .closed:
            end(viewer.session, Reason("peer-left", "the viewer closed the connection"))
        case .new, .connecting, .disconnected, nil: break
        }
    }
}
