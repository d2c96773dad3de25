"""Fetching: order, one step a publisher, what fails, stopping, going on, and what a double source does."""

import threading
from pathlib import Path

import pandas as pd
import pytest

from tests import toy
from tests.publishers import toys
from tests.publishers.toys import Toy
from wijkkaart.atlas import Atlas
from wijkkaart.build.fetch import Fetch, locate
from wijkkaart.build.load import load
from wijkkaart.build.parts import NotYet, Report
from wijkkaart.config import Settings
from wijkkaart.errors import FetchError, Stopped
from wijkkaart.progress import FetchProgress, State
from wijkkaart.raw import Raw
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Wanted
from wijkkaart.store import Snapshot, Store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "gegevens", cache=tmp_path / "antwoorden")


def fetched(
    settings: Settings, publishers: list[Toy], gemeente: str = toy.TOWN, *, again: bool = False
) -> tuple[list[Report], FetchProgress]:
    """The reports and the progress of a whole run."""
    with Client(settings) as client:
        work = Fetch(Wanted(gemeente), Store(settings.data), publishers, client, again=again)
        return work.run(), work.progress


def states(progress: FetchProgress) -> dict[str, str]:
    return {source.name: str(source.state) for source in progress.sources}


def content(settings: Settings) -> bytes:
    return (settings.data / "manifest.json").read_bytes()


def test_a_town_comes_in_whole_with_where_it_is_from(settings: Settings) -> None:
    reports, progress = fetched(settings, toys.town())
    assert [report.error for report in reports] == [None] * 4
    assert states(progress) == {"wijkbuurtkaart": "klaar", "kwb": "klaar", "osm": "klaar"}
    assert progress.what == f"{toy.TOWN_NAME} ({toy.TOWN})"
    store = Store(settings.data)
    assert store.problems() == []
    entry = next(entry for entry in store.manifest.entries if entry.origin == "kwb-2024")
    assert (entry.file, entry.source, entry.table) == ("Stuk kwb-2024", "cbs-kwb", "TOY1")
    assert (entry.url, entry.fetched) == ("https://voorbeeld.nl/kwb-2024", "2026-11-22T10:00:00+00:00")
    assert (entry.years, entry.licence) == ((2024,), "CC BY 4.0")
    assert set(store.manifest.tiles) >= {"buurt-2023", "buurt-2024", "gemeente-2024"}
    assert Atlas(Snapshot(settings.data)).best_year("inwoners", "buurt", toy.TOWN) == 2024


def test_boundaries_go_first_and_tell_the_others_where_it_is(settings: Settings) -> None:
    publishers = toys.town()[::-1]
    fetched(settings, publishers)
    (osm,) = publishers[0].asked
    (ground,) = publishers[2].asked
    assert (ground.name, ground.bounds) == ("", None)
    assert osm.name == toy.TOWN_NAME
    west, south = toy.WEST, toy.SOUTH
    assert osm.bounds == (west, south, west + 3 * toy.SIDE, south + 2 * toy.SIDE)


def test_where_a_gemeente_lies_is_not_asked_of_an_example(tmp_path: Path) -> None:
    store = toy.town(tmp_path, example_village=True)
    assert locate(Wanted(toy.VILLAGE), store) == Wanted(toy.VILLAGE)
    assert locate(Wanted("NL00"), store).name == "Nederland"


def test_the_second_time_nothing_is_read_or_written_again(settings: Settings) -> None:
    publishers = toys.town()
    fetched(settings, publishers)
    before = content(settings)
    for publisher in publishers:
        publisher.made.clear()
    reports, progress = fetched(settings, publishers)
    assert all(report.unchanged for report in reports)
    assert set(states(progress).values()) == {"ongewijzigd"}
    assert progress.state is State.UNCHANGED
    assert [publisher.made for publisher in publishers] == [[], [], []]
    assert content(settings) == before


def test_refresh_reads_again_what_is_the_same(settings: Settings) -> None:
    publishers = toys.town()
    fetched(settings, publishers)
    _, progress = fetched(settings, publishers, again=True)
    assert progress.state is State.DONE
    assert publishers[1].made == ["kwb-2024"] * 2


def test_a_new_edition_replaces_the_old_one(settings: Settings) -> None:
    publishers = toys.town()
    fetched(settings, publishers)
    publishers[2].tables["osm"] = lambda: [toys.spots("Buurthuis")]
    publishers[2].edition["osm"] = "2"
    _, progress = fetched(settings, publishers)
    assert states(progress) == {"wijkbuurtkaart": "ongewijzigd", "kwb": "ongewijzigd", "osm": "klaar"}
    store = Store(settings.data)
    assert list(store.places().name) == ["Buurthuis"]
    assert len(store.manifest.entries) == 4


@pytest.mark.parametrize("gemeente", [toy.TOWN, toy.VILLAGE])
def test_what_a_publisher_no_longer_has_goes(settings: Settings, gemeente: str) -> None:
    publisher = Toy("osm", {f"osm-{gemeente}": lambda: [toys.spots("Bieb", gemeente=gemeente)]})
    fetched(settings, [publisher], gemeente)
    publisher.tables[f"osm-{gemeente}"] = list
    publisher.edition[f"osm-{gemeente}"] = "2"
    (report,), progress = fetched(settings, [publisher], gemeente)
    assert progress.state is State.DONE
    assert report.notes == ["De uitgever heeft hiervan niets over dit gebied."]
    assert len(Store(settings.data).places()) == 0


def test_one_that_fails_leaves_the_others_and_its_own_old_data(settings: Settings) -> None:
    publishers = toys.town()
    fetched(settings, publishers)
    publishers[1].before = toys.broken
    publishers[2].edition["osm"] = "2"
    _, progress = fetched(settings, publishers)
    assert states(progress) == {"wijkbuurtkaart": "ongewijzigd", "kwb": "mislukt", "osm": "klaar"}
    (problem,) = progress.sources[1].problems
    assert problem.what == "Stuk kwb-2024"
    assert problem.text == "De uitgever gaf fout 500. Verwacht: gegevens. Probeer het later opnieuw."
    assert len(Store(settings.data).observations(indicators=["inwoners"])) > 0


def test_boundaries_that_fail_leave_the_rest(settings: Settings) -> None:
    publishers = toys.town()
    publishers[0].before = toys.broken
    _, progress = fetched(settings, publishers)
    assert states(progress) == {"wijkbuurtkaart": "mislukt", "kwb": "klaar", "osm": "klaar"}


def test_a_publisher_that_can_not_say_what_it_has_fails_as_a_whole(settings: Settings) -> None:
    publishers = toys.town()

    def pieces(wanted: Wanted, client: Client) -> list[object]:
        raise FetchError("De uitgever is weg.")

    publishers[2].pieces = pieces  # type: ignore[method-assign, assignment]
    reports, progress = fetched(settings, publishers)
    assert states(progress)["osm"] == "mislukt"
    assert reports[-1].file == "Bron osm"


def test_one_piece_that_fails_leaves_the_other_pieces(settings: Settings) -> None:
    odd = Raw(Path("x"), pd.DataFrame({"vreemd": ["1"]}))
    publisher = Toy("kwb", {"goed": lambda: [toys.numbers({toy.TOWN: 1.0})], "stuk": lambda: [odd]})
    reports, progress = fetched(settings, [publisher])
    assert [report.error is None for report in reports] == [True, False]
    assert "herkent niet wat de uitgever stuurde. Kolommen: vreemd." in progress.sources[0].problems[0].text
    assert [entry.origin for entry in Store(settings.data).manifest.entries] == ["goed"]


def test_an_answer_that_nobody_foresaw_is_told_in_dutch(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def raws() -> list[Raw]:
        raise KeyError("value")

    publishers = [Toy("kwb", {"stuk": raws}), toys.town()[2]]
    _, progress = fetched(settings, publishers)
    assert states(progress) == {"kwb": "mislukt", "osm": "klaar"}
    assert "kon niet verwerken wat de uitgever stuurde (KeyError)" in progress.sources[0].problems[0].text
    assert "Stuk stuk: unforeseen" in caplog.text


def test_what_needs_other_data_waits_for_the_other_publishers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wijkkaart.build.readers import own_places

    real, seen = own_places.read, []

    def read(raw: Raw, context: object) -> object:
        store = context.store  # type: ignore[attr-defined]
        seen.append(len(store.observations(indicators=["inwoners"])))
        if not seen[-1] and not context.last:  # type: ignore[attr-defined]
            raise NotYet("De inwoners zijn er nog niet.")
        return real(raw, context)  # type: ignore[arg-type]

    monkeypatch.setattr(own_places, "read", read)
    ready = threading.Event()
    osm, kwb = toys.town()[2], toys.town()[1]
    kwb.before = lambda _: ready.wait(60) and None
    osm.tables = {
        "osm": lambda: (ready.set(), [toys.spots("Bieb")])[1],  # type: ignore[func-returns-value]
        "alvast": lambda: [toys.numbers({"BU00010000": 3.0}, "huishoudens")],
    }
    reports, progress = fetched(settings, [osm, kwb])
    assert states(progress) == {"osm": "klaar", "kwb": "klaar"}
    assert not any(report.unchanged for report in reports)
    assert seen[0] == 0
    assert seen[-1] > 0


def test_what_still_lacks_other_data_at_the_end_says_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wijkkaart.build.readers import own_places

    def read(raw: Raw, context: object) -> object:
        raise NotYet("De inwoners zijn er niet.")

    monkeypatch.setattr(own_places, "read", read)
    _, progress = fetched(settings, [toys.town()[2]])
    assert states(progress) == {"osm": "mislukt"}
    assert progress.sources[0].problems[0].found == "De inwoners zijn er niet."


def test_stopping_keeps_what_is_finished_and_the_next_run_goes_on(settings: Settings) -> None:
    publishers = toys.town()
    with Client(settings) as client:
        work = Fetch(Wanted(toy.TOWN), Store(settings.data), publishers, client)

        def stopping(key: str) -> None:
            work.stop()
            raise Stopped("gestopt")

        publishers[2].before = stopping
        # The figures come after the stop, so they stay away as well.
        publishers[1].before = lambda _: stopping("")
        work.run()
    assert work.progress.state is State.STOPPED
    assert states(work.progress)["wijkbuurtkaart"] == "klaar"
    assert states(work.progress)["osm"] == "gestopt"
    store = Store(settings.data)
    assert store.problems() == []
    assert {entry.origin for entry in store.manifest.entries} == {"kaart-2023", "kaart-2024"}
    for publisher in publishers:
        publisher.before = lambda _: None
    _, progress = fetched(settings, publishers)
    assert states(progress) == {"wijkbuurtkaart": "ongewijzigd", "kwb": "klaar", "osm": "klaar"}


def test_stopping_while_storing_leaves_nothing_half_written(settings: Settings) -> None:
    publishers = toys.town()
    with Client(settings) as client:
        work = Fetch(Wanted(toy.TOWN), Store(settings.data), publishers, client)

        def tables() -> list[Raw]:
            work.stop()
            return toys.grounds(2024)

        publishers[0].tables = {"kaart-2023": lambda: toys.grounds(2023), "kaart-2024": tables}
        work.run()
    assert set(states(work.progress).values()) == {"gestopt"}
    assert not Store(settings.data).exists
    assert [*settings.data.glob(".draft-*")] == []


def test_a_directory_in_use_fails_what_would_be_stored_and_says_why(settings: Settings) -> None:
    publishers = toys.town()
    with Store(settings.data).transaction():
        _, progress = fetched(settings, publishers)
    assert set(states(progress).values()) == {"mislukt"}
    assert "Er is al iemand gegevens aan het laden." in progress.sources[0].problems[0].text
    assert not Store(settings.data).exists


def test_readers_never_see_a_publisher_half(settings: Settings) -> None:
    seen = []
    publisher = Toy("kwb", {})
    publisher.tables = {
        "een": lambda: [toys.numbers({toy.TOWN: 1.0}, year=2023)],
        "twee": lambda: (
            seen.append(len(Snapshot(settings.data).manifest.entries)),  # type: ignore[func-returns-value]
            [toys.numbers({toy.TOWN: 2.0})],
        )[1],
    }
    fetched(settings, [publisher])
    assert seen == [0]
    assert len(Snapshot(settings.data).manifest.entries) == 2


def test_a_gemeente_is_added_beside_the_others(settings: Settings) -> None:
    fetched(settings, toys.town())
    other = Toy("wijkbuurtkaart", {"dorp-2024": lambda: toys.grounds(2024, toy.VILLAGE)})
    fetched(settings, [other], toy.VILLAGE)
    atlas = Atlas(Snapshot(settings.data))
    assert set(atlas.gemeenten) == {toy.TOWN, toy.VILLAGE}
    assert len(atlas.codes("buurt", 2024, "NL00")) == 8


def test_a_gemeente_over_a_country_from_files_counts_once_and_the_newest_wins(
    settings: Settings, tmp_path: Path
) -> None:
    toy.town(settings.data)
    before = Atlas(Snapshot(settings.data))
    path = tmp_path / "plekken.csv"
    path.write_text("naam;categorie;gemeentecode;id\nBieb;bibliotheek;GM0001;bieb\n", encoding="utf-8")
    load([path], Store(settings.data), settings)
    publishers = toys.town()
    publishers[1].tables["kwb-2024"] = lambda: [toys.numbers({"BU00010000": 111.0, toy.TOWN: 1611.0})]
    fetched(settings, publishers)
    atlas = Atlas(Snapshot(settings.data))
    assert len(atlas.codes("buurt", 2024, "NL00")) == len(before.codes("buurt", 2024, "NL00"))
    assert not atlas.index.duplicated(["code", "year"]).any()
    rows = atlas.store.observations(indicators=["inwoners"], year=2024, gemeente=toy.TOWN)
    assert not rows.duplicated(["code"]).any()
    found = dict(zip(rows.code, rows.value, strict=True))
    assert found["BU00010000"] == 111.0
    assert found["BU00010001"] == toy.INHABITANTS["BU00010001"]
    cover = atlas.coverage.set_index(["indicator", "year", "level", "gemeente"])
    assert cover.loc[("inwoners", 2024, "buurt", toy.TOWN)].to_dict() == {"n": 6, "filled": 5}
    places = atlas.store.places()
    assert list(places.id).count("bieb") == 1


def test_progress_counts_and_survives_json(settings: Settings) -> None:
    _, progress = fetched(settings, toys.town())
    line = progress.sources[0]
    assert (line.total, line.asked, line.done, line.unchanged) == (2, 2, 2, 0)
    assert line.rows == 2 * (6 + 2 + 1)
    assert line.share == 1.0
    assert FetchProgress.from_json(progress.to_json()) == progress


def test_time_left_follows_the_pace_so_far() -> None:
    from wijkkaart.progress import SourceProgress

    line = SourceProgress("kwb", "Kerncijfers", State.BUSY, total=10, asked=5, began=100.0)
    assert line.share == 0.25
    assert line.seconds_left(110.0) == pytest.approx(30.0)
    assert SourceProgress("kwb", "Kerncijfers").seconds_left(110.0) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"sources": 3}', '{"state": "raar", "sources": []}'])
def test_a_damaged_status_is_no_progress(text: str) -> None:
    with pytest.raises(ValueError, match="not the progress"):
        FetchProgress.from_json(text)
