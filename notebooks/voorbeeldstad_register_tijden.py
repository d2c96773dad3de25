"""Times of the register of Voorbeeldstad: from the short form of `voorbeeldstad_register.toml` to schedules.

Dates that count from the day of loading are text: `+12` and `-40` are days, `+12SA` the first Saturday
from then on, `Y+1-05-01` the first of May of the next year.
"""

import re
from itertools import pairwise

DAGEN = {"ma": "MO", "di": "TU", "wo": "WE", "do": "TH", "vr": "FR", "za": "SA", "zo": "SU"}
WERKDAGEN = "MO,TU,WE,TH,FR"
SEIZOENEN = {
    "zomer": (("Y-05-01", "Y-09-30"), ("Y+1-05-01", "Y+1-09-30")),
    "winter": (("Y-1-10-01", "Y-03-31"), ("Y-10-01", "Y+1-03-31")),
}
_VLAGGEN = {
    "-vak": {"school_holidays": "closed"},
    "=vak": {"school_holidays": "only"},
    "-feest": {"holidays": "closed"},
    "+feest": {"holidays": "open"},
}

OPEN = {
    "praktijk": f"{WERKDAGEN} 08:00-17:00 -feest",
    "kantoor": "MO,TU,WE,TH 09:00-17:00 -feest / FR 09:00-12:30 -feest",
    "winkel": "MO,TU,WE,TH,SA 09:00-18:00 / FR 09:00-21:00",
    "super": "MO,TU,WE,TH,FR,SA 08:00-21:00 / SU 10:00-18:00 +feest",
    "huis": f"{WERKDAGEN} 09:30-17:00 / TU,TH 19:00-22:00",
    "inloop": "TU,TH,SA 10:00-16:00",
    "school": "MO,TU,TH,FR 08:15-15:00 -feest -vak / WE 08:15-12:30 -feest -vak",
    "opvang": f"{WERKDAGEN} 07:30-18:30 -feest",
    "sport": f"{WERKDAGEN} 15:00-22:30 / SA,SU 09:00-18:00",
    "avond": "WE,TH,FR,SA,SU 16:00-23:00",
    "altijd": f"{WERKDAGEN},SA,SU 00:00-24:00 +feest",
    "markt": "WE,SA 09:00-16:00",
    "dienst": "SU 10:00-11:30 +feest",
    "maand": "1SA 13:00-16:00",
    "uitgifte": "FR 13:00-16:00",
}
"""Key of `open` in `voorbeeldstad_aanbod.toml` to when that is; what is by appointment has no schedule."""


def rooster(tekst: str) -> list[dict[str, object]]:
    """The schedules of a text such as `MO,WE 09:30-11:30 -vak / 1TU 19:00-21:00`; none for ""."""
    return [schema for deel in tekst.split(" / ") if deel for schema in _deel(deel.split())]


def van_dagen(dag: str, van: str, tot: str) -> str:
    """The short form of `ma t/m do` or `ma en vr` with times."""
    namen = [*DAGEN]
    genoemd = re.findall(r"\b(?:ma|di|wo|do|vr|za|zo)\b", dag)
    if "t/m" in dag:
        eerste, laatste = (namen.index(naam) for naam in genoemd)
        genoemd = namen[eerste : laatste + 1]
    return ",".join(DAGEN[naam] for naam in genoemd) + f" {van}-{tot}"


def _deel(woorden: list[str]) -> list[dict[str, object]]:
    dagen, tijden, *rest = woorden
    schema: dict[str, object] = dict(zip(("opens_at", "closes_at"), tijden.split("-"), strict=True))
    if dagen[0] in "+-":
        schema |= {"freq": "", "dtstart": dagen}
    elif dagen.startswith("2/"):
        # What an interval counts from: some day long enough ago.
        schema |= {"freq": "WEEKLY", "interval": 2, "byday": dagen[2:], "dtstart": f"-140{dagen[2:4]}"}
    else:
        schema |= {"freq": "MONTHLY" if dagen[0].isdigit() else "WEEKLY", "byday": dagen}
    seizoen: tuple[tuple[str, str], ...] = ()
    for woord in rest:
        if woord in SEIZOENEN:
            seizoen = SEIZOENEN[woord]
        elif woord in _VLAGGEN:
            schema |= _VLAGGEN[woord]
        else:
            naam, waarde = woord.split(":", 1)
            schema[{"van": "valid_from", "tot": "valid_to", "-d": "except"}[naam]] = (
                [waarde] if naam == "-d" else waarde
            )
    return [schema | {"valid_from": van, "valid_to": tot} for van, tot in seizoen] or [schema]


def eerder(tekst: str) -> str:
    """The times as they were before: a day fewer, or half an hour earlier."""
    eerste, *rest = tekst.split(" / ")
    dagen, tijden, *vlaggen = eerste.split()
    if "," in dagen:
        dagen = dagen.rsplit(",", 1)[0]
    else:
        uren = [int(deel[:2]) * 60 + int(deel[3:]) for deel in tijden.split("-")]
        begin, eind = (minuten - 30 for minuten in uren)
        tijden = "-".join(
            f"{minuten // 60:02d}:{minuten % 60:02d}" for minuten in (begin, eind) if minuten >= 0
        )
        if "-" not in tijden:
            return tekst
    return " / ".join([" ".join([dagen, tijden, *vlaggen]), *rest])


def oplopend(dagen: list[int]) -> bool:
    """Whether days ago go from long to short ago."""
    return all(eerst > dan for eerst, dan in pairwise(dagen))
