// Articles: the newest, or those that answer a search.

import { get } from "./api.js";
import { el, outward, quoted, tag } from "./dom.js";
import { appeared, count } from "./format.js";
import { go } from "./state.js";
import { table } from "./table.js";

const MOST = 50;
const MOST_IN_CSV = 200;
let names = new Map();

/** Names of topics and places, by dimension and id. */
export function knowNames(things) {
  names = new Map(things.map((thing) => [`${thing.dimension} ${thing.id}`, thing.name]));
}
export const nameOf = (dimension, id) => names.get(`${dimension} ${id}`) ?? id;

/** A text in which what was searched for stands between ⟦ and ⟧. */
const marked = (text) => text.split(/⟦(.*?)⟧/u).map((part, index) => (index % 2 ? el("mark", {}, part) : part));

const chip = (label, handler) => el("button", { type: "button", class: "chip", on: { click: handler } }, label);

/** One article of a list. What was found in the headline is marked there. */
export function item(row) {
  const isHeadline = row.snippet?.replace(/[⟦⟧]/gu, "") === row.title;
  return el("li", { class: "article" },
    el("p", { class: "meta" }, el("span", { class: "source-name" }, row.source), appeared(row),
      el("span", { class: "tag" }, tag(row.language, row.script)), row.is_original === false ? el("span", { class: "tag" }, "syndicated copy") : null, outward(row.url, "original")),
    el("h3", {}, el("button", { type: "button", class: "headline", on: { click: () => go({ article: String(row.article_id) }) } }, quoted(isHeadline ? marked(row.snippet) : row.title, row))),
    row.snippet && !isHeadline ? quoted(marked(row.snippet), row, "p", { class: "snippet" }) : null,
    el("p", { class: "chips" }, row.topics?.slice(0, 4).map((id) => chip(nameOf("topic", id), () => go({ topic: id, cell: "" }))),
      row.places?.slice(0, 3).map((id) => chip(nameOf("place", id), () => go({ place: id, cell: "" })))));
}

function searchBox(state) {
  const input = el("input", { type: "search", name: "q", value: state.q, maxlength: "400", placeholder: "Words, \"a phrase\", OR, -not …", "aria-label": "Search the articles" });
  return el("form", { class: "search", role: "search", on: { submit: (event) => { event.preventDefault(); go({ q: input.value.trim() }); } } },
    input, el("button", { type: "submit" }, "Search"));
}

function draw(data, state) {
  const found = data.rows.length
    ? el("ol", { class: "articles" }, data.rows.map(item))
    : el("div", { class: "state" }, el("p", {}, state.q
      ? "No article of this span answers that. Try fewer words, a longer span, or fewer filters."
      : "There is no article in this span. Choose a longer one, or fewer filters."));
  const more = data.more ? el("p", { class: "note" }, `The first ${MOST}; the CSV has up to ${MOST_IN_CSV}. Choose a shorter span, or filter, for the others.`) : null;
  return el("div", {}, searchBox(state),
    el("p", { class: "note" }, state.q ? `${count(data.rows.length)}${data.more ? " or more" : ""} found for “${state.q}”, the best first.` : "The newest first."), found, more);
}

const asTable = (data, state) => el("div", {}, searchBox(state), data.rows.length ? table("Articles", [
  { label: "Headline", of: (row) => el("button", { type: "button", class: "cell", on: { click: () => go({ article: String(row.article_id) }) } }, quoted(row.title, row)) },
  { label: "Source", of: (row) => row.source },
  { label: "Appeared", of: (row) => appeared(row) },
  { label: "Language", of: (row) => tag(row.language, row.script) },
  { label: "Topics", of: (row) => row.topics.map((id) => nameOf("topic", id)).join(", ") || "–" },
  { label: "Places", of: (row) => row.places.map((id) => nameOf("place", id)).join(", ") || "–" },
  { label: "Words", number: true, of: (row) => count(row.words) },
], data.rows) : el("p", { class: "state" }, "Nothing found."));

export const articles = {
  id: "articles", title: "Articles", wide: true, path: "articles", filters: ["source", "language", "topic", "place", "copies"],
  sentence: "The news as it came in. Search in English, Portuguese and Chinese of either script; open one for its text and all that is known of it.",
  extra: (state) => (state.q ? { q: state.q } : {}), csv: { most: MOST_IN_CSV }, load: (asked) => get("articles", { ...asked, most: MOST }), draw, table: asTable,
};
