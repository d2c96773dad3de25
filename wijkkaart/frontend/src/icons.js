// What a place and a group of places look like.
import L from "leaflet";
import { inkOn, slices } from "./colours.js";
import { drawing, element } from "./dom.js";
import { number } from "./texts.js";

/** Touch target of a marker, in pixels. */
export const TARGET = 44;
const UNKNOWN = { label: "", icon: "place", colour: "#4b5563" };

/** The category of an id, or a neutral one. */
export function categoryOf(categories, id) {
  return categories[id] ?? UNKNOWN;
}

/** A round pin with the icon of its category. */
export function placeIcon(category, { approximate, selected }) {
  const pin = element("span", { class: "wk-pin" }, element("span", { class: "wk-icon" }, category.icon));
  pin.style.backgroundColor = category.colour;
  pin.style.color = inkOn(category.colour);
  if (approximate) pin.classList.add("wk-approximate");
  if (selected) pin.classList.add("wk-selected");
  return L.divIcon({ className: "wk-marker", html: pin, iconSize: [TARGET, TARGET] });
}

/** A ring that shows the mix of colours, with the number of places inside; `mix` is {colour: count}. */
export function clusterIcon(count, mix) {
  const size = count < 10 ? 36 : count < 100 ? 42 : count < 1000 ? 48 : 56;
  const picture = drawing("svg", { width: size, height: size, viewBox: "0 0 40 40", "aria-hidden": "true" });
  picture.append(drawing("circle", { cx: 20, cy: 20, r: 19.5, fill: "#ffffff" }));
  for (const { colour, from, to } of slices(mix)) {
    const share = { "stroke-dasharray": `${to - from} ${1 - to + from}`, "stroke-dashoffset": -from };
    const ring = { cx: 20, cy: 20, r: 16.5, fill: "none", stroke: colour, "stroke-width": 5, pathLength: 1 };
    picture.append(drawing("circle", { ...ring, ...share, transform: "rotate(-90 20 20)" }));
  }
  picture.append(drawing("text", { x: 20, y: 20, class: "wk-count" }, number(count)));
  const target = Math.max(size, TARGET);
  return L.divIcon({ className: "wk-marker wk-cluster", html: picture, iconSize: [target, target] });
}
