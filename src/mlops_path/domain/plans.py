"""A study plan as it was read from somebody's file, before it becomes a path."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class PlanSection(NamedTuple):
    """A section and the index of its stage."""

    title: str
    stage: int


class PlanItem(NamedTuple):
    """One thing to learn as the file has it; what the file does not say is empty or None.

    `url` is the first address and `more` the others, each with what it is called there. `origin` is where it stood:
    "list", "box" (a check box), "table" or "topic". `line` counts from 1. `section` and `parent` are indexes, the
    parent always before its parts. `status` is "" where the file has no place for one, else "todo", "doing", "done"
    or "skipped". `after` has ids of items that are needed first. What is `apart` counts for no whole here, whatever it
    is a part of. `facts` are further fields of a resource, as a path file has them, among them `part_of`, the id of
    a whole that does not stand before its part.
    """

    title: str
    section: int
    origin: str
    line: int
    url: str | None = None
    more: tuple[tuple[str, str], ...] = ()
    status: str = ""
    parent: int | None = None
    id: str = ""
    kind: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    minutes: int | None = None
    summary: str = ""
    why: str = ""
    optional: bool = False
    note: str = ""
    formerly: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    apart: bool = False
    facts: tuple[tuple[str, object], ...] = ()


class LeftOut(NamedTuple):
    """Something in the file that is no step.

    `reason` is "contents", "badge", "image", "navigation", "licence", "struck", "empty" or "prose".
    """

    line: int
    text: str
    reason: str


class Plan(NamedTuple):
    """Stages with their goals, sections and items, each in the order of the file. A section may have no items."""

    title: str
    stages: tuple[tuple[str, str], ...]
    sections: tuple[PlanSection, ...]
    items: tuple[PlanItem, ...]
    left_out: tuple[LeftOut, ...] = ()
    id: str = ""
    author: str = ""
    url: str | None = None
    summary: str = ""

    def wholes(self) -> list[int | None]:
        """The index of the whole that each item is a part of, by its place in a list or by its `part_of`.

        Also of what stands apart.
        """
        places = {item.id: place for place, item in reversed(list(enumerate(self.items))) if item.id}
        return [
            places.get(str(dict(item.facts).get("part_of"))) if item.parent is None and item.facts else item.parent
            for item in self.items
        ]

    def wholes_to_keep(self) -> list[int | None]:
        """`wholes` for which each part counts: none for what stands apart, or has a box that says otherwise.

        That is a whole whose own box is ticked while a part is open, or the reverse.

        A book is done when its parts are. Where a plan has boxes for both and they differ, no tick may go or come.
        """
        wholes = [None if item.apart else whole for item, whole in zip(self.items, self.wholes(), strict=True)]
        parts: dict[int, list[int]] = {}
        for place, whole in enumerate(wholes):
            if whole is not None and whole < place:
                parts.setdefault(whole, []).append(place)
        is_done = [item.status == "done" for item in self.items]
        for whole in sorted(parts, reverse=True):  # parts stand behind their whole, so they are settled before it
            asked = [part for part in parts[whole] if not self.items[part].optional]
            all_done = bool(asked) and all(is_done[part] for part in asked)
            if asked and self.items[whole].status and all_done != is_done[whole]:
                for part in parts[whole]:
                    wholes[part] = None
            elif asked:
                is_done[whole] = all_done
        return wholes

    def with_apart(self, parts: Collection[int]) -> Plan:
        """The same items, of which these count for no whole."""
        items = (item._replace(apart=True) if place in parts else item for place, item in enumerate(self.items))
        return self._replace(items=tuple(items))
