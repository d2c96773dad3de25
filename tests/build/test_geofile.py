"""Reading geographic files, honest and hostile ones."""

import json
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from wijkkaart.build.geofile import read_geofile
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile

SETTINGS = Settings()


def areas(n: int = 3) -> gpd.GeoDataFrame:
    codes = [f"BU0307{i:04d}" for i in range(n)]
    shapes = [box(150_000 + 100 * i, 460_000, 150_100 + 100 * i, 460_100) for i in range(n)]
    names = [f"Súdwest {i}" for i in range(n)]
    return gpd.GeoDataFrame({"buurtcode": codes, "buurtnaam": names}, geometry=shapes, crs=28992)


def collection(properties: list[dict[str, object]], **members: object) -> dict[str, object]:
    ring = [[5.3, 52.1], [5.4, 52.1], [5.4, 52.2], [5.3, 52.1]]
    features = [
        {"type": "Feature", "properties": each, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for each in properties
    ]
    return {"type": "FeatureCollection", **members, "features": features}


def write_json(path: Path, content: object, encoding: str = "utf-8") -> Path:
    path.write_bytes(json.dumps(content, ensure_ascii=False).encode(encoding))
    return path


def zipped_shapefile(folder: Path, name: str, *, parts: str = "shp shx dbf prj", prefix: str = "") -> Path:
    """A zip with a shapefile whose parts have upper-case suffixes, as CBS delivered them."""
    stem = Path(name).stem
    areas().to_file(folder / f"{stem}.shp", encoding="cp1252")
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.split():
            archive.write(folder / f"{stem}.{part}", f"{prefix}{stem.upper()}.{part.upper()}")
    return path


def refused(path: Path, settings: Settings = SETTINGS) -> InvalidFile:
    with pytest.raises(InvalidFile) as caught:
        read_geofile(path, settings)
    error = caught.value
    assert error.found.startswith(path.name)
    assert error.expected
    assert error.remedy
    return error


def test_every_layer_of_a_geopackage_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kaart.gpkg"
    for layer in ("gemeenten", "wijken", "buurten"):
        areas().to_file(path, layer=layer)
    found = read_geofile(path, SETTINGS)
    assert [raw.layer for raw in found] == ["gemeenten", "wijken", "buurten"]
    assert all(raw.geometry is not None and raw.geometry.crs == "EPSG:28992" for raw in found)
    assert found[2].frame.buurtnaam.tolist() == ["Súdwest 0", "Súdwest 1", "Súdwest 2"]
    assert found[2].columns == ["buurtcode", "buurtnaam"]


def test_names_with_signs_that_mean_something_to_gdal_are_just_names(tmp_path: Path) -> None:
    for suffix in (".gpkg", ".geojson", ".shp"):
        plain = tmp_path / f"a{suffix}"
        areas().to_file(plain)
        odd = tmp_path / f"zip: a!b?c;d#e{suffix}"
        for part in (".shx", ".dbf", ".prj") if suffix == ".shp" else ():
            plain.with_suffix(part).rename(odd.with_suffix(part))
        plain.rename(odd)
        assert len(read_geofile(odd, SETTINGS)[0].frame) == 3


def test_text_in_geojson_stays_text(tmp_path: Path) -> None:
    properties: dict[str, object] = {
        " code ": "0307",
        "datum": "2024-01-01",
        "lijst": ["a", "b"],
        "in": {"a": 1},
        "leeg": None,
        "n": 5,
    }
    (raw,) = read_geofile(write_json(tmp_path / "a.geojson", collection([properties] * 2)), SETTINGS)
    row = raw.frame.iloc[0]
    assert (row["code"], row["datum"], row["lijst"], row["n"]) == ("0307", "2024-01-01", "a;b", 5)
    assert row["in"] == '{ "a": 1 }'
    assert raw.frame.leeg.isna().all()


def test_a_column_called_geometry_doesnt_hide_the_outlines(tmp_path: Path) -> None:
    (raw,) = read_geofile(write_json(tmp_path / "a.json", collection([{"geometry": "x"}])), SETTINGS)
    assert raw.frame.geometry.tolist() == ["x"]
    assert raw.geometry is not None
    assert raw.geometry.geom_type.tolist() == ["Polygon"]


def test_a_geojson_file_tells_its_layer_name_but_not_that_of_its_crs(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    content = collection([{"a": 1}], crs=crs, name="buurten_2023")
    (raw,) = read_geofile(write_json(tmp_path / "a.geojson", content), SETTINGS)
    assert raw.layer == "buurten_2023"
    assert raw.geometry is not None
    assert raw.geometry.crs == "EPSG:28992"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_geojson_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = write_json(tmp_path / "a.geojson", collection([{"naam": "Súdwest-Fryslân"}]), encoding)
    assert read_geofile(path, SETTINGS)[0].frame.naam.tolist() == ["Súdwest-Fryslân"]


@pytest.mark.parametrize("prefix", ["", "WijkBuurt 2012/shape/"])
def test_a_zipped_shapefile_is_read_from_any_folder(tmp_path: Path, prefix: str) -> None:
    (raw,) = read_geofile(zipped_shapefile(tmp_path, "buurt_2012.zip", prefix=prefix), SETTINGS)
    assert raw.layer == "BUURT_2012"
    assert raw.path.name == "buurt_2012.zip"
    assert raw.frame.buurtnaam.tolist()[0] == "Súdwest 0"


def test_several_maps_in_one_zip_are_all_read(tmp_path: Path) -> None:
    areas(1).to_file(tmp_path / "wijken_2022.gpkg", layer="wijken")
    areas(2).to_file(tmp_path / "b.geojson")
    path = zipped_shapefile(tmp_path, "alles.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(tmp_path / "wijken_2022.gpkg", "kaart/wijken_2022.gpkg")
        archive.write(tmp_path / "b.geojson", "b.geojson")
        archive.writestr("__MACOSX/._b.geojson", b"\x00\x05\x16\x07")
        archive.writestr("beschrijving.json", '{"a": 1}')
        archive.writestr("leesmij.txt", "tekst")
    found = read_geofile(path, SETTINGS)
    assert sorted((raw.layer.lower(), len(raw.frame)) for raw in found) == [
        ("alles", 3),
        ("b", 2),
        ("wijken_2022/wijken", 1),
    ]


def test_a_bare_shapefile_needs_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "buurten.shp"
    areas().to_file(path)
    assert len(read_geofile(path, SETTINGS)[0].frame) == 3
    path.with_suffix(".dbf").unlink()
    assert ".dbf" in refused(path).found


def test_a_shapefile_without_a_code_page_may_be_utf8(tmp_path: Path) -> None:
    path = tmp_path / "buurten.shp"
    areas().to_file(path, encoding="utf-8")
    path.with_suffix(".cpg").unlink()
    assert read_geofile(path, SETTINGS)[0].frame.buurtnaam[0] == "Súdwest 0"


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.geojson", b"<!DOCTYPE html><html><body>404</body></html>", "webpagina"),
        ("a.geojson", b"<OGRVRTDataSource><OGRVRTLayer name='a'/></OGRVRTDataSource>", "VRT"),
        ("a.gpkg", b"<html>Service Unavailable</html>", "webpagina"),
        ("a.zip", b"<html>Service Unavailable</html>", "webpagina"),
        ("a.geojson", b"", "leeg"),
        ("a.geojson", b"   \n", "leeg"),
        ("a.geojson", b"%PDF-1.7", "PDF"),
        ("a.geojson", b"\x1f\x8b\x08\x00", "gzip"),
        ("a.geojson", b"\xff\xfe{\x00}\x00", "UTF-16"),
        ("a.geojson", b'{"type": "Topology", "objects": {}, "arcs": []}', "TopoJSON"),
        ("a.geojson", b'[{"a": 1}]', "niet kent"),
        ("a.shp", b"zomaar tekst", "niet kent"),
        ("a.gpkg", b'{"type": "FeatureCollection", "features": []}', ".gpkg"),
        ("a.geojson", b"SQLite format 3\x00" + bytes(100), "GeoPackage"),
        ("a.zip", b"SQLite format 3\x00" + bytes(100), "GeoPackage"),
    ],
)
def test_other_content_than_the_name_says_is_refused(
    tmp_path: Path, name: str, content: bytes, word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert word in refused(path).found


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "FeatureCollection", "features": [' + "[" * 200_000,
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":'
        + "[" * 5000
        + "]" * 5000
        + '},"geometry":null}]}',
        '{"a": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": 5}',
        '{"x": "FeatureCollection", "type": "gdal_streamed_alg", "command_line": "gdal vector convert"}',
    ],
)
def test_json_that_isnt_sound_geojson_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(content)
    refused(path)


def test_a_gdal_recipe_doesnt_open_the_file_it_points_at(tmp_path: Path) -> None:
    areas().to_file(tmp_path / "geheim.geojson")
    recipe = {
        "note": "FeatureCollection",
        "type": "gdal_streamed_alg",
        "command_line": f"gdal vector convert {tmp_path / 'geheim.geojson'} "
        "--output-format stream streamed_dataset",
    }
    refused(write_json(tmp_path / "a.geojson", recipe))
    vrt = f"<OGRVRTDataSource><OGRVRTLayer name='geheim'><SrcDataSource>{tmp_path / 'geheim.geojson'}"
    (tmp_path / "b.geojson").write_text(vrt + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
    refused(tmp_path / "b.geojson")


@pytest.mark.parametrize("part", [0.02, 0.5, 0.99])
@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".zip"])
def test_a_truncated_file_is_refused(tmp_path: Path, suffix: str, part: float) -> None:
    path = tmp_path / f"a{suffix}"
    if suffix == ".zip":
        zipped_shapefile(tmp_path, path.name)
    else:
        areas(500).to_file(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    refused(path)


@pytest.mark.parametrize("part", ["shp", "shx", "dbf"])
def test_a_truncated_part_of_a_shapefile_is_refused(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.shp"
    areas(50).to_file(path)
    target = path.with_suffix(f".{part}")
    target.write_bytes(target.read_bytes()[:-150])
    refused(path)


def test_a_corrupt_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    areas(3000).to_file(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : 2 * len(content) // 3] = bytes(len(content) // 3)
    path.write_bytes(bytes(content))
    refused(path)


def test_a_database_that_isnt_a_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE t (a)")
    database.close()
    assert "SQLite" in refused(path).found


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW x AS SELECT ogr_datasource_load_layers('/etc/passwd')",
        "CREATE VIEW x AS SELECT gdal_get_layer_value('a', 0)",
        "CREATE VIEW x AS SELECT '/vsicurl/http://example.org/a.gpkg'",
    ],
)
def test_a_geopackage_with_sql_that_reaches_outside_is_refused(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "a.gpkg"
    areas().to_file(path)
    with sqlite3.connect(path) as database:
        database.execute(statement)
    database.close()
    assert "opdrachten" in refused(path).found


def test_a_geopackage_with_a_virtual_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    areas().to_file(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA writable_schema = 1")
        database.execute(
            "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES "
            "('table', 'x', 'x', 0, 'CREATE VIRTUAL TABLE x USING VirtualOGR(''/vsicurl/http://x/a'')')"
        )
    database.close()
    assert "opdrachten" in refused(path).found


def test_a_view_in_the_place_of_a_table_of_the_standard_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    areas().to_file(path)
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE gpkg_extensions RENAME TO oud")
        database.execute("CREATE VIEW gpkg_extensions AS SELECT * FROM oud")
    database.close()
    assert "opdrachten" in refused(path).found


def test_a_view_in_a_geopackage_isnt_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    areas().to_file(path, layer="buurten")
    with sqlite3.connect(path) as database:
        database.execute("CREATE VIEW blik AS SELECT * FROM buurten")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('blik', 'features', 'b')"
        )
    database.close()
    assert [raw.layer for raw in read_geofile(path, SETTINGS)] == ["buurten"]


def test_a_file_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    path = write_json(tmp_path / "a.geojson", collection([]))
    assert "niets" in refused(path).found


def test_a_zip_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bom.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", b" " * 20_000_000)
    assert "uitgepakt" in refused(path).found
    small = Settings(max_file_bytes=1000)
    zipped_shapefile(tmp_path, "b.zip")
    refused(tmp_path / "b.zip", small)


@pytest.mark.parametrize("name", ["../a.geojson", "a/../../a.geojson", "/etc/a.geojson", "C:\\a.geojson"])
def test_a_zip_with_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, json.dumps(collection([{"a": 1}])))
    assert "onveilige" in refused(path).found
    assert not (tmp_path.parent / "a.geojson").exists()


def test_a_zip_in_a_zip_isnt_unpacked(tmp_path: Path) -> None:
    zipped_shapefile(tmp_path, "binnen.zip")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "binnen.zip", "binnen.zip")
    assert "zip in de zip" in refused(tmp_path / "a.zip").remedy


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped_shapefile(tmp_path, "a.zip")
    content = bytearray(path.read_bytes())
    start = 0
    # Set the flag of encryption in every entry of the central directory.
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 8] |= 1
        start += 4
    path.write_bytes(bytes(content))
    assert "wachtwoord" in refused(path).found


def test_a_zip_with_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.geojson", json.dumps(collection([{"a": "tekst"}])))
    path.write_bytes(path.read_bytes().replace(b"tekst", b"tekSt"))
    assert "beschadigd" in refused(path).found


def test_a_shapefile_in_a_zip_without_its_table_is_refused(tmp_path: Path) -> None:
    assert ".dbf" in refused(zipped_shapefile(tmp_path, "a.zip", parts="shp shx prj")).found


def test_a_member_of_a_zip_that_is_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.gpkg", b"<html>404</html>")
    with pytest.raises(InvalidFile, match="webpagina"):
        read_geofile(path, SETTINGS)


def test_files_over_the_limit_in_bytes_are_refused(tmp_path: Path) -> None:
    for suffix, settings in (
        (".geojson", Settings(max_text_bytes=100)),
        (".gpkg", Settings(max_file_bytes=100)),
    ):
        path = tmp_path / f"a{suffix}"
        areas(50).to_file(path)
        assert "te groot" in refused(path, settings).found


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp"])
def test_files_over_the_limit_in_rows_or_columns_are_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    areas(50).to_file(path)
    refused(path, Settings(max_rows=49))
    refused(path, Settings(max_columns=1))
    assert len(read_geofile(path, Settings(max_rows=50))[0].frame) == 50


def test_a_broken_outline_doesnt_cost_the_other_rows(tmp_path: Path) -> None:
    content = collection([{"a": 1}, {"a": 2}, {"a": 3}])
    features = content["features"]
    assert isinstance(features, list)
    features[0]["geometry"] = None
    features[1]["geometry"]["coordinates"] = [[[5.3, 52.1], [5.4, 52.1], [5.4, 52.2]]]  # not closed
    (raw,) = read_geofile(write_json(tmp_path / "a.geojson", content), SETTINGS)
    assert len(raw.frame) == 3
    assert raw.geometry is not None
    assert raw.geometry.isna().tolist() == [True, False, False]
