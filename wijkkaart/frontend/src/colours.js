// Arithmetic of colours.

/** Black or white: whichever reads best on a colour "#rrggbb". */
export function inkOn(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.3 ? "#111827" : "#ffffff";
}

/** Where on a ring of length 1 each colour of a mix goes, the largest first. */
export function slices(mix) {
  const total = Object.values(mix).reduce((sum, count) => sum + count, 0);
  let at = 0;
  return Object.entries(mix)
    .sort((a, b) => b[1] - a[1])
    .map(([colour, count]) => ({ colour, from: at, to: (at += count / total) }));
}
