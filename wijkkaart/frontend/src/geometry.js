// Points in polygons, on longitude and latitude.

/** All rings of a (multi)polygon in one list; inside and outside follow from the even-odd rule. */
export function ringsOf(geometry) {
  if (!geometry) return [];
  return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
}

/** [west, south, east, north] of rings. */
export function boxOf(rings) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [x, y] of ring) {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  }
  return box;
}

/** Whether a point lies in a box. */
export function within([west, south, east, north], x, y) {
  return x >= west && x <= east && y >= south && y <= north;
}

/** Whether a point lies inside rings. */
export function inside(rings, x, y) {
  let odd = false;
  for (const ring of rings) {
    for (let k = 0, j = ring.length - 1; k < ring.length; j = k++) {
      const [xk, yk] = ring[k];
      const [xj, yj] = ring[j];
      if (yk > y !== yj > y && x < ((xj - xk) * (y - yk)) / (yj - yk) + xk) odd = !odd;
    }
  }
  return odd;
}
