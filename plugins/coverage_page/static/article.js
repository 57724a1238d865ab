// One article: its text with the evidence marked, and where every fact of it comes from.

import { nameOf } from "./articles.js";
import { el, outward, quoted, tag } from "./dom.js";
import { appeared, count, decimal, lasting, moment, percent } from "./format.js";
import { go } from "./state.js";

const MOST_MARKS = 400;
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The words of the evidence, each with the topic or place it is for. */
function evidence(article) {
  const words = new Map();
  for (const [kind, list] of [["place", article.place_evidence], ["topic", article.topic_evidence]]) {
    for (const one of list) {
      for (const word of Object.keys(one.words)) words.set(word.toLowerCase(), `${kind}: ${nameOf(kind, one[`${kind}_id`])}`);
    }
  }
  return words;
}

function marked(text, words, left) {
  if (!words.size || left.marks <= 0) return [text];
  const longest = [...words.keys()].sort((a, b) => b.length - a.length).map((word) => {
    const latin = /^[\p{Script=Latin}\d]/u.test(word);
    return latin ? `(?<![\\p{L}\\d])${escaped(word)}(?![\\p{L}\\d])` : escaped(word);
  });
  return text.split(new RegExp(`(${longest.join("|")})`, "giu")).map((part, index) => {
    if (index % 2 === 0 || left.marks <= 0) return part;
    left.marks -= 1;
    return el("mark", { title: words.get(part.toLowerCase()) }, part);
  });
}

const part = (title, ...children) => el("section", { class: "part" }, el("h3", {}, title), ...children);

function weighed(kind, list) {
  return el("dl", { class: "evidence" }, list.map((one) => {
    const id = one[`${kind}_id`];
    return [el("dt", {}, el("button", { type: "button", class: "chip", on: { click: () => go({ [kind]: id, article: "", cell: "" }) } }, nameOf(kind, id)), el("span", { class: "muted" }, decimal(one.score))),
      el("dd", {}, Object.entries(one.words).map(([word, n]) => el("span", { class: "word" }, word, n > 1 ? el("small", {}, ` × ${n}`) : null)))];
  }));
}

/** Two versions of a paragraph, with what differs between their common beginning and end. */
function compared(before, after) {
  const [old, now] = [before, after].map((text) => text.split(/(?<=\s)|(?=\s)|(?<=[\p{Script=Han}，。、；：])/u));
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return [old, now].map((words) => {
    const middle = words.slice(start, words.length - end).join("");
    return [words.slice(0, start).join(""), middle ? el("b", {}, middle) : null, words.slice(words.length - end).join("")];
  });
}

/** Lines that went and came: paragraph by paragraph where as many came as went. */
function lines(removed, added) {
  const gone = (content) => el("p", { class: "gone" }, el("del", {}, content));
  const came = (content) => el("p", { class: "came" }, el("ins", {}, content));
  if (removed.length !== added.length) return [removed.map(gone), added.map(came)];
  return removed.map((before, index) => {
    const [old, now] = compared(before, added[index]);
    return [gone(old), came(now)];
  });
}

function changes(article) {
  return article.changes.map((change) => el("div", { class: "diff", lang: tag(article.language, article.script) },
    el("p", { class: "muted", lang: "en" }, `Change ${change.change}, seen ${moment(change.seen_at)}, ${lasting(change.after)} after it appeared: ${count(change.words_before)} → ${count(change.words)} words`),
    change.title !== change.title_before ? lines([change.title_before], [change.title]) : null,
    lines(change.removed, change.added)));
}

const others = (rows, aside) => el("ul", { class: "siblings" }, rows.map((row) => el("li", {},
  el("button", { type: "button", class: "headline", on: { click: () => go({ article: String(row.article_id) }) } }, quoted(row.title, row)),
  el("span", { class: "muted" }, `${row.source} · ${appeared(row)} · ${aside(row)}`))));

function named(article, kind) {
  const list = article.names.filter((name) => name.kind === kind);
  return list.length ? part(kind === "person" ? "People" : "Organisations", el("p", { class: "chips" },
    list.map((name) => el("span", { class: "chip still", lang: tag(article.language, article.script), title: Object.entries(name.words).map(([word, n]) => `${word} × ${n}`).join(", ") }, name.shown, name.mentions > 1 ? el("small", {}, ` × ${name.mentions}`) : null)))) : null;
}

const fact = (name, value) => (value === null || value === "" || value === undefined ? null : [el("dt", {}, name), el("dd", {}, value)]);

function provenance(article) {
  return el("dl", { class: "facts" },
    fact("Published", article.published_at ? `${article.published_precision === "day" ? appeared(article) : moment(article.published_at)}, from ${article.published_from}${article.published_confidence === null ? "" : `, ${percent(article.published_confidence)} sure`}` : "not stated"),
    fact("Modified", article.modified_at ? moment(article.modified_at) : null),
    fact("First fetched", moment(article.first_fetched_at)),
    fact("Last seen", moment(article.last_fetched_at)),
    fact("Section", article.section), fact("Authors", article.authors.join(", ")), fact("Agencies", article.wires.join(", ")),
    fact("Form", article.form === "text" ? null : article.form), fact("Words", count(article.words)),
    fact("Read by", article.extractor), fact("Batch", article.batch_id),
    fact("Archive", `${article.warc}, byte ${count(article.warc_offset)}`),
    fact("Date", article.date_doubt ? `in doubt: ${article.date_doubt}; it counts nowhere` : null));
}

/** All that is known of an article. */
export function drawArticle(article) {
  const words = evidence(article);
  const left = { marks: MOST_MARKS };
  const lang = tag(article.language, article.script);
  return el("article", { class: "full" },
    el("p", { class: "meta" }, el("span", { class: "source-name" }, article.source), appeared(article),
      el("span", { class: "tag" }, lang), article.is_original ? null : el("span", { class: "tag" }, "syndicated copy")),
    el("h2", { lang, dir: "auto" }, marked(article.title, words, left)),
    el("p", { class: "links" }, outward(article.url, "Original"), el("a", { href: `api/articles/${article.id}/page`, target: "_blank", rel: "noopener" }, "Archived page, as source text")),
    article.body === null ? el("p", { class: "note" }, "Its text is kept no longer (NEWSDELTA_KEEP_TEXTS); what it was counted as stays.") :
    el("div", { class: "text", lang, dir: "auto" }, article.body.split("\n").filter(Boolean).map((line) => el("p", {}, marked(line, words, left)))),
    article.topic_evidence.length ? part("Topics, and the words that earned them", weighed("topic", article.topic_evidence)) : null,
    article.place_evidence.length ? part("Places", weighed("place", article.place_evidence)) : null,
    named(article, "organisation"), named(article, "person"),
    article.changes.length ? part(`${article.changes.length === 1 ? "One change" : `${article.changes.length} changes`} after publication`, changes(article)) : null,
    article.siblings.length ? part("The same text elsewhere", others(article.siblings, (row) => (row.is_original ? "had it first" : `${percent(row.similarity)} alike`))) : null,
    article.events.length ? part("The same event in other languages", others(article.events, (row) => `score ${decimal(row.score)}`)) : null,
    part("Where this comes from", provenance(article)));
}
