// SPDX-License-Identifier: Apache-2.0
// Turns an RTCStatsReport into the few numbers that the page shows.

/// Call with each report in turn; rates are measured between two of the same connection.
export class Statistics {
    #last = null;

    /// A list of [label, value in words].
    read(report) {
        const entries = [...report.values()];
        const video = entries.find((entry) => entry.type === "inbound-rtp" && entry.kind === "video");
        if (!video) return null;
        const pair = entries.find((entry) => entry.type === "candidate-pair" && entry.nominated);
        const codec = video.codecId ? report.get(video.codecId) : undefined;
        const [framesPerSecond, kilobits] = this.#rates(video);
        return [
            ["Frames", framesPerSecond === null ? "–" : `${framesPerSecond.toFixed(0)} / s`],
            ["Size", video.frameWidth ? `${video.frameWidth} × ${video.frameHeight}` : "–"],
            ["Bitrate", kilobits === null ? "–" : bitrate(kilobits)],
            ["Codec", codec?.mimeType?.replace("video/", "") ?? "–"],
            ["Packets lost", `${video.packetsLost ?? 0}`],
            ["Jitter", milliseconds(video.jitter)],
            ["Round trip", milliseconds(pair?.currentRoundTripTime)],
            ["Dropped", `${video.framesDropped ?? 0}`],
        ];
    }

    #rates(video) {
        const last = this.#last;
        this.#last = video;
        const seconds = last?.id === video.id ? (video.timestamp - last.timestamp) / 1000 : 0;
        if (seconds <= 0 || video.framesDecoded < last.framesDecoded) return [null, null];
        return [
            (video.framesDecoded - last.framesDecoded) / seconds,
            (video.bytesReceived - last.bytesReceived) * 8 / 1000 / seconds,
        ];
    }
}

export function bitrate(kilobits) {
    return kilobits >= 1000 ? `${(kilobits / 1000).toFixed(1)} Mbit/s` : `${kilobits.toFixed(0)} kbit/s`;
}

function milliseconds(seconds) {
    return seconds === undefined ? "–" : `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms`;
}
