"""The application around the screens: themes, palette, leaving well, and crashes that lose nothing."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import termios
from collections.abc import AsyncIterator, Callable, Iterable, Sequence

from textual import events
from textual.app import App, SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.filter import LineFilter
from textual.screen import Screen

from mlops_path.bug import EXIT_STATUS, SENTENCE, keep_report, report_of
from mlops_path.domain.finding import has_words, words_of
from mlops_path.errors import MlopsPathError
from mlops_path.text import shown
from mlops_path.tracker import Tracker, open_tracker
from mlops_path.tui.content import content
from mlops_path.tui.deeds import DEEDS, GROUP
from mlops_path.tui.screens.path import PathScreen, has_room
from mlops_path.tui.themes import DARK, LIGHT, first_theme
from mlops_path.tui.visible import Visible

WAIT_MS = 250  # how long a key may wait for another program's write
MOST_HITS = 50


class Steps(Provider):
    """Steps of the path by title, in the command palette."""

    async def search(self, query: str) -> Hits:
        screen = self.screen
        if not isinstance(screen, PathScreen):
            return
        words = words_of(query)
        found = [step for step in screen.journey.steps if has_words(words, step.title)]
        for step in found[:MOST_HITS]:
            title = f"{step.number}  {step.title}"
            yield Hit(1 / step.number, content(title), _go(screen, step.number), text=shown(title))

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        return
        yield


def _go(screen: PathScreen, number: int) -> Callable[[], None]:
    return lambda: screen.outline.go_to(screen.journey.steps[number - 1])


class MlopsPathApp(App[None]):
    """One learner's window on their paths."""

    TITLE = "mlops-path"
    CSS_PATH = ["app.tcss", "screens/path/path.tcss"]  # noqa: RUF012 - Textual declares it
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = App.COMMANDS | {Steps}

    def __init__(self, tracker: Tracker) -> None:
        super().__init__()
        self.tracker = tracker
        self.bug_report = ""
        self._early: list[events.Key] = []
        self._visible = Visible()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = first_theme()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [self._visible, *super().get_line_filters()]

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._early or not self._is_ready:
            self._early.append(event)
        else:
            await self._take(event)

    @property
    def _is_ready(self) -> bool:
        """Whether it is settled what the next key is for; until then keys wait in their order."""
        path = next((screen for screen in self.screen_stack if isinstance(screen, PathScreen)), None)
        return path is not None and (path.is_ready or self.screen is not path)

    async def _take(self, key: events.Key) -> None:
        """Lets a key do what it does before the next one is looked at.

        Textual hands a key to the focused widget and hears of it again when that has no use for it; what is typed
        meanwhile can overtake it (`n` and the first words of a note). The outline has no use for any, so its keys are
        commands here and now.
        """
        screen = self.screen
        if isinstance(screen, PathScreen) and screen.takes_commands:
            screen.hear(key.key)
            if not await self._check_bindings(key.key, priority=True):
                await self._check_bindings(key.key)
        else:
            await super().on_event(key)

    async def on_path_screen_ready(self) -> None:
        while self._early and self._is_ready:
            await self._take(self._early.pop(0))

    def get_default_screen(self) -> Screen[None]:
        return PathScreen(self.tracker)

    def on_mount(self) -> None:
        self.call_after_refresh(gc.freeze)
        self.call_after_refresh(gc.enable)
        gc.set_threshold(10_000, 20, 20)  # a key makes few objects that stay; collecting every 700 would be felt
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._asked_to_end, 128 + number)

    def _asked_to_end(self, status: int) -> None:
        """SIGTERM, or the terminal was closed: keep what is being written, give the terminal back, go."""
        for screen in self.screen_stack:
            if isinstance(screen, PathScreen):
                screen.keep_draft()
        if _terminal_is_gone():
            # Nothing can be given back, and Textual would wait for ever for a thread that failed to write.
            self.tracker.close()
            os._exit(status)
        self.exit(return_code=status)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        if isinstance(screen, PathScreen):
            for deed in DEEDS:
                if deed.where != GROUP:
                    yield SystemCommand(deed.long, f"Key: {deed.shown}", _run(screen, deed.action))
        yield SystemCommand("Light or dark", "Change the look", self.action_other_theme)

    def on_resize(self, event: events.Resize) -> None:
        """Takes away what lies over the path where there is no room for it: a list without a line fails on keys."""
        while len(self.screen_stack) > 1 and not has_room(event.size):
            self.pop_screen()

    def action_command_palette(self) -> None:
        screen = self.screen
        if not isinstance(screen, PathScreen) or screen.has_room_over():
            super().action_command_palette()

    async def action_quit(self) -> None:
        """Leaves like the key of the path screen, whatever lies over it."""
        for screen in self.screen_stack:
            if isinstance(screen, PathScreen):
                screen.action_leave()

    def action_other_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def _handle_exception(self, error: Exception) -> None:
        """A bug: keep the draft, write a report without private text, end with status 70."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        for screen in self.screen_stack:
            if isinstance(screen, PathScreen):
                screen.keep_draft()
        file = keep_report(error)
        self.bug_report = f"A report without private text is in {file}." if file else report_of(error)
        self._return_code = EXIT_STATUS
        self._close_messages_no_wait()


def _terminal_is_gone() -> bool:
    """Whether nobody will see anything that is written any more."""
    try:
        termios.tcgetattr(0)
    except termios.error:
        return True
    return False


def _run(screen: PathScreen, action: str) -> Callable[[], object]:
    async def run() -> None:
        await screen.run_action(action)

    return run


def run_app(database: str | None, learner: str | None, path: str | None) -> int:
    """Opens the UI for what the user asked for; its exit status once it is left."""
    tracker = open_tracker(database=database, learner=learner, path=path, wait_ms=WAIT_MS)
    app = MlopsPathApp(tracker)
    try:
        app.run()
    finally:
        try:
            tracker.back_up_if_changed("on-leaving")
        except MlopsPathError as problem:
            print(f"mlops-path: No backup was made. {problem.sentence}", file=sys.stderr)  # noqa: T201 - the same
        tracker.close()
    if app.bug_report:
        print(f"mlops-path: {SENTENCE}\n{app.bug_report}", file=sys.stderr)  # noqa: T201 - the screen is gone
    return app.return_code or 0
