"""The page of a record, the trash and the notes, run without a browser."""

from datetime import date, timedelta

import pytest

from tests import secrets, toy
from tests.ui.visitor import BRAM, Visitor, add
from wijkkaart.config import settings
from wijkkaart.core.worklist import week_of
from wijkkaart.record import ROLES, Record, RecordKind, Role
from wijkkaart.register import forgetting, reading, saving, settle
from wijkkaart.register.database import Database
from wijkkaart.register.writing import Author

K = RecordKind
TODAY = date.today()
WEEKLY = {"freq": "WEEKLY", "byday": "TU", "opens_at": "19:00", "closes_at": "21:00"}
ANNE = Author("Anne", Role.ADMIN)
NOT_THERE = "Dit is er niet, of u mag het niet zien."


@pytest.fixture
def noor(visitor: Visitor) -> Visitor:
    """A team member who is signed in."""
    visitor.enter()
    return visitor


def place(register: Database, name: str = "De Brug", **values: object) -> Record:
    point = toy.at(0.5, 0.5)
    given = {
        "latitude": point.y,
        "longitude": point.x,
        "address": "Kruisplein 7",
        "postcode": "1000 AA",
        "phones": [{"number": "020-1234567", "description": "balie"}],
        "email": "info@brug.nl",
        "website": "https://brug.nl",
        "schedules": [WEEKLY],
    }
    return add(register, K.LOCATION, name, **{**given, **values})


def now(register: Database, record: Record) -> Record:
    found = reading.get(register, record.id)
    assert found is not None
    return found


# -- what's on it


def test_a_place_of_an_offer_is_labelled_unless_it_stands_right_under_its_heading(
    visitor: Visitor, town: Database
) -> None:
    here = place(town)
    row = {"location_id": here.id, "description": "", "schedules": []}
    bare = add(town, K.SERVICE, "Eettafel", locations=[row])
    wide = add(town, K.SERVICE, "Taalhulp", locations=[row], service_area=[toy.TOWN])
    label = '<span class="wk-label">Waar</span>'
    visitor.open("record_page.py", id=bare.id)
    assert label not in visitor.text()
    visitor.open("record_page.py", id=wide.id)
    assert label in visitor.text()


def test_a_place_has_its_facts_buttons_and_what_belongs_to_it(visitor: Visitor, town: Database) -> None:
    owner = add(town, K.ORGANIZATION, "Welzijn Torenstad")
    here = place(town, organization_id=owner.id)
    add(
        town,
        K.SERVICE,
        "Eettafel",
        locations=[{"location_id": here.id, "description": "", "schedules": []}],
        schedules=[WEEKLY],
    )
    visitor.open("record_page.py", id=here.id)
    said = visitor.text()
    for part in ("De Brug", "Buurthuis of wijkcentrum", "Kruisplein 7, 1000 AA", "van 19.00 tot 21.00",
                 "Welzijn Torenstad", "Eettafel", "Kruiskamp", 'href="tel:0201234567"', "mailto:info@brug.nl",
                 "https://brug.nl", "openstreetmap.org/directions"):  # fmt: skip
        assert part in said, part
    assert not {"klopt", "weggooien"} & visitor.widgets()
    assert "Bewerken" not in said
    assert "Geschiedenis" not in said


def test_an_offer_without_a_phone_gives_that_of_whose_it_is(visitor: Visitor, town: Database) -> None:
    owner = add(
        town, K.ORGANIZATION, "Welzijn Torenstad", phones=[{"number": "020-7654321", "description": ""}]
    )
    here = place(town, phones=[], email="")
    rows = [{"location_id": here.id, "description": "", "schedules": []}]
    offer = add(town, K.SERVICE, "Eettafel", organization_id=owner.id, locations=rows, schedules=[WEEKLY])
    visitor.open("record_page.py", id=offer.id)
    assert "Bel Welzijn Torenstad" in visitor.text()
    assert "Route De Brug" in visitor.text()
    assert any(button.proto.label == "In uw agenda" for button in visitor.page.get("download_button"))


@pytest.mark.parametrize("role", [None, Role.PARTNER, Role.TEAM, Role.ADMIN])
def test_what_may_not_be_seen_is_not_there_in_the_same_words(
    visitor: Visitor, town: Database, role: Role | None
) -> None:
    person = add(town, K.CONTACT, "Zénobie Quastermans")
    thrown = place(town, "Weggegooid")
    saving.trash(town, thrown.id, BRAM)
    erased = add(town, K.CONTACT, "Gewist Persoon")
    forgetting.erase(town, erased.id, ANNE, forgetting.REASONS[0])
    if role:
        visitor.enter(role=role)
    team = role in (Role.TEAM, Role.ADMIN)
    for id_, there in ((person.id, team), (thrown.id, team), (erased.id, False), ("bestaat-niet", False)):
        visitor.open("record_page.py", id=id_)
        assert (NOT_THERE in visitor.text()) is not there
        if not there:
            assert "Zénobie" not in visitor.text()
            assert "Weggegooid" not in visitor.text()


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_a_role_what_it_may_not_see(visitor: Visitor, town: Database, role: Role) -> None:
    secrets.plant(town)
    if role is not Role.PUBLIC:
        visitor.enter(role=role)
    seen = ""
    visitor.page.session_state["geschiedenis"] = True
    pages = [("record_page.py", record.id) for record in secrets.records()]
    pages += [("prullenbak_page.py", ""), ("notities_page.py", "")]
    for page, id_ in pages:
        visitor.open(page, **({"id": id_} if id_ else {}))
        secrets.assert_clean(visitor.text(), role)
        seen += visitor.text()
    found = secrets.found(seen)
    assert len(found & secrets.expected(role)) > len(secrets.expected(role)) // 3


# -- keeping it


def test_klopt_nog_is_one_click_for_all_or_for_a_part_and_can_be_undone(
    noor: Visitor, town: Database
) -> None:
    here = place(town)
    noor.open("record_page.py", id=here.id)
    assert "0% is nagekeken" in noor.text()
    noor.press("klopt-schedules")
    assert "De Brug klopt nog" in noor.text()
    assert {name for name, known in now(town, here).meta.items() if known.checked} == {"schedules"}
    noor.press("klopt")
    assert "100% is nagekeken" in noor.text()
    assert "nagekeken op" in noor.text()
    assert now(town, here).meta["phones"].checked_by == "Noor"
    noor.press("ongedaan")
    assert "phones" not in now(town, here).meta


def test_what_was_changed_meanwhile_is_not_confirmed_unseen(noor: Visitor, town: Database) -> None:
    here = place(town)
    noor.open("record_page.py", id=here.id)
    saving.save(town, here.id, 1, {"email": "nieuw@brug.nl"}, BRAM)
    noor.press("klopt")
    assert "Bram heeft intussen ook gewijzigd: E-mail" in noor.text()
    assert not now(town, here).meta


def test_confirming_takes_it_off_the_list_of_the_week(noor: Visitor, town: Database) -> None:
    here, week = place(town), week_of(TODAY)
    settle.assign(town, [here.id], "Noor", week, "Anne")
    noor.open("record_page.py", id=here.id)
    noor.press("klopt-schedules")
    assert not settle.assignments(town, week)[0].done
    noor.press("klopt")
    assert settle.assignments(town, week)[0].done


def test_what_has_stopped_is_said_in_one_click_and_stays_in_the_history(
    noor: Visitor, town: Database
) -> None:
    here = place(town)
    noor.open("record_page.py", id=here.id)
    noor.press("gestopt")
    assert "De Brug is gestopt per" in noor.text()
    assert (now(town, here)["status"], now(town, here)["closed"]) == ("closed", TODAY.isoformat())
    assert "gestopt" not in noor.widgets()
    noor.press("ongedaan")
    assert (now(town, here)["status"], now(town, here)["closed"]) == ("open", "")


def test_thrown_away_taken_back_and_undone(noor: Visitor, town: Database) -> None:
    here = place(town)
    noor.open("record_page.py", id=here.id)
    noor.press("weggooien")
    assert "ligt in de prullenbak" in noor.text()
    assert now(town, here).trashed
    assert "Bewerken" not in noor.text()
    noor.press("ongedaan")
    assert not now(town, here).trashed
    noor.press("weggooien")
    noor.press("terughalen")
    assert not now(town, here).trashed


def test_history_tells_who_did_what_and_any_version_comes_back(noor: Visitor, town: Database) -> None:
    here = place(town, alert="eerst")
    for version, alert in enumerate(("toen", "nu"), 1):
        saving.save(town, here.id, version, {"alert": alert}, BRAM)
    noor.page.session_state["geschiedenis"] = True
    noor.open("record_page.py", id=here.id)
    assert "veranderde Bram ‘Let op’ van toen in nu" in noor.text()
    assert "voegde Bram dit toe" in noor.text()
    noor.press("terug-1")
    assert now(town, here)["alert"] == "eerst"
    noor.press("ongedaan-4")
    assert now(town, here)["alert"] == "nu"


def test_history_hides_fields_that_are_not_the_teams(noor: Visitor, town: Database) -> None:
    given = {"name": "De Brug", "category": "buurthuis", "status": "open", "email": "geheim@x.nl"}
    here = saving.create(town, K.LOCATION, given, BRAM)
    saving.save(town, here.id, 1, {}, ANNE, visibility={"email": "beheerder"})
    saving.save(town, here.id, 2, {"alert": "open"}, BRAM)
    noor.page.session_state["geschiedenis"] = True
    for page in ("record_page.py", "prullenbak_page.py"):
        noor.open(page, id=here.id)
        assert "‘Let op’" in noor.text()
        assert "geheim" not in noor.text()


# -- a source's place


def test_a_place_of_a_source_is_taken_over_and_filled_in(noor: Visitor, town: Database) -> None:
    known = toy.place("Leeszaal", toy.at(0.5, 0.5), category="bibliotheek", address="Kruisplein 2")
    toy.write(settings().data, toy.File("meer plekken", places=toy.places([known])))
    noor.open("record_page.py", id="leeszaal")
    assert "Plek uit een bron" in noor.text()
    noor.press("overnemen")
    assert "Leeszaal wijzigen" in noor.text()
    (taken,) = reading.changed(town)[1]
    assert (taken["source_ref"], taken["category"]) == ("eigen:leeszaal", "bibliotheek")
    assert "address" not in taken.values
    noor.open("bewerken_page.py", id=taken.id)
    noor.type("veld-alert", "In juli dicht")
    noor.press("opslaan")
    said = noor.text()
    assert "Kruisplein 2" in said
    assert "In juli dicht" in said


def test_a_place_of_an_unknown_kind_is_taken_over_by_choosing_one(noor: Visitor, town: Database) -> None:
    noor.open("record_page.py", id="huisarts-haven")
    noor.press("overnemen")
    assert "Plek toevoegen" in noor.text()
    assert noor.page.text_input(key="veld-name").value == "Huisarts Haven"
    assert reading.changed(town)[1] == []


def test_own_knowledge_wins_field_by_field_and_each_field_tells_where_it_is_from(
    noor: Visitor, town: Database
) -> None:
    taken = add(town, K.LOCATION, "Bibliotheek", source_ref="eigen:bibliotheek", gemeente=toy.TOWN)
    noor.open("record_page.py", id="bibliotheek")
    assert "Kruisplein 1" in noor.text()
    assert "uit " in noor.text()
    assert "overnemen" not in noor.widgets()
    noor.open("bewerken_page.py", id=taken.id)
    assert noor.page.text_input(key="veld-address").value == "Kruisplein 1"
    assert "Wat u zelf invult, gaat voor" in noor.text()
    noor.type("veld-alert", "In juli dicht")
    noor.press("opslaan")
    own = now(town, taken).values
    assert own["alert"] == "In juli dicht"
    assert "address" not in own


# -- notes, and what changed


def test_a_note_is_added_from_the_page_of_what_it_is_about(noor: Visitor, town: Database) -> None:
    here = place(town)
    noor.open("bewerken_page.py", soort="note", over_soort="record", over=here.id)
    noor.type("veld-name", "Sleutel")
    noor.type("veld-text", "De sleutel ligt bij de buren.")
    noor.press("opslaan")
    noor.open("record_page.py", id=here.id)
    assert "De sleutel ligt bij de buren." in noor.text()


def test_notes_are_found_by_word_and_by_what_they_are_about(noor: Visitor, town: Database) -> None:
    add(town, K.NOTE, "Groen", about_kind="area", about=toy.TOWN)
    add(town, K.NOTE, "Eenzaam", text="Veel ouderen zijn alleen.", about_kind="paragraph", about="2.2")
    noor.open("notities_page.py")
    assert "<strong>2</strong> van 2 notities" in noor.text()
    noor.type("notitie_zoek", "ouderen")
    assert "<strong>1</strong> van 2 notities" in noor.text()
    noor.type("notitie_zoek", "")
    noor.type("notitie_over", "area")
    assert "Er is weinig groen." in noor.text()
    assert "Veel ouderen" not in noor.text()


def test_recent_changes_are_undone_from_the_list(noor: Visitor, town: Database) -> None:
    here = place(town, alert="eerst")
    saving.save(town, here.id, 1, {"alert": "nu"}, BRAM)
    noor.open("prullenbak_page.py")
    noor.press(f"ongedaan-{here.id}-2")
    assert "Ongedaan gemaakt" in noor.text()
    assert now(town, here)["alert"] == "eerst"
    noor.type("van_wie", "mijzelf")
    assert "Noor" in noor.text()
    assert "Bram" not in noor.text()


def test_the_trash_gives_back(noor: Visitor, town: Database) -> None:
    here = place(town)
    saving.trash(town, here.id, BRAM)
    noor.open("prullenbak_page.py")
    noor.type("veranderd", "Prullenbak")
    noor.press(f"terug-{here.id}")
    assert not now(town, here).trashed
    assert "De prullenbak is leeg" in noor.text()


def test_who_is_past_their_time_is_in_no_list_of_the_team(noor: Visitor, town: Database) -> None:
    over = (TODAY - timedelta(days=1)).isoformat()
    person = add(town, K.CONTACT, "Oude Bekende", expires=over)
    saving.save(town, person.id, 1, {"remark": "kende iedereen"}, BRAM)
    noor.open("prullenbak_page.py")
    assert "Oude Bekende" not in noor.text()
    assert "kende iedereen" not in noor.text()
