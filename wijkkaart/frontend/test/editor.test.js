// The editor's parts that need no browser, as they were built: run with `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Keeper, read, schema, splice, standing, sum, sweep, write } from "../../static/editor.js";
import { maker, words } from "./documents.js";

const ALL = `# Grote kop

Gewone tekst met **vet**, *cursief*, een [link](https://www.amersfoort.nl/x?a=1&b=2) en
[6.020](cijfer:inwoners) inwoners bij [Wijkcentrum De Kamp](plek:LO-12_a), of [**12,5%**](cijfer:p_65_eo@GM0307).

- een
- twee
  1. eerst
  2. dan
- drie

> "Wij kennen elkaar."
>
> *Een bewoner*

| Wat | Hoeveel |
| --- | --- |
| Banken | 12 \\| 13 |

![Kinderen op het plein](foto:0a1b2c "Het plein, \\"ons\\" plein")

regel een\\
regel twee`;

test("what the editor writes it reads back, and writes the same again", () => {
  const text = write(read(ALL));
  assert.equal(text, ALL.replace("en\n[6", "en [6").replace("[**12,5%**](cijfer:p_65_eo@GM0307)", "**[12,5%](cijfer:p_65_eo@GM0307)**"));
  assert.equal(write(read(text)), text);
});

test("any document comes back with all of its words, and the second time as it was", () => {
  const { document } = maker(20261126);
  for (let k = 0; k < 400; k++) {
    const doc = document();
    doc.check();
    const text = write(doc);
    const back = read(text);
    assert.equal(words(back), words(doc), text);
    assert.equal(write(back), text);
  }
});

test("any text that was typed as Markdown settles the first time it's written", () => {
  const { typed } = maker(6);
  for (let k = 0; k < 400; k++) {
    const text = write(read(typed()));
    assert.equal(write(read(text)), text);
  }
});

test("what looks like Markdown in a text stays text", () => {
  const signs = ["# a", "- a", "1. a", "12) a", "> a", "+ a", "---", "~~~", "```", "**a**", "_a_", "a|b", "<b>", "&amp;", "[a](b)", "![a](foto:b)", "a\\", "===", ":--", "<https://a.nl>", "!"];
  for (const sign of signs) {
    const doc = schema.nodes.doc.create(null, schema.nodes.paragraph.create(null, schema.text(sign)));
    assert.ok(read(write(doc)).eq(doc), sign);
  }
});

test("looks at the edge of a word are kept, on spaces and signs against a letter they are let go", () => {
  const bold = (text) => schema.text(text, [schema.marks.strong.create()]);
  const of = (...content) => write(schema.nodes.doc.create(null, schema.nodes.paragraph.create(null, content)));
  assert.equal(of(schema.text("a"), bold("b"), schema.text("c")), "a**b**c");
  assert.equal(of(schema.text("a"), bold(" b "), schema.text("c")), "a **b** c");
  assert.equal(of(schema.text("a"), bold("(b)"), schema.text("c")), "a(**b**)c");
});

test("nothing that could run or be fetched comes out of a text", () => {
  const doc = read('<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://elders.nl/z.png) [z](data:text/html,x) <img src=x>');
  doc.descendants((node) => {
    assert.ok(["paragraph", "text"].includes(node.type.name), node.type.name);
    assert.deepEqual(node.marks, []);
  });
});

test("emoji, and languages from right to left, are text like any other", () => {
  const text = "Welkom 👩‍👩‍👧‍👦 in de wijk 🏘️\n\nمرحبا بكم في **الحي**\n\nברוכים הבאים [6.020](cijfer:inwoners)";
  assert.equal(write(read(text)), text);
});

test("lists that lie very deep are read as plain text, and none of it gets lost", () => {
  const deep = "> ".repeat(300) + "tekst";
  assert.ok(read(deep).textContent.includes("tekst"));
  assert.equal(write(read(write(read(deep)))), write(read(deep)));
});

test("a long text is written anew in a moment when a word changes", () => {
  const line = "Een zin over de wijk met een paar woorden, een **vet** stuk en [6.020](cijfer:inwoners).";
  const doc = read(Array(2000).fill(line).join("\n\n"));
  write(doc);
  const changed = doc.replace(1, 1, doc.slice(1, 2));
  const begun = performance.now();
  write(changed);
  assert.ok(performance.now() - begun < 100, `${performance.now() - begun} ms`);
});

// -- the keeper

/** A keeper on a device of its own; `answers` are what the server says, one after another. */
function kept({ text = "begin", version = 1, answers = [], storage = new Map(), full = false } = {}) {
  const timers = [];
  const it = { now: text, told: [], sent: [], storage, timers };
  const device = {
    getItem: (key) => storage.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new Error("QuotaExceededError");
      storage.set(key, value);
    },
    removeItem: (key) => storage.delete(key),
  };
  it.keeper = new Keeper({
    url: "/wijkscan/WS1/2.1",
    place: "plek",
    text,
    version,
    read: () => it.now,
    tell: (state) => it.told.push(state),
    storage: device,
    send: async (url, asked) => {
      it.sent.push({ url, ...asked, ...JSON.parse(asked.body) });
      const answer = answers.shift();
      if (!answer) throw new TypeError("Failed to fetch");
      const said = typeof answer === "function" ? await answer(it) : answer;
      return { ok: said.status === undefined || said.status < 400, status: said.status ?? 200, json: async () => said.body ?? { version: 2, at: "2026-11-26T13:31:00Z" } };
    },
    later: (run, wait) => timers.push({ run, wait }),
    never: (timer) => (timers[timer - 1] = null),
  });
  it.now = it.keeper.begin();
  it.type = (more) => {
    it.now += more;
    it.keeper.changed();
  };
  /** Run what waits. */
  it.wait = async () => {
    const due = timers.splice(0).filter(Boolean);
    for (const { run } of due) await run();
    return due.map(({ wait }) => wait);
  };
  it.draft = () => JSON.parse(storage.get("plek") ?? "null");
  return it;
}

const is = (it) => it.told.at(-1).is;

test("a typed sign stands on the device at once, and at the server when the typing rests", async () => {
  const it = kept({ answers: [{}] });
  it.type("!");
  assert.equal(it.draft().text, "begin!");
  assert.equal(it.sent.length, 0);
  assert.deepEqual(await it.wait(), [800]);
  assert.deepEqual([it.sent[0].text, it.sent[0].base, it.sent[0].method, it.sent[0].keepalive], ["begin!", 1, "PUT", true]);
  assert.equal(is(it), "saved");
  assert.equal(it.draft(), null);
});

test("what was typed and never saved is there again after the page was killed, and gets saved", async () => {
  const storage = new Map();
  kept({ storage }).type(" en meer");
  const again = kept({ storage, answers: [{}] });
  assert.equal(again.now, "begin en meer");
  assert.ok(again.keeper.restored);
  await again.wait();
  assert.equal(again.sent[0].text, "begin en meer");
  assert.equal(again.draft(), null);
});

test("a text of before that others changed in the meantime asks to choose", async () => {
  const storage = new Map();
  kept({ storage }).type(" van mij");
  const theirs = { text: "van haar", version: 5, at: "", by: "Els" };
  const again = kept({ storage, text: "van haar", version: 5, answers: [{ status: 409, body: { theirs } }, {}] });
  assert.equal(again.now, "begin van mij");
  await again.wait();
  assert.equal(again.sent[0].base, 1);
  assert.equal(is(again), "conflict");
  assert.equal(again.draft().text, "begin van mij");
  again.type("!");
  assert.deepEqual(again.timers.filter(Boolean), []);
  again.keeper.settle();
  await again.wait();
  assert.deepEqual([again.sent[1].text, again.sent[1].base], ["begin van mij!", 5]);
  assert.equal(is(again), "saved");
});

test("without a connection it tries again, ever less often, and loses nothing", async () => {
  const it = kept({ answers: [null, null, { status: 503, body: { fout: "Bezig." } }, { status: 502 }, {}] });
  it.type("!");
  const waits = [];
  for (let k = 0; k < 5; k++) waits.push(...(await it.wait()));
  assert.deepEqual(waits, [800, 2000, 5000, 10000, 30000]);
  assert.deepEqual(it.told.map((state) => state.is), ["typing", "offline", "offline", "offline", "offline", "saved"]);
  assert.equal(it.told[3].why, "Bezig.");
});

test("who isn't signed in any more keeps the text, and it's saved after signing in again", async () => {
  const it = kept({ answers: [{ status: 401, body: { fout: "Aanmelden." } }, {}] });
  it.type("!");
  await it.wait();
  assert.equal(is(it), "signedOut");
  assert.equal(it.draft().text, "begin!");
  await it.keeper.flush();
  assert.equal(is(it), "saved");
});

test("what the server won't take is told, and kept here until it's changed", async () => {
  const it = kept({ answers: [{ status: 413, body: { fout: "Te lang." } }, {}] });
  it.type("!");
  await it.wait();
  assert.deepEqual([is(it), it.told.at(-1).why, it.timers.filter(Boolean).length], ["refused", "Te lang.", 0]);
  assert.equal(it.draft().text, "begin!");
  it.now = "kort";
  it.keeper.changed();
  await it.wait();
  assert.equal(is(it), "saved");
});

test("an answer that got lost makes no quarrel with oneself", async () => {
  // The first was saved, but its answer never came; meanwhile more was typed.
  const theirs = { text: "begin een", version: 2, at: "", by: "Ik" };
  const it = kept({ answers: [null, { status: 409, body: { theirs } }, {}] });
  it.type(" een");
  await it.wait();
  it.type(" twee");
  await it.wait();
  await it.wait();
  assert.deepEqual(it.sent.map(({ text, base }) => [text, base]), [["begin een", 1], ["begin een twee", 1], ["begin een twee", 2]]);
  assert.ok(it.told.every((state) => state.is !== "conflict"));
  assert.equal(is(it), "saved");
});

test("nor does a page that was killed while its text was on its way", async () => {
  const storage = new Map();
  const it = kept({ storage, answers: [() => new Promise(() => {})] });
  it.type(" een");
  it.wait();
  it.type(" twee");
  const again = kept({ storage, text: "begin een", version: 2, answers: [{}] });
  assert.equal(again.now, "begin een twee");
  await again.wait();
  assert.equal(again.sent[0].base, 2);
});

test("typing goes on while a text is on its way", async () => {
  const it = kept({ answers: [(one) => (one.type(" twee"), {}), { body: { version: 3, at: "" } }] });
  it.type(" een");
  await it.wait();
  assert.equal(it.draft().text, "begin een twee");
  await it.wait();
  assert.deepEqual(it.sent.map(({ text, base }) => [text, base]), [["begin een", 1], ["begin een twee", 2]]);
  assert.equal(it.draft(), null);
});

test("leaving the page sends what there is", async () => {
  const it = kept({ answers: [{}] });
  it.type("!");
  it.keeper.leave();
  assert.deepEqual([it.sent[0].text, it.sent[0].keepalive], ["begin!", true]);
});

test("more than a page that's gone can send stays on the device", () => {
  const it = kept({ answers: [{}] });
  it.type("é".repeat(40_000));
  it.keeper.leave();
  assert.equal(it.sent[0].keepalive, false);
  assert.equal(it.draft().text.length, 40_005);
});

test("of a long text a page that's gone sends what changed", async () => {
  const long = "é👩‍👩‍👧".repeat(20_000);
  const it = kept({ text: long, answers: [{}, {}, {}] });
  it.type(" en meer");
  it.keeper.leave();
  await it.keeper.busy;
  const [one] = it.sent;
  const signs = [...long].length;
  assert.deepEqual([one.splice, one.base, one.keepalive, one.text], [[signs, signs, " en meer"], 1, true, undefined]);
  assert.equal(one.sum, sum(`${long} en meer`));
  it.now = it.now.replace("en meer", "en minder");
  it.keeper.changed();
  await it.wait();
  assert.deepEqual([it.sent[1].splice[2], it.sent[1].base], ["ind", 2]);
  assert.equal(is(it), "saved");
});

test("where the server has another text than was known here, all of it is sent", async () => {
  const long = "x".repeat(70_000);
  const it = kept({ text: long, answers: [{ status: 422, body: { fout: "", whole: true } }, {}] });
  it.type("!");
  await it.wait();
  await it.wait();
  assert.equal(it.sent[1].text, `${long}!`);
  assert.equal(is(it), "saved");
});

test("what is typed while a text is on its way goes along when the page closes", async () => {
  const storage = new Map();
  const it = kept({ storage, answers: [() => new Promise(() => {}), {}] });
  it.type(" een");
  it.wait();
  it.type(" twee");
  it.keeper.leave();
  assert.equal(it.sent.length, 1);
  it.keeper.leave(true);
  assert.deepEqual([it.sent[1].text, it.sent[1].base, it.sent[1].sent], ["begin een twee", 1, [sum("begin een")]]);
  // Whichever of the two the server has: it's ours.
  for (const text of ["begin een", "begin een twee"]) {
    const again = kept({ storage: new Map(storage), text, version: 2, answers: [{}] });
    assert.equal(again.now, "begin een twee");
    await again.wait();
    assert.deepEqual(again.sent.map(({ base }) => base), text === "begin een" ? [2] : []);
  }
});

test("what changed is found in whole signs", () => {
  for (const [before, now, found] of [
    ["", "", [0, 0, ""]],
    ["abc", "abc", [3, 3, ""]],
    ["abc", "aXc", [1, 2, "X"]],
    ["aa", "aaa", [2, 2, "a"]],
    ["👍👎", "👍👍", [1, 2, "👍"]],
    ["a👍b", "a👎b", [1, 2, "👎"]],
    ["👍", "", [0, 1, ""]],
  ]) {
    assert.deepEqual(splice(before, now), found);
  }
  assert.equal(sum("Zesduizend en é👍"), 1378224174);
});

test("undoing all of it saves nothing, but takes back what may have arrived", async () => {
  const it = kept();
  it.type("!");
  it.now = "begin";
  it.keeper.changed();
  assert.deepEqual([is(it), it.draft(), it.timers.filter(Boolean).length], ["saved", null, 0]);
  const lost = kept({ answers: [null, {}] });
  lost.type("!");
  await lost.wait();
  lost.now = "begin";
  lost.keeper.changed();
  await lost.wait();
  assert.equal(lost.sent[1].text, "begin");
});

test("a newer text of the server is shown, unless something was typed here", () => {
  const it = kept();
  assert.equal(it.keeper.heard("oud", 1, ""), null);
  assert.equal(it.keeper.heard("nieuw", 2, ""), "nieuw");
  it.now = "nieuw";
  it.type("!");
  assert.equal(it.keeper.heard("van een ander", 3, ""), null);
  assert.equal(it.keeper.base, 2);
});

test("a device without room is told of, and the text is saved all the same", async () => {
  const it = kept({ full: true, answers: [{}] });
  it.type("!");
  assert.equal(it.told.at(-1).full, true);
  await it.wait();
  assert.equal(is(it), "saved");
});

test("what isn't ours on the device is passed over", () => {
  for (const found of ["", "null", "{}", "[1]", '{"text": 1}', "geen json", '{"text": "x"}']) {
    assert.equal(kept({ storage: new Map([["plek", found]]) }).now, "begin");
  }
});

test("of a wijkscan that was erased nothing stays on the device, and nothing is sent any more", async () => {
  const it = kept({ answers: [{ status: 410, body: { fout: "Gewist." } }] });
  it.type("!");
  await it.wait();
  assert.deepEqual([is(it), it.draft(), it.timers.filter(Boolean).length], ["erased", null, 0]);
  it.type("!");
  it.keeper.leave();
  await it.keeper.flush();
  assert.deepEqual([it.sent.length, it.draft(), is(it)], [1, null, "erased"]);
});

test("texts of other wijkscans that were erased go from the device, and no others", async () => {
  const place = (scan, key) => `wijkkaart:tekst:ik:${scan}:${key}`;
  const storage = {
    [place("WS00000001", "2.1")]: "gewist",
    [place("WS00000001", "2.samenvatting")]: "gewist",
    [place("WS00000002", "2.1")]: "blijft",
    [place("WS00000003", "2.1")]: "open",
    [place("WS00000004", "2.1")]: "niet te vragen",
    iets: "anders",
  };
  Object.defineProperty(storage, "removeItem", { value: (name) => delete storage[name] });
  const asked = [];
  const send = async (url) => {
    asked.push(url);
    if (url.endsWith("4")) throw new TypeError("geen verbinding");
    return { status: url.endsWith("1") ? 410 : 204 };
  };
  await sweep(storage, send, "WS00000003");
  assert.deepEqual(asked, ["/wijkscan/WS00000001", "/wijkscan/WS00000002", "/wijkscan/WS00000004"]);
  assert.deepEqual(Object.values(storage), ["blijft", "open", "niet te vragen", "anders"]);
});

test("a heading that's pasted first stands by itself; a paragraph goes on where one is", () => {
  for (const [text, open] of [
    ["## Kop\n\nTekst", 0],
    ["Tekst\n\nMeer", 1],
  ]) {
    const doc = read(text);
    assert.equal(standing(doc.slice(1, doc.content.size - 1)).openStart, open, text);
  }
});
