/* Fetch the session's cookie for a code, or hand it in, and begin anew: a page can't give a cookie itself. */
export default function ({ data }) {
  const seen = window.wijkkaartSessie || (window.wijkkaartSessie = new Set());
  if (!data || !data.turn || seen.has(data.turn)) return;
  seen.add(data.turn);
  try {
    // What others typed isn't left behind on a device that is shared.
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(data.drafts) && !(data.mine && key.startsWith(data.mine))) localStorage.removeItem(key);
    }
  } catch {
    // No storage, nothing to take off it.
  }
  const headers = data.code ? { "X-Wijkkaart-Code": data.code } : {};
  fetch(data.code ? "/sessie" : "/sessie/einde", { method: "POST", headers, credentials: "same-origin" })
    .finally(() => window.location.assign(data.next));
}
