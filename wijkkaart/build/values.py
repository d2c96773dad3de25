"""Numbers as publishers write them: Dutch or English, padded, missing or secret.

Text is read cell by cell where it can mean one thing only. What `1.234` means is decided per
column, because one writer keeps one notation:

* another cell tells (`12,5` or `1.234.567`: Dutch; `0.5`, `12.75` or `1e-05`: English);
* if none does, a plain `12345` shows that the writer doesn't group digits, so the point is decimal;
* if that fails too, publishers' files (`grouped=False`) have a decimal point, people's own files
  (`grouped=True`) are Dutch, where a point groups digits and a comma is decimal.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from wijkkaart.model import Status

STATUSES = tuple(status.value for status in Status)
"""The categories of a status series, in the order of `Status`."""

_CODE = {status: np.int8(number) for number, status in enumerate(Status)}
_SPECIAL = {-99997.0: Status.SECRET, -99995.0: Status.LATER, -99991.0: Status.DISCONTINUED}
_LOWEST = -99990.0
"""CBS has no figure this low; what is, says why there isn't one."""

_MISSING = ["", ".", ",", "-", "--", "null", "none", "nan", "n.b.", "nb", "n/a", "#n/a", "onbekend"]
_SECRET = ["x", "xx", "xxx", "geheim"]
_SPACES = "[\\s\u00a0\u2007\u2009\u202f'\u20ac%]"
_POINT_GROUPS = r"[+-]?[1-9]\d{0,2}(?:\.\d{3})"
_COMMA_GROUPS = r"[+-]?[1-9]\d{0,2}(?:,\d{3})"
_PLAIN = r"[+-]?\d+"
_LONG_PLAIN = r"[1-9]\d{3,}"
_DUTCH = rf"(?:{_POINT_GROUPS}{{2,}}|{_POINT_GROUPS}+,\d+|[+-]?\d*,\d+|[+-]?\d+,)"
_ENGLISH = (
    rf"(?:{_COMMA_GROUPS}{{2,}}|{_COMMA_GROUPS}+\.\d+|[+-]?\d*\.\d+|[+-]?\d+\."
    r"|[+-]?\d*\.?\d+[eE][+-]?\d{1,3})"
)


class Numbers(NamedTuple):
    """A column read as numbers; three series on the column's index."""

    value: pd.Series
    """Float; NaN unless the status is `ok`."""
    status: pd.Series
    """Categorical with the categories STATUSES: `ok`, `secret`, `later`, `discontinued` or `not measured`."""
    unreadable: pd.Series
    """True where there was text that is neither a number nor a mark for a missing one."""


def parse(column: pd.Series, *, grouped: bool = True) -> Numbers:
    """The numbers in a text or numeric column, with the reason wherever there is none.

    `grouped` says what `1.234` means in a text column where nothing tells: 1234 (True) or 1.234.
    """
    if pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
        value = column.to_numpy(dtype="float64", na_value=np.nan)
        return _judged(
            value, np.zeros(len(value), dtype=bool), np.zeros(len(value), dtype=bool), column.index
        )
    codes, distinct = pd.factorize(column.astype("str").fillna(""))
    text = pd.Series(distinct, dtype="str").str.replace(_SPACES, "", regex=True)
    text = text.str.replace("\u2212", "-", regex=False)
    lowered = text.str.lower()
    secret = lowered.isin(_SECRET).to_numpy()
    value = _numbers(text, grouped)
    unreadable = np.isnan(value) & ~secret & ~lowered.isin(_MISSING).to_numpy()
    return _judged(value[codes], secret[codes], unreadable[codes], column.index)


def _judged(value: np.ndarray, secret: np.ndarray, unreadable: np.ndarray, index: pd.Index) -> Numbers:
    """Values with the special ones turned into a status."""
    there = np.isfinite(value)
    status = np.where(there, _CODE[Status.OK], _CODE[Status.NOT_MEASURED])
    status[secret] = _CODE[Status.SECRET]
    low = there & (value <= _LOWEST)
    if low.any():
        status[low] = _CODE[Status.NOT_MEASURED]
        for number, reason in _SPECIAL.items():
            status[value == number] = _CODE[reason]
    value = np.where(there & ~low, value, np.nan)
    return Numbers(
        pd.Series(value, index=index),
        pd.Series(pd.Categorical.from_codes(status, categories=list(STATUSES)), index=index),
        pd.Series(unreadable, index=index),
    )


def _numbers(text: pd.Series, grouped: bool) -> np.ndarray:
    """Cells without spaces as floats; NaN where a cell isn't a number."""
    point_group = text.str.fullmatch(_POINT_GROUPS).to_numpy(dtype=bool)
    comma_group = text.str.fullmatch(_COMMA_GROUPS).to_numpy(dtype=bool)
    dutch = text.str.fullmatch(_DUTCH).to_numpy(dtype=bool) & ~comma_group
    english = text.str.fullmatch(_ENGLISH).to_numpy(dtype=bool) & ~point_group
    plain = text.str.fullmatch(_PLAIN).to_numpy(dtype=bool)
    if point_group.any() or comma_group.any():
        says_dutch, says_english = bool(dutch.any()), bool(english.any())
        if says_dutch == says_english:
            ungrouped = bool(text.str.fullmatch(_LONG_PLAIN).any())
            says_dutch = grouped and not ungrouped
            dutch |= comma_group
        else:
            (dutch if says_dutch else english)[comma_group] = True
        (dutch if says_dutch else english)[point_group] = True
    value = np.full(len(text), np.nan)
    for rows, group, decimal in ((plain, "", "."), (english, ",", "."), (dutch, ".", ",")):
        if rows.any():
            cells = text[rows]
            if group:
                cells = cells.str.replace(group, "", regex=False).str.replace(decimal, ".", regex=False)
            value[rows] = pd.to_numeric(cells, errors="coerce").to_numpy(dtype="float64")
    return value
