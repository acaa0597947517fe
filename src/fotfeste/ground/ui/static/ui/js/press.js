// Nothing moves under a press. A field that loses focus changes what stands on the page; a button that moved between
// mousedown and mouseup would get no click. Whatever may move something waits until the press is let go.
let held = null;
let letGo = null;

export const calm = () => held ?? Promise.resolve();

function begin(event) {
  if (event.button === 0 && !held) held = new Promise((done) => (letGo = done));
}

// After the click, which comes in the same breath as letting go.
function end() {
  setTimeout(() => {
    letGo?.();
    held = letGo = null;
  });
}

export function start() {
  for (const name of ["pointerdown", "mousedown"]) addEventListener(name, begin, true);
  for (const name of ["pointerup", "mouseup", "pointercancel", "contextmenu"]) addEventListener(name, end, true);
  // The window itself, not a field in it.
  addEventListener("blur", (event) => event.target === window && end());
  const byPress = (event) => ["submit", "click"].includes(event?.type);
  document.body.addEventListener("htmx:confirm", (event) => {
    if (!held || byPress(event.detail.triggeringEvent)) return;
    event.preventDefault();
    calm().then(() => event.detail.issueRequest(true));
  });
  // An answer that comes while something is pressed is let go, and asked for again.
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const { verb, path, elt, triggeringEvent } = detail.requestConfig;
    if (!held || byPress(triggeringEvent)) return;
    detail.shouldSwap = false;
    calm().then(() => elt.isConnected && htmx.ajax(verb, path, { source: elt }));
  });
}
