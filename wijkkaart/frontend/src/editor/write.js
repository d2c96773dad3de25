// A document of the editor in, Markdown out: what `read` gives back is the same document.
import { read } from "./read.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const kept = new WeakMap();

/** An own text as Markdown. What didn't change since the last time costs nothing. */
export function write(doc) {
  return joined(doc, true);
}

function joined(parent, top) {
  const found = [];
  let last = null;
  let turn = 0;
  parent.forEach((node) => {
    // Two lists behind each other stay two when their marks differ.
    turn = isList(node) && last === node.type ? 1 - turn : 0;
    const text = turn ? block(node, turn) : remembered(node);
    if (!text) return;
    const tight = !top && last === nodes.paragraph && isList(node) && node.firstChild.textContent.trim();
    if (found.length) found.push(tight ? "\n" : "\n\n");
    found.push(text);
    last = node.type;
  });
  return found.join("");
}

const isList = (node) => node.type === nodes.bullet_list || node.type === nodes.ordered_list;

function remembered(node) {
  if (!kept.has(node)) kept.set(node, block(node, 0));
  return kept.get(node);
}

function block(node, turn) {
  switch (node.type) {
    case nodes.heading: {
      // Signs at the end would be taken for the end of the heading.
      const text = textblock(node).replace(/#$/, "\\#");
      return text && `${"#".repeat(node.attrs.level)} ${text}`;
    }
    case nodes.paragraph:
      return textblock(node);
    case nodes.blockquote:
      return before(joined(node, true), "> ", "> ");
    case nodes.bullet_list:
    case nodes.ordered_list:
      return list(node, turn);
    case nodes.table:
      return table(node);
    case nodes.photo: {
      const { id, alt, caption } = node.attrs;
      const title = oneLine(caption).replace(/[\\"&]/g, "\\$&");
      return `![${escaped(oneLine(alt))}](${address(`foto:${id}`)}${title ? ` "${title}"` : ""})`;
    }
  }
  return "";
}

function before(text, first, others) {
  return text && text.split("\n").map((line, k) => (k ? (line ? others + line : others.trimEnd()) : first + line)).join("\n");
}

function list(node, turn) {
  const items = [];
  const sign = node.type === nodes.ordered_list ? ".)"[turn] : "-*"[turn];
  node.forEach((item, _, k) => {
    const mark = node.type === nodes.ordered_list ? `${k + 1}${sign} ` : `${sign} `;
    items.push(before(joined(item, false), mark, " ".repeat(mark.length)) || mark.trimEnd());
  });
  return items.join(items.some((item) => item.includes("\n\n")) ? "\n\n" : "\n");
}

function table(node) {
  const rows = [];
  node.forEach((row) => {
    const cells = [];
    row.forEach((cell) => {
      cells.push(textblock(cell));
      // A cell over more columns leaves the others empty.
      for (let k = 1; k < (cell.attrs.colspan ?? 1); k++) cells.push("");
    });
    rows.push(cells);
  });
  const width = Math.max(...rows.map((cells) => cells.length));
  const line = (cells) => `| ${Array.from({ length: width }, (_, k) => cells[k] ?? "").join(" | ")} |`;
  return [line(rows[0]), line(Array(width).fill("---")), ...rows.slice(1).map(line)].join("\n");
}

// Signs of bold and italic, the usual ones first; "" when nothing else can be read back.
const SIGNS = [["**", "*"], ["**", "_"], ["__", "*"], ["**", ""], ["", "_"], ["", ""]];

/** Running text; when its looks can't be read back, less of its looks, but never less of its text. */
function textblock(node) {
  const pieces = cut(node);
  if (!pieces.length) return "";
  const wanted = shape(pieces);
  let text = "";
  for (const [strong, em] of pieces.some(({ strong, em }) => strong || em) ? SIGNS : [["", ""]]) {
    text = lines(emitted(pieces, strong, em));
    const back = read(text).firstChild;
    if (back.inlineContent && shape(cut(back)) === wanted) return text;
  }
  return text;
}

/** Words, spaces and signs with how they look; marks begin and end at letters. */
function cut(node) {
  const found = [];
  node.forEach((child) => {
    const look = {
      strong: child.marks.some((mark) => mark.type === marks.strong),
      em: child.marks.some((mark) => mark.type === marks.em),
      href: child.marks.find((mark) => mark.type === marks.link)?.attrs.href ?? "",
    };
    if (child.isText) {
      for (const [text] of cleaned(child.text).matchAll(/\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu)) {
        found.push({ kind: /^\s/.test(text) ? "space" : "text", text, raw: escaped(text), ...look });
      }
    } else if (child.type === nodes.hard_break) {
      // Only a paragraph has more than one line.
      if (node.type === nodes.paragraph) found.push({ kind: "break", text: "\n", raw: "\\\n", ...look });
      else found.push({ kind: "space", text: " ", raw: " ", ...look });
    } else {
      const scheme = child.type === nodes.figure ? "cijfer" : "plek";
      const text = oneLine(child.attrs.text);
      const raw = `[${escaped(text)}](${address(`${scheme}:${child.attrs.id}`)})`;
      found.push({ kind: "chip", text: `${scheme}:${child.attrs.id}:${text}`, raw, ...look, href: "" });
    }
  });
  return bare(bare(edges(found), "strong"), "em");
}

/** Without spaces at the ends of a line, where Markdown has none. */
function edges(pieces) {
  const blank = (piece) => piece.kind === "space" || piece.kind === "break";
  let from = 0;
  let to = pieces.length;
  while (from < to && blank(pieces[from])) from++;
  while (to > from && blank(pieces[to - 1])) to--;
  const found = [];
  for (const piece of pieces.slice(from, to)) {
    if (piece.kind === "break") while (found.at(-1)?.kind === "space") found.pop();
    if (piece.kind !== "space" || found.at(-1)?.kind !== "break") found.push(piece);
  }
  return found;
}

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const isLetter = (piece) => piece.kind === "text" && !piece.href && LETTER.test(piece.text);
const isOpen = (piece) => !piece || piece.kind === "space" || piece.kind === "break" || (piece.kind === "text" && /^[!-/:-@[-`{-~]$/.test(piece.text));

/** Take a mark off the spaces at its ends, and off signs there that stand against a letter. */
function bare(pieces, mark) {
  const found = pieces.map((piece) => ({ ...piece }));
  const trim = (k, step) => {
    for (; found[k]?.[mark]; k += step) {
      const space = found[k].kind === "space" || found[k].kind === "break";
      if (!space && (isLetter(found[k]) || isOpen(found[k - step]))) return;
      found[k][mark] = false;
    }
  };
  for (let k = 0; k < found.length; k++) if (found[k][mark] && !found[k - 1]?.[mark]) trim(k, 1);
  for (let k = found.length - 1; k >= 0; k--) if (found[k][mark] && !found[k + 1]?.[mark]) trim(k, -1);
  return found;
}

/** What it says and how it looks, whatever a space looks like. */
function shape(pieces) {
  return JSON.stringify(
    pieces.map(({ kind, text, strong, em, href }) => {
      return kind === "space" || kind === "break" ? [text, href] : [text, strong, em, href];
    }),
  );
}

function emitted(pieces, strong, em) {
  let text = "";
  let on = [];
  pieces.forEach((piece, k) => {
    const wanted = [
      ...(piece.strong && strong ? [{ sign: strong, end: strong }] : []),
      ...(piece.em && em ? [{ sign: em, end: em }] : []),
      ...(piece.href ? [{ sign: "[", end: `](${address(piece.href)})` }] : []),
    ];
    let same = 0;
    while (same < on.length && same < wanted.length && on[same].end === wanted[same].end) same++;
    for (const mark of on.slice(same).reverse()) text += mark.end;
    for (const mark of wanted.slice(same)) text += mark.sign;
    on = wanted;
    text += meantAsText(piece, pieces[k + 1]) ? `\\${piece.raw}` : piece.raw;
  });
  return text + on.reverse().map((mark) => mark.end).join("");
}

/** Whether what follows would make more of a sign: a picture of a link, one sign of `&amp;`. */
function meantAsText({ text }, next) {
  if (text === "!") return Boolean(next && (next.kind === "chip" || next.href));
  return text === "&" && /^[#\w]/.test(next?.text ?? "");
}

/** The lines of a paragraph, none of which begins something else. */
function lines(text) {
  return text
    .split("\n")
    .map((line) =>
      line
        .replace(/^(#{1,6}(?=\s|$)|>|[-+~](?![\p{L}\p{N}])|:(?=-))/u, "\\$1")
        .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2"),
    )
    .join("\n");
}

function escaped(text) {
  return text.replace(/[\\*_[\]<`|]|&(?=[#\w])/g, "\\$&");
}

/** An address between the brackets of a link. */
function address(href) {
  const plain = cleaned(href).replace(/\s+/g, " ");
  return /^[\w@:.~/?#=%+,&-]+$/.test(plain) ? plain : `<${plain.replace(/[\\<>&|]/g, "\\$&")}>`;
}

const oneLine = (text) => cleaned(String(text ?? "")).replace(/\s+/g, " ").trim();

/** Without signs that no text has: controls, halves of a sign, the mark of a file's beginning. */
export function cleaned(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\p{Surrogate}/gu, "\ufffd").replace(/[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff]/g, (sign) => (/\s/.test(sign) ? " " : ""));
}
