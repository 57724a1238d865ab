// Lists with bars: whose voice is heard, and which places are written about.

import { get } from "./api.js";
import { el } from "./dom.js";
import { count, lasting, percent } from "./format.js";
import { go, measure } from "./state.js";
import { table } from "./table.js";

const SHOWN = 12;

/** A list with bars, the first twelve and, when asked, all; a choice of each is a button. */
export function bars(items, label, most = Math.max(...items.map((item) => item.value), 1e-9)) {
  let all = false;
  const list = el("ol", { class: "bars", "aria-label": label });
  const fill = () => list.replaceChildren(...items.slice(0, all ? items.length : SHOWN).map((item) => el("li", {},
    el("button", { type: "button", class: `name ${item.isChosen ? "chosen" : ""}`, title: item.title ?? item.name, on: { click: item.choose } }, item.name),
    el("span", { class: `track ${item.hole ? "hole" : ""}` }, el("i", { style: { "--part": item.value / most } })),
    el("span", { class: "value" }, item.text),
    el("span", { class: "aside" }, item.aside))));
  fill();
  const more = items.length > SHOWN
    ? el("button", { type: "button", class: "quiet", on: { click: (event) => { all = !all; fill(); event.target.textContent = all ? "Fewer" : `All ${items.length}`; } } }, `All ${items.length}`)
    : null;
  return el("div", {}, list, more);
}

const share = (row, state) => (measure(state) === "originals" ? row.share_of_originals : row.share);

function drawVoices(rows, state) {
  const shown = rows.filter((row) => row[measure(state)] > 0);
  if (!shown.length) return null;
  const items = shown.sort((a, b) => share(b, state) - share(a, state)).map((row) => ({
    name: row.source, value: share(row, state), text: percent(share(row, state)), isChosen: row.source_id === state.source,
    aside: count(row[measure(state)]), hole: row.holes > 0,
    title: row.holes ? `${row.source}: ${row.holes} days not crawled to the end` : row.source,
    choose: () => go({ source: row.source_id === state.source ? "" : row.source_id }),
  }));
  const hole = shown.some((row) => row.holes) ? el("p", { class: "note" }, "A hatched bar is that of a source with days not crawled to the end: its share is at least this.") : null;
  return el("div", {}, bars(items, "Share of voice by source"), hole);
}

const tableVoices = (rows) => (rows.length ? table("Share of voice by source", [
  { label: "Source", of: (row) => row.source },
  { label: "Articles", number: true, of: (row) => count(row.articles) },
  { label: "Share", number: true, of: (row) => percent(row.share) },
  { label: "Originals", number: true, of: (row) => count(row.originals) },
  { label: "Share of originals", number: true, of: (row) => percent(row.share_of_originals) },
  { label: "Completeness", number: true, of: (row) => percent(row.completeness) },
  { label: "Days with holes", number: true, of: (row) => count(row.holes) },
], rows) : null);

export const voices = {
  id: "voices", title: "Share of voice", path: "voices", measured: ["copies", "source"], also: (state) => [state.copies, state.source],
  filters: (state) => (state.topic ? ["topic", "language"] : ["topic"]), sentence: "Which part of the articles each source has: of the topic chosen, else of all.",
  empty: "No source wrote on this in the span. Choose a longer span or another topic.",
  load: (asked) => get("voices", asked).then((data) => data.rows), draw: drawVoices, table: tableVoices,
};

function drawFirsts(rows, state) {
  if (!rows.length) return null;
  return bars(rows.map((row) => ({
    name: row.source, value: row.told ? row.firsts / row.told : 0, text: row.told ? `${count(row.firsts)} of ${count(row.told)}` : "–", isChosen: row.source_id === state.source,
    aside: row.median_lead_seconds === null ? "" : `${lasting(row.median_lead_seconds)} ahead`,
    title: `${row.source}: of ${count(row.carried)} shared texts the times of ${count(row.told)} tell who was first`,
    choose: () => go({ source: row.source_id === state.source ? "" : row.source_id }),
  })), "Texts each source had first, of those whose times tell", 1);
}

const tableFirsts = (rows) => (rows.length ? table("Texts each source had first, of those whose times tell", [
  { label: "Source", of: (row) => row.source },
  { label: "First", number: true, of: (row) => count(row.firsts) },
  { label: "Times tell", number: true, of: (row) => count(row.told) },
  { label: "Carried", number: true, of: (row) => count(row.carried) },
  { label: "First of told", number: true, of: (row) => percent(row.told ? row.firsts / row.told : null) },
  { label: "Median lead", number: true, of: (row) => lasting(row.median_lead_seconds) },
], rows) : null);

export const firsts = {
  id: "firsts", title: "First to report", path: "firsts", wide: true, filters: [], measured: ["source"], also: (state) => state.source,
  sentence: "How many of the texts it shares with others each source had first, and how long before the next (median). Only texts whose dates have times count.",
  empty: "No text of this span is carried by two sources. Choose a longer span.",
  load: (asked) => get("firsts", asked).then((data) => data.rows), draw: drawFirsts, table: tableFirsts,
};

function drawPlaces(rows, state) {
  const shown = rows.filter((row) => row[measure(state)] > 0);
  if (!shown.length) return null;
  const items = shown.sort((a, b) => b[measure(state)] - a[measure(state)]).map((row) => ({
    name: row.place, value: row[measure(state)], text: count(row[measure(state)]), aside: row.kind, isChosen: row.place_id === state.place,
    choose: () => go({ place: row.place_id === state.place ? "" : row.place_id }),
  }));
  return bars(items, "Articles by place");
}

const tablePlaces = (rows) => (rows.length ? table("Articles by place, each with all within it", [
  { label: "Place", of: (row) => row.place },
  { label: "Kind", of: (row) => row.kind },
  { label: "Articles", number: true, of: (row) => count(row.articles) },
  { label: "Originals", number: true, of: (row) => count(row.originals) },
], rows) : null);

export const places = {
  id: "places", title: "Places", path: "places", filters: ["place", "source", "language"], measured: ["copies"], also: (state) => state.copies,
  sentence: "Where the news is about; of a place count also the articles on what lies within it.",
  empty: "No article of this span names a place here. Choose a longer span or another place.",
  load: (asked) => get("places", asked).then((data) => data.rows), draw: drawPlaces, table: tablePlaces,
};
