// Sends a form and says truthfully what became of it. The browser's own error page would only say that the net is gone.
// Every sending carries the instance of the form: the server knows it again, and nothing is written twice.
import * as draft from "./draft.js";
import * as instances from "./instances.js";
import * as store from "./store.js";
import { text } from "./texts.js";

const FIELD = "_draft";
const HEADER = "X-Draft-Form";
const PATIENCE_MS = 45_000;
const going = new WeakSet();

function carry(form, instance) {
  let field = form.querySelector(`input[name="${FIELD}"]`);
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = FIELD;
    form.append(field);
  }
  field.value = instance;
}

function say(form, words, again) {
  form.querySelector("[data-sending]")?.remove();
  if (!words) return;
  const box = document.createElement("div");
  box.className = "ds-alert draft-note";
  box.dataset.sending = "";
  box.dataset.color = "warning";
  box.setAttribute("role", "alert");
  const line = document.createElement("p");
  line.textContent = words;
  box.append(line);
  if (again) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button";
    button.dataset.variant = "secondary";
    button.textContent = text("tryAgain");
    button.addEventListener("click", again);
    box.append(button);
  }
  (form.querySelector(".actions") ?? form).before(box);
  box.scrollIntoView({ block: "nearest" });
}

function leave(to) {
  const next = new URL(to, location.href);
  const same = next.origin === location.origin && next.pathname === location.pathname && next.search === location.search;
  if (!same) return location.assign(next);
  // A different mark on the same page would only be jumped to.
  history.replaceState(history.state, "", next);
  location.reload();
}

// The browser's own way: for a page with faults to be shown, which only it can load whole.
function byTheBrowser(form, kept, submitter) {
  instances.send(kept.name, kept.instance);
  going.add(form);
  form.requestSubmit(submitter ?? undefined);
}

async function ask(form, kept, submitter, words) {
  const known = await store.wasSaved(kept.instance);
  if (known?.saved) {
    kept.saved();
    return leave(known.to || location.href);
  }
  const again = () => send(form, kept, submitter);
  return say(form, text(known ? "notSaved" : words), again);
}

async function send(form, kept, submitter, anew = false) {
  await kept.ready;
  say(form, "");
  carry(form, kept.instance);
  kept.save();
  const again = () => send(form, kept, submitter);
  if (!navigator.onLine) return say(form, text("notSent"), again);
  const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.getAttribute("action") || location.href;
  const body = new URLSearchParams(new FormData(form, submitter));
  form.setAttribute("aria-busy", "true");
  // What is typed while it is on its way would be neither sent nor kept.
  const focused = document.activeElement;
  form.inert = true;
  let answer;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    answer = await fetch(address, { method: "POST", body, headers: { [HEADER]: "1", Accept: "text/html" }, signal });
  } catch {
    return ask(form, kept, submitter, "notKnown");
  } finally {
    form.removeAttribute("aria-busy");
    form.inert = false;
    if (document.activeElement === document.body) focused?.focus?.({ preventScroll: true });
  }
  if (answer.status === 401) return say(form, text("signedOut"));
  if (answer.status === 403 && !anew) {
    const token = await store.tokenAnew();
    if (!token) return byTheBrowser(form, kept, submitter);
    form.elements.csrfmiddlewaretoken.value = token;
    return send(form, kept, submitter, true);
  }
  // The page that answers would say nothing of what was written.
  if ([403, 404, 410].includes(answer.status)) return say(form, text("closedToYou"));
  if (answer.status >= 500) return ask(form, kept, submitter, "failed");
  if (!answer.headers.get("Content-Type")?.includes("json")) return byTheBrowser(form, kept, submitter);
  const { to, saved } = await answer.json().catch(() => ({}));
  if (!to) return ask(form, kept, submitter, "notKnown");
  if (saved) kept.saved();
  return leave(to);
}

export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const kept = draft.of(form);
    if (kept) kept.pressed = event.submitter;
    if (!kept || event.defaultPrevented) return;
    if (going.delete(form)) return;
    const plain = form.method === "post" && !form.querySelector("input[type=file]") && !form.target;
    if (!plain) return instances.send(kept.name, kept.instance);
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    send(form, kept, event.submitter);
  });
  // A form that htmx sends carries its instance, too, and says in its own place when nothing came back.
  document.body.addEventListener("htmx:configRequest", (event) => {
    const kept = draft.of(event.detail.elt);
    if (!kept) return;
    const { parameters, triggeringEvent } = event.detail;
    if (kept.instance) parameters[FIELD] = kept.instance;
    // htmx knows the button that was clicked, not the one a key has chosen.
    const pressed = triggeringEvent?.submitter;
    for (const button of kept.form.querySelectorAll("button[name]")) if (button !== pressed) delete parameters[button.name];
    if (pressed?.name) parameters[pressed.name] = pressed.value;
  });
  document.body.addEventListener("htmx:sendError", (event) => {
    const kept = draft.of(event.detail.elt);
    if (kept) say(kept.form, text("notSent"), () => kept.form.requestSubmit(kept.pressed ?? undefined));
  });
}
