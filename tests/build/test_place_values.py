"""Days, times, dates, contacts, towns and coordinates as people write them."""

from collections import Counter

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkkaart.build.readers import _clean, _contact, _points, _schedule
from wijkkaart.build.readers._columns import recognise
from wijkkaart.build.readers.own_persons import is_bsn
from wijkkaart.raw import Raw


@pytest.mark.parametrize(
    ("text", "ids", "complete"),
    [
        ("", "", True),
        ("ma", "ma", True),
        ("Maandag", "ma", True),
        ("wo.", "wo", True),
        ("ma t/m vr", "ma;di;wo;do;vr", True),
        ("ma-vr", "ma;di;wo;do;vr", True),
        ("maandag tot en met donderdag en zaterdag", "ma;di;wo;do;za", True),
        ("za t/m ma", "ma;za;zo", True),
        ("ma en wo", "ma;wo", True),
        ("wo, ma / vr", "ma;wo;vr", True),
        ("ma;do", "ma;do", True),
        ("op donderdagen", "do", True),
        ("dagelijks", "ma;di;wo;do;vr;za;zo", True),
        ("elke dag", "ma;di;wo;do;vr;za;zo", True),
        ("werkdagen", "ma;di;wo;do;vr", True),
        ("weekend", "za;zo", True),
        ("di- en vrijdagmiddag", "di;vr", False),
        ("1e dinsdag van de maand", "di", False),
        ("om de week op ma", "ma", False),
        ("dagelijks behalve zondag", "", False),
        ("niet op maandag", "", False),
        ("in overleg", "", False),
        ("<9> <3>", "", False),
    ],
)
def test_days_are_read_as_they_are_written(text: str, ids: str, complete: bool) -> None:
    assert _schedule.days(text) == _schedule.Days(ids, complete)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("9:00", ("09:00",)),
        ("09.00", ("09:00",)),
        ("9.00 uur", ("09:00",)),
        ("9u30", ("09:30",)),
        ("0930", ("09:30",)),
        ("14:00:00", ("14:00",)),
        ("24:00", ("00:00",)),
        ("14-16 uur", ("14:00", "16:00")),
        ("van 14:00 tot 16.30 uur", ("14:00", "16:30")),
        ("10.00-12.00", ("10:00", "12:00")),
        ("25:00", None),
        ("9.5", None),
        ("half drie", None),
        ("14:00-16:00 en 18:00-20:00", None),
        ("10:00 (inloop)", None),
    ],
)
def test_times_are_read_as_they_are_written(text: str, expected: tuple[str, ...] | None) -> None:
    assert _schedule.times(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01 00:00:00", "2024-05-01"),
        ("1-5-2024", "2024-05-01"),
        ("1 mei 2024", "2024-05-01"),
        ("12 mrt. 2023", "2023-03-12"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("31-2-2024", ""),
        ("gisteren", ""),
    ],
)
def test_dates_become_iso_dates(text: str, expected: str) -> None:
    assert _schedule.iso_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0334613568", "033-4613568"),
        ("033 - 461 35 68", "033-4613568"),
        ("(033) 461 35 68", "033-4613568"),
        ("033/4613568", "033-4613568"),
        ("+31 (0)33 4613568", "033-4613568"),
        ("0031612345678", "06-12345678"),
        ("612345678", "06-12345678"),
        ("0299123456", "0299-123456"),
        ("14 033", "14033"),
        ("0900-8844", "0900-8844"),
        ("+32 2 123 45 67", "+3221234567"),
        ("033-4613568 of 06-12345678", "033-4613568 / 06-12345678"),
        ("bel Jan", ""),
        ("12345", ""),
        ("=1+1", ""),
    ],
)
def test_telephone_numbers_are_written_in_one_way(text: str, expected: str) -> None:
    assert _contact.phone(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("http://voorbeeld.nl/x?y=1#z", "http://voorbeeld.nl/x?y=1#z"),
        ("home.voorbeeld.nl/~school", "https://home.voorbeeld.nl/~school"),
        ("HTTPS://Voorbeeld.nl", "https://Voorbeeld.nl"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)//voorbeeld.nl", ""),
        ("data:text/html,x", ""),
        ("//voorbeeld.nl", ""),
        ("https://bank.nl@kwaad.nl", ""),
        ('voorbeeld.nl/"onclick="x', ""),
        ("voorbeeld.nl/`${x}`", ""),
        ("info@voorbeeld.nl", ""),
        ("n.v.t.", ""),
        ("www.de vuurbaak.nl", ""),
    ],
)
def test_only_web_addresses_are_kept_as_a_website(text: str, expected: str) -> None:
    assert _contact.website(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("info@voorbeeld.nl", "info@voorbeeld.nl"),
        ("mailto:jan.de-vries@post.voorbeeld.nl", "jan.de-vries@post.voorbeeld.nl"),
        ("info@voorbeeld", ""),
        ("info@voorbeeld.nl>", ""),
        ("a b@voorbeeld.nl", ""),
    ],
)
def test_only_mail_addresses_are_kept_as_email(text: str, expected: str) -> None:
    assert _contact.email(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AMERSFOORT", "Amersfoort"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("'T ZAND NH", "'t Zand NH"),
        ("IJSSELSTEIN UT", "IJsselstein UT"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("BERGEN OP ZOOM", "Bergen op Zoom"),
        ("STAD AAN 'T HARINGVLIET", "Stad aan 't Haringvliet"),
        ("HEI- EN BOEICOP", "Hei- en Boeicop"),
        ("DE BILT", "De Bilt"),
        ("Den Haag", "Den Haag"),
        ("", ""),
    ],
)
def test_towns_in_capitals_get_their_own_spelling(text: str, expected: str) -> None:
    assert _clean.city_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("3818ha", "3818 HA"), ("3818 HA", "3818 HA"), ("818 HA", "")]
)
def test_postcodes_are_written_in_one_way(text: str, expected: str) -> None:
    assert _clean.postcode(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("52,15", 52.15), ("52.15", 52.15), ("155.000,5", 155000.5), ("463000", 463000.0), ("-1,5", -1.5)],
)
def test_numbers_may_have_a_decimal_comma(text: str, expected: float) -> None:
    assert _points.number(text) == expected


@pytest.mark.parametrize("text", ["", "onbekend", "1e5", "52°9", "nan", "inf"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert np.isnan(_points.number(text))


def points(**columns: list[str]) -> tuple[gpd.GeoSeries, Counter[str]]:
    frame = pd.DataFrame(columns, dtype="str")
    counter: Counter[str] = Counter()
    raw = Raw(path=__file__, frame=frame)  # type: ignore[arg-type]
    return _points.points_of(raw, recognise(frame.columns), counter), counter


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"lat": ["52.155"], "lon": ["5.387"]}, ""),
        ({"breedtegraad": ["52,155"], "lengtegraad": ["5,387"]}, ""),
        ({"lat": ["5,387"], "lng": ["52,155"]}, _points.SWAPPED),
        ({"x": ["155000"], "y": ["463000"]}, ""),
        ({"x": ["463000"], "y": ["155000"]}, _points.SWAPPED),
        ({"latitude": ["463000"], "longitude": ["155000"]}, _points.WAS_RD),
        ({"coordinaten": ["52.155, 5.387"]}, ""),
        ({"coordinaten": ["52,155; 5,387"]}, ""),
        ({"coordinaten": ["POINT (5.387 52.155)"]}, ""),
        ({"coordinaten": ["155000, 463000"]}, ""),
        ({"lat": ["0"], "lon": ["0"], "x": ["155000"], "y": ["463000"]}, ""),
    ],
)
def test_coordinates_are_understood_in_every_form(columns: dict[str, list[str]], reason: str) -> None:
    found, counter = points(**columns)
    assert found.crs == "EPSG:4326"
    assert found.iloc[0].x == pytest.approx(5.387, abs=0.001)
    assert found.iloc[0].y == pytest.approx(52.155, abs=0.001)
    assert counter == (Counter({reason: 1}) if reason else Counter())


def test_coordinates_of_zero_or_none_are_no_place_and_those_abroad_are_counted() -> None:
    found, counter = points(lat=["0", "", "51.5", "52.1"], lon=["0", "", "-0.1", "5.1"])
    assert found.isna().tolist() == [True, True, True, False]
    assert counter == {_points.OUTSIDE: 1}


def test_rd_in_a_file_that_says_degrees_is_recognised() -> None:
    shapes = gpd.GeoSeries(gpd.points_from_xy([155000.0], [463000.0]), crs="EPSG:4326")
    raw = Raw(path=__file__, frame=pd.DataFrame({"naam": ["a"]}), geometry=shapes)  # type: ignore[arg-type]
    counter: Counter[str] = Counter()
    found = _points.points_of(raw, {}, counter)
    assert found.iloc[0].x == pytest.approx(5.387, abs=0.001)
    assert counter == {_points.WAS_RD: 1}


def test_text_is_cleaned_of_what_cannot_be_seen_and_bounded() -> None:
    frame = pd.DataFrame({"naam": ["a\u202eb\x07\n c", "<b>`${x}`</b>", "x" * 300, "=1+1"]})
    counter: Counter[str] = Counter()
    found = _clean.texts(frame, {"name": "naam"}, counter)["name"].tolist()
    assert found == ["ab c", "<b>`${x}`</b>", "x" * 200, "=1+1"]
    assert counter == {"onzichtbare tekens weggehaald": 1, "te lange tekst afgekapt": 1}


def test_values_that_are_no_text_become_text() -> None:
    column = pd.Series([1.0, 1.5, None, True, "x"], dtype="object")
    assert _clean.as_text(column).tolist() == ["1", "1.5", "", "True", "x"]


def test_a_list_in_json_is_words() -> None:
    found = _clean.texts(pd.DataFrame({"dag": ['["ma", "wo"]', "[ma"]}), {"days": "dag"}, Counter())
    assert found.days.tolist() == ["ma; wo", "[ma"]


@pytest.mark.parametrize(
    ("digits", "expected"), [("123456782", True), ("123456789", False), ("000000000", False)]
)
def test_the_test_of_a_citizen_service_number(digits: str, expected: bool) -> None:
    assert is_bsn(digits) is expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_rules_or_gets_through_them_twice_differently(text: str) -> None:
    for rule in (_contact.website, _contact.email, _contact.phone, _clean.postcode, _schedule.iso_date):
        once = rule(text)
        assert rule(once) == once
    assert _contact.website(text).startswith(("http://", "https://")) or not _contact.website(text)
    assert set(_schedule.days(text).ids.split(";")) <= {"ma", "di", "wo", "do", "vr", "za", "zo", ""}
    assert all(len(time) == 5 for time in _schedule.times(text) or ())
    _clean.city_name(text)
    _points.number(text)
