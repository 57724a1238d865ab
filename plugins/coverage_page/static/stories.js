// Stories: who had a text first, and how it went from outlet to outlet.

import { get } from "./api.js";
import { el, quoted } from "./dom.js";
import { appeared, count, daysBetween, lasting, percent } from "./format.js";
import { go } from "./state.js";
import { table } from "./table.js";

const load = (asked) => get("stories", asked).then((data) => data.rows);

function grouped(rows) {
  const stories = new Map();
  for (const row of rows) stories.set(row.story_id, [...(stories.get(row.story_id) ?? []), row]);
  return [...stories.values()].map((carriers) => {
    const origin = carriers.find((row) => row.is_original) ?? carriers[0];
    const isTimed = (row) => row.published_precision !== "day" && origin.published_precision !== "day";
    const after = (row) => (isTimed(row) ? (new Date(row.appeared_at) - new Date(origin.appeared_at)) / 1000 : daysBetween(origin.day, row.day) * 86_400);
    return { origin, carriers: carriers.map((row) => ({ ...row, after: after(row), isTimed: isTimed(row) })), wires: [...new Set(carriers.flatMap((row) => row.wires))] };
  });
}

/** How long after the first, as far as the dates tell. */
function later({ after, isTimed }) {
  if (after < 0) return "times do not tell";
  if (isTimed) return `+ ${lasting(after)}`;
  return after ? `+ ${count(after / 86_400)} d` : "same day";
}

function story({ origin, carriers, wires }, longest) {
  const at = (after) => Math.min(Math.max(after, 0) / longest, 1);
  return el("article", { class: "story" },
    el("h3", {}, el("button", { type: "button", class: "headline", on: { click: () => go({ article: String(origin.article_id) }) } }, quoted(origin.title, origin))),
    el("p", { class: "muted" }, `${origin.source} ${origin.is_told ? "had it first" : "is taken for the first, though the dates do not tell"}, ${appeared(origin)}`,
      wires.length ? ` · credits ${wires.join(", ")}, the likelier author` : ""),
    el("ol", { class: "spread" }, carriers.map((row) => el("li", { class: row === carriers[0] ? "first" : "" },
      el("button", { type: "button", class: "name", title: row.title, on: { click: () => go({ article: String(row.article_id) }) } }, row.source),
      el("span", { class: "line" }, el("i", { style: { "--part": at(row.after) } })),
      el("span", { class: "value" }, row.article_id === origin.article_id ? "first" : later(row)),
      el("span", { class: "aside" }, row.article_id === origin.article_id ? "" : row.similarity < 0.995 ? `${percent(row.similarity)} alike` : "same text")))));
}

function draw(rows) {
  if (!rows.length) return null;
  const stories = grouped(rows);
  const longest = Math.max(3600, ...stories.flatMap(({ carriers }) => carriers.map((row) => row.after)));
  const scale = Math.min(longest, 48 * 3600);
  return el("div", {}, el("p", { class: "note" }, `Lines run from the first article to ${lasting(scale)} after it.`),
    el("div", { class: "stories" }, stories.map((one) => story(one, scale))));
}

const asTable = (rows) => (rows.length ? table("Articles that carry a text of another source", [
  { label: "Headline", of: (row) => quoted(row.title, row) },
  { label: "Story", number: true, of: (row) => String(row.story_id) },
  { label: "Source", of: (row) => row.source },
  { label: "Appeared", of: (row) => appeared(row) },
  { label: "Original", of: (row) => (row.is_original ? "yes" : "no") },
  { label: "Alike", number: true, of: (row) => percent(row.similarity) },
  { label: "Sources", number: true, of: (row) => count(row.source_count) },
], rows) : null);

export const stories = {
  id: "stories", title: "Stories", wide: true, path: "stories", filters: ["source"], load, draw, table: asTable,
  sentence: "The 24 texts that most sources carry: who had each first, who followed, and how long after.",
  empty: "No text of this span is carried by two sources. Choose a longer span, or clear the source.",
};
