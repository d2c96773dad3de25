// The editor of own texts: `mount(box, data)` puts one in an element of the page.
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser, Slice } from "prosemirror-model";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { fixTables, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import gapStyle from "prosemirror-gapcursor/style/gapcursor.css";
import viewStyle from "prosemirror-view/style/prosemirror.css";
import { clean, MOST_HTML } from "./clean.js";
import { chip, keys, link, linkAt, placed, rules } from "./commands.js";
import { splice, sum } from "./delta.js";
import { askLink, askPhoto, choose } from "./dialogs.js";
import { clock, h, newId } from "./dom.js";
import style from "./editor.css";
import { Keeper, placeOf, STATES, sweep } from "./keeper.js";
import { read } from "./read.js";
import { schema } from "./schema.js";
import { toolbar } from "./toolbar.js";
import { nodeViews, shown } from "./view.js";
import { write } from "./write.js";

export { clean, Keeper, read, schema, splice, sum, sweep, write };

const LONGEST = 200_000;
const NONE = { text: "", version: 0, at: "", by: "", figures: [], records: [], label: "Eigen tekst", hint: "", disabled: false, account: "" };
const NUMBER = new Intl.NumberFormat("nl-NL");

/** Put the editor of a part in `box`: {update(data), close()}. */
export function mount(box, data) {
  return new Editor(box, { ...NONE, ...data });
}

class Editor {
  constructor(box, data) {
    this.data = data;
    this.url = `/wijkscan/${encodeURIComponent(data.scan)}`;
    this.dress();
    this.keeper = data.disabled ? null : this.made();
    const text = this.keeper ? this.keeper.begin() : data.text;
    const id = newId();
    this.root = h("div", { class: "wk-editor" });
    this.note = h("div", { class: "wk-note", role: "alert" });
    this.choice = h("div");
    this.status = h("p", { class: "wk-status", role: "status" });
    const place = h("div", { class: "wk-paper" });
    this.view = new EditorView(place, {
      state: EditorState.create({ doc: read(text), plugins: this.plugins() }),
      editable: () => !this.data.disabled,
      attributes: () => ({
        id,
        class: "wk-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": this.data.label,
        "aria-readonly": String(this.data.disabled),
        lang: "nl",
        spellcheck: "true",
        dir: "auto",
      }),
      nodeViews: nodeViews(data.scan, (...of) => this.about(...of), (view, pos) => this.changePhoto(pos)),
      dispatchTransaction: (tr) => this.dispatch(tr),
      handleTextInput: (view, from, to, typed) => this.besidePhoto(typed),
      transformPastedHTML: (html) => this.pastedHtml(html),
      transformPasted: (slice) => this.fitting(slice),
      handlePaste: (_, event) => this.pastedFiles(event.clipboardData),
      handleDrop: (_, event, slice, moved) => !moved && this.pastedFiles(event.dataTransfer),
    });
    if (!data.disabled) {
      this.tools = toolbar(this.view, this.asks(), id);
      this.root.append(this.tools.dom);
    }
    this.root.append(this.note, this.choice, place, this.status);
    box.append(this.root);
    this.shownState(this.view.state);
    this.watch();
    if (this.keeper) this.tell({ is: this.keeper.dirty ? STATES.typing : STATES.saved, at: data.at });
    if (this.keeper?.restored) this.say("Er stond nog tekst op dit apparaat die niet bewaard was. Die staat er weer.");
    if (this.keeper) sweep(localStorage, (...asked) => fetch(...asked), data.scan);
  }

  dress() {
    if (document.getElementById("wk-editor-style")) return;
    document.head.append(h("style", { id: "wk-editor-style" }, viewStyle + gapStyle + style));
  }

  made() {
    const { scan, key, account, text, version, at } = this.data;
    return new Keeper({
      url: `${this.url}/${encodeURIComponent(key)}`,
      place: placeOf(account, scan, key),
      text,
      version,
      at,
      read: () => write(this.view.state.doc),
      tell: (state) => this.tell(state),
      storage: localStorage,
      send: (...asked) => fetch(...asked),
      later: (...asked) => setTimeout(...asked),
      never: (timer) => clearTimeout(timer),
    });
  }

  plugins() {
    return [rules, keymap({ ...keys, "Mod-k": () => this.link(), "Mod-s": () => this.saveNow() }), history(), gapCursor(), tableEditing(), this.empty()];
  }

  /** What stands in an empty text. */
  empty() {
    const blank = ({ doc }) => doc.childCount === 1 && doc.firstChild.type === schema.nodes.paragraph && !doc.firstChild.content.size;
    return new Plugin({ props: { attributes: (state) => (blank(state) ? { class: "wk-empty", "data-hint": this.data.hint } : {}) } });
  }

  dispatch(tr) {
    let state = this.view.state.apply(tr);
    if (tr.docChanged) {
      const fixed = fixTables(state, this.view.state);
      if (fixed) state = state.apply(fixed);
    }
    this.view.updateState(state);
    if (tr.docChanged && !tr.getMeta("heard")) {
      this.say("");
      this.keeper?.changed();
    }
    this.shownState(state);
  }

  shownState(state) {
    this.tools?.update(state);
  }

  watch() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    const leave = () => this.keeper?.leave();
    const back = () => this.keeper?.failures && this.keeper.flush();
    this.view.dom.addEventListener("blur", () => this.keeper?.flush(), { signal });
    addEventListener("pagehide", () => this.keeper?.leave(true), { signal });
    addEventListener("online", back, { signal });
    addEventListener("focus", back, { signal });
    document.addEventListener("visibilitychange", () => (document.hidden ? leave() : back()), { signal });
    addEventListener(
      "beforeunload",
      (event) => {
        // Only when there's nowhere else that it's kept.
        if (this.keeper?.dirty && this.keeper.full) event.preventDefault();
      },
      { signal },
    );
    // Streamlit has keys of its own ("r", "c"): what is typed here is no business of the page.
    this.root.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
  }

  /** The page was drawn anew. */
  update(data) {
    const was = this.data;
    this.data = { ...NONE, ...data };
    if (was.disabled !== this.data.disabled || was.hint !== this.data.hint) this.view.setProps({});
    const text = this.keeper ? this.keeper.heard(this.data.text, this.data.version, this.data.at) : this.data.text === was.text ? null : this.data.text;
    if (text !== null) this.replace(text, true);
  }

  /** Another text in place of this one, which `undo` gives back. */
  replace(text, heard = false) {
    const { state } = this.view;
    const doc = read(text);
    const from = state.doc.content.findDiffStart(doc.content);
    if (from === null) return;
    let { a: to, b: end } = state.doc.content.findDiffEnd(doc.content);
    // What's repeated around a change may count twice.
    const over = from - Math.min(to, end);
    if (over > 0) {
      to += over;
      end += over;
    }
    const tr = state.tr.replace(from, to, doc.slice(from, end));
    if (!tr.doc.eq(doc)) tr.replaceWith(0, tr.doc.content.size, doc.content);
    this.view.dispatch(heard ? tr.setMeta("heard", true) : tr);
  }

  say(text) {
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  tell({ is, at, why, theirs, full }) {
    const device = full ? "Let op: op dit apparaat kan hij niet bewaard worden." : "Uw tekst staat op dit apparaat.";
    const texts = {
      [STATES.saved]: at ? `Bewaard om ${clock(at)}` : "",
      [STATES.typing]: full ? "Nog niet bewaard" : this.status.textContent,
      [STATES.offline]: `Nog niet bewaard: ${why || "geen verbinding"}${/[.!]$/.test(why || "") ? "" : "."} ${device} We proberen het steeds opnieuw.`,
      [STATES.signedOut]: `Nog niet bewaard: u bent niet (meer) aangemeld, of mag hier niet schrijven. ${device} Meld u aan in een ander tabblad en kom dan hier terug.`,
      [STATES.refused]: `Nog niet bewaard: ${why || "de tekst werd niet aangenomen."} ${device}`,
      [STATES.conflict]: `Nog niet bewaard: kies hierboven welke tekst er moet staan. ${device}`,
      [STATES.erased]: `Niet bewaard: ${why} Op dit apparaat staat hij ook niet meer. Wat u hier ziet, kunt u nog kopiëren.`,
    };
    if (!this.status) return;
    if (this.status.textContent !== texts[is]) this.status.textContent = texts[is];
    this.status.classList.toggle("wk-trouble", is !== STATES.saved && is !== STATES.typing);
    this.root.dataset.state = is;
    if (theirs) this.choose(theirs);
    else if (is !== STATES.conflict) this.choice.replaceChildren();
  }

  /** Two texts: let people choose. */
  choose(theirs) {
    const title = h("h4", { id: newId() }, `${theirs.by || "Iemand anders"} heeft deze tekst intussen ook veranderd`);
    const settle = (text) => {
      // First the text: what then goes to the server is what stands there.
      if (text !== null) this.replace(text, true);
      this.choice.replaceChildren();
      this.keeper.settle();
      this.view.focus();
    };
    const button = (label, text) => h("button", { type: "button", onclick: () => settle(text()) }, label);
    const both = () => [write(this.view.state.doc), theirs.text].filter(Boolean).join("\n\n");
    this.choice.replaceChildren(
      h(
        "section",
        { class: "wk-conflict", role: "group", "aria-labelledby": title.id },
        title,
        h("p", {}, "Beide teksten zijn er nog. Kies welke er moet staan."),
        h(
          "div",
          { class: "wk-two" },
          h("div", {}, h("h5", {}, "Uw tekst"), h("div", { class: "wk-one", tabindex: "0", role: "region", "aria-label": "Uw tekst" }, shown(this.data.scan, this.view.state.doc))),
          h("div", {}, h("h5", {}, `Tekst van ${theirs.by || "de ander"}, ${clock(theirs.at)}`), h("div", { class: "wk-one", tabindex: "0", role: "region", "aria-label": "De andere tekst" }, shown(this.data.scan, read(theirs.text)))),
        ),
        h(
          "div",
          { class: "wk-buttons" },
          button("Mijn tekst houden", () => null),
          button("De andere tekst nemen", () => theirs.text),
          button("Allebei, onder elkaar", both),
        ),
      ),
    );
  }

  asks() {
    const asked = {
      link: () => this.link(),
      photo: () => this.photo(),
      figure: () => this.insert(schema.nodes.figure, "Cijfer in de zin zetten", "Zoek een cijfer", this.data.figures, "Er zijn hier nog geen cijfers. Zijn ze er sinds kort wel? Neem ze dan over bij ‘Wat is er veranderd’."),
      place: () => this.insert(schema.nodes.place, "Plek in de zin zetten", "Zoek een plek, aanbod of netwerk", this.data.records, "Er staat hier nog niets in de sociale kaart."),
    };
    return asked;
  }

  about(name, id) {
    const row = (name === "figure" ? this.data.figures : this.data.records).find((each) => each.id === id);
    return row ? [row.name, row.line].filter(Boolean).join(", ") : "";
  }

  link() {
    const { state } = this.view;
    const now = linkAt(state);
    const selected = !state.selection.empty;
    askLink(this.root, { href: now?.href ?? "", text: "", selected: selected || Boolean(now) }).then((found) => {
      if (found) link(found.href, found.text)(this.view.state, this.view.dispatch.bind(this.view));
      this.view.focus();
    });
    return true;
  }

  insert(type, title, label, rows, none) {
    choose(this.root, { title, label, rows, none }).then((row) => {
      if (row) chip(type, { id: row.id, text: row.text || row.name })(this.view.state, this.view.dispatch.bind(this.view));
      this.view.focus();
    });
    return true;
  }

  photo(file = null) {
    askPhoto(this.root, { file, upload: (chosen) => this.upload(chosen) }).then((found) => {
      if (found) this.view.dispatch(placed(this.view.state, schema.nodes.photo.create(found)));
      this.view.focus();
    });
    return true;
  }

  changePhoto(pos) {
    const node = this.view.state.doc.nodeAt(pos);
    askPhoto(this.root, { now: node.attrs, upload: null }).then((found) => {
      const there = this.view.state.doc.nodeAt(pos);
      if (found && there?.attrs.id === node.attrs.id) this.view.dispatch(this.view.state.tr.setNodeMarkup(pos, null, found));
      this.view.focus();
    });
  }

  async upload(file) {
    const none = "De foto is niet aangekomen: geen verbinding. Probeer het nog eens.";
    let answer;
    let said;
    try {
      answer = await fetch(`${this.url}/foto`, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" }, credentials: "same-origin" });
      said = await answer.json();
    } catch {
      throw new Error(none);
    }
    if (!answer.ok) throw new Error(said.fout || none);
    return said.id;
  }

  /** Who types while a photo is chosen writes behind it, not over it. */
  besidePhoto(typed) {
    const { state } = this.view;
    const { node, to } = state.selection;
    if (node?.type !== schema.nodes.photo) return false;
    const tr = state.tr.insert(to, schema.nodes.paragraph.create(null, schema.text(typed)));
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, to + 1 + typed.length)).scrollIntoView());
    return true;
  }

  saveNow() {
    this.keeper?.flush();
    return true;
  }

  pastedFiles(data) {
    const file = [...(data?.files ?? [])].find((each) => /^image\/|\.hei[cf]$/i.test(each.type || each.name));
    // Word gives a picture of its text along: then the text counts.
    if (this.data.disabled || !file || data.types.includes("text/html")) return false;
    this.photo(file);
    return true;
  }

  pastedHtml(html) {
    if (html.includes("data-pm-slice")) return html;
    if (html.length > MOST_HTML) {
      this.tooMuch = html.length;
      return "";
    }
    const found = clean(html);
    this.pictures = found.pictures;
    return found.html;
  }

  /** What is pasted, when there's room for it. */
  fitting(slice) {
    const { pictures = 0, tooMuch = 0 } = this;
    this.pictures = this.tooMuch = 0;
    const size = tooMuch || slice.content.size;
    const room = LONGEST - write(this.view.state.doc).length;
    if (tooMuch || size > room) {
      // After the transaction, which takes other notes away.
      queueMicrotask(() =>
        this.say(
          `Dit is te veel om in één keer te plakken: ongeveer ${NUMBER.format(size)} tekens. Hier passen er nog ${NUMBER.format(Math.max(room, 0))}. Er is niets geplakt; uw tekst staat er nog. Plak het in delen, in de paragraaf waar elk deel hoort.`,
        ),
      );
      return Slice.empty;
    }
    if (pictures) {
      queueMicrotask(() =>
        this.say(`${pictures === 1 ? "Eén foto of afbeelding is" : `${pictures} foto's of afbeeldingen zijn`} niet meegekomen. Zet ze erin met de knop Foto.`),
      );
    }
    return standing(slice);
  }

  close() {
    this.keeper?.close();
    this.gone.abort();
    this.view.destroy();
    this.root.remove();
  }
}

/** What is pasted with a heading first stands by itself: the heading is no more of the paragraph before it. */
export function standing(slice) {
  const { content, openEnd } = slice;
  const heads = content.childCount > 1 && content.firstChild.type === schema.nodes.heading;
  return heads ? new Slice(content, 0, openEnd) : slice;
}

/** A document of the editor from HTML, as pasting makes it; for tests. */
export function fromHtml(html) {
  const body = new window.DOMParser().parseFromString(clean(html).html, "text/html").body;
  return DOMParser.fromSchema(schema).parse(body);
}
