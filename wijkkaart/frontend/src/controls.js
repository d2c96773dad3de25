// Buttons and scale bar.
import L from "leaflet";
import { drawing } from "./dom.js";

/** Zoom buttons, "whole area", scale bar; everything in Dutch. */
export function addControls(kaart) {
  const { map, texts } = kaart;
  L.control.zoom({ zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(map);
  new FitControl({ position: "topleft", title: texts.fit, act: () => kaart.fit() }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 120, position: "bottomright" }).addTo(map);
  map.attributionControl.setPrefix('<a href="https://leafletjs.com" rel="noreferrer">Leaflet</a>');
}

const FitControl = L.Control.extend({
  onAdd() {
    const { title, act } = this.options;
    const bar = L.DomUtil.create("div", "leaflet-bar");
    const button = L.DomUtil.create("a", "wk-fit", bar);
    Object.assign(button, { href: "#", title, role: "button" });
    button.setAttribute("aria-label", title);
    const line = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" };
    const corners = "M3 7V3h4 M13 3h4v4 M17 13v4h-4 M7 17H3v-4 M8 8h4v4H8z";
    button.append(
      drawing("svg", { width: 20, height: 20, viewBox: "0 0 20 20", "aria-hidden": "true" }, drawing("path", { d: corners, ...line })),
    );
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.on(button, "click", (event) => {
      L.DomEvent.preventDefault(event);
      act();
    });
    return bar;
  },
});
