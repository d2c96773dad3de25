/* Fetch the session's cookie for a code, or hand it in, and begin anew: a page can't give a cookie itself. */
export default function ({ data }) {
  const seen = window.wijkkaartSessie || (window.wijkkaartSessie = new Set());
  if (!data || !data.turn || seen.has(data.turn)) return;
  seen.add(data.turn);
  const headers = data.code ? { "X-Wijkkaart-Code": data.code } : {};
  fetch(data.code ? "/sessie" : "/sessie/einde", { method: "POST", headers, credentials: "same-origin" })
    .finally(() => window.location.assign(data.next));
}
