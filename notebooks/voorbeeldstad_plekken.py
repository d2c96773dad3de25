"""The 300 places of Voorbeeldstad, all invented; `voorbeeldstad_register_plekken` makes records of them.

Telephone numbers start with 020-0000, which no one can have; websites and e-mail addresses end in
`.example`, which never exists.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from voorbeeldstad_aanbod import AANBOD, Aanbod
from voorbeeldstad_gebieden import buurten, wgs84
from voorbeeldstad_plan import BUURTEN, Buurt
from voorbeeldstad_straten import STRATEN

CATEGORIEEN = Path(__file__).resolve().parents[1] / "data" / "categories.toml"
AANTAL = 300
ZONDER_PLEK = 14
"""How many places are not on the map yet."""
SOORTEN = {
    "centrum": ("centrum", "oud"),
    "wonen": ("centrum", "oud", "tuindorp", "flats", "nieuwbouw", "jaren80"),
    "groen": ("tuindorp", "nieuwbouw", "jaren80", "buiten"),
    "werk": ("bedrijven",),
    "overal": ("centrum", "oud", "tuindorp", "flats", "nieuwbouw", "jaren80", "bedrijven", "buiten"),
}
"""Kinds of neighbourhood where something may stand."""


@dataclass
class Plek:
    """A place in the making."""

    nummer: int
    categorie: str
    naam: str
    aanbod: Aanbod
    buurt: Buurt
    adres: str
    punt: tuple[float, float] | None
    """Longitude and latitude."""


def _kansen(sleutel: str) -> Random:
    return Random(f"voorbeeldstad|plekken|{sleutel}")


def categorieen() -> list[str]:
    """Ids of the categories of places, in the order of the definitions."""
    tabellen = tomllib.loads(CATEGORIEEN.read_text(encoding="utf-8"))
    anders = ("activiteiten", "sleutelpersonen")
    return [naam for naam, soort in tabellen.items() if naam != "groups" and soort["group"] not in anders]


def verdeling() -> list[str]:
    """AANTAL categories: each at least once, the rest by how common they are."""
    alle = categorieen()
    gewicht = {categorie: AANBOD[categorie].gewicht for categorie in alle}
    over = AANTAL - len(alle)
    # The largest remainders get what whole shares leave over.
    deel = {c: over * g / sum(gewicht.values()) for c, g in gewicht.items()}
    aantal = {c: 1 + int(deel[c]) for c in alle}
    rest = sorted(alle, key=lambda c: (int(deel[c]) - deel[c], c))
    for categorie in rest[: AANTAL - sum(aantal.values())]:
        aantal[categorie] += 1
    return [categorie for categorie in alle for _ in range(aantal[categorie])]


def _slug(tekst: str) -> str:
    kaal = tekst.lower().replace("é", "e").replace("ë", "e").replace("ï", "i").replace("&", "en")
    return re.sub(r"[^a-z0-9]+", "-", kaal).strip("-")


def _telefoon(nummer: int) -> str:
    return f"020-0000{nummer:03d}"


def _punt(vlak: BaseGeometry, kans: Random) -> tuple[float, float]:
    """A random point in an outline, away from its border; longitude and latitude."""
    binnen = vlak.buffer(-40)
    links, onder, rechts, boven = binnen.bounds
    while True:
        x, y = links + kans.random() * (rechts - links), onder + kans.random() * (boven - onder)
        if binnen.contains(Point(x, y)):
            return wgs84(x, y)


def _kies(aanbod: Aanbod, kans: Random, bezet: set[str]) -> Buurt:
    """A buurt where the offer may stand, rather where more people live, if possible one not in `bezet`."""
    soorten = SOORTEN[aanbod.waar]
    mogelijk = [b for b in BUURTEN if b.soort in soorten]
    vrij = [b for b in mogelijk if b.code not in bezet] or mogelijk
    totaal = sum(b.inwoners + 200 for b in vrij)
    doel = kans.random() * totaal
    for buurt in vrij:
        doel -= buurt.inwoners + 200
        if doel < 0:
            return buurt
    return vrij[-1]


def plekken() -> list[Plek]:
    """All places, in the order of the categories."""
    vlakken = {code: vlak for code, (_, vlak, _) in buurten(2024).items()}
    gevonden: list[Plek] = []
    bezet: dict[str, set[str]] = {}
    namen: set[str] = set()
    for nummer, categorie in enumerate(verdeling(), start=1):
        aanbod, kans = AANBOD[categorie], _kansen(str(nummer))
        buurt = _kies(aanbod, kans, bezet.setdefault(categorie, set()))
        bezet[categorie].add(buurt.code)
        straat = STRATEN[buurt.code][int(kans.random() * 3)]
        naam = aanbod.namen[int(kans.random() * len(aanbod.namen))].format(buurt=buurt.naam, straat=straat)
        while naam in namen:
            naam += " II"
        namen.add(naam)
        gevoelig = aanbod.gevoelig or nummer % (AANTAL // ZONDER_PLEK) == 0
        punt = None if gevoelig else _punt(vlakken[buurt.code], kans)
        adres = "" if aanbod.gevoelig else f"{straat} {1 + int(kans.random() * 140)}"
        gevonden.append(Plek(nummer, categorie, naam, aanbod, buurt, adres, punt))
    return gevonden


def rij(plek: Plek) -> dict[str, object]:
    """What is known of a place, by Dutch names; "" where nothing is."""
    kans = _kansen(f"rij|{plek.nummer}")
    aanbod, slug = plek.aanbod, _slug(plek.naam)
    lon, lat = plek.punt or ("", "")
    met = {naam: kans.random() < kans_op for naam, kans_op in (("tel", 0.85), ("mail", 0.6), ("web", 0.75))}
    ongeveer = plek.punt is not None and kans.random() < 0.07
    letters = "ABCDEGHJKLMNPRYTVWXZ"
    postcode = f"9990 {letters[plek.nummer % 20]}{letters[plek.nummer // 20 % 20]}"
    return {
        "naam": plek.naam,
        "categorie": plek.categorie,
        "omschrijving": aanbod.omschrijving.format(buurt=plek.buurt.naam),
        "organisatie": aanbod.organisatie,
        "adres": plek.adres,
        "postcode": postcode if plek.adres else "",
        "telefoon": _telefoon(plek.nummer) if met["tel"] and aanbod.open else "",
        "email": f"{slug}@voorbeeld.example" if met["mail"] and aanbod.open else "",
        "website": f"https://www.voorbeeld.example/{slug}" if met["web"] and aanbod.open else "",
        "doelgroep": aanbod.doelgroep,
        "lat": lat,
        "lon": lon,
        "locatie": "ongeveer" if ongeveer else "",
    }
