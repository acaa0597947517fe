// Keeps what is being written in every `form[data-draft]` on the device until the server says that it is saved.
// The key holds the user; drafts of another user are wiped on sight, all of them at sign-out. Passwords are never kept.
import { clock, moment, text } from "./texts.js";

const PREFIX = "fotfeste:draft:";
const SENT = "fotfeste:sent";
const PAUSE_MS = 600;
const KEPT_MS = 7 * 24 * 3600 * 1000;
const NEVER = new Set(["password", "file", "hidden", "submit", "button", "image", "reset"]);
const owner = document.body.dataset.owner ?? "";

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keysWhere(test) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && test(key));
  } catch {
    return [];
  }
}

export function wipe() {
  for (const key of keysWhere(() => true)) localStorage.removeItem(key);
}

function tidy() {
  if (!owner) return;
  const mine = `${PREFIX}${owner}:`;
  for (const key of keysWhere(() => true)) {
    const at = stored(key)?.at ?? 0;
    if (!key.startsWith(mine) || Date.now() - at > KEPT_MS) localStorage.removeItem(key);
  }
}

function controls(form) {
  return [...form.elements].filter((control) => control.name && !NEVER.has(control.type) && !control.closest("[data-no-draft]"));
}

function read(form) {
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

function write(form, values) {
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

function statusOf(form) {
  let line = form.querySelector("[data-draft-status]");
  if (!line) {
    line = document.createElement("p");
    line.dataset.draftStatus = "";
    (form.querySelector(".actions") ?? form).append(line);
  }
  line.classList.add("draft-status");
  line.setAttribute("role", "status");
  return line;
}

function restoredNote(form, at, discard) {
  const note = document.createElement("div");
  note.className = "ds-alert draft-note";
  note.dataset.color = "info";
  note.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = text("draftRestored", { moment: moment(new Date(at)) });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "tertiary";
  button.textContent = text("draftDiscard");
  button.addEventListener("click", () => {
    discard();
    note.remove();
  });
  note.append(words, button);
  form.prepend(note);
}

export function keep(form) {
  if (form.dataset.draftKept) return;
  form.dataset.draftKept = "1";
  const key = `${PREFIX}${owner}:${form.dataset.draft || location.pathname}`;
  const first = read(form);
  const asFirst = JSON.stringify(first);
  const refused = Boolean(form.querySelector("[data-error-summary]"));
  let timer = 0;
  let unsafe = false;

  const save = () => {
    clearTimeout(timer);
    const values = read(form);
    try {
      if (JSON.stringify(values) === asFirst && !refused) {
        localStorage.removeItem(key);
        statusOf(form).textContent = "";
      } else {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
        statusOf(form).textContent = text("draftSaved", { time: clock() });
      }
      unsafe = false;
    } catch {
      unsafe = true;
      statusOf(form).textContent = text("draftUnsaved");
    }
  };

  const old = stored(key);
  if (old && !refused && JSON.stringify(old.values) !== asFirst) {
    write(form, old.values);
    restoredNote(form, old.at, () => {
      write(form, first);
      localStorage.removeItem(key);
      statusOf(form).textContent = text("draftDiscarded");
    });
  }

  form.addEventListener("input", () => {
    unsafe = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    save();
    unsafe = false;
    sessionStorage.setItem(SENT, key);
  });
  // An answer by htmx says so with the header HX-Trigger: saved.
  form.addEventListener("saved", () => {
    clearTimeout(timer);
    localStorage.removeItem(key);
    statusOf(form).textContent = "";
  });
  addEventListener("pagehide", () => unsafe && save());
  document.addEventListener("visibilitychange", () => document.hidden && unsafe && save());
  // The draft is kept, so leaving loses nothing and nobody is asked; only when it cannot be kept is there a warning.
  addEventListener("beforeunload", (event) => {
    if (!unsafe) return;
    save();
    if (unsafe) event.preventDefault();
  });
}

function letGoOfTheSent() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  if (document.querySelector("[data-saved]")) localStorage.removeItem(sent);
}

export function start(root = document) {
  if (root === document) {
    letGoOfTheSent();
    tidy();
    document.addEventListener("submit", (event) => event.target.matches?.("[data-signout]") && wipe());
  }
  if (owner) root.querySelectorAll("form[data-draft]").forEach(keep);
}
