// Keeps what is being written in every `form[data-draft]` until the server says that it is saved: one draft for each
// instance of the form, so that two tabs never share one. Own drafts come back by themselves; others are offered.
import { read, write } from "./fields.js";
import * as instances from "./instances.js";
import { calm } from "./press.js";
import * as store from "./store.js";
import { clock, moment, text } from "./texts.js";

const HERE_MS = 150;
const SERVER_MS = 1500;
const MOST_OFFERED = 3;
const TELLING = 40;
const MOST_TOLD = 4;
const kept = new WeakMap();
let sent = null;

// The draft of a form, for what sends it and for the meeting.
export const of = (form) => kept.get(form);
export const end = store.end;

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

// The line may wrap and push the buttons: never while one of them is pressed.
const tell = (form, words) => calm().then(() => (statusOf(form).textContent = words));

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ds-button";
  made.dataset.variant = "tertiary";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function note(form, words, ...buttons) {
  const box = document.createElement("div");
  box.className = "ds-alert draft-note";
  box.dataset.color = "info";
  box.setAttribute("role", "status");
  const line = document.createElement("p");
  line.textContent = words;
  box.append(line, ...buttons);
  form.prepend(box);
  return box;
}

const shorter = (words) => (words.length > TELLING ? `${words.slice(0, TELLING)}…` : words);

// What a draft says where the page says something else, each field by its name: only its writer sees it.
function beginning({ form, first }, { words }) {
  const typed = "textarea, select, input:not([type=radio], [type=checkbox])";
  const said = Object.entries(words.values).flatMap(([name, [value]]) => {
    const field = form.elements[name];
    if (!value?.trim() || value === first[name]?.[0] || !field?.matches?.(typed)) return [];
    const shown = field.matches("select") ? field.querySelector(`option[value="${CSS.escape(value)}"]`)?.textContent : value;
    return `${field.labels[0]?.firstChild?.textContent.trim() ?? name}: ${shorter((shown ?? value).trim())}`;
  });
  return said.length ? ` «${said.slice(0, MOST_TOLD).join(" · ")}${said.length > MOST_TOLD ? " …" : ""}»` : "";
}

class Draft {
  constructor(form) {
    this.form = form;
    this.name = form.dataset.draft || location.pathname;
    // Other forms about the same thing: what was written there is offered here.
    this.names = [this.name, ...(form.dataset.draftAlso ?? "").split(" ").filter(Boolean)];
    this.first = read(form);
    this.asFirst = JSON.stringify(this.first);
    this.refused = Boolean(form.querySelector("[data-error-summary]"));
    this.unsafe = false;
    this.turn = 0;
    this.gone = false;
    this.ready = this.begin();
  }

  get person() {
    const around = this.form.closest("[data-person]") ?? document.querySelector("[data-banner][data-person]");
    return around?.dataset.person || null;
  }

  // What is written differs from what the page came with: it would be lost.
  get dirty() {
    return this.refused || JSON.stringify(read(this.form)) !== this.asFirst;
  }

  // Whether using the draft would change what the page came with; a related form may have other fields, too.
  unlike({ words }) {
    return Object.entries(words.values).some(([name, list]) => this.first[name] && JSON.stringify(list) !== JSON.stringify(this.first[name]));
  }

  words() {
    return { values: read(this.form), mark: this.form.dataset.mark };
  }

  async begin() {
    this.listen();
    this.instance = await instances.instanceOf(this.name, sent);
    const own = await store.here(this.name, this.instance);
    if (own) this.comeBack(own);
    if (this.refused || (!own && this.dirty)) this.save();
  }

  comeBack(own) {
    if (this.refused || JSON.stringify(own.words.values) === this.asFirst) return;
    if (this.dirty) return this.offer(own);
    this.use(own);
    this.cameBack = JSON.stringify(read(this.form));
    const words = text("draftRestored", { moment: moment(new Date(own.at)) });
    const box = note(
      this.form,
      words,
      button(text("draftDiscard"), () => {
        write(this.form, this.first);
        this.drop();
        tell(this.form, text("draftDiscarded"));
        box.remove();
      })
    );
  }

  use({ words }) {
    this.restoring = true;
    if (words.mark) this.form.dataset.mark = words.mark;
    write(this.form, words.values);
    this.restoring = false;
    this.form.dispatchEvent(new CustomEvent("draft:restored"));
  }

  offer(other) {
    const when = moment(new Date(other.at));
    const words = text(other.here ? "draftOffered" : "draftOfferedFromAfar", { moment: when }) + beginning(this, other);
    const away = () => {
      store.dropHere(other.name, other.instance);
      if (!other.here || other.both) store.dropOnServer(other.instance);
      box.remove();
    };
    const box = note(
      this.form,
      words,
      button(text("draftUse"), async () => {
        // What stands here already is not written over: it is offered in its turn.
        if (this.dirty) {
          const instance = crypto.randomUUID();
          const mine = { name: this.name, instance, at: Date.now(), words: this.words(), here: true };
          await store.keepHere(this.name, instance, mine.words, mine.at).catch(() => {});
          this.offer(mine);
        }
        this.use(other);
        await this.save();
        away();
      }),
      button(text("draftDiscard"), away)
    );
  }

  // What came back by itself turns out to be saved: the next one written here must not begin with somebody else's words.
  clearSaved() {
    this.form.querySelectorAll(".draft-note").forEach((box) => box.remove());
    if (!this.cameBack || JSON.stringify(read(this.form)) !== this.cameBack) return;
    this.restoring = true;
    write(this.form, this.first);
    this.restoring = false;
    this.form.dispatchEvent(new CustomEvent("draft:restored"));
  }

  // What the server keeps, when it has answered: own words of an earlier sign-in, and drafts of other instances.
  async hear(server, elsewhere) {
    await this.ready;
    const receipt = server.saved[this.instance];
    if (receipt) {
      this.clearSaved();
      this.drop();
      this.instance = instances.fresh(this.name);
      note(this.form, text("savedBefore", { moment: moment(new Date(receipt.at)) }));
      return;
    }
    const copies = server.drafts.filter((one) => this.names.includes(one.name));
    const own = copies.find((one) => one.instance === this.instance);
    if (own) this.atServer = true;
    if (own && !this.form.querySelector(".draft-note")) this.comeBack(own);
    // Kept on the device when there was no network.
    if (!own && this.dirty) this.push();
    const here = (await Promise.all(this.names.map((name) => store.othersHere(name, this.instance)))).flat();
    const byInstance = new Map(copies.map((one) => [one.instance, one]));
    for (const one of here) byInstance.set(one.instance, { ...one, both: byInstance.has(one.instance) });
    byInstance.delete(this.instance);
    if (this.refused) return;
    const others = [...byInstance.values()].filter(
      (one) => !elsewhere.has(one.instance) && this.unlike(one)
    );
    for (const one of others.sort((a, b) => a.at - b.at).slice(-MOST_OFFERED)) this.offer(one);
  }

  async save() {
    clearTimeout(this.hereLater);
    const turn = ++this.turn;
    if (this.gone || this.restoring) return;
    if (!this.dirty) {
      this.drop();
      tell(this.form, "");
      this.unsafe = false;
      return;
    }
    const words = this.words();
    if (!this.instance) await this.ready;
    try {
      await store.keepHere(this.name, this.instance, words, Date.now());
      if (turn !== this.turn) return;
      if (this.gone) return store.dropHere(this.name, this.instance);
      tell(this.form, text("draftSaved", { time: clock() }));
      this.unsafe = this.failed = false;
      clearTimeout(this.serverLater);
      if (this.pushed !== JSON.stringify(words)) this.serverLater = setTimeout(() => this.push(), SERVER_MS);
    } catch {
      this.unsafe = this.failed = store.on();
      tell(this.form, store.on() ? text("draftUnsaved") : text("signedOut"));
    }
  }

  async push() {
    clearTimeout(this.serverLater);
    this.serverLater = 0;
    if (this.gone || !this.dirty) return;
    const words = this.words();
    if (!(await store.keepOnServer(this.name, this.instance, words, this.person))) return;
    this.atServer = true;
    this.pushed = JSON.stringify(words);
  }

  drop() {
    clearTimeout(this.hereLater);
    clearTimeout(this.serverLater);
    this.turn += 1;
    store.dropHere(this.name, this.instance);
    if (this.atServer) store.dropOnServer(this.instance);
    this.atServer = false;
  }

  // The server says that it is saved; it has let go of its own copy.
  saved({ stays = false } = {}) {
    this.atServer = false;
    this.drop();
    this.unsafe = false;
    tell(this.form, "");
    if (stays) {
      this.first = read(this.form);
      this.asFirst = JSON.stringify(this.first);
      this.refused = false;
      this.instance = instances.fresh(this.name);
      return;
    }
    this.gone = true;
    instances.forget(this.name);
  }

  listen() {
    this.form.addEventListener("input", () => {
      this.unsafe = this.touched = true;
      clearTimeout(this.hereLater);
      this.hereLater = setTimeout(() => this.save(), HERE_MS);
    });
    this.form.addEventListener("change", () => {
      if (this.restoring) return;
      this.touched = true;
      this.save();
    });
    // An answer by htmx says so with the header HX-Trigger: saved.
    this.form.addEventListener("saved", () => this.saved());
  }
}

// Leaving loses nothing and asks nobody: closing takes a moment, so it is begun as soon as somebody is about to leave.
const all = () => [...document.querySelectorAll("form[data-draft]")].map(of).filter(Boolean);
const flush = () => {
  for (const draft of all()) {
    if (draft.unsafe || draft.serverLater) draft.push();
    if (draft.unsafe) draft.save();
  }
};

// Everything that is typed is on the server, or as far as the network lets it: before a page that tells what is unsaved.
export const settle = () => Promise.all(all().map((draft) => (draft.dirty ? draft.push() : null)));

export function keep(form) {
  if (kept.has(form) || !store.on()) return null;
  const draft = new Draft(form);
  kept.set(form, draft);
  return draft;
}

async function hear(drafts) {
  await Promise.all(drafts.map((draft) => draft.ready));
  const server = (await store.onServer(drafts)) ?? { drafts: [], saved: {} };
  const elsewhere = await instances.openElsewhere();
  await calm();
  for (const draft of drafts) await draft.hear(server, elsewhere);
}

export function start(root = document) {
  if (root === document) {
    sent = instances.takeSent();
    store.tidy();
    document.addEventListener("submit", (event) => event.target.matches?.("[data-signout]") && store.end());
    // Whoever leaves a form, for the menu or another page, has what they typed on the server at once.
    document.addEventListener("focusout", (event) => {
      const form = event.target.form ?? event.target.closest?.("form");
      if (form && of(form) && !form.contains(event.relatedTarget)) flush();
    });
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", () => document.hidden && flush());
    document.addEventListener("click", (event) => event.target.closest?.("a[href]") && flush(), true);
    // Only when it cannot be kept is there a warning.
    addEventListener("beforeunload", (event) => {
      flush();
      if (all().some((draft) => draft.failed && draft.unsafe)) event.preventDefault();
    });
  }
  if (!store.on()) return;
  if (sent && document.querySelector("[data-saved]")) {
    store.dropHere(sent.name, sent.instance);
    sent = null;
  }
  const forms = [...root.querySelectorAll("form[data-draft]")];
  if (root.matches?.("form[data-draft]")) forms.unshift(root);
  const made = forms.map(keep).filter(Boolean);
  if (made.length) hear(made);
}
