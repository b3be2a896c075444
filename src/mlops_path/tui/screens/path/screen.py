"""The path screen: where every key and every part of it come together."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.widget import MountError

from mlops_path.domain import wording
from mlops_path.domain.journey import NO_JOURNEY
from mlops_path.domain.progress import SKIPPED
from mlops_path.errors import MlopsPathError
from mlops_path.tui.deeds import bindings
from mlops_path.tui.screens.path.base import FILTER
from mlops_path.tui.screens.path.marking import Marking
from mlops_path.tui.screens.path.opening import Opening
from mlops_path.tui.screens.path.watching import BACK_UP_EVERY, Watching
from mlops_path.tui.screens.path.writing import Writing
from mlops_path.tui.widgets import outline
from mlops_path.tui.widgets.details import Block, Details
from mlops_path.tui.widgets.outline import Outline
from mlops_path.tui.widgets.prompt import Prompt

LEAST_WIDTH, LEAST_HEIGHT = 12, 6
HINT = (
    "Welcome to your path. ↑ ↓ walk it · Space marks a step done · s starts it",
    "n writes a note · o opens the address · N next open step · u takes it back",
    "? shows every key. No account, no network: your record is a file of yours.",
)


def has_room(size: Size) -> bool:
    """Whether a list in a box can be read, and worked with, in a terminal of this size."""
    return size.width >= LEAST_WIDTH and size.height >= LEAST_HEIGHT


class PathScreen(Marking, Writing, Opening, Watching):
    """The outline, the highlighted step, its note; and going about in them."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-narrow"),
        (96, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - the same
        (0, "-short"),
        (16, "-tall"),
    ]
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]  # Textual's own type is wider
        *bindings(),
        Binding("g", "chord", "Go to …", show=False),
        Binding("escape,backspace", "back", "Back", show=False),
        Binding("J,shift+down", "scroll_details(1)", "Details down", show=False),
        Binding("K,shift+up", "scroll_details(-1)", "Details up", show=False),
    ]

    _chord = False

    def on_mount(self) -> None:
        kept = self.tracker.place()
        step = (self.journey.step_of(kept) if kept else None) or self.journey.next_step
        self.outline.watch_journey(NO_JOURNEY, self.journey)
        if step is None and self.journey.steps:
            step = self.journey.steps[0]
        if step is not None:
            self.outline.go_to(step)
        self.outline.paint()
        self.outline.focus()
        for hint in self.query("#hint").results(Details):
            hint.show([Block(Content(line)) for line in HINT])
        self.call_after_refresh(self._painted)

    async def _painted(self) -> None:
        """What can wait until the learner sees the path."""
        try:
            await self._furnish()
        except MountError:  # a signal ended the program before its first paint was over
            return
        self._settled()
        self._look_later()
        self.set_interval(BACK_UP_EVERY, self._back_up)
        try:
            recovered = self.tracker.recover_drafts()
        except MlopsPathError as problem:
            self._told(problem)
            return
        if recovered:
            self.journey = self.tracker.journey
            titles = ", ".join(self._title(resource) for resource in recovered)
            self.notice.tell(f"Unsaved writing was recovered: {titles} · u takes it back")
        if (news := self.tracker.news()) is not None:
            self.notice.tell(news.in_words())
        for file in self.tracker.library.left_out:
            self.notice.tell(f"Left out: {file} has mistakes; `mlops-path path check` prints them.", error=True)

    async def action_filter(self) -> None:
        await self._ask(FILTER, "Filter:")

    @on(Prompt.Ended)
    def _answered(self, event: Prompt.Ended) -> None:
        self.remove_class("-asking")
        self.set_focus(self.outline)
        if event.purpose == FILTER:
            self.outline.filter(event.text or "")
            found = self.outline.filtered
            steps = "1 step" if found == 1 else f"{found} steps"
            self.notice.tell("" if found is None else f"{steps} with '{event.text}' · esc brings all back")
        elif event.text is not None and self._asked_about is not None:
            self._mark(self._asked_about, SKIPPED, event.text)
        self._show_keys()

    async def action_note(self) -> None:
        if self._chord:
            self._chord = False
            self.action_next_open()
        else:
            await self.begin_note()

    def action_details(self) -> None:
        if (row := self.outline.row) is not None and row.kind != outline.STEP:
            self.outline.toggle()
        elif self.has_class("-narrow"):
            self.toggle_class("-details")
            self._show_highlighted()

    @on(Outline.Pressed)
    def _pressed(self) -> None:
        self.action_details()

    def action_back(self) -> None:
        if self.has_class("-details"):
            self.remove_class("-details")
            self.outline.focus()
        elif self.outline.filtered is not None:
            self.outline.filter("")
            self.notice.tell("")
        else:
            self.notice.tell("")
        self._show_keys()

    def action_scroll_details(self, lines: int) -> None:
        self.details.scroll_lines(lines)

    def action_next_open(self) -> None:
        here = self.outline.step
        step = self.journey.next_open_after(here.number if here else 0)
        if step is None:
            self.notice.tell("Nothing required is open on this path.")
            return
        filtered = self.outline.filtered
        self.outline.go_to(step)
        if filtered is not None and self.outline.filtered is None:
            self.notice.tell("")  # it spoke of the filter

    def action_chord(self) -> None:
        if self._chord:
            self._chord = False
            self.outline.action_edge(-1)
            return
        self._chord = True
        self.set_timer(1.0, self._end_chord)

    @property
    def takes_commands(self) -> bool:
        """Whether a key is a command now, and not a letter of a note or an answer."""
        return self.focused is None or self.focused is self.outline

    def hear(self, key: str) -> None:
        """Any key but the two that end it gives up what `g` began."""
        if key not in ("g", "n"):
            self._chord = False

    def _end_chord(self) -> None:
        self._chord = False

    def action_unfold_all(self) -> None:
        self.outline.unfold_all()

    def action_fold_all(self) -> None:
        self.outline.fold_all()

    def has_room_over(self) -> bool:
        """Whether a box fits over the path; says so where it does not."""
        if has_room(self.app.size):
            return True
        self.notice.tell("This window is too small for that.", error=True)
        return False

    def action_help(self) -> None:
        if not self.has_room_over():
            return
        from mlops_path.tui.screens.help import HelpScreen  # noqa: PLC0415 - not before it is asked for

        self.app.push_screen(HelpScreen())

    def action_paths(self) -> None:
        if not self.has_room_over():
            return
        from mlops_path.tui.screens.paths import PathsScreen  # noqa: PLC0415 - not before it is asked for

        try:
            journeys = [self.tracker.journey_of(line.id) for line in self.tracker.library.paths]
        except MlopsPathError as problem:
            self._told(problem)
            return
        self.app.push_screen(PathsScreen(journeys, self.journey.path.id), self._use_path)

    def _use_path(self, path_id: str | None) -> None:
        if path_id is None or path_id == self.journey.path.id:
            return
        self.keep_place()
        try:
            self.journey = self.tracker.use_path(path_id)
        except MlopsPathError as problem:
            self._told(problem)
            return
        kept = self.tracker.place()
        step = (self.journey.step_of(kept) if kept else None) or self.journey.next_step
        if step is not None:
            self.outline.go_to(step)
        self.notice.tell(f"On {self.journey.path.title} now: {wording.standing(self.journey.counts)}")

    def keep_place(self) -> None:
        """Remembers where the outline is; a record that cannot be written now is no reason to stay."""
        step = self.outline.step
        if step is not None:
            try:
                self.tracker.keep_place(step.id)
            except MlopsPathError as problem:
                self._told(problem)

    def action_leave(self) -> None:
        if self.keep_note():
            self.keep_place()
            self.app.exit()
