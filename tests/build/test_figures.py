"""From files with figures to observations: every reader on made files, and on the real ones at hand."""

import csv
import json
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from tests import effort
from wijkkaart import catalogue
from wijkkaart.build.observations import from_wide
from wijkkaart.build.parts import Context, Loaded, NotYet, Report
from wijkkaart.build.readers import kwb_series, kwb_table, leefbaarometer, own_figures, rivm, statline
from wijkkaart.build.tables import read_table
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.model import OBSERVATION_COLUMNS, RD, gemeente_of, level_of
from wijkkaart.raw import Raw
from wijkkaart.store import Entry, Store

READERS = (own_figures, rivm, leefbaarometer, kwb_table, statline, kwb_series)


def reader_of(raw: Raw) -> ModuleType | None:
    """The one reader of figures that knows the table."""
    found = [reader for reader in READERS if reader.matches(raw)]
    assert len(found) <= 1
    return found[0] if found else None


def raw_of(path: Path) -> Raw:
    if path.suffix == ".geojson":
        frame = gpd.read_file(path)
        return Raw(path, pd.DataFrame(frame.drop(columns="geometry")), frame.geometry)
    (raw,) = read_table(path, Settings())
    return raw


def load(path: Path, context: Context) -> Loaded:
    raw = raw_of(path)
    reader = reader_of(raw)
    assert reader is not None
    loaded = reader.read(raw, context)
    rows = loaded.observations
    assert list(rows.columns) == [*OBSERVATION_COLUMNS]
    assert rows.year.dtype == "int64"
    assert (rows.value.notna() == rows.status.isin(["ok", "estimate"])).all()
    assert not rows.duplicated(["code", "indicator", "year"]).any()
    assert rows.level.eq(rows.code.map(level_of)).all()
    assert rows.gemeente.eq(rows.code.map(gemeente_of)).all()
    assert rows.source.isin([*catalogue.sources()]).all()
    report = loaded.report
    assert report.file == path.name
    assert report.kind
    if reader is not own_figures:
        assert report.kept + report.left_out.total() == report.read
    return loaded


def figure(loaded: Loaded, code: str, indicator: str, year: int | None = None) -> float | str:
    """The value of one observation, or its status where it has none."""
    rows = loaded.observations
    rows = rows[(rows.code == code) & (rows.indicator == indicator)]
    (row,) = (rows if year is None else rows[rows.year == year]).itertuples()
    return float(row.value) if row.status in ("ok", "estimate") else str(row.status)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(Store(tmp_path / "leeg"))


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def with_areas(tmp_path: Path, areas: dict[str, str], year: int = 2021) -> Context:
    """A context whose store has areas with these codes and names."""
    codes = list(areas)
    frame = gpd.GeoDataFrame(
        {
            "code": codes,
            "level": [level_of(code) for code in codes],
            "year": year,
            "name": list(areas.values()),
            "gemeente": [gemeente_of(code) for code in codes],
            "gemeente_name": "Amsterdam",
            "change": "1",
            "schematic": True,
        },
        geometry=[box(n, 0, n + 1, 1) for n in range(len(codes))],
        crs=RD,
    )
    store = Store(tmp_path / "gebieden")
    with store.transaction() as draft:
        draft.add(Entry("gebieden.gpkg", "0", "Buurten 2021", "cbs-wijkbuurtkaart"), areas=frame)
    return Context(store)


# From wide to long


def wide(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_recognised_columns_become_observations_and_others_are_named() -> None:
    frame = wide(a_inw=["2395", "."], gm_naam=["Amersfoort"] * 2, kleur=["rood", "geel"])
    rows, unknown = from_wide(frame, pd.Series(["BU03070700  ", "WK030707"]), 2024, "cbs-kwb")
    assert unknown == ["kleur"]
    assert rows[["low", "high"]].isna().all(axis=None)
    assert rows.drop(columns=["low", "high"]).to_dict("list") == {
        "code": ["BU03070700", "WK030707"],
        "level": ["buurt", "wijk"],
        "gemeente": ["GM0307", "GM0307"],
        "indicator": ["inwoners", "inwoners"],
        "year": [2024, 2024],
        "boundaries": [2024, 2024],
        "value": [2395.0, pytest.approx(np.nan, nan_ok=True)],
        "status": ["ok", "not measured"],
        "unit": ["inwoners", "inwoners"],
        "source": ["cbs-kwb", "cbs-kwb"],
    }


def test_of_two_columns_with_the_same_figure_the_first_with_a_value_counts() -> None:
    frame = wide(g_woz=["300", "-99997", "."], g_wozbag=["310", "320", "-99995"])
    rows, _ = from_wide(frame, pd.Series(["BU03070700", "BU03070701", "BU03070702"]), 2024, "cbs-kwb")
    assert rows.value.tolist()[:2] == [300.0, 320.0]
    assert rows.status.tolist() == ["ok", "ok", "not measured"]


def test_a_share_is_made_of_its_counts_unless_the_area_is_too_small() -> None:
    frame = wide(a_inw=[200, 45, 50, None, 100], a_65_oo=[50, 10, 55, 5, -99997])
    codes = pd.Series([f"BU0307070{n}" for n in range(5)])
    rows, _ = from_wide(frame, codes, 2024, "cbs-kwb", report := Report("x"))
    shares = rows[rows.indicator == "leeftijd_65_plus_pct"]
    assert shares.status.tolist() == ["ok", "secret", "ok", "not measured", "secret"]
    assert shares.value.tolist()[::2][:2] == [25.0, 100.0]
    assert "Berekend uit aantallen" in report.notes[0]


def test_a_share_that_the_file_gives_itself_is_not_worked_out() -> None:
    frame = wide(a_inw=[200], a_65_oo=[50], percentage_personen_65_jaar_en_ouder=[24])
    rows, _ = from_wide(frame, pd.Series(["BU03070700"]), 2024, "cbs-kwb")
    assert rows[rows.indicator == "leeftijd_65_plus_pct"].value.tolist() == [24.0]


def test_a_figure_is_not_taken_for_years_with_another_definition() -> None:
    frame = wide(p_hh_lkk=[5.0, 6.0], a_inw=[100, 100])
    codes, years = pd.Series(["BU03070700"] * 2), pd.Series([2023, 2024])
    rows, _ = from_wide(frame, codes, years, "cbs-kwb", report := Report("x"))
    assert rows[rows.indicator == "laag_inkomen_pct"].year.tolist() == [2023]
    assert rows[rows.indicator == "inwoners"].year.tolist() == [2023, 2024]
    assert any("2024" in note and "Huishoudens met een laag inkomen" in note for note in report.notes)


def test_values_of_a_model_are_estimates() -> None:
    rows, _ = from_wide(
        wide(Eenzaam_28=[42.5, -99997]), pd.Series(["BU03070700", "BU03070701"]), 2020, "rivm-ggd"
    )
    assert rows.status.tolist() == ["estimate", "secret"]


def test_rows_without_an_area_code_give_nothing_and_the_country_has_one_code() -> None:
    codes = pd.Series(["NL01", "", "0307", "XX123456", "GM0307"])
    rows, _ = from_wide(wide(a_inw=[1, 2, 3, 4, 5]), codes, 2024, "cbs-kwb")
    assert rows.code.tolist() == ["NL00", "GM0307"]
    assert rows.gemeente.tolist() == ["NL00", "GM0307"]
    assert len(from_wide(wide(a_inw=[1]), pd.Series(["?"]), 2024, "cbs-kwb")[0]) == 0


def test_text_that_is_no_number_is_told_and_not_taken() -> None:
    rows, _ = from_wide(
        wide(a_inw=["12", "veel"]), pd.Series(["GM0307", "GM0362"]), 2024, "cbs-kwb", r := Report("x")
    )
    assert rows.status.tolist() == ["ok", "not measured"]
    assert any("'veel'" in note for note in r.notes)


def test_a_wide_table_is_read_by_the_column() -> None:
    names = [i.columns["kwb"][0] for i in catalogue.indicators().values() if "kwb" in i.columns][:40]

    def on(areas: int) -> effort.Work:
        values = np.random.default_rng(1).random((areas, 40)).round(3) * 1000
        frame = pd.DataFrame(values, columns=names).astype("str")
        codes = pd.Series([f"BU{n // 10_000:04d}{n % 10_000:04d}" for n in range(areas)])
        return lambda: from_wide(frame, codes, 2022, "cbs-kwb")[0]

    assert len(on(1_000)()) >= 35 * 1_000
    assert effort.each(on, 200) < 40
    assert effort.of(on(200)) < 220_000


# Key figures


KWB = "gwb_code_10,gwb_code_8,regio,gm_naam,recs,gwb_code,ind_wbi,a_inw,a_65_oo,g_wozbag\n"


def test_the_year_of_key_figures_comes_from_the_file_name(tmp_path: Path, context: Context) -> None:
    text = KWB + "GM0307    ,0307,Amersfoort,Amersfoort,Gemeente,GM0307,.,160759,28000,-99997\n"
    loaded = load(write(tmp_path, "kwb-2023.csv", text), context)
    assert loaded.report.kind == "Kerncijfers wijken en buurten 2023 (CBS)"
    assert figure(loaded, "GM0307", "inwoners", 2023) == 160759
    assert figure(loaded, "GM0307", "woz_waarde", 2023) == "secret"
    assert loaded.report.notes == ["Berekend uit aantallen, waar het geheel 50 of meer is: 65 jaar of ouder."]


def test_codes_without_letters_are_completed(tmp_path: Path, context: Context) -> None:
    path = write(tmp_path, "kwb-2012.csv", "gwb_code_8;regio;a_inw\n0307;A;5\n030707;K;6\n0363AF09;L;7\n")
    assert load(path, context).observations.code.tolist() == ["GM0307", "WK030707", "BU0363AF09"]


def test_without_any_year_the_users_own_counts_and_else_it_is_asked(tmp_path: Path, context: Context) -> None:
    path = write(tmp_path, "kwb.csv", KWB + "GM0307,0307,A,A,Gemeente,GM0307,.,5,5,5\n")
    with pytest.raises(InvalidFile, match="welk jaar"):
        load(path, context)
    context.year = 2022
    assert load(path, context).observations.year.unique().tolist() == [2022]


def test_the_table_knows_its_year_better_than_the_name_of_the_file(tmp_path: Path, context: Context) -> None:
    text = (
        "WijkenEnBuurten,Gemeentenaam_1,Codering_3,AantalInwoners_5\nGM0307    ,Amersfoort  ,GM0307    ,5\n"
    )
    loaded = load(write(tmp_path, "kwb_2022_85618NED.csv", text), context)
    assert loaded.table == "85618NED"
    assert loaded.observations.year.unique().tolist() == [2023]
    assert "niet over 2022" in loaded.report.notes[0]


def test_rows_that_are_no_area_or_come_twice_are_left_out_and_counted(
    tmp_path: Path, context: Context
) -> None:
    text = "buurtcode,inwoners,huishoudens,wozWaarde\n" + "".join(
        f"{code},5,5,\n" for code in ("BU03070700", "BU03070700", "totaal", "", "BU0363AF09")
    )
    loaded = load(write(tmp_path, "selectie_2024.csv", text), context)
    assert loaded.report.kept == 2
    assert dict(loaded.report.left_out) == {
        "Geen geldige gebiedscode": 2,
        "Gebied staat vaker in het bestand; de eerste regel telt": 1,
    }
    assert any("nergens een nul" in note for note in loaded.report.notes)


def test_figures_of_others_in_a_selection_are_left_where_they_are(tmp_path: Path, context: Context) -> None:
    text = "wijkcode,inwoners,huishoudens,goedErvarenGezondheid\nWK030707,6020,0,71.9\n"
    loaded = load(write(tmp_path, "wijken_2024.csv", text), context)
    assert set(loaded.observations.indicator) == {"inwoners", "huishoudens"}
    assert figure(loaded, "WK030707", "huishoudens") == 0
    assert not any("nergens een nul" in note for note in loaded.report.notes)


def test_a_table_without_one_usable_row_is_refused(tmp_path: Path, context: Context) -> None:
    with pytest.raises(InvalidFile, match="geen cijfers"):
        load(write(tmp_path, "kwb-2024.csv", KWB + "XX,1,A,A,Gemeente,YY,.,5,5,5\n"), context)


# StatLine


def test_a_statline_export_is_known_by_its_full_headers(tmp_path: Path, context: Context) -> None:
    head = '"Wijken en buurten";"Regioaanduiding/Codering (code)";'
    end = '"Gezondheid en welzijn/Huisartsenpraktijk/Aantal huisartsenpraktijken/Binnen 1 km (aantal)"\n'
    text = "\ufeff" + head + end + '"Nederland";"NL00      ";"     1.2"\n"Hof";"BU03070100";"       ."\n'
    loaded = load(write(tmp_path, "Nabijheid_2023_10022024_162519.csv", text), context)
    assert loaded.source == "cbs-nabijheid"
    assert figure(loaded, "NL00", "huisartsen_binnen_1_km", 2023) == 1.2
    assert figure(loaded, "BU03070100", "huisartsen_binnen_1_km", 2023) == "not measured"
    assert loaded.report.notes == []


def test_the_periods_of_a_statline_export_give_the_years(tmp_path: Path, context: Context) -> None:
    head = '"Perioden";"Wijken en buurten";"Regiocode (gemeente, wijk, buurt) (code)";'
    rows = [f'"{period}";"Hof";"BU03070100";"  -0.100"\n' for period in ("2019", "2020*", "2021 1e kwartaal")]
    text = head + '"SES-WOA/Totaalscore/Gemiddelde score (Getal)"\n' + "".join(rows)
    loaded = load(write(tmp_path, "ses.csv", text), context)
    assert loaded.observations.year.tolist() == [2019, 2020]
    assert loaded.observations.value.tolist() == [-0.1, -0.1]
    assert dict(loaded.report.left_out) == {"Periode is geen heel jaar": 1}


NAMES = '"Wijken en buurten";"Vrije tijd en cultuur/Afstand tot bibliotheek (km)"\n'


def test_names_are_matched_only_where_one_area_has_the_name(tmp_path: Path) -> None:
    text = (
        NAMES
        + '"Nederland";" 2.0"\n"Jordaan";" 1.0"\n"Centrum";" 9.0"\n"Zuid";" 1.5"\n"Elders";" 3"\n"Oost";"2"\n'
    )
    areas = {"WK036301": "Jordaan", "WK036302": "Centrum", "BU03630301": "Centrum", "WK036304": "Zuid"}
    context = with_areas(tmp_path, {**areas, "WK036305": " oost"})
    loaded = load(write(tmp_path, "nabijheid_85231NED.csv", text), context)
    assert loaded.observations.code.tolist() == ["NL00", "WK036301", "WK036304", "WK036305"]
    assert loaded.observations.year.unique().tolist() == [2021]
    assert dict(loaded.report.left_out) == {
        "Naam hoort bij meer dan een gebied": 1,
        "Naam komt niet voor in de geladen gebieden": 1,
    }


def test_names_found_in_areas_of_another_year_come_with_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path, "nabijheid_85231NED.csv", NAMES + '"Jordaan";" 1.0"\n')
    loaded = load(path, with_areas(tmp_path, {"WK0363AB": "Jordaan"}, year=2024))
    assert loaded.observations.code.tolist() == ["WK0363AB"]
    assert "die van 2024" in loaded.report.notes[0]


def test_names_wait_for_areas_and_names_of_elsewhere_are_refused(tmp_path: Path, context: Context) -> None:
    path = write(tmp_path, "nabijheid_2021.csv", NAMES + '"Centrum";"1.0"\n"Noord";"2.0"\n"Zuid";"3.0"\n')
    with pytest.raises(NotYet):
        load(path, context)
    with pytest.raises(InvalidFile, match="niet te plaatsen"):
        load(path, with_areas(tmp_path, {"BU03070100": "Centrum", "BU03070101": "Hof"}))


# RIVM


def test_of_the_health_survey_only_all_adults_are_taken(tmp_path: Path, context: Context) -> None:
    text = (
        "ID,Leeftijd,Marges,WijkenEnBuurten,Perioden,Codering_3,ErvarenGezondheidGoedZeerGoed_4,Eenzaam_28\n"
    )
    text += "1,20300,MW00000,GM0307    ,2020JJ00,GM0307    ,    77.9,    42.5\n"
    text += "2,20300,MW00000,NL01      ,2020JJ00,NL01      ,    78.0,       .\n"
    text += "3,80200,MW00000,GM0307    ,2020JJ00,GM0307    ,    60.0,    50.0\n"
    text += "4,53115,MW00000,GM0307    ,2020JJ00,GM0307    ,    60.0,    50.0\n"
    text += "5,20300,MOG0095,GM0307    ,2020JJ00,GM0307    ,    70.0,    40.0\n"
    text += "6,20300,MBG0095,GM0307    ,2020JJ00,GM0307    ,    77.0,    45.0\n"
    text += "7,80200,MBG0095,GM0307    ,2020JJ00,GM0307    ,    99.0,    99.0\n"
    text += "8,20300,XX00000,GM0307    ,2020JJ00,GM0307    ,    99.0,    99.0\n"
    loaded = load(write(tmp_path, "50120NED.csv", text), context)
    assert figure(loaded, "GM0307", "eenzaam_pct", 2020) == 42.5
    assert figure(loaded, "NL00", "eenzaam_pct", 2020) == "not measured"
    assert set(loaded.observations.status) == {"estimate", "not measured"}
    assert loaded.report.kept == 4
    assert dict(loaded.report.left_out) == {
        "Andere leeftijd (18 tot 65 jaar)": 1,
        "Andere leeftijd (65 jaar en ouder)": 2,
        "Onbekende soort marge": 1,
    }
    rows = loaded.observations.set_index(["code", "indicator"])
    lonely = rows.loc[("GM0307", "eenzaam_pct")]
    assert (lonely.low, lonely.value, lonely.high) == (40.0, 42.5, 45.0)
    # A value outside its own margins has none that can be trusted; a missing one has none at all.
    assert rows.loc[[("GM0307", "goed_ervaren_gezondheid_pct"), ("NL00", "eenzaam_pct")]].low.isna().all()


# Leefbaarometer


def test_the_publishers_scores_are_read_per_year(tmp_path: Path, context: Context) -> None:
    text = "bu_code,jaar,lbm,afw,fys,onv,soc,vrz,won\nBU03070100,2002,4.1,-0.03,1e-05,0,0.1,0.2,0.3\n"
    text += "BU03070100,2024,4.2,0.07,0.01,-0.1,,0.2,0.3\n"
    loaded = load(write(tmp_path, "Leefbaarometer-scores buurten 2002-2024.csv", text), context)
    assert loaded.report.kind == "Leefbaarometer 2002, 2024 (BZK, schattingen)"
    assert figure(loaded, "BU03070100", "lbm_score", 2024) == 4.2
    assert figure(loaded, "BU03070100", "lbm_fysiek", 2002) == 1e-05
    assert figure(loaded, "BU03070100", "lbm_samenhang", 2024) == "not measured"
    assert set(loaded.observations.status) == {"estimate", "not measured"}


# Own figures


OWN = "Gebied;Jaar;Indicator;Waarde;Status;Bron\n"


def test_own_figures_are_read_as_they_stand(tmp_path: Path, context: Context) -> None:
    text = OWN + (
        "BU03070700;2024;inwoners;2.395;;\n"
        "BU03070701;2024;inwoners;1.995;ok;voorbeeld\n"
        "WK030707;2024;koopwoningen_pct;41,5;Schatting;\n"
        "WK030707;2023;koopwoningen_pct;;geheim;\n"
        "WK030707;2022;koopwoningen_pct;;;\n"
        "WK030707;2021;koopwoningen_pct;12;vervallen;\n"
        "WK030707;2020;koopwoningen_pct;-99995;;\n"
        "GM0307;2020;eenzaam_pct;40;;rivm-ggd\n"
    )
    loaded = load(write(tmp_path, "cijfers.csv", text), context)
    assert loaded.source == "eigen"
    assert figure(loaded, "BU03070700", "inwoners") == 2395
    rows = loaded.observations.set_index(["indicator", "year"])
    assert rows.loc["koopwoningen_pct"].status.to_dict() == {
        2024: "estimate",
        2023: "secret",
        2022: "not measured",
        2021: "discontinued",
        2020: "later",
    }
    assert rows.loc["eenzaam_pct"].status.tolist() == ["estimate"]
    assert rows.source.tolist()[:2] == ["eigen", "voorbeeld"]
    assert rows.unit.tolist()[2] == "%"
    assert dict(loaded.report.repaired) == {
        "Lege waarde zonder status: niet gemeten": 1,
        "Waarde weggelaten, want de status zegt dat er geen is": 1,
    }


def test_own_rows_that_cannot_be_used_are_counted(tmp_path: Path, context: Context) -> None:
    text = OWN + (
        "BU03070700;2024;inwoners;5;;raadhuis\n"
        "BU03070700;2024;inwoners;6;;\n"
        "Kruiskamp;2024;inwoners;5;;\n"
        "BU03070700;vorig jaar;inwoners;5;;\n"
        "BU03070700;2024;bomen;5;;\n"
        "BU03070700;2024;laag_inkomen_pct;5;;\n"
    )
    loaded = load(write(tmp_path, "cijfers.csv", text), context)
    assert loaded.observations.value.tolist() == [5.0]
    assert loaded.observations.source.tolist() == ["eigen"]
    assert any("raadhuis" in note for note in loaded.report.notes)
    assert loaded.report.left_out == {
        "Onbekend cijfer: 'bomen'": 1,
        "Geen geldige gebiedscode": 1,
        "Periode is geen heel jaar": 1,
        "De definitie van het cijfer was in dat jaar anders": 1,
        "Zelfde gebied, jaar en cijfer als een eerdere regel; de eerste telt": 1,
    }


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("GM0307;2024;inwoners;5;misschien;\n", "rij 2 .*'misschien'"),
        ("GM0307;2024;inwoners;veel;;\n", "rij 2 .*'veel' is geen getal"),
    ],
)
def test_a_mistake_in_own_figures_is_pointed_out_by_its_row(
    tmp_path: Path, context: Context, rows: str, found: str
) -> None:
    with pytest.raises(InvalidFile, match=found):
        load(write(tmp_path, "cijfers.csv", OWN + "GM0307;2023;inwoners;5;;\n" + rows), context)


def test_own_figures_without_a_year_or_any_usable_row_are_refused(tmp_path: Path, context: Context) -> None:
    with pytest.raises(InvalidFile, match="ontbreekt de kolom jaar"):
        load(write(tmp_path, "a.csv", "gebied;indicator;waarde\nGM0307;inwoners;5\n"), context)
    with pytest.raises(InvalidFile, match="geen enkele bruikbare regel"):
        load(write(tmp_path, "b.csv", OWN + "Kruiskamp;2024;bomen;5;;\n"), context)


# Series of one gemeente


def series(**more: object) -> str:
    content = {
        "metadata": {"bron": "CBS StatLine", "indicatoren": {"opleiding_laag": {"eenheid": "%"}}},
        "gemeente": {
            "naam": "Baarn",
            "code": "GM0308",
            "tijdreeksen": {"aantal_inwoners": {"2024": 25065.0}},
        },
        "buurten": {
            "BU03080000": {
                "tijdreeksen": {
                    "bijstandsontvangers": {"2024": 0.0, "2025": None},
                    "opleiding_laag": {"2024": 320.0},
                    "huishoudens_laag_inkomen": {"2024": 4.3},
                }
            }
        },
    }
    return json.dumps(content | more)


def test_a_series_is_read_without_what_contradicts_itself(tmp_path: Path, context: Context) -> None:
    loaded = load(write(tmp_path, "reeks.json", series()), context)
    assert figure(loaded, "GM0308", "inwoners", 2024) == 25065
    assert figure(loaded, "BU03080000", "bijstand_aantal", 2024) == 0
    assert figure(loaded, "BU03080000", "bijstand_aantal", 2025) == "not measured"
    assert loaded.report.left_out.total() == 2
    assert any("boven 100" in reason for reason in loaded.report.left_out)


def test_a_series_that_does_not_say_whose_it_is_is_refused(tmp_path: Path, context: Context) -> None:
    with pytest.raises(InvalidFile, match="van wie"):
        load(write(tmp_path, "reeks.json", series(metadata={})), context)


# The real files


@pytest.mark.shared
def test_key_figures_of_2023_hold_the_numbers_of_the_workbook(shared: Path, context: Context) -> None:
    loaded = load(shared / "stats/kwb_utrecht_2023.xlsx", context)
    assert loaded.report.kept == 122
    assert figure(loaded, "GM0344", "inwoners", 2023) == 367947
    assert figure(loaded, "GM0344", "bijstand_aantal", 2023) == 10410
    assert figure(loaded, "BU03440113", "inwoners", 2023) == 1380
    assert figure(loaded, "BU03440113", "koopwoningen_pct", 2023) == 78
    assert figure(loaded, "BU03440113", "woz_waarde", 2023) == 458
    assert figure(loaded, "BU03440113", "leeftijd_65_plus_pct", 2023) == pytest.approx(100 * 205 / 1380)
    assert figure(loaded, "BU03440113", "inkomen_per_inwoner", 2023) == "not measured"
    assert loaded.observations.indicator.nunique() > 120


@pytest.mark.shared
def test_key_figures_of_2024_are_mostly_empty_and_say_so(shared: Path, context: Context) -> None:
    loaded = load(shared / "stats/kwb_utrecht_2024.xlsx", context)
    assert figure(loaded, "BU03440113", "inwoners", 2024) == 1420
    assert figure(loaded, "BU03440113", "woz_waarde", 2024) == "not measured"
    assert (loaded.observations.status == "not measured").mean() > 0.5


@pytest.mark.shared
def test_kruiskamps_buurten_add_up_to_five_less_than_the_wijk(shared: Path, context: Context) -> None:
    buurten = load(shared / "stats/nl_buurten_2024_kwb_selectie.csv", context)
    wijken = load(shared / "stats/nl_wijken_2024_kwb_selectie.csv", context)
    parts = [figure(buurten, f"BU0307070{n}", "inwoners", 2024) for n in range(3)]
    assert parts == [2395, 1995, 1625]
    assert figure(wijken, "WK030707", "inwoners", 2024) == 6020
    assert figure(wijken, "WK030707", "woz_waarde", 2024) == 328
    assert figure(wijken, "WK030707", "koopwoningen_pct", 2024) == 42
    assert buurten.report.kept == 14574
    assert wijken.report.kept == 3393
    assert figure(buurten, "BU00141908", "inwoners", 2024) == "not measured"
    assert not (buurten.observations.value == 0).any()
    assert any("nergens een nul" in note for note in buurten.report.notes)


@pytest.mark.shared
def test_proximity_of_utrecht_is_read_with_its_gaps(shared: Path, context: Context) -> None:
    loaded = load(shared / "stats/nabijheid_utrecht_2023_statline.csv", context)
    assert loaded.report.kept == 123
    assert loaded.report.notes == []
    with (shared / "stats/nabijheid_utrecht_2023_statline.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    cells = [cell.strip() for row in rows[1:] for cell in row[5:]]
    assert len(loaded.observations) == len(cells)
    assert (loaded.observations.status == "not measured").sum() == cells.count(".")
    assert loaded.observations.value.sum() == pytest.approx(sum(float(c) for c in cells if c != "."))


@pytest.mark.shared
def test_names_of_amsterdam_wait_for_amsterdam(shared: Path, context: Context, tmp_path: Path) -> None:
    path = shared / "stats/nabijheid_statline_85231NED.csv"
    with pytest.raises(NotYet):
        load(path, context)
    with path.open(encoding="utf-8-sig") as stream:
        names = [row[0] for row in csv.reader(stream, delimiter=";")][2:]
    loaded = load(path, with_areas(tmp_path, {f"WK0363{n:02d}": name for n, name in enumerate(names)}))
    assert figure(loaded, "NL00", "afstand_bibliotheek", 2021) == 2.0
    assert figure(loaded, "WK036306", "afstand_bibliotheek", 2021) == 1.0
    assert loaded.report.kept == 11


@pytest.mark.shared
def test_status_scores_of_amsterdam_are_read(shared: Path, context: Context) -> None:
    loaded = load(shared / "stats/ses_woa_statline_85163NED.csv", context)
    assert loaded.table == "85163NED"
    assert figure(loaded, "GM0363", "ses_score", 2019) == -0.1
    assert figure(loaded, "GM0363", "ses_spreiding", 2019) == 1.01
    assert figure(loaded, "GM0363", "ses_huishoudens", 2019) == 457400
    assert figure(loaded, "BU03639801", "ses_huishoudens", 2019) == 0
    assert figure(loaded, "BU03639801", "ses_score", 2019) == "not measured"


@pytest.mark.shared
def test_health_of_the_pilot_gemeenten_is_read_for_adults(shared: Path, context: Context) -> None:
    loaded = load(shared / "stats/rivm_50090NED_amersfoort_amstelveen.csv", context)
    assert loaded.report.read == 1920
    assert loaded.report.kept == 720
    assert sorted(loaded.observations.year.unique()) == [2012, 2016, 2020]
    assert [figure(loaded, "WK030707", "eenzaam_pct", y) for y in (2012, 2016, 2020)] == [52.2, 50.5, 53.1]
    assert figure(loaded, "GM0307", "goed_ervaren_gezondheid_pct", 2012) == 77.9
    with (shared / "stats/rivm_50090NED_amersfoort_amstelveen.csv").open() as stream:
        adults = [row for row in csv.DictReader(stream) if row["Leeftijd"] == "20300"]
    missing = sum(row["Eenzaam_28"].strip() in ("", ".") for row in adults)
    lonely = loaded.observations[loaded.observations.indicator == "eenzaam_pct"]
    assert (lonely.status == "not measured").sum() == missing
    assert (lonely.status == "estimate").sum() == len(adults) - missing


@pytest.mark.shared
def test_liveability_is_read_from_all_its_files(shared: Path, context: Context) -> None:
    folder = shared / "liveability"
    amersfoort = load(folder / "amersfoort_lbm24_buurten.geojson", context)
    assert amersfoort.areas is None
    assert amersfoort.report.kept == 125
    assert figure(amersfoort, "BU03070100", "lbm_afwijking", 2024) == 0.0771055
    assert figure(amersfoort, "BU03070100", "lbm_klasse", 2024) == 7
    amstelveen = load(folder / "amstelveen_lbm24_buurten.geojson", context)
    assert figure(amstelveen, "BU03620101", "lbm_afwijking", 2024) == 0.306473
    years = load(folder / "amstelveen_leefbaarometer_dimensies.csv", context)
    assert figure(years, "WK036206", "lbm_score", 2022) == 4.173881269751701
    assert figure(years, "WK036206", "lbm_fysiek", 2014) == -0.0003742971630355522
    province = load(folder / "amersfoort_eo_buurten_2020_leefbaarometer.csv", context)
    assert figure(province, "BU03070100", "lbm_score", 2020) == 4.22
    assert figure(province, "BU19613901", "lbm_score", 2020) == "not measured"
    assert province.observations.indicator.nunique() == 5


@pytest.mark.shared
def test_the_series_of_baarn_is_read_but_for_its_education(shared: Path, context: Context) -> None:
    loaded = load(shared / "stats/baarn_social_data_2016_2025.json", context)
    assert figure(loaded, "BU03080000", "inwoners", 2024) == 1825
    assert figure(loaded, "GM0308", "laag_inkomen_pct", 2023) == 2.6
    assert figure(loaded, "GM0308", "gestandaardiseerd_inkomen", 2025) == "not measured"
    assert loaded.report.left_out.total() == 198


@pytest.mark.shared
@pytest.mark.parametrize(
    "file",
    [
        "stats/ede_variables_catalog.csv",
        "stats/kwb_codebook_2023_2024.csv",
        "stats/heerenveen_area_scans_2019.csv",
        "areas/gemeenten_2024_names.csv",
        "areas/gemeenten_successors.csv",
        "facilities/duo_po_addresses_2013.csv",
        "facilities/ov_haltes_govi.json",
        "register/opening_hours_nl.csv",
        "boundaries/amersfoort_buurten_2024.geojson",
        "boundaries/baarn_buurten_2024_pdok_all_attributes.geojson",
        "hsds/examples/organization_full.json",
    ],
)
def test_files_without_figures_for_us_are_left_to_others(shared: Path, file: str) -> None:
    assert reader_of(raw_of(shared / file)) is None
