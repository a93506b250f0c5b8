// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Serval's page in a tab, seen through what it shows to scripts: `window.serval`.
struct Viewer {
    let tab: Tab

    /// Opens the page and waits for its first decoded frames.
    init(_ chromium: Chromium, _ serval: ServalProcess, pipeline: String? = nil) throws {
        try self.init(chromium, address: serval.address, pipeline: pipeline)
    }

    /// - Parameter address: where Serval is: `http://127.0.0.1:40123`.
    init(_ chromium: Chromium, address: String, pipeline: String? = nil) throws {
        tab = try chromium.open(address + "/" + (pipeline.map { "?pipeline=" + $0 } ?? ""))
        try tab.evaluate(Self.probe)
        try waitForFrames(5)
    }

    // Statistics of whatever connection the page has at the moment.
    private static let probe = """
        window.probe = {
          async inbound() {
            const stats = await window.serval?.connection?.getStats();
            let video = null, codec = null;
            stats?.forEach(s => { if (s.type === 'inbound-rtp' && s.kind === 'video') video = s; });
            if (video) codec = stats.get(video.codecId)?.mimeType ?? null;
            return video && { decoded: video.framesDecoded ?? 0, codec,
              width: video.frameWidth, height: video.frameHeight, at: video.timestamp };
          },
          pixel(x, y) {
            const video = window.serval.video, canvas = document.createElement('canvas');
            canvas.width = video.videoWidth;
            canvas.height = video.videoHeight;
            const context = canvas.getContext('2d');
            context.drawImage(video, 0, 0);
            return Array.from(context.getImageData(x, y, 1, 1).data).slice(0, 3);
          },
          // Counts decoded frames from here on, and keeps the longest time without a new one.
          watch() {
            const watched = window.watched = { connection: window.serval.connection, longest: 0, frames: 0 };
            let last = performance.now(), seen = null;
            const look = async () => {
              const decoded = (await probe.inbound())?.decoded ?? null, now = performance.now();
              if (decoded !== null && decoded !== seen) {
                if (seen !== null) {
                  watched.longest = Math.max(watched.longest, now - last);
                  watched.frames += Math.max(0, decoded - seen);
                }
                last = now;
                seen = decoded;
              }
              if (window.watched === watched) setTimeout(look, 20);
            };
            look();
          },
        }; true
        """

    struct Inbound {
        var framesDecoded: Int
        /// `video/VP8`.
        var codec: String
        var width: Int
        var height: Int
        var timestampMilliseconds: Double
    }

    /// Nil while nothing arrives.
    func inbound() throws -> Inbound? {
        let value = try tab.evaluate("probe.inbound()")
        guard let decoded = value["decoded"].integer, let at = value["at"].number else { return nil }
        return Inbound(
            framesDecoded: decoded, codec: value["codec"].string ?? "", width: value["width"].integer ?? 0,
            height: value["height"].integer ?? 0, timestampMilliseconds: at)
    }

    /// Waits until this connection has decoded so many frames, all in all.
    func waitForFrames(_ count: Int, seconds: Double = 30) throws {
        try wait(until: "\(count) decoded frames", seconds: seconds) {
            (try inbound()?.framesDecoded ?? 0) >= count
        }
    }

    /// Frames decoded per second, by the connection's own clock, over about so many seconds.
    func frameRate(overSeconds seconds: Double) throws -> Double {
        guard let first = try inbound() else { throw FixtureError("no picture arrives") }
        let last = try wait(for: "statistics over \(seconds) s", seconds: seconds + 10) {
            try inbound().flatMap {
                $0.timestampMilliseconds - first.timestampMilliseconds >= seconds * 1000 ? $0 : nil
            }
        }
        let elapsed = (last.timestampMilliseconds - first.timestampMilliseconds) / 1000
        return Double(last.framesDecoded - first.framesDecoded) / elapsed
    }

    /// Red, green and blue of a point of the picture, as a canvas shows it.
    func pixel(x: Int, y: Int) throws -> [Int] {
        try tab.evaluate("probe.pixel(\(x), \(y))").array.compactMap(\.integer)
    }

    /// Starts to watch for pauses.
    func watch() throws { try tab.evaluate("probe.watch()") }

    /// Since `watch()`.
    struct Watched {
        var frames: Int
        var longestPauseMilliseconds: Double
        /// It is the connection that `watch()` saw, and it is connected.
        var sameConnection: Bool
    }

    func watched() throws -> Watched {
        let value = try tab.evaluate(
            """
            ({ frames: watched.frames, longest: watched.longest, same: watched.connection ===
               window.serval.connection && window.serval.connection.connectionState === 'connected' })
            """)
        return Watched(
            frames: value["frames"].integer ?? 0, longestPauseMilliseconds: value["longest"].number ?? 0,
            sameConnection: value["same"] == true)
    }
}
