"""The town plan of Voorbeeldstad: its wijken and buurten, and what kind of place each of them is."""

from dataclasses import dataclass, field

GEMEENTE = "GM9990"
NAAM = "Voorbeeldstad (verzonnen)"
JAREN = tuple(range(2015, 2025))

# The Markerwaard was never reclaimed: this point lies in open water, halfway Marken and Lelystad.
MIDDEN_LON, MIDDEN_LAT = 5.222, 52.583


@dataclass(frozen=True)
class Soort:
    """A kind of neighbourhood, as shares (%) and means that hold in 2024."""

    leeftijd: tuple[float, float, float, float, float]
    """0-14, 15-24, 25-44, 45-64 and 65 or older."""
    huishoudens: tuple[float, float]
    """One person; with children (the rest is without children)."""
    koop: float
    corporatie: float
    eengezins: float
    woz: float
    """x 1.000 euro."""
    inkomen: float
    """Mean per inhabitant, x 1.000 euro."""
    nieuw: float
    """Dwellings built since 2000."""
    buiten_europa: float
    lasten: float
    """How much people have to cope with, from 0 to 1. It drives benefits, care, health and crime."""
    afstand: float
    """How far daily facilities are: 1 is average."""
    dichtheid: int
    """Addresses per km2 around."""


SOORTEN = {
    "centrum": Soort((10, 14, 34, 22, 20), (58, 17), 38, 34, 18, 318, 29.5, 14, 17, 0.48, 0.45, 2350),
    "oud": Soort((15, 12, 33, 24, 16), (45, 29), 52, 33, 55, 342, 29.0, 9, 18, 0.45, 0.6, 2050),
    "tuindorp": Soort((18, 11, 26, 27, 18), (33, 38), 63, 27, 86, 391, 32.5, 5, 9, 0.25, 0.85, 1450),
    "flats": Soort((19, 14, 29, 22, 16), (46, 33), 24, 68, 21, 231, 21.5, 8, 38, 0.9, 0.75, 2150),
    "nieuwbouw": Soort((25, 9, 35, 23, 8), (21, 55), 76, 15, 82, 465, 34.0, 97, 14, 0.13, 1.2, 1150),
    "jaren80": Soort((16, 11, 23, 28, 22), (31, 37), 67, 24, 80, 372, 31.5, 7, 11, 0.3, 1.0, 1250),
    "bedrijven": Soort((9, 13, 38, 28, 12), (52, 19), 46, 12, 44, 335, 27.0, 31, 16, 0.5, 1.4, 620),
    "buiten": Soort((16, 11, 21, 31, 21), (27, 37), 81, 6, 95, 548, 36.5, 18, 3, 0.12, 2.3, 180),
}

WIJKEN = {
    "WK999001": "Centrum",
    "WK999002": "Oude Ring",
    "WK999003": "Tuindorp",
    "WK999004": "Hoogveld",
    "WK999005": "Nieuwe Kavels",
    "WK999006": "Dijkzicht",
    "WK999007": "Haven en Bedrijvenpark",
    "WK9990AB": "Buitengebied",
}


@dataclass(frozen=True)
class Buurt:
    """A buurt of the plan: code, name, kind, inhabitants in 2024, and its place in metres from the middle."""

    code: str
    naam: str
    soort: str
    inwoners: int
    x: float
    y: float
    groei: float = 0.003
    """Yearly growth as a share of the inhabitants."""
    bijzonder: dict[str, float] = field(default_factory=dict)
    """What is different from its kind: `lasten`, `ouderen` (extra 65+, in points), `woz`."""

    @property
    def wijk(self) -> str:
        """Code of the wijk that the buurt lies in."""
        return "WK" + self.code[2:8]


BUURTEN = (
    Buurt("BU99900101", "Marktkwartier", "centrum", 1240, 0, 0, 0.008),
    Buurt("BU99900102", "Stationsbuurt", "centrum", 1515, 30, 540, 0.015),
    Buurt("BU99900103", "Raadhuisbuurt", "centrum", 980, 490, 160, 0.004, {"ouderen": 9}),
    Buurt("BU99900104", "Kadekwartier", "centrum", 1130, 330, -450, 0.02, {"woz": 60, "lasten": -0.15}),
    Buurt("BU99900105", "Singelbuurt", "centrum", 1385, -450, -210, 0.002),
    Buurt("BU99900201", "Vissersbuurt", "oud", 1460, 790, 740, 0.001, {"lasten": 0.12}),
    Buurt("BU99900202", "Zuiderwal", "oud", 1275, 1090, -190, 0.002),
    Buurt("BU99900203", "Bakkersbuurt", "oud", 1680, 620, -1010, 0.003),
    Buurt("BU99900204", "Molenbuurt", "oud", 1525, -360, -930, 0.001, {"lasten": 0.1}),
    Buurt("BU99900205", "Westersingel", "oud", 1340, -1010, -360, 0.004, {"woz": 45, "lasten": -0.12}),
    Buurt("BU99900301", "Rozenhof", "tuindorp", 1110, -650, 640, 0.0),
    Buurt("BU99900302", "Lindelaan", "tuindorp", 1265, -1270, 330, -0.001, {"woz": 55}),
    Buurt("BU99900303", "Merelbuurt", "tuindorp", 1190, -1290, 1010, 0.001),
    Buurt("BU99900304", "Tuindorp-Noord", "tuindorp", 1045, -560, 1270, 0.002, {"ouderen": 6}),
    Buurt("BU99900401", "Planetenbuurt-Noord", "flats", 1980, -1260, -960, 0.004),
    Buurt("BU99900402", "Planetenbuurt-Zuid", "flats", 2115, -1150, -1620, 0.005, {"lasten": 0.08}),
    Buurt("BU99900403", "Componistenbuurt", "flats", 1755, -1760, -440, 0.002),
    Buurt("BU99900404", "Schildersbuurt", "flats", 1890, -1960, -1110, 0.003),
    Buurt("BU99900405", "Zeeheldenbuurt", "flats", 1620, -1830, -1760, 0.0, {"ouderen": 8, "lasten": -0.1}),
    Buurt("BU99900406", "Parkflats", "flats", 1430, -430, -1640, -0.002, {"ouderen": 14, "lasten": -0.2}),
    Buurt("BU99900511", "Waterkavels", "nieuwbouw", 1310, 240, 1340, 0.045),
    Buurt("BU99900512", "Rietkavels", "nieuwbouw", 1175, 910, 1450, 0.06),
    Buurt("BU99900503", "Boomgaard", "nieuwbouw", 1620, 250, 2010, 0.03),
    Buurt("BU99900504", "Windhoek", "nieuwbouw", 1485, 950, 2110, 0.035),
    Buurt("BU99900505", "Sluiskavels", "nieuwbouw", 1355, 1620, 1370, 0.05, {"woz": 70}),
    Buurt("BU99900506", "De Terp", "nieuwbouw", 690, 1610, 2010, 0.09, {"woz": 35}),
    Buurt("BU99900601", "Gildenhof", "jaren80", 1290, 350, -1660, -0.003),
    Buurt("BU99900602", "Muntenbuurt", "jaren80", 1345, 1060, -1560, -0.002),
    Buurt("BU99900603", "Zwanenveld", "jaren80", 1215, 300, -2260, -0.004, {"ouderen": 5}),
    Buurt("BU99900604", "Kruidenbuurt", "jaren80", 1180, 1060, -2260, -0.002),
    Buurt("BU99900605", "Wierdenbuurt", "jaren80", 1405, 1760, -1260, 0.0),
    Buurt("BU99900606", "Dijkhoek", "jaren80", 1095, 1810, -1960, -0.003, {"woz": 65, "lasten": -0.1}),
    Buurt("BU99900701", "Werkhaven", "bedrijven", 185, 1760, -460, 0.002),
    Buurt("BU99900702", "Jachthaven", "bedrijven", 240, 2480, -920, 0.012, {"woz": 90, "lasten": -0.25}),
    Buurt("BU99900705", "Bedrijvenpark De Kaap", "bedrijven", 35, 1720, 460, 0.0),
    Buurt("BU99900704", "Bedrijvenpark Oost", "bedrijven", 8, 2440, 310, 0.0),
    Buurt("BU9990AB01", "Markerbos", "buiten", 145, -2280, 950, 0.0),
    Buurt("BU9990AB02", "Noorderpolder", "buiten", 320, -920, 2130, -0.002),
    Buurt("BU9990AB03", "Westerpolder", "buiten", 265, -2820, -900, -0.001),
    Buurt("BU9990AB04", "Dijkrand", "buiten", 95, 2480, 1430, 0.003),
)

WIJZIGING = 2020
"""Year in which the division changed: the one before it holds up to the year before."""
SAMENGEVOEGD = {"BU99900501": ("Kavels-Zuid", ("BU99900511", "BU99900512"))}
"""Buurten up to the change, and what they were split into (marker 3)."""
HERNUMMERD = {"BU99900703": "BU99900705"}
"""Old to new code of a buurt whose boundary stayed the same (marker 2)."""

OMTREK = (
    (-3300, -1400), (-3350, -200), (-2900, 1000), (-2500, 1900), (-1500, 2700), (-200, 2650), (900, 2750),
    (1900, 2650), (2700, 2200), (3050, 1500), (2900, 800), (3150, 250), (3000, -300), (2350, -420),
    (3050, -620), (2950, -1400), (2450, -2200), (1600, -2750), (500, -2900), (-600, -2500), (-1700, -2350),
    (-2600, -2300),
)  # fmt: skip
"""The dike around the town, in metres; the dent in the east is the mouth of the harbour."""
PLAS = ((-2210, 420), (-1920, 790), (-1620, 640), (-1560, 330), (-1760, 60), (-2110, 120))
"""The lake, a hole in the town."""
