"""The record: what is kept comes back, by either way into it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from mlops_path.domain.progress import (
    UNTOUCHED,
    Change,
    Event,
    State,
    arranged_event,
    edition_event,
    inverse,
    replay,
    still_holds,
)
from mlops_path.storage.events import local_iso
from mlops_path.storage.store import Store
from tests.hostile import PAYLOADS
from tests.storage.conftest import WAYS, Open
from tests.storage.making import ADA, AT, BO, NOON, TABLES, add, done, keep, logged, noted, rows, run_sql

# What the chain is made over, in this order: a part of the format.
CHAINED = [
    "op_id",
    "part",
    "device",
    "learner",
    "kind",
    "resource",
    "at_utc",
    "offset_minutes",
    "recorded_utc",
    "payload",
    "undo_of",
]
EVENT_COLUMNS = ["seq", *CHAINED, "chain"]


def a_small_record(store: Store) -> None:
    """Two learners, every kind of event, one change undone, one redone, one learner gone, a choice."""
    add(store, ADA, BO)
    keep(store, "c1", [done("rules"), done("book")])
    keep(store, "c2", [noted("rules", "Start\nsimple · ✓")], label="note")
    keep(store, "c3", [logged("rules", 45)], label="log")
    keep(store, "c4", [done("talk", "2026-04-30T23:30:00-03:30")])
    keep(store, "b1", [done("rules")], learner=BO.id)
    keep(store, "u4", [inverse(done("talk"), AT)], undo_of="c4")
    keep(store, "u3", [inverse(logged("rules", 45), AT)], label="log", undo_of="c3")
    keep(store, "r3", [logged("rules", 45)], label="log", undo_of="u3")
    with store.writing():
        store.keep_setting(ADA.id, "path", "tools")
        store.keep_setting("", "learner", ADA.id)
        store.change_learner(BO.id, "Bob", removed=True)


def with_paths(store: Store) -> tuple[str, str]:
    """A small record with an own path that came, was arranged and updated; the digests of its editions."""
    a_small_record(store)
    with store.writing():
        one, two = store.keep_edition("title = 'One · ✓'\n"), store.keep_edition("title = 'Two'\n")
    for change, event in (
        ("p1", edition_event("mine", "", one, AT)),
        ("p2", arranged_event("mine", "", "{}", AT)),
        ("p3", edition_event("mine", one, two, AT)),
    ):
        assert event is not None
        keep(store, change, [event], label=change)
    return one, two


def everything(store: Store) -> dict[str, object]:
    """What every question to the store answers."""
    found: dict[str, object] = {"learners": store.learners(), "count": store.count_events()}
    for learner in (ADA.id, BO.id, "nobody"):
        found[learner] = (
            store.states(learner),
            [store.state(learner, resource) for resource in ("rules", "talk", "unknown")],
            [store.note(learner, resource) for resource in ("rules", "talk")],
            store.notes(learner),
            store.setting(learner, "path"),
            store.next_to_undo(learner),
            store.next_to_redo(learner),
            (store.edition_in_use(learner, "mine"), store.arrangement(learner, "mine")),
            [store.events(learner), store.events(learner, "rules"), store.events(learner, None, 2)],
        )
    found["changes"] = [store.events_of(change) for change in ("c1", "u3", "none")]
    return found


# Two ways in, one record


@pytest.mark.parametrize("reader", list(WAYS.values()), ids=[f"read by {name}" for name in WAYS])
@pytest.mark.parametrize("writer", list(WAYS.values()), ids=[f"written by {name}" for name in WAYS])
def test_a_record_written_by_either_way_is_read_by_both(
    database: Path, open_at: Open, writer: str, reader: str
) -> None:
    """`--database FILE` and `--database sqlite:///FILE` are the same record."""
    written = open_at(database, writer)
    with_paths(written)
    kept = everything(written)
    written.close()

    assert everything(open_at(database, reader)) == kept


def test_both_ways_keep_the_same_rows(tmp_path: Path, open_at: Open) -> None:
    """No column is filled in by one way and forgotten by the other."""
    kept = []
    for name, way in WAYS.items():
        file = tmp_path / f"{name}.db"
        store = open_at(file, way)
        with store.writing():
            pass
        run_sql(file, "UPDATE about SET value = 'the same machine' WHERE key = 'device'")
        with_paths(store)
        store.close()
        kept.append({table: rows(file, table) for table in TABLES})

    assert kept[0] == kept[1]


def test_two_stores_take_turns_on_one_record(database: Path, open_at: Open) -> None:
    """The terminal UI and a script may use different ways at the same time."""
    one, other = open_at(database, ""), open_at(database, "sqlite:///")
    add(one, ADA)
    for turn in range(6):
        keep(one if turn % 2 else other, f"c{turn}", [done(f"r{turn}")])

    assert one.states(ADA.id) == other.states(ADA.id)
    assert sorted(one.states(ADA.id)) == [f"r{turn}" for turn in range(6)]


# What is kept


def test_a_record_that_is_not_there_answers_every_question(store: Store, database: Path) -> None:
    """The first thing that a learner does is to look."""
    found = everything(store)

    assert (found["learners"], found["count"], store.states("x"), store.note("x", "y")) == ([], 0, {}, ("", ""))
    assert store.state("x", "y") == UNTOUCHED
    assert (store.setting("x", "y"), store.next_to_undo("x"), store.next_to_redo("x")) == (None, None, None)
    assert not database.parent.exists()


def test_the_state_is_what_the_events_lead_to(store: Store) -> None:
    """The current state is only a faster way to read the events."""
    a_small_record(store)
    events = [kept.event for kept in reversed(store.events(ADA.id))]

    assert store.states(ADA.id) == replay(events)
    assert store.states(ADA.id)["rules"] == State("done", AT, "", known=False, minutes_logged=45, has_note=True)


def test_a_resource_that_is_as_it_was_in_the_beginning_is_no_longer_in_the_state(store: Store, database: Path) -> None:
    """A learner who takes everything back has touched nothing."""
    add(store, ADA)
    keep(store, "c1", [done("rules"), noted("rules", "x"), logged("rules", 5)])
    keep(store, "u1", [inverse(e, AT) for e in store.events_of("c1")], undo_of="c1")

    assert store.states(ADA.id) == {}
    assert (rows(database, "state"), rows(database, "note")) == ([], [])


def test_an_own_path_has_its_edition_and_arrangement_apart_from_every_status(store: Store, database: Path) -> None:
    """Which edition is in use is a part of the record, and no step of any path."""
    assert (store.edition_in_use(ADA.id, "mine"), store.arrangement(ADA.id, "mine"), store.edition("0")) == ("", "", "")
    one, two = with_paths(store)
    again = store.edition(one), store.edition(two)
    with store.writing():
        assert store.keep_edition(again[0]) == one, "kept once"

    assert (store.edition_in_use(ADA.id, "mine"), store.arrangement(ADA.id, "mine")) == (two, "{}")
    assert (store.edition_in_use(BO.id, "mine"), store.edition_in_use(ADA.id, "other")) == ("", "")
    assert (again, len(rows(database, "edition"))) == (("title = 'One · ✓'\n", "title = 'Two'\n"), 2)
    assert one == hashlib.sha256(again[0].encode()).hexdigest()
    assert "path:mine" not in store.states(ADA.id)
    assert store.next_to_undo(ADA.id) == ("p3", "p3"), "called what its maker called it"


def test_taking_a_path_back_leaves_nothing_of_it(store: Store, database: Path) -> None:
    """An import that was undone is as if it had never been; its text stays for the redo."""
    add(store, ADA)
    with store.writing():
        digest = store.keep_edition("title = 'One'")
    event = edition_event("mine", "", digest, AT)
    assert event is not None
    keep(store, "p1", [event])
    assert still_holds(event, UNTOUCHED, store.text_of(ADA.id, event))
    keep(store, "u1", [inverse(event, AT)], undo_of="p1")

    assert (rows(database, "arrangement"), len(rows(database, "edition"))) == ([], 1)
    assert [kept.takes_back for kept in store.events(ADA.id, "path:mine")] == ["undo", ""]


def test_events_come_back_newest_first_and_only_as_many_as_asked(store: Store) -> None:
    """History shows what was done last, without reading five years of it."""
    add(store, ADA)
    for number in range(5):
        keep(store, f"c{number}", [done(f"r{number}")])
    newest = store.events(ADA.id, count=2)

    assert [kept.event.resource for kept in newest] == ["r4", "r3"]
    assert [kept.seq for kept in newest] == [5, 4]


def test_events_of_one_resource_are_only_its_own(store: Store) -> None:
    """The history of a step is about that step."""
    a_small_record(store)
    found = store.events(ADA.id, "rules")

    assert {kept.event.resource for kept in found} == {"rules"}
    assert [kept.event.kind for kept in found] == ["logged", "logged", "logged", "noted", "marked"]


def test_an_event_says_whether_it_takes_something_back(store: Store) -> None:
    """A history in which an undo looks like a log would not be believed."""
    a_small_record(store)
    found = {kept.change: kept.takes_back for kept in store.events(ADA.id)}

    assert found == {"r3": "redo", "u3": "undo", "u4": "undo", "c4": "", "c3": "", "c2": "", "c1": ""}


def test_a_learner_sees_only_their_own(store: Store) -> None:
    """Two people may share one database."""
    a_small_record(store)

    assert store.states(BO.id) == {"rules": State("done", AT)}
    assert [kept.change for kept in store.events(BO.id)] == ["b1"]
    assert store.next_to_undo(BO.id) == ("b1", "done")


def test_a_setting_has_one_value_for_each_learner(store: Store) -> None:
    """Choosing a path does not change anybody else's."""
    with store.writing():
        store.keep_setting("a", "path", "one")
        store.keep_setting("b", "path", "two")
        store.keep_setting("a", "path", "three")

    assert (store.setting("a", "path"), store.setting("b", "path"), store.setting("c", "path")) == (
        "three",
        "two",
        None,
    )


def test_a_learner_can_be_renamed_and_put_out_of_sight(store: Store) -> None:
    """The record stays under the id, whatever the name is."""
    add(store, ADA)
    with store.writing():
        store.change_learner(ADA.id, "Ada Lovelace", removed=True)

    assert store.learners() == [ADA._replace(name="Ada Lovelace", removed=True)]


@pytest.mark.parametrize(
    "at",
    [
        "2026-05-01T12:00:00+02:00",
        "2026-12-31T23:59:59-12:00",
        "2026-01-01T00:00:00+14:00",
        "2026-03-29T02:30:00+05:45",
        "2024-02-29T12:00:00-03:30",
        "1999-06-01T00:00:00+00:00",
    ],
)
def test_a_moment_comes_back_with_its_own_offset(store: Store, at: str) -> None:
    """A step done in Kathmandu was done on that day in Kathmandu, wherever one looks from."""
    add(store, ADA)
    keep(store, "c1", [done("rules", at)])

    assert store.events(ADA.id)[0].event.at == at
    assert store.state(ADA.id, "rules").at == at


@given(st.datetimes(timezones=st.timezones() | st.just(NOON.tzinfo)))
@settings(deadline=None)
def test_utc_and_an_offset_give_back_every_moment(moment: datetime) -> None:
    """No hour of a learner's life falls between two zones."""
    offset = moment.utcoffset()
    assert offset is not None
    if offset.total_seconds() % 60 or not 2 <= moment.year <= 9998:
        return  # before standard time an offset had seconds; a record begins later than that
    moment = moment.replace(microsecond=0)
    utc = (moment.replace(tzinfo=None) - offset).isoformat() + "+00:00"

    assert local_iso(utc, int(offset.total_seconds() // 60)) == moment.isoformat()


@pytest.mark.parametrize("text", [text for name, text in PAYLOADS.items() if name != "lone surrogate"])
def test_every_text_comes_back_as_it_was(store: Store, text: str) -> None:
    """A note is the learner's own; nothing in it is SQL, and nothing in it is lost."""
    add(store, ADA)
    keep(store, "c1", [noted("rules", text)], label=text)

    assert store.note(ADA.id, "rules") == (text, AT)
    assert store.events(ADA.id)[0].event.payload["text"] == text
    assert store.next_to_undo(ADA.id) == ("c1", text)


@given(text=st.text(st.characters(codec="utf-8")))
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # every example writes over the one before
)
def test_any_text_comes_back_as_it_was(store: Store, text: str) -> None:
    """Also what nobody thought of putting into the table above."""
    with store.writing():
        store.keep_setting("a", "key", text)

    assert store.setting("a", "key") == text


# All or nothing


def test_a_change_that_fails_halfway_leaves_nothing(store: Store, database: Path) -> None:
    """A crash between the event and the state must not make the two disagree."""
    add(store, ADA)
    before = {table: rows(database, table) for table in TABLES}
    halfway = Change("c1", "done", (done("rules"), Event("marked", "talk", AT, {})))
    with pytest.raises(KeyError), store.writing():
        store.keep(ADA.id, halfway, NOON)

    assert {table: rows(database, table) for table in TABLES} == before
    keep(store, "c2", [done("talk")])
    assert list(store.states(ADA.id)) == ["talk"]


def test_a_change_kept_twice_is_refused_whole(store: Store, database: Path) -> None:
    """A retry or a merge never counts an hour twice."""
    add(store, ADA)
    keep(store, "c1", [logged("rules", 60)])
    with pytest.raises((sqlite3.IntegrityError, IntegrityError)):
        keep(store, "c1", [logged("rules", 60)])

    assert (store.count_events(), store.state(ADA.id, "rules").minutes_logged) == (1, 60)


def test_an_event_of_nobody_is_refused_whole_and_without_its_text(store: Store) -> None:
    """Foreign keys hold on every connection; and what a bug report may print has no private text in it."""
    add(store, ADA)
    with pytest.raises((sqlite3.IntegrityError, IntegrityError)) as problem:
        keep(store, "c1", [noted("rules", "a secret thought")], learner="nobody")

    assert (store.count_events(), store.states("nobody")) == (0, {})
    assert "secret" not in str(problem.value)


def test_everything_read_together_is_of_one_moment(store: Store, database: Path, way: str, open_at: Open) -> None:
    """A journey must not show half of what another program is doing."""
    add(store, ADA)
    reader = open_at(database, way)
    with reader.reading():
        before = reader.count_events()
        keep(store, "c1", [done("rules")])
        meanwhile = (reader.count_events(), reader.states(ADA.id))

    assert (before, meanwhile) == (0, (0, {}))
    assert reader.count_events() == 1


# Nobody changes the past


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET resource = 'other'",
        "UPDATE event SET payload = '{}' WHERE seq = 1",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 1",
    ],
)
def test_an_event_can_be_neither_changed_nor_deleted(store: Store, database: Path, statement: str) -> None:
    """What was done stays done, whichever program opens the file."""
    a_small_record(store)
    before = rows(database, "event")
    with pytest.raises(sqlite3.IntegrityError, match="events are only added"):
        run_sql(database, statement)

    assert rows(database, "event") == before


def chain_of(file: Path) -> list[tuple[object, str]]:
    """For each event in its order the chain value that is kept, and the one that follows from its device's rows."""
    found: list[tuple[object, str]] = []
    last: dict[object, str] = {}
    for row in rows(file, "event"):
        named = dict(zip(EVENT_COLUMNS, row, strict=True))
        device = named["device"]
        text = json.dumps(
            [last.get(device, ""), *(named[name] for name in CHAINED)], ensure_ascii=False, separators=(",", ":")
        )
        last[device] = hashlib.sha256(text.encode()).hexdigest()
        found.append((named["chain"], last[device]))
    return found


def test_the_chain_follows_from_the_rows(store: Store, database: Path) -> None:
    """Whoever has the rows can check that none is missing and none was changed."""
    a_small_record(store)
    chain = chain_of(database)

    assert len(chain) == 9
    assert [kept for kept, _ in chain] == [computed for _, computed in chain]


@pytest.mark.parametrize("column", CHAINED)
def test_a_changed_event_breaks_the_chain(store: Store, database: Path, column: str) -> None:
    """A flipped bit passes every check of SQLite; the chain finds it."""
    a_small_record(store)
    changed = f"{column} + 7" if column in ("part", "offset_minutes") else f"coalesce({column}, '') || ' '"
    run_sql(
        database,
        "DROP TRIGGER event_no_update",
        f"UPDATE event SET {column} = {changed} WHERE seq = 4",  # noqa: S608 - a name of our own column
    )
    broken = [number for number, (kept, computed) in enumerate(chain_of(database), 1) if kept != computed]

    assert broken[0] == 4


def test_an_event_taken_out_breaks_the_chain(store: Store, database: Path) -> None:
    """Nothing disappears from the middle unseen."""
    a_small_record(store)
    run_sql(database, "DROP TRIGGER event_no_delete", "DELETE FROM event WHERE seq = 4")

    assert any(kept != computed for kept, computed in chain_of(database))


# What others do


def test_the_data_version_stays_while_nobody_changes_anything(store: Store, database: Path, open_at: Open) -> None:
    """An idle screen has nothing to read again."""
    add(open_at(database), ADA)
    first = store.data_version()
    store.states(ADA.id)

    assert store.data_version() == first


def test_the_data_version_differs_once_somebody_else_made_a_change(store: Store, database: Path, open_at: Open) -> None:
    """The screen shows what a script did in another window."""
    other = open_at(database)
    add(other, ADA)
    first = store.data_version()
    keep(other, "c1", [done("rules")])

    assert store.data_version() != first


def test_the_data_version_differs_once_somebody_else_made_the_record(
    store: Store, database: Path, open_at: Open
) -> None:
    """The first change ever may come from another window too."""
    first = store.data_version()
    add(open_at(database), ADA)

    assert store.data_version() != first


def test_what_is_read_of_no_record_is_of_one_moment(store: Store, database: Path, open_at: Open) -> None:
    """A window opens at the moment of somebody's first change: half of what that wrote would look damaged."""
    with store.reading():
        before = store.learners()
        add(open_at(database), ADA)
        keep(open_at(database), "c1", [done("rules")])

        assert (before, store.learners(), store.states(ADA.id), store.data_version()) == ([], [], {}, 0)
    assert [each.name for each in store.learners()] == [ADA.name]
    assert "rules" in store.states(ADA.id)


def test_no_change_of_others_is_missed_over_the_first_change_of_ones_own(
    store: Store, database: Path, open_at: Open
) -> None:
    """A store that looked opens the file anew to write; what happened before must still show."""
    other = open_at(database)
    add(other, ADA)
    first = store.data_version()
    keep(other, "c1", [done("rules")])
    keep(store, "c2", [done("talk")])

    assert store.data_version() != first
