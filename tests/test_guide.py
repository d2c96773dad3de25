"""The register and the sources' places in one, per role and after every save."""

import random
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests import effort, secrets, toy
from wijkkaart import guide as guides
from wijkkaart.config import Settings
from wijkkaart.guide import Guide, Query, Spot, guide, shaping
from wijkkaart.model import COUNTRY, PLACE_COLUMNS
from wijkkaart.record import ROLES, Record, RecordKind, Role
from wijkkaart.register import forgetting, saving
from wijkkaart.register.database import Database, open_database
from wijkkaart.register.reading import get
from wijkkaart.register.writing import Author

K = RecordKind
ANNE = Author("Anne", Role.ADMIN)
TUESDAY = {"freq": "WEEKLY", "byday": "TU", "opens_at": "19:00", "closes_at": "21:00"}


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    """The toy town with an empty register."""
    return Settings(data=toy.town(tmp_path / "stad").root, database_url="")


@pytest.fixture
def register(chosen: Settings) -> Database:
    return open_database(chosen)


def at(column: float, row: float) -> dict[str, float]:
    """Where a place is, in the grid of the toy town."""
    point = toy.at(column, row)
    return {"latitude": point.y, "longitude": point.x}


def add(database: Database, kind: RecordKind, name: str, **values: Any) -> Record:
    """A record in the register."""
    given: dict[str, Any] = {"name": name}
    if kind not in (K.CONTACT, K.NOTE):
        given["status"] = "open"
    if kind is K.LOCATION:
        given["category"] = "buurthuis"
    return saving.create(database, kind, given | values, ANNE)


def names(shown: Guide, **asked: Any) -> list[str]:
    return (
        shown.find(Query(toy.TOWN, **asked)).rows["name"].tolist()
        if shown.find(Query(toy.TOWN, **asked)).total
        else []
    )


# -- the places of sources


def test_places_lie_in_the_buurt_and_wijk_where_their_point_is(public: Guide) -> None:
    table = public.places(toy.TOWN).set_index("name")
    assert tuple(table.loc["Bibliotheek", ["buurt", "wijk"]]) == ("BU00010000", "WK000100")
    assert tuple(table.loc["École Émile", ["buurt", "wijk"]]) == ("BU00010101", "WK000101")
    assert table.loc["Bibliotheek", "lat"] == pytest.approx(toy.at(0.5, 0.5).y)
    assert list(public.places(toy.VILLAGE)["name"]) == ["Dorpshuis"]
    assert list(public.places(COUNTRY)["name"]) == []
    assert {*PLACE_COLUMNS, "lat", "lon", "buurt", "wijk", "searchable", "record"} <= {*table.columns, "name"}


def test_places_without_coordinates_are_listed_where_they_say_they_are(public: Guide) -> None:
    table = public.places(toy.TOWN).set_index("name")
    assert list(table.index[table.lat.isna()]) == ["Zwerfbieb"]
    assert tuple(table.loc["Zwerfbieb", ["buurt", "wijk"]]) == ("", "")
    assert "Nergens" not in table.index
    # A houseboat lies in no area, for areas leave out water; it's where it says it is.
    assert tuple(table.loc["Buitenland", ["buurt", "wijk"]]) == ("", "")


def test_a_place_on_a_border_is_in_one_of_its_areas(tmp_path: Path) -> None:
    spots = {"Grens": (1, 0.5), "Hoek": (0, 0), "Midden": (1, 1)}
    rows = [toy.place(name, toy.at(*spot)) for name, spot in spots.items()]
    store = toy.write(tmp_path, toy.File("f", toy.areas(2024), places=toy.places(rows)))
    found = guide(Settings(data=store.root, database_url="")).places(toy.TOWN)
    assert {"Grens", "Midden"} <= set(found["name"])
    assert not found.id.duplicated().any()


def test_places_are_sorted_by_name_without_regard_to_capitals(tmp_path: Path) -> None:
    given = ("beta", "Alfa", "alfa", "Gamma")
    rows = [toy.place(name, None, id=f"p{n}", gemeente=toy.TOWN) for n, name in enumerate(given)]
    toy.write(tmp_path, toy.File("f", toy.areas(2024), places=toy.places(rows)))
    found = guide(Settings(data=tmp_path, database_url="")).places(toy.TOWN)
    assert [name.casefold() for name in found["name"]] == ["alfa", "alfa", "beta", "gamma"]


@pytest.mark.parametrize("role", ROLES)
def test_key_persons_in_an_older_data_directory_are_shown_to_nobody(chosen: Settings, role: Role) -> None:
    shown = guide(chosen, role)
    for gemeente in (toy.TOWN, toy.VILLAGE, COUNTRY):
        text = shown.places(gemeente).to_csv() + shown.things(gemeente).to_csv()
        assert not any(word in text for word in (*toy.HIDDEN_WORDS, "Mia", "Wijkagent"))


def test_a_gemeente_without_places_has_an_empty_list(tmp_path: Path) -> None:
    toy.write(tmp_path, toy.File("f", toy.areas(2024)))
    shown = guide(Settings(data=tmp_path, database_url=""))
    assert len(shown.places(toy.TOWN)) == 0
    assert "searchable" in shown.places(toy.TOWN).columns
    assert shown.find(Query(toy.TOWN, "iets")).total == 0
    assert len(shown.find(Query(toy.TOWN)).rows) == 0


# -- with the register


def test_places_offers_and_persons_of_the_register_are_on_the_map(
    chosen: Settings, register: Database
) -> None:
    welfare = add(register, K.ORGANIZATION, "Welzijn Noord")
    house = add(
        register, K.LOCATION, "De Schakel", organization_id=welfare.id, address="Kade 3", **at(1.5, 1.5)
    )
    barn = add(register, K.LOCATION, "De Schuur", **at(4.5, 0.5))
    where = [{"location_id": house.id, "schedules": [TUESDAY]}, {"location_id": barn.id}]
    offer = add(
        register,
        K.SERVICE,
        "Eettafel",
        organization_id=welfare.id,
        locations=where,
        target_groups=["ouderen"],
    )
    table = guide(chosen).places(toy.TOWN).set_index("id")
    assert tuple(table.loc[house.id, ["kind", "buurt", "organisation", "record"]]) == (
        "place", "BU00010101", "Welzijn Noord", house.id,
    )  # fmt: skip
    row = table.loc[f"{offer.id}@{house.id}"]
    assert (row.kind, row.days, row.start, row.end) == ("activity", "di", "19:00", "21:00")
    assert (row.record, row.address, row.target_groups) == (offer.id, "De Schakel, Kade 3", "ouderen")
    assert f"{offer.id}@{barn.id}" not in table.index
    assert "Eettafel" in guide(chosen).places(toy.VILLAGE)["name"].tolist()


def test_what_is_closed_moved_or_planned_is_not_on_the_map_but_can_be_found(
    chosen: Settings, register: Database
) -> None:
    for status in ("closed", "moved", "planned", "temporarily closed"):
        add(register, K.LOCATION, status, status=status, **at(0.5, 0.5))
    shown = guide(chosen)
    table = shown.places(toy.TOWN).set_index("name")
    assert {"closed", "moved", "planned"}.isdisjoint(table.index)
    assert table.loc["temporarily closed", "description"] == "Tijdelijk gesloten."
    assert shown.find(Query(toy.TOWN, "closed")).rows.name.tolist() == ["temporarily closed"]
    assert names(shown, chosen={"status": ["closed"]}) == ["closed"]
    assert shown.find(Query(toy.TOWN)).counts["status"]["closed"] == 1


def test_own_knowledge_lies_over_the_place_of_a_source_field_by_field(
    chosen: Settings, register: Database
) -> None:
    mine = add(
        register, K.LOCATION, "Bieb", category="bibliotheek", source_ref="osm:bibliotheek", email="a@b.nl"
    )
    shown = guide(chosen)
    row = shown.places(toy.TOWN).set_index("id").loc[mine.id]
    assert (row["name"], row.email) == ("Bieb", "a@b.nl")
    assert (row.address, row.hours, row.buurt) == ("Kruisplein 1", "ma-vr 9-17", "BU00010000")
    assert "Bibliotheek" not in shown.places(toy.TOWN)["name"].tolist()
    assert shown.find(Query(toy.TOWN, "bibliotheek")).rows.id.tolist()[0] == mine.id
    record = shown.record(mine.id)
    assert record is not None
    assert record.meta["address"].origin == "eigen"
    saving.trash(register, mine.id, ANNE)
    assert "Bibliotheek" in guide(chosen).places(toy.TOWN)["name"].tolist()
    assert names(guide(chosen), text="bibliotheek") == ["Bibliotheek", "Zwerfbieb"]


def test_a_source_does_not_tell_where_a_sensitive_place_is(chosen: Settings, register: Database) -> None:
    add(
        register,
        K.LOCATION,
        "Opvang",
        category=secrets.SHELTER,
        source_ref="osm:bibliotheek",
        gemeente=toy.TOWN,
    )
    for role in (Role.PUBLIC, Role.PARTNER):
        shown = guide(chosen, role)
        row = shown.places(toy.TOWN).set_index("name").loc["Opvang"]
        assert (row.address, row.buurt) == ("", "")
        assert pd.isna(row.lat)
        text = shown.places(toy.TOWN).to_csv() + shown.things(toy.TOWN).to_csv()
        assert not any(word in text for word in ("Kruisplein", "bibliotheek", "Bibliotheek"))
        assert shown.find(Query(toy.TOWN, "kruisplein")).total == 0
        assert shown.claim("bibliotheek") == ""
        assert shown.source("bibliotheek") is None
    assert guide(chosen, Role.TEAM).places(toy.TOWN).set_index("name").loc["Opvang"].buurt == "BU00010000"


def test_where_something_lies_is_told_for_every_year_of_boundaries(
    chosen: Settings, register: Database
) -> None:
    place = add(register, K.LOCATION, "De Schakel", **at(0.5, 1.5))
    shown = guide(chosen)
    for year in (None, 2023, 2024):
        assert shown.area_of(place, year) == Spot(toy.TOWN, "WK000101", "BU00010100")
    assert shown.area_of(place, 1999) == Spot()
    assert shown.area_of(add(register, K.LOCATION, "Zonder punt"), 2024) == Spot()


def test_related_records_go_both_ways(chosen: Settings, register: Database) -> None:
    welfare = add(register, K.ORGANIZATION, "Welzijn")
    house = add(register, K.LOCATION, "Huis", organization_id=welfare.id)
    offer = add(register, K.SERVICE, "Les", organization_id=welfare.id, locations=[{"location_id": house.id}])
    shown = guide(chosen)
    assert [each.id for each in shown.related(house.id)] == [welfare.id, offer.id]
    assert {each.id for each in shown.related(welfare.id)} == {house.id, offer.id}
    assert shown.related("nergens") == []
    assert shown.gemeenten_of(house.id) == frozenset()


# -- finding


def test_facets_count_what_else_could_be_chosen(chosen: Settings, register: Database) -> None:
    house = add(register, K.LOCATION, "Huis", accessibility=["rolstoel"], **at(0.5, 0.5))
    morning = {**TUESDAY, "byday": "WE", "opens_at": "09:00", "closes_at": "11:00"}
    here = [{"location_id": house.id}]
    add(register, K.SERVICE, "Les", themes=["taal"], cost="gratis", languages=["ar"],
        target_groups=["ouderen"], schedules=[TUESDAY, morning], locations=here)  # fmt: skip
    add(register, K.SERVICE, "Koor", themes=["cultuur"], cost="betaald", schedules=[TUESDAY],
        target_groups=["iedereen"], locations=here)  # fmt: skip
    shown = guide(chosen)
    found = shown.find(Query(toy.TOWN, chosen={"kind": ["service"], "cost": ["gratis"]}))
    assert found.rows["name"].tolist() == ["Les"]
    assert found.counts["cost"] == {"gratis": 1, "betaald": 1}
    assert found.counts["theme"] == {"taal": 1}
    assert found.counts["kind"] == {"service": 1}
    assert found.counts["wheelchair"] == {"ja": 1}
    assert names(shown, chosen={"kind": ["service"], "target_group": ["ouderen"]}) == ["Koor", "Les"]
    assert shown.find(Query(toy.TOWN, chosen={"kind": ["service"]})).counts["target_group"]["ouderen"] == 2
    # Tuesday evening is not a Tuesday and an evening.
    assert names(shown, chosen={"kind": ["service"], "day": ["wo"], "daypart": ["avond"]}) == []
    assert names(shown, chosen={"kind": ["service"], "day": ["di"], "daypart": ["avond"]}) == ["Koor", "Les"]
    assert names(shown, chosen={"kind": ["service"], "daypart": ["ochtend"]}) == ["Les"]
    counts = shown.find(Query(toy.TOWN, chosen={"kind": ["service"], "day": ["wo"]})).counts
    assert counts["daypart"] == {"ochtend": 1}
    assert counts["day"] == {"di": 2, "wo": 1}
    counts = shown.find(Query(toy.TOWN, chosen={"kind": ["service"], "daypart": ["avond"]})).counts
    assert counts["day"] == {"di": 2, "wo": 0}
    monday = datetime.combine(shaping.monday(shown.day), datetime.min.time())
    now = monday.replace(hour=20) + pd.Timedelta(days=1)
    assert names(shown, chosen={"open": ["nu"]}, moment=now) == ["Koor", "Les"]
    assert names(shown, chosen={"open": ["nu"]}, moment=monday) == []
    # Tomorrow is the whole of the next day, also when that is in another week.
    assert names(shown, chosen={"open": ["morgen"]}, moment=monday.replace(hour=22)) == ["Koor", "Les"]
    assert names(shown, chosen={"open": ["morgen"]}, moment=now) == ["Les"]
    add(register, K.SERVICE, "Na het weekend", schedules=[{**TUESDAY, "byday": "MO"}], locations=here)
    shown, sunday = guide(chosen), now + pd.Timedelta(days=5)
    assert names(shown, chosen={"open": ["morgen"]}, moment=sunday) == ["Na het weekend"]
    assert names(shown, chosen={"open": ["week"]}, moment=sunday) == []
    assert shown.find(Query(toy.TOWN, moment=now)).counts["open"]["nu"] == 2


def test_within_reach_is_sorted_by_distance(chosen: Settings, register: Database) -> None:
    near, far = (add(register, K.LOCATION, name, **at(x, 0.5)) for name, x in (("Nabij", 0.6), ("Ver", 1.4)))
    where = [{"location_id": far.id}, {"location_id": near.id}]
    add(register, K.SERVICE, "Les", locations=where)
    point = toy.at(0.5, 0.5)
    found = guide(chosen).find(Query(toy.TOWN, point=(point.y, point.x), within=200))
    assert found.rows["name"].tolist() == ["Bibliotheek", "Taalcafé", "Les", "Nabij"]
    assert found.rows.distance.tolist() == pytest.approx([0, 0, 100, 100], abs=1)
    everything = guide(chosen).find(Query(toy.TOWN, point=(point.y, point.x)))
    assert everything.total == 12
    assert everything.rows.distance.is_monotonic_increasing or everything.rows.distance.isna().any()
    assert everything.page(2, 3).equals(everything.rows.iloc[2:5].reset_index(drop=True))


# -- roles


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_a_role_may_not_see_comes_out(chosen: Settings, register: Database, role: Role) -> None:
    secrets.plant(register)
    shown = guide(chosen, role)
    output: list[object] = [
        shown.places(toy.TOWN).to_csv(),
        shown.things(toy.TOWN).to_csv(),
        shown.records(),
        shown.version,
    ]
    for record in shown.records():
        output += [shown.related(record.id), shown.area_of(record), shown.area_of(record, 2023)]
        output += [shown.gemeenten_of(record.id)]
    for record in secrets.records():
        # Also where it's asked by who has the whole record.
        output += [shown.record(record.id), shown.related(record.id), shown.area_of(record, 2024)]
    found = shown.find(Query(toy.TOWN, "geheim"))
    output += [found.rows.to_csv(), found.counts]
    for each in output:
        secrets.assert_clean(each, role)
    assert len(secrets.found(output)) > 20


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_a_role_may_not_see_can_be_found_by(
    chosen: Settings, register: Database, role: Role
) -> None:
    secrets.plant(register)
    shown = guide(chosen, role)
    allowed, hits = secrets.expected(role), 0
    for token in secrets.least():
        if token.isalnum():
            total = shown.find(Query(toy.TOWN, token)).total
            vocabulary = shown._town(toy.TOWN).index.search._vocabulary
            assert token in allowed or f" {token.casefold()} " not in vocabulary
            assert token in allowed or not (total and token.startswith("06")), token
            hits += bool(total and token in allowed)
    assert hits > 5


# -- after a save


def everything(shown: Guide) -> dict[str, Any]:
    """All that a guide tells, in an order of its own."""
    found: dict[str, Any] = {}
    for gemeente in (toy.TOWN, toy.VILLAGE):
        found[f"places {gemeente}"] = shown.places(gemeente).to_dict("list")
        things = shown.things(gemeente)
        found[f"things {gemeente}"] = {} if not len(things) else things.sort_values("id").to_dict("list")
        for asked in (
            Query(gemeente, "eettafel"),
            Query(gemeente, "geheim naam"),
            Query(gemeente, chosen={"day": ["di"]}, moment=datetime(2026, 11, 24, 20)),
            Query(gemeente, point=(52.13, 5.34), within=900),
        ):
            answer = shown.find(asked)
            rows = answer.rows
            counts = {name: sorted(each.items()) for name, each in answer.counts.items()}
            found[str(asked)] = sorted(rows["id"]) if len(rows) else [], counts, answer.partial
    found["records"] = [replace(record) for record in shown.records()]
    found["related"] = {each.id: [other.id for other in shown.related(each.id)] for each in shown.records()}
    found["gemeenten"] = {each.id: shown.gemeenten_of(each.id) for each in shown.records()}
    return {key: str(value) for key, value in found.items()}


def _steps(database: Database, chance: random.Random) -> list[Callable[[], object]]:
    """Things that somebody may do to a register."""
    made: list[str] = []

    def some(kind: RecordKind) -> str:
        known = [
            id_ for id_ in made if (found := get(database, id_)) and found.kind is kind and not found.trashed
        ]
        return chance.choice([*known, ""])

    def create() -> None:
        kind = chance.choice([K.ORGANIZATION, K.LOCATION, K.SERVICE, K.SERVICE, K.CONTACT, K.NETWORK])
        values = fresh(kind)
        made.append(add(database, kind, values.pop("name"), **values).id)

    def fresh(kind: RecordKind) -> dict[str, Any]:
        values: dict[str, Any] = {"name": chance.choice(["Eettafel", "Naam", "Bieb Zuid", "Taalcafé"])}
        if kind is not K.CONTACT:
            values["status"] = chance.choice(["open", "open", "closed", "planned"])
        if kind in (K.LOCATION, K.SERVICE, K.NETWORK, K.CONTACT):
            values["organization_id"] = some(K.ORGANIZATION)
        if kind is K.LOCATION:
            values |= at(chance.choice([0.5, 1.5, 4.5]), 0.5) if chance.random() < 0.8 else {}
            values["category"] = chance.choice(["buurthuis", secrets.SHELTER])
            values["source_ref"] = chance.choice(["", "", "osm:bibliotheek", "osm:dorpshuis"])
        if kind is K.SERVICE:
            ids = {some(K.LOCATION), some(K.LOCATION)} - {""}
            values["locations"] = [{"location_id": id_} for id_ in sorted(ids)]
            values["schedules"] = chance.choice([[], [TUESDAY]])
        if kind is K.CONTACT:
            values |= {"title": "Rol", "lawful_basis": "toestemming", "expires": "2099-01-01"}
            scope = chance.choice([["name"], ["name", "title", "location_id"], []])
            given = {"date": "2026-01-01", "text_version": "1", "channel": "mondeling", "scope": scope}
            values |= {"consent": {**given, "withdrawn": ""}, "location_id": some(K.LOCATION)}
        return values

    def change() -> None:
        record = get(database, chance.choice(made)) if made else None
        if record and not record.trashed:
            visibility = {"name": chance.choice(["", "team"])} if record.kind is not K.CONTACT else None
            saving.save(database, record.id, record.version, fresh(record.kind), ANNE, visibility=visibility)

    def reword() -> None:
        record = get(database, chance.choice(made)) if made else None
        if record and not record.trashed and record.kind in (K.LOCATION, K.SERVICE):
            values = {"description": chance.choice(["", "Een eettafel", "Naam"]), "schedules": [TUESDAY]}
            saving.save(database, record.id, record.version, values, ANNE)
            saving.confirm(database, record.id, None, ANNE, date.today())

    def trash() -> None:
        record = get(database, chance.choice(made)) if made else None
        if record:
            (saving.untrash if record.trashed else saving.trash)(database, record.id, ANNE)

    def erase() -> None:
        persons = [id_ for id_ in made if (found := get(database, id_)) and found.kind is K.CONTACT]
        if persons:
            made.remove(persons[0])
            forgetting.erase(database, persons[0], ANNE, "De persoon vraagt erom")

    return [create, create, create, change, change, reword, reword, trash, erase]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_saves_it_is_as_one_made_from_scratch(
    chosen: Settings, register: Database, seed: int
) -> None:
    chance = random.Random(seed)
    steps = _steps(register, chance)
    for _ in range(4):
        for _ in range(chance.choice([1, 4, 8])):
            chance.choice(steps)()
        for role in ROLES if chance.random() < 0.6 else ROLES[:1]:
            told = everything(guide(chosen, role))
            live = guides._Live(guide(chosen).atlas, register, chosen, guide(chosen).day)
            scratch = everything(live.guide(role))
            assert told.keys() == scratch.keys()
            for part in told:
                assert told[part] == scratch[part], (role, part)


def test_the_guide_is_the_same_until_something_is_saved(chosen: Settings, register: Database) -> None:
    first = guide(chosen)
    assert guide(chosen) is first
    assert first.places(toy.TOWN) is first.places(toy.TOWN)
    add(register, K.LOCATION, "Nieuw", gemeente=toy.TOWN)
    second = guide(chosen)
    assert second is not first
    assert second.version != first.version
    assert "Nieuw" in second.places(toy.TOWN)["name"].tolist()
    # Whoever still looks at the state before can.
    assert "Nieuw" not in first.places(toy.TOWN)["name"].tolist()
    assert first.find(Query(toy.TOWN, "nieuw")).total == 0
    assert second.find(Query(toy.TOWN, "nieuw")).total == 1
    assert guide(chosen, Role.TEAM).version != second.version


def test_older_states_go_when_nobody_looks_at_them(chosen: Settings, register: Database) -> None:
    import gc
    import weakref

    states = []
    for number in range(5):
        add(register, K.LOCATION, f"Plek {number}", gemeente=toy.TOWN)
        shown = guide(chosen)
        shown.find(Query(toy.TOWN, "plek"))
        states.append(weakref.ref(shown))
    del shown
    gc.collect()
    assert [state() is not None for state in states] == [False] * 4 + [True]


def test_whoever_saves_sees_it_whatever_others_do_at_the_same_time(
    chosen: Settings, register: Database
) -> None:
    wrong: list[str] = []

    def work(number: int) -> None:
        for turn in range(6):
            name = f"Werk{number}x{turn}"
            add(register, K.LOCATION, name, gemeente=toy.TOWN)
            shown = guide(chosen, ROLES[number % 2])
            if name not in set(shown.places(toy.TOWN)["name"]) or not shown.find(Query(toy.TOWN, name)).total:
                wrong.append(name)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sum("Werk" in name for name in guide(chosen).places(toy.TOWN)["name"]) == 36


def test_asking_for_the_guide_is_cheap(chosen: Settings) -> None:
    guide(chosen)
    assert effort.of(lambda: guide(chosen)) < 6_000


def test_new_data_are_seen_at_the_next_call(chosen: Settings) -> None:
    before = guide(chosen)
    toy.write(chosen.data, toy.File("meer", places=toy.places([toy.place("Erbij", toy.at(0.2, 0.2))])))
    assert "Erbij" in guide(chosen).places(toy.TOWN)["name"].tolist()
    assert "Erbij" not in before.places(toy.TOWN)["name"].tolist()
