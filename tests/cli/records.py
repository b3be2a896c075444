"""What a record holds, read past the program, to compare before and after."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

TABLES = ("about", "learner", "event", "change", "state", "note", "edition", "arrangement", "seal", "setting")


def record(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order of the tables; nothing where there is no record."""
    if not database.exists():
        return {}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")  # also of a record that was hurt
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}  # noqa: S608 - our own names


def settled(database: Path) -> bytes:
    """The bytes of a record that nobody has open, with everything in the one file."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    return database.read_bytes()
