// Syndication: who carries what others had first, and how much of all it publishes that is.

import { get } from "./api.js";
import { bars } from "./bars.js";
import { count, lasting, percent } from "./format.js";
import { go } from "./state.js";
import { table } from "./table.js";

const LABEL = "Texts that a source carries after another, by pair of sources";

function draw(rows, state) {
  if (!rows.length) return null;
  return bars(rows.map((row) => ({
    name: `${row.to_source} ← ${row.from_source}`, value: row.texts, text: count(row.texts),
    title: `${row.to_source} carries ${count(row.texts)} that ${row.from_source} had first: ${percent(row.share)} of all it publishes`,
    aside: `${percent(row.share)} of all`, isChosen: row.to_source_id === state.source,
    choose: () => go({ source: row.to_source_id === state.source ? "" : row.to_source_id }),
  })), LABEL);
}

const asTable = (rows) => (rows.length ? table(LABEL, [
  { label: "Carried by", of: (row) => row.to_source },
  { label: "Had first by", of: (row) => row.from_source },
  { label: "Texts", number: true, of: (row) => count(row.texts) },
  { label: "Of all it publishes", number: true, of: (row) => percent(row.share) },
  { label: "Its copies in all", number: true, of: (row) => percent(row.share_of_copies) },
  { label: "Median time after", number: true, of: (row) => lasting(row.median_after_seconds) },
], rows) : null);

export const syndication = {
  id: "syndication", title: "Syndication", path: "syndication", wide: true, filters: ["source"],
  sentence: "Who carries what another source had first: how many texts, and which part of all it publishes they are. Of an agency’s text, the paper that was first stands for it.",
  empty: "No source carried the text of another in this span. Choose a longer span, or clear the source.",
  load: (asked) => get("syndication", asked).then((data) => data.rows), draw, table: asTable,
};
