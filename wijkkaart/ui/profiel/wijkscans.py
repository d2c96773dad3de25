"""From a profile to the wijkscans of the area, or to a new one."""

import streamlit as st

from wijkkaart.guide import Guide
from wijkkaart.present.profile.area import Area
from wijkkaart.record import Role, may_see
from wijkkaart.register import wijkscans
from wijkkaart.ui import account
from wijkkaart.ui.components import literal

_MOST = 3


def links(guide: Guide, area: Area) -> None:
    """The wijkscans that the visitor may read; for the team, the way to begin one where there's none."""
    found = wijkscans.listed(account.register(), account.role(), area.gemeente)
    here = [each for each in found if each.area == area.code]
    for each in here[:_MOST]:
        st.page_link(
            "wijkscan_page.py",
            label=f"Lees: {literal(guide.masked(each.head.title))}",
            icon=":material/menu_book:",
            query_params={"scan": each.id},
        )
    if not here and may_see(account.role(), Role.TEAM):
        st.page_link(
            "wijkscan_page.py",
            label="Maak hier een wijkscan van",
            icon=":material/menu_book:",
            query_params={"gebied": area.code},
        )
