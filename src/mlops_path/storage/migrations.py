"""From an older schema to today's: what is kept is carried over, what follows from the events is made anew.

Schemas 1 to 4 were never in a release; they were made up, so that the first real migration walks a road that was
walked before. `tests/storage/schemas/` has a record of each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from mlops_path.errors import MigrationFailed
from mlops_path.storage.examining import labels_in, rebuild
from mlops_path.storage.sqlite_sql import CREATE, SCHEMA

KEPT = ("about", "learner", "event", "edition", "setting")
DERIVED = ("change", "state", "note", "arrangement", "seal")


def _learners_in_order(connection: sqlite3.Connection) -> None:
    """1 → 2: learners have an order of their own, and can be out of sight.

    The table is made anew under another name and takes the old one's. With foreign keys on, dropping the old one would
    count as deleting every learner.
    """
    connection.execute(
        "CREATE TABLE learner_2 (number INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, "
        "added_utc TEXT NOT NULL, removed INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (number), UNIQUE (id))"
    )
    connection.execute(
        "INSERT INTO learner_2 (id, name, added_utc) SELECT id, name, added_utc FROM learner ORDER BY rowid"
    )
    connection.execute("DROP TABLE learner")
    connection.execute("ALTER TABLE learner_2 RENAME TO learner")
    connection.execute("CREATE UNIQUE INDEX learner_name ON learner (name)")


def _choices_become_settings(connection: sqlite3.Connection) -> None:
    """2 → 3: `choice` is called `setting` and has one row a learner and key."""
    connection.execute(
        "CREATE TABLE setting (learner TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, "
        "PRIMARY KEY (learner, key)) WITHOUT ROWID"
    )
    connection.execute("INSERT OR REPLACE INTO setting SELECT learner, key, value FROM choice ORDER BY rowid")
    connection.execute("DROP TABLE choice")


def _editions_and_the_same_learner(connection: sqlite3.Connection) -> None:
    """3 → 4: texts of editions are kept, and a learner can turn out to be the same as another."""
    connection.execute("ALTER TABLE learner ADD COLUMN same_as TEXT")
    connection.execute("DROP INDEX learner_name")
    connection.execute("CREATE UNIQUE INDEX learner_name ON learner (name) WHERE same_as IS NULL")
    connection.execute("CREATE TABLE edition ( digest TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (digest) )")
    for verb in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER edition_no_{verb.lower()} BEFORE {verb} ON edition "
            "BEGIN SELECT RAISE(ABORT, 'editions are only added'); END"
        )


def _sums(_: sqlite3.Connection) -> None:
    """4 → 5: sums over the rows of a learner. They stand in what is made anew anyway."""


# By the schema that each begins with. A step is never changed once a release has had it.
STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {
    1: _learners_in_order,
    2: _choices_become_settings,
    3: _editions_and_the_same_learner,
    4: _sums,
}


def migrate(connection: sqlite3.Connection, place: str) -> None:
    """Brings a record up to today's schema, whole or not at all, also when two programs begin at the same moment.

    Raises:
        MigrationFailed: something would have been lost, or the disk refused; the record is as it was.
        sqlite3.Error: the record is busy or cannot be written.
    """
    connection.execute("PRAGMA foreign_keys=OFF")  # of no effect inside a transaction
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version < SCHEMA:
            _walk(connection, place, version)
            connection.execute(f"PRAGMA user_version={SCHEMA}")
            connection.commit()
    except sqlite3.Error as problem:
        if problem.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR")):
            raise
        raise _failed(place) from None
    finally:
        if connection.in_transaction:
            connection.rollback()
        connection.execute("PRAGMA foreign_keys=ON")


def _walk(connection: sqlite3.Connection, place: str, version: int) -> None:
    before = dict(connection.execute(_COUNTS))
    learners = connection.execute("SELECT count(*) FROM learner").fetchone()
    labels = labels_in(connection) if version > 1 else {}  # 1 had no table of changes
    for table in DERIVED:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for number in range(version, SCHEMA):
        STEPS[number](connection)
    for statement in CREATE:
        if any(f" {kind} {table} " in f"{statement} " for table in DERIVED for kind in ("TABLE", "ON")):
            connection.execute(statement)
    if (
        not rebuild(connection, labels)
        or dict(connection.execute(_COUNTS)) != before
        or connection.execute("SELECT count(*) FROM learner").fetchone() != learners
        or connection.execute("PRAGMA foreign_key_check").fetchall()
    ):
        raise _failed(place)


_COUNTS = "SELECT learner, count(*) FROM event GROUP BY learner"


def _failed(place: str) -> MigrationFailed:
    return MigrationFailed(
        f"The record at {place} could not be brought to this version's form. Nothing was changed.",
        "`mlops-path doctor` looks it over; the version before this one still opens it.",
    )
