"""What there is in Voorbeeldstad, as `voorbeeldstad_aanbod.toml` says: places, activities and persons."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Aanbod:
    """What places of one category are called, when they're open and for whom they are."""

    namen: list[str]
    """With `{buurt}` or `{straat}`."""
    open: str = ""
    """Key of `OPEN` in `voorbeeldstad_register_tijden`; "" for what has no hours or telephone, as a stop."""
    doelgroep: str = "iedereen"
    organisatie: str = ""
    omschrijving: str = ""
    gewicht: int = 4
    """How common it is; there's one where it is 0."""
    waar: str = "wonen"
    gevoelig: bool = False
    """The address is kept to those who need it."""


@dataclass(frozen=True)
class Activiteit:
    """Something to do every week, at a place of the category `bij`."""

    naam: str
    categorie: str
    bij: str
    dag: str
    van: str
    tot: str
    doelgroep: str
    omschrijving: str


@dataclass(frozen=True)
class Persoon:
    """A key person at a place of the category `bij`."""

    naam: str
    rol: str
    categorie: str
    bij: str
    openbaar: bool
    organisatie: str = ""
    doelgroep: str = ""


_INHOUD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
AANBOD = {categorie: Aanbod(**velden) for categorie, velden in _INHOUD["aanbod"].items()}
ACTIVITEITEN = tuple(Activiteit(**velden) for velden in _INHOUD["activiteiten"])
PERSONEN = tuple(Persoon(**velden) for velden in _INHOUD["personen"])
