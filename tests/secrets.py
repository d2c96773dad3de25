"""Records full of planted secrets, and who may ever see each of them.

Every text, number and id that is planted is unique. `LEAST` says by hand, not by the code under test, which
role a secret needs. Put `records()` in a register (or `plant(db)`), make any output for a role, and
`assert_clean(output, role)` tells of each secret in it that the role may not see. `expected(role)` are those
that it may see: check some, or an empty output would be clean too.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from wijkkaart.record import SCOPED, FieldMeta, FieldType, Record, RecordKind, Role, fields_of, may_see
from wijkkaart.register.database import Database
from wijkkaart.register.writing import Author, editing

TODAY = date.today()
"""The states of consent are those of today: what is tested may well look at the clock."""
GEMEENTE, HIDDEN_BUURT = "GM0001", "BU00010102"
"""In the toy town. The sensitive place is the only one in its buurt: no output may say it's there."""
SHELTER = "opvang"
"""A sensitive category."""

P, R, T, B = Role.PUBLIC, Role.PARTNER, Role.TEAM, Role.ADMIN
NOBODY = None
K = RecordKind

_OPEN, _HIDDEN_AT = (52.1302, 5.3362), (52.1402, 5.3652)
_CONSENT = {
    "date": (TODAY - timedelta(days=100)).isoformat(),
    "text_version": "2026-1",
    "channel": "mondeling",
    "scope": [*SCOPED],
    "withdrawn": "",
}


class Planting:
    """Makes secrets and remembers who may see them."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.least: dict[str, Role | None] = {}
        self._count = 0

    def _secret(self, token: str, least: Role | None) -> str:
        assert token not in self.least
        self.least[token] = least
        return token

    def word(self, least: Role | None) -> str:
        """A word that stands nowhere else."""
        self._count += 1
        letters, rest = "", self._count
        while rest or len(letters) < 4:
            rest, digit = divmod(rest, 20)
            letters = "bcdfghjklmnpqrstvwxz"[digit] + letters
        return self._secret("q" + "u".join(letters) + "y", least)

    def value(self, type_: FieldType, least: Role | None) -> Any:
        """A value of a field with a secret in it; None for types in which none fits."""
        if type_ in (FieldType.TEXT, FieldType.LONG):
            return f"Geheim {self.word(least)}"
        if type_ is FieldType.EMAIL:
            return f"{self.word(least)}@voorbeeld.nl"
        if type_ is FieldType.URL:
            return f"https://{self.word(least)}.voorbeeld.nl"
        if type_ is FieldType.PHONES:
            self._count += 1
            number = self._secret(f"06{41000000 + self._count * 7919}", least)
            return [{"number": number, "description": self.word(least)}]
        if type_ is FieldType.SCHEDULES:
            return [_weekly(self.word(least))]
        return None

    def spot(self, base: tuple[float, float], least: Role | None) -> dict[str, float]:
        """A point within a few metres of `base`, of which both numbers are secrets."""
        self._count += 1
        lat, lon = (round(part + self._count * 0.00001, 5) for part in base)
        self._secret(f"{lat:.5f}", least)
        self._secret(f"{lon:.5f}", least)
        return {"latitude": lat, "longitude": lon}

    def add(
        self,
        kind: RecordKind,
        label: str,
        least: Role | None,
        *,
        given: Mapping[str, Any] | None = None,
        levels: Mapping[str, Role | None] | None = None,
        meta: Mapping[str, FieldMeta] | None = None,
        trashed: str = "",
    ) -> str:
        """A record with a secret in every field that can hold one; its id, itself a secret.

        `levels` says of a field who may see it, where that isn't `least` or the field's own role.
        """
        id_ = self._secret(str(uuid5(NAMESPACE_URL, f"wijkkaart:{label}")), least)
        values: dict[str, Any] = dict(given or {})
        for name, field in fields_of(kind).items():
            need = (levels or {}).get(name, _most(least, field.visibility if kind is not K.CONTACT else P))
            if name in values or name in ("kvk", "postcode", "gemeente", "about", "about_kind"):
                continue
            value = self.value(field.type, need)
            if value is not None:
                values[name] = value
        checked = {
            name: FieldMeta(checked="2026-05-05", checked_by=self.word(_most(least, T))) for name in ("name",)
        }
        for name, known in (meta or {}).items():
            checked[name] = replace(known, checked_by=checked.get(name, known).checked_by)
        self.records[id_] = Record(id_, kind, values, checked, 1, "2026-01-01", "2026-02-02", trashed)
        return id_


def _most(one: Role | None, other: Role) -> Role | None:
    return None if one is None else one if may_see(one, other) else other


def _weekly(text: str) -> dict[str, Any]:
    return {
        "freq": "WEEKLY",
        "interval": 1,
        "byday": "TU",
        "bymonthday": "",
        "dtstart": "2026-01-06",
        "until": "",
        "opens_at": "09:30",
        "closes_at": "11:30",
        "valid_from": "",
        "valid_to": "",
        "except": [],
        "extra": [],
        "holidays": "",
        "school_holidays": "",
        "description": text,
    }


def _show(role: Role) -> FieldMeta:
    return FieldMeta(visibility=role.value)


def _place(p: Planting, least: Role | None, base: tuple[float, float], **more: Any) -> dict[str, Any]:
    return {"status": "open", "gemeente": GEMEENTE, **p.spot(base, least), **more}


def _persons(p: Planting, organization: str, place: str, shelter: str) -> dict[str, str]:
    """Key persons in all states of consent."""

    def person(
        label: str, opened: Iterable[str] = (), to: Role = P, least: Role | None = T, **more: Any
    ) -> str:
        meta = more.pop("meta", None)
        values = {
            "organization_id": organization,
            "location_id": place,
            "lawful_basis": "toestemming",
            "expires": (TODAY + timedelta(days=200)).isoformat(),
            "category": "",
            **more,
        }
        levels: dict[str, Role | None] = dict.fromkeys(fields_of(K.CONTACT), least)
        levels |= dict.fromkeys(opened, to)
        return p.add(
            K.CONTACT,
            label,
            to if opened else least,
            given=values,
            levels=levels,
            meta=meta,
        )

    def consent(*scope: str, **more: Any) -> dict[str, Any]:
        return {**_CONSENT, **({"scope": [*scope]} if scope else {}), **more}

    opening = {name: _show(P) for name in (*SCOPED, "remark")}
    return {
        "none": person("person without consent"),
        "opened": person("person opened without consent", meta=opening),
        "other basis": person("person by another basis", lawful_basis="gerechtvaardigd_belang", meta=opening),
        "full": person("person who agreed", SCOPED, consent=consent()),
        "remark": person("person with an opened remark", SCOPED, consent=consent(), meta=opening),
        "name": person("person who agreed to the name", ("name",), consent=consent("name")),
        "no phone": person(
            "person who agreed to name and role", ("name", "title"), consent=consent("name", "title")
        ),
        "nameless": person("person who agreed to all but the name", consent=consent(*SCOPED[1:])),
        "withdrawn": person("person who withdrew", consent=consent(withdrawn="2026-10-10"), meta=opening),
        "future": person(
            "person who'll agree tomorrow", consent=consent(date=(TODAY + timedelta(days=1)).isoformat())
        ),
        "no text": person("person who agreed to no text", consent=consent(text_version="")),
        "no channel": person("person who agreed nowhere", consent=consent(channel="")),
        "beyond": person(
            "person who agreed to more than can be", SCOPED, consent=consent(*SCOPED, "remark", "consent")
        ),
        "special": person("person of faith by consent", SCOPED, special=True, consent=consent()),
        "special other": person(
            "person of faith by another basis",
            special=True,
            lawful_basis="gerechtvaardigd_belang",
            consent=consent(),
        ),
        "partner": person("person shown to partners", SCOPED, R, consent=consent(), meta={"name": _show(R)}),
        "admin phone": person(
            "person with a hidden telephone",
            ("name", "title"),
            consent=consent("name", "title", "phones"),
            meta={"phones": _show(T)},
        ),
        "expired": person("person whose time is up", least=B, expires=TODAY.isoformat(), consent=consent()),
        "endless": person("person without an end", least=B, expires="", consent=consent()),
        "sheltered": person("person at the shelter", SCOPED, consent=consent(), location_id=shelter),
    }


@cache
def _planted() -> Planting:
    p = Planting()
    organization = p.add(K.ORGANIZATION, "organisation", P, given={"status": "open"})
    p.add(
        K.ORGANIZATION,
        "organisation with levels",
        P,
        given={"status": "open", "parent_organization_id": organization},
        levels={"email": R, "phones": T, "website": B, "remark": T, "description": B},
        meta={
            "email": _show(R), "phones": _show(T), "website": _show(B), "remark": _show(P),
            "description": FieldMeta(visibility="iedereen"),
        },
    )  # fmt: skip
    p.add(K.ORGANIZATION, "organisation for partners", R, given={"status": "open"}, meta={"name": _show(R)})
    trashed = p.add(K.ORGANIZATION, "trashed organisation", T, given={"status": "open"}, trashed="2026-06-06")
    place = p.add(
        K.LOCATION, "place", P, given=_place(p, P, _OPEN, category="buurthuis", organization_id=organization)
    )
    p.add(
        K.LOCATION,
        "place of nobody",
        P,
        given=_place(p, P, _OPEN, category="buurthuis", organization_id=trashed),
        levels={"source_ref": T},
        meta={"source_ref": _show(P)},
    )
    p.add(
        K.LOCATION, "trashed place", T, given=_place(p, T, _OPEN, category="buurthuis"), trashed="2026-06-06"
    )
    hiding = dict.fromkeys(
        (
            "alternate_name",
            "address",
            "city",
            "hours_text",
            "transportation",
            "schedules",
            "source_ref",
            "remark",
        ),
        T,
    )
    shelter = p.add(
        K.LOCATION,
        "shelter",
        P,
        given=_place(p, T, _HIDDEN_AT, category=SHELTER, organization_id=organization, postcode="3811 ZQ"),
        levels=hiding,
        meta={"address": _show(P), "category": _show(T)},
    )
    persons = _persons(p, organization, place, shelter)
    _offers(p, organization, place, shelter, trashed)
    _networks(p, organization, trashed, persons)
    _notes(p, place, shelter, persons)
    p._secret("3811 ZQ", T)
    return p


def _offers(p: Planting, organization: str, place: str, shelter: str, trashed: str) -> None:
    def at(location: str, least: Role) -> dict[str, Any]:
        return {"location_id": location, "description": p.word(least), "schedules": [_weekly(p.word(least))]}

    here, there = at(place, P), at(shelter, T)
    given = {"status": "open", "organization_id": organization}
    p.add(K.SERVICE, "offer", P, given={**given, "locations": [here]})
    p.add(K.SERVICE, "offer here and there", P, given={**given, "locations": [at(place, P), there]})
    p.add(
        K.SERVICE,
        "night shelter",
        P,
        given={
            **given,
            "category": SHELTER,
            "locations": [at(shelter, T), at(place, T)],
            "service_area": [HIDDEN_BUURT],
        },
        levels={"schedules": T},
    )
    p.add(K.SERVICE, "offer of nobody", P, given={**given, "organization_id": trashed, "locations": []})
    p.add(K.SERVICE, "trashed offer", T, given={**given, "locations": [at(place, T)]}, trashed="2026-06-06")


def _networks(p: Planting, organization: str, trashed: str, persons: Mapping[str, str]) -> None:
    def member(least: Role, organization_id: str = "", person: str = "") -> dict[str, Any]:
        return {
            "organization_id": organization_id,
            "contact_id": persons.get(person, ""),
            "role": p.word(least),
            "since": "",
            "until": "",
        }

    members = [
        member(P, organization),
        member(T, organization, "none"),
        member(P, "", "full"),
        member(T, "", "name"),
        member(T, "", "withdrawn"),
        member(R, organization, "partner"),
        member(B, organization, "expired"),
        member(T, trashed),
    ]
    given = {"status": "open", "organization_id": organization}
    p.add(K.NETWORK, "network", P, given={**given, "members": members, "contact_id": persons["withdrawn"]})
    opened = {"members": _show(R), "contact_id": _show(R)}
    p.add(
        K.NETWORK,
        "closed network",
        P,
        given={
            **given,
            "members": [member(T, "", "none"), member(R, "", "full")],
            "contact_id": persons["none"],
        },
        meta=opened,
    )


def _notes(p: Planting, place: str, shelter: str, persons: Mapping[str, str]) -> None:
    def note(label: str, about: str, least: Role | None, opened: Role | None = None) -> None:
        names = ("name", "text", "date", "about_kind", "about")
        meta = {name: _show(opened) for name in names} if opened else None
        given = {"about_kind": "record", "about": about, "date": "2026-04-04", "gemeente": GEMEENTE}
        levels: dict[str, Role | None] = {"name": least, "text": least}
        p.add(K.NOTE, label, least, given=given, levels=levels, meta=meta)

    note("note", place, T)
    note("note for partners", place, R, R)
    note("note for everybody", place, P, P)
    note("note on the shelter", shelter, T, P)
    note("note on a person", persons["full"], T, P)
    note("note on an expired person", persons["expired"], B, P)


def records() -> list[Record]:
    """The records, of every kind and in every state."""
    return [*_planted().records.values()]


def least() -> dict[str, Role | None]:
    """Secret to the least role that may see it; None for nobody."""
    return dict(_planted().least)


def named(label: str) -> str:
    """The id of the record that was planted under a label."""
    return str(uuid5(NAMESPACE_URL, f"wijkkaart:{label}"))


def expected(role: Role) -> set[str]:
    """The secrets that `role` may see."""
    return {token for token, need in least().items() if need is not None and may_see(role, need)}


def found(output: object) -> set[str]:
    """The secrets in an output: text, bytes, or what JSON can hold; telephone numbers in any notation."""
    if isinstance(output, bytes | bytearray):
        text = output.decode("utf-8", errors="ignore")
    else:
        text = output if isinstance(output, str) else json.dumps(output, default=str, ensure_ascii=False)
    text = text.casefold()
    packed = re.sub(r"\+31|0031", "0", re.sub(r"[\s()./-]", "", text))
    return {token for token in least() if token.casefold() in text or (token[:2] == "06" and token in packed)}


def assert_clean(output: object, role: Role) -> None:
    """No secret is in `output` that `role` may not see."""
    leaked = found(output) - expected(role)
    about = {token: owner for token in leaked for owner in _owners(token)}
    assert not leaked, f"{role.value} sees what it may not: {about}"


def _owners(token: str) -> list[str]:
    """Kind and field in which a secret stands, for whoever has to find the leak."""
    places = []
    for record in records():
        if token == record.id:
            places.append(f"{record.kind.value} id")
        places += [
            f"{record.kind.value}.{name}"
            for name, value in record.values.items()
            if token.casefold() in json.dumps(value, default=str, ensure_ascii=False).casefold()
        ]
        places += [f"{record.kind.value}.meta" for known in record.meta.values() if token == known.checked_by]
    return places or ["?"]


def plant(db: Database) -> None:
    """Write the records in an empty register, as they are: some are in a state that no form lets through."""
    author = Author("Planter", Role.TEAM)
    order = [K.ORGANIZATION, K.LOCATION, K.CONTACT, K.SERVICE, K.NETWORK, K.NOTE]
    with editing(db, author) as edit:
        for record in sorted(records(), key=lambda each: order.index(each.kind)):
            made = edit.create(record.kind, record.values, meta=record.meta, key=record.id)
            if record.trashed:
                edit.trash(made)
