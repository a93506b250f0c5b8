// SPDX-License-Identifier: Apache-2.0

/// What an encoder cannot do, where that decides about its use.
public enum Lack: Sendable, Hashable, CaseIterable {
    /// Keyframes come by interval only.
    case keyframeOnRequest
    /// The bitrate cannot change while it runs.
    case liveBitrate
    /// It does not keep up with a desktop on usual machines.
    case realTime
}
