"""The UI's one helper for text: what a learner or a curriculum wrote, made safe and wrapped as `Content`."""

from __future__ import annotations

from textual.content import Content

from mlops_path.text import shown


def content(text: str, style: str = "", *, lines: bool = False) -> Content:
    """`text` as content that Textual paints letter by letter: never markup, never a control character."""
    return Content.styled(shown(text, lines=lines), style)
