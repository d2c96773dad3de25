/* A table of areas by figures: sort, keep on top, leave out, choose. Text goes in as text, never as HTML.

   With thousands of cells nothing is sent or made again that shows the same, and what a visitor changes is
   shown before the page has answered. */
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

/* A cell of a kind, with a second line or without, to make others of. */
const example = ([spoken, quality, note], second) => {
  const node = part("td", "cell", `${QUALITY[quality]} ${NOTE[note]}`.trim(), " ");
  const last = second ? element("small", "", " ") : node;
  if (second) node.append(last);
  // In the last line that's there: one of its own would make every row higher.
  if (spoken) last.append(element("span", "wk-say", `, ${spoken}`));
  return node;
};

/* A column as it was sent, with what its cells show, a row each, and how they're made. */
const unpacked = (column) => {
  const kinds = column.kinds.map((kind) => {
    return { note: kind[2], text: JSON.stringify(kind), alone: example(kind, false), both: example(kind, true) };
  });
  const cells = column.cells.split("\n").map((line) => {
    const [value, second, number] = line.split("\t");
    const kind = kinds[number];
    return { value, second, kind, shows: `${value}\t${second}\t${kind?.text}` };
  });
  return { ...column, cells };
};

const cell = ({ value, second, kind }) => {
  const node = (second ? kind.both : kind.alone).cloneNode(true);
  node.firstChild.data = value;
  if (second) node.lastChild.firstChild.data = second;
  return node;
};

/* What a cell says as a number; missing and unknown come last whichever way. */
const worth = ({ value, kind }) => {
  const number = kind.note === 1 ? NaN : Number(value.replace(/[^\d,−]/g, "").replace("−", "-").replace(",", "."));
  return Number.isNaN(number) ? null : number;
};

const sorted = ({ rows, columns, order }) => {
  const column = columns.find((each) => each.id === order.replace(/^-/, ""));
  const sign = order.startsWith("-") ? 1 : -1;
  const rank = (row) => (row.reference ? 0 : row.pinned ? 1 : 2);
  const ranked = rows.map((row, at) => [row, rank(row), column ? worth(column.cells[at]) : null]);
  ranked.sort(([, a, x], [, b, y]) => {
    if (a !== b) return a - b;
    if (x === y) return 0;
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
      return [column.id, `${order}${column.key}`, () => heading(column, order, send)];
    }),
  ]);
  const body = table.querySelector("tbody");
  fill(body, sorted(view).map((row) => [row.code, "", () => part("tr", "row")]));
  for (const [at, row] of view.rows.entries()) {
    const line = body.made.get(row.code).node;
    line.className = row.reference ? "wk-reference" : row.chosen ? "wk-picked" : row.pinned ? "wk-pinned" : "";
    fill(line, [
      ["", `${row.name}|${row.pinned}|${row.chosen}|${row.reference}`, () => area(row, send)],
      ...view.columns.map(({ id, cells }) => [id, cells[at].shows, () => cell(cells[at])]),
    ]);
  }
};

const change = (view, code, how) => ({ ...view, rows: view.rows.map((row) => how(row, row.code === code)) });

/* The view as the page will have it once it has answered. */
const foreseen = (view, name, value) => {
  if (name === "volgorde") return { ...view, order: value };
  if (name === "weg") {
    const columns = view.columns.filter((each) => each.id !== value);
    return columns.length ? { ...view, columns } : view;
  }
  if (name === "gekozen") return change(view, value, (row, mine) => ({ ...row, chosen: mine && !row.chosen }));
  return change(view, value, (row, mine) => (mine ? { ...row, pinned: !row.pinned } : row));
};

/* The columns that came last, by key: of these the page sends no more than that. */
let had = new Map();

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
  const columns = data.columns.map((column) => had.get(column.key) ?? (column.id ? unpacked(column) : null));
  if (columns.includes(null)) {
    setTriggerValue("opnieuw", true);
    return;
  }
  had = new Map(columns.map((column) => [column.key, column]));
  // The same once more is no answer: what the visitor changed since stays.
  const text = JSON.stringify({ ...data, columns: columns.map((column) => column.key) });
  if (box.given === text) return;
  box.given = text;
  still(box, () => draw(box, { ...data, columns }, send));
}
