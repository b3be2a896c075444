"""A path seen through a learner's record: steps with status, honest numbers, what is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from mlops_path.domain.curriculum import NO_PATH, Path, Section, Stage, Step
from mlops_path.domain.dates import from_iso
from mlops_path.domain.progress import (
    DOING,
    DONE,
    SKIPPED,
    TODO,
    UNTOUCHED,
    Event,
    State,
    replay,
)

RULE = (
    "Progress = done / (required − skipped − retired). Optional, skipped and retired steps are counted beside it, "
    "never inside it; a step that stands twice counts once; a book of which the path asks chapters is those chapters."
)


class Counts(NamedTuple):
    """How far a path, stage or section is. Always `done + open == required − skipped − retired`.

    Every figure counts different resources, not lines: a resource that stands twice is counted at its first step. A
    book (or list) of which the path requires parts is those parts and is not counted itself.
    """

    required: int = 0
    done: int = 0
    doing: int = 0
    skipped: int = 0
    retired: int = 0
    optional: int = 0
    optional_done: int = 0
    optional_skipped: int = 0
    minutes_open: int = 0
    minutes_logged: int = 0

    @property
    def counted(self) -> int:
        """The denominator: what is required and neither skipped nor retired."""
        return self.required - self.skipped - self.retired

    @property
    def open(self) -> int:
        """Required steps that are todo or doing."""
        return self.counted - self.done

    @property
    def fraction(self) -> float | None:
        """From 0.0 to 1.0, or None where nothing is required."""
        return self.done / self.counted if self.counted > 0 else None

    def plus(self, other: Counts) -> Counts:
        return Counts(*map(int.__add__, self, other))


class NextStep(NamedTuple):
    """A step to take, and why it is this one."""

    step: Step
    why: str


class Journey:
    """One learner on one path. Never changes: `after` gives a new one.

    `states` holds the resources that the learner ever touched, by id. Figures are worked out when first asked for.
    """

    def __init__(
        self,
        path: Path,
        states: Mapping[str, State] | None = None,
        learner: str = "",
        index: Index | None = None,
    ) -> None:
        self.path = path
        self.states: Mapping[str, State] = {} if states is None else states
        self.learner = learner
        self._known_counts: tuple[Counts, ...] | None = None
        self._known_index = index

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.path.steps

    @property
    def index(self) -> Index:
        """What follows from the path alone, worked out once and handed on."""
        if self._known_index is None:
            self._known_index = Index(self.path)
        return self._known_index

    # What is known of one step

    def state(self, resource: str) -> State:
        """The kept state of a resource, whether or not it stands on this path."""
        return self.states.get(resource, UNTOUCHED)

    def status(self, resource: str) -> str:
        """The status to show: of a book of which this path requires parts, what those parts make of it.

        Done when all its required parts are done (skipped ones aside), skipped when all are skipped, doing as soon as
        one is begun.
        """
        parts = self.index.required_parts.get(resource)
        if not parts:
            return self.state(resource).status
        statuses = {self.state(part).status for part in parts}
        if len(statuses) == 1:
            return statuses.pop()
        if statuses <= {DONE, SKIPPED}:
            return DONE
        return DOING if statuses & {DOING, DONE} else TODO

    def status_at(self, resource: str) -> str:
        """When the shown status came about (ISO 8601), empty where it never changed."""
        parts = self.index.required_parts.get(resource)
        if not parts:
            return self.state(resource).at
        status = self.status(resource)
        decisive = {DOING: (DOING, DONE), TODO: ()}.get(status, (DONE, SKIPPED))
        moments = [self.state(part).at for part in parts if self.state(part).status in decisive]
        if not moments:
            return ""
        return min(moments, key=from_iso) if status == DOING else max(moments, key=from_iso)

    def step_of(self, resource: str) -> Step | None:
        """The first step that the resource has on this path."""
        number = self.index.first.get(resource)
        return None if number is None else self.steps[number]

    def parts_on_path(self, resource: str) -> tuple[str, ...]:
        """Ids of the resource's parts that this path asks for, in path order."""
        return self.index.parts.get(resource, ())

    def is_made_of_parts(self, resource: str) -> bool:
        """Whether the resource counts as its required parts instead of as itself."""
        return resource in self.index.required_parts

    def touched_by(self, resource: str, status: str) -> tuple[str, ...]:
        """The resources that change when `resource` is marked `status`, in path order.

        Marking a whole book marks the parts that the path asks for; `start` begins its first open part.
        """
        parts = self.parts_on_path(resource)
        if not parts:
            return (resource,)
        if self.is_made_of_parts(resource):
            parts = self.index.required_parts[resource]
            undecided = tuple(part for part in parts if self.state(part).status in (TODO, DOING))
            if status == DOING:
                return undecided[:1] or parts[:1]
            if status == TODO:
                return parts
            already = status in {self.state(part).status for part in parts}
            return undecided or (() if already else parts)
        own = self.state(resource).status
        if status == TODO:
            return (resource, *(part for part in parts if self.state(part).status == own))
        if status in (DONE, SKIPPED):
            return (resource, *(part for part in parts if self.state(part).status in (TODO, DOING)))
        return (resource,)

    # Numbers

    @cached_property
    def section_counts(self) -> tuple[Counts, ...]:
        if self._known_counts is not None:
            return self._known_counts
        return tuple(self._count(section) for section in self.path.sections)

    @cached_property
    def counts(self) -> Counts:
        return _total(self.section_counts)

    def stage_counts(self, stage: Stage) -> Counts:
        return _total(self.section_counts[stage.first : stage.last])

    def _count(self, section: Section) -> Counts:
        first, made_of_parts = self.index.first, self.index.required_parts
        states = self.states
        required = done = doing = skipped = retired = optional = optional_done = optional_skipped = 0
        minutes_open = minutes_logged = 0
        for step in self.path.steps[section.first : section.last]:
            if first[step.id] != step.number - 1:
                continue
            state = states.get(step.id, UNTOUCHED)
            minutes_logged += state.minutes_logged
            if step.retired:
                required += step.required
                retired += step.required
                continue
            if step.id in made_of_parts:
                continue
            status = state.status
            if step.id not in self.index.required:
                optional += 1
                optional_done += status == DONE
                optional_skipped += status == SKIPPED
                continue
            required += 1
            done += status == DONE
            skipped += status == SKIPPED
            doing += status == DOING
            if status in (TODO, DOING):
                minutes_open += step.minutes
        return Counts(
            required,
            done,
            doing,
            skipped,
            retired,
            optional,
            optional_done,
            optional_skipped,
            minutes_open,
            minutes_logged,
        )

    # What is next

    def open_steps(self) -> Iterator[Step]:
        """Required steps that are todo or doing, in path order, each resource once."""
        first, required, made_of_parts = self.index.first, self.index.required, self.index.required_parts
        states = self.states
        for step in self.steps:
            id_ = step.id
            if (
                id_ in required
                and id_ not in made_of_parts
                and first[id_] == step.number - 1
                and states.get(id_, UNTOUCHED).status in (TODO, DOING)
            ):
                yield step

    def next_steps(self, count: int = 1) -> tuple[NextStep, ...]:
        """What to take next, at most `count`: begun steps first (the one begun last first), then path order.

        When nothing required is open, optional steps that were begun; then nothing.
        """
        begun: list[Step] = []
        todo: list[Step] = []
        for step in self.open_steps():
            (begun if self.state(step.id).status == DOING else todo).append(step)
            if len(todo) >= count and not self._more_begun(begun):
                break
        begun.sort(key=lambda step: from_iso(self.state(step.id).at), reverse=True)
        found = [NextStep(step, "you have begun it") for step in begun]
        found += [NextStep(step, "the first open step" if n == 0 else "next in order") for n, step in enumerate(todo)]
        if not found:
            index = self.index
            found = [
                NextStep(step, "optional, and you have begun it")
                for step in self.steps
                if self.state(step.id).status == DOING
                and not step.retired
                and step.id not in index.required
                and step.id not in index.required_parts
                and index.first[step.id] == step.number - 1
            ]
        return tuple(found[:count])

    def _more_begun(self, begun: Sequence[Step]) -> bool:
        return self._begun_anywhere > len(begun)

    @cached_property
    def _begun_anywhere(self) -> int:
        return sum(state.status == DOING for state in self.states.values())

    @property
    def next_step(self) -> Step | None:
        """The step to take next, or None when nothing is open."""
        found = self.next_steps()
        return found[0].step if found else None

    def next_open_after(self, number: int) -> Step | None:
        """The first open required step below step `number`, then from the top; None when nothing is open."""
        above = None
        for step in self.open_steps():
            if step.number > number:
                return step
            above = above or step
        return above

    # Change

    def after(self, events: Iterable[Event]) -> Journey:
        """The journey with `events` applied, oldest first. Only the sections they touch are counted again."""
        events = tuple(events)
        changed = {event.resource for event in events}
        later = Journey(self.path, replay(events, self.states), self.learner, self._known_index)
        if "section_counts" in self.__dict__:
            counts = list(self.section_counts)
            index = later.index
            homes = {self.steps[index.first[resource]].section for resource in changed if resource in index.first}
            for home in homes:
                counts[home] = later._count(self.path.sections[home])
            later._known_counts = tuple(counts)
        return later


class Index:
    """What follows from the path alone: where each resource stands first, what is required, what is part of what.

    A book is known by its parts here also where it is no step itself.
    """

    __slots__ = ("first", "parts", "required", "required_parts")

    def __init__(self, path: Path) -> None:
        ids = [step.id for step in path.steps]
        first = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
        required = {step.id for step in path.steps if step.required and not step.retired}
        parts: dict[str, dict[str, None]] = {}
        for step in path.steps:
            if step.parent is not None and not step.retired:
                parts.setdefault(step.parent, {})[step.id] = None
        self.first = first
        self.required = required
        self.parts = {whole: tuple(ids) for whole, ids in parts.items()}
        leaves: dict[str, tuple[str, ...]] = {}
        for whole in self.parts:
            self._find_leaves(whole, leaves)
        self.required_parts = {whole: leaves[whole] for whole in self.parts if leaves[whole]}

    def _find_leaves(self, whole: str, leaves: dict[str, tuple[str, ...]]) -> None:
        """Adds the required parts of `whole`; of a part that has required parts itself, those instead of it.

        Goes down by a list of its own, because parts may lie in each other deeper than Python calls may.
        """
        waiting = [whole]
        begun: set[str] = set()
        while waiting:
            top = waiting[-1]
            deeper = [part for part in self.parts.get(top, ()) if part in self.parts and part not in begun]
            if top not in begun and deeper:
                begun.add(top)
                waiting += [part for part in deeper if part not in leaves and part != top]
                continue
            begun.add(waiting.pop())
            found: dict[str, None] = {}
            for part in self.parts.get(top, ()):
                if part != top:
                    found |= dict.fromkeys(leaves.get(part) or ((part,) if part in self.required else ()))
            leaves[top] = tuple(found)


def _total(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for each in counts:
        total = total.plus(each)
    return total


NO_JOURNEY = Journey(NO_PATH)
