"""Reading schools, stops, and places, activities and key persons in our own formats."""

import contextlib
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from wijkkaart import catalogue
from wijkkaart.build.files import read_file
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import (
    own_activities,
    own_persons,
    own_places,
    reader_of,
    schools,
    stops,
)
from wijkkaart.build.readers._columns import SYNONYMS
from wijkkaart.build.readers._links import place_by_name
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.model import AREA_COLUMNS, PLACE_COLUMNS, RD, Kind
from wijkkaart.raw import Raw
from wijkkaart.store import Entry, Store

READERS = (schools, stops, own_persons, own_activities, own_places)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(Store(tmp_path / "data"))


@pytest.fixture
def load(tmp_path: Path, context: Context):
    """Write text to a file, read it by the reader that knows it, and check the contract."""

    def _load(text: str, name: str = "bestand.csv", encoding: str = "utf-8") -> Loaded:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read(path, context)

    return _load


def read(path: Path, context: Context) -> Loaded:
    raws = read_file(path, Settings())
    reader = next(reader for reader in READERS if reader.matches(raws[0]))
    assert reader_of(raws[0]) is reader
    loaded = reader.read(raws[0], context)
    check_contract(loaded)
    return loaded


def check_contract(loaded: Loaded) -> None:
    places = loaded.places
    assert places is not None
    assert list(places.columns) == [*PLACE_COLUMNS, "geometry"]
    for column, kind in PLACE_COLUMNS.items():
        assert places[column].dtype == kind
        assert not places[column].isna().any()
    assert places.crs == "EPSG:4326"
    assert places.id.is_unique
    assert set(places.category) <= set(catalogue.categories())
    assert loaded.source in catalogue.sources()
    assert loaded.report.kept == len(places)
    assert loaded.report.read == len(places) + loaded.report.left_out.total()


def store_with(root: Path, **tables: gpd.GeoDataFrame) -> Store:
    store = Store(root)
    with store.transaction() as draft:
        draft.add(Entry("eerder.csv", "0", "Plekken", "eigen"), **tables)
    return Store(root)


def areas() -> gpd.GeoDataFrame:
    """Amersfoort and the gemeente east of it, as squares in RD."""
    values = dict.fromkeys(AREA_COLUMNS, "") | {"level": "gemeente", "year": 2024, "schematic": False}
    rows = [
        values | {"code": code, "gemeente": code, "name": name, "gemeente_name": name}
        for code, name in (("GM0307", "Amersfoort"), ("GM0327", "Leusden"))
    ]
    shapes = [box(150_000, 458_000, 160_000, 468_000), box(160_000, 458_000, 170_000, 468_000)]
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=RD)


# Schools

OLD_HEADER = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;STRAATNAAM;"
    "HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;"
    "INTERNETADRES;STRAATNAAM CORRESPONDENTIEADRES;POSTCODE CORRESPONDENTIEADRES"
)


def test_schools_of_the_old_layout_are_read_without_a_point(load) -> None:
    row = "Utrecht;1;99ZZ;99ZZ00;Skoalle It Lân;Lange Weg;11 -13;9999zz;'S-GRAVENHAGE;518;'S-GRAVENHAGE;"
    row += "Openbaar;0701234567;          ;Postbus;1111 AA"
    loaded = load(f"{OLD_HEADER}\r\n{row}\r\n", "scholen_2013.csv", "latin-1")
    place = loaded.places.iloc[0]
    assert place.id == "duo:99ZZ00"
    assert place["name"] == "Skoalle It Lân"
    assert place.category == "basisschool"
    assert (place.address, place.postcode, place.city) == ("Lange Weg 11-13", "9999 ZZ", "'s-Gravenhage")
    assert (place.gemeente, place.phone, place.website) == ("GM0518", "070-1234567", "")
    assert (place.description, place.updated, place.source) == ("Openbaar", "2013", "duo")
    assert place.geometry is None
    assert loaded.report.notes == ["Nog geen plek op de kaart: 1 van 1."]


def test_schools_of_the_present_layout_are_read(load) -> None:
    header = "PROVINCIE,INSTELLINGSCODE,VESTIGINGSCODE,VESTIGINGSNAAM,STRAATNAAM,HUISNUMMER-TOEVOEGING,"
    header += "POSTCODE,PLAATSNAAM,GEMEENTENUMMER,DENOMINATIE,TELEFOONNUMMER,INTERNETADRES,ONDERWIJSSTRUCTUUR"
    rows = "Utrecht,98YY,98YY01,Het Lyceum,Laan,1,3800 AA,AMERSFOORT,0307,Openbaar,0330000000,"
    rows += "www.voorbeeld.nl,HAVO/VWO\nUtrecht,97XX,,Zonder nummer,Laan,2,3800 AA,AMERSFOORT,0307,,,,MAVO"
    loaded = load(f"\ufeff{header}\n{rows}\n", "vestigingen-vo.csv")
    place = loaded.places.iloc[0]
    assert (place.id, place.website) == ("duo:98YY01", "https://www.voorbeeld.nl")
    assert place.category == "voortgezet_onderwijs"
    assert place.description == "HAVO/VWO, Openbaar"
    assert loaded.report.left_out == {"rij zonder vestigingsnummer of naam": 1}


def test_a_website_that_is_none_is_left_out_and_counted(load) -> None:
    row = "U;1;99ZZ;99ZZ00;School;Weg;1;3800 AA;EDE;0228;EDE;Openbaar;;javascript:alert(1);;"
    loaded = load(f"{OLD_HEADER}\n{row}\n")
    assert loaded.places.website.tolist() == [""]
    assert loaded.report.repaired == {"website weggelaten: niet te gebruiken": 1}


# Stops

GTFS = "stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station,platform_code,zone_id\n"


def test_stops_and_stop_areas_are_all_kept_and_say_what_they_are(load) -> None:
    text = GTFS + (
        'a1,1,"Dorp, Brink",52.15,5.38,0,area:a,B,\na2,2,"Dorp, Brink",52.15,5.38,0,elders,,\n'
        'area:a,,"Dorp, Brink",52.15,5.38,1,,,\na1,1,"Dorp, Brink",52.15,5.38,0,area:a,B,\n'
        "in,,Ingang,52.15,5.38,2,area:a,,\nde,,Emmerich,51.83,9.24,0,,,\n"
    )
    loaded = load(text, "stops_2024.txt")
    places = loaded.places
    assert places.id.tolist() == ["halte:a1", "halte:a2", "halte:area:a", "halte:a1~2"]
    assert places.description.tolist()[:3] == [
        "Hoort bij haltegebied Dorp, Brink. Perron B",
        "Hoort bij een haltegebied",
        "Haltegebied",
    ]
    assert set(places.updated) == {"2024"}
    assert loaded.report.left_out == {
        "ingang of knooppunt van een station, geen halte": 1,
        "halte zonder bruikbare coördinaten in Nederland": 1,
    }
    assert "Een haltenummer kwam al eerder in het bestand voor: 1 keer." in loaded.report.notes


def test_only_what_the_railways_call_a_station_is_one(load) -> None:
    text = GTFS + (
        "s,,Dorp,52.15,5.38,1,,,IFF:drp\np,,Dorp,52.15,5.38,0,s,1,IFF:drp\n"
        'b,,"Dorp, Station",52.15,5.38,0,,,\n'
    )
    assert load(text, "stops.txt").places.category.tolist() == ["station", "ov_halte", "ov_halte"]


def test_stops_with_swapped_coordinates_are_put_right(load) -> None:
    rows = [{"lat": 4.9, "lon": 52.37, "name": "dorp, Dorp, Brink", "id": "1"}]
    loaded = load(json.dumps(rows), "haltes_govi.json")
    place = loaded.places.iloc[0]
    assert (place.geometry.x, place.geometry.y) == (4.9, 52.37)
    assert place["name"] == "Dorp, Brink"
    assert loaded.report.repaired == {"lengte- en breedtegraad verwisseld": 1}


def test_a_file_with_stops_abroad_only_is_refused(load) -> None:
    with pytest.raises(InvalidFile, match="geen enkele halte in Nederland"):
        load(GTFS + "de,,Emmerich,51.83,9.24,0,,,\n", "stops.txt")


# Own places


def test_places_are_recognised_by_other_names_of_columns(load) -> None:
    loaded = load(
        "\ufeffTitel;Soort;Straat;Huisnummer;Toevoeging;PC;Postcode;Woonplaats;Tel;E-mail;URL;Openingstijden;"
        "Doelgroep(en);Breedtegraad;Lengtegraad;Bijgewerkt;Kleur\n"
        "De Brug;overig;Kerkweg;1;A;;3811AB;AMERSFOORT;033 123 45 67;info@voorbeeld.nl;voorbeeld.nl;"
        "ma-vr 9-17 uur;ouderen en jongeren;52,155;5,387;1-5-2024;rood\n"
    )
    place = loaded.places.iloc[0]
    assert place.kind == Kind.PLACE
    assert (place.address, place.postcode, place.city) == ("Kerkweg 1A", "3811 AB", "Amersfoort")
    assert (place.phone, place.email) == ("033-1234567", "info@voorbeeld.nl")
    assert (place.website, place.updated) == ("https://voorbeeld.nl", "2024-05-01")
    assert place.hours == "ma-vr 9-17 uur"
    assert place.target_groups == "ouderen;jongeren"
    assert loaded.report.notes == ["Kolommen die wijkkaart niet kent, zijn niet geladen: 'PC', 'Kleur'."]


def test_an_unknown_category_becomes_other_and_keeps_its_text(load) -> None:
    loaded = load("naam;categorie;adres;omschrijving;doelgroep\nA;Zweefmolen;Weg 1;Mooi;ouderen, elfjes\n")
    place = loaded.places.iloc[0]
    assert place.category == "overig"
    assert place.description == "Mooi. Soort: Zweefmolen. Voor: elfjes"
    assert place.target_groups == "ouderen"
    assert "Onbekende categorieën, geladen als 'overig': 'Zweefmolen' (1)." in loaded.report.notes
    assert "Onbekende doelgroepen: 'elfjes' (1)." in loaded.report.notes


def test_a_place_without_coordinates_or_abroad_is_kept_without_a_point(load) -> None:
    loaded = load("naam;adres;lat;lon\nA;Weg 1;;\nB;Weg 2;48.8;2.3\nC;Weg 3;52.1;5.1\n")
    assert loaded.places.geometry.isna().tolist() == [True, True, False]
    assert loaded.report.repaired.total() == 1
    assert loaded.report.notes == ["Nog geen plek op de kaart: 2 van 3."]


def test_an_approximate_place_says_so(load) -> None:
    loaded = load("naam;adres;locatie\nA;Weg 1;ongeveer\nB;Weg 2;precies\nC;Weg 3;\n")
    assert loaded.places.approximate.tolist() == [True, False, False]


def test_ids_stay_the_same_when_a_row_is_edited_or_moved(load) -> None:
    before = load("naam;adres;telefoon\nA;Weg 1;\nB;Weg 2;\n", "plekken.csv").places.set_index("name").id
    after = load("naam;adres;telefoon\nNieuw;Weg 9;\nB;Weg 2;0331234567\nA;Weg 1;\n", "plekken.csv")
    after = after.places.set_index("name").id
    assert before["A"] == after["A"]
    assert before["B"] == after["B"]


def test_own_ids_are_kept_and_bare_numbers_get_the_file_in_front(load) -> None:
    places = load("id;naam;adres\nbrug;A;Weg 1\n7;B;Weg 2\n;C;Weg 3\n", "plekken.csv").places
    assert places.id.tolist()[:2] == ["brug", "place:plekken:7"]
    assert places.id[2].startswith("eigen:")


def test_rows_that_are_the_same_or_have_no_name_are_left_out_and_equal_ids_told(load) -> None:
    loaded = load("id;naam;adres\nx;A;Weg 1\nx;A;Weg 1\nx;B;Weg 2\ny;;Weg 3\n")
    assert loaded.places.id.tolist() == ["x", "x~2"]
    assert loaded.report.left_out == {"dubbele rij": 1, "rij zonder naam": 1}
    assert "Een id kwam al eerder in het bestand voor: 1 keer." in loaded.report.notes


def test_hostile_text_stays_text_and_hostile_links_go(load) -> None:
    name = "<img src=x onerror=alert(1)>`${x}`{{y}}</script>"
    loaded = load(f"naam;adres;website;email;telefoon\n{name};=1+1;javascript:alert(1);<x>;0\u202e1\n")
    place = loaded.places.iloc[0]
    assert (place["name"], place.address) == (name, "=1+1")
    assert (place.website, place.email, place.phone) == ("", "", "")


def test_the_gemeente_is_read_or_else_found_by_the_point(tmp_path: Path) -> None:
    context = Context(store_with(tmp_path / "data", areas=areas()))
    path = tmp_path / "plekken.csv"
    path.write_text(
        "naam;gemeente;x;y\nA;307;;\nB;GM0307;;\nC;leusden;;\nD;Atlantis;;\nE;;155000;463000\n"
        "F;;165000;463000\nG;;100000;400000\n"
    )
    places = read(path, context).places
    expected = ["GM0307", "GM0307", "GM0327", "", "GM0307", "GM0327", ""]
    assert places.gemeente.tolist() == expected


def test_places_come_from_points_in_geojson_and_from_excel(tmp_path: Path, context: Context) -> None:
    frame = pd.DataFrame({"naam": ["A"], "categorie": ["overig"], "mag": [None]})
    shapes = gpd.GeoDataFrame(frame, geometry=[Point(5.387, 52.155)], crs="EPSG:4326")
    shapes.to_file(tmp_path / "plekken.geojson")
    frame.assign(lat=52.155, lon=5.387).to_excel(tmp_path / "plekken.xlsx", index=False)
    for name in ("plekken.geojson", "plekken.xlsx"):
        place = read(tmp_path / name, context).places.iloc[0]
        assert (place.geometry.x, place.geometry.y) == pytest.approx((5.387, 52.155))


@pytest.mark.parametrize(
    "text",
    [
        "gebied;jaar;indicator;waarde\nGM0307;2024;inwoners;1\n",
        "naam;gemeentecode\nAmersfoort;GM0307\n",
        "naam;type\nAmersfoort;Gemeente\n",
        "name;startTime\nPasen;1779580800000\n",
        "buurtcode;buurtnaam;inwoners\nBU03070101;A;5\n",
    ],
)
def test_tables_of_something_else_are_not_taken_for_places(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tabel.csv"
    path.write_text(text)
    raw = read_file(path, Settings())[0]
    assert not any(reader.matches(raw) for reader in READERS)


def test_areas_are_not_taken_for_places() -> None:
    frame = areas()
    raw = Raw(Path("gebieden.geojson"), pd.DataFrame({"naam": ["A", "B"]}), frame.geometry)
    assert not any(reader.matches(raw) for reader in READERS)


def test_a_table_without_any_name_is_refused(load) -> None:
    with pytest.raises(InvalidFile, match="geen enkele rij heeft een naam"):
        load("naam;adres\n;Weg 1\n")


# Activities


def test_days_and_times_of_activities_are_read(load) -> None:
    loaded = load(
        "naam;categorie;dag;van;tot;tijd;openingstijden\nA;overig;ma t/m wo;9.00 uur;12:00;;\n"
        "B;overig;vr;;;14-16 uur;\nC;overig;1e di;19.30;;;niet in de zomer\n"
        "D;overig;in overleg;na school;;;\n"
    )
    places = loaded.places
    assert set(places.kind) == {Kind.ACTIVITY}
    assert places.days.tolist() == ["ma;di;wo", "vr", "di", ""]
    assert places.start.tolist() == ["09:00", "14:00", "19:30", ""]
    assert places.end.tolist() == ["12:00", "16:00", "", ""]
    assert places.hours.tolist() == ["", "", "niet in de zomer; 1e di", "in overleg; na school"]
    assert loaded.report.repaired == {
        "dag niet (helemaal) te lezen: staat als tekst bij de tijden": 2,
        "tijd niet te lezen: staat als tekst bij de tijden": 1,
    }


def test_the_same_activity_on_two_days_is_two_rows(load) -> None:
    loaded = load("naam;dag;plek\nKoffie;ma;De Brug\nKoffie;wo;De Brug\n")
    assert loaded.places.days.tolist() == ["ma", "wo"]


@pytest.fixture
def with_places(tmp_path: Path) -> Context:
    """A store in which `plekken.csv` was loaded."""
    path = tmp_path / "plekken.csv"
    path.write_text(
        "id;naam;adres;postcode;plaats;gemeentecode;lat;lon;locatie\n"
        "brug;Buurthuis De Brug;Weg 1;3811AB;Amersfoort;GM0307;52.15;5.38;ongeveer\n"
        "7;De Kom;Weg 7;;;GM0307;52.16;5.39;\n"
        "a1;Het Punt;;;;GM0307;52.17;5.40;\nb1;Het Punt;;;;GM0327;52.18;5.41;\n"
    )
    loaded = read(path, Context(Store(tmp_path / "leeg")))
    return Context(store_with(tmp_path / "eerder", places=loaded.places))


def test_an_activity_stands_at_the_place_it_names(tmp_path: Path, with_places: Context) -> None:
    path = tmp_path / "activiteiten.csv"
    path.write_text(
        "naam;plek;dag;gemeentecode;lat;lon\nA;buurthuis de brug;ma;;;\nB;brug;ma;;;\nC;7;ma;;;\n"
        "D;Het Punt;ma;;;\nE;Het Punt;ma;GM0327;;\nF;Elders;ma;;;\nG;De Kom;ma;;52.1;5.3\n"
    )
    places = read(path, with_places).places.set_index("name")
    lat = places.geometry.y
    assert lat[["A", "B", "C", "E", "G"]].tolist() == [52.15, 52.15, 52.16, 52.18, 52.1]
    assert places.geometry[["D", "F"]].isna().all()
    assert places.address[["A", "C", "F"]].tolist() == ["Buurthuis De Brug, Weg 1", "De Kom, Weg 7", "Elders"]
    assert places.postcode["A"] == "3811 AB"
    assert places.approximate["A"]
    assert places.gemeente[["A", "D", "E"]].tolist() == ["GM0307", "", "GM0327"]


def test_places_that_come_later_still_give_an_activity_its_place(load, with_places: Context) -> None:
    rows = load("naam;plek;dag\nA;De Kom;ma\n").places
    assert rows.geometry.isna().all()
    once = place_by_name(rows, with_places.store.places())
    assert once.geometry.y.tolist() == [52.16]
    assert place_by_name(once, with_places.store.places()).equals(once)


# Key persons

HEADER = "naam;rol;organisatie;plek;telefoon;email;doelgroep;mag_openbaar"


def test_a_person_is_public_only_by_a_clear_yes(load) -> None:
    answers = ["ja", "Ja", "yes", "true", "1", "akkoord", "nee", "", "ja, maar", "misschien", "?", "0"]
    rows = "\n".join(f"P{n};opbouwwerker;O;;;;;{answer}" for n, answer in enumerate(answers))
    places = load(f"{HEADER}\n{rows}\n").places
    assert set(places.kind) == {Kind.KEY_PERSON}
    assert places.public.tolist() == [True] * 6 + [False] * 6


def test_a_table_of_persons_without_a_word_on_being_public_is_internal(load) -> None:
    places = load("voornaam;achternaam;telefoon;adres\nAn;de Wit;0612345678;Weg 1\n").places
    assert places.kind.tolist() == [Kind.KEY_PERSON]
    assert places["name"].tolist() == ["An de Wit"]
    assert not places.public.any()
    assert places.address.tolist() == [""]


def test_a_person_gets_a_category_for_persons_by_the_role(load) -> None:
    roles = ["Opbouwwerker", "vrijwilliger bij de soep", "huisarts", "zomaar iemand"]
    rows = "\n".join(f"P{n};{role};;;;;;nee" for n, role in enumerate(roles))
    places = load(f"{HEADER}\n{rows}\n").places
    assert places.category.tolist()[:2] == ["beroepskracht", "vrijwilliger"]
    assert {catalogue.categories()[key].group for key in places.category} == {"sleutelpersonen"}


def test_of_persons_only_the_fields_of_the_format_are_taken(load) -> None:
    loaded = load(
        f"{HEADER};opmerking;omschrijving;adres;geboortedatum;BSN;nummer2\n"
        "An;opbouwwerker;O;De Brug;0612345678;an@voorbeeld.nl;ouderen;ja;geheim1;geheim2;geheim3;"
        "1-1-1970;111222333;123456782\n"
    )
    everything = loaded.places.drop(columns="geometry").to_csv() + "\n".join(loaded.report.notes)
    for secret in ("geheim1", "geheim2", "geheim3", "1970", "111222333", "123456782"):
        assert secret not in everything
    assert loaded.report.notes[:3] == [
        "Burgerservicenummers en andere persoonsnummers bewaart wijkkaart nooit. "
        "Niet geladen: 'BSN', 'nummer2'.",
        "Geboortedatum en leeftijd van personen bewaart wijkkaart nooit. Niet geladen: 'geboortedatum'.",
        "Van personen bewaart wijkkaart alleen het nodige: geen vrije tekst en geen huisadres. "
        "Niet geladen: 'opmerking', 'adres', 'omschrijving'.",
    ]


def test_a_citizen_service_number_in_any_cell_of_a_person_is_removed(load) -> None:
    loaded = load(
        f"id;{HEADER}\n123456782;An (123456782);rol 1234.56.782;O;;123456782;;;ja\n"
        "x;Bo;r;O;;06 12345678;;;ja\n"
    )
    assert "782" not in loaded.places.drop(columns=["geometry", "id"]).to_csv()
    assert loaded.places.id[0].startswith("eigen:")
    assert loaded.places.phone[1] == "06-12345678"
    assert loaded.report.repaired == {"nummer weggehaald dat een burgerservicenummer kan zijn": 1}


def test_a_home_address_given_as_a_place_is_not_kept(load) -> None:
    loaded = load(f"{HEADER}\nAn;r;O;Kerkstraat 12;;;;ja\nBo;r;O;Buurthuis 2 Bruggen;;;;ja\n")
    assert loaded.places.address.tolist() == ["", "Buurthuis 2 Bruggen"]


def test_roles_that_tell_about_religion_or_health_are_pointed_out(load) -> None:
    notes = load(f"{HEADER}\nAn;Imam;O;;;;;ja\n").report.notes
    assert any("geloof of gezondheid" in note for note in notes)


def test_what_persons_wrote_is_never_in_the_report(load) -> None:
    loaded = load(f"{HEADER}\nAn;heel eigen rol;O;;geen;geen;mijn buurvrouw;ja\n")
    report = "\n".join([*loaded.report.notes, *loaded.report.repaired])
    assert "buurvrouw" not in report
    assert "heel eigen" not in report
    assert loaded.places.description.tolist() == [""]


# Any file

cells = st.one_of(
    st.sampled_from(
        ["", "0", "52,1", "5.1", "155000", "ja", "ma t/m vr", "9-12 uur", "2024", "[1,2]", "307"]
    ),
    st.text(max_size=20),
)
tables = st.lists(
    st.sampled_from([words[0] for words in SYNONYMS.values()]), unique=True, min_size=1, max_size=12
).flatmap(lambda names: st.lists(st.fixed_dictionaries(dict.fromkeys(names, cells)), min_size=1, max_size=6))


@settings(max_examples=60, deadline=None)
@given(rows=tables)
def test_a_table_of_anything_is_read_or_refused_and_never_breaks(rows: list[dict[str, str]]) -> None:
    raw = Raw(Path("willekeurig.csv"), pd.DataFrame(rows).astype("str"))
    for reader in READERS:
        if reader.matches(raw):
            with contextlib.suppress(InvalidFile):
                check_contract(reader.read(raw, Context(Store(Path("er-is-niets")))))
            break


# Real files


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "kept", "without", "gemeenten", "repaired"),
    [
        ("facilities/amersfoort_duo_po_2013.csv", 49, 49, 1, {}),
        ("facilities/amstelveen_duo_po_2013.csv", 17, 17, 1, {}),
        (
            "facilities/duo_po_addresses_2013.csv",
            6804,
            6804,
            408,
            {"website weggelaten: niet te gebruiken": 19},
        ),
        ("facilities/amersfoort_ov_haltes_2017.geojson", 479, 0, 1, {}),
        ("facilities/amstelveen_ov_haltes_2017.geojson", 252, 0, 1, {}),
        ("facilities/ov_haltes_govi.json", 4429, 0, 1, {"lengte- en breedtegraad verwisseld": 4429}),
        (
            "register/repaircafes_amsterdam.json",
            43,
            0,
            1,
            {"tijd niet te lezen: staat als tekst bij de tijden": 2},
        ),
    ],
)
def test_real_files_are_read_whole(
    shared: Path, context: Context, name: str, kept: int, without: int, gemeenten: int, repaired: dict
) -> None:
    loaded = read(shared / name, context)
    assert len(loaded.places) == kept
    assert int(loaded.places.geometry.isna().sum()) == without
    assert loaded.places.gemeente.nunique() == gemeenten
    assert loaded.report.repaired == repaired
    assert not loaded.report.left_out


@pytest.mark.shared
def test_stops_of_amersfoort_are_339_stops_and_140_areas(shared: Path, context: Context) -> None:
    loaded = read(shared / "facilities/amersfoort_ov_haltes_2017.geojson", context)
    assert loaded.places.description.eq("Haltegebied").sum() == 140
    assert loaded.places.description.str.contains("Hoort bij").sum() == 261
    assert set(loaded.places.gemeente) == {"GM0307"}
    assert "Een haltenummer kwam al eerder in het bestand voor: 18 keer." in loaded.report.notes


@pytest.mark.shared
def test_every_school_of_2013_is_written_in_one_way(shared: Path, context: Context) -> None:
    places = read(shared / "facilities/duo_po_addresses_2013.csv", context).places
    assert places.postcode.str.fullmatch(r"\d{4} [A-Z]{2}").all()
    assert places.phone[places.phone != ""].str.fullmatch(r"0\d{1,3}-\d{6,8}").all()
    assert places.website[places.website != ""].str.match(r"https?://").all()
    assert not places.city.str.isupper().any()
    assert {"'s-Gravenhage", "Bergen op Zoom", "IJsselstein UT", "Alphen aan den Rijn"} <= set(places.city)
