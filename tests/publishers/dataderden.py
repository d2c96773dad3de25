"""Everything at dataderden.cbs.nl: the tables of RIVM and the police behind one address."""

from pathlib import Path

from pytest_httpserver import HTTPServer

from tests.publishers import odata3, politie, rivm


def serve(server: HTTPServer, shared: Path, *, page: int = odata3.MOST) -> None:
    """Put both tables under `/dataderden`; the older edition of RIVM's too."""
    tables = [rivm.table(shared), rivm.table(shared, old=True), politie.table(shared)]
    odata3.serve(server, "dataderden", tables, page)
