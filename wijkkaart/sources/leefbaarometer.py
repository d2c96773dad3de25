"""The Leefbaarometer: one zip with the scores of every buurt, wijk and gemeente in all measured years.

All years are on the division of the newest one. The scores are estimates of a model. There's a web
service too (WFS `lbm3` at geo.leefbaarometer.nl), with classes of one year only; it isn't asked.
Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import csv
import io
import re
import zipfile
import zlib
from datetime import timedelta
from functools import partial
from pathlib import Path

import pandas as pd
import python_calamine as calamine

from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import faults
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.delimited import rows_of
from wijkkaart.sources.parts import Answer, Piece, Wanted
from wijkkaart.sources.peek import beginning

NAME = "leefbaarometer"
LABEL = "Leefbaarheid (Leefbaarometer, ministerie van BZK)"

_BASE = "leefbaarometer"
_EDITION = 2024
_YEARS = (2002, 2008, *range(2012, _EDITION + 1, 2))
_PATH = f"/resources/open-data-leefbaarometer-meting-{_EDITION}.zip"
_FRESH = timedelta(days=7)
"""It's measured every two years."""
_MEMBER = re.compile(r"scores[ _-]+(buurt|wijk|gemeente)e?n?\b[^/]*\.(csv|xlsx)$", re.IGNORECASE)
"""Names in the zip: `.../Leefbaarometer-scores buurten 2002-2024.csv`."""
_CODES = {"buurt": "bu_code", "wijk": "wk_code", "gemeente": "gm_code"}
_PREFIXES = ("BU", "WK", "GM")
_SCORES = ("lbm", "afw", "fys", "onv", "soc", "vrz", "won")
_LARGEST = 512 * 1024**2
"""Bytes that the scores may be when unpacked; the real ones are some tens of MB."""
_ENCRYPTED = 0x1


def pieces(wanted: Wanted, client: Client) -> list[Piece]:  # noqa: ARG001 - all publishers are asked alike
    """One piece, as far as there are scores of the years that are wanted."""
    years = [year for year in _YEARS if wanted.wants(year)]
    if not years:
        return []
    dated = "-".join(str(year) for year in wanted.years)
    key = "-".join(part for part in (NAME, dated, wanted.gemeente) if part)
    return [Piece(key, f"Leefbaarometer, meting {_EDITION}", partial(_ask, wanted))]


def probe(client: Client) -> str:
    """Look at the first bytes of the zip."""
    if not beginning(client, _BASE, _PATH).startswith("PK"):
        raise _unexpected("is geen zipbestand")
    return f"De scores van meting {_EDITION} staan klaar als zipbestand."


def _ask(wanted: Wanted, client: Client) -> Answer:
    reply = client.get(_BASE, _PATH, fresh=_FRESH)
    return Answer([reply], partial(_raws, wanted, reply), table=f"meting {_EDITION}")


def _raws(wanted: Wanted, reply: Reply) -> list[Raw]:
    """A table for each level. Raises FetchError when there are no buurten of the gemeente in it."""
    tables = {level: _table(level, name, data, wanted) for level, (name, data) in _members(reply).items()}
    if "buurt" not in tables or tables["buurt"].empty:
        raise _unexpected(f"heeft geen scores van buurten in {wanted.name or wanted.gemeente}")
    raws = []
    for level, rows in tables.items():
        years = pd.to_numeric(rows.jaar, errors="coerce")
        facts = {"source": "leefbaarometer", "table": f"meting {_EDITION}", "year": str(_EDITION)}
        facts["boundaries"] = str(int(max(years.max(), _EDITION)))
        rows = rows[years.map(wanted.wants)].reset_index(drop=True)
        if len(rows):
            raws.append(Raw(Path(f"Leefbaarometer per {level}"), rows, facts=facts))
    return raws


def _table(level: str, name: str, data: bytes, wanted: Wanted) -> pd.DataFrame:
    """The scores of one level, of the gemeente (or all), with the codes and years as text."""
    code = _CODES[level]
    needed = (code, "jaar", "lbm")
    if name.lower().endswith(".xlsx"):
        data = _as_csv(name, data)
    starts = _PREFIXES if wanted.country else tuple(prefix + wanted.gemeente[2:] for prefix in _PREFIXES)
    rows, _ = rows_of(
        data,
        f"De Leefbaarometer ({name.rsplit('/', 1)[-1]})",
        needed,
        lambda part: part[code].str.startswith(starts),
        (code, "jaar", *_SCORES),
    )
    return rows


def _members(reply: Reply) -> dict[str, tuple[str, bytes]]:
    """Level to the name and content of its file. Raises FetchError unless the zip is honest and small."""
    try:
        with zipfile.ZipFile(reply.path) as archive:
            found = {}
            # A table as text goes before the same one as a workbook.
            for member in sorted(archive.infolist(), key=lambda each: each.filename.lower().endswith("csv")):
                match = _MEMBER.search(member.filename)
                if match:
                    found[match[1].lower()] = member
            _check(list(found.values()))
            return {level: (member.filename, _read(archive, member)) for level, member in found.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _unexpected("is beschadigd of niet compleet") from error


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The content of a file; no more than the size that was checked is ever unpacked."""
    with archive.open(member) as stream:
        return stream.read(member.file_size)


def _check(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise _unexpected("is met een wachtwoord beveiligd")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise _unexpected("is ingepakt op een manier die wijkkaart niet kent")
    size = sum(member.file_size for member in members)
    if size > _LARGEST:
        raise _unexpected(f"wordt uitgepakt {size // 1024**2} MB groot, veel meer dan de scores kunnen zijn")


def _as_csv(name: str, data: bytes) -> bytes:
    """The first sheet of a workbook as CSV. Raises FetchError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist())
        rows = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    except (
        zipfile.BadZipFile,
        calamine.CalamineError,
        calamine.ZipError,
        calamine.XmlError,
        ValueError,
    ) as error:
        raise _unexpected(f"heeft een werkmap die niet te lezen is ({name.rsplit('/', 1)[-1]})") from error
    text = io.StringIO()
    csv.writer(text).writerows([f"{cell:.0f}" if _whole(cell) else cell for cell in row] for row in rows)
    return text.getvalue().encode()


def _whole(cell: object) -> bool:
    return isinstance(cell, float) and cell.is_integer()


def _unexpected(what: str) -> FetchError:
    return FetchError(
        f"Het zipbestand van de Leefbaarometer {what}.",
        "Verwacht: de scores per buurt, wijk en gemeente, zoals de uitgever ze aanbiedt.",
        f"{faults.LATER} Blijft het zo, kijk dan of er een nieuwere versie van wijkkaart is.",
    )
