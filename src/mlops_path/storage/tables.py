"""The schema: events that are only added, and beside them the current state that follows from them."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

SCHEMA = 5

metadata = MetaData()

# Facts about the record itself: `device`, the id of the machine that events are chained under, and `choices`, the sums
# over learners and settings (see seals.py).
about = Table("about", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# In the order of `number`. `removed` keeps a learner's record out of sight; nothing of it is deleted. `same_as` is the
# learner who this one turned out to be when two records were merged: their events are that learner's.
learner = Table(
    "learner",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("added_utc", Text, nullable=False),
    Column("removed", Integer, nullable=False, server_default=text("0")),
    Column("same_as", Text),
)
Index("learner_name", learner.c.name, unique=True, sqlite_where=learner.c.same_as.is_(None))

# One row for each thing that one action of a learner changed. `op_id` is the action; `part` counts from 0 within it.
# `chain` is the SHA-256 over the previous event of the same device and this row.
event_table = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("op_id", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("device", Text, nullable=False),
    Column("learner", Text, ForeignKey("learner.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("resource", Text, nullable=False),
    Column("at_utc", Text, nullable=False),
    Column("offset_minutes", Integer, nullable=False),
    Column("recorded_utc", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("undo_of", Text),
    Column("chain", Text, nullable=False),
    UniqueConstraint("op_id", "part", name="event_op"),
    sqlite_autoincrement=True,
)
Index("event_of_resource", event_table.c.learner, event_table.c.resource, event_table.c.seq)
Index("event_of_device", event_table.c.device, event_table.c.seq)

# One row for each action that is not itself an undo or redo. `undo_id` is the undo that took it back, `undo_seq` that
# undo's place; `spent` is 1 once a later action has ended what could be redone.
change = Table(
    "change",
    metadata,
    Column("id", Text, primary_key=True),
    Column("learner", Text, ForeignKey("learner.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("undo_id", Text),
    Column("undo_seq", Integer),
    Column("spent", Integer, nullable=False, server_default=text("0")),
)
Index("change_standing", change.c.learner, change.c.seq, sqlite_where=change.c.undo_id.is_(None))
Index(
    "change_undone",
    change.c.learner,
    change.c.undo_seq,
    sqlite_where=change.c.undo_id.is_not(None) & (change.c.spent == text("0")),
)

# Current state, one row for each resource a learner ever touched. `at` is ISO 8601 with offset.
state = Table(
    "state",
    metadata,
    Column("learner", Text, ForeignKey("learner.id"), primary_key=True),
    Column("resource", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("known", Integer, nullable=False),
    Column("minutes_logged", Integer, nullable=False),
    Column("has_note", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# `sum` is that of the row: a note is read alone.
note = Table(
    "note",
    metadata,
    Column("learner", Text, ForeignKey("learner.id"), primary_key=True),
    Column("resource", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("sum", Integer, nullable=False),
)

# The text of every edition of an own path that was ever in use; `digest` is the SHA-256 of it. Rows are only added.
edition = Table(
    "edition",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("text", Text, nullable=False),
)

# Current state of a learner's paths: the `edition` in use and how it was arranged (`text`), either empty for none.
arrangement = Table(
    "arrangement",
    metadata,
    Column("learner", Text, ForeignKey("learner.id"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Sums over the rows of a learner in `state`, `note` and `arrangement`, and the chain value of their last event.
seal = Table(
    "seal",
    metadata,
    Column("learner", Text, ForeignKey("learner.id"), primary_key=True),
    Column("states", Integer, nullable=False),
    Column("notes", Integer, nullable=False),
    Column("paths", Integer, nullable=False),
    Column("last", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Choices that are no part of the record: `learner` (who uses it, under learner ""), `path` (which path a learner is
# on) and `place:<path>` (where the outline was left).
setting = Table(
    "setting",
    metadata,
    Column("learner", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

for table, only_added in ((event_table, "events"), (edition, "editions")):
    for verb in ("UPDATE", "DELETE"):
        event.listen(
            table,
            "after_create",
            DDL(  # type: ignore[no-untyped-call]  # its constructor has no types
                f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
                f"BEGIN SELECT RAISE(ABORT, '{only_added} are only added'); END"
            ).execute_if(dialect="sqlite"),
        )
