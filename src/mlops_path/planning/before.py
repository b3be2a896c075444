"""The edition of a path that is in use, as what a new one is compared with."""

from __future__ import annotations

from typing import NamedTuple

from mlops_path.curriculum import own_paths
from mlops_path.domain.editions import Thing
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import UNTOUCHED
from mlops_path.planning.resources import Table, table_of, things_kept, things_of
from mlops_path.tracker import Tracker


class StepBefore(NamedTuple):
    """A step of the edition in use, or of a still earlier one.

    `status` is the one shown: of a book of which the edition requires parts, what those make of it. What is `apart`
    counts for no whole, whatever it is a part of.
    """

    thing: Thing
    status: str
    required: bool
    table: Table
    apart: bool

    @property
    def retired(self) -> bool:
        return self.thing.retired


def steps_before(tracker: Tracker, path_id: str) -> list[StepBefore]:
    """The steps of the edition in use, each once, and those retired before; of a path that was removed, as it was."""
    states = tracker.journey.states
    if path_id in tracker.library.homes:
        path = tracker.library.path(path_id)
        journey = Journey(path, states)
        steps = list({step.id: step for step in reversed((*path.steps, *path.retired))}.values())[::-1]
        kept = things_kept(own_paths.text_in(tracker.library.homes[path_id]))[0] if path.retired else ()
        homes = {thing.id: thing.place for thing in kept}
        return [
            StepBefore(
                thing._replace(place=homes.get(thing.id, thing.place)) if thing.retired else thing,
                journey.status(step.id),
                step.required,
                table_of(path.facts[step.number].resource),
                apart=path.facts[step.number].resource.part_of is not None and step.parent is None,
            )
            for step, thing in zip(steps, things_of(path, steps), strict=True)
        ]
    found: dict[str, tuple[Thing, Table]] = {}
    for text in tracker.editions_kept(path_id):
        for thing, table in zip(*things_kept(text), strict=True):
            found.setdefault(thing.id, (thing, table))
    places = {id_: place for place, id_ in enumerate(found)}
    return [
        StepBefore(
            thing._replace(parent=places.get(table.get("part_of", "")), retired=True),
            states.get(thing.id, UNTOUCHED).status,
            required=True,
            table=table,
            apart=False,
        )
        for thing, table in found.values()
    ]
