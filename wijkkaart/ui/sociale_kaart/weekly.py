"""The week: when there is what."""

from datetime import date, timedelta
from html import escape

import streamlit as st

from wijkkaart.core.schedules import region_of
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.record_words import Around
from wijkkaart.present.sociale_kaart import week
from wijkkaart.ui import components
from wijkkaart.ui.sociale_kaart import session
from wijkkaart.ui.sociale_kaart.asking import Answer

_MANY = 350
"""Times in a week from which the table says how to get to fewer."""
_TOO_MANY = 1500
"""Offers of which no table is made: it would take seconds, and nobody could read it."""


def show(guide: Guide, answer: Answer, around: Around) -> None:
    """A week of what was found, with the way to other weeks."""
    today = around.today
    this = today - timedelta(days=today.weekday())
    monday = date.fromisoformat(answer.search.maandag) if answer.search.maandag else this
    offers = answer.found.counts["kind"].get("service", 0)
    if offers > _TOO_MANY:
        st.info(
            f"Er zijn {dutch.number(offers)} activiteiten en soorten hulp. Dat is te veel voor één overzicht "
            "van een week. Kies een wijk of buurt, een thema, of zoek op een woord."
        )
        return
    shown = week.offers_in(guide, answer.found.ids, monday, around.region)
    _turn(shown, this)
    unsure = any(day.school_holiday for day in shown.days) and not region_of(answer.gemeente)[1]
    kinds = dutch.count(shown.offers, "activiteit of hulp", "activiteiten en hulp")
    said = f"{dutch.count(shown.times, 'keer', 'keer')} iets te doen: {kinds}."
    if unsure:
        said += " De schoolvakanties zijn die van regio Midden: van deze gemeente is de regio niet bekend."
    if shown.times > _MANY:
        said += " Dat is veel: kies een wijk of buurt, of een thema."
    st.html(f'<p class="wk-tally" role="status">{escape(said)}</p>')
    if shown.times:
        tree = week.table(shown, guide, today, answer.search.plek)
        with st.container(key="sk-weektabel"):
            components.drawing(tree, key="sk_week", on_choose=lambda name: session.change(plek=name))
    else:
        st.info("In deze week is er niets dat hieraan voldoet. Kies een andere week, of neem een filter weg.")


def _turn(shown: week.Week, this: date) -> None:
    """The week that is shown, with the one before and after."""
    with st.container(key="sk-weken", horizontal=True, gap="small", vertical_alignment="center"):
        for key, label, icon, days in (
            ("sk-eerder", "Vorige week", ":material/chevron_left:", -7),
            ("sk-later", "Volgende week", ":material/chevron_right:", 7),
        ):
            monday = shown.monday + timedelta(days=days)
            st.button(
                label,
                key=key,
                icon=icon,
                icon_position="left" if days < 0 else "right",
                on_click=session.change,
                kwargs={"maandag": "" if monday == this else monday.isoformat()},
            )
        if shown.monday != this:
            st.button(
                "Deze week", key="sk-nu", type="tertiary", on_click=session.change, kwargs={"maandag": ""}
            )
        st.html(f'<h2 class="wk-week-title">{escape(shown.title)}</h2>', width="content")
