// The tiles of a PMTiles file, read by range requests and kept as paths.
import { PMTiles } from "pmtiles";
import { decode } from "./mvt.js";
import { SIZE } from "./pyramid.js";

const KEEP = 160;

export class Archive {
  constructor(url) {
    this.file = new PMTiles(url);
    this.tiles = new Map();
  }

  /** {minZoom, maxZoom, minLon, minLat, maxLon, maxLat} of the file. */
  header() {
    return this.file.getHeader();
  }

  /** Ask for a tile; its `promise` gives the features. Give it back with `release`. */
  take(z, x, y) {
    const key = `${z}/${x}/${y}`;
    const tile = this.tiles.get(key) ?? this.start(key, z, x, y);
    this.tiles.delete(key);
    this.tiles.set(key, tile);
    tile.users++;
    return tile;
  }

  /** A tile is no longer needed: stop fetching it when nobody else waits for it. */
  release(tile) {
    tile.users--;
    if (tile.users > 0) return;
    if (!tile.features) {
      this.tiles.delete(tile.key);
      tile.controller.abort();
    }
    for (const [key, old] of this.tiles) {
      if (this.tiles.size <= KEEP) break;
      if (old.users === 0) this.tiles.delete(key);
    }
  }

  start(key, z, x, y) {
    const controller = new AbortController();
    const tile = { key, users: 0, controller, features: null };
    tile.promise = this.read(z, x, y, controller.signal).then(
      (features) => (tile.features = features),
      (error) => {
        this.tiles.delete(key);
        throw error;
      },
    );
    return tile;
  }

  async read(z, x, y, signal) {
    const answer = await this.file.getZxy(z, x, y, signal);
    return answer ? decode(new Uint8Array(answer.data), SIZE, () => new Path2D()) : [];
  }
}
