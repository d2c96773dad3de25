// The state that Python sends: its defaults, and what changed since the last one.
const EMPTY = {
  view: null,
  areas: null,
  tiles: null,
  classes: "",
  colours: [],
  nodata: "#e4e4e4",
  figures: true,
  values: [],
  title: "",
  selected: null,
  places: null,
  place: null,
  pin: null,
  draw: null,
  background: "geen",
};

/** Classes that aren't a colour. */
export const NO_DATA = 254;
export const HIDDEN = 255;

/** The state with every key present. */
export function complete(state) {
  return { ...EMPTY, ...state };
}

/** The keys whose content differs. */
export function diff(previous, next) {
  const changed = new Set();
  for (const key of Object.keys(EMPTY)) {
    if (!previous || JSON.stringify(previous[key]) !== JSON.stringify(next[key])) changed.add(key);
  }
  return changed;
}

/** One class a feature from "012-x": digits (base 36), "-" for no data, "x" for not drawn. */
export function classesFromText(text) {
  const classes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k++) {
    const char = text[k];
    classes[k] = char === "-" ? NO_DATA : char === "x" ? HIDDEN : parseInt(char, 36);
  }
  return classes;
}

/** The rows that a base64 bit mask shows (bit k of byte k>>3, lowest first); all of them for null. */
export function rowsFromMask(mask, length) {
  const rows = [];
  const bytes = mask == null ? null : Uint8Array.from(atob(mask), (char) => char.charCodeAt(0));
  for (let k = 0; k < length; k++) {
    if (!bytes || (bytes[k >> 3] >> (k & 7)) & 1) rows.push(k);
  }
  return rows;
}
