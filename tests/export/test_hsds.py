"""HSDS 3.0: what it says, and that it holds to its own schemas."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.export import sample
from wijkkaart.export.hsds import nested, package, spec
from wijkkaart.export.hsds.rows import rows_of
from wijkkaart.export.hsds.schedules import rule_of, schedule_row
from wijkkaart.record import RecordKind

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "hsds"
shared = pytest.mark.skipif(not PUBLISHED.exists(), reason="needs HSDS's own schemas")

CONSTRAINTS = {"string": str, "number": float}


def _package() -> dict[str, list[dict[str, str]]]:
    chosen = sample.selection()
    with zipfile.ZipFile(io.BytesIO(package.write(rows_of(chosen), chosen))) as archive:
        assert archive.testzip() is None
        return {
            table: list(csv.DictReader(io.StringIO(archive.read(path).decode(), newline="")))
            for table, (path, _) in spec.TABLES.items()
        }


def _attributes(rows: dict[str, list[dict[str, Any]]], key: str) -> dict[str, list[str]]:
    terms = {term["id"]: term["code"] for term in rows["taxonomy_term"]}
    found: dict[str, list[str]] = {}
    for tag in rows["attribute"]:
        if tag["link_id"] == key:
            code = terms[tag["taxonomy_term_id"]]
            found.setdefault(tag["link_type"], []).append(tag.get("value") or code)
    return found


def test_every_record_but_notes_goes_out_under_its_own_id() -> None:
    rows = rows_of(sample.selection())
    ids = {row["id"] for table in ("organization", "service", "location", "contact") for row in rows[table]}
    expected = {found.id for found in sample.records() if found.kind is not RecordKind.NOTE}
    assert expected <= ids
    assert sample.NOTE not in json.dumps(rows)


def test_a_status_is_mapped_and_the_exact_one_kept() -> None:
    rows = rows_of(sample.selection())
    assert {row["id"]: row["status"] for row in rows["service"]} == {
        sample.OFFER: "inactive",
        sample.LOOSE: "active",
    }
    assert _attributes(rows, sample.OFFER)["status"] == ["status:moved"]


def test_a_check_is_told_with_its_date_but_not_who_did_it() -> None:
    rows = rows_of(sample.selection())
    offer = next(row for row in rows["service"] if row["id"] == sample.OFFER)
    assert offer["assured_date"] == "2026-09-09"
    assert offer["last_modified"] == "2026-11-01T09:08:07Z"
    [known] = [row for row in rows["metadata"] if row["resource_id"] == sample.OFFER]
    assert (known["field_name"], known["last_action_type"]) == ("schedules", "checked")
    assert "SECRET-CHECKER" not in json.dumps(rows)


def test_a_service_without_an_organisation_gets_the_one_that_stands_for_none() -> None:
    rows = rows_of(sample.selection())
    loose = next(row for row in rows["service"] if row["id"] == sample.LOOSE)
    stand_in = next(row for row in rows["organization"] if row["id"] == loose["organization_id"])
    assert stand_in["name"] == spec.NO_ORGANIZATION


def test_what_an_offer_points_at_comes_along_but_nothing_else() -> None:
    [offer] = [found for found in sample.records() if found.id == sample.OFFER]
    rows = rows_of(sample.selection([offer]))
    assert {row["id"] for row in rows["location"]} == {sample.PLACE, sample.SHELTER}
    assert [row["id"] for row in rows["organization"]] == [sample.ORG]
    assert rows["contact"] == []


def test_ids_are_uuids_and_the_same_in_every_export() -> None:
    first, second = rows_of(sample.selection()), rows_of(sample.selection())
    assert first == second
    ids = [row["id"] for found in first.values() for row in found]
    assert len(ids) == len(set(ids))
    assert all(str(UUID(key)) == key for key in ids)


def test_a_record_without_a_uuid_gets_one() -> None:
    place = sample.record(RecordKind.LOCATION, "osm-node-1", name="Bankje", status="open")
    rows = rows_of(sample.selection([place]))
    assert UUID(rows["location"][0]["id"]).version == 5


def test_an_address_that_is_no_url_or_email_stays_as_an_attribute() -> None:
    place = sample.record(RecordKind.ORGANIZATION, sample.ORG, name="A", website="kamp", email="bel maar")
    rows = rows_of(sample.selection([place]))
    assert not {"website", "email"} & rows["organization"][0].keys()
    assert _attributes(rows, sample.ORG)["website"] == ["kamp"]


@pytest.mark.parametrize("rule", [sample.TUESDAY, sample.ONCE, sample.TUESDAY | {"interval": 2}])
def test_a_schedule_comes_back_from_hsds_as_it_was(rule: dict[str, Any]) -> None:
    row, rest = schedule_row(rule)
    filled = {name: value for name, value in rule.items() if value not in ("", [])}
    back = rule_of(row, rest)
    assert {name: value for name, value in back.items() if value != ""} == {
        name: value for name, value in filled.items() if name != "interval" or rule["freq"]
    }


def test_nested_json_gives_the_same_tables_again() -> None:
    rows = rows_of(sample.selection())
    whole = json.loads(nested.write(rows, sample.selection()))
    tops = [(table, whole[key]) for key, table in nested.TOP.items()]
    back = nested.flattened(tops)
    for table in spec.TABLES:
        if table != "meta_table_description":
            key = lambda row: row["id"]  # noqa: E731
            assert sorted(back[table], key=key) == sorted(rows[table], key=key), table


def test_nothing_in_the_tables_can_be_calculated() -> None:
    tables = _package()
    assert tables["service"][0]["name"] == "'=Samen eten"
    assert tables["phone"][0]["number"] == "+31 33 1234567"
    for rows in tables.values():
        for row in rows:
            assert not any(text[:1] in tuple("=-@\t\r") for text in row.values() if text)


@shared
def test_the_tables_hold_to_the_published_data_package() -> None:
    published = json.loads((PUBLISHED / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {found["name"]: (found["path"], found["schema"]) for found in published["resources"]}
    tables = _package()
    ids = {table: {row["id"] for row in rows} for table, rows in tables.items()}
    for table, rows in tables.items():
        path, schema = schemas[table]
        assert path == spec.TABLES[table][0]
        fields = {field["name"]: field for field in schema["fields"]}
        refers = {key["fields"]: key["reference"]["resource"] for key in schema.get("foreignKeys", [])}
        assert {column.name for column in spec.TABLES[table][1]} <= fields.keys(), table
        needed = {name for name, field in fields.items() if field["constraints"].get("required")}
        assert rows, table
        for row in rows:
            assert {name for name in needed if not row.get(name)} == set(), table
            for name, text in row.items():
                if text:
                    _check(fields[name], text)
                    assert name not in refers or text in ids[refers[name]], (table, name)


def _check(field: dict[str, Any], text: str) -> None:
    assert text in field["constraints"].get("enum", [text]), field
    match field["type"], field.get("format", ""):
        case "number", _:
            float(text)
        case "date", _:
            date.fromisoformat(text)
        case "time", _:
            datetime.strptime(text, "%H:%M:%S")
        case "datetime", _:
            datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
        case _, "uuid":
            UUID(text)
        case _, "uri":
            assert text.startswith("http")
        case _, "email":
            assert "@" in text


@shared
def test_the_nested_json_holds_to_the_published_schemas() -> None:
    whole = json.loads(nested.write(rows_of(sample.selection()), sample.selection()))
    for key, table in nested.TOP.items():
        validator = published(table)
        assert whole[key], key
        for row in whole[key]:
            assert [error.message for error in validator.iter_errors(row)] == []


@shared
def test_the_published_schemas_refuse_what_is_wrong() -> None:
    validator = published("service")
    assert list(validator.iter_errors({"id": "geen uuid", "name": "A", "status": "open"}))


def published(table: str) -> Draft202012Validator:
    """A validator of HSDS's own schema of a table, formats included."""
    registry: Registry = Registry()
    for path in (PUBLISHED / "schema").glob("*.json"):
        found = json.loads(path.read_text(encoding="utf-8"))
        registry = registry.with_resource(path.name, Resource.from_contents(found, DRAFT202012))
    return Draft202012Validator({"$ref": f"{table}.json"}, registry=registry, format_checker=FormatChecker())
