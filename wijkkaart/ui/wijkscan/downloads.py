"""The wijkscan as files to take along, as the visitor may see it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.errors import RegisterError
from wijkkaart.guide import Guide, guide
from wijkkaart.present.profile.area import Area
from wijkkaart.record import Role
from wijkkaart.register import wijkscans
from wijkkaart.reports import FORMS, frozen, poster, summary, wijkscan, write
from wijkkaart.reports.document import Report
from wijkkaart.reports.wijkscan import Scan
from wijkkaart.ui import account
from wijkkaart.ui.data import guide_of
from wijkkaart.ui.files import File, buttons
from wijkkaart.ui.own_areas import of_scan
from wijkkaart.ui.wijkscan.opened import Opened

LABELS = {
    "pdf": ("PDF", "Om te lezen en af te drukken"),
    "docx": ("Word", "Om in Word verder te bewerken"),
    "odt": ("ODT", "Voor LibreOffice en andere tekstverwerkers"),
    "html": ("HTML", "Voor de browser: met kaarten die u kunt vergroten"),
}
"""Form of a report to what it's called, and what it's for."""
_PDF = "application/pdf"


def menu(found: Opened) -> None:
    """A menu of files; each is made when it's asked for, which takes a few seconds."""
    if found.area is None:
        return
    opened = st.popover("Download", icon=":material/download:", key="ws-download", on_change="rerun")
    if not opened.open:
        return
    name, token = f"wijkscan-{found.scan.area}-{found.guide.day.isoformat()}", account.token()
    with opened:
        st.caption("De hele wijkscan. Maken duurt even.")
        buttons((_report(name, token, found.id, form) for form in LABELS if form in FORMS), "ws-download")
        st.caption("Op één of twee bladzijden.")
        brief = (
            ("samenvatting", "Samenvatting", "Het belangrijkste op twee bladzijden", summary_of),
            ("a4", "Kaart met lijst, A4", "Alleen wat iedereen mag zien", partial(poster_of, size="a4")),
            ("a3", "Kaart met lijst, A3", "Om op te hangen: alleen wat iedereen mag zien",
             partial(poster_of, size="a3")),
        )  # fmt: skip
        buttons(
            (
                File(id_, label, told, f"{name}-{id_}.pdf", _PDF, partial(make, token, found.id))
                for id_, label, told, make in brief
            ),
            "ws-download",
        )


def _report(name: str, token: str, scan: str, form: str) -> File:
    label, told = LABELS[form]
    return File(form, label, told, f"{name}.{form}", FORMS[form], partial(report_of, token, scan, form))


def of_version(id_: str, version: str, name: str) -> None:
    """The files of an adopted version."""
    token = account.token()
    buttons(
        (
            File(
                form,
                label,
                told,
                f"{name}.{form}",
                FORMS[form],
                partial(version_of, token, id_, version, form),
            )
            for form, (label, told) in LABELS.items()
            if form in FORMS
        ),
        f"ws-oud-{version}",
    )


def contents_of(shown: Guide, id_: str) -> tuple[Area, Scan]:
    """What a report is made of, as the role of `shown` may read it.

    Raises RegisterError when the wijkscan, or its area, isn't there for this role (any more).
    """
    register = account.register()
    found = wijkscans.get(register, id_, shown.role)
    if found is None:
        raise wijkscans.UnknownWijkscan
    area = of_scan(register, shown.atlas, found.area)
    if area is None:
        raise RegisterError("Het gebied van deze wijkscan is er niet meer.", remedy="Kies een ander gebied.")
    states = wijkscans.parts(register, id_, shown.role)
    return area, Scan.of({key: state.content for key, state in states.items()}, pictures(id_, shown.role))


def pictures(id_: str, role: Role) -> Callable[[str], tuple[str, bytes] | None]:
    """What gives the photos of a wijkscan, as a role may see them."""
    return partial(_picture, id_, role)


def _picture(id_: str, role: Role, photo: str) -> tuple[str, bytes] | None:
    return wijkscans.picture(account.register(), id_, photo, role)


def made(shown: Guide, id_: str) -> Report:
    """The report of a wijkscan for the role of `shown`. Raises RegisterError."""
    area, scan = contents_of(shown, id_)
    return wijkscan.make(shown, area, scan)


def report_of(token: str, id_: str, form: str) -> bytes:
    """The report as a file, for who has this token. Raises RegisterError."""
    return write(made(guide_of(token), id_), form)


def summary_of(token: str, id_: str) -> bytes:
    """The summary as a file. Raises RegisterError."""
    return summary.write(made(guide_of(token), id_))


def poster_of(token: str, id_: str, size: str) -> bytes:
    """The map with a list, for who may read the wijkscan. Raises WijkkaartError."""
    area, scan = contents_of(guide_of(token), id_)
    return poster.write(guide(settings(), Role.PUBLIC), area, size, scan)


def version_of(token: str, id_: str, version: str, form: str) -> bytes:
    """An adopted version as a file, without who may not be shown now. Raises RegisterError."""
    shown = guide_of(token)
    data = wijkscans.document(account.register(), version, shown.role)
    if data is None:
        raise RegisterError("Deze versie is er niet, of is niet voor u.", remedy="Kies een andere versie.")
    return write(frozen.thawed(frozen.from_json(data, pictures(id_, shown.role)), shown), form)
