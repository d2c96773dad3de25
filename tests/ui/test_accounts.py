"""Signing in, looking as another, managing accounts and persons, run without a browser."""

import json
from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests import toy
from wijkkaart.config import ADMIN_CODE
from wijkkaart.core.visibility import strip
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.record import SCOPED, Record, RecordKind, Role
from wijkkaart.register import accounts, people, reading, saving, sessions, wijkscans
from wijkkaart.register.accounts import Account
from wijkkaart.register.database import Database
from wijkkaart.register.writing import Author
from wijkkaart.ui import account as visitor
from wijkkaart.ui import admin, components

PAGES = Path(__file__).parents[2] / "wijkkaart" / "ui"
PASSWORD, CODE = "fiets-lamp-wolk-brug", "sesam"
TODAY = date.today()
NAME = "Zénobie Quastermans"


class Browser:
    """Does with codes and cookies what a browser does."""

    def __init__(self) -> None:
        self.token = ""

    def take(self, code: str, _turn: str, **_: str) -> None:
        """As sessie.js: fetch the cookie, or hand it in."""
        self.token = (sessions.token_of(code, datetime.now(UTC)) or "") if code else ""


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    found = Browser()
    monkeypatch.setattr(visitor, "token", lambda: found.token)
    monkeypatch.setattr(components, "hand_over", found.take)
    monkeypatch.setattr(visitor, "_FRESH_SECONDS", 0.0)
    monkeypatch.setattr(accounts, "_hasher", accounts.PasswordHasher(1, 8, 1))
    return found


@pytest.fixture
def register(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    """The toy town's data directory, with an empty register."""
    toy.town(tmp_path / "gegevens")
    monkeypatch.setenv(ADMIN_CODE, CODE)
    accounts._strangers.clear()
    return sqlite_database


@pytest.fixture
def enter(register: Database, browser: Browser) -> Callable[[str, Role], Account]:
    """Sign somebody in with a role."""

    def signed_in(name: str, role: Role) -> Account:
        who = accounts.add(register, name, PASSWORD, role, datetime.now(UTC))
        browser.token = sessions.start(register, who, datetime.now(UTC))
        return who

    return signed_in


def opened(page: str) -> AppTest:
    test = AppTest.from_file(str(PAGES / "main.py"), default_timeout=120)
    test = test.run().switch_page(str(PAGES / page)).run()
    assert not test.exception
    return test


def texts(test: AppTest) -> str:
    kinds = (test.title, test.header, test.markdown, test.info, test.success, test.warning, test.error)
    return "\n".join(str(each.value) for kind in kinds for each in kind).replace("\\", "")


def press(test: AppTest, label: str) -> AppTest:
    found = next(button for button in test.button if button.label == label).click().run()
    assert not found.exception
    return found


def person(database: Database, name: str = NAME, **values: Any) -> Record:
    given = {
        "name": name,
        "title": "buurtmoeder",
        "lawful_basis": "toestemming",
        "consent": {
            "date": "2026-01-02",
            "text_version": "2026-1",
            "channel": "mondeling",
            "scope": [*SCOPED],
        },
        "expires": (TODAY + timedelta(days=400)).isoformat(),
    }
    return saving.create(database, RecordKind.CONTACT, given | values, Author("Bram", Role.TEAM))


def signing_in(name: str, password: str) -> AppTest:
    test = opened("aanmelden_page.py")
    test.text_input(key="aanmeld_naam").input(name)
    test.text_input(key="aanmeld_wachtwoord").input(password)
    return press(test, "Aanmelden")


# -- signing in


def test_whoever_has_the_code_makes_the_first_account_and_is_signed_in(
    register: Database, browser: Browser
) -> None:
    test = opened("aanmelden_page.py")
    assert "Er zijn nog geen accounts" in texts(test)
    test.text_input(key="beheercode").input(CODE)
    test = press(test, "Verder")
    test.text_input(key="eerste_naam").input("Anne")
    test.text_input(key="eerste_wachtwoord").input("kort")
    test = press(test, "Account maken")
    assert "4 tekens" in texts(test)
    test.text_input(key="eerste_wachtwoord").input(PASSWORD)
    press(test, "Account maken")
    assert [(each.name, each.role) for each in accounts.accounts(register)] == [("Anne", Role.ADMIN)]
    assert "Uw rol is **beheerder**" in texts(opened("aanmelden_page.py"))


def test_signing_in_lasts_on_other_pages_and_after_a_reload_until_signing_out(
    register: Database, browser: Browser
) -> None:
    accounts.add_first(register, "Anne", PASSWORD, datetime.now(UTC))
    assert "klopt niet" in texts(signing_in("Anne", "iets anders"))
    assert not browser.token
    signing_in("anne", PASSWORD)
    assert browser.token
    assert "Iemand toevoegen" in texts(opened("gebruikers_page.py"))
    test = press(opened("aanmelden_page.py"), "Afmelden")
    assert not browser.token
    assert "voor wie zich heeft aangemeld" in texts(opened("gebruikers_page.py"))
    assert "Zonder aanmelden ziet u alles wat openbaar is" in texts(test)


def test_too_many_wrong_passwords_are_told_with_how_long_to_wait(register: Database) -> None:
    accounts.add_first(register, "Anne", PASSWORD, datetime.now(UTC))
    for _ in range(accounts.FREE):
        test = signing_in("Anne", "iets anders")
    assert "te vaak" in texts(signing_in("Anne", PASSWORD))
    assert "te vaak" not in texts(test)


def test_one_changes_ones_own_password(
    register: Database, enter: Callable[[str, Role], Account], browser: Browser
) -> None:
    who = enter("Bram", Role.PARTNER)
    other = sessions.start(register, who, datetime.now(UTC))
    test = opened("aanmelden_page.py")
    test.text_input(key="oud_wachtwoord").input("iets anders")
    test.text_input(key="nieuw_wachtwoord").input("heel-nieuw-wachtwoord")
    test = press(test, "Veranderen")
    assert "klopt niet" in texts(test)
    test.text_input(key="oud_wachtwoord").input(PASSWORD)
    test.text_input(key="nieuw_wachtwoord").input("heel-nieuw-wachtwoord")
    assert "is veranderd" in texts(press(test, "Veranderen"))
    assert sessions.account_of(register, other, datetime.now(UTC)) is None
    assert sessions.account_of(register, browser.token, datetime.now(UTC)) == who


# -- who may see which page, and looking as another


@pytest.mark.parametrize(
    ("role", "persons", "users"),
    [(None, False, False), (Role.PARTNER, False, False), (Role.TEAM, True, False), (Role.ADMIN, True, True)],
)
def test_pages_of_management_are_for_who_manages(
    register: Database, enter: Callable[[str, Role], Account], role: Role | None, persons: bool, users: bool
) -> None:
    person(register)
    if role:
        enter("Bram", role)
    shown = opened("personen_page.py")
    assert any(box.label == "Persoon" for box in shown.selectbox) is persons
    assert (NAME in json.dumps([box.options for box in shown.selectbox], ensure_ascii=False)) is persons
    assert ("Iemand toevoegen" in texts(opened("gebruikers_page.py"))) is users


def test_looking_as_another_is_said_on_every_page_and_survives_a_reload(
    register: Database, enter: Callable[[str, Role], Account]
) -> None:
    enter("Anne", Role.ADMIN)
    test = opened("aanmelden_page.py")
    assert [*test.radio(key="bekijk_als").options] == ["publiek", "partner", "team", "beheerder"]
    test = test.radio(key="bekijk_als").set_value(Role.PARTNER).run()
    assert "U bekijkt wijkkaart als **partner**" in texts(test)
    for page in ("uitleg_page.py", "bronnen_page.py", "gebruikers_page.py", "personen_page.py"):
        assert "U bekijkt wijkkaart als **partner**" in texts(opened(page))
    assert "Die ziet deze pagina niet" in texts(opened("gebruikers_page.py"))
    press(opened("uitleg_page.py"), "Stoppen")
    assert "Iemand toevoegen" in texts(opened("gebruikers_page.py"))
    assert "U bekijkt" not in texts(opened("uitleg_page.py"))


def test_partners_have_nobody_to_look_as(register: Database, enter: Callable[[str, Role], Account]) -> None:
    enter("Bram", Role.PARTNER)
    assert not opened("aanmelden_page.py").radio


# -- accounts


def test_an_account_is_added_with_a_password_that_is_shown_once(
    register: Database, enter: Callable[[str, Role], Account]
) -> None:
    enter("Anne", Role.ADMIN)
    test = opened("gebruikers_page.py")
    test.text_input(key="nieuw_naam").input("Bram *de* Wit")
    test.radio(key="nieuw_rol").set_value(Role.TEAM)
    test = press(test, "Toevoegen")
    said = test.success[0].value
    assert "één keer" in said
    password = said.split("`")[1]
    assert sessions.sign_in(register, "Bram *de* Wit", password, datetime.now(UTC))
    assert password not in texts(test.run())


def test_a_role_is_changed_and_somebody_is_kept_out(
    register: Database, enter: Callable[[str, Role], Account]
) -> None:
    enter("Anne", Role.ADMIN)
    bram = accounts.add(register, "Bram", PASSWORD, Role.TEAM, datetime.now(UTC))
    test = opened("gebruikers_page.py").selectbox(key=f"rol-{bram.id}").set_value(Role.PARTNER).run()
    assert "Bram heeft nu de rol partner" in texts(test)
    test.button(key=f"blok-{bram.id}").click().run()
    found = {each.name: each for each in accounts.accounts(register)}["Bram"]
    assert (found.role, found.active) == (Role.PARTNER, False)
    assert test.button(key=f"weg-{bram.id}").disabled
    test.checkbox(key=f"zeker-{bram.id}").check().run()
    test.button(key=f"weg-{bram.id}").click().run()
    assert [each.name for each in accounts.accounts(register)] == ["Anne"]


def test_the_last_administrator_stays(register: Database, enter: Callable[[str, Role], Account]) -> None:
    anne = enter("Anne", Role.ADMIN)
    test = opened("gebruikers_page.py").selectbox(key=f"rol-{anne.id}").set_value(Role.TEAM).run()
    assert "enige beheerder" in texts(test)
    assert accounts.accounts(register)[0].role is Role.ADMIN


# -- persons


def test_guesses_of_the_code_by_many_have_to_wait_too(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def guess(code: str) -> str:
        test = opened("ophalen_page.py")
        test.text_input(key="beheercode").input(code)
        return texts(press(test, "Verder"))

    monkeypatch.setattr(admin, "_wrong", deque(maxlen=2))
    assert "klopt niet" in guess("een")
    assert "klopt niet" in guess("twee")
    assert "Te vaak" in guess("drie")
    assert "Te vaak" in guess(CODE)
    monkeypatch.setattr(admin, "_SPREAD", 0.0)
    assert "Te vaak" not in guess(CODE)


def test_the_worklist_says_what_has_to_be_done_and_to_the_team_no_more_than_that(
    register: Database, enter: Callable[[str, Role], Account]
) -> None:
    person(register)
    over = person(register, "Oude Bekende", expires=TODAY.isoformat())
    person(register, "Zonder Papier", consent={})
    enter("Bram", Role.TEAM)
    test = opened("personen_page.py")
    assert "2 personen van de 3" in texts(test)
    assert "bewaartermijn is voorbij" in texts(test)
    assert "niet (helemaal) vastgelegd" in texts(test)
    test = test.button(key=f"kies-{over.id}").click().run()
    assert "Alleen een beheerder ziet de rest" in texts(test)
    assert not [button for button in test.button if button.label == "Toestemming intrekken"]
    assert "buurtmoeder" not in texts(test).split("Hier moet iets gebeuren")[0].split("Zonder Papier")[0]


def test_a_file_for_the_person_is_not_for_who_may_not_see_all_of_it(
    register: Database, enter: Callable[[str, Role], Account]
) -> None:
    who = person(register)
    enter("Bram", Role.TEAM)
    inzage = "Alles over deze persoon (inzage)"

    def files() -> list[str]:
        test = opened("personen_page.py").selectbox(key="persoon").set_value(who.id).run()
        return [each.proto.label for each in test.get("download_button")]

    assert files() == [inzage]
    anne = Author("Anne", Role.ADMIN)
    for role in (Role.ADMIN, Role.TEAM):
        record = reading.get(register, who.id)
        assert record is not None
        saving.save(register, who.id, record.version, {}, anne, visibility={"phones": role})
        # What the team may see again stood there when it might not.
        assert files() == []
    enter("Anne", Role.ADMIN)
    assert files() == [inzage]


def test_of_whoever_is_past_their_time_nothing_else_is_said(
    register: Database, enter: Callable[[str, Role], Account]
) -> None:
    person(register, expires=TODAY.isoformat(), special=True, lawful_basis="publieke_taak")
    enter("Bram", Role.TEAM)
    for page in ("personen_page.py", "werklijst_page.py"):
        said = texts(opened(page))
        assert "bewaartermijn is voorbij" in said
        assert "geloof" not in said


def test_consent_is_withdrawn_in_one_click(register: Database, enter: Callable[[str, Role], Account]) -> None:
    who = person(register)
    enter("Bram", Role.TEAM)
    test = opened("personen_page.py")
    test = test.selectbox(key="persoon").set_value(who.id).run()
    assert not [each for each in test.expander if "wissen" in each.label]
    test = press(test, "Toestemming intrekken")
    assert "Vanaf nu ziet alleen het team deze persoon" in texts(test)
    now = reading.get(register, who.id)
    assert now is not None
    assert strip(now, Role.PUBLIC, TODAY) is None


def test_a_person_is_erased_after_a_reason_and_their_name_typed(
    register: Database, enter: Callable[[str, Role], Account]
) -> None:
    who = person(register)
    organization = {"name": "De Brug", "status": "open", "description": f"Vraag naar {NAME}"}
    bram = Author("Bram", Role.TEAM)
    saving.create(register, RecordKind.ORGANIZATION, organization, bram)
    text = {"4.5": {"text": f"Bel {NAME}."}}
    scan = wijkscans.start(register, bram, "GM0001", "GM0001", Head(title="Wijkscan Oost"), text)
    enter("Anne", Role.ADMIN)
    test = opened("personen_page.py").selectbox(key="persoon").set_value(who.id).run()
    assert "1 andere plek in het register (Omschrijving)" in texts(test)
    assert "Ook in 1 wijkscan staat de persoon, nu of vroeger: Wijkscan Oost." in texts(test)
    test.selectbox(key="wis_reden").set_value(people.REASONS[0])
    test.text_input(key="wis_naam").input("Iemand anders")
    test = press(test, "Definitief wissen")
    assert "Er is niets gewist" in texts(test)
    assert reading.get(register, who.id)
    test.text_input(key="wis_naam").input(f" {NAME.upper()} ")
    test = press(test, "Definitief wissen")
    assert "De persoon is gewist" in texts(test)
    assert NAME not in texts(test)
    assert reading.get(register, who.id) is None
    assert wijkscans.parts(register, scan.id, Role.TEAM)["4.5"].content["text"] == "Bel [gewist]."
