"""`doctor`: every event that was changed is found, and what follows from the events is made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_path.domain.progress import Change, arranged_event, edition_event
from mlops_path.storage.examining import DERIVED, examine, rebuild
from mlops_path.storage.sqlite_sql import CREATE
from mlops_path.storage.store import open_store
from mlops_path.tracker import open_tracker
from tests.storage.making import AT, NOON, rows

LOCKS = [text for text in CREATE if text.startswith("CREATE TRIGGER")]
SPOIL = (
    ("payload", "payload || ' '"),
    ("resource", "'another-thing'"),
    ("at_utc", "'2020-01-01T00:00:00.000000+00:00'"),
    ("kind", "'marked-'"),
    ("learner", "learner || 'x'"),
    ("offset_minutes", "offset_minutes + 60"),
    ("recorded_utc", "'2020'"),
    ("chain", "replace(chain, substr(chain, 1, 1), 'z')"),
    ("undo_of", "'nothing'"),
    ("payload", "cast(x'ff' AS text)"),
)


@pytest.fixture
def record(database: Path) -> Path:
    """Two learners, marks, notes, logs, an undo and a redo, and an undo that can be redone."""
    with open_tracker(database=str(database)) as tracker:
        tracker.mark(("rules-of-machine-learning", "dmls-ch-02"), "done")
        tracker.write_note("rules-of-machine-learning", "first")
        tracker.write_note("rules-of-machine-learning", "second")
        tracker.log("dmls-ch-02", 45)
        tracker.undo()
        tracker.redo()
        tracker.mark(("dmls-ch-07",), "done", known=True)
        tracker.mark(("dmls-ch-08",), "skipped", reason="later")
        tracker.undo()
        tracker.add_learner("Bo")
    with closing(open_store(str(database))) as store, store.writing():
        (ada, _) = store.learners()
        first, second = store.keep_edition("title = 'Mine'"), store.keep_edition("title = 'Ours'")
        for number, (before, after) in enumerate((("", first), (first, second))):
            events = edition_event("mine", before, after, AT), arranged_event("mine", before, after, AT)
            store.keep(
                ada.id,
                Change(f"p{number}", ("import", "update")[number], tuple(event for event in events if event)),
                NOON,
            )
    with open_tracker(database=str(database), learner="Bo") as tracker:
        tracker.mark(("cs231n",), "doing")
    return database


@pytest.fixture
def opened(record: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(record, isolation_level=None)) as connection:
        yield connection


def spoil(connection: sqlite3.Connection, statement: str) -> None:
    """Changes the record as a broken disk or another program would."""
    connection.execute("PRAGMA foreign_keys=OFF")
    for lock in LOCKS:
        connection.execute(f"DROP TRIGGER {lock.split()[2]}")
    connection.execute(statement)
    for lock in LOCKS:
        connection.execute(lock)


def test_a_sound_record_has_no_trouble(opened: sqlite3.Connection) -> None:
    """A doctor who finds something in everybody is not listened to."""
    assert examine(opened) == []


@pytest.mark.parametrize("seq", [1, 4, 8])
@pytest.mark.parametrize(("column", "value"), SPOIL)
def test_an_event_that_was_changed_is_named(opened: sqlite3.Connection, seq: int, column: str, value: str) -> None:
    """Thirty of a hundred harmful flips pass every check of SQLite; the chain finds them."""
    spoil(opened, f"UPDATE event SET {column} = {value} WHERE seq = {seq}")  # noqa: S608 - the table above
    found = [trouble.place for trouble in examine(opened) if trouble.what == "event"]

    assert found[0] == str(seq)
    assert set(found) <= {str(seq), str(seq + 1)}, "the one after it stands on what is there no more"


def test_events_that_are_gone_or_came_in_between_are_found(opened: sqlite3.Connection) -> None:
    """Taking a line out of a history is a change of the history."""
    spoil(opened, "DELETE FROM event WHERE seq = 3")

    assert [trouble.place for trouble in examine(opened) if trouble.what == "event"] == ["4"]


def test_the_last_events_cannot_go_unnoticed(opened: sqlite3.Connection) -> None:
    """Nothing comes after them in the chain; but the state beside them knows of them."""
    last = opened.execute("SELECT max(seq) FROM event").fetchone()[0]
    spoil(opened, f"DELETE FROM event WHERE seq = {last}")  # noqa: S608 - a number

    assert [trouble.what for trouble in examine(opened)] == ["state", "change", "seal"]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE state SET status = 'todo' WHERE resource = 'dmls-ch-02'", "state"),
        ("DELETE FROM state", "state"),
        ("UPDATE state SET resource = 'made-up' WHERE resource = 'dmls-ch-02'", "state"),
        ("UPDATE note SET text = 'other'", "note"),
        ("DELETE FROM note", "note"),
        ("DELETE FROM change", "change"),
        ("UPDATE change SET undo_id = NULL", "change"),
        ("UPDATE change SET label = 'doing' WHERE label = 'done'", "change"),
        ("UPDATE change SET label = '' WHERE label = 'update'", "change"),
        ("UPDATE arrangement SET edition = ''", "arrangement"),
        ("UPDATE arrangement SET text = 'other'", "arrangement"),
        ("DELETE FROM arrangement", "arrangement"),
        ("UPDATE change SET spent = 1 - spent", "change"),
    ],
)  # fmt: skip
def test_what_does_not_follow_from_the_events_is_found_and_made_anew(
    opened: sqlite3.Connection, statement: str, what: str
) -> None:
    """The events are the record; everything beside them can be worked out again."""
    before = {table: set(opened.execute(f"SELECT * FROM {table}")) for table in DERIVED}  # noqa: S608 - our tables
    opened.execute(statement)
    troubles = examine(opened)

    assert {trouble.what for trouble in troubles} == {what}
    assert all(trouble.mends for trouble in troubles)

    opened.execute("BEGIN IMMEDIATE")
    assert rebuild(opened)
    opened.commit()

    assert examine(opened) == []
    assert {table: set(opened.execute(f"SELECT * FROM {table}")) for table in DERIVED} == before  # noqa: S608


def test_what_a_change_of_a_path_was_called_outlasts_a_repair(opened: sqlite3.Connection) -> None:
    """`undo` says what it takes back in the words of who did it."""
    opened.execute("UPDATE change SET label = 'swap' WHERE label = 'update'")
    assert examine(opened) == []
    opened.execute("BEGIN IMMEDIATE")
    rebuild(opened)
    opened.commit()

    assert opened.execute("SELECT label FROM change WHERE id = 'p1'").fetchone() == ("swap",)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edition SET text = text || ' '",
        "UPDATE edition SET digest = replace(digest, substr(digest, 1, 1), 'z')",
        "DELETE FROM edition",
        "UPDATE edition SET text = x'ff'",
    ],
)
def test_the_text_of_an_edition_that_was_changed_is_found(opened: sqlite3.Connection, statement: str) -> None:
    """Going back to an edition must give the path that was walked."""
    spoil(opened, statement)
    troubles = examine(opened)

    assert {(trouble.what, trouble.mends) for trouble in troubles} == {("edition", False)}


def test_editions_are_only_added(opened: sqlite3.Connection) -> None:
    """What was once in use can come back by an undo years later."""
    for statement in ("UPDATE edition SET text = ''", "DELETE FROM edition"):
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            opened.execute(statement)


def test_events_that_were_changed_are_not_built_upon(opened: sqlite3.Connection) -> None:
    """A state made from a wrong event would look right for ever."""
    spoil(opened, "UPDATE event SET payload = replace(payload, 'done', 'doing') WHERE seq = 1")
    before = set(opened.execute("SELECT * FROM state"))
    opened.execute("BEGIN IMMEDIATE")

    assert not rebuild(opened)
    assert set(opened.execute("SELECT * FROM state")) == before


def test_a_missing_table_and_a_missing_index_are_named(opened: sqlite3.Connection) -> None:
    """What is gone has a name."""
    opened.execute("DROP INDEX change_standing")

    assert [(trouble.what, trouble.place) for trouble in examine(opened)] == [("schema", "change_standing")]


def test_looking_over_changes_nothing(record: Path) -> None:
    """A doctor who only looks must not be a cause."""
    before = record.read_bytes()
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True, isolation_level=None)) as connection:
        examine(connection)

    assert record.read_bytes() == before


DEEDS = st.lists(st.sampled_from(["done", "skip", "todo", "note", "log", "undo", "redo"]), max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, seed=st.integers(0, 5))
def test_after_any_history_the_tables_are_what_follows_from_the_events(
    deeds: list[str], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two ways to the same state: one step at a time while marking, and all at once when looking it over."""
    from mlops_path.errors import NothingToUndo  # noqa: PLC0415 - beside its use

    file = tmp_path_factory.mktemp("history") / "record.db"
    ids = ["rules-of-machine-learning", "dmls-ch-02", "designing-ml-systems"]
    with open_tracker(database=str(file)) as tracker:
        for number, deed in enumerate(deeds):
            id_ = ids[(number + seed) % 3]
            try:
                if deed in ("undo", "redo"):
                    getattr(tracker, deed)()
                elif deed == "note":
                    tracker.append_note(id_, f"line {number}")
                elif deed == "log":
                    tracker.log(id_, number + 1)
                else:
                    tracker.mark((id_,), {"done": "done", "skip": "skipped", "todo": "todo"}[deed])
            except NothingToUndo:
                continue
    if not file.exists():
        return
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        assert examine(connection) == []
    assert len(rows(file, "event")) >= 0
