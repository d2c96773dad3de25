// What a place and a group of places look like.
import L from "leaflet";
import { inkOn, slices } from "./colours.js";
import { element } from "./dom.js";
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
  const ring = element("span", { class: "wk-ring" }, element("span", { class: "wk-count" }, number(count)));
  // One gradient instead of a drawing with an arc a colour: there may be a hundred of these on a map.
  const parts = slices(mix).map(({ colour, from, to }) => `${colour} ${100 * from}% ${100 * to}%`);
  ring.style.backgroundImage = `conic-gradient(${parts.join()})`;
  ring.style.width = ring.style.height = `${size}px`;
  const target = Math.max(size, TARGET);
  return L.divIcon({ className: "wk-marker wk-cluster", html: ring, iconSize: [target, target] });
}
