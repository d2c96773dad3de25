"""Files of the social index, each made when it's asked for."""

from datetime import date
from functools import partial

import streamlit as st

from wijkkaart.export import social_index
from wijkkaart.present.comparison import index_words
from wijkkaart.present.comparison.index import Made
from wijkkaart.ui.files import EXCEL, File, buttons


def sources(made: Made) -> tuple[str, ...]:
    """A line a source, for below a chart."""
    return tuple(f"Bron: {line}." for line in index_words.source_names(made))


def menu(made: Made) -> None:
    """A menu of files of the scores with their parts."""
    opened = st.popover("Downloaden", icon=":material/download:", key="si-bestanden", on_change="rerun")
    if not opened.open:
        return
    today, name = date.today(), f"sociale-index-{made.base.area}-{made.base.year}"
    files = (
        File(
            "xlsx",
            "Excel",
            "Scores, delen, gewichten en uitleg",
            f"{name}.xlsx",
            EXCEL,
            partial(social_index.as_excel, made, today),
        ),
        File(
            "csv",
            "CSV",
            "De scores per gebied",
            f"{name}.csv",
            "text/csv",
            partial(social_index.as_csv, made),
        ),
        File(
            "json",
            "Rekenwijze (JSON)",
            "Om na te rekenen",
            f"{name}.json",
            "application/json",
            partial(social_index.as_json, made),
        ),
    )
    with opened:
        buttons(files, "si-bestand")
