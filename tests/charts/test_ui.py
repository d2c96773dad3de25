"""A chart on a page: its words, its table, its files, and the click that goes to an area."""

from streamlit.testing.v1 import AppTest

from tests.charts.planted import CODES


def page() -> None:
    """A page with one chart that can be clicked and one that can't."""
    import streamlit as st

    from tests.charts.planted import HOSTILE, NAMES, every
    from wijkkaart.ui import charts

    made = every(NAMES | {"WK999908": HOSTILE})
    charts.draw(made["bars"](), "staven", lambda code: st.session_state.update(gekozen=code))
    charts.draw(made["pyramid"](), "leeftijd", lambda _: None)
    st.text(st.session_state.get("gekozen", ""))


def opened() -> AppTest:
    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_words_the_table_and_the_sources_are_on_the_page() -> None:
    text = html(opened())
    assert '<p class="wk-only-read">Staafdiagram van Koopwoningen' in text
    assert "<th scope='row'>Wijk 7</th><td class=\"wk-number\">70</td>" in text
    assert "geheim: te weinig mensen om te tonen" in text
    assert "Bron: CBS, Kerncijfers 2024 · CC BY 4.0" in text


def test_hostile_names_are_escaped() -> None:
    text = html(opened())
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "<img" not in text


def test_an_area_is_chosen_with_the_keyboard_from_the_list() -> None:
    app = opened()
    (box,) = app.selectbox
    app = box.select_index(2).run()
    assert not app.exception
    assert app.text[0].value in CODES
    # The list is empty again, so that the same area can be chosen once more.
    assert app.selectbox[0].value is None


def test_only_charts_of_areas_can_be_clicked() -> None:
    bars, pyramid = (element.proto for element in opened().get("vega_lite_chart"))
    assert [*bars.selection_mode] == ["keuze"]
    assert [*pyramid.selection_mode] == []
    assert bars.theme == pyramid.theme == ""


def test_files_are_offered_but_not_made_yet() -> None:
    buttons = [element.proto for element in opened().get("download_button")]
    assert [button.label for button in buttons[:3]] == ["Plaatje (PNG)", "Tekening (SVG)", "Cijfers (CSV)"]
    assert all(button.deferred_file_id and not button.url for button in buttons)


def test_the_same_page_sends_the_same_chart() -> None:
    app = opened()
    first = [element.proto.spec for element in app.get("vega_lite_chart")]
    again = [element.proto.spec for element in app.run().get("vega_lite_chart")]
    assert first == again
