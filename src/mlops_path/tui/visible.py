"""The last look at every line before it is painted, also of text that is being typed."""

from __future__ import annotations

from unicodedata import category

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from mlops_path.text import COMBINING_MARKS, FIRST_COMBINING, shown


class Visible(LineFilter):
    """Puts a sign of the same width in the place of what a terminal would act on or hide.

    `content` makes such text readable (`⟨202E⟩`) where it is shown. A text being edited stays as it is, letter by
    letter, and must not move the cursor's column: there, each such character becomes one `·`, or nothing where it
    takes no column.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        if all(segment.text.isascii() and segment.text.isprintable() for segment in segments):
            return segments
        marks = 0
        line: list[Segment] = []
        for segment in segments:
            text = segment.text
            if not segment.control:
                text, marks = _visible(text, marks)
            line.append(segment if text is segment.text else Segment(text, segment.style))
        return line


def _visible(text: str, marks: int) -> tuple[str, int]:
    """The text with its signs, after `marks` combining marks in a row, and how many of them stand at its end."""
    if shown(text) == text and not (text and (_is_mark(text[0]) or _is_mark(text[-1]))):
        return text, 0 if text else marks
    out = []
    for c in text:
        marks = marks + 1 if _is_mark(c) else 0
        if shown(c) != c:
            out.append("·" * max(0, cell_len(c)))
        elif marks <= COMBINING_MARKS:
            out.append(c)
    return "".join(out), marks


def _is_mark(c: str) -> bool:
    return c >= FIRST_COMBINING and category(c) in ("Mn", "Me")
