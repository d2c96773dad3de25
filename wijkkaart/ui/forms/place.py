"""Where a place is: an address out of those we know, the pin on the map, and the buurt that follows."""

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from wijkkaart.core.addresses import Address, Addresses
from wijkkaart.guide import Spot
from wijkkaart.present.spot_map import spot_state
from wijkkaart.record import Field, fields_of
from wijkkaart.ui import map_frame, session
from wijkkaart.ui.components import literal
from wijkkaart.ui.forms import widgets
from wijkkaart.ui.forms.desk import Desk, remarks
from wijkkaart.ui.forms.draft import Draft
from wijkkaart.ui.given import given

_MAP, _SEARCH, _HEIGHT = "kaart_speld", "adres_zoek", 320
_POINT = ("latitude", "longitude")


def known(desk: Desk) -> Addresses:
    """The addresses of the gemeente's places."""
    if not desk.gemeente:
        return Addresses([])
    gemeente = desk.gemeente
    columns = ["address", "postcode", "city", "lat", "lon", "approximate"]

    def made() -> Addresses:
        rows: list[Mapping[str, Any]] = desk.guide.places(gemeente)[columns].to_dict("records")  # type: ignore[assignment]
        return Addresses(rows)

    return desk.guide.remember(("adressen", gemeente), made)


def point_of(draft: Draft) -> tuple[float, float] | None:
    """Latitude and longitude on the form, if both are there."""
    lat, lon = (draft.values[name] for name in _POINT)
    return None if lat is None or lon is None else (float(lat), float(lon))


def spot_of(desk: Desk) -> Spot:
    """Where the pin is."""
    point = point_of(desk.draft)
    return desk.guide.spot(*point) if point else Spot()


def ask(desk: Desk, fields: Mapping[str, Field]) -> None:
    """Address, gemeente and pin."""
    st.caption("Kies een bekend adres, of zet de speld zelf op de kaart. De buurt vullen wij in.")
    left, right = st.columns([1, 1.15])
    with left:
        _search(desk)
        _follow(desk)
        for name in ("address", "postcode", "city"):
            widgets.ask(desk, fields[name])
        widgets.gemeente(desk, fields["gemeente"])
    with right:
        _pin(desk)


def _search(desk: Desk) -> None:
    typed = st.text_input(
        "Zoek een adres dat we al kennen",
        key=_SEARCH,
        placeholder="straat en nummer, of postcode",
        live="400ms",
        autocomplete="off",
    )
    if not typed or len(typed.strip()) < 3:
        return
    addresses = known(desk)
    found = addresses.find(typed, 4)
    here = addresses.at("", typed)
    if here is not None and not found:
        found = [here]
    if not found:
        st.caption("Dit adres kennen we niet. Vul het hieronder in en zet de speld op de kaart.")
    for number, address in enumerate(found):
        st.button(
            literal(address.line),
            key=f"adres-{number}",
            icon=":material/location_on:",
            type="tertiary",
            on_click=_chosen,
            args=(desk.draft, address),
        )


def _chosen(draft: Draft, address: Address) -> None:
    draft.values |= {"address": address.address, "postcode": address.postcode, "city": address.city}
    draft.located = (address.address, address.postcode)
    _put(draft, address)
    st.session_state[_SEARCH] = ""


def _put(draft: Draft, address: Address) -> None:
    draft.values |= {
        "latitude": round(address.latitude, 6),
        "longitude": round(address.longitude, 6),
        "approximate": None if address.exact else True,
    }
    draft.pinned = False
    draft.look += 1


def _follow(desk: Desk) -> None:
    """Let the pin follow an address that was typed, unless somebody put it where it is."""
    draft = desk.draft
    typed = (draft.values["address"], draft.values["postcode"])
    if typed == draft.located:
        return
    draft.located = typed
    at = known(desk).at(*typed)
    if draft.pinned or at is None:
        return
    _put(draft, at)
    draft.values["city"] = draft.values["city"] or at.city


def _pin(desk: Desk) -> None:
    draft, point, spot = desk.draft, point_of(desk.draft), spot_of(desk)
    state = spot_state(
        desk.guide.atlas,
        draft.values["gemeente"] or spot.gemeente or desk.gemeente,
        point,
        draft.values["name"] or "Deze plek",
        look=f"{draft.id}-{draft.look}",
        background=session.background(),
        approximate=bool(draft.values["approximate"]),
        pick=True,
    )
    with st.container(key="kaart-speld"):
        map_frame.draw(state, _MAP, _HEIGHT, lambda: _moved(draft))
    st.html(f'<p class="wk-small" role="status">{_told(desk, point, spot)}</p>')
    for name in _POINT:
        if said := remarks(desk, name):
            st.html("".join(said))
    if point:
        given("veld-approximate", bool(draft.values["approximate"]))
        st.checkbox(
            "De plek op de kaart is ongeveer", key="veld-approximate", on_change=_about, args=(draft,)
        )
        st.button("Speld weghalen", key="speld-weg", type="tertiary", on_click=_unpin, args=(draft,))
    with st.expander("Coördinaten typen"):
        fields = fields_of(draft.kind)
        for name in _POINT:
            widgets.ask(desk, fields[name])


def _told(desk: Desk, point: tuple[float, float] | None, spot: Spot) -> str:
    if point is None:
        return "Nog geen plek op de kaart. Klik op de kaart om de speld te zetten."
    names = [escape(desk.around.area(code)) for code in (spot.buurt, spot.wijk, spot.gemeente) if code]
    if not names:
        return "De speld staat buiten de gebieden die we kennen."
    beside = f" ({', '.join(names[1:])})" if names[1:] else ""
    return f"De speld staat in <strong>{names[0]}</strong>{beside}. Klik op de kaart om hem te verplaatsen."


def _moved(draft: Draft) -> None:
    event = st.session_state.get(_MAP) or {}
    lat, _, lng = str(event.get("id") or "").partition(",")
    if event.get("kind") != "pin":
        return
    try:
        draft.values |= {"latitude": float(lat), "longitude": float(lng)}
    except ValueError:
        return
    draft.pinned = True


def _about(draft: Draft) -> None:
    draft.values["approximate"] = True if st.session_state["veld-approximate"] else None


def _unpin(draft: Draft) -> None:
    draft.values |= {"latitude": None, "longitude": None, "approximate": None}
    draft.pinned = False
    draft.look += 1
