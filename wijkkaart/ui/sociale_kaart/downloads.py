"""What is shown as a file, as the visitor may see it."""

from functools import partial

import streamlit as st

from wijkkaart.export.making import FORMS, make
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.ui import account
from wijkkaart.ui.data import guide_of
from wijkkaart.ui.files import File, buttons
from wijkkaart.ui.sociale_kaart.asking import Answer

_HELP = {
    "xlsx": "Een werkblad voor elke soort",
    "csv": "Voor andere programma’s",
    "geojson": "Voor kaartprogramma’s",
    "hsds": "Open standaard voor sociale kaarten",
    "ics": "Aanbod met tijden, voor uw agenda",
}
_ZIP = "application/zip"


def menu(guide: Guide, answer: Answer, said: str) -> None:
    """A menu of files of what was found; each is made when it's asked for. `said`: the filters."""
    opened = st.popover("Downloaden", icon=":material/download:", key="sk-bestanden", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if not answer.found.total:
            st.write("Er is niets om te downloaden: niets voldoet aan de filters.")
            return
        st.caption(f"{dutch.count(answer.found.total, 'regel', 'regels')}, met de filters van nu.")
        buttons((_file(guide, answer, form, said) for form in _HELP), "sk-bestand")


def _file(guide: Guide, answer: Answer, form: str, said: str) -> File:
    suffix, mime = _kind(form, answer)
    name = f"sociale-kaart-{answer.search.gebied}-{guide.day.isoformat()}.{suffix}"
    make_now = partial(_data, account.token(), answer, form, said)
    return File(form, FORMS[form].label, _HELP[form], name, mime, make_now)


def _data(token: str, answer: Answer, form: str, said: str) -> bytes:
    return make(guide_of(token), answer.query, form, filters=said).data


def _kind(form: str, answer: Answer) -> tuple[str, str]:
    """Suffix and type: of more kinds of record, CSV is a file each in one zip."""
    made = FORMS[form]
    if form == "csv" and answer.found.rows.kind.replace("source", "location").nunique() > 1:
        return "zip", _ZIP
    return made.suffix, made.mime
