// Where drafts lie: on the device, closed with the key of the session, and for a day on the server, closed with the
// user's own key, so that another device or the next sign-in goes on. Nothing lies anywhere in plain text.
import { keyFrom, open, seal } from "./seal.js";

const PREFIX = "fotfeste:draft:";
const OUT = "fotfeste:signed-out";
const ADDRESS = "/kladder/";
const KEPT_MS = 24 * 3600 * 1000;
const body = document.body;
const mine = `${PREFIX}${body.dataset.draftSession ?? ""}:`;
const deviceKey = keyFrom(body.dataset.draftKey).catch(() => null);
// Whoever saves the page to a file does not save the key with it.
delete body.dataset.draftKey;

let serverKey = null;
let userKey = null;
let over = !body.dataset.draftSession;

export const on = () => !over;
const bound = (name, instance) => `${name}:${instance}`;
const place = (name, instance) => `${mine}${name}:${instance}`;

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function wipe() {
  for (const key of keys()) localStorage.removeItem(key);
}

// Signed out here: the words go from the device, and other tabs stop writing. The server's copy stays for its day.
export function end() {
  over = true;
  wipe();
  sessionStorage.clear();
  localStorage.setItem(OUT, String(Date.now()));
  localStorage.removeItem(OUT);
}

// What another session left cannot be opened any more: it is removed on sight, and so is what is older than a day.
export function tidy() {
  for (const key of keys()) {
    if (!key.startsWith(mine) || over || !(Date.now() - (stored(key)?.at ?? 0) < KEPT_MS)) localStorage.removeItem(key);
  }
  addEventListener("storage", (event) => {
    if (event.key !== OUT) return;
    over = true;
    wipe();
  });
}

// Throws when it cannot be kept.
export async function keepHere(name, instance, words, at) {
  const key = await deviceKey;
  if (!key || over) throw new Error("No key.");
  const sealed = await seal(key, words, bound(name, instance));
  if (over) throw new Error("Signed out.");
  localStorage.setItem(place(name, instance), JSON.stringify({ at, sealed }));
}

export async function here(name, instance) {
  const at = place(name, instance);
  const kept = stored(at);
  if (!kept) return null;
  const key = await deviceKey;
  const words = key && (await open(key, kept.sealed, bound(name, instance)));
  if (words) return { name, instance, at: kept.at, words, here: true };
  localStorage.removeItem(at);
  return null;
}

export async function othersHere(name, instance) {
  const start = `${mine}${name}:`;
  const found = keys().filter((key) => key.startsWith(start) && key !== place(name, instance));
  return (await Promise.all(found.map((key) => here(name, key.slice(start.length))))).filter(Boolean);
}

export function dropHere(name, instance) {
  localStorage.removeItem(place(name, instance));
}

const token = () => JSON.parse(body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

// What the server keeps of these forms, and which of the instances it has saved: {drafts, saved}. Null without network.
export async function onServer(forms) {
  if (over) return null;
  const query = new URLSearchParams();
  for (const { names, instance } of forms) {
    for (const name of names) query.append("form", name);
    query.append("instance", instance);
  }
  try {
    const answer = await fetch(`${ADDRESS}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return null;
    const { key, drafts, saved } = await answer.json();
    userKey ??= key;
    serverKey = await keyFrom(key);
    const opened = await Promise.all(drafts.map(opens));
    return { drafts: opened.filter(Boolean), saved };
  } catch {
    return null;
  }
}

// The token of the newest sign-in, when the same user has signed in anew since the page was opened; else null.
export async function tokenAnew() {
  try {
    const answer = await fetch(ADDRESS, { headers: { Accept: "application/json" } });
    const { key, token: anew } = answer.ok ? await answer.json() : {};
    if (!userKey || key !== userKey) return null;
    body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": anew }));
    return anew;
  } catch {
    return null;
  }
}

async function opens({ form, instance, at, sealed }) {
  const words = serverKey && (await open(serverKey, sealed, bound(form, instance)));
  if (words) return { name: form, instance, at, words };
  dropOnServer(instance);
  return null;
}

// True when the server has it. Without network the device's copy must do until the next try.
export async function keepOnServer(name, instance, words, person) {
  if (over) return false;
  if (!serverKey) await onServer([]);
  if (!serverKey) return false;
  const sealed = await seal(serverKey, words, bound(name, instance));
  const sent = JSON.stringify({ form: name, instance, person, sealed });
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    // A page that is closing may send 64 KB at most.
    const keepalive = sent.length < 60_000;
    return (await fetch(ADDRESS, { method: "PUT", headers, body: sent, keepalive })).ok;
  } catch {
    return false;
  }
}

export async function dropOnServer(instance) {
  try {
    const headers = { "X-CSRFToken": token() };
    await fetch(`${ADDRESS}?instance=${instance}`, { method: "DELETE", headers, keepalive: true });
  } catch {
    // It is gone after a day by itself.
  }
}

// {saved, to, at}; null when the server cannot be asked.
export async function wasSaved(instance) {
  try {
    const answer = await fetch(`${ADDRESS}svar/?instance=${instance}`, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
