// In the meeting: j or arrow down to the next person, k or arrow up to the one before. Never while someone is typing.
const typing = (target) => target.matches?.("input, textarea, select") || target.isContentEditable;
const cards = () => [...document.querySelectorAll("[data-meeting-card]")];

function go(step) {
  const all = cards();
  const here = all.indexOf(document.activeElement.closest?.("[data-meeting-card]"));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (typing(event.target)) return;
  if (event.key === "j" || event.key === "ArrowDown") go(1);
  else if (event.key === "k" || event.key === "ArrowUp") go(-1);
  else if (event.key === "n" || event.key === "Enter") {
    const card = event.target.closest?.("[data-meeting-card]");
    if (!card || event.target !== card) return;
    card.querySelector("textarea")?.focus();
  } else return;
  event.preventDefault();
});

// A card that was written down is drawn anew: whoever pressed the button stands on it still.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const card = event.detail.elt?.closest?.("[data-meeting-card]") ?? event.detail.target;
  if (card?.matches?.("[data-meeting-card]")) card.focus({ preventScroll: true });
});
