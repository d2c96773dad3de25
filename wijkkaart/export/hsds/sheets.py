"""The tables of HSDS while they fill: rows once each, tags and remarks on them, ids that stay the same."""

import re
from collections import Counter
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from wijkkaart.export import cells
from wijkkaart.export.hsds import spec
from wijkkaart.export.hsds.schedules import schedule_row
from wijkkaart.export.selection import Selection
from wijkkaart.record import FIELDS, Record

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_SPACE = uuid5(NAMESPACE_URL, "https://wijkkaart.nl/hsds")


def derived(*parts: object) -> str:
    """The id of a row that was made of something with these names."""
    return str(uuid5(_SPACE, "/".join(map(str, parts))))


def as_uuid(key: str) -> str:
    """The id of a record as HSDS wants it; of one that isn't a UUID (a source's place) one is made."""
    try:
        return str(UUID(key))
    except ValueError:
        return derived("record", key)


class Sheets:
    """Table to rows, only with the columns that are filled."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.rows: Rows = {name: [] for name in spec.TABLES}
        self._taken: set[str] = set()
        self._rules: Counter[str] = Counter()
        self._terms: dict[tuple[str, str], str] = {}

    def add(self, table: str, **values: Any) -> str:
        """Put a row in a table, without what's empty; its id. The same row twice is one row."""
        row = {name: value for name, value in values.items() if value is not None and value != ""}
        if row["id"] not in self._taken:
            self._taken.add(row["id"])
            self.rows[table].append(row)
        return str(row["id"])

    def schedule(self, rule: Row, **owner: str) -> None:
        """A rule of a schedule, with what HSDS can't say as attributes."""
        row, rest = schedule_row(rule)
        of = "/".join(owner.values())
        key = derived(of, "schedule", self._rules[of])
        self._rules[of] += 1
        self.add("schedule", **row | owner | {"id": key})
        for name, text in rest.items():
            self.say(key, "schedule", name, text)

    def tag(self, key: str, table: str, name: str, options: str, choice: str) -> None:
        term = self._term(options, choice, self.selection.label(options, choice))
        self.add(
            "attribute",
            id=derived(key, name, options, choice),
            link_id=key,
            taxonomy_term_id=term,
            link_type=name,
            link_entity=table,
        )

    def say(self, key: str, table: str, name: str, value: str) -> None:
        term = self._term(spec.FIELDS, name, name)
        self.add(
            "attribute",
            id=derived(key, spec.FIELDS, name),
            link_id=key,
            taxonomy_term_id=term,
            link_type=name,
            link_entity=table,
            value=value,
        )

    def _term(self, options: str, choice: str, label: str) -> str:
        if (options, choice) not in self._terms:
            self._terms[options, choice] = self._new_term(options, choice, label)
        return self._terms[options, choice]

    def _new_term(self, options: str, choice: str, label: str) -> str:
        taxonomy = self.add(
            "taxonomy",
            id=derived("taxonomy", options),
            name=options,
            description=f"wijkkaart: {options}",
        )
        return self.add(
            "taxonomy_term",
            id=derived("term", options, choice),
            code=f"{options}:{choice}",
            name=label or choice,
            description=label or choice,
            taxonomy=options,
            language="nl",
            taxonomy_id=taxonomy,
        )

    def metadata(self, record: Record, key: str, table: str) -> None:
        """Checks and origins, field by field. Who checked is somebody of the team, and isn't told."""
        publishers = {source.id: source.publisher for source in self.selection.sources}
        for name, known in record.meta.items():
            if name not in record.values or not (known.checked or known.origin):
                continue
            fields = {field.name: field for field in FIELDS[record.kind]}
            if name not in fields:
                continue
            said = str(cells.written(fields[name], record.values[name], self.selection)) or "-"
            self.add(
                "metadata",
                id=derived(key, "metadata", name),
                resource_id=key,
                resource_type=table,
                last_action_date=cells.iso_date(known.checked) or cells.iso_date(record.modified[:10]),
                last_action_type="checked" if known.checked else "origin",
                field_name=name,
                previous_value=said,
                replacement_value=said,
                updated_by=publishers.get(known.origin, known.origin) or "wijkkaart",
            )


def utc(text: str) -> str:
    """An ISO time in UTC as a data package wants it: `2026-11-26T09:30:00Z`."""
    return f"{text[:19]}Z" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*", text) else ""


def fits(form: str, text: str) -> bool:
    """Whether a text is an address as HSDS means it; others stay as attributes."""
    if form == "uri":
        return re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text) is not None and text.isascii()
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) is not None
