"""What every part of the path screen stands on: its widgets, the journey they show, and how they are told of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer

from mlops_path.domain.curriculum import Step
from mlops_path.domain.journey import NO_JOURNEY, Journey
from mlops_path.errors import MlopsPathError
from mlops_path.programs import addresses_of
from mlops_path.tracker import Outcome, Tracker
from mlops_path.tui.content import content
from mlops_path.tui.deeds import ANYWHERE, GROUP, STEP
from mlops_path.tui.widgets import details as about
from mlops_path.tui.widgets import outline
from mlops_path.tui.widgets.details import Beside, Block, Details
from mlops_path.tui.widgets.header import Header
from mlops_path.tui.widgets.lines import KeyLine, Notice
from mlops_path.tui.widgets.outline import Outline
from mlops_path.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from mlops_path.tui.widgets.note_editor import NoteEditor


FILTER, REASON = "filter", "reason"
FILTER_KEYS = (("enter", "back to the steps"), ("esc", "every step again"))
REASON_KEYS = (("enter", "skip it"), ("esc", "leave it"))


class Base(Screen[None]):
    """One journey. The record changes through the tracker only; what comes back is shown."""

    class Ready(Message, namespace="path_screen"):
        """It is settled again what a key is for."""

    journey: var[Journey] = var(NO_JOURNEY, init=False, always_update=True)

    header = getters.query_one(Header)
    outline = getters.query_one(Outline)
    details = getters.query_one("#details", Details)
    notice = getters.query_one(Notice)
    key_line = getters.query_one(KeyLine)
    editor: getters.query_one[NoteEditor] = getters.query_one("NoteEditor")
    prompt = getters.query_one(Prompt)

    def __init__(self, tracker: Tracker) -> None:
        super().__init__()
        self.tracker = tracker
        self.set_reactive(Base.journey, tracker.journey)
        self.is_ready = False
        self._hinting = not tracker.learner.added
        self._furnishing = asyncio.Lock()
        self._draft_timer: Timer | None = None
        self._asked_about: Step | None = None
        self._told_of_change = False
        self._beside: tuple[str, Beside] = ("", Beside())

    def compose(self) -> ComposeResult:
        yield Header().data_bind(Base.journey)
        with Horizontal(id="body"):
            yield Outline().data_bind(Base.journey)
            with Vertical(id="side"):
                yield Details(id="details", scrolls=True)
        yield Details(id="strip")
        if self._hinting:
            yield Details(id="hint")
        yield Notice()
        yield KeyLine()

    async def _furnish(self) -> None:
        """Puts editor and prompt in their places, hidden: what is mounted on a key would miss the keys after it."""
        from mlops_path.tui.widgets.note_editor import NoteEditor  # noqa: PLC0415 - it costs 6 ms of the first paint

        async with self._furnishing:
            if not self.query(NoteEditor):
                await self.query_one("#side").mount(NoteEditor())
                prompt = Prompt()
                await self.mount(prompt, after=self.notice)
                self.watch(prompt, "text", self._typed, init=False)

    @property
    def editing(self) -> bool:
        """Whether a note is being written."""
        return self.has_class("-editing")

    def watch_journey(self) -> None:
        # On another path the outline has yet to lay out its lines; it tells what is highlighted when it has.
        if self.is_mounted and self.outline.journey.path is self.journey.path:
            self._show_highlighted(keep_place=True)

    @on(Outline.Highlighted)
    def _highlighted(self) -> None:
        self.outline.paint()
        self._show_highlighted()

    def _show_highlighted(self, *, keep_place: bool = False) -> None:
        shown = self._about()
        self.details.show(shown, keep_place=keep_place)
        self._show_strip()
        self._show_keys()

    def _about(self) -> list[Block]:
        row, path = self.outline.row, self.journey.path
        if row is None:
            return [Block(Content("No step has all of these words. Esc brings every step back."))]
        if row.kind == outline.STAGE:
            return about.about_stage(self.journey, path.stages[row.place])
        if row.kind == outline.SECTION:
            return about.about_section(self.journey, path.sections[row.place], self.journey.section_counts[row.place])
        step = path.steps[row.place]
        try:
            beside = self._know_beside(step)
            return about.about_step(self.journey, step, beside, self.tracker.now(), editing=self.editing)
        except MlopsPathError as problem:
            self._told(problem)
            return [Block(content(step.title, "bold"))]

    def _know_beside(self, step: Step) -> Beside:
        """What stands beside a step; its other paths are looked up once while it stays highlighted."""
        note, written = self.tracker.note(step.id) if self.journey.state(step.id).has_note else ("", "")
        resource, known = self._beside
        if resource == step.id:
            also_on = known.also_on
        else:
            others = self.tracker.library.paths_with(step.id)
            also_on = tuple(line.title for line in others if line.id != self.journey.path.id)
        links = {}
        for url in addresses_of(self.journey.path.facts[step.number].resource):
            if (found := self.tracker.link(url)) is not None:
                links[url] = found
        self._beside = step.id, Beside(note, written, also_on, links)
        return self._beside[1]

    def _show_strip(self) -> None:
        if not self.has_class("-narrow"):
            return
        step = self.outline.step
        try:
            shown = about.two_lines(self.journey, step) if step else []
        except MlopsPathError as problem:
            shown = [Block(content(problem.sentence))]
        self.query_one("#strip", Details).show(shown)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """What a change of size asks for, once it is known which parts of the screen are there."""
        if not self.has_class("-narrow"):
            self.remove_class("-details")
        if self.focused is None and not self.has_class("-details"):
            self.set_focus(self.outline)
        self._show_strip()
        self._show_keys()

    def _show_keys(self) -> None:
        row = self.outline.row
        self.key_line.where = ANYWHERE if row is None else STEP if row.kind == outline.STEP else GROUP
        if self.editing:
            self.key_line.other = (("esc", "keep and go back"), ("^z", "undo typing"))
        elif self.has_class("-asking"):
            self.key_line.other = FILTER_KEYS if self.prompt.purpose == FILTER else REASON_KEYS
        elif self.has_class("-details"):
            self.key_line.other = (("esc", "back"), ("J K", "scroll"), ("space", "done"), ("n", "note"), ("o", "open"))
        else:
            self.key_line.other = ()

    def _title(self, resource: str) -> str:
        return self.tracker.title_of(resource)

    def _highlighted_step(self) -> Step | None:
        """The step that a key means, or None after saying that there is none."""
        step = self.outline.step
        if step is None:
            self.notice.tell("Highlight a step first; Enter opens a stage.", error=True)
        return step

    def _came_to(self, outcome: Outcome, sentence: str) -> None:
        self.journey = outcome.journey
        if self._hinting:
            self._hinting = False
            self.query("#hint").remove()
        self.notice.tell(sentence)

    def _told(self, problem: MlopsPathError) -> None:
        self.notice.tell(f"{problem.sentence} {problem.hint}".strip(), error=True)

    async def _ask(self, purpose: str, label: str) -> None:
        await self._furnish()
        self.add_class("-asking")
        self.set_focus(self.prompt.begin(purpose, label, keeps=purpose == FILTER))
        self._show_keys()

    def _typed(self, text: str) -> None:
        if self.prompt.purpose == FILTER:
            with self.prevent(Outline.Highlighted):
                self.outline.filter(text)
            self._highlighted()  # now and not by a message: the letter and what it finds are one frame

    def _settled(self) -> None:
        self.is_ready = True
        self.post_message(self.Ready())
