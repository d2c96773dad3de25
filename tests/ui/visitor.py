"""A visitor without a browser: signs in, opens pages, types and presses."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import accounts, saving, sessions
from wijkkaart.register.accounts import Account
from wijkkaart.register.database import Database
from wijkkaart.register.writing import Author

PAGES = Path(__file__).parents[2] / "wijkkaart" / "ui"
BRAM = Author("Bram", Role.TEAM)
PASSWORD = "fiets-lamp-wolk-brug"


class Visitor:
    """One browser: its cookie, and the page that it shows."""

    def __init__(self, register: Database) -> None:
        self.register, self.token = register, ""
        self.given = ""
        """The token that a browser would have fetched last."""
        self.page: AppTest = AppTest.from_file(str(PAGES / "main.py"), default_timeout=120)

    def enter(self, name: str = "Noor", role: Role = Role.TEAM) -> Account:
        """Sign in with a new account."""
        who = accounts.add(self.register, name, PASSWORD, role, datetime.now(UTC))
        self.token = sessions.start(self.register, who, datetime.now(UTC))
        return who

    def open(self, page: str, **params: str) -> AppTest:
        """Go to a page of the app."""
        for name in [*self.page.query_params]:
            del self.page.query_params[name]
        self.page.switch_page(str(PAGES / page))
        for name, value in params.items():
            self.page.query_params[name] = value
        return self.run()

    def run(self) -> AppTest:
        """Run the page once more."""
        self.page = self.page.run()
        assert not self.page.exception, [each.value for each in self.page.exception]
        return self.page

    def press(self, key: str) -> AppTest:
        """Press the button with a key."""
        self.page.button(key=key).click()
        return self.run()

    def type(self, key: str, value: Any) -> AppTest:
        """Fill the widget with a key, whatever it is."""
        for kind in ("text_input", "text_area", "selectbox", "multiselect", "date_input", "time_input",
                     "radio", "checkbox", "number_input", "button_group"):  # fmt: skip
            for widget in getattr(self.page, kind, ()) or self.page.get(kind):
                if widget.key == key:
                    widget.set_value(value)  # type: ignore[union-attr]
                    return self.run()
        raise AssertionError(f"no widget {key} among {sorted(self.widgets())}")

    def widgets(self) -> set[str]:
        """The keys of all widgets on the page."""
        kinds = ("text_input", "text_area", "selectbox", "multiselect", "date_input", "time_input", "radio",
                 "checkbox", "number_input", "button_group", "button")  # fmt: skip
        return {str(widget.key) for kind in kinds for widget in self.page.get(kind) if widget.key}

    def text(self) -> str:
        """All that stands on the page, HTML too."""
        kinds = ("title", "header", "subheader", "markdown", "caption", "info", "success", "warning", "error")
        found = [str(each.value) for kind in kinds for each in getattr(self.page, kind)]
        found += [
            body for each in self.page.get("html") if not (body := str(each.proto.body)).startswith("<style")
        ]
        found += [str(each.proto.label) for each in self.page.get("page_link")]
        found += [str(each.label) for each in self.page.get("expander")]  # type: ignore[union-attr]
        return "\n".join(found).replace("\\", "")


def add(database: Database, kind: RecordKind, name: str, **values: Any) -> Record:
    """A record in the register, with what its kind has to have."""
    given: dict[str, Any] = {"name": name}
    if kind not in (RecordKind.CONTACT, RecordKind.NOTE):
        given["status"] = "open"
    if kind is RecordKind.LOCATION:
        given["category"] = "buurthuis"
    if kind is RecordKind.CONTACT:
        given |= {"title": "buurtmoeder", "lawful_basis": "publieke_taak", "expires": "2099-01-01"}
    if kind is RecordKind.NOTE:
        given |= {"text": "Er is weinig groen.", "date": "2026-03-01"}
    return saving.create(database, kind, given | values, BRAM)
