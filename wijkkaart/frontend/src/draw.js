// Drawing one outline by hand: corner by corner, closed at the first one; corners can be dragged.
import L from "leaflet";
import { element } from "./dom.js";
import { MOST_CORNERS, ringFromText, textFromRing } from "./outline.js";

const LOOK = { color: "#0b5d6b", weight: 3, interactive: false };
const CORNER = 28;
const SAME = 6; // pixels: a double click is one corner

export class Draw {
  constructor(kaart) {
    Object.assign(this, { kaart, ring: [], closed: false, bar: null, drawn: L.layerGroup(), reach: null });
    kaart.map.on("mousemove", ({ latlng }) => this.point(latlng));
    kaart.map.on("dblclick", () => this.active && this.close());
  }

  get active() {
    return Boolean(this.kaart.state.draw);
  }

  update(state, changed) {
    if (!changed.has("draw")) return;
    const { map } = this.kaart;
    map.getContainer().classList.toggle("wk-drawing", this.active);
    map.doubleClickZoom[this.active ? "disable" : "enable"]();
    if (!this.active) {
      this.bar?.remove();
      this.bar = null;
      this.drawn.remove();
      Object.assign(this, { ring: [], closed: false });
      return;
    }
    this.bar ??= new Bar({ position: "bottomleft", draw: this }).addTo(map);
    this.drawn.addTo(map);
    const ring = ringFromText(state.draw.ring);
    // Without an outline in the state, whoever is drawing goes on.
    if (ring.length || this.closed) Object.assign(this, { ring, closed: ring.length > 0 });
    this.show();
  }

  /** Whether a click is a corner of the outline. */
  takes(latlng) {
    if (this.active && !this.closed) this.add(latlng);
    return this.active;
  }

  add({ lat, lng }) {
    const { map } = this.kaart;
    const last = this.ring.at(-1);
    const moved = last ? map.latLngToLayerPoint(last).distanceTo(map.latLngToLayerPoint([lat, lng])) : SAME;
    if (moved < SAME || this.ring.length >= MOST_CORNERS) return;
    this.ring.push([lat, lng]);
    this.show();
  }

  close() {
    if (this.closed || this.ring.length < 3) return;
    this.closed = true;
    this.show();
    this.tell();
  }

  back() {
    const told = this.closed;
    if (told) this.closed = false;
    else this.ring.pop();
    this.show();
    if (told) this.kaart.send("outline", "");
  }

  again() {
    this.ring = [];
    this.closed = false;
    this.show();
    this.kaart.send("outline", "");
  }

  tell() {
    this.kaart.send("outline", textFromRing(this.ring));
  }

  /** The line from the last corner to the mouse. */
  point(latlng) {
    const open = this.active && !this.closed && this.ring.length > 0;
    this.reach?.setLatLngs(open ? [this.ring.at(-1), latlng] : []);
  }

  show() {
    this.drawn.clearLayers();
    const shape = this.closed ? L.polygon(this.ring, { ...LOOK, fillOpacity: 0.15 }) : L.polyline(this.ring, LOOK);
    this.reach = L.polyline([], { ...LOOK, weight: 2, dashArray: "4 6" });
    this.drawn.addLayer(shape).addLayer(this.reach);
    this.ring.forEach((_, place) => this.drawn.addLayer(this.corner(place, shape)));
    this.bar?.tell();
  }

  corner(place, shape) {
    const kind = place === 0 && !this.closed ? "wk-corner wk-first" : "wk-corner";
    const icon = L.divIcon({ className: kind, html: element("span"), iconSize: [CORNER, CORNER] });
    const marker = L.marker(this.ring[place], { icon, draggable: true, keyboard: false });
    marker.on("drag", () => {
      const { lat, lng } = marker.getLatLng();
      this.ring[place] = [lat, lng];
      shape.setLatLngs(this.ring);
    });
    marker.on("dragend", () => this.closed && this.tell());
    if (place === 0) marker.on("click", () => this.close());
    return marker;
  }
}

const Bar = L.Control.extend({
  onAdd() {
    const { draw } = this.options;
    const { texts } = draw.kaart;
    const button = (text, act) => element("button", { type: "button", onclick: act }, text);
    this.said = element("p", { role: "status" });
    this.done = button(texts.drawDone, () => draw.close());
    this.undo = button(texts.drawBack, () => draw.back());
    this.anew = button(texts.drawAgain, () => draw.again());
    const box = element("div", { class: "wk-draw" }, this.said, this.done, this.undo, this.anew);
    L.DomEvent.disableClickPropagation(box);
    return box;
  },

  tell() {
    const { ring, closed, kaart: { texts } } = this.options.draw;
    const full = ring.length >= MOST_CORNERS;
    this.said.textContent = closed ? texts.drawn : full ? texts.drawFull : ring.length < 3 ? texts.draw : texts.drawClose;
    this.done.disabled = closed || ring.length < 3;
    this.undo.disabled = this.anew.disabled = ring.length === 0;
  },
});
