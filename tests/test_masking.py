"""Texts that people write, as each role may read them."""

from pathlib import Path
from typing import Any

import pytest

from tests import secrets, toy
from wijkkaart.config import Settings
from wijkkaart.guide import Guide, guide
from wijkkaart.guide.masking import HIDDEN
from wijkkaart.record import SCOPED, Record, RecordKind, Role
from wijkkaart.register import people, saving
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.schema import RECORDS
from wijkkaart.register.writing import Author

K = RecordKind
ANNE = Author("Anne", Role.ADMIN)
TEXT = "Bel Els de Vries (**Els** de Vries), 06-1234 5678, els@oost.nl of 033 463 7289."
CONSENT = {"date": "2026-01-02", "text_version": "2026-1", "channel": "mondeling", "scope": [*SCOPED]}


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    """The toy town with an empty register."""
    return Settings(data=toy.town(tmp_path / "stad").root, database_url="")


@pytest.fixture
def register(chosen: Settings) -> Database:
    return open_database(chosen)


def person(database: Database, **values: Any) -> Record:
    """A key person with a number of their own and one of an organisation."""
    given: dict[str, Any] = {
        "name": "Els de Vries",
        "title": "Opbouwwerker",
        "lawful_basis": "publieke_taak",
        "expires": "2099-01-01",
        "email": "els@oost.nl",
        "phones": [{"number": number, "description": ""} for number in ("0612345678", "+31334637289")],
    }
    return saving.create(database, K.CONTACT, given | values, ANNE)


def test_persons_are_taken_out_of_texts_for_who_may_not_see_them(
    chosen: Settings, register: Database
) -> None:
    who = person(register)
    gone = f"Bel {HIDDEN} (**{HIDDEN}), {HIDDEN}, {HIDDEN} of {HIDDEN}."
    assert [guide(chosen, role).masked(TEXT) for role in Role] == [gone, gone, TEXT, TEXT]
    consented = saving.save(register, who.id, 1, {"consent": CONSENT}, ANNE).record
    assert guide(chosen).masked(TEXT) == TEXT
    people.withdraw(register, who.id, ANNE, secrets.TODAY)
    assert guide(chosen).masked(TEXT) == gone
    shared = {"name": "Welzijn", "status": "open", "phones": ["033-4637289"], "email": "els@oost.nl"}
    saving.create(register, K.ORGANIZATION, shared, ANNE)
    assert guide(chosen).masked(TEXT) == f"Bel {HIDDEN} (**{HIDDEN}), {HIDDEN}, els@oost.nl of 033 463 7289."
    saving.save(register, who.id, consented.version + 1, {"expires": "2020-01-01"}, ANNE)
    assert guide(chosen, Role.TEAM).masked(TEXT).startswith(f"Bel {HIDDEN}")
    assert guide(chosen, Role.ADMIN).masked(TEXT) == TEXT
    people.erase(register, who.id, ANNE, people.REASONS[0])
    assert guide(chosen).masked(TEXT) == TEXT  # nobody knows who it was; erasing wiped the texts themselves


def test_persons_are_taken_out_as_people_call_them(chosen: Settings, register: Database) -> None:
    who = person(register, name="Fatima de Vries")
    text = "Mevrouw De Vries en **Fatima** koken. Vraag De Vries of mail F. de Vries. Fatima's tuin"
    text += " en Fatima Aksoy."
    gone = text.replace("De Vries", HIDDEN).replace("F. de Vries", HIDDEN)
    gone = gone.replace("Fatima", HIDDEN).replace(f"{HIDDEN} Aksoy", "Fatima Aksoy")
    assert [guide(chosen, role).masked(text) for role in Role] == [gone, gone, text, text]
    opened = CONSENT | {"scope": ["name", "title"]}
    saved = saving.save(register, who.id, 1, {"consent": opened}, ANNE).record
    assert guide(chosen).masked(text) == text
    saving.save(register, who.id, saved.version, {"expires": "2020-01-01"}, ANNE)
    assert [guide(chosen, role).masked(text) for role in Role] == [gone, gone, gone, text]
    # Somebody else with this first name whom all may see: it isn't known who is meant.
    person(register, name="Fatima Bos", consent=opened)
    assert guide(chosen).masked("Fatima kookt met mevrouw De Vries.") == f"Fatima kookt met mevrouw {HIDDEN}."


def test_an_invented_person_hides_nobody_who_is_called_so(chosen: Settings, register: Database) -> None:
    who = person(register, name="Voorbeeld de Vries")
    with register.writing() as connection:
        table = RECORDS[K.CONTACT]
        connection.execute(table.update().where(table.c.id == who.id).values(example=True))
    text = "Mevrouw De Vries kookt. Voorbeeld: soep."
    assert guide(chosen).masked(text) == text


def test_areas_places_and_streets_that_are_called_as_somebody_stay(
    chosen: Settings, register: Database
) -> None:
    person(register, name="Piet Kruiskamp")
    person(register, name="Roos de Vries")
    house = {"status": "open", "category": "buurthuis", "name": "Bakkerij De Vries", "address": "Roos 12"}
    saving.create(register, K.LOCATION, house, ANNE)
    text = "In Kruiskamp staat Bakkerij De Vries, aan de Roos."
    assert guide(chosen).masked(text) == text
    assert guide(chosen).masked("De heer Kruiskamp sprak.") == f"De heer {HIDDEN} sprak."


def test_what_a_person_opened_is_read_and_the_rest_is_not(chosen: Settings, register: Database) -> None:
    person(register, consent=CONSENT | {"scope": ["name", "title"]})
    said = guide(chosen).masked(TEXT)
    assert said == f"Bel Els de Vries (**Els** de Vries), {HIDDEN}, {HIDDEN} of {HIDDEN}."


def test_links_and_addresses_of_what_is_hidden_are_taken_out(chosen: Settings, register: Database) -> None:
    who = person(register)
    given = {"status": "open", "address": "Stille Weg 12"}
    hidden = saving.create(
        register, K.LOCATION, given | {"name": "Opvang", "category": secrets.SHELTER}, ANNE
    )
    house = {"status": "open", "name": "Het Huis", "category": "buurthuis", "address": "Kerkstraat 1"}
    open_ = saving.create(register, K.LOCATION, house, ANNE)
    rest = f"van [Het Huis](plek:{open_.id}), Kerkstraat 1"
    text = f"[Els](plek:{who.id}) {rest}; stille weg 12 en [dit](plek:bron)."
    said = f"{HIDDEN} {rest}; {HIDDEN} en [dit](plek:bron)."
    assert guide(chosen).masked(text) == said
    assert guide(chosen, Role.TEAM).masked(text) == text
    saving.trash(register, open_.id, ANNE)
    assert guide(chosen).masked(text) == said.replace(f"[Het Huis](plek:{open_.id})", HIDDEN)
    assert guide(chosen, Role.TEAM).masked(text) == text
    assert hidden.id not in guide(chosen)._unseen


@pytest.mark.parametrize("role", [*Role])
def test_no_planted_name_number_or_address_is_left(chosen: Settings, register: Database, role: Role) -> None:
    secrets.plant(register)
    shown: Guide = guide(chosen, role)
    for record in secrets.records():
        seen = shown.record(record.id)
        if record.kind is not K.CONTACT or record.trashed:
            continue
        for name in ("name", "email"):
            value = str(record.values.get(name) or "")
            if len(value) < 6 or (name == "name" and " " not in value):
                continue
            allowed = seen is not None and seen.values.get(name) == value
            assert shown.masked(f"Zie {value}!") == f"Zie {value if allowed else HIDDEN}!"
