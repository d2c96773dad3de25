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

Een plek zonder coördinaten blijft bewaard en staat in de lijst als ‘nog geen plek op de kaart’. Een lijst
met sleutelpersonen komt in het register. Daarvoor is een grondslag nodig: met `--grondslag` zegt u waarom
deze mensen erin mogen staan. Anderen dan het team zien alleen wie daar toestemming voor gaf.
"""

BEGIN = """
- **U zoekt hulp of een activiteit voor iemand.** Begin bij de Sociale kaart, of bij de Kaart als u wilt
  zien waar het is. U hoeft zich niet aan te melden.
- **U maakt met een groep een wijkscan.** Lees op Profiel wat er al bekend is. Schrijf op de pagina
  Wijkscan wat u er zelf van weet. Schrijven kan met een account van het team; een beheerder geeft dat.
- **U zet wijken naast elkaar voor beleid.** Begin bij Vergelijken. Past de indeling niet bij uw vraag,
  maak dan op Profiel een eigen gebied.
- **U houdt de gegevens bij.** Meld u aan. Bij ‘Nabellen’ staat wat er deze week te doen is.
"""

HELP = """
**Een gebied kiezen.** Kies boven de kaart een gemeente, wijk of buurt. Of typ een naam of code uit heel
Nederland en druk op Enter; een typefout is niet erg. U kunt ook op de kaart klikken. Met de namen boven
de kaart gaat u weer omhoog. Een eigen gebied, zoals uw werkgebied, staat in de lijst onder de gemeente. Het
team maakt het op de pagina Profiel.

**Een cijfer op de kaart.** Kies bij ‘Cijfer’ wat de kleuren laten zien. Bij ‘Weergave’ kiest u of de
kaart per wijk of per buurt is, hoe de kleuren zijn verdeeld, en of u vergelijkt met de gemeente of met
Nederland. De legenda toont de grenzen van elke kleur en hoeveel gebieden erin vallen.

**Plekken vinden.** Zoek op een woord, of filter op soort, doelgroep en dag. Boven de lijst staat altijd
hoeveel plekken u ziet, en van hoeveel. Klik op een plek in de lijst of op de kaart voor het adres, de
openingstijden en het telefoonnummer.

**De sociale kaart.** Op de pagina Sociale kaart zoekt u in alles tegelijk: plekken, aanbod, organisaties,
netwerken en mensen. Typ wat iemand nodig heeft, ook met een dag erbij: ‘taalles dinsdagavond’. Met ‘Nu
open’, ‘Gratis’ en de andere knoppen maakt u de lijst korter. Bij ‘Filters’ zoekt u ook binnen bereik van
een adres; wijkkaart kent daarvoor alleen de adressen van plekken die erin staan. Bij ‘Week’ ziet u
wanneer er wat is, bij ‘Netwerken’ wie met wie werkt. Met ‘Downloaden’ neemt u mee wat u ziet.

**Profiel.** Alles over één gebied, in de volgorde van een wijkscan: vijf hoofdstukken. Bij elk
cijfer staat wat het is naast de wijk, de gemeente en een gebied dat u zelf kiest.
Klik op een cijfer voor wat het betekent, waar het vandaan komt en alle jaren.

**Wijkscan, Vergelijken, Sociale index.** Zie hieronder.

**Delen en bewaren.** Wat u ziet, staat in het adres van de pagina. Kopieer dat adres om het te delen.

**Toetsenbord.** Met Tab loopt u langs alles, met Enter kiest u. Op de kaart schuift u met de pijltjes en
zoomt u met + en −. De lijst naast de kaart heeft dezelfde inhoud als de kaart.
"""

OWN = """
Een eigen gebied is een aantal wijken of buurten met een naam. Bijvoorbeeld het werkgebied van een wijkteam.
U kiest het overal waar u een wijk kiest: op de kaart, bij Profiel, Vergelijken en Sociale index, en voor
een wijkscan.

**Maken.** Dat doet het team, op Profiel bij ‘Eigen gebied’. Kies wijken en buurten uit de lijst, teken de
omtrek op de kaart, of laad een bestand (GeoJSON of CSV). U bepaalt wie het ziet: iedereen of alleen het
team. Op dezelfde plek verandert u het of wist u het. Een gebied waar een wijkscan over gaat, blijft.

**Getekend.** Er horen dan alle buurten bij die voor minstens de helft in de omtrek liggen. wijkkaart
verdeelt geen buurten in stukken, want van een stuk is er geen cijfer. U ziet per buurt hoeveel ervan in de
tekening ligt, of hij meetelt en hoeveel mensen er wonen. Dat blijft te zien op Profiel, bij ‘Waaruit dit
gebied bestaat’.

**Bestand.** GeoJSON mag in lengte- en breedtegraden zijn, of in RD. Hooguit 1 MB.

**Cijfers.** Aantallen tellen we op. Daar hoort een marge bij, want elke buurt is afgerond. Een percentage
maken we opnieuw uit de aantallen. Wat niet op te tellen is, zoals een mediaan, laten we weg. Er staat dan
waarom.
"""

COMPARE = """
**Kiezen.** Begin met een gemeente, of typ namen van gebieden uit heel Nederland. Er zijn lijsten met
cijfers die bij elkaar horen. U kunt het aanbod voor een doelgroep ernaast zetten: hoeveel plekken en
activiteiten er bekend zijn per 1.000 mensen van die groep. Het team bewaart een keuze bij ‘Bewaarde
lijsten’. Het adres van de pagina bewaart hem ook.

**Tabel.** Klik op een kolom om te sorteren. Houd een gebied bovenaan met de speld, en laat een cijfer weg
met het kruisje. Onder elk cijfer kan het verschil staan of de plaats in de rij. Een verschil krijgt
alleen een kleur als het groter is dan de afronding en de marge. Anders staat er ‘niet te zeggen’. Een
plaats is vaak ‘3 tot 6’: wie zo dicht bij elkaar liggen, delen die plaatsen. Van gebieden zonder cijfer
weten we de plaats niet.

**Beelden.** Staven zetten de gebieden op volgorde. ‘Eén gebied’ laat zien waar een gebied staat tussen
alle andere. ‘Samenhang’ zet twee cijfers tegen elkaar; dat ze samengaan, zegt niet dat het een door het
ander komt. ‘Door de jaren’ toont lijnen: die stoppen waar de grens of de telling veranderde. Klik ergens
op een gebied, dan springt het er in alle beelden uit.

**Lijkt op.** Zoekt gebieden die op een gebied lijken, in dezelfde gemeente of daarbuiten. Er staat bij
waarom ze op elkaar lijken, waarin ze verschillen, en welke voorzieningen de ander wel heeft.

**Meenemen.** Excel (met een blad uitleg en bronnen), CSV en GeoJSON bij ‘Downloaden’. Elk beeld is te
bewaren als plaatje (PNG) of tekening (SVG).
"""

INDEX = """
De index vat vier kanten van een gebied samen: wat mensen kunnen, hun omgeving, meedoen en contact. Het is
een hulp bij het gesprek, geen rapportcijfer. Hij is indicatief: een eigen rekenwijze met open cijfers.

**Wat 100 is.** 100 is het gemiddelde van de gebieden in het jaar dat u kiest. Dat blijft vast als er
nieuwe cijfers komen, zodat u kunt zien of een gebied vooruitgaat.

**Cijfers en gewichten.** U ziet welke cijfers meetellen, of meer beter of slechter is, en hoe zwaar ze
tellen. Dat kunt u allemaal veranderen. Herkomst, geloof en leeftijd kunnen er niet in.

**Hoe stevig.** Andere gewichten geven een andere uitkomst. Daarom rekent wijkkaart de index duizend keer
uit met andere gewichten, en steeds zonder een van de cijfers. U ziet hoe vaak een gebied in dezelfde band
blijft (bijvoorbeeld ‘rond het gemiddelde’), en hoe vaak het bij de laagste vijf hoort. Blijft het zelden
gelijk? Trek er dan geen conclusie uit. **B** is betrouwbaar: de band blijft gelijk binnen alle marges.
**I** is indicatief: er missen cijfers, of de marges zijn groot of niet bekend.

**Eigen gebieden** worden met dezelfde maat gemeten. Zij staan boven de rij en niet erin, want zij overlappen
met gebieden die er al in staan. Schattingen, zoals eenzaamheid, zijn niet op te tellen. Dan staat er waar de
index tussen ligt.

**Bewaren.** Bij ‘Downloaden’ staat de hele rekenwijze als bestand. Volgend jaar laadt u dat bij
‘Rekenwijze laden’, en meet u nieuwe cijfers met dezelfde maat.
"""

WIJKSCAN = """
Een wijkscan beschrijft een wijk: in cijfers, in wat er is, en in wat mensen er zelf van weten. wijkkaart
vult in wat het weet. U schrijft de rest, samen met anderen. Bij de eerste start staan er vijf voorbeelden
klaar.

**Beginnen.** Kies op de pagina Wijkscan ‘Nieuwe wijkscan’, of op Profiel ‘Maak hier een wijkscan van’.
Hij kan gaan over een gemeente, wijk, buurt of eigen gebied. Beginnen en schrijven doet het team.

**Schrijven.** Links staan de onderdelen. Bij elk onderdeel staan vragen die helpen. Uw tekst wordt
vanzelf bewaard: onder de tekst staat wanneer. Valt het internet weg, dan staat de tekst nog op dit
apparaat. Met ‘Foto’, ‘Cijfer’ en ‘Plek’ zet u die in de tekst. Een cijfer in een zin houdt zijn bron en
zijn jaar. Bij ‘Eerdere teksten’ haalt u een oude tekst terug. Onder uw tekst staat wat wijkkaart weet. U
kiest wat daarvan in het rapport komt, en in welke volgorde. Met ‘Grafiek of kaart erbij’ zet u er een
cijfer bij door de jaren heen, of op een kaart van de buurten. Een onderdeel mag weg, met een reden.

**Nakijken.** Een lijst van wat u nog eens moet bekijken, wat nog leeg is, en wie eraan werkt.
Bijvoorbeeld als uw tekst een ander getal noemt dan er geteld is, of als er een naam van iemand in staat.
Schrijft u ‘mevrouw De Vries’ of ‘Fatima’ en staat zij in de sociale kaart, dan leest wie haar niet mag
zien ‘(niet getoond)’. Is het niet zeker wie u bedoelt, dan vraagt wijkkaart het u hier.
Met ‘Geen persoon’ of ‘Laat zo’ beantwoordt u die vraag. Verandert de zin, dan komt zij terug.

**Wat is er veranderd.** Na een jaar zijn er nieuwe cijfers, en is de sociale kaart anders. De wijkscan
verandert niet vanzelf. U ziet wat er anders is en neemt het over, één voor één of alles tegelijk.

**Versies.** Is de groep het eens, dan stelt u de wijkscan vast. Die versie blijft zoals hij is. U kunt
twee versies naast elkaar leggen. Ook van een vastgestelde versie ziet niemand mensen die dat niet meer
willen. Bij het voorbeeld Hoogveld ziet u hoe dat gaat.

**Weggooien en wissen.** Bij ‘Gegevens’ gooit u een wijkscan weg. Onder de lijst van wijkscans zet u hem
terug. Een beheerder kan hem daar ook voorgoed wissen, met alle eerdere teksten, foto's en versies.

**Downloaden.** Als PDF, Word, OpenDocument (voor LibreOffice) of één bestand voor de browser; als
samenvatting van twee bladzijden; en als kaart met lijst voor aan de muur (A4 of A3). In het bestand staat
alleen wat de lezer mag zien. Ook van een gebied zonder wijkscan is er een verslag, op Profiel. Van alle
wijken van een gemeente in één keer: vraag het de beheerder (`wijkkaart report Amersfoort --all`).
"""

KEEPING = """
Wie zich aanmeldt met een account van het team, houdt de sociale kaart bij.

**Aanpassen.** Open iets uit de sociale kaart en klik op ‘Bewerken’. Wat u typt, blijft staan tot u
opslaat, ook als u de bladzijde ververst of de browser sluit: het staat dan op uw eigen apparaat. Meld u
af op een computer die anderen ook gebruiken, dan blijft daar niets achter. Heeft een collega intussen
hetzelfde veld aangepast, dan ziet u beide en kiest u. Alles is terug te draaien: op de bladzijde zelf bij
‘Geschiedenis’, en voor alles samen bij ‘Veranderd’. Wat u weggooit, ligt in de prullenbak.

**Nakijken.** Aanpassen is niet hetzelfde als nakijken. Met ‘Klopt nog’ zegt u dat het gecontroleerd is.
Tijden blijven zes maanden vers, telefoon en mail een jaar, een adres drie jaar. Bij ‘Nabellen’ staat wat
deze week aan de beurt is, eerlijk verdeeld over het team. Bij ‘Wandelroute’ maakt u een lijst om plekken
te voet na te kijken. Op de kaart staat bij ‘Cijfer’ ook ‘Nagekeken gegevens’: waar het meeste werk ligt.
Is iets opgehouden, klik dan op ‘Is gestopt’: het blijft bewaard, als geschiedenis van de wijk.

**Bronnen en eigen kennis.** Wat u zelf invult, gaat voor wat een bron zegt, veld voor veld. Een nieuwe
versie van de bron verandert daar niets aan.
"""

PEOPLE = """
- Van een sleutelpersoon bewaren we alleen wat nodig is om elkaar te vinden, met een grondslag en een
  einddatum.
- Anderen dan het team zien alleen de velden waarvoor die persoon toestemming gaf, en alleen tot de
  einddatum. Toestemming is met één klik in te trekken, en dat werkt meteen.
- Een rol die iets zegt over geloof of gezondheid vraagt uitdrukkelijke toestemming. Vaak is het genoeg om
  alleen de organisatie op te nemen.
- Wie wil weten wat er over hem of haar staat, krijgt alles in één bestand. Wie gewist wil worden,
  verdwijnt overal: ook uit de geschiedenis en uit teksten van anderen. In de dagelijkse kopieën verdwijnt
  dat na twee weken.
- Een plek die geheim moet blijven, zoals een opvanghuis, staat alleen bij de gemeente, nooit als punt op
  de kaart.
- Met ‘Bekijk als’ ziet het team precies wat anderen zien.
"""

READING = """
- Het CBS rondt aantallen in wijken en buurten af op vijftallen. Buurten tellen daarom niet precies op
  tot de wijk, en een klein verschil zegt niets.
- Grijs met strepen betekent: geen gegevens. Dat is nooit nul. Het cijfer is geheim omdat er te weinig
  mensen wonen, nog niet gepubliceerd, of niet gemeten.
- Bij elk cijfer staat het jaar. Zonder keuze laat de kaart het nieuwste jaar zien dat goed gevuld is.
- Cijfers over gezondheid (RIVM) en leefbaarheid (Leefbaarometer) zijn schattingen met een rekenmodel.
- ‘Ongeveer gelijk’ en ‘niet te zeggen’ betekenen: het verschil is te klein om er iets over te zeggen.
- Een lijn over de jaren stopt waar de grens van een gebied veranderde, of waar anders geteld werd.
"""
