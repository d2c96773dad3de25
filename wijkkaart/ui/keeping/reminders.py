"""What else waits for the team: persons whose time ends, and what may be double."""

from datetime import timedelta

import streamlit as st

from wijkkaart.core.consent import attention
from wijkkaart.core.visibility import notice
from wijkkaart.guide import Guide
from wijkkaart.present import dutch, personen
from wijkkaart.register import people
from wijkkaart.ui import account, session
from wijkkaart.ui.components import literal
from wijkkaart.ui.keeping import doubles
from wijkkaart.ui.records.around import now

_AHEAD = timedelta(days=30)
_NAMED = 3
_SECONDS = 0.3
"""No longer is looked for doubles here; the page for them goes on."""


def show(guide: Guide) -> None:
    """Persons and doubles that need somebody, with the way there; nothing when there are none."""
    today = now().date()
    needing = people.needing(account.register(), today, _AHEAD.days)
    persons = [(seen, record) for record in needing if (seen := notice(record, account.role(), today))]
    gemeente = session.gemeente(guide.atlas)
    double = doubles.pairs(guide, gemeente, _SECONDS, again=False)
    if not persons and not double:
        return
    with st.container(border=True, key="wacht-ook"):
        st.subheader("Dit wacht ook op u", anchor=False)
        if persons:
            found = dutch.count(len(persons), "sleutelpersoon", "sleutelpersonen")
            st.markdown(f"**{found}**: de toestemming of bewaartermijn vraagt aandacht.")
            for seen, record in persons[:_NAMED]:
                why = "; ".join(personen.ATTENTION[each] for each in attention(record, today, _AHEAD.days))
                st.markdown(f"- {literal(seen.name)}: {why}")
            st.page_link("personen_page.py", label="Naar Personen", icon=":material/shield_person:")
        if double:
            found = dutch.count(len(double), "paar lijkt", "paren lijken")
            found += " tot nu toe" if doubles.search().left else ""
            st.markdown(f"**{found}** dubbel te zijn in {literal(guide.atlas.name(gemeente))}.")
            st.page_link("dubbel_page.py", label="Naar Dubbel", icon=":material/join:")
