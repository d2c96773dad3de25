"""Uitleg: how to use the pages, how people's data are kept, and how to read the figures."""

import streamlit as st

from wijkkaart.catalogue import indicators
from wijkkaart.ui.texts import BEGIN, COMPARE, HELP, INDEX, KEEPING, OWN, PEOPLE, READING, WIJKSCAN

st.title("Uitleg")
st.header("Waar begint u?")
st.markdown(BEGIN)
st.header("De pagina’s")
st.markdown(HELP)
st.header("Een wijkscan maken")
st.markdown(WIJKSCAN)
st.header("Een eigen gebied maken")
st.markdown(OWN)
st.header("Gebieden vergelijken")
st.markdown(COMPARE)
st.header("De sociale index")
st.markdown(INDEX)
st.header("De sociale kaart bijhouden")
st.markdown(KEEPING)
st.header("Gegevens van mensen")
st.markdown(PEOPLE)
st.header("Zo leest u de cijfers")
st.markdown(READING)
st.header("Wat betekent elk cijfer?")
_asked = st.text_input("Zoek een cijfer", placeholder="bijvoorbeeld: bijstand").casefold().strip()
_found = [i for i in indicators().values() if _asked in f"{i.label} {i.theme} {i.explanation}".casefold()]
if not _found:
    st.info("Geen cijfer gevonden. Probeer een ander woord, bijvoorbeeld ‘inkomen’ of ‘zorg’.")
for _theme in dict.fromkeys(i.theme for i in _found):
    with st.expander(f"{_theme} ({sum(i.theme == _theme for i in _found)})", expanded=bool(_asked)):
        st.markdown(
            "\n".join(f"- **{i.label}** ({i.unit}): {i.explanation}" for i in _found if i.theme == _theme)
        )
