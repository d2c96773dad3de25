"""With which figures each paragraph of the format begins, and what each of them is about."""

from functools import cache

from wijkkaart.catalogue import format_chapters, indicators

KEY = (
    "inwoners",
    "huishoudens",
    "jonger_dan_15_pct",
    "leeftijd_65_plus_pct",
    "koopwoningen_pct",
    "woz_waarde",
)
"""The figures that everybody asks for first."""

FIRST = {
    "1.1": ("bag_woningen", "bouwperiode_voor_1906", "bouwperiode_1945_1959", "bouwperiode_vanaf_2010"),
    "2.1": (
        "inwoners", "huishoudens", "jonger_dan_15_pct", "leeftijd_65_plus_pct", "eenpersoonshuishoudens_pct",
        "huishoudens_met_kinderen_pct", "huishoudensgrootte", "herkomst_buiten_europa_pct",
        "bevolkingsdichtheid",
    ),
    "2.2": (
        "eenzaam_pct", "goed_ervaren_gezondheid_pct", "mantelzorgers_pct", "regie_pct", "bijstand_per_1000",
        "wmo_per_1000", "jeugdzorg_pct", "moeite_rondkomen_pct", "vrijwilligers_pct",
    ),
    "2.3": (
        "lbm_klasse", "lbm_afwijking", "lbm_veiligheid", "lbm_samenhang", "lbm_fysiek", "misdrijven_per_1000",
        "woninginbraken_per_1000", "vernieling_per_1000", "kwb_geweld_per_1000",
    ),
    "2.4": (
        "ses_score", "inkomen_per_inwoner", "gestandaardiseerd_inkomen", "armoede_pct", "laag_inkomen_pct",
        "huishoudens_laagste_40_pct", "arbeidsparticipatie_pct", "mediaan_vermogen", "bedrijfsvestigingen",
    ),
    "3.1": ("oppervlakte_land", "oppervlakte_water", "omgevingsadressendichtheid", "stedelijkheid"),
    "3.2": (
        "woningvoorraad", "woz_waarde", "koopwoningen_pct", "corporatiewoningen_pct",
        "eengezinswoningen_pct", "meergezinswoningen_pct", "bouwjaar_vanaf_2000_pct", "aardgas",
        "zonnestroom_pct",
    ),
    "3.3": ("afstand_groen", "afstand_park", "afstand_bos", "afstand_dagrecreatie", "afstand_recreatiewater"),
    "3.4": (
        "afstand_huisarts", "afstand_supermarkt", "afstand_basisschool", "afstand_kinderdagverblijf",
        "afstand_bibliotheek", "afstand_sportterrein", "afstand_treinstation", "supermarkten_binnen_1_km",
        "autos_per_huishouden",
    ),
    "5": ("sociale_kwaliteit_cijfer",),
}  # fmt: skip
"""Paragraph to the figures that are shown as cards; all others are in its table."""

TELLERS = {
    "1.1": "mensen die er al lang wonen, een historische vereniging, het archief van de gemeente",
    "1.2": "de gemeente, de woningcorporaties, de wijkraad",
    "2.1": "de wijkraad, scholen, het consultatiebureau",
    "2.2": "het wijkteam, de huisarts, de wijkverpleegkundige, mantelzorgers",
    "2.3": "bewoners, de wijkagent, de wijkbeheerder, de woningcorporatie",
    "2.4": "het wijkteam, ondernemers, scholen, de sociale dienst",
    "3.1": "bewoners: welke namen gebruiken zij voor hun buurt, en waar liggen de grenzen?",
    "3.2": "de woningcorporaties, huurdersverenigingen, verenigingen van eigenaren",
    "3.3": "bewoners van alle leeftijden, kinderen, de wijkbeheerder",
    "3.4": "het wijkteam, bewoners, ondernemers, scholen en verenigingen",
    "4.1": "het wijkteam, de opbouwwerker, de deelnemers zelf",
    "4.2": "de organisaties zelf, het wijkteam, cliëntenraden",
    "4.3": "de opbouwwerker, de vrijwilligerscentrale, de initiatiefnemers",
    "4.4": "kerken, moskeeën en andere geloofsgemeenschappen",
    "4.5": "de opbouwwerker, het wijkteam, de sleutelpersonen zelf",
    "5": "alle partners samen: herkennen zij dit beeld?",
}
"""Paragraph to who may know what no figure tells."""

THEMES = {
    "1.1": ("cultuur",),
    "1.2": ("wonen", "groen"),
    "2.1": ("jeugd", "opvoeden", "nieuwkomers"),
    "2.2": ("mantelzorg", "zorg", "mentaal", "gezondheid", "nieuwkomers"),
    "2.3": ("veiligheid",),
    "2.4": ("geld", "werk", "formulieren", "recht", "taal"),
    "3.2": ("wonen",),
    "3.3": ("groen",),
    "3.4": ("vervoer", "bewegen", "leren", "cultuur"),
    "4.2": ("zorg", "gezondheid", "mentaal"),
    "4.3": ("vrijwilligerswerk", "ontmoeten"),
    "4.4": ("geloof",),
}
"""Paragraph to the themes of the register (and kinds of networks) of who may tell about it."""

KINDS = {"4.1": "network", "4.5": "contact"}
"""Paragraph that is about one kind of record to that kind."""


@cache
def _counts_of_shares() -> frozenset[str]:
    return frozenset(entry.numerator for entry in indicators().values()) - {""}


def chapters() -> dict[str, list[str]]:
    """Chapter (`2`) to its paragraphs (`2.1`, ...); chapter 5 is its own only paragraph."""
    found: dict[str, list[str]] = {}
    for key in format_chapters():
        if "." in key:
            found[key.partition(".")[0]].append(key)
        else:
            found[key] = []
    return {key: paragraphs or [key] for key, paragraphs in found.items()}


def title(paragraph: str) -> str:
    """What a chapter or paragraph is called."""
    return format_chapters()[paragraph].label


def figures_of(paragraph: str) -> list[str]:
    """Ids of all figures of a paragraph, those that it begins with first.

    Counts that a share is made of are left out: they're told with the share.
    """
    first = [name for name in FIRST.get(paragraph, ()) if name in indicators()]
    every = [
        name
        for name, entry in indicators().items()
        if entry.chapter == paragraph and name not in _counts_of_shares()
    ]
    return list(dict.fromkeys([*first, *every]))
