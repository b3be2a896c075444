"""Rules that hold for every path, every record and everything a learner may do in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from mlops_path.domain.journey import Counts, Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED, UNTOUCHED, inverse, replay
from tests.domain.strategies import ALWAYS, IDS, Deed, deeds, journeys, statuses, walk

several = st.lists(deeds, max_size=12)


def whole_sum(counts: Sequence[Counts]) -> Counts:
    return Counts(*(sum(figures) for figures in zip(*counts, strict=True))) if counts else Counts()


def counted_by_hand(journey: Journey) -> Counts:
    """The figures from the words of the rule alone: sets of different resources, no order and no sections."""
    path = journey.path
    wholes = {step.id: step.parent for step in path.steps}
    required = {step.id for step in path.steps if step.required}
    made_of_parts = {whole for id_ in required for whole in wholes_above(id_, wholes)}
    count = {step.id: journey.state(step.id).status for step in path.steps if step.id not in made_of_parts}
    needed = [status for id_, status in count.items() if id_ in required]
    optional = [status for id_, status in count.items() if id_ not in required]
    still_open = [status for status in needed if status not in (DONE, SKIPPED)]
    return Counts(
        required=len(needed),
        done=needed.count(DONE),
        doing=needed.count(DOING),
        skipped=needed.count(SKIPPED),
        optional=len(optional),
        optional_done=optional.count(DONE),
        optional_skipped=optional.count(SKIPPED),
        minutes_open=30 * len(still_open),
        minutes_logged=sum(journey.state(id_).minutes_logged for id_ in wholes),
    )


def wholes_above(id_: str, wholes: dict[str, str | None]) -> list[str]:
    """Everything on the path that the resource is a part of, directly or through a part."""
    above: list[str] = []
    while (whole := wholes.get(id_)) is not None and whole in wholes:
        above.append(whole)
        id_ = whole
    return above


@ALWAYS
@given(journeys())
def test_the_figures_are_those_that_the_footnote_describes(journey: Journey) -> None:
    """The rule under every report, counted a second time in another way."""
    assert journey.counts == counted_by_hand(journey)


@ALWAYS
@given(journeys())
def test_done_and_open_are_always_what_is_required_and_neither_skipped_nor_retired(journey: Journey) -> None:
    """No step falls between the figures."""
    counts = journey.counts

    assert counts.done + counts.open == counts.required - counts.skipped - counts.retired
    assert min(counts) >= 0
    assert counts.fraction is None or 0 <= counts.fraction <= 1


@ALWAYS
@given(journeys())
def test_sections_and_stages_always_add_up_to_the_path(journey: Journey) -> None:
    """The map and the headline never contradict each other."""
    stages = [journey.stage_counts(stage) for stage in journey.path.stages]

    assert whole_sum(journey.section_counts) == whole_sum(stages) == journey.counts


@ALWAYS
@given(journeys())
def test_what_is_next_is_open_and_nothing_open_is_left_out(journey: Journey) -> None:
    """Following `next` to the end finishes the path, and never asks for the same thing twice."""
    found = [step.id for step, _ in journey.next_steps(100)]

    assert len(found) == len(set(found))
    if journey.counts.open:
        assert sorted(found) == sorted(step.id for step in journey.open_steps())
        assert len(found) == journey.counts.open


@ALWAYS
@given(journeys(), st.integers(1, 12))
def test_fewer_next_steps_are_the_beginning_of_more(journey: Journey, count: int) -> None:
    """`next` and `next -n 5` name the same first step."""
    assert journey.next_steps(count) == journey.next_steps(100)[:count]


@ALWAYS
@given(journeys(), several)
def test_a_journey_that_was_walked_counts_like_one_that_is_read(journey: Journey, asked: list[Deed]) -> None:
    """What the screen shows after a key is what the next start will show."""
    assert journey.section_counts == Journey(journey.path, journey.states).section_counts
    later, _ = walk(journey, asked)
    fresh = Journey(later.path, later.states, later.learner)

    assert later.section_counts == fresh.section_counts
    assert later.counts == fresh.counts
    assert [later.status(step.id) for step in later.steps] == [fresh.status(step.id) for step in fresh.steps]


@ALWAYS
@given(journeys(), several)
def test_a_journey_whose_figures_nobody_asked_for_counts_the_same(journey: Journey, asked: list[Deed]) -> None:
    """Figures are worked out late; that must not show."""
    unasked, _ = walk(Journey(journey.path, journey.states), asked)
    asked_for = Journey(journey.path, journey.states)
    assert asked_for.counts == journey.counts
    later, _ = walk(asked_for, asked)

    assert unasked.counts == later.counts


@ALWAYS
@given(journeys(), several)
def test_undoing_everything_leads_back_to_the_beginning(journey: Journey, asked: list[Deed]) -> None:
    """Undo is only to be trusted if nothing of what was done stays behind."""
    before = {id_: state for id_, state in journey.states.items() if state != UNTOUCHED}
    later, events = walk(Journey(journey.path, before), asked)
    back = later.after(inverse(event, "2026-12-31T00:00:00+00:00") for event in reversed(events))

    assert dict(back.states) == before
    assert back.counts == journey.counts


@ALWAYS
@given(journeys(), several)
def test_redoing_what_was_undone_leads_forward_again(journey: Journey, asked: list[Deed]) -> None:
    """Redo is undo of undo."""
    later, events = walk(journey, asked)
    undone = [inverse(event, event.at) for event in reversed(events)]
    again = [inverse(event, event.at) for event in reversed(undone)]

    assert replay([*undone, *again], later.states) == later.states


@ALWAYS
@given(journeys(), several)
def test_the_state_is_what_its_events_say(journey: Journey, asked: list[Deed]) -> None:
    """The record can be rebuilt from its events; that is how damage is found."""
    path = journey.path
    later, events = walk(Journey(path), asked)

    assert replay(events) == later.states


@ALWAYS
@given(journeys(), st.sampled_from(IDS), statuses)
def test_marking_the_same_twice_changes_nothing_more(journey: Journey, resource: str, status: str) -> None:
    """A hook that runs twice leaves one event in the history, and no decision about a chapter is lost."""
    deed = Deed("marked", resource, "2026-06-01T12:00:00+02:00", status, 1, "", known=False, redate=False)
    once, _ = walk(journey, [deed])
    _, events = walk(once, [deed._replace(at="2026-06-02T12:00:00+02:00")])

    assert events == []


@ALWAYS
@given(journeys(), st.sampled_from(IDS))
def test_marking_a_whole_done_brings_every_part_to_an_end(journey: Journey, resource: str) -> None:
    """After `done` on a book nothing of it is offered as next."""
    deed = Deed("marked", resource, "2026-06-01T12:00:00+02:00", DONE, 1, "", known=False, redate=False)
    later, _ = walk(journey, [deed])
    inside = {resource, *later.index.required_parts.get(resource, ())}

    assert later.status(resource) == DONE
    assert not inside & {step.id for step in later.open_steps()}


SHAPES: dict[str, Callable[[Journey], bool]] = {
    "parts of parts": lambda it: any(set(parts) & set(it.index.parts) for parts in it.index.parts.values()),
    "repeated steps": lambda it: len(it.steps) > len({step.id for step in it.steps}) > 1,
    "an empty section": lambda it: any(section.first == section.last for section in it.path.sections),
    "a book of two required parts": lambda it: any(len(parts) > 1 for parts in it.index.required_parts.values()),
    "a book of optional parts": lambda it: any(not it.is_made_of_parts(whole) for whole in it.index.parts),
    "all done but something begun": lambda it: it.counts.done > 0 == it.counts.open and it.next_step is not None,
    "no step": lambda it: not it.steps,
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_the_rules_are_tried_on_paths_of_every_shape(shape: Callable[[Journey], bool]) -> None:
    """They would mean little if no book had parts and no step stood twice."""
    found = find(journeys(), shape, settings=settings(ALWAYS, max_examples=5000, phases=[Phase.generate]))

    assert shape(found)
