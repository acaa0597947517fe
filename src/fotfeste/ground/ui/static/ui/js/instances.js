// Which instance of a form this is. Reload and Back find the same one (history.state); another tab never has it.
const FIELD = "drafts";
const TAB = "fotfeste:tab";
const SENT = "fotfeste:sent";
const PATIENCE_MS = 600;
const ABOUT_ONE = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/;
const held = new Set();

function remembered(place, key) {
  try {
    return JSON.parse(place.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

// Both memories belong to the session: the next user in the same tab finds nothing of them.
const session = document.body.dataset.draftSession ?? "";
const ofSession = (kept) => (kept?.session === session ? kept.forms : {});
const ofEntry = () => ofSession(history.state?.[FIELD]);
const ofTab = () => ofSession(remembered(sessionStorage, TAB));

function write(entry, tab) {
  history.replaceState({ ...history.state, [FIELD]: { session, forms: entry } }, "");
  sessionStorage.setItem(TAB, JSON.stringify({ session, forms: tab }));
}

function put(name, instance) {
  write({ ...ofEntry(), [name]: instance }, { ...ofTab(), [name]: instance });
}

// A tab that was copied has the same history: whoever holds the instance keeps it, the copy takes a new one.
function claim(instance) {
  if (held.has(instance)) return Promise.resolve(true);
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((answer) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    navigator.locks
      .request(`fotfeste:${instance}`, { signal }, () => {
        held.add(instance);
        answer(true);
        return new Promise(() => {});
      })
      .catch(() => answer(false));
  });
}

export function fresh(name) {
  const instance = crypto.randomUUID();
  put(name, instance);
  claim(instance);
  return instance;
}

// The instance of this entry in the history; after a refused sending the one that was sent; and in the same tab, for a
// form about one person or thing, the one that was left.
export async function instanceOf(name, sent) {
  const tab = ABOUT_ONE.test(name) ? ofTab()[name] : undefined;
  for (const known of [ofEntry()[name], sent?.name === name ? sent.instance : undefined, tab]) {
    if (!known || !(await claim(known))) continue;
    put(name, known);
    return known;
  }
  return fresh(name);
}

export function forget(name) {
  const { [name]: _gone, ...entry } = ofEntry();
  const { [name]: _left, ...tab } = ofTab();
  write(entry, tab);
}

export async function openElsewhere() {
  const all = (await navigator.locks?.query())?.held ?? [];
  return new Set(all.map((lock) => lock.name.replace("fotfeste:", "")).filter((instance) => !held.has(instance)));
}

// A form that goes by the browser's own way: the page that answers shows whether it was saved.
export function send(name, instance) {
  sessionStorage.setItem(SENT, JSON.stringify({ name, instance }));
}

export function takeSent() {
  const sent = remembered(sessionStorage, SENT);
  sessionStorage.removeItem(SENT);
  return sent.instance ? sent : null;
}
