// SPDX-License-Identifier: Apache-2.0
import Providers

/// How far long work has come, for people who wait.
public struct TrialProgress: Sendable, Hashable {
    /// From 1.
    public var number: Int
    public var count: Int
    public var subject: TrialSubject

    /// `trial 2 of 5: openh264enc at 1280x720, 30 frames a second`.
    public var text: String {
        "trial \(number) of \(count): \(subject.encoder) at \(subject.resolution), \(subject.rate) frames a second"
    }
}
