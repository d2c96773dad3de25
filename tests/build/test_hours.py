"""Opening hours in Dutch: what can be said, and what stays as it was written."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.build.readers._hours import hours

SIGNS = [
    *("Mo", "Fr", "PH", "SH", "Jan", "week", "24/7", "09:00", "17:00", "26:00", "off", "[1]"),
    *("-", ",", ";", "||", "+", '"', "é", "`${", " "),
]


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("Mo-Fr 09:00-17:00", "ma t/m vr 9.00-17.00"),
        ("Mo,We,Fr 09:00-13:30", "ma, wo en vr 9.00-13.30"),
        (
            "Mo-Fr 08:00-12:00,13:00-17:00; PH off",
            "ma t/m vr 8.00-12.00 en 13.00-17.00; op feestdagen gesloten",
        ),
        ("Mo-Fr 08:30-17:30; We 08:30-12:00", "ma, di, do en vr 8.30-17.30; wo 8.30-12.00"),
        ("Mo 16:00-19:45; Tu off; We-Su 16:00-19:55", "ma 16.00-19.45; wo t/m zo 16.00-19.55"),
        ("Sa-Su 10:00-12:00", "za en zo 10.00-12.00"),
        ("Su,PH 12:00-17:00", "zo en op feestdagen 12.00-17.00"),
        ("Mo-Su 11:30-00:30", "elke dag 11.30-0.30"),
        ("22:00-26:00", "elke dag 22.00-2.00"),
        ("10:00-18:00", "elke dag 10.00-18.00"),
        ("24/7", "dag en nacht open"),
        ("Mo-Fr", "ma t/m vr"),
        ("Mo-Fr 10:00+", "ma t/m vr vanaf 10.00"),
        ("Mo-Su 00:00-24:00", "dag en nacht open"),
        ("off", "gesloten"),
        ("Sa[1,3] 13:00-16:00", "1e en 3e za van de maand 13.00-16.00"),
        ("Th[-1] 20:00-22:00", "laatste do van de maand 20.00-22.00"),
        ("Apr-Oct: Mo-Su 10:00-18:00", "april t/m oktober: elke dag 10.00-18.00"),
        ("PH off", "op feestdagen gesloten"),
        ("SH off; Mo-Fr 08:30-15:00", "in schoolvakanties gesloten; ma t/m vr 8.30-15.00"),
        ('Mo-Fr 08:00-18:00 "op afspraak"', "ma t/m vr 8.00-18.00 (op afspraak)"),
        ('Mo 10:00-12:00 || "op afspraak"', "ma 10.00-12.00; anders op afspraak"),
        ('"bel; of mail, liefst"', "bel; of mail, liefst"),
        ('24/7 "bel aan"', "dag en nacht open (bel aan)"),
    ],
)
def test_hours_are_told_in_dutch(text: str, dutch: str) -> None:
    assert hours(text) == dutch


@pytest.mark.parametrize(
    "text",
    [
        "",
        "op afspraak",
        "ma t/m vr 9-17 uur",
        "Mo-Fr 9-17",
        "sunrise-sunset",
        "week 1-53/2 Th 10:00-12:00",
        "Dec 25 off",
        "2024 Mo 10:00-12:00",
        "easter off",
        "Jul-Aug off",
        "Sa 00:00-24:00; Su 10:00-12:00",
        "PH -1 day off",
        "Su[1],We 10:00-12:00",
        "Su[-2] 10:00-12:00",
        "Mo-Fr 08:00-12:00 unknown",
        "Mo-Fr 09:00-17:00; Dec 25 off",
        "<script>alert(1)</script>",
    ],
)
def test_what_cannot_be_told_in_full_stays_as_it_was_written(text: str) -> None:
    assert hours(text) == text


@given(st.lists(st.sampled_from(SIGNS), max_size=12))
def test_no_text_is_too_strange(parts: list[str]) -> None:
    for text in ("".join(parts), " ".join(parts)):
        assert bool(hours(text)) == bool(text)


@given(st.text())
def test_free_text_goes_through(text: str) -> None:
    assert isinstance(hours(text), str)


@pytest.mark.shared
def test_real_hours_are_told_or_left_alone(shared: Path) -> None:
    with (shared / "register" / "opening_hours_nl.csv").open(encoding="utf-8") as file:
        texts = [row["tekst"] for row in csv.DictReader(file)]
    told = {text: hours(text) for text in texts if hours(text) != text}
    # The rest is free text, which the strict form of OpenStreetMap doesn't have.
    assert told == {
        "14:00 - 18:00": "elke dag 14.00-18.00",
        "Mo,We,Fr 09:00-13:30": "ma, wo en vr 9.00-13.30",
        "Mo-Fr": "ma t/m vr",
        "Mo 16:00-19:45; Tu off; We-Su 16:00-19:55": "ma 16.00-19.45; wo t/m zo 16.00-19.55",
        "Mo-Su 11:30-00:30": "elke dag 11.30-0.30",
        "We-Fr 10:00-17:30; Sa 10:00-17:00": "wo t/m vr 10.00-17.30; za 10.00-17.00",
    }
    assert len(texts) > 150
