"""How far something is that takes a while, on stderr. The only module outside `tui` that imports rich."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

AFTER = 0.3  # seconds; what is over sooner needs no bar
LOADED_AFTER = 0.1  # the same; drawing a bar takes a fifth of a second to load beside the work, and is ready then
HURRY = 0.0005  # seconds; at each file that loading reads, the work would else go on for 5 ms, a second in all


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[Callable[[], None]]:
    """What to call for each of `total` things that is done. From 300 ms on a bar shows how many are.

    Only on a terminal, and only until the block is left; without one, nothing is printed and nothing loaded.
    """
    bar = _Bar(what, total)
    later = threading.Timer(LOADED_AFTER, bar.show)
    later.daemon = True
    if sys.stderr.isatty():
        later.start()
    try:
        yield bar.advance
    finally:
        later.cancel()
        bar.end()


class _Bar:
    """A bar that is shown by one thread and ended by another, in any order."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._begun = time.monotonic()
        self._progress: Progress | None = None

    def advance(self) -> None:
        with self._lock:
            self._done += 1
            if self._progress is not None:
                self._progress.update(self._progress.task_ids[0], completed=self._done)

    def show(self) -> None:
        before = sys.getswitchinterval()
        sys.setswitchinterval(HURRY)
        try:
            progress = _drawn()  # before the lock: loading it takes a while, and an end does not wait for that
        finally:
            sys.setswitchinterval(before)
        self._ended.wait(max(0, self._begun + AFTER - time.monotonic()))
        with self._lock:
            if not self._ended.is_set():
                progress.add_task(self._what, total=self._total, completed=self._done)
                progress.start()
                self._progress = progress

    def end(self) -> None:
        self._ended.set()
        with self._lock:
            if self._progress is not None:
                self._progress.stop()


def _drawn() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - costs more than most of what it would show
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - the same

    class WithCursor(Console):
        def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002 - Rich's signature
            return False  # a program that is ended from outside could not bring it back

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=WithCursor(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
