"""A record looked over from the first page to the last event, and what follows from the events made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from mlops_path.domain.progress import (
    EDITION,
    NOTED,
    UNTOUCHED,
    Event,
    Standing,
    State,
    after_event,
    after_of_path,
    digest_of,
    is_label,
    label_of,
    path_of,
)
from mlops_path.storage.events import CHAINED, is_chained, local_iso, payload_of
from mlops_path.storage.seals import CHOICES, NO_CHOICES, of_choices, sum_of_row, sums_by_learner
from mlops_path.storage.sqlite_sql import CREATE, SCHEMA, SQL

MOST_TOLD = 100
COLUMNS = ("seq", *CHAINED, "chain")
DERIVED = ("state", "note", "change", "arrangement", "seal")


class Trouble(NamedTuple):
    """One thing that is not as it should be. `what` is a word for machines, `place` the event or row it is about.

    `mends` tells that `doctor --repair` puts it right, because it follows from the events.
    """

    what: str
    place: str
    sentence: str
    mends: bool


class Derived(NamedTuple):
    """What follows from the events: rows of the tables in `DERIVED`, each as a set of whole rows."""

    state: frozenset[tuple[Any, ...]]
    note: frozenset[tuple[Any, ...]]
    change: frozenset[tuple[Any, ...]]
    arrangement: frozenset[tuple[Any, ...]]
    seal: frozenset[tuple[Any, ...]]


def examine(connection: sqlite3.Connection) -> list[Trouble]:
    """Everything wrong with a record, at most `MOST_TOLD` of a kind. Reads only."""
    try:
        return _looked_over(connection)
    except (sqlite3.OperationalError, UnicodeDecodeError):  # what is not UTF-8 any more was changed; look on
        connection.text_factory = lambda raw: raw.decode(errors="replace")
        try:
            return _looked_over(connection)
        finally:
            connection.text_factory = str


def _looked_over(connection: sqlite3.Connection) -> list[Trouble]:
    connection.execute("BEGIN")
    try:
        pages = list(_pages(connection))
        if pages:
            return pages
        follower = Follower(_undos(connection), people_in(connection), labels_in(connection))
        troubles = [*_shape(connection), *_events(connection, follower), *_editions(connection, follower.editions)]
        return [*troubles, *_beside(connection, follower.derived()), *_choices(connection)]
    finally:
        connection.rollback()


def people_in(connection: sqlite3.Connection) -> dict[str, str]:
    """Whose the events of each learner are: their own, or those of the one who they turned out to be; by id."""
    return dict(connection.execute("SELECT id, coalesce(same_as, id) FROM learner"))


def labels_in(connection: sqlite3.Connection) -> dict[str, str]:
    """What each change was called when it was kept."""
    return dict(connection.execute("SELECT id, label FROM change"))


def _undos(connection: sqlite3.Connection) -> list[tuple[str, str | None]]:
    return connection.execute("SELECT op_id, undo_of FROM event WHERE part = 0 ORDER BY seq").fetchall()


def rebuild(connection: sqlite3.Connection, labels: Mapping[str, str] | None = None) -> bool:
    """Writes the tables of `DERIVED` anew from the events. Call it inside a transaction that may write.

    `labels` are the names of changes, where they are not in the table any more. False, and nothing written, where an
    event is not what was kept: what follows from it would be wrong as well.
    """
    labels = labels_in(connection) if labels is None else labels
    follower = Follower(_undos(connection), people_in(connection), labels)
    if any(True for _ in _events(connection, follower)):
        return False
    derived = follower.derived()
    for table in DERIVED:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are above
        rows = sorted(getattr(derived, table), key=repr)
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - the same
    seal_choices(connection)
    return True


class Follower:
    """Takes events in their order and knows what follows from them.

    State and notes are what the changes that stand lead to, one after the other. On one machine that is what the last
    event left; where two records met, an undo takes back its own change and not a later one of the other machine.

    Args:
        undos: Every change in its order, and which one it takes back.
        people: Everyone, and whose their events are.
        labels: What changes were called. A name that the events gainsay is not taken over.
    """

    def __init__(
        self, undos: Iterable[tuple[str, str | None]], people: Mapping[str, str], labels: Mapping[str, str]
    ) -> None:
        in_the_end = Standing()
        for change, undo_of in undos:
            in_the_end.take(change, undo_of)
        self._taken_back = in_the_end.taken_back_by.keys()
        self.editions: set[str] = set()  # digests of all that events name
        self._people, self._labels = people, labels
        self._standing = Standing()
        self._arrangements: dict[tuple[str, str], tuple[str, str]] = {}  # the edition in use, how it was arranged
        self._states: dict[tuple[str, str], State] = {}
        self._texts: dict[tuple[str, str], str] = {}  # of notes
        self._written: dict[tuple[str, str], str] = {}  # when a note became what it is, also by an undo
        self._changes: dict[str, list[Any]] = {}  # learner, seq, label, undo_id, undo_seq, spent
        self._last = dict.fromkeys(people.values(), "")  # the chain value of each learner's last event
        self._redoable: dict[str, list[str]] = {}  # changes taken back since the learner's last new one

    def take(
        self, learner: str, op_id: str, undo_of: str | None, last: tuple[int, str], events: Iterable[Event]
    ) -> None:
        """One change: its events, and the number and the chain value of the last of them."""
        events, learner = tuple(events), self._people.get(learner, learner)
        seq, self._last[learner] = last
        has_effect = self._standing.take(op_id, undo_of)
        for event in events:
            if event.kind == EDITION:
                self.editions.update(str(event.payload[name]) for name in ("before", "after"))
            if has_effect and event.kind == NOTED:
                self._written[learner, event.resource] = event.at
            if undo_of is None and op_id not in self._taken_back:
                self._bring_along(learner, event)
        if undo_of is None:
            for id_ in self._redoable.pop(learner, ()):
                self._changes[id_][5] = int(self._changes[id_][3] is not None)
            label = self._labels.get(op_id, "")
            label = label if is_label(label, events) else label_of(events)
            self._changes[op_id] = [learner, seq, label, None, None, 0]
        elif has_effect and (original := self._standing.original_of(op_id)) in self._changes:
            if original not in self._standing.taken_back_by:
                self._changes[original][3:5] = [None, None]
            else:
                self._changes[original][3:6] = [op_id, seq, 0]
                self._redoable.setdefault(learner, []).append(original)

    def _bring_along(self, learner: str, event: Event) -> None:
        key = learner, event.resource
        if path := path_of(event):
            before = self._arrangements.get((learner, path), ("", ""))
            self._arrangements[learner, path] = after_of_path(before, event)
        else:
            self._states[key] = after_event(self._states.get(key, UNTOUCHED), event)
        if event.kind == NOTED:
            self._texts[key] = str(event.payload["text"])

    def derived(self) -> Derived:
        states = frozenset((*key, *_row(state)) for key, state in self._states.items() if state != UNTOUCHED)
        notes = [(*key, text, self._written[key]) for key, text in self._texts.items() if text]
        paths = frozenset((*key, *values) for key, values in self._arrangements.items() if any(values))
        sums = [sums_by_learner(rows) for rows in (states, notes, paths)]
        return Derived(
            states,
            frozenset((*row, sum_of_row(row[1:])) for row in notes),
            frozenset((id_, *values) for id_, values in self._changes.items()),
            paths,
            frozenset((learner, *(of[learner] for of in sums), chain) for learner, chain in self._last.items()),
        )


def _row(state: State) -> tuple[Any, ...]:
    return tuple(int(value) if isinstance(value, bool) else value for value in state)


def _pages(connection: sqlite3.Connection) -> Iterator[Trouble]:
    try:
        for (told,) in connection.execute(f"PRAGMA integrity_check({MOST_TOLD})"):
            if told != "ok":
                yield Trouble("pages", "", f"SQLite finds the file damaged: {told}", mends=False)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        yield Trouble("pages", "", "SQLite finds the file damaged.", mends=False)


def _shape(connection: sqlite3.Connection) -> Iterator[Trouble]:
    """Tables that are not there, and rows that point at learners who are not."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA:
        what = f"The record says that its schema is {version}; this program's is {SCHEMA}."
        yield Trouble("schema", "user_version", what, mends=False)
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    for statement in CREATE:
        name = statement.split(" ON ")[0].split(" (")[0].split(" BEFORE ")[0].split()[-1]
        if name not in there:
            yield Trouble("schema", name, f"'{name}' is missing from the record.", mends=False)
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_TOLD):
        yield Trouble("stray", f"{table} {rowid}", f"A row of '{table}' belongs to no {parent}.", mends=False)


def _events(connection: sqlite3.Connection, follower: Follower) -> Iterator[Trouble]:
    """Reads every event in its order, tells those that were changed, and lets `follower` have the rest."""
    last: dict[str, str] = {}
    told = 0
    rows = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY seq")  # noqa: S608 - the names are above
    for op_id, group in groupby(rows, key=_change_of):
        events: list[Event] = []
        seq, learner, undo_of, chain = 0, "", None, ""
        for row in group:
            seq, _, _, device, learner, kind, resource, at_utc, offset, _, payload, undo_of, chain = row
            sound = is_chained(last.get(device, ""), row[1:-1], chain)
            last[device] = chain
            try:
                events.append(Event(kind, resource, local_iso(at_utc, offset), payload_of(payload)))
            except (ValueError, TypeError, OverflowError):
                sound = False
            if not sound:
                told += 1
                if told <= MOST_TOLD:
                    yield _changed(seq, kind, resource)
        try:
            follower.take(learner, op_id, undo_of, (seq, chain), events)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            if not told:  # its chain is right, so whoever wrote it did so
                yield Trouble("event", str(seq), f"Event {seq} says something that no event says.", mends=False)


def _change_of(row: tuple[Any, ...]) -> str:
    return str(row[1])


def _changed(seq: int, kind: str, resource: str) -> Trouble:
    what = f"Event {seq} ({kind}, {resource}) is not what was kept, or the one before it is gone."
    return Trouble("event", str(seq), what, mends=False)


def _editions(connection: sqlite3.Connection, named: set[str]) -> Iterator[Trouble]:
    """Texts of editions that are not what was kept, and those that an event names and nobody kept."""
    there: set[str] = set()
    for digest, text in connection.execute("SELECT digest, text FROM edition"):
        there.add(digest)
        if not isinstance(text, str) or digest_of(text) != digest:
            yield Trouble("edition", str(digest), f"The text of edition {digest} is not what was kept.", mends=False)
    for digest in sorted(named - there - {""})[:MOST_TOLD]:
        yield Trouble("edition", digest, f"The text of edition {digest} is missing.", mends=False)


def _beside(connection: sqlite3.Connection, derived: Derived) -> Iterator[Trouble]:
    """Rows of the current state that the events do not lead to, and those that are missing."""
    for table in DERIVED:
        kept = frozenset(connection.execute(f"SELECT * FROM {table}"))  # noqa: S608 - the names are above
        wanted: frozenset[tuple[Any, ...]] = getattr(derived, table)
        for place in sorted({_key(table, row) for row in kept ^ wanted})[:MOST_TOLD]:
            yield Trouble(table, place, f"'{table}' of {place} does not follow from the events.", mends=True)


def _key(table: str, row: tuple[Any, ...]) -> str:
    return str(row[0] if table in ("change", "seal") else row[1])


def _choices(connection: sqlite3.Connection) -> Iterator[Trouble]:
    """Names and settings that are not what was kept. No event tells what they were: a repair takes them as they are."""
    kept = dict(connection.execute("SELECT key, value FROM about")).get(CHOICES, NO_CHOICES)
    if kept != _choices_now(connection):
        yield Trouble("choices", CHOICES, "Names of learners or settings are not what was kept.", mends=True)


def _choices_now(connection: sqlite3.Connection) -> str:
    return of_choices(*(connection.execute(SQL[name]).fetchall() for name in ("learners", "settings")))


def seal_choices(connection: sqlite3.Connection) -> None:
    """Takes learners and settings as they are. Call it inside a transaction that may write."""
    connection.execute(SQL["keep_about"], {"key": CHOICES, "value": _choices_now(connection)})
