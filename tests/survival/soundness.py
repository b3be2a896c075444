"""What makes a record sound, asked of its rows alone; and what it says, without the ids and moments of one run."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from mlops_path.domain.progress import MARKED, NOTED, UNTOUCHED, Event, State, after_event, undo_stack
from tests.storage.making import rows
from tests.storage.test_store import EVENT_COLUMNS, chain_of

Facts = dict[str, list[Any]]


def is_made(file: Path) -> bool:
    """Whether there is a record, and not only the file that one was to be in."""
    if not file.exists():
        return False
    with closing(sqlite3.connect(file)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def events_in(file: Path) -> list[dict[str, Any]]:
    """Every event in its order, the payload parsed."""
    found = [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in rows(file, "event")]
    return [{**each, "payload": json.loads(str(each["payload"]))} for each in found]


def faults_of(file: Path) -> list[str]:
    """Everything that is wrong with a record; nothing is wrong with one that is not made yet."""
    return list(_faults(file)) if is_made(file) else []


def _faults(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(file)) as connection:
        answer = connection.execute("PRAGMA integrity_check").fetchall()
        if answer != [("ok",)]:
            yield f"integrity_check: {answer[:3]}"
        if orphans := connection.execute("PRAGMA foreign_key_check").fetchall():
            yield f"foreign_key_check: {orphans[:3]}"
    if [row[0] for row in rows(file, "about")] not in (["device"], ["choices", "device"]):
        yield "not one device"
    events = events_in(file)
    if [each["seq"] for each in events] != list(range(1, len(events) + 1)):
        yield "the numbers of the events have holes"
    if any(kept != computed for kept, computed in chain_of(file)):
        yield "the chain is broken"
    seen: set[str] = set()
    for change, group in groupby(events, key=lambda each: str(each["op_id"])):
        parts = [each["part"] for each in group]
        if change in seen or parts != list(range(len(parts))):
            yield f"change {change} is not in one piece"
        seen.add(change)
    same = {str(row[1]): str(row[1]) for row in rows(file, "learner")}
    same |= {str(row[1]): str(row[5]) for row in rows(file, "learner") if any(row[5:])}  # joined by an import
    for learner in {each["learner"] for each in events} | set(same.values()):
        own = [each for each in events if same.get(each["learner"], each["learner"]) == learner]
        yield from _faults_of_states(file, learner, own)
        yield from _faults_of_undo(file, learner, own)


def _faults_of_states(file: Path, learner: str, events: list[dict[str, Any]]) -> Iterator[str]:
    """State and notes are what the events lead to, and each event was decided on what the ones before had left."""
    states: dict[str, State] = {}
    notes: dict[str, str] = {}
    for each in events:
        resource, payload = each["resource"], each["payload"]
        before = states.get(resource, UNTOUCHED)
        if each["kind"] == MARKED:
            found = {"status": before.status, "at": before.at, "reason": before.reason, "known": before.known}
            if payload["before"] != found:
                yield f"event {each['seq']} was decided on another state than the one before it left"
        elif each["kind"] == NOTED:
            if payload["before"] != notes.get(resource, ""):
                yield f"event {each['seq']} was written over a note that it had not read"
            notes[resource] = payload["text"]
        states[resource] = after_event(before, Event(each["kind"], resource, "", payload))
    kept = {str(row[1]): _state(row[2:]) for row in rows(file, "state") if row[0] == learner}
    if kept != {resource: state for resource, state in states.items() if state != UNTOUCHED}:
        yield f"the states of {learner} do not follow from the events"
    if {row[1]: row[2] for row in rows(file, "note") if row[0] == learner} != {k: v for k, v in notes.items() if v}:
        yield f"the notes of {learner} do not follow from the events"


def _state(row: tuple[Any, ...]) -> State:
    status, at, reason, known, minutes, has_note = row
    return State(status, at, reason, bool(known), minutes, bool(has_note))


def _faults_of_undo(file: Path, learner: str, events: list[dict[str, Any]]) -> Iterator[str]:
    """What undo and redo would take next is what the order of the changes says."""
    made = dict.fromkeys((each["op_id"], each["undo_of"]) for each in events)
    try:
        standing, undone = undo_stack(made)
    except (ValueError, StopIteration):
        yield f"a change of {learner} was taken back that did not stand"
        return
    changes = [row for row in rows(file, "change") if row[1] == learner]
    if [row[0] for row in sorted(changes, key=lambda row: int(str(row[2]))) if row[4] is None] != standing:
        yield f"what {learner} can undo is not what was done"
    waiting = [row for row in changes if row[4] is not None and not row[6]]
    if [row[4] for row in sorted(waiting, key=lambda row: int(str(row[5])))] != undone:
        yield f"what {learner} can do again is not what was undone"


def facts_of(file: Path) -> Facts:
    """What the record says, without ids and moments: equal for two records in which the same was done.

    Nothing for a record in which nothing is, which is what the first change makes before it is kept.
    """
    if not is_made(file):
        return {}
    name = {str(row[1]): row[2] for row in rows(file, "learner")}
    events = events_in(file)
    label = {row[0]: row[3] for row in rows(file, "change")}
    place = {each["op_id"]: number for number, each in enumerate(events)}
    found: Facts = {
        "learners": sorted((row[2], row[4]) for row in rows(file, "learner")),
        "settings": [
            (name.get(str(who), who), key, name.get(str(value), value)) for who, key, value in rows(file, "setting")
        ],
        "events": [
            (
                name[each["learner"]],
                each["kind"],
                each["resource"],
                each["part"],
                label.get(each["op_id"]),
                place.get(each["undo_of"]),
                _without_moments(each["payload"]),
            )
            for each in events
        ],
        "changes": sorted((row[2], row[3], row[4] is None, row[6]) for row in rows(file, "change")),
        "states": sorted((name[str(row[0])], row[1], row[2], *row[4:]) for row in rows(file, "state")),
        "notes": sorted((name[str(row[0])], *row[1:3]) for row in rows(file, "note")),
    }
    return found if any(found.values()) else {}


def _without_moments(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_moments(each) for key, each in value.items() if key != "at"}
    return value
