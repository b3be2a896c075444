"""The signs of the screen, and their ASCII set for a terminal that cannot show them."""

from __future__ import annotations

import locale
from typing import NamedTuple

from mlops_path.domain import wording


class Glyphs(NamedTuple):
    """`status` maps a status to its sign; the others stand for what their name says."""

    status: dict[str, str]
    cursor: str
    open: str
    closed: str
    full: str
    empty: str
    rule: str


UNICODE = Glyphs(wording.GLYPHS, "▌", "▾", "▸", "━", "─", "─")
ASCII = Glyphs(wording.ASCII_GLYPHS, ">", "-", "+", "=", "-", "-")


def glyphs() -> Glyphs:
    """The set that this terminal's encoding can show."""
    try:
        "".join(UNICODE.status.values()).encode(locale.getpreferredencoding(do_setlocale=False))
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
