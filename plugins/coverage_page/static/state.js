// What is shown, kept in the address: a view can be shared, and the back button works.

import { daysBetween, plusDays } from "./format.js";

const KEYS = ["region", "span", "since", "until", "language", "source", "topic", "place", "copies",
  "tab", "q", "cell", "article", "dag"];
const LONGEST = 366;
let today = new Date().toISOString().slice(0, 10);
let regions = [];
const listeners = [];

/** What the server says of the day and the regions. */
export function know(choices) {
  today = choices.today;
  regions = choices.regions.map((row) => row.region);
}

/** The state as the address has it. */
export function current() {
  const asked = new URLSearchParams(window.location.search);
  const state = Object.fromEntries(KEYS.map((key) => [key, asked.get(key) ?? ""]));
  state.region ||= regions[0] ?? "";
  state.tab ||= "topics";
  return { ...state, ...spanOf(state) };
}

function spanOf(state) {
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay(state.since) && isDay(state.until) && state.since < state.until) {
    const days = daysBetween(state.since, state.until);
    return { since: days > LONGEST ? plusDays(state.until, -LONGEST) : state.since, until: state.until, span: "custom" };
  }
  const days = Math.min(Math.max(Number.parseInt(state.span, 10) || 28, 1), LONGEST);
  return { since: plusDays(today, 1 - days), until: plusDays(today, 1), span: String(days) };
}

/** The address with `patch`; an empty value takes its key away. */
export function addressWith(patch) {
  const asked = new URLSearchParams(window.location.search);
  for (const [key, value] of Object.entries(patch)) {
    if (value) asked.set(key, value);
    else asked.delete(key);
  }
  return `${window.location.pathname}${asked.size ? `?${asked}` : ""}`;
}

/** Go to the state with `patch`; with `replace` the one before is forgotten. */
export function go(patch, { replace = false } = {}) {
  const there = addressWith(patch);
  if (there === `${window.location.pathname}${window.location.search}`) return;
  window.history[replace ? "replaceState" : "pushState"](null, "", there);
  tell();
}

/** Call `listener` with each new state. */
export function onChange(listener) {
  listeners.push(listener);
}

function tell() {
  const state = current();
  for (const listener of listeners) listener(state);
}
window.addEventListener("popstate", tell);

/** What a request takes of a state: the span, the region, and those filters that are named. */
export function asking(state, filters) {
  const asked = { region: state.region, since: state.since, until: state.until };
  for (const name of filters) if (state[name]) asked[name] = state[name];
  if (filters.includes("copies") && state.copies === "0") asked.copies = "false";
  else delete asked.copies;
  return asked;
}

/** Which count is shown: with syndicated copies, or originals alone. */
export const measure = (state) => (state.copies === "0" ? "originals" : "articles");

/** Days or weeks: so that a chart has at most some ninety columns. */
export function periodOf(state) {
  const days = daysBetween(state.since, state.until);
  return days <= 92 ? "day" : "week";
}
