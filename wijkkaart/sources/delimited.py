"""Text tables of publishers who change their mind on separator and encoding: both are found out."""

import io
import warnings
from collections.abc import Callable, Collection

import pandas as pd

from wijkkaart.errors import FetchError
from wijkkaart.sources import faults

_CHUNK = 20_000


def rows_of(
    data: bytes,
    what: str,
    needed: Collection[str],
    keep: Callable[[pd.DataFrame], pd.Series],
    columns: Collection[str] | None = None,
) -> tuple[pd.DataFrame, int]:
    """The rows that `keep` marks, as text without surrounding space, and how many rows there are in all.

    Of the file only `columns` are read (default all), by their names without surrounding space; what
    isn't among them never gets into a table. `what` is the file's name in messages. Raises FetchError
    when a column in `needed` is missing, when a row is broken or the last one breaks off, and when
    there's no row at all.
    """
    text = _text(data)
    header = text.split("\n", 1)[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    names = [name.strip().strip('"').strip() for name in header.split(separator)]
    missing = [name for name in needed if name not in names]
    if missing:
        raise FetchError(
            f"{what} heeft geen kolom {', '.join(missing)}. Wel: {', '.join(names)[:200]}.",
            f"Verwacht: een tabel met {', '.join(needed)}.",
            "Misschien heeft de uitgever iets veranderd. Kijk of er een nieuwere versie van wijkkaart is.",
        )
    if _last_line(text).count(separator) < len(names) - 1:
        raise FetchError(
            f"{what} is niet compleet: de laatste regel breekt af.",
            "Verwacht: het hele bestand.",
            faults.LATER,
        )
    wanted = None if columns is None else [number for number, name in enumerate(names) if name in columns]
    parts, read = [], 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            for part in pd.read_csv(
                io.StringIO(text),
                sep=separator,
                header=0,
                names=names,
                usecols=wanted,
                index_col=False,
                dtype="str",
                keep_default_na=False,
                chunksize=_CHUNK,
            ):
                read += len(part)
                part = part.fillna("").apply(lambda column: column.str.strip())
                parts.append(part[keep(part).to_numpy(bool)])
    except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError) as error:
        raise FetchError(
            f"{what} is niet te lezen: {error}.",
            "Verwacht: op elke regel evenveel kolommen.",
            faults.LATER,
        ) from error
    if not read:
        raise FetchError(f"{what} is leeg: er staat geen enkele rij in.", faults.EXPECTED, faults.LATER)
    return pd.concat(parts, ignore_index=True), read


def _last_line(text: str) -> str:
    text = text.rstrip("\r\n")
    return text[text.rfind("\n") + 1 :]


def _text(data: bytes) -> str:
    """The text of a file that is UTF-8 (with a mark or without) or else cp1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; they occur in no Dutch text, so their sign is no loss.
        return data.decode("cp1252", errors="replace")
