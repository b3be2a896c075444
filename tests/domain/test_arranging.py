"""What a learner arranges for themselves: nothing is lost by it, and every edition bears it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.domain.arranging import FIRST, NO_LONGER_HERE, Added, Arrangement, arranged, arrangement_of
from mlops_path.domain.curriculum import Facts, Path, Resource, Step
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import State
from tests.builders import make_journey, make_path
from tests.domain.strategies import ALWAYS, IDS, paths, records, texts

OWN = ("own-1", "own-2")
GONE = ("gone-1", "gone-2")
ANYWHERE = (*IDS, *OWN, *GONE, "never-heard-of")

added = st.builds(
    Added,
    st.sampled_from(OWN),
    st.sampled_from(("Our runbook", "[x] & <b>", "学习")),
    st.just("topic"),
    st.integers(1, 600),
    st.sampled_from((None, "https://a.example/x")),
    st.booleans(),
    st.sampled_from((*ANYWHERE, FIRST)),
)
ids = st.sampled_from(ANYWHERE)
requests: st.SearchStrategy[Callable[[Arrangement], Arrangement]] = st.one_of(
    st.lists(ids, max_size=3).map(lambda some: lambda present: present.hide(some)),
    st.lists(ids, max_size=3).map(lambda some: lambda present: present.bring_back(some)),
    st.tuples(ids, st.sampled_from((*ANYWHERE, FIRST))).map(lambda pair: lambda present: present.move(*pair)),
    added.map(lambda step: lambda present: present if step.id in _own(present) else present.add(step)),
)


def _own(present: Arrangement) -> set[str]:
    return {step.id for step in present.added}


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    """What comes of a few requests, one after the other."""
    present = Arrangement()
    for request in draw(st.lists(requests, max_size=6)):
        present = request(present)
    return present


@st.composite
def editions(draw: st.DrawFn) -> Path:
    """Paths, some of which had steps that they have no more."""
    return with_retired(draw(paths()), draw(st.lists(st.sampled_from(GONE), unique=True)))


def with_retired(path: Path, gone: Sequence[str]) -> Path:
    steps = tuple(
        Step(len(path.steps) + n, id_, id_, "article", 30, True, -1, None, retired=True)
        for n, id_ in enumerate(gone, 1)
    )
    facts = {step.number: Facts(Resource(step.id, step.id, "article", 30, "kind default"), "", ()) for step in steps}
    return path._replace(retired=steps, facts={**path.facts, **facts})


def ids_of(path: Path) -> list[str]:
    return [step.id for step in path.steps]


@ALWAYS
@given(editions(), arrangements(), records)
def test_a_path_arranged_is_a_path(path: Path, arrangement: Arrangement, kept: Mapping[str, State]) -> None:
    """Every screen counts on it: numbers from 1 in order, sections side by side, facts of the step that is there."""
    found = arranged(path, arrangement, kept)

    assert [step.number for step in found.steps] == list(range(1, len(found.steps) + 1))
    ends = [0, *(section.last for section in found.sections)]
    assert [(section.first, section.last) for section in found.sections] == list(pairwise(ends))
    assert ends[-1] == len(found.steps)
    assert all(step.number - 1 in range(*_bounds(found, step)) for step in found.steps)
    assert [found.facts[step.number].resource.id for step in found.steps] == ids_of(found)
    assert all(stage.first <= stage.last <= len(found.sections) for stage in found.stages)
    assert all(
        found.sections[section].stage == n for n, stage in enumerate(found.stages) for section in range(*stage[2:])
    )


def _bounds(path: Path, step: Step) -> tuple[int, int]:
    section = path.section_of(step)
    return section.first, section.last


@ALWAYS
@given(editions(), arrangements(), records)
def test_no_step_is_lost_or_doubled(path: Path, arrangement: Arrangement, kept: Mapping[str, State]) -> None:
    """Only what was hidden is out of sight, and only what was added is more than the path has."""
    found = arranged(path, arrangement, kept)
    gone = [step.id for step in path.retired if step.id in kept and step.id not in ids_of(path)]
    own = [step.id for step in arrangement.added if step.id not in ids_of(path)]
    expected = [id_ for id_ in (*ids_of(path), *own) if id_ not in arrangement.hidden]

    assert sorted(ids_of(found)) == sorted(expected + gone)


@ALWAYS
@given(editions(), arrangements(), records)
def test_what_counts_adds_up(path: Path, arrangement: Arrangement, kept: Mapping[str, State]) -> None:
    """A figure that a learner arranged into nonsense would be worse than none."""
    counts = Journey(arranged(path, arrangement, kept), kept).counts

    assert counts.done + counts.open == counts.required - counts.skipped - counts.retired
    assert counts.counted >= counts.done


@ALWAYS
@given(editions(), editions(), arrangements(), records)
def test_an_arrangement_holds_on_every_edition(
    path: Path, other: Path, arrangement: Arrangement, kept: Mapping[str, State]
) -> None:
    """An update must never fail because of what was arranged before, and going back gives the same again."""
    first = arranged(path, arrangement, kept)
    arranged(other, arrangement, kept)

    assert ids_of(arranged(path, arrangement, kept)) == ids_of(first)


@ALWAYS
@given(paths(), st.lists(ids, max_size=4))
def test_what_is_brought_back_stands_where_it_stood(path: Path, some: list[str]) -> None:
    """Hiding is no decision for ever."""
    back = Arrangement().hide(some).bring_back(some)

    assert arranged(path, back, ()) == path


@ALWAYS
@given(arrangements(), texts)
def test_what_is_kept_is_read_back(arrangement: Arrangement, title: str) -> None:
    """What a learner arranged lies in the record as a text, whatever their steps are called."""
    own = Added("own-3", title, "topic", 5, None, required=True, after=FIRST)
    for present in (arrangement, arrangement.add(own)):
        assert arrangement_of(present.as_text()) == present


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        "null",
        "{",
        '{"hidden":[1],"moved":[],"added":[]}',
        '{"hidden":[],"moved":[["a"]],"added":[]}',
        '{"hidden":[],"moved":[],"added":[["a"]]}',
        '{"hidden":[],"moved":[],"added":[["a","b","topic","5",null,true,""]]}',
        "[" * 100_000,
    ],
)
def test_what_nobody_wrote_is_refused(text: str) -> None:
    """A record that a disk spoilt is told as such, and never as a bug."""
    with pytest.raises(ValueError, match=r"arrangement|JSON|Expecting|values"):
        arrangement_of(text)


def test_a_moved_step_stands_behind_the_one_named() -> None:
    """The learner says where, and finds it there, in that one's section."""
    path = make_path(("a", "b"), ("c", "d"))

    found = arranged(path, Arrangement().move("a", "c"), ())

    assert ids_of(found) == ["b", "c", "a", "d"]
    assert [(section.first, section.last) for section in found.sections] == [(0, 1), (1, 4)]


def test_the_last_word_on_a_step_holds() -> None:
    """Who moves a step twice means the second place."""
    path = make_path(("a", "b", "c"))
    arrangement = Arrangement().move("c", FIRST).move("c", "a")

    assert ids_of(arranged(path, arrangement, ())) == ["a", "c", "b"]
    assert len(arrangement.moved) == 1


def test_a_step_behind_one_that_is_gone_stays() -> None:
    """The place that was meant is not there any more; any other one would be a guess."""
    path = make_path(("a", "b", "c"))

    assert ids_of(arranged(path, Arrangement().move("a", "was-here-once"), ())) == ["a", "b", "c"]


def test_a_step_of_ones_own_behind_one_that_is_gone_goes_to_the_end() -> None:
    """It must stand somewhere, and nothing that a learner wrote may go because an author took a step away."""
    own = Added("mine", "Mine", "topic", 20, None, required=True, after="was-here-once")
    found = arranged(make_path(("a",), ("b",)), Arrangement().add(own), ())

    assert ids_of(found) == ["a", "b", "mine"]
    assert found.facts[3].resource.title == "Mine"


def test_a_retired_step_is_seen_by_whoever_touched_it() -> None:
    """Their notes are there; to anybody else it would only be clutter."""
    path = with_retired(make_path(("a",)), GONE)

    found = arranged(path, Arrangement(), {"gone-2"})

    assert ids_of(found) == ["a", "gone-2"]
    assert found.stage_of(found.steps[1]).title == NO_LONGER_HERE
    assert arranged(path, Arrangement(), {"a"}) is path


def test_a_retired_step_is_out_of_the_denominator() -> None:
    """100 % stays reachable, and stays where it was."""
    path = with_retired(make_path(("a",)), GONE)
    statuses = {"a": "done", "gone-1": "todo", "gone-2": "done"}

    counts = make_journey(arranged(path, Arrangement(), statuses), statuses).counts

    assert (counts.done, counts.counted, counts.retired) == (1, 1, 2)


def test_a_hidden_step_leaves_the_denominator() -> None:
    """What a learner does not want to see is nothing that they are behind with."""
    path = make_path(("a", "b"))

    assert Journey(arranged(path, Arrangement().hide(["b"]), ())).counts.counted == 1
