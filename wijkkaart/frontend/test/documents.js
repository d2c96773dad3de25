// Documents as nobody would type them, the same every time; `node documents.js N` prints what is read of N of them.
import { fileURLToPath } from "node:url";
import { read, schema, write } from "../../static/editor.js";

const WORDS = [
  "wijk", "a", "1.", "1", ")", "# ", "- ", "+", "> ", "*", "**", "_", "__x", "snake_case", "[", "]", "](", "!", "<b>", "<a@b.nl>",
  "<http://x.nl>", "&amp;", "&", "|", "`", "```", "~~~", "\\", "é", "👩‍👩‍👧", "😀", "مرحبا", "שלום", " ", "  ", "€", "(x)", '"', "'", "---",
  "===", ":--", "http://x.nl", "¡", "…", "\u00a0", "\t", "$", "^", "=", "\u200f", "{{ x }}", "${y}", "[x](cijfer:y)", "![x](foto:y)",
];
const { nodes: N, marks: M } = schema;

/** A maker of documents; the same for the same seed. */
export function maker(seed) {
  const chance = () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
  const pick = (from) => from[Math.floor(chance() * from.length)];
  const some = (most, make) => Array.from({ length: 1 + Math.floor(chance() * most) }, make);

  const text = () => {
    const marks = [
      ...(chance() < 0.3 ? [M.strong.create()] : []),
      ...(chance() < 0.3 ? [M.em.create()] : []),
      ...(chance() < 0.15 ? [M.link.create({ href: pick(["https://a.nl", "http://b.nl/x(y)?a=1&b=2", "mailto:a@b.nl", "https://x.nl/a_b*c"]) })] : []),
    ];
    return schema.text(some(4, () => pick(WORDS)).join(""), marks.reduce((set, mark) => mark.addToSet(set), []));
  };
  const line = (breaks) =>
    some(5, () => {
      const kind = chance();
      const marks = chance() < 0.3 ? [M.strong.create()] : [];
      if (kind < 0.12) return N.figure.create({ id: pick(["inwoners", "inwoners@GM0307"]), text: pick(["6.020", "12,5%", "a]b", "*x*"]) }, null, marks);
      if (kind < 0.2) return N.place.create({ id: pick(["L1", "osm/1_2", "a b", "x|y"]), text: pick(["Huis", "De [X]", "A|B"]) }, null, marks);
      return kind < 0.3 && breaks ? N.hard_break.create() : text();
    });
  const table = () => {
    const width = 1 + Math.floor(chance() * 3);
    const row = (type) => N.table_row.create(null, Array.from({ length: width }, () => type.create(null, chance() < 0.2 ? null : line(false))));
    return N.table.create(null, [row(N.table_header), ...some(2, () => row(N.table_cell))]);
  };
  const block = (depth) => {
    const kind = chance();
    if (kind < 0.4 || depth > 3) return N.paragraph.create(null, line(true));
    if (kind < 0.5) return N.heading.create({ level: 1 + Math.floor(chance() * 3) }, line(false));
    if (kind < 0.6) return N.blockquote.create(null, some(3, () => block(depth + 1)));
    if (kind < 0.85) {
      const items = some(3, () => N.list_item.create(null, some(2, () => (chance() < 0.6 ? N.paragraph.create(null, line(true)) : block(depth + 1)))));
      return (chance() < 0.5 ? N.bullet_list : N.ordered_list).create(null, items);
    }
    if (kind < 0.93) return table();
    return N.photo.create({ id: "abc", alt: pick(["x", "a]b", "*y*", ""]), caption: pick(["", 'zij zei "x"', "a\\b", "&amp;"]) });
  };
  return {
    document: () => N.doc.create(null, some(4, () => block(0))),
    typed: () => some(8, () => some(6, () => pick([...WORDS, "\n", "\n\n", "  ", "**vet**", "*schuin*", "| a | b |\n| --- | --- |\n"])).join("")).join(pick(["\n", "\n\n", " "])),
  };
}

/** All words of a document, whatever their looks. */
export function words(doc) {
  const found = [];
  doc.descendants((node) => {
    found.push(node.isText ? node.text : (node.attrs?.text ?? `${node.attrs?.alt ?? ""}${node.attrs?.caption ?? ""}`));
  });
  return found.join("").replace(/\s+/g, "");
}

/** A document as plain lists, to lay beside what the server reads. */
export function plain(node) {
  const inside = () => node.children.map(plain).filter(Boolean);
  switch (node.type) {
    case N.doc:
      return inside();
    case N.paragraph:
      return node.textContent.trim() ? ["p", runs(node)] : null;
    case N.heading:
      return node.textContent.trim() ? [`h${node.attrs.level}`, runs(node)] : null;
    case N.blockquote:
      return ["quote", inside()];
    case N.bullet_list:
    case N.ordered_list:
      return [node.type === N.bullet_list ? "ul" : "ol", inside()];
    case N.table:
    case N.list_item:
    case N.table_row:
      return node.type === N.table ? ["table", inside()] : inside();
    case N.table_header:
    case N.table_cell:
      return runs(node);
    case N.photo:
      return ["photo", node.attrs.id, node.attrs.alt, node.attrs.caption];
  }
  throw new Error(node.type.name);
}

function runs(parent) {
  return parent.children.map((node) => {
    const has = (name) => node.marks.some((mark) => mark.type === M[name]);
    const link = node.marks.find((mark) => mark.type === M.link)?.attrs.href ?? "";
    const of = (type) => (node.type === type ? node.attrs.id : "");
    const text = node.isText ? node.text : node.type === N.hard_break ? "\n" : node.attrs.text;
    return [text, has("strong"), has("em"), link, of(N.figure), of(N.place)];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const make = maker(Number(process.argv[3] ?? 1));
  const texts = Array.from({ length: Number(process.argv[2]) }, (_, k) => (k % 2 ? make.typed() : write(make.document())));
  console.log(JSON.stringify(texts.map((text) => ({ text, tree: plain(read(text)) }))));
}
