/* A table of areas by figures: sort, keep on top, leave out, choose. Text goes in as text, never as HTML. */
const element = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

const action = (className, label, symbol, act) => {
  const button = element("button", className);
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.title = label;
  const sign = element("span", "wk-symbol", symbol);
  sign.setAttribute("aria-hidden", "true");
  button.append(sign);
  button.addEventListener("click", act);
  return button;
};

const QUALITY = ["", "wk-better", "wk-worse"];
const NOTE = ["", "wk-gone", "wk-few", "wk-estimate"];

const cell = ([value, second, spoken, quality, note], words) => {
  const node = element("td", `${QUALITY[quality]} ${NOTE[note]}`.trim(), value);
  const small = second ? element("small", "", second) : node;
  if (second) node.append(small);
  // In the last line that's there: one of its own would make every row higher.
  if (words[spoken]) small.append(element("span", "wk-say", `, ${words[spoken]}`));
  return node;
};

/* What a cell says as a number; missing and unknown come last whichever way. */
const worth = ([text, , , , note]) => {
  const number = note === 1 ? NaN : Number(text.replace(/[^\d,−]/g, "").replace("−", "-").replace(",", "."));
  return Number.isNaN(number) ? null : number;
};

const sorted = (rows, columns, order) => {
  const column = columns.findIndex((each) => each.id === order.replace(/^-/, ""));
  const sign = order.startsWith("-") ? 1 : -1;
  const value = (row) => (column < 0 ? null : worth(row.cells[column]));
  const rank = (row) => (row.reference ? 0 : row.pinned ? 1 : 2);
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (column < 0 || x === y) return 0;
    return x === null ? 1 : y === null ? -1 : sign * (x - y);
  });
};

const heading = (column, order, send) => {
  const node = element("th");
  node.scope = "col";
  node.title = column.explanation;
  const mine = order.replace(/^-/, "") === column.id;
  if (mine) node.setAttribute("aria-sort", order.startsWith("-") ? "ascending" : "descending");
  const sort = element("button", "wk-sort", column.label);
  sort.type = "button";
  sort.dataset.id = `sort-${column.id}`;
  sort.addEventListener("click", () => send("volgorde", mine && !order.startsWith("-") ? `-${column.id}` : column.id));
  if (mine) {
    const sign = element("span", "wk-symbol", order.startsWith("-") ? "arrow_upward" : "arrow_downward");
    sign.setAttribute("aria-hidden", "true");
    sort.append(sign);
  }
  node.append(sort, element("span", "wk-unit", [column.unit, column.year].filter(Boolean).join(" · ")));
  if (column.direction) node.append(element("span", "wk-unit", column.direction));
  node.append(action("wk-leave", `Laat ${column.label} weg`, "close", () => send("weg", column.id)));
  return node;
};

const line = (row, words, send) => {
  const node = element("tr", row.reference ? "wk-reference" : row.chosen ? "wk-picked" : row.pinned ? "wk-pinned" : "");
  const name = element("th");
  name.scope = "row";
  const both = element("div", "wk-area");
  if (row.reference) {
    const whole = element("span", "", row.name);
    whole.append(element("small", "", "ter vergelijking"));
    both.append(whole);
  } else {
    const choose = element("button", "wk-choose", row.name);
    choose.type = "button";
    choose.dataset.id = `area-${row.code}`;
    if (row.chosen) choose.setAttribute("aria-current", "true");
    choose.addEventListener("click", () => send("gekozen", row.code));
    const pin = action("wk-pin", row.pinned ? `Haal ${row.name} van boven weg` : `Houd ${row.name} bovenaan`, "keep", () => send("vast", row.code));
    pin.setAttribute("aria-pressed", String(row.pinned));
    pin.dataset.id = `pin-${row.code}`;
    both.append(choose, pin);
  }
  name.append(both);
  node.append(name, ...row.cells.map((each) => cell(each, words)));
  return node;
};

const top = (data, send) => {
  const corner = element("th", "", "Gebied");
  corner.scope = "col";
  const row = element("tr");
  row.append(corner, ...data.columns.map((column) => heading(column, data.order, send)));
  return row;
};

/* Whoever walks by keyboard stays where they were, and so does who scrolled. */
const still = (box, change) => {
  const scroll = [box.scrollLeft, box.scrollTop];
  const had = box.contains(document.activeElement) ? document.activeElement.dataset.id : "";
  change();
  [box.scrollLeft, box.scrollTop] = scroll;
  if (had) box.querySelector(`[data-id="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
};

const draw = (box, data, send) => {
  const table = element("table", data.plain ? "wk-grid wk-plain" : "wk-grid");
  // Widths that don't depend on what's in the cells: with thousands of them that is what takes long.
  table.style.setProperty("--columns", data.columns.length);
  box.lines = new Map(data.rows.map((row) => [row.code, line(row, data.words, send)]));
  const head = element("thead");
  head.append(top(data, send));
  const body = element("tbody");
  body.append(...sorted(data.rows, data.columns, data.order).map((row) => box.lines.get(row.code)));
  table.append(element("caption", "wk-hidden", data.caption), head, body);
  box.replaceChildren(table);
};

const sort = (box, data, send) => {
  box.querySelector("thead").replaceChildren(top(data, send));
  box.querySelector("tbody").append(...sorted(data.rows, data.columns, data.order).map((row) => box.lines.get(row.code)));
};

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let box = parentElement.querySelector(".wk-grid-box");
  if (!box) {
    box = element("div", "wk-grid-box");
    box.setAttribute("role", "region");
    box.tabIndex = 0;
    parentElement.append(box);
  }
  box.setAttribute("aria-label", data.caption);
  const { order, ...rest } = data;
  const text = JSON.stringify(rest);
  const send = (name, value) => {
    // Sorted at once; the page follows with the address.
    if (name === "volgorde" && box.order !== value) {
      box.order = value;
      still(box, () => sort(box, { ...data, order: value }, send));
    }
    setTriggerValue(name, value);
  };
  if (box.drawn !== text) {
    box.drawn = text;
    box.order = order;
    still(box, () => draw(box, data, send));
  } else if (box.order !== order) {
    box.order = order;
    still(box, () => sort(box, data, send));
  }
}
