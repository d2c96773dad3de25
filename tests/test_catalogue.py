"""The definitions in data/: they're whole, and what files call their columns is recognised."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pyogrio
import pytest
from streamlit.material_icon_names import ALL_MATERIAL_ICONS

from wijkkaart import catalogue, config, definitions
from wijkkaart.errors import InvalidDefinition
from wijkkaart.model import Indicator

# Columns of real files that aren't figures of ours, and why.
KEYS = {
    # codes, names, years and other columns that say which area a row is of
    *("buurtcode", "buurtnaam", "buurt_code", "wijkcode", "wijknaam", "wijk_code_bron", "gemeentecode"),
    *("gemeentenaam", "gm_naam", "gemeente", "provincie", "provincie_code", "code", "naam", "name", "regio"),
    *("wk_code", "wk_naam", "wkc", "wkn", "gmc", "gmn", "gwb_code_10", "gwb_code_8", "gwb_code", "recs"),
    *("fid", "fuuid", "1", "id", "jaar", "jrstatcode", "jaarstatcode", "geom_bron", "bron_bestand"),
    *("perioden", "leeftijd", "marges", "wijken_en_buurten", "codering", "soort_regio", "raw_year"),
    *("regiocode_(gemeente,_wijk,_buurt)_(code)", "regioaanduiding/gemeentenaam_(naam)"),
    *("regioaanduiding/soort_regio_(omschrijving)", "regioaanduiding/codering_(code)"),
    # marks of the division
    *("indelingswijziging_wijken_en_buurten", "ind_wbi", "water"),
    "regioaanduiding/indelingswijziging_wijken_en_buurten_(code)",
    # the most common postcode and how much of the area it covers: text, and a class about that text
    *("meest_voorkomende_postcode", "dekkingspercentage", "pst_mvp", "pst_dekp", "postcode"),
}
NOT_OURS = {
    # labels of a figure, and the same figure in another unit (km² for hectare)
    *("stedelijkheid_label", "oppervlakte_land_km2"),
    # one year each, or a year that moves: they can't be the column of a figure
    *(f"misdrijven_{year}" for year in range(2021, 2026)),
    *(f"gezondheid_{year}" for year in (2012, 2016, 2020, 2022, 2024)),
    "misdrijven_12mnd",
    # ranks that someone worked out from the Leefbaarometer
    *("top_pct_nl", "pct_below_nl"),
    # years of their own beside that of the file, sums of several kinds
    *("bbg_peiljaar", "zk_jaar", "cr_jaar", "cr_fraude"),
    # land use, farming, species, costs of care, addresses: no definitions (yet), other publishers
    *("pct_bebouwd", "pct_agrarisch", "pct_natuur", "pct_recreatie"),
    *("opp_woonterrein_ha", "opp_bedrijventerrein_ha"),
    # zero stands for missing in these, and which kind of hospital is meant isn't said
    *("afstand_tot_openbaar_groen_km", "afstand_tot_park_of_plantsoen_km", "afstand_tot_bos_km"),
    *("afstand_tot_treinstation_km", "afstand_tot_ziekenhuis_km", "prox_dist_hospital_km"),
    # households as a share of inhabitants
    "aantal_huishoudens_met_kinderen_percentage",
    # noise, in decibel
    *("geluid_van_treinverkeer", "geluid_van_weg"),
}
NOT_OURS_STARTS = (
    *("lbt_", "ff_", "zk_", "bag_"),
    "health_",  # people of 65 and older, where ours are of 18 and older
    "prox_regio",
    "prox_wijken",
)

BOUNDARIES = [
    "amersfoort_buurten_2024.geojson",
    "amersfoort_wijken_2016.geojson",
    "amersfoort_wijken_2024.geojson",
    "amstelveen_buurten_fullres_met_code.gpkg",
    "amstelveen_buurten_fullres_rd.geojson",
    "baarn_buurten_2024_pdok_all_attributes.geojson",
    "ede_veldhuizen_buurten.geojson",
    "ede_wijkenbuurtenwijken.geojson",
    "nl_buurten_2024_hybride.gpkg",
    "nl_gemeenten_2018.geojson",
    "nl_gemeenten_2024.geojson",
    "nl_wijken_2016_rd.geojson",
    "nl_wijken_2024_hybride.gpkg",
    "tauvic_cbs_buurten.gpkg",
]
TABLES = [
    "stats/nl_buurten_2024_kwb_selectie.csv",
    "stats/nl_wijken_2024_kwb_selectie.csv",
    "stats/rivm_50090NED_amersfoort_amstelveen.csv",
    "stats/nabijheid_utrecht_2023_statline.csv",
    "stats/nabijheid_statline_85231NED.csv",
    "stats/ses_woa_statline_85163NED.csv",
    "liveability/amstelveen_leefbaarometer_dimensies.csv",
]


ODATA = """
AantalInwoners Mannen Vrouwen k_0Tot15Jaar k_15Tot25Jaar k_25Tot45Jaar k_45Tot65Jaar k_65JaarOfOuder
Ongehuwd Gehuwd Gescheiden Verweduwd Nederland_17 EuropaExclusiefNederland_18 BuitenEuropa_19
WestersTotaal NietWestersTotaal Marokko NederlandseAntillenEnAruba Suriname Turkije
OverigNietWesters Nederland_20 EuropaExclusiefNederland_21 BuitenEuropa_22
EuropaExclusiefNederland_23 BuitenEuropa_24 GeboorteTotaal GeboorteRelatief SterfteTotaal
SterfteRelatief HuishoudensTotaal Eenpersoonshuishoudens HuishoudensZonderKinderen
HuishoudensMetKinderen GemiddeldeHuishoudensgrootte Bevolkingsdichtheid Woningvoorraad
NieuwbouwWoningen NietWoningvoorraad NieuwbouwNietWoningen GemiddeldeWOZWaardeVanWoningen
GemiddeldeWoningwaarde PercentageEengezinswoning PercentageTussenwoningEengezins
PercentageHoekwoningEengezins PercentageTweeOnderEenKapWoningEe PercentageVrijstaandeWoningEengezins
PercentageMeergezinswoning PercentageBewoond OnbewoondeWoningen PercentageOnbewoond Koopwoningen
HuurwoningenTotaal InBezitWoningcorporatie InBezitOverigeVerhuurders EigendomOnbekend
BouwjaarMeerDanTienJaarGeleden BouwjaarAfgelopenTienJaar BouwjaarVoor2000 BouwjaarVanaf2000
GemiddeldeElektriciteitslevering GemiddeldeElektriciteitsleveringTotaal
GemiddeldElektriciteitsverbruikTotaal GemiddeldeElektriciteitsteruglevering GemiddeldAardgasverbruik
GemiddeldAardgasverbruikTotaal PercentageWoningenMetStadsverwarming AardgasvrijeWoningen
Aardgaswoningen WoningenMetZonnestroom WoningenHoofdzElektrischVerwarmd AantalPubliekeLaadpalen
LeerlingenPo LeerlingenVoInclVavo StudentenMboExclExtranei StudentenHbo StudentenWo
BasisonderwijsVmboMbo1 HavoVwoMbo24 HboWo OpleidingsniveauLaag WerkzameBeroepsbevolking
Nettoarbeidsparticipatie PercentageWerknemers WerknemersMetVasteArbeidsr WerknemersMetFlexibeleArbe
PercentageZelfstandigen AantalInkomensontvangers GemiddeldInkomenPerInkomensontvanger
GemiddeldInkomenPerInwoner k_40PersonenMetLaagsteInkomen k_20PersonenMetHoogsteInkomen
PersonenInArmoede PersonenTot25BovenArmoedegrens GemGestandaardiseerdInkomen
GemGestandaardiseerdInkomenVanHuish k_40HuishoudensMetLaagsteInkomen
k_20HuishoudensMetHoogsteInkomen HuishoudensMetEenLaagInkomen HuishOnderOfRondSociaalMinimum
MediaanVermogenVanParticuliereHuish PersonenPerSoortUitkeringBijstand JongerenMetJeugdzorgInNatura
PercentageJongerenMetJeugdzorg WmoClienten WmoClientenRelatief BedrijfsvestigingenTotaal
ALandbouwBosbouwEnVisserij BFNijverheidEnEnergie GIHandelEnHoreca HJVervoerInformatieEnCommunicatie
KLFinancieleDienstenOnroerendGoed MNZakelijkeDienstverlening OQOverheidOnderwijsEnZorg
RUCultuurRecreatieOverigeDiensten PersonenautoSTotaal PersonenautoSBrandstofBenzine
PersonenautoSOverigeBrandstof PersonenautoSPerHuishouden PersonenautoSNaarOppervlakte Motorfietsen
AfstandTotHuisartsenpraktijk AfstandTotGroteSupermarkt AfstandTotKinderdagverblijf AfstandTotSchool
ScholenBinnen3Km OppervlakteTotaal OppervlakteLand OppervlakteWater MateVanStedelijkheid
Omgevingsadressendichtheid
"""
"""Names of the tables of 2019 to 2025, without the numbers that differ; origin with its numbers."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the definitions, to break."""
    for path in config.DEFINITIONS.glob("*.toml"):
        shutil.copy(path, tmp_path / path.name)
    shutil.copytree(config.DEFINITIONS / "indicators", tmp_path / "indicators")
    return tmp_path


def _unknown(names: list[str]) -> list[str]:
    found = zip(names, catalogue.indicators_of_columns(names), strict=True)
    keys = {name: catalogue.column_key(name) for name in names}
    return [
        name
        for name, indicator in found
        if indicator is None
        and keys[name] not in KEYS | NOT_OURS
        and not keys[name].startswith(NOT_OURS_STARTS)
    ]


def _columns(path: Path) -> list[str]:
    if path.suffix in (".geojson", ".gpkg"):
        return [str(name) for name in pyogrio.read_info(path)["fields"]]
    text = path.read_text(encoding="utf-8-sig").split("\n", 1)[0]
    return [name for name in next(csv.reader([text], delimiter=";" if ";" in text else ",")) if name]


# ---------------------------------------------------------------- whole


def test_the_format_has_five_chapters_with_their_paragraphs() -> None:
    numbers = list(catalogue.format_chapters())
    assert [number for number in numbers if "." not in number] == ["1", "2", "3", "4", "5"]
    assert {number.split(".")[0] for number in numbers} == {"1", "2", "3", "4", "5"}
    assert len([number for number in numbers if number.startswith("4.")]) == 5


def test_every_source_has_a_notice_and_the_models_are_called_estimates() -> None:
    assert {key for key, source in catalogue.sources().items() if source.estimate} == {
        "rivm-ggd",
        "leefbaarometer",
    }
    assert all(source.notice for source in catalogue.sources().values())
    boundaries = catalogue.sources()["cbs-wijkbuurtkaart"].notice.format(year=2024)
    assert boundaries == "© Kadaster / Centraal Bureau voor de Statistiek, 2024"


def test_labels_of_indicators_are_short_and_unique() -> None:
    labels = Counter(entry.label for entry in catalogue.indicators().values())
    assert [label for label, times in labels.items() if times > 1] == []
    assert [label for label in labels if len(label) > 75] == []


def test_every_explanation_is_one_or_more_whole_sentences() -> None:
    wrong = [
        entry.id
        for entry in catalogue.indicators().values()
        if not re.match(r"^[A-Z0-9].*\.$", entry.explanation) or entry.explanation.count(". ") > 2
    ]
    assert wrong == []


def test_labels_and_explanations_hold_no_abbreviations_that_users_dont_know() -> None:
    unknown = re.compile(
        r"\b(?:gem|perc|pct|excl|incl|e\.d|o\.a|i\.v\.m|d\.m\.v|OAD|HH|KDV|BSO|SES|WOA|AO)\b", re.IGNORECASE
    )
    texts = {key: f"{entry.label} {entry.explanation}" for key, entry in catalogue.indicators().items()}
    assert [key for key, text in texts.items() if unknown.search(text)] == []


def test_a_count_is_neither_good_nor_bad() -> None:
    counts = [entry for entry in catalogue.indicators().values() if entry.kind == "count"]
    assert counts
    assert [entry.id for entry in counts if entry.direction != "none"] == []


@pytest.mark.parametrize("theme", ["Bevolking", "Huishoudens"])
def test_age_origin_and_household_are_neither_good_nor_bad(theme: str) -> None:
    found = [entry for entry in catalogue.indicators().values() if entry.theme == theme]
    assert found
    assert {entry.direction for entry in found} == {"none"}


def test_a_percentage_is_made_with_a_factor_of_100_and_a_rate_with_1000() -> None:
    for entry in catalogue.indicators().values():
        if entry.unit == "%":
            assert (entry.kind, entry.factor) == ("share", 100), entry.id
        if entry.unit == "per 1.000 inwoners" and entry.numerator:
            assert (entry.kind, entry.factor, entry.denominator) == ("share", 1000, "inwoners"), entry.id


def test_percentages_that_cbs_gives_as_counts_can_be_worked_out() -> None:
    known = catalogue.indicators()
    for key, entry in known.items():
        count = key.removesuffix("_pct") + "_aantal"
        if count in known and key.endswith("_pct") and entry.theme in ("Bevolking", "Huishoudens"):
            assert entry.numerator == count, key
            assert entry.denominator in ("inwoners", "huishoudens"), key


def test_counts_by_age_are_of_all_ages_once() -> None:
    counts = [
        each for each in catalogue.indicators().values() if each.kind == "count" and each.age_from is not None
    ]
    groups = sorted(
        (each.age_from, each.age_to) for each in counts if (each.age_from, each.age_to) != (0, None)
    )
    assert [end for _, end in groups] == [*(first for first, _ in groups[1:]), None]
    assert groups[0][0] == 0
    assert len(counts) == len(groups) + 1


def test_a_share_of_people_of_certain_ages_says_so_in_its_explanation() -> None:
    for each in catalogue.indicators().values():
        if each.kind == "share" and each.age_from is not None:
            end = "jaar en ouder" if each.age_to is None else f"tot {each.age_to} jaar"
            assert f"van {each.age_from} {end}" in each.explanation, each.id


def test_themes_come_in_the_order_of_the_format() -> None:
    assert catalogue.themes()[:3] == ["Bevolking", "Huishoudens", "Wonen"]
    assert next(iter(catalogue.indicators())) == "inwoners"


@pytest.mark.parametrize(
    "key",
    [
        *("basisschool", "ov_halte", "station", "overig", "buurthuis", "bibliotheek", "huisarts", "kerk"),
        *("moskee", "supermarkt", "speeltuin", "beroepskracht", "vrijwilliger", "bewoner"),
    ],
)
def test_a_category_that_others_rely_on_is_there(key: str) -> None:
    assert key in catalogue.categories()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Basisschool", "basisschool"),
        ("PO", "basisschool"),
        ("ov-halte", "ov_halte"),
        ("OV halte", "ov_halte"),
        ("ov_halte", "ov_halte"),
        (" Bushalte ", "ov_halte"),
        ("Buurthuis of wijkcentrum", "buurthuis"),
        ("wijkcentrum", "buurthuis"),
        ("crèche", "kinderopvang"),
        ("cre\u0300che", "kinderopvang"),
        ("ruimtestation", None),
        ("", None),
    ],
)
def test_a_category_is_known_by_its_id_label_or_words(text: str, key: str | None) -> None:
    assert catalogue.category_of(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ouderen", "ouderen"),
        ("65+", "ouderen"),
        ("senioren", "ouderen"),
        ("iedereen", "iedereen"),
        ("x", None),
    ],
)
def test_a_target_group_is_known_by_its_id_label_or_words(text: str, key: str | None) -> None:
    assert catalogue.target_group_of(text) == key


def test_icons_are_names_of_material_symbols() -> None:
    names = [entry.icon for entry in catalogue.categories().values()]
    assert [name for name in names if name not in ALL_MATERIAL_ICONS] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_openstreetmap_tags_are_written_as_key_and_value() -> None:
    tag = re.compile(r"[a-z:_]+!?=[a-z_*]+[0-9]?|isced:level=[0-9]")
    tags = [part for entry in catalogue.categories().values() for osm in entry.osm for part in osm.split("&")]
    assert [part for part in tags if not tag.fullmatch(part)] == []


def test_a_womens_shelter_is_not_asked_for() -> None:
    shelters = [osm for entry in catalogue.categories().values() for osm in entry.osm if "=shelter" in osm]
    (shelter,) = shelters
    refused = {
        part.partition("!=")[2] for part in shelter.split("&") if part.startswith("social_facility:for!=")
    }
    assert refused == {"woman", "women", "abused", "victim"}


# ---------------------------------------------------------------- broken definitions


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("indicators/wonen.toml", "[woningvoorraad]", "[inwoners]", "staat ook in"),
        ("indicators/wonen.toml", 'source = "cbs-kwb"', 'source = "cbs"', "de bron 'cbs' bestaat niet"),
        ("indicators/wonen.toml", 'chapter = "3.2"', 'chapter = "3.9"', "paragraaf '3.9'"),
        ("indicators/wonen.toml", 'direction = "none"', 'direction = "up"', "richting 'up'"),
        ("indicators/wonen.toml", 'kind = "share"', 'kind = "deel"', "soort 'deel'"),
        ("indicators/wonen.toml", 'denominator = "woningvoorraad"', 'denominator = "x"', "'x' bestaat niet"),
        (
            "indicators/wonen.toml",
            'denominator = "woningvoorraad"',
            'denominator = "woz_waarde"',
            "geen aantal",
        ),
        ("indicators/wonen.toml", "denominator =", "noemer =", "onbekend veld noemer"),
        ("indicators/wonen.toml", 'label = "Woningen"', 'label = ""', "label is niet tekst"),
        ("indicators/wonen.toml", 'label = "Woningen"\n', "", "label ontbreekt"),
        ("indicators/wonen.toml", '["p_koopw"]', '["a_inw"]', "al van 'inwoners'"),
        ("indicators/wonen.toml", '["p_koopw"]', '"p_koopw"', "een lijst teksten"),
        ("indicators/wonen.toml", "columns.kwb", "columns.excel", "columns kent alleen"),
        ("indicators/wonen.toml", "since = 2024", 'since = "2024"', "een geheel getal"),
        ("indicators/bevolking.toml", "age_to = 15", "age_to = 0", "age_from ontbreekt of ligt niet onder"),
        ("indicators/wonen.toml", "[woz_waarde]", "[woz_waarde", "niet te lezen"),
        ("categories.toml", 'group = "zorg"', 'group = "zrog"', "groep 'zrog'"),
        ("categories.toml", '"apotheken"', '"dokter"', "'dokter' hoort ook bij 'huisarts'"),
        ("categories.toml", '"#780000"', '"darkred"', "geen kleur"),
        ("target_groups.toml", '"senioren"', '"jeugd"', "'jeugd' hoort ook bij 'kinderen'"),
        ("sources.toml", "estimate = true", 'estimate = "ja"', "true of false"),
        ("register.toml", '"kosteloos"', '"betaald"', "'betaald' hoort ook bij 'gratis'"),
        ("register.toml", 'code = "nld"', 'iso = "nld"', "onbekend veld iso"),
    ],
)
def test_a_broken_definition_is_named(copy: Path, file: str, old: str, new: str, complaint: str) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidDefinition) as error:
        definitions.read(copy)
    assert complaint in error.value.found
    assert error.value.expected
    assert error.value.remedy


def test_an_error_names_the_file_and_the_id(copy: Path) -> None:
    path = copy / "indicators" / "werk.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"werk_', '"').replace("unit =", "eenheid =", 1))
    with pytest.raises(InvalidDefinition, match=r"'arbeidsparticipatie_pct' in werk\.toml"):
        definitions.read(copy)


def test_a_missing_file_is_an_error_of_the_definitions(copy: Path) -> None:
    (copy / "format.toml").unlink()
    with pytest.raises(InvalidDefinition, match=r"format\.toml"):
        definitions.read(copy)


# ---------------------------------------------------------------- names of columns


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("AantalInwoners_5", "aantal_inwoners"),
        ("aantalInwoners", "aantal_inwoners"),
        ("  Aantal  inwoners ", "aantal_inwoners"),
        ("\ufeffaantal_inwoners", "aantal_inwoners"),
        ("percentagePersonen0Tot15Jaar", "percentage_personen_0_tot_15_jaar"),
        ("k_0Tot15Jaar_8", "k_0_tot_15_jaar"),
        ("bevolkingsdichtheidInwonersPerKm2", "bevolkingsdichtheid_inwoners_per_km2"),
        ("gemElektriciteitsverbruik2Onder1KapWoning", "gem_elektriciteitsverbruik_2_onder_1_kap_woning"),
        ("GemiddeldeWOZWaardeVanWoningen_39", "gemiddelde_woz_waarde_van_woningen"),
        ("AANT_INW", "aant_inw"),
        ("P_00_14_JR", "p_00_14_jr"),
        ("a_00_14", "a_00_14"),
        ("misdrijven_2021", "misdrijven_2021"),
        ("Aantal scholen / Binnen 3  km (aantal)", "aantal_scholen/binnen_3_km_(aantal)"),
    ],
)
def test_a_column_name_is_normalised(name: str, key: str) -> None:
    assert catalogue.column_key(name) == key


def test_column_names_of_definitions_stay_the_same_when_normalised_again() -> None:
    changed = [key for key in catalogue.column_index() if catalogue.column_key(key) != key]
    assert changed == []


@pytest.mark.parametrize(
    ("count", "share"),
    [
        ("k_0Tot15Jaar_8", "percentage_personen_0_tot_15_jaar"),
        ("a_65_oo", "percentagePersonen65JaarEnOuder"),
        ("inwoners65plus", "65plus"),
        ("a_1p_hh", "percentage_eenpersoonshuishoudens"),
        ("Gehuwd_14", "percentage_gehuwd"),
        ("Nederland_17", "percentage_met_herkomstland_nederland"),
    ],
)
def test_a_count_and_a_percentage_are_two_indicators(count: str, share: str) -> None:
    known = catalogue.indicators()
    one, other = catalogue.indicator_of_column(count), catalogue.indicator_of_column(share)
    assert one is not None
    assert other is not None
    assert (known[one].kind, known[other].unit) == ("count", "%")
    assert known[other].numerator == one


def _of(name: str) -> Indicator:
    found = catalogue.indicator_of_column(name)
    assert found is not None, name
    return catalogue.indicators()[found]


def test_origin_before_and_from_2023_are_different_indicators() -> None:
    assert _of("percentage_niet_westerse_migratieachtergrond").until == 2022
    assert _of("NietWestersTotaal_18").until == 2022
    assert _of("percentage_met_herkomstland_buiten_europa").since == 2023
    assert _of("a_neu_al").since == 2023


def test_poverty_is_not_low_income() -> None:
    assert _of("HuishoudensMetEenLaagInkomen_87").until == 2023
    assert _of("percentage_huishoudens_onder_of_rond_sociaal_minimum").until == 2023
    assert _of("PersonenInArmoede_81").since == 2024
    assert _of("PersonenInArmoede_81").id != _of("p_hh_lkk").id


def test_the_lowest_40_percent_is_not_a_low_income() -> None:
    assert _of("percentage_huishoudens_met_laagste_inkomen").id == "huishoudens_laagste_40_pct"
    assert _of("k_40HuishoudensMetLaagsteInkomen_84").id == "huishoudens_laagste_40_pct"
    assert _of("percentage_huishoudens_met_laag_inkomen").id == "laag_inkomen_pct"
    assert _of("percentage_personen_met_laag_inkomen").id == "personen_laagste_40_pct"


def test_housing_of_a_corporation_is_explained_as_ownership() -> None:
    entry = _of("perc_huurwoningen_in_bezit_woningcorporaties")
    assert "niet hetzelfde als sociale huur" in entry.explanation
    assert entry.denominator == "woningvoorraad"


def test_distances_are_explained_as_by_road() -> None:
    distances = [entry for entry in catalogue.indicators().values() if entry.unit == "km"]
    assert len(distances) > 40
    assert [entry.id for entry in distances if "waar auto's mogen rijden" not in entry.explanation] == []


def test_urbanity_is_a_class_though_its_column_says_addresses() -> None:
    assert _of("stedelijkheid_adressen_per_km2").kind == "class"
    assert _of("omgevingsadressendichtheid").unit == "adressen per km²"


def test_area_in_square_kilometres_is_not_taken_for_hectares() -> None:
    assert _of("oppervlakteLandHa").unit == "hectare"
    assert catalogue.indicator_of_column("oppervlakteLandKm2") is None


def test_columns_of_one_year_are_not_a_figure() -> None:
    assert catalogue.indicator_of_column("misdrijven_2021") is None
    assert catalogue.indicator_of_column("gezondheid_2012") is None
    assert catalogue.indicator_of_column("misdrijven_per1000") == "misdrijven_per_1000"
    assert catalogue.indicator_of_column("goedErvarenGezondheid") == "goed_ervaren_gezondheid_pct"


def test_the_share_of_education_in_ses_is_not_the_count_of_people() -> None:
    assert _of("Opleidingsniveau/Laag/Waarde (%)").id == "ses_opleiding_laag_pct"
    assert _of("opleidingsniveau_laag").id == "opleiding_laag_aantal"


def test_the_number_behind_an_odata_name_may_differ_per_year() -> None:
    for name in ("PersonenInArmoede_81", "PersonenInArmoede_84"):
        assert catalogue.indicator_of_column(name) == "armoede_pct"
    for name in ("Eenzaam_25", "Eenzaam_27", "Eenzaam_28"):
        assert catalogue.indicator_of_column(name) == "eenzaam_pct"


def test_the_names_of_the_odata_tables_are_known() -> None:
    assert [name for name in ODATA.split() if catalogue.indicator_of_column(name) is None] == []


def test_origin_in_odata_is_told_apart_by_its_number() -> None:
    names = ["Nederland_17", "EuropaExclusiefNederland_18", "BuitenEuropa_19", "Nederland_20"]
    names += [
        "EuropaExclusiefNederland_21",
        "BuitenEuropa_22",
        "EuropaExclusiefNederland_23",
        "BuitenEuropa_24",
    ]
    codes = ["a_nl_all", "a_eur_al", "a_neu_al", "a_geb_nl", "a_geb_eu", "a_geb_ne", "a_gbl_eu", "a_gbl_ne"]
    assert catalogue.indicators_of_columns(names) == [catalogue.indicator_of_column(code) for code in codes]
    assert catalogue.indicator_of_column("Nederland_99") is None


def test_electricity_and_gas_of_one_kind_of_dwelling_are_told_apart_by_their_order() -> None:
    names = ["GemiddeldeElektriciteitsleveringTotaal_48", "Appartement_49", "EigenWoning_55"]
    names += ["GemiddeldAardgasverbruikTotaal_56", "Appartement_57", "EigenWoning_63"]
    assert catalogue.indicators_of_columns(names) == [
        *("elektriciteit", "elektriciteit_appartement", "elektriciteit_koopwoning"),
        *("aardgas", "aardgas_appartement", "aardgas_koopwoning"),
    ]


def test_one_of_two_columns_with_one_name_is_not_guessed() -> None:
    assert catalogue.indicators_of_columns(["AantalInwoners_5", "Appartement_57"]) == ["inwoners", None]
    assert catalogue.indicators_of_columns(["AfstandTotSchool_60", "AfstandTotSchool_64"]) == [None, None]


def test_a_number_within_a_distance_belongs_to_the_distance_before_it() -> None:
    names = ["AfstandTotHuisartsenpraktijk_5", "Binnen1Km_6", "Binnen3Km_7", "AfstandTotHuisartsenpost_9"]
    names += ["AfstandTotFysiotherapeut_20", "Binnen1Km_21", "Binnen1Km_25"]
    assert catalogue.indicators_of_columns(names) == [
        *("afstand_huisarts", "huisartsen_binnen_1_km", "huisartsen_binnen_3_km", "afstand_huisartsenpost"),
        *("afstand_fysiotherapeut", "fysiotherapeuten_binnen_1_km", None),
    ]


def test_four_kinds_of_school_have_one_name_in_odata() -> None:
    names = [f"AfstandTotSchool_{number}" for number in (60, 64, 68, 72)]
    assert catalogue.indicators_of_columns(names) == [
        f"afstand_{kind}" for kind in ("basisschool", "voortgezet_onderwijs", "vmbo", "havo_vwo")
    ]
    assert catalogue.indicator_of_column("AfstandTotSchool_113") == "afstand_basisschool"


def test_a_statline_header_is_known_by_its_whole_path() -> None:
    path = "Gezondheid en welzijn/{}/Binnen 1 km (aantal)"
    doctors = path.format("Huisartsenpraktijk/Aantal huisartsenpraktijken")
    physios = path.format("Fysiotherapeut/Aantal fysiotherapeuten")
    assert catalogue.indicator_of_column(doctors) == "huisartsen_binnen_1_km"
    assert catalogue.indicator_of_column(physios) == "fysiotherapeuten_binnen_1_km"


def test_the_end_of_a_statline_header_counts_only_when_it_is_unambiguous() -> None:
    assert catalogue.indicator_of_column("Afstand tot bibliotheek (km)") == "afstand_bibliotheek"
    assert catalogue.indicator_of_column("Gemiddelde score (Getal)") is None
    assert catalogue.indicator_of_column("Binnen 1 km (aantal)") is None
    assert catalogue.indicator_of_column("Binnen 50 km (aantal)") is None
    assert catalogue.indicator_of_column("Afstand tot school (km)") is None
    assert catalogue.indicator_of_column("Bevolking/Aantal inwoners (aantal)") == "inwoners"
    assert catalogue.indicator_of_column("Werknemers/Mannen (aantal)") is None


# ---------------------------------------------------------------- real files


@pytest.mark.shared
@pytest.mark.parametrize("name", BOUNDARIES)
def test_every_column_of_a_boundary_file_is_known_or_known_not_to_be_ours(shared: Path, name: str) -> None:
    assert _unknown(_columns(shared / "boundaries" / name)) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_table_is_known_or_known_not_to_be_ours(shared: Path, name: str) -> None:
    assert _unknown(_columns(shared / name)) == []


@pytest.mark.shared
@pytest.mark.parametrize("gemeente", ["amersfoort", "amstelveen"])
def test_every_column_of_the_leefbaarometer_is_known(shared: Path, gemeente: str) -> None:
    assert _unknown(_columns(shared / "liveability" / f"{gemeente}_lbm24_buurten.geojson")) == []


@pytest.mark.shared
def test_every_column_of_a_province_with_other_names_is_known(shared: Path) -> None:
    path = shared / "liveability" / "amersfoort_eo_buurten_2020_leefbaarometer.csv"
    assert _unknown(_columns(path)) == []


@pytest.mark.shared
def test_every_short_name_of_the_excel_files_is_known(shared: Path) -> None:
    with (shared / "stats" / "kwb_codebook_2023_2024.csv").open(encoding="utf-8") as file:
        names = [row["korte_naam"] for row in csv.DictReader(file)]
    assert len(names) > 100
    assert _unknown(names) == []


@pytest.mark.shared
def test_snake_case_and_camel_case_of_the_map_layers_are_the_same_figures(shared: Path) -> None:
    snake = _columns(shared / "boundaries" / "baarn_buurten_2024_pdok_all_attributes.geojson")
    camel = _columns(shared / "boundaries" / "ede_wijkenbuurtenwijken.geojson")
    figures = [{catalogue.indicator_of_column(name) for name in names} - {None} for names in (snake, camel)]
    assert figures[0] == figures[1]
    assert len(figures[0]) > 200


@pytest.mark.shared
def test_all_proximity_headers_are_different_figures(shared: Path) -> None:
    names = _columns(shared / "stats" / "nabijheid_utrecht_2023_statline.csv")[5:]
    found = [catalogue.indicator_of_column(name) for name in names]
    assert len(set(found)) == len(names) == 110


@pytest.mark.shared
def test_no_two_columns_of_a_map_layer_are_one_figure(shared: Path) -> None:
    names = _columns(shared / "boundaries" / "baarn_buurten_2024_pdok_all_attributes.geojson")
    found = Counter(catalogue.indicator_of_column(name) for name in names)
    found.pop(None)
    assert [key for key, times in found.items() if times > 1] == []
