// The figures at the head: how much, by whom, how complete.

import { get } from "./api.js";
import { el } from "./dom.js";
import { count, daysBetween, percent } from "./format.js";
import { asking, measure } from "./state.js";
import { lacks } from "./topics.js";

const figure = (value, label, note = "") => el("div", { class: "figure" }, el("b", {}, value), el("span", {}, label), el("small", {}, note));
let wanted = "";

/** Fill `host` with the figures of the state. */
export async function followSummary(host, state) {
  const left = ["place", ...(state.topic ? [] : ["language"])].filter((name) => state[name]);
  const voices = asking(state, state.topic ? ["topic", "language"] : []);
  const crawls = { ...asking(state, ["source"]), period: "day" };
  const key = JSON.stringify([voices, crawls, state.copies, left]);
  if (key === wanted) return;
  wanted = key;
  try {
    const [shares, days] = await Promise.all([get("voices", voices), get("completeness", crawls)]);
    if (key !== wanted) return;
    const rows = shares.rows.filter((row) => !state.source || row.source_id === state.source);
    const sum = (name) => rows.reduce((all, row) => all + row[name], 0);
    const listed = days.rows.reduce((all, row) => all + row.listed, 0);
    const missing = days.rows.reduce((all, row) => all + row.missing, 0);
    const holes = daysBetween(state.since, state.until) - days.rows.filter((row) => !lacks(row)).length;
    const total = sum("articles");
    host.replaceChildren(
      figure(count(sum(measure(state))), measure(state), measure(state) === "articles" ? `${count(sum("originals"))} originals` : `of ${count(total)} articles`),
      figure(percent(total ? 1 - sum("originals") / total : null), "syndicated", "copies of another’s text"),
      figure(count(rows.filter((row) => row.articles).length), "sources", "with an article"),
      figure(percent(listed ? 1 - missing / listed : null), "complete", holes ? `${count(holes)} ${holes === 1 ? "day" : "days"} with holes` : "of what was listed"),
      ...(left.length ? [el("p", { class: "apart" }, `These figures are not filtered by ${left.join(" or ")}.`)] : []));
  } catch (error) {
    if (key !== wanted) return;
    wanted = "";
    host.replaceChildren(el("p", { class: "note" }, error.message));
  }
}
