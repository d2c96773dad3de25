"""What each role sees, and what it never does."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from tests import effort, secrets
from wijkkaart.core.consent import consents, expires_within
from wijkkaart.core.visibility import notice, strip, strip_all, visible
from wijkkaart.model import PLACE_COLUMNS, Kind
from wijkkaart.record import (
    FIELDS,
    ROLES,
    SCOPED,
    FieldMeta,
    FieldType,
    Record,
    RecordKind,
    Role,
    fields_of,
    may_see,
)

SHOWN = {"id", "name", "role", "organisation", "category", "phone", "email"}
HIDDEN = ("description", "website", "hours", "days", "start", "end")


def frame(kinds: list[str], public: list[bool]) -> gpd.GeoDataFrame:
    """Places in which every text tells its own row and column."""
    rows = range(len(kinds))
    table = {
        name: [f"{name}-{row}" for row in rows] if kind == "str" else [True] * len(kinds)
        for name, kind in PLACE_COLUMNS.items()
    }
    table |= {"kind": kinds, "public": public}
    return gpd.GeoDataFrame(
        pd.DataFrame(table).astype(dict(PLACE_COLUMNS)),
        geometry=[Point(5, 52 + row / 100) for row in rows],
        crs="EPSG:4326",
    )


people = st.lists(st.tuples(st.sampled_from([*Kind]), st.booleans()), max_size=12)


@settings(max_examples=15)
@given(people, st.sampled_from(["publiek", "partner", "", "TEAM", "editor"]))
def test_nothing_of_a_person_who_did_not_agree_reaches_anyone_but_the_team(
    rows: list[tuple[Kind, bool]], role: str
) -> None:
    places = frame([kind.value for kind, _ in rows], [public for _, public in rows])
    before = places.copy()
    shown = visible(places, role)
    output = shown.to_json()
    for row, (kind, public) in enumerate(rows):
        hidden = kind is Kind.KEY_PERSON and not public
        assert (f'"name-{row}"' in output) is not hidden
        for column in HIDDEN:
            assert (f'"{column}-{row}"' in output) is (kind is not Kind.KEY_PERSON)
        if not hidden:
            assert all(f'"{column}-{row}"' in output for column in SHOWN)
    assert_geodataframe_equal(places, before)
    assert_geodataframe_equal(visible(shown, role), shown)
    assert list(shown.columns) == list(places.columns)
    assert dict(shown.dtypes) == dict(places.dtypes)
    assert shown.index.isin(places.index).all()


def test_the_public_is_who_one_is_when_nothing_is_said() -> None:
    assert visible(frame(["key_person", "place"], [False, False])).kind.tolist() == ["place"]


@pytest.mark.parametrize("role", ["team", "beheerder"])
def test_the_team_sees_everything_of_sources(role: str) -> None:
    places = frame(["key_person", "place"], [False, False])
    assert_geodataframe_equal(visible(places, role), places)


def test_of_a_sensitive_place_of_a_source_only_the_gemeente_is_told() -> None:
    places = frame(["place", "place"], [True, True])
    places["category"] = [secrets.SHELTER, "buurthuis"]
    shown = visible(places)
    assert shown.loc[0, ["address", "postcode", "city"]].tolist() == ["", "", ""]
    assert shown.geometry.isna().tolist() == [True, False]
    assert shown.gemeente.tolist() == ["gemeente-0", "gemeente-1"]
    assert visible(places, "team").geometry.notna().all()


@pytest.mark.parametrize("value", [None, np.nan, "ja", "True", 1, 1.0, "nee"])
def test_only_a_true_boolean_is_consent(value: object) -> None:
    places = frame(["key_person"], [True])
    places["public"] = pd.Series([value], dtype="object")
    assert visible(places).empty


@pytest.mark.parametrize("kind", ["", "KEY_PERSON", "person"])
def test_a_kind_that_is_not_known_is_treated_as_a_person(kind: str) -> None:
    assert visible(frame([kind], [False])).empty


def test_a_column_that_nobody_thought_of_is_emptied_for_persons_only() -> None:
    places = frame(["key_person", "place"], [True, True])
    places["note"] = ["over An", "over De Brug"]
    places["score"] = [1.5, 2.5]
    places["flag"] = [True, True]
    shown = visible(places)
    assert shown.note.tolist() == ["", "over De Brug"]
    assert np.isnan(shown.score[0])
    assert shown.flag.tolist() == [False, True]
    assert shown.geometry.notna().all()


def test_a_table_without_rows_stays_one() -> None:
    assert visible(frame([], [])).empty


# -- records of the register

TODAY = secrets.TODAY
TOMORROW = TODAY + timedelta(days=1)
OUTSIDERS = (Role.PUBLIC, Role.PARTNER)
CONSENT = {
    "date": "2026-03-02",
    "text_version": "2026-1",
    "channel": "brief",
    "scope": [*SCOPED],
    "withdrawn": "",
}


def output(records: Iterable[Record]) -> str:
    """All that is in records, as text."""
    return json.dumps([asdict(record) for record in records], default=str, ensure_ascii=False)


def person(**values: Any) -> Record:
    """A key person who agreed to everything, but for what is given."""
    standard = {
        "name": "An",
        "title": "buurvrouw",
        "email": "an@voorbeeld.nl",
        "consent": CONSENT,
        "lawful_basis": "toestemming",
        "expires": TOMORROW.isoformat(),
    }
    return Record("p1", RecordKind.CONTACT, standard | values)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_exactly_the_secrets_that_are_meant_for_it(role: Role) -> None:
    shown = output(strip_all(secrets.records(), role, TODAY).values())
    secrets.assert_clean(shown, role)
    assert secrets.found(shown) == secrets.expected(role)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_one_record_alone_shows_no_more_than_among_all(role: Role) -> None:
    together = strip_all(secrets.records(), role, TODAY)
    for record in secrets.records():
        alone = strip(record, role, TODAY)
        secrets.assert_clean(output([alone] if alone else []), role)
        assert (alone is not None) == (record.id in together) or record.kind is RecordKind.NOTE


def test_the_kit_tells_of_a_leak_and_where_it_is() -> None:
    raw = output(secrets.records())
    with pytest.raises(AssertionError, match=r"contact\.phones"):
        secrets.assert_clean(raw, Role.PUBLIC)
    number = next(t for t in secrets.least() if t.startswith("06") and t not in secrets.expected(Role.TEAM))
    with pytest.raises(AssertionError):
        secrets.assert_clean(f"bel +31 {number[1]} {number[2:6]} {number[6:]}", Role.TEAM)


WORDS = st.text("abc ", max_size=4)
IDS = st.sampled_from(["r0", "r1", "r2", "r3", "r4", "r5", "weg", ""])
CATEGORIES = st.sampled_from(["", secrets.SHELTER, "buurthuis"])
DAYS = st.sampled_from(["", "2020-01-01", TODAY.isoformat(), TOMORROW.isoformat(), "2030-01-01", "morgen"])
VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.PHONES: st.just([{"number": "033 123 45 67", "description": ""}]),
    FieldType.DATE: DAYS,
    FieldType.NUMBER: st.sampled_from([None, 52.1]),
    FieldType.BOOL: st.sampled_from([None, True, False]),
    FieldType.CHOICES: st.lists(WORDS, max_size=2),
    FieldType.AREAS: st.lists(st.sampled_from(["BU00010000", "GM0001", "x"]), max_size=2),
    FieldType.SCHEDULES: st.just([{"freq": "", "description": "om de hoek"}]),
    FieldType.RECORD: IDS,
    FieldType.RECORDS_AT: st.lists(
        st.fixed_dictionaries({"location_id": IDS, "organization_id": IDS, "contact_id": IDS, "role": WORDS}),
        max_size=3,
    ),
    FieldType.CONSENT: st.one_of(
        st.just({}),
        st.just(CONSENT),
        st.fixed_dictionaries(
            {
                "date": DAYS,
                "text_version": WORDS,
                "channel": WORDS,
                "scope": st.lists(st.sampled_from([*SCOPED, "remark"])),
                "withdrawn": st.sampled_from(["", "2026-01-01", None, True]),
            }
        ),
    ),
}


@st.composite
def registers(draw: st.DrawFn) -> list[Record]:
    """A few records of any kind that refer to each other, with levels of their own here and there."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from([*RecordKind]))
        values, meta = {"name": f"naam {number}"}, {}
        for name, field in fields_of(kind).items():
            if name == "category":
                values[name] = draw(CATEGORIES)
            elif name == "about":
                values[name] = draw(IDS)
            elif name != "name" and draw(st.booleans()):
                values[name] = draw(VALUES.get(field.type, WORDS))
            if draw(st.integers(0, 5)) == 0:
                meta[name] = FieldMeta(checked_by="Bo", visibility=draw(st.sampled_from([*ROLES, "", "wie"])))
        found.append(
            Record(f"r{number}", kind, values, meta, trashed=draw(st.sampled_from(["", "2026-01-01"])))
        )
    return found


def facts(record: Record) -> set[tuple[str, str]]:
    """All single values in a record, with where they stand; what isn't known left out."""

    def inside(path: str, value: Any) -> Iterable[tuple[str, str]]:
        if isinstance(value, dict):
            return [pair for key, part in value.items() for pair in inside(f"{path}.{key}", part)]
        if isinstance(value, list | tuple):
            return [pair for part in value for pair in inside(path, part)]
        return [] if value in ("", None) else [(path, str(value))]

    rough = {name: value for name, value in record.values.items() if name != "service_area"}
    return {*inside("", rough), *inside("meta", {name: asdict(known) for name, known in record.meta.items()})}


@given(registers())
def test_no_role_ever_sees_more_than_a_higher_one(records: list[Record]) -> None:
    views = [strip_all(records, role, TODAY) for role in ROLES]
    for lower, higher in pairwise(views):
        assert set(lower) <= set(higher)
        for id_, record in lower.items():
            assert facts(record) <= facts(higher[id_])
            assert set(record.values) <= set(higher[id_].values)


@given(registers(), st.sampled_from(ROLES))
def test_stripping_twice_is_stripping_once_and_changes_nothing_given(
    records: list[Record], role: Role
) -> None:
    before = output(records)
    once = strip_all(records, role, TODAY)
    assert strip_all(once.values(), role, TODAY) == once
    assert output(records) == before


@given(registers(), st.sampled_from(ROLES), st.sampled_from(ROLES))
def test_what_was_stripped_for_one_role_never_opens_for_another(
    records: list[Record], first: Role, second: Role
) -> None:
    least = first if may_see(second, first) else second
    through = strip_all(strip_all(records, first, TODAY).values(), second, TODAY)
    direct = strip_all(records, least, TODAY)
    assert set(through) <= set(direct)
    for id_, record in through.items():
        assert facts(record) <= facts(direct[id_])


@given(registers(), st.sampled_from(ROLES))
def test_nothing_refers_to_what_is_not_seen(records: list[Record], role: Role) -> None:
    seen = strip_all(records, role, TODAY)
    for record in seen.values():
        for name, field in fields_of(record.kind).items():
            if field.type is FieldType.RECORD:
                assert not record[name] or record[name] in seen
            if field.type is FieldType.RECORDS_AT:
                refers = (
                    ("location_id",)
                    if record.kind is RecordKind.SERVICE
                    else ("organization_id", "contact_id")
                )
                assert all(not row[key] or row[key] in seen for row in record[name] for key in refers)


EVERY_FIELD = [(kind, field.name) for kind, fields in FIELDS.items() for field in fields]


@pytest.mark.parametrize(("kind", "name"), EVERY_FIELD, ids=lambda part: str(part))
def test_every_field_of_every_kind_goes_by_its_level(kind: RecordKind, name: str) -> None:
    field = fields_of(kind)[name]
    values = {"name": "naam", "expires": "2100-01-01"} if kind is RecordKind.CONTACT else {"name": "naam"}
    # Something that isn't empty, whatever the type: stripping goes by name.
    values.setdefault(
        name, "x" if field.type not in VALUES else ["x"] if field.type is FieldType.CHOICES else 1
    )
    if field.type in (FieldType.RECORD, FieldType.RECORDS_AT, FieldType.SCHEDULES, FieldType.AREAS):
        values[name] = field.empty
    for needed in ("", *ROLES):
        meta = {name: FieldMeta(visibility=needed)}
        for role in ROLES:
            shown = strip(Record("x", kind, values, meta), role, TODAY)
            level = Role(needed) if needed else field.visibility
            closed = kind is RecordKind.CONTACT or name in {"remark", "source_ref"}
            level = Role.TEAM if closed and not may_see(level, Role.TEAM) else level
            named = kind in (RecordKind.CONTACT, RecordKind.NOTE) and name != "name" and role in OUTSIDERS
            assert (shown is not None and name in shown.values) is (may_see(role, level) and not named)


def test_a_level_that_is_no_role_shows_the_field_to_nobody_but_who_can_set_it_right() -> None:
    record = Record(
        "x", RecordKind.SERVICE, {"name": "n", "cost": "gratis"}, {"cost": FieldMeta(visibility="?")}
    )
    seen = [role for role in ROLES if "cost" in strip(record, role, TODAY).values]  # type: ignore[union-attr]
    assert seen == [Role.ADMIN]


def test_a_role_that_does_not_exist_sees_nothing() -> None:
    assert strip_all([*secrets.records(), person()], "iedereen", TODAY) == {}


def test_consent_opens_field_by_field() -> None:
    for name in SCOPED:
        record = person(
            consent={**CONSENT, "scope": ["name", name]}, category="huisarts", phones=[{"number": "06"}]
        )
        shown = strip(record, Role.PUBLIC, TODAY)
        assert shown is not None
        assert set(shown.values) <= {"name", name}
        assert (name in shown.values) is (name in record.values)


@pytest.mark.parametrize(
    "change",
    [
        {"consent": {}},
        {"consent": "ja"},
        {"consent": {**CONSENT, "scope": "name"}},
        {"consent": {**CONSENT, "date": ""}},
        {"consent": {**CONSENT, "date": "gisteren"}},
        {"consent": {**CONSENT, "date": TOMORROW.isoformat()}},
        {"consent": {**CONSENT, "text_version": ""}},
        {"consent": {**CONSENT, "channel": ""}},
        {"consent": {**CONSENT, "withdrawn": TODAY.isoformat()}},
        {"consent": {**CONSENT, "withdrawn": True}},
        {"consent": {**CONSENT, "scope": ["title", "phones"]}},
        {"expires": TODAY.isoformat()},
        {"expires": ""},
        {"expires": None},
        {"expires": "2026-13-01"},
        {"special": True, "lawful_basis": "gerechtvaardigd belang"},
        {"special": "ja", "lawful_basis": ""},
    ],
    ids=str,
)
def test_without_valid_consent_nobody_outside_the_team_sees_a_person(change: dict[str, Any]) -> None:
    record = person(**change)
    assert [strip(record, role, TODAY) for role in OUTSIDERS] == [None, None]
    assert strip(person(), Role.PUBLIC, TODAY) is not None
    opened = replace(record, meta={name: FieldMeta(visibility="publiek") for name in fields_of("contact")})
    assert [strip(opened, role, TODAY) for role in OUTSIDERS] == [None, None]


def test_the_day_it_ends_consent_has_ended() -> None:
    record = person(expires="2026-05-01")
    assert consents(record, date(2026, 4, 30)) == set(SCOPED)
    assert consents(record, date(2026, 5, 1)) == set()
    assert expires_within(record, date(2026, 4, 1), 30)
    assert not expires_within(record, date(2026, 4, 1), 29)


def test_of_a_person_whose_time_is_up_the_team_is_told_the_name_and_the_date_on_the_worklist_only() -> None:
    record = person(expires=TODAY.isoformat())
    assert strip(record, Role.TEAM, TODAY) is None
    told = notice(record, Role.TEAM, TODAY)
    assert told is not None
    assert dict(told.values) == {"name": "An", "expires": TODAY.isoformat()}
    assert [notice(record, role, TODAY) for role in OUTSIDERS] == [None, None]
    everything = notice(record, Role.ADMIN, TODAY)
    assert everything is not None
    assert dict(everything.values) == dict(record.values)


def test_many_places_with_their_offers_are_stripped_once_each() -> None:
    def on(many: int) -> effort.Work:
        places = [
            Record(
                f"l{n}",
                RecordKind.LOCATION,
                {"name": f"plek {n}", "address": f"Dorpsstraat {n}", "category": "kerk"},
            )
            for n in range(many)
        ]
        offers = [
            Record(
                f"s{n}", RecordKind.SERVICE, {"name": "eten", "locations": [{"location_id": f"l{n // 2}"}]}
            )
            for n in range(2 * many)
        ]
        return lambda: strip_all([*places, *offers], Role.PUBLIC, TODAY)

    assert effort.each(on, 100) < 3 * 150
    assert len(on(100)()) == 300
