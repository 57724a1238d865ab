// The page: what there is to choose, then the panels of the tab, each when it comes near.

import { get } from "./api.js";
import { articles, knowNames } from "./articles.js";
import { firsts, places, voices } from "./bars.js";
import { el } from "./dom.js";
import { followDrawer, makeDrawer } from "./drawer.js";
import { makeFilters, spanInWords } from "./filters.js";
import { useZone } from "./format.js";
import { address, embedded, followOutside, tellOutside } from "./frame.js";
import { gaps } from "./gaps.js";
import { health } from "./health.js";
import { Panel } from "./panel.js";
import { addressWith, current, go, know, onChange } from "./state.js";
import { stories } from "./stories.js";
import { followSummary } from "./summary.js";
import { syndication } from "./syndication.js";
import { topics } from "./topics.js";
import { trends } from "./trends.js";

const TABS = [
  ["topics", "Overview", [topics, trends, voices, places]],
  ["gaps", "Gaps", [gaps]],
  ["stories", "Stories", [firsts, syndication, stories]],
  ["sources", "Sources", [health]],
  ["articles", "Articles", [articles]],
];
const place = (id) => document.getElementById(id);
const summary = el("div", { class: "figures-row", role: "group", "aria-label": "Figures of the span" });
const made = new Map();

function panelsOf(tab) {
  if (!made.has(tab)) {
    const [, , specs] = TABS.find(([id]) => id === tab) ?? TABS[0];
    made.set(tab, specs.map((spec) => new Panel(spec)));
  }
  return made.get(tab);
}

function makeTabs() {
  place("tabs").replaceChildren(...TABS.map(([id, label]) => el("a", {
    "data-tab": id, on: { click: (event) => { if (event.ctrlKey || event.metaKey || event.shiftKey) return; event.preventDefault(); go({ tab: id === "topics" ? "" : id }); } },
  }, label)));
}

function makeActions() {
  const copy = el("button", { type: "button", class: "quiet" }, "Copy link");
  const field = el("input", { class: "link", readonly: true, "aria-label": "Link to this view" });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      copy.textContent = "Copied";
    } catch {
      field.value = address();
      copy.replaceWith(field);
      field.select();
    }
    setTimeout(() => { copy.textContent = "Copy link"; }, 2000);
  });
  onChange(() => field.replaceWith(copy));
  const alone = embedded ? el("a", { class: "quiet", href: "", target: "_blank", id: "alone" }, "Open alone") : null;
  place("actions").replaceChildren(...[copy, alone].filter(Boolean));
}

let tab = null;
function show(state, filters) {
  const known = TABS.some(([id]) => id === state.tab) ? state.tab : "topics";
  filters(state);
  for (const link of place("tabs").children) {
    link.href = addressWith({ tab: link.dataset.tab === "topics" ? "" : link.dataset.tab, cell: "", article: "" });
    if (link.dataset.tab === known) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  place("about").textContent = `${state.region} · ${spanInWords(state)}`;
  if (place("alone")) place("alone").href = window.location.href;
  const panels = panelsOf(known);
  if (tab !== known) {
    place("panels").replaceChildren(...(known === "topics" ? [summary] : []), ...panels.map((panel) => panel.element));
    tab = known;
    for (const panel of panels) panel.show();
  }
  if (known === "topics") followSummary(summary, state);
  for (const panel of panels) panel.follow(state);
  followDrawer(state);
  tellOutside();
}

/** A DAG's page leads here with its id: to the source it is of, or to a word on what it is not. */
function cameFromDag(choices) {
  const state = current();
  if (!state.dag) return;
  const source = choices.things.find((thing) => thing.dimension === "source" && thing.id === state.dag);
  if (source) go({ dag: "", source: source.id, region: source.region, tab: "sources" }, { replace: true });
  else place("notice").replaceChildren(el("p", { class: "notice" }, `The DAG ${state.dag} crawls no source of its own: here is all of the coverage.`));
}

async function start() {
  followOutside();
  makeActions();
  makeTabs();
  makeDrawer();
  try {
    const choices = await get("choices");
    know(choices);
    useZone(choices.timezone);
    knowNames(choices.things);
    if (!choices.has_articles) place("notice").replaceChildren(el("p", { class: "notice" }, "There is no article in the archive yet. Switch on a source's DAG; once it has run, this page fills."));
    if (!choices.regions.length) return;
    cameFromDag(choices);
    const filters = makeFilters(place("filters"), choices);
    place("foot").textContent = `Times are those of ${choices.timezone}; a day is one of the source’s own time zone.`;
    onChange((state) => show(state, filters));
    show(current(), filters);
  } catch (error) {
    place("panels").replaceChildren(el("div", { class: "state failed", role: "alert" }, el("p", {}, error.message),
      el("button", { type: "button", on: { click: () => window.location.reload() } }, "Try again")));
  }
}

start();
