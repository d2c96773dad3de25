// Windows over the editor: a link, a choice from a list, a photo. Each gives what was chosen, or null.
import { h, newId } from "./dom.js";
import { allowed, normal } from "./markdown.js";

const MOST_ROWS = 60;
const MOST_BYTES = 25_000_000;

function field(label, input, help = "") {
  input.id = newId();
  const told = help ? h("p", { class: "wk-help", id: newId() }, help) : null;
  if (told) input.setAttribute("aria-describedby", told.id);
  return h("div", { class: "wk-field" }, h("label", { for: input.id }, label), input, told);
}

/** Show a window in `root`; `fill(close)` gives what stands in it, and the form's `submit` may refuse by a text. */
function shown(root, title, fill) {
  return new Promise((resolve) => {
    const name = h("h2", { id: newId() }, title);
    const dialog = h("dialog", { class: "wk-dialog", "aria-labelledby": name.id });
    // At once, and not when the browser gets to telling: the next key is for the text again.
    const close = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    dialog.append(name, ...fill(close));
    dialog.addEventListener("close", () => dialog.isConnected && close(null));
    // Keys typed here are no keys of the page, nor of the editor.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    root.append(dialog);
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
  });
}

function buttons(close, text, extra = null) {
  return h(
    "div",
    { class: "wk-buttons" },
    h("button", { type: "submit", class: "wk-primary" }, text),
    h("button", { type: "button", onclick: () => close(null) }, "Annuleren"),
    extra,
  );
}

function form(wrong, submit, ...children) {
  return h(
    "form",
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    children,
    wrong,
  );
}

const alarm = () => h("p", { class: "wk-wrong", role: "alert" });

/** An address as people type it, as one that a link can have; "" when it can't. */
export function addressOf(typed) {
  const text = typed.trim();
  if (!text || /\s/.test(text)) return "";
  if (allowed(text)) return normal(text);
  if (/^[^@/:]+@[^@/:]+\.[a-z]{2,}$/i.test(text)) return normal(`mailto:${text}`);
  return /^[^/:@]+\.[a-z]{2,}([/?#:].*)?$/i.test(text) ? normal(`https://${text}`) : "";
}

/** {href, text}; href "" takes the link off. */
export function askLink(root, { href, text, selected }) {
  return shown(root, "Link", (close) => {
    const wrong = alarm();
    const address = h("input", { type: "text", inputmode: "url", autocomplete: "off", autofocus: true, value: href });
    const words = h("input", { type: "text", autocomplete: "off", value: text });
    const submit = () => {
      const found = addressOf(address.value);
      if (found) close({ href: found, text: words.value.trim() });
      else wrong.textContent = "Dit is geen adres van een website of e-mail. Verwacht: bijvoorbeeld www.amersfoort.nl.";
    };
    const off = href ? h("button", { type: "button", onclick: () => close({ href: "", text: "" }) }, "Link weghalen") : null;
    return [
      form(
        wrong,
        submit,
        field("Adres", address, "Van een website of een e-mailadres."),
        selected || href ? null : field("Tekst van de link", words),
        buttons(close, "Link plaatsen", off),
      ),
    ];
  });
}

const simple = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** One of `rows` ({id, name, line, …}). */
export function choose(root, { title, label, rows, none }) {
  return shown(root, title, (close) => {
    const texts = rows.map((row) => simple(`${row.name} ${row.line ?? ""} ${row.text ?? ""}`));
    const list = h("ul", { class: "wk-choices" });
    const told = h("p", { class: "wk-help", role: "status" });
    const search = h("input", { type: "search", autocomplete: "off", autofocus: true });
    const draw = () => {
      const words = simple(search.value).split(/\s+/).filter(Boolean);
      const found = rows.filter((_, k) => words.every((word) => texts[k].includes(word)));
      list.replaceChildren(
        ...found.slice(0, MOST_ROWS).map((row) =>
          h(
            "li",
            {},
            h(
              "button",
              { type: "button", onclick: () => close(row) },
              h("span", { class: "wk-choice-name" }, row.name),
              row.text ? h("strong", {}, row.text) : null,
              row.line ? h("span", { class: "wk-choice-line" }, row.line) : null,
            ),
          ),
        ),
      );
      if (!rows.length) told.textContent = none;
      else if (!found.length) told.textContent = "Niets gevonden. Probeer een ander woord.";
      else if (found.length > MOST_ROWS) told.textContent = `De eerste ${MOST_ROWS} van ${found.length}. Typ een woord om te zoeken.`;
      else told.textContent = found.length === 1 ? "1 gevonden." : `${found.length} gevonden.`;
    };
    search.addEventListener("input", draw);
    draw();
    const first = () => list.querySelector("button")?.click();
    return [
      form(h("span"), first, rows.length ? field(label, search) : null, told),
      list,
      h("div", { class: "wk-buttons" }, h("button", { type: "button", onclick: () => close(null) }, "Annuleren")),
    ];
  });
}

/** {id, alt, caption} of a photo that `upload(file)` sends; `now` for one that's there already. */
export function askPhoto(root, { upload, file = null, now = null }) {
  return shown(root, now ? "Tekst bij de foto" : "Foto", (close) => {
    const wrong = alarm();
    const input = h("input", { type: "file", accept: "image/*,.heic,.heif", autofocus: !file });
    const alt = h("input", { type: "text", value: now?.alt ?? "", maxlength: 500, autofocus: Boolean(now || file) });
    const caption = h("input", { type: "text", value: now?.caption ?? "", maxlength: 500 });
    const bar = buttons(close, now ? "Opslaan" : "Foto plaatsen");
    const send = bar.querySelector("[type=submit]");
    const submit = async () => {
      const chosen = file ?? input.files?.[0];
      wrong.textContent = "";
      if (!now && !chosen) wrong.textContent = "Kies eerst een foto.";
      else if (!now && chosen.size > MOST_BYTES) wrong.textContent = `Deze foto is ${(chosen.size / 1e6).toFixed(0)} MB. Er past hoogstens 25 MB. Maak hem kleiner of kies een andere.`;
      else if (!alt.value.trim()) wrong.textContent = "Schrijf in een paar woorden wat er op de foto staat, voor wie hem niet kan zien.";
      if (wrong.textContent) return;
      const texts = { alt: alt.value.trim(), caption: caption.value.trim() };
      if (now) return close({ id: now.id, ...texts });
      send.disabled = true;
      send.textContent = "Bezig met versturen…";
      try {
        close({ id: await upload(chosen), ...texts });
      } catch (error) {
        wrong.textContent = error.message;
        send.disabled = false;
        send.textContent = "Foto plaatsen";
      }
    };
    return [
      form(
        wrong,
        submit,
        now ? null : file ? h("p", {}, file.name || "Foto") : field("Kies een foto", input, "JPEG, PNG, WebP of HEIC (iPhone), hoogstens 25 MB. Wanneer en waar hij gemaakt is, halen we eruit."),
        field("Wat staat erop?", alt, "Voor wie de foto niet kan zien. Noem geen namen zonder toestemming."),
        field("Bijschrift (mag leeg blijven)", caption),
        bar,
      ),
    ];
  });
}
