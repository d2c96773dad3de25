"""The figures of Voorbeeldstad as CBS and others would publish them: added up, rounded, kept secret."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from voorbeeldstad_beleving import CIJFERS
from voorbeeldstad_gebieden import oppervlakte_ha
from voorbeeldstad_plan import BUURTEN, GEMEENTE, HERNUMMERD, JAREN, SAMENGEVOEGD, WIJZIGING
from voorbeeldstad_regels import Cijfer
from voorbeeldstad_toestand import Toestand

KOP = "gebied;jaar;indicator;waarde;status;bron\n"
KLEIN = 7
"""Numbers of clients up to this one are secret."""


@dataclass(frozen=True)
class Gebied:
    """An area in a year: the buurten it consists of and its size."""

    code: str
    jaar: int
    delen: tuple[Toestand, ...]
    hectare: float

    def som(self, naam: str) -> float:
        """What a count adds up to, before rounding."""
        return sum(float(getattr(deel, naam)) for deel in self.delen)

    @property
    def heel(self) -> bool:
        """Whether this is the gemeente, whose counts are not rounded."""
        return self.code == GEMEENTE


def gebieden(jaar: int) -> Iterator[Gebied]:
    """Every buurt, wijk and the gemeente, in the division of the year."""
    hectare = oppervlakte_ha(jaar)
    toestanden = {buurt.code: Toestand(buurt, jaar) for buurt in BUURTEN}
    delen: dict[str, list[Toestand]] = {}
    oud = {nieuw: code for code, nieuw in HERNUMMERD.items()}
    oud |= {deel: code for code, (_, delen_) in SAMENGEVOEGD.items() for deel in delen_}
    for code, toestand in toestanden.items():
        hier = oud.get(code, code) if jaar < WIJZIGING else code
        for gebied in (hier, toestand.buurt.wijk, GEMEENTE):
            delen.setdefault(gebied, []).append(toestand)
    for code, lijst in sorted(delen.items()):
        yield Gebied(code, jaar, tuple(lijst), hectare[code])


def _aselect(waarde: float, stap: int, sleutel: str) -> int:
    """`waarde` rounded up or down to a multiple of `stap` by chance, right on average."""
    onder = math.floor(waarde / stap) * stap
    kans = (waarde - onder) / stap
    return onder + stap * (Random(f"afronden|{sleutel}").random() < kans)


def _waarde(cijfer: Cijfer, gebied: Gebied) -> float:
    """The value before rounding: counts are added, the rest is a weighted mean."""
    if cijfer.weging == "vlak":
        return cijfer.formule(gebied.delen[0]) * gebied.hectare
    if cijfer.weging in ("", "km2"):
        som = sum(cijfer.formule(deel) for deel in gebied.delen)
        return 100 * som / gebied.hectare if cijfer.weging else som
    gewichten = [float(getattr(deel, cijfer.weging)) for deel in gebied.delen]
    if sum(gewichten) == 0:
        return 0.0
    waarden = [cijfer.formule(deel) for deel in gebied.delen]
    return sum(w * g for w, g in zip(waarden, gewichten, strict=True)) / sum(gewichten)


def _geheim(cijfer: Cijfer, gebied: Gebied) -> bool:
    """Whether too few people or things stand behind the figure."""
    naam, minimum = cijfer.drempel
    if minimum and gebied.som(naam) < minimum:
        return True
    return bool(cijfer.klein) and gebied.som(cijfer.klein) <= KLEIN


def _tekst(cijfer: Cijfer, gebied: Gebied) -> str:
    """The value as it is printed, with a decimal comma."""
    waarde = cijfer.na(_waarde(cijfer, gebied))
    if cijfer.stap and not (gebied.heel and cijfer.stap == 5):
        return str(_aselect(waarde, cijfer.stap, f"{gebied.code}|{gebied.jaar}|{cijfer.id}"))
    if not cijfer.decimalen:
        return str(math.floor(waarde + 0.5))
    tekst = f"{waarde:.{cijfer.decimalen}f}"
    return ("0" if float(tekst) == 0 else tekst).replace(".", ",")


def regels(cijfer: Cijfer, jaar: int, gebied: Gebied) -> str:
    """One line of the file."""
    begin = f"{gebied.code};{jaar};{cijfer.id}"
    if cijfer.later and jaar == JAREN[-1]:
        return f"{begin};;later;voorbeeld\n"
    if _geheim(cijfer, gebied):
        return f"{begin};;geheim;voorbeeld\n"
    status = "schatting" if cijfer.schatting else ""
    return f"{begin};{_tekst(cijfer, gebied)};{status};voorbeeld\n"


def schrijf(map_: Path) -> None:
    """Write one file of figures for each topic: `cijfers_<onderwerp>.csv`."""
    per_jaar = {jaar: list(gebieden(jaar)) for jaar in JAREN}
    teksten: dict[str, list[str]] = {}
    for cijfer in CIJFERS:
        for jaar in cijfer.jaren:
            teksten.setdefault(cijfer.onderwerp, []).extend(
                regels(cijfer, jaar, gebied) for gebied in per_jaar[jaar]
            )
    for onderwerp, lijst in teksten.items():
        pad = map_ / f"cijfers_{onderwerp}.csv"
        pad.write_text(KOP + "".join(lijst), encoding="utf-8", newline="\n")
