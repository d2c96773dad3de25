"""The report that is downloaded from the page Profiel."""

import pytest

from tests import secrets, toy
from tests.reports import opened
from tests.ui.visitor import BRAM, Visitor
from wijkkaart.config import settings
from wijkkaart.errors import RegisterError
from wijkkaart.guide import guide
from wijkkaart.present.profile.area import Area, area_of
from wijkkaart.record import Role
from wijkkaart.register import own_areas
from wijkkaart.ui.profiel import downloads

PAGE = "profiel_page.py"


def _area(code: str) -> Area:
    found = area_of(guide(settings()).atlas, code, {})
    assert found is not None
    return found


def test_the_page_offers_a_report(visitor: Visitor) -> None:
    page = visitor.open(PAGE, gebied="WK000100")
    assert not page.exception
    assert [block.proto.popover.label for block in page.get("popover")].count("Download als rapport") == 1


def test_who_is_not_signed_in_gets_what_everybody_may_see(visitor: Visitor) -> None:
    secrets.plant(visitor.register)
    data = downloads._data("", _area(toy.TOWN), None, "html")
    text = opened.text(data, "html")
    secrets.assert_clean(text, Role.PUBLIC)
    assert secrets.found(text)


def test_the_area_beside_it_is_in_the_report(visitor: Visitor) -> None:
    data = downloads._data("", _area("BU00010000"), _area("BU00010001"), "html")
    assert "&#x27;t Zand, Zuid en Torenstad" in data.decode()


def test_an_own_area_of_the_team_is_not_for_who_left_the_team(visitor: Visitor) -> None:
    own = own_areas.save(visitor.register, BRAM, "Geheim plan", ["BU00010000", "BU00010001"])
    area = Area(own.id, own.name, own.gemeente, _area("BU00010000").level, own.parts)
    with pytest.raises(RegisterError):
        downloads._data("", area, None, "html")
