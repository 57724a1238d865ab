// Source × topic: what a source leaves out, or has more of, than its peers.

import { get } from "./api.js";
import { chart, colour, hatched, tooltip } from "./chart.js";
import { el, tag } from "./dom.js";
import { count, percent, shortDay, signed } from "./format.js";
import { go } from "./state.js";
import { table } from "./table.js";

const STRONG = 6;
const SURE = 3;
const COLUMNS = 40;

const load = (asked) => get("gaps", asked).then((data) => data.rows);

function matrix(rows) {
  const columns = new Map();
  const topics = new Map();
  for (const row of rows) {
    const key = `${row.source_id} ${tag(row.language, row.script)}`;
    if (!columns.has(key)) columns.set(key, { key, id: row.source_id, name: row.source, tag: tag(row.language, row.script), of: row.of_articles });
    const topic = topics.get(row.topic_id) ?? { id: row.topic_id, name: row.topic, sum: 0 };
    topic.sum += row.articles;
    topics.set(row.topic_id, topic);
  }
  const several = new Map();
  for (const column of columns.values()) several.set(column.id, (several.get(column.id) ?? 0) + 1);
  for (const column of columns.values()) column.label = several.get(column.id) > 1 ? `${column.name} (${column.tag})` : column.name;
  const filled = [...columns.values()].filter((column) => column.of > 0).sort((a, b) => b.of - a.of);
  return {
    columns: filled.slice(0, COLUMNS),
    unseen: Math.max(filled.length - COLUMNS, 0),
    topics: [...topics.values()].sort((a, b) => b.sum - a.sum),
  };
}

const inWords = (row) => [
  `${row.source}: ${row.topic}`,
  `${percent(row.share)} (${count(row.articles)} of ${count(row.of_articles)})`,
  row.peers ? `${row.peers} peers: ${percent(row.peers_share)} (${count(row.peers_articles)} of ${count(row.peers_of_articles)})` : "no peers",
  row.z === null ? row.verdict : `${row.verdict}, z = ${signed(row.z)}`,
].join("\n");

function draw(rows, state) {
  const { columns, unseen, topics } = matrix(rows);
  if (!columns.length || !topics.length) return null;
  const x = new Map(columns.map((column, index) => [column.key, index]));
  const y = new Map(topics.map((topic, index) => [topic.id, index]));
  const shown = rows.filter((row) => x.has(`${row.source_id} ${tag(row.language, row.script)}`));
  const judged = shown.filter((row) => row.z !== null).length;
  if (!judged) return unjudged(shown);
  const option = (width) => {
    const narrow = width < 560;
    const left = narrow ? 104 : 216;
    const cells = shown.map((row) => {
      const at = [x.get(`${row.source_id} ${tag(row.language, row.script)}`), y.get(row.topic_id)];
      const known = row.z !== null;
      const itemStyle = known ? {} : { color: colour("--cell-empty") };
      if (row.verdict === "crawl incomplete") itemStyle.decal = hatched();
      const sure = known && Math.abs(row.z) >= SURE;
      return { value: [...at, known ? Math.max(-STRONG, Math.min(STRONG, row.z)) : 0], row, itemStyle, label: { show: sure && !narrow, formatter: row.z < 0 ? "less" : "more", color: colour(Math.abs(row.z) > 4.4 ? "--on-strong" : "--ink"), fontSize: 10.5 } };
    });
    return {
      grid: { left, right: 4, top: 84, height: topics.length * 26 },
      xAxis: { type: "category", position: "top", data: columns.map((column) => column.label), triggerEvent: true, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: colour("--ink"), interval: 0, rotate: narrow ? 90 : columns.length > 6 ? 42 : 0, width: narrow ? 76 : columns.length > 6 ? 104 : (width - left) / columns.length - 8, overflow: "truncate", fontSize: 11.5 } },
      yAxis: { type: "category", inverse: true, data: topics.map((topic) => topic.name), triggerEvent: true, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: colour("--ink"), fontSize: narrow ? 11 : 12.5, width: left - 14, overflow: "truncate", interval: 0 } },
      visualMap: { type: "continuous", min: -STRONG, max: STRONG, show: false, inRange: { color: ["--less", "--less-soft", "--cell-empty", "--more-soft", "--more"].map(colour) } },
      tooltip: tooltip((event) => (event.data?.row ? inWords(event.data.row) : "")),
      series: [{ type: "heatmap", data: cells, itemStyle: { borderWidth: 2, borderColor: colour("--surface"), borderRadius: 4 }, emphasis: { itemStyle: { borderColor: colour("--ink"), borderWidth: 1.5 } } }],
    };
  };
  const opened = (event) => {
    if (event.componentType === "yAxis") go({ topic: topics.find((topic) => topic.name === event.value)?.id ?? "" });
    else if (event.data?.row) go({ tab: "articles", source: event.data.row.source_id, topic: event.data.row.topic_id });
  };
  const first = rows[0];
  const strong = shown.filter((row) => row.z !== null && Math.abs(row.z) >= SURE);
  const label = `Matrix of ${topics.length} topics and ${columns.length} sources: ${strong.length} cells differ from their peers by three standard errors or more. The table has every number.`;
  return el("div", {},
    state.topic ? el("button", { type: "button", class: "crumb", on: { click: () => go({ topic: "" }) } }, "← All subjects") : null,
    chart(label, topics.length * 26 + 96, 104 + columns.length * 24, option, opened),
    el("div", { class: "legend" },
      el("span", {}, "less than its peers", el("i", { class: "ramp diverging", "aria-hidden": "true" }), "more"),
      el("span", {}, `${shortDay(first.since)} – ${shortDay(first.until)}, always the last 28 days. ${count(judged)} of ${count(shown.length)} cells have articles and peers enough to be judged; the others are blank.`),
      unseen ? el("span", {}, `Shown are the ${COLUMNS} sources with the most articles; the table has the other ${count(unseen)}, too.`) : null));
}

/** Why there is no picture: how many pairs lack what. */
function unjudged(rows) {
  const why = new Map();
  for (const row of rows) why.set(row.verdict, (why.get(row.verdict) ?? 0) + 1);
  const said = [...why].sort((a, b) => b[1] - a[1]).map(([verdict, n]) => `${verdict} (${count(n)})`).join(", ");
  return el("div", { class: "state" },
    el("p", {}, `None of the ${count(rows.length)} pairs of source and topic can be judged yet: ${said}.`),
    el("p", {}, "It takes another source of the same kind and language with twenty articles. The table has each share."));
}

const asTable = (rows) => (rows.length ? table("Sources against their peers, by topic: the strongest first", [
  { label: "Source", of: (row) => row.source },
  { label: "Language", of: (row) => tag(row.language, row.script) },
  { label: "Topic", of: (row) => row.topic },
  { label: "Verdict", of: (row) => row.verdict },
  { label: "z", number: true, of: (row) => signed(row.z) },
  { label: "Share", number: true, of: (row) => percent(row.share) },
  { label: "Articles", number: true, of: (row) => `${count(row.articles)} of ${count(row.of_articles)}` },
  { label: "Peers’ share", number: true, of: (row) => percent(row.peers_share) },
  { label: "Peers’ articles", number: true, of: (row) => `${count(row.peers_articles)} of ${count(row.peers_of_articles)}` },
  { label: "Peers", number: true, of: (row) => count(row.peers) },
  { label: "Completeness", number: true, of: (row) => percent(row.completeness) },
], [...rows].sort((a, b) => Math.abs(b.z ?? 0) - Math.abs(a.z ?? 0))) : null);

export const gaps = {
  id: "gaps", title: "Gaps", wide: true, path: "gaps", filters: ["source", "language", "topic"], load, draw, table: asTable,
  sentence: "What a source leaves out, or has more of, than the other sources of its kind, region and language. Choose a cell for its articles.",
  empty: "Nothing can be compared yet: no source of this kind has articles in the last 28 days. Clear the filters, or crawl more days.",
};
