"""The record: learners, events, the current state beside them. Everything here is one learner's or nobody's."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple

from mlops_path.domain.progress import (
    EDITION,
    NOTED,
    PATH_PREFIX,
    UNTOUCHED,
    Change,
    Event,
    Replaced,
    Standing,
    State,
    after_event,
    after_of_path,
    as_replacing,
    digest_of,
    is_digest,
    is_event,
    is_moment,
    is_state,
    path_of,
)
from mlops_path.storage.connection import Connection, Row, damaged
from mlops_path.storage.events import CHAINED, chained, is_chained, later, local_iso, utc
from mlops_path.storage.seals import (
    CHOICES,
    NO_CHOICES,
    Seal,
    changed,
    of_choices,
    sum_of,
    sum_of_note,
    sum_of_path,
    sum_of_row,
    sum_of_state,
)

EVERYBODY = ""
_CHAIN = 1 + len(CHAINED)  # where a row of `event` has its chain value, behind `seq` and what it is made of
MOST_EVENTS = 1 << 40


class Learner(NamedTuple):
    """`removed` learners keep their record, out of sight."""

    id: str
    name: str
    added: str
    removed: bool


class KeptEvent(NamedTuple):
    """An event as it was kept: its place in the record, its change, and when it was recorded (UTC).

    `takes_back` is "undo" or "redo" for an event that takes another change back, else empty.
    """

    seq: int
    change: str
    takes_back: str
    recorded: str
    undo_of: str | None
    event: Event


class Store:
    """One database. Reading never writes; every change is one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reading(self) -> AbstractContextManager[None]:
        return self._connection.reading()

    def writing(self) -> AbstractContextManager[None]:
        return self._connection.writing()

    def data_version(self) -> int:
        return self._connection.data_version()

    def close(self) -> None:
        self._connection.close()

    # Learners and settings

    def learners(self) -> list[Learner]:
        """Everyone in the record, removed ones too, in the order they were added."""
        everyone, _ = self._choices()
        if not all(_are_texts(*row[:3]) for row in everyone):
            raise damaged(self._connection.place)
        return [
            Learner(id_, name, added, bool(removed))
            for id_, name, added, removed, same_as in everyone
            if same_as is None
        ]

    def add_learner(self, learner: Learner) -> None:
        values = {"id": learner.id, "name": learner.name, "added_utc": learner.added, "removed": 0}
        self._connection.run("add_learner", values)
        self._connection.run("keep_seal", {"learner": learner.id, **Seal()._asdict()})
        self._seal_choices()

    def change_learner(self, id_: str, name: str, *, removed: bool) -> None:
        values = {"learner_id": id_, "new_name": name, "now_removed": int(removed)}
        self._connection.run("change_learner", values)
        self._seal_choices()

    def setting(self, learner: str, key: str) -> str | None:
        _, settings = self._choices()
        return next((str(value) for who, what, value in settings if (who, what) == (learner, key)), None)

    def keep_setting(self, learner: str, key: str, value: str) -> None:
        self._connection.run("keep_setting", {"learner": learner, "key": key, "value": value})
        self._seal_choices()

    def _choices(self) -> tuple[list[Row], list[Row]]:
        """Everyone and every setting, which are few. No event tells them: their sums are all that stands for them."""
        with self._connection.reading():
            everyone, settings = self._connection.run("learners"), self._connection.run("settings")
            kept = _one(self._connection.run("about", {"key": CHOICES})) or NO_CHOICES
        if kept != of_choices(everyone, settings):
            raise damaged(self._connection.place)
        return everyone, settings

    def _seal_choices(self) -> None:
        sums = of_choices(self._connection.run("learners"), self._connection.run("settings"))
        self._connection.run("keep_about", {"key": CHOICES, "value": sums})

    # The current state

    def states(self, learner: str) -> dict[str, State]:
        """Every resource the learner ever touched."""
        with self._connection.reading():
            rows, sealed = self._connection.run("states", {"learner": learner}), self._seal(learner)
        self._check(sum_of(rows) == sealed.states)
        return {self._id(row): self._state(row[1:]) for row in rows}

    def state(self, learner: str, resource: str) -> State:
        rows = self._connection.run("state", {"learner": learner, "resource": resource})
        if not rows:
            return UNTOUCHED
        return self._state(rows[0])

    def _state(self, values: Row) -> State:
        """A row as a state; one that nobody wrote is damage, and no reason for a crash further up."""
        status, at, reason, known, logged, has_note = values
        if not is_state(status, at, reason, logged):
            raise damaged(self._connection.place)
        return State(status, at, reason, bool(known), logged, bool(has_note))

    def note(self, learner: str, resource: str) -> tuple[str, str]:
        """The note and the moment it was written, both empty where there is none."""
        rows = self._connection.run("note", {"learner": learner, "resource": resource})
        if not rows:
            return "", ""
        text, at, kept = rows[0]
        self._check(kept == sum_of_row((resource, text, at)))
        return self._note((text, at))

    def notes(self, learner: str) -> dict[str, tuple[str, str]]:
        """Notes and their moments by resource."""
        with self._connection.reading():
            rows, sealed = self._connection.run("notes", {"learner": learner}), self._seal(learner)
        self._check(sum_of(row[:3] for row in rows) == sealed.notes)
        return {self._id(row): self._note(row[1:3]) for row in rows}

    def _seal(self, learner: str) -> Seal:
        rows = self._connection.run("seal", {"learner": learner})
        if not rows:  # everyone has one from the first moment on
            self._check(all(each[0] != learner for each in self._connection.run("learners")))
        return Seal(*rows[0]) if rows else Seal()

    def _check(self, is_sound: bool) -> None:
        if not is_sound:
            raise damaged(self._connection.place)

    # Paths of the learner's own

    def keep_edition(self, text: str) -> str:
        """Keeps the text of an edition, once; its digest. Call it inside `writing`, before the event that names it."""
        digest = digest_of(text)
        self._connection.run("keep_edition", {"digest": digest, "text": text})
        return digest

    def edition(self, digest: str) -> str:
        """The text of the edition with this digest, empty where it was never kept."""
        text: object = _one(self._connection.run("edition", {"digest": digest})) or ""
        if not isinstance(text, str) or digest_of(text) not in ("", digest):
            raise damaged(self._connection.place)
        return text

    def editions(self) -> list[str]:
        """The text of every edition of any path, in no order."""
        texts = [row[0] for row in self._connection.run("editions")]
        if not _are_texts(*texts):
            raise damaged(self._connection.place)
        return texts

    def edition_in_use(self, learner: str, path: str) -> str:
        """The digest of the edition of a path that the learner uses, empty for none of their own."""
        return self.of_path(learner, path)[0]

    def editions_wanted(self) -> dict[str, str]:
        """The digest of the edition in use of each own path; where learners differ, of the one that came last."""
        wanted: dict[str, set[str]] = {}
        for path, digest in self._connection.run("paths_in_use"):
            wanted.setdefault(path, set()).add(digest)
        found: dict[str, str] = {path: min(digests) for path, digests in wanted.items()}
        undecided = {path for path, digests in wanted.items() if len(digests) > 1}
        for resource, payload in self._connection.run("edition_events") if undecided else ():
            path, digest = resource.removeprefix(PATH_PREFIX), json.loads(payload)["after"]
            if path in undecided and digest in wanted[path]:
                found[path] = digest
                undecided.discard(path)
        return found

    def arrangement(self, learner: str, path: str) -> str:
        """How the learner arranged a path, empty for as its author did."""
        return self.of_path(learner, path)[1]

    def of_path(self, learner: str, path: str) -> tuple[str, str]:
        """Digest of the edition in use and how the path is arranged, each empty for as its author made it."""
        with self._connection.reading():
            rows, sealed = self._connection.run("arrangements", {"learner": learner}), self._seal(learner)
        self._check(sum_of(rows) == sealed.paths)
        return self._path_in(rows, path)

    def _path_in(self, rows: Sequence[Row], path: str) -> tuple[str, str]:
        edition, text = next((row[1:] for row in rows if row[0] == path), ("", ""))
        self._check(is_digest(edition) and isinstance(text, str))
        return edition, text

    def text_of(self, learner: str, event: Event) -> str:
        """What the record has now of the text that such an event replaces; see `still_holds`."""
        if path := path_of(event):
            return self.of_path(learner, path)[0 if event.kind == EDITION else 1]
        return self.note(learner, event.resource)[0]

    def _id(self, row: Row) -> str:
        """The resource that a row is about."""
        resource = row[0]
        if not isinstance(resource, str):
            raise damaged(self._connection.place)
        return resource

    def _note(self, values: Row) -> tuple[str, str]:
        text, at = values
        if not isinstance(text, str) or not is_moment(at):
            raise damaged(self._connection.place)
        return text, at

    # Events

    def keep(self, learner: str, change: Change, recorded: datetime) -> None:
        """Adds the change's events and brings the current state along. Call it inside `writing`."""
        device = str(_one(self._connection.run("about", {"key": "device"})))
        chain = _one(self._connection.run("last_chain", {"device": device})) or ""
        # What is taken back had an event, or it would not be there.
        if not change.events or not isinstance(chain, str):
            raise damaged(self._connection.place)
        recorded_utc = self._counts_as_recorded(recorded, device)
        sealed = self._seal(learner)
        for part, event in enumerate(change.events):
            at = datetime.fromisoformat(event.at)
            offset = at.utcoffset()
            row: dict[str, object] = {
                "op_id": change.id,
                "part": part,
                "device": device,
                "learner": learner,
                "kind": event.kind,
                "resource": event.resource,
                "at_utc": utc(at),
                "offset_minutes": int(offset.total_seconds() // 60) if offset is not None else 0,
                "recorded_utc": recorded_utc,
                "payload": json.dumps(event.payload, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
                "undo_of": change.undo_of,
            }
            chain = chained(chain, row)
            self._connection.run("add_event", {**row, "chain": chain})
            sealed = self._bring_along(learner, event, sealed)
        self._connection.run("keep_seal", {"learner": learner, **sealed._replace(last=chain)._asdict()})
        self._stack(learner, change)

    def _counts_as_recorded(self, moment: datetime, device: str) -> str:
        rows = self._connection.run("last_recorded")
        if not rows:
            return utc(moment)
        last, last_device = rows[0]
        if not is_moment(last):
            raise damaged(self._connection.place)
        return later(utc(moment), last, same_device=device == last_device)

    def _bring_along(self, learner: str, event: Event, sealed: Seal) -> Seal:
        """Brings the current state along by one event; the learner's seal after that."""
        if path := path_of(event):
            return self._bring_path_along(learner, path, event, sealed)
        key = {"learner": learner, "resource": event.resource}
        before = self.state(learner, event.resource)
        after = after_event(before, event)
        if after == UNTOUCHED:
            self._connection.run("drop_state", key)
        else:
            self._connection.run("keep_state", {**key, **after._asdict()})
        was, now = sum_of_state(event.resource, before), sum_of_state(event.resource, after)
        sealed = sealed._replace(states=changed(sealed.states, was, now))
        if event.kind == NOTED:
            was = sum_of_note(event.resource, *self.note(learner, event.resource))
            text, at = str(event.payload["text"]), event.at
            now = sum_of_note(event.resource, text, at)
            if text:
                self._connection.run("keep_note", {**key, "text": text, "at": at, "sum": now})
            else:
                self._connection.run("drop_note", key)
            sealed = sealed._replace(notes=changed(sealed.notes, was, now))
        return sealed

    def _bring_path_along(self, learner: str, path: str, event: Event, sealed: Seal) -> Seal:
        key = {"learner": learner, "path": path}
        # Not `of_path`: within a change of several events the seal is yet to come.
        before = self._path_in(self._connection.run("arrangements", {"learner": learner}), path)
        edition, text = after_of_path(before, event)
        if edition or text:
            self._connection.run("keep_arrangement", {**key, "edition": edition, "text": text})
        else:
            self._connection.run("drop_arrangement", key)
        paths = changed(sealed.paths, sum_of_path(path, *before), sum_of_path(path, edition, text))
        return sealed._replace(paths=paths)

    def _stack(self, learner: str, change: Change) -> None:
        seq = _one(self._connection.run("last_seq"))
        if change.undo_of is None:
            self._connection.run("spend_undone", {"learner_id": learner})
            values = {"id": change.id, "learner": learner, "seq": seq, "label": change.label}
            self._connection.run("add_change", values)
        elif self._connection.run("change_undone_by", {"by": change.undo_of}):
            self._connection.run("mark_redone", {"by": change.undo_of})
        else:
            values = {"change_id": change.undo_of, "by": change.id, "by_seq": seq}
            self._connection.run("mark_undone", values)

    def next_to_undo(self, learner: str) -> tuple[str, str] | None:
        """Id and label of the newest change that stands, or None."""
        rows = self._connection.run("next_to_undo", {"learner": learner})
        return (rows[0][0], rows[0][1]) if rows else None

    def next_to_redo(self, learner: str) -> tuple[str, str] | None:
        """Id of the newest undo that may be taken back and label of what it undid, or None."""
        rows = self._connection.run("next_to_redo", {"learner": learner})
        return (rows[0][0], rows[0][1]) if rows else None

    def is_kept(self, change: str) -> bool:
        """Whether the record has a change with this id."""
        return bool(self._connection.run("events_of_op", {"op_id": change}))

    def events_of(self, change: str) -> tuple[Event, ...]:
        """The events of one change, in their order."""
        rows = self._connection.run("events_of_op", {"op_id": change})
        return tuple(self._kept(row).event for row in rows)

    def events_to_take_back(self, learner: str, change: str) -> tuple[Event, ...]:
        """The events of a change, each saying as `before` what the record has without it.

        That is what they said when they were kept, unless another machine's events came in between.
        """
        return tuple(as_replacing(event, self._without(learner, event, change)) for event in self.events_of(change))

    def _without(self, learner: str, event: Event, change: str) -> Replaced:
        """What the resource, or the path, of an event is once a change (or an undo) of it is taken back."""
        values = {"learner": learner, "resource": event.resource, "count": MOST_EVENTS}
        kept = [self._kept(row) for row in reversed(self._connection.run("events_of_resource", values))]
        standing = Standing()
        for each in kept:
            standing.take(each.change, each.undo_of)
        standing.take("", change)
        state, text, path = UNTOUCHED, "", ("", "")
        for each in kept:
            if each.undo_of is not None or each.change in standing.taken_back_by:
                continue
            if path_of(each.event):
                path = after_of_path(path, each.event)
            else:
                state = after_event(state, each.event)
                text = str(each.event.payload["text"]) if each.event.kind == NOTED else text
        return Replaced(state, text, path)

    def events(self, learner: str, resource: str | None = None, count: int = MOST_EVENTS) -> list[KeptEvent]:
        """The newest `count` events, newest first; of one resource where one is given."""
        if count < 1:
            return []
        whose = {"learner": learner, "resource": resource}
        with self._connection.reading():
            if resource is None:
                rows, sealed = self._connection.run("events", {"learner": learner, "count": count}), self._seal(learner)
                self._check(sealed.last == (rows[0][_CHAIN] if rows else ""))
            else:
                rows = self._connection.run("events_of_resource", {**whose, "count": count})
            first = rows[-1][0] if len(rows) == count else 0
            self._check(self._connection.run("count_events_from", {**whose, "first": first}) in ([(len(rows),)], []))
        return [self._kept(row) for row in rows]

    def _kept(self, row: Row) -> KeptEvent:
        try:
            return _kept(row)
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise damaged(self._connection.place) from None

    def count_events(self) -> int:
        return int(_one(self._connection.run("count_events")) or 0)


def open_store(place: str, wait_ms: int = 5000, before_migration: Callable[[], object] = lambda: None) -> Store:
    """The record at a file name or a database URL. Nothing is made before the first change.

    `before_migration` is called before a record of an older schema is brought up to date; what it raises stops that.
    """
    if "://" in place:
        from mlops_path.storage.engine import Engine  # noqa: PLC0415 - 22 x `python -c pass`; only a URL needs it

        return Store(Engine(place, wait_ms, before_migration))
    from mlops_path.storage.sqlite_file import SqliteFile  # noqa: PLC0415 - a URL does not need it

    return Store(SqliteFile(place, wait_ms, before_migration))


def file_of(place: str) -> str:
    """The whole name of the file that a record is in, from a file name or a database URL."""
    if "://" not in place:
        return os.path.abspath(place)
    from mlops_path.storage.engine import Engine  # noqa: PLC0415 - the same

    return Engine(place, 0).place


def _kept(row: Row) -> KeptEvent:
    seq, change, _, _, _, kind, resource, at_utc, offset, recorded, payload, undo_of, chain, previous, *of = row
    if not is_chained(previous or "", row[1:_CHAIN], chain):
        raise ValueError("not what was kept")
    at = local_iso(at_utc, offset)
    takes_back = ""
    if undo_of is not None and of:
        undone, is_first = of
        if is_first != (undone is not None):
            raise ValueError("the change that it takes back is not to be found")
        takes_back = "undo" if is_first else "redo"
    event = Event(kind, resource, at, json.loads(payload))
    if not is_event(event) or not _are_texts(change, resource, recorded):
        raise ValueError("an event that nobody wrote")
    return KeptEvent(seq, change, takes_back, recorded, undo_of, event)


def _are_texts(*values: object) -> bool:
    return all(isinstance(each, str) for each in values)


def _one(rows: Sequence[Row]) -> str | None:
    return rows[0][0] if rows else None
