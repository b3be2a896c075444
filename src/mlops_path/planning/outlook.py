"""What an edition asks of a learner in all, what of it is open, and how long that may take them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from mlops_path.curriculum.kinds import KINDS
from mlops_path.curriculum.writing import kind_of, parents_of
from mlops_path.domain.curriculum import NO_PATH, Path, Section, Step
from mlops_path.domain.journey import Journey
from mlops_path.domain.pace import Forecast, finished_weeks, forecast
from mlops_path.domain.plans import PlanItem
from mlops_path.domain.progress import DONE, MARKED, State
from mlops_path.planning.proposing import CARRIED, IMPORTED, Proposal
from mlops_path.tracker import Tracker


class Outlook(NamedTuple):
    """`minutes` is the estimate of everything required; `forecast` is None where there is not enough history."""

    minutes: int
    still_open: int
    forecast: Forecast | None


def outlooks(tracker: Tracker, proposal: Proposal) -> tuple[Outlook, Outlook]:
    """Of the edition in use, and of the proposed one."""
    present = Journey(tracker.library.path(proposal.path_id), tracker.journey.states)
    states = {id_: State(status) for id_, status in zip(proposal.ids, proposal.statuses, strict=True)}
    future = present if proposal.changes_nothing else Journey(path_of(proposal), states)
    weeks = _weeks(tracker, present)
    return _outlook(present, weeks), _outlook(future, weeks)


def path_of(proposal: Proposal) -> Path:
    """The path as it would be, as far as it is counted: sections, and steps without their facts."""
    plan, ids = proposal.plan, proposal.ids
    kept = {each.thing.id: each.table for each in proposal.before}
    parents = parents_of(ids, plan.wholes_to_keep())
    walks: list[list[tuple[str, PlanItem]]] = [[] for _ in plan.sections]
    for id_, item in zip(ids, plan.items, strict=True):
        walks[item.section].append((id_, item))
    steps: list[Step] = []
    sections: list[Section] = []
    for place, (section, walk) in enumerate(zip(plan.sections, walks, strict=True)):
        first = len(steps)
        for id_, item in walk:
            known = kept.get(id_, {})
            kind = item.kind or known.get("kind") or kind_of(item)
            minutes = item.minutes or known.get("minutes") or KINDS[kind]
            number = len(steps) + 1
            steps.append(Step(number, id_, item.title, kind, minutes, not item.optional, place, parents.get(id_)))
        sections.append(Section(section.title, section.stage, first, len(steps)))
    return NO_PATH._replace(id=proposal.path_id, title=plan.title, sections=tuple(sections), steps=tuple(steps))


def _outlook(journey: Journey, weeks: list[int]) -> Outlook:
    still_open = journey.counts.open
    return Outlook(Journey(journey.path).counts.minutes_open, still_open, forecast(still_open, weeks))


def _weeks(tracker: Tracker, journey: Journey) -> list[int]:
    """The learner's weeks on a path: what its denominator counts, finished by their own hand.

    A tick that came with a file, or with the step that it was before, was no work of the day it came on; and what was
    known already took no time.
    """
    brought = {
        (each.event.resource, each.event.at)
        for each in tracker.history(count=tracker.count_events())
        if each.event.kind == MARKED and each.event.payload.get("from") in (IMPORTED, CARRIED)
    }
    counted = {step.id for step in journey.steps if step.required and not journey.is_made_of_parts(step.id)}
    days = [
        datetime.fromisoformat(state.at).date()
        for id_, state in journey.states.items()
        if id_ in counted and state.status == DONE and not state.known and (id_, state.at) not in brought
    ]
    return finished_weeks(days, tracker.now().date())
