"""Small records for tests of the store, and what a file looks like from outside."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

from mlops_path.domain.progress import DONE, UNTOUCHED, Change, Event, log_event, mark_event, note_event
from mlops_path.storage.events import CHAINED, chained
from mlops_path.storage.examining import seal_choices
from mlops_path.storage.seals import sum_of, sum_of_row
from mlops_path.storage.sqlite_sql import CREATE, SQL
from mlops_path.storage.store import Learner, Store

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
AT = NOON.isoformat()
ADA = Learner("ada-id", "Ada", AT, removed=False)
BO = Learner("bo-id", "Bo", AT, removed=False)

TABLES = ("about", "learner", "event", "change", "state", "note", "edition", "arrangement", "seal", "setting")

Look = dict[str, tuple[bytes, int, int]]


def done(resource: str, at: str = AT) -> Event:
    """A resource that was never touched, done."""
    event = mark_event(resource, UNTOUCHED, DONE, at)
    assert event is not None
    return event


def noted(resource: str, text: str, before: str = "", at: str = AT) -> Event:
    event = note_event(resource, before, text, at)
    assert event is not None
    return event


def logged(resource: str, minutes: int, at: str = AT) -> Event:
    return log_event(resource, minutes, at)


def keep(
    store: Store,
    change: str,
    events: Iterable[Event],
    *,
    learner: str = ADA.id,
    label: str = "done",
    undo_of: str | None = None,
) -> None:
    """Keeps one change in a transaction of its own."""
    with store.writing():
        store.keep(learner, Change(change, label, tuple(events), undo_of), NOON)


def add(store: Store, *learners: Learner) -> None:
    with store.writing():
        for learner in learners:
            store.add_learner(learner)


def rows(file: Path, table: str) -> list[tuple[object, ...]]:
    """Every row of a table, read by a program that is not ours."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - a table of ours


def run_sql(file: Path, *statements: str) -> None:
    """Changes the file as another program would, past the store."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def look_of(folder: Path) -> Look:
    """Bytes, permissions and time of change of every file below a folder, and the folders themselves."""
    found: Look = {}
    for inner, _, files in os.walk(folder):
        found[inner] = (b"", os.stat(inner).st_mode, 0)
        for name in files:
            path = Path(inner, name)
            status = path.stat()
            found[str(path)] = (path.read_bytes(), status.st_mode, status.st_mtime_ns)
    return found


def seal_again(connection: sqlite3.Connection) -> None:
    """Makes chain and sums fit what is there, as somebody would who writes a record by hand and knows how."""
    triggers = [each for each in CREATE if each.startswith("CREATE TRIGGER event_")]
    for trigger in triggers:
        connection.execute(f"DROP TRIGGER {trigger.split()[2]}")
    last: dict[str, str] = {}
    columns = ", ".join(CHAINED)
    for seq, *fields in connection.execute(f"SELECT seq, {columns} FROM event ORDER BY seq").fetchall():  # noqa: S608 - our columns
        device = fields[CHAINED.index("device")]
        last[device] = chained(last.get(device, ""), dict(zip(CHAINED, fields, strict=True)))
        connection.execute("UPDATE event SET chain = ? WHERE seq = ?", (last[device], seq))
    for trigger in triggers:
        connection.execute(trigger)
    for learner, resource, text, at in connection.execute("SELECT learner, resource, text, at FROM note").fetchall():
        values = (sum_of_row((resource, text, at)), learner, resource)
        connection.execute("UPDATE note SET sum = ? WHERE learner = ? AND resource = ?", values)
    for (learner,) in connection.execute("SELECT learner FROM seal").fetchall():
        sums = (
            sum_of(row[:number] for row in connection.execute(SQL[name], {"learner": learner}))
            for name, number in (("states", 7), ("notes", 3), ("arrangements", 3))
        )
        connection.execute(
            "UPDATE seal SET states = ?, notes = ?, paths = ?, last = coalesce((SELECT chain FROM event WHERE "
            "learner = seal.learner ORDER BY seq DESC LIMIT 1), '') WHERE learner = ?",
            (*sums, learner),
        )
    seal_choices(connection)
