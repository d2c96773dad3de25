// Small helpers for elements.

/** An element with attributes (`on…` are listeners) and children. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

let last = 0;

/** An id that no other element has. */
export const newId = () => `wk-tekst-${++last}`;

/** A sign of the font that the pages have, silent for who listens. */
export const icon = (name) => h("span", { class: "wk-sign", "aria-hidden": "true", translate: "no" }, name);

/** The time of the day of an ISO time, as people write it. */
export function clock(at) {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return "";
  const time = when.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" });
  return `${time.replace(":", ".")} uur`;
}
