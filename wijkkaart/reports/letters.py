"""The letters of a PDF: that of the report, and for other alphabets, symbols and emoji those of Noto.

A PDF for everybody may not hold an empty sign: what no letter has becomes UNKNOWN, and is told.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_source_sans_pro
import manimgx_fonts
from fontTools.ttLib import TTFont

UNKNOWN = "?"
"""Stands for a sign that no letter has."""
MAIN = "Source Sans Pro"
_REGULAR = "SourceSansPro-Regular.ttf"
_FEW = 12


@dataclass(frozen=True)
class Fitting:
    """A text in signs that can be printed."""

    text: str
    families: tuple[str, ...]
    """The letters that it needs, the usual one first."""
    folders: tuple[str, ...]
    """Where these are."""
    lost: tuple[str, ...]
    """Signs that became UNKNOWN, each once."""


@cache
def _own() -> frozenset[int]:
    return _signs(Path(font_source_sans_pro.font_directory) / _REGULAR)


@cache
def _others() -> dict[str, frozenset[int]]:
    """Family to its signs; read only when a text has signs that the usual letter hasn't."""
    files = sorted(Path(manimgx_fonts.__file__).parent.glob("*.ttf"))
    found: dict[str, frozenset[int]] = {}
    for file in files:
        with TTFont(file, lazy=True) as font:
            family = str(font["name"].getBestFamilyName())
            found[family] = found.get(family, frozenset()) | frozenset(font.getBestCmap())
    return found


def _signs(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def fitting(text: str) -> Fitting:
    """The text in signs that some letter has, and which letters these are."""
    text = unicodedata.normalize("NFC", text)
    strange = {sign for sign in set(text) if ord(sign) not in _own() and sign != "\n"}
    table: dict[int, str] = {}
    families: list[str] = []
    lost: list[str] = []
    for sign in sorted(strange):
        has = [family for family, signs in _others().items() if ord(sign) in signs]
        kind = unicodedata.category(sign)
        if kind[0] == "Z":
            table[ord(sign)] = " "
        elif has:
            families += [family for family in has[:1] if family not in families]
        elif kind in {"Cf", "Mn", "Me"}:
            # Seen only together with another sign.
            table[ord(sign)] = ""
        else:
            table[ord(sign)] = UNKNOWN
            lost.append(sign)
    folders = [str(font_source_sans_pro.font_directory)]
    if families:
        folders.append(str(Path(manimgx_fonts.__file__).parent))
    return Fitting(text.translate(table), (MAIN, *families), tuple(folders), tuple(lost))


def told(lost: tuple[str, ...]) -> str:
    """Which signs aren't there, for whoever reads the report; "" when all are."""
    if not lost:
        return ""
    names = [f"{unicodedata.name(sign, 'zonder naam').lower()} (U+{ord(sign):04X})" for sign in lost[:_FEW]]
    more = f" en nog {len(lost) - _FEW}" if len(lost) > _FEW else ""
    return (
        f"Deze tekens kan een PDF van wijkkaart niet tonen; er staat ‘{UNKNOWN}’: {', '.join(names)}{more}. "
        "In Word en HTML staan ze wel."
    )
