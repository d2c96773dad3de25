"""Telephone numbers, e-mail addresses and websites: kept when they look right, written in one way."""

import re
from collections import Counter
from collections.abc import Callable

import pandas as pd

from wijkkaart.build.readers._clean import count

_THREE_DIGITS = re.compile(r"0(?:1[035]|2[0346]|3[03568]|4[03456]|5[0358]|7\d|8[4578]|91)")
"""Area codes of three digits; the others have four. Mobile numbers start with 06."""
_EMAIL = re.compile(r"[\w.!#$%&*+/=?^{|}~-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}")
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}\.?(?::\d{1,5})?"
_WEBSITE = re.compile(rf"(?i)(https?://)?({_HOST})([/?#][^\s<>\"'`\\{{}}|]*)?")


def phone(text: str) -> str:
    """A number as `033-4613568`, `06-12345678` or `+32 ...`; "" when it can't be one.

    Of several numbers (`033-4613568 / 06-12345678`), those that are right, with ` / ` between them.
    """
    whole = _phone(text.replace("/", "-"))
    if whole:
        return whole
    parts = re.split(r"\s*(?:/|;|,|\bof\b|\ben\b)\s*", text)
    return " / ".join(number for part in parts if (number := _phone(part)))


def _phone(text: str) -> str:
    if re.search(r"[^0-9\s()+.\-\u2010-\u2015]", re.sub(r"(?i)^\s*(tel(efoon)?|t|m)\s*[.:]+", "", text)):
        return ""
    digits = re.sub(r"[^0-9]", "", text.replace("(0)", ""))
    if text.strip().startswith("+"):
        digits = "00" + digits
    if digits.startswith("0031"):
        digits = "0" + digits[4:]
    elif digits.startswith("00"):
        return f"+{digits[2:]}" if 8 <= len(digits) - 2 <= 15 else ""
    if digits in {"112", "113", "116111"} or re.fullmatch(r"140\d{2,3}", digits):
        return digits
    if re.fullmatch(r"0[89]0[069](\d{4}|\d{7})", digits):
        return f"{digits[:4]}-{digits[4:]}"
    if re.fullmatch(r"[1-9]\d{8}", digits):
        digits = "0" + digits  # a spreadsheet took it for a number
    if not re.fullmatch(r"0[1-9]\d{8}", digits):
        return ""
    head = 2 if digits.startswith("06") else 3 if _THREE_DIGITS.match(digits) else 4
    return f"{digits[:head]}-{digits[head:]}"


def email(text: str) -> str:
    """An e-mail address without `mailto:`; "" when it isn't one."""
    bare = re.sub(r"(?i)^mailto:", "", text.strip())
    return bare if _EMAIL.fullmatch(bare) else ""


def website(text: str) -> str:
    """An address that starts with http:// or https://, which a bare host is given; "" when it isn't one.

    Any other scheme (`javascript:`), a user name in the address and characters that could break out
    of a link are refused.
    """
    found = _WEBSITE.fullmatch(text.strip())
    if not found:
        return ""
    scheme = (found[1] or "https://").lower()
    return scheme + found[2] + (found[3] or "")


def checked(column: pd.Series, rule: Callable[[str], str], what: str, repaired: Counter[str]) -> pd.Series:
    """A column of text by one of the rules above; what it refuses is counted as repaired."""
    found = column.map(rule).astype("str")
    count(repaired, f"{what} weggelaten: niet te gebruiken", (found == "") & (column != ""))
    return found


def contacts(rows: pd.DataFrame, repaired: Counter[str]) -> pd.DataFrame:
    """`rows` with `phone`, `email` and `website` checked, where there are such columns."""
    rules: dict[str, tuple[Callable[[str], str], str]] = {
        "phone": (phone, "telefoonnummer"),
        "email": (email, "e-mailadres"),
        "website": (website, "website"),
    }
    there = {
        name: checked(rows[name], rule, what, repaired)
        for name, (rule, what) in rules.items()
        if name in rows.columns
    }
    return rows.assign(**there)
