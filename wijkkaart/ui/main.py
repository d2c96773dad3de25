"""Every run of every page: the look, the data, and which page it is."""

import streamlit as st

from wijkkaart.record import Role, may_see
from wijkkaart.ui import account, components, session

# An icon of our own: Streamlit fetches its named icons for the browser's tab from Google.
st.set_page_config(
    page_title="wijkkaart", page_icon=components.ICON, layout="wide", initial_sidebar_state="collapsed"
)
components.style()
st.logo(components.LOGO, size="medium")
who, role = None, Role.PUBLIC
with components.guarded():
    who, role = account.session(), account.role()
own = {
    "bewerken_page.py": ("Toevoegen", ":material/add:", "bewerken", Role.TEAM),
    "notities_page.py": ("Notities", ":material/sticky_note_2:", "notities", Role.TEAM),
    "prullenbak_page.py": ("Veranderd", ":material/history:", "prullenbak", Role.TEAM),
    "personen_page.py": ("Personen", ":material/shield_person:", "personen", Role.TEAM),
    "gebruikers_page.py": ("Gebruikers", ":material/group:", "gebruikers", Role.ADMIN),
}
keeping = {
    "werklijst_page.py": ("Nabellen", ":material/call:", "werklijst"),
    "wandeling_page.py": ("Wandelroute", ":material/directions_walk:", "wandeling"),
    "versheid_page.py": ("Versheid", ":material/verified:", "versheid"),
    "dubbel_page.py": ("Dubbel", ":material/join:", "dubbel"),
}
page = st.navigation(
    {
        "": [
            st.Page("kaart_page.py", title="Kaart", icon=":material/map:", default=True),
            st.Page(
                "sociale_kaart_page.py",
                title="Sociale kaart",
                icon=":material/diversity_3:",
                url_path="sociale-kaart",
            ),
            st.Page("profiel_page.py", title="Profiel", icon=":material/analytics:", url_path="profiel"),
            st.Page(
                "vergelijken_page.py",
                title="Vergelijken",
                icon=":material/compare_arrows:",
                url_path="vergelijken",
            ),
            st.Page(
                "sociale_index_page.py",
                title="Sociale index",
                icon=":material/balance:",
                url_path="sociale-index",
            ),
            st.Page("record_page.py", title="Gegevens", url_path="record", visibility="hidden"),
            st.Page("uitleg_page.py", title="Uitleg", icon=":material/help:", url_path="uitleg"),
            st.Page(
                "aanmelden_page.py",
                title=components.literal(who.account.name) if who else "Aanmelden",
                icon=":material/account_circle:" if who else ":material/login:",
                url_path="aanmelden",
            ),
        ],
        "Bijhouden": [
            st.Page(
                file,
                title=title,
                icon=icon,
                url_path=path,
                visibility="visible" if may_see(role, Role.TEAM) else "hidden",
            )
            for file, (title, icon, path) in keeping.items()
        ],
        "Beheer": [
            *(
                st.Page(
                    file,
                    title=title,
                    icon=icon,
                    url_path=path,
                    visibility="visible" if may_see(role, needed) else "hidden",
                )
                for file, (title, icon, path, needed) in own.items()
            ),
            st.Page("bronnen_page.py", title="Bronnen", icon=":material/database:", url_path="bronnen"),
            st.Page("ophalen_page.py", title="Ophalen", icon=":material/download:", url_path="ophalen"),
        ],
    },
    position="top",
)
if page.title != "Kaart":
    session.leave()
with components.guarded():
    account.bar()
    page.run()
