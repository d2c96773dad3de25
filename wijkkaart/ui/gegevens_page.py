"""Gegevens: what has been loaded, from whom and how old it is, and how to load more."""

import pandas as pd
import streamlit as st

from wijkkaart.catalogue import sources
from wijkkaart.present import dutch
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_atlas
from wijkkaart.ui.texts import FORMATS, LOAD

_atlas = open_atlas()
_entries = sorted(_atlas.store.manifest.entries, key=lambda entry: entry.example)
_own = [entry for entry in _entries if not entry.example]

st.title("Gegevens")
st.write(
    f"U ziet welke bestanden in wijkkaart zitten, van wie ze komen en hoe oud ze zijn: "
    f"{dutch.count(len(_own), 'eigen bestand', 'eigen bestanden')} en "
    f"{dutch.count(len(_entries) - len(_own), 'bestand', 'bestanden')} van de voorbeelden."
)
if not _own:
    st.info("wijkkaart draait nu alleen op voorbeelden. Hieronder staat hoe u uw eigen gemeente laadt.")

st.header("Uw eigen gegevens laden")
st.markdown(LOAD)
with st.expander("Welke bestanden en kolommen kent wijkkaart?"):
    st.markdown(FORMATS)

st.header("Wat er geladen is")
if _entries:
    _known = sources()
    st.dataframe(
        pd.DataFrame(
            {
                "Bestand": [entry.file for entry in _entries],
                "Soort": [entry.kind for entry in _entries],
                "Uitgever": [_known[entry.source].publisher for entry in _entries],
                "Jaren": [
                    ""
                    if not e.years
                    else (str(e.years[0]) if len(e.years) == 1 else f"{e.years[0]}–{e.years[-1]}")
                    for e in _entries
                ],
                "Licentie": [entry.licence for entry in _entries],
                "Geladen op": [dutch.iso_day(entry.fetched) for entry in _entries],
                "Voorbeeld": ["ja" if entry.example else "nee" for entry in _entries],
            }
        ),
        hide_index=True,
        width="stretch",
    )
    st.subheader("Verplichte vermeldingen")
    _used = dict.fromkeys(entry.source for entry in _entries)
    for _id in _used:
        _years = sorted({year for e in _entries if e.source == _id for year in e.years})
        _notice = _known[_id].notice.replace("{year}", str(_years[-1]) if _years else "")
        st.markdown(f"- {_notice}")
    with st.expander("Wat is er bij het laden hersteld of weggelaten?"):
        for _entry in _entries:
            _report = _entry.report
            _read, _kept = _report.get("read", 0), _report.get("kept", 0)
            _lines = [f"**{literal(_entry.file)}**: {_read} gelezen, {_kept} bewaard"]
            for _word in ("repaired", "left_out"):
                _counts = _report.get(_word) or {}
                _dutch = "hersteld" if _word == "repaired" else "weggelaten"
                _lines += [f"{_dutch}: {number} ({literal(reason)})" for reason, number in _counts.items()]
            st.markdown("  \n".join(_lines))
