"""The places of the register: the 300 of Voorbeeldstad, and a few that are closed, moved or still to come."""

from random import Random
from typing import Any

from voorbeeldstad_plan import BUURTEN, GEMEENTE
from voorbeeldstad_plekken import Plek, plekken, rij
from voorbeeldstad_register_inhoud import Regel, gevuld, kansen, telefoons
from voorbeeldstad_register_tijden import OPEN, rooster

ALLES = plekken()
"""All places, in the order of the categories."""
_GEMEENTE = {"park", "trapveld", "speeltuin", "gemeenteloket", "zwembad", "sporthal", "aed"}
TEAMS = {"wijkteam": "Sociaal wijkteam Voorbeeldstad", "jongerencentrum": "Jongerenwerk Voorbeeldstad"}
ZELF = {
    "huisarts", "apotheek", "tandarts", "fysiotherapeut", "sportvereniging", "kerk", "moskee", "gebedshuis",
    "cultuur", "initiatief", "sporthal",
}  # fmt: skip
"""Categories of places that are an organisation by themselves."""
_BEREIKBAAR = (
    "Buslijn 3, halte voor de deur",
    "Vijf minuten lopen van het station",
    "Gratis parkeren achter het gebouw",
    "Buurtbus stopt op verzoek",
)
_TOEGANG = (
    ["rolstoel", "toilet"],
    ["rolstoel", "toilet", "ringleiding"],
    ["rolstoel", "lift", "toilet", "parkeren"],
    ["rolstoel_deels"],
    ["rolstoel_niet"],
    ["rolstoel", "verschoonplek"],
    ["rolstoel", "prikkelarm"],
)
LET_OP = {
    "Buurthuis Singelbuurt": "De zaal beneden is tot de zomer dicht voor verbouwing.",
    "Zwembad De Plas": "Het buitenbad is alleen in de zomer open.",
    "Voedselbank De Terp": "Op feestdagen is er geen uitgifte.",
    "Bibliotheek Dijkhoek": "Op vrijdagavond zonder personeel open, met uw pas.",
    "Wijkteam Zeeheldenbuurt": "De bel doet het niet altijd; klop gerust.",
}
DICHT = {"Trapveld Sonateweg": "Tijdelijk dicht: het hek wordt vervangen."}
"""Places that are closed for a while."""


def eigenaar(plek: Plek) -> str:
    """The name of the organisation that a place is of; "" for none."""
    if plek.naam.startswith("Steunpunt mantelzorg"):
        return "Mantelzorgsteunpunt Voorbeeldstad"
    if plek.categorie in TEAMS:
        return TEAMS[plek.categorie]
    if plek.categorie in ZELF and not plek.aanbod.organisatie and not plek.naam.startswith("Sporthal"):
        return plek.naam
    if plek.categorie == "politie":
        return "Politie"
    if plek.categorie == "winkelcentrum":
        return "Winkeliers Voorbeeldstad"
    return plek.aanbod.organisatie or ("Gemeente Voorbeeldstad" if plek.categorie in _GEMEENTE else "")


def plekregels(organisaties: dict[str, str]) -> list[Regel]:
    """Lines of all places; `organisaties` is name to reference."""
    regels = [_plek(plek, organisaties) for plek in ALLES]
    return regels + _andere({regel.naam: regel for regel in regels}, organisaties)


def _plek(plek: Plek, organisaties: dict[str, str]) -> Regel:
    gegeven, kans = rij(plek), kansen(f"plek|{plek.nummer}")
    waarden = {
        "name": plek.naam,
        "category": plek.categorie,
        "organization_id": organisaties.get(eigenaar(plek), ""),
        "description": gegeven["omschrijving"],
        "address": gegeven["adres"],
        "postcode": gegeven["postcode"],
        "city": "Voorbeeldstad",
        "latitude": gegeven["lat"],
        "longitude": gegeven["lon"],
        "approximate": True if gegeven["locatie"] else "",
        "gemeente": GEMEENTE,
        "phones": telefoons(str(gegeven["telefoon"])),
        "email": gegeven["email"],
        "website": gegeven["website"],
        "target_groups": str(gegeven["doelgroep"]).split(";"),
        "status": "temporarily closed" if plek.naam in DICHT else "open",
        "alert": DICHT.get(plek.naam, LET_OP.get(plek.naam, "")),
    }
    return Regel(f"vbs-p{plek.nummer:03d}", gevuld(waarden | _open(plek, kans) | _bezoek(plek, kans)))


def uren(plek: Plek) -> str:
    """When a place is open, in the short form; some stay open past midnight."""
    if plek.categorie == "horeca" and plek.naam.startswith("Eetcafé"):
        return "WE,TH,SU 16:00-23:00 / FR,SA 16:00-01:30"
    if plek.categorie == "horeca" and plek.naam.startswith("Koffiehuis"):
        return "MO,TU,WE,TH,FR,SA 08:30-17:30"
    if plek.naam == "Wijkteam Planetenbuurt-Noord":
        return "MO,TU,WE,TH 08:30-17:00 -feest / FR 08:30-12:30 -feest / 1TU,3TU 18:30-20:30"
    if plek.naam == "Zwembad De Plas":
        return "MO,TU,WE,TH,FR 07:00-22:00 / SA,SU 09:00-17:00 / SA,SU 17:00-20:00 zomer"
    return OPEN.get(plek.aanbod.open, "")


def _open(plek: Plek, kans: Random) -> dict[str, Any]:
    """Schedules, a text, or, as in life, nothing."""
    if plek.aanbod.open == "afspraak":
        return {"hours_text": "Op afspraak"}
    lot = kans.random()
    if not plek.aanbod.open or lot < 0.07:
        return {}
    if plek.aanbod.open == "dienst" and lot < 0.5:
        return {"schedules": rooster(uren(plek)), "hours_text": "Verder als de deur open is, en op afspraak"}
    return {"schedules": rooster(uren(plek))}


def _bezoek(plek: Plek, kans: Random) -> dict[str, Any]:
    lot = kans.random()
    kaal = not plek.aanbod.open or plek.aanbod.gevoelig
    return {
        "accessibility": [] if kaal or lot > 0.62 else _TOEGANG[int(lot * 100) % len(_TOEGANG)],
        "transportation": "" if kaal or lot > 0.2 else _BEREIKBAAR[int(lot * 100) % len(_BEREIKBAAR)],
        "opened": "" if kaal or kans.random() > 0.35 else f"{1968 + int(kans.random() * 56)}-09-01",
        "remark": "Sleutel bij de buren op nummer 12." if plek.naam.startswith("Buurttuin G") else "",
    }


def _andere(bekend: dict[str, Regel], organisaties: dict[str, str]) -> list[Regel]:
    """Places beside the 300: what was, and what is to come."""
    terp = next(buurt for buurt in BUURTEN if buurt.naam == "De Terp")
    welzijn, gemeente = organisaties["Welzijn Voorbeeldstad"], organisaties["Gemeente Voorbeeldstad"]
    gegevens: list[dict[str, Any]] = [
        {"name": "Buurthuis De Oude Loods", "category": "buurthuis", "organization_id": welzijn,
         "address": "Hijskade 4", "status": "closed", "opened": "1979-05-12", "closed": "Y-2-07-01",
         "description": "Veertig jaar het hart van de haven. Gesloten toen het dak te duur werd."},
        {"name": "Bibliotheek Lange Nering", "category": "bibliotheek", "address": "Lange Nering 2",
         "organization_id": organisaties["Bibliotheek Markerwaard"], "status": "moved", "closed": "Y-1-03-01",
         "opened": "1984-10-01", "moved_to": bekend["Bibliotheek Zeeheldenbuurt"].ref},
        {"name": "Huisartsenpraktijk Havenstraat", "category": "huisarts", "address": "Havenstraat 15",
         "status": "closed", "closed": "Y-1-01-01", "opened": "1991-01-01",
         "description": "Huisarts gestopt zonder opvolger; patiënten verdeeld over twee praktijken."},
        {"name": "Buurtkamer De Terp", "category": "buurthuis", "address": "Terpweg 30", "status": "planned",
         "organization_id": welzijn, "opened": "+240",
         "description": "In de plint van het nieuwe gebouw. Bewoners denken mee over de keuken."},
        {"name": f"Speelbos {terp.naam}", "category": "speeltuin", "status": "planned", "opened": "+150",
         "organization_id": gemeente, "description": "Met omgevallen bomen en een waterpomp.",
         "address": "Kleipad 60"},
        {"name": "Voedselbank Havenloods", "category": "voedselbank", "address": "Loodsweg 8",
         "organization_id": organisaties["Voedselbank Voorbeeldstad"], "status": "moved", "closed": "-210",
         "moved_to": bekend["Voedselbank De Terp"].ref},
    ]  # fmt: skip
    vast = {"city": "Voorbeeldstad", "gemeente": GEMEENTE}
    return [
        Regel(f"vbs-p{nummer}", gevuld(waarden | vast | _erbij(waarden)))
        for nummer, waarden in enumerate(gegevens, start=301)
    ]


def _erbij(waarden: dict[str, Any]) -> dict[str, Any]:
    """A point about where the street of another place is, for what has no point of its own."""
    straat = str(waarden["address"]).rsplit(" ", 1)[0]
    buren = [plek for plek in ALLES if plek.punt and plek.adres.startswith(straat)]
    if not buren:
        return {}
    lon, lat = buren[0].punt or (0.0, 0.0)
    return {"latitude": round(lat + 0.0004, 6), "longitude": round(lon - 0.0003, 6), "approximate": True}
