// SPDX-License-Identifier: Apache-2.0
// Plays one pipeline over WHEP, and connects again by itself whenever the picture is lost.

const SAMPLE_MS = 1000;
const STALL_MS = 3000;
const FIRST_FRAME_MS = 10000;
const LONGEST_WAIT_MS = 10000;

/// What the API said when it refused, in words for people.
export class Refusal extends Error {
    constructor(problem, response) {
        const detail = problem.detail ?? `The server answered ${response.status}.`;
        super(problem.hint ? `${detail} ${problem.hint}` : detail);
        this.code = problem.code ?? "";
        this.retryAfterMs = 1000 * Number(response.headers.get("Retry-After") ?? 0);
        // Nothing that waiting alone changes: ask rarely.
        this.lasting = response.status >= 400 && response.status < 500;
    }

    static async from(response) {
        return new Refusal(await response.json().catch(() => ({})), response);
    }
}

/// Fires `state` ({ tone, text }) and, about once a second while connected, `sample` (an RTCStatsReport).
export class Player extends EventTarget {
    connection = null;
    /// The id of the pipeline that plays; null until the server has answered.
    pipeline = null;
    #video;
    #mayPause;
    #session = null;
    #stop = new AbortController();

    /// mayPause(id) tells whether the server is known to be without frames for the moment: then a still picture is
    /// no reason to reconnect.
    constructor(video, mayPause) {
        super();
        this.#video = video;
        this.#mayPause = mayPause;
    }

    /// Ends what plays and plays the pipeline of this id; "" or null lets the server choose.
    play(id) {
        this.leave();
        this.#stop = new AbortController();
        this.#run(id ?? "", this.#stop.signal);
    }

    /// Ends the session; also while the page is being closed.
    leave() {
        this.#stop.abort();
        this.#end();
    }

    async #run(id, signal) {
        let failures = 0;
        while (!signal.aborted) {
            const wanted = id === "" ? "the stream" : `“${id}”`;
            this.#say("busy", failures === 0 ? `Connecting to ${wanted}…` : `Connecting to ${wanted} again…`);
            let cause;
            try {
                await this.#connect(id, signal);
                cause = await this.#watch(signal, () => { failures = 0; });
            } catch (error) {
                cause = error;
            }
            if (signal.aborted) return;
            this.#end();
            failures += 1;
            await this.#rest(cause, failures, signal);
        }
    }

    async #connect(id, signal) {
        const connection = new RTCPeerConnection();
        this.connection = connection;
        const { receiver } = connection.addTransceiver("video", { direction: "recvonly" });
        // A remote display wants the newest frame, not a smooth one.
        if ("jitterBufferTarget" in receiver) receiver.jitterBufferTarget = 0;
        connection.addEventListener("track", ({ track }) => {
            this.#video.srcObject = new MediaStream([track]);
            this.#video.play().catch(() => {});
        });
        await connection.setLocalDescription(await connection.createOffer());
        // The offer goes at once, without candidates: the server learns ours from the checks that arrive.
        const response = await fetch(id === "" ? "/whep" : `/whep/${encodeURIComponent(id)}`, {
            method: "POST",
            headers: { "Content-Type": "application/sdp" },
            body: connection.localDescription.sdp,
        }).catch(() => { throw new Error("The server does not answer."); });
        if (!response.ok) throw await Refusal.from(response);
        const session = response.headers.get("Location");
        if (signal.aborted) {
            // The viewer has moved on while the server was answering: nobody else would end this session.
            endSession(session);
            return;
        }
        this.#session = session;
        this.pipeline = decodeURIComponent(response.headers.get("Serval-Pipeline") ?? id);
        await connection.setRemoteDescription({ type: "answer", sdp: await response.text() });
    }

    /// Returns why the picture was lost; calls played() once frames arrive.
    async #watch(signal, played) {
        const connection = this.connection;
        let frames = 0;
        let newest = performance.now();
        while (!signal.aborted) {
            if (isLost(connection)) return new Error("The connection was lost.");
            const report = await connection.getStats();
            if (signal.aborted) break;
            const decoded = framesDecoded(report);
            if (decoded > frames || document.hidden || this.#mayPause(this.pipeline)) {
                newest = performance.now();
            }
            if (decoded > frames) {
                frames = decoded;
                played();
                this.#say("good", `Playing “${this.pipeline}”`);
            }
            const still = performance.now() - newest;
            if (still > (frames === 0 ? FIRST_FRAME_MS : STALL_MS)) return new Error("No new picture arrives.");
            if (frames > 0 && still > SAMPLE_MS) this.#say("busy", "Waiting for the next picture…");
            this.dispatchEvent(new CustomEvent("sample", { detail: report }));
            await delay(frames === 0 ? SAMPLE_MS / 5 : SAMPLE_MS, signal);
        }
    }

    async #rest(cause, failures, signal) {
        const backoff = Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(failures - 1, 5));
        const wait = cause.lasting ? LONGEST_WAIT_MS : Math.max(backoff, cause.retryAfterMs ?? 0);
        const next = wait < 1000 ? "Connecting again…" : `Next attempt in ${Math.round(wait / 1000)} s.`;
        this.#say(cause instanceof Refusal ? "bad" : "busy", `${cause.message} ${next}`);
        await delay(wait, signal);
    }

    #end() {
        this.connection?.close();
        this.connection = null;
        this.pipeline = null;
        if (this.#session !== null) endSession(this.#session);
        this.#session = null;
    }

    #say(tone, text) {
        this.dispatchEvent(new CustomEvent("state", { detail: { tone, text } }));
    }
}

/// keepalive lets the request outlive the page. A session that is already gone is no error here.
function endSession(location) {
    if (location) fetch(location, { method: "DELETE", keepalive: true }).catch(() => {});
}

/// Chromium reports the server's goodbye in the transport alone.
function isLost(connection) {
    const transport = connection.getReceivers()[0]?.transport;
    return [connection.connectionState, transport?.state].some((state) => state === "failed" || state === "closed");
}

function framesDecoded(report) {
    for (const entry of report.values()) {
        if (entry.type === "inbound-rtp" && entry.kind === "video") return entry.framesDecoded ?? 0;
    }
    return 0;
}

/// Resolves after the time, or when the signal is aborted.
function delay(milliseconds, signal) {
    return new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const finish = () => {
            clearTimeout(timer);
            signal.removeEventListener("abort", finish);
            resolve();
        };
        const timer = setTimeout(finish, milliseconds);
        signal.addEventListener("abort", finish);
    });
}
