"""Menus of files to take along, each made when it's asked for."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from wijkkaart.errors import WijkkaartError

_log = logging.getLogger(__name__)
_NOT_MADE = (
    "Dit bestand kon niet worden gemaakt.",
    "Probeer het nog eens. Lukt het weer niet, zeg het dan tegen de beheerder: in het log staat waarom.",
)
_MISTAKES = (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What goes wrong without wijkkaart having said so: their own words are for a programmer."""
F = TypeVar("F", bytes, str, bytes | str)

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """One file of a menu."""

    form: str
    """Ends the key of its button."""
    label: str
    help: str | None
    name: str
    mime: str
    make: Callable[[], bytes | str]


def told(make: Callable[[], F]) -> Callable[[], F]:
    """`make`, which fails in words: the browser shows them below the button."""

    def made() -> F:
        try:
            return make()
        except _MISTAKES:
            _log.exception("A file that was asked for couldn't be made")
            raise WijkkaartError(*_NOT_MADE) from None

    return made


def buttons(files: Iterable[File], key: str) -> None:
    """A button a file; `key` begins their keys. Pressing one doesn't run the page again."""
    for file in files:
        st.download_button(
            file.label,
            data=told(file.make),
            file_name=file.name,
            mime=file.mime,
            key=f"{key}-{file.form}",
            help=file.help,
            on_click="ignore",
            width="stretch",
        )
