"""How a figure of Voorbeeldstad is defined and published."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from voorbeeldstad_plan import JAREN
from voorbeeldstad_toestand import Toestand

VANAF_2019 = tuple(jaar for jaar in JAREN if jaar >= 2019)
RIVM = (2016, 2020, 2022)
LEEFBAAROMETER = (2016, 2018, 2020, 2022, 2024)


@dataclass(frozen=True)
class Cijfer:
    """One figure and the rules it is published by."""

    id: str
    formule: Callable[[Toestand], float]
    weging: str = "inwoners"
    """What the mean over buurten is weighted by; "" for counts, `km2` for densities, `vlak` for surfaces."""
    drempel: tuple[str, float] = ("inwoners", 50)
    """Of what there must be how much, or the figure is secret."""
    klein: str = ""
    """Clients of whom 0 to 7 are secret."""
    decimalen: int = 0
    stap: int = 0
    """Rounded by chance to a multiple of this."""
    jaren: tuple[int, ...] = JAREN
    later: bool = False
    """The newest year isn't published yet."""
    schatting: bool = False
    na: Callable[[float], float] = float
    """What is done with the value last, such as making classes of it."""
    onderwerp: str = ""


def aantal(id_: str, formule: Callable[[Toestand], float], **rest: object) -> Cijfer:
    """A count: always shown, rounded to 5 in wijken and buurten."""
    return replace(Cijfer(id_, formule, weging="", drempel=("", 0), stap=5), **rest)  # type: ignore[arg-type]


def klasse(grenzen: tuple[float, ...]) -> Callable[[float], float]:
    """The number of limits that a value reaches, plus one."""
    return lambda waarde: float(1 + sum(waarde >= grens for grens in grenzen))
