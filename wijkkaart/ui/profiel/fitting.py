"""How buurten fit what somebody drew, on the page: what counts, what doesn't, and what was cut."""

from html import escape

import streamlit as st

from wijkkaart.present.profile import fit as fits
from wijkkaart.present.profile.fit import Fit


def show(found: Fit) -> None:
    """A warning where buurten are cut, what became of the outline, and every buurt that it touches."""
    warning = fits.warning(found)
    if warning:
        st.warning(warning, icon=":material/content_cut:")
    lines = "".join(f"<li>{escape(line)}</li>" for line in fits.sentences(found))
    st.html(f'<ul class="wk-details">{lines}</ul>{_table(found)}')


def _table(found: Fit) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in fits.heads(found))
    body = "".join(
        f"<tr><th scope='row'>{escape(name)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in rest)}</tr>"
        for name, *rest in fits.rows(found)
    )
    title = "De buurten die de tekening raakt"
    return (
        f'<div class="wk-all-figures" role="region" tabindex="0" aria-label="{title}"><table>'
        f'<caption class="wk-hidden">{title}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
        "</table></div>"
    )
