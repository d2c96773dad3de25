"""The wijkscans of the examples as the app puts them in: on the figures and records of now."""

from datetime import date

from wijkkaart.build.examples import REGISTER, WIJKSCANS, fill
from wijkkaart.config import settings
from wijkkaart.core.wijkscan.markup import references
from wijkkaart.core.wijkscan.parts import BASE, basis
from wijkkaart.guide import guide
from wijkkaart.present.profile.area import OwnSet, area_of
from wijkkaart.record import Role
from wijkkaart.register import own_areas, wijkscans
from wijkkaart.register.database import open_database
from wijkkaart.register.examples import fill_register
from wijkkaart.reports.wijkscan import Scan, make
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
    # Of an own area a figure may only lie between others; as accepted it's no news.
    shown = guide(settings(), Role.PUBLIC)
    own = own_areas.get(database, "EG00009107", Role.PUBLIC)
    assert own is not None
    area = area_of(shown.atlas, own.id, {own.id: OwnSet(own.id, own.name, own.gemeente, own.parts)})
    scan = next(each for each in scans if each.area == own.id)
    contents = {key: each.content for key, each in wijkscans.parts(database, scan.id, Role.PUBLIC).items()}
    assert area is not None
    told = str(make(shown, area, Scan.of(contents, lambda _: None)))
    assert "tussen 30% en 38%" in told
    assert "nog niet overgenomen" not in told
