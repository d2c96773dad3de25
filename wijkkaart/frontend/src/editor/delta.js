// What changed between two texts, small enough to be sent by a page that is closing.

const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let found = at;
  for (let k = 0; k < 8; k++) found = found & 1 ? (found >>> 1) ^ 0xedb88320 : found >>> 1;
  return found;
});

/** The CRC-32 of a text in UTF-8: to know at the other end that both have the same one. */
export function sum(text) {
  let found = -1;
  for (const byte of new TextEncoder().encode(text)) found = (found >>> 8) ^ TABLE[(found ^ byte) & 255];
  return (found ^ -1) >>> 0;
}

/** `[start, end, put]`: what stands from `start` up to `end` in `before` becomes `put`; counted in whole signs. */
export function splice(before, now) {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start++;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === now.at(-1 - same)) same++;
  // A sign outside the first 65,536 is two halves here, and one there.
  if (half(before, start) || half(now, start)) start--;
  if (half(before, before.length - same) || half(now, now.length - same)) same--;
  const signs = (text) => [...text].length;
  const from = signs(before.slice(0, start));
  return [from, from + signs(before.slice(start, before.length - same)), now.slice(start, now.length - same)];
}

/** Whether a place in a text is between two halves of one sign. */
function half(text, at) {
  return at > 0 && at < text.length && /^[\ud800-\udbff]$/.test(text[at - 1]) && /^[\udc00-\udfff]$/.test(text[at]);
}
