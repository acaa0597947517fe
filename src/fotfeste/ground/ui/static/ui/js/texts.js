// The words of the scripts stand in the page (ui/shortcuts.html), so that they follow the reader's language.
const source = document.getElementById("texts");

export function text(name, values = {}) {
  let words = source?.dataset[name] ?? "";
  for (const [key, value] of Object.entries(values)) words = words.replace(`%${key}%`, value);
  return words;
}

export function clock(moment = new Date()) {
  return `${String(moment.getHours()).padStart(2, "0")}.${String(moment.getMinutes()).padStart(2, "0")}`;
}
