// In the meeting: j or arrow down to the next person, k or arrow up to the one before, n a note, o a task, g gone
// through. Never while someone is typing. What is left with words in it is written down by itself.
import * as draft from "../ui/js/draft.js";
import { read, write } from "../ui/js/fields.js";

const CARD = "[data-meeting-card]";
const typing = (target) => target.matches?.("input, textarea, select") || target.isContentEditable;
const cards = () => [...document.querySelectorAll(CARD)];
const tried = new WeakMap();

function go(step) {
  const all = cards();
  const here = all.indexOf(document.activeElement.closest?.(CARD));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "start" });
}

// True when the key had something to do on the card.
function onCard(card, key) {
  const form = card.querySelector("form");
  if (key === "g") {
    const button = form.querySelector("[data-reviewed]");
    if (button) form.requestSubmit(button);
    return true;
  }
  const field = key === "o" ? form.querySelector(".meeting-form__task input") : form.querySelector("textarea:not([hidden])");
  field?.focus();
  return Boolean(field);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const card = event.target.closest?.(CARD);
  if (typing(event.target)) {
    if (event.key === "Escape" && card) card.focus({ preventScroll: true });
    return;
  }
  if (event.key === "j" || event.key === "ArrowDown") go(1);
  else if (event.key === "k" || event.key === "ArrowUp") go(-1);
  else if (!card || !["n", "o", "g", "Enter"].includes(event.key)) return;
  else if (event.key === "Enter" && event.target !== card) return;
  else if (!onCard(card, event.key)) return;
  event.preventDefault();
});

// Whoever goes on to the next person has written down what stands here. What was refused is not sent again unchanged.
document.addEventListener("focusout", (event) => {
  const card = event.target.closest?.(CARD);
  if (!card || !event.relatedTarget || card.contains(event.relatedTarget)) return;
  if (event.relatedTarget.matches?.("[data-close-meeting]")) return;
  const form = card.querySelector("form");
  const kept = draft.of(form);
  const stands = JSON.stringify([...new FormData(form)]);
  if (!kept?.dirty || tried.get(card) === stands || form.querySelector("[data-sending]")) return;
  if (kept.refused && !kept.touched) return;
  tried.set(card, stands);
  form.requestSubmit(form.querySelector("[data-main-submit]"));
});

// A card that was written down is drawn anew: whoever stood on it stands on it still, nobody else is moved, and what was
// typed while it was on its way is put into the new one.
let stood = "";
let wroteIn = "";
const onTheWay = new Map();
const formIn = (id) => document.getElementById(id)?.querySelector("form");

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const card = event.detail.elt.closest?.(CARD);
  if (card) onTheWay.set(card.id, read(event.detail.elt));
});
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const card = event.detail.target;
  const sent = onTheWay.get(card?.id);
  if (!sent) return;
  stood = card.contains(document.activeElement) ? card.id : "";
  wroteIn = stood && typing(document.activeElement) ? document.activeElement.name : "";
  const stands = read(card.querySelector("form"));
  const since = Object.entries(stands).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(sent[name]));
  onTheWay.set(card.id, Object.fromEntries(since));
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  const id = event.detail.target?.id;
  const since = onTheWay.get(id);
  onTheWay.delete(id);
  if (stood) document.getElementById(stood)?.focus({ preventScroll: true });
  stood = "";
  if (!since || !Object.keys(since).length) return;
  write(formIn(id), since);
  if (since[wroteIn]) formIn(id).elements[wroteIn].focus({ preventScroll: true });
  formIn(id).dispatchEvent(new Event("input", { bubbles: true }));
});

// The page that asks before the meeting is closed tells what is not saved: first everything typed is sent there.
document.querySelector("[data-close-meeting]")?.addEventListener("click", async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await draft.settle();
  location.assign(event.target.closest("a").href);
});
