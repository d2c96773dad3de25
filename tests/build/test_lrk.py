"""Reading the register of childcare, as it's published and as a fetch hands it over."""

from pathlib import Path

import pandas as pd
import pytest

from tests.publishers import lrk as fake
from wijkkaart import catalogue
from wijkkaart.build.files import read_file
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import lrk, reader_of
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.model import PLACE_COLUMNS
from wijkkaart.raw import Raw
from wijkkaart.store import Store


def read(raw: Raw, tmp_path: Path) -> Loaded:
    assert reader_of(raw) is lrk
    return lrk.read(raw, Context(Store(tmp_path / "leeg")))


def fetched(**values: str) -> Raw:
    """One row as the source hands it over."""
    row = {
        "lrk_id": "1",
        "type_oko": "KDV",
        "actuele_naam_oko": "De Boom",
        "status": "Ingeschreven",
        "aantal_kindplaatsen": "40",
        "opvanglocatie_adres": "Laan 1",
        "opvanglocatie_postcode": "3811ab",
        "opvanglocatie_woonplaats": "AMERSFOORT",
        "cbs_code": "307",
        "naam_houder": "Stichting De Boom",
        "contact_telefoon": "'033-4613568'",
        "contact_website": "www.deboom-voorbeeld.nl",
        "lat": "52.15",
        "lon": "5.38",
        "ongeveer": "ja",
    }
    facts = {"source": "lrk", "year": "2026", "table": "export"}
    return Raw(Path("Kinderopvang"), pd.DataFrame([row | values]).astype("str"), facts=facts)


def test_a_place_of_care_is_read(tmp_path: Path) -> None:
    loaded = read(fetched(), tmp_path)
    assert loaded.places is not None
    assert list(loaded.places.columns) == [*PLACE_COLUMNS, "geometry"]
    place = loaded.places.iloc[0]
    assert (place.id, place["name"], place.category) == ("lrk:1", "De Boom", "kinderopvang")
    assert place.description == "Kinderdagverblijf. Kindplaatsen: 40"
    assert (place.organisation, place.phone) == ("Stichting De Boom", "033-4613568")
    assert place.website == "https://www.deboom-voorbeeld.nl"
    assert (place.address, place.postcode, place.city) == ("Laan 1", "3811 AB", "Amersfoort")
    assert (place.gemeente, place.updated, place.source) == ("GM0307", "2026", "lrk")
    assert (place.geometry.x, place.geometry.y, place.approximate) == (5.38, 52.15, True)
    assert "kinderopvang" in catalogue.categories()
    assert "lrk" in catalogue.sources()


def test_a_place_without_a_point_is_kept_and_told(tmp_path: Path) -> None:
    loaded = read(fetched(lat="", lon="", ongeveer="", type_oko="bso", aantal_kindplaatsen="0"), tmp_path)
    assert loaded.places is not None
    assert loaded.places.geometry.isna().all()
    assert loaded.places.description.tolist() == ["Buitenschoolse opvang"]
    assert loaded.report.notes == ["Nog geen plek op de kaart: 1 van 1."]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_of_the_published_file_people_are_left_out(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "export_opendata_lrk.csv"
    path.write_bytes(fake.table(fake.rows(), encoding))
    (raw,) = read_file(path, Settings())
    loaded = read(raw, tmp_path)
    assert loaded.places is not None
    text = loaded.places.drop(columns="geometry").to_csv()
    assert not [secret for secret in fake.SECRETS if secret in text]
    assert loaded.places.email.eq("").all()
    assert loaded.places.organisation.eq("").all()
    assert set(loaded.report.left_out) == {
        "gastouder aan huis: die toont wijkkaart niet",
        "gastouderbureau of andere soort, geen opvang op die plek",
        "niet (meer) ingeschreven",
    }
    assert loaded.report.read == loaded.report.kept + loaded.report.left_out.total()
    assert loaded.places.name.str.startswith("Crèche").all()


def test_a_file_with_childminders_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="geen enkele plek voor kinderopvang"):
        read(fetched(type_oko="VGO"), tmp_path)
