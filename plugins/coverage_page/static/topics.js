// Topic × day: how much on what, and on which days a small number means nothing.

import { get } from "./api.js";
import { chart, colour, hatched, ramp, tooltip } from "./chart.js";
import { el } from "./dom.js";
import { count, isWeekend, longDay, percent, plusDays, shortDay } from "./format.js";
import { asking, go, measure, periodOf } from "./state.js";
import { table } from "./table.js";

const HOLE = 0.95;
const FILTERS = ["source", "language", "topic"];

async function load(asked, state) {
  const narrow = { ...asking(state, ["source"]), period: asked.period };
  const [counts, crawls] = await Promise.all([get("topics", asked), get("completeness", narrow)]);
  return { counts: counts.rows, crawls: new Map(crawls.rows.map((row) => [row.starts_on, row])), since: asked.since, until: asked.until, period: asked.period };
}

/** Columns, rows in order of their sums, and the number of each cell. */
function grid(data, state) {
  const which = measure(state);
  const step = data.period === "week" ? 7 : 1;
  let start = data.since;
  if (step === 7) while (new Date(`${start}T12:00:00Z`).getUTCDay() !== 1) start = plusDays(start, -1);
  const columns = [];
  for (let day = start; day < data.until; day = plusDays(day, step)) columns.push(day);
  const topics = new Map();
  for (const row of data.counts) {
    const topic = topics.get(row.topic_id) ?? { id: row.topic_id, name: row.topic, sum: 0, cells: new Map(), isTop: row.topic_id === state.topic };
    topic.sum += row[which];
    topic.cells.set(row.starts_on, row[which]);
    topics.set(row.topic_id, topic);
  }
  const rows = [...topics.values()].filter((topic) => topic.sum > 0).sort((a, b) => b.isTop - a.isTop || b.sum - a.sum);
  return { columns, rows };
}

/** Whether so much is missing that a low number is not silence: more than a twentieth. */
export const lacks = (crawl) => !crawl || (crawl.completeness !== null && crawl.completeness < HOLE);

/** How complete a day is, in words. */
function crawlInWords(crawl) {
  if (!crawl) return "nothing is known of the crawls";
  const parts = [];
  parts.push(crawl.completeness === null ? "nothing was listed" : `${percent(crawl.completeness)} of what was listed is there`);
  if (crawl.not_crawled) parts.push(`${crawl.not_crawled} of ${crawl.sources} sources not crawled`);
  if (crawl.incomplete) parts.push(`${crawl.incomplete} incomplete`);
  return parts.join("; ");
}

const named = (column, period) => (period === "week" ? `week of ${longDay(column)}` : longDay(column));

function draw(data, state) {
  const { columns, rows } = grid(data, state);
  if (!rows.length) return null;
  const height = rows.length * 26 + 56;
  const most = Math.max(...rows.flatMap((row) => [...row.cells.values()]));
  const opened = (event) => {
    if (event.componentType === "yAxis") go({ topic: rows.find((row) => row.name === event.value)?.id ?? "" });
    else if (event.seriesId === "counts") openCell(rows[event.value[1]].id, columns[event.value[0]], data.period);
  };
  const option = (width) => {
    const narrow = width < 560;
    const left = narrow ? 104 : 216;
    const gap = (width - left) / columns.length > 9 ? 2 : 1;
    const cells = rows.flatMap((row, y) => columns.map((column, x) => {
      const value = row.cells.get(column) ?? 0;
      const hole = lacks(data.crawls.get(column));
      if (value === 0) return { value: [x, y, 0], itemStyle: { color: colour("--cell-empty"), ...(hole ? { decal: hatched(false) } : {}) } };
      return { value: [x, y, value], itemStyle: hole ? { decal: hatched() } : {} };
    }));
    const crawls = columns.map((column, x) => {
      const crawl = data.crawls.get(column);
      const hole = lacks(crawl);
      return { value: [x, 0, crawl?.completeness ?? 0], itemStyle: { color: colour(hole ? "--hole-soft" : "--whole"), ...(hole ? { decal: hatched() } : {}) } };
    });
    const edge = { borderWidth: gap, borderColor: colour("--surface"), borderRadius: gap === 2 ? 4 : 2 };
    return {
      grid: [{ left, right: 4, top: 4, height: rows.length * 26 }, { left, right: 4, top: rows.length * 26 + 12, height: 14 }],
      xAxis: [
        { gridIndex: 0, type: "category", data: columns, show: false },
        { gridIndex: 1, type: "category", data: columns, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: colour("--muted"), fontSize: 11, hideOverlap: true, formatter: shortDay, margin: 10 } },
      ],
      yAxis: [
        { gridIndex: 0, type: "category", inverse: true, triggerEvent: true, data: rows.map((row) => row.name), axisLine: { show: false }, axisTick: { show: false },
          axisLabel: { color: colour("--ink"), fontSize: narrow ? 11 : 12.5, width: left - 14, overflow: "truncate", interval: 0 } },
        { gridIndex: 1, type: "category", data: ["Crawled"], axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: colour("--muted"), fontSize: 11 } },
      ],
      visualMap: [{ type: "continuous", seriesIndex: 0, min: 0, max: Math.max(most, 4), show: false, inRange: { color: ramp() } }],
      tooltip: tooltip((event) => {
        const column = columns[event.value[0]];
        const said = crawlInWords(data.crawls.get(column));
        if (event.seriesId === "crawls") return `${named(column, data.period)}\n${said}`;
        return `${rows[event.value[1]].name}\n${named(column, data.period)}\n${count(event.value[2])} ${measure(state)}\n${said}`;
      }),
      series: [
        { id: "counts", type: "heatmap", data: cells, itemStyle: edge, emphasis: { itemStyle: { borderColor: colour("--ink"), borderWidth: 1.5 } } },
        { id: "crawls", type: "heatmap", xAxisIndex: 1, yAxisIndex: 1, data: crawls, itemStyle: { ...edge, borderRadius: 2 }, emphasis: { disabled: true } },
      ],
    };
  };
  const holes = columns.filter((column) => lacks(data.crawls.get(column)));
  const label = `Heat map of ${measure(state)} by topic and ${data.period}: ${rows.length} topics, ${columns.length} columns; ${rows[0].name} has the most, ${count(rows[0].sum)}. ${holes.length} columns are incomplete. The table has every number.`;
  return el("div", {}, state.topic ? upwards(state) : null, chart(label, height, 104 + columns.length * 7, option, opened), legend(most, holes.length, data, columns));
}

const upwards = () => el("button", { type: "button", class: "crumb", on: { click: () => go({ topic: "" }) } }, "← All subjects");

function legend(most, holes, { period, since, until }, columns) {
  const end = plusDays(columns.at(-1), 7);
  const whole = period === "week" && (columns[0] < since || end > until);
  return el("div", { class: "legend" },
    el("span", {}, "0", el("i", { class: "ramp", "aria-hidden": "true" }), count(most)),
    holes ? el("span", {}, el("i", { class: "hatch", "aria-hidden": "true" }), `${holes} ${holes === 1 ? period : `${period}s`} with holes in the crawl: a low number there is not silence`) : el("span", {}, `Every ${period} was crawled to the end.`),
    whole ? el("span", {}, `Weeks are whole: ${longDay(columns[0])} – ${longDay(plusDays(end, -1))}.`) : null);
}

/** Open what is behind a cell. */
export function openCell(topic, column, period) {
  go({ cell: `${topic}:${column}:${plusDays(column, period === "week" ? 7 : 1)}` });
}

function asTable(data, state) {
  const { columns, rows } = grid(data, state);
  if (!rows.length) return null;
  const open = (row, column) => {
    const value = row.cells.get(column) ?? 0;
    if (!value) return lacks(data.crawls.get(column)) ? el("span", { class: "muted", title: "not crawled to the end" }, "?") : "0";
    return el("button", { type: "button", class: "cell", "aria-label": `${count(value)} ${measure(state)} on ${row.name}, ${named(column, data.period)}`, on: { click: () => openCell(row.id, column, data.period) } }, count(value));
  };
  const crawled = { name: "Crawled", isCrawl: true };
  return table(`${measure(state) === "articles" ? "Articles" : "Originals"} by topic and ${data.period}`, [
    { label: "Topic", of: (row) => (row.isCrawl ? el("span", { class: "muted" }, row.name) : el("button", { type: "button", class: "cell", on: { click: () => go({ topic: row.id }) } }, row.name)) },
    { label: "Sum", number: true, of: (row) => (row.isCrawl ? "" : count(row.sum)) },
    ...columns.map((column) => ({
      label: el("span", { class: isWeekend(column) && data.period === "day" ? "muted" : null }, shortDay(column)),
      number: true,
      of: (row) => (row.isCrawl ? percent(data.crawls.get(column)?.completeness) : open(row, column)),
    })),
  ], [crawled, ...rows]);
}

export const topics = {
  id: "topics", title: "Topics over time", wide: true, path: "topics", filters: FILTERS, measured: ["copies"],
  sentence: "How much was written on each topic, when. Choose a cell for its articles, a topic for the beats below it.",
  empty: "No article of this span has a topic here. Choose a longer span, or clear the filters.",
  extra: (state) => ({ period: periodOf(state) }), also: (state) => state.copies, load, draw, table: asTable,
};
