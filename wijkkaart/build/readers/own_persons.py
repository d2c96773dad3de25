"""Key persons from a file in our own format, `sleutelpersonen`.

Only what the format asks for is taken: no free text about people, no home address, no date of
birth, no citizen service number. Nobody is public but who said a clear yes.
"""

import re

import numpy as np
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.build.readers import _own
from wijkkaart.build.readers._clean import as_text, count
from wijkkaart.build.readers._columns import header_key, kind_of, recognise
from wijkkaart.build.readers._places import report_of
from wijkkaart.model import Kind
from wijkkaart.raw import Raw

_YES = {"ja", "j", "yes", "y", "true", "waar", "1", "akkoord"}
_PRIVATE = {"description", "address", "street", "number", "addition", "postcode", "city"}
_NOT_TAKEN = frozenset(_PRIVATE | {"hours", "days", "time", "start", "end"})
_BIRTH = re.compile(r"geboorte|geboren|birth|leeftijd")
_NUMBER = re.compile(r"bsn|burgerservice|sofinummer|persoonsnummer|paspoort|rijbewijs")
_NINE_DIGITS = re.compile(r"(?<!\d)(?<!\d[ .])\d(?:[ .]?\d){8}(?![ .]?\d)")
_TELLING = re.compile(
    r"\b(?:imam|pastoor|dominee|predikant|priester|rabbijn|pandit|ervaringsdeskundig)", re.I
)
"""Roles that tell about somebody's religion or health."""

_HOME = re.compile(
    r"(?i)\b\d{4}\s?[a-z]{2}\b"
    r"|(?:straat|laan|weg|plein|dijk|kade|gracht|hof|pad|singel|steeg|plantsoen|dreef|baan|wal)\s+\d"
)
"""What a street address looks like, where the name of a place is asked."""


def matches(raw: Raw) -> bool:
    """Whether each row has a name, and a role or a word on being public."""
    return kind_of(raw) is Kind.KEY_PERSON


def read(raw: Raw, context: Context) -> Loaded:
    """The key persons of a table. Raises InvalidFile when no row has a name."""
    report = report_of(raw.path, "Sleutelpersonen", len(raw.frame))
    rows, points = _own.open_table(raw, report, without=_NOT_TAKEN)
    rows = _without_bsn(rows, report)
    rows = _own.targeted(_own.dated(rows, report), report, keep_text=False)
    rows = _own.located(rows)
    rows = rows.assign(
        category=_categories(rows),
        description="",
        public=rows.public.str.casefold().isin(_YES),
        address=_places(rows.place, report),
    )
    _tell(raw, report, rows)
    return _own.hand_over(rows, points, Kind.KEY_PERSON, raw, context, report)


def is_bsn(digits: str) -> bool:
    """Whether nine digits (or eight, without the leading zero) pass the test of a citizen service number."""
    digits = digits.zfill(9)
    if len(digits) != 9 or not digits.isdigit() or int(digits) == 0:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def _without_bsn(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """`rows` without what may be a citizen service number, in whatever column it was typed."""
    removed = np.zeros(len(rows), bool)
    clean = {}
    for column in rows.columns:
        rule = _phone_without_bsn if column == "phone" else _text_without_bsn
        clean[column] = rows[column].map(rule).astype("str")
        removed |= (clean[column] != rows[column]).to_numpy(bool)
    count(report.repaired, "nummer weggehaald dat een burgerservicenummer kan zijn", removed)
    return pd.DataFrame(clean, index=rows.index)


def _text_without_bsn(text: str) -> str:
    def judge(found: re.Match[str]) -> str:
        return "" if is_bsn(re.sub(r"\D", "", found[0])) else found[0]

    return _NINE_DIGITS.sub(judge, text).strip()


def _phone_without_bsn(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return "" if len(digits) == 9 and is_bsn(digits) else text


def _places(named: pd.Series, report: Report) -> pd.Series:
    """The place where somebody is found, unless it may be where they live."""
    home = named.str.contains(_HOME)
    count(report.repaired, "adres van een persoon weggelaten (noem de naam van een plek)", home)
    return named.where(~home, "")


def _categories(rows: pd.DataFrame) -> pd.Series:
    """Ids of the categories for persons, by the category or else the role; without those, the general one."""
    default = pd.Series(_category("sleutelpersoon") or "overig", rows.index)
    return _own.first_filled(rows.category.map(_category), rows.role.map(_category), default)


def _category(text: str) -> str:
    """The category for persons that a role, or one word of it, names; "" when there's none."""
    known = catalogue.categories()
    found = [catalogue.category_of(word) for word in (text, *text.split())]
    return next((key for key in found if key and known[key].group == "sleutelpersonen"), "")


def _tell(raw: Raw, report: Report, rows: pd.DataFrame) -> None:
    """Note which columns weren't taken, and why; never what was in them."""
    fields = recognise(raw.columns)
    skipped = [*_own.unknown_columns(raw), *(fields[name] for name in sorted(_NOT_TAKEN & set(fields)))]
    numbers = [name for name in skipped if _NUMBER.search(header_key(name)) or _holds_bsn(raw.frame[name])]
    births = [name for name in skipped if _BIRTH.search(header_key(name)) and name not in numbers]
    others = [name for name in skipped if name not in numbers and name not in births]
    for columns, why in (
        (numbers, "Burgerservicenummers en andere persoonsnummers bewaart wijkkaart nooit"),
        (births, "Geboortedatum en leeftijd van personen bewaart wijkkaart nooit"),
        (others, "Van personen bewaart wijkkaart alleen het nodige: geen vrije tekst en geen huisadres"),
    ):
        if columns:
            report.notes.append(f"{why}. Niet geladen: {_own.listed(columns)}.")
    telling = int(rows.role.str.contains(_TELLING).sum())
    if telling:
        report.notes.append(
            f"Rollen die iets zeggen over geloof of gezondheid: {telling} keer. "
            "Toon die alleen met uitdrukkelijke toestemming, of noem alleen de organisatie."
        )


def _holds_bsn(column: pd.Series) -> bool:
    """Whether most of what is in a column passes the test of a citizen service number."""
    texts = [text for text in as_text(column).str.replace(r"\D", "", regex=True) if text]
    passed = [8 <= len(text) <= 9 and is_bsn(text) for text in texts]
    return bool(passed) and sum(passed) * 2 > len(passed)
