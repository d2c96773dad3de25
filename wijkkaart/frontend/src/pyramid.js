// Tiles on the screen and tiles in the file.

/** Size in pixels of a tile on the screen, and so of its paths' coordinates. */
export const SIZE = 512;

/** Where tile (x, y) of a map zoom level is found in an archive that stops at `maxZoom`. */
export function source(coords, maxZoom) {
  const z = coords.z - 1; // a tile here is 512 pixels wide: the archive's level is one lower
  const deeper = Math.max(0, z - maxZoom);
  const x = coords.x >> deeper;
  const y = coords.y >> deeper;
  const scale = 2 ** deeper;
  return { z: z - deeper, x, y, scale, left: (coords.x - x * scale) * SIZE, top: (coords.y - y * scale) * SIZE };
}
