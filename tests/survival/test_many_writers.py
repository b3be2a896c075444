"""Many programs on one record at once, some of them killed: nothing told is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.tracker import open_tracker
from mlops_path.tui.screens.path import LOOK_EVERY
from tests.conftest import Run, needs
from tests.storage.making import look_of
from tests.survival.nursery import Child, Nursery, nursery
from tests.survival.quick import quick_folder
from tests.survival.scale import often
from tests.survival.soundness import events_in, faults_of
from tests.survival.worse import DEFERRED, NO_TRANSACTION, made_worse
from tests.survival.writers import BUSY, KEPT
from tests.tui.terminal import Terminal

SEED = 20260502
WRITERS = 8
PATIENT, IMPATIENT = 60_000, 20  # how long a change may wait, in milliseconds
KILLS = 10  # at least
LONGEST = 600.0  # seconds until a storm that comes to nothing is given up


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """What is asked here is about processes; so the short run may keep its records in memory."""
    with quick_folder() as folder:
        yield folder


@pytest.fixture
def made(database: Path, library: Library) -> Path:
    """A record that has begun, so that every writer is the same learner."""
    tracker = open_tracker(database=str(database))
    tracker.mark([library.path("mlops").steps[1].id], "doing")
    tracker.close()
    return database


class Storm:
    """Writers that are started, killed and started again, and everything that they told."""

    def __init__(self, nurse: Nursery, database: Path, left_alone: str) -> None:
        self.nurse, self.database, self.left_alone = nurse, database, left_alone
        self.random = random.Random(SEED)  # noqa: S311 - for moments, not for secrets
        self.kept: dict[str, tuple[str, str]] = {}
        self.busy: list[str] = []
        self.wrong: list[str] = []
        self.kills = self.looks = self.keys = 0
        self._born = 0
        self._over = threading.Event()
        self._running: list[tuple[Child, threading.Thread]] = []

    def rages(self, goal: int, patience: float, meanwhile: Callable[[], None] = lambda: time.sleep(0.05)) -> None:
        """Until `goal` changes were told as kept, or the patience is over; then every writer comes to its end."""
        end = time.monotonic() + patience
        self._running = [self._starts() for _ in range(WRITERS)]
        next_kill = time.monotonic()
        while (len(self.kept) < goal or self.kills < KILLS) and time.monotonic() < end:
            meanwhile()
            if time.monotonic() >= next_kill:
                self._kills_one()
                next_kill = time.monotonic() + self.random.uniform(0.1, 0.5)
        self._over.set()
        for child, listener in self._running:
            try:
                child.asks.write("enough\n")
                child.asks.flush()
            except BrokenPipeError:
                self.wrong.append("a writer ended before its time")
            listener.join()
            if status := child.ended():
                self.wrong.append(f"a writer ended with {status}")

    def _starts(self) -> tuple[Child, threading.Thread]:
        wait = IMPATIENT if self._born % 4 == 3 else PATIENT
        name = f"{'hasty' if wait == IMPATIENT else 'patient'}-{self._born}"
        self._born += 1
        words = (str(self.database), name, str(wait), self.left_alone)
        child = self.nurse.born("tests.survival.writers:write", *words, err=self._errors())
        listener = threading.Thread(target=self._listens, args=(child,))
        listener.start()
        return child, listener

    def _errors(self) -> int:
        return os.open(self.database.with_name("errors"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def _listens(self, child: Child) -> None:
        for line in child.answers:
            if not line.endswith("\n"):
                return  # killed while it told; whether the change is there is not known
            what, *values = json.loads(line)
            if what == KEPT:
                change, deed, mark = values
                if change in self.kept:
                    self.wrong.append(f"{change} was told twice")
                self.kept[change] = deed, mark
            elif what == BUSY:
                self.busy += values
            else:
                self.wrong.append(values[0])

    def _kills_one(self) -> None:
        place = self.random.randrange(WRITERS)
        child, listener = self._running[place]
        child.kill()
        listener.join()
        if (status := child.ended()) != -signal.SIGKILL:
            self.wrong.append(f"a writer ended by itself with {status}")
        self.kills += 1
        self._running[place] = self._starts()

    # Others on the same record

    def holds_the_lock(self) -> threading.Thread:
        """Another program that keeps everybody waiting, for 50 to 300 ms at a time."""

        def hold() -> None:
            chance = random.Random(SEED)  # noqa: S311 - for moments, not for secrets
            with closing(sqlite3.connect(self.database, isolation_level=None, timeout=60)) as connection:
                while not self._over.wait(chance.uniform(0.05, 0.4)):
                    connection.execute("BEGIN IMMEDIATE")
                    time.sleep(chance.uniform(0.05, 0.3))
                    connection.execute("ROLLBACK")

        return self._beside(hold)

    def looks_on(self) -> threading.Thread:
        """Readers in processes of their own, one after the other."""

        def look() -> None:
            done: list[int] = []
            while not self._over.wait(0.2):
                words = [sys.executable, "-m", "mlops_path", "status", "--json", "--database", str(self.database)]
                ran = subprocess.run(words, capture_output=True, check=False)
                if ran.returncode:
                    self.wrong.append(f"a reader ended with {ran.returncode}: {ran.stdout.decode()[-300:]}")
                else:
                    done.append(json.loads(ran.stdout)["done"])
            self.looks = len(done)

        return self._beside(look)

    def _beside(self, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work)
        thread.start()
        return thread

    # What came of it

    def complaints(self) -> list[str]:
        found = [*self.wrong, *faults_of(self.database)]
        errors = self.database.with_name("errors").read_text()
        if errors:
            found.append(f"somebody crashed: {errors[-500:]}")
        if impatient := [mark for mark in self.busy if mark.startswith("patient")]:
            found.append(f"{len(impatient)} times busy was told to somebody who would have waited")
        events = events_in(self.database)
        by_change: dict[str, dict[str, object]] = {each["op_id"]: each for each in events}
        if lost := self.kept.keys() - by_change.keys():
            found.append(f"{len(lost)} changes were told and are not there")
        first = [each for each in events if each["undo_of"] is None]
        marks = Counter(mark for mark, _ in {(new, each["op_id"]) for each in first for new in _new_marks(each)})
        for deed, mark in self.kept.values():
            if deed in ("skip", "append") and marks[mark] != 1:
                found.append(f"{mark} is there {marks[mark]} times")
        if refused := [mark for mark in self.busy if marks[mark]]:
            found.append(f"{refused} were told as not kept and are there")
        others = [change for change, each in by_change.items() if each["resource"] != self.left_alone]
        untold = set(others) - self.kept.keys()
        if len(untold) > self.kills + 1:
            found.append(f"{len(untold)} changes are there that nobody told, after {self.kills} kills")
        return found


def _new_marks(event: dict[str, Any]) -> list[str]:
    """The marks that an event brought into the record: in a reason or in the paragraph it added to a note."""
    payload = event["payload"]
    if "text" in payload:
        before, text = str(payload["before"]).split("\n\n"), str(payload["text"]).split("\n\n")
        return list((Counter(text) - Counter(before)).elements())
    after = payload.get("after")
    return [str(after["reason"])] if isinstance(after, dict) and after["reason"] else []


def test_many_writers_lose_nothing_and_double_nothing(
    made: Path, library: Library, run: Run, record_property: Callable[[str, object], None]
) -> None:
    """Hooks, scripts, prompts and the window write to one record, some of them die: every change stands once."""
    mine = library.path("mlops").steps[0]
    with nursery() as nurse, Terminal("--database", str(made)) as terminal:
        terminal.see("quit", mine.title[:20])
        storm = Storm(nurse, made, mine.id)

        def press() -> None:
            terminal.type("gg\x1b[B ")  # the first line is a stage; the one below it is the step that is mine
            storm.keys += 1
            end = time.monotonic() + 0.2
            terminal.until(lambda: time.monotonic() >= end, "a moment")

        beside = [storm.holds_the_lock(), storm.looks_on()]
        began = time.monotonic()
        storm.rages(often(1000, 30_000), LONGEST * often(1, 10), press)
        took = time.monotonic() - began
        for thread in beside:
            thread.join()
        standing = run("status", "--json", "--database", str(made)).json
        shown = f"{standing['done']} of {standing['counted']} required"
        asked = time.monotonic()
        terminal.see(shown)
        seen = time.monotonic() - asked
        terminal.type("q")

        assert terminal.ended() == 0
    complaints = storm.complaints()
    own = [each for each in events_in(made) if each["resource"] == mine.id and each["undo_of"] is None]
    record_property(
        "figure",
        f"{len(storm.kept)} changes told by {WRITERS} writers in {took:.0f} s, {storm.kills} of them killed: 0 lost, "
        f"0 doubled; {len(storm.busy)} told as busy; {len(own)} marks of the window; {storm.looks} readers; "
        f"the window showed the end after {seen:.1f} s",
    )

    assert complaints == []
    assert len(storm.kept) >= often(1000, 30_000)
    assert storm.busy, "nobody was told that the record is busy: the storm was none"
    assert 0 < len(own) <= storm.keys
    assert seen < LOOK_EVERY + 4


@pytest.mark.parametrize(
    ("instead", "seen"),
    [
        (DEFERRED, "busy was told to somebody who would have waited"),
        (NO_TRANSACTION, "that it had not read|do not follow from the events|the state|chain|not what was"),
    ],
    ids=["BEGIN", "no transaction"],
)
def test_a_program_that_does_not_take_its_turn_would_be_found_out(
    tmp_path: Path,
    made: Path,
    instead: dict[str, str],
    seen: str,
    record_property: Callable[[str, object], None],
) -> None:
    """Tests that cannot fail say nothing: the same storm over a program made worse fails, and one can read why."""
    with nursery(made_worse(tmp_path / "worse", instead)) as nurse:
        storm = Storm(nurse, made, "")
        storm.rages(200, 60)
    found = [each for each in storm.complaints() if re.search(seen, each)]
    begin = instead["BEGIN IMMEDIATE"]
    record_property(
        "figure", f"{begin!r} for 'BEGIN IMMEDIATE': {len(storm.kept)} told, then: {'; '.join(found)[:160]}"
    )

    assert found != []


# Readers


READING = (
    ("status",),
    ("status", "--json"),
    ("next", "-n", "3"),
    ("list", "--json"),
    ("show", "1"),
    ("note", "2"),
    ("search", "the"),
    ("history",),
    ("report", "--format", "json"),
    ("path", "list"),
    ("learner", "list"),
    ("info",),
)
COMPANIONS = ("-wal", "-shm")  # SQLite's own, empty log and index; test_opening.py is about them
WRITES = re.compile(r"^(?:\d+\s+)?(?:p?write(?:v|64)?|pwritev2?|ftruncate|fallocate|fsync|fdatasync)\(\d+<([^>]*)>")
CHANGES = re.compile(r"^(?:\d+\s+)?(?:unlink|unlinkat|rename|renameat2?|truncate)\(.*")


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_reading_command_writes_nothing_to_a_quiet_record(made: Path, words: tuple[str, ...]) -> None:
    """Looking must be possible anywhere and at any time; not a byte is written, not even the same bytes again."""
    needs("strace")
    before = look_of(made.parent)
    log = made.parents[2] / "strace"
    traced = "trace=write,pwrite64,writev,pwritev,pwritev2,ftruncate,fallocate,fsync,fdatasync"
    changing = "unlink,unlinkat,rename,renameat,renameat2,truncate"
    command = ["strace", "-f", "-y", "-o", str(log), "-e", f"{traced},{changing}"]
    subprocess.run([*command, sys.executable, "-m", "mlops_path", *words], capture_output=True, check=True)
    lines = log.read_text().splitlines()
    written = [match[1] for match in map(WRITES.match, lines) if match and str(made.parent) in match[1]]
    changed = [line for line in lines if CHANGES.match(line) and str(made.parent) in line]
    after = {name: seen for name, seen in look_of(made.parent).items() if not name.endswith(COMPANIONS)}

    assert [file for file in written if not file.endswith("-shm")] == []
    assert changed == []
    assert after == before
    assert any("write" in line for line in lines), "strace saw nothing at all"
