"""What is compared, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Thing(NamedTuple):
    """A step as far as it can be told from others.

    `id` is empty where a file gives none; `addresses` as they are written, the main one first; `parent` the index of
    the thing that it is a part of; `place` the titles of its stage and section. What is `retired` stood in an earlier
    edition than the one in use. `authors` are surnames in small letters, where they are known; `said` is what the list
    says of it, as it is written.
    """

    id: str
    title: str
    addresses: tuple[str, ...] = ()
    parent: int | None = None
    place: tuple[str, str] = ("", "")
    formerly: tuple[str, ...] = ()
    retired: bool = False
    authors: frozenset[str] = frozenset()
    said: str = ""


class Match(NamedTuple):
    """A new thing and the old ones that it is: one, or several that were merged into it.

    `how` is "carried" (nothing differs), "retitled", "relinked", "moved" (the first that holds, in this order: another
    title, another address, another place), "split" (the old one became several) or "merged".
    """

    new: int
    old: tuple[int, ...]
    how: str


class Doubt(NamedTuple):
    """A new thing that may be one of several old ones, or none: a person has to say."""

    new: int
    candidates: tuple[int, ...]


class Comparison(NamedTuple):
    """Every new thing is in `matches`, `new` or `doubts`; every old one in `matches`, `retired` or only in `doubts`."""

    matches: tuple[Match, ...]
    new: tuple[int, ...]
    retired: tuple[int, ...]
    doubts: tuple[Doubt, ...]

    def with_doubts(self, doubts: Mapping[int, tuple[int, ...]]) -> Comparison:
        """With what was doubtful before the edition was taken in part, and is new or gone only because of that.

        `doubts` maps new things to the old ones that each may be; of these, those count that are nothing else now.
        """
        taken = {old for match in self.matches for old in match.old}
        kept = {new: tuple(old for old in olds if old not in taken) for new, olds in doubts.items() if new in self.new}
        again = [Doubt(new, olds) for new, olds in kept.items() if olds]
        candidates = {old for doubt in again for old in doubt.candidates}
        return self._replace(
            new=tuple(new for new in self.new if new not in {doubt.new for doubt in again}),
            retired=tuple(old for old in self.retired if old not in candidates),
            doubts=tuple(sorted((*self.doubts, *again))),
        )

    def with_all_carried(self) -> Comparison:
        """For an edition that leaves the path as it is: that a list has a thing twice is no news."""
        return self._replace(matches=tuple(match._replace(how="carried") for match in self.matches))
