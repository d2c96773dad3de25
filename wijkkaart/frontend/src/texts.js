// Every word that the map itself shows; the Python side may replace any of them (options.texts).
export const TEXTS = {
  title: "Kaart",
  map: "Kaart. Met de pijltjestoetsen schuift u, met + en - zoomt u in en uit.",
  zoomIn: "Inzoomen",
  zoomOut: "Uitzoomen",
  fit: "Toon het hele gebied",
  close: "Sluiten",
  loading: "Wordt geladen",
  noBackground: "De achtergrondkaart is niet bereikbaar. De kaart werkt gewoon door.",
  noAreas: "De grenzen konden niet worden geladen. Herlaad de pagina.",
  noFigures: "De cijfers konden niet worden geladen. Herlaad de pagina.",
  noPlaces: "De plekken konden niet worden geladen. Herlaad de pagina.",
  problem: "Er ging iets mis op de kaart. Herlaad de pagina.",
  approximate: "plaats bij benadering",
  cluster: "{n} plekken bij elkaar",
  draw: "Klik de hoeken van het gebied aan.",
  drawClose: "Klik op het eerste punt of op ‘Klaar’ om te sluiten.",
  drawFull: "Meer hoeken kan niet: klik op ‘Klaar’.",
  drawn: "Getekend. U kunt de hoeken nog verslepen.",
  drawDone: "Klaar",
  drawBack: "Stap terug",
  drawAgain: "Opnieuw",
  here: "{n} plekken op dit punt",
};

const NUMBER = new Intl.NumberFormat("nl-NL");

/** A whole number in Dutch notation. */
export function number(value) {
  return NUMBER.format(value);
}

/** `text` with `{n}` replaced by a number in Dutch notation. */
export function counted(text, n) {
  return text.replace("{n}", number(n));
}
