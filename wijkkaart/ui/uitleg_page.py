"""Uitleg: how to use the pages, how people's data are kept, and how to read the figures."""

import streamlit as st

from wijkkaart.catalogue import indicators
from wijkkaart.ui.texts import BEGIN, COMPARE, HELP, INDEX, KEEPING, OWN, PEOPLE, READING, WIJKSCAN

_PARTS = (
    ("De pagina’s", "paginas", HELP),
    ("Een wijkscan maken", "wijkscan", WIJKSCAN),
    ("Een eigen gebied maken", "eigen-gebied", OWN),
    ("Gebieden vergelijken", "vergelijken", COMPARE),
    ("De sociale index", "sociale-index", INDEX),
    ("De sociale kaart bijhouden", "bijhouden", KEEPING),
    ("Gegevens van mensen", "mensen", PEOPLE),
    ("Zo leest u de cijfers", "lezen", READING),
)
_FIGURES = ("Wat betekent elk cijfer?", "cijfers")

st.title("Uitleg")
st.header("Waar begint u?", anchor=False)
st.markdown(BEGIN)
_contents = [*((title, anchor) for title, anchor, _ in _PARTS), _FIGURES]
st.markdown("Op deze pagina: " + " · ".join(f"[{title}](#{anchor})" for title, anchor in _contents))
for _title, _anchor, _text in _PARTS:
    st.header(_title, anchor=_anchor)
    st.markdown(_text)
st.header(_FIGURES[0], anchor=_FIGURES[1])
_asked = st.text_input("Zoek een cijfer", placeholder="bijvoorbeeld: bijstand").casefold().strip()
_found = [i for i in indicators().values() if _asked in f"{i.label} {i.theme} {i.explanation}".casefold()]
if not _found:
    st.info("Geen cijfer gevonden. Probeer een ander woord, bijvoorbeeld ‘inkomen’ of ‘zorg’.")
for _theme in dict.fromkeys(i.theme for i in _found):
    with st.expander(f"{_theme} ({sum(i.theme == _theme for i in _found)})", expanded=bool(_asked)):
        st.markdown(
            "\n".join(f"- **{i.label}** ({i.unit}): {i.explanation}" for i in _found if i.theme == _theme)
        )
