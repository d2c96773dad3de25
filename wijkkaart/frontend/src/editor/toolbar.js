// The row of buttons above the text.
import { isInTable } from "prosemirror-tables";
import { actions, kind, kindOf, pressed } from "./commands.js";
import { h, icon } from "./dom.js";

const KINDS = ["Gewone tekst", "Grote kop", "Kop", "Kleine kop"];
// Name, what it's called, its sign, and whether its name stands beside it.
const BUTTONS = [
  [["strong", "Vet", "format_bold"], ["em", "Cursief", "format_italic"]],
  [["bullet", "Lijst", "format_list_bulleted"], ["ordered", "Lijst met nummers", "format_list_numbered"], ["quote", "Citaat", "format_quote"]],
  [["link", "Link", "link"], ["table", "Tabel", "table"], ["photo", "Foto", "add_a_photo", true], ["figure", "Cijfer", "numbers", true], ["place", "Plek", "location_on", true]],
  [["undo", "Ongedaan maken", "undo"], ["redo", "Opnieuw", "redo"]],
];
const TABLE = [["row", "Rij erbij"], ["column", "Kolom erbij"], ["rowGone", "Rij weg"], ["columnGone", "Kolom weg"], ["tableGone", "Tabel weg"]];
const TOGGLES = new Set(["strong", "em", "bullet", "ordered", "quote", "link"]);

/** The toolbar of a view: {dom, update(state)}; `asks` has what needs a window: link, photo, figure, place. */
export function toolbar(view, asks, controls) {
  const made = new Map();
  const act = (name) => {
    if (asks[name]) return asks[name]();
    actions[name](view.state, view.dispatch, view);
    return view.focus();
  };
  const button = ([name, label, sign, worded]) => {
    const node = h(
      "button",
      { type: "button", title: label, "aria-label": label, tabindex: "-1", onclick: () => act(name), onmousedown: (event) => event.preventDefault() },
      sign ? icon(sign) : null,
      sign && !worded ? null : h("span", {}, label),
    );
    if (TOGGLES.has(name)) node.setAttribute("aria-pressed", "false");
    made.set(name, node);
    return node;
  };
  const select = h(
    "select",
    {
      "aria-label": "Soort tekst",
      tabindex: "-1",
      onchange: () => {
        kind(Number(select.value))(view.state, view.dispatch);
        view.focus();
      },
    },
    KINDS.map((name, level) => h("option", { value: level }, name)),
  );
  const group = (...children) => h("div", { class: "wk-group" }, ...children);
  const table = h("div", { class: "wk-group wk-in-table", hidden: true }, TABLE.map(button));
  const dom = h(
    "div",
    { class: "wk-tools", role: "toolbar", "aria-label": "Opmaak", "aria-controls": controls },
    group(select),
    BUTTONS.map((row) => group(row.map(button))),
    table,
  );
  const stops = () => [...dom.querySelectorAll("select, button")].filter((node) => !node.disabled && !node.closest("[hidden]"));
  let stop = select;
  const stand = (node) => {
    stop.tabIndex = -1;
    stop = node;
    stop.tabIndex = 0;
  };
  stand(select);
  // One stop for the Tab key; the arrows walk on from there.
  dom.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step && event.key !== "Home" && event.key !== "End") return;
    const all = stops();
    const k = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : (all.indexOf(document.activeElement) + step + all.length) % all.length;
    event.preventDefault();
    stand(all[k]);
    all[k].focus();
  });
  dom.addEventListener("focusin", (event) => event.target.closest("select, button") && stand(event.target.closest("select, button")));
  return {
    dom,
    update(state) {
      const inside = isInTable(state);
      for (const [name, node] of made) {
        if (TOGGLES.has(name)) node.setAttribute("aria-pressed", String(pressed(name, state)));
        const able = name in asks || actions[name](state);
        node.disabled = !able;
      }
      table.hidden = !inside;
      select.disabled = inside;
      select.value = String(kindOf(state));
      if (stop.disabled || stop.closest("[hidden]")) stand(stops()[0]);
    },
  };
}
