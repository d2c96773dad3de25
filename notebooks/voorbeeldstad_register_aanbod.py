"""The organisations of the register, and what they offer."""

from random import Random
from typing import Any

from voorbeeldstad_aanbod import ACTIVITEITEN, Activiteit
from voorbeeldstad_plan import GEMEENTE
from voorbeeldstad_plekken import Plek, rij
from voorbeeldstad_register_inhoud import CODES, INHOUD, STAND, Regel, gevuld, kansen, slug, telefoons, themas
from voorbeeldstad_register_plekken import ALLES, eigenaar
from voorbeeldstad_register_tijden import rooster, van_dagen

VORM = {
    "huisarts": "bedrijf", "apotheek": "bedrijf", "tandarts": "bedrijf", "fysiotherapeut": "bedrijf",
    "sportvereniging": "vereniging", "kerk": "kerkgenootschap", "moskee": "kerkgenootschap",
    "initiatief": "initiatief", "gemeenteloket": "gemeente", "politie": "gemeente", "sporthal": "bedrijf",
    "winkelcentrum": "vereniging", "buurtvervoer": "vereniging",
}  # fmt: skip
"""Category to legal form, where it isn't a foundation."""
SOORT = {
    "Gemeente Voorbeeldstad": "gemeenteloket",
    "Welzijn Voorbeeldstad": "welzijnsorganisatie",
    "Zorg Dichtbij": "thuiszorg",
    "Stichting Eigen Deur": "begeleid_wonen",
    "Scholengroep Markerwaard": "basisschool",
}
_TELEFOON = "020-0000{}"
BIJZONDER = {
    "Regenboogcafé": "2TH 20:00-22:30",
    "Mantelzorgcafé": "3TH 14:00-16:00",
    "Wijkfeest": "+205SA 13:00-21:00",
    "Cursus EHBO": "MO 19:30-22:00 van:+20 tot:+60",
    "Cursus omgaan met geld": "TU 19:00-21:00 -vak van:-25 tot:+45",
    "Samen verder na verlies": "MO 14:00-16:00 van:-20 tot:+40",
    "Valpreventie": "TH 11:00-12:00 van:-10 tot:+70",
    "Rollatorloop": "WE 10:30-11:30 zomer / WE 13:30-14:30 winter",
}
"""When an activity is, where a day of the week doesn't say it."""
_ZEGT_WANNEER = {"Regenboogcafé", "Mantelzorgcafé", "Wijkfeest"}
"""Activities of which the description says no more than the schedule."""
_VAK = {"kinderactiviteit", "taal", "cursus"}


def organisatieregels() -> list[Regel]:
    """Those of places, in their order, and the others."""
    gevonden: dict[str, Regel] = {}
    for plek in ALLES:
        naam = eigenaar(plek)
        if naam and naam not in gevonden and not _eigen(naam):
            gevonden[naam] = _van_plek(naam, plek, len(gevonden) + 1)
    for gegeven in INHOUD["organisaties"]:
        gevonden[gegeven["naam"]] = _andere(gegeven, len(gevonden) + 1)
    refs = {naam: regel.ref for naam, regel in gevonden.items()}
    for gegeven in INHOUD["organisaties"]:
        if "bij" in gegeven:
            gevonden[gegeven["naam"]].waarden["parent_organization_id"] = refs[gegeven["bij"]]
    return [*gevonden.values()]


def _eigen(naam: str) -> bool:
    return any(gegeven["naam"] == naam for gegeven in INHOUD["organisaties"])


def _van_plek(naam: str, plek: Plek, nummer: int) -> Regel:
    gegeven, kans = rij(plek), kansen(f"organisatie|{naam}")
    zelf = naam == plek.naam
    soort = SOORT.get(naam, plek.categorie)
    waarden = _bereik(naam, nummer, kans) | {
        "name": naam,
        "category": soort,
        "legal_status": VORM.get(soort, "stichting"),
        "description": gegeven["omschrijving"] if zelf else "",
        "themes": themas(soort, naam),
        "target_groups": plek.aanbod.doelgroep.split(";") if zelf else [],
        "service_area": [plek.buurt.code if soort == "initiatief" else GEMEENTE],
        "status": "open",
    }
    if zelf:
        waarden |= {
            "phones": telefoons(str(gegeven["telefoon"])),
            "email": gegeven["email"],
            "website": gegeven["website"],
        }
    return Regel(f"vbs-o{nummer:03d}", gevuld(waarden))


def _andere(gegeven: dict[str, Any], nummer: int) -> Regel:
    naam, kans = gegeven["naam"], kansen(f"organisatie|{gegeven['naam']}")
    informeel = gegeven["vorm"] == "initiatief"
    waarden = {} if gegeven.get("status") == "gestopt" else _bereik(naam, nummer, kans, informeel)
    waarden |= {
        "name": naam,
        "category": gegeven["soort"],
        "legal_status": gegeven["vorm"],
        "description": gegeven["tekst"],
        "themes": themas(gegeven["soort"], f"{naam} {gegeven['tekst']}"),
        "target_groups": gegeven["groepen"],
        "service_area": [CODES[gegeven["buurt"]] if "buurt" in gegeven else GEMEENTE],
        "status": STAND[gegeven.get("status", "")],
        "closed": "-330" if gegeven.get("status") == "gestopt" else "",
        "opened": f"{1985 + int(kans.random() * 39)}-01-01" if kans.random() < 0.4 else "",
    }
    return Regel(f"vbs-o{nummer:03d}", gevuld(waarden))


def _bereik(naam: str, nummer: int, kans: Random, informeel: bool = False) -> dict[str, Any]:
    """How an organisation is reached; residents' groups have less of it."""
    lot = [kans.random() for _ in range(4)]
    lijf = slug(naam)
    return {
        "phones": telefoons(_TELEFOON.format(700 + nummer)) if lot[0] < (0.5 if informeel else 0.9) else [],
        "email": f"{lijf}@voorbeeld.example" if lot[1] < 0.8 else "",
        "website": f"https://www.voorbeeld.example/{lijf}" if lot[2] < (0.3 if informeel else 0.85) else "",
        "kvk": f"0000{9000 + nummer}" if lot[3] < 0.3 and not informeel else "",
    }


def aanbodregels(organisaties: dict[str, str], plekken: dict[str, str]) -> list[Regel]:
    """All offers; the arguments are name to reference."""
    waarden = [_activiteit(act, plek, plekken) for act, plek in _verdeeld()]
    for gegeven in INHOUD["aanbod"]:
        waarden += _aanbod(gegeven, plekken)
    return [_regel(nummer, each, organisaties) for nummer, each in enumerate(waarden, start=1)]


def _regel(nummer: int, waarden: dict[str, Any], organisaties: dict[str, str]) -> Regel:
    """What isn't said is made up, or not known."""
    kans = kansen(f"aanbod|{nummer}|{waarden['name']}")
    lot = [kans.random() for _ in range(4)]
    waarden["organization_id"] = organisaties.get(waarden.pop("organisatie"), "")
    bereik = {
        "phones": telefoons(_TELEFOON.format(310 + nummer)) if lot[0] < 0.5 else [],
        "email": f"{slug(waarden['name'])}@voorbeeld.example" if lot[1] < 0.35 else "",
        "url": f"https://www.voorbeeld.example/aanbod/{slug(waarden['name'])}" if lot[2] < 0.2 else "",
        "opened": f"{2005 + int(lot[3] * 60)}-09-01" if lot[3] < 0.3 else "",
    }
    open_ = waarden["status"] == "open"
    return Regel(f"vbs-a{nummer:03d}", gevuld((bereik if open_ else {}) | waarden))


def _verdeeld() -> list[tuple[Activiteit, Plek]]:
    """Each activity at a place of the category that it's held in, a different one each time."""
    beurt: dict[str, int] = {}
    gevonden = []
    for act in ACTIVITEITEN:
        mogelijk = [plek for plek in ALLES if plek.categorie == act.bij and plek.punt]
        gevonden.append((act, mogelijk[beurt.setdefault(act.bij, 0) % len(mogelijk)]))
        beurt[act.bij] += 1
    return gevonden


def _activiteit(act: Activiteit, plek: Plek, plekken: dict[str, str]) -> dict[str, Any]:
    vlag = " -vak" if act.categorie in _VAK else ""
    kans = kansen(f"activiteit|{act.naam}")
    gratis = kans.random() < 0.65 or "ratis" in act.omschrijving
    return {
        "name": act.naam,
        "category": act.categorie,
        "organisatie": eigenaar(plek),
        "description": "" if act.naam in _ZEGT_WANNEER else act.omschrijving,
        "themes": themas(act.categorie, f"{act.naam} {act.omschrijving}"),
        "target_groups": act.doelgroep.split(";"),
        "locations": [_waar(plekken[plek.naam])],
        "schedules": rooster(BIJZONDER.get(act.naam) or van_dagen(act.dag, act.van, act.tot) + vlag),
        "cost": "gratis" if gratis else "bijdrage",
        "fees_description": "" if gratis else f"{(2, 3, 5)[int(kans.random() * 3)]} euro per keer",
        "registration": "inloop" if kans.random() < 0.7 else "aanmelden",
        "languages": ["nl", "ar", "en"] if "nieuwkomers" in act.doelgroep else [],
        "status": "open",
    }


def _waar(ref: str, wanneer: str = "", toelichting: str = "") -> dict[str, Any]:
    return gevuld({"location_id": ref, "schedules": rooster(wanneer), "description": toelichting})


def _genoemd(namen: list[str]) -> list[Plek]:
    """The places with these names, `*school` being all of a category that are on the map or not."""
    soorten = [[plek for plek in ALLES if naam in (plek.naam, f"*{plek.categorie}")] for naam in namen]
    leeg = [naam for naam, gevonden in zip(namen, soorten, strict=True) if not gevonden]
    if leeg:
        raise ValueError(f"geen plek: {leeg}")
    return [plek for gevonden in soorten for plek in gevonden]


def _aanbod(gegeven: dict[str, Any], plekken: dict[str, str]) -> list[dict[str, Any]]:
    """The values of an offer, or of one a place."""
    if "elk" not in gegeven:
        hier = _genoemd(gegeven.get("bij", []))
        per_plek = gegeven.get("per_plek", [""] * len(hier))
        waar = [_waar(plekken[plek.naam], tijd) for plek, tijd in zip(hier, per_plek, strict=True)]
        return [_velden(gegeven, gegeven["naam"], gegeven.get("wanneer", ""), waar, hier, gegeven["tekst"])]
    hier = _genoemd(gegeven["elk"])
    gevonden = []
    for plek, tijd in zip(hier, gegeven["wanneer"], strict=True):
        straat = plek.adres.rsplit(" ", 1)[0]
        woorden = {"plek": plek.naam, "buurt": plek.buurt.naam, "straat": straat}
        naam = gegeven["naam"].format(**woorden)
        if naam == gegeven["naam"]:
            naam = f"{naam} {straat}"
        tekst = gegeven["tekst"].format(**woorden)
        gevonden.append(_velden(gegeven, naam, tijd, [_waar(plekken[plek.naam])], [plek], tekst))
    return gevonden


def _velden(
    gegeven: dict[str, Any], naam: str, tijd: str, waar: list[dict[str, Any]], hier: list[Plek], tekst: str
) -> dict[str, Any]:
    return {
        "name": naam,
        "category": gegeven["soort"],
        "organisatie": gegeven.get("van") or (eigenaar(hier[0]) if hier else ""),
        "description": tekst,
        "themes": themas(gegeven["soort"], f"{naam} {tekst}"),
        "target_groups": gegeven["groepen"],
        "locations": waar,
        "schedules": rooster(tijd),
        "minimum_age": gegeven.get("vanaf", ""),
        "maximum_age": gegeven.get("tot", ""),
        "cost": gegeven["kosten"],
        "fees_description": gegeven.get("prijs", ""),
        "registration": gegeven["aanmelden"],
        "application_process": gegeven.get("hoe", ""),
        "languages": gegeven.get("talen", []),
        # What is given at no place says in which gemeente it is.
        "service_area": [CODES[buurt] for buurt in gegeven.get("buurten", [])]
        or ([] if hier else [GEMEENTE]),
        "status": STAND[gegeven.get("status", "")],
        "closed": "-70" if gegeven.get("status") == "gestopt" else "",
        "alert": gegeven.get("letop", ""),
    }
