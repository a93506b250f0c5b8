// SPDX-License-Identifier: Apache-2.0

/// The last picture, cut into H.264's macroblocks, and which of them changed.
struct BlockStore {
    /// Samples of a block: 16 × 16 of Y, then 8 × 8 of U and of V.
    static let blockSize = 384

    let columns: Int
    let rows: Int
    /// The blocks' samples, one block after the other.
    private(set) var samples: [UInt8]
    private(set) var isChanged: [Bool]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        samples = [UInt8](repeating: 0, count: columns * rows * BlockStore.blockSize)
        isChanged = [Bool](repeating: true, count: columns * rows)
    }

    /// Takes a plane of the next picture. Beyond its edges, the last row and column are repeated.
    mutating func take(plane: Int, _ bytes: Span<UInt8>, stride: Int, width: Int, height: Int) {
        let side = plane == 0 ? 16 : 8
        let start = plane == 0 ? 0 : plane == 1 ? 256 : 320
        for y in 0..<rows * side {
            let row = min(y, height - 1) * stride
            for column in 0..<columns {
                let block = y / side * columns + column
                var target = block * BlockStore.blockSize + start + y % side * side
                var difference: UInt8 = 0
                for x in column * side..<column * side + side {
                    let sample = bytes[row + min(x, width - 1)]
                    difference |= samples[target] ^ sample
                    samples[target] = sample
                    target += 1
                }
                if difference != 0 { isChanged[block] = true }
            }
        }
    }

    mutating func forgetChanges() {
        for block in isChanged.indices { isChanged[block] = false }
    }
}
