"""The window of the program, driven by keys and read as it is painted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from unittest.mock import patch

from textual import events
from textual.pilot import Pilot
from textual.strip import Strip

from mlops_path.domain.curriculum import Step
from mlops_path.tracker import Tracker
from mlops_path.tui.app import MlopsPathApp
from mlops_path.tui.screens.path import PathScreen
from mlops_path.tui.widgets import outline

PATIENCE = 15.0  # seconds
WIDE, NARROW, SMALL, TINY = (120, 36), (80, 24), (40, 12), (20, 6)


class Window:
    """The open program. `pilot` presses keys; what is read back is what the compositor paints."""

    def __init__(self, app: MlopsPathApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    # Keys

    async def press(self, *keys: str) -> None:
        """Presses keys by their names, one after the other, as Textual calls them."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Types a text, each character a key."""
        await self.press(*("enter" if c == "\n" else c for c in text))

    async def paste(self, text: str) -> None:
        """Pastes a text, as a terminal hands it over."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Waits until what a key set off has come to its end and is laid out."""
        for _ in range(3):
            await self.pilot.pause(0)

    async def until(self, holds: Callable[[], object], what: str) -> None:
        """Waits until something holds; it has to, within a time in which any machine gets there."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"waited in vain for {what}; the window:\n{self.text}"
            await self.pilot.pause(0.02)

    async def resize(self, size: tuple[int, int]) -> None:
        await self.pilot.resize_terminal(*size)
        await self.pilot.pause()

    # What is painted

    @property
    def strips(self) -> list[Strip]:
        """Every line of the terminal as it is handed over to it."""
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        return ["".join(segment.text for segment in strip) for strip in self.strips]

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def words(self) -> str:
        """What is painted with every run of white space as one blank, so that wrapped text reads on."""
        return " ".join(self.text.split())

    def of(self, selector: str) -> list[str]:
        """The painted lines of one widget, as wide as it is."""
        region = self.app.screen.query_one(selector).region
        found = []
        for strip in self.strips[region.y : region.bottom]:
            part = strip.crop(region.x, region.right)
            found.append("".join(segment.text for segment in part))
        return found

    @property
    def header(self) -> str:
        return self.of("Header")[0]

    @property
    def notice(self) -> str:
        """What the line for notices says, whole."""
        return self.path_screen.notice.message[0]

    @property
    def is_warning(self) -> bool:
        return self.path_screen.notice.message[1]

    # What is behind it

    @property
    def path_screen(self) -> PathScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, PathScreen)
        return screen

    @property
    def step(self) -> Step:
        """The highlighted step."""
        step = self.path_screen.outline.step
        assert step is not None, f"no step is highlighted: {self.path_screen.outline.row}"
        return step

    @property
    def row(self) -> outline.Row:
        row = self.path_screen.outline.row
        assert row is not None, "no line is highlighted"
        return row

    def status(self, resource: str) -> str:
        return self.path_screen.journey.status(resource)

    @property
    def is_open(self) -> bool:
        return self.app._exit is False


async def a_moment(*_seconds: float) -> None:
    """Lets every task go on. Textual's pilot sleeps 20 ms twice a key instead, which adds up to minutes."""
    for _ in range(5):
        await asyncio.sleep(0)


@asynccontextmanager
async def window(tracker: Tracker, size: tuple[int, int] = WIDE) -> AsyncIterator[Window]:
    """The program with a tracker, open and painted."""
    app = MlopsPathApp(tracker)
    with patch("textual.app.wait_for_idle", a_moment):
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            opened = Window(app, pilot)
            await pilot.pause()
            yield opened
