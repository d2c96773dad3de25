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

const cell = ([value, second, spoken, quality, note]) => {
  const node = element("td", `${QUALITY[quality]} ${NOTE[note]}`.trim(), value);
  if (second) node.append(element("small", "", second));
  if (spoken) node.append(element("span", "wk-hidden", `, ${spoken}`));
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

const line = (row, send) => {
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
  node.append(name, ...row.cells.map(cell));
  return node;
};

const draw = (box, data, send) => {
  const scroll = [box.scrollLeft, box.scrollTop];
  const had = box.contains(document.activeElement) ? document.activeElement.dataset.id : "";
  const table = element("table", data.plain ? "wk-grid wk-plain" : "wk-grid");
  const caption = element("caption", "wk-hidden", data.caption);
  const head = element("thead");
  const top = element("tr");
  const corner = element("th", "", "Gebied");
  corner.scope = "col";
  top.append(corner, ...data.columns.map((column) => heading(column, data.order, send)));
  head.append(top);
  const body = element("tbody");
  body.append(...sorted(data.rows, data.columns, data.order).map((row) => line(row, send)));
  table.append(caption, head, body);
  box.replaceChildren(table);
  [box.scrollLeft, box.scrollTop] = scroll;
  // Whoever walks by keyboard stays where they were.
  if (had) box.querySelector(`[data-id="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
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
  const text = JSON.stringify(data);
  if (box.drawn === text) return;
  box.drawn = text;
  const send = (name, value) => {
    // Sorted at once; the page follows with the address.
    if (name === "volgorde") {
      data.order = value;
      box.drawn = JSON.stringify(data);
      draw(box, data, send);
    }
    setTriggerValue(name, value);
  };
  draw(box, data, send);
}
