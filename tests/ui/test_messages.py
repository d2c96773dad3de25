"""All that goes to the browser, whatever part of a page it's of: no role is told what it may not know.

Texts, labels, choices of menus, data of maps, pictures and lists: every message is read as it's sent.
"""

import pytest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from tests import secrets, toy
from tests.ui.visitor import BRAM, Visitor
from wijkkaart.core.consent import expired
from wijkkaart.core.wijkscan.parts import BASE, Basis, Head, Part, RecordSeen, to_json
from wijkkaart.record import RecordKind, Role
from wijkkaart.register import sessions, wijkscans
from wijkkaart.register.database import Database
from wijkkaart.ui import account
from wijkkaart.ui.wijkscan.state import VIEWS

SHELTER = secrets.named("shelter")
HERE = {"gebied": toy.TOWN}
SEARCHES = [
    {},
    {"bij": "De Hooiberg"},
    {"buurt": secrets.HIDDEN_BUURT},
    {"plek": SHELTER},
    {"toon": "kaart"},
    {"toon": "week"},
    {"toon": "netwerken", "midden": secrets.named("network")},
    {"toon": "netwerken", "midden": secrets.named("person who agreed")},
    {"toon": "netwerken", "midden": SHELTER},
]
OPEN = [
    ("kaart_page.py", HERE),
    ("kaart_page.py", {**HERE, "plek": SHELTER}),
    ("kaart_page.py", {"gebied": secrets.HIDDEN_BUURT}),
    *(("sociale_kaart_page.py", {**HERE, **each}) for each in SEARCHES),
    ("profiel_page.py", {**HERE, "deel": "alles"}),
    ("profiel_page.py", {"gebied": secrets.HIDDEN_BUURT, "deel": "alles"}),
    ("vergelijken_page.py", HERE),
    ("sociale_index_page.py", HERE),
    ("wijkscan_page.py", HERE),
    ("aanmelden_page.py", {}),
]
"""Page and parameters of what everybody may open."""
KEEPING = [
    (page, HERE) for page in ("werklijst_page.py", "wandeling_page.py", "versheid_page.py", "dubbel_page.py")
]
OF_TEAM = [
    *KEEPING,
    ("notities_page.py", {}),
    ("prullenbak_page.py", {}),
    ("personen_page.py", {}),
    ("gebruikers_page.py", {}),
    *(("bewerken_page.py", {"soort": kind}) for kind in ("location", "service", "network", "note")),
]
RECORDS = [("record_page.py", {"id": record.id}) for record in secrets.records()]
FORMS = [("bewerken_page.py", {"id": record.id}) for record in secrets.records()[::4]]
REMINDERS = {"werklijst_page.py", "personen_page.py"}
"""Pages on which the team is told name and id of whoever's time is up (`core.visibility.notice`)."""
PERSONS = [record for record in secrets.records() if record.kind is RecordKind.CONTACT]
OVER = secrets.found([(each.id, each.name) for each in PERSONS if expired(each, secrets.TODAY)])


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every message to the browser, as it's sent."""
    found: list[bytes] = []
    plain = LocalScriptRunner.forward_msgs

    def kept(runner: LocalScriptRunner) -> list[object]:
        messages = plain(runner)
        found.extend(message.SerializeToString() for message in messages)
        return list(messages)

    monkeypatch.setattr(LocalScriptRunner, "forward_msgs", kept)
    return found


def look(
    visitor: Visitor,
    sent: list[bytes],
    role: Role,
    pages: list[tuple[str, dict[str, str]]],
    least: float = 1 / 3,
) -> None:
    """Open all pages; fails when one tells what the role may not know, or all together too little.

    `least` is the share of what the role may know that has to be told, or an empty page would do.
    """
    told: set[str] = set()
    visitor.page.session_state["geschiedenis"] = True
    for page, params in pages:
        sent.clear()
        visitor.open(page, **params)
        may = secrets.expected(role) | (OVER if role is Role.TEAM and page in REMINDERS else set())
        found = set().union(*map(secrets.found, sent))
        assert found <= may, (page, params, [secrets._owners(each) for each in found - may])
        told |= found
    assert len(told) > len(secrets.expected(role)) * least


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.PUBLIC, [*OPEN, *RECORDS[::2]]),
        (Role.PARTNER, [*OPEN[3:13], *RECORDS[1::2]]),
        (Role.TEAM, [*OPEN[3:13], *OF_TEAM, *RECORDS[::3], *FORMS]),
    ],
)
def test_no_message_tells_a_role_what_it_may_not_know(
    visitor: Visitor, town: Database, sent: list[bytes], role: Role, pages: list[tuple[str, dict[str, str]]]
) -> None:
    secrets.plant(town)
    if role is not Role.PUBLIC:
        visitor.enter(role=role)
    look(visitor, sent, role, pages)


def test_whoever_looks_as_another_is_told_what_they_are(
    visitor: Visitor, town: Database, sent: list[bytes]
) -> None:
    secrets.plant(town)
    visitor.enter(role=Role.ADMIN)
    # First as oneself: what is kept of that may not come out later.
    for page, params in [*OPEN[3:5], *KEEPING]:
        visitor.open(page, **params)
    for role, pages in ((Role.TEAM, OF_TEAM), (Role.PUBLIC, OPEN[3:13])):
        found = sessions.session_of(town, visitor.token, account.now())
        assert found is not None
        sessions.show_as(town, found, role)
        look(visitor, sent, role, pages)


def telling(visitor: Visitor, visibility: Role) -> str:
    """The id of a wijkscan in which the team names every person, and refers to every record."""
    names = {each.id: str(each.values["name"]) for each in secrets.records()}
    persons = {each.id for each in PERSONS}
    shown = {id_: name if id_ in persons else "dit" for id_, name in names.items()}
    said = "\n".join(f"- [{name}](plek:{id_}) is {name}" for id_, name in shown.items())
    basis = Basis("2026-03-01", {}, {id_: RecordSeen(name, name, "3.4") for id_, name in names.items()})
    keys = ("inleiding", "2.1", "3.4", "4.1", "4.5", "6.1", "3.samenvatting")
    head = Head(title="Wijkscan", owner="Wijkteam", visibility=visibility.value)
    content = {**{key: to_json(Part(text=said)) for key in keys}, BASE: to_json(basis)}
    return wijkscans.start(visitor.register, BRAM, toy.TOWN, toy.TOWN, head, content).id


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.PARTNER])
def test_a_wijkscan_that_is_read_names_nobody_whom_the_reader_may_not_know(
    visitor: Visitor, town: Database, sent: list[bytes], role: Role
) -> None:
    secrets.plant(town)
    open_, shut = telling(visitor, role), telling(visitor, Role.TEAM)
    if role is not Role.PUBLIC:
        visitor.enter(role=role)
    parts = ("inleiding", "2.1", "3.4", "4.1", "4.5", "6.1", "3.samenvatting")
    pages = [("wijkscan_page.py", {"scan": open_, "deel": part}) for part in parts]
    pages += [("wijkscan_page.py", {"scan": open_, "blad": view}) for view in VIEWS]
    look(visitor, sent, role, pages, least=1 / 5)
    visitor.open("wijkscan_page.py", scan=shut)
    assert "niet voor u" in visitor.text()
