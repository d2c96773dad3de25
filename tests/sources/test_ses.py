"""SES-WOA: scores of all years, on the division of one."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tests.publishers import odata3
from tests.publishers import server as faults
from tests.publishers.odata3 import Column, Table
from tests.publishers.server import Publishers
from tests.sources.small import AMERSFOORT, AREAS, filled, loaded, raws, values
from wijkkaart.errors import FetchError
from wijkkaart.model import COUNTRY
from wijkkaart.sources import ses
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Wanted
from wijkkaart.store import Snapshot

TITLE = "Sociaal-economische status; scores per wijk en buurt, regio-indeling {}"
COLUMNS = [
    Column("ParticuliereHuishoudens", "Particuliere huishoudens", "Aantal"),
    *(
        Column("Waarde", "Waarde", "%", ("Opleidingsniveau", level), 1)
        for level in ("Laag", "Middelbaar", "Hoog")
    ),
    *(
        Column("GemiddeldeScore", "Gemiddelde score", "Getal", ("SES-WOA", part), 3)
        for part in ("Totaalscore", "Welvaart", "Opleiding", "Arbeid")
    ),
    Column("Waarde", "Waarde", "Getal", ("Spreiding", "Spreiding totaal"), 3),
]


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


@pytest.fixture
def store(tmp_path: Path) -> Snapshot:
    return Snapshot(tmp_path / "gegevens")


def table(division: int = 2025, years: tuple[int, ...] = (2014, 2019, 2024), **changes: object) -> Table:
    """Scores that are the year divided by 1000, and -1 after the first for the next ones."""

    def rows(made: Table) -> pd.DataFrame:
        frames = []
        for year in years:
            planted = {
                "ParticuliereHuishoudens": (8_000_000, 70_000, 400, 300, 100, None),
                "Waarde#1": (30.0,) * 6,
                "Waarde#3": (40.0, 45.0, 50.0, 55.0, None, None),
                **{f"GemiddeldeScore#{turn}": (year / 1000 - turn,) * 5 + (None,) for turn in range(1, 5)},
                "Waarde#4": (0.9,) * 6,
            }
            frames.append(filled(made, planted).assign(Perioden=f"{year}JJ00"))
        return pd.concat(frames, ignore_index=True)

    asked: dict[str, object] = {
        "id": ses.TABLES.get(division, "88001NED"),
        "title": TITLE.format(division),
        "columns": COLUMNS,
        "rows": rows,
        "dimensions": {"Perioden": 8},
    }
    return Table(**{**asked, **changes})  # type: ignore[arg-type]


def test_every_score_of_every_year_comes_out_on_the_division_of_the_table(
    publishers: Publishers, client: Client, store: Snapshot
) -> None:
    odata3.serve(publishers, "cbs", [table()])
    found = loaded(raws(client, ses)["ses-GM0307"][0], store)
    assert found.observations is not None
    assert set(found.observations.year) == {2014, 2019, 2024}
    assert set(found.observations.boundaries) == {2025}
    assert set(found.observations.source) == {"cbs-ses"}
    of_2019 = found.observations[found.observations.year == 2019]
    gemeente = of_2019[of_2019.code == "GM0307"].set_index("indicator").value.round(3).to_dict()
    assert gemeente == {
        "ses_huishoudens": 70_000,
        "ses_opleiding_laag_pct": 30,
        "ses_opleiding_middelbaar_pct": pytest.approx(float("nan"), nan_ok=True),
        "ses_opleiding_hoog_pct": 45,
        "ses_score": 1.019,
        "ses_welvaart": 0.019,
        "ses_opleiding": -0.981,
        "ses_werk": -1.981,
        "ses_spreiding": 0.9,
    }
    assert found.report.kind.startswith("Sociaal-economische status per wijk en buurt (SES-WOA)")
    assert values(found, "ses_opleiding_hoog_pct")["BU03070102"][1] == "secret"
    assert values(found, "ses_opleiding_middelbaar_pct")["BU03070102"][1] == "not measured"


def test_only_the_years_that_are_wanted_come(publishers: Publishers, client: Client) -> None:
    odata3.serve(publishers, "cbs", [table()])
    frame = raws(client, ses, Wanted("GM0307", years=(2019, 2024)))["ses-GM0307"][0].frame
    assert sorted(frame.Perioden.unique()) == ["2019JJ00", "2024JJ00"]
    assert len(frame) == 2 * len(AREAS)
    assert raws(client, ses, Wanted("GM0307", years=(2013,))) == {"ses-GM0307": []}


def test_of_the_country_comes_the_newest_year(publishers: Publishers, client: Client) -> None:
    odata3.serve(publishers, "cbs", [table()])
    frame = raws(client, ses, Wanted(COUNTRY))["ses-NL00"][0].frame
    assert frame.Perioden.unique().tolist() == ["2024JJ00"]


def test_a_newer_division_is_found_in_the_catalogue(publishers: Publishers, client: Client) -> None:
    other = table(2027, title="Sociaal-economische status; postcode 2027", id="88002NED")
    odata3.serve(publishers, "cbs", [table(2026), table(2025), other])
    raw = raws(client, ses)["ses-GM0307"][0]
    assert (raw.facts["table"], raw.facts["boundaries"]) == ("88001NED", "2026")


def test_the_title_tells_the_division(publishers: Publishers, client: Client) -> None:
    odata3.serve(publishers, "cbs", [table(2025, title=TITLE.format(2024))])
    assert raws(client, ses)["ses-GM0307"][0].facts["boundaries"] == "2024"


def test_another_table_is_refused(publishers: Publishers, client: Client) -> None:
    odata3.serve(publishers, "cbs", [table(title="Nabijheid voorzieningen 2025")])
    with pytest.raises(FetchError, match="verwacht 'Sociaal-economische status'"):
        ses.pieces(AMERSFOORT, client)[0].ask(client)


def test_a_table_without_years_is_refused(publishers: Publishers, client: Client) -> None:
    made = table(dimensions={}, rows=lambda made: filled(made, {}))
    odata3.serve(publishers, "cbs", [made])
    with pytest.raises(FetchError, match="geen kolom 'Perioden'"):
        raws(client, ses)


def test_the_probe_says_which_years_there_are(publishers: Publishers, client: Client) -> None:
    odata3.serve(publishers, "cbs", [table()])
    assert ses.probe(client).endswith("regio-indeling 2025', jaren 2014-2024.")
    publishers.inject("/cbs/ODataFeed/*", faults.status(200, '{"value": []}', "application/json"))
    with (
        Client(client._settings, refresh=True) as again,
        pytest.raises(FetchError, match="gaf geen regels voor Nederland"),
    ):
        ses.probe(again)
