// Asking the server, and what its refusals mean.

const KEPT_MS = 60_000;
const kept = new Map();

/** Address of an answer below `api/`. */
export const addressOf = (path, asked) => `api/${path}?${new URLSearchParams(asked)}`;

/** The answer; several who ask the same within a minute share it. Throws an Error with a sentence. */
export function get(path, asked = {}) {
  const url = addressOf(path, asked);
  const held = kept.get(url);
  if (held && Date.now() - held.at < KEPT_MS) return held.answer;
  for (const [one, { at }] of kept) if (Date.now() - at >= KEPT_MS) kept.delete(one);
  const answer = fetched(url);
  kept.set(url, { at: Date.now(), answer });
  answer.catch(() => kept.delete(url));
  return answer;
}

async function fetched(url) {
  let response;
  try {
    response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  } catch {
    throw new Error("The server does not answer. Look at your connection, then try again.");
  }
  if (response.ok) return response.json();
  if (response.status === 401 || response.status === 403) {
    throw new Error("You are not logged in any more. Reload the page to log in.");
  }
  let said = "";
  try {
    said = (await response.json()).detail;
  } catch {
    // No JSON: something before the app answered.
  }
  throw new Error(typeof said === "string" && said ? said : `The server failed (${response.status}). Try again.`);
}
