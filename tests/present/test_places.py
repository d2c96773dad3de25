"""Places in words: lines, details, and what the map draws."""

import base64
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import toy
from wijkkaart.catalogue import categories
from wijkkaart.config import Settings
from wijkkaart.guide import Guide, guide
from wijkkaart.model import Kind
from wijkkaart.present import places

HOSTILE = "<img src=x onerror=alert(1)> `${evil}` {{x}} \\ </script> \u2028 ' \""


def _row(**fields: object) -> pd.Series:
    """One row as `Guide.places` gives it."""
    row = toy.place("Naam", None, **fields)
    row |= {"lat": 52.1, "lon": 5.3} | {name: fields[name] for name in ("lat", "lon") if name in fields}
    return pd.Series(row)


def _facts(**fields: object) -> dict[str, str]:
    return {fact.label: fact.text for fact in places.facts(_row(**fields))}


def test_a_line_tells_what_when_and_where(public: Guide) -> None:
    lines = {row["name"]: places.line(row) for _, row in public.places(toy.TOWN).iterrows()}
    label = categories()["overig"].label
    assert lines["Bibliotheek"] == f"{label} · Kruisplein 1"
    assert lines["Buurthuis De Brug"] == f"{label} · Welzijn Torenstad"
    assert lines["Taalcafé"] == f"{label} · dinsdag en donderdag, 14.30–16.00 uur"
    assert lines["Koffie-inloop"] == f"{label} · maandag, 9.00 uur"
    assert "Mia Openbaar" not in lines
    assert lines["Zwerfbieb"] == f"{label} · nog geen plek op de kaart"


def test_an_organisation_of_the_same_name_is_not_repeated() -> None:
    assert "Naam" not in places.line(_row(organisation="Naam"))


def test_every_known_fact_is_told_in_the_order_in_which_people_ask() -> None:
    found = places.facts(
        _row(
            role="Wijkagent",
            organisation="Politie",
            description="Spreekuur",
            days="ma;wo",
            start="09:00",
            end="10:30",
            hours="ma-vr 9-17",
            target_groups="ouderen;onbekende groep",
            address="Kade 1",
            postcode="3800 AA",
            city="Torenstad",
            phone="033-1234567 / 06-12345678",
            email="mia@politie.nl",
            website="https://politie.nl/mia//nu/",
            source="eigen",
            updated="2024-05-03",
        )
    )
    assert [(fact.label, fact.text) for fact in found] == [
        ("Rol", "Wijkagent"),
        ("Organisatie", "Politie"),
        ("Wat", "Spreekuur"),
        ("Wanneer", "maandag en woensdag, 9.00–10.30 uur"),
        ("Open", "ma-vr 9-17"),
        ("Voor wie", "Ouderen en onbekende groep"),
        ("Waar", "Kade 1, 3800 AA Torenstad"),
        ("Telefoon", "033-1234567 / 06-12345678"),
        ("E-mail", "mia@politie.nl"),
        ("Website", "politie.nl/mia//nu"),
        ("Bron", "Eigen invoer, 3 mei 2024"),
    ]
    links = {fact.label: fact.href for fact in found if fact.href}
    assert links == {
        "Telefoon": "tel:0331234567",
        "E-mail": "mailto:mia@politie.nl",
        "Website": "https://politie.nl/mia//nu/",
    }


def test_an_empty_place_only_tells_its_source() -> None:
    assert _facts(source="nergens") == {"Bron": "nergens"}


@pytest.mark.parametrize(
    "website",
    ["javascript:alert(1)", "data:text/html,x", "//evil.nl", "ftp://x.nl", "JaVaScRiPt:1", "dorp.nl"],
)
def test_only_web_addresses_become_links(website: str) -> None:
    found = places.facts(_row(website=website))
    assert all(fact.href == "" for fact in found)


def test_a_place_that_is_not_exact_or_not_on_the_map_says_so() -> None:
    assert _facts(address="Kade 1", approximate=True)["Waar"] == "Kade 1 (plek op de kaart is ongeveer)"
    assert _facts(approximate=True)["Waar"] == "(plek op de kaart is ongeveer)"
    assert _facts(address="Kade 1", lat=np.nan)["Waar"] == "Kade 1 (nog geen plek op de kaart)"
    assert _facts(lat=np.nan)["Waar"] == "Nog geen plek op de kaart"


def test_a_category_that_is_no_longer_defined_is_other() -> None:
    assert places.category("toverwinkel").id == "overig"
    assert places.colour("toverwinkel") == places.colour("overig")


def test_every_category_has_a_colour_and_an_icon() -> None:
    for name in categories():
        assert places.colour(name).startswith("#")
        assert places.category(name).icon
    assert set(places.KIND_NAMES) == set(Kind)


def test_hostile_text_stays_plain_text(tmp_path: Path) -> None:
    fields = ("organisation", "description", "address", "hours", "role", "phone", "email", "website")
    row = toy.place(HOSTILE, toy.at(0.5, 0.5), id="p1", **dict.fromkeys(fields, HOSTILE))
    store = toy.write(tmp_path, toy.File("f", toy.areas(2024), places=toy.places([row])))
    table = guide(Settings(data=store.root)).places(toy.TOWN)
    assert places.payload(table)["name"] == [HOSTILE]
    assert places.rows(table)[0]["name"] == HOSTILE
    assert HOSTILE in places.line(table.iloc[0])
    found = {fact.label: fact for fact in places.facts(table.iloc[0])}
    assert found["Wat"].text == HOSTILE
    assert "Website" not in found
    assert found["Telefoon"].href == "tel:1"


def test_the_map_gets_what_has_coordinates_and_nothing_else(public: Guide) -> None:
    table = public.places(toy.TOWN)
    found = places.payload(table)
    assert {len(column) for column in found.values()} == {int(table.lat.notna().sum())}
    assert "Zwerfbieb" not in found["name"]
    assert [name for name, approx in zip(found["name"], found["approx"], strict=True) if approx] == [
        "Speeltuin"
    ]
    assert set(map(str, found["cat"])) <= set(categories())
    assert places.payload(table.iloc[:0])["ids"] == []


def test_the_list_has_a_line_for_every_place(public: Guide) -> None:
    table = public.places(toy.TOWN)
    rows = places.rows(table)
    assert [row["id"] for row in rows] == list(table.id)
    assert all({"id", "name", "line", "icon", "colour"} <= set(row) for row in rows)
    assert places.rows(table.iloc[:0]) == []


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_the_mask_has_a_bit_for_every_place_with_coordinates(rows: list[tuple[bool, bool]]) -> None:
    table = pd.DataFrame({"lat": [1.0 if there else np.nan for there, _ in rows]}, dtype=float)
    chosen = np.array([wanted for _, wanted in rows], bool)
    expected = [wanted for there, wanted in rows if there]
    text = places.mask(table, chosen)
    if text is None:
        assert all(expected)
    else:
        packed = base64.b64decode(text)
        assert len(packed) == (len(expected) + 7) // 8
        assert [bool(packed[bit >> 3] & (1 << (bit & 7))) for bit in range(len(expected))] == expected
