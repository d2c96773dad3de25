// Short messages over the map, each once, that a reader can close.
import { element } from "./dom.js";

export class Notes {
  constructor(map, texts) {
    this.texts = texts;
    this.shown = new Map();
    this.box = element("div", { class: "wk-notes", role: "status" });
    map.getContainer().append(this.box);
    window.L.DomEvent.disableClickPropagation(this.box);
  }

  /** Show the text `name` unless it's there, or was closed. */
  show(name) {
    if (this.shown.has(name)) return;
    const close = () => note.remove();
    const button = element("button", { type: "button", "aria-label": this.texts.close, onclick: close }, "×");
    const note = element("div", { class: "wk-note" }, element("span", {}, this.texts[name]), button);
    this.shown.set(name, note);
    this.box.append(note);
  }

  /** Take the text `name` away: it's no longer so. */
  hide(name) {
    this.shown.get(name)?.remove();
    this.shown.delete(name);
  }
}
