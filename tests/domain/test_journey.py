"""A step's status, what a mark touches, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO, State, mark_event
from tests.builders import OPTIONAL, REQUIRED, StepSpec, make_journey, make_path

JANUARY, MARCH, MAY = "2026-01-10T12:00:00+01:00", "2026-03-10T12:00:00+01:00", "2026-05-10T12:00:00+02:00"
BOOK: list[StepSpec] = ["book", ("one", REQUIRED, "book"), ("two", REQUIRED, "book"), ("extra", OPTIONAL, "book")]
LIST: list[StepSpec] = ["list", ("book", REQUIRED, "list"), ("one", REQUIRED, "book"), ("two", REQUIRED, "list")]
LOOSE: list[StepSpec] = ["book", ("one", OPTIONAL, "book"), ("two", OPTIONAL, "book")]


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (TODO, TODO, TODO),
        (TODO, DOING, DOING),
        (TODO, DONE, DOING),
        (TODO, SKIPPED, TODO),
        (DOING, DOING, DOING),
        (DOING, DONE, DOING),
        (DOING, SKIPPED, DOING),
        (DONE, DONE, DONE),
        (DONE, SKIPPED, DONE),
        (SKIPPED, SKIPPED, SKIPPED),
    ],
)
def test_a_book_shows_what_its_required_parts_make_of_it(first: str, second: str, shown: str) -> None:
    """A book is done when the chapters that the path asks for are, whatever was once marked on the book itself."""
    path = make_path(BOOK)
    seen = {
        make_journey(path, {"one": one, "two": two, "book": own, "extra": DOING}).status("book")
        for own in (TODO, DONE)
        for one, two in ((first, second), (second, first))
    }

    assert seen == {shown}


def test_a_book_without_required_parts_has_its_own_status() -> None:
    """Reading one optional chapter does not begin the book."""
    journey = make_journey(make_path(LOOSE), {"one": DONE})

    assert (journey.status("book"), journey.is_made_of_parts("book")) == (TODO, False)


def test_a_resource_that_is_not_on_the_path_has_the_status_it_has_elsewhere() -> None:
    """Done once is done on every path."""
    journey = make_journey(make_path(["a"]), {"b": DONE})

    assert (journey.status("b"), journey.step_of("b"), journey.status("never-touched")) == (DONE, None, TODO)


@pytest.mark.parametrize(
    ("one", "two", "at"),
    [
        (State(), State(), ""),
        (State(DONE, JANUARY), State(DONE, MARCH), MARCH),
        (State(DONE, MARCH), State(SKIPPED, JANUARY), MARCH),
        (State(SKIPPED, JANUARY), State(SKIPPED, MARCH), MARCH),
        (State(DOING, JANUARY), State(), JANUARY),
        (State(DONE, JANUARY), State(DOING, MARCH), JANUARY),
        (State(DOING, JANUARY), State(DOING, MARCH), JANUARY),
        (State(DOING, MARCH), State(TODO, MAY), MARCH),
    ],
)
def test_a_book_has_its_status_since_its_parts_brought_it_about(one: State, two: State, at: str) -> None:
    """A report says 'doing since'; that is the first part begun, and done is the last part finished."""
    journey = Journey(make_path(BOOK), {"one": one, "two": two, "book": State(DONE, MAY)})

    assert journey.status_at("book") == at


def test_the_last_part_is_found_by_moment_not_by_wall_clock() -> None:
    """A learner travels: half past ten at night in New York is later than eleven at night in Berlin."""
    berlin, new_york = "2026-05-01T23:00:00+02:00", "2026-05-01T22:30:00-04:00"
    journey = Journey(make_path(BOOK), {"one": State(DONE, berlin), "two": State(DONE, new_york)})

    assert journey.status_at("book") == new_york


def test_a_single_step_has_the_moment_of_its_own_status() -> None:
    """Also where it was opened again: that is when it became todo."""
    journey = Journey(make_path(["a", "b"]), {"a": State(TODO, MAY)})

    assert (journey.status_at("a"), journey.status_at("b")) == (MAY, "")


TOUCHED: dict[str, tuple[Sequence[StepSpec], Mapping[str, str], str, str, tuple[str, ...]]] = {
    "a single step": (["a"], {}, "a", DONE, ("a",)),
    "a step elsewhere": (["a"], {}, "b", DONE, ("b",)),
    "a part alone": (BOOK, {}, "one", DONE, ("one",)),
    "a book: its required parts": (BOOK, {}, "book", DONE, ("one", "two")),
    "a book: only what is undecided": (BOOK, {"one": SKIPPED}, "book", DONE, ("two",)),
    "a book: done parts are not skipped with it": (BOOK, {"one": DONE}, "book", SKIPPED, ("two",)),
    "a book: a begun part is undecided": (BOOK, {"one": DOING}, "book", DONE, ("one", "two")),
    "a book that is decided changes whole": (BOOK, {"one": SKIPPED, "two": SKIPPED}, "book", DONE, ("one", "two")),
    "a book again: every part": (BOOK, {"one": DONE, "two": SKIPPED}, "book", TODO, ("one", "two")),
    "starting a book: its first open part": (BOOK, {}, "book", DOING, ("one",)),
    "starting a book again: the next open part": (BOOK, {"one": DONE}, "book", DOING, ("two",)),
    "starting a finished book: its first part": (BOOK, {"one": DONE, "two": DONE}, "book", DOING, ("one",)),
    "a list of books: the chapters": (LIST, {}, "list", DONE, ("one", "two")),
    "a book inside a list": (LIST, {}, "book", DONE, ("one",)),
    "optional parts go with their book": (LOOSE, {"one": SKIPPED}, "book", DONE, ("book", "two")),
    "optional parts are skipped with it": (LOOSE, {"one": DONE}, "book", SKIPPED, ("book", "two")),
    "starting a loose book starts it alone": (LOOSE, {}, "book", DOING, ("book",)),
    "opening it again opens what was done with it": (
        LOOSE,
        {"book": DONE, "one": DONE, "two": SKIPPED},
        "book",
        TODO,
        ("book", "one"),
    ),
}


@pytest.mark.parametrize(("steps", "statuses", "resource", "status", "touched"), TOUCHED.values(), ids=TOUCHED.keys())
def test_a_mark_touches_what_the_path_asks_for(
    steps: Sequence[StepSpec], statuses: Mapping[str, str], resource: str, status: str, touched: tuple[str, ...]
) -> None:
    """Marking a whole book is one key; it must not undo a decision about a chapter."""
    journey = make_journey(make_path(steps), statuses)

    assert journey.touched_by(resource, status) == touched


@pytest.mark.parametrize("status", [DONE, SKIPPED])
@pytest.mark.parametrize("resource", ["list", "book", "one"])
def test_marking_brings_the_resource_to_the_status_asked_for(resource: str, status: str) -> None:
    """Whoever marks a book done sees the book done."""
    journey = make_journey(make_path(LIST), {"two": TODO})
    events = [mark_event(each, journey.state(each), status, MAY) for each in journey.touched_by(resource, status)]
    later = journey.after(event for event in events if event is not None)

    assert later.status(resource) == status


@pytest.mark.parametrize(
    ("parts", "status"),
    [({"one": SKIPPED}, DONE), ({"one": DONE}, SKIPPED), ({"one": DONE}, DONE), ({"one": DONE}, DOING)],
)
def test_marking_a_book_twice_keeps_what_was_decided_before(parts: Mapping[str, str], status: str) -> None:
    """A key pressed twice must not skip the chapter that was read, nor call the skipped one read."""
    journey = make_journey(make_path(BOOK), parts)
    for at in (MARCH, MAY):
        events = [mark_event(each, journey.state(each), status, at) for each in journey.touched_by("book", status)]
        journey = journey.after(event for event in events if event is not None)

    assert (journey.status("one"), journey.state("two").at) == (parts["one"], MARCH)


def test_parts_are_listed_in_path_order_each_once() -> None:
    """The details of a book name its chapters as the walk comes to them."""
    path = make_path([("two", OPTIONAL, "book"), "book", ("one", REQUIRED, "book"), ("two", REQUIRED, "book")])
    journey = make_journey(path)

    assert (journey.parts_on_path("book"), journey.parts_on_path("one")) == (("two", "one"), ())


def test_a_repeated_resource_is_found_at_its_first_step() -> None:
    """`done a` and the cursor mean the same line."""
    step = make_journey(make_path(["a", "b", "a"])).step_of("a")

    assert step is not None
    assert step.number == 1


NEXT: dict[str, tuple[Sequence[StepSpec], Mapping[str, State], int, list[tuple[int, str]]]] = {
    "the first open step": (["a", "b"], {}, 1, [(1, "the first open step")]),
    "path order": (["a", "b", "c"], {"b": State(DONE)}, 9, [(1, "the first open step"), (3, "next in order")]),
    "no more than asked": (["a", "b", "c"], {}, 2, [(1, "the first open step"), (2, "next in order")]),
    "none asked": (["a"], {}, 0, []),
    "begun comes first": (
        ["a", "b", "c"],
        {"c": State(DOING, JANUARY)},
        2,
        [(3, "you have begun it"), (1, "the first open step")],
    ),
    "begun last comes first of all": (
        ["a", "b", "c"],
        {"a": State(DOING, JANUARY), "b": State(DOING, MAY), "c": State(DOING, MARCH)},
        3,
        [(2, "you have begun it"), (3, "you have begun it"), (1, "you have begun it")],
    ),
    "begun last is a moment, not a wall clock": (
        ["a", "b"],
        {"a": State(DOING, "2026-10-25T02:50:00+02:00"), "b": State(DOING, "2026-10-25T02:10:00+01:00")},
        1,
        [(2, "you have begun it")],
    ),
    "one begun on another path takes nothing away": (
        ["a", "b"],
        {"elsewhere": State(DOING, MAY)},
        1,
        [(1, "the first open step")],
    ),
    "not the book but its parts": (BOOK, {}, 9, [(2, "the first open step"), (3, "next in order")]),
    "a step that stands twice is one": (["a", "a"], {}, 9, [(1, "the first open step")]),
    "optional steps are not next": (
        [("a", OPTIONAL), "b"],
        {"a": State(DOING, MAY)},
        9,
        [(2, "the first open step")],
    ),
    "optional but required later is next": ([("a", OPTIONAL), "a"], {}, 9, [(1, "the first open step")]),
    "optional and begun when all else is done": (
        ["a", ("b", OPTIONAL), ("c", OPTIONAL)],
        {"a": State(DONE, MAY), "c": State(DOING, MAY)},
        9,
        [(3, "optional, and you have begun it")],
    ),
    "optional and begun, standing twice": (
        [("a", OPTIONAL), ("a", OPTIONAL)],
        {"a": State(DOING, MAY)},
        9,
        [(1, "optional, and you have begun it")],
    ),
    "an optional book whose parts are done is not begun": (
        [("book", OPTIONAL), ("one", REQUIRED, "book")],
        {"book": State(DOING, JANUARY), "one": State(DONE, MAY)},
        9,
        [],
    ),
    "nothing open": (["a", "b", ("c", OPTIONAL)], {"a": State(DONE), "b": State(SKIPPED)}, 9, []),
}


@pytest.mark.parametrize(("steps", "states", "count", "expected"), NEXT.values(), ids=NEXT.keys())
def test_what_is_next_is_what_was_begun_last_then_path_order(
    steps: Sequence[StepSpec], states: Mapping[str, State], count: int, expected: list[tuple[int, str]]
) -> None:
    """After a gap the program says where to go on, and why there."""
    found = Journey(make_path(steps), states).next_steps(count)

    assert [(step.number, why) for step, why in found] == expected


def test_the_next_step_is_the_first_of_the_next_steps() -> None:
    """The cursor, the prompt in the shell and `next` agree."""
    journey = make_journey(make_path(["a", "b"]), {"a": DONE})
    finished = make_journey(make_path(["a"]), {"a": DONE})

    assert (journey.next_step, finished.next_step) == (journey.steps[1], None)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, 2), (1, 2), (2, 5), (4, 5), (5, 2), (6, 2), (99, 2)],
)
def test_the_next_open_step_lies_below_else_at_the_top(number: int, expected: int) -> None:
    """One key walks through all that is open, and round again."""
    path = make_path(["a", "b", ("c", OPTIONAL), "d", "e", "b"])
    found = make_journey(path, {"a": DONE, "d": SKIPPED, "e": DOING}).next_open_after(number)

    assert found is not None
    assert found.number == expected


def test_where_nothing_is_open_there_is_no_next_open_step() -> None:
    """The key then says so instead of jumping somewhere."""
    journey = make_journey(make_path(["a", ("b", OPTIONAL)]), {"a": DONE})

    assert journey.next_open_after(0) is None


def test_a_journey_never_changes() -> None:
    """A screen that still shows the old one is not surprised from behind."""
    journey = make_journey(make_path(["a", "b"]))
    event = mark_event("a", journey.state("a"), DONE, MAY)
    assert event is not None
    later = journey.after([event])

    assert (journey.status("a"), later.status("a"), later.learner, later.path) == (TODO, DONE, "ada", journey.path)


class _OneAtATime(Mapping[str, State]):
    """States that may be asked for one by one, as the record gives them in a change."""

    def __getitem__(self, resource: str) -> State:
        raise KeyError(resource)

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all states were read")

    def __len__(self) -> int:
        raise AssertionError("all states were counted")


def test_a_journey_asks_only_for_the_states_that_it_needs() -> None:
    """A mark on a record of thousands must not read all of them first."""
    journey = Journey(make_path(BOOK), _OneAtATime())

    assert journey.status("book") == TODO
    assert journey.touched_by("book", DONE)
