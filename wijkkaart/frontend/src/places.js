// Places: clusters and pins, only those on screen, and only the ones that changed are touched.
import L from "leaflet";
import Supercluster from "supercluster";
import { categoryOf, clusterIcon, placeIcon } from "./icons.js";
import { Latest } from "./load.js";
import { groupPopup, placePopup } from "./popups.js";
import { rowsFromMask } from "./state.js";
import { counted } from "./texts.js";

const RADIUS = 44;
const MARGIN = 0.15;
const NONE = { ids: [], lat: [], lon: [], cat: [] };

export class Places {
  constructor(kaart) {
    Object.assign(this, { kaart, data: null, rows: [], chosen: null, index: null, popupRow: null });
    this.markers = new Map();
    this.file = new Latest("json", (data) => this.replace(data), (error) => this.lost(error));
    kaart.map.on("moveend", () => this.draw());
    kaart.map.on("popupclose", () => (this.popupRow = null));
  }

  get ready() {
    return this.file.ready;
  }

  update(state, changed) {
    const url = state.places?.url ?? null;
    if (url !== this.file.url) {
      this.file.ask(url);
      if (!url) this.replace(null);
    } else if (changed.has("places") || changed.has("place")) {
      this.choose(changed.has("place"));
    }
  }

  replace(data) {
    this.data = data;
    if (data) this.kaart.notes.hide("noPlaces");
    for (const key of [...this.markers.keys()]) this.take(key);
    this.choose(true);
    this.kaart.changed();
  }

  lost(error) {
    this.replace(null);
    this.kaart.failed("noPlaces", error);
  }

  /** Follow the mask and the selected place. */
  choose(follow) {
    const { state, map } = this.kaart;
    const { ids, lat, lon } = this.data ?? NONE;
    this.rows = rowsFromMask(state.places?.mask ?? null, ids.length).filter((row) => lat[row] != null);
    const row = state.place == null ? -1 : ids.indexOf(state.place);
    this.chosen = row >= 0 && lat[row] != null ? row : null;
    if (this.popupRow !== null && !this.rows.includes(this.popupRow)) map.closePopup();
    this.index = this.clustered(this.rows.filter((one) => one !== this.chosen));
    if (follow && this.chosen !== null) this.bringIntoView();
    this.draw();
  }

  clustered(rows) {
    const { categories } = this.kaart.options;
    const { lat, lon, cat } = this.data ?? NONE;
    const index = new Supercluster({
      radius: RADIUS,
      extent: 256,
      maxZoom: this.kaart.map.getMaxZoom(),
      map: ({ colour }) => ({ mix: { [colour]: 1 } }),
      reduce: (sum, { mix }) => {
        sum.mix = { ...sum.mix };
        for (const [colour, count] of Object.entries(mix)) sum.mix[colour] = (sum.mix[colour] ?? 0) + count;
      },
    });
    const point = (row) => ({
      type: "Feature",
      properties: { row, colour: categoryOf(categories, cat[row]).colour },
      geometry: { type: "Point", coordinates: [lon[row], lat[row]] },
    });
    return index.load(rows.map(point));
  }

  bringIntoView() {
    const { map } = this.kaart;
    if (this.kaart.visible) map.panInside(this.at(this.chosen), { padding: [60, 60], animate: false });
  }

  at(row) {
    return L.latLng(this.data.lat[row], this.data.lon[row]);
  }

  draw() {
    const { map } = this.kaart;
    if (!this.index || !this.kaart.visible) return;
    const bounds = map.getBounds().pad(MARGIN);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const wanted = new Map();
    for (const feature of this.index.getClusters(box, map.getZoom())) wanted.set(keyOf(feature), feature);
    if (this.chosen !== null) wanted.set(`s${this.chosen}`, null);
    for (const key of [...this.markers.keys()]) if (!wanted.has(key)) this.take(key);
    for (const [key, feature] of wanted) {
      const known = this.markers.get(key);
      if (known) known.feature = feature; // the cluster's number in the new index
      else this.markers.set(key, this.made(feature));
    }
    this.keepFocus();
  }

  made(feature) {
    if (!feature) return this.marker(this.chosen, true);
    return feature.properties.cluster ? this.cluster(feature) : this.marker(feature.properties.row, false);
  }

  /** Take a marker off the map; who had it under the keyboard goes on from the map. */
  take(key) {
    const marker = this.markers.get(key);
    if (marker.getElement() === document.activeElement) this.lostFocus = true;
    marker.remove();
    this.markers.delete(key);
  }

  keepFocus() {
    if (!this.lostFocus) return;
    this.lostFocus = false;
    const chosen = this.markers.get(`s${this.chosen}`)?.getElement();
    (chosen ?? this.kaart.map.getContainer()).focus({ preventScroll: true });
  }

  marker(row, selected) {
    const { categories } = this.kaart.options;
    const { name, cat, approx } = this.data;
    const category = categoryOf(categories, cat[row]);
    const approximate = Boolean(approx?.[row]);
    const extra = approximate ? ` (${this.kaart.texts.approximate})` : "";
    const label = `${name[row]}, ${category.label}${extra}`;
    const marker = L.marker(this.at(row), {
      icon: placeIcon(category, { approximate, selected }),
      zIndexOffset: selected ? 1000 : 0,
      riseOnHover: true,
    });
    return this.add(marker, label, () => this.open(row));
  }

  cluster(feature) {
    const { point_count: count, mix } = feature.properties;
    const [lng, lat] = feature.geometry.coordinates;
    const marker = L.marker([lat, lng], { icon: clusterIcon(count, mix), riseOnHover: true });
    marker.feature = feature;
    return this.add(marker, counted(this.kaart.texts.cluster, count), () => this.split(marker.feature));
  }

  add(marker, label, act) {
    marker.addTo(this.kaart.map);
    const node = marker.getElement();
    node.setAttribute("aria-label", label);
    node.title = label;
    marker.on("click", act);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
    return marker;
  }

  /** Zoom in until a cluster falls apart; a list when it can't. */
  split(feature) {
    const { map } = this.kaart;
    const [lng, lat] = feature.geometry.coordinates;
    const id = feature.properties.cluster_id;
    const zoom = this.index.getClusterExpansionZoom(id);
    if (zoom <= map.getMaxZoom() && map.getZoom() < map.getMaxZoom()) {
      map.setView([lat, lng], zoom);
      return;
    }
    const rows = this.index.getLeaves(id, Infinity).map((leaf) => leaf.properties.row);
    groupPopup(this.kaart, this.data, rows, [lat, lng], (row) => this.open(row));
  }

  /** Show what a place is, and tell Python. */
  open(row) {
    placePopup(this.kaart, this.data, row, this.at(row));
    this.popupRow = row;
    this.kaart.send("place", this.data.ids[row]);
  }
}

function keyOf({ properties, geometry }) {
  if (!properties.cluster) return `p${properties.row}`;
  const [lng, lat] = geometry.coordinates;
  return `c${lng.toFixed(6)} ${lat.toFixed(6)} ${properties.point_count} ${JSON.stringify(properties.mix)}`;
}
