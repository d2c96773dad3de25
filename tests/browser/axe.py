"""What axe finds on a page, once it stands still."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

LOOKS = 6
"""How often to look again whether a page that is drawn anew still breaks a rule."""
_BETWEEN = 500

STREAMLIT_OWN: dict[str, str] = {
    # The menu on a phone has its sections between its items.
    "list": 'data-testid="stSidebarNavItems"',
    "listitem": '<li class="st-emotion-cache',
}
"""axe rules that Streamlit's own elements break, each with what is wrong and where."""

_ENGLISH = """() => {
  const begin = 'Clear|Choose|Open$|Close|Remove|Select|Show|Hide|Add|Navigate|Link to|Search$|App pages';
  return [...document.querySelectorAll('[aria-label], [placeholder]')]
    .filter(node => node.checkVisibility())
    .flatMap(node => [node.ariaLabel, node.getAttribute('placeholder')])
    .filter(text => new RegExp(`^(${begin})`).test(text));
}"""
"""Names that Streamlit gives in English; page.js says them in Dutch."""


def breaches(where: Page | Frame, within: str | None = None, *, slight: bool = False) -> list[str]:
    """Serious and critical violations on a page or in a part of it, but for what is Streamlit's own; and
    what is told in English.

    `slight` ones too, when asked. A page that is drawn again is pale for a moment; what is wrong, is so a
    little later too.
    """
    for look in range(LOOKS):
        if look:
            where.wait_for_timeout(_BETWEEN)
        if not (found := _breaches(where, within, slight)):
            break
    return found


def _breaches(where: Page | Frame, within: str | None, slight: bool) -> list[str]:
    english = [f"in English: {text}" for text in where.evaluate(_ENGLISH)]
    options = {"resultTypes": ["violations"]}
    found = Axe().run(where, context=within, options=options).response["violations"]
    return english + [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in found
        if slight or violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
        if not any(part in node["html"] for part in STREAMLIT_OWN.get(violation["id"], "").split("|") if part)
    ]
