"""Every run of every page: the look, the data, and which page it is."""

import streamlit as st

from wijkkaart.record import Role
from wijkkaart.ui import account, components, pages, session
from wijkkaart.ui.forms import device

# An icon of our own: Streamlit fetches its named icons for the browser's tab from Google.
st.set_page_config(
    page_title="wijkkaart", page_icon=components.ICON, layout="wide", initial_sidebar_state="collapsed"
)
components.style()
st.logo(components.LOGO, size="medium")
who, role = None, Role.PUBLIC
with components.guarded():
    who, role = account.session(), account.role()
page = pages.navigation(role, components.literal(who.account.name) if who else "")
if page.title != pages.KAART.title:
    session.leave()
with components.guarded():
    account.bar()
    device.clear()
    page.run()
