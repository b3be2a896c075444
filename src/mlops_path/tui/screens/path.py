"""The path screen: the outline, the highlighted step, its note; every key that changes a record."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import MountError

from mlops_path import programs
from mlops_path.domain import wording
from mlops_path.domain.curriculum import Resource, Step
from mlops_path.domain.journey import NO_JOURNEY, Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from mlops_path.errors import ChangedMeanwhile, MlopsPathError
from mlops_path.programs import address_of, addresses_of, browse, edited
from mlops_path.tracker import Outcome, Tracker
from mlops_path.tui.content import content
from mlops_path.tui.deeds import ANYWHERE, GROUP, STEP, bindings
from mlops_path.tui.widgets import details as about
from mlops_path.tui.widgets import outline
from mlops_path.tui.widgets.details import Beside, Block, Details
from mlops_path.tui.widgets.header import Header
from mlops_path.tui.widgets.lines import KeyLine, Notice
from mlops_path.tui.widgets.outline import Outline
from mlops_path.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from mlops_path.tui.widgets.note_editor import NoteEditor

LOOK_EVERY = 0.9  # seconds between looks at what other programs changed
BACK_UP_EVERY = 30 * 60  # seconds of use after which a changed record is copied
DRAFT_AFTER = 0.5  # seconds without a key until a draft is kept

LEAST_WIDTH, LEAST_HEIGHT = 12, 6

FILTER, REASON = "filter", "reason"
FILTER_KEYS = (("enter", "back to the steps"), ("esc", "every step again"))
REASON_KEYS = (("enter", "skip it"), ("esc", "leave it"))
WORDS = {DONE: "Done", DOING: "Started", SKIPPED: "Skipped", TODO: "Todo again"}
HINT = (
    "Welcome to your path. ↑ ↓ walk it · Space marks a step done · s starts it",
    "n writes a note · o opens the address · N next open step · u takes it back",
    "? shows every key. No account, no network: your record is a file of yours.",
)


def has_room(size: Size) -> bool:
    """Whether a list in a box can be read, and worked with, in a terminal of this size."""
    return size.width >= LEAST_WIDTH and size.height >= LEAST_HEIGHT


class NoteFinished(Message):
    """The learner is through with the note, and the editor has every letter of it."""


class PathScreen(Screen[None]):
    """One journey. The record changes through the tracker only; what comes back is shown."""

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

    class Ready(Message):
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
        self.set_reactive(PathScreen.journey, tracker.journey)
        self._data_version = 0
        self._chord = False
        self.is_ready = False
        self._hinting = not tracker.learner.added
        self._furnishing = asyncio.Lock()
        self._draft_timer: Timer | None = None
        self._asked_about: Step | None = None
        self._told_of_change = False
        self._beside: tuple[str, Beside] = ("", Beside())

    def compose(self) -> ComposeResult:
        yield Header().data_bind(PathScreen.journey)
        with Horizontal(id="body"):
            yield Outline().data_bind(PathScreen.journey)
            with Vertical(id="side"):
                yield Details(id="details", scrolls=True)
        yield Details(id="strip")
        if self._hinting:
            yield Details(id="hint")
        yield Notice()
        yield KeyLine()

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
        self._data_version = self.tracker.data_version()
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
        for file in self.tracker.library.left_out:
            self.notice.tell(f"Left out: {file} has mistakes; `mlops-path path check` prints them.", error=True)

    async def _furnish(self) -> None:
        """Puts editor and prompt in their places, hidden: what is mounted on a key would miss the keys after it."""
        from mlops_path.tui.widgets.note_editor import NoteEditor  # noqa: PLC0415 - it costs 6 ms of the first paint

        async with self._furnishing:
            if not self.query(NoteEditor):
                await self.query_one("#side").mount(NoteEditor())
                await self.mount(Prompt(), after=self.notice)

    # What is shown

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

    # Marking

    def _highlighted_step(self) -> Step | None:
        """The step that a key means, or None after saying that there is none."""
        step = self.outline.step
        if step is None:
            self.notice.tell("Highlight a step first; Enter opens a stage.", error=True)
        return step

    def action_toggle_done(self) -> None:
        if (row := self.outline.row) is not None and row.kind != outline.STEP:
            self.outline.toggle()
        elif (step := self._highlighted_step()) is not None:
            self._mark(step, TODO if self.journey.status(step.id) == DONE else DONE)

    def action_start(self) -> None:
        if (step := self._highlighted_step()) is not None:
            self._mark(step, DOING)

    def action_todo(self) -> None:
        if (step := self._highlighted_step()) is not None:
            self._mark(step, TODO)

    async def action_skip(self) -> None:
        if (step := self._highlighted_step()) is not None:
            self._asked_about = step
            await self._ask(REASON, f"Skip {step.number}. Reason (may be empty):")

    def _mark(self, step: Step, status: str, reason: str = "") -> None:
        try:
            outcome = self.tracker.mark((step.id,), status, reason=reason)
        except MlopsPathError as problem:
            self._told(problem)
            return
        if outcome.change is None:
            self.notice.tell(f"Already {status}: {step.title}")
            return
        self._came_to(outcome, self._marked_sentence(outcome, step, status))

    def _marked_sentence(self, outcome: Outcome, step: Step, status: str) -> str:
        journey = outcome.journey
        left = journey.section_counts[step.section].open
        parts = [f"{WORDS[status]}: {step.title}"]
        if outcome.change is not None and len(outcome.change.events) > 1:
            parts.append(f"{len(outcome.change.events)} steps")
        parts.append("u undoes")
        if status in (DONE, SKIPPED):
            if journey.counts.open == 0 and journey.counts.required:
                parts.append("nothing required is open on this path any more")
            elif journey.section_counts[step.section].required:
                parts.append(f"{left} left in this section" if left else "this section is through")
        return " · ".join(parts)

    def _came_to(self, outcome: Outcome, sentence: str) -> None:
        self.journey = outcome.journey
        if self._hinting:
            self._hinting = False
            self.query("#hint").remove()
        self.notice.tell(sentence)

    def _told(self, problem: MlopsPathError) -> None:
        self.notice.tell(f"{problem.sentence} {problem.hint}".strip(), error=True)

    def action_undo(self) -> None:
        self._take_back("Undone")

    def action_redo(self) -> None:
        self._take_back("Done again")

    def _take_back(self, word: str) -> None:
        try:
            outcome = self.tracker.undo() if word == "Undone" else self.tracker.redo()
        except MlopsPathError as problem:
            self.notice.tell(problem.sentence, error=True)
            return
        assert outcome.change is not None, "taking back is a change"
        resources = dict.fromkeys(event.resource for event in reversed(outcome.change.events))  # as they were done
        titles = ", ".join(self._title(resource) for resource in resources)
        self._came_to(outcome, f"{word}: {outcome.change.label} · {titles}")

    # Prompts

    async def _ask(self, purpose: str, label: str) -> None:
        await self._furnish()
        self.add_class("-asking")
        self.set_focus(self.prompt.begin(purpose, label, keeps=purpose == FILTER))
        self._show_keys()

    async def action_filter(self) -> None:
        await self._ask(FILTER, "Filter:")

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        if event.purpose == FILTER:
            self.outline.filter(event.text)

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

    # The note

    async def action_note(self) -> None:
        if self._chord:
            self._chord = False
            self.action_next_open()
            return
        step = self._highlighted_step()
        if step is None:
            return
        await self._furnish()
        if self.editing:
            self.set_focus(self.editor)
            return
        text = self._note_of(step)
        if text is None:
            return
        self.notice.tell("")
        self._told_of_change = False
        self.add_class("-editing")
        self.editor.begin(step.id, text)
        self.set_focus(self.editor)
        self._show_highlighted(keep_place=True)

    def _note_of(self, step: Step) -> str | None:
        """The note of a step, or None after saying why it cannot be read now."""
        try:
            return self.tracker.note(step.id)[0]
        except MlopsPathError as problem:
            self._told(problem)
            return None

    def on_text_area_changed(self) -> None:
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_AFTER, self.keep_draft)

    def keep_draft(self) -> None:
        """Keeps what is being written, if anything is, where the next start finds it."""
        self._draft_timer = None
        if not self.editing:
            return
        if self.editor.written == self.editor.kept:
            self.tracker.drop_draft()
        else:
            self.tracker.keep_draft(self.editor.resource, self.editor.text, self.editor.kept)

    def action_finish_note(self) -> None:
        """Ends the writing once the editor has taken the letters that were typed before; later keys wait."""
        self.is_ready = False
        self.editor.post_message(NoteFinished())

    def on_note_finished(self) -> None:
        if self.keep_note():
            self._end_editing()
        self._settled()

    def _settled(self) -> None:
        self.is_ready = True
        self.post_message(self.Ready())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click on the outline ends the writing like Esc, a question like Esc, a filter like Enter."""
        if event.widget is not self.outline or self.focused is not self.outline:
            return  # the second: this tells of a focus that has moved on since
        if self.has_class("-asking"):
            self.prompt.give_up()
        if self.editing and self.keep_note():
            self._end_editing()

    def _end_editing(self) -> None:
        self.remove_class("-editing")
        self.set_focus(None if self.has_class("-details") else self.outline)
        self._show_highlighted(keep_place=True)

    def keep_note(self) -> bool:
        """Keeps the note that is being written, if one is; False where it could not be kept, and says why.

        A note that somebody else changed meanwhile is not written over. Asked again, this text goes below the other.
        """
        if not self.editing:
            return True
        editor = self.editor
        try:
            if self._told_of_change:
                outcome = self.tracker.append_note(editor.resource, editor.text)
            else:
                outcome = self.tracker.write_note(editor.resource, editor.text, expected=editor.kept)
        except MlopsPathError as problem:
            self.keep_draft()
            if isinstance(problem, ChangedMeanwhile):
                self._told_of_change = True
                problem.hint = "Esc again adds yours below the other."
            self._told(problem)
            return False
        editor.kept = editor.written
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        self.tracker.drop_draft()
        if outcome.change is not None:
            self._came_to(outcome, f"Note saved: {self._title(editor.resource)} · u undoes")
        return True

    def action_edit(self) -> None:
        step = self._highlighted_step()
        text = self._note_of(step) if step is not None else None
        if step is None or text is None:
            return
        try:
            command = programs.editor()
            with self.app.suspend():
                # Caught inside: an exception that leaves the block would leave the terminal unusable.
                failed: MlopsPathError | None = None
                outcome = None
                try:
                    with edited(text, command) as written:
                        outcome = self.tracker.write_note(step.id, written, expected=text)
                except MlopsPathError as problem:
                    failed = problem
        except SuspendNotSupported:
            self.notice.tell("An editor cannot be opened in this window. Press n to write here.", error=True)
            return
        except MlopsPathError as problem:
            self._told(problem)
            return
        if failed is not None:
            self._told(failed)
        elif outcome is not None and outcome.change is not None:
            self._came_to(outcome, f"Note saved: {step.title} · u undoes")
        else:
            self.notice.tell("The note is the same as before.")

    # Links

    def action_open(self) -> None:
        self._open(archive=False)

    def action_archive(self) -> None:
        self._open(archive=True)

    def _open(self, *, archive: bool) -> None:
        step = self._highlighted_step()
        if step is None:
            return
        resource: Resource = self.journey.path.facts[step.number].resource
        known = None if archive else self.tracker.link(resource.url or resource.free_url)
        gone = known.since if known is not None and known.is_dead else ""
        try:
            link = address_of(resource, archive=archive or bool(gone))
        except MlopsPathError as problem:
            self._told(problem)
            return
        # Not a worker: leaving would wait for it, and some browsers end when they are closed.
        threading.Thread(target=self._browse, args=(link, gone), daemon=True).start()

    def _browse(self, link: str, gone: str) -> None:
        opened = browse(link, quiet=True)
        if self.is_running:
            self.app.call_from_thread(self._browsed, link, gone, opened)

    def _browsed(self, link: str, gone: str, opened: bool) -> None:
        if opened:
            self.notice.tell(
                f"The page was gone on {gone}; opened the stored copy {link}" if gone else f"Opened {link}"
            )
        else:
            self.app.copy_to_clipboard(link)
            self.notice.tell(f"No browser was found; the address was copied: {link}", error=True)

    # Going about

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
        self.outline.go_to(step)

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

    # Other programs

    def _back_up(self) -> None:
        try:
            self.tracker.back_up_if_changed("in-use")
        except MlopsPathError as problem:
            self._told(problem)

    def _look_later(self) -> None:
        """Looks again in a while. A bare timer of the event loop: one of Textual's costs four times the CPU."""
        if self.is_running:
            asyncio.get_running_loop().call_later(LOOK_EVERY, self._glance)

    def _glance(self) -> None:
        try:
            if self.is_running and self.tracker.data_version() != self._data_version:
                self.call_later(self._look)
        except MlopsPathError:
            pass  # busy for this moment; the next glance is soon
        self._look_later()

    def _look(self) -> None:
        """Redraws where another program changed the record; what is being written stays as it is."""
        try:
            version = self.tracker.data_version()
            before = self.journey.states
            journey = self.tracker.refresh()
            self._data_version = version  # not before: what could not be read is looked at again
            self._beside = "", Beside()
            if journey.states != before or (self.outline.step and self.journey.state(self.outline.step.id).has_note):
                self.journey = journey
        except MlopsPathError as problem:
            self._told(problem)
