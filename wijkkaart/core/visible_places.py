"""What a role may see of the places of sources; `visibility` has the rules, and gives this to others."""

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.catalogue import categories
from wijkkaart.model import Kind
from wijkkaart.record import Role, may_see

_OPEN_KINDS = (Kind.PLACE.value, Kind.ACTIVITY.value)
_SHOWN_OF_PERSONS = {
    "id",
    "kind",
    "name",
    "category",
    "organisation",
    "address",
    "postcode",
    "city",
    "gemeente",
    "phone",
    "email",
    "target_groups",
    "role",
    "public",
    "approximate",
    "source",
    "updated",
    "example",
    "geometry",
}
"""All that is shown of a person who agreed. The address is that of the place where they are found."""


def visible(places: gpd.GeoDataFrame, role: str = Role.PUBLIC) -> gpd.GeoDataFrame:
    """`places` (PLACE_COLUMNS, points) without what `role` may not see; the index stays as it was.

    The team and up see everything. Every other role sees of places and activities all, of key persons
    only those who agreed to it, and of those only name, role, organisation, category, where they are
    found, and how to reach them. What isn't known to be a place or activity is treated as a person. Of
    sensitive places they see the gemeente only: no point, no address. Pure: `places` isn't changed.
    """
    if may_see(role, Role.TEAM):
        return places
    agreed = places["public"].map(_is_yes).astype(bool)
    shown = _without_location(places[places["kind"].isin(_OPEN_KINDS) | agreed])
    person = ~shown["kind"].isin(_OPEN_KINDS)
    if not person.any():
        return shown
    hidden = [name for name in shown.columns if name not in _SHOWN_OF_PERSONS]
    return shown.assign(**{name: shown[name].mask(person, _nothing(shown[name])) for name in hidden})


def _without_location(places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """`places` with the location of sensitive ones taken out, whatever column it stands in."""
    secret = places["category"].isin([name for name, each in categories().items() if each.sensitive])
    if not secret.any():
        return places
    bare = places.assign(**{name: places[name].mask(secret, "") for name in ("address", "postcode", "city")})
    return bare.set_geometry(bare.geometry.mask(secret))


def _is_yes(value: object) -> bool:
    """Only a true boolean is a yes: not 1, not text, not a missing value."""
    return isinstance(value, bool | np.bool_) and bool(value)


def _nothing(column: pd.Series) -> object:
    """What stands for "not known" in a column of this type."""
    if pd.api.types.is_bool_dtype(column):
        return False
    text = pd.api.types.is_string_dtype(column) or pd.api.types.is_object_dtype(column)
    return "" if text else None
