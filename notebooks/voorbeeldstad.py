"""Makes Voorbeeldstad, the invented gemeente in `data/examples/voorbeeldstad`.

    python notebooks/voorbeeldstad.py [--naar MAP]

The same script gives the same bytes: chance comes from fixed seeds. The town plan is in
`voorbeeldstad_plan.py`, what drives the figures in `voorbeeldstad_toestand.py`, which figures there
are in `voorbeeldstad_definities.py` and `voorbeeldstad_beleving.py`, by which rules they're published in
`voorbeeldstad_regels.py`, and what there is to do in `voorbeeldstad_aanbod.toml` and
`voorbeeldstad_register.toml`.
"""

import argparse
from pathlib import Path

import voorbeeldstad_cijfers
import voorbeeldstad_gebieden
import voorbeeldstad_register

STANDAARD = Path(__file__).resolve().parents[1] / "data" / "examples" / "voorbeeldstad"

LEESMIJ = """\
# Voorbeeldstad (verzonnen)

Alles in deze map is verzonnen: de gemeente, de wijken en buurten, de cijfers, de plekken, de
activiteiten en de mensen. Voorbeeldstad ligt in de Markerwaard, de polder in het Markermeer die
nooit is drooggelegd. De gemeentecode GM9990 bestaat niet.

- **Gebieden** (`gebieden_*.geojson`): 8 wijken en 40 buurten. In 2020 veranderde de indeling: Kavels-Zuid
  is gesplitst in Waterkavels en Rietkavels (kenmerk 3) en Bedrijvenpark De Kaap kreeg een andere code
  met dezelfde grens (kenmerk 2).
- **Cijfers** (`cijfers_*.csv`): 2015 tot en met 2024. Ze volgen de regels van het CBS: aantallen van wijken
  en buurten zijn willekeurig afgerond op vijftallen, kleine aantallen zijn geheim en het nieuwste jaar is
  nog niet compleet. Cijfers over gezondheid en leefbaarheid zijn schattingen, net als de echte.
- **Plekken, activiteiten en mensen** staan in het register: telefoonnummers beginnen met 020-0000 en bestaan
  niet, websites en e-mailadressen eindigen op `.example` en bestaan niet. Postcode 9990 is niet in gebruik.
  Lijkt een naam op die van een echt mens of een echte organisatie, dan is dat toeval.
- **Register** (`register/*.jsonl`): organisaties, plekken, aanbod, netwerken, sleutelpersonen en notities,
  met hun geschiedenis. Datums tellen vanaf de dag van laden: zo blijft het voorbeeld even fris en even oud.
  Wie in het register werkt, is ook verzonnen.

Gemaakt door `notebooks/voorbeeldstad.py`. Pas de bestanden niet met de hand aan: verander het script en
voer het uit.
"""


def main() -> None:
    """Write all files of Voorbeeldstad."""
    uitleg = argparse.ArgumentParser(description="Maakt de verzonnen gemeente Voorbeeldstad.")
    uitleg.add_argument("--naar", type=Path, default=STANDAARD, help="map om in te schrijven")
    map_: Path = uitleg.parse_args().naar
    map_.mkdir(parents=True, exist_ok=True)
    voorbeeldstad_gebieden.schrijf(map_)
    voorbeeldstad_cijfers.schrijf(map_)
    voorbeeldstad_register.schrijf(map_ / "register")
    (map_ / "LEESMIJ.md").write_text(LEESMIJ, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
