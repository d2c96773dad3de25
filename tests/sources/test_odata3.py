"""CBS's OData v3: whole tables or nothing, and never those of another gemeente."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tests.publishers import odata3 as cbs
from tests.publishers import server as faults
from tests.publishers.odata3 import Column
from tests.publishers.server import Publishers
from wijkkaart.errors import FetchError
from wijkkaart.sources import odata3
from wijkkaart.sources.client import Client

COLUMNS = [
    Column("Gemeentenaam", "Gemeentenaam", "code", ("Regio",), text=True),
    Column("AantalInwoners", "Aantal inwoners", groups=("Bevolking",)),
    Column("k_0Tot15Jaar", "0 tot 15 jaar", groups=("Bevolking", "Leeftijdsgroepen")),
    Column("Koopwoningen", "Koopwoningen", "%", ("Wonen",)),
]
CODES = ["NL00", "GM0307", "WK030701", "BU03070103", "BU03070199", "GM0363", "WK0363AF", "BU0363AF09"]
TITLE = "Kerncijfers wijken en buurten 2024"


def table(codes: list[str] | None = None, **changes: object) -> cbs.Table:
    """A table of a few areas; the inhabitants count up from 100, tenure is known of the first two."""

    def rows(made: cbs.Table) -> pd.DataFrame:
        areas = CODES if codes is None else codes
        size = len(areas)
        return pd.DataFrame(
            {
                made.region: pd.Series(areas, dtype="str"),
                made.keys[0]: ["Amersfoort"] * size,
                made.keys[1]: range(100, 100 + size),
                made.keys[2]: range(size),
                made.keys[3]: [57.5 if place < 2 else None for place in range(size)],
            }
        )

    return cbs.Table(**{"id": "85984NED", "title": TITLE, "columns": COLUMNS, "rows": rows, **changes})  # type: ignore[arg-type]


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


def asked(client: Client, gemeente: str = "GM0307") -> pd.DataFrame:
    """The checked rows of the table of a gemeente."""
    found = odata3.table(client, "cbs", "85984NED")
    rows = odata3.rows(client, found, odata3.area_filter(gemeente, found.region))
    return odata3.checked(rows.frame(), found, gemeente)


def test_a_table_tells_its_title_topics_units_and_headings(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table(period="2024")])
    found = odata3.table(client, "cbs", "85984NED")
    assert (found.title, found.period, found.year) == (TITLE, "2024", 2024)
    assert (found.region, found.dimensions) == ("WijkenEnBuurten", ("WijkenEnBuurten",))
    assert found.topics[2] == odata3.Topic(
        "k_0Tot15Jaar_3", "aantal", "Bevolking/Leeftijdsgroepen/0 tot 15 jaar"
    )
    assert [topic.unit for topic in found.topics] == ["code", "aantal", "aantal", "%"]
    assert len(found.replies) == 2


def test_the_rows_of_a_gemeente_come_without_padding_and_with_the_country(
    publishers: Publishers, client: Client
) -> None:
    cbs.serve(publishers, "cbs", [table()])
    frame = asked(client)
    assert frame.WijkenEnBuurten.tolist() == ["NL00", "GM0307", "WK030701", "BU03070103", "BU03070199"]
    assert frame.Gemeentenaam_1.unique().tolist() == ["Amersfoort"]
    assert frame.AantalInwoners_2.tolist() == [100, 101, 102, 103, 104]
    assert frame.Koopwoningen_4.isna().tolist() == [False, False, True, True, True]


def test_codes_with_letters_are_found(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table()])
    assert asked(client, "GM0363").WijkenEnBuurten.tolist() == ["NL00", "GM0363", "WK0363AF", "BU0363AF09"]


def test_a_column_that_is_null_everywhere_is_numbers_that_are_not_there(
    publishers: Publishers, client: Client
) -> None:
    cbs.serve(publishers, "cbs", [table()])
    found = odata3.table(client, "cbs", "85984NED")
    frame = odata3.rows(client, found, "startswith(WijkenEnBuurten,'BU')").frame()
    assert frame.Koopwoningen_4.dtype == "float64"
    assert len(frame) == 3


def test_every_page_is_read_to_the_last(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table()], page=2)
    assert len(asked(client)) == 5
    assert publishers.count("/cbs/ODataFeed/*") == 3
    assert len(asked(client, "NL00")) == 8


def test_more_rows_than_the_api_gives_come_all_the_same(publishers: Publishers, client: Client) -> None:
    codes = [*CODES, *(f"BU0400{number:04}" for number in range(9_999)), "BU0401AA01"]
    cbs.serve(publishers, "cbs", [table(codes)])
    assert len(asked(client, "NL00")) == len(codes) > cbs.MOST
    with pytest.raises(FetchError, match="more than 10000 records"):
        client.get("cbs", "ODataApi/odata/85984NED/TypedDataSet")


def test_asking_again_asks_nobody(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table()], page=2)
    asked(client)
    before = publishers.count()
    asked(client)
    assert publishers.count() == before


def test_only_the_columns_asked_for_come_and_what_the_rows_are_of(
    publishers: Publishers, client: Client
) -> None:
    cbs.serve(publishers, "cbs", [table()])
    found = odata3.table(client, "cbs", "85984NED")
    frame = odata3.rows(client, found, columns=["AantalInwoners_2"]).frame()
    assert list(frame.columns) == ["WijkenEnBuurten", "AantalInwoners_2"]


def test_an_old_table_may_call_its_areas_otherwise(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table(region="RegioS", region_kind="GeoDimension")])
    assert asked(client).RegioS.tolist()[:2] == ["NL00", "GM0307"]


def test_other_hosts_and_dimensions_are_asked_alike(publishers: Publishers, client: Client) -> None:
    def rows(made: cbs.Table) -> pd.DataFrame:
        kinds = ["0.0.0", "1.1.1", "1.1.1"]
        periods = ["2023JJ00", "2023JJ00", "2024JJ00"]
        return pd.DataFrame(
            {
                "WijkenEnBuurten": ["GM0307"] * 3,
                "SoortMisdrijf": kinds,
                "Perioden": periods,
                made.keys[0]: [1, 2, 3],
            }
        )

    crimes = cbs.Table(
        "47018NED",
        "Geregistreerde misdrijven",
        [Column("GeregistreerdeMisdrijven", "Geregistreerde misdrijven")],
        rows,
        dimensions={"SoortMisdrijf": 6, "Perioden": 8},
    )
    cbs.serve(publishers, "dataderden", [crimes])
    found = odata3.table(client, "dataderden", "47018NED")
    assert found.dimensions == ("WijkenEnBuurten", "SoortMisdrijf", "Perioden")
    where = odata3.every(
        odata3.area_filter("GM0307", country="NL01"),
        odata3.one_of("SoortMisdrijf", ["0.0.0", "1.1.1"], 6),
        odata3.one_of("Perioden", ["2023JJ00"]),
    )
    assert odata3.rows(client, found, where).frame().GeregistreerdeMisdrijven_1.tolist() == []
    where = where.replace("'2023JJ00  '", "'2023JJ00'")
    frame = odata3.rows(client, found, where).frame()
    assert frame.GeregistreerdeMisdrijven_1.tolist() == [1, 2]
    assert frame.SoortMisdrijf.tolist() == ["0.0.0", "1.1.1"]


# ---------------------------------------------------------------- what is refused


def test_no_rows_at_all_is_an_error_though_cbs_says_nothing(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table([])])
    with pytest.raises(FetchError, match="kwam geen enkele regel, terwijl er geen fout werd gemeld") as error:
        asked(client)
    assert "85984NED" in error.value.found


def test_codes_without_padding_give_no_rows(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table()])
    found = odata3.table(client, "cbs", "85984NED")
    assert odata3.rows(client, found, "WijkenEnBuurten eq 'GM0307'").frame().empty
    assert len(odata3.rows(client, found, odata3.one_of("WijkenEnBuurten", ["GM0307"])).frame()) == 1


def test_rows_of_another_gemeente_are_refused(publishers: Publishers, client: Client) -> None:
    """`ge` is ignored: the whole table comes."""
    cbs.serve(publishers, "cbs", [table()])
    found = odata3.table(client, "cbs", "85984NED")
    rows = odata3.rows(client, found, "WijkenEnBuurten ge 'GM0307    '")
    with pytest.raises(FetchError, match="niet gevraagd zijn: BU0363AF09, GM0363, WK0363AF"):
        odata3.checked(rows.frame(), found, "GM0307")


def test_a_gemeente_that_the_table_does_not_have_gives_no_rows(
    publishers: Publishers, client: Client
) -> None:
    cbs.serve(publishers, "cbs", [table()])
    assert asked(client, "GM1992").empty


def test_wijken_without_their_gemeente_are_refused(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table(["NL00", "WK030701", "BU03070103"])])
    with pytest.raises(FetchError, match="niet de gemeente zelf"):
        asked(client)


def test_unknown_codes_are_refused(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table(["NL00", "GM0307", "WK0307??"])])
    with pytest.raises(FetchError, match="gebieden met een onbekende code"):
        asked(client)


def test_the_country_without_gemeenten_is_refused(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table(["NL00", "BU03070103"])])
    with pytest.raises(FetchError, match="ontbreken Nederland of de gemeenten"):
        asked(client, "NL00")


@pytest.mark.parametrize(
    ("title", "complaint"),
    [
        ("Kerncijfers wijken en buurten 2022", "De tabel 85984NED gaat over 2022, verwacht 2024."),
        ("Kerncijfers wijken en buurten 2009-2012", "noemt niet één jaar"),
        ("Nabijheid voorzieningen 2024", "heet 'Nabijheid voorzieningen 2024', verwacht 'Kerncijfers"),
    ],
)
def test_a_table_about_something_else_is_refused(
    publishers: Publishers, client: Client, title: str, complaint: str
) -> None:
    cbs.serve(publishers, "cbs", [table(title=title)])
    with pytest.raises(FetchError) as error:
        odata3.table(client, "cbs", "85984NED").expect("Kerncijfers wijken en buurten", 2024)
    assert complaint in error.value.found
    assert error.value.remedy


def test_pages_that_go_round_are_refused(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table()])
    found = odata3.table(client, "cbs", "85984NED")
    link = "https://opendata.cbs.nl/ODataFeed/odata/85984NED/TypedDataSet?$skip=2"
    page = f'{{"value": [], "odata.nextLink": "{link}"}}'
    publishers.inject("/cbs/ODataFeed/*", faults.status(200, page, "application/json"))
    with pytest.raises(FetchError, match="lopen in een kring"):
        odata3.rows(client, found)


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (faults.status(500, "Internal Server Error"), "heeft een storing"),
        (faults.html_page(), "webpagina in plaats van gegevens"),
        (faults.truncated, "niet compleet"),
        (faults.broken_chunks, "niet compleet"),
        (faults.dropped, "verbrak de verbinding"),
        (faults.gzipped(0.5), "niet compleet"),
        (faults.status(200, "[]", "application/json"), "zonder lijst van gegevens"),
        (faults.status(200, '{"value": 3}', "application/json"), "zonder lijst van gegevens"),
        (faults.status(200, '{"value": [{"Key"', "application/json"), "geen JSON"),
    ],
)
def test_a_broken_second_page_leaves_nothing(
    publishers: Publishers, client: Client, fault: faults.Fault, complaint: str
) -> None:
    cbs.serve(publishers, "cbs", [table()], page=2)
    found = odata3.table(client, "cbs", "85984NED")

    def second(request: faults.Request, answer: object) -> faults.Response:
        return fault(request, answer) if "$skip" in request.args else answer()  # type: ignore[arg-type, operator]

    publishers.inject("/cbs/ODataFeed/*", second)
    with pytest.raises(FetchError, match=complaint):
        odata3.rows(client, found, odata3.area_filter("GM0307"))


def test_a_passing_fault_is_asked_again(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table()])
    publishers.inject("/cbs/ODataFeed/*", faults.status(503), times=1)
    assert len(asked(client)) == 5


def test_a_table_without_topics_is_refused(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table()])
    publishers.inject("/cbs/*/DataProperties", faults.status(200, '{"value": []}', "application/json"))
    with pytest.raises(FetchError, match="noemt geen enkel cijfer"):
        odata3.table(client, "cbs", "85984NED")


def test_an_unknown_table_is_an_error(publishers: Publishers, client: Client) -> None:
    cbs.serve(publishers, "cbs", [table()])
    with pytest.raises(FetchError, match="kent dit adres niet"):
        odata3.table(client, "cbs", "99999NED")
