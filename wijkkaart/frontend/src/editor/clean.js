// What is pasted, made into what an own text can hold: Word's lists, tables of any shape, nothing that isn't text.

/** Signs of HTML that are still looked through: some three hundred pages from Word. */
export const MOST_HTML = 30_000_000;

const GONE = "script,style,meta,link,title,base,object,embed,iframe,frame,svg,math,canvas,audio,video,form,input,button,select,textarea,template,noscript,img,picture,xml";
const BLOCKS = "p,div,section,article,li,ul,ol,h1,h2,h3,h4,h5,h6,blockquote,table,caption,tbody,thead,tfoot,tr,td,th,br,pre,dd,dt";
const HIDDEN = /display:\s*none|mso-hide:\s*all/i;
const IGNORED = /mso-list:\s*ignore/i;
const LISTED = /mso-list:\s*l\d+\s+level(\d+)/i;
const NUMBER = /^\s*\(?(\d+|[a-z]|[ivxlc]+)[.)]/i;

/** The HTML that's left of what was pasted, and how many pictures are not in it. */
export function clean(html) {
  const from = html.indexOf("<!--StartFragment-->");
  const to = html.lastIndexOf("<!--EndFragment-->");
  const piece = from >= 0 && to > from ? html.slice(from, to) : html;
  // A document of its own: nothing in it is fetched or run.
  const body = new DOMParser().parseFromString(piece, "text/html").body;
  const pictures = body.querySelectorAll("img,picture,v\\:imagedata").length;
  for (const node of body.querySelectorAll(GONE)) node.remove();
  bare(body);
  wordLists(body);
  for (const table of [...body.querySelectorAll("table")].reverse()) square(table);
  return { html: body.innerHTML, pictures };
}

function bare(body) {
  const walk = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
  const gone = [];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.nodeType === Node.COMMENT_NODE) gone.push(node);
    else if (node.localName.includes(":")) gone.push(node);
    else if (HIDDEN.test(node.getAttribute("style") ?? "")) gone.push(node);
    else if (/\bMsoTitle\b/.test(node.className)) node.dataset.kop = "1";
  }
  for (const node of gone) {
    // Word's own elements go, the text in them stays.
    if (node.nodeType === Node.ELEMENT_NODE && node.localName.includes(":")) node.replaceWith(...node.childNodes);
    else node.remove();
  }
  for (const node of body.querySelectorAll("[data-kop]")) {
    const heading = body.ownerDocument.createElement("h1");
    heading.append(...node.childNodes);
    node.replaceWith(heading);
  }
}

/** Word writes lists as paragraphs that look like one. */
function wordLists(body) {
  const lines = [...body.querySelectorAll("[style*='mso-list']")].filter((node) => LISTED.test(node.getAttribute("style")));
  let open = [];
  let last = null;
  for (const line of lines) {
    const depth = Math.min(Number(LISTED.exec(line.getAttribute("style"))[1]), 9);
    const mark = [...line.querySelectorAll("[style]")].find((node) => IGNORED.test(node.getAttribute("style")));
    const tag = NUMBER.test(mark?.textContent ?? "") ? "ol" : "ul";
    mark?.remove();
    if (!last || nextOf(last) !== line) open = [];
    open.length = Math.min(open.length, depth);
    if (open.length === depth && open.at(-1)?.localName !== tag) open.pop();
    while (open.length < depth) {
      const list = body.ownerDocument.createElement(tag);
      const parent = open.at(-1);
      if (!parent) line.before(list);
      else (parent.lastElementChild ?? parent.appendChild(body.ownerDocument.createElement("li"))).append(list);
      open.push(list);
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...line.childNodes);
    last = open[0];
    open.at(-1).append(item);
    line.remove();
  }
}

/** The next element, when nothing but space stands between. */
function nextOf(node) {
  let next = node.nextSibling;
  while (next && next.nodeType === Node.TEXT_NODE && !next.data.trim()) next = next.nextSibling;
  return next;
}

/** A table as Markdown has it: one row of headings, cells of one line, none over more rows or columns. */
function square(table) {
  const doc = table.ownerDocument;
  const rows = [...table.rows];
  const grid = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x++;
      const width = Math.min(Math.max(cell.colSpan, 1), 50);
      const height = Math.min(Math.max(cell.rowSpan || 1, 1), rows.length - y);
      for (let down = 0; down < height; down++) {
        for (let right = 0; right < width; right++) grid[y + down][x + right] = down || right ? null : cell;
      }
      x += width;
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  const caption = table.caption?.textContent.trim();
  if (!width) {
    table.remove();
    return;
  }
  const made = doc.createElement("table");
  grid.forEach((cells, y) => {
    const row = made.insertRow();
    for (let x = 0; x < width; x++) {
      const cell = doc.createElement(y ? "td" : "th");
      if (cells[x]) cell.append(...oneLine(cells[x]));
      row.append(cell);
    }
  });
  if (caption) {
    const line = doc.createElement("p");
    line.textContent = caption;
    table.before(line);
  }
  table.replaceWith(made);
}

/** What stands in a cell, its blocks behind each other. */
function oneLine(cell) {
  for (const block of [...cell.querySelectorAll(BLOCKS)].reverse()) block.replaceWith(" ", ...block.childNodes, " ");
  cell.normalize();
  return [...cell.childNodes];
}
