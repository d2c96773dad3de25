// Keeps what is typed: on this device at once, at the server when the typing rests. It never waits for a page.

import { splice, sum } from "./delta.js";

const REST = 800;
const RETRY = [2000, 5000, 10000, 30000];
// What a browser still sends for a page that is gone. Of a longer text only what changed is sent.
const LAST_WORD = 60000;

export const STATES = { saved: "saved", typing: "typing", offline: "offline", signedOut: "signedOut", refused: "refused", conflict: "conflict", erased: "erased" };
const ERASED = 410;

/** Where the text of a part stays on this device. */
export const placeOf = (account, scan, key) => `wijkkaart:tekst:${account}:${scan}:${key}`;

/** Let go of what this device keeps of wijkscans that were erased for good; `scan` is the one that is open. */
export async function sweep(storage, send, scan) {
  const places = Object.keys(storage).map((place) => [place, /^wijkkaart:tekst:[^:]*:(WS[0-9a-f]{8}):/.exec(place)?.[1]]);
  const others = new Set(places.map(([, of]) => of).filter((of) => of && of !== scan));
  for (const other of others) {
    const answer = await send(`/wijkscan/${other}`).catch(() => null);
    if (answer?.status !== ERASED) continue;
    for (const [place, of] of places) if (of === other) storage.removeItem(place);
  }
}

/**
 * `storage` is like localStorage, `send` like fetch; `read()` gives the text as it stands, `tell(state)` hears how it
 * is: {is, at, why, theirs}. `text` and `version` are what the server had when the page was made.
 */
export class Keeper {
  constructor({ url, place, text, version, at = "", read, tell, storage, send, later = setTimeout, never = clearTimeout }) {
    Object.assign(this, { url, place, read, tell, storage, send, later, never });
    this.base = version;
    this.saved = text;
    // The text of that version; null when it isn't known here.
    this.begun = text;
    this.at = at;
    // Texts that were sent without an answer: when the server turns out to have one of them, it's ours.
    this.sent = [];
    this.dirty = false;
    this.busy = null;
    this.timer = null;
    this.failures = 0;
    this.theirs = null;
    this.closed = false;
  }

  /** What was typed here and never reached the server, or null. */
  found() {
    try {
      const draft = JSON.parse(this.storage.getItem(this.place));
      return typeof draft?.text === "string" && Number.isInteger(draft.base) ? draft : null;
    } catch {
      return null;
    }
  }

  /** The text to begin with: what was left on this device if that's newer, else what the server has. */
  begin() {
    const draft = this.found();
    if (!draft || draft.text === this.saved) {
      this.clear();
      return this.saved;
    }
    this.sent = (draft.sent ?? []).filter((text) => typeof text === "string");
    // Our own last words reached the server after all: what came after them goes on from there.
    if (!this.sent.includes(this.saved) && this.base !== draft.base) {
      this.base = draft.base;
      this.begun = null;
    }
    this.dirty = true;
    this.restored = true;
    this.plan(0);
    return draft.text;
  }

  /** Something was typed. */
  changed() {
    const text = this.read();
    if (text === this.saved && !this.busy && !this.theirs && !this.sent.length) {
      this.dirty = false;
      this.stop();
      this.clear();
      this.say(STATES.saved);
      return;
    }
    if (this.erased) return;
    this.dirty = true;
    this.keep(text);
    if (this.theirs) return;
    if (!this.failures) this.say(STATES.typing);
    this.plan(this.failures ? RETRY[Math.min(this.failures, RETRY.length) - 1] : REST);
  }

  /** Save now, if there's anything to save. */
  flush() {
    if (this.dirty && !this.theirs) this.plan(0);
    return this.save();
  }

  async save() {
    this.stop();
    if (this.busy) return this.busy;
    if (!this.dirty || this.theirs || this.erased) return null;
    this.busy = this.put();
    try {
      await this.busy;
    } finally {
      this.busy = null;
    }
    return null;
  }

  async put() {
    const text = this.read();
    const body = this.body(text);
    this.dirty = false;
    this.sent = [...this.sent.slice(-4), text];
    this.keep(text);
    let answer;
    let said = {};
    try {
      answer = await this.request(body);
      said = await answer.json();
    } catch {
      if (!answer || answer.ok) answer = { ok: false, status: 0 };
    }
    if (answer.ok) this.accepted(text, said);
    else this.failed(answer.status, said);
  }

  /** What goes to the server: the text, or of a long one what changed in it. */
  body(text) {
    const more = this.sent.length ? { sent: this.sent.map(sum) } : {};
    const whole = JSON.stringify({ text, base: this.base, ...more });
    if (this.begun === null || size(whole) < LAST_WORD) return whole;
    return JSON.stringify({ splice: splice(this.begun, text), sum: sum(text), base: this.base, ...more });
  }

  request(body) {
    return this.send(this.url, {
      method: "PUT",
      body,
      headers: { "Content-Type": "application/json" },
      credentials: "same-origin",
      keepalive: size(body) < LAST_WORD,
    });
  }

  accepted(text, { version, at }) {
    this.failures = 0;
    this.base = version;
    this.at = at;
    this.saved = this.begun = text;
    this.sent = [];
    if (this.read() === text) {
      this.dirty = false;
      this.clear();
      this.say(STATES.saved);
    } else {
      this.dirty = true;
      this.keep(this.read());
      this.plan(REST);
    }
  }

  failed(status, said) {
    this.dirty = true;
    if (status === 409 && said.theirs) {
      const { text, version } = said.theirs;
      if (this.sent.includes(text) || text === this.read()) {
        // It's our own text of a moment ago, whose answer got lost.
        this.base = version;
        this.saved = this.begun = text;
        this.keep(this.read());
        this.plan(0);
        return;
      }
      this.theirs = said.theirs;
      this.say(STATES.conflict, { theirs: said.theirs });
      return;
    }
    if (said.whole && this.begun !== null) {
      // There the text was another than here: next time all of it.
      this.begun = null;
      this.plan(0);
      return;
    }
    if (status === ERASED) {
      // For good, here too: whoever it told of may have asked for that.
      this.erased = true;
      this.clear();
      this.say(STATES.erased, { why: said.fout ?? "" });
      return;
    }
    this.failures += 1;
    const again = RETRY[Math.min(this.failures, RETRY.length) - 1];
    if (status === 401 || status === 403) {
      this.say(STATES.signedOut, { why: said.fout ?? "" });
      this.plan(RETRY.at(-1));
    } else if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      // Asking again would give the same answer; typing on, or `flush`, tries again.
      this.say(STATES.refused, { why: said.fout ?? "" });
    } else {
      this.say(STATES.offline, { why: said.fout ?? "" });
      this.plan(again);
    }
  }

  /** Go on with a choice between two texts: what stands in the editor now is the one that counts. */
  settle() {
    if (!this.theirs) return;
    this.base = this.theirs.version;
    this.saved = this.begun = this.theirs.text;
    this.at = this.theirs.at ?? this.at;
    this.theirs = null;
    this.failures = 0;
    this.sent = [];
    this.dirty = true;
    this.keep(this.read());
    this.plan(0);
  }

  /**
   * The page brings a newer version from the server. Gives the text to show instead, or null when what is
   * typed here goes first.
   */
  heard(text, version, at) {
    if (version <= this.base || this.busy || this.theirs || this.dirty) return null;
    this.base = version;
    this.at = at;
    const differs = text !== this.saved;
    this.saved = this.begun = text;
    this.say(STATES.saved);
    return differs ? text : null;
  }

  /** The page is left, `gone` for good maybe: send what there is, without waiting. */
  leave(gone = false) {
    if (!this.dirty || this.theirs || this.erased) return;
    this.keep(this.read());
    if (!this.busy) this.save();
    else if (gone) this.lastWord();
  }

  /** Beside a text that's on its way: what came after it. Should the page live on, all goes on as it was. */
  lastWord() {
    const text = this.read();
    const body = this.body(text);
    this.sent = [...this.sent.slice(-4), text];
    this.keep(text);
    this.request(body).catch(() => {});
  }

  close() {
    this.leave();
    this.closed = true;
    this.stop();
  }

  plan(wait) {
    this.stop();
    if (!this.closed) this.timer = this.later(() => this.save(), wait);
  }

  stop() {
    if (this.timer !== null) this.never(this.timer);
    this.timer = null;
  }

  keep(text) {
    try {
      this.storage.setItem(this.place, JSON.stringify({ text, base: this.base, sent: this.sent }));
      this.full = false;
    } catch {
      // No room on this device, or none allowed: it's only safe when it's saved.
      this.full = true;
    }
  }

  clear() {
    try {
      this.storage.removeItem(this.place);
    } catch {
      // There was no room to begin with.
    }
  }

  say(is, more = {}) {
    this.tell({ is, at: this.at, why: "", full: this.full, ...more });
  }
}

function size(text) {
  return new TextEncoder().encode(text).length;
}
