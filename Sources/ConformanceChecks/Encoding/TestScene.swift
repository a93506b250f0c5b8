// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media

/// A raw picture in 4:2:0, each plane with rows that follow each other without a gap.
struct RawPicture {
    let width: Int
    let height: Int
    /// Y, U, V.
    var planes: [[UInt8]]

    var chromaWidth: Int { (width + 1) / 2 }
    var chromaHeight: Int { (height + 1) / 2 }
}

/// Pictures that move and have something to encode; the same number gives the same picture in every process.
struct TestScene {
    /// How colourful it is.
    enum Colour {
        /// Hardly any: its brightness is the same, whatever matrix a converter takes.
        case faint
        /// Blue, red and green, each in a place of its own.
        case strong
    }

    let width: Int
    let height: Int
    private let page: [UInt8]
    private let pageWidth: Int
    private let pageHeight: Int
    private let colour: Colour
    /// Of which the window that nobody can foresee is made.
    private let noise: [UInt8]

    init(_ size: Resolution, _ colour: Colour = .faint) {
        width = size.width
        height = size.height
        self.colour = colour
        pageWidth = size.width + 64
        pageHeight = size.height + 64
        page = TestScene.drawPage(pageWidth, pageHeight)
        var state: UInt32 = 0x9e37_79b9
        noise = (0..<65536).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(110 + state >> 26)
        }
    }

    /// Shades, edges and a little grain.
    private static func drawPage(_ width: Int, _ height: Int) -> [UInt8] {
        var state: UInt32 = 0x2545_f491
        var page = [UInt8](repeating: 0, count: width * height)
        page.withUnsafeMutableBufferPointer { page in
            for y in 0..<height {
                for x in 0..<width {
                    state = state &* 1_664_525 &+ 1_013_904_223
                    let shade = 60 + (x &* 3 &+ y &* 2) % 120
                    let edge = (x / 24 + y / 16) % 3 == 0 ? 40 : 0
                    page[y * width + x] = UInt8(truncatingIfNeeded: shade + edge + Int(state >> 29))
                }
            }
        }
        return page
    }

    /// The picture of this number, from 0.
    func picture(_ number: Int) -> RawPicture {
        // It goes back and forth, by a whole number of pixels.
        let across = bounce(number * 3, 64)
        let down = bounce(number * 2, 64)
        var luma = [UInt8](repeating: 0, count: width * height)
        for y in 0..<height {
            let from = (y + down) * pageWidth + across
            luma.replaceSubrange(y * width..<(y + 1) * width, with: page[from..<from + width])
        }
        // A window that is new in each picture, so that the rate that is asked for can be used up.
        let (windowWidth, windowHeight) = (width / 2, height / 2)
        for row in 0..<windowHeight {
            let from = (number &* 7919 &+ row &* 4391) % (noise.count - windowWidth)
            let to = (row + height / 8) * width + width / 4
            luma.replaceSubrange(to..<to + windowWidth, with: noise[from..<from + windowWidth])
        }
        let (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2)
        var u = [UInt8](repeating: 128, count: chromaWidth * chromaHeight)
        var v = u
        if colour == .strong {
            for y in 0..<chromaHeight {
                let third = y * 3 / chromaHeight
                let row = y * chromaWidth..<(y + 1) * chromaWidth
                u.replaceSubrange(row, with: repeatElement([200, 90, 60][third], count: chromaWidth))
                v.replaceSubrange(row, with: repeatElement([100, 190, 70][third], count: chromaWidth))
            }
        }
        return RawPicture(width: width, height: height, planes: [luma, u, v])
    }

    private func bounce(_ distance: Int, _ limit: Int) -> Int {
        let place = distance % (2 * limit)
        return place < limit ? place : 2 * limit - 1 - place
    }
}

extension RawPicture {
    /// How alike two pictures are, plane by plane, in decibels; 99 for the same.
    func psnrDecibels(of other: RawPicture) -> [Double] {
        zip(planes, other.planes).map { one, other in
            guard one.count == other.count, !one.isEmpty else { return 0 }
            var sum = 0
            one.withUnsafeBufferPointer { one in
                other.withUnsafeBufferPointer { other in
                    for index in 0..<one.count {
                        let difference = Int(one[index]) &- Int(other[index])
                        sum &+= difference &* difference
                    }
                }
            }
            return sum == 0 ? 99 : min(99, 10 * log10(255 * 255 * Double(one.count) / Double(sum)))
        }
    }
}
