"""The pages of the app: the users' jobs first, then keeping the register, then its management."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from wijkkaart.record import Role, may_see

KEEPING, MANAGEMENT = "Bijhouden", "Beheer"


@dataclass(frozen=True)
class Page:
    """One page in the navigation."""

    name: str
    """Its address; `X_page.py` is its script, with `_` for `-`."""
    title: str
    icon: str
    """Name of a Material Symbol."""
    group: str = ""
    """Menu it stands in; "" for the bar itself."""
    role: Role = Role.PUBLIC
    """The least role that finds it in the navigation; what may be seen is decided by the page itself."""


KAART = Page("kaart", "Kaart", "map")
ACCOUNT = Page("aanmelden", "Aanmelden", "login")
PAGES = (
    KAART,
    Page("sociale-kaart", "Sociale kaart", "diversity_3"),
    Page("profiel", "Profiel", "analytics"),
    Page("vergelijken", "Vergelijken", "compare_arrows"),
    Page("wijkscan", "Wijkscan", "menu_book"),
    Page("sociale-index", "Sociale index", "balance"),
    Page("uitleg", "Uitleg", "help"),
    ACCOUNT,
    Page("bewerken", "Toevoegen", "add", KEEPING, Role.TEAM),
    Page("werklijst", "Nabellen", "call", KEEPING, Role.TEAM),
    Page("wandeling", "Wandelroute", "directions_walk", KEEPING, Role.TEAM),
    Page("versheid", "Versheid", "verified", KEEPING, Role.TEAM),
    Page("dubbel", "Dubbel", "join", KEEPING, Role.TEAM),
    Page("notities", "Notities", "sticky_note_2", KEEPING, Role.TEAM),
    Page("prullenbak", "Veranderd", "history", KEEPING, Role.TEAM),
    Page("personen", "Personen", "shield_person", MANAGEMENT, Role.TEAM),
    Page("gebruikers", "Gebruikers", "group", MANAGEMENT, Role.ADMIN),
    Page("bronnen", "Bronnen", "database", MANAGEMENT),
    Page("ophalen", "Ophalen", "download", MANAGEMENT),
)


def navigation(role: Role, name: str) -> st.Page:
    """The page that is asked for, with the bar above it for a role; `name` is who signed in, or ""."""
    menus: dict[str, list[st.Page]] = {}
    for page in PAGES:
        shown: Literal["visible", "hidden"] = "visible" if may_see(role, page.role) else "hidden"
        title, icon = (name, "account_circle") if name and page is ACCOUNT else (page.title, page.icon)
        menus.setdefault(page.group, []).append(_page(page.name, title, icon, shown, page is KAART))
    # Reached from what it is about, never from the bar.
    menus[""].append(_page("record", "Gegevens", "info", "hidden"))
    return st.navigation(menus, position="top")


def _page(
    name: str, title: str, icon: str, shown: Literal["visible", "hidden"], default: bool = False
) -> st.Page:
    script = f"{name.replace('-', '_')}_page.py"
    path = None if default else name
    return st.Page(
        script, title=title, icon=f":material/{icon}:", url_path=path, default=default, visibility=shown
    )
