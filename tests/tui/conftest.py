"""What tests of the window stand on: a small curriculum, a record in a real file, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from mlops_path.tui.app import WAIT_MS
from tests.conftest import Clock
from tests.tui.walk import walk_library

NewTracker = Callable[..., Tracker]


@pytest.fixture(scope="session")
def walk_lines(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The curriculum of `walk.py`, compiled once for all tests of a worker."""
    return walk_library(tmp_path_factory.mktemp("walk"))


@pytest.fixture
def another(database: Path, walk_lines: Library, clock: Clock) -> Iterator[NewTracker]:
    """Makes a tracker on the same record: what another program, or the next start, has."""
    made: list[Tracker] = []

    def new(wait_ms: int = WAIT_MS, learner_name: str | None = None) -> Tracker:
        store = open_store(str(database), wait_ms)
        tracker = Tracker(store, walk_lines, learner_name=learner_name, clock=clock, record=str(database))
        made.append(tracker)
        return tracker

    yield new
    for tracker in made:
        tracker.close()


@pytest.fixture
def walk(another: NewTracker) -> Tracker:
    """The first learner on the small path; nothing is kept yet."""
    return another()
