"""Menus of files to take along, each made when it's asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """One file of a menu."""

    form: str
    """Ends the key of its button."""
    label: str
    help: str
    name: str
    mime: str
    make: Callable[[], bytes | str]


def buttons(files: Iterable[File], key: str) -> None:
    """A button a file; `key` begins their keys. Pressing one doesn't run the page again."""
    for file in files:
        st.download_button(
            file.label,
            data=file.make,
            file_name=file.name,
            mime=file.mime,
            key=f"{key}-{file.form}",
            help=file.help,
            on_click="ignore",
            width="stretch",
        )
