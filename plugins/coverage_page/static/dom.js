// Elements, made without any HTML text: what a page says can only ever be text.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    } else if (name === "style") {
      for (const [key, item] of Object.entries(value)) node.style.setProperty(key, item);
    } else if (name === "value" || name === "checked") {
      node[name] = value;
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An HTML element with attributes, event handlers (`on`), custom properties (`style`), children. */
export const el = (tag, properties = {}, ...children) =>
  fill(document.createElement(tag), properties, children);

/** An SVG element. */
export const svg = (tag, properties = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), properties, children);

/** Let `host` hold `node` alone. A focus within it goes to what is called the same there now, else to
 * `host`: who goes by keyboard stays where they were. */
export function replace(host, node) {
  const left = host.contains(document.activeElement) ? document.activeElement : null;
  host.replaceChildren(node);
  if (!left) return;
  const called = (one) => `${one.localName} ${one.getAttribute("aria-label") ?? one.textContent}`;
  const heir = [...host.querySelectorAll("a[href], button, input, select, [tabindex]")].find((one) => called(one) === called(left));
  (heir ?? host).focus({ preventScroll: true });
}

/** BCP 47 tag of a text in a language and script, for `lang`. */
export function tag(language, script) {
  if (!language) return undefined;
  return language === "zh" && script ? `zh-${script}` : language;
}

/** A text that came from a crawled page, marked with its language. */
export const quoted = (text, row, name = "span", properties = {}) =>
  el(name, { lang: tag(row.language, row.script), dir: "auto", ...properties }, text);

/** `url` if it is a web address, else nothing. */
export function web(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A link to another site; plain text where the address is none of the web. */
export function outward(url, ...children) {
  const href = web(url);
  if (!href) return el("span", {}, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", class: "outward" }, ...children);
}

/** A link into the Airflow UI, by an address relative to it. */
export const inAirflow = (path, ...children) =>
  el("a", { href: `../${path}`, target: "_top", class: "airflow" }, ...children);
