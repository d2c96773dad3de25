"""The profile as a report to take along, as the visitor may see it."""

from functools import partial

import streamlit as st

from wijkkaart.errors import RegisterError
from wijkkaart.guide import Guide
from wijkkaart.present.profile.area import Area
from wijkkaart.register import own_areas
from wijkkaart.reports import FORMS, making, write
from wijkkaart.ui import account
from wijkkaart.ui.data import guide_of
from wijkkaart.ui.files import File, buttons

_LABELS = {
    "pdf": ("PDF", "Om te lezen en af te drukken"),
    "docx": ("Word", "Om aan te vullen met uw eigen tekst"),
    "odt": ("ODT", "Voor LibreOffice en andere tekstverwerkers"),
    "html": ("HTML", "Voor de browser: met een kaart die u kunt vergroten"),
}


def menu(guide: Guide, area: Area, beside: Area | None) -> None:
    """A menu of files; each is made when it's asked for, which takes a few seconds."""
    opened = st.popover(
        "Download als rapport", icon=":material/download:", key="profiel-rapport", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        st.caption("Alles van dit profiel in een bestand, met kaarten en bronnen. Maken duurt even.")
        buttons((_file(guide, area, beside, form) for form in _LABELS), "profiel-rapport")


def _file(guide: Guide, area: Area, beside: Area | None, form: str) -> File:
    label, help_ = _LABELS[form]
    name = f"wijkkaart-{area.code}-{guide.day.isoformat()}.{form}"
    return File(form, label, help_, name, FORMS[form], partial(_data, account.token(), area, beside, form))


def _data(token: str, area: Area, beside: Area | None, form: str) -> bytes:
    """The file. Raises RegisterError when an own area was taken away, or isn't for this visitor any more."""
    shown = guide_of(token)
    others = [each for each in (area, beside) if each is not None and each.own]
    for each in others:
        if own_areas.get(account.register(), each.code, shown.role) is None:
            raise RegisterError("Dit eigen gebied is er niet meer.", remedy="Kies een ander gebied.")
    return write(making.make(shown, area, [beside] if beside else []), form)
