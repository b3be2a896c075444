"""Killed with `kill -9` at any moment: every change is there whole or not at all, and what was told is there."""

from __future__ import annotations

import json
import random
import shlex
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.storage import remembered
from mlops_path.storage.sqlite_sql import SCHEMA
from mlops_path.tracker import open_tracker
from mlops_path.tui.screens.path.writing import DRAFT_AFTER
from tests.storage.making import rows
from tests.survival.nursery import Ended, Nursery, nursery
from tests.survival.quick import quick_folder
from tests.survival.scale import often
from tests.survival.soundness import Facts, events_in, facts_of, faults_of
from tests.survival.worse import NO_TRANSACTION, made_worse
from tests.tui.terminal import Terminal

SEED = 20260501
OLD = Path(__file__).parents[1] / "storage" / "schemas" / f"{SCHEMA - 1}.sql"
ENOUGH = 500  # kills until a program made worse must have been found out
NEW_RECORD_EVERY = 40  # kills; a long record only makes the looking longer


class Deed(NamedTuple):
    """A command to kill. `first` is done before it; `alone` means that it makes the record.

    `{a}`, `{b}` and `{c}` become numbers of steps, `{n}` a number that no other kill has, `{folder}` one for copies.
    """

    words: str
    first: tuple[str, ...] = ()
    stdin: bytes = b""
    alone: bool = False


LONG_NOTE = "".join(f"Line {n}: what one writes down in an hour.\n" for n in range(500)).encode()

# A record, and an export of it that knows of one change more.
AHEAD = (
    "log {c} 5m",
    "backup {folder}/old{n}.db",
    "done {a} {b} -m word{n}",
    "export {folder}/ahead{n}.json",
    "restore {folder}/old{n}.db --yes",
)

# One line a command. It must be whole or not done at all after a kill at any moment.
DEEDS = (
    Deed("done {a} -m word{n}"),
    Deed("done {a} {b} {c} -m word{n}"),
    Deed("done {a} --at yesterday -m word{n}"),
    Deed("start {a} -m word{n}"),
    Deed("todo {a} -m word{n}"),
    Deed("skip {a} {b} -m reason{n}"),
    Deed("note {a} -m word{n}"),
    Deed("note {a} -", stdin=b"A note\nof two lines\n"),
    Deed("note {a} -", stdin=LONG_NOTE),
    Deed("log {a} 25m"),
    Deed("undo", first=("log {a} 5m",)),
    Deed("undo", first=("done {a} {b} {c} -m word{n}",)),
    Deed("redo", first=("done {a} {b} -m word{n}", "undo")),
    Deed("learner add Name{n}"),
    Deed("learner add Name{n}", first=("learner add Name{n}", "learner remove Name{n}")),
    Deed("learner rename Name{n} Other{n}", first=("learner add Name{n}",)),
    Deed("learner remove Name{n}", first=("learner add Name{n}", "learner use Name{n}")),
    Deed("learner use me", first=("learner add Name{n}", "learner use Name{n}")),
    Deed("path use huyen-guide", first=("path use mlops",)),
    Deed("path use mlops", first=("path use huyen-guide",)),
    Deed("backup {folder}/copy{n}.db", first=("log {a} 1m",)),
    Deed(
        "restore {folder}/old{n}.db --yes",
        first=("log {a} 1m", "backup {folder}/old{n}.db", "done {a} {b} -m word{n}"),
    ),
    Deed("export {folder}/copy{n}.json"),
    Deed(
        "import {folder}/ahead{n}.json --yes",
        first=AHEAD,
    ),
    Deed(  # what comes in has its place before what was done since
        "import {folder}/ahead{n}.json --yes",
        first=(*AHEAD, "log {c} 3m"),
    ),
    Deed("done {a} -m word{n}", alone=True),
    Deed("note {a} -", stdin=LONG_NOTE, alone=True),
    Deed("log {a} 10m", alone=True),
    Deed("learner add Name{n}", alone=True),
    Deed("path use huyen-guide", alone=True),
)

RunKilled = Callable[[Sequence[str], bytes, float], Ended]


class Killing:
    """Kills deeds one after the other, and writes down what a record did not survive."""

    def __init__(self, folder: Path, home: Path, nurse: Nursery, steps: Sequence[int], seed: int) -> None:
        self.folder, self.home, self.nurse, self.steps = folder, home, nurse, steps
        self.random = random.Random(seed)  # noqa: S311 - for moments, not for secrets
        self.file = folder / "record.db"
        self.wrong: list[str] = []
        self.kills = self.kept = self.told = self.cut = 0

    def kill(self, number: int, deed: Deed, run_killed: RunKilled | None = None) -> None:
        """Does what comes first, kills the deed, and looks: before, what a whole run leads to, and after."""
        if deed.alone or number % NEW_RECORD_EVERY == 0:
            self.file = self.folder / f"{number}" / "record.db"
        a, b, c = self.random.sample(self.steps, 3)
        values = {"a": a, "b": b, "c": c, "n": number, "folder": self.folder}
        if deed.first and not self.file.exists():  # there is something to copy and to export
            self.whole(self.file, f"log {c} 1m")
        for first in deed.first:
            self.whole(self.file, first.format(**values))
        words = shlex.split(deed.words.format(**values))
        before = facts_of(self.file)
        twin = copy_of(self.file, self.folder / "twin")
        whole = self.nurse.run(*words, "--database", str(twin), stdin=deed.stdin)
        for copy in self.folder.glob("copy*"):  # the whole run made one where the killed one is to make it
            copy.unlink()
        after = facts_of(twin)
        words += ["--database", str(self.file)]
        if run_killed is None:
            ended = self.nurse.run(*words, stdin=deed.stdin, kill_after=self.random.uniform(0, 1.1 * whole.worked))
        else:
            ended = run_killed(words, deed.stdin, self.random.random())
        self.look(f"kill {number}, `{shlex.join(words[:-2])}`", ended, before, after)

    def look(self, name: str, ended: Ended, before: Facts, after: Facts) -> None:
        cut = ended.status == -signal.SIGKILL
        self.kills += 1
        self.cut += cut
        self.told += cut and bool(ended.told)
        left = {each.name for each in self.file.parent.iterdir()} if self.file.parent.exists() else set()
        crashed = copy_of(self.file, self.folder / "crashed")
        found = facts_of(crashed)
        self.kept += found == after
        complaints = faults_of(crashed)
        if found not in (before, after):
            complaints.append("half of it is there")
        if ended.told and found != after:
            complaints.append(f"it was told ({ended.told.strip()[:40]}) and is not there")
        if ended.status not in (0, -signal.SIGKILL):
            complaints.append(f"it ended with {ended.status}: {ended.told.strip()[:200]}")
        if extra := left - {"record.db", "record.db-wal", "record.db-shm", "record.db-journal"}:
            complaints.append(f"it left {extra} behind")
        if self.kills % 2:
            self.whole(self.file, "status --json")
        self.whole(self.file, f"log {self.steps[0]} 1m")
        complaints += [f"after the next command: {each}" for each in faults_of(self.file)]
        if {each.name for each in self.file.parent.iterdir()} != {"record.db"}:
            complaints.append("after the next command there is more than the record")
        if scratch := [each.name for each in (self.home / "state").rglob("*") if each.suffix == ".tmp"]:
            complaints.append(f"there is {scratch} in the state folder")
        self.wrong += [f"{name}: {each}" for each in complaints]

    def whole(self, file: Path, words: str) -> None:
        ended = self.nurse.run(*shlex.split(words), "--database", str(file))
        if ended.status != 0:
            self.wrong.append(f"`{words}` ended with {ended.status}: {ended.told.strip()[:200]}")

    @property
    def figure(self) -> str:
        before = self.kills - self.kept
        return (
            f"{self.kills} kills: {before} changes not begun, {self.kept} kept, {self.told} of them just told, 0 half"
        )


def copy_of(file: Path, folder: Path) -> Path:
    """The record as a crash left it, with its logs, in a folder of its own that no earlier one is remembered in.

    A record that was not opened by this version yet has a journal, and is whole only with that.
    """
    remembered.forget(str(folder / file.name))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in (file.name, f"{file.name}-wal", f"{file.name}-journal"):
        if file.with_name(name).exists():
            shutil.copyfile(file.with_name(name), folder / name)
    return folder / file.name


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A kill leaves what was written, synced or not; so the short run may keep its records in memory."""
    with quick_folder() as folder:
        yield folder


@pytest.fixture
def nurse(home: Path) -> Iterator[Nursery]:
    with nursery() as opened:
        yield opened


@pytest.fixture
def steps(library: Library) -> list[int]:
    """Numbers of steps that stand alone; every path in the table of deeds has as many."""
    path = library.path("mlops")
    parents = {step.parent for step in path.steps}
    return [step.number for step in path.steps[:60] if step.parent is None and step.id not in parents]


@pytest.mark.parametrize("part", [1, 2])
def test_a_killed_command_leaves_its_change_whole_or_not_begun(  # noqa: PLR0917 - fixtures
    tmp_path: Path,
    home: Path,
    nurse: Nursery,
    steps: list[int],
    part: int,
    record_property: Callable[[str, object], None],
) -> None:
    """The machine may go down at any moment; what the program said it had done, it had done."""
    killing = Killing(tmp_path, home, nurse, steps, SEED + part)
    for number in range(often(128, 1300)):
        killing.kill(number, DEEDS[number % len(DEEDS)])
    record_property("figure", killing.figure)

    assert killing.wrong == []
    assert killing.kept > killing.kills // 10, "the kills came too early to say anything"
    assert killing.kept < killing.kills * 9 // 10, "the kills came too late to say anything"


def test_a_killed_process_leaves_its_change_whole_or_not_begun(
    tmp_path: Path,
    home: Path,
    nurse: Nursery,
    steps: list[int],
    record_property: Callable[[str, object], None],
) -> None:
    """The same for whole processes, from the start of Python to its end."""

    def run_whole(words: Sequence[str], stdin: bytes, share: float | None) -> Ended:
        began = time.monotonic()
        given, told = tmp_path / "given", tmp_path / "told"
        given.write_bytes(stdin)
        with given.open("rb") as source, told.open("wb") as target:
            process = subprocess.Popen(
                [sys.executable, "-m", "mlops_path", *words], stdin=source, stdout=subprocess.DEVNULL, stderr=target
            )
        if share is not None:
            time.sleep((0.6 + 0.5 * share) * usual)
            process.kill()
        status = process.wait()
        return Ended(status, told.read_text(), time.monotonic() - began)

    look = ["log", "1", "1m", "--database", str(tmp_path / "other.db")]
    usual = statistics.median(run_whole(look, b"", None).worked for _ in range(4))
    killing = Killing(tmp_path, home, nurse, steps, SEED)
    for number in range(often(18, 150)):
        killing.kill(number, killing.random.choice(DEEDS), run_whole)
    record_property("figure", killing.figure)

    assert killing.wrong == []


def test_a_killed_migration_leaves_the_record_as_it_was_or_as_it_is_to_be(
    tmp_path: Path, nurse: Nursery, record_property: Callable[[str, object], None]
) -> None:
    """The first start after an update is where people lose patience."""
    chance = random.Random(SEED)  # noqa: S311 - for moments, not for secrets
    sample, wrong, kills = tmp_path / "sample.db", [], often(12, 200)
    with closing(sqlite3.connect(sample)) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    events, found = rows(sample, "event"), set()
    usual = 0.0
    for number in range(kills + 1):
        file = tmp_path / f"{number}" / "record.db"
        file.parent.mkdir()
        shutil.copyfile(sample, file)
        words = ("status", "--json", "--database", str(file))
        ended = nurse.run(*words, kill_after=chance.uniform(0, 1.1 * usual)) if number else nurse.run(*words)
        usual = usual or ended.worked
        crashed = copy_of(file, tmp_path / "crashed")
        with closing(sqlite3.connect(crashed)) as connection:
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            found.add(schema)
        if schema not in (SCHEMA - 1, SCHEMA) or rows(crashed, "event") != events:
            wrong.append(f"kill {number}: schema {schema}")
        if nurse.run("log", "1", "1m", "--database", str(file)).status != 0 or faults_of(file):
            wrong.append(f"after kill {number}: {faults_of(file)}")
    record_property("figure", f"{kills} kills of a migration: {sorted(found)} were the schemas found, 0 between")

    assert wrong == []
    assert found == {SCHEMA - 1, SCHEMA}, "the kills came too early or too late to say anything"


def test_a_program_without_transactions_would_be_found_out(
    tmp_path: Path, home: Path, steps: list[int], record_property: Callable[[str, object], None]
) -> None:
    """Tests that cannot fail say nothing: the same kills of a program made worse leave halves, and that is seen."""
    with nursery(made_worse(tmp_path / "worse", NO_TRANSACTION)) as nurse:
        killing = Killing(tmp_path, home, nurse, steps, SEED)
        killing.whole(killing.file, "log 1 1m")  # a record made by halves could not even be looked at
        halves: list[str] = []
        while not halves and killing.kills < ENOUGH:
            killing.kill(1 + killing.kills % (NEW_RECORD_EVERY - 1), DEEDS[1])
            halves = [each for each in killing.wrong if "half of it" in each]
    record_property("figure", f"without transactions half a change was seen at kill {killing.kills}")

    assert len(halves) > 0


# The window, and what is being written in it

SESSIONS_ON_A_RECORD = 12
SLACK = 0.4  # seconds from the timer to the draft on the disk, on a busy machine
KEYS = (" ", "s", "t", "u", "\x12", "xNo time\r", "nNew words\x1b", " j u", "jjs u")


@pytest.fixture
def drafts(home: Path) -> Path:
    """The folder of drafts."""
    return home / "state" / "mlops-path" / "drafts"


class Session:
    """A window that is going to be killed: a step is done, told and so acknowledged; then keys or letters."""

    def __init__(self, terminal: Terminal, chance: random.Random) -> None:
        self.terminal, self.random = terminal, chance
        self.typed = self.seen_early = ""
        terminal.type("N ")
        terminal.see("Done: ", "u undoes")

    def is_killed_among_keys(self) -> None:
        for keys in self.random.sample(KEYS, 3):
            self.terminal.type(keys)
            self.passes(self.random.uniform(0, 0.03))
        self.terminal.process.kill()

    def is_killed_over_a_note(self) -> None:
        """Types letter by letter; `seen_early` is what stood on the screen well before the end."""
        seen: list[tuple[float, str]] = []
        self.terminal.type("n")
        self.terminal.see("esc keep and go back")
        for letter in "".join(self.random.choice("abcdefgh") for _ in range(self.random.randint(3, 14))):
            self.terminal.type(letter)
            self.typed += letter
            self.terminal.see(self.typed)
            seen.append((time.monotonic(), self.typed))
            self.passes(self.random.uniform(0, 0.25))
        if self.random.random() < 0.3:
            self.terminal.type("\x1b")
            self.passes(self.random.uniform(0, 0.03))
        end = time.monotonic() - DRAFT_AFTER - SLACK
        self.terminal.process.kill()
        self.seen_early = max((words for moment, words in seen if moment < end), key=len, default="")

    def passes(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.terminal.until(lambda: time.monotonic() >= end, "a moment")


def notes_in(database: Path) -> set[str]:
    return {str(row[2]) for row in rows(database, "note")}


def dones_in(database: Path) -> int:
    """How often something was marked done; an undo does not take the event away."""
    return sum(
        each["kind"] == "marked" and each["payload"]["after"]["status"] == "done" for each in events_in(database)
    )


def test_a_killed_window_keeps_what_it_told_and_offers_what_was_being_written(
    home: Path,
    tmp_path: Path,
    drafts: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Every mark that was told is there, and of a note in the making at most the last half second is missing."""
    chance = random.Random(SEED)  # noqa: S311 - for moments, not for secrets
    wrong: list[str] = []
    kills, dones, typed, kept = often(8, 100), 0, 0, 0
    for number in range(kills):
        database = tmp_path / f"{number // SESSIONS_ON_A_RECORD}" / "record.db"
        dones = dones_in(database) if database.exists() else 0
        with Terminal("--database", str(database)) as terminal:
            terminal.see(" required · ", "quit")
            session = Session(terminal, chance)
            if number % 2:
                session.is_killed_over_a_note()
            else:
                session.is_killed_among_keys()

            assert terminal.ended() == -signal.SIGKILL

        crashed = copy_of(database, tmp_path / "crashed")
        complaints = faults_of(crashed)
        if dones_in(crashed) <= dones:
            complaints.append("the step that was told as done is not done")
        texts = [json.loads(file.read_text())["text"] for file in drafts.glob("*.json")]
        notes = notes_in(crashed)
        offered = [text for text in texts if text not in notes]
        there = max((text for text in (*texts, *notes) if session.typed.startswith(text)), key=len, default="")
        typed, kept = typed + len(session.typed), kept + len(there)
        if len(there) < len(session.seen_early):
            complaints.append(f"of {session.typed!r} only {there!r} is there, {session.seen_early!r} was old enough")
        with Terminal("--database", str(database)) as terminal:
            terminal.see(" required · ", "quit", *(["Unsaved writing was recovered"] if offered else []))
            terminal.until(lambda: not drafts.exists() or not list(drafts.iterdir()), "an empty folder of drafts")
            terminal.type("q")

            assert terminal.ended() == 0

        complaints += faults_of(database)
        if not set(texts) <= notes_in(database):
            complaints.append(f"{texts} was offered and is no note")
        wrong += [f"kill {number}: {each}" for each in complaints]
    figure = f"{kills} kills of the window: every mark told was there, and {kept} of {typed} letters of notes"
    record_property("figure", figure)

    assert wrong == []


def test_a_draft_that_is_killed_while_it_is_written_is_whole_and_leaves_nothing(
    database: Path,
    drafts: Path,
    nurse: Nursery,
    library: Library,
    record_property: Callable[[str, object], None],
) -> None:
    """The draft before it is there until the next one is; and no scratch file lies about for ever."""
    chance = random.Random(SEED)  # noqa: S311 - for moments, not for secrets
    resource = library.path("mlops").steps[0].id
    lost: dict[int, str] = {}
    kills, scratches = often(20, 300), 0
    for number in range(kills):
        child = nurse.born("tests.survival.writers:write_drafts", str(database), resource)
        child.answer()
        time.sleep(chance.uniform(0, 0.02))
        child.kill()
        told = 1 + len(child.answers.readlines())
        child.ended()
        scratches += len(list(drafts.glob("*.tmp")))
        tracker = open_tracker(database=str(database))
        recovered = tracker.recover_drafts()
        note = tracker.note(resource)[0]
        tracker.undo()
        tracker.close()
        if recovered != [resource] or len(note) not in (told, told + 1) or list(drafts.iterdir()):
            lost[number] = f"{told} letters told, {len(note)} recovered, left: {[f.name for f in drafts.iterdir()]}"
    figure = f"{kills} kills while drafts were written: every draft told was there, {scratches} scratch files cleared"
    record_property("figure", figure)

    assert lost == {}
