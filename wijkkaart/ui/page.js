/* What Streamlit leaves in English: the language of the page, and the names of the map's frame and the menu.
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
    new MutationObserver(() => (name(), away(), refused(), top())).observe(document.body, { childList: true, subtree: true });
  }
}
