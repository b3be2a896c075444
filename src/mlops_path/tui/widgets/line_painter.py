"""Painting by the line, and only what differs from what stands on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Cell = tuple[str, Style | None]
FEW_REGIONS = 4  # so many are no more work than a whole widget, and less to send


class LinePainter(Widget):
    """A widget that gives each of its lines by `line`. `repaint` sends the cells that changed, and no others.

    A mark changes a glyph, two figures and a sentence; a terminal at the other end of a slow line gets just those.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._painted: dict[int, Strip] = {}

    def line(self, y: int) -> Strip:
        """The line at row `y` of the widget, as wide as the widget."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        strip = self._painted[y] = self.line(y)
        return strip

    def repaint(self, *, by_cell: bool = True) -> None:
        """Asks for every cell to be painted that is not what it should be; or line, where most of one will not be."""
        width, height = self.size
        regions = []
        for y in range(height):
            before, now = self._painted.get(y), self.line(y)
            if before == now:
                continue
            first, last = 0, width
            if by_cell and before is not None:
                first, last = _differing(list(_cells(before)), list(_cells(now)))
            if first < last:
                regions.append(Region(first, y, last - first, 1))
        if len(regions) > max(FEW_REGIONS, height // 2):
            regions = [Region.from_union(regions)]  # one region is less work than many
        if regions:
            self.refresh(*regions)


def joined(strip: Strip) -> Strip:
    """The strip in as few pieces as look the same: each costs forty bytes on the terminal; blanks have no colour."""
    pieces: list[Segment] = []
    for segment in strip:
        if pieces and (piece := _as_one(pieces[-1], segment)):
            pieces[-1] = piece
        else:
            pieces.append(segment)
    return Strip(pieces, strip.cell_length)


def _as_one(one: Segment, other: Segment) -> Segment | None:
    style, next_style = one.style, other.style
    if style != next_style:
        if style is None or next_style is None or not _look_alike(style, next_style):
            return None
        if one.text.isspace():
            style = next_style
        elif not other.text.isspace():
            return None
    return Segment(one.text + other.text, style)


def _look_alike(one: Style, other: Style) -> bool:
    """Whether blanks of both styles look the same."""
    return one.bgcolor == other.bgcolor and not (_is_seen(one) or _is_seen(other))


def _is_seen(style: Style) -> bool:
    """Whether a style shows where there are no letters, or makes a place that can be clicked."""
    lines = style.underline or style.underline2 or style.overline or style.strike or style.reverse
    return bool(lines or style.link or "@click" in style.meta)


def _cells(strip: Strip) -> Iterator[Cell]:
    """One pair of character and style for each column; the second column of a wide character is empty.

    A blank has the style of what is beneath it.
    """
    for text, style, _ in strip:
        beneath = style if style is None or _is_seen(style) else Style(bgcolor=style.bgcolor)
        for character in text:
            yield character, beneath if character == " " else style
            for _ in range(cell_len(character) - 1):
                yield "", style


def _differing(before: list[Cell], now: list[Cell]) -> tuple[int, int]:
    """The first column that differs, and the one behind the last."""
    if len(before) != len(now):
        return 0, len(now)
    differing = [column for column, (one, other) in enumerate(zip(before, now, strict=True)) if one != other]
    return (differing[0], differing[-1] + 1) if differing else (0, 0)
