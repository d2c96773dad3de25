"""Files of a comparison, each made when it's asked for."""

from datetime import date
from functools import partial

import streamlit as st

from wijkkaart.export import comparison
from wijkkaart.present.comparison.making import Compared
from wijkkaart.ui.data import open_atlas
from wijkkaart.ui.files import EXCEL, File, buttons


def menu(found: Compared) -> None:
    """A menu of files of the whole comparison."""
    opened = st.popover("Downloaden", icon=":material/download:", key="vg-bestanden", on_change="rerun")
    if not opened.open:
        return
    today = date.today()
    name = f"vergelijking-{today.isoformat()}"
    files = (
        File(
            "xlsx",
            "Excel",
            "Met een blad uitleg en bronnen",
            f"{name}.xlsx",
            EXCEL,
            partial(comparison.as_excel, found, today),
        ),
        File(
            "csv",
            "CSV",
            "Een regel per gebied en cijfer",
            f"{name}.csv",
            "text/csv",
            partial(comparison.as_csv, found),
        ),
        File(
            "geojson",
            "GeoJSON",
            "Voor kaartprogramma’s",
            f"{name}.geojson",
            "application/geo+json",
            partial(_geojson, found),
        ),
    )
    with opened:
        buttons(files, "vg-bestand")
        st.caption("Een plaatje downloadt u bij het beeld zelf.")


def _geojson(found: Compared) -> bytes:
    from wijkkaart.ui.vergelijken.choosing import own_of
    from wijkkaart.ui.vergelijken.pictures import outlines

    atlas, codes = open_atlas(), found.table.codes
    return comparison.as_geojson(found, outlines(atlas, codes, own_of(atlas, codes)))
