// The drawer at the side: an article, or what is behind a cell of the heat map.

import { get } from "./api.js";
import { drawArticle } from "./article.js";
import { item, nameOf } from "./articles.js";
import { el, outward, quoted } from "./dom.js";
import { longDay, plusDays } from "./format.js";
import { asking, go } from "./state.js";

const box = el("dialog", { class: "drawer", "aria-label": "Details" });
const content = el("div", { class: "drawer-content" });
const close = el("button", { type: "button", class: "quiet close", "aria-label": "Close", on: { click: () => leave() } }, "✕");
let shown = "";

function leave() {
  go({ article: "", ...(box.dataset.kind === "cell" ? { cell: "" } : {}) });
}

/** Put the drawer into the page; the state opens and closes it. */
export function makeDrawer() {
  box.append(el("div", { class: "drawer-bar" }, close), content);
  box.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  box.addEventListener("click", (event) => { if (event.target === box) leave(); });
  document.body.append(box);
}

/** Show what the state has open. */
export async function followDrawer(state) {
  const asked = state.article ? `article ${state.article}` : state.cell ? `cell ${state.cell} ${JSON.stringify(asking(state, ["source", "language", "copies"]))}` : "";
  if (asked === shown) return;
  shown = asked;
  if (!asked) {
    box.close();
    return;
  }
  box.dataset.kind = asked.split(" ")[0];
  content.replaceChildren(el("div", { class: "skeleton" }, el("span", { class: "sr" }, "Loading …")));
  if (!box.open) box.showModal();
  try {
    const node = state.article ? drawArticle(await article(state.article)) : await drawCell(state);
    if (asked === shown) content.replaceChildren(node);
  } catch (error) {
    if (asked === shown) content.replaceChildren(el("div", { class: "state failed", role: "alert" }, el("p", {}, error.message)));
  }
  box.scrollTop = 0;
}

function article(id) {
  if (!/^\d{1,18}$/.test(id)) throw new Error("That is no article's number. Close this, and choose one from a list.");
  return get(`articles/${id}`);
}

async function drawCell(state) {
  const [topic, since, until] = state.cell.split(":");
  const asked = { ...asking(state, ["source", "language", "copies"]), since, until, topic };
  const [samples, list] = await Promise.all([get("headlines", asked), get("articles", { ...asked, most: 200 })]);
  const last = plusDays(until, -1);
  const days = since === last ? longDay(since) : `${longDay(since)} – ${longDay(last)}`;
  const bySource = new Map();
  for (const row of samples.rows) bySource.set(row.source, [...(bySource.get(row.source) ?? []), row]);
  return el("div", {},
    el("h2", {}, nameOf("topic", topic)), el("p", { class: "muted" }, days),
    el("h3", { class: "part" }, "Headlines"),
    bySource.size ? el("dl", { class: "headlines" }, [...bySource].map(([source, rows]) => [el("dt", {}, source),
      rows.slice(0, 3).map((row) => el("dd", {}, el("button", { type: "button", class: "headline", on: { click: () => go({ article: String(row.article_id) }) } }, quoted(row.title, row)), " ", outward(row.url, "original")))])) : el("p", { class: "note" }, "None was kept."),
    el("h3", { class: "part" }, `${list.rows.length}${list.more ? "+" : ""} articles`),
    el("ol", { class: "articles" }, list.rows.map(item)));
}
