// What an own text can consist of: exactly what `core/wijkscan/markup.py` reads.
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";
import { allowed, normal } from "./markdown.js";

const block = (tag, content = "inline*") => ({
  content,
  group: "block",
  parseDOM: [{ tag }],
  toDOM: () => [tag, { dir: "auto" }, 0],
});

// A figure or place in a sentence: one sign that can be put and taken away, never half typed over.
const chip = (name, label) => ({
  inline: true,
  group: "inline",
  atom: true,
  attrs: { id: {}, text: {} },
  leafText: (node) => node.attrs.text,
  parseDOM: [
    {
      tag: `span[data-${name}]`,
      getAttrs: (dom) => ({ id: dom.getAttribute(`data-${name}`), text: dom.textContent }),
    },
  ],
  toDOM: ({ attrs }) => ["span", { class: `wk-chip wk-chip-${name}`, [`data-${name}`]: attrs.id, title: label }, attrs.text],
});

const linked = (href) => allowed(href) && { href: normal(href) };

const tables = tableNodes({ tableGroup: "block", cellContent: "(text | figure | place)*", cellAttributes: {} });

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: block("p"),
    heading: {
      content: "(text | figure | place)*",
      group: "block",
      defining: true,
      attrs: { level: { default: 1 } },
      // Below the headings of the page itself.
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
        tag: `h${level}`,
        getAttrs: (dom) => ({ level: Math.min(Math.max(Number(dom.dataset.level) || level, 1), 3) }),
      })),
      toDOM: ({ attrs }) => [`h${attrs.level + 3}`, { dir: "auto", "data-level": attrs.level }, 0],
    },
    blockquote: { ...block("blockquote", "block+"), defining: true },
    bullet_list: { ...block("ul", "list_item+"), toDOM: () => ["ul", 0] },
    ordered_list: { ...block("ol", "list_item+"), toDOM: () => ["ol", 0] },
    list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", { dir: "auto" }, 0] },
    ...tables,
    photo: {
      group: "block",
      atom: true,
      draggable: true,
      attrs: { id: {}, alt: { default: "" }, caption: { default: "" } },
      parseDOM: [
        {
          tag: "figure[data-foto]",
          getAttrs: (dom) => ({
            id: dom.dataset.foto,
            alt: dom.querySelector("img")?.alt ?? "",
            caption: dom.querySelector("figcaption")?.textContent ?? "",
          }),
        },
      ],
      toDOM: ({ attrs }) => [
        "figure",
        { "data-foto": attrs.id },
        ["img", { alt: attrs.alt }],
        ["figcaption", attrs.caption],
      ],
    },
    text: { group: "inline" },
    figure: chip("figure", "Cijfer uit de bron"),
    place: chip("place", "Uit de sociale kaart"),
    hard_break: {
      inline: true,
      group: "inline",
      selectable: false,
      leafText: () => "\n",
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        { tag: "a[href]", getAttrs: (dom) => linked(dom.getAttribute("href").trim()) },
      ],
      toDOM: ({ attrs }) => ["a", { href: attrs.href, rel: "noopener noreferrer", target: "_blank" }, 0],
    },
    em: {
      parseDOM: [{ tag: "i" }, { tag: "em" }, { style: "font-style=italic" }, { style: "font-style=normal", clearMark: (mark) => mark.type.name === "em" }],
      toDOM: () => ["em", 0],
    },
    strong: {
      parseDOM: [
        { tag: "strong" },
        // What Google Docs puts around everything.
        { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null },
        { style: "font-weight=400", clearMark: (mark) => mark.type.name === "strong" },
        { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null },
      ],
      toDOM: () => ["strong", 0],
    },
  },
});
