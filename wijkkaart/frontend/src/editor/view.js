// How photos, figures and places look in the text.
import { DOMSerializer } from "prosemirror-model";
import { h } from "./dom.js";
import { schema } from "./schema.js";

/** Address of a photo of a wijkscan. */
export const photoUrl = (scan, id) => `/wijkscan/${encodeURIComponent(scan)}/foto/${encodeURIComponent(id)}`;

function figure(scan, { id, alt, caption }) {
  const missing = h("p", { class: "wk-help", hidden: true }, "Deze foto is er niet (meer).");
  const image = h("img", { src: photoUrl(scan, id), alt, loading: "lazy", onerror: () => (missing.hidden = false) });
  return h("figure", { class: "wk-photo", "data-foto": id }, image, missing, caption ? h("figcaption", { dir: "auto" }, caption) : null);
}

/** Node views of the editor; `change(view, pos)` asks for other texts with a photo. */
export function nodeViews(scan, about, change) {
  const chip = (name) => (node) => {
    const known = about(name, node.attrs.id);
    const dom = h("span", { class: `wk-chip wk-chip-${name}`, [`data-${name}`]: node.attrs.id, title: known }, node.attrs.text);
    return { dom };
  };
  return {
    figure: chip("figure"),
    place: chip("place"),
    photo(node, view, pos) {
      const dom = h("div", { class: "wk-photo-box" }, figure(scan, node.attrs));
      if (view.editable) {
        dom.append(
          h("button", { type: "button", onclick: () => change(view, pos()) }, "Tekst wijzigen"),
          h("button", { type: "button", onclick: () => {
            view.dispatch(view.state.tr.delete(pos(), pos() + node.nodeSize));
            view.focus();
          } }, "Foto weghalen"),
        );
      }
      return { dom, stopEvent: (event) => event.target.closest?.("button") !== null, ignoreMutation: () => true };
    },
  };
}

/** A text as it reads, not to be changed. */
export function shown(scan, doc) {
  const plain = DOMSerializer.fromSchema(schema);
  const serializer = new DOMSerializer({ ...plain.nodes, photo: (node) => figure(scan, node.attrs) }, plain.marks);
  return h("div", { class: "wk-text" }, serializer.serializeFragment(doc.content));
}
