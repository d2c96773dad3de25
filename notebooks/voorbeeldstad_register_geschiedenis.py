"""What happened to the records of Voorbeeldstad in two years: added, changed, checked, thrown away, put back.

Ages are whole days before the day of loading; what stood there before a change goes with it.
"""

from random import Random
from typing import Any

from voorbeeldstad_register_inhoud import BEHEERDER, COLLEGAS, Regel, kansen, telefoons
from voorbeeldstad_register_tijden import oplopend

HOUDBAAR = (
    *("phones", "email", "website", "url", "schedules", "hours_text", "meets"),
    *("address", "postcode", "city", "latitude", "longitude"),
)
"""The fields that go stale."""
VERANDERT = (
    *("phones", "email", "website", "schedules", "description", "fees_description", "accessibility"),
    *("target_groups", "remark"),
)
"""The fields of which something else stood there before."""
TEKST = "description"
HERSTELD = {"vbs-p056", "vbs-p082", "vbs-a009", "vbs-a074", "vbs-o012", "vbs-o101"}
"""Records of which somebody put an earlier version back."""
TERUG = {"vbs-p091", "vbs-a031", "vbs-o060"}
"""Records that were thrown away by mistake, and taken back."""
WEG = {
    "location": {"ref": "vbs-p056", "naam": "Wijkcentrum Oeverkavel (dubbel)"},
    "service": {"ref": "vbs-a001", "naam": "Koffie inloop"},
    "organization": {"ref": "vbs-o012", "naam": "Welzijnswerk Voorbeeldstad"},
}
"""Kind to a double of a record that was thrown away."""
SPREEKUREN = (
    "08:12",
    "08:47",
    "09:05",
    "09:31",
    "10:18",
    "10:52",
    "11:40",
    "12:55",
    "13:20",
    "14:07",
    "14:46",
    "15:33",
)


def gebeurd(soort: str, regels: list[Regel]) -> None:
    """Give every line of a kind its history."""
    for nummer, regel in enumerate(regels):
        kans = kansen(f"geschiedenis|{regel.ref}")
        begin = 380 + int(kans.random() * 360) if soort != "note" else int(regel.waarden["date"][1:])
        regel.gebeurd = [_wie(kans, begin, "create")]
        if soort == "note":
            continue
        wanneer = sorted(
            (30 + int(kans.random() * (begin - 60)) for _ in range(int(kans.random() * 3.4))), reverse=True
        )
        for dagen in wanneer if oplopend([begin, *wanneer]) else []:
            if stap := _gewijzigd(regel, kans, dagen):
                regel.gebeurd.append(stap)
        _bijzonder(regel, kans)
        _nagekeken(regel, kans, nummer)


def weggegooid(soort: str, regels: list[Regel]) -> None:
    """Add a double that somebody threw away three weeks ago."""
    if soort not in WEG:
        return
    dubbel = next(regel for regel in regels if regel.ref == WEG[soort]["ref"])
    kans = kansen(f"weg|{soort}")
    waarden = {
        naam: waarde for naam, waarde in dubbel.waarden.items() if naam not in {"phones", "email", "website"}
    }
    nieuw = Regel(f"{dubbel.ref}-dubbel", waarden | {"name": WEG[soort]["naam"]})
    nieuw.gebeurd = [_wie(kans, 120, "create"), _wie(kans, 21, "trash")]
    regels.append(nieuw)


def _wie(kans: Random, dagen: int, wat: str, **meer: Any) -> dict[str, Any]:
    """A step: how many days ago, at what time, by whom, what."""
    wie = BEHEERDER if kans.random() < 0.08 else COLLEGAS[int(kans.random() * len(COLLEGAS))]
    tijd = SPREEKUREN[int(kans.random() * len(SPREEKUREN))]
    return {"ago": dagen, "time": tijd, "by": wie, "action": wat, **meer}


def _gewijzigd(regel: Regel, kans: Random, dagen: int) -> dict[str, Any] | None:
    """A change of one or two fields, by what stood there before; None where nothing fits."""
    al = {naam for stap in regel.gebeurd for naam in stap.get("before", {})}
    mogelijk = [naam for naam in VERANDERT if regel.waarden.get(naam) and naam not in al]
    if not mogelijk:
        return None
    kans.shuffle(mogelijk)
    vorig = {naam: _eerder(naam, regel, kans) for naam in mogelijk[: 1 + int(kans.random() < 0.3)]}
    vorig = {naam: waarde for naam, waarde in vorig.items() if waarde != regel.waarden[naam]}
    return _wie(kans, dagen, "edit", before=vorig) if vorig else None


def _oud_nummer(kans: Random) -> list[dict[str, str]]:
    return telefoons(f"020-0000{900 + int(kans.random() * 99)}") if kans.random() < 0.8 else []


def _oude_mail(nu: str, kans: Random) -> str:
    naam, _ = nu.split("@")
    return f"info.{naam}@voorbeeld.example" if kans.random() < 0.7 else ""


def _oude_tijd(schemas: list[dict[str, Any]], kans: Random) -> list[dict[str, Any]]:
    """One day fewer, where there are more; else nothing was known."""
    eerste = schemas[0]
    dagen = str(eerste.get("byday", "")).split(",")
    if len(dagen) < 2 or kans.random() < 0.2:
        return []
    return [{**eerste, "byday": ",".join(dagen[:-1])}, *schemas[1:]]


def _eerder(naam: str, regel: Regel, kans: Random) -> Any:
    """What stood in a field before."""
    nu = regel.waarden[naam]
    match naam:
        case "phones":
            return _oud_nummer(kans)
        case "email":
            return _oude_mail(nu, kans)
        case "schedules":
            return _oude_tijd(nu, kans)
        case "website":
            return "" if kans.random() < 0.6 else "https://www.voorbeeld.example/oud"
        case "description":
            return "" if kans.random() < 0.5 else nu.split(". ")[0].rstrip(".") + "."
        case "accessibility" | "target_groups":
            return nu[:-1]
    return ""


def _bijzonder(regel: Regel, kans: Random) -> None:
    """Records that were put back, or thrown away and taken back."""
    if regel.ref in HERSTELD and regel.waarden.get(TEKST):
        goed = regel.waarden[TEKST]
        regel.gebeurd += [
            # Wrong since, and right again: each step says what it found.
            _wie(kans, 26, "edit", before={TEKST: goed}),
            _wie(kans, 25, "restore", before={TEKST: "Opgeheven?"}),
        ]
    if regel.ref in TERUG:
        regel.gebeurd += [_wie(kans, 24, "trash"), _wie(kans, 24, "untrash")]
        regel.gebeurd[-1]["time"] = "16:02"


def _nagekeken(regel: Regel, kans: Random, nummer: int) -> None:
    """Some are checked lately, some too long ago, some never."""
    lot = kans.random()
    velden = [naam for naam in HOUDBAAR if regel.waarden.get(naam)]
    if lot < 0.28 or not velden:
        return
    begin = regel.gebeurd[0]["ago"]
    vers = lot < 0.74
    dagen = 2 + int(kans.random() * 20) if vers else 200 + int(kans.random() * (begin - 210))
    # Who calls asks for the telephone and the times, and not where it is.
    deel = velden if nummer % 4 else [naam for naam in velden if naam in HOUDBAAR[:7]] or velden
    regel.gebeurd.append(_wie(kans, dagen, "confirm", fields=deel))
    regel.gebeurd.sort(key=lambda stap: -stap["ago"])
