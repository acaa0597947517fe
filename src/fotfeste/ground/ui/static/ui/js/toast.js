// Messages: a way to close them, and a voice for screen readers (a status that stands there from the start is not read).
import { text } from "./texts.js";

const place = document.getElementById("messages");

function dress(message) {
  if (message.querySelector("[data-close]")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.close = "";
  button.className = "messages__close";
  button.setAttribute("aria-label", text("close"));
  button.textContent = "×";
  button.addEventListener("click", () => message.remove());
  message.append(button);
}

export function say(words, tone = "info") {
  const message = document.createElement("div");
  message.className = "ds-alert";
  message.dataset.color = tone;
  const line = document.createElement("p");
  line.textContent = words;
  message.append(line);
  dress(message);
  place?.append(message);
}

export function start() {
  if (!place) return;
  const first = [...place.children];
  first.forEach(dress);
  if (first.length) requestAnimationFrame(() => place.replaceChildren(...first));
  document.body.addEventListener("htmx:sendError", (event) => {
    // A form with a draft says it in its own place (sending.js).
    if (!event.detail.elt?.matches?.("form[data-draft]")) say(text("failed"), "danger");
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    say(text(event.detail.xhr.status === 401 ? "signedOut" : "failed"), "danger");
  });
}
