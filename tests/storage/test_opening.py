"""Where a record is made, by whom it may be read, what is refused, and that looking leaves everything as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mlops_path.errors import (
    DatabaseError,
    DatabaseForeign,
    DatabaseNewer,
    DatabaseReadonly,
    MlopsPathError,
    WrongUsage,
)
from mlops_path.storage import connection as rules
from mlops_path.storage.engine import Engine
from mlops_path.storage.sqlite_file import SqliteFile
from mlops_path.storage.sqlite_sql import SCHEMA
from mlops_path.storage.store import Store, open_store
from tests.storage.conftest import Open, Ordinary
from tests.storage.making import ADA, add, done, keep, look_of, rows, run_sql

COMPANIONS = ("-wal", "-shm")  # SQLite's own, beside every database in WAL mode that is open


def a_record(file: Path, way: str = "") -> None:
    """A record of one learner with one step done, closed."""
    store = open_store(f"{way}{file}")
    add(store, ADA)
    keep(store, "c1", [done("rules")])
    store.close()


def look(store: Store) -> int:
    """Reads everything that a screen reads; the number of events."""
    with store.reading():
        store.learners()
        store.states(ADA.id)
        store.events(ADA.id)
    store.data_version()
    return store.count_events()


def change(store: Store) -> None:
    with store.writing():
        store.keep_setting("", "key", "value")


# Looking


def test_looking_at_a_record_that_is_not_there_makes_nothing(store: Store, home: Path) -> None:
    """A glance must not leave files behind on somebody's machine."""
    before = look_of(home)
    look(store)
    store.close()

    assert look_of(home) == before


def test_an_empty_file_reads_as_an_empty_record_and_stays_empty(store: Store, database: Path) -> None:
    """`touch` or a download that failed is no foreign database."""
    database.parent.mkdir(parents=True)
    database.touch()
    before = look_of(database.parent)
    found = look(store)
    store.close()

    assert found == 0
    assert look_of(database.parent) == before


def test_the_first_change_makes_an_empty_file_a_record(store: Store, database: Path) -> None:
    """What was read as an empty record can be written as one."""
    database.parent.mkdir(parents=True)
    database.touch()
    add(store, ADA)

    assert store.learners() == [ADA]


def test_a_database_with_nothing_in_it_reads_as_an_empty_record(store: Store, database: Path) -> None:
    """Another process may be about to make the record."""
    database.parent.mkdir(parents=True)
    run_sql(database, "PRAGMA journal_mode=WAL")
    found = look(store)
    add(store, ADA)

    assert (found, store.learners()) == (0, [ADA])


def test_looking_changes_no_byte_of_a_record(database: Path, way: str, open_at: Open) -> None:
    """Reading commands never write; a backup tool sees an unchanged file. Only SQLite's empty companions may appear."""
    a_record(database)
    before = look_of(database.parent)
    store = open_at(database, way)
    found = look(store)
    store.close()
    after = look_of(database.parent)

    assert found == 1
    assert {name: seen for name, seen in after.items() if not name.endswith(COMPANIONS)} == before
    assert [seen[0] for name, seen in after.items() if name.endswith("-wal")] in ([], [b""])


def test_looking_at_what_a_crash_left_shows_all_and_changes_no_byte(
    database: Path, tmp_path: Path, way: str, open_at: Open
) -> None:
    """After a power cut the last changes stand in the log beside the record; a look shows them and moves nothing."""
    a_record(database)
    living = open_at(database)
    keep(living, "c2", [done("talk")])
    left = tmp_path / "left"
    shutil.copytree(database.parent, left, ignore=shutil.ignore_patterns("*-shm"))
    before = look_of(left)
    store = open_at(left / database.name, way)
    found = look(store)
    store.close()
    after = look_of(left)

    assert found == 2
    assert {name: seen for name, seen in after.items() if not name.endswith("-shm")} == before


def test_a_store_can_be_used_again_after_it_was_closed(store: Store) -> None:
    """Closing lets go of the file, not of the record."""
    add(store, ADA)
    store.close()
    keep(store, "c1", [done("rules")])
    store.close()

    assert store.count_events() == 1


# Making


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=oct)
def test_only_its_owner_can_read_a_record(store: Store, database: Path, umask: int) -> None:
    """Notes are private, whatever the machine's custom is."""
    before = os.umask(umask)
    try:
        add(store, ADA)
        with store.writing():
            store.keep_setting("", "key", "value")
            modes = {path.name: oct(path.stat().st_mode & 0o777) for path in database.parent.iterdir()}
    finally:
        os.umask(before)

    assert modes == dict.fromkeys(("record.db", "record.db-wal", "record.db-shm"), "0o600")
    assert oct(database.parent.stat().st_mode & 0o777) == "0o700"


def test_a_record_that_others_could_read_is_closed_to_them_with_the_next_change(store: Store, database: Path) -> None:
    """A copy brought along from another machine often has looser permissions."""
    a_record(database)
    database.chmod(0o644)
    change(store)

    assert oct(database.stat().st_mode & 0o777) == "0o600"


def test_a_folder_of_the_learners_own_keeps_its_permissions(tmp_path: Path, way: str, open_at: Open) -> None:
    """A record may be put into a shared folder; that folder is not ours."""
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    add(open_at(folder / "record.db", way), ADA)

    assert oct(folder.stat().st_mode & 0o777) == "0o755"


def test_a_record_says_in_its_header_whose_it_is(database: Path, way: str) -> None:
    """`file record.db` and every SQLite tool can tell it from another database."""
    a_record(database, way)
    header = database.read_bytes()[:100]
    version, application = struct.unpack(">I", header[60:64])[0], struct.unpack(">I", header[68:72])[0]

    assert (application, version) == (0x4D4C5054, SCHEMA)


@pytest.mark.parametrize(
    "name",
    [
        "my record.db",
        "50%.db",
        "100%41.db",
        "what?mode=memory.db",
        "a#b.db",
        "été ✓.db",
        "it's;DROP.db",
        "-wal.db",
        "file:x.db",
    ],
)
def test_a_record_may_have_any_file_name(tmp_path: Path, name: str) -> None:
    """What a learner calls a file is never taken for an option of SQLite."""
    a_record(tmp_path / name)
    store = open_store(str(tmp_path / name))
    found = look(store)
    store.close()

    assert found == 1
    assert {path.name for path in tmp_path.iterdir() if not path.name.endswith(COMPANIONS)} - {"home"} == {name}


@pytest.mark.parametrize("name", ["my record.db", "été ✓.db", "50%.db", "it's.db"])
def test_an_address_names_the_same_file_as_the_file_name(tmp_path: Path, name: str) -> None:
    """`sqlite:///` before a file name changes how it is opened, not what is opened."""
    a_record(tmp_path / name, "sqlite:///")
    store = open_store(str(tmp_path / name))
    found = look(store)
    store.close()

    assert found == 1


def test_a_relative_place_stays_what_it_was_when_the_program_moves(
    tmp_path: Path, way: str, open_at: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record does not appear in another folder because something changed the current one."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "one")
    store = open_at("record.db", way)
    add(store, ADA)
    monkeypatch.chdir(tmp_path / "other")
    keep(store, "c1", [done("rules")])
    found = look(store)

    assert found == 1
    assert list((tmp_path / "other").iterdir()) == []


# Every connection


def pragma(connection: SqliteFile | Engine, name: str) -> object:
    """What SQLite answers on the connection that a store uses at this moment."""
    if isinstance(connection, SqliteFile):
        used = connection._connection
        assert used is not None
        return used.execute(f"PRAGMA {name}").fetchone()[0]
    used_now = connection._connection
    assert used_now is not None
    return used_now.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize("purpose", ["reading", "writing"])
@pytest.mark.parametrize(
    "rule",
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("temp_store", 2),
        ("journal_size_limit", 4194304),
        ("busy_timeout", 1234),
    ],
)
def test_every_connection_has_the_same_rules(
    database: Path, way: str, open_at: Open, purpose: str, rule: tuple[str, object]
) -> None:
    """A power cut costs no acknowledged change, whichever way the record was opened."""
    a_record(database)
    store = open_at(database, way, wait_ms=1234)
    with store.reading() if purpose == "reading" else store.writing():
        used = store._connection
        assert isinstance(used, SqliteFile | Engine)
        found = pragma(used, rule[0])

    assert found == rule[1]


def test_every_rule_of_the_list_is_tested() -> None:
    """A line added to the list of pragmas needs its line above."""
    named = {line.removeprefix("PRAGMA ").partition("=")[0] for line in rules.PRAGMAS}

    assert named == {
        "synchronous",
        "foreign_keys",
        "trusted_schema",
        "cell_size_check",
        "mmap_size",
        "temp_store",
        "journal_size_limit",
    }


def test_a_connection_that_looks_cannot_write(database: Path, way: str, open_at: Open) -> None:
    """A mistake in a reading command cannot cost anything."""
    a_record(database)
    store = open_at(database, way)
    with pytest.raises(DatabaseReadonly), store.reading():
        store.keep_setting("", "key", "value")

    assert rows(database, "setting") == []


# What is not ours


def text_file(file: Path) -> None:
    file.write_text("Dear diary,\n" * 200)


def short_text_file(file: Path) -> None:
    file.write_text("hi\n")


def one_byte(file: Path) -> None:
    file.write_text("x")


def random_bytes(file: Path) -> None:
    file.write_bytes(bytes((7 * n * n + 13 * n + 1) % 251 for n in range(20_000)))


def zeros(file: Path) -> None:
    file.write_bytes(b"\0" * 8192)


def other_database(file: Path) -> None:
    run_sql(file, "CREATE TABLE recipe (name TEXT)", "INSERT INTO recipe VALUES ('soup')")


def other_application(file: Path) -> None:
    run_sql(file, "PRAGMA application_id = 252006674", "CREATE TABLE blob (x)")


def other_application_still_empty(file: Path) -> None:
    run_sql(file, "PRAGMA application_id = 252006674")


def other_database_with_a_version(file: Path) -> None:
    run_sql(file, "PRAGMA user_version = 1", "CREATE TABLE event (x)")


def other_database_with_our_names(file: Path) -> None:
    run_sql(file, "CREATE TABLE event (seq INTEGER)", "CREATE TABLE learner (id TEXT)")


FOREIGN = [
    text_file,
    short_text_file,
    one_byte,
    random_bytes,
    zeros,
    other_database,
    other_application,
    other_application_still_empty,
    other_database_with_a_version,
    other_database_with_our_names,
]


@pytest.mark.parametrize("deed", [look, change], ids=["looking", "changing"])
@pytest.mark.parametrize("make", FOREIGN, ids=lambda make: make.__name__)
def test_a_file_that_is_no_record_is_refused_and_stays_as_it_is(
    database: Path, store: Store, make: Callable[[Path], None], deed: Callable[[Store], object]
) -> None:
    """A slip in `--database` must not cost somebody their photo library."""
    database.parent.mkdir(parents=True)
    make(database)
    database.chmod(0o644)
    before = look_of(database.parent)
    with pytest.raises(DatabaseForeign) as problem:
        deed(store)
    store.close()

    assert look_of(database.parent) == before
    assert str(database) in problem.value.sentence
    assert "Nothing was changed" in problem.value.sentence


@pytest.mark.parametrize("deed", [look, change], ids=["looking", "changing"])
def test_another_program_s_database_in_use_keeps_its_bytes(
    database: Path, store: Store, deed: Callable[[Store], object]
) -> None:
    """Most programs keep their database in the same mode as ours; being looked at does nothing to it."""
    database.parent.mkdir(parents=True)
    run_sql(database, "PRAGMA journal_mode=WAL", "CREATE TABLE recipe (name TEXT)")
    before = (database.read_bytes(), database.stat().st_mtime_ns)
    with pytest.raises(DatabaseForeign):
        deed(store)
    store.close()

    assert (database.read_bytes(), database.stat().st_mtime_ns) == before


@pytest.mark.parametrize("deed", [look, change], ids=["looking", "changing"])
def test_a_record_of_a_newer_program_is_refused_and_stays_as_it_is(
    database: Path, store: Store, deed: Callable[[Store], object]
) -> None:
    """An old program on a second machine must not spoil what the new one wrote."""
    a_record(database)
    run_sql(database, f"PRAGMA user_version = {SCHEMA + 1}")
    before = (database.read_bytes(), database.stat().st_mtime_ns)
    with pytest.raises(DatabaseNewer) as problem:
        deed(store)
    store.close()

    assert (database.read_bytes(), database.stat().st_mtime_ns) == before
    assert str(SCHEMA + 1) in problem.value.sentence
    assert str(database) in problem.value.sentence


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:geheim@db.example/records",
        "postgresql+psycopg://ada@db.example/records?password=geheim",
        "mysql://ada:geheim@db.example/records",
        "https://ada:geheim@example.com/record.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite+aiosqlite:///record.db",
        "sqlite+nonsense:///record.db",
        "nonsense://record.db",
        "://record.db",
    ],
)
def test_an_address_that_cannot_keep_a_record_is_refused_without_its_password(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence on the screen may be seen by others, and a record must not go where nobody finds it."""
    monkeypatch.chdir(tmp_path)
    before = look_of(tmp_path)
    with pytest.raises((DatabaseForeign, WrongUsage)) as problem:
        look(open_store(address))

    assert "geheim" not in f"{problem.value.sentence} {problem.value.hint}"
    assert look_of(tmp_path) == before


# What may not be written or read


def test_a_record_in_a_folder_that_may_not_be_written_can_be_looked_at(
    open_folder: Path, ordinary: Ordinary, way: str, open_at: Open
) -> None:
    """A record on a stick that is write-protected, or in a backup, is still a record."""
    file = open_folder / "kept" / "record.db"
    a_record(file, way)
    with ordinary(open_folder):
        file.chmod(0o400)
        file.parent.chmod(0o500)
        before = look_of(file.parent)
        store = open_at(file, way)
        found = look(store)
        states = store.states(ADA.id)
        store.close()

        assert look_of(file.parent) == before
    assert (found, list(states)) == (1, ["rules"])


def test_a_change_to_a_record_in_a_folder_that_may_not_be_written_is_refused(
    open_folder: Path, ordinary: Ordinary, way: str, open_at: Open
) -> None:
    """The sentence says why, and that nothing was changed."""
    file = open_folder / "kept" / "record.db"
    a_record(file, way)
    with ordinary(open_folder):
        file.chmod(0o400)
        file.parent.chmod(0o500)
        before = look_of(file.parent)
        store = open_at(file, way)
        with pytest.raises(DatabaseReadonly, match="Nothing was changed"):
            change(store)
        store.close()

        assert look_of(file.parent) == before


@pytest.mark.parametrize("mode", [0o400, 0o444], ids=oct)
def test_a_change_to_a_record_that_its_owner_made_read_only_is_refused(
    open_folder: Path, ordinary: Ordinary, way: str, open_at: Open, mode: int
) -> None:
    """Who protects a file with `chmod` means it."""
    file = open_folder / "kept" / "record.db"
    a_record(file, way)
    with ordinary(open_folder):
        file.chmod(mode)
        before = file.read_bytes()
        store = open_at(file, way)
        with pytest.raises(DatabaseReadonly, match="Nothing was changed"):
            change(store)
        found = look(store)
        store.close()

        assert (file.read_bytes(), found) == (before, 1)


@pytest.mark.parametrize("deed", [look, change], ids=["looking", "changing"])
def test_a_record_that_may_not_be_read_is_told_in_a_sentence(
    open_folder: Path, ordinary: Ordinary, way: str, open_at: Open, deed: Callable[[Store], object]
) -> None:
    """Somebody else's record is no empty record."""
    file = open_folder / "kept" / "record.db"
    a_record(file, way)
    with ordinary(open_folder):
        file.chmod(0o000)
        store = open_at(file, way)
        with pytest.raises(DatabaseReadonly, match="Nothing was changed"):
            deed(store)
        store.close()


@pytest.mark.parametrize("deed", [look, change], ids=["looking", "changing"])
def test_a_folder_that_may_not_be_entered_is_told_in_a_sentence(
    open_folder: Path, ordinary: Ordinary, way: str, open_at: Open, deed: Callable[[Store], object]
) -> None:
    """It cannot be known whether there is a record; so it is not said that there is none."""
    file = open_folder / "kept" / "record.db"
    a_record(file, way)
    with ordinary(open_folder):
        file.parent.chmod(0o000)
        store = open_at(file, way)
        with pytest.raises(DatabaseReadonly, match="Nothing was changed"):
            deed(store)
        store.close()


def test_where_nothing_may_be_made_a_look_is_empty_and_a_change_is_refused(
    open_folder: Path, ordinary: Ordinary, way: str, open_at: Open
) -> None:
    """A home that is write-protected still shows the path."""
    with ordinary(open_folder):
        open_folder.chmod(0o500)
        store = open_at(open_folder / "new" / "record.db", way)
        found = look(store)
        with pytest.raises(DatabaseReadonly, match="Nothing was changed"):
            change(store)

        assert found == 0
        assert list(open_folder.iterdir()) == []


@pytest.mark.parametrize("deed", [look, change], ids=["looking", "changing"])
@pytest.mark.parametrize("name", ["folder", "file/record.db"])
def test_a_place_that_cannot_be_a_file_is_told_in_a_sentence(
    tmp_path: Path, way: str, open_at: Open, name: str, deed: Callable[[Store], object]
) -> None:
    """`--database ~/Documents` is a slip of the finger."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("a text")
    before = look_of(tmp_path)
    store = open_at(tmp_path / name, way)
    with pytest.raises(DatabaseError) as problem:
        deed(store)

    assert look_of(tmp_path) == before
    assert "Nothing was changed" in problem.value.sentence
    assert problem.value.hint


# Somebody else at the same moment


class Interrupted(sqlite3.Connection):
    """A connection during whose n-th statement another program gets its turn first."""

    countdown = -1
    meanwhile: Callable[[], None]

    def execute(self, sql: str, /, *values: object) -> sqlite3.Cursor:
        Interrupted.countdown -= 1
        if Interrupted.countdown == 0:
            Interrupted.meanwhile()
        return super().execute(sql, *values)  # type: ignore[arg-type]  # handed on as they came


@pytest.fixture
def interrupted(database: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets another program make the record before the n-th statement of a store that is opened next."""
    connect = sqlite3.connect

    def connect_interrupted(*places: str, **options: object) -> sqlite3.Connection:
        return connect(*places, **options, factory=Interrupted)  # type: ignore[call-overload, no-any-return]  # as given

    def make_the_record() -> None:
        with monkeypatch.context() as undisturbed:
            undisturbed.setattr(sqlite3, "connect", connect)
            store = open_store(str(database), wait_ms=0)
            try:
                add(store, ADA)
            except MlopsPathError:
                pass  # the one that is interrupted was first and holds the file
            finally:
                store.close()

    def prepare(statement: int) -> None:
        Interrupted.countdown = statement
        Interrupted.meanwhile = staticmethod(make_the_record)
        monkeypatch.setattr(sqlite3, "connect", connect_interrupted)

    return prepare


@pytest.mark.parametrize("statement", range(1, 14))
def test_a_look_while_the_record_is_made_sees_it_or_sees_nothing(
    database: Path, interrupted: Callable[[int], None], statement: int
) -> None:
    """A prompt that asks `mlops-path next` at that very moment must not call the record foreign."""
    database.parent.mkdir(parents=True)
    run_sql(database, "PRAGMA journal_mode=WAL")
    interrupted(statement)
    store = open_store(str(database), wait_ms=0)
    seen = store.learners()
    store.close()

    assert seen in ([], [ADA])


@pytest.mark.parametrize("statement", range(1, 30))
def test_two_who_make_the_record_at_the_same_moment_make_one(
    database: Path, interrupted: Callable[[int], None], statement: int
) -> None:
    """Two windows opened at once on a new machine, both used at once."""
    interrupted(statement)
    store = open_store(str(database), wait_ms=0)
    with store.writing():
        store.keep_setting("", "key", "value")
    store.close()
    with closing(sqlite3.connect(database)) as connection:
        devices = connection.execute("SELECT count(*) FROM about WHERE key = 'device'").fetchone()[0]

    assert (devices, [row[2] for row in rows(database, "setting")]) == (1, ["value"])
