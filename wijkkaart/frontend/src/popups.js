// Small windows on the map: one place, or the places that stand on one point.
import L from "leaflet";
import { element } from "./dom.js";
import { categoryOf } from "./icons.js";
import { counted } from "./texts.js";

const OPTIONS = { maxWidth: 280, minWidth: 180, maxHeight: 260, offset: [0, -8] };

/** Name, category and one line about a place. */
export function placePopup(kaart, data, row, latlng) {
  const category = categoryOf(kaart.options.categories, data.cat[row]);
  const dot = element("span", { class: "wk-dot", "aria-hidden": "true" });
  dot.style.backgroundColor = category.colour;
  const notes = [data.line?.[row], data.approx?.[row] ? kaart.texts.approximate : ""].filter(Boolean);
  const content = element(
    "div",
    { class: "wk-popup" },
    element("strong", {}, data.name[row]),
    element("div", { class: "wk-category" }, dot, category.label),
    ...notes.map((note) => element("div", { class: "wk-line" }, note)),
  );
  show(kaart, latlng, content);
}

/** The names of several places as buttons. */
export function groupPopup(kaart, data, rows, latlng, choose) {
  const byName = (a, b) => data.name[a].localeCompare(data.name[b], "nl");
  const items = [...rows].sort(byName).map((row) => {
    const category = categoryOf(kaart.options.categories, data.cat[row]);
    const dot = element("span", { class: "wk-dot", "aria-hidden": "true" });
    dot.style.backgroundColor = category.colour;
    const button = element("button", { type: "button", onclick: () => choose(row) }, dot, data.name[row]);
    button.title = category.label;
    return element("li", {}, button);
  });
  const heading = element("strong", {}, counted(kaart.texts.here, rows.length));
  show(kaart, latlng, element("div", { class: "wk-popup" }, heading, element("ul", {}, ...items)));
}

function show(kaart, latlng, content) {
  const popup = L.popup(OPTIONS).setLatLng(latlng).setContent(content).openOn(kaart.map);
  const close = popup.getElement().querySelector(".leaflet-popup-close-button");
  close?.setAttribute("aria-label", kaart.texts.close);
  popup.getElement().setAttribute("role", "dialog");
  content.querySelector("button")?.focus({ preventScroll: true });
}
