"""The two looks of the screen. Colour only repeats what a glyph and a word say.

`$quiet` is for what stands beside the thing itself, `$faint` for rules, `$here` behind the highlighted line.
"""

from __future__ import annotations

import os

from textual.theme import Theme

DARK = Theme(
    name="path-dark",
    primary="#7fa8d1",
    secondary="#8a94a0",
    accent="#7fa8d1",
    success="#72c293",
    warning="#e2b25a",
    error="#e57f7f",
    foreground="#dde2e7",
    background="#13171b",
    surface="#1a2026",
    panel="#242c34",
    dark=True,
    variables={"quiet": "#8d97a2", "faint": "#39434d", "here": "#27313b"},
)
LIGHT = Theme(
    name="path-light",
    primary="#2a5f92",
    secondary="#66707b",
    accent="#2a5f92",
    success="#1c7646",
    warning="#8c5800",
    error="#b02a2a",
    foreground="#20262c",
    background="#fbfaf7",
    surface="#f2f1ec",
    panel="#e6e5df",
    dark=False,
    variables={"quiet": "#5f6872", "faint": "#cfcfc8", "here": "#dfe7ee"},
)


def first_theme() -> str:
    """The look for this terminal: light where it says that its background is (`COLORFGBG`), else dark."""
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if background in ("7", "15") else DARK.name
