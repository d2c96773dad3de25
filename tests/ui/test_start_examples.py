"""The wijkscans of the examples as the app puts them in: on the figures and records of now."""

from datetime import date

from wijkkaart.build.examples import REGISTER, WIJKSCANS, fill
from wijkkaart.config import settings
from wijkkaart.core.wijkscan.markup import references
from wijkkaart.core.wijkscan.parts import BASE, basis
from wijkkaart.record import Role
from wijkkaart.register import wijkscans
from wijkkaart.register.database import open_database
from wijkkaart.register.examples import fill_register
from wijkkaart.store import Store
from wijkkaart.ui.start import put_in_wijkscans


def test_figures_and_records_in_their_texts_are_those_that_they_stand_on() -> None:
    fill(Store(settings().data), settings())
    database = open_database(settings())
    fill_register(database, REGISTER, date.today())
    put_in_wijkscans(settings(), WIJKSCANS)
    scans = wijkscans.listed(database, Role.PUBLIC)
    assert len(scans) == len(list(WIJKSCANS.glob("*.toml")))
    counted = [0, 0]
    for scan in scans:
        states = wijkscans.parts(database, scan.id, Role.PUBLIC)
        known = basis(states[BASE].content)
        for found in (references(state.content.get("text", "")) for state in states.values()):
            assert {key: known.figures[key].text for key, _ in found.figures} == dict(found.figures)
            assert {id_ for id_, _ in found.records} <= set(known.records)
            counted = [counted[0] + len(found.figures), counted[1] + len(found.records)]
    assert counted[0] > 10
    assert counted[1] > 3
