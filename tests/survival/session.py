"""A learner's session in a process of its own: `python -m tests.survival.session DATABASE DEEDS WINDOWS LEAVE`.

DEEDS is a JSON list of things to do, done by each window in turn. After each that is kept, one line on stdout says
what the record then holds. Where LEAVE is `drop`, the process ends like one that is killed: nothing is
closed or cleaned up.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence

from mlops_path.curriculum.library import Library
from mlops_path.errors import ChangedMeanwhile, NothingToUndo
from mlops_path.storage.sqlite_file import SqliteFile
from mlops_path.tracker import Tracker, open_tracker
from tests.cli.records import TABLES

Words = Sequence[str]


def connection_of(tracker: Tracker) -> sqlite3.Connection | None:
    """The connection that the program itself opened for looking; None where it sees no record."""
    file = tracker._store._connection
    assert isinstance(file, SqliteFile)
    return file._open()


def held_by(connection: sqlite3.Connection) -> str:
    """A word for everything that a record holds: two records with the same word are the same."""
    found = hashlib.sha256()
    for table in TABLES:
        rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - our own names
        found.update(repr(rows).encode())
    return found.hexdigest()


def deeds(library: Library, count: int, seed: str) -> Iterator[Words]:
    """What a learner might do in a long evening, short notes and long ones among it."""
    dice = random.Random(seed)  # noqa: S311 - the same evening every time
    steps = [step.id for step in library.path("mlops").steps][:30]
    for number in range(count):
        step = dice.choice(steps)
        kind = dice.choice(("done", "todo", "doing", "skipped", "note", "note", "log", "undo", "redo", "add", "use"))
        if kind == "note":
            yield kind, step, f"{number}: " + "a thought, " * dice.choice((1, 5, 30, 800))
        elif kind == "add":
            yield kind, f"Friend {number} ({seed})"
        elif kind == "use":
            yield kind, dice.choice(library.paths).id
        else:
            yield kind, step


def do(tracker: Tracker, kind: str, *words: str) -> None:
    match kind:
        case "note":
            tracker.append_note(*words)
        case "log":
            tracker.log(words[0], 25)
        case "undo":
            tracker.undo()
        case "redo":
            tracker.redo()
        case "add":
            tracker.add_learner(*words)
        case "use":
            tracker.use_path(*words)
        case _:
            tracker.mark(words[:1], kind)


def run(database: str, asked: Sequence[Words], windows: int, leave: str) -> None:
    opened = [open_tracker(database=database) for _ in range(windows)]
    for number, words in enumerate(asked):
        tracker = opened[number % windows]
        try:
            do(tracker, *words)
        except (NothingToUndo, ChangedMeanwhile):
            continue
        connection = connection_of(tracker)
        assert connection is not None
        sys.stdout.write(held_by(connection) + "\n")
        sys.stdout.flush()
    if leave == "drop":
        os._exit(0)
    for tracker in opened:
        tracker.close()


if __name__ == "__main__":
    run(sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
