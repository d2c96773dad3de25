/* Keeps what is typed on a form on this device, and gives back what was left of it. */
const HOUR = 3600 * 1000;
const TYPED = " typt";

// Without storage, in a private window say, the form works as it always did.
const attempt = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};
const read = (place) => attempt(() => JSON.parse(localStorage.getItem(place)));
const write = (place, value) =>
  attempt(() => localStorage.setItem(place, JSON.stringify({ ...value, until: Date.now() + hours * HOUR })));
const remove = (...places) => attempt(() => places.forEach((each) => localStorage.removeItem(each)));
const fresh = (kept) => (kept?.until > Date.now() ? kept : null);

let form = null;
let hours = 0;

/* The field that somebody is in: the server hears of it only when they leave it. */
const typing = ({ target }) => {
  const field = target.closest?.('[class*="st-key-veld-"]');
  if (!form || !field?.closest(".st-key-formulier") || !("value" in target)) return;
  const key = [...field.classList].find((each) => each.startsWith("st-key-veld-")).slice("st-key-".length);
  write(form + TYPED, { key, text: target.value });
};
const busy = () => document.activeElement?.closest(".st-key-formulier :is(input, textarea)");
document.addEventListener("input", typing);

export default function ({ data, setTriggerValue }) {
  for (const place of data.drop ?? []) remove(place, place + TYPED);
  if (!data.place) return;
  form = data.place;
  hours = data.hours;
  if (data.text) {
    write(form, { text: data.text });
    if (!busy()) remove(form + TYPED);
  } else if (data.look) {
    const [kept, typed] = [fresh(read(form)), fresh(read(form + TYPED))];
    if (kept || typed) {
      setTriggerValue("gevonden", { place: form, text: kept?.text ?? "", typed: typed ? { [typed.key]: typed.text } : {} });
    }
  } else {
    remove(form);
  }
  return () => (form = null);
}
