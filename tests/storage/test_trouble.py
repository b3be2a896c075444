"""A busy, full, broken or damaged record: a sentence each, and what was there stays there."""

from __future__ import annotations

import random
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mlops_path.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseError,
    DatabaseForeign,
    DatabaseReadonly,
    DiskFull,
    MlopsPathError,
)
from mlops_path.storage.connection import translated
from mlops_path.storage.sqlite_file import SqliteFile
from mlops_path.storage.sqlite_sql import CREATE
from mlops_path.storage.store import Store, open_store
from tests.storage.conftest import Open
from tests.storage.making import ADA, TABLES, add, done, keep, logged, noted, rows, run_sql

PAGE = 4096


def change(store: Store) -> None:
    with store.writing():
        store.keep_setting("", "key", "value")


@contextmanager
def held(file: Path, *statements: str) -> Iterator[sqlite3.Connection]:
    """Another program that has begun to write and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as connection:
        for statement in statements:
            connection.execute(statement)
        yield connection


# Busy


def test_a_record_that_another_program_writes_can_be_looked_at(store: Store, database: Path) -> None:
    """A long import in one window must not blind the other."""
    add(store, ADA)
    keep(store, "c1", [done("rules")])
    with held(database, "BEGIN IMMEDIATE", "DELETE FROM state"):
        seen = store.states(ADA.id)

    assert list(seen) == ["rules"]


def test_a_change_waits_no_longer_than_it_may_and_changes_nothing(database: Path, way: str, open_at: Open) -> None:
    """A screen must answer; the learner hears that nothing was kept, and that is true."""
    store = open_at(database, way, wait_ms=150)
    add(store, ADA)
    before = {table: rows(database, table) for table in TABLES}
    with held(database, "BEGIN IMMEDIATE"):
        began = time.monotonic()
        with pytest.raises(DatabaseBusy, match="Nothing was changed"):
            change(store)
        waited = time.monotonic() - began

    assert 0.1 <= waited < 3
    assert {table: rows(database, table) for table in TABLES} == before
    change(store)
    assert store.setting("", "key") == "value"


def test_a_change_comes_through_once_the_other_program_is_done(database: Path, way: str, open_at: Open) -> None:
    """Two windows that write at once cost a moment, not an error."""
    store = open_at(database, way, wait_ms=10_000)
    add(store, ADA)
    with held(database, "BEGIN IMMEDIATE") as other:
        letting_go = threading.Timer(0.15, other.rollback)
        letting_go.start()
        change(store)
        letting_go.join()

    assert store.setting("", "key") == "value"


@pytest.mark.parametrize("deed", [Store.learners, change], ids=["looking", "changing"])
def test_a_record_held_by_one_program_alone_is_busy_and_not_empty(
    database: Path, way: str, open_at: Open, deed: Callable[[Store], object]
) -> None:
    """Locked is never read as "there is no record", or a second one would be begun."""
    made = open_at(database)
    add(made, ADA)
    made.close()
    with held(database, "PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE", "DELETE FROM setting"):
        store = open_at(database, way, wait_ms=50)
        with pytest.raises(DatabaseBusy):
            deed(store)
        store.close()


def test_a_record_that_another_program_is_making_is_busy(database: Path, way: str, open_at: Open) -> None:
    """The first change of two windows at once: one waits, neither spoils the other."""
    database.parent.mkdir(parents=True)
    with held(database, "BEGIN EXCLUSIVE", "CREATE TABLE t (x)") as other:
        store = open_at(database, way, wait_ms=50)
        with pytest.raises(DatabaseBusy):
            change(store)
        other.rollback()
    change(store)

    assert store.setting("", "key") == "value"


# Full or failing disk


def test_a_full_disk_is_told_and_leaves_the_record_as_it_was(database: Path, open_at: Open) -> None:
    """A note that could not be kept is not half kept."""
    store = open_at(database)
    add(store, ADA)
    keep(store, "c1", [noted("rules", "short")])
    before = {table: rows(database, table) for table in TABLES}
    used = store._connection
    assert isinstance(used, SqliteFile)
    assert used._connection is not None
    pages = used._connection.execute("PRAGMA page_count").fetchone()[0]
    used._connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(DiskFull, match="Nothing was changed"):
        keep(store, "c2", [noted("rules", "long " * 20_000, before="short")])

    assert {table: rows(database, table) for table in TABLES} == before
    keep(store, "c3", [done("rules")])
    assert store.state(ADA.id, "rules").status == "done"


def test_a_disk_that_refuses_is_told_and_leaves_the_record_as_it_was(store: Store, database: Path) -> None:
    """A quota or a limit of the system stops the write; the next change finds a sound record."""
    add(store, ADA)
    keep(store, "c1", [noted("rules", "short")])
    before = {table: rows(database, table) for table in TABLES}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(DatabaseError, match="Nothing was changed"):
            keep(store, "c2", [noted("rules", "long " * 200_000, before="short")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert {table: rows(database, table) for table in TABLES} == before
    keep(store, "c3", [done("rules")])
    assert store.state(ADA.id, "rules").status == "done"


# Damage


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a record of some forty pages."""
    file = tmp_path_factory.mktemp("sound") / "record.db"
    store = open_store(str(file))
    add(store, ADA)
    for number in range(60):
        text = f"What I took from number {number}: " + "a word " * 60
        keep(store, f"c{number}", [done(f"r{number}"), noted(f"r{number}", text), logged(f"r{number}", number + 1)])
    store.close()
    return file.read_bytes()


def answers(file: Path, data: bytes) -> object:
    """All that a record with these bytes answers, or the class of the error that it told."""
    for name in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        name.unlink(missing_ok=True)
    file.write_bytes(data)
    store = open_store(str(file), wait_ms=0)
    try:
        with store.reading():
            notes, states = store.notes(ADA.id), store.states(ADA.id)
            return store.learners(), states, notes, store.events(ADA.id), store.next_to_undo(ADA.id)
    except DatabaseError as problem:
        return type(problem)
    finally:
        store.close()


def overwritten(data: bytes, page: int, fill: bytes) -> bytes:
    return data[: page * PAGE] + fill + data[(page + 1) * PAGE :]


@pytest.mark.parametrize("fill", ["zeros", "ones", "noise"])
def test_an_overwritten_page_is_told_or_does_not_matter(tmp_path: Path, sound: bytes, fill: str) -> None:
    """A bad sector is told as damage, and never shown as a record that lacks something."""
    right = answers(tmp_path / "record.db", sound)
    wrong: dict[int, object] = {}
    for page in range(1, len(sound) // PAGE):
        content = {"zeros": b"\0", "ones": b"\xff"}.get(fill, b"")
        filled = content * PAGE or random.Random(page).randbytes(PAGE)  # noqa: S311 - noise, not a secret
        found = answers(tmp_path / "record.db", overwritten(sound, page, filled))
        if found != right and found is not DatabaseDamaged:
            wrong[page] = found

    assert wrong == {}


def test_a_record_cut_short_is_told(tmp_path: Path, sound: bytes) -> None:
    """A copy that broke off is not taken for a shorter record."""
    lengths = [50, 100, 511, 512, 4095, *range(PAGE, len(sound), PAGE), *range(PAGE + 100, len(sound), 5 * PAGE)]
    found = {length: answers(tmp_path / "record.db", sound[:length]) for length in lengths}

    assert set(map(str, found.values())) == {str(DatabaseDamaged)}


def test_a_broken_first_page_is_no_record_or_a_damaged_one(tmp_path: Path, sound: bytes) -> None:
    """Without its first page nobody can tell whose file it was; it is refused all the same."""
    found = {answers(tmp_path / "record.db", overwritten(sound, 0, fill * PAGE)) for fill in (b"\0", b"\xff", b"text")}
    kept_header = sound[:100]
    found |= {
        answers(tmp_path / "record.db", kept_header + fill * (PAGE - 100) + sound[PAGE:]) for fill in (b"\0", b"x")
    }

    assert found <= {DatabaseForeign, DatabaseDamaged}


def test_a_flipped_bit_is_told_as_damage_or_goes_unnoticed(tmp_path: Path, sound: bytes) -> None:
    """No bit of a file makes the program fall over, nor print a private note into a bug report."""
    dice = random.Random(20260501)  # noqa: S311 - the same flips every time
    fell: dict[int, str] = {}
    for _ in range(200):
        place = dice.choice((dice.randrange(PAGE), dice.randrange(PAGE, len(sound))))
        flipped = bytearray(sound)
        flipped[place] ^= 1 << dice.randrange(8)
        try:
            answers(tmp_path / "record.db", bytes(flipped))
        except Exception as problem:  # noqa: BLE001 - anything but a sentence is what this test looks for
            fell[place] = f"{type(problem).__name__}: {problem}"

    assert fell == {}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("event", "payload", "'{\"minutes\":'"),
        ("event", "payload", "x'ff'"),
        ("event", "at_utc", "'2026-13-45T99:00:00+00:00'"),
        ("event", "at_utc", "5"),
        ("event", "offset_minutes", "100000"),
        ("note", "text", "cast(x'41ff42' AS text)"),
        ("state", "status", "cast(x'41ff42' AS text)"),
        ("learner", "name", "cast(x'ff' AS text)"),
    ],
)
def test_a_value_that_nobody_wrote_is_told_as_damage(
    store: Store, database: Path, table: str, column: str, value: str
) -> None:
    """A damaged value is a damaged record: a sentence, not a bug, and no text of the learner in it."""
    add(store, ADA)
    keep(store, "c1", [done("rules"), noted("rules", "secret thought"), logged("rules", 5)])
    run_sql(
        database,
        "DROP TRIGGER event_no_update",
        f"UPDATE {table} SET {column} = {value}",  # noqa: S608 - names of our own tables
        next(text for text in CREATE if "event_no_update" in text),
    )

    def read_all() -> None:
        store.learners()
        store.notes(ADA.id)
        store.states(ADA.id)
        store.events(ADA.id)

    with pytest.raises(DatabaseDamaged) as problem:
        read_all()

    assert "secret" not in problem.value.sentence


@pytest.mark.parametrize("table", ["event", "state"])
def test_a_record_without_one_of_its_tables_is_told_as_damaged(store: Store, database: Path, table: str) -> None:
    """A file that says it is a record and lacks a table is not an empty one."""
    add(store, ADA)
    keep(store, "c1", [done("rules"), noted("rules", "x")])
    run_sql(database, "PRAGMA foreign_keys=OFF", f"DROP TABLE {table}")

    def use() -> None:
        store.states(ADA.id)
        store.events(ADA.id)

    with pytest.raises(DatabaseDamaged, match="damaged"):
        use()


# From codes to sentences


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_BUSY, DatabaseBusy),
        (sqlite3.SQLITE_BUSY_RECOVERY, DatabaseBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, DatabaseBusy),
        (sqlite3.SQLITE_LOCKED, DatabaseBusy),
        (sqlite3.SQLITE_READONLY, DatabaseReadonly),
        (sqlite3.SQLITE_READONLY_DIRECTORY, DatabaseReadonly),
        (sqlite3.SQLITE_READONLY_DBMOVED, DatabaseReadonly),
        (sqlite3.SQLITE_CANTOPEN, DatabaseReadonly),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, DatabaseReadonly),
        (sqlite3.SQLITE_PERM, DatabaseReadonly),
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_IOERR, DatabaseError),
        (sqlite3.SQLITE_IOERR_FSYNC, DatabaseError),
        (sqlite3.SQLITE_IOERR_SHORT_READ, DatabaseError),
        (sqlite3.SQLITE_CORRUPT, DatabaseDamaged),
        (sqlite3.SQLITE_CORRUPT_VTAB, DatabaseDamaged),
        (sqlite3.SQLITE_NOTADB, DatabaseForeign),
    ],
)
def test_every_complaint_of_the_database_becomes_a_sentence(code: int, told: type[MlopsPathError]) -> None:
    """Each says what happened, that nothing was changed, where, and what to do; and has its own code."""
    problem = sqlite3.OperationalError("some words of SQLite")
    problem.sqlite_errorcode = code
    found = translated(problem, "/home/ada/record.db")

    assert type(found) is told
    assert "/home/ada/record.db" in found.sentence
    assert "Nothing was changed" in found.sentence
    assert found.hint
    assert "words of SQLite" not in found.sentence


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE])
def test_a_mistake_of_the_program_is_not_told_as_trouble_with_the_disk(code: int) -> None:
    """A bug that is dressed up as a full disk is never found."""
    problem = sqlite3.IntegrityError()
    problem.sqlite_errorcode = code

    assert translated(problem, "record.db") is None
