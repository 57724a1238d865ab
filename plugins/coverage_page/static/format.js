// Numbers, days and times as people read them.

const whole = new Intl.NumberFormat("en");
const tenth = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
let zone = "UTC";

/** Times are told in this IANA time zone. */
export const useZone = (name) => { zone = name; };

export const count = (value) => (value === null || value === undefined ? "–" : whole.format(value));
export const decimal = (value) => (value === null || value === undefined ? "–" : tenth.format(value));

/** 0.123 as 12.3 %; never rounded up to all or down to nothing. */
export function percent(value) {
  if (value === null || value === undefined) return "–";
  if (value > 0.999 && value < 1) return "> 99.9 %";
  if (value > 0 && value < 0.001) return "< 0.1 %";
  return `${tenth.format(value * 100)} %`;
}

export const signed = (value, digits = 1) =>
  value === null || value === undefined ? "–" : `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(digits)}`;

const atNoon = (day) => new Date(`${day}T12:00:00Z`);
const dayFormat = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const SHORT = dayFormat({ day: "numeric", month: "short" });
const YEARLY = dayFormat({ day: "numeric", month: "short", year: "numeric" });
const LONG = dayFormat({ weekday: "short", day: "numeric", month: "short", year: "numeric" });

export const shortDay = (day) => SHORT.format(atNoon(day));
export const longDay = (day) => LONG.format(atNoon(day));
export const isWeekend = (day) => [0, 6].includes(atNoon(day).getUTCDay());

/** `day` so many days later, as 2026-11-15. */
export function plusDays(day, days) {
  const date = atNoon(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export const daysBetween = (since, until) => Math.round((atNoon(until) - atNoon(since)) / 86_400_000);

/** A moment in the page's time zone. */
export function moment(iso) {
  if (!iso) return "–";
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** When an article appeared; of one whose day alone is known, that day of the source. */
export const appeared = (row) => (row.published_precision === "day" ? YEARLY.format(atNoon(row.day)) : moment(row.appeared_at));

/** Seconds as the two largest units: 3 h 20 min. */
export function lasting(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const s = Math.abs(Math.round(seconds));
  if (s < 60) return `${s} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ""}`;
  const hours = Math.round(s / 3600);
  return `${Math.floor(hours / 24)} d${hours % 24 ? ` ${hours % 24} h` : ""}`;
}

/** How long ago a moment was. */
export const ago = (iso) => (iso ? `${lasting((Date.now() - new Date(iso)) / 1000)} ago` : "never");
