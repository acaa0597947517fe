// Says in words which day is meant when a field for a day has been filled in: "2.12" is Wednesday 2 December 2026.
// The server reads it, by the same rule as when the form is sent; without an answer nothing is said.
import { calm } from "./press.js";

const address = document.querySelector("script[data-address]").dataset.address;
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
const wordsOf = (input) => input.closest(".field")?.querySelector("[data-day-words]");

async function meant(input, typed) {
  if (!typed.trim()) return "";
  const { day: sense, earliest = "", latest = "" } = input.dataset;
  const body = new URLSearchParams({ text: typed, sense, earliest, latest });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() } });
    return answer.ok ? await answer.text() : "";
  } catch {
    return ""; // No connection: the page that is sent says it.
  }
}

async function say(input, words) {
  const typed = input.value;
  const said = await meant(input, typed);
  await calm();
  if (input.value !== typed) return;
  words.textContent = said;
  delete words.dataset.stale;
}

const aDay = (input) => input instanceof HTMLInputElement && input.dataset.day;

// Words about the day before are out of sight at once, but keep their place until the new ones are there.
document.addEventListener("input", ({ target }) => {
  const words = aDay(target) && wordsOf(target);
  if (words) words.dataset.stale = "";
});
document.addEventListener("change", ({ target }) => {
  const words = aDay(target) && wordsOf(target);
  if (!words) return;
  words.dataset.stale = "";
  say(target, words);
});
