"""The door of all downloads: in every form, nobody gets what they may not see."""

import io
import json
import zipfile

import pandas as pd
import pytest

from tests import secrets, toy
from tests.export import guide, sample
from wijkkaart.export import FORMS, make
from wijkkaart.export.making import everything, made
from wijkkaart.model import PLACE_COLUMNS
from wijkkaart.record import RecordKind, Role

STREET = {
    **dict.fromkeys(PLACE_COLUMNS, ""),
    "id": "osm-node-1",
    "kind": "place",
    "name": "Bankje",
    "category": "overig",
    "gemeente": toy.TOWN,
    "public": False,
    "approximate": False,
    "source": "osm",
    "lat": 52.1,
    "lon": 5.3,
    "wijk": "WK000100",
    "buurt": "BU00010000",
    "record": "",
}


def opened(data: bytes) -> str:
    """All text in a file, whatever it's packed in."""
    if not data.startswith(b"PK"):
        return data.replace(b"\r\n ", b"").decode()  # iCalendar folds its lines
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("form", list(FORMS))
def test_no_download_has_what_the_role_may_not_see(form: str, role: Role) -> None:
    shown = guide.Standin(role)
    for download in (
        make(shown, guide.Query(), form),
        made(everything(shown), form),
        made(everything(shown, toy.TOWN), form),
    ):
        secrets.assert_clean(opened(download.data), role)


@pytest.mark.parametrize("role", list(Role))
def test_a_download_has_what_the_role_may_see(role: Role) -> None:
    """Else an empty file would keep every secret."""
    shown = guide.Standin(role)
    known = {record.id for record in shown.records() if not record.trashed}
    text = opened(make(shown, guide.Query(), "csv").data)
    assert known
    assert all(key in text for key in known)
    visible = secrets.found([dict(record.values) for record in shown.records() if not record.trashed])
    # A point has a comma in CSV; a reference is told by name; the rest is there as it is.
    ids = {record.id for record in secrets.records()}
    words = {token for token in visible - ids if not token[0].isdigit() or token.startswith("06")}
    # What links to something thrown away goes with it.
    members = [row for record in shown.records() for row in record.values.get("members") or []]
    thrown = [row for row in members if row["organization_id"] and row["organization_id"] not in known]
    assert words - secrets.found(thrown) <= secrets.found(text)


def test_what_was_thrown_away_is_in_no_download() -> None:
    shown = guide.Standin(Role.ADMIN)
    thrown = [record.id for record in shown.records() if record.trashed]
    assert thrown
    text = "".join(opened(make(shown, guide.Query(), form).data) for form in FORMS)
    assert not [key for key in thrown if key in text]


def test_filters_are_followed_and_counted() -> None:
    shown = guide.Standin(Role.PUBLIC)
    download = make(
        shown,
        guide.Query(kinds=("location",)),
        "xlsx",
        filters="alleen plekken",
        today=sample.selection().today,
    )
    text = opened(download.data)
    places, everything_ = (
        len([each for each in shown.records() if each.kind is RecordKind.LOCATION]),
        len(shown.things(toy.TOWN)),
    )
    assert f"{places} van {max(places, everything_)}" in text
    assert "alleen plekken" in text
    assert (
        download.filename
        == f"sociale-kaart-torenstad-{places}-van-{max(places, everything_)}-2026-11-26.xlsx"
    )
    assert "Organisaties" not in text


def test_one_kind_is_a_csv_and_more_are_a_zip() -> None:
    shown = guide.Standin(Role.PUBLIC)
    data, name, mime = make(shown, guide.Query(kinds=("location",)), "csv")
    assert (data[:3], name[-4:], mime) == (b"\xef\xbb\xbf", ".csv", "text/csv; charset=utf-8")
    data, name, mime = make(shown, guide.Query(), "csv")
    assert (data[:2], name[-4:], mime) == (b"PK", ".zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {"plekken.csv", "aanbod.csv", "LEESMIJ.txt"} <= set(archive.namelist())


def test_places_of_sources_go_out_with_their_notice_and_no_claim_to_be_ours() -> None:
    shown = guide.Standin(Role.PUBLIC, [], places=pd.DataFrame([STREET]))
    text = opened(make(shown, guide.Query(), "csv").data)
    assert "osm-node-1;plek;Bankje" in text
    assert "OpenStreetMap" in text
    made_ = json.loads(make(shown, guide.Query(), "geojson").data)
    assert made_["features"][0]["geometry"]["coordinates"] == [5.3, 52.1]
    assert "ODbL" in made_["wijkkaart"]["Bron en licentie"][0]


def test_an_area_keeps_what_lies_in_it_or_is_for_it() -> None:
    buurten = {sample.PLACE: "BU00010000"}
    shown = guide.Standin(Role.TEAM, sample.records(), buurten)
    inside = {record.name for record in everything(shown, "BU00010000").records}
    assert inside == {"Stichting De Kamp", "Buurthuis", "=Samen eten"}
    assert {record.name for record in everything(shown, "WK000100").records} == inside
    assert everything(shown, "BU00020000").records == []
    assert everything(shown).total == len(shown.records())


def test_a_calendar_has_the_offers_that_go_on() -> None:
    records = [
        sample.record(
            RecordKind.SERVICE, sample.OFFER, name="Eten", status="open", schedules=[sample.TUESDAY]
        )
    ]
    records.append(
        sample.record(
            RecordKind.SERVICE, sample.LOOSE, name="Dicht", status="closed", schedules=[sample.TUESDAY]
        )
    )
    text = opened(make(guide.Standin(Role.PUBLIC, records), guide.Query(), "ics").data)
    assert "SUMMARY:Eten" in text
    assert "Dicht" not in text
