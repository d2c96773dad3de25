// The whole country: canvas tiles that are filled again when the classes change.
import L from "leaflet";
import { SIZE, source } from "./pyramid.js";
import { HIDDEN } from "./state.js";

const SELECTED = [
  { colour: "#ffffff", width: 6 },
  { colour: "#111827", width: 3 },
];

/**
 * Options: archive, header, onpaint() after every painted tile, onfail(error).
 * `show({classes, palette, hidden, selected})` (re)paints; `hidden[i]` is 1 for an area drawn by another layer.
 */
export const CountryLayer = L.GridLayer.extend({
  initialize(options) {
    const { header } = options;
    L.GridLayer.prototype.initialize.call(this, {
      tileSize: SIZE,
      noWrap: true,
      updateWhenZooming: false,
      updateWhenIdle: false,
      keepBuffer: 1,
      minNativeZoom: header.minZoom + 1,
      bounds: [[header.minLat, header.minLon], [header.maxLat, header.maxLon]],
      ...options,
    });
    this.live = new Map();
    this.look = null;
    this.round = 0;
    this.probe = document.createElement("canvas").getContext("2d");
    this.on("tileunload", (event) => this.drop(event.tile));
  },

  show(look) {
    this.look = look;
    this.round++;
    for (const tile of this.live.values()) this.paint(tile);
  },

  counts() {
    const wanted = Object.values(this._tiles ?? {}).filter((tile) => tile.current);
    const painted = wanted.filter(({ el }) => this.live.get(el)?.round === this.round);
    return { wanted: wanted.length, painted: this.look ? painted.length : 0 };
  },

  createTile(coords, done) {
    const canvas = document.createElement("canvas");
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = canvas.height = SIZE * ratio;
    const place = source(coords, this.options.header.maxZoom);
    const tile = { canvas, ratio, coords, place, round: -1, failed: false };
    tile.data = this.options.archive.take(place.z, place.x, place.y);
    this.live.set(canvas, tile);
    tile.data.promise.then(
      () => this.finish(tile, done),
      (error) => this.finish(tile, done, error),
    );
    return canvas;
  },

  finish(tile, done, error) {
    if (!this.live.has(tile.canvas)) return;
    tile.failed = Boolean(error);
    if (error) this.options.onfail(error);
    this.paint(tile);
    done(null, tile.canvas);
    this.options.onpaint();
  },

  drop(canvas) {
    const tile = this.live.get(canvas);
    this.live.delete(canvas);
    if (tile) this.options.archive.release(tile.data);
  },

  paint(tile) {
    if (!this.look || !(tile.data.features || tile.failed)) return;
    tile.round = this.round;
    const context = tile.canvas.getContext("2d");
    const { ratio, place } = tile;
    const scale = ratio * place.scale;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, tile.canvas.width, tile.canvas.height);
    context.setTransform(scale, 0, 0, scale, -place.left * ratio, -place.top * ratio);
    const features = tile.data.features ?? [];
    this.fill(context, features, place);
    this.lines(context, features, tile.coords.z, place.scale);
  },

  fill(context, features, place) {
    const { classes, palette, hidden } = this.look;
    // The hatch keeps its size when a tile is shown larger than it was made.
    palette.pattern?.setTransform(new DOMMatrix().scale(1 / place.scale));
    const byClass = new Map();
    for (const feature of features) {
      const number = hidden?.[feature.i] ? HIDDEN : (classes[feature.i] ?? HIDDEN);
      if (!byClass.has(number)) byClass.set(number, []);
      byClass.get(number).push(feature.path);
    }
    for (const [number, paths] of byClass) {
      const fill = palette.fill(number);
      if (fill === null) continue;
      context.fillStyle = fill;
      for (const path of paths) context.fill(path, "evenodd");
    }
  },

  lines(context, features, zoom, scale) {
    const { classes, palette, hidden, selected } = this.look;
    const { colour, width } = palette.line(zoom);
    const drawn = (feature) => !hidden?.[feature.i] && (classes[feature.i] ?? HIDDEN) !== HIDDEN;
    if (width > 0) {
      context.strokeStyle = colour;
      context.lineWidth = width / scale;
      for (const feature of features) if (drawn(feature)) context.stroke(feature.path);
    }
    const chosen = features.filter((feature) => feature.i === selected && drawn(feature));
    for (const style of SELECTED) {
      context.strokeStyle = style.colour;
      context.lineWidth = style.width / scale;
      for (const feature of chosen) context.stroke(feature.path);
    }
  },

  /** Index of the area at a point, or null. */
  hit(latlng) {
    if (!this.look || !this._map) return null;
    const zoom = this._tileZoom;
    const point = this._map.project(latlng, zoom);
    const coords = { x: Math.floor(point.x / SIZE), y: Math.floor(point.y / SIZE), z: zoom };
    const tile = this.live.get(this._tiles[this._tileCoordsToKey(coords)]?.el);
    if (!tile?.data.features) return null;
    const { place } = tile;
    const x = (point.x - coords.x * SIZE + place.left) / place.scale;
    const y = (point.y - coords.y * SIZE + place.top) / place.scale;
    const found = tile.data.features.find(({ i, box, path }) =>
      (this.look.classes[i] ?? HIDDEN) !== HIDDEN && x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] &&
      this.probe.isPointInPath(path, x, y, "evenodd"));
    return found ? found.i : null;
  },

  /** Indices of the areas whose box meets the part of the country on screen. */
  inView() {
    const found = new Set();
    const view = this._map.getPixelBounds();
    for (const { canvas, coords, place, data } of this.live.values()) {
      if (coords.z !== this._tileZoom || !data.features || !canvas.isConnected) continue;
      const left = (view.min.x - coords.x * SIZE + place.left) / place.scale;
      const top = (view.min.y - coords.y * SIZE + place.top) / place.scale;
      const right = (view.max.x - coords.x * SIZE + place.left) / place.scale;
      const bottom = (view.max.y - coords.y * SIZE + place.top) / place.scale;
      for (const { i, box } of data.features) {
        if (box[0] < right && box[2] > left && box[1] < bottom && box[3] > top) found.add(i);
      }
    }
    return found;
  },
});
