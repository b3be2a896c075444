"""Events of several machines as one history: their order, and where two sides had gone different ways."""

from __future__ import annotations

from typing import NamedTuple

Place = tuple[str, str, int]


class MergedOrder:
    """Gives every event its place in the one order that machines agree on, whoever merged what first.

    An event comes after all that its own machine had recorded before; beyond that the moment of recording decides, and
    the machine's id where two moments are the same. A clock that was set back moves nothing before what it followed.
    """

    def __init__(self) -> None:
        self._latest: dict[str, str] = {}
        self._count: dict[str, int] = {}

    def place(self, device: str, recorded: str) -> Place:
        """The place of the next event of a machine, to sort by; `recorded` is UTC, always of the same length."""
        self._latest[device] = max(recorded, self._latest.get(device, ""))
        self._count[device] = count = self._count.get(device, 0) + 1
        return self._latest[device], device, count


class Meeting(NamedTuple):
    """A learner of a document: who it is here, with how many new events. `is_new` tells that nobody here was it."""

    name: str
    there: str
    events: int
    is_new: bool


class StatusChange(NamedTuple):
    """A resource that has another status after a merge."""

    learner: str
    id: str
    before: str
    after: str


class Disagreement(NamedTuple):
    """What both sides had changed since they parted, each its own way. `what` is "status" or "note".

    `here` and `there` are what it was on either side; `kept` is the later of the two, the other stays in the history.
    """

    learner: str
    id: str
    what: str
    here: str
    there: str
    kept: str


class Merged(NamedTuple):
    """What a merge did, or would do. `paths` are ids of own paths of which another edition is in use then, or none."""

    events: int
    new_events: int
    learners: tuple[Meeting, ...]
    changes: tuple[StatusChange, ...]
    disagreements: tuple[Disagreement, ...]
    paths: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether all of it was here already."""
        return self.new_events == 0 and not any(meeting.is_new for meeting in self.learners)
