// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media

/// A desktop that moves, drawn from memory: a page of text that scrolls, a window with a moving picture that crosses
/// it, and one cut to another desktop.
///
/// The same number gives the same frame, in every process. Belongs to one thread.
final class DesktopScene {
    let resolution: Resolution
    /// The first frame of the other desktop.
    private(set) var cut = Int.max
    private let pages: [Canvas]
    private let film: Canvas
    private let windowWidth: Int
    private let windowHeight: Int

    /// Rows that the text moves by from frame to frame.
    private static let scrolledRows = 3
    /// Sides of the film beyond its window, through which the window pans.
    private static let filmMargin = 128

    init(resolution: Resolution) {
        self.resolution = resolution
        windowWidth = max(1, resolution.width / 3)
        windowHeight = max(1, resolution.height / 3)
        let bright = TextPage.Colors(paper: 0xf8f8f4, ink: 0x202428, accent: 0x1a56b0)
        let dark = TextPage.Colors(paper: 0x1e2228, ink: 0xd8dce0, accent: 0xe0a030)
        pages = [bright, dark].enumerated().map { index, colors in
            TextPage.draw(
                width: resolution.width, height: resolution.height + 20 * TextPage.lineHeight, colors: colors,
                seed: UInt64(index + 1))
        }
        film = DesktopScene.drawFilm(
            width: windowWidth + DesktopScene.filmMargin, height: windowHeight + DesktopScene.filmMargin)
    }

    /// Bytes of a frame.
    var frameSize: Int { resolution.width * resolution.height * 4 }

    /// Cuts to the other desktop at this frame, which must not have been drawn yet.
    func cut(atFrame frame: Int) { cut = frame }

    /// Draws a frame into memory of `frameSize` bytes.
    func draw(_ frame: Int, into memory: UnsafeMutableRawBufferPointer) {
        guard let start = memory.baseAddress, memory.count >= frameSize else { return }
        let page = pages[frame < cut ? 0 : 1]
        let rowSize = resolution.width * 4
        let offset = frame * DesktopScene.scrolledRows % page.height
        let head = min(resolution.height, page.height - offset)
        memcpy(start, page.pixels + offset * page.width, head * rowSize)
        memcpy(start + head * rowSize, page.pixels, (resolution.height - head) * rowSize)
        drawWindow(frame, start, rowSize)
    }

    private func drawWindow(_ frame: Int, _ start: UnsafeMutableRawPointer, _ rowSize: Int) {
        let x = bounce(frame * 5, within: resolution.width - windowWidth)
        let y = bounce(frame * 2, within: resolution.height - windowHeight)
        // What is in the window moves against it, and not by the same way twice.
        let filmX = frame * 7 % DesktopScene.filmMargin
        let filmY = frame * frame * 3 % DesktopScene.filmMargin
        for row in 0..<windowHeight {
            memcpy(
                start + (y + row) * rowSize + x * 4, film.pixels + (filmY + row) * film.width + filmX,
                windowWidth * 4)
        }
    }

    /// Back and forth between 0 and `limit`.
    private func bounce(_ distance: Int, within limit: Int) -> Int {
        guard limit > 0 else { return 0 }
        let place = distance % (2 * limit)
        return place <= limit ? place : 2 * limit - place
    }

    /// Smooth shades with some grain, as in a photograph.
    private static func drawFilm(width: Int, height: Int) -> Canvas {
        let film = Canvas(width: width, height: height, color: 0)
        var numbers = FixedNumbers(seed: 3)
        let grains = (0..<4099).map { _ in UInt32(numbers.next(below: 12)) }
        var row = [UInt32](repeating: 0, count: width)
        for y in 0..<height {
            for x in 0..<width {
                let grain = grains[(y &* 131 &+ x) % 4099]
                let (across, down) = (UInt32(wave(x &+ y / 2)), UInt32(wave(y &* 2 &- x / 3)))
                row[x] = (across &+ grain) << 16 | ((across &+ down) / 2 &+ grain) << 8 | (down &+ grain)
            }
            film.set(x: 0, y: y, row)
        }
        return film
    }

    /// Up and down between 32 and 223, smoothly enough.
    private static func wave(_ place: Int) -> Int {
        let phase = ((place % 192) &+ 192) % 192
        return 32 + (phase < 96 ? phase * 2 : (191 - phase) * 2)
    }
}
