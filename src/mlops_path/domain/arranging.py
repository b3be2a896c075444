"""A path as one learner has it: with steps of their own, in their own order, some out of sight, old ones kept.

What a learner arranges stands beside the path and is applied to each edition anew, so that an update keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from mlops_path.domain.curriculum import Facts, Path, Resource, Section, Stage, Step

NO_LONGER_HERE = "No longer on this path"
FIRST = ""  # in place of the id of a step that another one stands behind


class Added(NamedTuple):
    """A step of the learner's own, behind the step with the id `after`. `timed`: they said how long it takes."""

    id: str
    title: str
    kind: str
    minutes: int
    url: str | None
    required: bool
    after: str
    timed: bool = False


class Arrangement(NamedTuple):
    """What a learner changed for themselves, oldest first. `moved` pairs a step with the one that it stands behind."""

    hidden: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    added: tuple[Added, ...] = ()

    def hide(self, ids: Iterable[str]) -> Arrangement:
        return self._replace(hidden=tuple(dict.fromkeys((*self.hidden, *ids))))

    def bring_back(self, ids: Collection[str]) -> Arrangement:
        return self._replace(hidden=tuple(id_ for id_ in self.hidden if id_ not in ids))

    def move(self, id_: str, after: str) -> Arrangement:
        return self._replace(moved=(*(pair for pair in self.moved if pair[0] != id_), (id_, after)))

    def add(self, step: Added) -> Arrangement:
        return self._replace(added=(*self.added, step))

    def as_text(self) -> str:
        """As it is kept: JSON, empty where nothing is arranged."""
        return json.dumps(self._asdict(), ensure_ascii=False, separators=(",", ":")) if any(self) else ""


def arrangement_of(text: str) -> Arrangement:
    """What `as_text` wrote.

    Raises:
        ValueError: nobody wrote that.
    """
    if not text:
        return Arrangement()
    try:
        kept = json.loads(text)
        found = Arrangement(
            tuple(kept["hidden"]),
            tuple((id_, after) for id_, after in kept["moved"]),
            tuple(Added(*values) for values in kept["added"]),
        )
    except (TypeError, KeyError, RecursionError) as problem:
        raise ValueError("that is no arrangement") from problem
    if not _is_sound(found):
        raise ValueError("that is no arrangement")
    return found


def _is_sound(found: Arrangement) -> bool:
    texts = [*found.hidden, *(text for pair in found.moved for text in pair)]
    for step in found.added:
        texts += [step.id, step.title, step.kind, step.after, step.url or ""]
        if type(step.minutes) is not int or {type(step.required), type(step.timed)} != {bool}:
            return False
    return all(isinstance(text, str) for text in texts)


def arranged(path: Path, arrangement: Arrangement, touched: Collection[str]) -> Path:
    """The path as the learner has it, numbered anew. `touched` are the ids for which they did anything.

    A step behind one that this edition lacks stays where the path has it; an own one goes to the end. Sections that
    lose every step stay, empty. Retired steps that were touched stand in a stage of their own at the end.
    """
    here = {step.id for step in path.steps}
    gone = [step for step in path.retired if step.id in touched and step.id not in here]
    if not any(arrangement) and not gone:
        return path
    shelves = [list(path.steps[section.first : section.last]) for section in path.sections]
    facts: dict[str, Facts] = {}
    for own in arrangement.added:
        step = Step(0, own.id, own.title, own.kind, own.minutes, own.required, 0, None)
        facts[own.id] = Facts(_own_resource(own), "", ())
        if own.id not in here:
            _put(shelves, step, own.after)
    for id_, after in arrangement.moved:
        if id_ != after:
            _move(shelves, id_, after)
    hidden = set(arrangement.hidden)
    shelves = [[step for step in shelf if step.id not in hidden] for shelf in shelves]
    sections, stages = path.sections, path.stages
    if gone:
        stages = (*stages, Stage(NO_LONGER_HERE, "", len(sections), len(sections) + 1))
        sections = (*sections, Section(NO_LONGER_HERE, len(stages) - 1, 0, 0))
        shelves.append(gone)
    steps: list[Step] = []
    places: list[Section] = []
    origins: list[int] = []
    for number, (section, shelf) in enumerate(zip(sections, shelves, strict=True)):
        places.append(section._replace(first=len(steps), last=len(steps) + len(shelf)))
        for step in shelf:
            origins.append(step.number)
            steps.append(step._replace(number=len(steps) + 1, section=number))
    return path._replace(
        stages=tuple(stages),
        sections=tuple(places),
        steps=tuple(steps),
        facts=_Facts(path.facts, steps, origins, facts),
    )


def _move(shelves: list[list[Step]], id_: str, after: str) -> None:
    """Takes the first step of a resource from its place and puts it behind another; without that, it stays."""
    found = next(((shelf, step) for shelf in shelves for step in shelf if step.id == id_), None)
    if found is not None and (after == FIRST or any(step.id == after for shelf in shelves for step in shelf)):
        shelf, step = found
        shelf.remove(step)
        _put(shelves, step, after)


def _put(shelves: list[list[Step]], step: Step, after: str) -> None:
    """Puts a step behind another, or where that is not there at the end of the last section."""
    if after == FIRST:
        shelves[0].insert(0, step)
        return
    for shelf in shelves:
        for place, other in enumerate(shelf):
            if other.id == after:
                shelf.insert(place + 1, step)
                return
    shelves[-1].append(step)


def _own_resource(own: Added) -> Resource:
    origin = "stated" if own.timed else "kind default"
    return Resource(
        own.id, own.title, own.kind, own.minutes, origin, url=own.url, url_from="verbatim" if own.url else ""
    )


class _Facts(Mapping[int, Facts]):
    """The facts of a path that was numbered anew, by its present numbers."""

    def __init__(
        self, facts: Mapping[int, Facts], steps: list[Step], origins: list[int], own: Mapping[str, Facts]
    ) -> None:
        self._facts, self._steps, self._origins, self._own = facts, steps, origins, own

    def __getitem__(self, number: int) -> Facts:
        if not 1 <= number <= len(self._steps):
            raise KeyError(number)
        origin = self._origins[number - 1]
        return self._facts[origin] if origin else self._own[self._steps[number - 1].id]

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, len(self._steps) + 1))

    def __len__(self) -> int:
        return len(self._steps)
