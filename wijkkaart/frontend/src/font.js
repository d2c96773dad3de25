// The icons: the Material Symbols font that Streamlit serves. Until it's in, pins have no icon.
const FAMILY = "Wijkkaart Symbols";

/** Load the font at `url` and let the icons be seen once it's there. */
export async function loadIcons(url) {
  if (!url) return;
  const font = new FontFace(FAMILY, `url(${JSON.stringify(url)}) format("woff2")`, { display: "block" });
  document.fonts.add(font);
  try {
    await font.load();
    document.documentElement.classList.add("wk-icons");
  } catch (error) {
    console.warn(error); // coloured pins tell enough
  }
}
