"""What a learner did: statuses, marks, events, and how one follows from the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

TODO, DOING, DONE, SKIPPED = "todo", "doing", "done", "skipped"
STATUSES = (TODO, DOING, DONE, SKIPPED)

MARKED, NOTED, LOGGED = "marked", "noted", "logged"
EVENT_KINDS = (MARKED, NOTED, LOGGED)


class State(NamedTuple):
    """Where a learner stands with one resource.

    `at` is the moment of the status as ISO 8601 with offset, empty for a resource never touched.
    """

    status: str = TODO
    at: str = ""
    reason: str = ""
    known: bool = False
    minutes_logged: int = 0
    has_note: bool = False


UNTOUCHED = State()


class Event(NamedTuple):
    """One change to one resource. `at` is when it happened for the learner, ISO 8601 with offset.

    `payload` by kind: `marked` has `before` and `after` (`status`, `at`, `reason`, `known`); `noted` has `text` and
    `before`, the whole note each time; `logged` has `minutes`, negative only where it takes a log back.
    """

    kind: str
    resource: str
    at: str
    payload: Mapping[str, object]


class Change(NamedTuple):
    """One action of a learner: events that are kept, undone and redone together.

    `label` says in a few words what was done ("done"). `undo_of` is the id of the change that this one takes back.
    """

    id: str
    label: str
    events: tuple[Event, ...]
    undo_of: str | None = None


def _mark_values(state: State) -> dict[str, object]:
    return {"status": state.status, "at": state.at, "reason": state.reason, "known": state.known}


def mark_event(
    resource: str,
    before: State,
    status: str,
    at: str,
    *,
    reason: str = "",
    known: bool = False,
    redate: bool = False,
) -> Event | None:
    """The event that brings `before` to `status`, or None where nothing would change.

    A resource that has the status already keeps its moment and reason, unless a new one is given (`redate`: the
    learner named the moment).
    """
    reason = reason if status == SKIPPED else ""
    known = known and status == DONE
    if status == before.status:
        reason, known = reason or before.reason, known or before.known
        if (reason, known) == (before.reason, before.known) and not (redate and at != before.at):
            return None
        at = at if redate else before.at
    after = before._replace(status=status, at=at, reason=reason, known=known)
    return Event(MARKED, resource, at, {"before": _mark_values(before), "after": _mark_values(after)})


def note_event(resource: str, before: str, text: str, at: str) -> Event | None:
    """The event that replaces the note `before` by `text`, or None where they are the same."""
    return None if before == text else Event(NOTED, resource, at, {"before": before, "text": text})


def log_event(resource: str, minutes: int, at: str) -> Event:
    return Event(LOGGED, resource, at, {"minutes": minutes})


def after_event(state: State, event: Event) -> State:
    """`state` with one event applied. A mark sets the whole status, so the last one wins."""
    if event.kind == MARKED:
        after = _mapping(event.payload["after"])
        return state._replace(
            status=str(after["status"]),
            at=str(after["at"]),
            reason=str(after["reason"]),
            known=bool(after["known"]),
        )
    if event.kind == NOTED:
        return state._replace(has_note=bool(event.payload["text"]))
    return state._replace(minutes_logged=state.minutes_logged + _whole(event.payload["minutes"]))


def inverse(event: Event, at: str) -> Event:
    """The event that takes `event` back, happening at `at`."""
    if event.kind == MARKED:
        swapped = {"before": event.payload["after"], "after": event.payload["before"]}
        return Event(MARKED, event.resource, at, swapped)
    if event.kind == NOTED:
        swapped = {"before": event.payload["text"], "text": event.payload["before"]}
        return Event(NOTED, event.resource, at, swapped)
    return Event(LOGGED, event.resource, at, {"minutes": -_whole(event.payload["minutes"])})


def still_holds(event: Event, state: State, note: str) -> bool:
    """Whether what `event` left behind is still there, so that its inverse takes back nothing else."""
    if event.kind == MARKED:
        return _mark_values(state) == dict(_mapping(event.payload["after"]))
    if event.kind == NOTED:
        return note == event.payload["text"]
    return state.minutes_logged >= _whole(event.payload["minutes"])


def is_moment(text: object) -> bool:
    """Whether a value is a moment as it is kept: ISO 8601 with offset."""
    try:
        return isinstance(text, str) and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def is_state(status: object, at: object, reason: object, minutes_logged: object = 0) -> bool:
    """Whether values that were read are those of a state at all."""
    return (
        status in STATUSES
        and (at == "" or is_moment(at))
        and isinstance(reason, str)
        and isinstance(minutes_logged, int)
    )


def is_event(event: Event) -> bool:
    """Whether values that were read are those of an event at all: a kind, and what it says by its kind."""
    payload: object = event.payload
    if not isinstance(payload, Mapping):
        return False
    if event.kind == NOTED:
        return isinstance(payload.get("text"), str) and isinstance(payload.get("before"), str)
    if event.kind == LOGGED:
        return isinstance(payload.get("minutes"), int)
    return event.kind == MARKED and _is_mark(payload.get("before")) and _is_mark(payload.get("after"))


def _is_mark(values: object) -> bool:
    return (
        isinstance(values, Mapping)
        and values.keys() == {"status", "at", "reason", "known"}
        and isinstance(values["known"], bool)
        and is_state(values["status"], values["at"], values["reason"])
    )


def replay(events: Iterable[Event], start: Mapping[str, State] | None = None) -> dict[str, State]:
    """The states that `events`, oldest first, lead to; resources that are back at the beginning are left out."""
    states = dict(start or {})
    for event in events:
        state = after_event(states.get(event.resource, UNTOUCHED), event)
        if state == UNTOUCHED:
            states.pop(event.resource, None)
        else:
            states[event.resource] = state
    return states


def label_of(events: Sequence[Event]) -> str:
    """What the change with these events is called: its status, "already known", "note" or "log"."""
    first = events[0]
    if first.kind != MARKED:
        return "note" if first.kind == NOTED else "log"
    after = _mapping(first.payload["after"])
    return "already known" if after["known"] else str(after["status"])


def undo_stack(changes: Iterable[tuple[str, str | None]]) -> tuple[list[str], list[str]]:
    """Ids of changes that undo and redo would take next, the next one last, from (id, undo_of) oldest first.

    Undo takes back the newest change that stands; redo takes back the newest undo; a new change ends what could be
    redone.
    """
    standing: list[str] = []
    undone: list[tuple[str, str]] = []
    undo_ids: set[str] = set()
    for change, undo_of in changes:
        if undo_of is None:
            standing.append(change)
            undone.clear()
        elif undo_of in undo_ids:
            original = next(first for first, undo in reversed(undone) if undo == undo_of)
            undone = [pair for pair in undone if pair[1] != undo_of]
            standing.append(original)
        else:
            standing.remove(undo_of)
            undone.append((undo_of, change))
            undo_ids.add(change)
    return standing, [undo for _, undo in undone]


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("an event's payload is not what its kind says")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("an event's payload is not what its kind says")
    return value
