// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// How VP9 and AV1 share the work among threads: a picture in columns, whose number is a power of two.
enum Tiles {
    /// The exponent: the largest whose columns all have a thread, and 3 (eight columns) at most.
    static let columns = Binding(
        parameter: .threads, stage: Chain.encoderStage, property: "tile-columns", minimum: 3, maximum: 3,
        map: ["1": "0", "2": "1", "3": "1", "4": "2", "5": "2", "6": "2", "7": "2"])
}
