"""Draws the pictures of the guide: the program itself, with the record of a learner called Ada.

    python docs/draw.py [FOLDER]

Everything in them is made here, in a folder of its own and with a clock that stands still, so that the same program
draws the same pictures on every machine. Nothing in them is fetched from anywhere when they are looked at.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from mlops_path.curriculum.library import Library, open_library
from mlops_path.domain.progress import DOING, DONE, SKIPPED
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from mlops_path.tui.app import MlopsPathApp
from mlops_path.tui.themes import DARK, LIGHT

SIZES = ((120, 36), (80, 24), (40, 12))
LOOKS = {"dark": DARK.name, "light": LIGHT.name}
EVENING = datetime(2026, 5, 7, 19, 30, tzinfo=timezone(timedelta(hours=2)))
NOTE = """Left off in the middle. So far: begin without a model and measure that.

- what would we have to log from the first day?
- *ask the team:* who is woken when it breaks?"""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> datetime:
        return self.now


def main(folder: Path) -> None:
    """Draws every picture into `folder`."""
    with tempfile.TemporaryDirectory() as home:
        for name in [name for name in os.environ if name.startswith(("XDG_", "MLOPS_PATH_"))]:
            del os.environ[name]
        os.environ["HOME"] = home
        library = open_library()
        record = str(Path(home) / "record.db")
        study(record, library)
        for size in SIZES:
            for look, theme in LOOKS.items():
                tracker = Tracker(open_store(record), library, clock=Clock(), record=record)
                try:
                    picture = asyncio.run(draw(tracker, size, theme))
                finally:
                    tracker.close()
                file = folder / f"path-{size[0]}x{size[1]}-{look}.svg"
                file.write_text(picture, encoding="utf-8")


def study(record: str, library: Library) -> None:
    """Two weeks of Ada's evenings: steps done, one skipped with a reason, one begun, with a note."""
    clock = Clock()
    tracker = Tracker(open_store(record), library, clock=clock, record=record)
    single = [
        step
        for step in tracker.journey.open_steps()
        if step.parent is None and not tracker.journey.parts_on_path(step.id)
    ]
    for days_ago, step in zip(range(14, 0, -2), single, strict=False):
        clock.now = EVENING - timedelta(days=days_ago)
        tracker.mark((step.id,), DONE)
        tracker.log(step.id, step.minutes)
    clock.now = EVENING - timedelta(days=2)
    begun, skipped = tracker.journey.next_steps(2)
    tracker.mark((skipped.step.id,), SKIPPED, reason="I teach this.")
    tracker.mark((begun.step.id,), DOING)
    tracker.log(begun.step.id, 25)
    clock.now = EVENING
    tracker.write_note(begun.step.id, NOTE)
    tracker.rename_learner(tracker.learner.name, "Ada")
    tracker.keep_place(begun.step.id)
    tracker.close()


async def draw(tracker: Tracker, size: tuple[int, int], theme: str) -> str:
    """The window as it opens, as SVG."""
    app = MlopsPathApp(tracker)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await pilot.pause()
        await pilot.pause()
        return settled(app.export_screenshot(title="mlops-path"))


def settled(svg: str) -> str:
    """The picture without what differs from one drawing to the next, and without addresses of other hosts."""
    svg = re.sub(r"\s*<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
