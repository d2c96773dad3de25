"""Opening hours as people and OpenStreetMap write them: understood whole, or left alone."""

import csv
import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours, validate

from tests.core.schedules.samples import schedules
from wijkkaart.core.schedules import in_words, occurrences, parse

_SPAN = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ma t/m vr 9.00-17.00", "maandag tot en met vrijdag van 9.00 tot 17.00 uur"),
        ("Elke dinsdag- en donderdagavond 19:30–22:00 uur", None),
        ("dinsdag en donderdag van 9.30 tot 11.30 uur", "elke dinsdag en donderdag van 9.30 tot 11.30 uur"),
        (
            "ma-do: 9u-12u30 en 13u30-17u; vrij gesloten",
            "maandag tot en met donderdag van 9.00 tot 12.30 uur en van 13.30 tot 17.00 uur",
        ),
        ("Eerste dinsdag van de maand om 14.00 uur", "op de eerste dinsdag van de maand om 14.00 uur"),
        (
            "1e en 3e za van de maand 10.00-12.00",
            "op de eerste en derde zaterdag van de maand van 10.00 tot 12.00 uur",
        ),
        (
            "dagelijks 8 - 20 uur donderdag gesloten",
            "maandag tot en met woensdag en vrijdag tot en met zondag van 8.00 tot 20.00 uur",
        ),
        (
            "10-22u - gesloten op dinsdag en woensdag",
            "maandag en donderdag tot en met zondag van 10.00 tot 22.00 uur",
        ),
        (
            "werkdagen van 9 tot 17 uur, niet op feestdagen",
            "maandag tot en met vrijdag van 9.00 tot 17.00 uur, niet op feestdagen",
        ),
        ("wo 13.00-15.00 uur (m.u.v. schoolvakanties)", None),
        (
            "wo 13.00-15.00 uur, behalve in de schoolvakantie",
            "elke woensdag van 13.00 tot 15.00 uur, niet in de schoolvakanties",
        ),
        ("24/7", "elke dag, dag en nacht"),
        ("vr 20.00-02.00", "elke vrijdag van 20.00 tot 2.00 uur 's nachts"),
        (
            "Mo-Fr 09:00-17:00; PH off",
            "maandag tot en met vrijdag van 9.00 tot 17.00 uur, niet op feestdagen",
        ),
        ("Tu[1] 14:00-16:00", "op de eerste dinsdag van de maand van 14.00 tot 16.00 uur"),
        ("Th[-1] 19:00-22:00", "op de laatste donderdag van de maand van 19.00 tot 22.00 uur"),
        ("Fr,Sa 22:00-02:00", "elke vrijdag en zaterdag van 22.00 tot 2.00 uur 's nachts"),
        (
            "donderdag 3 december 2026 van 10.00 tot 12.00 uur",
            "op donderdag 3 december 2026 van 10.00 tot 12.00 uur",
        ),
        (
            "Mo-Fr 09:00-17:00; We 10:00-20:00",
            "elke maandag, dinsdag, donderdag en vrijdag van 9.00 tot 17.00 uur en "
            "elke woensdag van 10.00 tot 20.00 uur",
        ),
        # Can be read in two ways, or says what schedules don't.
        ("", None),
        ("op afspraak", None),
        ("elke tweede dinsdag 14-16 uur", None),
        ("om de week op dinsdag 14-16 uur", None),
        ("dinsdag van 2 tot 4 uur", None),
        ("ma-vr 9-5", None),
        ("9.00-17.00 uur", None),
        ("14:00-18:00", None),
        ("ma t/m vr 9-17; wo 9-20", None),
        ("ma 9-12; di 9-12, niet op feestdagen", None),
        ("ma en di 9-12, di gesloten", None),
        ("dinsdagavond 10-12 uur", None),
        ("dinsdagavond", None),
        ("1e maandag en dinsdag 9-12 uur", None),
        ("ma 9-12 en 11-14", None),
        ("maandag tot vrijdag 9-17 uur", None),
        ("woensdag 3 december 2026 van 10.00 tot 12.00 uur", None),
        ("op 31 februari 2026 van 10.00 tot 12.00 uur", None),
        ("di 14-16 jaar", None),
        ("apr-okt za 9-12", None),
        ("Jul-Aug Mo 10:00-12:00", None),
        ('Mo 10:00-12:00 "op afspraak"', None),
        ("Mo 10:00+", None),
        ("sunrise-sunset", None),
    ],
)
def test_a_text_is_understood_whole_or_not_at_all(text: str, words: str | None) -> None:
    found = parse(text)
    assert (None if found is None else in_words(found)) == words


@given(schedules())
def test_what_we_say_we_understand_or_leave(schedule: dict[str, Any]) -> None:
    found = parse(in_words([schedule]))
    if found is not None:
        assert occurrences(found, *_SPAN) == occurrences([schedule], *_SPAN)
    assert found is not None or not _simple(schedule)


def _simple(schedule: dict[str, Any]) -> bool:
    """What a form makes most: hours in the daytime, on days of every week or turns of the month."""
    return (
        schedule["interval"] == 1
        and not schedule["bymonthday"]
        and schedule["freq"] != ""
        and "06:00" <= schedule["opens_at"] < schedule["closes_at"]
        and not (schedule["byday"].count("2") and schedule["freq"] == "MONTHLY")
        and not set(schedule["extra"]) & set(schedule["except"])
        and _ordered(schedule)
    )


def _ordered(schedule: dict[str, Any]) -> bool:
    first = max(schedule["dtstart"], schedule["valid_from"])
    ends = [schedule[name] for name in ("until", "valid_to") if schedule[name]]
    return not ends or first <= min(ends)


@given(st.text(alphabet="madiwovrzo 0123456789.:-;,enuurtot/ ", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    found = parse(text)
    if found is not None:
        in_words(found)


def _same_as_library(text: str, found: list[dict[str, Any]]) -> bool:
    """Half an hour after half an hour through five weeks without holidays."""
    hours = OpeningHours(text)
    start = datetime(2026, 9, 7, 0, 10)
    spans = [(each.start, each.end) for each in occurrences(found, start, start + timedelta(weeks=5))]
    moments = (start + timedelta(minutes=30 * step) for step in range(48 * 35))
    return all(any(a <= moment < b for a, b in spans) == hours.is_open(moment) for moment in moments)


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-14:00",
        "Mo-We,Fr 08:30-17:15",
        "Sa-Mo 10:00-12:00",
        "Fr 22:00-02:00",
        "Tu[1,3] 14:00-16:00",
        "Su[-1] 13:00-16:00",
        "24/7",
        "Mo-Su 11:30-00:30",
        "We 10:00-24:00",
    ],
)
def test_openstreetmap_is_read_as_the_library_reads_it(text: str) -> None:
    found = parse(text)
    assert found is not None
    assert _same_as_library(text, found)


@pytest.mark.shared
def test_real_hours_are_understood_or_left_and_never_misread(shared: Path) -> None:
    with (shared / "register/opening_hours_nl.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    understood: Counter[str] = Counter()
    compared = 0
    for row in rows:
        found = parse(row["tekst"])
        if found is None:
            continue
        understood[row["bron"].split(" ")[0]] += 1
        if validate(row["tekst"]):
            assert _same_as_library(row["tekst"], found), row["tekst"]
        elif found[0]["opens_at"] and (translated := _english(row["tekst"])):
            compared += 1
            assert _same_as_library(translated, found), row["tekst"]
    # 83 of 170: what's left says more than hours (an address, "op afspraak", a season) or is doubtful.
    assert sum(understood.values()) >= 80
    assert compared >= 15


def _english(text: str) -> str:
    """Plain Dutch hours in OpenStreetMap's notation by blind replacement; "" when that gives nonsense."""
    text = text.casefold().replace("–", "-")
    names = {"maandag": "Mo", "dinsdag": "Tu", "woensdag": "We", "donderdag": "Th", "vrijdag": "Fr"}
    names |= {
        "zaterdag": "Sa",
        "zondag": "Su",
        "t/m": "-",
        " tot ": "-",
        " van ": " ",
        " uur": "",
        " en ": "; ",
    }
    names |= {"gesloten": "off", "elke ": "", "ma": "Mo", "di": "Tu", "vr": "Fr", "za": "Sa", "zo": "Su"}
    for dutch, english in names.items():
        text = text.replace(dutch, english)
    text = re.sub(r"([a-z]),? ?:? +(?=\d)", r"\1 ", text)
    return text if validate(text) else ""


@pytest.mark.shared
def test_real_schedules_as_text_are_what_their_rules_say(shared: Path) -> None:
    places = json.loads((shared / "register/repaircafes_amsterdam.json").read_text(encoding="utf-8"))
    span = datetime(2026, 1, 1), datetime(2026, 12, 31)
    understood = 0
    for place in places:
        found = parse(place["open"]["nl"])
        if found is None:
            continue
        understood += 1
        days = zip(place["rrule"], place["startTime"], strict=True)
        expected = {
            each.replace(hour=int(start[:2]), minute=int(start[3:]))
            for rule, start in days
            for each in rrulestr(rule, dtstart=span[0]).between(*span, inc=True)
        }
        assert [each.start for each in occurrences(found, *_SPAN)] == sorted(
            each for each in expected if each.date() < _SPAN[1]
        ), place["open"]["nl"]
    # The others: "elke tweede zaterdag" four times, and one with a second line in words.
    assert (understood, len(places)) == (38, 43)
