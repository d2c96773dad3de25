/* What Streamlit leaves in English: the language of the page, and the name of the map's frame. */
const name = () => {
  for (const frame of document.querySelectorAll('iframe[title^="streamlit_folium"]')) {
    frame.title = "Kaart. Dezelfde inhoud staat in de lijst ernaast.";
  }
};

export default function () {
  document.documentElement.lang = "nl";
  name();
  if (!document.documentElement.dataset.wijkkaart) {
    document.documentElement.dataset.wijkkaart = "1";
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  }
}
