"""The last look at every line before it is painted, also of text that is being typed."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from mlops_path.text import shown


class Visible(LineFilter):
    """Puts a sign of the same width in the place of what a terminal would act on or hide.

    `content` makes such text readable (`⟨202E⟩`) where it is shown. A text being edited stays as it is, letter by
    letter, and must not move the cursor's column: there, each such character becomes one `·`, or nothing where it
    takes no column.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        if all(segment.text.isascii() and segment.text.isprintable() for segment in segments):
            return segments
        return [segment if segment.control else Segment(_visible(segment.text), segment.style) for segment in segments]


def _visible(text: str) -> str:
    if shown(text) == text:
        return text
    return "".join(c if shown(c) == c else "·" * max(0, cell_len(c)) for c in text)
