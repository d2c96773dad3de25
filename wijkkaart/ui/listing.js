/* A list of named rows: choose one by mouse, finger or keyboard. Text goes in as text, never as HTML. */
const element = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

const row = (item, choose) => {
  const button = element("button", "wk-row");
  button.type = "button";
  button.dataset.id = item.id;
  if (item.icon) {
    const icon = element("span", "wk-icon", item.icon);
    icon.style.backgroundColor = item.colour;
    icon.setAttribute("aria-hidden", "true");
    button.append(icon);
  } else if (item.colour) {
    const swatch = element("span", "wk-swatch");
    swatch.style.backgroundColor = item.colour;
    swatch.setAttribute("aria-hidden", "true");
    button.append(swatch);
  }
  const words = element("span", "wk-words");
  words.append(element("span", "wk-name", item.name));
  if (item.line) words.append(element("span", "wk-line", item.line));
  button.append(words);
  if (item.text) button.append(element("span", "wk-value", item.text));
  button.addEventListener("click", () => choose(item.id));
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
  list.replaceChildren(...data.rows.map((item) => row(item, (id) => setTriggerValue("gekozen", id))));
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
