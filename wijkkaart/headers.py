"""Names of columns: how a header in an outside file is compared with one in the definitions."""

import re
import unicodedata

_NUMBER = re.compile(r"_(\d{1,3})$")


def column_key(name: str) -> str:
    """A column name as it's compared: `aantalInwoners`, `AantalInwoners_5` and `AANTAL_INWONERS` alike.

    The number that OData puts behind a CamelCase name is dropped: it differs per year. The units and
    the `/` in a StatLine header stay.
    """
    return exact_key(_NUMBER.sub("", name.strip()) if number_of(name) else name)


def exact_key(name: str) -> str:
    """As `column_key`, with the number still behind it."""
    text = unicodedata.normalize("NFC", name).strip().strip("\ufeff").strip()
    if _is_camel(text):
        text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", text).lower()
        text = re.sub(r"(?<=[a-z])(?<!km)(?=\d)", "_", text)  # `per_km2` keeps its 2
    return re.sub(r"_?/_?", "/", re.sub(r"[\s_]+", "_", text.lower())).strip("_")


def number_of(name: str) -> int:
    """The number that OData puts behind a CamelCase name; 0 when there's none."""
    found = _NUMBER.search(name.strip())
    return int(found[1]) if found and _is_camel(name.strip()) else 0


def word_key(text: str) -> str:
    """A word or label as it's compared: case, spaces and underscores don't matter."""
    return re.sub(r"[\s_]+", " ", unicodedata.normalize("NFC", text)).strip().casefold()


def _is_camel(name: str) -> bool:
    return not re.search(r"[\s/]", name) and name != name.lower() and name != name.upper()
