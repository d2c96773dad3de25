"""What the register of Voorbeeldstad is made of: lines in the making, and what is invented once for all."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from voorbeeldstad_plan import BUURTEN, GEMEENTE, NAAM, WIJKEN

INHOUD: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "voorbeeldstad_register.toml").read_text(encoding="utf-8")
)
COLLEGAS = ("Voorbeeld Noor", "Voorbeeld Samira", "Voorbeeld Kees", "Voorbeeld Lotte", "Voorbeeld Ibrahim")
"""Who keep the register."""
BEHEERDER = "Voorbeeld Marijke"
STAND = {"": "open", "gestopt": "closed", "gepland": "planned", "tijdelijk": "temporarily closed"}

GEBIEDEN = {GEMEENTE: NAAM} | WIJKEN | {buurt.code: buurt.naam for buurt in BUURTEN}
CODES = {naam: code for code, naam in GEBIEDEN.items()}

THEMAS = {
    "ontmoeting": ["ontmoeten"],
    "samen_eten": ["eten", "ontmoeten"],
    "bewegen": ["bewegen", "gezondheid"],
    "taal": ["taal", "leren"],
    "advies": ["recht"],
    "creatief": ["cultuur"],
    "kinderactiviteit": ["jeugd", "opvoeden"],
    "cursus": ["leren"],
    "lotgenoten": ["mantelzorg", "ontmoeten"],
    "vrijwilligerswerk": ["vrijwilligerswerk"],
    "werk": ["werk"],
    "feest": ["ontmoeten"],
    "thuiszorg": ["zorg"],
    "dagbesteding": ["werk", "zorg"],
    "buurtvervoer": ["vervoer"],
    "opvang": ["wonen", "zorg"],
    "welzijnsorganisatie": ["zorg"],
    "wijkteam": ["zorg", "geld"],
    "jongerencentrum": ["jeugd"],
    "inloophuis": ["ontmoeten", "mentaal"],
    "ggz": ["mentaal"],
    "kringloop": ["spullen"],
    "voedselbank": ["spullen", "geld"],
    "initiatief": ["vrijwilligerswerk", "ontmoeten"],
    "sportvereniging": ["bewegen"],
    "buurttuin": ["groen"],
    "cultuur": ["cultuur"],
    "woningcorporatie": ["wonen"],
    "kerk": ["geloof"],
    "moskee": ["geloof"],
    "gebedshuis": ["geloof"],
    "huisarts": ["gezondheid"],
    "apotheek": ["gezondheid"],
    "tandarts": ["gezondheid"],
    "fysiotherapeut": ["gezondheid", "bewegen"],
    "ziekenhuis": ["gezondheid"],
    "consultatiebureau": ["opvoeden", "gezondheid"],
    "verpleeghuis": ["zorg"],
    "begeleid_wonen": ["wonen", "zorg"],
    "repair_cafe": ["spullen", "klussen"],
    "basisschool": ["leren", "jeugd"],
    "mbo_hbo": ["leren"],
    "kinderopvang": ["opvoeden"],
    "bibliotheek": ["leren", "taal", "digitaal"],
    "gemeenteloket": ["formulieren"],
    "politie": ["veiligheid"],
}
"""Category to themes."""
WOORDEN = {
    r"schuld|\bgeld|minima|voedsel|noodfonds": "geld",
    r"formulier|post|toeslag|administratie": "formulieren",
    r"computer|digi|internet": "digitaal",
    r"tuin|groente|moestuin": "groen",
    r"huur|flat|woning|sloop": "wonen",
    r"mantelzorg|naaste": "mantelzorg",
    r"kerk|moskee|viering|gebed": "geloof",
    r"statushouder|nieuwkomer|inburger|oekra|eritre": "nieuwkomers",
    r"kleding|spullen|pakket|speelgoed": "spullen",
    r"psychisch|herstel|verslaving": "mentaal",
    r"wijkagent|buurtpreventie|buurtwacht": "veiligheid",
    r"klus|boodschap|burenhulp": "klussen",
}
"""What words tell of themes."""


@dataclass
class Regel:
    """A record in the making."""

    ref: str
    waarden: dict[str, Any]
    meta: dict[str, dict[str, str]] = field(default_factory=dict)
    gebeurd: list[dict[str, Any]] = field(default_factory=list)
    """What happened to it, long ago first; the first is that it was added."""

    @property
    def naam(self) -> str:
        """What it's called."""
        return str(self.waarden["name"])


def kansen(sleutel: str) -> Random:
    """Chance that is the same every time."""
    return Random(f"voorbeeldstad|register|{sleutel}")


def slug(tekst: str) -> str:
    """A name for addresses."""
    kaal = tekst.lower().translate(str.maketrans("éëèïöüçğış", "eeeioucgis"))
    return re.sub(r"[^a-z0-9]+", "-", kaal).strip("-")


def telefoons(nummer: str, waarvoor: str = "") -> list[dict[str, str]]:
    """The phones of a record."""
    return [{"number": nummer, "description": waarvoor}] if nummer else []


def themas(soort: str, tekst: str, hoogstens: int = 3) -> list[str]:
    """The themes of a category and of what a text is about."""
    gevonden = [thema for woorden, thema in WOORDEN.items() if re.search(woorden, tekst.lower())]
    return list(dict.fromkeys([*gevonden, *THEMAS.get(soort, [])]))[:hoogstens]


def gevuld(waarden: dict[str, Any]) -> dict[str, Any]:
    """Without what isn't known."""
    return {naam: waarde for naam, waarde in waarden.items() if waarde or waarde is False}
