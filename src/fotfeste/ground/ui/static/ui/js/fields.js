// Reading and writing what stands in a form. Passwords, files and what the server hid are never part of it.
const NEVER = new Set(["password", "file", "hidden", "submit", "button", "image", "reset"]);

function controls(form) {
  return [...form.elements].filter((control) => control.name && !NEVER.has(control.type) && !control.closest("[data-no-draft]"));
}

export function read(form) {
  const values = {};
  for (const control of controls(form)) {
    const list = (values[control.name] ??= []);
    if (control.type === "checkbox" || control.type === "radio") {
      if (control.checked) list.push(control.value);
    } else if (control.type === "select-multiple") {
      list.push(...[...control.selectedOptions].map((option) => option.value));
    } else {
      list.push(control.value);
    }
  }
  return values;
}

export function write(form, values) {
  const place = {};
  for (const control of controls(form)) {
    const list = values[control.name];
    if (!list) continue;
    if (control.type === "checkbox" || control.type === "radio") control.checked = list.includes(control.value);
    else if (control.type === "select-multiple") {
      for (const option of control.options) option.selected = list.includes(option.value);
    } else {
      const at = (place[control.name] = (place[control.name] ?? -1) + 1);
      if (list[at] !== undefined) control.value = list[at];
    }
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
