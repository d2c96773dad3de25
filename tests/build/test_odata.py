"""Topics of OData tables: units that fit, names that are told apart, and why a value isn't there."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from wijkkaart.build.parts import Context
from wijkkaart.build.readers import odata, reader_of
from wijkkaart.build.readers._topics import family, indicators_of
from wijkkaart.errors import InvalidFile
from wijkkaart.raw import Raw
from wijkkaart.store import Snapshot


def raw(columns: dict[str, tuple[str, list[float | None]]], **facts: str) -> Raw:
    """A fetched table: column to unit and values in two gemeenten of one wijk and two buurten."""
    areas = ["GM0001", "WK000101", "BU00010101", "BU00010102", "GM0002", "WK000201", "BU00020101", "NL00"]
    frame = pd.DataFrame({"WijkenEnBuurten": areas})
    for name, (_, found) in columns.items():
        frame[name] = pd.Series(found, dtype="float64")
    known = {"protocol": "odata3", "source": "cbs-kwb", "year": "2024", "table": "85984NED", **facts}
    units = {name: unit for name, (unit, _) in columns.items()}
    return Raw(Path("Kerncijfers 2024"), frame, facts=known, units=units)


def statuses(found: Raw, tmp_path: Path) -> dict[str, str]:
    rows = odata.read(found, Context(Snapshot(tmp_path))).observations
    assert rows is not None
    return dict(zip(rows.code, rows.status, strict=True))


def test_only_tables_of_cbs_itself_are_taken() -> None:
    mine = raw({"AantalInwoners_5": ("aantal", [1.0] * 8)})
    assert reader_of(mine) is odata
    mine.facts["source"] = "politie"
    assert reader_of(mine) is not odata


@pytest.mark.parametrize(
    ("blank", "status"), [("later", "later"), ("not measured", "not measured"), (None, "not measured")]
)
def test_null_is_secret_where_others_of_the_gemeente_have_a_value(
    tmp_path: Path, blank: str | None, status: str
) -> None:
    values = [5.0, 5.0, 5.0, None, 7.0, None, None, None]
    found = raw({"AantalInwoners_5": ("aantal", values)}, **({"blank": blank} if blank else {}))
    assert statuses(found, tmp_path) == {
        **dict.fromkeys(("GM0001", "WK000101", "BU00010101", "GM0002"), "ok"),
        "BU00010102": "secret",
        **dict.fromkeys(("WK000201", "BU00020101", "NL00"), status),
    }


def test_a_value_of_zero_stays_zero(tmp_path: Path) -> None:
    found = raw({"AantalInwoners_5": ("aantal", [0.0] * 8)})
    rows = odata.read(found, Context(Snapshot(tmp_path))).observations
    assert rows is not None
    assert (rows.value == 0).all()


def test_a_table_without_areas_or_year_is_refused(tmp_path: Path) -> None:
    found = raw({"AantalInwoners_5": ("aantal", [1.0] * 8)}, year="")
    with pytest.raises(InvalidFile, match="geen kolom met gebieden, of geen jaar"):
        odata.read(found, Context(Snapshot(tmp_path)))


def test_a_table_of_nothing_but_unknown_topics_is_refused(tmp_path: Path) -> None:
    found = raw({"Onzin_5": ("aantal", [1.0] * 8)})
    with pytest.raises(InvalidFile, match="staan geen cijfers die wijkkaart kent"):
        odata.read(found, Context(Snapshot(tmp_path)))


def test_text_that_is_no_number_is_no_value(tmp_path: Path) -> None:
    found = raw({"AantalInwoners_5": ("aantal", [1.0] * 8)})
    found.frame["AantalInwoners_5"] = ["1", "2", ".", "4", "5", "6", "7", "8"]
    assert statuses(found, tmp_path)["BU00010101"] == "secret"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        *[("aantal", "aantal"), ("Aantal", "aantal"), ("inwoners", "aantal"), ("per km2", "aantal")],
        *[("%", "%"), (" % ", "%"), ("per 1 000 inwoners", "promille"), ("per 1.000 inwoners", "promille")],
        *[("x 1 000 euro", "duizend euro"), ("1 000 euro", "duizend euro"), ("duizend euro", "duizend euro")],
        *[
            ("euro", "euro"),
            ("x 1 000", "duizend"),
            ("km", "km"),
            ("kWh", "kWh"),
            ("m3", "m³"),
            ("ha", "hectare"),
        ],
        *[("", ""), ("-", ""), ("code", ""), ("Getal", ""), ("punten", "")],
    ],
)
def test_units_are_known_in_their_spellings(unit: str, expected: str) -> None:
    assert family(unit) == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"k_0Tot15Jaar_8": "aantal"}, {"k_0Tot15Jaar_8": "jonger_dan_15_aantal"}),
        ({"k_0Tot15Jaar_8": "%"}, {"k_0Tot15Jaar_8": "jonger_dan_15_pct"}),
        ({"GeboorteRelatief_9": "aantal"}, {"GeboorteRelatief_9": "geboorten"}),
        ({"Koopwoningen_9": "aantal"}, {}),
        ({"Koopwoningen_9": ""}, {"Koopwoningen_9": "koopwoningen_pct"}),
        (
            {"GemiddeldInkomenPerInwoner": "1 000 euro"},
            {"GemiddeldInkomenPerInwoner": "inkomen_per_inwoner"},
        ),
        ({"GemiddeldInkomenPerInwoner": "euro"}, {}),
        ({"Appartement_1": "m3"}, {"Appartement_1": "aardgas_appartement"}),
        (
            {"Appartement_1": "m3", "Appartement_2": "kWh"},
            {"Appartement_1": "aardgas_appartement", "Appartement_2": "elektriciteit_appartement"},
        ),
        ({"Nederland_1": "aantal"}, {}),
        (
            {"Nederland_30": "aantal", "Nederland_33": "aantal"},
            {
                "Nederland_30": "herkomst_nederland_aantal",
                "Nederland_33": "geboren_nl_herkomst_nederland_aantal",
            },
        ),
        ({"Onzin_1": "aantal"}, {}),
    ],
)
def test_a_topic_is_known_by_name_unit_and_order(columns: dict[str, str], expected: dict[str, str]) -> None:
    found = raw({name: (unit, [np.nan] * 8) for name, unit in columns.items()})
    assert indicators_of(found)[0] == expected


def test_a_heading_tells_what_a_repeated_name_is() -> None:
    found = raw({f"Waarde_{number}": ("%", [np.nan] * 8) for number in (3, 4, 5)})
    found.headings = {"Waarde_3": "Opleidingsniveau/Hoog/Waarde", "Waarde_4": "Opleidingsniveau/Laag/Waarde"}
    known = {"Waarde_3": "ses_opleiding_hoog_pct", "Waarde_4": "ses_opleiding_laag_pct"}
    assert indicators_of(found) == (known, [])


def test_a_contradicting_unit_is_named() -> None:
    found = raw({"Koopwoningen_9": ("aantal", [1.0] * 8)})
    assert indicators_of(found) == ({}, ["Koopwoningen_9"])
