// The search answers while someone types (htmx posts the form); this adds arrows, Escape and closing by a click outside.
export function start() {
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const box = form.querySelector("input[type=search]");
  const answers = form.querySelector("#search-results");
  const links = () => [...answers.querySelectorAll("a[href]")];
  const close = () => answers.replaceChildren();

  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      box.value = "";
      box.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const all = [box, ...links()];
      const here = all.indexOf(document.activeElement);
      const next = all[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    } else if (event.key === "Enter" && event.target === box && links().length === 1) {
      event.preventDefault();
      event.stopPropagation();
      links()[0].click();
    }
  });
  box.addEventListener("input", () => box.value.trim() || close());
  document.addEventListener("click", (event) => form.contains(event.target) || close());
}
