"""What a learner did: statuses, marks, events, and how one follows from the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

TODO, DOING, DONE, SKIPPED = "todo", "doing", "done", "skipped"
STATUSES = (TODO, DOING, DONE, SKIPPED)
HOW_FAR = {TODO: 0, DOING: 1, SKIPPED: 2, DONE: 2}

MARKED, NOTED, LOGGED, EDITION, ARRANGED = "marked", "noted", "logged", "edition", "arranged"
EVENT_KINDS = (MARKED, NOTED, LOGGED, EDITION, ARRANGED)
OF_PATHS = (EDITION, ARRANGED)  # kinds of events about a whole path; no state follows from them
PATH_PREFIX = "path:"  # no id of a resource has a colon


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
    """One change to one resource, or to a path (`path:<id>`). `at` is when it happened, ISO 8601 with offset.

    `payload` by kind: `marked` has `before` and `after` (`status`, `at`, `reason`, `known`), and `from` where it was no
    mark of the learner's hand ("imported", "carried over", "another id"); `noted` has `text` and `before`, the whole
    note each time; `logged` has `minutes`, negative only where it takes a log back; `edition` has `before` and `after`,
    the digests of the path's editions, empty for none; `arranged` has `text` and `before`, how the learner arranged the
    path, empty for as its author did.
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


def mark_values(state: State) -> dict[str, object]:
    """What a mark sets, as a `marked` event has it."""
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
    return Event(MARKED, resource, at, {"before": mark_values(before), "after": mark_values(after)})


def note_event(resource: str, before: str, text: str, at: str) -> Event | None:
    """The event that replaces the note `before` by `text`, or None where they are the same."""
    return None if before == text else Event(NOTED, resource, at, {"before": before, "text": text})


def log_event(resource: str, minutes: int, at: str) -> Event:
    return Event(LOGGED, resource, at, {"minutes": minutes})


def edition_event(path: str, before: str, after: str, at: str) -> Event | None:
    """The event that brings the edition `after` of a path into use, or None where it is in use already."""
    return None if before == after else Event(EDITION, PATH_PREFIX + path, at, {"before": before, "after": after})


def arranged_event(path: str, before: str, text: str, at: str) -> Event | None:
    """The event that replaces how a path was arranged by `text`, or None where they are the same."""
    return None if before == text else Event(ARRANGED, PATH_PREFIX + path, at, {"before": before, "text": text})


def after_of_path(before: tuple[str, str], event: Event) -> tuple[str, str]:
    """The edition in use and how the path is arranged, with one event about the path applied."""
    edition, text = before
    return (str(event.payload["after"]), text) if event.kind == EDITION else (edition, str(event.payload["text"]))


def path_of(event: Event) -> str:
    """The id of the path that an event is about; empty for an event about a resource."""
    return event.resource.removeprefix(PATH_PREFIX) if event.kind in OF_PATHS else ""


def after_event(state: State, event: Event) -> State:
    """`state` with one event applied. A mark sets the whole status, so the last one wins."""
    if event.kind in OF_PATHS:
        return state
    if event.kind == MARKED:
        after = _mapping(event.payload["after"])
        return State(
            str(after["status"]),
            str(after["at"]),
            str(after["reason"]),
            bool(after["known"]),
            state.minutes_logged,
            state.has_note,
        )
    status, at, reason, known, minutes, has_note = state
    if event.kind == NOTED:
        return State(status, at, reason, known, minutes, bool(event.payload["text"]))
    return State(status, at, reason, known, minutes + _whole(event.payload["minutes"]), has_note)


def status_after(event: Event) -> str:
    """The status that a mark gives."""
    return str(_mapping(event.payload["after"])["status"])


def inverse(event: Event, at: str) -> Event:
    """The event that takes `event` back, happening at `at`."""
    if event.kind in (MARKED, EDITION):
        swapped = {"before": event.payload["after"], "after": event.payload["before"]}
        return Event(event.kind, event.resource, at, swapped)
    if event.kind in (NOTED, ARRANGED):
        swapped = {"before": event.payload["text"], "text": event.payload["before"]}
        return Event(event.kind, event.resource, at, swapped)
    return Event(LOGGED, event.resource, at, {"minutes": -_whole(event.payload["minutes"])})


class Replaced(NamedTuple):
    """What a resource, or a path, was before an event: its state and note, or its edition and how it was arranged."""

    state: State
    note: str
    path: tuple[str, str]


def as_replacing(event: Event, before: Replaced) -> Event:
    """The event saying that it replaced `before`, which its inverse brings back."""
    edition, text = before.path
    found: dict[str, object] = {
        MARKED: mark_values(before.state),
        NOTED: before.note,
        EDITION: edition,
        ARRANGED: text,
    }
    if event.kind not in found:
        return event
    return event._replace(payload={**event.payload, "before": found[event.kind]})


def still_holds(event: Event, state: State, text: str) -> bool:
    """Whether what `event` left behind is still there, so that its inverse takes back nothing else.

    `text` is what the record has now of what the event replaced: the note, how the path is arranged, or the digest of
    the path's edition in use.
    """
    if event.kind == MARKED:
        return mark_values(state) == dict(_mapping(event.payload["after"]))
    if event.kind in (NOTED, ARRANGED):
        return text == event.payload["text"]
    if event.kind == EDITION:
        return text == event.payload["after"]
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
    if event.kind in (NOTED, ARRANGED):
        return isinstance(payload.get("text"), str) and isinstance(payload.get("before"), str)
    if event.kind == EDITION:
        return is_digest(payload.get("before")) and is_digest(payload.get("after"))
    if event.kind == LOGGED:
        return isinstance(payload.get("minutes"), int)
    return event.kind == MARKED and _is_mark(payload.get("before")) and _is_mark(payload.get("after"))


def digest_of(text: str) -> str:
    """The SHA-256 by which an edition is known, from the text of its file; empty for no text."""
    from hashlib import sha256  # noqa: PLC0415 - every start loads this module, and few need that

    return sha256(text.encode(errors="surrogatepass")).hexdigest() if text else ""


def is_digest(value: object) -> bool:
    """Whether a value is the digest of an edition, or empty for none."""
    return value == "" or (isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef"))


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
    """What the change with these events is called: its first status, "already known", "note", "log" and so on."""
    first = next((event for event in events if event.kind == MARKED), events[0])
    if first.kind == EDITION:
        return "update" if first.payload["before"] and first.payload["after"] else _came_or_went(first)
    if first.kind != MARKED:
        return {NOTED: "note", LOGGED: "log", ARRANGED: "arrange"}[first.kind]
    return "already known" if _mapping(first.payload["after"])["known"] else status_after(first)


def is_label(label: object, events: Sequence[Event]) -> bool:
    """Whether a change with these events may be called that: as `label_of` says, or by any name if it is of a path."""
    return label == label_of(events) or (isinstance(label, str) and bool(label) and events[0].kind in OF_PATHS)


def _came_or_went(event: Event) -> str:
    return "import" if event.payload["after"] else "remove"


class Standing:
    """Which changes stand, from changes in their order.

    Where two machines took back, or did again, the same change before their records met, the second of them finds it
    done and has no effect: minutes are not taken off twice.
    """

    def __init__(self) -> None:
        self.taken_back_by: dict[str, str] = {}  # the undo, by the change that does not stand because of it
        self._wishes: dict[str, tuple[str, bool]] = {}  # of each change: which one is to stand, or not

    def take(self, change: str, undo_of: str | None) -> bool:
        """Whether the next change has an effect; a new one always has."""
        original, stands = change, True
        if undo_of is not None:
            original, stood = self._wishes.get(undo_of, (undo_of, True))
            stands = not stood
        self._wishes[change] = original, stands
        if undo_of is not None and stands == (original not in self.taken_back_by):
            return False
        if not stands:
            self.taken_back_by[original] = change
        else:
            self.taken_back_by.pop(original, None)
        return True

    def original_of(self, change: str) -> str:
        """The change that an undo or redo is about in the end."""
        return self._wishes[change][0]


def undo_stack(changes: Iterable[tuple[str, str | None]]) -> tuple[list[str], list[str]]:
    """Ids of changes that undo and redo would take next, the next one last, from (id, undo_of) oldest first.

    Undo takes back the newest change that stands; redo takes back the newest undo; a new change ends what could be
    redone.
    """
    standing, originals = Standing(), []
    waiting: dict[str, str] = {}
    for change, undo_of in changes:
        has_effect = standing.take(change, undo_of)
        if undo_of is None:
            originals.append(change)
            waiting.clear()
        elif has_effect:
            original = standing.original_of(change)
            waiting.pop(original, None)
            if original in standing.taken_back_by:
                waiting[original] = change
    return [change for change in originals if change not in standing.taken_back_by], list(waiting.values())


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("an event's payload is not what its kind says")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("an event's payload is not what its kind says")
    return value
