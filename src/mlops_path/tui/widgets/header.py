"""Two quiet lines: which path, how far, whose; and the progress as a line."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.reactive import var
from textual.strip import Strip

from mlops_path.domain import wording
from mlops_path.domain.journey import NO_JOURNEY, Journey
from mlops_path.text import shown
from mlops_path.tui.glyphs import glyphs
from mlops_path.tui.widgets.line_painter import LinePainter


class Header(LinePainter):
    """Where the learner stands on the path. What does not fit is left out from the middle, never cut in a figure."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--title", "header--figures", "header--done", "header--rest"}

    journey: var[Journey] = var(NO_JOURNEY, init=False)

    def __init__(self) -> None:
        super().__init__()
        self._glyphs = glyphs()

    def watch_journey(self) -> None:
        self.repaint()

    def line(self, y: int) -> Strip:
        width = self.size.width
        return self._figures(width) if y == 0 else self._progress(width)

    def _figures(self, width: int) -> Strip:
        path, counts = self.journey.path, self.journey.counts
        learner = shown(self.journey.learner)
        done = f"{counts.done} of {counts.counted} required" if counts.counted else "nothing required"
        left, right = f" {path.id} · {shown(path.title)}", ""
        for right in (
            f"{wording.standing(counts)}   {learner} ",
            f"{wording.standing(counts)} ",
            f"{done} ",
            f"{counts.done}/{counts.counted} ",
        ):
            if cell_len(left) + cell_len(right) + 2 <= width:
                break
        else:
            left = set_cell_size(left, max(0, width - cell_len(right) - 1))
        title = set_cell_size(left, max(cell_len(left), width - cell_len(right)))
        pieces = [Segment(title, self._style("header--title")), Segment(right, self._style("header--figures"))]
        return Strip(pieces).crop(0, width)

    def _progress(self, width: int) -> Strip:
        whole = max(0, width - 2)
        full = round((self.journey.counts.fraction or 0) * whole)
        return Strip(
            [
                Segment(f" {self._glyphs.full * full}", self._style("header--done")),
                Segment(f"{self._glyphs.empty * (whole - full)} ", self._style("header--rest")),
            ]
        ).crop(0, width)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)
