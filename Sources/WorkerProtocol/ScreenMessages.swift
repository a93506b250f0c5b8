// SPDX-License-Identifier: Apache-2.0
import Media

/// Screen worker to host: the one message that it sends.
public enum ScreenAnswer: Codable, Sendable, Hashable {
    case screen(Screen)
    case failed(Reason)
}
