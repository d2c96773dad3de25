// Markdown in, a document of the editor out; the same parser, set the same way, as `core/wijkscan/markup.py`.
import { Fragment } from "prosemirror-model";
import { allowed, DEEPEST, parser } from "./markdown.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** An own text as a document. Never fails. */
export function read(text) {
  const tokens = parser.parse(text, {});
  if (tokens.some((token) => token.level >= DEEPEST)) return asTyped(text);
  return nodes.doc.create(null, filled(blocks(tokens)));
}

function asTyped(text) {
  const parts = text.split(/\n\s*\n/).filter((part) => part.trim());
  return nodes.doc.create(null, filled(parts.map((part) => nodes.paragraph.create(null, plain(part.trim())))));
}

function plain(text) {
  return text ? schema.text(text.replace(/\n/g, " ")) : null;
}

const filled = (found) => (found.length ? found : [nodes.paragraph.create()]);

function blocks(tokens) {
  const found = [];
  for (let place = 0; place < tokens.length; place++) {
    const token = tokens[place];
    const end = closing(tokens, place);
    const inside = tokens.slice(place + 1, end);
    switch (token.type) {
      case "heading_open": {
        const level = Math.min(Number(token.tag.slice(1)), 3);
        found.push(nodes.heading.create({ level }, flat(inside[0].children)));
        break;
      }
      case "paragraph_open":
        found.push(...paragraph(inside[0].children));
        break;
      case "bullet_list_open":
      case "ordered_list_open": {
        const type = token.type === "ordered_list_open" ? nodes.ordered_list : nodes.bullet_list;
        const items = groups(inside).map((each) => nodes.list_item.create(null, filled(blocks(each))));
        found.push(type.create(null, items));
        break;
      }
      case "blockquote_open": {
        const quoted = blocks(inside);
        if (quoted.length) found.push(nodes.blockquote.create(null, quoted));
        break;
      }
      case "table_open":
        found.push(table(inside));
        break;
      case "fence":
        if (token.content.trim()) found.push(nodes.paragraph.create(null, broken(token.content.replace(/\n+$/, ""))));
        break;
    }
    place = end;
  }
  return found;
}

function broken(text) {
  return text.split("\n").flatMap((line, k) => [...(k ? [nodes.hard_break.create()] : []), ...(line ? [schema.text(line)] : [])]);
}

function closing(tokens, place) {
  if (tokens[place].nesting <= 0) return place;
  let depth = 0;
  for (let end = place; end < tokens.length; end++) {
    depth += tokens[end].nesting;
    if (!depth) return end;
  }
  return tokens.length - 1;
}

function groups(tokens) {
  const found = [];
  for (let place = 0; place < tokens.length; place++) {
    const end = closing(tokens, place);
    found.push(tokens.slice(place + 1, end));
    place = end;
  }
  return found;
}

function table(tokens) {
  const rows = [];
  for (const token of tokens) {
    if (token.type === "tr_open") rows.push([]);
    if (token.type !== "inline") continue;
    const type = rows.length > 1 ? nodes.table_cell : nodes.table_header;
    rows.at(-1).push(type.create(null, flat(token.children)));
  }
  return nodes.table.create(null, rows.map((row) => nodes.table_row.create(null, row)));
}

/** Paragraphs and photos: a photo in a text stands by itself. */
function paragraph(tokens) {
  const found = [];
  for (const part of inline(tokens, false)) {
    if (!Array.isArray(part)) found.push(part);
    else if (part.some((node) => node.textContent.trim())) found.push(nodes.paragraph.create(null, part));
  }
  return found;
}

/** Where neither a photo nor the end of a line can stand. */
function flat(tokens) {
  const found = inline(tokens, true).flat();
  return found.some((node) => node.textContent.trim()) ? found : null;
}

/** Lists of nodes for running text, and photos between them; all is text when `only`. */
function inline(tokens, only) {
  const found = [[]];
  let look = [];
  let chip = null;
  const put = (text, mark = look) => {
    if (!text) return;
    if (!chip) found.at(-1).push(schema.text(text, mark));
    // The look of a figure is that of its first letter.
    else chip = { ...chip, text: chip.text + text, look: chip.text ? chip.look : mark };
  };
  const without = (type) => look.filter((mark) => mark.type !== type);
  for (const token of tokens) {
    switch (token.type) {
      case "strong_open":
        look = marks.strong.create().addToSet(look);
        break;
      case "strong_close":
        look = without(marks.strong);
        break;
      case "em_open":
        look = marks.em.create().addToSet(look);
        break;
      case "em_close":
        look = without(marks.em);
        break;
      case "link_open": {
        const href = token.attrGet("href") ?? "";
        if (/^(cijfer|plek):./.test(href)) chip = { href, text: "", look: [] };
        else if (allowed(href)) look = marks.link.create({ href }).addToSet(look);
        break;
      }
      case "link_close":
        if (chip) found.at(-1).push(...chosen(chip));
        chip = null;
        look = without(marks.link);
        break;
      case "image": {
        const src = token.attrGet("src") ?? "";
        const alt = inline(token.children, true).flat().map((node) => node.textContent).join("");
        if (!only && !chip && /^foto:./.test(src)) {
          found.push(nodes.photo.create({ id: src.slice(5), alt, caption: token.attrGet("title") ?? "" }), []);
        } else put(alt);
        break;
      }
      case "softbreak":
        put(" ");
        break;
      case "hardbreak":
        if (only || chip) put(" ");
        else found.at(-1).push(nodes.hard_break.create());
        break;
      default:
        put(token.content);
    }
  }
  return found.map((part) => (Array.isArray(part) ? Fragment.from(part).content : part));
}

function chosen({ href, text, look }) {
  if (!text) return [];
  const [, kind, id] = /^(cijfer|plek):(.*)$/s.exec(href);
  return [(kind === "cijfer" ? nodes.figure : nodes.place).create({ id, text }, null, look)];
}
