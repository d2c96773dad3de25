// The areas of one gemeente, drawn sharp from a small GeoJSON file.
import L from "leaflet";
import { boxOf, inside, ringsOf, within } from "./geometry.js";
import { HIDDEN } from "./state.js";

const OUTLINES = [
  { color: "#ffffff", weight: 6, opacity: 0.9 },
  { color: "#111827", weight: 3, opacity: 1 },
];

/** A drawn feature collection; `classOf(index, code)` says in which class an area is. */
export class AreaLayer {
  constructor(map, renderer, collection) {
    this.map = map;
    this.features = collection.features.map((feature, index) => shape(feature, index, renderer));
    this.byCode = new Map(this.features.map((feature) => [feature.code, feature]));
    this.group = L.layerGroup(this.features.map((feature) => feature.polygon));
    this.outlines = [];
  }

  /** Give every area its colour, and draw the layer when it isn't yet. */
  paint(classOf, palette, zoom) {
    const line = palette.line(Math.max(zoom, 12));
    for (const feature of this.features) {
      feature.class = classOf(feature.index, feature.code);
      const fill = palette.fill(feature.class);
      feature.polygon.setStyle({
        stroke: feature.class !== HIDDEN,
        color: line.colour,
        weight: line.width,
        fill: fill !== null,
        fillColor: fill,
      });
    }
    if (!this.map.hasLayer(this.group)) this.group.addTo(this.map);
  }

  /** The area at a point, or null. */
  hit({ lat, lng }) {
    const found = this.features.find(
      (one) => one.class !== HIDDEN && within(one.box, lng, lat) && inside(one.rings, lng, lat),
    );
    return found ?? null;
  }

  /** Outline one area, those of a list of codes, or none. */
  select(codes, renderer) {
    for (const outline of this.outlines) outline.remove();
    const features = [codes].flat().flatMap((code) => this.byCode.get(code) ?? []);
    this.outlines = features.length ? OUTLINES.map((style) => outlineOf(features, style, renderer)) : [];
    for (const outline of this.outlines) outline.addTo(this.map);
    return features.length > 0;
  }

  /** Take everything off the map. */
  remove() {
    this.select(null);
    this.group.remove();
  }
}

function shape(feature, index, renderer) {
  const rings = ringsOf(feature.geometry);
  const latlngs = rings.map((ring) => ring.map(([lng, lat]) => [lat, lng]));
  const options = { renderer, interactive: false, smoothFactor: 0.5, fillOpacity: 1, fillRule: "evenodd" };
  const { code, name } = feature.properties;
  return { index, code, name, rings, box: boxOf(rings), class: HIDDEN, polygon: L.polygon(latlngs, options) };
}

function outlineOf(features, style, renderer) {
  const options = { ...style, renderer, interactive: false, fill: false, lineJoin: "round" };
  return L.polygon(features.map((feature) => feature.polygon.getLatLngs()), options);
}
