// Keeps what the page says about each week true while lines are changed. Without it the server says so when it is sent.
const form = document.querySelector("[data-period]");

if (form) {
  const weeks = [...form.querySelectorAll("[data-week]")];

  const inWords = (said, visits, planned) => {
    const over = visits - planned;
    const words = over > 0 ? said.dataset.more : over < 0 ? said.dataset.fewer : said.dataset.same;
    return words.replace("COUNT", String(Math.abs(over)));
  };

  function tell(week) {
    const lines = [...week.querySelectorAll("fieldset.line")].map((line) => ({
      day: line.querySelector("select[name$='-day']").value,
      time: line.querySelector("input[name$='-start']").value,
    }));
    const chosen = lines.filter((line) => line.day);
    const visits = Number(week.dataset.there) + chosen.length;
    const said = week.querySelector("[data-difference]");
    if (!said) return `${week.dataset.week}:${visits}`; // the week is over
    said.textContent = said.dataset.page.replace("VISITS", String(visits)).replace("WORDS", inWords(said, visits, Number(week.dataset.planned)));
    said.toggleAttribute("data-unlike", visits !== Number(week.dataset.planned));
    for (const cell of week.querySelectorAll("[data-day]")) {
      for (const old of cell.querySelectorAll("[data-new]")) old.remove();
      for (const line of chosen.filter((each) => each.day === cell.dataset.day)) {
        const mark = document.createElement("span");
        mark.className = "days__new";
        mark.dataset.new = "";
        mark.textContent = line.time || "?";
        cell.append(mark);
      }
    }
    return `${week.dataset.week}:${visits}`;
  }

  const all = () => (form.querySelector("[data-told]").value = weeks.map(tell).join(","));
  form.addEventListener("input", all);
  form.addEventListener("change", all);
  all();
}
