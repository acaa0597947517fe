// Shows the questions that apply, and says which must be filled in, by what is answered to the others of the form.
// The server reads the same conditions when the form is sent: what is hidden here is not saved there, and what stands in
// it is left as it is, so that it is there still when it applies again.
import { calm } from "./press.js";

const plain = (text) => text.replaceAll("\r\n", "\n").trim();
const conditionOf = (part, kind) => JSON.parse(part.getAttribute(`data-${kind}`));

function answers(form, name) {
  const found = [];
  for (const control of form.elements) {
    if (control.name !== name) continue;
    const part = control.closest("[data-only]");
    if (part && !holds(form, conditionOf(part, "only"))) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      if (control.checked) found.push(control.value);
    } else if (control.type === "select-multiple") {
      found.push(...[...control.selectedOptions].map((option) => option.value));
    } else {
      found.push(plain(control.value));
    }
  }
  return found.filter(Boolean);
}

function holds(form, condition) {
  return condition.some((way) => way.every(([name, how, values]) => {
    const given = answers(form, name);
    if (how === "filled") return given.length > 0;
    if (how === "other") return (given.length ? given : [""]).every((answer) => !values.includes(answer));
    if (how === "unlike") {
      const others = values.map((other) => answers(form, other));
      return given.length > 0 && others.some((other) => other.length && !other.some((answer) => given.includes(answer)));
    }
    return given.some((answer) => values.includes(answer));
  }));
}

function heed(form) {
  for (const part of form.querySelectorAll("[data-only]")) {
    part.toggleAttribute("data-not-now", !holds(form, conditionOf(part, "only")));
  }
  for (const mark of form.querySelectorAll("[data-needed]")) {
    const needed = holds(form, conditionOf(mark, "needed"));
    mark.toggleAttribute("data-not-now", !needed);
    const field = mark.closest(".field");
    const control = field?.querySelector("input, select, textarea");
    if (needed) control?.setAttribute("aria-required", "true");
    else control?.removeAttribute("aria-required");
  }
}

// Only forms that ask in this way; and nothing moves under a press.
async function changed({ target }) {
  const form = target.form;
  if (!form?.querySelector?.("[data-only], [data-needed]")) return;
  await calm();
  heed(form);
}

export function start(part = document) {
  for (const form of part.querySelectorAll("form")) heed(form);
}

document.addEventListener("change", changed);
document.addEventListener("input", changed);
// The browser puts back what stood in the fields when somebody comes back to the page.
addEventListener("pageshow", () => start());
