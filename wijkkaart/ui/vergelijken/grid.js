/* A table of areas by figures: sort, keep on top, leave out, choose. Text goes in as text, never as HTML.

   With thousands of cells nothing is made again that shows the same, and what a visitor changes is shown
   before the page has answered. */
const element = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

/* Part of a table: its layout is that of lines, so what it is has to be said. */
const part = (name, role, className, text) => {
  const node = element(name, className, text);
  node.setAttribute("role", role);
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

/* Give `parent` a child for each of `wanted`, `[id, what it shows, make]`; those that show the same are kept. */
const fill = (parent, wanted) => {
  const had = parent.made ?? new Map();
  const made = new Map();
  for (const [id, shows, make] of wanted) {
    const old = had.get(id);
    made.set(id, old && old.shows === shows ? old : { shows, node: make() });
  }
  for (const [id, old] of had) if (made.get(id) !== old) old.node.remove();
  let next = parent.firstChild;
  for (const { node } of made.values()) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
  parent.made = made;
};

const QUALITY = ["", "wk-better", "wk-worse"];
const NOTE = ["", "wk-gone", "wk-few", "wk-estimate"];

const cell = ([value, second, spoken, quality, note], words) => {
  const node = part("td", "cell", `${QUALITY[quality]} ${NOTE[note]}`.trim(), value);
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

const sorted = ({ rows, columns, order }) => {
  const column = columns.findIndex((each) => each.id === order.replace(/^-/, ""));
  const sign = order.startsWith("-") ? 1 : -1;
  const rank = (row) => (row.reference ? 0 : row.pinned ? 1 : 2);
  const ranked = rows.map((row) => [row, rank(row), column < 0 ? null : worth(row.cells[column])]);
  ranked.sort(([, a, x], [, b, y]) => {
    if (a !== b) return a - b;
    if (column < 0 || x === y) return 0;
    return x === null ? 1 : y === null ? -1 : sign * (x - y);
  });
  return ranked.map(([row]) => row);
};

const heading = (column, order, send) => {
  const node = part("th", "columnheader");
  node.scope = "col";
  node.title = column.explanation;
  if (order) node.setAttribute("aria-sort", order === "-" ? "ascending" : "descending");
  const sort = element("button", "wk-sort", column.label);
  sort.type = "button";
  sort.dataset.id = `sort-${column.id}`;
  sort.addEventListener("click", () => send("volgorde", order === "+" ? `-${column.id}` : column.id));
  if (order) {
    const sign = element("span", "wk-symbol", order === "-" ? "arrow_upward" : "arrow_downward");
    sign.setAttribute("aria-hidden", "true");
    sort.append(sign);
  }
  node.append(sort, element("span", "wk-unit", [column.unit, column.year].filter(Boolean).join(" · ")));
  if (column.direction) node.append(element("span", "wk-unit", column.direction));
  node.append(action("wk-leave", `Laat ${column.label} weg`, "close", () => send("weg", column.id)));
  return node;
};

const corner = () => {
  const node = part("th", "columnheader", "", "Gebied");
  node.scope = "col";
  return node;
};

const area = (row, send) => {
  const node = part("th", "rowheader");
  node.scope = "row";
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
  node.append(both);
  return node;
};

/* Whoever walks by keyboard stays where they were. Who scrolled does too: no line is made again. */
const still = (box, change) => {
  const had = box.contains(document.activeElement) ? document.activeElement.dataset.id : "";
  change();
  if (had) box.querySelector(`[data-id="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
};

const frame = (box) => {
  const table = part("table", "table");
  const head = part("thead", "rowgroup");
  head.append(part("tr", "row"));
  table.append(element("caption", "wk-hidden"), head, part("tbody", "rowgroup"));
  box.replaceChildren(table);
  return table;
};

const draw = (box, view, send) => {
  box.view = view;
  const table = box.querySelector("table") ?? frame(box);
  table.className = view.plain ? "wk-grid wk-plain" : "wk-grid";
  table.style.setProperty("--columns", view.columns.length);
  table.caption.textContent = view.caption;
  const direction = (column) => (view.order === column.id ? "+" : view.order === `-${column.id}` ? "-" : "");
  fill(table.querySelector("thead tr"), [
    ["", "", corner],
    ...view.columns.map((column) => {
      const order = direction(column);
      return [column.id, `${order}${JSON.stringify(column)}`, () => heading(column, order, send)];
    }),
  ]);
  const body = table.querySelector("tbody");
  fill(body, sorted(view).map((row) => [row.code, "", () => part("tr", "row")]));
  for (const row of view.rows) {
    const line = body.made.get(row.code).node;
    line.className = row.reference ? "wk-reference" : row.chosen ? "wk-picked" : row.pinned ? "wk-pinned" : "";
    fill(line, [
      ["", `${row.name}|${row.pinned}|${row.chosen}|${row.reference}`, () => area(row, send)],
      ...row.cells.map((each, at) => {
        const [value, second, spoken, ...signs] = each;
        return [view.columns[at].id, `${value}|${second}|${view.words[spoken]}|${signs}`, () => cell(each, view.words)];
      }),
    ]);
  }
};

const without = (view, name) => {
  const stays = view.columns.map((column) => column.id !== name);
  const rows = view.rows.map((row) => ({ ...row, cells: row.cells.filter((_, at) => stays[at]) }));
  return { ...view, columns: view.columns.filter((_, at) => stays[at]), rows };
};

const change = (view, code, how) => ({ ...view, rows: view.rows.map((row) => how(row, row.code === code)) });

/* The view as the page will have it once it has answered. */
const foreseen = (view, name, value) => {
  if (name === "volgorde") return { ...view, order: value };
  if (name === "weg") return view.columns.length > 1 ? without(view, value) : view;
  if (name === "gekozen") return change(view, value, (row, mine) => ({ ...row, chosen: mine && !row.chosen }));
  return change(view, value, (row, mine) => (mine ? { ...row, pinned: !row.pinned } : row));
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
  const send = (name, value) => {
    still(box, () => draw(box, foreseen(box.view, name, value), send));
    box.tell(name, value);
  };
  // Buttons outlive the answer that they were made for.
  box.tell = setTriggerValue;
  // The same once more is no answer: what the visitor changed since stays.
  const text = JSON.stringify(data);
  if (box.given === text) return;
  box.given = text;
  still(box, () => draw(box, data, send));
}
