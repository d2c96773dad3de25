"""The networks, key persons and notes of the register."""

from typing import Any

from voorbeeldstad_aanbod import PERSONEN
from voorbeeldstad_plan import GEMEENTE
from voorbeeldstad_register_inhoud import (
    CODES,
    GEBIEDEN,
    INHOUD,
    STAND,
    Regel,
    gevuld,
    kansen,
    slug,
    telefoons,
    themas,
)
from voorbeeldstad_register_plekken import ALLES
from voorbeeldstad_register_tijden import rooster

ALLE_VELDEN = [
    "name", "title", "category", "organization_id", "location_id", "phones", "email", "target_groups",
]  # fmt: skip
DELEN = (
    ["name", "title", "organization_id", "phones"],
    ["name", "title", "location_id", "email"],
    ["title", "organization_id"],
    ["name", "title", "category", "location_id"],
    ["name", "title", "organization_id", "location_id", "target_groups"],
)
"""What somebody may agree to have shown, who doesn't agree to all."""
EERSTE = {
    "Voorbeeld El Amrani": "taak",
    "Voorbeeld Smit": "belang",
    "Voorbeeld Mulder": "belang",
    "Voorbeeld Brouwer": "deel",
    "Voorbeeld Dijkstra": "geen",
    "Voorbeeld Santos": "deel",
    "Voorbeeld Ali": "geen",
    "Voorbeeld Vos": "verlopen",
    "Voorbeeld Koster": "ingetrokken",
    "Voorbeeld Wong": "geen",
}
"""How it stands with the consent of the first twenty who aren't public."""
WEGEN = ("formulier op papier", "e-mail", "gesprek, daarna bevestigd per e-mail")
OPMERKING = {
    "geen": "Toestemming gevraagd, nog geen antwoord.",
    "ingetrokken": "Wil niet meer in het openbaar genoemd worden. Wel bereikbaar voor het team.",
    "belang": "Staat hier omdat het werk erom vraagt; niet openbaar.",
    "bijzonder_zonder": "De rol zegt iets over geloof; er is geen toestemming. Verwijs naar de organisatie.",
    "bijna": "Bijna om: vraag of het nog klopt en of de toestemming mag blijven.",
}


def persoonregels(organisaties: dict[str, str], plekken: dict[str, str]) -> list[Regel]:
    """All key persons; the arguments are name to reference."""
    regels = []
    for nummer, persoon in enumerate(PERSONEN, start=1):
        mogelijk = [plek for plek in ALLES if plek.categorie == persoon.bij and plek.punt]
        plek = mogelijk[nummer % len(mogelijk)]
        gegeven = {
            "naam": persoon.naam,
            "rol": persoon.rol,
            "soort": persoon.categorie,
            "org": persoon.organisatie or plek.naam,
            "plek": plek.naam,
            "groepen": persoon.doelgroep.split(";") if persoon.doelgroep else [],
            "stand": "vol" if persoon.openbaar else EERSTE[persoon.naam],
        }
        regels.append(_persoon(nummer, gegeven, organisaties, plekken))
    erbij = enumerate(INHOUD["personen"], start=len(regels) + 1)
    return regels + [_persoon(nummer, gegeven, organisaties, plekken) for nummer, gegeven in erbij]


def _persoon(
    nummer: int, gegeven: dict[str, Any], organisaties: dict[str, str], plekken: dict[str, str]
) -> Regel:
    stand, kans = gegeven["stand"], kansen(f"persoon|{nummer}")
    waarden = {
        "name": gegeven["naam"],
        "title": gegeven["rol"],
        "category": gegeven["soort"],
        "organization_id": organisaties.get(gegeven["org"], ""),
        "location_id": plekken[gegeven["plek"]],
        "phones": telefoons(f"020-0000{600 + nummer}", "mobiel" if kans.random() < 0.3 else ""),
        "email": f"{slug(gegeven['naam'])}@voorbeeld.example",
        "target_groups": gegeven["groepen"],
        "themes": themas("", gegeven["rol"]),
        "lawful_basis": {"belang": "gerechtvaardigd_belang", "taak": "publieke_taak"}.get(
            stand, "toestemming"
        ),
        "special": stand.startswith("bijzonder"),
        "consent": _toestemming(stand, nummer),
        "expires": {"verlopen": "-16", "bijna": "+21"}.get(stand, f"+{200 + int(kans.random() * 500)}"),
        "remark": OPMERKING.get(stand, ""),
    }
    if stand == "bijzonder_zonder":
        waarden["lawful_basis"] = "gerechtvaardigd_belang"
    return Regel(f"vbs-s{nummer:03d}", gevuld(waarden))


def _toestemming(stand: str, nummer: int) -> dict[str, Any]:
    """The consent of a person by how it stands with them; {} for none."""
    if stand in {"geen", "belang", "taak", "bijzonder_zonder"}:
        return {}
    deel = stand in {"deel", "bijzonder_deel"}
    return {
        "date": f"-{90 + 17 * nummer % 600}",
        "text_version": "2" if nummer % 3 else "1",
        "channel": WEGEN[nummer % len(WEGEN)],
        "scope": DELEN[nummer % len(DELEN)] if deel else ALLE_VELDEN,
        "withdrawn": "-34" if stand == "ingetrokken" else "",
    }


def netwerkregels(organisaties: dict[str, str], personen: dict[str, str]) -> list[Regel]:
    """All networks; the arguments are name to reference."""
    regels = []
    for nummer, gegeven in enumerate(INHOUD["netwerken"], start=1):
        kans = kansen(f"netwerk|{nummer}")
        leden = [
            _lid(naam, plaats, organisaties, personen, kans.random())
            for plaats, naam in enumerate(gegeven["leden"])
        ]
        mensen = [lid["contact_id"] for lid in leden if lid.get("contact_id")]
        waarden = {
            "name": gegeven["naam"],
            "description": gegeven["tekst"],
            "category": gegeven["soort"],
            "themes": themas("", f"{gegeven['naam']} {gegeven['tekst']}"),
            "service_area": [CODES[gegeven["wijk"]] if "wijk" in gegeven else GEMEENTE],
            "organization_id": organisaties[gegeven["trekker"]],
            "contact_id": mensen[0] if mensen and kans.random() < 0.7 else "",
            "members": leden,
            "meets": rooster(gegeven["wanneer"]),
            "status": STAND[gegeven.get("status", "")],
            "opened": f"{2012 + int(kans.random() * 12)}-01-01" if kans.random() < 0.5 else "",
            "closed": "-95" if gegeven.get("status") == "gestopt" else "",
        }
        regels.append(Regel(f"vbs-n{nummer:03d}", gevuld(waarden)))
    return regels


def _lid(
    naam: str, plaats: int, organisaties: dict[str, str], personen: dict[str, str], lot: float
) -> dict[str, Any]:
    """A member: an organisation, or a person and through whom they take part."""
    rollen = ("", "", "vast lid", "agendalid", "schuift aan bij wat hen raakt")
    vast = {0: "voorzitter", 2: "notulist"}
    lid = {
        "role": vast.get(plaats, rollen[int(lot * len(rollen))]),
        "since": f"-{100 + int(lot * 900)}" if lot < 0.6 else "",
        "until": "-45" if lot > 0.96 else "",
    }
    if naam.startswith("p:"):
        return gevuld(lid | {"contact_id": personen[naam[2:]]})
    return gevuld(lid | {"organization_id": organisaties[naam]})


def notitieregels(organisaties: dict[str, str], plekken: dict[str, str]) -> list[Regel]:
    """All notes; the arguments are name to reference."""
    regels = []
    for nummer, gegeven in enumerate(INHOUD["notities"], start=1):
        soort, over = gegeven["over"].split(":", 1)
        gebied = over if soort == "gebied" else gegeven.get("gebied", "")
        # What's about a figure or paragraph says in its text about which part of the gemeente it is.
        deel = (
            f"{GEBIEDEN[gebied]}: " if soort not in {"gebied", "plek", "org"} and gebied != GEMEENTE else ""
        )
        waarden = {
            "name": gegeven["naam"],
            "text": deel + gegeven["tekst"],
            "date": f"-{gegeven['dagen']}",
            "origin": gegeven["hoe"],
            "about_kind": {"plek": "record", "org": "record", "cijfer": "indicator", "gebied": "area"}.get(
                soort, "paragraph"
            ),
            "about": {"plek": plekken, "org": organisaties}.get(soort, {}).get(over, over),
            "gemeente": GEMEENTE,
        }
        regels.append(Regel(f"vbs-t{nummer:03d}", waarden))
    return regels
