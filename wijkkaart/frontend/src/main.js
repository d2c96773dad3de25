// What the page sees: window.L for streamlit-folium, window.wijkkaart for our own scripts.
import L from "leaflet";
import leafletStyles from "leaflet/dist/leaflet.css";
import styles from "./kaart.css";
import { Kaart } from "./kaart.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(`${leafletStyles}\n${styles}`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

// A fade makes every repaint slower; movement only for those who want it.
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
L.Map.mergeOptions({
  fadeAnimation: false,
  zoomAnimation: !still,
  markerZoomAnimation: !still,
  inertia: !still,
});

const panBy = L.Map.prototype.panBy;
if (still) L.Map.include({ panBy(offset, options) { return panBy.call(this, offset, { ...options, animate: false }); } });

let kaart = null;
const status = { ready: false, revision: 0, scope: null, places: 0, markers: 0, tiles: { wanted: 0, painted: 0 }, painted: 0 };

/** Make the map ours: `options` never change; a script of the server's may have set more of them. */
function init(map, options) {
  kaart = new Kaart(map, { ...window.wijkkaart.options, ...options }, status);
}

/** Follow a state. Gives the (empty) layer that streamlit-folium wants to add to the map. */
function apply(state) {
  try {
    kaart.apply(state);
  } catch (error) {
    kaart?.failed("problem", error);
  }
  return L.layerGroup();
}

window.L = L;
window.wijkkaart = { init, apply, status };
