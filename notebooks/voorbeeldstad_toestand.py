"""What Voorbeeldstad is really like: the state of a buurt in a year, before rounding and secrecy.

One profile drives everything: who lives in a buurt, how it is built and how much its people have
to cope with (`lasten`). Chance comes from the code of the buurt, so every run gives the same town.
"""

import math
from functools import cache, cached_property
from random import Random

from voorbeeldstad_plan import SOORTEN, Buurt, Soort

WOZ_INDEX = (0.56, 0.57, 0.60, 0.65, 0.71, 0.77, 0.83, 0.90, 1.04, 1.0)
"""Value of dwellings in 2015 to 2024, against 2024."""
WW_INDEX = (2.2, 2.1, 1.8, 1.4, 1.15, 1.4, 1.15, 0.8, 0.8, 0.85)
GAS_INDEX = (1.22, 1.24, 1.21, 1.2, 1.16, 1.12, 1.15, 0.98, 0.84, 0.82)


@cache
def toeval(sleutel: str) -> float:
    """A number around 0 with a spread of 1, always the same for the same key."""
    bron = Random(f"voorbeeldstad|{sleutel}")
    return sum(bron.random() for _ in range(12)) - 6.0


def tussen(waarde: float, laag: float, hoog: float) -> float:
    """`waarde`, but no lower than `laag` and no higher than `hoog`."""
    return min(max(waarde, laag), hoog)


class Toestand:
    """A buurt in a year. Counts are real persons and things; shares are percentages."""

    def __init__(self, buurt: Buurt, jaar: int) -> None:
        self.buurt = buurt
        self.jaar = jaar
        self.sinds = jaar - 2024
        """Years after 2024: zero or negative."""

    @cached_property
    def soort(self) -> Soort:
        """The kind of neighbourhood."""
        return SOORTEN[self.buurt.soort]

    def ruis(self, sleutel: str, spreiding: float) -> float:
        """Chance that belongs to this buurt, and a little that belongs to this year."""
        vast = toeval(f"{self.buurt.code}|{sleutel}")
        los = toeval(f"{self.buurt.code}|{sleutel}|{self.jaar}")
        return spreiding * (vast + 0.2 * los)

    def extra(self, sleutel: str) -> float:
        """What is different in this buurt from others of its kind."""
        return self.buurt.bijzonder.get(sleutel, 0.0)

    def hemelsbreed(self, x: float, y: float) -> float:
        """Kilometres by road to a point of the plan, more or less."""
        return max(0.3, 1.35 * math.hypot(self.buurt.x - x, self.buurt.y - y) / 1000)

    @cached_property
    def inwoners(self) -> int:
        """Persons."""
        groei = (1 + self.buurt.groei) ** self.sinds
        return max(0, round(self.buurt.inwoners * groei * (1 + self.ruis("inwoners", 0.008))))

    @cached_property
    def lasten(self) -> float:
        """How much people have to cope with, between 0 and 1."""
        return tussen(self.soort.lasten + self.extra("lasten") + self.ruis("lasten", 0.04), 0.03, 1.0)

    @cached_property
    def leeftijd(self) -> tuple[float, ...]:
        """Shares of 0-14, 15-24, 25-44, 45-64 and 65 or older; together 100."""
        jong, tien, midden, rijp, oud = self.soort.leeftijd
        oud += self.extra("ouderen") + 0.28 * self.sinds
        jong += -0.12 * self.sinds - 0.2 * self.extra("ouderen")
        ruw = [jong, tien, midden, rijp, oud]
        ruw = [max(2.0, deel + self.ruis(f"leeftijd{i}", 0.8)) for i, deel in enumerate(ruw)]
        return tuple(100 * deel / sum(ruw) for deel in ruw)

    def jaren_oud(self, groep: int) -> float:
        """Persons of an age group: 0 for the youngest, 4 for 65 and older."""
        return self.inwoners * self.leeftijd[groep] / 100

    @cached_property
    def alleen(self) -> float:
        """Share of households of one person."""
        ruw = self.soort.huishoudens[0] + 0.3 * self.extra("ouderen") + 0.2 * self.sinds
        return tussen(ruw + self.ruis("alleen", 2), 8, 80)

    @cached_property
    def met_kinderen(self) -> float:
        """Share of households with children."""
        ruw = self.soort.huishoudens[1] - 0.3 * self.extra("ouderen") - 0.1 * self.sinds
        return tussen(ruw + self.ruis("kinderen", 2), 5, 96 - self.alleen)

    @cached_property
    def zonder_kinderen(self) -> float:
        """Share of households of more persons without children."""
        return 100 - self.alleen - self.met_kinderen

    @cached_property
    def grootte(self) -> float:
        """Persons in a household."""
        return (self.alleen + 2.06 * self.zonder_kinderen + 3.55 * self.met_kinderen) / 100

    @cached_property
    def huishoudens(self) -> float:
        """Households; a few people live in an institution."""
        return self.inwoners * 0.985 / self.grootte

    @cached_property
    def leegstand(self) -> float:
        """Share of dwellings that nobody lives in."""
        return tussen(
            2.2 + 2.5 * (self.buurt.soort in ("centrum", "bedrijven")) + self.ruis("leeg", 0.7), 0.5, 12
        )

    @cached_property
    def woningen(self) -> float:
        """Dwellings."""
        return self.huishoudens / (1 - self.leegstand / 100)

    @cached_property
    def koop(self) -> float:
        """Share of dwellings that their inhabitants own."""
        return tussen(self.soort.koop + self.ruis("koop", 3) - 12 * self.extra("lasten"), 8, 96)

    @cached_property
    def corporatie(self) -> float:
        """Share of dwellings that a housing association owns."""
        return tussen(
            self.soort.corporatie + self.ruis("corp", 3) + 12 * self.extra("lasten"), 2, 98 - self.koop
        )

    @cached_property
    def eengezins(self) -> float:
        """Share of dwellings that are houses rather than flats."""
        return tussen(self.soort.eengezins + self.ruis("eengezins", 4), 3, 100)

    @cached_property
    def nieuw(self) -> float:
        """Share of dwellings built since 2000."""
        return tussen(self.soort.nieuw + self.ruis("nieuw", 2) + 0.4 * self.sinds, 1, 100)

    @cached_property
    def woz(self) -> float:
        """Mean value of a dwelling, x 1.000 euro."""
        basis = self.soort.woz + self.extra("woz") + self.ruis("woz", 14)
        return basis * WOZ_INDEX[self.jaar - 2015]

    @cached_property
    def inkomen(self) -> float:
        """Mean income of an inhabitant, x 1.000 euro."""
        basis = self.soort.inkomen - 9 * self.extra("lasten") + 0.03 * self.extra("woz")
        return (basis + self.ruis("inkomen", 0.9)) * math.pow(1.027, self.sinds)

    @cached_property
    def buiten_europa(self) -> float:
        """Share of persons with an origin outside Europe."""
        return tussen(self.soort.buiten_europa + self.ruis("herkomst", 2.5) + 0.3 * self.sinds, 0.5, 70)

    @cached_property
    def europa(self) -> float:
        """Share of persons with an origin in Europe, the Netherlands left out."""
        return tussen(6.5 + 5 * self.lasten + self.ruis("europa", 1.2) + 0.25 * self.sinds, 2, 25)

    @cached_property
    def ontvangers(self) -> float:
        """Persons with an income."""
        return self.inwoners * (100 - self.leeftijd[0]) / 100 * 0.95

    @cached_property
    def beroepsleeftijd(self) -> float:
        """Persons of 15 to 75 years old."""
        return self.jaren_oud(1) + self.jaren_oud(2) + self.jaren_oud(3) + 0.6 * self.jaren_oud(4)

    @cached_property
    def werkenden(self) -> float:
        """Persons with paid work."""
        return self.beroepsleeftijd * self.werkt / 100

    @cached_property
    def werkt(self) -> float:
        """Share of persons of 15 to 75 with paid work."""
        return tussen(75 - 15 * self.lasten + 0.55 * self.sinds + self.ruis("werkt", 1.2), 40, 88)

    @cached_property
    def jongeren(self) -> float:
        """Persons up to 22 years old."""
        return self.jaren_oud(0) + 0.75 * self.jaren_oud(1)

    @cached_property
    def jeugdzorg(self) -> float:
        """Young people with youth care."""
        deel = 5.5 + 9 * self.lasten + 0.12 * self.sinds + self.ruis("jeugdzorg", 0.7)
        return self.jongeren * max(1.0, deel) / 100

    @cached_property
    def wmo(self) -> float:
        """Persons with support under the Wmo."""
        oud = self.jaren_oud(4) * (0.11 + 0.17 * self.lasten)
        rest = (self.inwoners - self.jaren_oud(4)) * 0.035 * self.lasten
        return (oud + rest) * (1 + 0.025 * self.sinds) * (1 + self.ruis("wmo", 0.06))

    @cached_property
    def bijstand(self) -> float:
        """Persons on social assistance."""
        deel = 0.4 + 10.5 * math.pow(self.lasten, 1.7) - 0.15 * self.sinds
        return 0.62 * self.inwoners * deel / 100 * (1 + self.ruis("bijstand", 0.08))

    @cached_property
    def misdrijven(self) -> float:
        """Crimes on record."""
        per_inwoner = (12 + 48 * self.lasten) / 1000 * (1 - 0.022 * self.sinds)
        winkels = {"centrum": 62, "bedrijven": 45}.get(self.buurt.soort, 0)
        return (self.inwoners * per_inwoner + winkels) * (1 + self.ruis("misdrijven", 0.1))
