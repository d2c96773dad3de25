/* What Streamlit leaves in English: the language of the page, and the names of the map's frame and the menu. */
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

/* Another page begins at its top: what was done stands there. */
let path = window.location.pathname;
const top = () => {
  if (path === window.location.pathname) return;
  path = window.location.pathname;
  document.querySelector(".stMain")?.scrollTo(0, 0);
};

export default function () {
  document.documentElement.lang = "nl";
  name();
  top();
  if (!document.documentElement.dataset.wijkkaart) {
    document.documentElement.dataset.wijkkaart = "1";
    new MutationObserver(() => (name(), top())).observe(document.body, { childList: true, subtree: true });
  }
}
