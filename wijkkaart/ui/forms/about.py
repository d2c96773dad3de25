"""What a note is about: an area, a figure, a record or a paragraph of the format."""

from collections.abc import Mapping

from wijkkaart.catalogue import format_chapters, indicators
from wijkkaart.record import Field, RecordKind
from wijkkaart.ui.forms import widgets
from wijkkaart.ui.forms.desk import Desk, beside, takes

_ASKED = {
    "area": "Welk gebied",
    "indicator": "Welk cijfer",
    "record": "Welke plek, organisatie, activiteit of persoon",
    "paragraph": "Welke paragraaf",
}


def ask(desk: Desk, fields: Mapping[str, Field]) -> None:
    """The kind of thing, and which one."""
    draft, asked = desk.draft, fields["about"]
    widgets.ask(desk, fields["about_kind"])
    kind, value = draft.values["about_kind"], draft.values["about"]
    labels = _labels(desk, kind)
    if value not in labels and (kind, value) != (draft.base["about_kind"], draft.base["about"]):
        value = draft.values["about"] = ""  # of another kind than is chosen now
    if kind:
        callback = takes(draft, "about", lambda chosen: chosen or "")
        name = callback.pop("key")
        widgets.pick(_ASKED[kind], [*labels], value, lambda each: labels.get(each, each), name, **callback)
        beside(desk, asked)
    if kind in {"area", "paragraph", "indicator"}:
        widgets.gemeente(desk, fields["gemeente"])


def _labels(desk: Desk, kind: str) -> dict[str, str]:
    match kind:
        case "indicator":
            return {each.id: each.label for each in indicators().values()}
        case "paragraph":
            return {each: f"{each} {term.label}" for each, term in format_chapters().items()}
        case "record":
            kinds = [each for each in RecordKind if each is not RecordKind.NOTE]
            return {each: desk.name(each) for found in kinds for each in desk.choices(found)}
        case "area" if desk.gemeente:
            found = {desk.gemeente: desk.around.area(desk.gemeente)}
            for level in ("wijk", "buurt"):
                codes = desk.guide.atlas.children(desk.gemeente, level).code
                found |= {code: f"{desk.around.area(code)} ({level})" for code in codes}
            return found
    return {}
