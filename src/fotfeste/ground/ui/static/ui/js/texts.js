// The words of the scripts stand in the page (ui/shortcuts.html), so that they follow the reader's language.
const source = document.getElementById("texts");

export function text(name, values = {}) {
  let words = source?.dataset[name] ?? "";
  for (const [key, value] of Object.entries(values)) words = words.replace(`{${key}}`, value);
  return words;
}

// "at 10.32", with the day before it when it is another day than today.
export function moment(when) {
  const at = text("at", { time: clock(when) });
  if (when.toDateString() === new Date().toDateString()) return at;
  const day = when.toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long" });
  return `${day} ${at}`;
}

export function clock(moment = new Date()) {
  return `${String(moment.getHours()).padStart(2, "0")}.${String(moment.getMinutes()).padStart(2, "0")}`;
}
