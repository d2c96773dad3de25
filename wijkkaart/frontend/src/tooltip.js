// The name and figure of the area under the pointer.
import L from "leaflet";
import { element } from "./dom.js";
import { load, loaded } from "./load.js";

const ABOVE = ".leaflet-marker-icon, .leaflet-control, .leaflet-popup, .wk-notes";

export class Tooltip {
  constructor(kaart) {
    this.kaart = kaart;
    this.at = null;
    this.shown = null;
    this.name = element("strong");
    this.value = element("div");
    this.title = element("div", { class: "wk-title" });
    const content = element("div", {}, this.name, this.value, this.title);
    this.tip = L.tooltip({ className: "wk-tip", direction: "auto", offset: [14, 0], opacity: 1 });
    this.tip.setContent(content);
    kaart.map.on("mousemove", (event) => this.move(event));
    kaart.map.on("mouseout movestart zoomstart", () => this.hide());
  }

  move({ latlng, originalEvent }) {
    const covered = originalEvent.target instanceof Element && originalEvent.target.closest(ABOVE);
    const area = covered ? null : this.kaart.hit(latlng);
    this.at = latlng;
    if (!area) this.hide();
    else this.show(area);
  }

  show(area) {
    const { map } = this.kaart;
    if (this.shown !== area.index) this.write(area);
    this.shown = area.index;
    this.tip.setLatLng(this.at);
    if (!map.hasLayer(this.tip)) this.tip.addTo(map);
  }

  write(area) {
    const { state, texts } = this.kaart;
    const values = this.list(state.values);
    this.name.textContent = area.name ?? `${texts.loading} …`;
    this.value.textContent = state.figures ? (values ? (values[area.index] ?? "") : "…") : "";
    this.title.textContent = state.figures ? state.title : "";
  }

  /** The texts of the areas; asked for at the first hover. */
  list(values) {
    if (Array.isArray(values)) return values;
    if (!values?.url) return [];
    const known = loaded(values.url);
    if (known) return known;
    load(values.url).then(
      () => this.refresh(),
      () => this.kaart.failed("noFigures"),
    );
    return null;
  }

  /** Names, figures or colours changed under the pointer. */
  refresh() {
    this.shown = null;
    if (!this.at || !this.kaart.map.hasLayer(this.tip)) return;
    const area = this.kaart.hit(this.at);
    if (area) this.show(area);
    else this.hide();
  }

  hide() {
    this.shown = null;
    this.tip.remove();
  }
}
