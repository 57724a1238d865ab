// ECharts, fetched when the first chart comes near, drawn in the colours of the style sheet.

import { el } from "./dom.js";

let library = null;
const echarts = () => (library ??= import("./echarts-6.1.0.min.js"));

/** A colour of the style sheet by the name of its custom property. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Hatching: what was not crawled to the end, so that no count tells of silence. */
export const hatched = (strong = true) => ({
  symbol: "rect",
  symbolSize: 1,
  color: colour(strong ? "--hole-line" : "--hole-soft"),
  dashArrayX: [1, 0],
  dashArrayY: [1.5, 5],
  rotation: -Math.PI / 4,
});

/** A chart as an element, which scrolls where there is less than `least` pixels for it. `label` tells
 * those who cannot see it; `clicked` gets ECharts' events. */
export function chart(label, height, least, option, clicked) {
  const host = el("div", { class: "chart", role: "img", "aria-label": label, style: { height: `${height}px`, "min-width": `${least}px` } });
  echarts().then((library) => {
    if (!host.isConnected) return;
    const drawn = library.init(host, null, { renderer: "canvas" });
    drawn.setOption({ animation: false, textStyle: { fontFamily: colour("--font") }, ...option(host.clientWidth) });
    if (clicked) drawn.on("click", clicked);
    let width = host.clientWidth;
    const watch = new ResizeObserver(() => {
      if (!host.isConnected) {
        watch.disconnect();
        drawn.dispose();
      } else if (host.clientWidth !== width && host.clientWidth > 0) {
        width = host.clientWidth;
        drawn.resize();
        drawn.setOption(option(width));
      }
    });
    watch.observe(host);
  }).catch(() => host.replaceChildren(el("p", { class: "note" }, "The chart could not be loaded; look at it as a table.")));
  return el("div", { class: "scroller" }, host);
}

/** A tooltip that is drawn, not HTML, so that no text of it can be anything else. */
export const tooltip = (formatter) => ({
  renderMode: "richText",
  confine: true,
  backgroundColor: colour("--raised"),
  borderColor: colour("--line"),
  borderWidth: 1,
  padding: [10, 12],
  textStyle: { color: colour("--ink"), fontSize: 12, lineHeight: 18, fontFamily: colour("--font") },
  formatter,
});

/** Colours from nothing to much. */
export const ramp = () => [0, 1, 2, 3, 4, 5].map((step) => colour(`--ramp-${step}`));
