"""Which figures Voorbeeldstad has of people, homes and money: how each follows from the state of a buurt.

The thresholds are those of CBS; the ids are those of `data/indicators`.
"""

from dataclasses import replace

from voorbeeldstad_regels import VANAF_2019, Cijfer, aantal, klasse
from voorbeeldstad_toestand import GAS_INDEX, WW_INDEX, Toestand, tussen

_W, _H = ("woningen", 20), ("huishoudens", 10)

_DICHTHEID = Cijfer(
    "omgevingsadressendichtheid",
    lambda t: max(40.0, t.soort.dichtheid * (1 + 0.005 * t.sinds) + t.ruis("oad", 90)),
    drempel=("", 0),
)
BEVOLKING = (
    aantal("inwoners", lambda t: t.inwoners),
    aantal("mannen", lambda t: t.inwoners * (0.497 + t.ruis("man", 0.006))),
    aantal("vrouwen", lambda t: t.inwoners * (0.503 - t.ruis("man", 0.006))),
    Cijfer("bevolkingsdichtheid", lambda t: t.inwoners, "km2", ("inwoners", 10)),
    Cijfer("jonger_dan_15_pct", lambda t: t.leeftijd[0]),
    Cijfer("leeftijd_15_25_pct", lambda t: t.leeftijd[1]),
    Cijfer("leeftijd_25_45_pct", lambda t: t.leeftijd[2]),
    Cijfer("leeftijd_45_65_pct", lambda t: t.leeftijd[3]),
    Cijfer("leeftijd_65_plus_pct", lambda t: t.leeftijd[4]),
    aantal("leeftijd_65_plus_aantal", lambda t: t.jaren_oud(4)),
    Cijfer("geboorten_per_1000", lambda t: 2 + 0.3 * t.leeftijd[2] + t.ruis("geboren", 0.8)),
    Cijfer("sterfte_per_1000", lambda t: max(0.0, 1 + 0.36 * t.leeftijd[4] + t.ruis("sterfte", 0.9))),
    Cijfer("westers_pct", lambda t: t.europa + 2, jaren=tuple(range(2015, 2023))),
    Cijfer("niet_westers_pct", lambda t: max(0.4, t.buiten_europa - 2), jaren=tuple(range(2015, 2023))),
    Cijfer("herkomst_nederland_pct", lambda t: 100 - t.europa - t.buiten_europa, jaren=(2023, 2024)),
    Cijfer("herkomst_europa_pct", lambda t: t.europa, jaren=(2023, 2024)),
    Cijfer("herkomst_buiten_europa_pct", lambda t: t.buiten_europa, jaren=(2023, 2024)),
    aantal("huishoudens", lambda t: t.huishoudens),
    Cijfer("huishoudensgrootte", lambda t: t.grootte, "huishoudens", _H, decimalen=1),
    Cijfer("eenpersoonshuishoudens_pct", lambda t: t.alleen, "huishoudens", _H),
    Cijfer("huishoudens_zonder_kinderen_pct", lambda t: t.zonder_kinderen, "huishoudens", _H),
    Cijfer("huishoudens_met_kinderen_pct", lambda t: t.met_kinderen, "huishoudens", _H),
    Cijfer("oppervlakte", lambda _: 1.0, "vlak", ("", 0)),
    _DICHTHEID,
    replace(
        _DICHTHEID, id="stedelijkheid", na=lambda dichtheid: 6 - klasse((500, 1000, 1500, 2500))(dichtheid)
    ),
)

WONEN = (
    aantal("woningvoorraad", lambda t: t.woningen),
    Cijfer("woz_waarde", lambda t: t.woz, "woningen", ("woningen", 50)),
    Cijfer("koopwoningen_pct", lambda t: t.koop, "woningen", _W),
    Cijfer("huurwoningen_pct", lambda t: 99.4 - t.koop, "woningen", _W),
    Cijfer("corporatiewoningen_pct", lambda t: t.corporatie, "woningen", _W),
    Cijfer("overige_verhuurders_pct", lambda t: max(0.0, 99.4 - t.koop - t.corporatie), "woningen", _W),
    Cijfer("eengezinswoningen_pct", lambda t: t.eengezins, "woningen", _W),
    Cijfer("meergezinswoningen_pct", lambda t: 100 - t.eengezins, "woningen", _W),
    Cijfer("onbewoond_pct", lambda t: t.leegstand, "woningen", _W),
    Cijfer("bouwjaar_vanaf_2000_pct", lambda t: t.nieuw, "woningen", _W, jaren=tuple(range(2015, 2024))),
    Cijfer("bouwjaar_laatste_10_pct", lambda t: 0.55 * t.nieuw, "woningen", _W, jaren=(2024,)),
    Cijfer(
        "elektriciteit",
        lambda t: (1550 + 13 * t.eengezins + t.ruis("stroom", 60)) * (1 - 0.012 * t.sinds),
        "woningen",
        ("woningen", 6),
        stap=50,
        later=True,
    ),
    Cijfer(
        "aardgas",
        lambda t: (520 + 7.5 * t.eengezins - 7.2 * t.nieuw + t.ruis("gas", 40)) * GAS_INDEX[t.jaar - 2015],
        "woningen",
        ("woningen", 6),
        stap=50,
        later=True,
    ),
    Cijfer(
        "stadsverwarming_pct",
        lambda t: 71.0 * (t.buurt.soort == "nieuwbouw"),
        "woningen",
        ("woningen", 10),
        later=True,
    ),
    Cijfer(
        "autos_per_huishouden",
        lambda t: tussen(
            1.35 - 0.00032 * t.soort.dichtheid - 0.2 * t.lasten + t.ruis("auto", 0.05), 0.3, 2.5
        ),
        "huishoudens",
        ("huishoudens", 50),
        decimalen=1,
    ),
)


def _laag_40(t: Toestand) -> float:
    return tussen(36 + 30 * (t.lasten - 0.35) + t.ruis("laag40", 2), 9, 82)


def _hoog_20(t: Toestand) -> float:
    return tussen(21 - 26 * (t.lasten - 0.35) + t.ruis("hoog20", 1.5), 3, 55)


def _laag_inkomen(t: Toestand) -> float:
    return tussen(1.2 + 12.5 * t.lasten - 0.18 * t.sinds + t.ruis("laag", 0.5), 0.8, 25)


_I, _HI = ("ontvangers", 100), ("huishoudens", 100)
INKOMEN = (
    aantal("inkomensontvangers", lambda t: t.ontvangers, stap=100, later=True),
    Cijfer("inkomen_per_ontvanger", lambda t: t.inkomen * 1.26, "ontvangers", _I, decimalen=1, later=True),
    Cijfer("inkomen_per_inwoner", lambda t: t.inkomen, drempel=("inwoners", 100), decimalen=1, later=True),
    Cijfer(
        "gestandaardiseerd_inkomen", lambda t: t.inkomen * 1.09, "huishoudens", _HI, decimalen=1, later=True
    ),
    Cijfer("huishoudens_laagste_40_pct", _laag_40, "huishoudens", _HI, later=True),
    Cijfer("huishoudens_hoogste_20_pct", _hoog_20, "huishoudens", _HI, later=True),
    Cijfer("laag_inkomen_pct", _laag_inkomen, "huishoudens", _HI, jaren=tuple(range(2015, 2024))),
    Cijfer(
        "sociaal_minimum_pct",
        lambda t: 0.9 * _laag_inkomen(t),
        "huishoudens",
        _HI,
        jaren=tuple(range(2015, 2024)),
    ),
    Cijfer("armoede_pct", _laag_inkomen, drempel=_HI, jaren=(2024,), later=True),
    Cijfer(
        "arbeidsparticipatie_pct", lambda t: t.werkt, "beroepsleeftijd", ("beroepsleeftijd", 150), later=True
    ),
    Cijfer(
        "zelfstandigen_pct",
        lambda t: 17 - 7 * t.lasten + 12 * (t.buurt.soort == "buiten") + t.ruis("zelfstandig", 1),
        "werkenden",
        ("werkenden", 150),
        later=True,
    ),
    aantal(
        "bedrijfsvestigingen", lambda t: 260 * (t.buurt.soort == "bedrijven") + 0.085 * t.inwoners, later=True
    ),
    aantal("bijstand_aantal", lambda t: t.bijstand, later=True),
    aantal("arbeidsongeschikt_aantal", lambda t: t.beroepsleeftijd * (2.2 + 7 * t.lasten) / 100, later=True),
    aantal(
        "ww_aantal",
        lambda t: t.beroepsleeftijd * (0.8 + 1.1 * t.lasten) * WW_INDEX[t.jaar - 2015] / 100,
        later=True,
    ),
    aantal("aow_aantal", lambda t: 0.98 * t.jaren_oud(4), later=True),
    aantal("opleiding_laag_aantal", lambda t: _volwassen(t) * _laag(t), jaren=VANAF_2019, later=True),
    aantal(
        "opleiding_middelbaar_aantal",
        lambda t: _volwassen(t) * (1 - _laag(t) - _hoog(t)),
        jaren=VANAF_2019,
        later=True,
    ),
    aantal("opleiding_hoog_aantal", lambda t: _volwassen(t) * _hoog(t), jaren=VANAF_2019, later=True),
    Cijfer(
        "ses_score",
        lambda t: tussen(0.42 - 1.0 * t.lasten + t.ruis("ses", 0.04), -1, 1),
        "huishoudens",
        _HI,
        decimalen=2,
        later=True,
    ),
)


def _volwassen(t: Toestand) -> float:
    """Persons of 15 to 75 years old of whom the education is known."""
    return 0.97 * t.beroepsleeftijd


def _laag(t: Toestand) -> float:
    return tussen(0.13 + 0.27 * t.lasten - 0.004 * t.sinds + t.ruis("opl_laag", 0.015), 0.05, 0.6)


def _hoog(t: Toestand) -> float:
    return tussen(0.44 - 0.3 * t.lasten + 0.006 * t.sinds + t.ruis("opl_hoog", 0.02), 0.08, 0.65)
