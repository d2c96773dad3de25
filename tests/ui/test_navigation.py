"""Every page can be found by whom it is for."""

from pathlib import Path

import wijkkaart.ui
from wijkkaart.record import Role, may_see
from wijkkaart.ui.pages import PAGES

SCRIPTS = {path.name for path in Path(wijkkaart.ui.__file__).parent.glob("*_page.py")}


def test_every_page_has_a_script_and_every_script_a_page() -> None:
    assert {f"{page.name.replace('-', '_')}_page.py" for page in PAGES} | {"record_page.py"} == SCRIPTS


def test_names_and_titles_are_unique() -> None:
    assert len({page.name for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)


def test_visitors_find_the_six_jobs_and_how_it_works() -> None:
    bar = [page.title for page in PAGES if not page.group and may_see(Role.PUBLIC, page.role)]
    assert bar == [
        "Kaart",
        "Sociale kaart",
        "Profiel",
        "Vergelijken",
        "Wijkscan",
        "Sociale index",
        "Uitleg",
        "Aanmelden",
    ]
