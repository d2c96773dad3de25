"""The wijkscans of the examples: put in once beside the invented register, whole, and gone with it."""

import tomllib
from collections.abc import Sequence
from datetime import date

import pytest

from wijkkaart.config import DEFINITIONS
from wijkkaart.core.wijkscan.definition import keys
from wijkkaart.core.wijkscan.markup import read, references
from wijkkaart.core.wijkscan.parts import Basis
from wijkkaart.core.wijkscan.versions import difference
from wijkkaart.record import Role
from wijkkaart.register import own_areas, wijkscans
from wijkkaart.register.database import Database
from wijkkaart.register.examples import fill_register, remove_examples
from wijkkaart.register.wijkscans.adopting import packed
from wijkkaart.register.wijkscans.examples import adopt_wijkscans, fill_wijkscans
from wijkkaart.register.writing import Author

FOLDER = DEFINITIONS / "examples"
SCANS = FOLDER / "wijkscans"
FILES = sorted(SCANS.glob("*.toml"))
TODAY = date(2026, 11, 26)
ADMIN = Author("Marie", Role.ADMIN)


def _basis(_code: str, _texts: Sequence[str]) -> Basis:
    return Basis("2026-11-26")


@pytest.fixture
def filled(sqlite_database: Database) -> Database:
    """A register with the examples, wijkscans too."""
    fill_register(sqlite_database, FOLDER / "voorbeeldstad" / "register", TODAY)
    fill_wijkscans(sqlite_database, SCANS, _basis, TODAY)
    return sqlite_database


def test_everybody_sees_five_finished_wijkscans(filled: Database) -> None:
    found = wijkscans.listed(filled, Role.PUBLIC)
    assert len(found) == len(FILES) == 5
    # An adopted one has a version that was kept: that comes a moment after the start.
    assert {each.head.status for each in found} == {"besproken"}
    assert all(each.example for each in found)
    hoogveld = next(each for each in found if each.area == "WK999004")
    assert date.fromisoformat(hoogveld.head.review) > TODAY
    plan = wijkscans.parts(filled, hoogveld.id, Role.PUBLIC)["6.7"].content["actions"]
    assert all(each["state"] == "klaar" or date.fromisoformat(each["when"]) > TODAY for each in plan)
    names = {each.name for each in own_areas.listed(filled, Role.PUBLIC)}
    assert names == {"Kruiskamp-Koppel", "Randenbroek-Schuilenburg", "Schothorst"}


def test_one_has_a_version_that_was_adopted_to_compare_with(filled: Database) -> None:
    asked: list[tuple[str, dict[str, dict[str, object]]]] = []

    def made(id_: str, contents: dict[str, dict[str, object]]) -> bytes:
        asked.append((id_, contents))
        return packed({"report": id_})

    assert adopt_wijkscans(filled, SCANS, made) == 1
    ((id_, contents),) = asked
    (version,) = wijkscans.versions(filled, id_, Role.PUBLIC)
    assert (version.name, version.parts) == ("1.0", contents)
    now = {key: each.content for key, each in wijkscans.parts(filled, id_, Role.PUBLIC).items()}
    found = difference(version.parts, now)
    assert {each.key for each in found.texts} == {"1.2", "6.7", "6.samenvatting"}
    assert {each.id for each in found.actions} == {"hv1", "hv2", "hv3", "hv4", "hv5"}
    assert wijkscans.document(filled, version.id, Role.TEAM) == packed({"report": id_})
    assert adopt_wijkscans(filled, SCANS, made) == 0
    assert len(asked) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_part_that_counts_is_filled_or_left_out_with_a_reason(path: object) -> None:
    found = tomllib.loads(path.read_text(encoding="utf-8"))["parts"]  # type: ignore[attr-defined]
    assert set(found) <= set(keys())
    optional = {"6.5", "6.6"}
    for key in set(keys()) - optional:
        assert found[key].get("text", "").strip() or found[key].get("left_out"), key


@pytest.mark.parametrize("path", [each for each in FILES if each.stem != "hoogveld"], ids=lambda p: p.stem)
def test_what_comes_from_a_document_says_where_it_stands(path: object) -> None:
    found = tomllib.loads(path.read_text(encoding="utf-8"))["parts"]  # type: ignore[attr-defined]
    for key, part in found.items():
        if part.get("text") and key.count(".") == 1 and not key.endswith("samenvatting"):
            says = "blz." in part["text"] or "brochure" in part["text"] or "omtrek" in part["text"]
            assert says or part.get("actions"), key


def test_the_picture_in_a_text_is_one_of_the_wijkscan(filled: Database) -> None:
    scan = next(each for each in wijkscans.listed(filled, Role.PUBLIC) if "Hoogveld" in each.head.title)
    text = wijkscans.parts(filled, scan.id, Role.PUBLIC)["1.1"].content["text"]
    (photo,) = references(text).photos
    media, data = wijkscans.picture(filled, scan.id, photo.id, Role.PUBLIC) or ("", b"")
    assert media == "image/png"
    assert data.startswith(b"\x89PNG")


def test_every_text_can_be_read(filled: Database) -> None:
    for scan in wijkscans.listed(filled, Role.PUBLIC):
        for state in wijkscans.parts(filled, scan.id, Role.PUBLIC).values():
            assert not state.content.get("text") or read(state.content["text"])


def test_they_are_put_in_once_and_where_the_area_is_known(sqlite_database: Database) -> None:
    assert fill_wijkscans(sqlite_database, SCANS, _basis, TODAY) == 0
    fill_register(sqlite_database, FOLDER / "voorbeeldstad" / "register", TODAY)
    known = {"WK999004", "EG00009107"}

    def some(code: str, texts: Sequence[str]) -> Basis | None:
        return _basis(code, texts) if code in known else None

    assert fill_wijkscans(sqlite_database, SCANS, some, TODAY) == 2
    assert fill_wijkscans(sqlite_database, SCANS, _basis, TODAY) == 0


def test_they_go_with_the_other_examples(filled: Database) -> None:
    remove_examples(filled, ADMIN)
    assert not wijkscans.listed(filled, Role.ADMIN)
    assert not wijkscans.listed(filled, Role.ADMIN, trashed=True)
    assert not own_areas.listed(filled, Role.ADMIN)
    assert fill_wijkscans(filled, SCANS, _basis, TODAY) == 0
