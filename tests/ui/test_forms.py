"""Adding and changing records by a form, run without a browser."""

from datetime import date, time, timedelta

import pytest

from tests import toy
from tests.ui.visitor import BRAM, PASSWORD, Visitor, add
from wijkkaart.record import FIELDS, FieldMeta, FieldType, Record, RecordKind, Role
from wijkkaart.register import reading, saving, settle
from wijkkaart.register.database import Database

K = RecordKind
TODAY = date.today()
NASTY = "<img src=x onerror=alert(1)> `${7*7}` **vet** [a](javascript:x)"


@pytest.fixture
def noor(visitor: Visitor) -> Visitor:
    """A team member who is signed in."""
    visitor.enter()
    return visitor


def now(register: Database, record: Record) -> Record:
    found = reading.get(register, record.id)
    assert found is not None
    return found


def only(register: Database, kind: RecordKind, name: str) -> Record:
    _, records, _ = reading.changed(register)
    (found,) = [each for each in records if each.kind is kind and each.name == name]
    return found


# -- who may


def test_who_is_not_signed_in_is_led_there_and_comes_back(visitor: Visitor) -> None:
    visitor.open("bewerken_page.py", soort="location")
    assert "Na het aanmelden komt u hier terug" in visitor.text()
    assert visitor.page.session_state["_terug_naar"] == "/bewerken?soort=location"
    assert "veld-name" not in visitor.widgets()


def test_partners_do_not_edit(visitor: Visitor, town: Database) -> None:
    place = add(town, K.LOCATION, "De Brug")
    visitor.enter(role=Role.PARTNER)
    visitor.open("bewerken_page.py", id=place.id)
    assert "voor de rol team" in visitor.text()
    assert "veld-name" not in visitor.widgets()


# -- a form for every kind

_REST = {
    K.ORGANIZATION: {},
    K.LOCATION: {"veld-category": "buurthuis"},
    K.SERVICE: {},
    K.NETWORK: {},
    K.CONTACT: {"veld-title": "buurtmoeder", "veld-lawful_basis": "publieke_taak"},
    K.NOTE: {"veld-text": "Er is weinig groen."},
}


@pytest.mark.parametrize("kind", RecordKind)
def test_a_record_of_every_kind_is_added_and_shown(noor: Visitor, town: Database, kind: RecordKind) -> None:
    noor.open("bewerken_page.py", soort=kind.value)
    elsewhere = {FieldType.CONSENT, FieldType.SCHEDULES, FieldType.RECORDS_AT, FieldType.PHONES}
    asked = {f"veld-{field.name}" for field in FIELDS[kind] if field.type not in elsewhere}
    missing = asked - noor.widgets()
    assert missing <= {"veld-approximate", "veld-source_ref", "veld-about", "veld-gemeente"}
    for key, value in {"veld-name": "Iets nieuws", **_REST[kind]}.items():
        noor.type(key, value)
    noor.press("opslaan")
    assert "Iets nieuws is toegevoegd" in noor.text()
    assert only(town, kind, "Iets nieuws").version == 1
    noor.press("ongedaan")
    assert "ligt in de prullenbak" in noor.text()
    assert only(town, kind, "Iets nieuws").trashed


def test_what_is_missing_is_said_by_field_and_all_that_was_typed_stays(noor: Visitor, town: Database) -> None:
    noor.open("bewerken_page.py", soort="location")
    noor.type("veld-description", "Koffie en een luisterend oor")
    noor.press("opslaan")
    assert "Er is nog niets opgeslagen" in noor.text()
    assert "Naam: dit moet ingevuld zijn." in noor.text()
    assert "Soort: dit moet ingevuld zijn." in noor.text()
    assert noor.page.text_area(key="veld-description").value == "Koffie en een luisterend oor"
    noor.type("veld-name", "De Brug")
    assert "Naam: dit moet ingevuld zijn." not in noor.text()
    assert reading.changed(town)[1] == []


def test_a_wrong_value_is_told_at_its_field_while_typing(noor: Visitor) -> None:
    noor.open("bewerken_page.py", soort="organization")
    noor.type("veld-email", "geen adres")
    assert "is geen e-mailadres" in noor.text()
    noor.type("veld-kvk", "12")
    assert "een KVK-nummer heeft 8 cijfers" in noor.text()


def test_hostile_text_is_only_text(noor: Visitor, town: Database) -> None:
    place = add(town, K.LOCATION, NASTY, description=NASTY, alert=NASTY)
    add(town, K.ORGANIZATION, NASTY)
    noor.open("record_page.py", id=place.id)
    html = "\n".join(str(each.proto.body) for each in noor.page.get("html"))
    assert "<img" not in html
    assert "&lt;img" in html
    assert all("\\*\\*vet\\*\\*" in title.value for title in noor.page.title)
    noor.open("bewerken_page.py", id=place.id)
    assert noor.page.text_input(key="veld-name").value == NASTY
    noor.type("veld-name", f"{NASTY}!")
    assert "<img" not in "\n".join(
        str(each.proto.body) for each in noor.page.get("html") if "<style" not in str(each.proto.body)
    )


# -- hours


def test_hours_are_chosen_and_read_back_in_words(noor: Visitor, town: Database) -> None:
    noor.open("bewerken_page.py", soort="service")
    noor.type("veld-name", "Eettafel")
    noor.press("veld-schedules-erbij")
    noor.type("veld-schedules-0-ritme", "1")
    noor.type("veld-schedules-0-dagen", ["TU"])
    noor.type("veld-schedules-0-van", time(17, 30))
    noor.type("veld-schedules-0-tot", time(19, 0))
    assert "de eerste dinsdag van de maand van 17.30 tot 19.00 uur" in noor.text()
    noor.press("veld-schedules-erbij")
    noor.type("veld-schedules-1-dagen", ["WE", "MO"])
    noor.press("veld-schedules-1-weg")
    noor.press("opslaan")
    (schedule,) = only(town, K.SERVICE, "Eettafel")["schedules"]
    assert (schedule["byday"], schedule["opens_at"], schedule["closes_at"]) == ("1TU", "17:30", "19:00")


def test_odd_hours_warn_and_unfinished_ones_say_what_is_missing(noor: Visitor, town: Database) -> None:
    place = add(town, K.LOCATION, "De Brug")
    noor.open("bewerken_page.py", id=place.id)
    noor.press("veld-schedules-erbij")
    noor.type("veld-schedules-0-van", time(10, 0))
    noor.press("opslaan")
    assert "er is geen dag gekozen" in noor.text()
    noor.type("veld-schedules-0-dagen", ["MO"])
    noor.type("veld-schedules-0-tot", time(9, 0))
    assert "Klopt dat?" in noor.text()
    noor.press("opslaan")
    assert "De Brug is opgeslagen" in noor.text()


def test_hours_that_the_form_cannot_tell_stay_as_they_are(noor: Visitor, town: Database) -> None:
    rare = {"freq": "MONTHLY", "bymonthday": "3", "opens_at": "10:00"}
    place = add(town, K.LOCATION, "De Brug", schedules=[rare])
    noor.open("bewerken_page.py", id=place.id)
    assert "past niet in de keuzes" in noor.text()
    noor.type("veld-alert", "In juli dicht")
    noor.press("opslaan")
    assert now(town, place)["schedules"] == place["schedules"]
    assert now(town, place)["alert"] == "In juli dicht"


# -- where


def test_an_address_that_is_known_fills_in_the_rest(noor: Visitor) -> None:
    noor.open("bewerken_page.py", soort="location")
    noor.type("adres_zoek", "kruisplein")
    noor.press("adres-0")
    assert noor.page.text_input(key="veld-address").value == "Kruisplein 1"
    assert noor.page.text_input(key="veld-city").value == "Torenstad"
    assert "De speld staat in <strong>Kruiskamp</strong>" in noor.text()


def test_a_pin_outside_the_gemeente_warns_and_does_not_block(noor: Visitor, town: Database) -> None:
    place = add(town, K.LOCATION, "De Brug", gemeente=toy.TOWN)
    noor.open("bewerken_page.py", id=place.id)
    point = toy.at(4.5, 0.5)
    noor.type("veld-latitude", point.y)
    noor.type("veld-longitude", point.x)
    assert "niet in Torenstad. Klopt dat?" in noor.text()
    noor.press("opslaan")
    assert now(town, place)["latitude"] == pytest.approx(point.y)


# -- warnings


def test_what_looks_like_an_existing_record_is_shown_and_told_apart_for_good(
    noor: Visitor, town: Database
) -> None:
    old = add(town, K.ORGANIZATION, "Welzijn Torenstad", kvk="12345678")
    noor.open("bewerken_page.py", soort="organization")
    noor.type("veld-name", "Welzijn Torenstad")
    assert "Dit lijkt op iets dat er al staat" in noor.text()
    noor.press(f"geen-dubbel-{old.id}")
    assert "Dit lijkt op" not in noor.text()
    noor.press("opslaan")
    _, records, _ = reading.changed(town)
    (new,) = [each for each in records if each.id != old.id]
    assert settle.apart(town) == {(min(new.id, old.id), max(new.id, old.id))}


def test_a_place_of_a_source_counts_as_existing_too(noor: Visitor) -> None:
    noor.open("bewerken_page.py", soort="location")
    noor.type("veld-name", "Bibliotheek")
    assert "geen-dubbel-bibliotheek" in noor.widgets()


def test_an_odd_number_and_a_name_in_a_note_warn(noor: Visitor, town: Database) -> None:
    add(town, K.CONTACT, "Zénobie Quastermans")
    noor.open("bewerken_page.py", soort="note")
    noor.type("veld-text", "Zenobie Quastermans woont in de Kerkstraat 12")
    assert "naam van een sleutelpersoon" in noor.text()
    assert "Kerkstraat 12" in noor.text()
    noor.open("bewerken_page.py", soort="organization")
    noor.type("veld-phones-0-nummer", "0123")
    assert "ziet er niet uit als een Nederlands telefoonnummer" in noor.text()


# -- persons


def test_consent_is_noted_with_its_date_text_channel_and_scope(noor: Visitor, town: Database) -> None:
    noor.open("bewerken_page.py", soort="contact")
    noor.type("veld-name", "Ans")
    noor.type("veld-title", "buurtmoeder")
    noor.type("veld-lawful_basis", "toestemming")
    noor.press("opslaan")
    assert only(town, K.CONTACT, "Ans")["consent"] == {}
    noor.page.query_params.clear()
    noor.open("bewerken_page.py", id=only(town, K.CONTACT, "Ans").id)
    noor.type("toestemming-datum", TODAY - timedelta(days=3))
    noor.press("opslaan")
    assert "van de toestemming ontbreekt de manier" in noor.text()
    noor.type("toestemming-manier", "mondeling")
    noor.type("toestemming-velden", ["name", "title"])
    noor.press("opslaan")
    person = only(town, K.CONTACT, "Ans")
    assert person["consent"]["scope"] == ["name", "title"]
    assert person["consent"]["text_version"]
    assert person["expires"] == TODAY.replace(year=TODAY.year + 1).isoformat()


def test_a_role_that_tells_of_faith_asks_for_consent(noor: Visitor) -> None:
    noor.open("bewerken_page.py", soort="contact")
    noor.type("veld-lawful_basis", "publieke_taak")
    noor.type("veld-special", True)
    assert "mag alleen met toestemming" in noor.text()


# -- drafts


def test_a_draft_survives_another_page_and_can_be_thrown_away(noor: Visitor, town: Database) -> None:
    place = add(town, K.LOCATION, "De Brug")
    noor.open("bewerken_page.py", id=place.id)
    noor.type("veld-description", "Nog niet klaar")
    assert "1 gegeven nog niet opgeslagen" in noor.text()
    noor.open("record_page.py", id=place.id)
    assert "Verder met uw concept" in noor.text()
    noor.open("bewerken_page.py", id=place.id)
    assert "U gaat verder met uw concept" in noor.text()
    assert noor.page.text_area(key="veld-description").value == "Nog niet klaar"
    noor.press("concept_weg")
    assert noor.page.text_area(key="veld-description").value == ""
    assert now(town, place).version == 1


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in_again(
    visitor: Visitor, town: Database
) -> None:
    who = visitor.enter()
    place = add(town, K.LOCATION, "De Brug")
    visitor.open("bewerken_page.py", id=place.id)
    visitor.type("veld-description", "Een half uur getypt")
    visitor.token = ""
    visitor.press("opslaan")
    assert "Wat u typte, is bewaard" in visitor.text()
    assert now(town, place).version == 1
    visitor.open("aanmelden_page.py")
    visitor.page.text_input(key="aanmeld_naam").input(who.name)
    visitor.page.text_input(key="aanmeld_wachtwoord").input(PASSWORD)
    next(each for each in visitor.page.button if each.label == "Aanmelden").click()
    visitor.run()
    assert typed(visitor, place, other=True) == ""
    visitor.token = visitor.given
    assert typed(visitor, place) == "Een half uur getypt"


def test_a_tab_that_another_goes_on_in_does_not_show_what_was_typed(visitor: Visitor, town: Database) -> None:
    visitor.enter()
    place = add(town, K.LOCATION, "De Brug")
    visitor.open("bewerken_page.py", id=place.id)
    visitor.type("veld-description", "Van Noor")
    noors = visitor.token
    # Somebody else signs in in another tab: the browser has one cookie.
    visitor.enter("Iemand anders")
    visitor.open("bewerken_page.py", id=place.id)
    assert visitor.page.text_area(key="veld-description").value == ""
    visitor.token = noors
    visitor.open("bewerken_page.py", id=place.id)
    assert visitor.page.text_area(key="veld-description").value == "Van Noor"


def typed(visitor: Visitor, place: Record, *, other: bool = False) -> str:
    """What the form holds in a page that is loaded anew, by another or by who typed."""
    anew, before = Visitor(visitor.register), visitor.token
    if other:
        anew.enter("Iemand anders")
        visitor.token = anew.token
    anew.run()
    anew.open("bewerken_page.py", id=place.id)
    visitor.token = before
    return str(anew.page.text_area(key="veld-description").value)


# -- two at once


def test_two_who_change_the_same_choose_field_by_field_and_lose_nothing(
    noor: Visitor, town: Database
) -> None:
    place = add(town, K.LOCATION, "De Brug", alert="oud", description="oud")
    noor.open("bewerken_page.py", id=place.id)
    noor.type("veld-alert", "van mij")
    noor.type("veld-description", "ook van mij")
    noor.type("veld-hours_text", "elke dag")
    saving.save(town, place.id, 1, {"alert": "van Bram", "description": "Bram", "email": "b@x.nl"}, BRAM)
    noor.press("opslaan")
    said = noor.text()
    assert "Iemand anders wijzigde dit ook" in said
    for part in ("oud", "van Bram", "van mij", "Er is nog niets opgeslagen"):
        assert part in said
    assert noor.page.button(key="conflict-opslaan").disabled
    assert now(town, place)["alert"] == "van Bram"
    noor.type("conflict-alert", "mijn")
    noor.type("conflict-description", "hun")
    noor.press("conflict-opslaan")
    after = now(town, place)
    assert (after["alert"], after["description"]) == ("van mij", "Bram")
    assert (after["hours_text"], after["email"]) == ("elke dag", "b@x.nl")
    assert "E-mail: b@x.nl" in noor.text()


def test_what_others_changed_elsewhere_is_kept_and_told(noor: Visitor, town: Database) -> None:
    place = add(town, K.LOCATION, "De Brug")
    noor.open("bewerken_page.py", id=place.id)
    noor.type("veld-alert", "In juli dicht")
    saving.save(town, place.id, 1, {"email": "b@x.nl"}, BRAM)
    noor.press("opslaan")
    assert "Een ander wijzigde intussen ook, en dat is bewaard: E-mail (door Bram)" in noor.text()
    assert now(town, place)["email"] == "b@x.nl"


# -- who may see what, and what others hide


def test_who_may_see_a_field_is_chosen_per_field(noor: Visitor, town: Database) -> None:
    place = add(town, K.LOCATION, "De Brug", email="b@x.nl")
    noor.open("bewerken_page.py", id=place.id)
    noor.type("per-gegeven", True)
    noor.type("zicht-email", "team")
    noor.press("opslaan")
    assert now(town, place).meta["email"].visibility == "team"


def test_what_a_team_member_may_not_see_is_not_on_the_form_and_stays(noor: Visitor, town: Database) -> None:
    hidden = {"email": FieldMeta(visibility="beheerder")}
    given = {"name": "De Brug", "category": "buurthuis", "status": "open", "email": "geheim@x.nl"}
    place = saving.create(town, K.LOCATION, given, BRAM, meta=hidden)
    noor.open("bewerken_page.py", id=place.id)
    assert noor.page.text_input(key="veld-email").value == ""
    noor.type("veld-alert", "In juli dicht")
    noor.press("opslaan")
    assert now(town, place)["email"] == "geheim@x.nl"
    assert "geheim" not in noor.text()


def test_checked_is_noted_only_when_somebody_says_so(noor: Visitor, town: Database) -> None:
    place = add(town, K.LOCATION, "De Brug")
    for email, says in (("a@x.nl", False), ("b@x.nl", True)):
        noor.open("bewerken_page.py", id=place.id)
        noor.type("veld-email", email)
        if says:
            noor.type("nagekeken", True)
        noor.press("opslaan")
        known = now(town, place).meta.get("email", FieldMeta())
        assert (known.checked, known.checked_by) == ((TODAY.isoformat(), "Noor") if says else ("", ""))
