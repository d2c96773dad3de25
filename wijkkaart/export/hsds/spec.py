"""The tables and columns of HSDS 3.0 that wijkkaart writes and reads, and how they hang together."""

from dataclasses import dataclass

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/3.0/"


@dataclass(frozen=True)
class Column:
    """A column of a table; the same name is a key in JSON."""

    name: str
    type: str = "string"
    """`string`, `number`, `date`, `time` or `datetime`, as in a tabular data package."""
    format: str = ""
    """`uuid`, `uri` or `email`."""
    required: bool = False
    to: str = ""
    """The table that it refers to."""


def _columns(text: str) -> tuple[Column, ...]:
    """`name!` is required; `name:number` has a type, `name:uri` a format, `name>table` refers."""
    found = []
    for word in text.split():
        required, word = word.endswith("!"), word.removesuffix("!")
        word, _, to = word.partition(">")
        name, _, kind = word.partition(":")
        if name == "id" or to:
            kind = "uuid"
        is_format = kind in {"uuid", "uri", "email"}
        found.append(
            Column(name, "string" if is_format or not kind else kind, kind if is_format else "", required, to)
        )
    return tuple(found)


TABLES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "organization": (
        "organizations.csv",
        _columns(
            "id! name! alternate_name description! email:email website:uri legal_status "
            "parent_organization_id>organization"
        ),
    ),
    "service": (
        "services.csv",
        _columns(
            "id! organization_id>organization! name! alternate_name description url:uri email:email status! "
            "application_process fees_description eligibility_description minimum_age:number "
            "maximum_age:number assured_date:date alert last_modified:datetime"
        ),
    ),
    "location": (
        "locations.csv",
        _columns(
            "id! location_type! url:uri organization_id>organization name alternate_name description "
            "transportation latitude:number longitude:number"
        ),
    ),
    "service_at_location": (
        "service_at_location.csv",
        _columns("id! service_id>service! location_id>location! description"),
    ),
    "address": (
        "addresses.csv",
        _columns(
            "id! location_id>location address_1! city! state_province! postal_code! country! address_type!"
        ),
    ),
    "contact": (
        "contacts.csv",
        _columns("id! organization_id>organization location_id>location name title email:email"),
    ),
    "phone": (
        "phones.csv",
        _columns(
            "id! location_id>location service_id>service organization_id>organization contact_id>contact "
            "number! description"
        ),
    ),
    "schedule": (
        "schedules.csv",
        _columns(
            "id! service_id>service location_id>location service_at_location_id>service_at_location "
            "valid_from:date valid_to:date dtstart:date until:date count:number freq interval:number byday "
            "bymonthday description opens_at:time closes_at:time notes"
        ),
    ),
    "service_area": (
        "service_areas.csv",
        _columns("id! service_id>service name description extent extent_type"),
    ),
    "language": ("languages.csv", _columns("id! service_id>service name code")),
    "accessibility": ("accessibility.csv", _columns("id! location_id>location description details")),
    "cost_option": (
        "cost_options.csv",
        _columns("id! service_id>service! option currency amount:number amount_description"),
    ),
    "organization_identifier": (
        "organization_identifiers.csv",
        _columns("id! organization_id>organization! identifier_scheme identifier_type! identifier!"),
    ),
    "taxonomy": ("taxonomies.csv", _columns("id! name! description! version")),
    "taxonomy_term": (
        "taxonomy_terms.csv",
        _columns("id! code name! description! taxonomy language taxonomy_id>taxonomy"),
    ),
    "attribute": (
        "attributes.csv",
        _columns("id! link_id:uuid! taxonomy_term_id>taxonomy_term! link_type link_entity! value"),
    ),
    "metadata": (
        "metadata.csv",
        _columns(
            "id! resource_id:uuid! resource_type! last_action_date:date! last_action_type! field_name! "
            "previous_value! replacement_value! updated_by!"
        ),
    ),
    "meta_table_description": (
        "meta_table_descriptions.csv",
        _columns("id! name language character_set"),
    ),
}
"""Name of a table to its file and columns."""

LISTS: dict[str, dict[str, tuple[str, str]]] = {
    "organization": {
        "phones": ("phone", "organization_id"),
        "contacts": ("contact", "organization_id"),
        "locations": ("location", "organization_id"),
        "organization_identifiers": ("organization_identifier", "organization_id"),
    },
    "service": {
        "phones": ("phone", "service_id"),
        "schedules": ("schedule", "service_id"),
        "service_areas": ("service_area", "service_id"),
        "service_at_locations": ("service_at_location", "service_id"),
        "languages": ("language", "service_id"),
        "cost_options": ("cost_option", "service_id"),
    },
    "location": {
        "addresses": ("address", "location_id"),
        "contacts": ("contact", "location_id"),
        "accessibility": ("accessibility", "location_id"),
        "phones": ("phone", "location_id"),
        "schedules": ("schedule", "location_id"),
    },
    "service_at_location": {"schedules": ("schedule", "service_at_location_id")},
    "contact": {"phones": ("phone", "contact_id")},
}
"""Table to the lists that its rows have in JSON: key to table, and the column that refers back."""

TAGGED = (
    "organization",
    "service",
    "location",
    "service_at_location",
    "contact",
    "schedule",
)
"""The tables whose rows have `attributes`; those and others may have `metadata`."""

NO_ORGANIZATION = "geen organisatie bekend"
"""Name of the organisation that stands for none: HSDS wants one with every service."""

FIELDS = "veld"
"""Name of the taxonomy whose terms are fields that HSDS has no place for; the attribute has the value."""

STATUS = {
    "planned": "inactive",
    "open": "active",
    "temporarily closed": "temporarily closed",
    "moved": "inactive",
    "closed": "defunct",
}
"""Our status to that of HSDS; the exact one is in an attribute."""

NATIVE: dict[str, dict[str, str]] = {
    "organization": {
        "name": "name",
        "alternate_name": "alternate_name",
        "description": "description",
        "email": "email",
        "website": "website",
    },
    "service": {
        "name": "name",
        "alternate_name": "alternate_name",
        "description": "description",
        "url": "url",
        "email": "email",
        "application_process": "application_process",
        "fees_description": "fees_description",
        "minimum_age": "minimum_age",
        "maximum_age": "maximum_age",
        "alert": "alert",
    },
    "location": {
        "name": "name",
        "alternate_name": "alternate_name",
        "description": "description",
        "website": "url",
        "transportation": "transportation",
        "latitude": "latitude",
        "longitude": "longitude",
    },
    "contact": {"name": "name", "title": "title", "email": "email"},
}
"""Table to our field to the column that holds the same, written as it is."""
