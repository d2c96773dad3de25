"""Files of the social index, each made when it's asked for."""

from datetime import date
from functools import partial

import streamlit as st

from wijkkaart.export import social_index
from wijkkaart.present.comparison.index import Made

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sources(made: Made) -> tuple[str, ...]:
    """A line a source, for below a chart."""
    return tuple(f"Bron: {line}." for line in social_index.source_names(made))


def menu(made: Made) -> None:
    """A menu of files of the scores with their parts."""
    opened = st.popover("Downloaden", icon=":material/download:", key="si-bestanden", on_change="rerun")
    if not opened.open:
        return
    today = date.today()
    forms = {
        "xlsx": (
            "Excel",
            partial(social_index.as_excel, made, today),
            _EXCEL,
            "Scores, delen, gewichten en uitleg",
        ),
        "csv": ("CSV", partial(social_index.as_csv, made), "text/csv", "De scores per gebied"),
        "json": (
            "Rekenwijze (JSON)",
            partial(social_index.as_json, made),
            "application/json",
            "Om na te rekenen",
        ),
    }
    with opened:
        for suffix, (label, make, mime, help_) in forms.items():
            st.download_button(
                label,
                data=make,
                file_name=f"sociale-index-{made.base.area}-{made.base.year}.{suffix}",
                mime=mime,
                key=f"si-bestand-{suffix}",
                help=help_,
                on_click="ignore",
                width="stretch",
            )
