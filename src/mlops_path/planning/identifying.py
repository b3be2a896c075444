"""The ids of a new edition's steps: one id is one thing, on every path and in every edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from mlops_path.curriculum import own_paths
from mlops_path.curriculum.writing import new_id
from mlops_path.domain.curriculum import Path
from mlops_path.domain.editions import Comparison, Thing, are_one, recognise, resource_of
from mlops_path.planning.before import StepBefore
from mlops_path.planning.resources import Table, ids_in, ids_taken, links_of, table_of, things_kept, things_of
from mlops_path.tracker import Tracker


def ids_for(
    tracker: Tracker, path_id: str, before: Sequence[StepBefore], things: Sequence[Thing], comparison: Comparison
) -> tuple[tuple[str, ...], dict[str, Table]]:
    """An id for each new thing: that of what it was, of the same resource elsewhere, of its twin, or a new one.

    And what is known of the resources that other paths have. An id that another path has as well is given up by a thing
    that is not what stands there any more.
    """
    ids: list[str] = [""] * len(things)
    used: set[int] = set()
    elsewhere = _elsewhere(tracker, path_id, {each.thing.id for each in before})
    for match in comparison.matches:
        if match.old[0] in used and match.how == "split":
            continue  # of what was split, the first keeps the id
        used.add(match.old[0])
        fitting = (before[old] for old in match.old)
        ids[match.new] = next(
            (old.thing.id for old in fitting if elsewhere.fits(old.thing.id, things[match.new], old.table)), ""
        )
    doubtful = {doubt.new for doubt in comparison.doubts}
    waiting = [place for place, id_ in enumerate(ids) if not id_]
    others = list(elsewhere.things.values())
    recognised = {
        waiting[position]: others[other]
        for position, other in recognise([things[place] for place in waiting], others).items()
        if waiting[position] not in doubtful
    }
    counts = Counter(thing.title.casefold() for thing in things)
    several = {title for title, count in counts.items() if count > 1}
    twins = {key: id_ for thing, id_ in zip(things, ids, strict=True) if id_ for key in _keys(thing, several)}
    for place in waiting:
        thing = things[place]
        same = elsewhere.things.get(thing.id)
        known = recognised.get(place) or (same if same is not None and are_one(same, thing) else None)
        if twin := next((twins[key] for key in _keys(thing, several) if key in twins), ""):
            ids[place] = twin
        elif known is not None and elsewhere.fits(known.id, thing, elsewhere.table(known.id)):
            ids[place] = known.id
        elif thing.id and thing.id not in elsewhere.taken:
            ids[place] = thing.id
        else:
            ids[place] = new_id(thing.title, elsewhere.taken)
        elsewhere.taken.add(ids[place])
        twins |= dict.fromkeys(_keys(thing, several), ids[place])
    return tuple(ids), {id_: elsewhere.table(id_) for id_ in set(ids) & elsewhere.things.keys()}


def _keys(thing: Thing, several: Collection[str]) -> Iterator[tuple[str, object]]:
    """What is the same for a thing that stands twice. Without address or id, two of one title may be two things.

    `several` are the titles that more than one thing has.
    """
    title = thing.title.casefold()
    if thing.addresses and title in several:
        yield resource_of(thing)
    if thing.id:
        yield title, thing.id


class _Elsewhere(NamedTuple):
    """What is known apart from the path in question.

    `things` are those of other paths, each with the path and its number there, and of editions that no path has any
    more, with the `tables` of their resources. `said` is what the files of other paths say of each id. `taken` is every
    id that stands for something, or ever did, whoever's path it was.
    """

    things: dict[str, Thing]
    steps: dict[str, tuple[Path, int]]
    tables: dict[str, Table]
    said: dict[str, list[Thing]]
    taken: set[str]

    def table(self, id_: str) -> Table:
        if id_ in self.tables:
            return self.tables[id_]
        path, number = self.steps[id_]
        return table_of(path.facts[number].resource)

    def fits(self, id_: str, thing: Thing, table: Table) -> bool:
        """Whether a path file may call a thing by an id without a contradiction to the file of another path."""
        thing = thing if thing.addresses else thing._replace(addresses=tuple(links_of(table)))
        return all(are_one(other, thing) for other in self.said.get(id_, ()))


def _elsewhere(tracker: Tracker, path_id: str, here: Collection[str]) -> _Elsewhere:
    found = _Elsewhere({}, {}, {}, {}, ids_taken(tracker) | set(here))
    for line in tracker.library.paths:
        if line.id != path_id:
            path = tracker.library.path(line.id)
            things = things_of(path, path.steps)
            for step, thing in zip(path.steps, things, strict=True):
                if step.id not in here:
                    found.things.setdefault(step.id, thing._replace(parent=None))
                    found.steps.setdefault(step.id, (path, step.number))
            home = tracker.library.homes.get(line.id)
            for thing in things_kept(own_paths.text_in(home))[0] if home else things:
                found.said.setdefault(thing.id, []).append(thing)
    known = found.things.keys() | here
    for text in sorted(tracker.every_edition(), key=len, reverse=True):
        if ids_in(text) <= known:
            continue  # the longest one has most of what the others have, and reading takes a while
        known |= ids_in(text)
        for thing, table in zip(*things_kept(text), strict=True):
            if thing.id not in found.things and thing.id not in here:
                found.things[thing.id], found.tables[thing.id] = thing, table
    return found
