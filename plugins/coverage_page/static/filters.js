// The filter bar: every control writes the address, and reads it.

import { el } from "./dom.js";
import { longDay, plusDays } from "./format.js";
import { current, go } from "./state.js";

const SPANS = [["7", "7 days"], ["28", "28 days"], ["90", "90 days"], ["custom", "Other"]];
const LANGUAGES = [["en", "English"], ["pt", "Portuguese"], ["zh", "Chinese"],
  ["zh-Hant", "Chinese, Traditional"], ["zh-Hans", "Chinese, Simplified"]];

const option = (value, label) => el("option", { value }, label);

function select(name, label, options, any) {
  const control = el("select", { name, id: `filter-${name}`, on: { change: (event) => go({ [name]: event.target.value, ...(name === "region" ? { source: "" } : {}) }) } },
    any ? option("", any) : null, options);
  return el("label", { class: "field" }, el("span", {}, label), control);
}

/** Things below others, indented: every one after that which it stands below. */
function nested(things) {
  const below = Map.groupBy
    ? Map.groupBy(things, (thing) => thing.parent_id ?? "")
    : things.reduce((map, thing) => map.set(thing.parent_id ?? "", [...(map.get(thing.parent_id ?? "") ?? []), thing]), new Map());
  const walk = (parent, depth) => (below.get(parent) ?? []).flatMap((thing) => [
    option(thing.id, `${"\u2003".repeat(depth)}${thing.name}`), ...walk(thing.id, depth + 1)]);
  return walk("", 0);
}

/** Fill the form with what there is to choose, and follow the state. */
export function makeFilters(form, choices) {
  const of = (dimension) => choices.things.filter((thing) => thing.dimension === dimension && thing.is_current);
  const spans = el("fieldset", { class: "segments" }, el("legend", { class: "sr" }, "Span"),
    SPANS.map(([value, label]) => el("label", {},
      el("input", { type: "radio", name: "span", value, on: { change: () => chooseSpan(value) } }), el("span", {}, label))));
  const days = el("span", { class: "days", hidden: true },
    ["since", "until"].map((name) => el("label", { class: "field" }, el("span", {}, name === "since" ? "From" : "To"),
      el("input", { type: "date", name, max: choices.today, on: { change: chooseDays } }))));
  const sources = el("select", { name: "source", id: "filter-source", on: { change: (event) => go({ source: event.target.value }) } });
  const copies = el("label", { class: "switch" },
    el("input", { type: "checkbox", role: "switch", name: "copies", on: { change: (event) => go({ copies: event.target.checked ? "" : "0" }) } }),
    el("span", {}, "With syndicated copies"));
  const clear = el("button", { type: "button", class: "quiet", on: { click: () => go({ language: "", source: "", topic: "", place: "", copies: "", q: "", dag: "" }) } }, "Clear");
  form.replaceChildren(spans, days,
    select("region", "Region", choices.regions.map((row) => option(row.region, row.region))),
    el("label", { class: "field" }, el("span", {}, "Source"), sources),
    select("language", "Language", LANGUAGES.map(([value, label]) => option(value, label)), "All languages"),
    select("topic", "Topic", nested(of("topic")), "All topics"),
    select("place", "Place", nested(of("place")), "All places"), copies, clear);
  form.addEventListener("submit", (event) => event.preventDefault());

  function chooseSpan(value) {
    const state = current();
    if (value === "custom") go({ span: "", since: state.since, until: state.until });
    else go({ span: value === "28" ? "" : value, since: "", until: "" });
  }

  function chooseDays() {
    const [since, last] = [form.elements.since.value, form.elements.until.value];
    if (since && last && since <= last) go({ span: "", since, until: plusDays(last, 1) });
  }

  let region = null;
  return (state) => {
    if (state.region !== region) {
      region = state.region;
      const here = of("source").filter((thing) => thing.region === region);
      sources.replaceChildren(option("", "All sources"), ...here.map((thing) => option(thing.id, thing.name)));
    }
    const listed = SPANS.some(([value]) => value === state.span) ? state.span : "custom";
    for (const radio of form.querySelectorAll("[name=span]")) radio.checked = radio.value === listed;
    days.hidden = listed !== "custom";
    form.elements.since.value = state.since;
    form.elements.until.value = plusDays(state.until, -1);
    for (const name of ["region", "source", "language", "topic", "place"]) form.elements[name].value = state[name];
    form.elements.copies.checked = state.copies !== "0";
    clear.hidden = !["language", "source", "topic", "place", "copies", "q"].some((name) => state[name]);
  };
}

/** The span in words. */
export const spanInWords = (state) => `${longDay(state.since)} – ${longDay(plusDays(state.until, -1))}`;
