// Reading a Mapbox Vector Tile straight into canvas paths: one layer, one whole-number property.
import { PbfReader } from "pbf";

const LAYER = "gebieden";
const PROPERTY = "i";

/**
 * The features of a tile as {i, path, box}; coordinates are scaled to `size` pixels.
 * `makePath` makes an empty path (a Path2D in the browser).
 */
export function decode(bytes, size, makePath) {
  const reader = new PbfReader(bytes);
  const features = [];
  reader.readFields((tag) => {
    if (tag === 3) layer(reader, features, size, makePath);
  });
  return features;
}

function layer(reader, features, size, makePath) {
  const end = reader.readVarint() + reader.pos;
  const found = { name: "", extent: 4096, keys: [], values: [], positions: [] };
  reader.readFields(layerField, found, end);
  if (found.name !== LAYER) return;
  const key = found.keys.indexOf(PROPERTY);
  for (const position of found.positions) {
    reader.pos = position;
    const feature = { tags: [], geometry: -1 };
    reader.readFields(featureField, feature, reader.readVarint() + reader.pos);
    const i = found.values[valueIndex(feature.tags, key)];
    if (i === undefined || feature.geometry < 0) continue;
    reader.pos = feature.geometry;
    features.push({ i, ...outline(reader, size / found.extent, makePath()) });
  }
  reader.pos = end;
}

function layerField(tag, found, reader) {
  if (tag === 1) found.name = reader.readString();
  else if (tag === 2) found.positions.push(reader.pos);
  else if (tag === 3) found.keys.push(reader.readString());
  else if (tag === 4) found.values.push(value(reader));
  else if (tag === 5) found.extent = reader.readVarint();
}

function value(reader) {
  const end = reader.readVarint() + reader.pos;
  let number;
  reader.readFields((tag) => {
    if (tag === 4 || tag === 5) number = reader.readVarint();
    else if (tag === 6) number = reader.readSVarint();
  }, null, end);
  return number;
}

function featureField(tag, feature, reader) {
  if (tag === 2) feature.tags = reader.readPackedVarint();
  else if (tag === 4) feature.geometry = reader.pos;
}

function valueIndex(tags, key) {
  for (let k = 0; k < tags.length; k += 2) if (tags[k] === key) return tags[k + 1];
  return -1;
}

function outline(reader, scale, path) {
  const end = reader.readVarint() + reader.pos;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  let command = 0;
  let left = 0;
  let x = 0;
  let y = 0;
  while (reader.pos < end) {
    if (left === 0) {
      const word = reader.readVarint();
      command = word & 7;
      left = word >> 3;
    }
    left--;
    if (command === 7) {
      path.closePath();
      continue;
    }
    x += reader.readSVarint() * scale;
    y += reader.readSVarint() * scale;
    if (command === 1) path.moveTo(x, y);
    else path.lineTo(x, y);
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return { path, box };
}
