// SPDX-License-Identifier: Apache-2.0
import Media
import SessionDescription

/// One session, as the sessions' thread knows it.
struct Viewer: Sendable {
    let session: String
    let stream: UInt32
    let codec: Codec
    let offer: Offer
    let pipeline: ViewerPipeline
    var life: ViewerLife
    /// The answer was set: candidates are on their way.
    var isLocalSet = false
}

/// What the host is told once a viewer's pipeline is released.
struct Departure: Sendable {
    var reason: Reason
    /// The host has had an answer: the session is closed, not refused.
    var wasAnswered: Bool
    /// When to tell it even if the release has not come back.
    var deadline: Int64
}
