"""The fields of every kind of record, and who may see each: what is asked, shown, checked and exported."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from wijkkaart.record.words import RecordKind, Role


class FieldType(StrEnum):
    """How a field is asked, compared and printed, and what its value is in Python."""

    TEXT = "text"
    """str, one line."""
    LONG = "long"
    """str, more lines; plain text."""
    PHONES = "phones"
    """list of {"number", "description"}; numbers as people write them in the Netherlands."""
    EMAIL = "email"
    """str."""
    URL = "url"
    """str, with http:// or https://."""
    DATE = "date"
    """str, an ISO date; "" when unknown."""
    NUMBER = "number"
    """float, or None when unknown."""
    BOOL = "bool"
    """True, False, or None when unknown."""
    CHOICE = "choice"
    """str, one of `options`; "" when unknown."""
    CHOICES = "choices"
    """list of str out of `options`."""
    AREAS = "areas"
    """list of CBS codes."""
    SCHEDULES = "schedules"
    """list of schedules, see `core.schedules`."""
    RECORD = "record"
    """str, the id of a record of kind `of`; "" for none."""
    RECORDS_AT = "records_at"
    """Rows of a link table: `service_at_location` or `membership`."""
    CONSENT = "consent"
    """{"date", "text_version", "channel", "scope": [field names], "withdrawn"}; {} for none."""


EMPTY: Mapping[FieldType, Any] = {
    FieldType.PHONES: [],
    FieldType.NUMBER: None,
    FieldType.BOOL: None,
    FieldType.CHOICES: [],
    FieldType.AREAS: [],
    FieldType.SCHEDULES: [],
    FieldType.RECORDS_AT: [],
    FieldType.CONSENT: {},
}
"""What stands for "not known", where it isn't ""."""


class Shelf(StrEnum):
    """What goes stale together; the months are a setting (`Settings.shelf_months`)."""

    HOURS = "hours"
    CONTACT = "contact"
    ADDRESS = "address"


@dataclass(frozen=True)
class Field:
    """One field of a kind of record."""

    name: str
    """Column, and key in `Record.values`; HSDS's own name where it has one."""
    label: str
    """Dutch, as on forms, in history and above columns of exports."""
    type: FieldType = FieldType.TEXT
    visibility: Role = Role.PUBLIC
    """The least role that sees it, unless the record says otherwise."""
    shelf: Shelf | None = None
    """Which shelf life it has; None never goes stale."""
    required: bool = False
    options: str = ""
    """Where the choices come from: `status`, `category`, `target_group`, ... (see `present.choices`)."""
    of: RecordKind | None = None
    """The kind that a RECORD field points to."""
    help: str = ""
    """Dutch, one sentence under the field on a form."""

    @property
    def empty(self) -> Any:
        """The value when nothing is known; a fresh one each time."""
        value = EMPTY.get(self.type, "")
        return value.copy() if isinstance(value, list | dict) else value


T, K = FieldType, RecordKind

_PHONES = Field("phones", "Telefoon", T.PHONES, shelf=Shelf.CONTACT)
_EMAIL = Field("email", "E-mail", T.EMAIL, shelf=Shelf.CONTACT)
_DESCRIPTION = Field("description", "Omschrijving", T.LONG)
_REMARK = Field("remark", "Opmerking voor het team", T.LONG, visibility=Role.TEAM)
_GROUPS = Field("target_groups", "Voor wie", T.CHOICES, options="target_group")
_THEMES = Field("themes", "Thema's", T.CHOICES, options="theme")
_LANGUAGES = Field("languages", "Talen", T.CHOICES, options="language")
_STATUS = Field("status", "Stand", T.CHOICE, required=True, options="status")
_ALERT = Field("alert", "Let op", T.TEXT, help="Komt groot bovenaan te staan, bijvoorbeeld: in juli dicht.")

FIELDS: Mapping[RecordKind, tuple[Field, ...]] = {
    K.ORGANIZATION: (
        Field("name", "Naam", required=True),
        Field("alternate_name", "Andere naam"),
        Field("category", "Soort", T.CHOICE, options="category"),
        Field("legal_status", "Vorm", T.CHOICE, options="legal_status"),
        _DESCRIPTION,
        Field("parent_organization_id", "Hoort bij", T.RECORD, of=K.ORGANIZATION),
        Field("website", "Website", T.URL, shelf=Shelf.CONTACT),
        _EMAIL,
        _PHONES,
        _THEMES,
        _GROUPS,
        Field("service_area", "Werkgebied", T.AREAS, help="Leeg betekent: de hele gemeente."),
        Field("kvk", "KVK-nummer"),
        _STATUS,
        Field("opened", "Begonnen op", T.DATE),
        Field("closed", "Gestopt op", T.DATE),
        _REMARK,
    ),
    K.LOCATION: (
        Field("name", "Naam", required=True),
        Field("alternate_name", "Andere naam"),
        Field("category", "Soort", T.CHOICE, required=True, options="category"),
        Field("organization_id", "Van wie", T.RECORD, of=K.ORGANIZATION),
        _DESCRIPTION,
        Field("address", "Straat en huisnummer", shelf=Shelf.ADDRESS),
        Field("postcode", "Postcode", shelf=Shelf.ADDRESS),
        Field("city", "Plaats", shelf=Shelf.ADDRESS),
        Field("latitude", "Breedtegraad", T.NUMBER, shelf=Shelf.ADDRESS),
        Field("longitude", "Lengtegraad", T.NUMBER, shelf=Shelf.ADDRESS),
        Field("approximate", "Plek op de kaart is ongeveer", T.BOOL),
        Field("gemeente", "Gemeente", T.TEXT),
        _PHONES,
        _EMAIL,
        Field("website", "Website", T.URL, shelf=Shelf.CONTACT),
        Field("schedules", "Open", T.SCHEDULES, shelf=Shelf.HOURS),
        Field("hours_text", "Open, in eigen woorden", shelf=Shelf.HOURS),
        _GROUPS,
        Field("accessibility", "Toegankelijkheid", T.CHOICES, options="accessibility"),
        Field("transportation", "Bereikbaarheid", T.TEXT),
        _STATUS,
        Field("opened", "Open sinds", T.DATE),
        Field("closed", "Gesloten op", T.DATE),
        Field("moved_to", "Verhuisd naar", T.RECORD, of=K.LOCATION),
        _ALERT,
        Field("source_ref", "Staat ook in de bron", T.TEXT, visibility=Role.TEAM),
        _REMARK,
    ),
    K.SERVICE: (
        Field("name", "Naam", required=True),
        Field("alternate_name", "Andere naam"),
        Field("category", "Soort", T.CHOICE, options="category"),
        Field("organization_id", "Van wie", T.RECORD, of=K.ORGANIZATION),
        _DESCRIPTION,
        _THEMES,
        _GROUPS,
        Field("locations", "Waar", T.RECORDS_AT, of=K.LOCATION),
        Field("schedules", "Wanneer", T.SCHEDULES, shelf=Shelf.HOURS),
        Field("minimum_age", "Vanaf leeftijd", T.NUMBER),
        Field("maximum_age", "Tot en met leeftijd", T.NUMBER),
        Field("cost", "Kosten", T.CHOICE, options="cost"),
        Field("fees_description", "Wat kost het", T.TEXT),
        Field("registration", "Aanmelden", T.CHOICE, options="registration"),
        Field("application_process", "Hoe meldt u zich aan", T.TEXT),
        _LANGUAGES,
        Field("service_area", "Voor bewoners van", T.AREAS, help="Leeg betekent: voor iedereen."),
        _PHONES,
        _EMAIL,
        Field("url", "Website", T.URL, shelf=Shelf.CONTACT),
        _STATUS,
        Field("opened", "Begonnen op", T.DATE),
        Field("closed", "Gestopt op", T.DATE),
        _ALERT,
        _REMARK,
    ),
    K.NETWORK: (
        Field("name", "Naam", required=True),
        Field("description", "Waar gaat het om", T.LONG),
        Field("category", "Soort", T.CHOICE, options="network_kind"),
        _THEMES,
        Field("service_area", "Werkgebied", T.AREAS),
        Field("organization_id", "Trekker", T.RECORD, of=K.ORGANIZATION),
        Field("contact_id", "Contactpersoon", T.RECORD, of=K.CONTACT),
        Field("members", "Wie doen mee", T.RECORDS_AT),
        Field("website", "Website", T.URL, shelf=Shelf.CONTACT),
        Field("meets", "Komt bij elkaar", T.SCHEDULES, shelf=Shelf.HOURS, visibility=Role.PARTNER),
        _STATUS,
        Field("opened", "Begonnen op", T.DATE),
        Field("closed", "Gestopt op", T.DATE),
        _REMARK,
    ),
    K.CONTACT: (
        Field("name", "Naam", required=True, visibility=Role.TEAM),
        Field("title", "Rol", required=True, visibility=Role.TEAM),
        Field("category", "Soort", T.CHOICE, options="person_category", visibility=Role.TEAM),
        Field("organization_id", "Organisatie", T.RECORD, of=K.ORGANIZATION, visibility=Role.TEAM),
        Field("location_id", "Te vinden bij", T.RECORD, of=K.LOCATION, visibility=Role.TEAM),
        Field("service_area", "Voor welke buurten", T.AREAS, visibility=Role.TEAM),
        Field("phones", "Telefoon", T.PHONES, visibility=Role.TEAM, shelf=Shelf.CONTACT),
        Field("email", "E-mail", T.EMAIL, visibility=Role.TEAM, shelf=Shelf.CONTACT),
        Field("target_groups", "Voor wie", T.CHOICES, options="target_group", visibility=Role.TEAM),
        Field("themes", "Thema's", T.CHOICES, options="theme", visibility=Role.TEAM),
        Field(
            "lawful_basis",
            "Grondslag",
            T.CHOICE,
            required=True,
            options="lawful_basis",
            visibility=Role.TEAM,
            help="Waarom mag deze persoon in het register staan?",
        ),
        Field(
            "special",
            "De rol zegt iets over geloof of gezondheid",
            T.BOOL,
            visibility=Role.TEAM,
            help="Dan is uitdrukkelijke toestemming nodig. Vaak is de organisatie opnemen genoeg.",
        ),
        Field("consent", "Toestemming", T.CONSENT, visibility=Role.TEAM),
        Field("expires", "Bewaren tot", T.DATE, required=True, visibility=Role.TEAM),
        Field("remark", "Opmerking voor het team", T.LONG, visibility=Role.TEAM),
    ),
    K.NOTE: (
        Field("name", "Onderwerp", required=True, visibility=Role.TEAM),
        Field("text", "Wat weten we", T.LONG, required=True, visibility=Role.TEAM),
        Field("date", "Van wanneer", T.DATE, required=True, visibility=Role.TEAM),
        Field("origin", "Hoe weten we dit", T.CHOICE, options="note_origin", visibility=Role.TEAM),
        Field("about_kind", "Gaat over", T.CHOICE, options="about_kind", visibility=Role.TEAM),
        Field("about", "Gaat over (code)", T.TEXT, visibility=Role.TEAM),
        Field("gemeente", "Gemeente", T.TEXT, visibility=Role.TEAM),
    ),
}
"""Kind to its fields, in the order of forms, pages and exports."""

LINK_COLUMNS: Mapping[str, Mapping[str, RecordKind | None]] = {
    "locations": {"location_id": RecordKind.LOCATION, "description": None, "schedules": None},
    "members": {
        "organization_id": RecordKind.ORGANIZATION,
        "contact_id": RecordKind.CONTACT,
        "role": None,
        "since": None,
        "until": None,
    },
}
"""Name of a RECORDS_AT field to the keys of its rows; those that refer have the kind they refer to."""

SCOPED = ("name", "title", "category", "organization_id", "location_id", "phones", "email", "target_groups")
"""The fields of a key person that consent can open to the public, each by itself."""


@cache
def fields_of(kind: str) -> dict[str, Field]:
    """Name to field, in order. Raises KeyError for what is no kind of record."""
    return {found.name: found for found in FIELDS[RecordKind(kind)]}
