"""What a disk, or anybody, did to a row is told by whoever reads it: a wrong answer would be believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_path.domain.progress import Change, arranged_event, edition_event
from mlops_path.errors import DatabaseDamaged
from mlops_path.storage.seals import changed, sum_of, sum_of_row
from mlops_path.storage.sqlite_sql import CREATE
from mlops_path.storage.store import Store, open_store
from tests.storage.conftest import Open
from tests.storage.making import ADA, BO, NOON, add, done, keep, noted, rows, run_sql

Look = Callable[[Store], object]

TRIGGERS = {each.split()[2]: each for each in CREATE if each.startswith("CREATE TRIGGER")}
OF_EVENTS = {"history", "history of one", "a change"}
OF_SEALS = {"states", "notes", "history", "a path", "an edition"}

LOOKS: dict[str, Look] = {
    "states": lambda store: store.states(ADA.id),
    "notes": lambda store: store.notes(ADA.id),
    "a note": lambda store: store.note(ADA.id, "r2"),
    "history": lambda store: store.events(ADA.id),
    "history of one": lambda store: store.events(ADA.id, "r2"),
    "a change": lambda store: store.events_of("c2"),
    "a path": lambda store: store.of_path(ADA.id, "mine"),
    "an edition": lambda store: [store.edition(store.of_path(ADA.id, "mine")[0])],
    "learners": Store.learners,
    "settings": lambda store: store.setting(ADA.id, "path"),
}


@pytest.fixture
def made(database: Path) -> Path:
    """Something in every table, of two learners."""
    store = open_store(str(database))
    add(store, ADA, BO)
    keep(store, "c1", [done("r1"), done("r3")])
    keep(store, "c2", [noted("r2", "a thought")], label="note")
    keep(store, "b1", [done("r1")], learner=BO.id)
    with store.writing():
        digest = store.keep_edition("title = 'Mine'\n")
        moment = NOON.isoformat()
        edition = edition_event("mine", "", digest, moment)
        arranged = arranged_event("mine", "", "{}", moment)
        assert edition is not None
        assert arranged is not None
        store.keep(ADA.id, Change("c3", "import", (edition, arranged)), NOON)
        store.keep_setting(ADA.id, "path", "mine")
    store.close()
    return database


HURT = {
    "a status": ("UPDATE state SET status = 'skipped' WHERE learner = 'ada-id' AND resource = 'r1'", {"states"}),
    "a moment": ("UPDATE state SET at = replace(at, '2026', '2025') WHERE resource = 'r3'", {"states"}),
    "a state that is gone": ("DELETE FROM state WHERE resource = 'r3'", {"states"}),
    "a state that is another's": ("UPDATE state SET learner = 'bo-id' WHERE resource = 'r3'", {"states"}),
    "a note": ("UPDATE note SET text = 'a thoughT'", {"notes", "a note"}),
    "a note that is gone": ("DELETE FROM note", {"notes"}),
    "an event": ("UPDATE event SET payload = replace(payload, 'a thought', 'a thoughT')", OF_EVENTS),
    "an event that is gone": ("DELETE FROM event WHERE op_id = 'c1' AND part = 1", OF_EVENTS),
    "the last event": ("DELETE FROM event WHERE op_id = 'c3' AND part = 1", {"history"}),
    "a path": ("UPDATE arrangement SET text = '{ }'", {"a path", "an edition"}),
    "an edition": ("UPDATE edition SET text = 'title = ''mine'''", {"an edition"}),
    "a name": ("UPDATE learner SET name = 'Ida' WHERE name = 'Ada'", {"learners", "settings"}),
    "a setting": ("UPDATE setting SET value = 'mlops'", {"learners", "settings"}),
    "a seal": ("UPDATE seal SET states = 1, notes = 2, paths = 3, last = 'x'", OF_SEALS),
    "a seal that is gone": ("DELETE FROM seal", OF_SEALS),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "told"), list(HURT.values()), ids=list(HURT))
def test_what_was_changed_past_the_program_is_told_by_whoever_reads_it(
    made: Path, way: str, open_at: Open, statement: str, told: set[str]
) -> None:
    """And nobody else: what was not hurt can be read on."""
    run_sql(made, *(f"DROP TRIGGER {name}" for name in TRIGGERS), statement, *TRIGGERS.values())
    store = open_at(made, way)
    refused = set()
    for name, look in LOOKS.items():
        try:
            look(store)
        except DatabaseDamaged:
            refused.add(name)

    assert refused == told


def test_what_was_not_hurt_is_read(made: Path, way: str, open_at: Open) -> None:
    """The seals fit what was kept, both ways."""
    store = open_at(made, way)

    assert all(look(store) for look in LOOKS.values())


MANY = st.lists(st.tuples(st.text(), st.integers(), st.none() | st.text()), max_size=8)


@settings(database=None, deadline=None)
@given(MANY, st.permutations(range(8)))
def test_a_sum_is_of_rows_in_any_order_and_follows_a_change(some: list[tuple[object, ...]], order: list[int]) -> None:
    """A change brings it along without reading the rest."""
    assert sum_of(some[number] for number in order if number < len(some)) == sum_of(some)
    for number, row in enumerate(some):
        rest = some[:number] + some[number + 1 :]
        assert changed(sum_of(some), sum_of_row(row), 0) == sum_of(rest)
        assert changed(sum_of(rest), 0, sum_of_row(row)) == sum_of(some)


# What an index lacks


HIDE = "DELETE FROM sqlite_schema WHERE name = 'event_of_resource'"
PUT_BACK = "INSERT INTO sqlite_schema VALUES ('index', 'event_of_resource', 'event', {}, '{}')"


def test_events_that_an_index_has_lost_are_missed(made: Path, way: str, open_at: Open) -> None:
    """A history with a gap has a first and a last event as it should, and every one in it is what was kept."""
    ((_, _, _, root, text),) = rows_of_index(made)
    for words, change in ((HIDE, "c4"), (PUT_BACK.format(root, text), "c5")):
        run_sql(made, "PRAGMA writable_schema = ON", words)
        store = open_store(str(made))
        keep(store, change, [done(f"of {change}")])
        store.close()
    store = open_at(made, way)

    for count in (2, 100):
        with pytest.raises(DatabaseDamaged):
            store.events(ADA.id, count=count)
    with pytest.raises(DatabaseDamaged):
        store.events(ADA.id, "of c4")
    assert [each.change for each in store.events(ADA.id, count=1)] == ["c5"]


def rows_of_index(file: Path) -> list[tuple[object, ...]]:
    return [row for row in rows(file, "sqlite_schema") if row[1] == "event_of_resource"]
