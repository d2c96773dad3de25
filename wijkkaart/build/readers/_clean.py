"""Text of outside files made fit to keep: no control characters, bounded, one way of writing."""

import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd

LENGTHS = {
    "id": 100,
    "name": 200,
    "description": 2000,
    "organisation": 200,
    "address": 200,
    "city": 100,
    "hours": 500,
    "email": 254,
    "website": 500,
}
"""The most characters that a field may have; OTHER_LENGTH for the rest."""
OTHER_LENGTH = 200

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""What can't be seen but can do harm: control characters, and marks that turn the direction of text."""
_SPACE = re.compile(r"\s+")
_POSTCODE = re.compile(r"^([1-9]\d{3})\s*([A-Za-z]{2})$")
_SMALL = {"aan", "ad", "bij", "de", "den", "der", "en", "gem", "gem.", "het", "in", "onder", "op", "over"}
_SMALL |= {"'t", "te", "ten", "ter", "van", "voor"}
_PROVINCES = {"FR", "GN", "GLD", "LB", "NB", "NH", "OV", "UT", "ZH", "ZLD"}


def count(counter: Counter[str], reason: str, rows: "np.ndarray | pd.Series | int") -> None:
    """Add the rows that are marked (or a number of them) to a report's counter, when there are any."""
    number = int(rows) if isinstance(rows, int) else int(np.asarray(rows, bool).sum())
    if number:
        counter[reason] += number


def as_text(column: pd.Series) -> pd.Series:
    """A column of any type as text: "" for missing, whole numbers without `.0`, dates as ISO."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    return column.map(_cell).astype("str")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, float):
        return "" if value != value else format(value, ".15g")
    return str(value)


def texts(frame: pd.DataFrame, fields: dict[str, str], repaired: Counter[str]) -> pd.DataFrame:
    """The columns that `fields` (field to column) names, under the field's name, as clean text.

    Runs of white space become one space; what can't be seen is removed and what is too long cut off,
    and counted as repaired.
    """
    unseen = np.zeros(len(frame), bool)
    long = np.zeros(len(frame), bool)
    found = {}
    for field, column in fields.items():
        text = as_text(frame[column]).map(one_line)
        bare = text.map(lambda value: _UNSEEN.sub("", value).strip())
        limit = LENGTHS.get(field, OTHER_LENGTH)
        unseen |= (bare != text).to_numpy(bool)
        long |= (bare.str.len() > limit).to_numpy(bool)
        found[field] = bare.str.slice(0, limit)
    count(repaired, "onzichtbare tekens weggehaald", unseen)
    count(repaired, "te lange tekst afgekapt", long)
    return pd.DataFrame(found, index=frame.index, dtype="str")


def one_line(text: str) -> str:
    """Text on one line; a JSON list of words (`["ma", "wo"]`) as `ma; wo`."""
    if text.startswith("[") and text.endswith("]"):
        with contextlib.suppress(ValueError, RecursionError):  # when it only looked like one
            text = "; ".join(str(word) for word in json.loads(text) if isinstance(word, str | int | float))
    return _SPACE.sub(" ", text).strip()


def joined(parts: Iterable[pd.Series], separator: str) -> pd.Series:
    """The texts of some columns row by row, with `separator` between those that aren't empty."""
    columns = list(parts)
    rows = zip(*columns, strict=True)
    text = [separator.join(part for part in row if part) for row in rows]
    return pd.Series(text, index=columns[0].index, dtype="str")


def postcode(text: str) -> str:
    """`3818ha` as `3818 HA`; "" when it isn't a Dutch postcode."""
    found = _POSTCODE.match(text.strip())
    return f"{found[1]} {found[2].upper()}" if found else ""


def house_number(text: str) -> str:
    """`11 -13` as `11-13`."""
    return re.sub(r"\s*-\s*", "-", text.strip())


def city_name(text: str) -> str:
    """A town in capitals as it's spelled: `'S-GRAVENHAGE` is `'s-Gravenhage`. Others stay as they are."""
    text = text.strip()
    if not text.isupper():
        return text
    words = text.split()
    return " ".join(_city_word(word, first=number == 0) for number, word in enumerate(words))


def _city_word(word: str, *, first: bool) -> str:
    lower = word.lower()
    if lower.startswith(("'s", "'t", "`s", "`t")):
        return "'" + lower[1] + "".join(_capital(part) for part in re.split(r"(-)", lower[2:]))
    if not first and lower in _SMALL:
        return lower
    if not first and word in _PROVINCES:
        return word
    return "".join(_capital(part) for part in re.split(r"(-)", lower))


def _capital(part: str) -> str:
    # The Dutch ij is one letter, also as a capital.
    return "IJ" + part[2:] if part.startswith("ij") else part[:1].upper() + part[1:]
