"""What every test stands on: an empty home, real processes, a real SQLite file, a clock that stands still."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from mlops_path.curriculum.library import Library, open_library
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker

WRITE_GOLDEN = "MLOPS_PATH_WRITE_GOLDEN"  # set to 1: files that tests compare with are written anew
NOON = datetime(2026, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))


def pytest_configure() -> None:
    """Takes signals as at a terminal: what `nohup` or a script's `&` ignores, every process under test would ignore."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def needs(program: str) -> None:
    """Leaves a test out where the machine lacks a program that it is about; `.ci/run` fails on that."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine; .ci/run installs it")


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **passed: float) -> None:
        self.now += timedelta(**passed)


class Ran:
    """A command that ran to its end in a process of its own."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.status = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests of a worker, so that each does not compile the curriculum again."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home; nothing of the machine's own settings reaches a test."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in list(os.environ):
        if name == WRITE_GOLDEN:
            continue
        if name.startswith(("MLOPS_PATH_", "XDG_")) or name in ("NO_COLOR", "VISUAL", "EDITOR", "BROWSER"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache))
    return folder


@pytest.fixture
def database(home: Path) -> Path:
    """Where the record will be; nothing is there yet."""
    return home / "data" / "mlops-path" / "record.db"


@pytest.fixture
def run() -> Run:
    """Runs `mlops-path` with the words given, in a process of its own."""

    def run_process(*words: str, stdin: bytes = b"", timeout: float = 60, **env: str) -> Ran:
        return Ran(
            subprocess.run(
                [sys.executable, "-m", "mlops_path", *words],
                input=stdin,
                capture_output=True,
                timeout=timeout,
                check=False,
                env={**os.environ, **env},
            )
        )

    return run_process


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library() -> Library:
    """The shipped curriculum."""
    return open_library()


@pytest.fixture
def tracker(database: Path, library: Library, clock: Clock) -> Iterator[Tracker]:
    """The first learner on the default path, with a record in a real file and a clock that stands still."""
    tracker = Tracker(open_store(str(database)), library, clock=clock)
    yield tracker
    tracker.close()
