"""The columns of Kerncijfers wijken en buurten by year, written short.

A line is a stem, a unit, what it's made of, and the years in which CBS has it (all when left out). What
it's made of: `inw`, `hh` or `won` times a number; or a number around which it lies, with its decimals.
A line with `=` is the path of groups that what follows stands in.

The numbering of 2013, 2018, 2019 and 2022 to 2025 is that of code which reads the tables; of the other
years the columns are a guess. Titles of groups are made up.
"""

import re
from functools import cache

from tests.publishers.odata3 import Column

_TEXT = """
= Regioaanduiding
Gemeentenaam naam
SoortRegio soort
Codering code
IndelingswijzigingWijkenEnBuurten marker 14-22
IndelingswijzigingGemeenteWijkBuurt marker 23-
= Bevolking
AantalInwoners aantal inw*1
= Bevolking/Geslacht
Mannen aantal inw*.49
Vrouwen aantal inw*.51
= Bevolking/Leeftijdsgroepen
k_0Tot15Jaar aantal inw*.16
k_15Tot25Jaar aantal inw*.12
k_25Tot45Jaar aantal inw*.27
k_45Tot65Jaar aantal inw*.27
k_65JaarOfOuder aantal inw*.18
= Bevolking/Burgerlijke_staat
Ongehuwd aantal inw*.49
Gehuwd aantal inw*.38
Gescheiden aantal inw*.08
Verweduwd aantal inw*.05
= Bevolking/Migratieachtergrond
WestersTotaal aantal inw*.1 -22
NietWestersTotaal aantal inw*.14 -22
Marokko aantal inw*.03 -22
NederlandseAntillenEnAruba aantal inw*.01 -22
Suriname aantal inw*.02 -22
Turkije aantal inw*.04 -22
OverigNietWesters aantal inw*.05 -22
= Bevolking/Herkomstland
Nederland aantal inw*.7 23-
EuropaExclusiefNederland aantal inw*.1 23-
BuitenEuropa aantal inw*.2 23-
= Bevolking/Geboren_in_Nederland
Nederland aantal inw*.69 23-
EuropaExclusiefNederland aantal inw*.04 23-
BuitenEuropa aantal inw*.09 23-
= Bevolking/Geboren_buiten_Nederland
EuropaExclusiefNederland aantal inw*.06 23-
BuitenEuropa aantal inw*.11 23-
= Bevolking
GeboorteTotaal aantal inw*.01
GeboorteRelatief per_1_000_inwoners 10
SterfteTotaal aantal inw*.009
SterfteRelatief per_1_000_inwoners 9
= Bevolking/Particuliere_huishoudens
HuishoudensTotaal aantal hh*1
Eenpersoonshuishoudens aantal hh*.38
HuishoudensZonderKinderen aantal hh*.28
HuishoudensMetKinderen aantal hh*.34
GemiddeldeHuishoudensgrootte aantal 2.1
= Bevolking
Bevolkingsdichtheid aantal_inwoners_per_km² 3500
= Wonen
Woningvoorraad aantal won*1
NieuwbouwWoningen aantal won*.01 24-
NietWoningvoorraad aantal won*.12 24-
NieuwbouwNietWoningen aantal won*.002 24-
GemiddeldeWoningwaarde x_1_000_euro 260 -18
GemiddeldeWOZWaardeVanWoningen x_1_000_euro 390 19-
= Wonen/Woningen_naar_type
PercentageEengezinswoning % 62
PercentageTussenwoningEengezins % 30 24-
PercentageHoekwoningEengezins % 15 24-
PercentageTweeOnderEenKapWoningEe % 9 24-
PercentageVrijstaandeWoningEengezins % 8 24-
PercentageMeergezinswoning % 38
= Wonen/Woningen_naar_bewoning
PercentageBewoond % 97 -23
PercentageLeegstaand % 3 -14
PercentageOnbewoond % 3 15-23
OnbewoondeWoningen % 3 24-
= Wonen/Woningen_naar_eigendom
Koopwoningen % 57
HuurwoningenTotaal % 43
InBezitWoningcorporatie % 30
InBezitOverigeVerhuurders % 13
EigendomOnbekend % 0 -23
= Wonen/Woningen_naar_bouwjaar
BouwjaarVoor2000 % 75 -23
BouwjaarVanaf2000 % 25 -23
BouwjaarMeerDanTienJaarGeleden % 91 24-
BouwjaarAfgelopenTienJaar % 9 24-
= Energie/Elektriciteit
GemiddeldElektriciteitsverbruikTotaal kWh 2700 -22
GemiddeldeElektriciteitsleveringTotaal kWh 2600 23-23
GemiddeldeElektriciteitslevering kWh 2500 24-24
GemiddeldeElektriciteitsleveringTotaal kWh 2500 25-
GemiddeldeElektriciteitsteruglevering kWh 900 24-
Appartement kWh 2000 -23
Tussenwoning kWh 2700 -23
Hoekwoning kWh 2900 -23
TweeOnderEenKapWoning kWh 3200 -23
VrijstaandeWoning kWh 3900 -23
Huurwoning kWh 2100 -23
Koopwoning kWh 3000 -14
EigenWoning kWh 3000 15-23
= Energie/Aardgas
GemiddeldAardgasverbruikTotaal m3 1150 -23
GemiddeldAardgasverbruik m3 900 24-24
GemiddeldAardgasverbruikTotaal m3 900 25-
Appartement m3 700 -23
Tussenwoning m3 1000 -23
Hoekwoning m3 1200 -23
TweeOnderEenKapWoning m3 1500 -23
VrijstaandeWoning m3 2000 -23
Huurwoning m3 900 -23
Koopwoning m3 1250 -14
EigenWoning m3 1250 15-23
= Energie
PercentageWoningenMetStadsverwarming % 6
AardgasvrijeWoningen % 12 24-
Aardgaswoningen % 88 24-
WoningenMetZonnestroom % 30 24-
WoningenHoofdzElektrischVerwarmd % 7 24-
AantalPubliekeLaadpalen aantal won*.01 24-
= Onderwijs
LeerlingenPo aantal inw*.08 23-
LeerlingenVoInclVavo aantal inw*.06 23-
StudentenMboExclExtranei aantal inw*.03 23-
StudentenHbo aantal inw*.03 23-
StudentenWo aantal inw*.02 23-
OpleidingsniveauLaag aantal inw*.19 19-22
OpleidingsniveauMiddelbaar aantal inw*.3 19-22
OpleidingsniveauHoog aantal inw*.26 19-22
BasisonderwijsVmboMbo1 aantal inw*.19 23-
HavoVwoMbo24 aantal inw*.3 23-
HboWo aantal inw*.26 23-
= Arbeid
WerkzameBeroepsbevolking aantal inw*.53 23-
Nettoarbeidsparticipatie % 72 19-
PercentageWerknemers % 84 19-
WerknemersMetVasteArbeidsr % 62 23-
WerknemersMetFlexibeleArbe % 38 23-
PercentageZelfstandigen % 16 19-
= Inkomen
AantalInkomensontvangers aantal inw*.8
GemiddeldInkomenPerInkomensontvanger x_1_000_euro 38.1
GemiddeldInkomenPerInwoner x_1_000_euro 31.1
PersonenMetLaagInkomen % 40 -14
PersonenMetHoogInkomen % 20 -14
NietActieven % 25 -14
HuishoudensMetLaagInkomen % 38 -14
HuishoudensMetHoogInkomen % 21 -14
HuishoudensMetLageKoopkracht % 9 -14
k_40PersonenMetLaagsteInkomen % 40 15-
k_20PersonenMetHoogsteInkomen % 20 15-
PersonenInArmoede % 3.1 24-
PersonenTot25BovenArmoedegrens % 5.1 24-
GemGestandaardiseerdInkomenVanHuish x_1_000_euro 32.1 15-23
GemGestandaardiseerdInkomen x_1_000_euro 36.1 24-
k_40HuishoudensMetLaagsteInkomen % 38 15-
k_20HuishoudensMetHoogsteInkomen % 21 15-
HuishoudensMetEenLaagInkomen % 6 15-23
HuishOnderOfRondSociaalMinimum % 5 -23
HuishoudensTot110VanSociaalMinimum % 8.1 19-23
HuishoudensTot120VanSociaalMinimum % 11.1 19-23
MediaanVermogenVanParticuliereHuish x_1_000_euro 90.1 19-
= Sociale_zekerheid
PersonenMetEenWWBUitkeringTotaal aantal inw*.03 -14
PersonenMetEenAOUitkeringTotaal aantal inw*.05 -14
PersonenMetEenWWUitkeringTotaal aantal inw*.02 -14
PersonenMetEenAOWUitkeringTotaal aantal inw*.17 -14
PersonenPerSoortUitkeringBijstand aantal inw*.03 15-
PersonenPerSoortUitkeringAO aantal inw*.05 15-
PersonenPerSoortUitkeringWW aantal inw*.02 15-
PersonenPerSoortUitkeringAOW aantal inw*.17 15-
= Zorg
JongerenMetJeugdzorgInNatura aantal inw*.02 19-
PercentageJongerenMetJeugdzorg % 9.1 19-
WmoClienten aantal inw*.06 19-
WmoClientenRelatief per_1_000_inwoners 60 19-
= Veiligheid
TotaalDiefstalUitWoningSchuurED per_1_000_inwoners 4 15-18
VernielingMisdrijfTegenOpenbareOrde per_1_000_inwoners 6 15-18
GeweldsEnSeksueleMisdrijven per_1_000_inwoners 5 15-18
= Bedrijfsvestigingen
BedrijfsvestigingenTotaal aantal inw*.1
ALandbouwBosbouwEnVisserij aantal inw*.002
BFNijverheidEnEnergie aantal inw*.015
GIHandelEnHoreca aantal inw*.02
HJVervoerInformatieEnCommunicatie aantal inw*.013
KLFinancieleDienstenOnroerendGoed aantal inw*.007
MNZakelijkeDienstverlening aantal inw*.03
OQOverheidOnderwijsEnZorg aantal inw*.015 22-
RUCultuurRecreatieOverigeDiensten aantal inw*.015
= Motorvoertuigen
PersonenautoSTotaal aantal hh*1.0
PersonenautoSJongerDan6Jaar aantal hh*.35 -14
PersonenautoS6JaarEnOuder aantal hh*.65 -14
PersonenautoSBrandstofBenzine aantal hh*.8
PersonenautoSOverigeBrandstof aantal hh*.2
PersonenautoSPerHuishouden per_huishouden 1.1
PersonenautoSNaarOppervlakte per_km2 1300
Bedrijfsmotorvoertuigen aantal hh*.1 -14
Motortweewielers aantal hh*.07 -14
Motorfietsen aantal hh*.07 15-
= Nabijheid_voorzieningen
AfstandTotHuisartsenpraktijk km 0.8
AfstandTotGroteSupermarkt km 0.7
AfstandTotKinderdagverblijf km 0.5
AfstandTotSchool km 0.6
ScholenBinnen3Km aantal 14.1
AfstandTotTreinstation km 3.1 17-17
= Oppervlakte
OppervlakteTotaal ha 40
OppervlakteLand ha 38
OppervlakteWater ha 2
= Bodemgebruik
StedelijkBodemgebruikTotaal ha 30 -14
Verkeersterrein ha 3 -14
BebouwdTerrein ha 20 -14
SemiBebouwdTerrein ha 3 -14
Recreatieterrein ha 4 -14
StedelijkBodemgebruikTotaal % 75 -14
Verkeersterrein % 8 -14
BebouwdTerrein % 50 -14
SemiBebouwdTerrein % 7 -14
Recreatieterrein % 10 -14
NietStedelijkBodemgebruikTotaal ha 10 -14
AgrarischTerrein ha 6 -14
BosEnOpenNatuurlijkTerrein ha 4 -14
NietStedelijkBodemgebruikTotaal % 25 -14
AgrarischTerrein % 15 -14
BosEnOpenNatuurlijkTerrein % 10 -14
= Postcode
MeestVoorkomendePostcode postcode
Dekkingspercentage code 1
= Stedelijkheid
MateVanStedelijkheid code 2
Omgevingsadressendichtheid per_km2 2200
= Regioaanduiding
IndelingswijzigingWijkenEnBuurten marker 13-13
"""

_TEXTS = {"naam", "soort", "code", "marker", "postcode"}


@cache
def columns_of(year: int) -> tuple[tuple[Column, str], ...]:
    """The columns of the table of a year, each with what it's made of."""
    found = []
    groups: tuple[str, ...] = ()
    for line in _TEXT.strip().splitlines():
        if line.startswith("="):
            groups = tuple(part.replace("_", " ") for part in line[2:].split("/"))
            continue
        stem, unit, *rest = line.split()
        years = rest.pop() if rest and rest[-1].strip("0123456789") == "-" else "13-99"
        first, last = years.split("-")
        if not int(first or 13) <= year - 2000 <= int(last or 99):
            continue
        made = rest[0] if rest else unit
        text = made in _TEXTS
        decimals = int("." in made and "*" not in made)
        label = "code" if text else unit.replace("_", " ")
        found.append((Column(stem, title_of(stem), label, groups, decimals, text), made))
    return tuple(found)


def title_of(stem: str) -> str:
    """A title that CBS could have made this stem of: `k_0Tot15Jaar` is `0 tot 15 jaar`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])", " ", stem.removeprefix("k_"))
    return words[:1].upper() + words[1:].lower()
