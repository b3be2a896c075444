"""Paths, records and deeds of every shape, for tests of rules that hold always."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import NamedTuple

from hypothesis import note, settings
from hypothesis import strategies as st

from mlops_path.domain.curriculum import Path
from mlops_path.domain.dates import iso
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import (
    DONE,
    MARKED,
    SKIPPED,
    STATUSES,
    UNTOUCHED,
    Event,
    State,
    log_event,
    mark_event,
    note_event,
)
from tests.builders import make_path

# No deadline: a busy machine is not a broken rule. No database of examples: nothing is left on the disk.
ALWAYS = settings(deadline=None, database=None, max_examples=100)

IDS = tuple(f"r{number}" for number in range(6))
ELSEWHERE = "not-on-this-path"

moments = st.builds(
    lambda seconds, hours: iso((datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone(hours))),
    st.integers(0, 10**7),
    st.integers(-12, 14),
)
statuses = st.sampled_from(STATUSES)
texts = st.sampled_from(("", "one", "two words", "three\n\nlines"))


def zone(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


@st.composite
def paths(draw: st.DrawFn) -> Path:
    """Up to four sections with repeated steps, optional ones, books with parts and parts that have parts."""
    wholes = {id_: draw(st.sampled_from((*IDS[: min(n, 2)], None))) for n, id_ in enumerate(IDS)}
    length = draw(st.integers(0, 12))
    standing = draw(st.lists(st.tuples(st.sampled_from(IDS), st.booleans()), min_size=length, max_size=length))
    ends = draw(st.lists(st.integers(0, len(standing)), max_size=3).map(sorted))
    specs = [
        (id_, required) if (whole := wholes[id_]) is None else (id_, required, whole) for id_, required in standing
    ]
    return make_path(*(specs[first:last] for first, last in pairwise((0, *ends, len(specs)))))


@st.composite
def states(draw: st.DrawFn) -> State:
    status = draw(statuses)
    return State(
        status,
        draw(moments),
        draw(texts) if status == SKIPPED else "",
        draw(st.booleans()) and status == DONE,
        draw(st.sampled_from((0, 1, 90))),
        draw(st.booleans()),
    )


records = st.fixed_dictionaries({id_: states() | st.none() for id_ in (*IDS, ELSEWHERE)}).map(
    lambda kept: {id_: state for id_, state in kept.items() if state is not None}
)


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    path, kept = draw(paths()), draw(records)
    note(f"steps {[(step.id, step.need, step.parent) for step in path.steps]}\nrecord {kept}")
    return Journey(path, kept, "ada")


class Deed(NamedTuple):
    """Something a learner asks for: a mark, a log or a note."""

    kind: str
    resource: str
    at: str
    status: str
    minutes: int
    text: str
    known: bool
    redate: bool


deeds = st.builds(
    Deed,
    st.sampled_from((MARKED, MARKED, MARKED, "logged", "noted")),
    st.sampled_from((*IDS, ELSEWHERE)),
    moments,
    statuses,
    st.integers(1, 300),
    texts,
    st.booleans(),
    st.booleans(),
)


def events_of(journey: Journey, deed: Deed, notes: Mapping[str, str]) -> list[Event]:
    """The events that `deed` comes to, as the tracker decides them."""
    if deed.kind == "logged":
        return [log_event(deed.resource, deed.minutes, deed.at)]
    if deed.kind == "noted":
        event = note_event(deed.resource, notes.get(deed.resource, ""), deed.text, deed.at)
        return [event] if event else []
    found = (
        mark_event(
            each,
            journey.states.get(each, UNTOUCHED),
            deed.status,
            deed.at,
            reason=deed.text,
            known=deed.known,
            redate=deed.redate,
        )
        for each in journey.touched_by(deed.resource, deed.status)
    )
    return [event for event in found if event is not None]


def walk(journey: Journey, asked: Sequence[Deed]) -> tuple[Journey, list[Event]]:
    """The journey after all deeds, one by one, and the events they came to, oldest first."""
    notes = {id_: "as before" for id_, state in journey.states.items() if state.has_note}
    events: list[Event] = []
    for deed in asked:
        came_to = events_of(journey, deed, notes)
        for event in came_to:
            if event.kind == "noted":
                notes[event.resource] = str(event.payload["text"])
        journey = journey.after(came_to)
        events += came_to
    return journey, events
