"""Dutch notation: 1.234,5 · 22 november 2026 · 14.30 uur."""

import math
from collections.abc import Iterable
from datetime import date

from wijkkaart.model import Status

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
DAY_NAMES = {
    "ma": "maandag",
    "di": "dinsdag",
    "wo": "woensdag",
    "do": "donderdag",
    "vr": "vrijdag",
    "za": "zaterdag",
    "zo": "zondag",
}
STATUS_TEXT = {
    Status.OK: "",
    Status.ESTIMATE: "schatting",
    Status.SECRET: "geheim: te weinig mensen om te tonen",
    Status.LATER: "nog niet gepubliceerd",
    Status.DISCONTINUED: "niet meer gepubliceerd",
    Status.NOT_MEASURED: "geen gegevens",
}
NO_DATA = "geen gegevens"
_POINTS = str.maketrans(",.", ".,")


def number(value: float, decimals: int = 0) -> str:
    """`1234.5` as `1.234,5`; with a true minus sign; NaN as `geen gegevens`."""
    if math.isnan(value):
        return NO_DATA
    text = f"{abs(value):,.{decimals}f}".translate(_POINTS)
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return f"\N{MINUS SIGN}{text}" if negative else text


def amount(value: float, unit: str, decimals: int = 0) -> str:
    """A number with its unit, `54%`, `1.234 inwoners`; the unit of a score or count of one is left out."""
    text = number(value, decimals)
    if text == NO_DATA or not unit or unit in {"aantal", "score"}:
        return text
    if unit == "duizend euro":
        # Of a mean that was worked out here no more digits than of those that were published.
        return f"€ {number(round(value, max(decimals, 1)) * 1000)}"
    if unit == "%":
        return f"{text}%"
    return f"{text} {unit}"


def between(low: float, high: float, unit: str, decimals: int = 0) -> str:
    """`tussen 4.012 en 4.114 adressen per km²`, rounded outwards; `ongeveer` when both are printed alike."""
    if amount(low, unit, decimals) == amount(high, unit, decimals):
        return f"ongeveer {amount(low, unit, decimals)}"
    step = 10.0 ** (max(decimals, 1) if unit == "duizend euro" else decimals)
    low, high = math.floor(round(low * step, 6)) / step, math.ceil(round(high * step, 6)) / step
    # A unit in words is said once.
    first = amount(low, unit, decimals) if unit in {"%", "duizend euro"} else number(low, decimals)
    return f"tussen {first} en {amount(high, unit, decimals)}"


def within(label: str) -> str:
    """A label amid a sentence, `gemiddelde WOZ-waarde`: abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def day(when: date) -> str:
    """`22 november 2026`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def iso_day(text: str) -> str:
    """An ISO date or year as `22 november 2026`; text that isn't one as it stands."""
    try:
        return day(date.fromisoformat(text[:10]))
    except ValueError:
        return text


def age(text: str, today: date) -> str:
    """How long ago an ISO date was: `vandaag`, `3 dagen geleden`, `2 jaar geleden`; "" when it isn't one."""
    try:
        days = (today - date.fromisoformat(text[:10])).days
    except ValueError:
        return ""
    if days < 2:
        return "vandaag" if days < 1 else "gisteren"
    if days < 60:
        return f"{days} dagen geleden"
    return f"{days // 30} maanden geleden" if days < 730 else f"{days // 365} jaar geleden"


def duration(seconds: float) -> str:
    """About how long: `een paar seconden`, `20 seconden`, `3 minuten`."""
    if seconds < 5:
        return "een paar seconden"
    if seconds < 55:
        return f"{math.ceil(seconds / 10) * 10} seconden"
    minutes = math.ceil(seconds / 60)
    return "1 minuut" if minutes == 1 else f"{minutes} minuten"


def span(years: Iterable[int]) -> str:
    """`2024`, `2013–2025`; "" for no years."""
    found = sorted(set(years))
    return "" if not found else str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}"


def clock(text: str) -> str:
    """`14:30` as `14.30`."""
    return text.replace(":", ".").removeprefix("0")


def days(ids: str) -> str:
    """`ma;wo` as `maandag en woensdag`."""
    return listing([DAY_NAMES.get(part, part) for part in ids.split(";") if part])


def listing(parts: list[str]) -> str:
    """`a, b en c`."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " en " + parts[-1]


def count(found: int, one: str, many: str) -> str:
    """`1 plek`, `218 plekken`."""
    return f"{number(found)} {one if found == 1 else many}"
