"""Longer texts on the screen, in plain Dutch."""

LOAD = """
1. Download de kaart met wijken en buurten van het CBS, of vraag uw gemeente om het bestand.
2. Open een opdrachtvenster op de computer waarop wijkkaart draait.
3. Typ `wijkkaart load` met daarachter het bestand of de map, bijvoorbeeld
   `wijkkaart load wijkenbuurten_2024.gpkg`.

wijkkaart herkent zelf wat erin staat en van welk jaar het is. U krijgt te lezen wat er is bewaard,
hersteld en weggelaten, en waarom. Gaat er iets mis, dan blijven uw gegevens zoals ze waren.
U hoeft wijkkaart niet opnieuw te starten: ververs daarna de pagina.
"""

FORMATS = """
**Van anderen**

- gebieden: CBS Wijk- en Buurtkaart (GeoPackage, GeoJSON of zip met shapefile)
- cijfers: CBS Kerncijfers wijken en buurten (Excel of CSV), StatLine (CSV), RIVM, Leefbaarometer
- plekken: scholen van DUO, haltes van het openbaar vervoer

**Eigen bestanden** (CSV of Excel, met deze kolomnamen; alleen de eerste is verplicht)

- plekken: `naam`, `categorie`, `omschrijving`, `organisatie`, `adres`, `postcode`, `plaats`,
  `telefoon`, `email`, `website`, `openingstijden`, `doelgroep`, `lat`, `lon`
- activiteiten: `naam`, `plek`, `dag`, `van`, `tot`, `doelgroep`, `organisatie`, `omschrijving`
- sleutelpersonen: `naam`, `rol`, `organisatie`, `plek`, `telefoon`, `email`, `mag_openbaar` (ja of nee)
- cijfers: `gebied`, `jaar`, `indicator`, `waarde`, `status`

Een plek zonder coördinaten blijft bewaard en staat in de lijst als ‘nog geen plek op de kaart’.
Een sleutelpersoon is alleen te zien als bij `mag_openbaar` duidelijk ‘ja’ staat.
"""

HELP = """
**Een gebied kiezen.** Kies boven de kaart een gemeente, wijk of buurt. Of typ een naam of code uit
heel Nederland en druk op Enter; een typefout is niet erg. U kunt ook op de kaart klikken. Met de
namen boven de kaart gaat u weer omhoog.

**Een cijfer op de kaart.** Kies bij ‘Cijfer’ wat de kleuren laten zien. Bij ‘Weergave’ kiest u of de
kaart per wijk of per buurt is, hoe de kleuren zijn verdeeld, en of u vergelijkt met de gemeente of
met Nederland. De legenda toont de grenzen van elke kleur en hoeveel gebieden erin vallen.

**Plekken vinden.** Zoek op een woord, of filter op soort, doelgroep en dag. Boven de lijst staat
altijd hoeveel plekken u ziet, en van hoeveel. Klik op een plek in de lijst of op de kaart voor het
adres, de openingstijden en het telefoonnummer.

**De sociale kaart.** Op de pagina Sociale kaart zoekt u in alles tegelijk: plekken, aanbod, organisaties,
netwerken en mensen. Typ wat iemand nodig heeft, ook met een dag erbij: ‘taalles dinsdagavond’. Met
‘Nu open’, ‘Gratis’ en de andere knoppen maakt u de lijst korter. Bij ‘Filters’ zoekt u ook binnen bereik
van een adres; wijkkaart kent daarvoor alleen de adressen van plekken die erin staan. Bij ‘Week’ ziet u
wanneer er wat is, bij ‘Netwerken’ wie met wie werkt. Met ‘Downloaden’ neemt u mee wat u ziet.

**Delen en bewaren.** Wat u ziet, staat in het adres van de pagina. Kopieer dat adres om het te delen.

**Toetsenbord.** Met Tab loopt u langs alles, met Enter kiest u. Op de kaart schuift u met de pijltjes
en zoomt u met + en −. De lijst naast de kaart heeft dezelfde inhoud als de kaart.
"""

READING = """
- Het CBS rondt aantallen in wijken en buurten af op vijftallen. Buurten tellen daarom niet precies op
  tot de wijk, en een klein verschil zegt niets.
- Grijs met strepen betekent: geen gegevens. Dat is nooit nul. Het cijfer is geheim omdat er te weinig
  mensen wonen, nog niet gepubliceerd, of niet gemeten.
- Bij elk cijfer staat het jaar. Zonder keuze laat de kaart het nieuwste jaar zien dat goed gevuld is.
- Cijfers over gezondheid (RIVM) en leefbaarheid (Leefbaarometer) zijn schattingen met een rekenmodel.
- ‘Ongeveer gelijk’ betekent: het verschil is te klein om er iets over te zeggen.
"""
