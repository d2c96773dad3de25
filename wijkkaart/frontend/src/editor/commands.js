// What the buttons and keys of the editor do.
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark, wrapIn, lift } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, wrappingInputRule } from "prosemirror-inputrules";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Selection, TextSelection } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable } from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** The nearest ancestor of one of some types around the selection, or null. */
export function around(state, ...types) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if (types.includes($from.node(depth).type)) return { node: $from.node(depth), depth };
  }
  return null;
}

const lists = [nodes.bullet_list, nodes.ordered_list];

function list(type) {
  return (state, dispatch) => {
    const found = around(state, ...lists);
    if (!found) return !isInTable(state) && wrapInList(type)(state, dispatch);
    if (found.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(found.depth), type));
    return true;
  };
}

function quote(state, dispatch) {
  return around(state, nodes.blockquote) ? lift(state, dispatch) : !isInTable(state) && wrapIn(nodes.blockquote)(state, dispatch);
}

/** Paragraph (level 0) or heading. */
export function kind(level) {
  return (state, dispatch) => {
    if (isInTable(state)) return false;
    return level ? setBlockType(nodes.heading, { level })(state, dispatch) : setBlockType(nodes.paragraph)(state, dispatch);
  };
}

export function kindOf(state) {
  const found = around(state, nodes.heading);
  return found ? found.node.attrs.level : 0;
}

function table(state, dispatch) {
  if (isInTable(state) || around(state, nodes.list_item)) return false;
  const row = (type) => nodes.table_row.create(null, [0, 1, 2].map(() => type.create()));
  const made = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
  dispatch?.(placed(state, made, 3));
  return true;
}

/** A transaction that puts a block behind the one with the selection, with room to type after it. */
export function placed(state, node, inside = 0) {
  const { $to } = state.selection;
  const at = $to.depth ? $to.after(1) : $to.pos;
  const empty = $to.depth === 1 && $to.parent.type === nodes.paragraph && !$to.parent.content.size;
  const from = empty ? $to.before(1) : at;
  const tr = state.tr.replaceWith(from, at, node);
  const end = from + node.nodeSize;
  if (end >= tr.doc.content.size) tr.insert(end, nodes.paragraph.create());
  const spot = inside ? TextSelection.near(tr.doc.resolve(from + inside)) : Selection.near(tr.doc.resolve(end), 1);
  return tr.setSelection(spot).scrollIntoView();
}

/** Down in a table, and out of it behind its last row. */
function enterInTable(state, dispatch) {
  const found = around(state, nodes.table);
  if (!found) return false;
  const { $from } = state.selection;
  const [y, x] = [$from.index(found.depth), $from.index(found.depth + 1)];
  const end = $from.after(found.depth);
  if (!dispatch) return true;
  const tr = state.tr;
  if (y + 1 < found.node.childCount) {
    let at = $from.start(found.depth);
    for (let k = 0; k <= y; k++) at += found.node.child(k).nodeSize;
    const row = found.node.child(y + 1);
    at += 1;
    for (let k = 0; k < Math.min(x, row.childCount - 1); k++) at += row.child(k).nodeSize;
    tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
  } else {
    if (end >= tr.doc.content.size) tr.insert(end, nodes.paragraph.create());
    tr.setSelection(Selection.near(tr.doc.resolve(end), 1));
  }
  dispatch(tr.scrollIntoView());
  return true;
}

function newLine(state, dispatch) {
  if (state.selection.$from.parent.type !== nodes.paragraph) return enterInTable(state, dispatch);
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

/** Put a figure or place where the cursor is. */
export function chip(type, attrs) {
  return (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(type.create(attrs), true).scrollIntoView());
    return true;
  };
}

/** Link the selection, or its own text where nothing is selected; "" takes the link off. */
export function link(href, text) {
  return (state, dispatch) => {
    const range = linkAt(state);
    const { from, to } = range ?? state.selection;
    const tr = state.tr;
    if (!href) tr.removeMark(from, to, marks.link);
    else if (range || from !== to) tr.removeMark(from, to, marks.link).addMark(from, to, marks.link.create({ href }));
    else tr.insert(from, schema.text(text || href, [marks.link.create({ href })]));
    dispatch?.(tr.removeStoredMark(marks.link).scrollIntoView());
    return true;
  };
}

/** The link around the cursor: {href, from, to}, or null. */
export function linkAt(state) {
  const { $from } = state.selection;
  const of = (node) => node?.marks.find((mark) => mark.type === marks.link);
  const mark = of($from.parent.maybeChild($from.index())) ?? of($from.nodeBefore);
  if (!mark || !$from.parent.inlineContent) return null;
  let from = $from.start();
  let found = null;
  $from.parent.forEach((node, offset) => {
    if (!mark.isInSet(node.marks)) return;
    const start = from + offset;
    if (found && found.to === start) found.to = start + node.nodeSize;
    else if (!found || found.to < $from.pos) found = { href: mark.attrs.href, from: start, to: start + node.nodeSize };
  });
  return found;
}

export const actions = {
  strong: toggleMark(marks.strong),
  em: toggleMark(marks.em),
  bullet: list(nodes.bullet_list),
  ordered: list(nodes.ordered_list),
  quote,
  table,
  undo,
  redo,
  row: addRowAfter,
  column: addColumnAfter,
  rowGone: deleteRow,
  columnGone: deleteColumn,
  tableGone: deleteTable,
};

/** Whether a button stands pressed. */
export function pressed(name, state) {
  const { from, to, empty, $from } = state.selection;
  if (name === "strong" || name === "em") {
    const mark = marks[name];
    return empty ? Boolean(mark.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, mark);
  }
  if (name === "bullet" || name === "ordered") {
    return around(state, ...lists)?.node.type === (name === "bullet" ? nodes.bullet_list : nodes.ordered_list);
  }
  if (name === "quote") return Boolean(around(state, nodes.blockquote));
  return name === "link" ? Boolean(linkAt(state)) : false;
}

const item = nodes.list_item;

/** Keys; those of lists and tables go first. */
export const keys = {
  ...baseKeymap,
  "Mod-b": actions.strong,
  "Mod-i": actions.em,
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
  "Mod-Alt-0": kind(0),
  "Mod-Alt-1": kind(1),
  "Mod-Alt-2": kind(2),
  "Mod-Alt-3": kind(3),
  Enter: chainCommands(enterInTable, splitListItem(item), baseKeymap.Enter),
  "Shift-Enter": chainCommands(exitCode, newLine),
  "Mod-Enter": chainCommands(exitCode, newLine),
  Tab: chainCommands(goToNextCell(1), sinkListItem(item)),
  "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(item)),
};

/** "- " and "1. " begin a list, as in any text editor. */
export const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*•]\s$/, nodes.bullet_list),
    wrappingInputRule(/^1[.)]\s$/, nodes.ordered_list),
    new InputRule(/\.\.\.$/, "…"),
  ],
});
