/* What Streamlit leaves in English: the language of the page, names of the map's frame and of buttons, and texts.
   And what was typed on a form long ago (forms/concept.js) leaves the device, whoever comes by. */
const MENU = { stExpandSidebarButton: "Menu openen", stSidebarCollapseButton: "Menu sluiten" };
const name = () => {
  for (const [id, said] of Object.entries(MENU)) {
    for (const box of document.querySelectorAll(`[data-testid="${id}"]`)) {
      (box.querySelector("button") ?? box).setAttribute("aria-label", said);
    }
  }
  for (const frame of document.querySelectorAll('iframe[title^="streamlit_folium"]')) {
    frame.title = "Kaart. Dezelfde inhoud staat in de lijst ernaast.";
  }
};

const textsOf = (box) => {
  const [found, walker] = [[], document.createTreeWalker(box, NodeFilter.SHOW_TEXT)];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
};

/* Names of Streamlit's own buttons and fields, for who hears them. */
const NAMES = {
  "Clear all": "Alles weghalen",
  "Clear value": "Weghalen",
  "Clear entry": "Weghalen",
  "Clear date": "Datum weghalen",
  "Clear time": "Tijd weghalen",
  "Choose date": "Kies een datum",
  "Open": "Keuzes openen",
  "Close": "Sluiten",
  "Selected values": "Gekozen",
  "Show password": "Wachtwoord tonen",
  "Hide password": "Wachtwoord verbergen",
  "Add files": "Kies een bestand",
  "Link to heading": "Adres van dit kopje",
  "Fullscreen": "Vullend scherm",
  "Close fullscreen": "Niet meer vullend",
  "Search": "Zoeken",
  "Show/hide columns": "Kolommen tonen of verbergen",
  "Navigate to home page": "wijkkaart, naar het begin",
  "App pages": "Pagina’s",
};
const ASKED = { "Choose an option": "Maak een keuze", "Choose or add an option": "Kies of typ" };
const REMOVE = "Remove ";
const among = (attribute, names) => Object.keys(names).map((each) => `[${attribute}="${each}"]`);
const NAMED = [...among("aria-label", NAMES), `[aria-label^="${REMOVE}"]`].join();
const TO_ASK = among("placeholder", ASKED).join();
const named = () => {
  for (const node of document.querySelectorAll(NAMED)) {
    const label = node.getAttribute("aria-label");
    node.setAttribute("aria-label", NAMES[label] ?? `${label.slice(REMOVE.length)} weghalen`);
  }
  for (const node of document.querySelectorAll(TO_ASK)) node.placeholder = ASKED[node.placeholder];
};

/* Texts of Streamlit by where they stand: how they begin, and what is said instead; what follows stays. */
const WRONG = "Er ging iets mis dat niemand had voorzien. Wat bewaard was, is er nog. Laad de pagina opnieuw. Gaat het weer mis? Vertel de beheerder dan wat u deed, en hoe laat.";
const TEXTS = {
  '[role="listbox"]': [[/^No results$/, "Niets gevonden"], [/^Add: /, "Zoek: "], [/^You can only select up to (\d+) .*/, "Het kunnen er hooguit $1 zijn. Haal er eerst een weg."]],
  '[data-testid="stException"]': [[/^(\w+: )?This app has encountered an error.*/s, WRONG]],
  '[data-testid="stFileUploader"]': [[/^Drag and drop (a file|files) here$/, "Sleep een bestand hierheen"], [/ per file\b/, " per bestand"], [/^Upload$/, "Kies een bestand"]],
  '[data-testid="stSkipToContent"]': [[/^Skip to main content$/, "Naar de inhoud"]],
};
const said = () => {
  for (const [where, words] of Object.entries(TEXTS)) {
    for (const box of document.querySelectorAll(where)) {
      for (const text of textsOf(box)) {
        const dutch = words.reduce((found, [english, instead]) => found.replace(english, instead), text.data);
        if (dutch !== text.data) text.data = dutch;
      }
    }
  }
};

/* While the server is away: whoever uses the app didn't start it. Only the words are changed, the boxes are Streamlit's. */
const GONE = "wijkkaart is even niet te bereiken. Wat u typte, staat nog op dit apparaat. Is de verbinding terug, dan gaat u vanzelf verder.";
const AWAY = {
  "Connection error": "Geen verbinding",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": GONE,
  "Streamlit server is not responding. Are you connected to the internet?": GONE,
};
const away = () => {
  for (const box of document.querySelectorAll('[role="dialog"]')) {
    for (const text of textsOf(box)) {
      const said = AWAY[text.data.trim()];
      if (said) text.data = said;
      if (text.data.startsWith("streamlit run ")) (text.parentElement.closest('[data-testid="stCode"], pre') ?? text.parentElement).hidden = true;
    }
  }
};

/* Why a file couldn't be made stands in ui/files.py; Streamlit puts English before it. */
const FAILED = "Callable execution failed: ";
const EXPIRED = "Deferred file ";
const refused = () => {
  for (const box of document.querySelectorAll('[data-testid="stDownloadButtonError"]')) {
    for (const text of textsOf(box)) {
      if (text.data.startsWith(FAILED)) text.data = text.data.slice(FAILED.length);
      if (text.data.startsWith(EXPIRED)) text.data = "Dit bestand ligt niet meer klaar. Laad de pagina opnieuw en probeer het nog eens.";
    }
  }
};

/* Another page begins at its top: what was done stands there. */
let path = window.location.pathname;
const top = () => {
  if (path === window.location.pathname) return;
  path = window.location.pathname;
  document.querySelector(".stMain")?.scrollTo(0, 0);
};

const over = (drafts) => {
  try {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(drafts))) {
      if (!(JSON.parse(localStorage.getItem(key)).until > Date.now())) localStorage.removeItem(key);
    }
  } catch {
    // No storage, or of another's making: nothing of ours to take off it.
  }
};

export default function ({ data }) {
  document.documentElement.lang = "nl";
  name();
  top();
  if (!document.documentElement.dataset.wijkkaart) {
    document.documentElement.dataset.wijkkaart = "1";
    over(data.drafts);
    const look = () => (name(), named(), said(), away(), refused(), top());
    look();
    // Of what is being typed in a list only the letters change.
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  }
}
