"""The description of the open data API (OpenAPI 3.1), made of the same definitions as its answers."""

from typing import Any

from wijkkaart import __version__
from wijkkaart.catalogue import options
from wijkkaart.export.hsds import spec
from wijkkaart.web.asked import LONGEST, MOST, USUAL
from wijkkaart.web.open_data import KINDS, MAPPED, PAGED, ROOT

Json = dict[str, Any]
_OBJECT = {"service": "organization", "service_at_location": "location"}
"""Table to the table of which JSON has one row in it, under the same name."""


def document() -> Json:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "wijkkaart: open data van de sociale kaart",
            "version": __version__,
            "description": (
                "Wat iedereen mag zien, volgens Open Referral HSDS 3.0. Sleutelpersonen en notities staan er "
                "niet in. Antwoorden hebben een ETag; vraag met If-None-Match alleen wat veranderd is. "
                f"Hoogstens {MOST} per bladzijde; bij te veel vragen volgt 429 met Retry-After."
            ),
        },
        "paths": _paths(),
        "components": {"schemas": schemas(), "parameters": _parameters()},
    }


def schemas() -> dict[str, Json]:
    """Name to JSON Schema of everything in the answers."""
    found = {table: _schema(table) for table in spec.TABLES if table != "meta_table_description"}
    found["page"] = {
        "type": "object",
        "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"],
        "properties": {
            **{name: {"type": "integer"} for name in ("total_items", "total_pages", "page_number", "size")},
            **{name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")},
        },
    }
    for name, (_, table) in KINDS.items():
        contents = {"type": "array", "maxItems": MOST, "items": _ref(table)}
        found[f"{name}_page"] = {
            "allOf": [
                _ref("page"),
                {"type": "object", "required": ["contents"], "properties": {"contents": contents}},
            ]
        }
    found["error"] = {
        "type": "object",
        "required": ["error", "fout"],
        "additionalProperties": False,
        "properties": {
            "error": {"enum": ["bad_request", "not_found", "too_many_requests", "unavailable"]},
            "fout": {"type": "string"},
        },
    }
    return found


def _schema(table: str) -> Json:
    columns = spec.TABLES[table][1]
    properties = {column.name: _property(column) for column in columns}
    for key, (child, _) in spec.LISTS.get(table, {}).items():
        properties[key] = {"type": "array", "items": _ref(child)}
    if table in spec.TAGGED:
        properties["attributes"] = {"type": "array", "items": _ref("attribute")}
    if table == "attribute":
        properties["taxonomy_term"] = _ref("taxonomy_term")
    if table in _OBJECT:
        properties[_OBJECT[table]] = _ref(_OBJECT[table])
    properties["metadata"] = {"type": "array", "items": _ref("metadata")}
    # What's nested doesn't repeat what it's nested in.
    needed = [column.name for column in columns if column.required and not column.to]
    return {"type": "object", "required": needed, "properties": properties, "additionalProperties": False}


def _property(column: spec.Column) -> Json:
    if column.type == "number":
        return {"type": "number"}
    form = {"date": "date", "datetime": "date-time"}.get(column.type, column.format)
    return {"type": "string", **({"format": form} if form else {})}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _paths() -> Json:
    found: Json = {}
    for name, (_, table) in KINDS.items():
        found[f"{ROOT}/{name}"] = _get(
            f"{name}, per bladzijde", PAGED, "application/json", _ref(f"{name}_page")
        )
        path = f"{ROOT}/{name}/{{id}}"
        found[path] = _get(f"een van {name}", (), "application/json", _ref(table))
        found[path]["get"]["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        ]
    found[f"{ROOT}/places.geojson"] = _get(
        "plekken in een gemeente, ook die uit bronnen", MAPPED, "application/geo+json", {"type": "object"}
    )
    found[f"{ROOT}/offers.ics"] = _get("aanbod in een gemeente", MAPPED, "text/calendar", {"type": "string"})
    return found


def _get(summary: str, parameters: tuple[str, ...], media: str, schema: Json) -> Json:
    failed = {"content": {"application/json": {"schema": _ref("error")}}}
    return {
        "get": {
            "summary": summary,
            "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in parameters],
            "responses": {
                "200": {"description": "gevonden", "content": {media: {"schema": schema}}},
                "304": {"description": "niet veranderd sinds de ETag in If-None-Match"},
                "400": {"description": "deze vraag kan niet", **failed},
                "404": {"description": "dit is er niet", **failed},
                "429": {"description": "te veel vragen", **failed},
                "503": {"description": "de gegevens zijn nu niet te lezen", **failed},
            },
        }
    }


def _parameters() -> Json:
    def text(description: str, **schema: Any) -> Json:
        return {"in": "query", "description": description, "schema": {"type": "string", **schema}}

    found = {
        "gemeente": text("CBS-code van een gemeente", pattern="^GM[0-9]{4}$"),
        "wijk": text("CBS-code van een wijk", pattern="^WK[0-9]{4}[0-9A-Z]{2}$"),
        "buurt": text("CBS-code van een buurt", pattern="^BU[0-9]{4}[0-9A-Z]{4}$"),
        "category": text("soort", enum=list(options("category"))),
        "target_group": text("voor wie", enum=list(options("target_group"))),
        "q": text("woorden in naam of omschrijving, die er alle in staan", maxLength=LONGEST),
        "updated_since": text("gewijzigd sinds deze datum of tijd"),
    }
    for name, usual, most in (("page", 1, 1_000_000), ("per_page", USUAL, MOST)):
        schema = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
        found[name] = {"in": "query", "description": "bladzijde", "schema": schema}
    found["per_page"]["description"] = "hoeveel op een bladzijde"
    return {name: {"name": name, **said} for name, said in found.items()}
