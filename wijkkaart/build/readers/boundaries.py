"""Boundaries of gemeenten, wijken and buurten, and the figures that CBS and PDOK send along with them."""

from collections import Counter

import geopandas as gpd
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import area_match
from wijkkaart.build.geometry import polygons, to_rd, unite
from wijkkaart.build.observations import from_wide, note_unknown
from wijkkaart.build.parts import Context, Loaded, NotYet, Report
from wijkkaart.build.readers._area_columns import AreaColumns, codes, is_liveability, recognise, text
from wijkkaart.build.readers._area_years import dated, year_in_name
from wijkkaart.errors import InvalidFile
from wijkkaart.model import AREA_COLUMNS, RD, Level, gemeente_of, is_code, level_of, parent_of
from wijkkaart.raw import Raw

_SOURCE = "cbs-wijkbuurtkaart"
_LABELS = {Level.BUURT: "buurten", Level.WIJK: "wijken", Level.GEMEENTE: "gemeenten"}
_WATER_BUURT = r"^BU\d{4}999[78]$"
_ABROAD = ("GM0998", "GM0999")
_OTHER = r"^(NL\d{2}|LD\d{2}|PV\d{2}|CR\d{2}|ES\d{2}|[A-Z]{2}\d{4,})$"
_SCHEMATIC = r"^(?:true|1|1\.0|ja|j|waar|yes)$|schema|afgeleid|svg"
_MOSTLY = 0.5
_FEW = 10


def matches(raw: Raw) -> bool:
    """Whether a layer holds outlines of areas: polygons with an area code, or with just a name."""
    if raw.geometry is None or is_liveability(raw):
        return False
    there = raw.geometry[~raw.geometry.isna() & ~raw.geometry.is_empty]
    if there.empty or there.geom_type.isin(["Polygon", "MultiPolygon"]).mean() < _MOSTLY:
        return False
    columns = recognise(raw)
    if not columns.code:
        return bool(_name_column(columns))
    # Buildings or parks that say in which buurt they lie aren't buurten: many have the same code.
    keys = codes(raw.frame[columns.code], columns.level)[0]
    for column in (columns.year, columns.year_code):
        keys = keys + (text(raw.frame[column]) if column else "")
    return len(keys) < _FEW or keys.nunique() >= _MOSTLY * len(keys)


def read(raw: Raw, context: Context) -> Loaded:
    """The areas of a layer (EPSG:28992), and the observations in its other columns.

    Raises NotYet when the year or the codes can only be known from areas that aren't loaded yet, and
    InvalidFile when no row is a usable area.
    """
    report = Report(raw.path.name, read=len(raw.frame))
    if "note" in raw.facts:
        report.notes.append(raw.facts["note"])
    columns = recognise(raw)
    assert raw.geometry is not None  # `matches` asked for it
    geometry, repaired = to_rd(raw.geometry, raw.path.name)
    report.repaired.update(repaired)
    areas = _named(raw, columns, geometry, context, report)
    areas = _kept(raw, columns, areas, report)
    shapes, reasons, repaired = polygons(geometry[areas.index])
    report.repaired.update(repaired)
    areas = _leave_out(areas, reasons, report)
    areas = dated(raw, columns, areas, shapes, context, report)
    keys = areas.code + "/" + areas.year.astype("str")
    united, repaired, left_out = unite(shapes[areas.index], keys)
    report.repaired.update(repaired)
    report.left_out.update(left_out)
    areas = _described(raw, columns, areas.loc[united.index], context, report)
    report.kept = len(areas)
    source = _source(raw, columns, areas)
    report.kind = _kind(areas, source)
    observations = _observations(raw, columns, areas, source, report)
    frame = gpd.GeoDataFrame(areas[[*AREA_COLUMNS]], geometry=united, crs=RD).reset_index(drop=True)
    return Loaded(report, source, areas=frame, observations=observations)


def _name_column(columns: AreaColumns) -> str:
    return next((name for name in (*columns.names.values(), columns.name) if name), "")


def _named(
    raw: Raw, columns: AreaColumns, geometry: gpd.GeoSeries, context: Context, report: Report
) -> pd.DataFrame:
    """`code` of every row, and `year` where only the areas known so far tell it (else missing)."""
    if columns.code:
        stated, completed = codes(raw.frame[columns.code], columns.level)
        if completed.any():
            report.repaired["gebiedscode aangevuld"] += int(completed.sum())
        return pd.DataFrame({"code": stated, "year": pd.NA})
    names = text(raw.frame[_name_column(columns)])
    shapes, reasons, _ = polygons(geometry)
    usable: pd.Series = (reasons == "") & (names != "")
    year = year_in_name(raw) or context.year
    found = area_match.codes_of(names[usable], shapes[usable], year, context.store) if usable.any() else None
    if found is None:
        raise NotYet(
            f"{raw.path.name}: in dit bestand staan namen, maar geen gebiedscodes, en er zijn geen gebieden "
            "geladen met die namen op die plek.",
            "Verwacht: een kolom met codes (buurtcode, wijkcode of gemeentecode).",
            "Laad eerst de gebieden met hun codes, of zet de codes in het bestand.",
        )
    report.notes.append(
        f"De codes stonden niet in het bestand. Ze zijn gevonden door naam en plek te vergelijken met "
        f"de gebieden van {found.year.iloc[0]}."
    )
    found = found.reindex(raw.frame.index)
    found["code"] = found.code.fillna("")
    return found


def _kept(raw: Raw, columns: AreaColumns, areas: pd.DataFrame, report: Report) -> pd.DataFrame:
    """The rows that are an area on land in the Netherlands; the rest is counted with the reason."""
    reasons = pd.Series("", index=areas.index, dtype="str")
    valid = areas.code.map(is_code)
    gemeente = areas.code.where(valid, "GM0000").map(gemeente_of)
    water = text(raw.frame[columns.water]).str.upper() if columns.water else reasons
    no_code = "geen gebiedscode" if columns.code else "naam niet gevonden op deze plek"
    country = areas.code.str.startswith("NL") & valid
    for reason, mask in (
        (no_code, areas.code == ""),
        ("ander gebied dan een gemeente, wijk of buurt", country | (~valid & areas.code.str.match(_OTHER))),
        ("ongeldige gebiedscode", ~valid),
        ("buitenland", gemeente.isin(_ABROAD) | (water == "B")),
        ("water", (water == "JA") | areas.code.str.match(_WATER_BUURT)),
    ):
        reasons = reasons.mask((reasons == "") & mask, reason)
    return _leave_out(areas, reasons, report)


def _leave_out(areas: pd.DataFrame, reasons: pd.Series, report: Report) -> pd.DataFrame:
    """The rows without a reason to leave them out. Raises InvalidFile when there are none."""
    report.left_out.update(Counter(reasons[reasons != ""]))
    kept = areas[reasons == ""]
    if kept.empty:
        why = ", ".join(f"{count} keer {reason}" for reason, count in report.left_out.most_common(3))
        raise InvalidFile(
            f"{report.file}: geen enkel gebied in dit bestand is te gebruiken ({why}).",
            "Verwacht: gemeenten, wijken of buurten met een code als GM0307, WK030706 of BU03070601.",
            "Controleer de codes en de omtrekken in het bestand.",
        )
    return kept


def _described(
    raw: Raw, columns: AreaColumns, areas: pd.DataFrame, context: Context, report: Report
) -> pd.DataFrame:
    """AREA_COLUMNS but for the geometry."""
    frame = raw.frame.loc[areas.index]
    levels = areas.code.map(level_of)
    names = pd.Series("", index=areas.index, dtype="str")
    for level in levels.unique():
        column = columns.names[level] or columns.name
        if column:
            names = names.mask(levels == level, text(frame[column]))
    nameless = names == ""
    if nameless.any():
        report.repaired["naam ontbreekt: de code is als naam gebruikt"] += int(nameless.sum())
        names = names.mask(nameless, areas.code)
    gemeente = areas.code.map(gemeente_of)
    column = columns.names[Level.GEMEENTE]
    gemeente_name = text(frame[column]) if column else pd.Series("", index=areas.index, dtype="str")
    gemeente_name = gemeente_name.mask((gemeente_name == "") & (levels == Level.GEMEENTE), names)
    unknown = gemeente_name == ""
    if unknown.any():
        known = area_match.gemeente_names(gemeente[unknown], areas.year[unknown], context.store)
        gemeente_name = gemeente_name.mask(unknown, known.reindex(areas.index))
    change = (
        text(frame[columns.change]).str.extract(r"^([123])(?:\.0+)?$", expand=False) if columns.change else ""
    )
    schematic = _schematic(frame, columns, report)
    _note_parents(frame, columns, areas, report)
    found = areas.assign(level=levels.map(str), name=names, gemeente=gemeente, gemeente_name=gemeente_name)
    found = found.assign(change=change, schematic=schematic)
    return found.assign(change=found.change.fillna("")).astype(
        {name: kind for name, kind in AREA_COLUMNS.items() if kind == "str"}
    )


def _schematic(frame: pd.DataFrame, columns: AreaColumns, report: Report) -> pd.Series:
    if not columns.schematic:
        return pd.Series(False, index=frame.index)
    found = text(frame[columns.schematic]).str.lower().str.contains(_SCHEMATIC, regex=True).astype(bool)
    if found.any():
        report.notes.append(
            f"Schematisch, dus niet de officiële grens: {int(found.sum())} van de {len(found)} omtrekken."
        )
    return found


def _note_parents(frame: pd.DataFrame, columns: AreaColumns, areas: pd.DataFrame, report: Report) -> None:
    """Say so where the file puts an area in another wijk or gemeente than its own code does."""
    checks = (
        (
            columns.wijk,
            Level.WIJK,
            areas.code.map(lambda code: parent_of(code) if code[:2] == "BU" else None),
        ),
        (columns.gemeente, Level.GEMEENTE, areas.code.map(gemeente_of)),
    )
    for column, level, expected in checks:
        if not column:
            continue
        stated = codes(frame[column], level)[0]
        wrong = int(((stated != expected) & (stated != "") & expected.notna()).sum())
        if wrong:
            report.notes.append(
                f"Bij {wrong} van de {len(areas)} gebieden past de {level}code in het bestand niet bij de "
                "code van het gebied zelf; die laatste telt."
            )


def _source(raw: Raw, columns: AreaColumns, areas: pd.DataFrame) -> str:
    """The source that the file names in every row, if it's a known one; else CBS's map."""
    named = set(text(raw.frame[columns.source][areas.index])) if columns.source else set()
    source = named.pop() if len(named) == 1 else ""
    return source if source in catalogue.sources() else _SOURCE


def _kind(areas: pd.DataFrame, source: str) -> str:
    labels = [label for level, label in _LABELS.items() if (areas.level == level).any()]
    first, last = int(areas.year.min()), int(areas.year.max())
    named = " en ".join([", ".join(labels[:-1]), labels[-1]]) if len(labels) > 1 else labels[0]
    years = str(first) if first == last else f"{first} t/m {last}"
    publisher = " (CBS/PDOK)" if source == _SOURCE else ""
    return f"{named.capitalize()} {years}{publisher}"


def _observations(
    raw: Raw, columns: AreaColumns, areas: pd.DataFrame, source: str, report: Report
) -> pd.DataFrame | None:
    """The figures that the file gives of its areas; None when it gives none."""
    wide = raw.frame.loc[areas.index].drop(columns=list(columns.used))
    given = "" if source == _SOURCE else source
    found, unknown = from_wide(wide, areas.code, areas.year, given, report)
    note_unknown(report, unknown)
    return found if len(found) else None
