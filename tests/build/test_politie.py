"""Recorded crimes: which are taken, per how many inhabitants, and when no rate may be made."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from tests import toy
from wijkkaart import catalogue
from wijkkaart.build.load import load as load_files
from wijkkaart.build.parts import Context, Loaded, NotYet
from wijkkaart.build.readers import kwb_table, politie, reader_of, rivm, statline, turn_of
from wijkkaart.config import Settings
from wijkkaart.raw import Raw
from wijkkaart.store import Store

SENSITIVE = {"1.4.1", "1.4.2", "1.6.3", "3.1.2", "3.2.1", "3.2.2", "3.7.1"}
BUURT = "BU00010000"
HEADER = ["ID", "SoortMisdrijf", "WijkenEnBuurten", "Perioden", "GeregistreerdeMisdrijven_1"]


def table(*rows: tuple[str, str, str, object], **facts: str) -> Raw:
    """Rows as the API gives them: padded codes and kinds, numbers or nothing."""
    frame = pd.DataFrame([(n, *row) for n, row in enumerate(rows)], columns=HEADER)
    return Raw(Path("Misdrijven"), frame, facts={"source": "politie", "table": "47018NED", **facts})


def one(code: str = BUURT, period: str = "2024JJ00", number: object = 12.0, kind: str = "0.0.0 ") -> Raw:
    return table((kind, code, period, number))


def store(
    root: Path,
    inhabitants: dict[str, float | None],
    years: tuple[int, ...] = (2024,),
    areas: tuple[int, ...] = (2024,),
) -> Store:
    """A store with inhabitants of some years and outlines of some years."""
    grounds = gpd.GeoDataFrame(pd.concat([toy.areas(year) for year in areas]))
    people = [toy.figures(inhabitants, "inwoners", year) for year in years]
    return toy.write(
        root,
        toy.File("gebieden", areas=grounds),
        toy.File("inwoners", observations=pd.concat(people) if people else None),
    )


def value(loaded: Loaded, indicator: str, code: str = BUURT, year: int = 2024) -> float | str:
    """The value of one observation, or its status where it has none; "" when there's no such row."""
    rows = loaded.observations
    assert rows is not None
    rows = rows[(rows.indicator == indicator) & (rows.code == code) & (rows.year == year)]
    for row in rows.itertuples():
        return float(row.value) if row.status == "ok" else str(row.status)
    return ""


def test_rare_kinds_that_touch_on_persons_are_never_defined() -> None:
    taken = [name for each in catalogue.indicators().values() for name in each.columns.get("politie", ())]
    assert len(taken) == len(set(taken))
    assert not set(taken) & SENSITIVE


def test_only_this_reader_knows_the_table_and_it_comes_after_the_key_figures() -> None:
    assert reader_of(one()) is politie
    assert not any(other.matches(one()) for other in (rivm, statline, kwb_table))
    assert turn_of(politie) > max(turn_of(kwb_table), turn_of(statline))


def test_numbers_are_taken_by_kind_and_the_total_is_not_added_to(tmp_path: Path) -> None:
    raw = table(
        ("0.0.0 ", f"{BUURT}  ", "2024JJ00", 100.0),
        ("1.1.1 ", BUURT, "2024JJ00", 7.0),
        ("2.2.1 ", BUURT, "2024JJ00", None),
        ("1.4.1 ", BUURT, "2024JJ00", 3.0),
        ("1.1.1 ", BUURT, "2024JJ00", 8.0),
        ("1.1.1 ", BUURT, "2024MM01", 1.0),
    )
    loaded = politie.read(raw, Context(store(tmp_path, {BUURT: 2000.0})))
    assert value(loaded, "misdrijven_aantal") == 100
    assert value(loaded, "woninginbraken_aantal") == 7
    assert value(loaded, "vernieling_aantal") == "not measured"
    assert value(loaded, "misdrijven_per_1000") == 50
    assert value(loaded, "woninginbraken_per_1000") == 3.5
    assert value(loaded, "vernieling_per_1000") == "not measured"
    assert loaded.observations is not None
    assert "inwoners" not in set(loaded.observations.indicator)
    assert set(loaded.observations.source) == {"politie"}
    assert loaded.report.left_out == {
        "Soort misdrijf die wijkkaart niet overneemt": 1,
        "Periode is geen heel jaar": 1,
        "Zelfde gebied, jaar en cijfer als een eerdere regel; de eerste telt": 1,
    }
    assert loaded.report.kept + loaded.report.left_out.total() == loaded.report.read
    assert loaded.table == "47018NED"


@pytest.mark.parametrize(
    ("inhabitants", "rate"), [(250.0, 48.0), (249.0, "secret"), (None, "not measured"), (0.0, "secret")]
)
def test_a_rate_is_made_for_250_inhabitants_or_more(
    tmp_path: Path, inhabitants: float | None, rate: float | str
) -> None:
    context = Context(store(tmp_path, {BUURT: inhabitants, "BU00010001": 900.0}))
    loaded = politie.read(one(), context)
    assert value(loaded, "misdrijven_aantal") == 12
    assert value(loaded, "misdrijven_per_1000") == rate


def test_what_is_not_published_is_never_zero(tmp_path: Path) -> None:
    context = Context(store(tmp_path, {BUURT: 1000.0, "BU00010001": 1000.0}))
    raw = table(("0.0.0 ", BUURT, "2024JJ00", np.nan), ("0.0.0 ", "BU00010001", "2024JJ00", 0.0))
    loaded = politie.read(raw, context)
    assert value(loaded, "misdrijven_aantal") == "not measured"
    assert value(loaded, "misdrijven_per_1000") == "not measured"
    assert value(loaded, "misdrijven_aantal", "BU00010001") == 0
    assert value(loaded, "misdrijven_per_1000", "BU00010001") == 0


def test_figures_of_all_years_belong_to_the_newest_boundaries(tmp_path: Path) -> None:
    people = {BUURT: 1000.0, toy.RENAMED: 1000.0, toy.CHANGED: 1000.0}
    context = Context(store(tmp_path, people, years=(2023, 2024), areas=(2023, 2024)))
    raw = table(*[("0.0.0 ", code, "2023JJ00", 10.0) for code in people], boundaries="2024")
    loaded = politie.read(raw, context)
    assert loaded.observations is not None
    assert set(loaded.observations.boundaries) == {2024}
    assert "De uitgever rekent alle jaren om naar de grenzen van 2024." in loaded.report.notes
    # Numbers of another area may not be divided by the inhabitants that had its code then.
    assert value(loaded, "misdrijven_per_1000", BUURT, 2023) == 10
    for code in (toy.RENAMED, toy.CHANGED):
        assert value(loaded, "misdrijven_aantal", code, 2023) == 10
        assert value(loaded, "misdrijven_per_1000", code, 2023) == "not measured"
    assert not loaded.report.incomplete


@pytest.mark.parametrize(
    ("years", "areas"),
    [((), (2023, 2024)), ((2024,), (2023, 2024)), ((2023, 2024), (2024,)), ((2023, 2024), (2023,))],
)
def test_without_inhabitants_or_boundaries_it_waits_and_then_gives_numbers_only(
    tmp_path: Path, years: tuple[int, ...], areas: tuple[int, ...]
) -> None:
    there = store(tmp_path, {BUURT: 1000.0}, years, areas)
    raw = table(("0.0.0 ", BUURT, "2023JJ00", 10.0), boundaries="2024")
    with pytest.raises(NotYet, match="van 2023 zijn de inwoners of de grenzen nog niet geladen"):
        politie.read(raw, Context(there))
    loaded = politie.read(raw, Context(there, last=True))
    assert value(loaded, "misdrijven_aantal", year=2023) == 10
    assert value(loaded, "misdrijven_per_1000", year=2023) == "not measured"
    (note,) = [note for note in loaded.report.notes if note.startswith("Per 1.000")]
    assert "niet berekend voor 2023" in note


def test_what_made_do_is_taken_again_unless_it_was_before_the_first_key_figures(tmp_path: Path) -> None:
    there = store(tmp_path, {BUURT: 1000.0}, years=(2024,), areas=(2023, 2024))
    early = politie.read(one(period="2023JJ00"), Context(there, last=True))
    late = politie.read(one(period="2025JJ00"), Context(there, last=True))
    assert (early.report.incomplete, late.report.incomplete) == (False, True)


def test_a_file_loaded_before_the_key_figures_gets_its_rates_when_loaded_again(tmp_path: Path) -> None:
    crimes = tmp_path / "47018NED.csv"
    crimes.write_text(f"{','.join(HEADER)}\n1,0.0.0 ,{BUURT},2024JJ00,12\n", encoding="utf-8")
    people = tmp_path / "kwb-2024.csv"
    people.write_text(f"gwb_code,a_inw\n{BUURT},1000\n", encoding="utf-8")
    there = Store(tmp_path / "gegevens")
    for files in ([crimes], [people], [crimes]):
        (report,) = load_files(files, there, Settings())
        assert report.error is None
        assert not report.unchanged
    rates = Store(there.root).observations(indicators=["misdrijven_per_1000"])
    assert list(rates.value) == [12.0]
    (report,) = load_files([crimes], there, Settings())
    assert report.unchanged
