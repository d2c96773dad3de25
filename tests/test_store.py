"""The data directory: all or nothing, and never half."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import toy
from wijkkaart.errors import InvalidData, StoreBusy
from wijkkaart.model import (
    AREA_COLUMNS,
    OBSERVATION_COLUMNS,
    OPTIONAL_COLUMNS,
    PLACE_COLUMNS,
    RD,
    WGS84,
    is_code,
)
from wijkkaart.store import MANIFEST, Entry, Manifest, Store


def _contents(root: Path) -> dict[str, bytes]:
    """Every file but the lock, byte for byte."""
    files = (path for path in root.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def _grow(store: Store, number: int) -> None:
    """Commit a state in which the areas, figures and places all say `number`."""
    ground = toy.areas(2024)
    ground["name"] = f"staat {number}"
    spots = toy.places([toy.place(f"staat {number}", toy.at(0.5, 0.5), id="p1")])
    values = toy.figures({"BU00010000": float(number)}, toy.COUNT, 2024)
    toy.write(store.root, toy.File("alles", ground, values, spots))


class _Crash(BaseException):
    """A process that dies, as far as a test can show it."""


# -- reading what was written


def test_an_empty_directory_has_the_columns_of_a_full_one(tmp_path: Path, town: Store) -> None:
    empty = Store(tmp_path / "nieuw")
    assert not empty.exists
    assert empty.version() == "leeg"
    assert empty.problems() == []
    assert empty.tiles("buurt", 2024) is None
    for made, full in (
        (empty.area_index(), town.area_index()),
        (empty.areas("buurt", 2024), town.areas("buurt", 2024)),
        (empty.observations(), town.observations()),
        (empty.coverage(), town.coverage()),
        (empty.places(), town.places()),
    ):
        assert len(made) == 0
        assert dict(made.dtypes.astype(str)) == dict(full.dtypes.astype(str))
    assert not (tmp_path / "nieuw").exists()


def test_areas_come_back_by_level_year_and_gemeente(town: Store) -> None:
    found = town.areas("buurt", 2024, toy.TOWN)
    assert list(found.code) == [code for code in toy.CELLS if code.startswith("BU0001")]
    assert found.crs == RD
    assert (found.area == toy.SIDE**2).all()
    assert town.areas("gemeente", 2024).area.sum() == 8 * toy.SIDE**2
    assert len(town.areas("buurt", 2022)) == 0


def test_every_observation_comes_back_as_it_was(town: Store) -> None:
    keys = ["indicator", "year", "code"]
    expected = toy.observations().sort_values(keys, ignore_index=True)
    found = town.observations().sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


@given(
    indicator=st.sampled_from([None, toy.COUNT, toy.SHARE, "onbekend"]),
    year=st.sampled_from([None, 2023, 2024, 1900]),
    level=st.sampled_from([None, "buurt", "gemeente"]),
    gemeente=st.sampled_from([None, toy.TOWN, "GM9999"]),
    codes=st.sampled_from([None, [], ["BU00010000", "BU99990000"]]),
)
def test_observations_meet_every_condition(
    atlas: object,
    indicator: str | None,
    year: int | None,
    level: str | None,
    gemeente: str | None,
    codes: list[str] | None,
) -> None:
    store: Store = atlas.store  # type: ignore[attr-defined]
    names = None if indicator is None else [indicator]
    found = store.observations(indicators=names, year=year, level=level, gemeente=gemeente, codes=codes)
    expected = [
        (row.code, row.indicator, row.year)
        for row in toy.observations().itertuples()
        if (indicator is None or row.indicator == indicator)
        and (year is None or row.year == year)
        and (level is None or row.level == level)
        and (gemeente is None or row.gemeente == gemeente)
        and (codes is None or row.code in codes)
    ]
    rows = found[["code", "indicator", "year"]].itertuples(index=False, name=None)
    assert sorted(rows) == sorted(expected)
    assert list(found.columns) == list(OBSERVATION_COLUMNS)


def test_margins_and_the_year_of_the_boundaries_come_back(tmp_path: Path) -> None:
    one = toy.figures({"BU00010000": 10.0}, toy.SHARE, 2020, source="rivm-ggd")
    given = one.assign(status="estimate", low=8.5, high=11.5, boundaries=2024)
    (row,) = toy.write(tmp_path, toy.File("a", observations=given)).observations().itertuples()
    assert (row.low, row.value, row.high) == (8.5, 10.0, 11.5)
    assert (row.year, row.boundaries, row.status) == (2020, 2024, "estimate")


def test_figures_of_before_there_were_margins_are_read_without_them(tmp_path: Path) -> None:
    new = toy.figures({"BU00010001": 20.0}, toy.SHARE, 2024).assign(low=15.0, high=25.0)
    old = toy.figures({"BU00010000": 10.0}, toy.SHARE, 2023)
    toy.write(tmp_path, toy.File("oud", observations=old), toy.File("nieuw", observations=new))
    first = Store(tmp_path).manifest.entries[0].parts[0]
    table = pq.read_table(tmp_path / first)
    pq.write_table(table.drop_columns([*OPTIONAL_COLUMNS]), tmp_path / first)
    assert [problem for problem in Store(tmp_path).problems() if "kolommen" in problem] == []
    for found in (Store(tmp_path).observations(), Store(tmp_path).observations(year=2023)):
        assert list(found.columns) == list(OBSERVATION_COLUMNS)
        assert dict(found.dtypes.astype(str)) == dict(
            Store(tmp_path / "leeg").observations().dtypes.astype(str)
        )
        row = found[found.year == 2023].iloc[0]
        assert (row.boundaries, row.value) == (2023, 10.0)
        assert pd.isna([row.low, row.high]).all()


def test_a_figure_with_a_value_goes_before_one_without_and_then_the_last_loaded(tmp_path: Path) -> None:
    def one(value: float | None) -> pd.DataFrame:
        return toy.figures({"BU00010000": value}, toy.COUNT, 2024)

    store = toy.write(tmp_path, toy.File("a", observations=one(1.0)), toy.File("b", observations=one(2.0)))
    assert list(store.observations().value) == [2.0]
    toy.write(tmp_path, toy.File("c", observations=one(None)))
    assert list(Store(tmp_path).observations().value) == [2.0]
    toy.write(tmp_path, toy.File("a", observations=one(3.0)))
    assert list(Store(tmp_path).observations().value) == [3.0]


def test_a_real_outline_goes_before_a_schematic_one_whatever_came_last(tmp_path: Path) -> None:
    real, drawn = toy.areas(2024), toy.areas(2024, schematic=True)
    store = toy.write(tmp_path, toy.File("echt", real), toy.File("schema", drawn))
    assert not store.area_index().schematic.any()
    assert len(store.areas("buurt", 2024)) == 8


def test_coverage_counts_the_areas_of_a_gemeente_and_of_the_country(town: Store) -> None:
    rows = town.coverage().itertuples(index=False, name=None)
    found = {row[:4]: row[4:] for row in rows}
    assert found[(toy.COUNT, 2024, "buurt", toy.TOWN)] == (6, 5)
    assert found[(toy.SHARE, 2024, "buurt", toy.VILLAGE)] == (2, 0)
    # The gemeenten came in files of their own; the country is what they have together.
    assert found[(toy.COUNT, 2024, "buurt", "NL00")] == (7, 6)
    assert found[(toy.SHARE, 2024, "buurt", "NL00")] == (8, 1)


def test_a_place_that_is_loaded_again_replaces_the_old_one(tmp_path: Path) -> None:
    old = toy.places([toy.place("Oud", toy.at(0, 0), id="p1"), toy.place("Blijft", None, id="p2")])
    new = toy.places([toy.place("Nieuw", toy.at(1, 1), id="p1")])
    found = toy.write(tmp_path, toy.File("a", places=old), toy.File("b", places=new)).places()
    assert dict(zip(found.id, found.name, strict=True)) == {"p1": "Nieuw", "p2": "Blijft"}
    assert found.crs == WGS84


def test_tables_that_miss_a_column_are_refused_in_dutch(tmp_path: Path) -> None:
    for part, frame in (
        ("areas", toy.areas().drop(columns="name")),
        ("observations", toy.observations().drop(columns="status")),
        ("places", toy.places().drop(columns="public")),
    ):
        with pytest.raises(InvalidData, match="ontbreken de kolommen"):
            toy.write(tmp_path, toy.File("f", **{part: frame}))  # type: ignore[arg-type]
    assert not Store(tmp_path).exists


# -- all or nothing


def test_an_error_leaves_the_directory_byte_for_byte_as_it_was(town: Store) -> None:
    before, version = _contents(town.root), town.version()

    def fail_halfway() -> None:
        with town.transaction() as draft:
            draft.add(toy.File("nieuw").entry, areas=toy.areas(2025), places=toy.places())
            assert len(draft.view().areas("buurt", 2025)) == 8
            assert len(draft.view().places()) == len(toy.PLACES)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert _contents(town.root) == before
    assert town.version() == version


def test_a_draft_sees_what_it_adds_and_nobody_else_does(town: Store) -> None:
    with town.transaction() as draft:
        draft.add(toy.File("nieuw").entry, observations=toy.figures({"BU00010000": 7.0}, toy.COUNT, 2025))
        assert list(draft.view().observations(year=2025).value) == [7.0]
        assert len(Store(town.root).observations(year=2025)) == 0
        assert len(draft.before.observations(year=2025)) == 0
    assert list(town.observations(year=2025).value) == [7.0]
    assert list(Store(town.root).observations(year=2025).value) == [7.0]


def test_a_transaction_that_adds_nothing_changes_nothing(town: Store) -> None:
    before, version = _contents(town.root), town.version()
    with town.transaction():
        pass
    assert (_contents(town.root), town.version()) == (before, version)


@pytest.mark.parametrize("moves", range(5))
def test_a_crash_between_moves_leaves_the_old_state_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    store = Store(tmp_path)
    _grow(store, 1)
    version = store.version()
    left = moves
    real = os.replace

    def dying(source: Path, target: Path) -> None:
        nonlocal left
        if left == 0:
            raise _Crash
        left -= 1
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", dying)
        with pytest.raises(_Crash):
            _grow(store, 2)
    after = Store(tmp_path)
    assert after.version() == version
    assert after.problems() == []
    assert set(after.area_index().name) == {"staat 1"}
    assert list(after.observations().value) == [1.0]
    # The next load isn't hindered by what was left, and clears it away.
    _grow(store, 3)
    assert set(Store(tmp_path).area_index().name) == {"staat 3"}
    assert Store(tmp_path).problems() == []
    assert not list(tmp_path.glob(".draft-*"))


_KILLED = """
import os, sys
from pathlib import Path
from tests import test_store
from wijkkaart.store import Store
real, left = os.replace, 2
def dying(source, target):
    global left
    if left == 0:
        os._exit(9)
    left -= 1
    real(source, target)
os.replace = dying
test_store._grow(Store(Path(sys.argv[1])), 2)
"""


def test_a_process_that_is_killed_while_it_writes_leaves_the_old_state(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _grow(store, 1)
    project = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], cwd=project, check=False)
    assert done.returncode == 9
    assert set(Store(tmp_path).area_index().name) == {"staat 1"}
    assert Store(tmp_path).problems() == []
    _grow(store, 3)
    assert set(Store(tmp_path).area_index().name) == {"staat 3"}
    assert not list(tmp_path.glob(".draft-*"))
    # What the killed process had moved is gone too, but for what the last state still needs.
    _grow(store, 4)
    named = set(Store(tmp_path).manifest.files)
    assert len(set(_contents(tmp_path)) - named) <= len(named) + 1


_HOLDER = """
import sys
from pathlib import Path
from wijkkaart.store import Store
with Store(Path(sys.argv[1])).transaction():
    print("vast", flush=True)
    sys.stdin.readline()
"""


def test_a_second_process_is_told_that_someone_is_loading(town: Store) -> None:
    project = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(town.root)],
        cwd=project,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "vast\n"
        with pytest.raises(StoreBusy, match=r"al iemand.*Wacht"), town.transaction():
            pytest.fail("two writers at once")
        assert len(Store(town.root).areas("buurt", 2024)) == 8
        holder.communicate("\n")
    with town.transaction():
        pass


def test_readers_during_commits_never_see_half(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _grow(store, 0)
    stop = threading.Event()
    seen: list[set[str]] = []
    failed: list[BaseException] = []

    def read() -> None:
        try:
            while not stop.is_set():
                reader = Store(tmp_path)
                names = set(reader.area_index().name)
                names |= {f"staat {value:.0f}" for value in reader.observations().value}
                names |= set(reader.places().name)
                names |= set(reader.areas("buurt", 2024).name)
                seen.append(names)
        except Exception as error:  # told in the main thread
            failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 7):
        count = len(seen)
        _grow(store, number)
        # The previous state stays readable until the next commit: give each reader a turn in between.
        while len(seen) < count + 4 and not failed:
            stop.wait(0.005)
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert all(len(names) == 1 for names in seen)
    assert {f"staat {number}" for number in (1, 3, 6)} <= set().union(*seen)


# -- files that come again


def test_the_same_content_again_changes_no_data_file(town: Store) -> None:
    before = _contents(town.root)
    version = town.version()
    toy.write(town.root, toy.File("plekken", places=toy.places()))
    assert _contents(town.root) == before
    assert town.version() != version


def test_a_new_version_of_a_file_replaces_what_the_old_one_gave(tmp_path: Path) -> None:
    toy.write(tmp_path, toy.File("f", toy.areas(2023), toy.observations(), toy.places()))
    store = toy.write(tmp_path, toy.File("f", toy.areas(2024, [toy.TOWN])))
    assert set(store.area_index().year) == {2024}
    assert len(store.observations()) == 0
    assert len(store.places()) == 0
    assert len(store.coverage()) == 0
    assert [entry.file for entry in store.manifest.entries] == ["f"]


def test_an_example_and_a_file_of_the_same_name_stand_side_by_side(tmp_path: Path) -> None:
    ground = toy.areas(2024)
    mine, example = ground[ground.gemeente == toy.TOWN], ground[ground.gemeente == toy.VILLAGE]
    store = toy.write(tmp_path, toy.File("f", mine), toy.File("f", example, example=True))
    marks = store.area_index().groupby("gemeente").example.all()
    assert dict(marks) == {toy.TOWN: False, toy.VILLAGE: True}


def test_a_file_that_is_removed_takes_everything_along(town: Store) -> None:
    with town.transaction() as draft:
        for entry in draft.entries:
            if entry.file.startswith("cijfers"):
                draft.remove(entry)
    assert len(town.observations()) == 0
    assert len(town.places()) > 0
    assert town.problems() == []


def test_files_that_no_state_needs_go_after_the_next_commit(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number in range(4):
        _grow(store, number)
    # The present state and the one before it: areas, figures, coverage and places of each.
    parts = [name for name in _contents(tmp_path) if name != MANIFEST]
    assert len(store.manifest.files) == 4
    assert 4 <= len(parts) <= 8


def test_tiles_are_kept_replaced_and_dropped(town: Store) -> None:
    def take(content: bytes | None) -> None:
        with town.transaction() as draft:
            path = None
            if content is not None:
                path = draft.scratch("kaart.pmtiles")
                path.write_bytes(content)
            draft.set_tiles("buurt-2024", path)

    take(b"een")
    take(b"twee")
    path = Store(town.root).tiles("buurt", 2024)
    assert path is not None
    assert path.read_bytes() == b"twee"
    assert Store(town.root).tiles("wijk", 2024) is None
    assert Store(town.root).problems() == []
    take(None)
    assert Store(town.root).tiles("buurt", 2024) is None


# -- what is wrong


def _part(store: Store, folder: str) -> Path:
    return next(store.root / name for name in store.manifest.files if name.startswith(folder))


def test_a_whole_directory_has_no_problems(town: Store) -> None:
    assert town.problems() == []


def test_a_changed_byte_is_found(town: Store) -> None:
    path = _part(town, "figures")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert [f"{path.relative_to(town.root).as_posix()}: inhoud is veranderd"] == [
        problem[: problem.index(" sinds")] for problem in Store(town.root).problems()
    ]


def test_a_missing_file_is_found(town: Store) -> None:
    path = _part(town, "places")
    path.unlink()
    assert Store(town.root).problems() == [f"{path.relative_to(town.root).as_posix()}: bestand ontbreekt."]


@pytest.mark.parametrize("folder", ["areas", "figures", "coverage", "places"])
@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1 geen parquet PAR1", None])
def test_a_damaged_or_missing_file_is_told_and_never_a_crash(
    town: Store, folder: str, content: bytes | None
) -> None:
    path = _part(town, folder)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    store = Store(town.root)
    assert len(store.problems()) == 1
    readers: dict[str, Callable[[], object]] = {
        "areas": lambda: (store.area_index(), store.areas("buurt", 2024)),
        "figures": store.observations,
        "coverage": store.coverage,
        "places": store.places,
    }
    with pytest.raises(InvalidData, match="weg of beschadigd"):
        readers[folder]()


@pytest.mark.parametrize(
    ("folder", "columns"),
    [("areas", AREA_COLUMNS), ("figures", OBSERVATION_COLUMNS), ("places", PLACE_COLUMNS)],
)
def test_a_missing_column_is_found(town: Store, folder: str, columns: dict[str, str]) -> None:
    path = _part(town, folder)
    gone = [*columns][-1]
    table = pq.read_table(path)
    pq.write_table(table.drop_columns([gone]), path)
    found = Store(town.root).problems()
    assert len(found) == 2
    assert f"kolommen ontbreken: {gone}." in found[1]


def test_a_part_that_the_manifest_gives_no_hash_of_is_found(town: Store) -> None:
    path = town.root / MANIFEST
    raw = json.loads(path.read_text(encoding="utf-8"))
    gone = next(iter(raw["files"]))
    del raw["files"][gone]
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert len(Store(town.root).problems()) == 1
    (town.root / gone).unlink()
    assert Store(town.root).problems() == [f"{gone}: bestand ontbreekt."]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen json",
        b"{}",
        b"[]",
        b"null",
        b'{"entries": [], "files": {}}',
        b'{"entries": [], "files": 3, "tiles": {}}',
        b'{"entries": [3], "files": {}, "tiles": {}}',
        b'{"entries": [{"bestand": "x"}], "files": {}, "tiles": {}}',
        b'{"entries": [], "files": {}, "tiles": {}, "x": "\xff"}',
        b"[" * 100_000,
    ],
)
def test_a_corrupt_manifest_is_told_in_dutch(town: Store, content: bytes) -> None:
    (town.root / MANIFEST).write_bytes(content)
    with pytest.raises(InvalidData, match=r"niet te lezen.*reservekopie"):
        _ = Store(town.root).manifest
    with pytest.raises(InvalidData), town.transaction():
        pytest.fail("a draft of a manifest that can't be read")


TEXT = st.text(max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)


@given(
    st.lists(
        st.builds(
            Entry,
            file=TEXT,
            sha256=TEXT,
            kind=TEXT,
            source=TEXT,
            years=st.lists(st.integers(1900, 2100), max_size=3).map(tuple),
            gemeenten=TEXTS,
            example=st.booleans(),
            parts=TEXTS,
            indicators=TEXTS,
            report=st.dictionaries(TEXT, st.dictionaries(TEXT, st.integers(0, 9)), max_size=2),
        ),
        max_size=3,
    ),
    st.dictionaries(TEXT, TEXT, max_size=3),
)
def test_a_manifest_becomes_text_and_back(entries: list[Entry], files: dict[str, str]) -> None:
    manifest = Manifest(tuple(entries), files, {"buurt-2024": "tiles/x.pmtiles"})
    text = manifest.to_json()
    assert Manifest.from_json(text) == manifest
    assert Manifest.from_json(text.encode()) == manifest
    assert Manifest.from_json(text).to_json() == text


@pytest.mark.parametrize("code", ["NL00", "GM0307", "WK030706", "BU0363AF09"])
def test_codes_of_cbs_are_known(code: str) -> None:
    assert is_code(code)
    for wrong in (code + "\n", code.lower(), " " + code, code + "0", code[:-1], code.replace("0", "٠")):
        assert not is_code(wrong)


def test_the_toy_town_keeps_its_contract(town: Store) -> None:
    assert isinstance(town.places(), gpd.GeoDataFrame)
    assert set(town.places().columns) == {*PLACE_COLUMNS, "example", "geometry"}
    assert set(town.area_index().columns) == {*AREA_COLUMNS, "example", "part"}
