"""What is exported, with all that a writer needs beside the records themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wijkkaart.catalogue import options
from wijkkaart.model import Source
from wijkkaart.record import FIELDS, Record, RecordKind, Role

KIND_LABELS: Mapping[RecordKind, tuple[str, str]] = {
    RecordKind.ORGANIZATION: ("organisatie", "Organisaties"),
    RecordKind.LOCATION: ("plek", "Plekken"),
    RecordKind.SERVICE: ("aanbod", "Aanbod"),
    RecordKind.NETWORK: ("netwerk", "Netwerken"),
    RecordKind.CONTACT: ("sleutelpersoon", "Sleutelpersonen"),
    RecordKind.NOTE: ("notitie", "Notities"),
}
"""Kind to what one is called, and the title of a sheet with many."""


def all_terms() -> dict[str, dict[str, str]]:
    """`Field.options` to id to Dutch label, of every list of choices that a field has."""
    names = {entry.options for fields in FIELDS.values() for entry in fields if entry.options}
    return {name: {key: term.label for key, term in options(name).items()} for name in sorted(names)}


@dataclass(frozen=True)
class Spot:
    """The areas that a record lies in: codes and names, "" when they aren't known or may not be told."""

    gemeente: str = ""
    gemeente_name: str = ""
    wijk: str = ""
    wijk_name: str = ""
    buurt: str = ""
    buurt_name: str = ""


@dataclass(frozen=True)
class Selection:
    """Records as one role may see them, and how they were chosen."""

    records: Sequence[Record]
    """Stripped, in the order in which they're written."""
    known: Mapping[str, Record]
    """Id to every record that the role may see, stripped: names what is pointed at."""
    terms: Mapping[str, Mapping[str, str]]
    """`Field.options` to id to Dutch label."""
    spots: Mapping[str, Spot] = field(default_factory=dict)
    """Id of a record to where it lies."""
    areas: Mapping[str, str] = field(default_factory=dict)
    """CBS code to name."""
    role: Role = Role.PUBLIC
    area: str = ""
    """The area chosen, as people call it."""
    filters: str = ""
    """The filters in force, in Dutch; "" for none."""
    total: int = 0
    """How many records there were before the filters."""
    today: date = field(default_factory=date.today)
    sources: Sequence[Source] = ()
    """The publishers that something in it came from."""

    def of(self, kind: RecordKind) -> list[Record]:
        """The records of one kind, in order."""
        return [record for record in self.records if record.kind == kind]

    def label(self, options: str, key: str) -> str:
        """The Dutch label of a choice; the id itself when there's none."""
        return self.terms.get(options, {}).get(key, key)

    def name(self, key: str) -> str:
        """The name of a record that is pointed at; "" when the role may not see it."""
        found = self.known.get(key)
        return found.name if found else ""

    def spot(self, key: str) -> Spot:
        """Where a record lies."""
        return self.spots.get(key, Spot())

    @property
    def counted(self) -> str:
        """`218 van 312`."""
        return f"{len(self.records)} van {max(self.total, len(self.records))}"

    @property
    def notices(self) -> list[str]:
        """The obligatory notices of the sources, each with its licence."""
        found = []
        for source in self.sources:
            notice = source.notice.replace("{year}", "").strip(" ,") or f"Bron: {source.publisher}"
            found.append(f"{notice} ({source.licence})" if source.licence else notice)
        return found

    def account(self) -> list[tuple[str, str]]:
        """Heading and text of everything a reader must know of the whole: what, for whom, when, from whom."""
        return [
            ("Gebied", self.area or "alles"),
            ("Filters", self.filters or "geen"),
            ("Aantal", self.counted),
            ("Zichtbaar voor", self.role.value),
            ("Gemaakt op", f"{self.today:%d-%m-%Y}"),
            *(("Bron en licentie", notice) for notice in self.notices),
        ]


def completed(selection: Selection, kinds: Iterable[RecordKind]) -> list[Record]:
    """The records, with those of these kinds that they point at, directly or further on."""
    wanted, found = set(kinds), {record.id: record for record in selection.records}
    waiting = list(found.values())
    while waiting:
        for key in pointed(waiting.pop()):
            other = selection.known.get(key)
            if other is not None and other.kind in wanted and key not in found:
                found[key] = other
                waiting.append(other)
    return list(found.values())


def pointed(record: Record) -> list[str]:
    """The ids that a record points at."""
    ids = [record.values.get(name) for name in ("organization_id", "parent_organization_id", "location_id")]
    for row in record.values.get("locations") or []:
        ids.append(row.get("location_id"))
    for row in record.values.get("members") or []:
        ids += [row.get("organization_id"), row.get("contact_id")]
    return [key for key in ids if key]
