"""An edition taken in part: what a learner declines of it stays as it was."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from mlops_path.domain.plans import Plan, PlanItem, PlanSection
from mlops_path.errors import NoSuchStep

if TYPE_CHECKING:
    from mlops_path.planning.before import StepBefore
    from mlops_path.planning.proposing import Proposal


class _Shelf(NamedTuple):
    """A section of the edition in the making: the index of its stage, its title, and the keys of its items in order."""

    stage: int
    title: str
    keys: list[int]


class InPart(NamedTuple):
    """An edition without what is declined of it.

    `settled` says which of its items are which steps of before, -1 for none, and `doubts` which of them may be.
    """

    plan: Plan
    settled: dict[int, int]
    doubts: dict[int, tuple[int, ...]]


def without_declined(proposal: Proposal, declined: Collection[str]) -> InPart:
    """The plan with the steps of these ids as they were.

    A new step is left out. A step that changed keeps its title, its addresses and its place, at the end of its old
    section where that is another one; so does one that was to go.

    Raises:
        NoSuchStep: an id is that of no step which would come, go or change.
    """
    making = _Making(proposal)
    for id_ in dict.fromkeys(declined):
        making.decline(id_)
    return making.plan()


class _Making:
    """A plan that is being changed. Items have keys, which are their places as long as nothing was declined."""

    def __init__(self, proposal: Proposal) -> None:
        plan = proposal.plan
        self._proposal = proposal
        self._items = dict(enumerate(plan.items))
        # What was found out about the whole edition goes on to hold for what is taken of it.
        self._settled = {match.new: match.old[0] for match in proposal.comparison.matches if len(match.old) == 1}
        self._settled |= proposal.settled
        self._stages = list(plan.stages)
        self._shelves = [_Shelf(section.stage, section.title, []) for section in plan.sections]
        for key, item in self._items.items():
            self._shelves[item.section].keys.append(key)
        self._matches = {proposal.ids[match.new]: match for match in proposal.comparison.matches}
        self._before = {each.thing.id: place for place, each in enumerate(proposal.before)}

    def decline(self, id_: str) -> None:
        match, old = self._matches.get(id_), self._before.get(id_)
        if match is not None and match.how not in ("split", "merged"):
            if match.how != "carried":
                self._stays(match.new, match.old[0])
        elif id_ in self._proposal.ids and old is None:
            for key in [key for key, each in enumerate(self._proposal.ids) if each == id_]:
                self._take_off(key)
                self._settled.pop(key, None)
        elif old is not None and match is None and not self._proposal.before[old].retired:
            key = len(self._proposal.plan.items) + old
            self._items[key] = PlanItem("", 0, "list", 0)
            self._stays(key, old)
        else:
            raise NoSuchStep(
                f"'{id_[:80]}' is no step that would come, go or change.",
                "--except takes ids, as `--dry-run --json` prints them.",
            )

    def _stays(self, key: int, old: int) -> None:
        """Makes an item what the old step is, also where that is."""
        ids, plan, before = self._proposal.ids, self._proposal.plan, self._proposal.before[old]
        above = self._proposal.before[before.thing.parent].thing.id if before.thing.parent is not None else ""
        parent = ids.index(above) if above in ids else None
        self._items[key] = _as_it_was(self._items[key], before)._replace(parent=parent)
        self._settled[key] = old
        section = plan.sections[plan.items[key].section] if key < len(plan.items) else None
        if section is None or (plan.stages[section.stage][0], section.title) != before.thing.place:
            self._take_off(key)
            self._shelf(*before.thing.place).keys.append(key)

    def _take_off(self, key: int) -> None:
        for shelf in self._shelves:
            if key in shelf.keys:
                shelf.keys.remove(key)

    def _shelf(self, stage: str, section: str) -> _Shelf:
        """The section of these titles; one that the edition lacks comes to the end of its stage."""
        for shelf in self._shelves:
            if (self._stages[shelf.stage][0], shelf.title) == (stage, section):
                return shelf
        titles = [title for title, _ in self._stages]
        if stage not in titles:
            self._stages.append((stage, ""))
            titles.append(stage)
        new = _Shelf(titles.index(stage), section, [])
        self._shelves = sorted([*self._shelves, new], key=lambda shelf: shelf.stage)
        return new

    def plan(self) -> InPart:
        keys = [key for shelf in self._shelves for key in shelf.keys]
        places = {key: place for place, key in enumerate(keys)}
        items = []
        for section, shelf in enumerate(self._shelves):
            for key in shelf.keys:
                parent = self._items[key].parent
                while parent is not None and parent not in places:
                    parent = self._items[parent].parent
                items.append(
                    self._items[key]._replace(section=section, parent=None if parent is None else places[parent])
                )
        plan = self._proposal.plan._replace(
            stages=tuple(self._stages),
            sections=tuple(PlanSection(shelf.title, shelf.stage) for shelf in self._shelves),
            items=tuple(items),
        )
        doubts = {doubt.new: doubt.candidates for doubt in self._proposal.comparison.doubts}
        return InPart(
            plan,
            {places[key]: old for key, old in self._settled.items() if key in places},
            {places[key]: olds for key, olds in doubts.items() if key in places},
        )


def _as_it_was(item: PlanItem, before: StepBefore) -> PlanItem:
    """An item with the id, the title, the addresses and the need that the step has now."""
    table = before.table
    return item._replace(
        id=before.thing.id,
        apart=before.apart,
        title=before.thing.title,
        url=table.get("url"),
        more=tuple((link["url"], link["why"]) for link in table.get("more", ())),
        optional=not before.required,
        facts=tuple((name, value) for name, value in (*item.facts, ("url_from", table.get("url_from"))) if value),
    )
