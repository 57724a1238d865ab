// The accessible form of every chart, and of lists that are tables by nature.

import { el } from "./dom.js";

const MOST = 500;

/** A table. A column has `label`, `of(row)` giving text or a node, and `number: true` for figures;
 * the first is the head of its row. */
export function table(caption, columns, rows) {
  const head = el("tr", {}, columns.map((column) =>
    el("th", { scope: "col", class: column.number ? "number" : null }, column.label)));
  const body = rows.slice(0, MOST).map((row) =>
    el("tr", {}, columns.map((column, index) => {
      const content = column.of(row) ?? "–";
      const cell = column.number ? "number" : null;
      return index === 0 ? el("th", { scope: "row" }, content) : el("td", { class: cell }, content);
    })));
  const note = rows.length > MOST
    ? el("p", { class: "note" }, `The first ${MOST} of ${rows.length} rows; the CSV has all.`)
    : null;
  return el("div", { class: "table", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, body)), note);
}
