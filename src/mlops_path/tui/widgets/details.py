"""Everything about the highlighted step, or about the stage or section that is highlighted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual

from mlops_path.domain import wording
from mlops_path.domain.curriculum import Section, Stage, Step
from mlops_path.domain.dates import day_in_words, duration, from_iso
from mlops_path.domain.journey import Counts, Journey
from mlops_path.domain.progress import DONE, SKIPPED, TODO
from mlops_path.links.findings import Finding, in_words
from mlops_path.tui.content import content
from mlops_path.tui.glyphs import glyphs
from mlops_path.tui.widgets.line_painter import LinePainter, joined

QUIET = "$quiet"
LABEL = 11  # columns


class Beside(NamedTuple):
    """What is known beside a step: its note and when that was written, other paths that hold it, and its dead links."""

    note: str = ""
    written: str = ""
    also_on: tuple[str, ...] = ()
    links: Mapping[str, Finding] = MappingProxyType({})


class Block(NamedTuple):
    """Content that is wrapped as one; with a label it stands to the right of it."""

    content: Content
    label: str = ""


GAP = Block(Content(""))


class Wrapped(NamedTuple):
    """Blocks that are wrapped together, and their lines."""

    blocks: Sequence[Block]
    strips: Sequence[Strip]


def _are_same(some: Sequence[Block], others: Sequence[Block]) -> bool:
    return len(some) == len(others) and all(
        one.label == other.label and one.content.is_same(other.content) for one, other in zip(some, others, strict=True)
    )


class Details(LinePainter):
    """Content on as many lines as it needs, with a scroll position of its own, so that no key costs a layout.

    Only where it `scrolls` does it say that there is more below.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"details--quiet"}

    auto_links = False

    def __init__(self, *, id: str | None = None, scrolls: bool = False) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._scrolls = scrolls
        self._blocks: Sequence[Block] = ()
        self._strips: list[Strip] | None = None
        self._wrapped: list[Wrapped] = []
        self._blank = Strip([])
        self._made_for = self._height = 0
        self._top = 0

    def show(self, blocks: Sequence[Block], *, keep_place: bool = False) -> None:
        """Shows other content, one block below the other, from the first line on."""
        self._blocks = blocks
        self._strips = None
        if not keep_place:
            self._top = 0
        self.repaint(by_cell=keep_place)

    def notify_style_update(self) -> None:
        self._wrap_anew()
        super().notify_style_update()

    def on_resize(self) -> None:
        self._wrap_anew()

    def _wrap_anew(self) -> None:
        self._strips = None
        self._wrapped = []

    def _lines(self) -> list[Strip]:
        if self._strips is None:
            width, self._height = self.size
            style = self.rich_style
            groups = [list(blocks) for _, blocks in groupby(self._blocks, key=lambda block: bool(block.label))]
            known = [*self._wrapped, *(Wrapped([], []) for _ in groups)]
            self._wrapped = [
                before
                if _are_same(before.blocks, blocks)
                else Wrapped(blocks, [joined(s.adjust_cell_length(width, style)) for s in self._wrap(blocks, width)])
                for before, blocks in zip(known, groups, strict=False)
            ]
            self._strips = [strip for group in self._wrapped for strip in group.strips]
            self._blank = Strip.blank(width, style)
            self._made_for = width
            self._top = max(0, min(self._top, len(self._strips) - self._height))
        return self._strips

    def _wrap(self, blocks: Sequence[Block], width: int) -> Iterable[Strip]:
        if blocks[0].label:
            return self._labelled(blocks, width)
        whole = Content("\n").join([block.content for block in blocks])
        return Visual.to_strips(self, whole, width, None, self.visual_style)

    def _labelled(self, blocks: Iterable[Block], width: int) -> Iterator[Strip]:
        """Labels on the left and content beside them; before it where there is no room for that."""
        quiet = self.get_component_rich_style("details--quiet")
        for block in blocks:
            if width <= 3 * LABEL:
                whole = Content.assemble((f"{block.label} ", QUIET), block.content)
                yield from Visual.to_strips(self, whole, width, None, self.visual_style)
                continue
            for number, strip in enumerate(
                Visual.to_strips(self, block.content, width - LABEL, None, self.visual_style)
            ):
                label = Segment(f"{block.label if number == 0 else '':<{LABEL}}", quiet)
                yield Strip([label, *strip], LABEL + strip.cell_length)

    def line(self, y: int) -> Strip:
        lines = self._lines()
        height = self._height
        more = len(lines) - self._top - height
        if y == height - 1 and more > 0 and self._scrolls and height > 2 and not self.screen.has_class("-editing"):
            sign = Segment(f"… {more + 1} more lines · J", self.get_component_rich_style("details--quiet"))
            return Strip([sign]).adjust_cell_length(self._made_for, self.rich_style)
        place = y + self._top
        return lines[place] if place < len(lines) else self._blank

    def scroll_lines(self, lines: int) -> None:
        """Moves the content by so many lines, as far as it goes."""
        self._top = max(0, min(self._top + lines, len(self._lines()) - self.size.height))
        self.repaint(by_cell=False)

    def on_mouse_scroll_down(self) -> None:
        self.scroll_lines(2)

    def on_mouse_scroll_up(self) -> None:
        self.scroll_lines(-2)


def about_step(journey: Journey, step: Step, beside: Beside, now: datetime, *, editing: bool = False) -> list[Block]:
    """All there is to know of a step, in the order in which one asks; without the note while that is written."""
    return list(_step_blocks(journey, step, beside, now, editing))


def _step_blocks(journey: Journey, step: Step, beside: Beside, now: datetime, editing: bool) -> Iterator[Block]:
    facts = journey.path.facts[step.number]
    resource = facts.resource
    yield Block(content(resource.title, "bold"))
    for line in (resource.subtitle, wording.source_line(resource)):
        if line:
            yield Block(content(line))
    yield Block(content(wording.kind_line(resource, wording.need_of(step)), QUIET))
    yield GAP
    yield Block(_standing(journey, step, now))
    if beside.also_on:
        yield Block(content(f"Also on: {', '.join(beside.also_on)}", QUIET))
    if resource.summary:
        yield GAP
        yield Block(content(resource.summary))
    link = resource.url or resource.free_url or ""
    origin = ", ".join(part for part in (resource.access, resource.url_from) if part)
    pairs = [
        ("Why here", facts.why),
        ("After", ", ".join(_title(journey, id_) for id_ in facts.after)),
        ("Link", _link(beside, link, f" ({origin})" if origin else "")),
        ("Free", _link(beside, resource.free_url) if resource.url and resource.free_url else ""),
        ("Archive", resource.archive_url or ""),
        *(("More", _link(beside, more.url, f" ({more.why})")) for more in resource.more),
        *(("Related", f"{_title(journey, other)}: {how}") for other, how in resource.related),
        ("Remark", resource.remark),
    ]
    told = [Block(content(value), name) for name, value in pairs if value]
    told += _parts(journey, step)
    if told:
        yield GAP
    yield from told
    if not editing:
        yield GAP
        yield from _note(beside, now)


def _link(beside: Beside, url: str, about: str = "") -> str:
    """An address with what is known about it; empty without one."""
    words = in_words(beside.links.get(url), "O opens a stored copy")
    return f"{url}{about}{f' · {words}' if words else ''}" if url else ""


def _title(journey: Journey, id_: str) -> str:
    step = journey.step_of(id_)
    return step.title if step else id_


def _standing(journey: Journey, step: Step, now: datetime) -> Content:
    state, status = journey.state(step.id), journey.status(step.id)
    glyph = glyphs().status[status]
    parts = []
    at = journey.status_at(step.id)
    if status == TODO or not at:
        parts.append(status)
    elif status == DONE and state.known:
        parts.append(f"done, already known {day_in_words(from_iso(at), now)}")
    elif status in (DONE, SKIPPED):
        parts.append(f"{status} {day_in_words(from_iso(at), now)}")
    else:
        parts.append(f"doing since {day_in_words(from_iso(at), now).removeprefix('on ')}")
    if state.minutes_logged:
        parts.append(f"{duration(state.minutes_logged)} logged")
    colour = {"done": "$success", "doing": "$warning"}.get(status, QUIET)
    line = Content.styled(f"{glyph} {' · '.join(parts)}", colour)
    return Content.assemble(line, content(f": {state.reason}")) if state.reason else line


def _parts(journey: Journey, step: Step) -> Iterator[Block]:
    parts = [part for part in map(journey.step_of, journey.parts_on_path(step.id)) if part is not None]
    for number, part in enumerate(parts):
        glyph = glyphs().status[journey.status(part.id)]
        line = Content.assemble(f"{glyph} {part.number:>3}  ", content(part.title))
        yield Block(line, "Parts" if number == 0 else " ")


def _note(beside: Beside, now: datetime) -> Iterator[Block]:
    rule = glyphs().rule
    if not beside.note:
        yield Block(Content.styled(f"{rule * 2} Note {rule * 2}", QUIET))
        yield Block(Content.styled("No note yet. Press n to write one.", QUIET))
        return
    written = from_iso(beside.written)
    when = f"{written:%H:%M}" if written.date() == now.date() else day_in_words(written, now)
    yield Block(Content.styled(f"{rule * 2} Note, saved {when} {rule * 2}", QUIET))
    yield Block(content(beside.note, lines=True))


def about_stage(journey: Journey, stage: Stage) -> list[Block]:
    """A stage: its goal, how far it is, and its sections."""
    blocks = [Block(content(stage.title, "bold")), *_figures(journey.stage_counts(stage)), GAP]
    if stage.goal:
        blocks += [Block(content(stage.goal)), GAP]
    for number in range(stage.first, stage.last):
        figure = wording.fraction(journey.section_counts[number])
        blocks.append(Block(content(journey.path.sections[number].title), figure))
    return [*blocks, GAP, Block(Content.styled("Enter opens and closes the stage.", QUIET))]


def about_section(journey: Journey, section: Section, counts: Counts) -> list[Block]:
    """A section: which stage it is in and how far it is."""
    stage = journey.path.stages[section.stage]
    return [
        Block(content(section.title, "bold")),
        Block(content(stage.title, QUIET)),
        *_figures(counts),
        GAP,
        Block(content(stage.goal)),
    ]


def _figures(counts: Counts) -> list[Block]:
    return [Block(Content.styled(line, QUIET)) for line in (wording.standing(counts), wording.beside(counts)) if line]


def two_lines(journey: Journey, step: Step) -> list[Block]:
    """What a narrow window says of the highlighted step: title, then kind, estimate and source."""
    resource = journey.path.facts[step.number].resource
    about = " · ".join(
        part for part in (wording.kind_line(resource, wording.need_of(step)), wording.source_line(resource)) if part
    )
    return [Block(content(resource.title, "bold")), Block(content(about, QUIET))]
