"""Which figures Voorbeeldstad has of care, health, safety and distances: how each follows from a buurt.

The thresholds are those of CBS; the ids are those of `data/indicators`.
"""

from collections.abc import Callable
from dataclasses import replace

from voorbeeldstad_definities import BEVOLKING, INKOMEN, WONEN
from voorbeeldstad_regels import LEEFBAAROMETER, RIVM, VANAF_2019, Cijfer, aantal, klasse
from voorbeeldstad_toestand import Toestand, tussen

ZORG = (
    aantal("jeugdzorg_aantal", lambda t: t.jeugdzorg, klein="jeugdzorg", later=True),
    Cijfer(
        "jeugdzorg_pct",
        lambda t: 100 * t.jeugdzorg / t.jongeren if t.jongeren else 0.0,
        "jongeren",
        klein="jeugdzorg",
        decimalen=1,
        later=True,
    ),
    aantal("wmo_aantal", lambda t: t.wmo, klein="wmo", later=True),
    Cijfer(
        "wmo_per_1000", lambda t: 1000 * t.wmo / t.inwoners if t.inwoners else 0.0, klein="wmo", later=True
    ),
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
    replace(_SCORE, id="lbm_klasse", decimalen=0, na=klasse((3.71, 3.83, 3.92, 4.01, 4.1, 4.2, 4.3, 4.42))),
    _lbm("lbm_fysiek", 0.02, -0.08, 0.03),
    _lbm("lbm_veiligheid", 0.03, -0.16, 0.02),
    _lbm("lbm_samenhang", 0.02, -0.1, 0.03),
    _lbm("lbm_voorzieningen", 0.02, 0.04, -0.09),
    _lbm("lbm_woningen", 0.01, -0.14, 0.01),
)


def _misdrijf(id_: str, deel: float) -> Cijfer:
    """A kind of crime, as a share of all crimes on record; police figures are not rounded."""
    return aantal(id_, lambda t: deel * t.misdrijven * (1 + t.ruis(id_, 0.1)), stap=0)


VEILIGHEID = (
    _misdrijf("misdrijven_aantal", 1.0),
    Cijfer(
        "misdrijven_per_1000",
        lambda t: (
            1000 * t.misdrijven * (1 + t.ruis("misdrijven_aantal", 0.1)) / t.inwoners if t.inwoners else 0.0
        ),
        drempel=("inwoners", 250),
        decimalen=1,
    ),
    _misdrijf("woninginbraken_aantal", 0.045),
    _misdrijf("fietsdiefstal_aantal", 0.11),
    _misdrijf("vernieling_aantal", 0.09),
    _misdrijf("mishandeling_aantal", 0.07),
    Cijfer(
        "kwb_vernieling_per_1000",
        lambda t: 3 + 9 * t.lasten + t.ruis("kwb", 0.7),
        jaren=tuple(range(2015, 2019)),
    ),
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
    _afstand(
        "basisscholen_binnen_3_km", lambda t: tussen(15 - 4.5 * t.hemelsbreed(0, 0) + t.ruis("n", 0.4), 1, 15)
    ),
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
