// The clock of a visit, and the button that prints. Without this script the minutes are typed and the browser prints.
const clock = document.querySelector("[data-clock]");

if (clock) {
  const form = clock.closest("form");
  const start = clock.querySelector("[data-clock-start]");
  const line = clock.querySelector("[data-clock-text]");
  const came = form.elements.started;
  const minutes = form.elements.minutes;
  let touched = false;
  let began = 0;

  const passed = () => Math.max(1, Math.round((Date.now() - began) / 60000));
  const hours = (at) => new Date(at).toTimeString().slice(0, 5).replace(":", ".");

  function show() {
    line.textContent = line.dataset.words.replace("TIME", hours(began)).replace("MINUTES", String(passed()));
    start.hidden = true;
    if (!touched) minutes.value = String(passed());
  }

  clock.hidden = false;
  minutes.addEventListener("input", () => (touched = true));
  start.addEventListener("click", () => {
    began = Date.now();
    // Kept with the draft of the form, and gone with it.
    form.dataset.mark = String(began);
    came.value = hours(began);
    came.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });
  form.addEventListener("draft:restored", () => {
    began = Number(form.dataset.mark ?? 0);
    if (began) show();
  });
  form.addEventListener("submit", () => began && !touched && (minutes.value = String(passed())));
  setInterval(() => began && show(), 20000);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
