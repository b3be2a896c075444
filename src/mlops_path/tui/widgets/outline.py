"""The path as a table of contents: stages, sections and numbered steps, painted line by line.

Lines are painted one by one because the cost of that does not grow with the number of steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mlops_path.domain import wording
from mlops_path.domain.curriculum import Step
from mlops_path.domain.dates import duration
from mlops_path.domain.finding import words_of
from mlops_path.domain.journey import NO_JOURNEY, Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED, STATUSES
from mlops_path.text import shown
from mlops_path.tui.glyphs import glyphs
from mlops_path.tui.widgets.line_painter import LinePainter

STAGE, SECTION, STEP = range(3)
MOST_LINES_KEPT = 500
FIGURES_FROM = 36  # columns; below, a line has no room for its figure


class Row(NamedTuple):
    """One line: a stage, a section or a step, by its place in the path, from 0."""

    kind: int
    place: int


class Outline(LinePainter, ScrollView, can_focus=True):
    """Every step of a journey. `journey` and the highlight come from the screen; keys go to it as messages."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "outline--stage",
        "outline--section",
        "outline--step",
        "outline--quiet",
        "outline--doing",
        "outline--done",
        "outline--cursor",
    }
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]  # Textual's own type is wider
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown,ctrl+d,ctrl+f", "page(1)", "A screen down", show=False),
        Binding("pageup,ctrl+u,ctrl+b", "page(-1)", "A screen up", show=False),
        Binding("home", "edge(-1)", "First line", show=False),
        Binding("end,G", "edge(1)", "Last line", show=False),
        Binding("right,l", "unfold", "Open", show=False),
        Binding("left,h", "fold", "Close", show=False),
    ]

    journey: var[Journey] = var(NO_JOURNEY, init=False, always_update=True)

    class Highlighted(Message):
        """Another line is highlighted now. Whoever hears it calls `paint` and shows it, so that both are one frame."""

    class Pressed(Message):
        """The highlighted line was clicked again."""

    def __init__(self) -> None:
        super().__init__()
        self._glyphs = glyphs()
        self._rows: list[Row] = []
        self._open: set[int] = set()
        self._cursor = 0
        self._changed: set[int] = set()  # lines that lost or got the highlight since the last paint
        self._laid_out = False  # the lines themselves are others since the last paint
        self._centre = False
        self._words: tuple[str, ...] = ()
        self._left: Row | None = None  # where the highlight was when the filter began
        self._haystack: list[str] = []
        self._styles: dict[tuple[str, bool], Style] = {}
        self._lines: dict[tuple[int, bool, int], Strip] = {}  # as they were painted, for the next scroll

    # What the screen asks and tells

    @property
    def row(self) -> Row | None:
        """The highlighted line, None on an empty outline."""
        return self._rows[self._cursor] if self._rows else None

    @property
    def step(self) -> Step | None:
        """The highlighted step, None where a stage or section is."""
        row = self.row
        return self.journey.steps[row.place] if row is not None and row.kind == STEP else None

    @property
    def filtered(self) -> int | None:
        """How many steps the filter leaves, None without a filter."""
        return sum(row.kind == STEP for row in self._rows) if self._words else None

    def watch_journey(self, before: Journey, journey: Journey) -> None:
        if before.path is not journey.path:
            row = self.row
            here = before.steps[row.place].id if row is not None and row.kind == STEP else ""
            is_new = before.path.id != journey.path.id
            self._open = set() if is_new else {stage for stage in self._open if stage < len(journey.path.stages)}
            self._words = ()
            self._haystack = []
            self._lay_out()
            if not is_new and (step := journey.step_of(here)) is not None:
                self.go_to(step)
        elif self._words:
            self._lay_out(keep=self.row)
        else:
            self._forget_lines(before, journey)
            self.repaint()

    def paint(self) -> None:
        """Paints what changed since the last time, after bringing the highlighted line into view."""
        if self._laid_out:
            self.virtual_size = Size(0, len(self._rows))
            self.refresh()
        self._bring_into_view()
        for place in self._changed:
            self.refresh_line(place)
        self._changed.clear()
        self._laid_out = False

    def go_to(self, step: Step) -> None:
        """Highlights a step and opens its stage."""
        stage = self.journey.path.sections[step.section].stage
        if stage not in self._open and not self._words:
            self._open.add(stage)
            self._lay_out()
        row = Row(STEP, step.number - 1)
        if row not in self._rows:
            self.filter("")
            self._open.add(stage)
            self._lay_out()
        self._highlight(self._rows.index(row), centre=True)

    def filter(self, text: str) -> None:
        """Leaves only steps with every word in title, kind, status, stage or section; "" brings all back."""
        here, words = self.row, words_of(text)
        if words and not self._words:
            self._left = here
        if not words and here is None:
            here = self._left
        if not words and here is not None and here.kind != STAGE:
            self._open.add(self._stage_of(here))
        self._words = words
        self._lay_out(keep=here)

    def unfold_all(self) -> None:
        self._open = set(range(len(self.journey.path.stages)))
        self._lay_out(keep=self.row)

    def fold_all(self) -> None:
        """Closes every stage but the one that is highlighted."""
        row = self.row
        self._open &= {self._stage_of(row)} if row is not None else set()
        self._lay_out(keep=row)

    def toggle(self) -> None:
        """Opens or closes the highlighted stage, or the one that a section lies in."""
        row = self.row
        if row is None or self._words:
            return
        stage = self._stage_of(row)
        self._open ^= {stage}
        self._lay_out(keep=Row(STAGE, stage))

    # Lines

    def _stage_of(self, row: Row) -> int:
        path = self.journey.path
        if row.kind == STAGE:
            return row.place
        section = row.place if row.kind == SECTION else path.steps[row.place].section
        return path.sections[section].stage

    def _lay_out(self, keep: Row | None = None) -> None:
        """Works out the lines again and keeps the highlight on `keep`, or on what is nearest to it."""
        path = self.journey.path
        matching = self._matching() if self._words else None
        rows: list[Row] = []
        for number, stage in enumerate(path.stages):
            below: list[Row] = []
            if matching is not None or number in self._open:
                for section in range(stage.first, stage.last):
                    first, last = path.sections[section].first, path.sections[section].last
                    steps: Iterable[int] = range(first, last)
                    if matching is not None:
                        steps = [index for index in steps if index in matching]
                        if not steps:
                            continue
                    if stage.last - stage.first > 1:
                        below.append(Row(SECTION, section))
                    below += [Row(STEP, index) for index in steps]
            if below or matching is None:
                rows.append(Row(STAGE, number))
                rows += below
        self._rows = rows
        self._lines.clear()
        self._laid_out = True
        self._cursor = min(self._cursor, max(0, len(rows) - 1))
        self._highlight(self._nearest(keep), told=True)

    def _nearest(self, keep: Row | None) -> int:
        if keep is None:
            return self._cursor
        if keep in self._rows:
            return self._rows.index(keep)
        stage = self._stage_of(keep)
        if self._words:
            steps = [n for n, row in enumerate(self._rows) if row.kind == STEP]
            below = (n for n in steps if keep.kind == STEP and self._rows[n].place > keep.place)
            return next(below, steps[-1] if steps and keep.kind == STEP else steps[0] if steps else 0)
        return self._rows.index(Row(STAGE, stage))

    def _matching(self) -> set[int]:
        path = self.journey.path
        if not self._haystack:
            self._haystack = [
                f"{step.title}\n{step.kind}\n".casefold() + around
                for section in path.sections
                for around in [f"{section.title}\n{path.stages[section.stage].title}".casefold()]
                for step in path.steps[section.first : section.last]
            ]
        found: Iterable[int] = range(len(path.steps))
        for word in self._words:  # word by word through all of them, not step by step: a tenth of the time
            left = found
            found = [index for index in left if word in self._haystack[index]]
            if word in STATUSES:
                found += [index for index in left if self.journey.status(path.steps[index].id) == word]
        return set(found)

    # Painting

    def _forget_lines(self, before: Journey, journey: Journey) -> None:
        """Those that look otherwise on another journey along the same path."""
        for line in [*self._lines]:
            kind, at = self._rows[line[0]]
            path = journey.path
            if kind == STEP:
                changed = before.status(path.steps[at].id) != journey.status(path.steps[at].id)
            elif kind == SECTION:
                changed = before.section_counts[at] != journey.section_counts[at]
            else:
                changed = before.stage_counts(path.stages[at]) != journey.stage_counts(path.stages[at])
            if changed:
                del self._lines[line]

    def notify_style_update(self) -> None:
        self._styles.clear()
        self._lines.clear()
        super().notify_style_update()

    def _style(self, name: str, here: bool) -> Style:
        style = self._styles.get((name, here))
        if style is None:
            style = self.get_component_rich_style(f"outline--{name}")
            if here:
                style += Style(bgcolor=self.get_component_rich_style("outline--cursor").bgcolor, bold=True)
            self._styles[name, here] = style
        return style

    def line(self, y: int) -> Strip:
        width = self.size.width
        place = y + round(self.scroll_offset.y)
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        here = place == self._cursor
        strip = self._lines.get((place, here, width))
        if strip is None:
            row = self._rows[place]
            if row.kind == STEP:
                strip = self._step_line(self.journey.steps[row.place], here, width)
            else:
                strip = self._group_line(row, here, width)
            if len(self._lines) >= MOST_LINES_KEPT:
                self._lines.clear()
            self._lines[place, here, width] = strip
        return strip

    def _group_line(self, row: Row, here: bool, width: int) -> Strip:
        path, journey = self.journey.path, self.journey
        cursor = self._glyphs.cursor if here else " "
        if row.kind == STAGE:
            stage = path.stages[row.place]
            fold = self._glyphs.open if row.place in self._open or self._words else self._glyphs.closed
            texts = f"{cursor}{fold} {row.place + 1:>2}  ", stage.title, wording.fraction(journey.stage_counts(stage))
            style = self._style("stage", here)
        else:
            figure = wording.fraction(journey.section_counts[row.place])
            texts = f"{cursor}      ", path.sections[row.place].title, figure
            style = self._style("section", here)
        return self._line(texts, (style, style), width)

    def _step_line(self, step: Step, here: bool, width: int) -> Strip:
        status = self.journey.status(step.id)
        figure = {SKIPPED: "skipped", DONE: ""}.get(status, duration(step.minutes))
        quiet = self._style("quiet", here)
        beside = not step.required or step.retired or status in (SKIPPED, DONE)
        cursor = self._glyphs.cursor if here else " "
        mark = self._style(status, here) if status in (DOING, DONE) else quiet
        lead = Segment(f"{cursor}   {self._glyphs.status[status]} ", mark)
        title = quiet if beside else self._style("step", here)
        number = f"{step.number:>3}  "
        if title is quiet:
            rest = self._line((number, step.title, figure), (quiet, quiet), max(0, width - lead.cell_length))
            return Strip([lead, *rest]).adjust_cell_length(width, quiet)
        taken = lead.cell_length + len(number)
        rest = self._line(("", step.title, figure), (title, quiet), max(0, width - taken))
        return Strip([lead, Segment(number, quiet), *rest]).adjust_cell_length(width, title)

    def _line(self, texts: tuple[str, str, str], styles: tuple[Style, Style], width: int) -> Strip:
        """Lead, title and, at the right edge, a figure; the title gives way. Styles: of the first two, of the last."""
        lead, title, figure = texts[0], shown(texts[1]), texts[2]
        end = f" {figure} " if figure and self.size.width >= FIGURES_FROM else " "
        room = max(0, width - cell_len(lead) - len(end))
        cut = cell_len(title) > room
        title = set_cell_size(title, max(0, room - 1)) + "…" if cut else set_cell_size(title, room)
        if styles[0] is styles[1]:  # one piece costs less on the terminal than two
            return Strip([Segment(lead + title + end, styles[0])]).adjust_cell_length(width, styles[0])
        line = Strip([Segment(lead + title, styles[0]), Segment(end, styles[1])])
        return line.adjust_cell_length(width, styles[0])

    # Moving

    def _highlight(self, place: int, *, centre: bool = False, told: bool = False) -> None:
        place = max(0, min(place, len(self._rows) - 1))
        before, self._cursor = self._cursor, place
        self._centre = self._centre or centre
        self._changed |= {before, place}
        if before != place or told or centre:
            self.post_message(self.Highlighted())

    def _bring_into_view(self) -> None:
        height = self.size.height
        if not height:  # before the first layout; what was to stand in the middle is put there after it
            return
        centre, self._centre = self._centre, False
        top, place = round(self.scroll_offset.y), self._cursor
        if top <= place < top + height and not centre:
            if place > 0 or top == 0:
                return
        elif top + 2 <= place < top + height - 2:
            return
        wanted = place - height // 2 if centre else (place if place < top else place - height + 1)
        most = max(0, len(self._rows) - height)
        self.scroll_to(y=max(0, min(wanted, most)), animate=False, immediate=True, force=True)

    def on_resize(self) -> None:
        self.call_after_refresh(self._bring_into_view)

    def action_move(self, lines: int) -> None:
        """One line up or down; from step to step while a filter shows what was looked for."""
        place = self._cursor + lines
        while self._words and 0 <= place < len(self._rows) and self._rows[place].kind != STEP:
            place += lines
        if 0 <= place < len(self._rows):
            self._highlight(place)

    def action_page(self, screens: int) -> None:
        self._highlight(self._cursor + screens * max(1, self.size.height - 1))

    def action_edge(self, end: int) -> None:
        self._highlight(0 if end < 0 else len(self._rows) - 1)

    def action_unfold(self) -> None:
        row = self.row
        if row is not None and row.kind == STAGE and row.place not in self._open:
            self.toggle()

    def action_fold(self) -> None:
        row = self.row
        if row is None or self._words:
            return
        stage = self._stage_of(row)
        if stage in self._open and row.kind == STAGE:
            self.toggle()
        else:
            self._highlight(self._rows.index(Row(STAGE, stage)))

    def on_click(self, event: events.Click) -> None:
        place = event.y + round(self.scroll_offset.y)
        if place < len(self._rows):
            again = place == self._cursor
            self._highlight(place)
            if again or self._rows[place].kind == STAGE:
                self.post_message(self.Pressed())
