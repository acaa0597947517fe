import * as draft from "./draft.js";
import * as keys from "./keys.js";
import * as only from "./only.js";
import * as press from "./press.js";
import * as search from "./search.js";
import * as sending from "./sending.js";
import * as toast from "./toast.js";

press.start();
toast.start();
draft.start();
only.start();
sending.start();
keys.start();
search.start();

document.body.addEventListener("htmx:load", (event) => {
  draft.start(event.detail.elt);
  only.start();
});

// Where the sticky heads of tables may begin: below the banner, whose height depends on its words.
const banner = document.querySelector("[data-banner]");
if (banner) {
  new ResizeObserver(() => {
    const sticky = getComputedStyle(banner).position === "sticky" ? banner.offsetHeight : 0;
    document.documentElement.style.setProperty("--sticky-top", `${sticky}px`);
  }).observe(banner);
}

// A table that is wider than its box can be scrolled with the keyboard too; where it fits there is no extra stop.
const boxes = new ResizeObserver((entries) => {
  for (const { target: box } of entries) {
    const scrolls = box.scrollWidth > box.clientWidth;
    if (scrolls) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", box.querySelector("caption")?.textContent.trim() ?? "");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }
});
const observe = (part) => part.querySelectorAll(".table:not([role=region])").forEach((box) => boxes.observe(box));
observe(document);
document.body.addEventListener("htmx:load", (event) => observe(event.detail.elt));

// A menu closes by Escape and by a click elsewhere.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// On paper everything that is folded is open.
const folded = new Set();
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    folded.add(details);
    details.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
  folded.clear();
});

document.querySelector("[data-error-summary]")?.focus();
