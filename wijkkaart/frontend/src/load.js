// Fetching from our own routes, each URL once.
const KEEP = 40;
const kept = new Map();

async function fetched(url, kind, signal) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return kind === "bytes" ? new Uint8Array(await response.arrayBuffer()) : response.json();
}

/** The JSON or bytes at `url`; kept in the page, so an answer is asked for once. A failure isn't kept. */
export async function load(url, kind = "json", signal = undefined) {
  if (kept.has(url)) {
    const value = kept.get(url);
    kept.delete(url);
    kept.set(url, value);
    return value;
  }
  const value = await fetched(url, kind, signal);
  kept.set(url, value);
  if (kept.size > KEEP) kept.delete(kept.keys().next().value);
  return value;
}

/** What was loaded from `url` before, or undefined: lets a known answer be drawn without waiting a turn. */
export function loaded(url) {
  return kept.get(url);
}

/**
 * One thing at a time from a URL that may change: a newer URL aborts the older, whose answer is never used.
 * `use(value)` is called at once when the answer is known; `failed(error)` when it can't be had.
 */
export class Latest {
  constructor(kind, use, failed) {
    Object.assign(this, { kind, use, failed, url: null, ready: true, controller: null });
  }

  /** Ask for `url`; null forgets what was asked. */
  ask(url) {
    if (url === this.url) return;
    this.controller?.abort();
    this.url = url;
    this.ready = true;
    if (url === null) return;
    const known = loaded(url);
    if (known !== undefined) {
      this.use(known);
      return;
    }
    this.ready = false;
    this.controller = new AbortController();
    load(url, this.kind, this.controller.signal)
      .then((value) => this.settle(url, () => this.use(value)))
      .catch((error) => this.settle(url, () => this.failed(error)));
  }

  settle(url, act) {
    if (url !== this.url) return;
    this.ready = true;
    act();
  }
}
