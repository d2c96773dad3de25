"""Warnings on schedules that are valid but odd."""

from datetime import date
from typing import Any

import pytest

from tests.core.schedules.samples import each_month, each_week
from wijkkaart.core.schedules import full, oddities

TODAY = date(2026, 11, 26)
AMERSFOORT = "GM0307"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([each_week("MO", "10:00", "12:00", interval=2)], "vul de eerste datum in"),
        ([each_week("MO")], "Er staat geen tijd bij."),
        ([each_week("MO", "09:00", "09:00")], "gelijk (9.00 uur)"),
        ([each_week("MO", "09:00", "08:00")], "Van 9.00 tot 8.00 uur is lang"),
        ([each_week("MO", "03:00", "05:00")], "3.00 uur is in de nacht"),
        (
            [each_week("MO", "10:00", "12:00", valid_from="2027-02-01", valid_to="2027-01-01")],
            "ligt voor de begindatum",
        ),
        ([each_week("MO", "10:00", "12:00", until="2026-01-01")], "Er komt geen dag meer"),
        ([full(dtstart="2026-11-25", opens_at="10:00", closes_at="12:00")], "Er komt geen dag meer"),
        ([each_week("MO", "10:00", "12:00") | {"except": ["2026-12-01"]}], "was het toch al niet"),
        (
            [each_week("MO", "10:00", "12:00") | {"except": ["2026-11-30"], "extra": ["2026-11-30"]}],
            "30 november 2026 staat bij de extra dagen",
        ),
        ([each_week("MO", "10:00", "12:00", interval=2, dtstart="2026-11-30")], "2026 heeft een week 53"),
        (
            [each_week("TU", "10:00", "12:00"), each_month("1TU", "11:00", "13:00")],
            "Op 1 december 2026 zijn er twee tijden die elkaar overlappen.",
        ),
    ],
)
def test_what_is_odd_is_said(known: list[dict[str, Any]], said: str) -> None:
    found = oddities(known, TODAY, AMERSFOORT)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    "known",
    [
        [],
        [each_week("MO,TU", "09:00", "12:00"), each_week("MO,TU", "12:00", "17:00")],
        [each_week("FR", "22:00", "02:00")],
        [each_week("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00")],
        [full(description="op afspraak")],
        [each_week("MO", "10:00", "12:00", school_holidays="closed") | {"except": ["2026-11-30"]}],
        [full(dtstart="2026-12-25", opens_at="10:00", closes_at="12:00")],
    ],
)
def test_what_is_ordinary_gets_no_warning(known: list[dict[str, Any]]) -> None:
    assert oddities(known, TODAY, AMERSFOORT) == []


def test_an_assumed_region_is_told() -> None:
    known = [each_week("MO", "10:00", "12:00", school_holidays="closed")]
    assert oddities(known, TODAY, "GM9999") == [
        "We weten de vakantieregio van deze gemeente niet, en nemen aan: midden."
    ]
    assert oddities(known, date(2030, 1, 2), AMERSFOORT) == [
        "De schoolvakanties zijn bekend tot en met 2030."
    ]
