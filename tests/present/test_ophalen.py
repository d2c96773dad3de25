"""How far a fetch is and where data come from, in words."""

from datetime import date

import pytest

from wijkkaart.present import bronnen, dutch, ophalen
from wijkkaart.progress import FetchProgress, Problem, SourceProgress, State
from wijkkaart.store import Entry

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("2026-11-22T10:00:00+00:00", "vandaag"),
        ("2026-11-23", "vandaag"),
        ("2026-11-21", "gisteren"),
        ("2026-11-19", "3 dagen geleden"),
        ("2026-05-22", "6 maanden geleden"),
        ("2020-11-22", "6 jaar geleden"),
        ("ooit", ""),
        ("", ""),
    ],
)
def test_age_is_told_in_days_months_or_years(text: str, age: str) -> None:
    assert dutch.age(text, TODAY) == age


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1, "een paar seconden"), (12, "20 seconden"), (58, "1 minuut"), (61, "2 minuten"), (600, "10 minuten")],
)
def test_time_left_is_told_roughly(seconds: float, text: str) -> None:
    assert dutch.duration(seconds) == text


def test_a_span_of_years() -> None:
    assert [dutch.span([]), dutch.span([2024]), dutch.span([2024, 2013, 2024])] == ["", "2024", "2013–2024"]


def test_the_headline_counts_sources_and_time() -> None:
    busy = SourceProgress("osm", "Plekken", State.BUSY, 10, 5, began=100.0)
    progress = FetchProgress(
        "Amersfoort", "GM0307", State.BUSY, [busy, SourceProgress("kwb", "K", State.DONE)]
    )
    assert ophalen.headline(progress, 110.0) == (
        "Amersfoort: 1 van 2 bronnen gehad. Nog ongeveer 30 seconden."
    )


@pytest.mark.parametrize("state", [state for state in State if state.ended])
def test_every_end_has_its_sentence(state: State) -> None:
    assert "Amersfoort" in ophalen.headline(FetchProgress("Amersfoort", "GM0307", state), 0.0)


def test_a_line_tells_state_count_and_time_left() -> None:
    source = SourceProgress("kwb", "K", State.BUSY, 13, 6, 1, rows=1234, doing="2019", began=100.0)
    line = ophalen.line(source, 107.0)
    assert (
        line.text == "bezig · 6 van 13 delen gevraagd · 1.234 rijen bewaard · 2019 · nog ongeveer 20 seconden"
    )
    assert line.share == pytest.approx(7 / 26)


def test_what_failed_has_no_full_bar() -> None:
    problem = Problem("Stuk", "Fout.")
    failed = SourceProgress("kwb", "K", State.FAILED, 4, 4, 4, problems=[problem])
    assert ophalen.line(failed, 0.0).share == 0.75
    assert ophalen.line(SourceProgress("osm", "O", State.STOPPED), 0.0).share == 0.0
    assert ophalen.line(SourceProgress("bag", "B", State.DONE), 0.0).text == "klaar · hier is niets te halen"


def test_many_tables_are_counted_and_examples_come_last() -> None:
    entries = [
        Entry(f"kwb {year}", "x", "", "cbs-kwb", table=f"8{year}NED", years=(year,), fetched="2026-11-20")
        for year in range(2013, 2018)
    ]
    entries.append(Entry("voorbeeld", "x", "", "cbs-wijkbuurtkaart", example=True))
    found = bronnen.origins(entries, TODAY)
    assert [origin.source.id for origin in found] == ["cbs-kwb", "cbs-wijkbuurtkaart"]
    assert (found[0].table, found[0].years, found[0].age) == (
        "82017NED en 4 andere",
        "2013–2017",
        "2 dagen geleden",
    )
    assert found[0].notice == "Bron: CBS, Kerncijfers wijken en buurten 2017"
