// Light or dark as the Airflow UI has it: of the page around this one, else as it was chosen there.
(() => {
  const around = () => {
    try {
      const root = window.parent !== window && window.parent.document.documentElement;
      if (root && root.classList.contains("dark")) return "dark";
      if (root && root.classList.contains("light")) return "light";
      const kept = localStorage.getItem("theme");
      return kept === "dark" || kept === "light" ? kept : null;
    } catch {
      return null;
    }
  };
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const theme = around() ?? (system.matches ? "dark" : "light");
    if (document.documentElement.dataset.theme === theme) return;
    document.documentElement.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent("theme"));
  };
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", apply);
  try {
    if (window.parent !== window) {
      const root = window.parent.document.documentElement;
      new MutationObserver(apply).observe(root, { attributes: true, attributeFilter: ["class"] });
    }
  } catch {
    // Another site's page is around this one; then the system's choice counts.
  }
})();
