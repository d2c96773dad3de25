"""The reader of boundaries, on small files with every quirk and on the real ones."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from tests import effort
from wijkkaart.build.geofile import read_geofile
from wijkkaart.build.parts import Context, Loaded, NotYet
from wijkkaart.build.readers import boundaries, reader_of
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.model import AREA_COLUMNS, OBSERVATION_COLUMNS
from wijkkaart.raw import Raw
from wijkkaart.store import Entry, Store

SETTINGS = Settings()
Columns = dict[str, list[object]]


def cell(i: int, size: float = 100) -> BaseGeometry:
    """The i-th of a row of squares near Amersfoort, in RD."""
    return box(150_000 + 100 * i, 460_000, 150_000 + 100 * i + size, 460_000 + size)


def frame(columns: Columns, shapes: list[BaseGeometry | None] | None = None) -> gpd.GeoDataFrame:
    rows = len(next(iter(columns.values())))
    return gpd.GeoDataFrame(columns, geometry=shapes or [cell(i) for i in range(rows)], crs=28992)


def raw_of(
    columns: Columns,
    shapes: list[BaseGeometry | None] | None = None,
    *,
    name: str = "buurten_2024.gpkg",
    layer: str = "",
) -> Raw:
    """A layer as `read_geofile` gives it."""
    table = frame(columns, shapes)
    return Raw(Path(name), pd.DataFrame(table.drop(columns="geometry")), table.geometry, layer)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "gegevens")


@pytest.fixture
def read(store: Store) -> Callable[..., Loaded]:
    """Read a layer with what is in the store."""

    def _read(raw: Raw, year: int | None = None) -> Loaded:
        assert boundaries.matches(raw)
        return boundaries.read(raw, Context(store, year))

    return _read


def keep(store: Store, loaded: Loaded) -> None:
    """Put what a file gave in the store."""
    name = f"{loaded.report.kind}-{len(store.manifest.entries)}"
    with store.transaction() as draft:
        draft.add(Entry(name, name, loaded.report.kind, loaded.source), areas=loaded.areas)


def areas_of(loaded: Loaded) -> gpd.GeoDataFrame:
    assert loaded.areas is not None
    return loaded.areas.set_index("code")


BUURTEN: Columns = {
    "buurtcode": ["BU03070601", "BU0307AF02"],
    "buurtnaam": ["De Koppel", "Kruiskamp"],
    "wijkcode": ["WK030706", "WK0307AF"],
    "gemeentecode": ["GM0307", "GM0307"],
    "gemeentenaam": ["Amersfoort", "Amersfoort"],
}

GENERATIONS: dict[str, Columns] = {
    "OGC API": BUURTEN
    | {"indelingswijziging_wijken_en_buurten": [1, 2], "water": ["NEE", "NEE"], "jaar": [2023, 2023]},
    "WFS": BUURTEN
    | {"indelingswijzigingWijkenEnBuurten": ["1", "2"], "jrstatcode": ["2023BU03070601", "2023BU0307AF02"]},
    "GeoPackage 2021": BUURTEN
    | {
        "indelingswijziging_wijken_en_buurten": [1.0, 2.0],
        "jaarstatcode": ["2023BU03070601", "2023BU0307AF02"],
    },
    "shapefile": {
        "BU_CODE": BUURTEN["buurtcode"],
        "BU_NAAM": BUURTEN["buurtnaam"],
        "WK_CODE": BUURTEN["wijkcode"],
        "GM_CODE": BUURTEN["gemeentecode"],
        "GM_NAAM": BUURTEN["gemeentenaam"],
        "IND_WBI": [1, 2],
        "H2O": ["NEE", "NEE"],
        "JAAR": [2023.0, 2023.0],
    },
    "cut off": {
        "buurtcode": BUURTEN["buurtcode"],
        "buurtnaam": BUURTEN["buurtnaam"],
        "gemeenteco": BUURTEN["gemeentecode"],
        "gemeentena": BUURTEN["gemeentenaam"],
        "indelingsw": [1, 2],
        "jaarstatco": ["2023BU03070601", "2023BU0307AF02"],
    },
    "gebiedsindelingen": {
        "statcode": BUURTEN["buurtcode"],
        "statnaam": BUURTEN["buurtnaam"],
        "jrstatcode": ["2023BU03070601", "2023BU0307AF02"],
        "gemeentenaam": BUURTEN["gemeentenaam"],
        "ind_wbi": ["1", "2"],
    },
    "padded": {
        "code": ["BU03070601  ", " bu0307af02"],
        "naam": ["De Koppel   ", " Kruiskamp"],
        "gemeentenaam": ["Amersfoort      ", "Amersfoort"],
        "indelingswijziging": ["1 ", " 2"],
        "jaar": ["2023", "2023"],
    },
}


@pytest.mark.parametrize("columns", GENERATIONS.values(), ids=GENERATIONS)
def test_every_generation_of_column_names_gives_the_same_areas(
    read: Callable[..., Loaded], columns: Columns
) -> None:
    loaded = read(raw_of(columns, name="kaart.gpkg"))
    found = areas_of(loaded)
    assert [*found.reset_index().columns] == [*AREA_COLUMNS, "geometry"]
    assert found.crs == "EPSG:28992"
    assert found.index.tolist() == ["BU03070601", "BU0307AF02"]
    assert set(found.level) == {"buurt"}
    assert set(found.year) == {2023}
    assert found.name.tolist() == ["De Koppel", "Kruiskamp"]
    assert set(found.gemeente) == {"GM0307"}
    assert set(found.gemeente_name) == {"Amersfoort"}
    assert found.change.tolist() == ["1", "2"]
    assert not found.schematic.any()
    assert (loaded.report.read, loaded.report.kept) == (2, 2)
    assert loaded.report.kind == "Buurten 2023 (CBS/PDOK)"
    assert loaded.source == "cbs-wijkbuurtkaart"
    assert not loaded.report.left_out
    assert not loaded.report.notes


def test_the_wijken_of_2016_are_read(read: Callable[..., Loaded]) -> None:
    columns: Columns = {"WKC": ["WK030705"], "WKN": ["Bosgebied"], "GMC": ["GM0307"], "GMN": ["Amersfoort"]}
    found = areas_of(read(raw_of(columns, name="wijken_2016.geojson")))
    row = found.loc["WK030705"]
    assert (row.level, row["name"], row.gemeente_name, row.year) == ("wijk", "Bosgebied", "Amersfoort", 2016)


def test_gemeenten_are_read_without_those_abroad(read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "gemeentecode": ["GM0998", "GM0307", "GM0744"],
        "gemeentenaam": ["Buitenland", "Amersfoort", "Baarle-Nassau"],
        "water": ["NEE", "NEE", "B"],
    }
    loaded = read(raw_of(columns, name="gemeenten_2024.geojson"))
    row = areas_of(loaded).loc["GM0307"]
    assert (row.level, row["name"], row.gemeente, row.gemeente_name) == (
        "gemeente",
        "Amersfoort",
        "GM0307",
        "Amersfoort",
    )
    assert loaded.report.left_out == {"buitenland": 2}


def test_water_is_left_out_and_counted(read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "buurtcode": ["BU03070601", "BU03070602", "BU03079997", "BU03079998"],
        "buurtnaam": ["a", None, "c", "d"],
        "water": ["NEE", "JA", "NEE", "NEE"],
    }
    loaded = read(raw_of(columns))
    assert areas_of(loaded).index.tolist() == ["BU03070601"]
    assert loaded.report.left_out == {"water": 3}


def test_rows_that_arent_an_area_are_left_out_with_the_reason(read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "statcode": ["BU03070601", "", None, "onzin", "BU0307", "NL00", "NL01", "PV26", "BU0307060é"],
        "statnaam": list("abcdefghi"),
    }
    loaded = read(raw_of(columns))
    assert areas_of(loaded).index.tolist() == ["BU03070601"]
    assert loaded.report.left_out == {
        "geen gebiedscode": 2,
        "ongeldige gebiedscode": 2,
        "ander gebied dan een gemeente, wijk of buurt": 4,
    }
    assert loaded.report.read == loaded.report.kept + sum(loaded.report.left_out.values())


def test_codes_written_as_numbers_are_completed(read: Callable[..., Loaded]) -> None:
    columns: Columns = {"buurtcode": [3070601, 3070602], "buurtnaam": ["a", "b"]}
    loaded = read(raw_of(columns))
    assert areas_of(loaded).index.tolist() == ["BU03070601", "BU03070602"]
    assert loaded.report.repaired == {"gebiedscode aangevuld": 2}


def test_parents_come_from_the_code_itself(read: Callable[..., Loaded]) -> None:
    columns = BUURTEN | {
        "wijkcode": ["WK03070601", "WK0307AF"],
        "gemeentecode": ["GM0307", "GM9999"],
    }
    loaded = read(raw_of(columns))
    assert set(areas_of(loaded).gemeente) == {"GM0307"}
    assert [note.split(" past ")[0] for note in loaded.report.notes] == ["Bij 1 van de 2 gebieden"] * 2


def test_codes_that_were_re_used_are_kept_per_year(read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "wijkcode": ["WK030705", "WK030705"],
        "wijknaam": ["Bosgebied", "Isselt"],
        "jaar": [2014, 2024],
    }
    loaded = read(raw_of(columns, name="wijken.gpkg"))
    found = areas_of(loaded)
    assert list(zip(found.year, found["name"], strict=True)) == [(2014, "Bosgebied"), (2024, "Isselt")]
    assert loaded.report.kind == "Wijken 2014 t/m 2024 (CBS/PDOK)"


def test_layers_with_several_levels_are_told_apart_by_their_codes(read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "code": ["GM0307", "WK030706", "BU03070601"],
        "naam": ["Amersfoort", "De Koppel", "Kruiskamp"],
    }
    loaded = read(raw_of(columns))
    assert areas_of(loaded).level.tolist() == ["gemeente", "wijk", "buurt"]
    assert loaded.report.kind == "Buurten, wijken en gemeenten 2024 (CBS/PDOK)"


def test_names_that_are_missing_or_double_are_no_problem(read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "buurtcode": ["BU03070601", "BU03070602", "BU03070603"],
        "buurtnaam": ["Centrum", "Centrum", None],
    }
    loaded = read(raw_of(columns))
    assert areas_of(loaded)["name"].tolist() == ["Centrum", "Centrum", "BU03070603"]
    assert set(areas_of(loaded).gemeente_name) == {""}
    assert loaded.report.repaired == {"naam ontbreekt: de code is als naam gebruikt": 1}


def test_the_name_of_the_gemeente_comes_from_what_was_loaded_before(
    store: Store, read: Callable[..., Loaded]
) -> None:
    columns: Columns = {"gemeentecode": ["GM0307"], "gemeentenaam": ["Amersfoort"]}
    keep(store, read(raw_of(columns, name="gemeenten_2023.gpkg")))
    found = read(raw_of({"statcode": ["BU03070601"], "statnaam": ["a"]}))
    assert areas_of(found).gemeente_name.tolist() == ["Amersfoort"]


def test_outlines_are_repaired_and_counted(read: Callable[..., Loaded]) -> None:
    bow_tie = Polygon([(150_000, 460_000), (150_010, 460_010), (150_010, 460_000), (150_000, 460_010)])
    shapes: list[BaseGeometry | None] = [bow_tie, None, MultiPolygon(), Point(150_000, 460_000)]
    shapes += [cell(1), cell(1), cell(2), cell(4)]
    columns: Columns = {
        "buurtcode": [f"BU0307060{i}" for i in (1, 2, 3, 4, 5, 5, 6, 6)],
        "buurtnaam": list("abcdefgh"),
    }
    loaded = read(raw_of(columns, shapes))
    found = areas_of(loaded)
    assert found.index.tolist() == ["BU03070601", "BU03070605", "BU03070606"]
    assert found.geometry.is_valid.all()
    assert found.geometry["BU03070606"].area == pytest.approx(20_000)
    assert loaded.report.repaired == {
        "ongeldige omtrek hersteld": 1,
        "losse delen van één gebied samengevoegd": 1,
    }
    assert loaded.report.left_out == {"geen omtrek": 2, "geen vlak": 1, "dubbel, met dezelfde omtrek": 1}


def test_rd_in_geojson_without_a_crs_is_recognised(tmp_path: Path, read: Callable[..., Loaded]) -> None:
    path = tmp_path / "buurten_2024.geojson"
    frame(BUURTEN).to_file(path)
    content = json.loads(path.read_text())
    del content["crs"]
    path.write_text(json.dumps(content))
    (raw,) = read_geofile(path, SETTINGS)
    loaded = read(raw)
    assert areas_of(loaded).geometry.area.tolist() == pytest.approx([10_000, 10_000])
    assert loaded.report.repaired == {"coördinaten zijn RD, maar dat stond niet in het bestand": 2}


def test_latitude_and_longitude_that_were_swapped_are_put_right(
    tmp_path: Path, read: Callable[..., Loaded]
) -> None:
    path = tmp_path / "buurten_2024.geojson"
    table = frame(BUURTEN).to_crs(4326)
    swapped = [Polygon([(y, x) for x, y in shape.exterior.coords]) for shape in table.geometry]
    table.set_geometry(gpd.GeoSeries(swapped, crs=4326)).to_file(path)
    (raw,) = read_geofile(path, SETTINGS)
    loaded = read(raw)
    assert areas_of(loaded).geometry.area.tolist() == pytest.approx([10_000, 10_000], rel=0.01)
    assert loaded.report.repaired == {"x en y (lengte en breedte) stonden verwisseld": 2}


@pytest.mark.parametrize(
    ("name", "layer", "year"),
    [
        ("wijkenbuurten_2022_v1.gpkg", "buurten", 2022),
        ("WijkBuurtkaart_2022_v3.zip", "buurt", 2022),
        ("download.zip", "buurt_2012", 2012),
        ("buurten_2024.gpkg", "cbs_buurten_2016", 2016),
        ("cbsgebiedsindelingen2025.gpkg", "buurt_gegeneraliseerd", 2025),
        ("export_20251122_buurten_2023.gpkg", "", 2023),
    ],
)
def test_the_year_comes_from_the_name_of_the_layer_or_file(
    read: Callable[..., Loaded], name: str, layer: str, year: int
) -> None:
    assert set(areas_of(read(raw_of(BUURTEN, name=name, layer=layer))).year) == {year}


def test_the_year_that_the_publisher_told_goes_before_that_in_a_name(read: Callable[..., Loaded]) -> None:
    raw = raw_of({"buurtcode": ["BU03070101"], "buurtnaam": ["Hof"]}, name="buurten_2019.gpkg")
    raw.facts = {"year": "2016", "note": "Van de WFS."}
    loaded = read(raw)
    assert areas_of(loaded).year.tolist() == [2016]
    assert "Van de WFS." in loaded.report.notes


def test_the_year_that_the_user_names_counts_only_when_the_file_tells_none(
    read: Callable[..., Loaded],
) -> None:
    assert set(areas_of(read(raw_of(BUURTEN, name="buurten.gpkg"), 2020)).year) == {2020}
    assert set(areas_of(read(raw_of(BUURTEN), 2020)).year) == {2024}
    assert set(areas_of(read(raw_of(BUURTEN, name="2016_en_2024.gpkg"), 2020)).year) == {2020}


def test_a_file_of_which_nobody_knows_the_year_waits(read: Callable[..., Loaded]) -> None:
    with pytest.raises(NotYet, match=r"buurten_2024\.gpkg"):
        read(raw_of(BUURTEN, name="buurten.gpkg"))


def test_the_year_is_that_of_the_areas_with_the_same_codes(store: Store, read: Callable[..., Loaded]) -> None:
    keep(store, read(raw_of(BUURTEN, name="buurten_2023.gpkg")))
    other = BUURTEN | {"buurtcode": ["BU03070601", "BU03070699"]}
    keep(store, read(raw_of(other, name="buurten_2024.gpkg")))
    loaded = read(raw_of(BUURTEN, name="buurten.gpkg"))
    assert set(areas_of(loaded).year) == {2023}
    assert "2023" in loaded.report.notes[0]


def test_of_years_with_the_same_codes_the_one_with_the_same_outlines_counts_and_else_the_newest(
    store: Store, read: Callable[..., Loaded]
) -> None:
    old, new = [cell(0), cell(1)], [cell(0), cell(1, size=60)]
    for year, shapes in ((2019, old), (2020, old), (2021, new), (2022, new)):
        keep(store, read(raw_of(BUURTEN, shapes, name=f"buurten_{year}.gpkg")))
    assert set(areas_of(read(raw_of(BUURTEN, old, name="a.gpkg"))).year) == {2020}
    assert set(areas_of(read(raw_of(BUURTEN, new, name="a.gpkg"))).year) == {2022}


def test_codes_are_found_by_name_and_place(store: Store, read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "buurtcode": ["BU03070601", "BU03070602", "BU03070603", "BU03070604", "BU03070605"],
        "buurtnaam": ["Centrum", "Centrum", "'t Höfke", "Wijk 04 Zuid", "Noord"],
    }
    keep(store, read(raw_of(columns)))
    names: Columns = {"name": ["Centrum", "Centrum", "T HOFKE", "Zuid", "Noord"]}
    shapes = [cell(1), cell(0), cell(2), cell(3), cell(9)]
    loaded = read(raw_of(names, shapes, name="grenzen.geojson"))
    found = areas_of(loaded)
    assert found.index.tolist() == ["BU03070602", "BU03070601", "BU03070603", "BU03070604"]
    assert set(found.year) == {2024}
    assert loaded.report.left_out == {"naam niet gevonden op deze plek": 1}
    assert "naam en plek" in loaded.report.notes[0]


def test_names_without_known_areas_wait(store: Store, read: Callable[..., Loaded]) -> None:
    names: Columns = {"name": ["De Koppel", "Kruiskamp"]}
    with pytest.raises(NotYet, match="geen gebiedscodes"):
        read(raw_of(names, name="grenzen.geojson"))
    keep(store, read(raw_of(BUURTEN)))
    with pytest.raises(NotYet, match="geen gebiedscodes"):
        read(raw_of(names, [cell(50), cell(51)], name="grenzen.geojson"))
    with pytest.raises(NotYet, match="geen gebiedscodes"):
        read(raw_of(names, name="grenzen_2016.geojson"))
    assert len(areas_of(read(raw_of(names, name="grenzen_2024.geojson")))) == 2


def test_a_file_without_any_usable_area_is_refused(read: Callable[..., Loaded]) -> None:
    water: Columns = {"buurtcode": ["BU03079997", "BU03079998"], "buurtnaam": ["a", "b"]}
    with pytest.raises(InvalidFile, match=r"buurten_2024\.gpkg.*2 keer water") as caught:
        read(raw_of(water))
    assert caught.value.expected
    assert caught.value.remedy


def test_figures_come_along_with_why_there_is_none(read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "buurtcode": [f"BU0307060{i}" for i in range(6)],
        "buurtnaam": list("abcdef"),
        "aantal_inwoners": [1000, -99995, -99997, -99991, -99999999, 0],
        "iets_onbekends": [1, 2, 3, 4, 5, 6],
    }
    statuses = ["ok", "later", "secret", "discontinued", "not measured", "ok"]
    for kind in ("int64", "float64"):
        raw = raw_of(columns)
        raw.frame["aantal_inwoners"] = raw.frame.aantal_inwoners.astype(kind)
        loaded = read(raw)
        assert loaded.observations is not None
        assert [*loaded.observations.columns] == [*OBSERVATION_COLUMNS]
        found = loaded.observations[loaded.observations.indicator == "inwoners"].set_index("code")
        assert found.status.tolist() == statuses
        assert found["value"].tolist()[0] == 1000
        assert found["value"].isna().tolist() == [False, True, True, True, True, False]
        assert set(found.source) == {"cbs-kwb"}
        assert set(found.year) == {2024}
        assert "iets_onbekends" in loaded.report.notes[0]


def test_a_figure_that_is_null_isnt_zero(read: Callable[..., Loaded]) -> None:
    loaded = read(raw_of(BUURTEN | {"aantal_inwoners": [None, np.nan]}))
    assert loaded.observations is not None
    assert set(loaded.observations.status) == {"not measured"}
    assert loaded.observations["value"].isna().all()


def test_what_is_left_out_gives_no_figures(read: Callable[..., Loaded]) -> None:
    columns: Columns = {
        "buurtcode": ["BU03070601", "BU03070601", "BU03079997"],
        "buurtnaam": ["a", "a", "IJsselmeer"],
        "aantal_inwoners": [10, 20, 30],
    }
    loaded = read(raw_of(columns))
    assert loaded.observations is not None
    figures = loaded.observations[loaded.observations.indicator == "inwoners"]
    assert list(zip(figures.code, figures["value"], strict=True)) == [("BU03070601", 10)]


def test_schematic_outlines_and_their_own_source_are_taken_over(read: Callable[..., Loaded]) -> None:
    loaded = read(raw_of(BUURTEN | {"schematisch": [True, False], "bron": ["voorbeeld", "voorbeeld"]}))
    assert areas_of(loaded).schematic.tolist() == [True, False]
    assert areas_of(loaded).schematic.dtype == bool
    assert loaded.source == "voorbeeld"
    assert loaded.report.kind == "Buurten 2024"


def test_a_zipped_shapefile_of_old_is_read(tmp_path: Path, read: Callable[..., Loaded]) -> None:
    columns = GENERATIONS["shapefile"] | {"BU_NAAM": ["Súdwest", "b"], "AANT_INW": [100, -99999999]}
    table = frame({name: values for name, values in columns.items() if name != "JAAR"})
    table.to_file(tmp_path / "buurt.shp", encoding="cp1252")
    path = tmp_path / "buurt_2012_v3.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in ("shp", "shx", "dbf", "prj"):
            archive.write(tmp_path / f"buurt.{part}", f"shape 2012/BUURT.{part.upper()}")
    (raw,) = read_geofile(path, SETTINGS)
    loaded = read(raw)
    assert areas_of(loaded)["name"].tolist() == ["Súdwest", "b"]
    assert set(areas_of(loaded).year) == {2012}
    assert loaded.observations is not None
    assert "inwoners" in set(loaded.observations.indicator)


def test_three_layers_of_one_geopackage_are_each_their_level(
    tmp_path: Path, read: Callable[..., Loaded]
) -> None:
    path = tmp_path / "wijkenbuurten_2024.gpkg"
    wijken: Columns = {
        "wijkcode": ["WK030706"],
        "wijknaam": ["De Koppel"],
        "gemeentecode": ["GM0307"],
        "gemeentenaam": ["Amersfoort"],
    }
    gemeenten: Columns = {"gemeentecode": ["GM0307"], "gemeentenaam": ["Amersfoort"]}
    for layer, columns in (("gemeenten", gemeenten), ("wijken", wijken), ("buurten", BUURTEN)):
        frame(columns).to_file(path, layer=layer)
    kinds = [read(raw).report.kind for raw in read_geofile(path, SETTINGS)]
    assert kinds == ["Gemeenten 2024 (CBS/PDOK)", "Wijken 2024 (CBS/PDOK)", "Buurten 2024 (CBS/PDOK)"]


def test_points_tables_leefbaarometer_and_buildings_arent_boundaries() -> None:
    points: list[BaseGeometry | None] = [Point(150_000, 460_000), Point(150_001, 460_000)]
    assert not boundaries.matches(raw_of(BUURTEN, points))
    assert not boundaries.matches(Raw(Path("a.gpkg"), pd.DataFrame(BUURTEN)))
    assert not boundaries.matches(raw_of(BUURTEN, [None, None]))
    assert not boundaries.matches(raw_of(BUURTEN | {"raw_kscore": [7, 8]}))
    assert not boundaries.matches(raw_of(BUURTEN | {"lbm24": [7, 8]}))
    assert not boundaries.matches(raw_of({"hoogte": [7, 8]}))
    buildings: Columns = {"buurtcode": ["BU03070601"] * 20, "bouwjaar": [1970] * 20}
    assert not boundaries.matches(raw_of(buildings))


# What each of the real files gives, counted apart with plain pandas.
REAL = {
    "amersfoort_buurten_2024.geojson": ("Buurten 2024", 145, {}, {}),
    "amersfoort_wijken_2016.geojson": ("Wijken 2016", 31, {}, {}),
    "amersfoort_wijken_2024.geojson": ("Wijken 2024", 33, {"ongeldige omtrek hersteld": 3}, {}),
    "amstelveen_buurten_2024.geojson": ("Buurten 2024", 47, {}, {}),
    "amstelveen_wijken_2016.geojson": ("Wijken 2016", 1, {}, {}),
    "amstelveen_wijken_2024.geojson": ("Wijken 2024", 14, {}, {}),
    "baarn_buurten_2024_pdok_all_attributes.geojson": ("Buurten 2024", 21, {}, {}),
    "ede_veldhuizen_buurten.geojson": ("Buurten 2024", 6, {}, {}),
    "ede_wijkenbuurtenwijken.geojson": ("Wijken 2024", 17, {}, {}),
    "nl_buurten_2024_hybride.gpkg": ("Buurten 2024", 14_566, {}, {}),
    "nl_gemeenten_2018.geojson": ("Gemeenten 2018", 380, {"ongeldige omtrek hersteld": 5}, {"buitenland": 1}),
    "nl_gemeenten_2024.geojson": ("Gemeenten 2024", 342, {"ongeldige omtrek hersteld": 7}, {"buitenland": 1}),
    "nl_wijken_2016_rd.geojson": (
        "Wijken 2016",
        2979,
        {"ongeldige omtrek hersteld": 12, "losse delen van één gebied samengevoegd": 1},
        {"geen omtrek": 2},
    ),
    "nl_wijken_2024_hybride.gpkg": ("Wijken 2024", 3393, {}, {}),
    "tauvic_cbs_buurten.gpkg": ("Buurten 2021", 16, {}, {"water": 1}),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_a_real_file_gives_what_is_in_it(shared: Path, read: Callable[..., Loaded], name: str) -> None:
    kind, kept, repaired, left_out = REAL[name]
    (raw,) = read_geofile(shared / "boundaries" / name, SETTINGS)
    assert reader_of(raw) is boundaries
    loaded = read(raw)
    found = areas_of(loaded)
    assert loaded.report.kind == f"{kind} (CBS/PDOK)"
    assert loaded.report.kept == len(found) == kept
    assert loaded.report.repaired == repaired
    assert loaded.report.left_out == left_out
    united = loaded.report.repaired["losse delen van één gebied samengevoegd"]
    assert loaded.report.read == kept + united + sum(left_out.values())
    assert found.index.is_unique
    assert found.geometry.is_valid.all()
    assert (found.gemeente_name != "").all()
    assert set(found.geometry.geom_type) <= {"Polygon", "MultiPolygon"}
    x0, y0, x1, y1 = found.total_bounds
    assert 0 < x0 < x1 < 300_000
    assert 290_000 < y0 < y1 < 640_000


@pytest.mark.shared
def test_the_real_files_without_year_or_codes_are_understood_after_others(
    shared: Path, store: Store, read: Callable[..., Loaded]
) -> None:
    folder = shared / "boundaries"
    with_code, with_name = (
        read_geofile(folder / f"amstelveen_buurten_fullres_{name}", SETTINGS)[0]
        for name in ("met_code.gpkg", "rd.geojson")
    )
    for raw in (with_code, with_name):
        with pytest.raises(NotYet):
            read(raw)
    for name in ("amersfoort_buurten_2024.geojson", "amstelveen_buurten_2024.geojson"):
        keep(store, read(read_geofile(folder / name, SETTINGS)[0]))
    one, other = read(with_code), read(with_name)
    assert len(areas_of(one)) == len(areas_of(other)) == 47
    assert one.report.kind == other.report.kind == "Buurten 2024 (CBS/PDOK)"
    assert areas_of(one).index.tolist() == areas_of(other).index.tolist()
    assert set(areas_of(other).gemeente_name) == {"Amstelveen"}
    assert (areas_of(one).geometry.distance(areas_of(other).geometry) == 0).all()


@pytest.mark.shared
def test_the_country_is_read_by_the_column(shared: Path, read: Callable[..., Loaded]) -> None:
    loaded: list[Loaded] = []

    def work() -> None:
        (raw,) = read_geofile(shared / "boundaries" / "nl_buurten_2024_hybride.gpkg", SETTINGS)
        loaded.append(read(raw))

    lines = effort.of(work)
    found = areas_of(loaded[0])
    assert lines < 200 * len(found)
    assert int(found.schematic.sum()) == 2421
    assert int(found.index.str[2:].str.contains("[A-Z]").sum()) == 516


@pytest.mark.shared
def test_files_with_stops_and_leefbaarometer_belong_to_others(shared: Path) -> None:
    names = [*shared.glob("facilities/*.geojson"), *shared.glob("liveability/*.geojson")]
    assert len(names) == 4
    for path in names:
        assert not any(boundaries.matches(raw) for raw in read_geofile(path, SETTINGS))
