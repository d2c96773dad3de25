// The map underneath: one raster layer, or none.
import L from "leaflet";

/** How strong colours are over each background. */
const OPACITY = { geen: 1, luchtfoto: 0.6 };
const OVER_MAP = 0.75;

export class Background {
  constructor(kaart) {
    this.kaart = kaart;
    this.layer = null;
  }

  update({ background }, changed) {
    if (!changed.has("background")) return;
    this.layer?.remove();
    this.layer = null;
    this.kaart.notes.hide("noBackground");
    const definition = this.kaart.options.backgrounds[background];
    if (definition) this.layer = this.made(definition).addTo(this.kaart.map);
    const opacity = definition ? (OPACITY[background] ?? OVER_MAP) : 1;
    for (const pane of ["land", "gebieden"]) this.kaart.map.getPane(pane).style.opacity = opacity;
  }

  made({ url, attribution, minZoom, maxZoom, bounds }) {
    const counts = { loaded: 0, failed: 0 };
    const layer = L.tileLayer(url, {
      attribution, // HTML of our own
      minZoom: minZoom ?? 0,
      maxNativeZoom: maxZoom ?? 19,
      maxZoom: this.kaart.map.getMaxZoom(),
      bounds,
      noWrap: true,
    });
    layer.on("tileload", () => {
      counts.loaded++;
      if (this.layer === layer) this.kaart.notes.hide("noBackground");
    });
    layer.on("tileerror", () => {
      counts.failed++;
      // One failed tile may be a hole in the map; two without one that came means that the server is away.
      if (this.layer === layer && counts.failed > 1 && counts.loaded === 0) this.kaart.notes.show("noBackground");
    });
    return layer;
  }
}
