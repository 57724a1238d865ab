// A panel: title, one sentence, a drawing that can be seen as a table, its CSV, and its states.

import { addressOf } from "./api.js";
import { el, replace } from "./dom.js";
import { asking } from "./state.js";

const NAMES = { language: "language", source: "source", topic: "topic", place: "place", copies: "syndication" };

/** What a panel is made of: `id`, `title`, `sentence`, `filters` it follows (or a
 * function of the state that tells them), `path` of its CSV,
 * `csv`, what that asks for besides,
 * `load(asked, state)`, `draw(data, state)` and `table(data, state)` giving a node or null for
 * nothing to show, and `empty`, a sentence on what to do then. */
export class Panel {
  constructor(spec) {
    this.spec = spec;
    this.key = null;
    this.asTable = false;
    this.near = false;
    this.body = el("div", { class: "panel-body", tabindex: "-1" });
    this.apart = el("p", { class: "apart", hidden: true });
    this.toggle = el("button", { type: "button", class: "quiet", on: { click: () => this.turn() } }, "As table");
    this.csv = el("a", { class: "quiet", download: "" }, "CSV");
    this.element = el("section", { class: `panel ${spec.wide ? "wide" : ""}`, id: `panel-${spec.id}`, "aria-labelledby": `title-${spec.id}` },
      el("header", {},
        el("div", {}, el("h2", { id: `title-${spec.id}` }, spec.title), el("p", { class: "sentence" }, spec.sentence), this.apart),
        el("div", { class: "tools" }, spec.table ? this.toggle : null, spec.path ? this.csv : null)),
      this.body);
    new IntersectionObserver((entries) => {
      this.near = entries.some((entry) => entry.isIntersecting);
      if (this.near) this.load();
    }, { rootMargin: "400px" }).observe(this.element);
    document.addEventListener("theme", () => this.show());
  }

  /** Follow the state: load anew when what it asks for has changed and it is near the viewport. */
  follow(state) {
    this.state = state;
    const filters = typeof this.spec.filters === "function" ? this.spec.filters(state) : this.spec.filters;
    const asked = asking(state, filters);
    this.asked = { ...asked, ...(this.spec.extra?.(state) ?? {}) };
    if (this.spec.path) this.csv.href = addressOf(this.spec.path, { ...this.asked, ...this.spec.csv, format: "csv" });
    const left = Object.keys(NAMES).filter((name) => state[name] && !filters.includes(name) && !this.spec.measured?.includes(name));
    this.apart.hidden = left.length === 0;
    this.apart.textContent = left.length ? `Not filtered by ${left.map((name) => NAMES[name]).join(", ")}.` : "";
    if (this.near) this.load();
  }

  async load() {
    const key = JSON.stringify([this.asked, this.spec.also?.(this.state)]);
    if (!this.state || key === this.key) return;
    this.key = key;
    this.body.setAttribute("aria-busy", "true");
    if (!this.data) this.put(el("div", { class: "skeleton" }, el("span", { class: "sr" }, "Loading …")));
    try {
      const data = await this.spec.load(this.asked, this.state);
      if (key !== this.key) return;
      this.data = data;
      this.show();
    } catch (error) {
      if (key !== this.key) return;
      this.data = null;
      this.failed(error);
    }
  }

  failed(error) {
    const again = () => { this.key = null; this.load(); };
    this.put(el("div", { class: "state failed", role: "alert" },
      el("p", {}, error.message), el("button", { type: "button", on: { click: again } }, "Try again")));
  }

  turn() {
    this.asTable = !this.asTable;
    this.toggle.textContent = this.asTable ? "As chart" : "As table";
    this.show();
  }

  /** Draw what there is: a drawing does not outlive its time out of the page. */
  show() {
    if (!this.data) return;
    const draw = this.asTable ? this.spec.table : this.spec.draw;
    const drawn = draw(this.data, this.state, () => this.show());
    this.put(drawn ?? el("div", { class: "state" }, el("p", {}, this.spec.empty)));
  }

  put(node) {
    this.body.removeAttribute("aria-busy");
    replace(this.body, node);
  }
}
