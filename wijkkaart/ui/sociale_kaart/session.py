"""Between the state of the page, its widgets and the URL; the area is that of `ui.session`.

It is kept there, so that all pages look at the same one.
"""

from dataclasses import replace

from wijkkaart.atlas import Atlas
from wijkkaart.ui import session as shared
from wijkkaart.ui.kept_state import PageState
from wijkkaart.ui.sociale_kaart.state import Search, from_params

_KEPT: PageState[Search] = PageState("sociale_kaart", from_params)

now, widget, change, write = _KEPT.now, _KEPT.widget, _KEPT.change, _KEPT.write


def read(atlas: Atlas) -> Search:
    """The state as choices and URL have it now."""

    def settled(search: Search) -> Search:
        area = shared.visit(atlas)
        if area == search.gebied:
            return search
        # What was chosen or opened in another area isn't here; who comes from a link has no other area yet.
        found = replace(search, buurt=(), plek="", midden="") if search.gebied else search
        return replace(found, gebied=area)

    return _KEPT.read(settled, lambda search: shared.visit(atlas, search.gebied))


def clear() -> None:
    """Without any filter, from a callback."""
    kept = Search()
    names = [*kept.chosen, "zoek", "bij", "straal", "volgorde"]
    change(**{name: getattr(kept, name) for name in names})
