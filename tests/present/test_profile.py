"""The profile of an area on the toy town: years, cards, own areas, what's missing, places and notes."""

import math
from pathlib import Path

import pandas as pd
import pytest

from tests import toy
from tests.register.people import ANNE
from wijkkaart.atlas import Atlas, current
from wijkkaart.catalogue import categories, format_chapters, indicators
from wijkkaart.charts import profile as pictures
from wijkkaart.config import Settings
from wijkkaart.guide import guide
from wijkkaart.present.profile import around, drawn, layout
from wijkkaart.present.profile.area import OwnSet, area_of, kind, parents
from wijkkaart.present.profile.cards import card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.opened import opened
from wijkkaart.present.profile.paragraph import paragraph, said
from wijkkaart.present.profile.striking import nothing_strikes, strikes
from wijkkaart.record import RecordKind, Role
from wijkkaart.register import saving
from wijkkaart.register.database import open_database

KRUISKAMP, ZAND, ZUID = "BU00010000", "BU00010001", "WK000100"
OWN = OwnSet("EG00000001", "Ons dorp", toy.TOWN, (KRUISKAMP, ZAND))


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    root = tmp_path / "gegevens"
    toy.town(root)
    whole = toy.figures({toy.TOWN: 1600.0, KRUISKAMP: 100.0, ZAND: 200.0}, "huishoudens", 2024)
    # 10 and 60 of 100 and 200: together 70 of 300, which is no mean of 10% and 30%.
    counts: dict[str, float | None] = {KRUISKAMP: 10.0, ZAND: 60.0}
    elderly = toy.figures(counts, "leeftijd_65_plus_aantal", 2023)
    young = toy.figures({KRUISKAMP: 40.0, ZAND: None, ZUID: 20.0, toy.TOWN: 20.0}, "jonger_dan_15_pct", 2024)
    toy.write(root, toy.File("meer", observations=pd.concat([whole, elderly, young])))
    return current(root)


def figures_of(atlas: Atlas, code: str, *beside: str) -> Figures:
    own = {OWN.code: OWN}
    area = area_of(atlas, code, own)
    assert area is not None
    others = [found for each in beside if (found := area_of(atlas, each, own))]
    return Figures(atlas, area, [*others, *parents(atlas, area)])


def test_every_paragraph_has_its_place_and_every_figure_that_leads_exists() -> None:
    paragraphs = [each for found in layout.chapters().values() for each in found]
    assert len(layout.chapters()) == 5
    assert len([each for each in paragraphs if "." in each]) == 15
    assert set(layout.TELLERS) == set(paragraphs)
    for key, names in layout.FIRST.items():
        assert key in format_chapters()
        assert set(names) <= set(indicators())
    assert set(layout.KEY) <= set(indicators())


def test_an_area_lies_in_its_wijk_gemeente_and_country(atlas: Atlas) -> None:
    buurt = area_of(atlas, KRUISKAMP, {})
    assert buurt is not None
    assert [each.code for each in parents(atlas, buurt)] == [ZUID, toy.TOWN, "NL00"]
    assert kind(atlas, buurt) == "buurt in de wijk Zuid, Torenstad"
    own = area_of(atlas, OWN.code, {OWN.code: OWN})
    assert own is not None
    assert kind(atlas, own) == "eigen gebied in Torenstad: 2 buurten"
    assert [each.code for each in parents(atlas, own)] == [toy.TOWN, "NL00"]
    assert area_of(atlas, OWN.code, {}) is None
    assert area_of(atlas, "BU99999999", {}) is None


def test_each_figure_has_its_own_year_and_what_has_none_at_all_stands_nowhere(atlas: Atlas) -> None:
    found = figures_of(atlas, KRUISKAMP, ZAND)
    # Of 2024 only one value is known.
    assert (found.year("leeftijd_65_plus_pct"), found.year("inwoners")) == (2023, 2024)
    assert [each.name for each in found.beside] == ["'t Zand", "Zuid", "Torenstad"]
    assert found.year("woz_waarde") == 0
    assert card(found, "woz_waarde") is None


def test_a_card_holds_a_share_against_others_and_a_count_against_nothing(atlas: Atlas) -> None:
    found = figures_of(atlas, KRUISKAMP, ZAND)
    share = card(found, "leeftijd_65_plus_pct")
    assert share is not None
    assert [(line.name, line.text) for line in share.lines] == [
        ("Kruiskamp", "10%"),
        ("'t Zand", "20%"),
        ("Zuid", "geen gegevens"),
        ("Torenstad", "22%"),
    ]
    assert share.lines[3].share == 1
    assert share.lines[0].share == pytest.approx(10 / 22)
    # 10 of 50 inhabitants in 2023, each up to 4 off: what's said stays true.
    assert share.sentence == (
        "Of dit anders is dan in 't Zand, is niet te zeggen: het verschil is kleiner dan de afronding."
    )
    count = card(found, "inwoners")
    assert count is not None
    assert [(line.text, line.short) for line in count.lines] == [("100 inwoners", "100")]
    assert count.sentence == ""


def test_a_secret_figure_is_told_and_the_first_area_that_has_it_is_held_against(atlas: Atlas) -> None:
    secret = card(figures_of(atlas, ZAND), "jonger_dan_15_pct")
    assert secret is not None
    assert secret.lines[0].text == "geheim: te weinig mensen om te tonen"
    assert (secret.lines[0].short, secret.sentence, secret.known) == ("geheim", "", False)
    mine = card(figures_of(atlas, KRUISKAMP, ZAND), "jonger_dan_15_pct")
    assert mine is not None
    # 't Zand hasn't got it, so Zuid is.
    assert "Zuid" in mine.sentence


def test_an_own_area_adds_counts_and_works_shares_out_anew(atlas: Atlas) -> None:
    found = figures_of(atlas, OWN.code)
    people, elderly = found.value(OWN.code, "inwoners"), found.value(OWN.code, "leeftijd_65_plus_pct")
    assert (people.value, people.lower, people.upper) == (300, 292, 308)
    # (10 + 60) of (50 + 100) in 2023.
    assert elderly.value == pytest.approx(100 * 70 / 150)
    told = card(found, "leeftijd_65_plus_pct")
    assert told is not None
    assert told.notes == ("Opnieuw uitgerekend uit de aantallen van 2 gebieden.",)


def test_of_an_own_area_a_figure_that_cannot_be_added_lies_between_its_parts(atlas: Atlas) -> None:
    rows = toy.figures({KRUISKAMP: 300.0, ZAND: 400.0, toy.TOWN: 350.0}, "woz_waarde", 2024)
    toy.write(atlas.store.root, toy.File("woz", observations=rows))
    told = card(figures_of(current(atlas.store.root), OWN.code), "woz_waarde")
    assert told is not None
    # What the mean is over, the number of dwellings, isn't known.
    assert [line.text for line in told.lines] == ["tussen € 299.500 en € 400.500", "€ 350.000"]
    assert told.notes[0].startswith("Niet op te tellen")
    found = opened(figures_of(current(atlas.store.root), OWN.code), "woz_waarde")
    assert dict(found.facts)["Hoe gemaakt"] == told.notes[0]
    assert found.years.iloc[0].tolist() == ["2024", "tussen € 299.500 en € 400.500", "€ 350.000"]


def test_what_is_missing_is_told_with_its_reason(atlas: Atlas) -> None:
    found = paragraph(figures_of(atlas, ZAND), "2.1")
    assert "Jonger dan 15 jaar: geheim, omdat het om te weinig mensen gaat." in found.missing
    assert any("niet geladen" in line for line in found.missing)
    nothing = paragraph(figures_of(atlas, KRUISKAMP), "2.3")
    assert nothing.missing == ("Van dit gebied is er geen enkel cijfer over leefbaarheid.",)
    assert (nothing.cards, nothing.more, nothing.sources) == ((), (), ())
    # Nothing is said of figures where the paragraph has none.
    assert paragraph(figures_of(atlas, KRUISKAMP), "4.1").missing == ()


def test_what_the_buurten_know_is_told_where_the_wijk_knows_nothing(atlas: Atlas) -> None:
    rows = toy.figures({KRUISKAMP: 0.1, ZAND: None}, "lbm_samenhang", 2022, source="leefbaarometer")
    toy.write(atlas.store.root, toy.File("lbm", observations=rows))
    found = paragraph(figures_of(current(atlas.store.root), ZUID), "2.3")
    assert found.missing == (
        "Van dit gebied is er geen enkel cijfer over leefbaarheid.",
        "Van buurten erin wel: Leefbaarheid: omgang tussen bewoners.",
    )
    village = paragraph(figures_of(current(atlas.store.root), "WK000200"), "2.3")
    assert not any("buurten erin" in line for line in village.missing)


def test_where_the_year_that_is_shown_is_empty_an_older_figure_is_told(atlas: Atlas) -> None:
    rows = [
        toy.figures(
            dict.fromkeys(toy.CELLS, 50.0), "eenzaam_pct", 2020, source=indicators()["eenzaam_pct"].source
        ),
        toy.figures(
            {code: 60.0 for code in toy.CELLS if code != ZAND},
            "eenzaam_pct",
            2024,
            source=indicators()["eenzaam_pct"].source,
        ),
    ]
    toy.write(atlas.store.root, toy.File("eenzaam", observations=pd.concat(rows)))
    now = current(atlas.store.root)
    mine, other = (card(figures_of(now, code), "eenzaam_pct") for code in (ZAND, KRUISKAMP))
    assert mine is not None
    assert other is not None
    assert (mine.year, mine.known) == (2024, False)
    assert mine.notes == ("Wel bekend van 2020: 50,0%.",)
    assert not any("Wel bekend" in note for note in other.notes)


def test_why_nothing_strikes_is_true(atlas: Atlas) -> None:
    # Figures that can be held against the town: 10% of 100 people, and 22%.
    usual = nothing_strikes(figures_of(atlas, KRUISKAMP))
    assert usual.startswith("Niets dat zeker is: van geen enkel cijfer staat vast")
    few = toy.figures({"BU00020000": 40.0, toy.VILLAGE: 9000.0}, "inwoners", 2024)
    shares = toy.figures({"BU00020000": 10.0, toy.VILLAGE: 90.0}, "jonger_dan_15_pct", 2024)
    toy.write(atlas.store.root, toy.File("weinig", observations=pd.concat([few, shares])))
    of_few = figures_of(current(atlas.store.root), "BU00020000")
    # 10% and 90% are far apart, but of so few people that means nothing.
    assert nothing_strikes(of_few) == (
        "Dat is niet te zeggen: in Dorp wonen te weinig mensen om verschillen te noemen."
    )
    none = figures_of(atlas, "BU00020001")
    assert nothing_strikes(none).endswith("geen enkel cijfer om naast dat van Kleindorp te houden.")


def test_the_ages_say_why_they_are_not_by_sex(atlas: Atlas) -> None:
    more = [
        toy.figures({KRUISKAMP: 20.0, toy.TOWN: 18.0}, name, 2024)
        for name in ("leeftijd_15_25_pct", "leeftijd_25_45_pct", "leeftijd_45_65_pct")
    ]
    toy.write(atlas.store.root, toy.File("leeftijden", observations=pd.concat(more)))
    chart = pictures.ages(figures_of(current(atlas.store.root), KRUISKAMP))
    assert chart is not None
    assert chart.note == "In de bron staan leeftijden niet apart voor mannen en vrouwen, dus hier ook niet."


def test_a_chart_over_the_years_names_all_years_of_its_source(atlas: Atlas) -> None:
    rows = [
        toy.figures(
            {KRUISKAMP: value, toy.TOWN: value},
            "eenzaam_pct",
            year,
            source=indicators()["eenzaam_pct"].source,
        )
        for year, value in ((2022, 40.0), (2023, 45.0), (2024, 50.0))
    ]
    toy.write(atlas.store.root, toy.File("jaren", observations=pd.concat(rows)))
    chart = pictures.PICTURES["2.2"]["eenzaam"](figures_of(current(atlas.store.root), toy.TOWN))
    assert chart is not None
    assert "2022, 2023 en 2024" in chart.about.sources[0]


def test_what_was_another_area_under_the_same_code_is_left_out(atlas: Atlas) -> None:
    found = figures_of(atlas, toy.RENAMED)
    assert found.year("leeftijd_65_plus_pct") == 2023
    assert math.isnan(found.value(toy.RENAMED, "leeftijd_65_plus_pct").value)
    assert found.value(toy.RENAMED, "inwoners").value == 400


def test_nothing_strikes_where_too_few_areas_are_known(atlas: Atlas) -> None:
    assert strikes(figures_of(atlas, KRUISKAMP)) == []
    assert strikes(figures_of(atlas, toy.TOWN)) == []


def test_an_opened_figure_tells_how_it_is_made_and_all_years(atlas: Atlas) -> None:
    found = opened(figures_of(atlas, KRUISKAMP, ZAND), "leeftijd_65_plus_pct")
    facts = dict(found.facts)
    assert facts["Formule"] == "65 jaar of ouder (aantal) ÷ inwoners × 100"
    assert facts["Hier, in 2023"] == "65 jaar of ouder (aantal): 10 inwoners; inwoners: 50 inwoners"
    # 6 of 54 to 14 of 46, and the printed 10% itself.
    assert facts["Door afronding"] == "Het echte cijfer ligt tussen 9,5% en 30,5%."
    assert facts["Bron"].startswith(
        "Centraal Bureau voor de Statistiek (CBS), Kerncijfers wijken en buurten, 2023."
    )
    assert list(found.years["Jaar"]) == ["2024", "2023"]
    assert list(found.years["Kruiskamp"]) == ["11%", "10%"]
    assert list(found.years["'t Zand"]) == ["geheim: te weinig mensen om te tonen", "20%"]


def test_places_and_notes_stand_in_their_paragraph_for_who_may_see_them(tmp_path: Path, atlas: Atlas) -> None:
    settings = Settings(data=atlas.store.root)
    register = open_database(settings)
    about = {"date": "2026-03-01", "about_kind": "paragraph", "about": "3.4", "gemeente": toy.TOWN}
    saving.create(register, RecordKind.NOTE, {"name": "Avond", "text": "Te weinig bankjes.", **about}, ANNE)
    organisation = {"name": "Samen Oost", "status": "open", "legal_status": "initiatief"}
    saving.create(register, RecordKind.ORGANIZATION, organisation, ANNE)
    area = area_of(atlas, toy.TOWN, {})
    assert area is not None
    team, public = guide(settings, Role.TEAM), guide(settings, Role.PUBLIC)
    assert [each.name for each in around.notes(team, area)["3.4"]] == ["Avond"]
    assert around.notes(public, area) == {}
    found = around.things(public, area)
    assert "Samen Oost" in [row.name for row in found["4.3"].rows]
    text = str(found)
    assert not any(word in text for word in toy.HIDDEN_WORDS)
    buurt = area_of(atlas, KRUISKAMP, {})
    assert buurt is not None
    here = around.things(public, buurt)
    names = {row.name for each in here.values() for row in each.rows}
    assert "Bibliotheek" in names
    assert "Buurthuis De Brug" not in names
    assert all(set(each.params) <= {"gebied", "categorie", "soort"} for each in here.values())
    assert set(here) <= {entry.chapter for entry in categories().values()} | {"4.1", "4.2", "4.3", "4.5"}


def test_what_is_drawn_holds_text_only_as_text(atlas: Atlas) -> None:
    found = paragraph(figures_of(atlas, KRUISKAMP, ZAND), "2.1")
    tree = drawn.cards(found.cards)

    def check(node: object) -> None:
        if isinstance(node, str):
            return
        assert isinstance(node, list)
        assert node[0] in {"div", "article", "h4", "button", "span", "ul", "li", "p"}
        assert set(node[1]) <= {"class", "data-id", "type", "style", "aria-hidden"}
        for child in node[2:]:
            check(child)

    check(tree)


def test_the_ages_of_a_gemeente_are_plain_bars_and_those_of_a_buurt_stand_beside_its_parent(
    atlas: Atlas, tmp_path: Path
) -> None:
    shares = dict(zip(pictures.AGES, (20.0, 10.0, 30.0, 25.0, 15.0), strict=True))
    groups = [
        toy.figures({toy.TOWN: share, KRUISKAMP: share}, name, 2024)
        for name, share in shares.items()
        if name not in ("jonger_dan_15_pct", "leeftijd_65_plus_pct")
    ]
    toy.write(tmp_path / "gegevens", toy.File("leeftijden", observations=pd.concat(groups)))
    atlas = current(tmp_path / "gegevens")
    alone = pictures.ages(figures_of(atlas, toy.TOWN))
    assert alone is not None
    assert [*alone.table.columns] == ["Groep", "Torenstad (%)", "Opmerking"]
    both = pictures.ages(figures_of(atlas, KRUISKAMP))
    assert both is not None
    assert [*both.table.columns] == ["Groep", "Kruiskamp (%)", "Torenstad (%)", "Opmerking"]


def test_sources_of_income_are_drawn_where_they_are_known(atlas: Atlas, tmp_path: Path) -> None:
    make = pictures.PICTURES["2.4"]["bronnen"]
    assert make(figures_of(atlas, KRUISKAMP)) is None
    shares = {"aow_per_1000": 150.0, "bijstand_per_1000": 40.0}
    found = [toy.figures({KRUISKAMP: n, toy.TOWN: n / 2}, name, 2024) for name, n in shares.items()]
    toy.write(tmp_path / "gegevens", toy.File("inkomen", observations=pd.concat(found)))
    chart = make(figures_of(current(tmp_path / "gegevens"), KRUISKAMP))
    assert chart is not None
    assert chart.table.to_dict("list") == {
        "Groep": ["AOW", "bijstand"],
        "Kruiskamp": [150.0, 40.0],
        "Torenstad": [75.0, 20.0],
        "Opmerking": ["", ""],
    }


def test_what_is_alike_of_figures_is_said_once_with_what_differs_beside_each(atlas: Atlas) -> None:
    rows = [
        toy.figures({KRUISKAMP: share, ZAND: share + 1}, name, 2024, source="rivm-ggd").assign(
            status="estimate"
        )
        for name, share in (("eenzaam_pct", 40.0), ("overgewicht_pct", 50.0))
    ]
    toy.write(atlas.store.root, toy.File("rivm", observations=pd.concat(rows)))
    figures = figures_of(current(atlas.store.root), OWN.code)
    cards = [made for name in ("eenzaam_pct", "overgewicht_pct") if (made := card(figures, name))]
    ((labels, text),) = said(cards)
    assert labels == "Eenzaam (tussen 40,0% en 41,0%), Overgewicht (tussen 50,0% en 51,0%)"
    assert text == "Gewogen naar het aantal inwoners van 18 jaar en ouder, dat niet precies bekend is."


def test_scores_that_are_not_added_are_told_once_and_not_card_by_card(atlas: Atlas) -> None:
    rows = toy.figures({KRUISKAMP: 0.1, ZAND: 0.2}, "lbm_samenhang", 2022, source="leefbaarometer")
    crimes = toy.figures({KRUISKAMP: 10.0, ZAND: 20.0}, "misdrijven_per_1000", 2024, source="politie")
    toy.write(atlas.store.root, toy.File("lbm", observations=pd.concat([rows, crimes])))
    found = paragraph(figures_of(current(atlas.store.root), OWN.code), "2.3")
    assert [each.id for each in (*found.cards, *found.more)] == ["misdrijven_per_1000"]
    assert found.missing[0] == (
        "Leefbaarheid: omgang tussen bewoners: niet op te tellen, want een score of klasse geldt alleen"
        " voor het gebied zelf."
    )
