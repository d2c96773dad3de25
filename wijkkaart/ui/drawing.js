/* Builds elements from plain data, [name, attributes, child, ...]; those with an id can be chosen. */
const SVG = "http://www.w3.org/2000/svg";

const build = ([name, attributes, ...children], space, choose) => {
  const inside = name === "svg" ? SVG : space;
  const node = inside ? document.createElementNS(inside, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  for (const child of children) node.append(Array.isArray(child) ? build(child, inside, choose) : child);
  const id = attributes["data-id"];
  if (id) {
    node.addEventListener("click", () => choose(id));
    // A button of HTML does this by itself.
    if (inside) {
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose(id);
      });
    }
  }
  return node;
};

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let box = parentElement.querySelector(".wk-drawing");
  if (!box) {
    box = document.createElement("div");
    box.className = "wk-drawing";
    parentElement.append(box);
  }
  const text = JSON.stringify(data.tree);
  if (box.drawn === text) return;
  const had = box.contains(document.activeElement) ? document.activeElement.dataset.id : "";
  box.drawn = text;
  box.replaceChildren(build(data.tree, "", (id) => setTriggerValue("gekozen", id)));
  // Whoever walks by keyboard stays where they were.
  if (had) box.querySelector(`[data-id="${CSS.escape(had)}"]`)?.focus();
}
