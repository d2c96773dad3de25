"""Which figures Voorbeeldstad has: how each follows from the state of a buurt, and when it is published.

The thresholds are those of CBS; the ids are those of `data/indicators`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from voorbeeldstad_plan import JAREN
from voorbeeldstad_toestand import GAS_INDEX, WW_INDEX, Toestand, tussen

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


def _aantal(id_: str, formule: Callable[[Toestand], float], **rest: object) -> Cijfer:
    """A count: always shown, rounded to 5 in wijken and buurten."""
    return replace(Cijfer(id_, formule, weging="", drempel=("", 0), stap=5), **rest)  # type: ignore[arg-type]


def _klasse(grenzen: tuple[float, ...]) -> Callable[[float], float]:
    """The number of limits that a value reaches, plus one."""
    return lambda waarde: float(1 + sum(waarde >= grens for grens in grenzen))


_W, _H = ("woningen", 20), ("huishoudens", 10)

BEVOLKING = (
    _aantal("inwoners", lambda t: t.inwoners),
    _aantal("mannen", lambda t: t.inwoners * (0.497 + t.ruis("man", 0.006))),
    _aantal("vrouwen", lambda t: t.inwoners * (0.503 - t.ruis("man", 0.006))),
    Cijfer("bevolkingsdichtheid", lambda t: t.inwoners, "km2", ("inwoners", 10)),
    Cijfer("jonger_dan_15_pct", lambda t: t.leeftijd[0]),
    Cijfer("leeftijd_15_25_pct", lambda t: t.leeftijd[1]),
    Cijfer("leeftijd_25_45_pct", lambda t: t.leeftijd[2]),
    Cijfer("leeftijd_45_65_pct", lambda t: t.leeftijd[3]),
    Cijfer("leeftijd_65_plus_pct", lambda t: t.leeftijd[4]),
    _aantal("leeftijd_65_plus_aantal", lambda t: t.jaren_oud(4)),
    Cijfer("geboorten_per_1000", lambda t: 2 + 0.3 * t.leeftijd[2] + t.ruis("geboren", 0.8)),
    Cijfer("sterfte_per_1000", lambda t: max(0.0, 1 + 0.36 * t.leeftijd[4] + t.ruis("sterfte", 0.9))),
    Cijfer("westers_pct", lambda t: t.europa + 2, jaren=tuple(range(2015, 2023))),
    Cijfer("niet_westers_pct", lambda t: max(0.4, t.buiten_europa - 2), jaren=tuple(range(2015, 2023))),
    Cijfer("herkomst_nederland_pct", lambda t: 100 - t.europa - t.buiten_europa, jaren=(2023, 2024)),
    Cijfer("herkomst_europa_pct", lambda t: t.europa, jaren=(2023, 2024)),
    Cijfer("herkomst_buiten_europa_pct", lambda t: t.buiten_europa, jaren=(2023, 2024)),
    _aantal("huishoudens", lambda t: t.huishoudens),
    Cijfer("huishoudensgrootte", lambda t: t.grootte, "huishoudens", _H, decimalen=1),
    Cijfer("eenpersoonshuishoudens_pct", lambda t: t.alleen, "huishoudens", _H),
    Cijfer("huishoudens_zonder_kinderen_pct", lambda t: t.zonder_kinderen, "huishoudens", _H),
    Cijfer("huishoudens_met_kinderen_pct", lambda t: t.met_kinderen, "huishoudens", _H),
    Cijfer("oppervlakte", lambda t: 1.0, "vlak", ("", 0)),
    Cijfer(
        "omgevingsadressendichtheid",
        lambda t: max(40.0, t.soort.dichtheid * (1 + 0.005 * t.sinds) + t.ruis("oad", 90)),
        drempel=("", 0),
    ),
)
BEVOLKING = (
    *BEVOLKING,
    replace(
        BEVOLKING[-1],
        id="stedelijkheid",
        na=lambda dichtheid: 6 - _klasse((500, 1000, 1500, 2500))(dichtheid),
    ),
)

WONEN = (
    _aantal("woningvoorraad", lambda t: t.woningen),
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
        "stadsverwarming_pct", lambda t: 71.0 * (t.buurt.soort == "nieuwbouw"), "woningen", ("woningen", 10), later=True
    ),
    Cijfer(
        "autos_per_huishouden",
        lambda t: tussen(1.35 - 0.00032 * t.soort.dichtheid - 0.2 * t.lasten + t.ruis("auto", 0.05), 0.3, 2.5),
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
    _aantal("inkomensontvangers", lambda t: t.ontvangers, stap=100, later=True),
    Cijfer("inkomen_per_ontvanger", lambda t: t.inkomen * 1.26, "ontvangers", _I, decimalen=1, later=True),
    Cijfer("inkomen_per_inwoner", lambda t: t.inkomen, drempel=("inwoners", 100), decimalen=1, later=True),
    Cijfer("gestandaardiseerd_inkomen", lambda t: t.inkomen * 1.09, "huishoudens", _HI, decimalen=1, later=True),
    Cijfer("huishoudens_laagste_40_pct", _laag_40, "huishoudens", _HI, later=True),
    Cijfer("huishoudens_hoogste_20_pct", _hoog_20, "huishoudens", _HI, later=True),
    Cijfer("laag_inkomen_pct", _laag_inkomen, "huishoudens", _HI, jaren=tuple(range(2015, 2024))),
    Cijfer(
        "sociaal_minimum_pct", lambda t: 0.9 * _laag_inkomen(t), "huishoudens", _HI, jaren=tuple(range(2015, 2024))
    ),
    Cijfer("armoede_pct", _laag_inkomen, drempel=_HI, jaren=(2024,), later=True),
    Cijfer("arbeidsparticipatie_pct", lambda t: t.werkt, "beroepsleeftijd", ("beroepsleeftijd", 150), later=True),
    Cijfer(
        "zelfstandigen_pct",
        lambda t: 17 - 7 * t.lasten + 12 * (t.buurt.soort == "buiten") + t.ruis("zelfstandig", 1),
        "werkenden",
        ("werkenden", 150),
        later=True,
    ),
    _aantal("bedrijfsvestigingen", lambda t: 260 * (t.buurt.soort == "bedrijven") + 0.085 * t.inwoners, later=True),
    _aantal("bijstand_aantal", lambda t: t.bijstand, later=True),
    _aantal("arbeidsongeschikt_aantal", lambda t: t.beroepsleeftijd * (2.2 + 7 * t.lasten) / 100, later=True),
    _aantal(
        "ww_aantal", lambda t: t.beroepsleeftijd * (0.8 + 1.1 * t.lasten) * WW_INDEX[t.jaar - 2015] / 100, later=True
    ),
    _aantal("aow_aantal", lambda t: 0.98 * t.jaren_oud(4), later=True),
    _aantal("opleiding_laag_aantal", lambda t: _volwassen(t) * _laag(t), jaren=VANAF_2019, later=True),
    _aantal(
        "opleiding_middelbaar_aantal",
        lambda t: _volwassen(t) * (1 - _laag(t) - _hoog(t)),
        jaren=VANAF_2019,
        later=True,
    ),
    _aantal("opleiding_hoog_aantal", lambda t: _volwassen(t) * _hoog(t), jaren=VANAF_2019, later=True),
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


ZORG = (
    _aantal("jeugdzorg_aantal", lambda t: t.jeugdzorg, klein="jeugdzorg", later=True),
    Cijfer(
        "jeugdzorg_pct",
        lambda t: 100 * t.jeugdzorg / t.jongeren if t.jongeren else 0.0,
        "jongeren",
        klein="jeugdzorg",
        decimalen=1,
        later=True,
    ),
    _aantal("wmo_aantal", lambda t: t.wmo, klein="wmo", later=True),
    Cijfer("wmo_per_1000", lambda t: 1000 * t.wmo / t.inwoners if t.inwoners else 0.0, klein="wmo", later=True),
)


def _rivm(id_: str, basis: float, lasten: float, ouderen: float, per_jaar: float = 0.0) -> Cijfer:
    """An estimate of health: what it is with few burdens, and what burdens and old age add."""
    return Cijfer(
        id_,
        lambda t: tussen(
            basis
            + lasten * t.lasten
            + ouderen * (t.leeftijd[4] - 18)
            + per_jaar * (t.jaar - 2022)
            + t.ruis(id_, 0.9),
            1,
            98,
        ),
        decimalen=1,
        jaren=RIVM,
        schatting=True,
    )


GEZONDHEID = (
    _rivm("goed_ervaren_gezondheid_pct", 83, -19, -0.4, -0.4),
    _rivm("beweegrichtlijn_pct", 55, -16, -0.1, -0.2),
    _rivm("overgewicht_pct", 44, 12, 0.25, 0.15),
    _rivm("rokers_pct", 9, 15, -0.15, -0.7),
    _rivm("langdurige_aandoening_pct", 28, 11, 0.5, 0.3),
    _rivm("hoog_risico_angst_pct", 4, 11, -0.1, 0.5),
    _rivm("regie_pct", 93, -9, -0.15, -0.2),
    _rivm("eenzaam_pct", 38, 19, 0.15, 0.9),
    _rivm("sterk_eenzaam_pct", 7.5, 12, 0.05, 0.4),
    _rivm("mantelzorgers_pct", 14, 2, 0.1, 0.05),
    _rivm("vrijwilligers_pct", 32, -14, 0.1, -0.3),
    _rivm("moeite_rondkomen_pct", 6, 26, -0.2, -0.3),
)


def _lbm(id_: str, basis: float, lasten: float, afstand: float = 0.0) -> Cijfer:
    """An estimate of liveability; `afstand` is what far facilities take off."""
    return Cijfer(
        id_,
        lambda t: (
            basis
            + lasten * (t.lasten - 0.4)
            + afstand * (t.soort.afstand - 1)
            + 0.006 * t.sinds
            + t.ruis(id_, 0.02)
        ),
        decimalen=2,
        jaren=LEEFBAAROMETER,
        schatting=True,
    )


_SCORE = _lbm("lbm_score", 4.16, -0.36, -0.05)
LEEFBAARHEID = (
    _SCORE,
    replace(
        _SCORE, id="lbm_klasse", decimalen=0, na=_klasse((3.71, 3.83, 3.92, 4.01, 4.1, 4.2, 4.3, 4.42))
    ),
    _lbm("lbm_fysiek", 0.02, -0.08, 0.03),
    _lbm("lbm_veiligheid", 0.03, -0.16, 0.02),
    _lbm("lbm_samenhang", 0.02, -0.1, 0.03),
    _lbm("lbm_voorzieningen", 0.02, 0.04, -0.09),
    _lbm("lbm_woningen", 0.01, -0.14, 0.01),
)


def _misdrijf(id_: str, deel: float) -> Cijfer:
    """A kind of crime, as a share of all crimes on record; police figures are not rounded."""
    return _aantal(id_, lambda t: deel * t.misdrijven * (1 + t.ruis(id_, 0.1)), stap=0)


VEILIGHEID = (
    _misdrijf("misdrijven_aantal", 1.0),
    Cijfer(
        "misdrijven_per_1000",
        lambda t: 1000 * t.misdrijven * (1 + t.ruis("misdrijven_aantal", 0.1)) / t.inwoners if t.inwoners else 0.0,
        drempel=("inwoners", 250),
        decimalen=1,
    ),
    _misdrijf("woninginbraken_aantal", 0.045),
    _misdrijf("fietsdiefstal_aantal", 0.11),
    _misdrijf("vernieling_aantal", 0.09),
    _misdrijf("mishandeling_aantal", 0.07),
    Cijfer("kwb_vernieling_per_1000", lambda t: 3 + 9 * t.lasten + t.ruis("kwb", 0.7), jaren=tuple(range(2015, 2019))),
)


def _afstand(id_: str, formule: Callable[[Toestand], float]) -> Cijfer:
    """A mean distance by road in kilometres."""
    return Cijfer(id_, formule, drempel=("inwoners", 10), decimalen=1, jaren=VANAF_2019, later=True)


NABIJHEID = (
    _afstand("afstand_huisarts", lambda t: max(0.2, 0.85 * t.soort.afstand + t.ruis("huisarts", 0.12))),
    _afstand("afstand_huisartsenpost", lambda t: t.hemelsbreed(-300, 900)),
    _afstand("afstand_apotheek", lambda t: max(0.2, 1.0 * t.soort.afstand + t.ruis("apotheek", 0.15))),
    _afstand("afstand_supermarkt", lambda t: max(0.2, 0.75 * t.soort.afstand + t.ruis("super", 0.12))),
    _afstand("afstand_kinderdagverblijf", lambda t: max(0.2, 0.6 * t.soort.afstand + t.ruis("kdv", 0.1))),
    _afstand("afstand_basisschool", lambda t: max(0.2, 0.6 * t.soort.afstand + t.ruis("school", 0.1))),
    _afstand("basisscholen_binnen_3_km", lambda t: tussen(15 - 4.5 * t.hemelsbreed(0, 0) + t.ruis("n", 0.4), 1, 15)),
    _afstand("afstand_voortgezet_onderwijs", lambda t: t.hemelsbreed(-700, -650)),
    _afstand("afstand_bibliotheek", lambda t: t.hemelsbreed(420, 90)),
    _afstand("afstand_treinstation", lambda t: t.hemelsbreed(60, 620)),
    _afstand("afstand_zwembad", lambda t: t.hemelsbreed(-250, -1750)),
    _afstand("afstand_park", lambda t: max(0.2, 0.55 + t.ruis("park", 0.12))),
)

_ONDERWERPEN = {
    "bevolking": BEVOLKING,
    "wonen": WONEN,
    "inkomen_en_werk": INKOMEN,
    "zorg_en_gezondheid": (*ZORG, *GEZONDHEID),
    "leefbaarheid_en_veiligheid": (*LEEFBAARHEID, *VEILIGHEID),
    "nabijheid": NABIJHEID,
}
CIJFERS = tuple(
    replace(cijfer, onderwerp=onderwerp) for onderwerp, lijst in _ONDERWERPEN.items() for cijfer in lijst
)
"""All figures of Voorbeeldstad, by topic."""
