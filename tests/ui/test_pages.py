"""The pages Bronnen and Ophalen, run without a browser."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import toy
from wijkkaart import jobs
from wijkkaart.config import ADMIN_CODE
from wijkkaart.progress import FetchProgress, Problem, SourceProgress, State
from wijkkaart.store import Entry, Store

PAGES = Path(__file__).parents[2] / "wijkkaart" / "ui"
CODE = "sesam"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toy town as the app's data directory."""
    root = tmp_path / "gegevens"
    toy.town(root)
    monkeypatch.setenv("WIJKKAART_DATA", str(root))
    monkeypatch.setenv(ADMIN_CODE, CODE)
    return root


def opened(page: str) -> AppTest:
    """A page of the app, as `main.py` runs it."""
    test = AppTest.from_file(str(PAGES / "main.py"), default_timeout=120)
    return test.run().switch_page(str(PAGES / page)).run()


def texts(test: AppTest) -> str:
    """All that stands on a page, without the signs that keep Markdown from reading it."""
    kinds = (test.markdown, test.info, test.success, test.warning, test.error)
    return "\n".join(str(each.value) for kind in kinds for each in kind).replace("\\", "")


def published(root: Path, progress: FetchProgress) -> None:
    (root / jobs.STATUS).write_text(progress.to_json(), encoding="utf-8")


def lines() -> list[SourceProgress]:
    problem = Problem("Plekken", "De uitgever gaf *fout* 500.", "Verwacht: plekken.", "Probeer het later.")
    return [
        SourceProgress("kwb", "Kerncijfers (CBS)", State.DONE, 13, 13, 13, rows=12345),
        SourceProgress("osm", "Plekken", State.FAILED, 1, 1, 1, problems=[problem]),
    ]


def admitted(test: AppTest, code: str = CODE) -> AppTest:
    """After giving a code."""
    test.text_input(key="beheercode").input(code)
    return next(button for button in test.button if button.label == "Verder").click().run()


def test_bronnen_tells_of_each_source_whose_it_is_and_how_old(data: Path) -> None:
    with Store(data).transaction() as draft:
        entry = Entry(
            "Kerncijfers 2023",
            "x",
            "Kerncijfers",
            "cbs-kwb",
            origin="kwb-2023",
            table="85618NED",
            years=(2023,),
            fetched="2020-01-01T00:00:00+00:00",
            url="https://opendata.cbs.nl/x",
            report={
                "read": 10,
                "kept": 8,
                "left_out": {"Geen *geldige* gebiedscode": 2},
                "notes": ["Let op."],
            },
        )
        draft.add(entry, observations=toy.figures({toy.TOWN: 1.0}, toy.COUNT, 2022))
    test = opened("bronnen_page.py")
    assert not test.exception
    table = test.dataframe[0].value
    row = table[table["Wat"] == "Kerncijfers wijken en buurten"].iloc[0]
    assert row["Uitgever"] == "Centraal Bureau voor de Statistiek (CBS)"
    assert (row["Tabel"], row["Jaren"], row["Licentie"]) == ("85618NED", "2023", "CC BY 4.0")
    assert (row["Opgehaald"], row["Voorbeeld"]) == ("1 januari 2020", "nee")
    assert row["Hoe oud"].endswith("jaar geleden")
    text = texts(test)
    assert "Bron: CBS, Kerncijfers wijken en buurten 2023" in text
    assert "10 gelezen, 8 bewaard" in text
    assert "weggelaten: 2 (Geen *geldige* gebiedscode)" in text
    assert "Let op." in text
    assert "https://opendata.cbs.nl/x" in text


def test_bronnen_opens_on_an_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJKKAART_DATA", str(tmp_path / "leeg"))
    test = opened("bronnen_page.py")
    assert not test.exception
    assert "alleen op voorbeelden" in texts(test)


def test_without_a_code_nobody_can_start_and_the_page_says_how(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ADMIN_CODE)
    test = opened("ophalen_page.py")
    assert not test.exception
    assert "WIJKKAART_ADMIN_CODE" in texts(test)
    assert [*test.text_input] == []
    assert [*test.button] == []


def test_everyone_sees_how_far_it_is_but_not_the_form(data: Path) -> None:
    published(data, FetchProgress("Torenstad", toy.TOWN, State.FAILED, lines(), began=1, ended=2))
    test = opened("ophalen_page.py")
    assert not test.exception
    assert "Niet alles van Torenstad is gelukt" in texts(test)
    assert "De uitgever gaf *fout* 500. Verwacht: plekken. Probeer het later." in texts(test)
    assert [field.key for field in test.text_input] == ["beheercode"]


def test_a_job_that_is_going_on_shows_counts_and_no_form(data: Path) -> None:
    published(data, FetchProgress("Amersfoort", began=time.time(), job="x"))
    test = admitted(opened("ophalen_page.py"))
    assert "Amersfoort wordt opgezocht." in texts(test)
    assert [button.label for button in test.button] == ["Stoppen"]
    test.button(key="stoppen").click().run()
    assert (data / jobs.STOP).read_text(encoding="utf-8") == "x"


def test_the_right_code_shows_the_form_and_starting_starts_a_job(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(jobs, "start", lambda root, what, **how: asked.append((root, what, how)))
    test = admitted(opened("ophalen_page.py"))
    assert not test.exception
    test.text_input(key="ophaal_gemeente").input("  Amersfoort ")
    next(button for button in test.button if button.label == "Ophalen").click().run()
    assert asked == [(data, "Amersfoort", {"only": [], "refresh": False})]
    test.text_input(key="ophaal_gemeente").input("GM0362")
    test.multiselect(key="ophaal_bronnen").set_value(["osm"])
    test.checkbox(key="ophaal_opnieuw").check()
    next(button for button in test.button if button.label == "Ophalen").click().run()
    assert asked[1:] == [(data, "GM0362", {"only": ["osm"], "refresh": True})]


def test_a_form_without_a_gemeente_starts_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "start", lambda *_, **__: pytest.fail("started"))
    test = admitted(opened("ophalen_page.py"))
    next(button for button in test.button if button.label == "Ophalen").click().run()
    assert "Vul de naam of de code van een gemeente in." in texts(test)


def test_a_wrong_code_opens_nothing_and_each_next_one_waits_longer(data: Path) -> None:
    test = opened("ophalen_page.py")
    for _ in range(3):
        test = admitted(test, "fout")
        assert "Deze code klopt niet." in texts(test)
    test = admitted(test, CODE)
    assert "Te vaak een verkeerde code." in texts(test)
    assert [field.key for field in test.text_input] == ["beheercode"]
    test.session_state["_beheer_weer_vanaf"] = time.monotonic() - 1
    test = admitted(test, CODE)
    assert "ophaal_gemeente" in [field.key for field in test.text_input]


def test_a_job_that_can_not_start_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wijkkaart.errors import StoreBusy

    def busy(*_: object, **__: object) -> None:
        raise StoreBusy("Er worden al gegevens opgehaald.")

    monkeypatch.setattr(jobs, "start", busy)
    test = admitted(opened("ophalen_page.py"))
    test.text_input(key="ophaal_gemeente").input("GM0362")
    next(button for button in test.button if button.label == "Ophalen").click().run()
    assert "Er worden al gegevens opgehaald." in texts(test)
