"""The figures: what counts as progress, what stands beside it, and what never counts twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from mlops_path.domain.curriculum import NO_PATH
from mlops_path.domain.journey import NO_JOURNEY, Counts, Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED, State
from tests.builders import OPTIONAL, REQUIRED, StepSpec, make_journey, make_path

BOOK: list[StepSpec] = ["book", ("one", REQUIRED, "book"), ("two", REQUIRED, "book")]

CASES: dict[str, tuple[Sequence[StepSpec], Mapping[str, str], Counts]] = {
    "nothing done": (["a", "b"], {}, Counts(required=2, minutes_open=60)),
    "done": (["a", "b"], {"a": DONE}, Counts(required=2, done=1, minutes_open=30)),
    "doing is still open": (["a", "b"], {"a": DOING}, Counts(required=2, doing=1, minutes_open=60)),
    "skipped leaves the denominator": (
        ["a", "b"],
        {"a": SKIPPED, "b": DONE},
        Counts(required=2, done=1, skipped=1),
    ),
    "optional stands beside": (
        ["a", ("b", OPTIONAL), ("c", OPTIONAL), ("d", OPTIONAL), ("e", OPTIONAL)],
        {"b": DONE, "c": SKIPPED, "d": DOING},
        Counts(required=1, optional=4, optional_done=1, optional_skipped=1, minutes_open=30),
    ),
    "twice on the path counts once": (["a", "b", "a"], {"a": DONE}, Counts(required=2, done=1, minutes_open=30)),
    "optional here and required there is required": (
        [("a", OPTIONAL), "a"],
        {},
        Counts(required=1, minutes_open=30),
    ),
    "required here and optional there is required": (
        ["a", ("a", OPTIONAL)],
        {"a": DONE},
        Counts(required=1, done=1),
    ),
    "a book is its required parts": (BOOK, {"one": DONE}, Counts(required=2, done=1, minutes_open=30)),
    "the book's own mark counts nothing": (BOOK, {"book": DONE}, Counts(required=2, minutes_open=60)),
    "an optional book with required parts": (
        [("book", OPTIONAL), ("one", REQUIRED, "book")],
        {"one": DONE},
        Counts(required=1, done=1),
    ),
    "a book with optional parts only counts itself": (
        ["book", ("one", OPTIONAL, "book"), ("two", OPTIONAL, "book")],
        {"book": DONE, "two": DONE},
        Counts(required=1, done=1, optional=2, optional_done=1),
    ),
    "optional parts beside required ones": (
        ["book", ("one", REQUIRED, "book"), ("two", OPTIONAL, "book")],
        {"two": DONE},
        Counts(required=1, optional=1, optional_done=1, minutes_open=30),
    ),
    "a part that has parts is those": (
        ["list", ("book", REQUIRED, "list"), ("one", REQUIRED, "book"), ("two", REQUIRED, "book")],
        {"one": DONE},
        Counts(required=2, done=1, minutes_open=30),
    ),
    "a part without required parts of its own is itself": (
        ["list", ("book", REQUIRED, "list"), ("one", OPTIONAL, "book")],
        {"book": DONE},
        Counts(required=1, done=1, optional=1),
    ),
    "required parts of an optional part": (
        ["list", ("book", OPTIONAL, "list"), ("one", REQUIRED, "book")],
        {},
        Counts(required=1, minutes_open=30),
    ),
    "parts may stand before their book": (
        [("one", REQUIRED, "book"), "book"],
        {"one": SKIPPED},
        Counts(required=1, skipped=1),
    ),
    "a part whose book is elsewhere is itself": ([("one", REQUIRED, "book")], {"one": DONE}, Counts(1, done=1)),
    "a part that stands twice counts once": (
        [*BOOK, ("one", REQUIRED, "book")],
        {"one": DONE},
        Counts(required=2, done=1, minutes_open=30),
    ),
    "a resource that names itself as its whole": ([("a", REQUIRED, "a")], {"a": DONE}, Counts(1, done=1)),
    "what other paths ask counts nothing here": (["a"], {"b": DONE, "c": DOING}, Counts(1, minutes_open=30)),
    "no steps": ([], {"a": DONE}, Counts()),
}


@pytest.mark.parametrize(("steps", "statuses", "expected"), CASES.values(), ids=CASES.keys())
def test_progress_counts_what_is_required_and_nothing_twice(
    steps: Sequence[StepSpec], statuses: Mapping[str, str], expected: Counts
) -> None:
    """A figure that a learner sends to a mentor must mean what its footnote says."""
    counts = make_journey(make_path(steps), statuses).counts

    assert counts == expected


@pytest.mark.parametrize(
    ("counts", "counted", "open_", "fraction"),
    [
        (Counts(), 0, 0, None),
        (Counts(required=4), 4, 4, 0.0),
        (Counts(required=4, done=1), 4, 3, 0.25),
        (Counts(required=4, done=2, skipped=1, retired=1), 2, 0, 1.0),
        (Counts(required=3, skipped=3), 0, 0, None),
        (Counts(required=3, skipped=1, retired=2), 0, 0, None),
        (Counts(optional=5, optional_done=5), 0, 0, None),
    ],
)
def test_the_whole_is_reachable_and_nothing_of_nothing_is_no_figure(
    counts: Counts, counted: int, open_: int, fraction: float | None
) -> None:
    """Skipping must neither look like progress nor put 100 % out of reach."""
    assert (counts.counted, counts.open, counts.fraction) == (counted, open_, fraction)


def test_a_resource_counts_in_the_section_of_its_first_step() -> None:
    """Otherwise the sections would add up to more than the path."""
    journey = make_journey(make_path(["a"], ["b", "a"], ["a"]), {"a": DONE})

    assert [(counts.done, counts.required) for counts in journey.section_counts] == [(1, 1), (0, 1), (0, 0)]


def test_parts_count_in_their_own_sections() -> None:
    """A book may be spread over the path; each section shows its own chapters."""
    journey = make_journey(make_path(["book", ("one", REQUIRED, "book")], [("two", REQUIRED, "book")]), {"two": DONE})

    assert [(counts.done, counts.required) for counts in journey.section_counts] == [(0, 1), (1, 1)]


def test_a_stage_is_the_sum_of_its_sections() -> None:
    """A learner who adds the lines up by hand must come to the same figure."""
    path = make_path(["a", "b"], ["c"], [("d", OPTIONAL)])
    stage = path.stages[0]._replace(last=2)
    journey = make_journey(path, {"a": DONE, "c": DOING})

    assert journey.stage_counts(stage) == Counts(required=3, done=1, doing=1, minutes_open=60)


def test_logged_minutes_count_once_wherever_they_were_spent() -> None:
    """Time on a book, on an optional step and on a step that stands twice is real time, each minute once."""
    path = make_path(["book", ("one", REQUIRED, "book"), ("extra", OPTIONAL)], ["extra", "one"])
    states = {
        "book": State(minutes_logged=10),
        "one": State(minutes_logged=20),
        "extra": State(minutes_logged=40),
        "elsewhere": State(minutes_logged=80),
    }
    journey = Journey(path, states)

    assert [counts.minutes_logged for counts in (*journey.section_counts, journey.counts)] == [70, 0, 70]


def test_an_empty_journey_has_no_figures_and_nothing_next() -> None:
    """Screens start with it before the record is read."""
    found = (NO_JOURNEY.counts, NO_JOURNEY.section_counts, NO_JOURNEY.next_step, NO_JOURNEY.path)

    assert found == (Counts(), (), None, NO_PATH)


def test_books_inside_books_may_go_deep() -> None:
    """An imported list with a long chain of parts must open at once, not end the program."""
    depth = 1500
    chain: list[StepSpec] = [(f"r{number}", REQUIRED, f"r{number - 1}") for number in range(1, depth)]
    journey = make_journey(make_path(["r0", *chain]), {f"r{depth - 1}": DONE})

    assert (journey.counts.done, journey.counts.required, journey.status("r0")) == (1, 1, DONE)
