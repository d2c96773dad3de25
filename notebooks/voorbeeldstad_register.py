"""Makes the register of Voorbeeldstad, in `data/examples/voorbeeldstad/register`.

    python notebooks/voorbeeldstad_register.py [--naar MAP]

One file a kind of record, one line a record. Records refer to each other by `ref`; their ids follow from it.
Dates count from the day of loading (see `voorbeeldstad_register_tijden`), so that the example doesn't age.
What there is stands in `voorbeeldstad_register.toml` and `voorbeeldstad_aanbod.toml`.
"""

import argparse
import json
from pathlib import Path

from voorbeeldstad_register_aanbod import aanbodregels, organisatieregels
from voorbeeldstad_register_geschiedenis import gebeurd, weggegooid
from voorbeeldstad_register_inhoud import Regel
from voorbeeldstad_register_mensen import netwerkregels, notitieregels, persoonregels
from voorbeeldstad_register_plekken import plekregels

STANDAARD = Path(__file__).resolve().parents[1] / "data" / "examples" / "voorbeeldstad" / "register"


def regels() -> dict[str, list[Regel]]:
    """Kind of record to its lines."""
    organisaties = organisatieregels()
    orgs = _refs(organisaties)
    plekken = plekregels(orgs)
    waar = _refs(plekken)
    aanbod = aanbodregels(orgs, waar)
    personen = persoonregels(orgs, waar)
    netwerken = netwerkregels(orgs, _refs(personen))
    alles = {
        "organization": organisaties,
        "location": plekken,
        "service": aanbod,
        "network": netwerken,
        "contact": personen,
        "note": notitieregels(orgs, waar),
    }
    for soort, lijst in alles.items():
        gebeurd(soort, lijst)
        weggegooid(soort, lijst)
    _afgeschermd(alles)
    return alles


def _refs(lijst: list[Regel]) -> dict[str, str]:
    return {regel.naam: regel.ref for regel in lijst}


def _afgeschermd(alles: dict[str, list[Regel]]) -> None:
    """Fields that are for fewer than usual, as some ask."""
    for soort, ref, veld, rol in (
        ("location", "vbs-p085", "phones", "partner"),
        ("organization", "vbs-o045", "email", "partner"),
        ("service", "vbs-a060", "phones", "team"),
        ("contact", "vbs-s001", "phones", "partner"),
    ):
        regel = next(regel for regel in alles[soort] if regel.ref == ref)
        if veld in regel.waarden:
            regel.meta[veld] = {"visibility": rol}


def schrijf(map_: Path) -> None:
    """Write `organization.jsonl` and so on."""
    map_.mkdir(parents=True, exist_ok=True)
    for soort, lijst in regels().items():
        tekst = "".join(_lijn(regel) for regel in sorted(lijst, key=lambda regel: regel.ref))
        (map_ / f"{soort}.jsonl").write_text(tekst, encoding="utf-8", newline="\n")


def _lijn(regel: Regel) -> str:
    inhoud = {"ref": regel.ref, "values": regel.waarden, "meta": regel.meta, "history": regel.gebeurd}
    if not regel.meta:
        del inhoud["meta"]
    return json.dumps(inhoud, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Write the register of Voorbeeldstad."""
    uitleg = argparse.ArgumentParser(
        description="Maakt het register van de verzonnen gemeente Voorbeeldstad."
    )
    uitleg.add_argument("--naar", type=Path, default=STANDAARD, help="map om in te schrijven")
    schrijf(uitleg.parse_args().naar)


if __name__ == "__main__":
    main()
