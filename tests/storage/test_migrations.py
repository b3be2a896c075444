"""Records of every schema there ever was, brought up to date: nothing lost, whole or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mlops_path.errors import CannotWriteFile, DatabaseReadonly, MigrationFailed
from mlops_path.storage import migrations
from mlops_path.storage.backups import Backups
from mlops_path.storage.examining import examine
from mlops_path.storage.sqlite_sql import CREATE, SCHEMA
from mlops_path.storage.store import Store, open_store
from mlops_path.tracker import open_tracker, safekeeping_of
from tests.storage.conftest import Open, Ordinary
from tests.storage.making import ADA, BO, add, done, keep, rows

SCHEMAS = Path(__file__).parent / "schemas"
EARLIER = tuple(range(1, SCHEMA))
RULES, COURSE = "rules-of-machine-learning", "cs231n"

Old = Callable[[int], Path]


@pytest.fixture
def old(database: Path) -> Old:
    """Puts a record of an earlier schema where the program looks for one."""

    def make(schema: int) -> Path:
        database.parent.mkdir(parents=True, mode=0o700)
        with closing(sqlite3.connect(database)) as connection:
            connection.executescript((SCHEMAS / f"{schema}.sql").read_text(encoding="utf-8"))
        return database

    return make


def schema_of(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def columns_of(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        name: connection.execute(f"PRAGMA table_info({name})").fetchall()
        for name in sorted(names)
        if not name.startswith("sqlite_")
    }


def test_every_earlier_schema_has_a_step_and_a_record_that_walks_it() -> None:
    """A schema without its record here would be one that nobody ever migrated."""
    assert tuple(sorted(migrations.STEPS)) == EARLIER
    assert sorted(path.stem for path in SCHEMAS.glob("*.sql")) == [str(number) for number in EARLIER]


@pytest.mark.parametrize("schema", EARLIER)
def test_an_earlier_record_keeps_all_that_it_held(old: Old, way: str, open_at: Open, schema: int) -> None:
    """An update of the program costs no tick, no note, no choice and nobody."""
    file = old(schema)
    before = rows(file, "event")
    store = open_at(file, way)

    assert [learner.name for learner in store.learners()] == ["Bo", "Ada"]
    assert store.state(ADA.id, RULES).status == store.state(BO.id, COURSE).status == "done"
    assert store.note(ADA.id, RULES)[0] == "Keep it *simple*; it’s 43 rules."
    assert (store.setting(ADA.id, "path"), store.setting("", "learner")) == ("huyen-guide", ADA.id)
    assert (store.next_to_undo(ADA.id), store.next_to_redo(ADA.id)) == (("c2", "note"), ("u3", "log"))
    assert rows(file, "event") == before


@pytest.mark.parametrize("schema", EARLIER)
def test_an_earlier_record_becomes_what_a_new_one_is(old: Old, schema: int, tmp_path: Path) -> None:
    """Later migrations build on one form, wherever a record began."""
    file = old(schema)
    with open_tracker(database=str(file)) as tracker:
        tracker.log(COURSE, 5)
    new = tmp_path / "new.db"
    store = open_store(str(new))
    add(store, ADA)
    store.close()
    with closing(sqlite3.connect(file)) as migrated, closing(sqlite3.connect(new)) as fresh:
        assert columns_of(migrated) == columns_of(fresh)
        assert examine(migrated) == []


@pytest.mark.parametrize("schema", EARLIER)
def test_a_copy_is_kept_before_anything_is_changed(old: Old, schema: int) -> None:
    """Whoever has to go back to the version before has a record that it opens."""
    file = old(schema)
    open_tracker(database=str(file)).close()
    (backup,) = safekeeping_of(str(file)).backups.all()

    assert (backup.why, backup.events, schema_of(Path(backup.file))) == ("before-migration", 5, schema)


def test_without_a_copy_nothing_is_changed(old: Old) -> None:
    """A migration that went wrong without a way back would be the worst update of all."""
    file = old(1)

    def refuse() -> None:
        raise CannotWriteFile("No room.", "Make some.")

    store = open_store(str(file), before_migration=refuse)
    with pytest.raises(CannotWriteFile):
        store.learners()

    assert schema_of(file) == 1
    assert "choice" in {row[0] for row in rows(file, "sqlite_schema WHERE type = 'table'") for row in [row[1:]]}


def test_a_migration_that_would_lose_something_is_taken_back_whole(old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting before and after is what finds the step that was written wrong."""
    file = old(1)
    right = migrations.STEPS[2]

    def loses(connection: sqlite3.Connection) -> None:
        right(connection)
        connection.execute("DELETE FROM learner WHERE name = 'Bo'")

    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, 2: loses})
    before = file.read_bytes()
    with pytest.raises(MigrationFailed, match="Nothing was changed"):
        open_store(str(file)).learners()

    assert (schema_of(file), file.read_bytes()) == (1, before)


def test_with_foreign_keys_on_a_step_could_not_make_a_table_anew(old: Old) -> None:
    """Why they are off: with them on, dropping the old table of learners counts as deleting every learner."""
    file = old(1)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.IntegrityError):
            migrations.STEPS[1](connection)
        connection.rollback()


def test_an_event_that_was_changed_stops_a_migration(old: Old) -> None:
    """What follows from a wrong event would be wrong too, and look right."""
    file = old(1)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER event_no_update")
        connection.execute("UPDATE event SET payload = replace(payload, 'done', 'doing') WHERE seq = 1")
        connection.execute(next(text for text in CREATE if "event_no_update" in text))
    with pytest.raises(MigrationFailed):
        open_store(str(file)).learners()

    assert schema_of(file) == 1


def test_an_earlier_record_that_may_not_be_written_is_told(open_folder: Path, ordinary: Ordinary) -> None:
    """On a disk that is read-only there is no looking without a migration; the learner hears why."""
    file = open_folder / "record.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((SCHEMAS / "2.sql").read_text(encoding="utf-8"))
    with ordinary(open_folder):
        open_folder.chmod(0o555)
        file.chmod(0o444)
        with pytest.raises(DatabaseReadonly):
            open_store(str(file)).learners()

    assert schema_of(file) == 2


def test_two_programs_that_begin_to_migrate_at_once_do_it_once(old: Old) -> None:
    """Two windows after an update: one does it, the other finds it done."""
    file = old(1)
    code = "import sys; from mlops_path.tracker import open_tracker; t = open_tracker(database=sys.argv[1]); t.close()"
    running = [subprocess.Popen([sys.executable, "-c", code, str(file)]) for _ in range(4)]

    assert [process.wait(30) for process in running] == [0, 0, 0, 0]
    assert (schema_of(file), len(rows(file, "event"))) == (SCHEMA, 5)


def test_marking_goes_on_where_an_earlier_record_ended(old: Old, open_at: Open) -> None:
    """The chain of the events reaches over the migration."""
    file = old(1)
    store = open_at(file)
    keep(store, "c9", [done("new-thing")])
    with closing(sqlite3.connect(file)) as connection:
        assert examine(connection) == []
    assert isinstance(store, Store)
    assert Backups(str(file.parent / "backups"), str(file)).all() == []
