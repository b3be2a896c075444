"""Every statement of the store, by name, as SQLAlchemy Core; and their text for SQLite, made from them.

`python -m mlops_path.storage.statements` prints `sqlite_sql.py`; a test keeps that file equal to it.
"""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Text,
    bindparam,
    create_mock_engine,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.schema import ExecutableDDLElement
from sqlalchemy.sql.compiler import SQLCompiler

from mlops_path.storage.tables import (
    SCHEMA,
    about,
    arrangement,
    change,
    edition,
    event_table,
    learner,
    metadata,
    note,
    seal,
    setting,
    state,
)

# Constants, so that no value is a parameter that the compiled text would lack.
ZERO: ColumnElement[int] = literal_column("0", Integer)
ONE: ColumnElement[int] = literal_column("1", Integer)
EMPTY: ColumnElement[str] = literal_column("''", Text)
EDITION: ColumnElement[str] = literal_column("'edition'", Text)

_EVENT_COLUMNS = [column for column in event_table.c if column.name != "seq"]
_STATE_VALUES = ("status", "at", "reason", "known", "minutes_logged", "has_note")

_keep_state = upsert(state)
_keep_note = upsert(note)
_keep_setting = upsert(setting)
_keep_arrangement = upsert(arrangement)
_keep_seal = upsert(seal)
_keep_about = upsert(about)
_before = event_table.alias("before")
_original = event_table.alias("original")

# A learner's events are also those of whoever turned out to be the same person.
_IDS = select(learner.c.id).where((learner.c.id == bindparam("learner")) | (learner.c.same_as == bindparam("learner")))

# The chain value that the one of an event was made from.
_BEFORE = (
    select(_before.c.chain)
    .where(_before.c.device == event_table.c.device, _before.c.seq < event_table.c.seq)
    .order_by(_before.c.seq.desc())
    .limit(ONE)
    .offset(ZERO)
    .scalar_subquery()
    .label("previous")
)

# Whether the change that an event takes back takes nothing back itself, from the events: what `undone` says by a table.
_IS_FIRST = (
    select(_original.c.undo_of.is_(None))
    .where(_original.c.op_id == event_table.c.undo_of)
    .order_by(_original.c.part)
    .limit(ONE)
    .offset(ZERO)
    .scalar_subquery()
    .label("is_first")
)

STATEMENTS: dict[str, Executable] = {
    "about": select(about.c.value).where(about.c.key == bindparam("key")),
    "keep_about": _keep_about.on_conflict_do_update(index_elements=["key"], set_={"value": _keep_about.excluded.value}),
    "change_about": update(about).where(about.c.key == bindparam("about_key")).values(value=bindparam("new_value")),
    "learners": select(
        learner.c.id, learner.c.name, learner.c.added_utc, learner.c.removed, learner.c.same_as
    ).order_by(learner.c.number),
    "add_learner": insert(learner).values({name: bindparam(name) for name in ("id", "name", "added_utc", "removed")}),
    "change_learner": update(learner)
    .where(learner.c.id == bindparam("learner_id"))
    .values(name=bindparam("new_name"), removed=bindparam("now_removed")),
    "states": select(state.c.resource, *(state.c[name] for name in _STATE_VALUES)).where(
        state.c.learner == bindparam("learner")
    ),
    "state": select(*(state.c[name] for name in _STATE_VALUES)).where(
        state.c.learner == bindparam("learner"), state.c.resource == bindparam("resource")
    ),
    "keep_state": _keep_state.on_conflict_do_update(
        index_elements=["learner", "resource"],
        set_={name: _keep_state.excluded[name] for name in _STATE_VALUES},
    ),
    "drop_state": state.delete().where(
        state.c.learner == bindparam("learner"), state.c.resource == bindparam("resource")
    ),
    "notes": select(note.c.resource, note.c.text, note.c.at, note.c.sum)
    .where(note.c.learner == bindparam("learner"))
    .order_by(note.c.resource),
    "note": select(note.c.text, note.c.at, note.c.sum).where(
        note.c.learner == bindparam("learner"), note.c.resource == bindparam("resource")
    ),
    "keep_note": _keep_note.on_conflict_do_update(
        index_elements=["learner", "resource"],
        set_={name: _keep_note.excluded[name] for name in ("text", "at", "sum")},
    ),
    "drop_note": note.delete().where(note.c.learner == bindparam("learner"), note.c.resource == bindparam("resource")),
    "settings": select(setting.c.learner, setting.c.key, setting.c.value),
    "keep_setting": _keep_setting.on_conflict_do_update(
        index_elements=["learner", "key"], set_={"value": _keep_setting.excluded.value}
    ),
    "keep_edition": upsert(edition).on_conflict_do_nothing(),
    "edition": select(edition.c.text).where(edition.c.digest == bindparam("digest")),
    "editions": select(edition.c.text),
    "paths_in_use": select(arrangement.c.path, arrangement.c.edition).where(arrangement.c.edition != EMPTY),
    "edition_events": select(event_table.c.resource, event_table.c.payload)
    .where(event_table.c.kind == EDITION)
    .order_by(event_table.c.seq.desc()),
    "arrangements": select(arrangement.c.path, arrangement.c.edition, arrangement.c.text).where(
        arrangement.c.learner == bindparam("learner")
    ),
    "keep_arrangement": _keep_arrangement.on_conflict_do_update(
        index_elements=["learner", "path"],
        set_={name: _keep_arrangement.excluded[name] for name in ("edition", "text")},
    ),
    "drop_arrangement": arrangement.delete().where(
        arrangement.c.learner == bindparam("learner"), arrangement.c.path == bindparam("path")
    ),
    "seal": select(seal.c.states, seal.c.notes, seal.c.paths, seal.c.last).where(
        seal.c.learner == bindparam("learner")
    ),
    "keep_seal": _keep_seal.on_conflict_do_update(
        index_elements=["learner"],
        set_={name: _keep_seal.excluded[name] for name in ("states", "notes", "paths", "last")},
    ),
    "last_chain": select(event_table.c.chain)
    .where(event_table.c.device == bindparam("device"))
    .order_by(event_table.c.seq.desc())
    .limit(ONE)
    .offset(ZERO),
    "last_recorded": select(event_table.c.recorded_utc, event_table.c.device)
    .order_by(event_table.c.seq.desc())
    .limit(ONE)
    .offset(ZERO),
    "last_seq": select(func.coalesce(func.max(event_table.c.seq), ZERO)),
    "add_event": insert(event_table).values({column.name: bindparam(column.name) for column in _EVENT_COLUMNS}),
    "events_of_op": select(event_table, _BEFORE)
    .where(event_table.c.op_id == bindparam("op_id"))
    .order_by(event_table.c.part),
    "events": select(event_table, _BEFORE, change.c.id.label("undone"), _IS_FIRST)
    .join_from(event_table, change, change.c.id == event_table.c.undo_of, isouter=True)
    .where(event_table.c.learner.in_(_IDS))  # by an index, which finds a page of the table that was lost
    .order_by(event_table.c.seq.desc())
    .limit(bindparam("count"))
    .offset(ZERO),
    "events_of_resource": select(event_table, _BEFORE, change.c.id.label("undone"), _IS_FIRST)
    .join_from(event_table, change, change.c.id == event_table.c.undo_of, isouter=True)
    .where(event_table.c.learner.in_(_IDS), event_table.c.resource == bindparam("resource"))
    .order_by(event_table.c.seq.desc())
    .limit(bindparam("count"))
    .offset(ZERO),
    # By the table and no index: an index that lost rows leaves no gap in what is found by it.
    "count_events_from": select(func.count())
    .select_from(event_table)
    .where(
        event_table.c.seq >= bindparam("first"),
        func.coalesce(event_table.c.learner, EMPTY).in_(_IDS),
        or_(bindparam("resource").is_(None), event_table.c.resource == bindparam("resource")),
    ),
    "add_change": insert(change).values({name: bindparam(name) for name in ("id", "learner", "seq", "label")}),
    "spend_undone": update(change)
    .where(change.c.learner == bindparam("learner_id"), change.c.undo_id.is_not(None), change.c.spent == ZERO)
    .values(spent=ONE),
    "mark_undone": update(change)
    .where(change.c.id == bindparam("change_id"))
    .values(undo_id=bindparam("by"), undo_seq=bindparam("by_seq"), spent=ZERO),
    "mark_redone": update(change).where(change.c.undo_id == bindparam("by")).values(undo_id=null(), undo_seq=null()),
    "change_undone_by": select(change.c.id).where(change.c.undo_id == bindparam("by")),
    "next_to_undo": select(change.c.id, change.c.label)
    .where(change.c.learner == bindparam("learner"), change.c.undo_id.is_(None))
    .order_by(change.c.seq.desc())
    .limit(ONE)
    .offset(ZERO),
    "next_to_redo": select(change.c.undo_id, change.c.label)
    .where(change.c.learner == bindparam("learner"), change.c.undo_id.is_not(None), change.c.spent == ZERO)
    .order_by(change.c.undo_seq.desc())
    .limit(ONE)
    .offset(ZERO),
    "count_events": select(func.count()).select_from(event_table),
}


def sqlite_text(statement: Executable) -> str:
    """The statement as SQLite takes it, with `:name` where a value goes."""
    compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))  # type: ignore[attr-defined]  # Executable lacks what every statement has
    assert isinstance(compiled, SQLCompiler)
    assert all(value is None for value in compiled.params.values()), f"a value is written into {compiled}"
    return " ".join(str(compiled).split())


def sqlite_schema() -> list[str]:
    """The statements that make an empty SQLite database into an empty record."""
    made: list[str] = []

    def keep(ddl: ExecutableDDLElement, *_: object, **__: object) -> None:
        made.append(" ".join(str(ddl.compile(dialect=sqlite.dialect())).split()))

    metadata.create_all(create_mock_engine("sqlite://", keep), checkfirst=False)
    in_order: list[str] = []
    for of_indexes, run in groupby(made, lambda text: "INDEX" in text.split()[:3]):  # a table's indexes are a set
        texts = list(run)
        in_order += sorted(texts) if of_indexes else texts
    return in_order


def sqlite_module() -> str:
    """The whole text of `sqlite_sql.py`."""
    lines = [
        '"""The schema and the statements as SQLite text, made from `statements.py` by `make generated`."""',
        "",
        f"SCHEMA = {SCHEMA}",
        "",
        "CREATE: tuple[str, ...] = (",
        *(f"    {text!r}," for text in sqlite_schema()),
        ")",
        "",
        "SQL: dict[str, str] = {",
        *(f"    {name!r}: {sqlite_text(statement)!r}," for name, statement in STATEMENTS.items()),
        "}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(sqlite_module(), end="")  # noqa: T201 - `make generated` writes what this prints
