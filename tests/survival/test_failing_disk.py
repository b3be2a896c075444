"""Whatever the program asks of the disk may fail, once or for ever: what it then says is true, and nothing is lost.

strace lets the first, second, third ... write, sync or opening of the record's files fail, until a command is through
without meeting the fault.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.domain.progress import DONE
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.cli.records import TABLES
from tests.conftest import Ran, needs
from tests.survival.scale import SOAK

NOTHING, BADLY, UNKNOWN = "Nothing was changed", "Your change is in the record", "It is not known"
CODES = ("database-readonly", "disk-full", "database-io")
READ = "pread64"
CALLS = ("pwrite64", "fdatasync,fsync", "openat", "ftruncate", "unlink", "mkdir", "rename", READ)

DONE_4 = ("done", "4")
COMMANDS: Sequence[Sequence[str]] = (
    DONE_4,
    ("note", "2", "-m", "short"),
    ("note", "5", "-m", "a long thought, " * 4000),
    ("skip", "4", "6", "-m", "too old"),
    ("todo", "1"),
    ("log", "1", "30m"),
    ("undo",),
    ("redo",),
    ("learner", "add", "Cy"),
    ("learner", "rename", "Bo", "Bob"),
    ("learner", "use", "Bo"),
    ("learner", "remove", "Bo"),
    ("path", "use", "huyen-guide"),
    ("path", "hide", "4"),
)
NEED_A_RECORD = COMMANDS[4], *COMMANDS[6:8], *COMMANDS[9:12]
BEGINNINGS = ("settled", "after a crash", "no record")

# What a change comes to, without the ids and moments that are others each time.
GIST = (
    "SELECT kind, resource FROM event ORDER BY seq",
    "SELECT label, undo_id IS NULL, spent FROM change ORDER BY seq",
    "SELECT name, resource, status, reason, minutes_logged FROM state JOIN learner ON id = learner ORDER BY 1, 2",
    "SELECT resource, text FROM note ORDER BY 1",
    "SELECT name, removed FROM learner ORDER BY 1",
    "SELECT key, value FROM setting ORDER BY 1, 2",
)
Gist = list[list[tuple[object, ...]]]
NO_GIST: Gist = [[] for _ in GIST]


class Seen(NamedTuple):
    """A record read past the program: every row, and what they come to."""

    rows: Gist
    gist: Gist


def seen(database: Path) -> Seen:
    """What the record holds for whoever opens it next; nothing where none was begun."""
    if not database.exists() or not database.stat().st_size:
        return Seen([], NO_GIST)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            return Seen([], NO_GIST)
        rows = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]  # noqa: S608 - our own names
        found = Seen(rows, [connection.execute(query).fetchall() for query in GIST])
    return Seen([], NO_GIST) if found.gist == NO_GIST else found


class Machine:
    """A machine with one record, set up anew for each command."""

    def __init__(self, folder: Path, library: Library, beginning: str, way: str = "") -> None:
        self._kept, self.folder = folder / "kept", folder / "now"
        self.database = self.folder / "record.db"
        self._library, self._trace = library, folder / "trace"
        self._place = f"{way}{self.database}"
        self._kept.mkdir()
        if beginning != "no record":
            self._make(folder / "made", leave_open=beginning == "after a crash")
        self.again()
        self.before = seen(self.database)

    def _make(self, folder: Path, *, leave_open: bool) -> None:
        with closing(self._tracker(folder / "record.db")) as tracker:
            steps = [step.id for step in self._library.path("mlops").steps]
            tracker.mark(steps[:1], DONE, note="worth it")
            tracker.append_note(steps[1], "half of it")
            tracker.add_learner("Bo")
            tracker.mark(steps[2:3], DONE)
            tracker.undo()
            if not leave_open:
                tracker.close()
            for name in ("record.db", "record.db-wal"):
                if (folder / name).exists():
                    shutil.copy(folder / name, self._kept)

    def _tracker(self, database: Path) -> Tracker:
        return Tracker(open_store(str(database)), self._library)

    def again(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if any(self._kept.iterdir()):
            shutil.copytree(self._kept, self.folder)

    def run(self, words: Sequence[str], calls: str = "", how: str = "") -> tuple[Ran, bool]:
        """Runs a command while calls fail as `how` says; whether any did."""
        self.again()
        fault = ["strace", "-f", "--seccomp-bpf", "-o", str(self._trace), "-e", f"trace={calls}"]
        fault += ["-e", f"inject={calls}:{how}", "-P", str(self.folder)]
        for end in ("", "-wal", "-journal", "-shm"):
            fault += ["-P", f"{self.database}{end}"]
        done = subprocess.run(
            [*(fault if calls else ()), sys.executable, "-m", "mlops_path", *words, "--database", self._place],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
            env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
        )
        return Ran(done), bool(calls) and "(INJECTED)" in self._trace.read_text()

    def goes_on(self) -> None:
        """The learner tries again once the disk is well."""
        step = self._library.path("mlops").steps[20].id
        with closing(self._tracker(self.database)) as tracker:
            tracker.mark([step], DONE)
        with closing(self._tracker(self.database)) as tracker:
            assert tracker.journey.status(step) == DONE


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """In memory where it can be: no disk is needed for one that fails."""
    memory = Path("/dev/shm")  # noqa: S108 - what is there has a random name
    folder = Path(tempfile.mkdtemp(prefix="mlops-path-test-", dir=memory if os.access(memory, os.W_OK) else tmp_path))
    yield folder
    shutil.rmtree(folder)


def told(ran: Ran, codes: Sequence[str], *, as_json: bool) -> str:
    """The sentence that a command failed with: one and a hint on stderr, or one document on stdout."""
    assert "Traceback" not in ran.err
    if not as_json:
        lines = ran.err.splitlines()
        assert (ran.out, len(lines), lines[0][:12]) == ("", 2, "mlops-path: "), ran.err
        return lines[0]
    error = ran.json["error"]
    assert ran.err == ""
    assert error["code"] in codes
    assert error["hint"]
    return str(error["message"])


def checked(machine: Machine, ran: Ran, after: Gist, codes: Sequence[str], *, as_json: bool) -> str:
    """How the command ended, where what it said is true."""
    assert ran.status in (0, 5), ran.err
    now = seen(machine.database)
    if ran.status == 0:
        ending = "Kept"
        assert now.gist == after
    else:
        sentence = told(ran, codes, as_json=as_json)
        ending = next(each for each in (NOTHING, BADLY, UNKNOWN) if each in sentence)
        assert now == machine.before or (ending != NOTHING and now.gist == after)
        assert now.gist == after or ending != BADLY
    machine.goes_on()
    return ending


def faults(
    machine: Machine, words: Sequence[str], calls: str, errors: Sequence[str] = ("ENOSPC", "EIO")
) -> Counter[str]:
    """Lets each of the calls fail, once and from then on, with each error; how the command ended, how often."""
    found: Counter[str] = Counter()
    codes = (*CODES, "database-damaged") if calls == READ else CODES  # SQLite calls some pages damaged it cannot read
    ran, _ = machine.run(words)
    after = seen(machine.database).gist
    assert ran.status == 0
    assert after != machine.before.gist
    for error, for_ever in itertools.product(errors, (False, True)):
        as_json = for_ever == (error == "EIO")
        for number in itertools.count(1):
            how = f"error={error}:when={number}{'+' if for_ever else ''}"
            ran, met = machine.run((*words, "--json") if as_json else words, calls, how)
            if not met:
                break
            try:
                found[checked(machine, ran, after, codes, as_json=as_json)] += 1
            except Exception as problem:
                problem.add_note(f"{words[:3]} with {calls}: {how}; it said: {ran.out}{ran.err}")
                raise
    return found


def cases() -> Iterator[tuple[Sequence[str], str, str]]:
    """Every call of every command; in `make test` those of `done`, and of its other beginnings the few."""
    for words, beginning, calls in itertools.product(COMMANDS, BEGINNINGS, CALLS):
        many = calls == READ or (calls == "pwrite64" and beginning != "settled")
        possible = beginning != "no record" or words not in NEED_A_RECORD
        if possible and (SOAK or (words == DONE_4 and not many)):
            yield words, beginning, calls


@pytest.mark.parametrize(
    ("words", "beginning", "calls"),
    [pytest.param(*each, id=f"{' '.join(each[0])[:24]}-{each[1]}-{each[2]}") for each in cases()],
)
def test_a_disk_that_fails_is_told_and_what_is_said_is_true(  # noqa: PLR0917 - fixtures
    words: Sequence[str],
    beginning: str,
    calls: str,
    place: Path,
    library: Library,
    record_property: Callable[[str, object], None],
) -> None:
    """A learner who reads that nothing was changed tries again; one who reads "done" does not."""
    needs("strace")
    found = faults(Machine(place, library, beginning), words, calls)
    if found.total():
        record_property(
            "figure", f"{found.total()} faults: " + ", ".join(f"{how!r} {times}" for how, times in found.items())
        )


def test_a_record_named_by_an_address_tells_the_same_truth(place: Path, library: Library) -> None:
    """The other way to a record commits by other hands; a sync that fails there may have kept the change as well."""
    needs("strace")
    found = faults(Machine(place, library, "after a crash", "sqlite:///"), DONE_4, "fdatasync,fsync", ["EIO"])

    assert found[BADLY] > 0
