"""Files of a comparison, each made when it's asked for."""

from datetime import date
from functools import partial

import streamlit as st

from wijkkaart.export import comparison
from wijkkaart.present.comparison.making import Compared
from wijkkaart.ui.data import open_atlas

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def menu(found: Compared) -> None:
    """A menu of files of the whole comparison."""
    opened = st.popover("Downloaden", icon=":material/download:", key="vg-bestanden", on_change="rerun")
    if not opened.open:
        return
    today = date.today()
    forms = {
        "xlsx": (
            "Excel",
            partial(comparison.as_excel, found, today),
            _EXCEL,
            "Met een blad uitleg en bronnen",
        ),
        "csv": ("CSV", partial(comparison.as_csv, found), "text/csv", "Een regel per gebied en cijfer"),
        "geojson": ("GeoJSON", partial(_geojson, found), "application/geo+json", "Voor kaartprogramma’s"),
    }
    with opened:
        for suffix, (label, make, mime, help_) in forms.items():
            st.download_button(
                label,
                data=make,
                file_name=f"vergelijking-{today.isoformat()}.{suffix}",
                mime=mime,
                key=f"vg-bestand-{suffix}",
                help=help_,
                on_click="ignore",
                width="stretch",
            )
        st.caption("Een plaatje downloadt u bij het beeld zelf.")


def _geojson(found: Compared) -> bytes:
    from wijkkaart.ui.vergelijken.pictures import outlines

    return comparison.as_geojson(found, outlines(open_atlas(), found.table.codes))
