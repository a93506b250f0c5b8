// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A driver that lies beside the one that libva has taken, and drives the same GPUs: Intel has two.
struct SecondDriver: Hashable {
    /// The one that libva has taken.
    var taken: String
    /// The other one.
    var name: String

    /// Looks where libva has found the driver, as it says itself.
    init?(beside survey: DriverSurvey) {
        let suffix = "_drv_video.so"
        let opened = survey.messages.flatMap { $0.split(separator: " ") }.last { $0.hasSuffix(suffix) }
        guard let opened, let slash = opened.lastIndex(of: "/") else { return nil }
        let taken = opened[opened.index(after: slash)...].dropLast(suffix.count)
        guard let name = ["iHD": "i965", "i965": "iHD"][taken],
            access("\(opened[..<slash])/\(name)\(suffix)", F_OK) == 0
        else { return nil }
        self.taken = String(taken)
        self.name = name
    }
}
