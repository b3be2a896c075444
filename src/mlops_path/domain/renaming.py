"""Ids of resources that were renamed: what was done under the old one is the new one's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlops_path.domain.progress import (
    DOING,
    DONE,
    MARKED,
    SKIPPED,
    TODO,
    UNTOUCHED,
    Event,
    State,
    log_event,
    mark_values,
    note_event,
)

_FAR = {TODO: 0, DOING: 1, SKIPPED: 2, DONE: 3}


def under_new_names(states: Mapping[str, State], renamed: Mapping[str, str]) -> Mapping[str, State]:
    """The states with those of old ids under the new ones. `renamed` leads from old to new; each id is asked once."""
    old_ids = [old for old in renamed if old in states]
    if not old_ids:
        return states
    found = dict(states)
    for old in old_ids:
        found[renamed[old]] = together(found.pop(old), found.get(renamed[old], UNTOUCHED))
    return found


def together(old: State, new: State) -> State:
    """What a resource's two states come to: the status that is further, no minute and no note lost."""
    further = old if _FAR[old.status] > _FAR[new.status] else new
    return further._replace(
        minutes_logged=old.minutes_logged + new.minutes_logged, has_note=old.has_note or new.has_note
    )


def notes_together(old: str, new: str) -> str:
    """What a resource's two notes come to, the new one first."""
    if not new or old == new:
        return old or new
    return f"{new.rstrip()}\n\n{old}" if old and old not in new else new


def renaming_events(
    ids: tuple[str, str], states: tuple[State, State], notes: tuple[str, str], at: str
) -> Iterator[Event]:
    """The events that take everything from an old id and give it to the new one; each pair is the old, then the new."""
    (old_id, new_id), (old, new) = ids, states
    whole = together(old, new)
    for id_, before, after in ((new_id, new, whole), (old_id, old, UNTOUCHED)):
        if mark_values(before) != mark_values(after):
            payload = {"before": mark_values(before), "after": mark_values(after), "from": "another id"}
            yield Event(MARKED, id_, at, payload)
        if before.minutes_logged != after.minutes_logged:
            yield log_event(id_, after.minutes_logged - before.minutes_logged, at)
    for event in (note_event(new_id, notes[1], notes_together(*notes), at), note_event(old_id, notes[0], "", at)):
        if event is not None:
            yield event
