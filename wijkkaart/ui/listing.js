/* A list of named rows: choose one by mouse, finger or keyboard. Text goes in as text, never as HTML. */
const element = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

const row = ([id, name, line, text], [icon, colour], choose) => {
  const button = element("button", "wk-row");
  button.type = "button";
  button.dataset.id = id;
  if (icon) {
    const symbol = element("span", "wk-icon", icon);
    symbol.style.backgroundColor = colour;
    symbol.setAttribute("aria-hidden", "true");
    button.append(symbol);
  } else if (colour) {
    const swatch = element("span", "wk-swatch");
    swatch.style.backgroundColor = colour;
    swatch.setAttribute("aria-hidden", "true");
    button.append(swatch);
  }
  const words = element("span", "wk-words");
  words.append(element("span", "wk-name", name));
  if (line) words.append(element("span", "wk-line", line));
  button.append(words);
  if (text) button.append(element("span", "wk-value", text));
  button.addEventListener("click", () => choose(id));
  const entry = element("li");
  entry.append(button);
  return entry;
};

/* Scroll the panel, never the page. */
const reveal = (button) => {
  let box = button.parentElement;
  while (box && !(box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY === "auto")) {
    box = box.parentElement;
  }
  if (!box || !box.closest(".st-key-paneel")) return;
  const [inner, outer] = [button.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
};

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let list = parentElement.querySelector("ul");
  if (!list) {
    list = element("ul", "wk-list");
    parentElement.append(list);
  }
  list.setAttribute("aria-label", data.label);
  const scroll = list.scrollTop;
  list.replaceChildren(...data.rows.map((item) => row(item, data.looks[item[4]], (id) => setTriggerValue("gekozen", id))));
  if (data.more) {
    const more = element("button", "wk-more", data.more);
    more.type = "button";
    more.addEventListener("click", () => setTriggerValue("meer", Date.now()));
    const entry = element("li");
    entry.append(more);
    list.append(entry);
  }
  list.scrollTop = data.fresh === list.dataset.fresh ? scroll : 0;
  list.dataset.fresh = data.fresh;
  for (const button of list.querySelectorAll(".wk-row")) {
    const chosen = button.dataset.id === data.chosen;
    button.classList.toggle("wk-chosen", chosen);
    if (chosen) {
      button.setAttribute("aria-current", "true");
      reveal(button);
    }
  }
}
