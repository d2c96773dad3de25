// An outline that's drawn, as text to and from Python: "52.1,5.3 52.2,5.4 52.2,5.2".

/** So many corners an outline may have. */
export const MOST_CORNERS = 200;

/** Corners as text, as fine as ten centimetres. */
export function textFromRing(ring) {
  return ring.map(([lat, lng]) => `${lat.toFixed(6)},${lng.toFixed(6)}`).join(" ");
}

/** Text as corners; [] for what is none. */
export function ringFromText(text) {
  const pairs = (text || "").split(" ").map((pair) => pair.split(",").map(Number));
  return pairs.every((pair) => pair.length === 2 && pair.every(Number.isFinite)) ? pairs : [];
}
