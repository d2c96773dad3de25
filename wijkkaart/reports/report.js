"use strict";
// Tables sort by the column whose heading is chosen: numbers in Dutch notation as numbers.
const value = (row, column) => {
  const text = row.cells[column].textContent.trim();
  const number = /-?\u2212?[\d.]+(,\d+)?/.exec(text);
  return { text, number: number ? parseFloat(number[0].replace("\u2212", "-").replaceAll(".", "").replace(",", ".")) : NaN };
};
const plain = (rows, column) => rows.every((row) => !/\d/.test(row.cells[column].textContent) || /^[^a-z]*[\d.,]+\D*$/i.test(row.cells[column].textContent.trim()));
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    // On paper there's text instead: a browser repeats no heading that has a button in it.
    const paper = document.createElement("span");
    paper.className = "paper";
    paper.textContent = head.textContent;
    head.replaceChildren(paper, button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...body.rows];
      const numeric = plain(rows, column) && rows.some((row) => /\d/.test(row.cells[column].textContent));
      rows.sort((a, b) => {
        const [x, y] = [value(a, column), value(b, column)];
        if (numeric) {
          if (isNaN(x.number) !== isNaN(y.number)) return isNaN(x.number) ? 1 : -1;
          if (!isNaN(x.number)) return (x.number - y.number) * (up ? 1 : -1);
        }
        return x.text.localeCompare(y.text, "nl") * (up ? 1 : -1);
      });
      body.append(...rows);
    });
  });
}
// Maps come closer with buttons, and are dragged.
for (const figure of document.querySelectorAll(".zoom")) {
  const svg = figure.querySelector("svg");
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let box = [...whole];
  const show = () => svg.setAttribute("viewBox", box.map((part) => part.toFixed(1)).join(" "));
  const closer = (factor) => {
    const [x, y, wide, high] = box;
    const width = Math.min(whole[2], Math.max(whole[2] / 12, wide / factor));
    const height = (width * whole[3]) / whole[2];
    box = [x + (wide - width) / 2, y + (high - height) / 2, width, height];
    show();
  };
  const controls = document.createElement("div");
  controls.className = "controls";
  for (const [label, name, act] of [
    ["+", "Kaart dichterbij", () => closer(1.5)],
    ["\u2212", "Kaart verder weg", () => closer(1 / 1.5)],
    ["Hele kaart", "Hele kaart", () => { box = [...whole]; show(); }],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    controls.append(button);
  }
  svg.before(controls);
  let from = null;
  svg.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY, ...box]; svg.setPointerCapture(event.pointerId); });
  svg.addEventListener("pointerup", () => { from = null; });
  svg.addEventListener("pointermove", (event) => {
    if (!from || box[2] === whole[2]) return;
    const scale = box[2] / svg.getBoundingClientRect().width;
    box = [from[2] - (event.clientX - from[0]) * scale, from[3] - (event.clientY - from[1]) * scale, box[2], box[3]];
    show();
  });
}
