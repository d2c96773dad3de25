// What needs no browser: run with `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inkOn, slices } from "../src/colours.js";
import { boxOf, inside, ringsOf } from "../src/geometry.js";
import { ringFromText, textFromRing } from "../src/outline.js";
import { source } from "../src/pyramid.js";
import { classesFromText, complete, diff, HIDDEN, NO_DATA, rowsFromMask } from "../src/state.js";
import { counted, number } from "../src/texts.js";

test("everything is new in the first state", () => {
  assert.ok(diff(null, complete({})).has("background"));
});

test("only the keys that differ count as changed", () => {
  const one = complete({ places: { url: "a", mask: "Aw==" }, colours: ["#000000"] });
  const two = complete({ places: { url: "a", mask: "AQ==" }, colours: ["#000000"] });
  assert.deepEqual([...diff(one, two)], ["places"]);
});

test("classes are digits, a dash for no data and an x for not drawn", () => {
  assert.deepEqual([...classesFromText("07-x")], [0, 7, NO_DATA, HIDDEN]);
});

test("a mask has its lowest bit first, and null shows every row", () => {
  const mask = Buffer.from([0b00000101, 0b00000010]).toString("base64");
  assert.deepEqual(rowsFromMask(mask, 10), [0, 2, 9]);
  assert.deepEqual(rowsFromMask(null, 3), [0, 1, 2]);
});

test("a hole is outside a polygon", () => {
  const square = (from, to) => [[from, from], [to, from], [to, to], [from, to], [from, from]];
  const rings = ringsOf({ type: "MultiPolygon", coordinates: [[square(0, 10), square(4, 6)], [square(20, 30)]] });
  assert.deepEqual(boxOf(rings), [0, 0, 30, 30]);
  assert.equal(inside(rings, 2, 2), true);
  assert.equal(inside(rings, 5, 5), false);
  assert.equal(inside(rings, 25, 25), true);
  assert.equal(inside(rings, 15, 15), false);
});

test("a tile beyond the file's last level is a part of a larger one", () => {
  assert.deepEqual(source({ z: 9, x: 5, y: 6 }, 12), { z: 8, x: 5, y: 6, scale: 1, left: 0, top: 0 });
  assert.deepEqual(source({ z: 13, x: 5, y: 6 }, 10), { z: 10, x: 1, y: 1, scale: 4, left: 512, top: 1024 });
});

test("text on a light colour is dark, on a dark colour white", () => {
  assert.equal(inkOn("#ffdd55"), "#111827");
  assert.equal(inkOn("#1d4ed8"), "#ffffff");
});

test("a ring is filled once, the largest part first", () => {
  const parts = slices({ "#a": 1, "#b": 3 });
  assert.deepEqual(parts.map(({ colour }) => colour), ["#b", "#a"]);
  assert.deepEqual(parts.map(({ from, to }) => [from, to]), [[0, 0.75], [0.75, 1]]);
});

test("numbers are in Dutch notation", () => {
  assert.equal(number(1234), "1.234");
  assert.equal(counted("{n} plekken", 1234), "1.234 plekken");
});

test("an outline goes to text and back, and what is none becomes empty", () => {
  const ring = [[52.1, 5.3], [52.2, 5.4000004], [52.25, 5.2]];
  assert.equal(textFromRing(ring), "52.100000,5.300000 52.200000,5.400000 52.250000,5.200000");
  assert.deepEqual(ringFromText("52.1,5.3 52.2,5.4"), [[52.1, 5.3], [52.2, 5.4]]);
  for (const text of ["", undefined, null, "x,y", "1,2 3", "1,2,3", "NaN,1"]) assert.deepEqual(ringFromText(text), []);
});
