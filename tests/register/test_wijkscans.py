"""Wijkscans: who may see and write them, two at once, and that no text is ever lost."""

import itertools
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.register.people import ANNE, BILAL
from wijkkaart import config
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.errors import RegisterError, WijkkaartError
from wijkkaart.record import Role
from wijkkaart.register import backup, own_areas, wijkscans
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.wijkscans import PartConflict, PartRefused, PartState, Wijkscan, keeping
from wijkkaart.register.wijkscans.soundness import problems
from wijkkaart.register.writing import Author, NotAllowed

CHEF, NOBODY = Author("Chef", Role.ADMIN), Author("", Role.PUBLIC)
HEAD = Head(title="Wijkscan Oost", owner="Initiatiefgroep Oost", status="besproken", review="2027-11-01")


@pytest.fixture
def scan(database: Database) -> Wijkscan:
    """A wijkscan with a text in 2.1."""
    return wijkscans.start(database, ANNE, "WK000100", "GM0001", HEAD, {"2.1": {"text": "Zesduizend."}})


class Clock:
    """A time that tests set forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = datetime.now(UTC) + timedelta(hours=1)
        monkeypatch.setattr(keeping, "now", lambda: self.time.isoformat(timespec="milliseconds"))

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.time += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time as versions of parts have it."""
    return Clock(monkeypatch)


def _texts(found: list[PartState]) -> list[str]:
    return [each.content.get("text", "") for each in found]


def test_a_wijkscan_is_started_read_and_thrown_away(database: Database, scan: Wijkscan) -> None:
    assert wijkscans.is_wijkscan(scan.id)
    assert (scan.area, scan.gemeente, scan.head, scan.by) == ("WK000100", "GM0001", HEAD, "Anne")
    assert wijkscans.get(database, scan.id, Role.TEAM) == scan
    found = wijkscans.parts(database, scan.id, Role.TEAM)
    assert {key: (part.version, part.by) for key, part in found.items()} == {
        "kop": (1, "Anne"),
        "2.1": (1, "Anne"),
    }
    second = wijkscans.start(database, BILAL, "GM0002", "GM0002", replace(HEAD, title="anders"), example=True)
    assert second.example
    assert wijkscans.listed(database, Role.TEAM) == [second, scan]
    assert wijkscans.listed(database, Role.TEAM, "GM0001") == [scan]
    wijkscans.trash(database, scan.id, BILAL)
    assert wijkscans.listed(database, Role.TEAM) == [second]
    (thrown,) = wijkscans.listed(database, Role.TEAM, trashed=True)
    assert thrown.trashed
    assert thrown.modified_by == "Bilal"
    with pytest.raises(RegisterError, match="prullenbak"):
        wijkscans.save(database, scan.id, "2.1", {"text": "x"}, 1, ANNE)
    wijkscans.untrash(database, scan.id, ANNE)
    assert wijkscans.parts(database, scan.id, Role.TEAM) == found


def test_only_who_may_see_a_wijkscan_gets_anything_of_it(database: Database, scan: Wijkscan) -> None:
    def given(role: Role) -> list[Any]:
        return [
            wijkscans.get(database, scan.id, role),
            wijkscans.listed(database, role),
            wijkscans.parts(database, scan.id, role),
            wijkscans.history(database, scan.id, "2.1", role),
        ]

    assert given(Role.PARTNER) == given(Role.PUBLIC) == [None, [], {}, []]
    wijkscans.save(database, scan.id, "kop", {"title": "Oost", "visibility": "partner"}, 1, ANNE)
    assert given(Role.PUBLIC) == [None, [], {}, []]
    assert wijkscans.parts(database, scan.id, Role.PARTNER)["2.1"].content == {"text": "Zesduizend."}
    assert wijkscans.history(database, scan.id, "2.1", Role.PARTNER) == []  # for the team
    wijkscans.trash(database, scan.id, ANNE)
    assert given(Role.PARTNER) == [None, [], {}, []]
    wijkscans.untrash(database, scan.id, ANNE)
    hidden = {"title": "Oost", "visibility": "beheerder"}
    with pytest.raises(PartRefused, match="zelf niet meer zien"):
        wijkscans.save(database, scan.id, "kop", hidden, 2, ANNE)
    wijkscans.save(database, scan.id, "kop", hidden, 2, CHEF)
    assert given(Role.TEAM) == [None, [], {}, []]
    with pytest.raises(RegisterError, match="niet voor u"):
        wijkscans.save(database, scan.id, "2.1", {"text": "x"}, 1, ANNE)


def test_only_the_team_writes(database: Database, scan: Wijkscan) -> None:
    for author in (NOBODY, Author("Partner", Role.PARTNER)):
        for write in (
            lambda author=author: wijkscans.start(database, author, "WK000100", "GM0001", HEAD),
            lambda author=author: wijkscans.save(database, scan.id, "2.1", {"text": "x"}, 1, author),
            lambda author=author: wijkscans.restore(database, scan.id, "2.1", 1, author),
            lambda author=author: wijkscans.trash(database, scan.id, author),
        ):
            with pytest.raises(NotAllowed, match="mag geen wijkscans wijzigen"):
                write()
    assert wijkscans.parts(database, scan.id, Role.TEAM)["2.1"].version == 1


def test_what_two_change_at_once_is_put_together_or_asked(database: Database, scan: Wijkscan) -> None:
    one = wijkscans.save(database, scan.id, "2.1", {"text": "Zesduizend mensen."}, 1, ANNE)
    both = wijkscans.save(database, scan.id, "2.1", {"text": "Zesduizend.", "done": True}, 1, BILAL)
    assert both.content == {"text": "Zesduizend mensen.", "done": True}
    assert (one.version, both.version, both.by) == (2, 3, "Bilal")
    with pytest.raises(PartConflict, match="Bilal heeft intussen ook gewijzigd: de tekst") as found:
        wijkscans.save(database, scan.id, "2.1", {"text": "Zevenduizend."}, 1, ANNE)
    assert (found.value.theirs, found.value.fields) == (both, ("text",))
    assert wijkscans.parts(database, scan.id, Role.TEAM)["2.1"] == both
    chosen = wijkscans.save(database, scan.id, "2.1", {"text": "Zevenduizend."}, both.version, ANNE)
    assert chosen.content == {"text": "Zevenduizend."}
    again = wijkscans.save(database, scan.id, "2.1", {"text": "Zevenduizend."}, 1, BILAL)
    assert again == chosen  # what's the same already is no change


def test_a_part_that_two_begin_at_once_is_asked_about(database: Database, scan: Wijkscan) -> None:
    assert wijkscans.save(database, scan.id, "5", {"text": ""}, 0, ANNE).version == 0
    assert "5" not in wijkscans.parts(database, scan.id, Role.TEAM)
    wijkscans.save(database, scan.id, "5", {"text": "Van Anne."}, 0, ANNE)
    with pytest.raises(PartConflict):
        wijkscans.save(database, scan.id, "5", {"text": "Van Bilal."}, 0, BILAL)
    found = wijkscans.save_fields(database, scan.id, "5", {"who": "Bilal"}, 0, BILAL)
    assert found.content == {"text": "Van Anne.", "who": "Bilal"}


def test_who_changes_some_fields_says_nothing_of_the_others(database: Database, scan: Wijkscan) -> None:
    wijkscans.save_fields(database, scan.id, "2.1", {"left_out": "Te klein.", "hidden": ["bron"]}, 1, BILAL)
    found = wijkscans.save_fields(database, scan.id, "2.1", {"text": "Meer."}, 1, ANNE)
    assert found.content == {"text": "Meer.", "left_out": "Te klein.", "hidden": ["bron"]}
    with pytest.raises(PartConflict):
        wijkscans.save_fields(database, scan.id, "2.1", {"text": "Anders."}, 1, BILAL)


def test_a_save_of_several_parts_is_all_or_nothing(database: Database, scan: Wijkscan) -> None:
    wijkscans.save(database, scan.id, "2.1", {"text": "Van Anne."}, 1, ANNE)
    figures = {"inwoners": {"text": "6.020", "year": 2024, "source": "kwb"}}
    clashing: dict[str, tuple[Mapping[str, Any], int]] = {
        "basis": ({"figures": figures}, 0),
        "2.1": ({"text": "Van Bilal."}, 1),
    }
    with pytest.raises(PartConflict):
        wijkscans.save_all(database, scan.id, clashing, BILAL)
    assert "basis" not in wijkscans.parts(database, scan.id, Role.TEAM)
    done = wijkscans.save_all(database, scan.id, clashing | {"2.1": ({"text": "Samen."}, 2)}, BILAL)
    assert done == {key: wijkscans.parts(database, scan.id, Role.TEAM)[key] for key in done}


def test_saves_of_one_go_are_one_version_that_nothing_is_lost_by(
    database: Database, scan: Wijkscan, clock: Clock
) -> None:
    def save(text: str, author: Author = ANNE, base: int = 0) -> PartState:
        clock.forward(seconds=50)
        now = wijkscans.parts(database, scan.id, Role.TEAM)["2.2"].version if not base and begun else base
        return wijkscans.save(database, scan.id, "2.2", {"text": text}, now, author)

    def texts() -> list[str]:
        return _texts(wijkscans.history(database, scan.id, "2.2", Role.TEAM))

    begun = False
    save("a")
    begun = True
    for text in ("ab", "abc", "abcd"):
        save(text)
    assert texts() == ["abcd"]
    save("van Bilal", BILAL)
    save("van Anne")
    assert texts() == ["van Anne", "van Bilal", "abcd"]
    for number in range(12):
        save(f"{number}")
    # Ten minutes of saving, three versions: each run lasts less than five minutes.
    assert texts() == ["11", "10", "4", "van Bilal", "abcd"]


def test_what_is_wiped_in_one_go_is_kept_in_the_history(
    database: Database, scan: Wijkscan, clock: Clock
) -> None:
    full, version = "Een lange tekst. " * 100, 0
    for text in ("Een lange tekst. ", full, full[:1500], full[:1000], full[:600], "", "Nieuw"):
        clock.forward(seconds=5)
        version = wijkscans.save(database, scan.id, "2.2", {"text": text}, version, ANNE).version
    assert _texts(wijkscans.history(database, scan.id, "2.2", Role.TEAM)) == ["Nieuw", full[:600], full]


def test_who_began_between_two_versions_is_merged_and_after_a_day_asked(
    database: Database, scan: Wijkscan, clock: Clock
) -> None:
    for version, text in enumerate(("Een.", "Een, twee.", "Een, twee, drie."), 1):
        clock.forward(seconds=5)
        wijkscans.save(database, scan.id, "2.1", {"text": text}, version, ANNE)
    assert len(wijkscans.history(database, scan.id, "2.1", Role.TEAM)) == 2
    merged = wijkscans.save(database, scan.id, "2.1", {"text": "Een, twee.", "who": "Bilal"}, 3, BILAL)
    assert merged.content == {"text": "Een, twee, drie.", "who": "Bilal"}
    clock.forward(days=2)
    wijkscans.save(database, scan.id, "2.1", {"text": "Vier."}, merged.version, ANNE)
    with pytest.raises(PartConflict) as found:
        wijkscans.save(database, scan.id, "2.1", {"text": "Een, twee.", "who": "Chef"}, 3, BILAL)
    assert found.value.fields == ("text", "who")


@given(
    st.lists(
        st.tuples(st.sampled_from([ANNE, BILAL]), st.integers(1, 200), st.text("ab ", max_size=900)),
        min_size=1,
        max_size=25,
    )
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_text_is_in_the_history_or_was_followed_at_once_by_its_writer(
    sqlite_database: Database, saves: list[tuple[Author, int, str]]
) -> None:
    scan = wijkscans.start(sqlite_database, ANNE, "GM0001", "GM0001", HEAD)
    time, version, written = datetime.now(UTC), 0, []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keeping, "now", lambda: time.isoformat(timespec="milliseconds"))
        for author, seconds, text in saves:
            time += timedelta(seconds=seconds)
            version = wijkscans.save(sqlite_database, scan.id, "2.1", {"text": text}, version, author).version
            written.append((author, time, text))
    kept = _texts(wijkscans.history(sqlite_database, scan.id, "2.1", Role.TEAM))
    assert kept[:1] == [written[-1][2]] or not version
    for (author, at, text), (follower, later, _) in itertools.pairwise(written):
        assert text in ["", *kept] or (follower == author and later - at < keeping.RUN)
    longest = max((text for _, _, text in written), key=len)
    assert len(longest) < 600 or max(map(len, kept)) * 2 >= len(longest)


def test_versions_between_take_a_bounded_room(
    database: Database, scan: Wijkscan, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_PASSING_BYTES", 1000)
    for version in range(1, 40):
        clock.forward(seconds=1)
        wijkscans.save(database, scan.id, "2.1", {"text": f"{version} " * 30}, version, ANNE)
    with database.reading() as connection:
        kept = [keeping.content_at(connection, scan.id, "2.1", version) for version in range(1, 41)]
    assert [version for version, each in enumerate(kept, 1) if each] == [1, *range(31, 41)]


def test_an_earlier_version_is_put_back_as_one_of_its_own(
    database: Database, scan: Wijkscan, clock: Clock
) -> None:
    wijkscans.save(database, scan.id, "2.1", {"text": "Later."}, 1, ANNE)
    found = wijkscans.restore(database, scan.id, "2.1", 1, BILAL)
    assert (found.content, found.version, found.by) == ({"text": "Zesduizend."}, 3, "Bilal")
    wijkscans.save(database, scan.id, "2.1", {"text": "Zesduizend en een."}, 3, BILAL)
    texts = _texts(wijkscans.history(database, scan.id, "2.1", Role.TEAM))
    assert texts[:3] == ["Zesduizend en een.", "Zesduizend.", "Later."]
    assert wijkscans.restore(database, scan.id, "2.1", 4, BILAL).version == 4  # it stands there already
    with pytest.raises(RegisterError, match="Versie 9"):
        wijkscans.restore(database, scan.id, "2.1", 9, BILAL)


@pytest.mark.parametrize(
    ("key", "content", "said"),
    [
        ("2.1", {"text": "x" * 200_001}, r"te lang: 200\.001 tekens"),
        ("2.1", {"hidden": ["x" * 150_000] * 7}, "te groot: 1,1 MB"),
        ("2.1", {"text": 3}, "niet te lezen"),
        ("2.1", {"actions": ["x"]}, "niet te lezen"),
        ("2.1", {"actions": [{"id": "a"}]}, "niet te lezen"),
        ("basis", {"figures": {"inwoners": "6.020"}}, "niet te lezen"),
        (
            "basis",
            {"figures": {"inwoners": {"text": "1", "year": float("nan"), "source": "k"}}},
            "geen getal",
        ),
        ("9.9.9", {}, "geen onderdeel"),
        ("'; drop", {}, "geen onderdeel"),
        ("kop", {"title": "  "}, "nog geen titel"),
        ("kop", {"title": "x" * 201}, "te lang"),
        ("kop", {"title": "x", "status": "af"}, "geen status"),
        ("kop", {"title": "x", "visibility": "iedereen"}, "geen rol"),
        ("kop", {"title": "x", "review": "morgen"}, "geen datum"),
    ],
)
def test_what_is_no_part_is_refused_in_dutch(
    database: Database, scan: Wijkscan, key: str, content: Mapping[str, Any], said: str
) -> None:
    before = wijkscans.parts(database, scan.id, Role.TEAM)
    with pytest.raises(PartRefused, match=said):
        wijkscans.save(database, scan.id, key, content, 1, ANNE)
    assert wijkscans.parts(database, scan.id, Role.TEAM) == before


def test_a_wijkscan_of_a_large_gemeente_may_stand_on_all_its_records(
    database: Database, scan: Wijkscan
) -> None:
    records = {f"plek-{n}": {"name": f"Plek {n}", "line": "x" * 100, "paragraph": "3.4"} for n in range(9000)}
    found = wijkscans.save(database, scan.id, "basis", {"records": records}, 0, ANNE)
    assert len(found.content["records"]) == 9000


def test_signs_that_no_database_takes_are_left_out(database: Database, scan: Wijkscan) -> None:
    hostile = "a\x00b\x07c\r\nd\ud800e 😀 \u202eעברית <script>`${x}` ' \" \\"
    found = wijkscans.save(database, scan.id, "2.1", {"text": hostile}, 1, ANNE)
    assert found.content["text"] == "abc\nd\ufffde 😀 \u202eעברית <script>`${x}` ' \" \\"
    assert wijkscans.parts(database, scan.id, Role.TEAM)["2.1"] == found


def test_a_wijkscan_is_of_an_area_that_there_is(database: Database) -> None:
    own = own_areas.save(database, ANNE, "Ons dorp", ["WK000100"])
    assert wijkscans.start(database, ANNE, own.id, "GM0001", HEAD).area == own.id
    with pytest.raises(RegisterError, match="gaat een wijkscan"):
        own_areas.remove(database, own.id, ANNE)
    fixed = wijkscans.start(database, ANNE, "GM0001", "GM0001", HEAD, id="WS0a1b2c3d")
    for area, id_ in (("EG00000000", ""), ("Dorp", ""), ("GM0001", fixed.id), ("GM0001", "WS1")):
        with pytest.raises(RegisterError):
            wijkscans.start(database, ANNE, area, "GM0001", HEAD, id=id_)
    for id_ in ("WS00000000", "", "x"):
        with pytest.raises(RegisterError, match="er niet"):
            wijkscans.save(database, id_, "2.1", {"text": "x"}, 0, ANNE)


def test_many_who_save_at_once_lose_nothing(database: Database, scan: Wijkscan) -> None:
    def work(number: int) -> int:
        """Add five actions, merging with what others do; how often it had to be asked."""
        author, asked = Author(f"Lid {number}", Role.TEAM), 0
        for turn in range(5):
            own = {"id": f"{number}-{turn}", "what": "Doen"}
            now = wijkscans.parts(database, scan.id, Role.TEAM).get("6.7")
            rows = [*(now.content["actions"] if now else ()), own]
            try:
                wijkscans.save_fields(
                    database, scan.id, "6.7", {"actions": rows}, now.version if now else 0, author
                )
            except WijkkaartError:
                asked += 1
        return asked

    with ThreadPoolExecutor(6) as together:
        asked = list(together.map(work, range(6)))
    assert asked == [0] * 6
    found = wijkscans.parts(database, scan.id, Role.TEAM)["6.7"]
    assert {row["id"] for row in found.content["actions"]} == {f"{n}-{t}" for n in range(6) for t in range(5)}


def test_a_text_of_after_a_copy_that_was_put_back_is_asked_about(
    sqlite_database: Database, tmp_path: Path
) -> None:
    scan = wijkscans.start(sqlite_database, ANNE, "GM0001", "GM0001", HEAD, {"2.1": {"text": "Eerst."}})
    copy = backup.daily(sqlite_database, tmp_path / "kopie", 3)
    assert copy is not None
    opened = wijkscans.save(sqlite_database, scan.id, "2.1", {"text": "Van na de kopie."}, 1, ANNE)
    backup.restore_file(config.settings(), copy)
    again = open_database(config.settings())
    then = wijkscans.parts(again, scan.id, Role.TEAM)["2.1"]
    assert then.content == {"text": "Eerst."}
    wijkscans.save(again, scan.id, "2.1", {"text": "Anders."}, then.version, BILAL)
    with pytest.raises(PartConflict):
        wijkscans.save(again, scan.id, "2.1", {"text": "Van na de kopie, nu."}, opened.version, ANNE)
    assert _texts(wijkscans.history(again, scan.id, "2.1", Role.TEAM)) == ["Anders.", "Eerst."]
    assert problems(again) == []
