"""Pictures of a wijkscan and its adopted versions: bounded, by role, and as they were."""

import gzip
import json
from dataclasses import replace

import pytest

from tests.register.people import ANNE, BILAL
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.errors import RegisterError
from wijkkaart.record import Role
from wijkkaart.register import wijkscans
from wijkkaart.register.database import Database
from wijkkaart.register.wijkscans import Wijkscan, adopting, photos
from wijkkaart.register.writing import Author, NotAllowed

CHEF, NOBODY = Author("Chef", Role.ADMIN), Author("", Role.PUBLIC)
HEAD = Head(title="Wijkscan Oost", visibility="publiek")
JPEG = b"\xff\xd8\xff\x00 foto"


def packed(text: str) -> bytes:
    """A document as reports make it."""
    return gzip.compress(json.dumps({"form": 1, "report": {"title": text}}).encode(), mtime=0)


@pytest.fixture
def scan(database: Database) -> Wijkscan:
    return wijkscans.start(database, ANNE, "WK000100", "GM0001", HEAD, {"2.1": {"text": "Zesduizend."}})


def _hide(database: Database, scan: Wijkscan, role: Role) -> None:
    version = wijkscans.parts(database, scan.id, Role.ADMIN)["kop"].version
    wijkscans.save(database, scan.id, "kop", {"title": "x", "visibility": role.value}, version, CHEF)


def test_a_picture_is_kept_and_given_to_who_may_see_the_wijkscan(database: Database, scan: Wijkscan) -> None:
    first = wijkscans.add_picture(database, scan.id, "image/jpeg", JPEG, 40, 30, ANNE)
    second = wijkscans.add_picture(database, scan.id, "image/png", b"png", 1, 2, BILAL)
    assert wijkscans.picture(database, scan.id, first, Role.PUBLIC) == ("image/jpeg", JPEG)
    found = wijkscans.pictures(database, scan.id, Role.PUBLIC)
    assert {(each.id, each.media, each.size, each.width, each.height, each.by) for each in found} == {
        (first, "image/jpeg", len(JPEG), 40, 30, "Anne"),
        (second, "image/png", 3, 1, 2, "Bilal"),
    }
    other = wijkscans.start(database, ANNE, "GM0002", "GM0002", HEAD)
    assert wijkscans.picture(database, other.id, first, Role.ADMIN) is None
    _hide(database, scan, Role.TEAM)
    assert wijkscans.picture(database, scan.id, first, Role.PARTNER) is None
    assert wijkscans.pictures(database, scan.id, Role.PARTNER) == []


def test_pictures_are_bounded_and_of_the_team(
    database: Database, scan: Wijkscan, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotAllowed):
        wijkscans.add_picture(database, scan.id, "image/jpeg", JPEG, 1, 1, NOBODY)
    for media, data, said in (
        ("image/svg+xml", b"<svg/>", "soort ‘image/svg"),
        ("image/jpeg", b"", "soort"),
        ("image/jpeg", b"x" * 4_100_000, "te groot: 4,1 MB"),
    ):
        with pytest.raises(RegisterError, match=said):
            wijkscans.add_picture(database, scan.id, media, data, 1, 1, ANNE)
    monkeypatch.setattr(photos, "MOST_PICTURES", 2)
    for _ in range(2):
        wijkscans.add_picture(database, scan.id, "image/jpeg", JPEG, 1, 1, ANNE)
    with pytest.raises(RegisterError, match="al 2 foto"):
        wijkscans.add_picture(database, scan.id, "image/jpeg", JPEG, 1, 1, ANNE)
    assert len(wijkscans.pictures(database, scan.id, Role.TEAM)) == 2


def test_a_picture_that_is_shown_only_an_administrator_takes_away(database: Database, scan: Wijkscan) -> None:
    used, adopted, free = (
        wijkscans.add_picture(database, scan.id, "image/jpeg", JPEG, 1, 1, ANNE) for _ in range(3)
    )
    wijkscans.save(database, scan.id, "2.2", {"text": f"![Plein](foto:{adopted})"}, 0, ANNE)
    wijkscans.freeze(database, scan.id, ANNE, "1.0", "", {})
    wijkscans.save(database, scan.id, "2.2", {"text": f'![Plein](foto:{used} "Op zondag")'}, 1, ANNE)
    wijkscans.remove_picture(database, scan.id, free, ANNE)
    for shown in (used, adopted):
        with pytest.raises(RegisterError, match="staat nog in"):
            wijkscans.remove_picture(database, scan.id, shown, ANNE)
    assert len(wijkscans.pictures(database, scan.id, Role.TEAM)) == 2
    for shown in (used, adopted):
        wijkscans.remove_picture(database, scan.id, shown, CHEF)
    assert wijkscans.pictures(database, scan.id, Role.TEAM) == []


def test_an_adopted_version_stays_as_it_was(database: Database, scan: Wijkscan) -> None:
    documents = {Role.PUBLIC: packed("voor allen"), Role.TEAM: packed("voor ons")}
    made = wijkscans.freeze(database, scan.id, ANNE, " Versie\n1.0 ", "Besproken in de wijkraad.", documents)
    wijkscans.save(database, scan.id, "2.1", {"text": "Zevenduizend."}, 1, BILAL)
    second = wijkscans.freeze(database, scan.id, BILAL, "2.0", "", {})
    assert wijkscans.versions(database, scan.id, Role.PUBLIC) == [second, made]
    assert (made.name, made.by, made.note) == ("Versie 1.0", "Anne", "Besproken in de wijkraad.")
    assert made.parts["2.1"] == {"text": "Zesduizend."}
    assert second.parts["2.1"] == {"text": "Zevenduizend."}
    given = [wijkscans.document(database, made.id, role) for role in Role]
    assert given == [documents[Role.PUBLIC]] * 2 + [documents[Role.TEAM]] * 2
    assert wijkscans.document(database, second.id, Role.ADMIN) is None
    assert wijkscans.document(database, "bestaat niet", Role.ADMIN) is None


def test_what_was_not_for_everybody_then_is_not_now(database: Database, scan: Wijkscan) -> None:
    _hide(database, scan, Role.TEAM)
    made = wijkscans.freeze(database, scan.id, ANNE, "1.0", "", {Role.TEAM: packed("voor ons")})
    assert wijkscans.versions(database, scan.id, Role.PARTNER) == []
    _hide(database, scan, Role.PUBLIC)
    assert wijkscans.versions(database, scan.id, Role.PARTNER) == [replace(made, parts={})]
    assert wijkscans.versions(database, scan.id, Role.TEAM) == [made]
    assert wijkscans.document(database, made.id, Role.PARTNER) is None
    _hide(database, scan, Role.ADMIN)
    assert wijkscans.document(database, made.id, Role.TEAM) is None


def test_a_version_that_is_not_right_is_refused(
    database: Database, scan: Wijkscan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adopting, "LARGEST_DOCUMENT", 1000)
    large = gzip.compress(bytes(range(256)) * 40, 0)
    for name, note, documents, said in (
        (" ", "", {}, "nog geen naam"),
        ("x" * 81, "", {}, "kan niet"),
        ("1.0", "x" * 2001, {}, "kan niet"),
        ("1.0", "", {Role.TEAM: b"{}"}, "niet te lezen"),
        ("1.0", "", {Role.TEAM: gzip.compress(b"{}")[:-3]}, "niet te lezen"),
        ("1.0", "", {Role.TEAM: gzip.compress(b"\xff")}, "niet te lezen"),
        ("1.0", "", {Role.TEAM: large}, "te groot"),
    ):
        with pytest.raises(RegisterError, match=said):
            wijkscans.freeze(database, scan.id, ANNE, name, note, documents)
    with pytest.raises(NotAllowed):
        wijkscans.freeze(database, scan.id, NOBODY, "1.0", "", {})
    seen = {key: part.version for key, part in wijkscans.parts(database, scan.id, Role.TEAM).items()}
    wijkscans.save(database, scan.id, "2.1", {"text": "Later."}, 1, BILAL)
    with pytest.raises(RegisterError, match="Intussen"):
        wijkscans.freeze(database, scan.id, ANNE, "1.0", "", {}, made_of=seen)
    assert wijkscans.versions(database, scan.id, Role.TEAM) == []
    assert wijkscans.freeze(database, scan.id, ANNE, "1.0", "", {}, made_of=seen | {"2.1": 2})
