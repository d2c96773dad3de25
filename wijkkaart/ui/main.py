"""Every run of every page: the look, the data, and which page it is."""

import streamlit as st

from wijkkaart.ui import components, session

# An icon of our own: Streamlit fetches its named icons for the browser's tab from Google.
st.set_page_config(
    page_title="wijkkaart", page_icon=components.ICON, layout="wide", initial_sidebar_state="collapsed"
)
components.style()
st.logo(components.LOGO, size="medium")
page = st.navigation(
    [
        st.Page("kaart_page.py", title="Kaart", icon=":material/map:", default=True),
        st.Page("bronnen_page.py", title="Bronnen", icon=":material/database:", url_path="bronnen"),
        st.Page("ophalen_page.py", title="Ophalen", icon=":material/download:", url_path="ophalen"),
        st.Page("uitleg_page.py", title="Uitleg", icon=":material/help:", url_path="uitleg"),
    ],
    position="top",
)
if page.title != "Kaart":
    session.leave()
with components.guarded():
    page.run()
