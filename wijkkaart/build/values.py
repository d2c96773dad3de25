"""Numbers as publishers write them: Dutch or English, padded, missing or secret.

Text is read cell by cell where it can mean one thing only. What `1.234` means is decided per
column, because one writer keeps one notation:

* another cell tells (`12,5` or `1.234.567`: Dutch; `0.5`, `12.75` or `1e-05`: English);
* if none does, a plain `12345` shows that the writer doesn't group digits, so the point is decimal;
* if that fails too, publishers' files (`grouped=False`) have a decimal point, people's own files
  (`grouped=True`) are Dutch, where a point groups digits and a comma is decimal.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from wijkkaart.model import Status

_Mask = npt.NDArray[np.bool_]

_STATUSES = [status.value for status in Status]
_CODE = {status: number for number, status in enumerate(Status)}
_SPECIAL = {-99997.0: Status.SECRET, -99995.0: Status.LATER, -99991.0: Status.DISCONTINUED}
_LOWEST = -99990.0
"""CBS has no figure this low; what is, says why there isn't one."""

_MISSING = pa.array(["", ".", ",", "-", "--", "null", "none", "nan", "nb", "n.b.", "n/a", "#n/a", "onbekend"])
_SECRET = pa.array(["x", "xx", "xxx", "geheim"])
_NOISE = r"^\+|[\s\x{a0}\x{2007}\x{2009}\x{202f}'\x{20ac}%]"
_POINT_GROUPS = r"-?[1-9]\d{0,2}(?:\.\d{3})"
_COMMA_GROUPS = r"-?[1-9]\d{0,2}(?:,\d{3})"
_PLAIN = r"-?\d+"
_LONG_PLAIN = r"[1-9]\d{3,}"
_DUTCH = rf"{_POINT_GROUPS}{{2,}}|{_POINT_GROUPS}+,\d+|-?\d*,\d+|-?\d+,"
_ENGLISH = rf"{_COMMA_GROUPS}{{2,}}|{_COMMA_GROUPS}+\.\d+|-?\d*\.\d+|-?\d+\.|-?\d*\.?\d+[eE][+-]?\d{{1,3}}"


@dataclass(frozen=True)
class Numbers:
    """A column read as numbers: three arrays, one element a row."""

    value: npt.NDArray[np.float64]
    """NaN unless the status is `ok`."""
    status: npt.NDArray[np.int8]
    """Place of the status in `Status`: `ok`, `secret`, `later`, `discontinued` or `not measured`."""
    unreadable: _Mask
    """True where there was text that is neither a number nor a mark for a missing one."""


def status_code(status: Status) -> int:
    """The number that stands for a status in `Numbers.status`."""
    return _CODE[status]


def status_text(codes: npt.NDArray[np.int8]) -> pd.Series:
    """Statuses as text, of the numbers that stand for them, on a new index."""
    return pd.Series(_STATUSES, dtype="str").take(codes.astype("intp")).reset_index(drop=True)


def parse(column: pd.Series, *, grouped: bool = True) -> Numbers:
    """The numbers in a text or numeric column, with the reason wherever there is none.

    `grouped` says what `1.234` means in a text column where nothing tells: 1234 (True) or 1.234.
    """
    if pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
        nowhere = np.zeros(len(column), dtype=bool)
        return _judged(column.to_numpy(dtype="float64", na_value=np.nan), nowhere, nowhere)
    cells = pa.array(column.astype("str").fillna(""), pa.string()).dictionary_encode()
    text = pc.replace_substring_regex(cells.dictionary, _NOISE, "")
    text = pc.replace_substring(text, "\u2212", "-")
    lowered = pc.utf8_lower(text)
    secret = _mask(pc.is_in(lowered, _SECRET))
    value = _numbers(text, grouped)
    unreadable = np.isnan(value) & ~secret & ~_mask(pc.is_in(lowered, _MISSING))
    rows = cells.indices.to_numpy()
    return _judged(value[rows], secret[rows], unreadable[rows])


def _mask(array: pa.Array) -> _Mask:
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=bool)


def _judged(value: npt.NDArray[np.float64], secret: _Mask, unreadable: _Mask) -> Numbers:
    """Values with the special ones turned into a status."""
    there = np.isfinite(value)
    status = np.where(there, _CODE[Status.OK], _CODE[Status.NOT_MEASURED]).astype("int8")
    status[secret] = _CODE[Status.SECRET]
    low = there & (value <= _LOWEST)
    if low.any():
        status[low] = _CODE[Status.NOT_MEASURED]
        for number, reason in _SPECIAL.items():
            status[value == number] = _CODE[reason]
    return Numbers(np.where(there & ~low, value, np.nan), status, unreadable)


def _numbers(text: pa.Array, grouped: bool) -> npt.NDArray[np.float64]:
    """Cells without spaces as floats; NaN where a cell isn't a number."""
    plain = _is(text, _PLAIN)
    if plain.all():
        return _floats(text)
    point_group, comma_group = _is(text, _POINT_GROUPS), _is(text, _COMMA_GROUPS)
    dutch = _is(text, _DUTCH) & ~comma_group
    english = _is(text, _ENGLISH) & ~point_group
    if point_group.any() or comma_group.any():
        says_dutch, says_english = bool(dutch.any()), bool(english.any())
        if says_dutch == says_english:
            says_dutch = grouped and not _is(text, _LONG_PLAIN).any()
            dutch |= comma_group
        else:
            (dutch if says_dutch else english)[comma_group] = True
        (dutch if says_dutch else english)[point_group] = True
    value = np.full(len(text), np.nan)
    for rows, group, decimal in ((plain, "", "."), (english, ",", "."), (dutch, ".", ",")):
        if rows.any():
            cells = text.filter(pa.array(rows))
            if group:
                cells = pc.replace_substring(pc.replace_substring(cells, group, ""), decimal, ".")
            value[rows] = _floats(cells)
    return value


def _is(text: pa.Array, pattern: str) -> _Mask:
    return _mask(pc.match_substring_regex(text, f"^(?:{pattern})$"))


def _floats(cells: pa.Array) -> npt.NDArray[np.float64]:
    return np.asarray(cells.cast(pa.float64()).to_numpy(zero_copy_only=False))
