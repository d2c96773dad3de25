// One spot by itself: where a record is, or where it's being put.
import L from "leaflet";
import { placeIcon } from "./icons.js";

const LOOK = { icon: "location_on", colour: "#0b5d6b" };

export class Pin {
  constructor(kaart) {
    this.kaart = kaart;
    this.marker = null;
  }

  update(state, changed) {
    if (!changed.has("pin")) return;
    this.marker?.remove();
    this.marker = null;
    const { pin } = state;
    if (pin?.lat == null) return;
    const icon = placeIcon(LOOK, { approximate: pin.approximate, selected: true });
    const put = { icon, draggable: pin.pick, interactive: pin.pick, keyboard: pin.pick, title: pin.name, alt: pin.name };
    this.marker = L.marker([pin.lat, pin.lng], put).addTo(this.kaart.map);
    this.marker.on("dragend", () => this.put(this.marker.getLatLng()));
  }

  /** Whether the map is about a pin: then a click on it chooses no area. */
  takes(latlng) {
    const { pin } = this.kaart.state;
    if (pin?.pick) this.put(latlng);
    return Boolean(pin);
  }

  put({ lat, lng }) {
    this.kaart.send("pin", `${lat.toFixed(6)},${lng.toFixed(6)}`);
  }
}
