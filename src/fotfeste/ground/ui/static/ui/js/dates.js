// Says in words which day is meant when a field for a day has been filled in: "2.12" is Wednesday 2 December 2026.
// The server reads it, by the same rule as when the form is sent; without an answer nothing is said.
const address = document.querySelector("script[data-address]").dataset.address;
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

async function say(input) {
  const words = input.closest(".field")?.querySelector("[data-day-words]");
  if (!words) return;
  const typed = input.value;
  words.textContent = "";
  if (!typed.trim()) return;
  const body = new URLSearchParams({ text: typed, sense: input.dataset.day });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() } });
    if (answer.ok && input.value === typed) words.textContent = await answer.text();
  } catch {
    // No connection: the page that is sent says it.
  }
}

document.addEventListener("change", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.dataset.day) say(event.target);
});
