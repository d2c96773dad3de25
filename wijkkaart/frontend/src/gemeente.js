// State of one gemeente's own layer: which file, which colours, which area is chosen.
import { AreaLayer } from "./areas.js";
import { Latest } from "./load.js";
import { classesFromText } from "./state.js";

export class Gemeente {
  constructor(kaart) {
    this.kaart = kaart;
    this.layer = null;
    this.file = new Latest("json", (collection) => this.replace(collection), (error) => this.lost(error));
  }

  get ready() {
    return this.file.ready;
  }

  /** Follow the state; `changed` holds the keys that differ. */
  update(state, changed) {
    if (changed.has("areas")) {
      this.file.ask(state.areas ? state.areas.url : null);
      if (!state.areas) this.replace(null);
    }
    if (!this.layer || !this.file.ready) return;
    if (["classes", "colours", "nodata", "figures"].some((key) => changed.has(key))) this.paint();
    if (changed.has("selected")) this.layer.select(state.selected, this.kaart.outlines);
  }

  replace(collection) {
    this.layer?.remove();
    this.layer = null;
    if (collection) {
      this.kaart.notes.hide("noAreas");
      this.layer = new AreaLayer(this.kaart.map, this.kaart.fills, collection);
      this.paint();
      this.layer.select(this.kaart.state.selected, this.kaart.outlines);
    }
    this.kaart.changed();
  }

  lost(error) {
    this.replace(null);
    this.kaart.failed("noAreas", error);
  }

  paint() {
    const { state, palette, map } = this.kaart;
    const classes = classesFromText(typeof state.classes === "string" ? state.classes : "");
    this.layer.paint((index) => classes[index], palette, map.getZoom());
  }

  /** {code, name, index} at a point, or null. */
  hit(latlng) {
    return this.layer?.hit(latlng) ?? null;
  }
}
