// Inside the Airflow UI this page is in a frame that may neither open windows nor leave; it is of
// the same origin, so its links are followed by the page around it.

export const embedded = (() => {
  try {
    return window.parent !== window && Boolean(window.parent.document);
  } catch {
    return false;
  }
})();

/** Let the page around follow what it alone may follow. */
export function followOutside() {
  if (!embedded) return;
  const follow = (event) => {
    const link = event.target.closest?.("a[target]");
    if (!link || event.button > 1) return;
    event.preventDefault();
    const own = window.parent.document.createElement("a");
    own.href = link.href;
    own.rel = "noopener noreferrer";
    const aside = link.target === "_blank" || event.ctrlKey || event.metaKey || event.button === 1;
    if (aside) own.target = "_blank";
    own.click();
  };
  document.addEventListener("click", follow);
  document.addEventListener("auxclick", follow);
}

/** The address of this view for others: within the Airflow UI when it is shown there. */
export function address() {
  const here = new URL(window.location.href);
  if (!embedded) return here.href;
  const base = here.pathname.replace(/coverage\/$/, "");
  return `${here.origin}${base}plugin/coverage${here.pathname}${here.search}`;
}

/** Let the address of the Airflow UI tell what is shown, so that loading it again shows the same. */
export function tellOutside() {
  if (!embedded || !/\/plugin\/coverage(\/|$)/.test(window.parent.location.pathname)) return;
  window.parent.history.replaceState(window.parent.history.state, "", address());
}
