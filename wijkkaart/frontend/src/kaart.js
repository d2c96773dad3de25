// One map: it follows the states that Python sends, and says when it's done.
import L from "leaflet";
import { Background } from "./background.js";
import { addControls } from "./controls.js";
import { Country } from "./country.js";
import { Draw } from "./draw.js";
import { loadIcons } from "./font.js";
import { Gemeente } from "./gemeente.js";
import { Notes } from "./notes.js";
import { Palette } from "./palette.js";
import { Pin } from "./pin.js";
import { Places } from "./places.js";
import { complete, diff } from "./state.js";
import { TEXTS } from "./texts.js";
import { Tooltip } from "./tooltip.js";

const PANES = { land: 340, gebieden: 360, selectie: 450 };

export class Kaart {
  constructor(map, options, status) {
    Object.assign(this, { map, status, state: complete({}), palette: new Palette(complete({})), waiting: null });
    this.options = { categories: {}, backgrounds: {}, ...options };
    this.texts = { ...TEXTS, ...options.texts };
    this.revision = 0;
    for (const [name, zIndex] of Object.entries(PANES)) {
      Object.assign(map.createPane(name).style, { zIndex, pointerEvents: "none" });
    }
    this.fills = L.canvas({ pane: "gebieden", padding: 0.25 });
    this.outlines = L.svg({ pane: "selectie", padding: 0.25 });
    this.notes = new Notes(map, this.texts);
    this.background = new Background(this);
    this.gemeente = new Gemeente(this);
    this.country = new Country(this);
    this.places = new Places(this);
    this.pin = new Pin(this);
    this.draw = new Draw(this);
    this.tooltip = new Tooltip(this);
    this.dress();
    map.on("click", (event) => this.click(event));
    map.on("movestart zoomstart", () => (this.whole = false));
    map.on("moveend", () => this.changed());
    loadIcons(this.options.font);
  }

  dress() {
    const container = this.map.getContainer();
    document.documentElement.lang = "nl";
    document.title = this.texts.title;
    document.documentElement.classList.add("wk");
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", this.texts.map);
    addControls(this);
    new ResizeObserver(() => this.resized()).observe(container);
  }

  /** Follow a new state; only what differs from the last is touched. */
  apply(next) {
    const state = complete(next);
    const changed = diff(this.revision ? this.state : null, state);
    const moved = this.state.view?.id !== state.view?.id;
    this.state = state;
    this.revision++;
    this.status.ready = false;
    delete document.documentElement.dataset.klaar;
    if (["colours", "nodata", "figures"].some((key) => changed.has(key))) this.palette = new Palette(state);
    if (moved) this.fit();
    this.background.update(state, changed);
    this.gemeente.update(state, changed);
    this.country.update(state, changed);
    this.places.update(state, changed);
    this.pin.update(state, changed);
    this.draw.update(state, changed);
    if (changed.size) this.tooltip.refresh();
    this.changed();
  }

  /** Show the whole of the area the state is about. */
  fit() {
    const bounds = this.state.view?.bounds;
    this.map.invalidateSize({ animate: false });
    if (!bounds) return;
    if (this.visible) this.map.fitBounds(bounds, { animate: false, padding: [8, 8] });
    this.whole = true;
  }

  /** Streamlit gives the frame its height after the first state; on a phone the map may be hidden. */
  get visible() {
    const { x, y } = this.map.getSize();
    return x > 40 && y > 40;
  }

  /** Another size: whoever saw the whole area still does. */
  resized() {
    this.map.invalidateSize({ animate: false, pan: false });
    if (this.whole) this.fit();
    this.places.draw();
  }

  /** The area at a point, or null. */
  hit(latlng) {
    return this.gemeente.hit(latlng) ?? this.country.hit(latlng);
  }

  click({ latlng }) {
    if (this.pin.takes(latlng) || this.draw.takes(latlng)) return;
    const area = this.hit(latlng);
    if (area?.code) this.send("area", area.code);
    else if (area) this.country.whenNamed((names) => this.send("area", names.codes[area.index]));
  }

  /** Tell Python what was clicked. */
  send(kind, id) {
    window.Streamlit?.setComponentValue({ kind, id, n: Date.now() });
  }

  failed(name, error) {
    if (error) console.error(error);
    this.notes.show(name);
    this.changed();
  }

  /** Something was drawn or asked for: say so when all of it stands on the screen. */
  changed() {
    if (!this.complete()) return;
    // Leaflet paints its canvas in the next frame; ours comes after it in that same frame.
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      if (this.complete()) this.report();
    });
  }

  complete() {
    const parts = [this.gemeente, this.country, this.places];
    const all = this.revision > 0 && parts.every((part) => part.ready);
    if (!all) {
      this.status.ready = false;
      delete document.documentElement.dataset.klaar;
    }
    return all;
  }

  report() {
    Object.assign(this.status, {
      ready: true,
      revision: this.revision,
      scope: this.state.view?.id ?? null,
      title: this.state.title,
      places: this.places.rows.length,
      markers: this.places.markers.size,
      tiles: this.country.counts(),
      painted: performance.now(),
    });
    document.documentElement.dataset.klaar = String(this.revision);
  }
}
