// Keyboard: / search, j k Enter in tables, Ctrl+Enter sends the form, ? shows the list. Never while someone is typing.
const typing = (target) =>
  target.isContentEditable || (target.matches?.("input, textarea, select") && !target.matches("[type=checkbox], [type=radio]"));

const rows = () => [...document.querySelectorAll("table[data-keynav] > tbody > tr")].filter((row) => row.offsetParent);
const linkOf = (row) => row.querySelector("[data-row-link]") ?? row.querySelector("a[href], button");

function walk(step) {
  const all = rows();
  if (!all.length) return false;
  const here = all.indexOf(document.activeElement.closest?.("tr"));
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)];
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function showShortcuts() {
  const dialog = document.getElementById("shortcuts");
  if (dialog && !dialog.open) dialog.showModal();
}

export function start() {
  // A page with keys of its own puts them in a template; the list shows them first.
  const list = document.querySelector("#shortcuts dl");
  for (const own of document.querySelectorAll("template[data-shortcuts]")) list?.prepend(own.content);
  document.querySelectorAll("[data-open-shortcuts]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", showShortcuts);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const inside = event.target === document.body ? null : event.target.querySelector?.("form[data-draft]");
      const form = event.target.closest?.("form") ?? inside ?? document.querySelector("main form[data-draft]");
      if (form) {
        event.preventDefault();
        form.requestSubmit(form.querySelector("[data-main-submit]") ?? undefined);
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    const row = event.target.closest?.("table[data-keynav] > tbody > tr");
    if (event.key === "/") {
      const box = document.getElementById("search");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "?") {
      event.preventDefault();
      showShortcuts();
    } else if (event.key === "j" || (row && event.key === "ArrowDown")) {
      if (walk(1)) event.preventDefault();
    } else if (event.key === "k" || (row && event.key === "ArrowUp")) {
      if (walk(-1)) event.preventDefault();
    } else if (event.key === "Enter" && row && event.target === row) {
      event.preventDefault();
      linkOf(row)?.click();
    }
  });
  // The whole row opens what its first link opens; text can still be marked, and links inside keep their own way.
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("table[data-keynav] > tbody > tr");
    if (!row || event.target.closest("a, button, input, label, select, summary") || String(getSelection())) return;
    linkOf(row)?.click();
  });
}
