"""The power goes at any moment: what was acknowledged is there, whole, and nothing else.

Real processes work on a record while strace writes down what they ask of the disk. Then the power is cut at random
moments, each time on another disk that could be left (`Disk`), and the program has to cope with what it finds.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.domain.progress import DONE, replay
from mlops_path.errors import MlopsPathError
from mlops_path.storage import remembered
from mlops_path.storage.events import CHAINED, chained
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.cli.records import TABLES
from tests.conftest import needs
from tests.survival.disk import SECTOR, Deed, Disk, Synced, Told, Write, cut_often, watched
from tests.survival.scale import often
from tests.survival.session import Words, connection_of, deeds, held_by

ROOT = Path(__file__).parents[2]

EMPTY = "a record with nothing in it"
WHOLE, LOST = "whole", "without something acknowledged"
COMMANDS: Sequence[Words] = (
    ("done", "1"),
    ("note", "2", "-m", "What I think of it. " * 20),
    ("done", "3", "--json", "-m", "a long note, " * 900),
    ("learner", "add", "Bo"),
    ("skip", "4", "-m", "too old"),
    ("undo",),
    ("redo",),
    ("learner", "rename", "Bo", "Bob"),
    ("log", "5", "1h30"),
    ("learner", "remove", "Bob"),
    ("path", "use", "huyen-guide"),
    ("done", "1", "2", "--known"),
)


class Session(NamedTuple):
    """What was asked of the disk, and what the record held after each acknowledgement."""

    deeds: list[Deed]
    held: list[str]


class Recorder:
    """Runs processes one after another on one record and keeps what they ask of the disk."""

    def __init__(self, folder: Path, **env: str) -> None:
        folder.mkdir()
        self.folder = folder / "kept"
        self.folder.mkdir(mode=0o700)
        self.database = self.folder / "record.db"
        self._trace, self._aside = folder / "trace", folder / "aside"
        self._env = {"PYTHONPATH": str(ROOT), **env}
        self.session = Session([], [])

    def command(self, *words: str) -> None:
        """One command of the program; the first it says is its acknowledgement."""
        before = len(self.session.deeds)
        self._watch("-m", "mlops_path", *words, "--database", str(self.database))
        told = [place for place, deed in enumerate(self.session.deeds) if place >= before and isinstance(deed, Told)]
        for place in reversed(told[1:]):
            del self.session.deeds[place]
        shutil.copytree(self.folder, self._aside)
        with closing(sqlite3.connect(self._aside / "record.db")) as connection:
            self.session.held.append(held_by(connection))
        shutil.rmtree(self._aside)

    def work(self, asked: Iterable[Words], windows: int = 1, leave: str = "close") -> None:
        """Many changes in one process, each acknowledged by a line that says what the record holds."""
        before = len(self.session.deeds)
        words = json.dumps(list(asked))
        self._watch("-m", "tests.survival.session", str(self.database), words, str(windows), leave)
        self.session.held.extend(deed.text.strip() for deed in self.session.deeds[before:] if isinstance(deed, Told))

    def _watch(self, *words: str) -> None:
        self.session.deeds.extend(watched([sys.executable, *words], self.folder, self._trace, **self._env))


def commands(recorder: Recorder, library: Library) -> None:
    """The first days: each command a process, from the change that makes the record on."""
    for words in COMMANDS:
        recorder.command(*words)


def evenings(recorder: Recorder, library: Library) -> None:
    """Long sessions: a window that is killed, commands that find what it left, two windows, the log begun again."""
    recorder.work(deeds(library, 30, "first"), leave="drop")
    recorder.command("done", "7", "-m", "after the crash")
    recorder.work(deeds(library, 90, "second"), windows=2, leave="drop")
    recorder.work(deeds(library, 110, "third"))
    recorder.command("undo")


class Survivor:
    """What the program makes of a folder after a cut."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder, self._library = folder, library
        self.database = folder / "record.db"
        self._sound: set[str] = set()

    def lay_out(self, files: Mapping[str, bytes], dice: random.Random, told: int = 0) -> None:
        """The folder as it is found; once a change was told, the state folder remembers that there is a record."""
        (remembered.remember if told else remembered.forget)(str(self.database))
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for name, content in files.items():
            noise = dice.choice((b"", dice.randbytes(32768), bytes(dice.randrange(40000))))
            shared_memory = name.endswith("-shm")  # nobody ever asks for it to be on the disk
            (self.folder / name).write_bytes(noise if shared_memory else content)

    def _open(self) -> Tracker:
        return Tracker(open_store(str(self.database), wait_ms=0), self._library)

    def looked_at(self) -> str:
        """What the record holds for somebody who only looks; "" where there is none."""
        tracker = self._open()
        with closing(tracker):
            connection = connection_of(tracker)
            if connection is None:
                return ""
            holds = held_by(connection)
            if holds not in self._sound:
                self._check(connection, tracker)
                self._sound.add(holds)
            _hold(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the file is sound")
            rows = (connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES[1:])  # noqa: S608
            return holds if any(rows) else EMPTY

    def _check(self, connection: sqlite3.Connection, tracker: Tracker) -> None:
        for learner in tracker._store.learners():
            events = [kept.event for kept in reversed(tracker._store.events(learner.id))]
            _hold(replay(events) == tracker._store.states(learner.id), "the state is what the events lead to")
        chain = ""
        for *values, kept in connection.execute(f"SELECT {', '.join(CHAINED)}, chain FROM event ORDER BY seq"):  # noqa: S608
            chain = chained(chain, dict(zip(CHAINED, values, strict=True)))
            _hold(chain == kept, "no event is missing in the chain")

    def goes_on(self) -> None:
        """The learner goes on as if nothing had been."""
        step = self._library.path("mlops").steps[35].id
        with closing(self._open()) as tracker:
            before = tracker.count_events()
            tracker.mark([step], DONE)
        with closing(self._open()) as tracker:
            _hold(tracker.journey.status(step) == DONE and tracker.count_events() > before, "the next change is kept")


class Unsound(Exception):
    """A record that was found after a cut breaks a rule."""


def _hold(kept: bool, rule: str) -> None:
    if not kept:
        raise Unsound(f"not so: {rule}")


def fates(session: Session, times: int, seed: str, survivor: Survivor) -> Counter[str]:
    """Cuts the power that often; how many records were found whole, and what was wrong with the others."""
    held = ["", *session.held]
    found: Counter[str] = Counter()

    def check(files: Mapping[str, bytes], told: int, dice: random.Random) -> None:
        try:
            fate = fate_of(files, told, dice)
        except (MlopsPathError, sqlite3.Error, Unsound) as problem:
            fate = f"{type(problem).__name__} after change {told}: {problem}"
        found[fate] += 1

    def fate_of(files: Mapping[str, bytes], told: int, dice: random.Random) -> str:
        survivor.lay_out(files, dice, told)
        if dice.random() < 0.2:
            survivor.goes_on()  # a change, and not a look, is the first that meets what is left
            survivor.lay_out(files, dice, told)
        holds = survivor.looked_at()
        survivor.goes_on()
        if holds in held[told : told + 2] or (told == 0 and holds == EMPTY):
            return WHOLE
        return LOST if holds == EMPTY or holds in held else "half a change, or one that nobody asked for"

    cut_often(session.deeds, times, seed, check)
    return found


@pytest.fixture
def survivor(tmp_path: Path, library: Library) -> Iterator[Survivor]:
    """Works in memory where it can: thousands of disks are laid out, and none of them needs to outlast this machine."""
    memory = Path("/dev/shm")  # noqa: S108 - what is there has a random name
    folder = Path(tempfile.mkdtemp(prefix="mlops-path-test-", dir=memory if os.access(memory, os.W_OK) else tmp_path))
    yield Survivor(folder / "after", library)
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _strace() -> None:
    needs("strace")


@pytest.mark.parametrize("live", [commands, evenings])
@pytest.mark.parametrize("seed", range(often(1, 2)))
def test_a_power_cut_loses_nothing_that_was_acknowledged(  # noqa: PLR0917 - fixtures
    live: Callable[[Recorder, Library], None],
    seed: int,
    library: Library,
    survivor: Survivor,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """ "Done" on the screen is done for good; what the power interrupted is there whole or not at all."""
    recorder = Recorder(tmp_path / "before")
    live(recorder, library)
    cuts = often(500, 5000)
    found = fates(recorder.session, cuts, f"{live.__name__} {seed}", survivor)
    changes, asked = len(recorder.session.held), len(recorder.session.deeds)
    record_property("figure", f"{cuts} cuts in {asked} writes and syncs of {changes} changes: {found[WHOLE]} lost none")

    assert found == {WHOLE: cuts}


def test_a_power_cut_while_the_first_page_is_written_leaves_a_place_to_begin(
    library: Library, survivor: Survivor, tmp_path: Path
) -> None:
    """With half a first page nobody may be told for ever that this is no record: it was never more than begun."""
    recorder = Recorder(tmp_path / "before")
    recorder.command("done", "1")
    done = recorder.session.deeds
    first = next(place for place, deed in enumerate(done) if isinstance(deed, Write) and deed.name == "record.db")
    disk = Disk()
    for deed in done[:first]:
        disk.do(deed)
    left = disk.certain()
    written = done[first]
    assert isinstance(written, Write)
    assert done[first + 1] == Synced("record.db")
    parts = list(written.sectors())
    found = set()
    for there in itertools.product((True, False), repeat=len(parts)):
        page = b"".join(part.data if kept else bytes(SECTOR) for part, kept in zip(parts, there, strict=True))
        survivor.lay_out({**left, "record.db": page}, random.Random(0))  # noqa: S311 - nothing is drawn here
        found.add(survivor.looked_at())
        survivor.goes_on()

    assert found <= {"", EMPTY}


WITHOUT_WAL = """
from mlops_path.storage.sqlite_file import SqliteFile


def refused(file, connection):
    file.journal = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]


SqliteFile._to_wal = refused
"""


def test_a_power_cut_loses_nothing_where_the_file_system_refuses_wal(
    library: Library, survivor: Survivor, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A record on a network folder is changed in place; half of a change must be taken back before anyone looks."""
    recorder = Recorder(tmp_path / "before", PYTHONPATH=python_path(tmp_path, WITHOUT_WAL))
    commands(recorder, library)
    recorder.work(deeds(library, 30, "in place"))
    cuts = often(250, 5000)
    found = fates(recorder.session, cuts, "in place", survivor)
    changes, asked = len(recorder.session.held), len(recorder.session.deeds)
    record_property("figure", f"{cuts} cuts in {asked} writes and syncs of {changes} changes: {found[WHOLE]} lost none")

    assert found == {WHOLE: cuts}
    assert not any(isinstance(deed, Write) and deed.name.endswith("-wal") for deed in recorder.session.deeds)


def python_path(folder: Path, started_with: str) -> str:
    """Where Python finds these tests, and a few lines that it runs at its start: another machine, other settings."""
    aside = folder / "started-with"
    aside.mkdir()
    (aside / "sitecustomize.py").write_text(started_with)
    return f"{aside}{os.pathsep}{ROOT}"


CARELESS = """
import mlops_path.storage.connection as connection

connection.PRAGMAS = tuple(each.replace("synchronous=FULL", "synchronous={how}") for each in connection.PRAGMAS)
"""


@pytest.mark.parametrize("how", ["OFF", "NORMAL"])
def test_a_record_kept_with_less_care_would_lose_acknowledged_changes(
    how: str,
    library: Library,
    survivor: Survivor,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Cuts that find nothing mean something only if they can find it; it is also why each change waits for a sync."""
    recorder = Recorder(tmp_path / "before", PYTHONPATH=python_path(tmp_path, CARELESS.replace("{how}", how)))
    recorder.command("done", "1")
    recorder.work(deeds(library, 20, how))
    cuts = often(100, 1000)
    found = fates(recorder.session, cuts, how, survivor)
    broken = cuts - found[WHOLE] - found[LOST]
    record_property("figure", f"{cuts} cuts: {found[LOST]} lost something acknowledged, {broken} broke the record")

    assert found[LOST] > 0
    assert (broken > 0) == (how == "OFF"), "NORMAL forgets, and keeps the file sound"
