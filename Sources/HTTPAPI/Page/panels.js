// SPDX-License-Identifier: Apache-2.0
// Draws the API's reports. Text of the server only ever becomes text nodes, never markup.

import { bitrate } from "/statistics.js";

const EVENTS_SHOWN = 50;

function element(tag, properties = {}, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
}

function badge(text, tone) {
    const node = element("span", { className: "badge" }, text);
    node.dataset.tone = tone;
    return node;
}

function reasonText(reason) {
    if (!reason) return "";
    const hint = reason.hint ? element("span", { className: "hint" }, reason.hint) : null;
    return element("span", {}, reason.text, hint);
}

function facts(pairs) {
    const list = element("dl", { className: "facts" });
    for (const [name, value] of pairs) list.append(element("dt", {}, name), element("dd", {}, value));
    return list;
}

export function showStatistics(target, values) {
    target.replaceChildren(...values.map(([name, value]) =>
        element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}

/// Fills the choice once the plan is known and keeps what is chosen.
export function showChoice(select, plan, chosen) {
    const options = plan.pipelines.map((pipeline) => {
        const encoder = pipeline.chosen?.encoder ?? "no encoder";
        return new Option(`${pipeline.id} – ${pipeline.codec.toUpperCase()}, ${encoder}`, pipeline.id);
    });
    if (chosen !== "" && !plan.pipelines.some((pipeline) => pipeline.id === chosen)) {
        options.push(new Option(`${chosen} – not configured`, chosen));
    }
    select.replaceChildren(new Option("Automatic", ""), ...options);
    select.value = chosen;
}

/// Which encoder makes this pipeline's picture, and why that one. The reasons are drawn anew only when they change:
/// what the viewer has opened or focused there stays.
export function showWork(reasons, numbers, id, plan, streams) {
    const pipeline = plan?.pipelines.find((each) => each.id === id);
    const stream = streams?.find((each) => each.id === id);
    const key = JSON.stringify([pipeline, stream?.encoder, stream?.provider, stream?.device]);
    if (reasons.dataset.key !== key) {
        reasons.dataset.key = key;
        reasons.replaceChildren(...(pipeline || stream ? reasonsFor(pipeline, stream)
            : [element("p", { className: "quiet" }, "Nothing plays yet.")]));
    }
    numbers.replaceChildren(...(pipeline || stream ? [facts(workFacts(pipeline, stream))] : []));
}

function reasonsFor(pipeline, stream) {
    const encoder = stream?.encoder ?? pipeline?.chosen?.encoder ?? "no encoder";
    const candidate = pipeline?.candidates.find((each) =>
        each.encoder === encoder && (!stream?.provider || each.provider === stream.provider)
            && (!stream?.device || !each.device || each.device === stream.device));
    const reason = candidate?.reason ?? pipeline?.error;
    return [
        element("p", { className: "headline" },
            encoder, " ", badge((stream ?? pipeline).codec.toUpperCase(), "plain")),
        ...(reason ? [element("p", { className: "why" }, reasonText(reason))] : []),
        ...(pipeline?.candidates.length ? [candidatesDetails(pipeline)] : []),
        ...(pipeline?.description ? [descriptionDetails(pipeline)] : []),
    ];
}

function workFacts(pipeline, stream) {
    const selections = {
        auto: "by Serval", pinned: "pinned in the configuration", verbatim: "written in the configuration",
    };
    const pairs = [
        ["Pipeline", stream?.id ?? pipeline.id],
        ["Chosen", selections[pipeline?.selection] ?? "–"],
        ["Device", stream?.device ?? pipeline?.chosen?.device ?? "–"],
        ["Provider", stream?.provider ?? pipeline?.chosen?.provider ?? "–"],
    ];
    if (!stream) return pairs;
    const tones = { running: "good", failed: "bad" };
    pairs.push(
        ["Stream", badge(stream.state, tones[stream.state] ?? "plain")],
        ["Sends", `${stream.fps.toFixed(0)} frames / s, ${bitrate(stream.bitrate_kbps)}`],
        ["Viewers", `${stream.subscribers}`],
        ["Restarts", `${stream.restarts}`],
        ["Failovers", `${stream.failovers}`],
    );
    if (stream.last_error) pairs.push(["Last error", stream.last_error]);
    return pairs;
}

function candidatesDetails(pipeline) {
    const tones = { chosen: "good", eligible: "plain", rejected: "quiet" };
    const rows = pipeline.candidates.map((each) => element("li", {},
        element("strong", {}, each.encoder), each.device ? ` on ${each.device} ` : " ",
        badge(each.state, tones[each.state]),
        each.score === null ? null : element("span", { className: "score" }, each.score.toFixed(2)),
        each.state !== "rejected" && !each.trial ? badge("untried", "quiet") : null,
        reasonText(each.reason),
        each.trial ? element("span", { className: "trial" }, trialText(each.trial)) : null));
    return element("details", {},
        element("summary", {}, `All ${rows.length} candidates`), element("ol", { className: "candidates" }, ...rows));
}

/// What a trial measured, in one line; what could not be measured is left out.
function trialText(trial) {
    const percent = (value) => `${value > 0 ? "+" : ""}${value.toFixed(0)}\u00a0%`;
    const error = trial.bitrate_error_percent;
    const step = trial.bitrate_step_error_percent;
    return [
        `up to ${trial.fps.toFixed(0)} frames / s`,
        `p99 ${trial.latency_ms.p99.toFixed(1)} ms`,
        `CPU ${trial.cpu_ms_per_frame.toFixed(1)} ms a frame`,
        error === null ? null : `bitrate ${percent(error)}`,
        step === null ? null : `after a change ${percent(step)}`,
        trial.psnr_db === null ? null : `${trial.psnr_db.toFixed(1)} dB`,
    ].filter((part) => part !== null).join(" · ");
}

function descriptionDetails(pipeline) {
    return element("details", {},
        element("summary", {}, "Pipeline description"), element("pre", { tabIndex: 0 }, pipeline.description));
}

export function showEncoders(target, report) {
    const headings = ["Encoder", "Codec", "State", "Device", "Why"];
    const head = element("tr", {}, ...headings.map((text) => element("th", { scope: "col" }, text)));
    const rows = report.encoders.map((each) => element("tr", {},
        element("th", { scope: "row" }, each.encoder, element("span", { className: "hint" }, each.provider)),
        element("td", {}, each.codec.toUpperCase()),
        element("td", {}, badge(each.state, each.state === "ok" ? "good" : "bad")),
        element("td", {}, each.device?.name ?? ""),
        element("td", {}, reasonText(each.reason))));
    const lost = report.providers.filter((each) => each.reason).map((each) => element("p", { className: "why" },
        element("strong", {}, each.name || each.file), " ", badge(each.verdict, "bad"), " ",
        reasonText(each.reason)));
    target.replaceChildren(
        element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)), ...lost);
}

export function showFailure(target, error) {
    delete target.dataset.key;
    target.replaceChildren(element("p", { className: "why" }, badge("no answer", "bad"), " ", error.message));
}

export function addEvent(list, event) {
    const time = new Date();
    const tones = { start: "good", failed: "bad", failover: "bad", restart: "bad" };
    list.prepend(element("li", {},
        element("time", { dateTime: time.toISOString() }, time.toLocaleTimeString([], { hour12: false })),
        badge(event.kind, tones[event.kind] ?? "plain"),
        element("span", {}, element("strong", {}, event.subject), " ", event.text)));
    while (list.children.length > EVENTS_SHOWN) list.lastChild.remove();
}
