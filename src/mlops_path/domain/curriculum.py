"""What there is to learn: resources, and paths that walk over them.

Values that exist by the thousand are named tuples: made ten times as fast as frozen dataclasses, and their module
loads without `dataclasses` (0.8 x `python -c pass`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Link(NamedTuple):
    """A further address of a resource, and what is there."""

    url: str
    why: str


class Resource(NamedTuple):
    """One thing to learn from, with everything known about it.

    `minutes` is an estimate; `minutes_from` says of what kind ("pages", "video length", "kind default").
    `url_from` says where the address came from ("verbatim", "confirmed", "inferred"), empty without an address.
    `part_of` is the id of the book or list that it is a part of.
    """

    id: str
    title: str
    kind: str
    minutes: int
    minutes_from: str
    summary: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    organisation: str = ""
    year: int | None = None
    url: str | None = None
    url_from: str = ""
    free_url: str | None = None
    archive_url: str | None = None
    access: str = ""
    more: tuple[Link, ...] = ()
    topics: tuple[str, ...] = ()
    part_of: str | None = None
    related: tuple[tuple[str, str], ...] = ()
    remark: str = ""


class Step(NamedTuple):
    """One place on a path, as the outline needs it. `section` counts over the whole path, from 0.

    A `retired` step is one that an earlier edition had and this one has not.
    """

    number: int
    id: str
    title: str
    kind: str
    minutes: int
    required: bool
    section: int
    parent: str | None
    retired: bool = False

    @property
    def need(self) -> str:
        return "required" if self.required else "optional"


class Section(NamedTuple):
    """`first` and `last` are indexes into the path's steps: `steps[first:last]`."""

    title: str
    stage: int
    first: int
    last: int


class Stage(NamedTuple):
    """`first` and `last` are indexes into the path's sections: `sections[first:last]`."""

    title: str
    goal: str
    first: int
    last: int


class Facts(NamedTuple):
    """What one step shows beyond its line in the outline: its resource, and why it stands on this path."""

    resource: Resource
    why: str
    after: tuple[str, ...]


class Path(NamedTuple):
    """An ordered walk: stages → sections → steps.

    `edition` is a date. `facts` maps a step's number to its facts and may read them only when asked. `retired` are
    steps that earlier editions had, numbered on behind the others; they are on the path only for a learner who touched
    them.
    """

    id: str
    title: str
    author: str
    url: str | None
    edition: str
    summary: str
    stages: tuple[Stage, ...]
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]
    facts: Mapping[int, Facts]
    retired: tuple[Step, ...] = ()

    def stage_of(self, step: Step) -> Stage:
        return self.stages[self.sections[step.section].stage]

    def section_of(self, step: Step) -> Section:
        return self.sections[step.section]


NO_PATH = Path("", "", "", None, "", "", (), (), (), {})
