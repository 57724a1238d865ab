// Rising and falling: the week to the end of the span against what the four weeks before let expect.

import { get } from "./api.js";
import { el, svg } from "./dom.js";
import { count, decimal, shortDay, signed } from "./format.js";
import { go, measure } from "./state.js";
import { table } from "./table.js";

const MOST = 12;
const ENOUGH_DAYS = 14;

const load = (asked) => get("trends", asked).then((data) => data.rows);

/** The figures of the count that is shown. */
function numbers(row, state) {
  const of = (name) => (measure(state) === "originals" ? row[`originals_${name}`] : row[name]);
  const [articles, expected] = [row[measure(state)], of("expected")];
  return {
    articles, expected, difference: articles - (expected ?? 0), change: expected ? articles / expected - 1 : null,
    highest: of("highest_z"), lowest: of("lowest_z"), bursts: of("bursts"), falls: of("falls"), days: of("last_28_days"),
  };
}

function spark(values) {
  const [width, height] = [132, 30];
  const most = Math.max(...values, 1);
  const at = (value, index) => `${((index / (values.length - 1)) * (width - 6) + 2).toFixed(1)},${(height - 3 - (value / most) * (height - 7)).toFixed(1)}`;
  const points = values.map(at);
  const week = points.slice(-7);
  return svg("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
    svg("polyline", { class: "before", points: points.slice(0, -6).join(" ") }),
    svg("polyline", { class: "now", points: week.join(" ") }),
    svg("circle", { cx: week.at(-1).split(",")[0], cy: week.at(-1).split(",")[1], r: 2.5 }));
}

function line(row, state) {
  const { articles, expected, difference, change, bursts, falls, days } = numbers(row, state);
  const known = row.days_before >= ENOUGH_DAYS;
  const kind = !known ? "unsure" : difference > 0 ? "up" : "down";
  const marks = [
    bursts?.length ? el("span", { class: "mark burst" }, `burst ${bursts.map(shortDay).join(", ")}`) : null,
    falls?.length ? el("span", { class: "mark" }, `fall ${falls.map(shortDay).join(", ")}`) : null,
  ];
  return el("li", { class: `trend ${kind}` },
    el("button", { type: "button", class: "name", on: { click: () => go({ topic: row.topic_id }) } }, row.topic),
    spark(days),
    el("span", { class: "figures" }, el("b", {}, count(articles)), el("span", { class: "muted" }, known ? ` of ${decimal(expected)} expected` : " in 7 days")),
    el("span", { class: "change" }, known && change !== null ? `${signed(change * 100, 0)} %` : known ? "new" : "too little history"),
    el("span", { class: "marks" }, marks));
}

function draw(rows, state) {
  if (!rows.length) return null;
  const sorted = rows.map((row) => ({ row, ...numbers(row, state) }));
  const list = (title, items) => el("div", {}, el("h3", {}, title),
    items.length ? el("ul", { class: "trends" }, items.map(({ row }) => line(row, state))) : el("p", { class: "note" }, "None."));
  const holes = rows.some((row) => row.has_holes) ? el("p", { class: "note" }, "Some of the seven days were not crawled to the end: a fall may be the crawl's.") : null;
  const unsure = rows.every((row) => row.days_before < ENOUGH_DAYS);
  if (unsure) {
    const most = [...sorted].sort((a, b) => b.articles - a.articles).slice(0, MOST);
    return el("div", {}, el("p", { class: "note" }, `It takes ${ENOUGH_DAYS} days of history to tell what is usual; there are ${rows[0].days_before}. Until then, the most frequent:`), list("Last seven days", most), holes);
  }
  return el("div", {}, el("div", { class: "halves" },
    list("Rising", sorted.filter((item) => item.difference > 0).sort((a, b) => b.difference - a.difference).slice(0, MOST / 2)),
    list("Falling", sorted.filter((item) => item.difference < 0).sort((a, b) => a.difference - b.difference).slice(0, MOST / 2))), holes);
}

const asTable = (rows, state) => (rows.length ? table("Topics of the last seven days against what was to be expected", [
  { label: "Topic", of: (row) => row.topic },
  { label: "Seven days", number: true, of: (row) => count(numbers(row, state).articles) },
  { label: "Expected", number: true, of: (row) => decimal(numbers(row, state).expected) },
  { label: "Change", number: true, of: (row) => (numbers(row, state).change === null ? "–" : `${signed(numbers(row, state).change * 100, 0)} %`) },
  { label: "Highest z", number: true, of: (row) => signed(numbers(row, state).highest, 1) },
  { label: "Lowest z", number: true, of: (row) => signed(numbers(row, state).lowest, 1) },
  { label: "Bursts", of: (row) => numbers(row, state).bursts?.map(shortDay).join(", ") || "–" },
  { label: "Days of history", number: true, of: (row) => count(row.days_before) },
], rows) : null);

export const trends = {
  id: "trends", title: "Rising and falling", path: "trends", filters: ["topic"], measured: ["copies"], load, draw, table: asTable,
  sentence: "The seven whole days to the end of the span against what the four weeks before them let expect, weekday by weekday.",
  empty: "Nothing was written on these topics in the seven days to the end of the span. Choose another span.",
  also: (state) => state.copies,
};
