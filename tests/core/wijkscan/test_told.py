"""Counting against telling: true contradictions are seen, and ordinary sentences aren't troubled."""

from dataclasses import replace
from datetime import date

import pytest

from tests import effort
from wijkkaart.core.wijkscan.facts import Facts, PartSeen
from wijkkaart.core.wijkscan.parts import Basis, FigureSeen
from wijkkaart.core.wijkscan.told import OTHER_NUMBER, OTHER_WAY, UNSURE, Checker


def seen(text: str) -> FigureSeen:
    return FigureSeen(text, 2024, "cbs-kwb")


BASIS = Basis(
    "2026-01-01",
    {
        "inwoners": seen("6.020 inwoners"),
        "huishoudens": seen("3.010 huishoudens"),
        "huishoudens_met_kinderen_pct": seen("41%"),
        "leeftijd_65_plus_pct": seen("12%"),
        "eenzaam_pct": seen("naar schatting 54,1%"),
        "koopwoningen_pct": seen("38%"),
        "misdrijven_per_1000": seen("51,3 per 1.000 inwoners"),
        "gestandaardiseerd_inkomen": seen("tussen € 26.000 en € 29.000"),
        "woz_waarde": seen("€ 301.000"),
        "wmo_per_1000": seen("geheim: te weinig mensen om te tonen"),
    },
)
FACTS = Facts(
    date(2026, 11, 26),
    BASIS,
    BASIS,
    verdicts={
        "leeftijd_65_plus_pct": "lower",
        "eenzaam_pct": "unsure",
        "koopwoningen_pct": "same",
        "misdrijven_per_1000": "higher",
    },
    beside="Amersfoort",
    others=("Amersfoort", "Soesterkwartier", "Nederland"),
)
CHECKER = Checker(FACTS)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("In de wijk wonen 7.200 inwoners.", "inwoners"),
        ("Kruiskamp telt **5.200** mensen.", "inwoners"),
        ("Inwoners: 7.200", "inwoners"),
        ("Van hen is 18% ouder dan 65.", "leeftijd_65_plus_pct"),
        ("18 procent is 65 jaar of ouder.", "leeftijd_65_plus_pct"),
        ("Ongeveer 70% van de bewoners voelt zich eenzaam.", "eenzaam_pct"),
        ("De eenzaamheid is 40%.", "eenzaam_pct"),
        ("30% van de huishoudens met kinderen.", "huishoudens_met_kinderen_pct"),
        ("De gemiddelde WOZ-waarde is € 250.000.", "woz_waarde"),
        ("- 7.200 inwoners", "inwoners"),
        ("| Wat | Hoeveel |\n|---|---|\n| 7.200 inwoners | ja |", "inwoners"),
    ],
)
def test_another_number_is_seen(text: str, figure: str) -> None:
    [found] = CHECKER.text(text)
    assert (found.what, found.figure) == (OTHER_NUMBER, figure)
    assert found.truth == BASIS.figures[figure].text


@pytest.mark.parametrize(
    "text",
    [
        "In de wijk wonen 6.020 inwoners.",
        "In de wijk wonen ruim 6.000 mensen.",
        "Ongeveer 200 bewoners kwamen naar de avond.",
        "In 2010 woonden er 5.200 inwoners.",
        "Vroeger woonden er 8.000 mensen.",
        "In Soesterkwartier wonen 7.200 inwoners.",
        "Amersfoort telt 160.000 inwoners.",
        "Er wonen [7.200](cijfer:inwoners) inwoners.",
        "Per 7.200 inwoners is er een huisarts.",
        "Er zijn 3.010 huishoudens, waarvan 41% huishoudens met kinderen.",
        "De 65-plussers komen elke week, 80 in totaal.",
        "12,4% is 65 jaar of ouder.",
        "Van de eenzame mensen krijgt 8 hulp.",
        "Iets meer dan 6.000 inwoners.",
        "",
    ],
)
def test_what_may_be_right_or_about_something_else_is_left_alone(text: str) -> None:
    assert [*CHECKER.text(text)] == []


@pytest.mark.parametrize(
    ("text", "what", "figure"),
    [
        ("Eenzaamheid komt hier vaker voor dan in Amersfoort.", UNSURE, "eenzaam_pct"),
        ("Er wonen relatief veel 65-plussers.", OTHER_WAY, "leeftijd_65_plus_pct"),
        ("Er zijn meer koopwoningen dan gemiddeld.", OTHER_WAY, "koopwoningen_pct"),
        ("Het aantal misdrijven is lager dan in de stad.", OTHER_WAY, "misdrijven_per_1000"),
        (
            "Er wonen [6.020](cijfer:inwoners) mensen. Er zijn relatief veel 65-plussers.",
            OTHER_WAY,
            "leeftijd_65_plus_pct",
        ),
        ("Met [54%](cijfer:eenzaam_pct) ligt dat boven het gemiddelde.", UNSURE, "eenzaam_pct"),
    ],
)
def test_a_claim_that_nobody_can_make_is_seen(text: str, what: str, figure: str) -> None:
    [found] = CHECKER.text(text)
    assert (found.what, found.figure) == (what, figure)


@pytest.mark.parametrize(
    "text",
    [
        "Er zijn meer misdrijven dan in Amersfoort.",
        "Er wonen minder 65-plussers dan in de stad.",
        "Eenzaamheid komt niet vaker voor dan in Amersfoort.",
        "Eenzaamheid komt vaker voor dan in Soesterkwartier.",
        "Meer dan de helft is eenzaam.",
        "Hier is [38%](cijfer:koopwoningen_pct) een koopwoning. Er is meer groen dan gemiddeld.",
        "Er zijn meer inwoners dan vijf.",
        "Er komen meer 65-plussers en meer eenzame mensen dan gedacht.",
    ],
)
def test_a_claim_that_holds_or_is_about_something_else_is_left_alone(text: str) -> None:
    assert [*CHECKER.text(text)] == []


WITHIN = Checker(
    replace(
        FACTS,
        area="Kruiskamp-Koppel",
        within={
            "Kruiskamp": PartSeen({"inwoners": seen("4.000 inwoners")}, {"misdrijven_per_1000": "lower"}),
            "De Koppel": PartSeen({"inwoners": seen("2.020 inwoners")}),
            "De Koppel-Noord": PartSeen({}),
        },
    )
)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("In Kruiskamp-Koppel wonen 7.200 inwoners.", "6.020 inwoners"),
        ("In Kruiskamp wonen 6.020 inwoners.", "4.000 inwoners in Kruiskamp"),
        ("De Koppel heeft 3.900 inwoners.", "2.020 inwoners in De Koppel"),
        ("In Kruiskamp zijn meer misdrijven dan in Amersfoort.", "lower"),
    ],
)
def test_a_sentence_about_a_part_is_held_against_that_part(text: str, truth: str) -> None:
    assert [each.truth for each in WITHIN.text(text)] == [truth]


@pytest.mark.parametrize(
    "text",
    [
        "In Kruiskamp wonen 4.000 inwoners.",
        "In De Koppel wonen ruim 2.000 inwoners.",
        "In Kruiskamp en De Koppel wonen 5.000 inwoners.",
        "De Koppel-Noord heeft 1.200 inwoners.",
        "In De Koppel is 18% 65 jaar of ouder.",
        "In Kruiskamp zijn minder misdrijven dan in Amersfoort.",
        "In Kruiskamp en De Koppel zijn minder misdrijven dan in Amersfoort.",
    ],
)
def test_of_a_part_nothing_is_said_that_may_be_right(text: str) -> None:
    assert [*WITHIN.text(text)] == []


def test_a_note_is_held_against_figures_of_its_time() -> None:
    said = "Volgens de wijkraad wonen er 7.200 inwoners."
    assert [each.figure for each in CHECKER.note(said, 2025)] == ["inwoners"]
    assert [each.figure for each in CHECKER.note(said, 0)] == ["inwoners"]
    assert [*CHECKER.note(said, 2012)] == []


def test_without_figures_nothing_is_said() -> None:
    assert [*Checker(Facts(date(2026, 1, 1), Basis(), Basis())).text("7.200 inwoners")] == []


def test_long_texts_do_not_take_long() -> None:
    for text in (
        "meer inwoners " * 14_000,
        "7.200 " * 30_000,
        "inwoners 7.200. " * 12_000,
        "Meer dan ooit. " * 13_000,
    ):
        with effort.ending(0.3):
            list(CHECKER.text(text[:190_000]))
        assert effort.of(lambda text=text: list(CHECKER.text(text[:190_000]))) < 5 * 190_000
