// State of the country: tiles, the classes of its areas, and sharper outlines when zoomed in far.
import { Archive } from "./archive.js";
import { AreaLayer } from "./areas.js";
import { Latest, load } from "./load.js";
import { classesFromText, HIDDEN } from "./state.js";
import { CountryLayer } from "./tiles.js";

const DETAIL_ZOOM = 12;
const DETAIL_MOST = 4;
const NOTHING = { url: null, archive: null, layer: null, classes: null, names: null, codes: null, hidden: null, palette: null };

export class Country {
  constructor(kaart) {
    Object.assign(this, { kaart, ...NOTHING });
    this.detail = new Map();
    this.coming = new Set();
    this.classFile = new Latest("bytes", (classes) => this.recolour(classes), (error) => this.colourless(error));
    this.nameFile = new Latest("json", (names) => this.named(names), (error) => kaart.failed("noAreas", error));
    kaart.map.on("moveend", () => this.refine());
  }

  get ready() {
    if (!this.url) return true;
    const { wanted, painted } = this.counts();
    return Boolean(this.layer) && !this.layer.isLoading() && this.classFile.ready && wanted === painted;
  }

  counts() {
    return this.layer ? this.layer.counts() : { wanted: 0, painted: 0 };
  }

  update(state, changed) {
    if (!state.tiles) {
      if (this.url) this.stop();
      return;
    }
    const fresh = state.tiles.url !== this.url;
    if (fresh) this.start(state.tiles);
    if (fresh || changed.has("classes")) {
      if (typeof state.classes === "string") this.recolour(classesFromText(state.classes));
      else this.classFile.ask(state.classes.url);
    }
    if (changed.has("selected") && state.selected) this.nameFile.ask(state.tiles.names);
    if (["colours", "nodata", "figures", "selected"].some((key) => changed.has(key))) this.show();
  }

  stop() {
    this.layer?.remove();
    this.classFile.ask(null);
    this.nameFile.ask(null);
    this.coarse();
    Object.assign(this, NOTHING);
  }

  async start({ url }) {
    this.stop();
    this.url = url;
    const archive = new Archive(url);
    this.archive = archive;
    try {
      const header = await archive.header();
      if (this.archive !== archive) return;
      const onpaint = () => this.painted();
      const onfail = () => this.kaart.failed("noAreas");
      this.layer = new CountryLayer({ archive, header, onpaint, onfail, pane: "land" });
      this.layer.on("load", () => this.painted());
      this.layer.addTo(this.kaart.map);
      this.show();
    } catch (error) {
      if (this.archive !== archive) return;
      Object.assign(this, NOTHING);
      this.kaart.failed("noAreas", error);
    }
  }

  recolour(classes) {
    this.classes = classes;
    this.show();
    this.painted(); // when the tiles were there before their colours
  }

  /** Without its figures the country isn't drawn: colours of another indicator would be a lie. */
  colourless(error) {
    this.recolour(new Uint8Array(0));
    this.kaart.failed("noFigures", error);
  }

  show() {
    if (!this.layer || !this.classes) return;
    // Colours go with the classes: while new ones are on their way, the old stand as they are.
    if (this.classFile.ready || !this.palette) this.palette = this.kaart.palette;
    const selected = this.codes?.get(this.kaart.state.selected) ?? null;
    this.layer.show({ classes: this.classes, palette: this.palette, hidden: this.hidden, selected });
    for (const layer of this.detail.values()) this.paintDetail(layer);
    this.kaart.changed();
  }

  painted() {
    this.kaart.changed();
    if (!this.ready) return;
    // Names are asked for when the map stands: a click or a hover needs them.
    if (this.kaart.state.tiles) this.nameFile.ask(this.kaart.state.tiles.names);
    this.refine();
  }

  /** Call `use(names)` when the names are in; the last caller wins. */
  whenNamed(use) {
    if (this.names) use(this.names);
    else this.asked = use;
  }

  named(names) {
    this.names = names;
    this.asked?.(names);
    this.asked = null;
    this.codes = new Map(names.codes.map((code, index) => [code, index]));
    this.show();
    this.refine();
  }

  /** {code, name, index} at a point (code and name null while the names aren't in), or null. */
  hit(latlng) {
    if (!this.layer) return null;
    for (const layer of this.detail.values()) {
      const feature = layer.hit(latlng);
      if (feature) return { code: feature.code, name: feature.name, index: this.codes.get(feature.code) };
    }
    const index = this.layer.hit(latlng);
    if (index === null) return null;
    return { index, code: this.names?.codes[index] ?? null, name: this.names?.names[index] ?? null };
  }

  /** Draw the gemeenten in view from their own files when these are few, and we are close. */
  refine() {
    const template = this.kaart.state.tiles?.detail;
    if (!template || !this.layer || !this.names) return;
    const wanted = this.kaart.map.getZoom() < DETAIL_ZOOM ? [] : this.gemeenten();
    if (wanted.length === 0 || wanted.length > DETAIL_MOST) {
      this.coarse();
      return;
    }
    for (const gemeente of this.detail.keys()) if (!wanted.includes(gemeente)) this.leave(gemeente);
    for (const gemeente of wanted) this.enter(gemeente, template.replace("{gemeente}", gemeente));
  }

  gemeenten() {
    const codes = [...this.layer.inView()].map((index) => this.names.codes[index] ?? "");
    return [...new Set(codes.filter(Boolean).map((code) => `GM${code.slice(2, 6)}`))];
  }

  async enter(gemeente, url) {
    if (this.detail.has(gemeente) || this.coming.has(gemeente)) return;
    this.coming.add(gemeente);
    const layer = this.layer;
    try {
      const collection = await load(url);
      const near = this.kaart.map.getZoom() >= DETAIL_ZOOM;
      if (layer !== this.layer || !near) return;
      const { map, fills } = this.kaart;
      this.detail.set(gemeente, new AreaLayer(map, fills, collection));
      this.hide();
    } catch (error) {
      console.warn(error); // the tiles stay: less sharp, nothing is missing
    } finally {
      this.coming.delete(gemeente);
    }
  }

  leave(gemeente) {
    this.detail.get(gemeente)?.remove();
    this.detail.delete(gemeente);
    this.hide();
  }

  coarse() {
    if (this.detail.size === 0) return;
    for (const layer of this.detail.values()) layer.remove();
    this.detail.clear();
    this.hide();
  }

  /** Leave to the tiles what no other layer draws. */
  hide() {
    this.hidden = this.detail.size ? new Uint8Array(this.names.codes.length) : null;
    for (const layer of this.detail.values()) {
      for (const { code } of layer.features) if (this.codes.has(code)) this.hidden[this.codes.get(code)] = 1;
    }
    this.show();
  }

  paintDetail(layer) {
    const { map, state, outlines } = this.kaart;
    const classOf = (_, code) => this.classes[this.codes.get(code)] ?? HIDDEN;
    layer.paint(classOf, this.palette, map.getZoom());
    layer.select(state.selected, outlines);
  }
}
