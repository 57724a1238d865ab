// Sources: do they deliver, where do they get stuck, and which days are missing?

import { get } from "./api.js";
import { el, inAirflow } from "./dom.js";
import { ago, count, longDay, moment, percent, plusDays } from "./format.js";
import { asking, go } from "./state.js";
import { table } from "./table.js";

const STEPS = ["discovered", "fetched", "fresh", "clean", "loaded"];

async function load(asked, state) {
  const [sources, days] = await Promise.all([get("sources", asked), get("days", asking(state, ["source"]))]);
  const bySource = new Map();
  for (const row of days.rows) {
    if (!bySource.has(row.source_id)) bySource.set(row.source_id, new Map());
    bySource.get(row.source_id).set(row.day, row);
  }
  return { sources: sources.rows, bySource };
}

function strip(days, state) {
  const cells = [];
  for (let day = state.since; day < state.until; day = plusDays(day, 1)) {
    const row = days?.get(day);
    const status = row?.status ?? "unknown";
    const why = row && Object.keys(row.reasons).length ? `; ${Object.entries(row.reasons).map(([reason, urls]) => `${count(urls)} ${reason}`).join(", ")}` : "";
    const title = row ? `${longDay(day)}: ${status}${row.listed ? `, ${count(row.loaded)} of ${count(row.listed)} loaded` : ""}${why}` : `${longDay(day)}: not known`;
    cells.push(el("i", { class: status.replaceAll(" ", "-"), title }));
  }
  const bad = [...(days?.values() ?? [])].filter((row) => ["not crawled", "incomplete"].includes(row.status)).length;
  return el("div", { class: "strip", role: "img", "aria-label": `${bad} of ${cells.length} days not complete` }, cells);
}

function funnel(row) {
  const most = Math.max(...STEPS.map((step) => row[step] ?? 0), 1);
  return el("ol", { class: "funnel", "aria-label": "Funnel of the last run" }, STEPS.map((step) =>
    el("li", {}, el("span", {}, step), el("i", { style: { "--part": (row[step] ?? 0) / most } }), el("b", {}, count(row[step])))));
}

function card(row, data, state) {
  const rejects = Object.entries(row.rejects ?? {}).sort((a, b) => b[1] - a[1]);
  const last = row.last_run ? inAirflow(`dags/${encodeURIComponent(row.source_id)}/runs/${encodeURIComponent(row.last_run)}`, "last run") : null;
  return el("article", { class: `source ${row.healthy ? "healthy" : "ailing"}` },
    el("header", {},
      el("h3", {}, el("button", { type: "button", class: "headline", on: { click: () => go({ source: row.source_id === state.source ? "" : row.source_id }) } }, row.source)),
      el("span", { class: `status ${row.healthy ? "good" : "bad"}` }, row.healthy ? "healthy" : "look at it")),
    el("p", { class: "muted" }, `last success ${ago(row.last_success)} · newest article ${ago(row.newest_article)} · ${count(row.articles_7_days)} articles in 7 days`),
    el("div", { class: "labelled" }, strip(data.bySource.get(row.source_id), state),
      el("span", { class: "aside" }, `${percent(row.completeness_7_days)} of the last week`)),
    funnel(row),
    rejects.length ? el("details", {}, el("summary", {}, `${count(rejects.reduce((sum, [, n]) => sum + n, 0))} rejects`),
      el("ul", { class: "reasons" }, rejects.map(([reason, n]) => el("li", {}, el("span", {}, reason), el("b", {}, count(n)))))) : null,
    row.alarms.map((alarm) => el("p", { class: "alarm" }, alarm)),
    row.quarantined_batches ? el("p", { class: "alarm" }, `${count(row.quarantined_batches)} batches wait in quarantine.`) : null,
    el("p", { class: "links" }, inAirflow(`dags/${encodeURIComponent(row.source_id)}`, "DAG"), last));
}

function draw(data, state) {
  const ran = data.sources.filter((row) => row.last_run || row.alarms.length || data.bySource.has(row.source_id));
  const never = data.sources.filter((row) => !ran.includes(row) && row.in_catalogue);
  if (!data.sources.length) return null;
  const off = never.length ? el("div", { class: "never" },
    el("h3", {}, `${count(never.length)} sources that never ran`),
    el("p", { class: "note" }, "They are paused, or wait for their first run: switch a DAG on to have its site crawled."),
    el("ul", {}, never.map((row) => el("li", {}, inAirflow(`dags/${encodeURIComponent(row.source_id)}`, row.source))))) : null;
  return el("div", {},
    ran.length ? el("div", { class: "legend" },
      ["complete", "incomplete", "not crawled", "nothing listed"].map((status) => el("span", {}, el("i", { class: `dot ${status.replaceAll(" ", "-")}` }), status))) : null,
    el("div", { class: "sources" }, ran.map((row) => card(row, data, state))), off);
}

const asTable = (data) => (data.sources.length ? table("Sources: last run, funnel and completeness", [
  { label: "Source", of: (row) => row.source },
  { label: "Healthy", of: (row) => (row.healthy ? "yes" : "no") },
  { label: "Last success", of: (row) => moment(row.last_success) },
  { label: "Newest article", of: (row) => moment(row.newest_article) },
  ...STEPS.map((step) => ({ label: step, number: true, of: (row) => count(row[step]) })),
  { label: "Articles, 7 days", number: true, of: (row) => count(row.articles_7_days) },
  { label: "Completeness, 7 days", number: true, of: (row) => percent(row.completeness_7_days) },
  { label: "Alarms", of: (row) => row.alarms.join(" ") || "–" },
], data.sources) : null);

export const health = {
  id: "health", title: "Sources", wide: true, path: "sources", filters: ["source"], load, draw, table: asTable,
  sentence: "Which sources deliver, what became of what they listed, and which days are missing.",
  empty: "No source is known here. Choose another region, or clear the source.", also: (state) => [state.since, state.until],
};
