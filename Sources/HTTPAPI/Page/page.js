// SPDX-License-Identifier: Apache-2.0
// Puts the page together: the player, the choice of pipeline, and the reports beside the picture.

import { Player, Refusal } from "/player.js";
import { Statistics } from "/statistics.js";
import { addEvent, showChoice, showEncoders, showFailure, showStatistics, showWork } from "/panels.js";

const STREAMS_MS = 2000;
const EVENT_KINDS = ["selection", "start", "stop", "restart", "failover", "failed", "provider"];

const part = (id) => document.getElementById(id);
const video = part("video");
const select = part("pipeline");

let plan = null;
let streams = null;
let events = null;

const player = new Player(video, (id) => streams?.find((stream) => stream.id === id)?.state === "starting");
const statistics = new Statistics();

async function ask(path) {
    const response = await fetch(path).catch(() => { throw new Error("The server does not answer."); });
    if (!response.ok) throw await Refusal.from(response);
    return response.json();
}

/// Asks and draws; a failure is shown in the same place.
async function refresh(path, target, draw) {
    try {
        draw(await ask(path));
    } catch (error) {
        showFailure(target, error);
    }
}

function drawWork() {
    const id = player.pipeline ?? (select.value || plan?.pipelines[0]?.id);
    showWork(part("work"), part("numbers"), id, plan, streams);
}

function refreshPlan() {
    return refresh("/api/plan", part("work"), (report) => {
        plan = report;
        showChoice(select, plan, wanted());
        drawWork();
    });
}

function refreshStreams() {
    return refresh("/api/streams", part("work"), (report) => {
        streams = report;
        drawWork();
    });
}

function refreshEncoders() {
    return refresh("/api/encoders", part("encoders"), (report) => showEncoders(part("encoders"), report));
}

function refreshAll() {
    return Promise.all([refreshPlan(), refreshStreams(), refreshEncoders()]);
}

/// The pipeline that the page's address asks for; "" when the server may choose.
function wanted() {
    return new URLSearchParams(location.search).get("pipeline") ?? "";
}

function play(id) {
    const address = new URL(location.href);
    if (id) address.searchParams.set("pipeline", id);
    else address.searchParams.delete("pipeline");
    history.replaceState(null, "", address);
    select.value = id ?? "";
    player.play(id);
}

function showState({ tone, text }) {
    const state = part("state");
    // Written only when it changes: a live region is read aloud each time.
    if (state.textContent !== text) state.textContent = text;
    state.dataset.tone = tone;
    part("notice").textContent = text;
    part("notice").hidden = tone === "good";
    if (tone === "good") drawWork();
}

function receive(message) {
    const event = JSON.parse(message.data);
    addEvent(part("events"), event);
    part("no-events").hidden = true;
    if (["selection", "provider", "failover"].includes(event.kind)) refreshAll();
    else refreshStreams();
}

/// Hidden pages do not listen: a browser has few connections per server, and each open page would hold one.
function listen() {
    if (document.hidden) {
        events?.close();
        events = null;
    } else if (events === null) {
        events = new EventSource("/api/events");
        for (const kind of EVENT_KINDS) events.addEventListener(kind, receive);
        // Also after the host was away: it may have come back with another configuration.
        events.addEventListener("open", refreshAll);
    }
}

player.addEventListener("state", ({ detail }) => showState(detail));
player.addEventListener("sample", ({ detail }) => {
    const values = statistics.read(detail);
    if (values) showStatistics(part("statistics"), values);
});
select.addEventListener("change", () => play(select.value));
part("fullscreen").addEventListener("click", () => video.requestFullscreen().catch(() => {}));
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => player.leave());
addEventListener("pageshow", ({ persisted }) => { if (persisted) play(wanted()); });
setInterval(() => { if (!document.hidden) refreshStreams(); }, STREAMS_MS);

// For tests of the host; docs/http-api.md says what may be relied on.
window.serval = {
    get connection() { return player.connection; },
    get pipeline() { return player.pipeline; },
    video,
    play,
};

listen();
play(wanted());
