"""The embedded examples: invented ones obey the rules of real figures, real ones the rules for people."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from wijkkaart import catalogue
from wijkkaart.config import DEFINITIONS
from wijkkaart.model import RD, is_code, level_of, parent_of

EXAMPLES = DEFINITIONS / "examples"
STAD = EXAMPLES / "voorbeeldstad"
SCHAKELS = EXAMPLES / "schakels"
SCRIPT = Path(__file__).resolve().parents[1] / "notebooks" / "voorbeeldstad.py"
YEARS = (2019, 2020, 2024)
LEVELS = ("buurten", "wijken", "gemeente")
CASES = {2009: "amersfoort_2009", 2019: "bankras_2019"}


def _areas(folder: Path, year: int, level: str) -> gpd.GeoDataFrame:
    stem = f"gebieden_{year}" if folder == STAD else CASES[year]
    frame = gpd.read_file(folder / f"{stem}_{level}.geojson")
    column = {"buurten": "buurtcode", "wijken": "wijkcode", "gemeente": "gemeentecode"}[level]
    return frame.set_index(column, drop=False).to_crs(RD)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def _table(folder: Path) -> pd.DataFrame:
    frames = [pd.read_csv(p, sep=";", dtype=str, keep_default_na=False) for p in folder.glob("*cijfers*.csv")]
    frame = pd.concat(frames, ignore_index=True)
    frame["getal"] = pd.to_numeric(frame.waarde.str.replace(",", "."))
    return frame.astype({"jaar": int})


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    """All figures of Voorbeeldstad."""
    return _table(STAD)


def _register(kind: str) -> list[dict[str, Any]]:
    """The records of a kind in the register of Voorbeeldstad, without what was thrown away."""
    lines = (STAD / "register" / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return [
        {"ref": each["ref"], **each["values"]} for each in found if each["history"][-1]["action"] != "trash"
    ]


@pytest.fixture(scope="module")
def places() -> list[dict[str, Any]]:
    """All places of Voorbeeldstad that are there now."""
    return [row for row in _register("location") if row["status"] in {"open", "temporarily closed"}]


def _wide(figures: pd.DataFrame, level: str) -> pd.DataFrame:
    """One row an area and year, one column an indicator; values only."""
    rows = figures[figures.gebied.str.startswith(level)]
    return rows.pivot(index=["gebied", "jaar"], columns="indicator", values="getal")


def test_regenerating_voorbeeldstad_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), "--naar", str(tmp_path)], check=True)
    made, kept = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (tmp_path, STAD)
    )
    assert made.keys() == kept.keys()
    assert [name for name in kept if kept[name] != made[name]] == []


def test_every_outline_is_valid_and_every_buurt_is_one_piece() -> None:
    for year in YEARS:
        for level in LEVELS:
            assert _areas(STAD, year, level).is_valid.all()
        buurten = _areas(STAD, year, "buurten")
        assert set(buurten.geom_type) == {"Polygon"}
        assert buurten.area.min() > 200_000  # m2: no slivers
        assert (buurten.area / buurten.length**2).min() > 0.02


def test_buurten_neither_overlap_nor_leave_gaps_but_for_the_lake() -> None:
    for year in YEARS:
        buurten = _areas(STAD, year, "buurten")
        whole = buurten.union_all()
        assert whole.area == pytest.approx(buurten.area.sum(), abs=1e-3)
        assert whole.geom_type == "Polygon"
        assert len(whole.interiors) == 1


def test_buurten_add_up_to_wijken_and_wijken_to_the_gemeente() -> None:
    for year in YEARS:
        buurten, wijken = _areas(STAD, year, "buurten"), _areas(STAD, year, "wijken")
        dissolved = buurten.dissolve(buurten.index.map(parent_of))
        assert set(dissolved.index) == set(wijken.index)
        apart = dissolved.geometry.symmetric_difference(wijken.geometry.reindex(dissolved.index))
        assert apart.area.max() < 1e-3
        (gemeente,) = _areas(STAD, year, "gemeente").geometry
        assert wijken.union_all().symmetric_difference(gemeente).area < 1e-3
        assert (buurten.wijkcode == buurten.index.map(parent_of)).all()


def test_the_division_changes_once_and_says_how() -> None:
    before, changed, now = (_areas(STAD, year, "buurten") for year in YEARS)
    mark = "indelingswijziging_wijken_en_buurten"
    assert set(before[mark]) == set(now[mark]) == {"1"}
    assert set(changed.index) == set(now.index)
    new = changed[changed[mark] == "3"]
    (code,) = changed.index[changed[mark] == "2"]
    gone = sorted(set(before.index) - set(now.index))
    assert set(new.index) | {code} == set(now.index) - set(before.index)
    merged = before.geometry[gone].union_all()
    assert merged.symmetric_difference(changed.geometry[[*new.index, code]].union_all()).area < 1e-3
    same = before[before.buurtnaam == changed.buurtnaam[code]].geometry.iloc[0]
    assert same.symmetric_difference(changed.geometry[code]).area < 1e-3


def test_voorbeeldstad_has_codes_with_letters_and_says_that_it_is_invented() -> None:
    buurten = _areas(STAD, 2024, "buurten")
    assert buurten.index.map(is_code).all()
    assert any(not code[2:].isdigit() for code in buurten.index)
    assert set(buurten.gemeentenaam) == {"Voorbeeldstad (verzonnen)"}
    assert set(buurten.bron) == {"voorbeeld"}
    assert "verzonnen" in (STAD / "LEESMIJ.md").read_text(encoding="utf-8")


def test_voorbeeldstad_lies_in_open_water(shared: Path) -> None:
    (stad,) = _areas(STAD, 2024, "gemeente").geometry
    land = gpd.read_file(
        shared / "boundaries" / "nl_buurten_2024_hybride.gpkg", bbox=tuple(stad.buffer(3000).bounds)
    ).to_crs(RD)
    assert land.distance(stad).min() > 1000 if len(land) else True
    gemeenten = gpd.read_file(shared / "boundaries" / "nl_gemeenten_2024.geojson").to_crs(RD)
    assert not gemeenten.intersects(stad).any()


def test_no_code_of_the_examples_occurs_in_real_data(shared: Path) -> None:
    real = set(
        gpd.read_file(
            shared / "boundaries" / "nl_buurten_2024_hybride.gpkg",
            ignore_geometry=True,
            columns=["buurtcode"],
        ).buurtcode.str[2:6]
    )
    for name in ("nl_wijken_2016_rd.geojson", "nl_gemeenten_2018.geojson", "nl_gemeenten_2024.geojson"):
        frame = gpd.read_file(shared / "boundaries" / name, ignore_geometry=True)
        text = frame.astype("str").stack()
        real |= set(text[text.str.fullmatch(r"(?:WK\d{6}|GM\d{4})")].str[2:6])
    assert "0307" in real
    assert real & {"9990", "9991", "9992"} == set()


def test_every_figure_is_of_a_known_area_indicator_and_year(figures: pd.DataFrame) -> None:
    known = catalogue.indicators()
    assert not figures.gebied.str.startswith("NL").any()
    assert set(figures.bron) == {"voorbeeld"}
    assert not figures.duplicated(["gebied", "jaar", "indicator"]).any()
    years = {2019: range(2015, 2020), 2024: range(2020, 2025)}
    for drawn, span in years.items():
        codes = {code for level in LEVELS for code in _areas(STAD, drawn, level).index}
        assert set(figures[figures.jaar.isin(span)].gebied) == codes
    for name, rows in figures.groupby("indicator"):
        entry = known[str(name)]
        assert entry.since is None or rows.jaar.min() >= entry.since, name
        assert entry.until is None or rows.jaar.max() <= entry.until, name


def test_every_theme_and_health_of_three_years_has_figures(figures: pd.DataFrame) -> None:
    known = catalogue.indicators()
    assert {known[name].theme for name in figures.indicator.unique()} == set(catalogue.themes())
    assert set(figures[figures.indicator == "eenzaam_pct"].jaar) == {2016, 2020, 2022}
    for name in figures[figures.status == "schatting"].indicator.unique():
        assert catalogue.sources()[known[name].source].estimate, name


def test_a_value_is_there_exactly_when_the_status_says_so(figures: pd.DataFrame) -> None:
    assert set(figures.status) == {"", "schatting", "geheim", "later"}
    assert (figures.status.isin(["geheim", "later"]) == (figures.waarde == "")).all()
    assert figures[figures.status == "later"].jaar.unique().tolist() == [2024]


def test_counts_of_wijken_and_buurten_are_multiples_of_five(figures: pd.DataFrame) -> None:
    police = {name for name, entry in catalogue.indicators().items() if entry.source == "politie"}
    exact = police | {"oppervlakte"}
    counts = {name for name, entry in catalogue.indicators().items() if entry.kind == "count"} - exact
    rows = figures[figures.indicator.isin(counts) & figures.getal.notna()]
    small = rows[~rows.gebied.str.startswith("GM")]
    assert (small.getal % 5 == 0).all()
    assert (rows[rows.gebied.str.startswith("GM")].getal % 5 != 0).any()
    assert (figures[figures.indicator == "inkomensontvangers"].getal.dropna() % 100 == 0).all()


def test_parts_do_not_add_up_exactly(figures: pd.DataFrame) -> None:
    people = figures[(figures.indicator == "inwoners") & (figures.jaar == 2024)].set_index("gebied").getal
    buurten = people[people.index.str.startswith("BU")]
    sums = buurten.groupby(buurten.index.map(parent_of)).sum()
    assert (sums != people.reindex(sums.index)).any()
    assert abs(buurten.sum() - people["GM9990"]) < 100


def test_ages_households_and_origins_add_up_to_about_a_hundred(figures: pd.DataFrame) -> None:
    wide = pd.concat([_wide(figures, "BU"), _wide(figures, "WK"), _wide(figures, "GM")])
    for parts in (
        ["jonger_dan_15_pct", *(f"leeftijd_{k}_pct" for k in ("15_25", "25_45", "45_65", "65_plus"))],
        [
            f"{k}_pct"
            for k in ("eenpersoonshuishoudens", "huishoudens_zonder_kinderen", "huishoudens_met_kinderen")
        ],
        [f"herkomst_{k}_pct" for k in ("nederland", "europa", "buiten_europa")],
    ):
        total = wide[parts].dropna().sum(axis=1)
        assert total.between(97, 103).all()
        assert len(total) > 50


SECRET_BELOW = {
    "leeftijd_65_plus_pct": ("inwoners", 50),
    "bevolkingsdichtheid": ("inwoners", 10),
    "inkomen_per_inwoner": ("inwoners", 100),
    "woz_waarde": ("woningvoorraad", 50),
    "koopwoningen_pct": ("woningvoorraad", 20),
    "huishoudens_laagste_40_pct": ("huishoudens", 100),
    "autos_per_huishouden": ("huishoudens", 50),
    "misdrijven_per_1000": ("inwoners", 250),
    "afstand_huisarts": ("inwoners", 10),
}


def test_figures_of_too_few_people_are_secret(figures: pd.DataFrame) -> None:
    counts = _wide(figures, "BU")
    for name, (count, least) in SECRET_BELOW.items():
        rows = figures[(figures.indicator == name) & figures.gebied.str.startswith("BU")]
        number = counts[count].reindex(pd.MultiIndex.from_frame(rows[["gebied", "jaar"]])).to_numpy()
        # A printed count is up to 4 off, so only what is clearly under or over the limit is judged.
        assert (rows.status[(number + 4 < least) & (rows.status != "later")] == "geheim").all(), name
        assert (rows.status[number - 4 > least] != "geheim").all(), name
        assert (rows.status == "geheim").any(), name


def test_small_numbers_of_clients_are_secret_in_every_form(figures: pd.DataFrame) -> None:
    for count, share in (("wmo_aantal", "wmo_per_1000"), ("jeugdzorg_aantal", "jeugdzorg_pct")):
        rows = figures[figures.indicator == count].set_index(["gebied", "jaar"])
        assert rows.getal.dropna().min() >= 5
        secret = rows[rows.status == "geheim"].index
        shares = figures[figures.indicator == share].set_index(["gebied", "jaar"])
        assert len(secret) > 10
        assert (shares.status.reindex(secret) == "geheim").all()


def test_most_of_the_newest_year_is_published_later(figures: pd.DataFrame) -> None:
    known = catalogue.indicators()
    rows = figures[(figures.jaar == 2024) & (figures.gebied == "GM9990")].set_index("indicator")
    themes = rows.index.map(lambda name: known[name].theme)
    for theme in ("Inkomen", "Uitkeringen", "Zorg en ondersteuning", "Energie", "Onderwijs", "Werk"):
        assert set(rows.status[themes == theme]) == {"later"}, theme
    assert rows.status["inwoners"] == ""


def test_every_category_has_places_and_there_are_three_hundred(places: list[dict[str, Any]]) -> None:
    assert len(places) == 300
    every = [*places, *_register("service"), *_register("contact")]
    assert {row["category"] for row in every} == set(catalogue.categories())
    kinds = {name: entry.group for name, entry in catalogue.categories().items()}
    assert not {kinds[row["category"]] for row in places} & {"activiteiten", "sleutelpersonen"}
    assert len({row["ref"] for row in places}) == 300
    words = {word for row in every for word in row.get("target_groups", [])}
    assert words <= set(catalogue.target_groups())


def test_places_lie_in_the_town_unless_they_have_no_place_yet(places: list[dict[str, Any]]) -> None:
    (stad,) = gpd.read_file(STAD / "gebieden_2024_gemeente.geojson").geometry
    located = [row for row in _register("location") if "latitude" in row]
    points = gpd.points_from_xy([row["longitude"] for row in located], [row["latitude"] for row in located])
    assert all(stad.contains(point) for point in points)
    assert 5 <= sum("latitude" not in row for row in places) <= 40
    assert {row.get("approximate", False) for row in places} == {True, False}
    assert {row["gemeente"] for row in places} == {"GM9990"}


def test_invented_contacts_cannot_be_anyones() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (STAD / "register").iterdir())
    numbers = re.findall(r'"number":"([^"]*)"', text)
    assert len(numbers) > 500
    assert all(re.fullmatch(r"020-0000\d{3}", number) for number in numbers)
    addresses = re.findall(r'"[^"]*@[^"]*"', text)
    assert len(addresses) > 300
    assert all(address.endswith('@voorbeeld.example"') for address in addresses)
    sites = re.findall(r'"https?://[^"]*"', text)
    assert len(sites) > 200
    assert all(site.startswith('"https://www.voorbeeld.example/') for site in sites)
    ages = [int(age) for age in re.findall(r'"ago":(\d+)', text)]
    assert 1 <= min(ages) <= max(ages) < 3 * 365


def test_activities_are_at_known_places(places: list[dict[str, Any]]) -> None:
    activities = _register("service")
    assert 250 <= len(activities) <= 350
    known = {row["ref"] for row in places}
    assert {at["location_id"] for row in activities for at in row.get("locations", [])} <= known
    times = [
        each
        for row in activities
        for each in [
            *row.get("schedules", []),
            *(s for at in row.get("locations", []) for s in at.get("schedules", [])),
        ]
    ]
    assert len(times) > 250
    assert all(each["freq"] or each["dtstart"] for each in times)
    # What ends before it begins ends at night.
    assert all(each["opens_at"] < each["closes_at"] or each["opens_at"] >= "19:00" for each in times)
    assert {row["category"] for row in activities} <= set(catalogue.categories())


def test_key_persons_are_clearly_invented_and_half_of_them_public() -> None:
    persons = _register("contact")
    assert len(persons) == 40
    assert all(row["name"].startswith("Voorbeeld ") for row in persons)
    given = [row["consent"] for row in persons if row.get("consent") and row["expires"].startswith("+")]
    public = sum("name" in consent["scope"] and not consent["withdrawn"] for consent in given)
    assert len(persons) * 0.4 <= public <= len(persons) * 0.6
    telling = (
        "imam",
        "pastor",
        "predikant",
        "ouderling",
        "voorganger",
        "dominee",
        "diaken",
        "kerk",
        "moskee",
        "cliënt",
        "ervaringsdeskundig",
        "patiënt",
    )
    for row in persons:
        if any(word in row["title"].casefold() for word in telling):
            assert row["special"]
            assert bool(row.get("consent")) is (row["lawful_basis"] == "toestemming")


def test_the_example_stays_small() -> None:
    assert sum(path.stat().st_size for path in STAD.glob("cijfers_*.csv")) < 2_500_000
    assert sum(path.stat().st_size for path in STAD.glob("register/*")) < 1_000_000
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*")) < 4_500_000


# Schakels in de Buurt


def _features(year: int) -> list[dict[str, Any]]:
    found = []
    for level in LEVELS:
        text = (SCHAKELS / f"{CASES[year]}_{level}.geojson").read_text(encoding="utf-8")
        found += json.loads(text)["features"]
    return found


def test_schakels_has_simple_outlines_that_say_so() -> None:
    for year in (2009, 2019):
        for feature in _features(year):
            assert feature["properties"]["schematisch"] is True
            assert feature["properties"]["bron"] == "schakels"
            assert 5 <= len(feature["geometry"]["coordinates"][0]) - 1 <= 9
        for level in LEVELS:
            areas = _areas(SCHAKELS, year, level)
            assert areas.is_valid.all()
            assert areas.union_all().area == pytest.approx(areas.area.sum(), abs=1)


def test_schakels_has_the_six_wijken_of_the_book_and_the_wijk_of_the_evaluation() -> None:
    names = set(_areas(SCHAKELS, 2009, "wijken").wijknaam)
    assert names == {
        "De Koppel", "Kruiskamp", "Schothorst-Zuid", "Schothorst-Noord", "Randenbroek", "Schuilenburg",
    }  # fmt: skip
    assert set(_areas(SCHAKELS, 2019, "wijken").wijknaam) == {"Bankras/Kostverloren"}


def test_figures_of_the_book_have_its_source_and_known_indicators() -> None:
    rows = _table(SCHAKELS)
    assert set(rows.indicator) <= set(catalogue.indicators())
    assert set(rows.bron) == {"schakels"}
    assert set(rows.jaar) == {2009}
    codes = {code for level in LEVELS for code in _areas(SCHAKELS, 2009, level).index}
    assert set(rows.gebied) == codes
    wijk = rows.set_index(["gebied", "indicator"]).getal
    assert wijk["WK999113", "leeftijd_65_plus_pct"] == 23
    assert wijk["GM9991", "sociale_kwaliteit_cijfer"] == 5.9


def test_the_population_that_the_book_gives_twice_is_told_and_used_once() -> None:
    rows = _table(SCHAKELS).query("indicator == 'inwoners'").set_index("gebied")
    assert rows.getal[["WK999108", "WK999109"]].tolist() == [4813, 8005]
    assert (rows.status[["WK999106", "WK999107"]] == "niet gemeten").all()
    notes = {
        (row["gebied"], row["indicator"]): row["opmerking"] for row in _rows(SCHAKELS / "opmerkingen.csv")
    }
    for code in ("WK999106", "WK999107", "WK999108", "WK999109"):
        text = notes[code, "inwoners"]
        assert {"§3.1", "§5.1"} <= set(re.findall(r"§\d\.\d", text))
        assert re.search(r"4\.813|8\.005", text)
    readme = (SCHAKELS / "LEESMIJ.md").read_text(encoding="utf-8")
    assert "4.813" in readme
    assert "8.005" in readme


def test_every_contradiction_is_of_a_known_area_and_indicator() -> None:
    codes = {
        code for year in (2009, 2019) for level in LEVELS for code in _areas(SCHAKELS, year, level).index
    }
    for row in _rows(SCHAKELS / "opmerkingen.csv"):
        assert row["gebied"] in codes
        assert row["indicator"] == "" or row["indicator"] in catalogue.indicators()
        assert row["opmerking"]


def test_there_is_no_person_in_schakels() -> None:
    names = {path.name for path in SCHAKELS.iterdir()}
    assert not any("sleutelpersonen" in name for name in names)
    for path in SCHAKELS.glob("*.csv"):
        for row in _rows(path):
            assert not {"rol", "mag_openbaar"} & row.keys()
            assert not row.get("telefoon")
            assert not row.get("email")


def test_places_of_schakels_are_approximate_and_inside_their_outline() -> None:
    for year, gemeente in ((2009, "GM9991"), (2019, "GM9992")):
        rows = _rows(SCHAKELS / f"{CASES[year]}_plekken.csv")
        (outline,) = gpd.read_file(SCHAKELS / f"{CASES[year]}_gemeente.geojson").geometry
        assert {row["gemeentecode"] for row in rows} == {gemeente}
        assert {row["categorie"] for row in rows} <= set(catalogue.categories())
        located = [row for row in rows if row["lat"]]
        assert located
        assert all(row["locatie"] == "ongeveer" for row in located)
        points = gpd.points_from_xy([float(r["lon"]) for r in located], [float(r["lat"]) for r in located])
        assert all(outline.contains(point) for point in points)
        assert all("§" in row["omschrijving"] or "rochure" in row["omschrijving"] for row in rows)


def test_no_two_example_files_have_the_same_name() -> None:
    names = [path.name for path in EXAMPLES.rglob("*") if path.suffix in {".csv", ".geojson"}]
    assert len(names) == len(set(names))
    assert all(level_of(code) for code in ("GM9990", "GM9991", "GM9992"))
