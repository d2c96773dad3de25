"""The profile of the pilot wijken on the publishers' own files."""

import json
from pathlib import Path

import pytest

from wijkkaart.atlas import Atlas, current
from wijkkaart.build.load import load
from wijkkaart.config import Settings
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.area import OwnSet, area_of, parents
from wijkkaart.present.profile.cards import Card, card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import paragraph
from wijkkaart.present.profile.striking import nothing_strikes, strikes
from wijkkaart.store import Store

pytestmark = pytest.mark.shared
KRUISKAMP, KOPPEL = "WK030707", "WK030706"
OF_FORTY, NOTHING = "BU03072709", "WK030732"
OWN = OwnSet("EG00000001", "De Koppel-Kruiskamp", "GM0307", (KOPPEL, KRUISKAMP))
FILES = ("amersfoort_wijken_2024", "amersfoort_buurten_2024", "nl_gemeenten_2024")


@pytest.fixture(scope="module")
def atlas(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    root = tmp_path_factory.mktemp("profiel") / "gegevens"
    files = [shared / "boundaries" / f"{name}.geojson" for name in FILES]
    reports = load(files, Store(root), Settings(data=root))
    assert [report.error for report in reports if report.error] == []
    return current(root)


def profile(atlas: Atlas, code: str, beside: str = "") -> Figures:
    own = {OWN.code: OWN}
    area, other = area_of(atlas, code, own), area_of(atlas, beside, own)
    assert area is not None
    return Figures(atlas, area, [*([other] if other else []), *parents(atlas, area)])


def told(figures: Figures, name: str) -> Card:
    found = card(figures, name)
    assert found is not None
    return found


def test_kruiskamp_stands_beside_de_koppel_and_amersfoort(atlas: Atlas, shared: Path) -> None:
    found = profile(atlas, KRUISKAMP, KOPPEL)
    elderly = told(found, "leeftijd_65_plus_pct")
    # The file has 955 of 6,020 and 650 of 3,175.
    assert [line.text for line in elderly.lines] == ["16%", "20%", "16%"]
    assert elderly.sentence == "Ongeveer driekwart van wat het in De Koppel is."
    size = told(found, "huishoudensgrootte")
    assert size.sentence == (
        "Of dit anders is dan in De Koppel, is niet te zeggen: het verschil is kleiner dan de afronding."
    )
    shop = told(found, "afstand_supermarkt")
    assert (shop.quality, shop.sentence) == (
        "better",
        "Minder dan driekwart van wat het in De Koppel is, en gunstiger.",
    )
    text = (shared / "boundaries" / "amersfoort_wijken_2024.geojson").read_text(encoding="utf-8")
    rows = {row["properties"]["wijkcode"]: row["properties"] for row in json.loads(text)["features"]}
    for code in (KRUISKAMP, KOPPEL):
        share = 100 * rows[code]["inwoners65plus"] / rows[code]["inwoners"]
        assert found.value(code, "leeftijd_65_plus_pct").value == pytest.approx(share)
        assert found.value(code, "woz_waarde").value == rows[code]["wozWaarde"]


def test_what_strikes_in_kruiskamp_is_sure(atlas: Atlas) -> None:
    found = {each.id: each for each in strikes(profile(atlas, KRUISKAMP))}
    # 7,793 and 2,590, each half a unit off at most.
    assert "minstens 5.202 inwoners per km²" in found["bevolkingsdichtheid"].why


def test_an_own_area_of_two_wijken_adds_up(atlas: Atlas) -> None:
    found = profile(atlas, OWN.code)
    people = found.value(OWN.code, "inwoners")
    assert (people.value, people.lower, people.upper) == (6020 + 3175, 9195 - 8, 9195 + 8)
    assert found.value(OWN.code, "leeftijd_65_plus_pct").value == pytest.approx(100 * (955 + 650) / 9195)


def test_of_forty_inhabitants_little_is_said_and_of_nothing_nothing(atlas: Atlas) -> None:
    few = profile(atlas, OF_FORTY)
    assert few.value(OF_FORTY, "inwoners").value == 40
    assert told(few, "leeftijd_65_plus_pct").lines[0].short == "geheim"
    assert strikes(few) == []
    empty = profile(atlas, NOTHING)
    for paragraphs in layout.chapters().values():
        for key in paragraphs:
            found = paragraph(empty, key)
            assert all(each.quality == "" for each in found.cards + found.more)


def test_of_forty_inhabitants_nothing_is_said_and_not_that_nothing_differs(atlas: Atlas) -> None:
    found = profile(atlas, OF_FORTY)
    assert strikes(found) == []
    # 108 inhabitants a square kilometre beside 2,590 do differ by more than rounding.
    assert nothing_strikes(found).endswith("in De Schans wonen te weinig mensen om verschillen te noemen.")
