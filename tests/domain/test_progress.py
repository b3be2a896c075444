"""What an event is, what it makes of a state, and what taking it back leaves."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.domain.progress import (
    DOING,
    DONE,
    LOGGED,
    MARKED,
    NOTED,
    SKIPPED,
    STATUSES,
    TODO,
    UNTOUCHED,
    Event,
    State,
    after_event,
    after_of_path,
    arranged_event,
    edition_event,
    inverse,
    is_event,
    is_label,
    label_of,
    log_event,
    mark_event,
    note_event,
    path_of,
    replay,
    still_holds,
    undo_stack,
)
from tests.domain.strategies import ALWAYS, moments, states, statuses, texts

MARCH, MAY = "2026-03-10T12:00:00+01:00", "2026-05-10T12:00:00+02:00"


@pytest.mark.parametrize("before", STATUSES)
@pytest.mark.parametrize("after", STATUSES)
def test_a_mark_sets_the_status_and_its_moment(before: str, after: str) -> None:
    """Every status can follow every other; the moment is when it came about."""
    state = State(before, MARCH)
    event = mark_event("a", state, after, MAY)
    later = after_event(state, event) if event else state

    assert (later.status, later.at) == (after, MARCH if before == after else MAY)


@pytest.mark.parametrize(
    ("before", "status", "reason", "known", "after"),
    [
        (UNTOUCHED, SKIPPED, "too old", False, State(SKIPPED, MAY, "too old")),
        (UNTOUCHED, DONE, "too old", True, State(DONE, MAY, "", known=True)),
        (UNTOUCHED, DOING, "too old", True, State(DOING, MAY)),
        (State(SKIPPED, MARCH, "too old"), DONE, "", False, State(DONE, MAY)),
        (State(DONE, MARCH, known=True), DOING, "", False, State(DOING, MAY)),
        (State(SKIPPED, MARCH), SKIPPED, "too old", False, State(SKIPPED, MARCH, "too old")),
        (State(SKIPPED, MARCH, "too old"), SKIPPED, "too long", False, State(SKIPPED, MARCH, "too long")),
        (State(DONE, MARCH), DONE, "", True, State(DONE, MARCH, known=True)),
        (State(TODO, MARCH, minutes_logged=5, has_note=True), DONE, "", False, State(DONE, MAY, "", False, 5, True)),
    ],
)
def test_a_reason_belongs_to_skipping_and_known_to_done(
    before: State, status: str, reason: str, known: bool, after: State
) -> None:
    """A step that is opened again does not keep the reason it was skipped for; a reason may be added later."""
    event = mark_event("a", before, status, MAY, reason=reason, known=known)
    assert event is not None

    assert after_event(before, event) == after


@pytest.mark.parametrize(
    "before",
    [UNTOUCHED, State(DOING, MARCH), State(DONE, MARCH, known=True), State(SKIPPED, MARCH, "too old")],
)
def test_marking_what_is_so_already_is_no_event(before: State) -> None:
    """The history holds changes only, and undo never takes back a nothing."""
    assert mark_event("a", before, before.status, MAY) is None


@pytest.mark.parametrize(("at", "moved"), [(MAY, True), (MARCH, False)])
def test_naming_the_moment_moves_it(at: str, moved: bool) -> None:
    """'I read this in May' corrects the day of a step that is done already."""
    before = State(DONE, MARCH, known=True)
    event = mark_event("a", before, DONE, at, redate=True)

    assert (event is not None) == moved
    assert event is None or after_event(before, event) == State(DONE, MAY, known=True)


@pytest.mark.parametrize(("before", "text", "has_note"), [("", "one", True), ("one", "", False), ("one", "two", True)])
def test_a_note_event_holds_both_texts(before: str, text: str, has_note: bool) -> None:
    """Every earlier version can be shown and restored."""
    event = note_event("a", before, text, MAY)
    assert event is not None

    assert event == Event(NOTED, "a", MAY, {"before": before, "text": text})
    assert after_event(State(DONE, MARCH, has_note=bool(before)), event) == State(DONE, MARCH, has_note=has_note)


def test_writing_the_same_note_is_no_event() -> None:
    """Autosave does not fill the history."""
    assert (note_event("a", "one", "one", MAY), note_event("a", "", "", MAY)) == (None, None)


def test_logs_add_up_and_leave_the_status_alone() -> None:
    """Time is logged on a step whatever its status."""
    events = [log_event("a", 25, MARCH), log_event("a", 50, MAY), log_event("b", 5, MAY)]

    assert replay(events) == {"a": State(minutes_logged=75), "b": State(minutes_logged=5)}


@ALWAYS
@given(before=states(), status=statuses, at=moments, reason=texts, known=st.booleans(), redate=st.booleans())
def test_the_inverse_of_a_mark_restores_everything(
    *, before: State, status: str, at: str, reason: str, known: bool, redate: bool
) -> None:
    """Undo brings back the status with its own moment, reason and 'known', not just the word."""
    event = mark_event("a", before, status, at, reason=reason, known=known, redate=redate)
    if event is None:
        assert status == before.status
        return
    after = after_event(before, event)

    assert after != before
    assert still_holds(event, after, "")
    assert after_event(after, inverse(event, "2026-12-31T00:00:00+00:00")) == before
    assert inverse(inverse(event, MAY), event.at) == event


@ALWAYS
@given(states(), texts, texts, st.integers(1, 1440))
def test_the_inverse_of_a_note_and_of_a_log_restores_everything(
    state: State, text: str, later_text: str, minutes: int
) -> None:
    """A note comes back as it was, and logged time is taken off again."""
    before = state._replace(has_note=bool(text))
    logged = log_event("a", minutes, MAY)
    events = [logged, *([noted] if (noted := note_event("a", text, later_text, MAY)) else [])]
    after = before
    for event in events:
        after = after_event(after, event)
        assert still_holds(event, after, later_text)
    for event in reversed(events):
        after = after_event(after, inverse(event, MARCH))

    assert after == before


@pytest.mark.parametrize(
    ("event", "state", "note", "holds"),
    [
        (mark_event("a", UNTOUCHED, DONE, MAY), State(DONE, MAY), "", True),
        (mark_event("a", UNTOUCHED, DONE, MAY), State(DONE, MAY, minutes_logged=5, has_note=True), "x", True),
        (mark_event("a", UNTOUCHED, DONE, MAY), State(DONE, MARCH), "", False),
        (mark_event("a", UNTOUCHED, DONE, MAY), State(DONE, MAY, known=True), "", False),
        (mark_event("a", UNTOUCHED, SKIPPED, MAY, reason="x"), State(SKIPPED, MAY, "y"), "", False),
        (mark_event("a", UNTOUCHED, DONE, MAY), UNTOUCHED, "", False),
        (note_event("a", "", "one", MAY), State(has_note=True), "one", True),
        (note_event("a", "", "one", MAY), State(has_note=True), "one and more", False),
        (log_event("a", 30, MAY), State(minutes_logged=30), "", True),
        (log_event("a", 30, MAY), State(minutes_logged=95), "", True),
        (log_event("a", 30, MAY), State(minutes_logged=29), "", False),
        (inverse(log_event("a", 30, MAY), MAY), State(), "", True),
    ],
)
def test_a_change_can_be_taken_back_while_what_it_left_is_there(
    event: Event | None, state: State, note: str, holds: bool
) -> None:
    """Undo never takes back something else than what it names."""
    assert event is not None

    assert still_holds(event, state, note) == holds


@ALWAYS
@given(st.sampled_from(("", "0" * 64, "f" * 64)), st.sampled_from(("", "0" * 64, "f" * 64)), states())
def test_what_happens_to_a_path_leaves_every_status_alone(before: str, after: str, state: State) -> None:
    """A new edition of a path, or another order of it, costs no tick; and can be taken back."""
    events = (edition_event("my-plan", before, after, MAY), arranged_event("my-plan", before, after, MAY))
    for event, others in zip(events, ((before, "x"), ("x", before)), strict=True):
        if event is None:
            assert before == after
            continue
        of_path = after_of_path(others, event)

        assert is_event(event)
        assert (path_of(event), replay([event], {"a": state})) == ("my-plan", {"a": state})
        assert still_holds(event, state, after)
        assert not still_holds(event, state, before)
        assert set(of_path) == {after, "x"}
        assert after_of_path(of_path, inverse(event, MARCH)) == others


@pytest.mark.parametrize(
    ("before", "after", "label"), [("", "0" * 64, "import"), ("0" * 64, "1" * 64, "update"), ("0" * 64, "", "remove")]
)
def test_a_change_of_a_path_has_a_name_of_its_own(before: str, after: str, label: str) -> None:
    """Undo says what it takes back; whoever changes a path may call it otherwise, but a mark is what it is."""
    event, marked = edition_event("my-plan", before, after, MAY), mark_event("a", UNTOUCHED, DONE, MAY)
    assert event is not None
    assert marked is not None

    assert label_of([event]) == label
    assert is_label("swap", [event])
    assert not is_label("", [event])
    assert not is_label("swap", [marked])


def test_a_resource_that_is_back_at_the_beginning_is_as_if_never_touched() -> None:
    """The record rebuilt from its events equals the record kept beside them."""
    event = mark_event("a", UNTOUCHED, DONE, MAY)
    assert event is not None
    start: Mapping[str, State] = {"b": State(DONE, MARCH)}

    assert replay([event, inverse(event, MAY)], start) == start


def test_replaying_leaves_its_start_alone() -> None:
    """A journey that is still shown must not change behind the screen."""
    start = {"a": State(TODO, MARCH)}
    replay([log_event("a", 5, MAY), log_event("b", 5, MAY)], start)

    assert start == {"a": State(TODO, MARCH)}


@pytest.mark.parametrize(
    "event",
    [
        Event(MARKED, "a", MAY, {"before": {}, "after": "done"}),
        Event(LOGGED, "a", MAY, {"minutes": "30"}),
        Event(LOGGED, "a", MAY, {"minutes": 0.5}),
    ],
)
def test_an_event_that_is_not_what_its_kind_says_is_never_guessed_at(event: Event) -> None:
    """A damaged record must not turn into a wrong figure."""
    with pytest.raises(TypeError, match="payload"):
        after_event(UNTOUCHED, event)


class Notebook:
    """Undo and redo as one explains them to a learner: two piles. The ids of changes are numbers in order."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str | None]] = []
        self.standing: list[str] = []
        self.undone: list[tuple[str, str]] = []

    def _keep(self, undo_of: str | None) -> str:
        id_ = f"c{len(self.kept)}"
        self.kept.append((id_, undo_of))
        return id_

    def change(self) -> None:
        self.standing.append(self._keep(None))
        self.undone = []

    def undo(self) -> None:
        if self.standing:
            taken = self.standing.pop()
            self.undone.append((taken, self._keep(taken)))

    def redo(self) -> None:
        if self.undone:
            again, undo = self.undone.pop()
            self._keep(undo)
            self.standing.append(again)


@ALWAYS
@given(st.lists(st.sampled_from(("change", "undo", "undo", "redo")), max_size=30))
def test_undo_and_redo_are_two_piles(words: list[str]) -> None:
    """Undo takes the newest change that stands, redo the newest undo, and a new change ends what could be redone."""
    notebook = Notebook()
    for word in words:
        getattr(notebook, word)()

    assert undo_stack(notebook.kept) == (notebook.standing, [undo for _, undo in notebook.undone])


@pytest.mark.parametrize(
    ("changes", "standing", "undone"),
    [
        ([], [], []),
        ([("a", None), ("b", None)], ["a", "b"], []),
        ([("a", None), ("b", None), ("u", "b")], ["a"], ["u"]),
        ([("a", None), ("b", None), ("u", "b"), ("v", "a")], [], ["u", "v"]),
        ([("a", None), ("u", "a"), ("r", "u")], ["a"], []),
        ([("a", None), ("u", "a"), ("r", "u"), ("v", "a")], [], ["v"]),
        ([("a", None), ("u", "a"), ("b", None)], ["b"], []),
        ([("a", None), ("u", "a"), ("v", "a")], [], ["u"]),
        ([("a", None), ("u", "a"), ("v", "a"), ("r", "v")], ["a"], []),
        ([("a", None), ("u", "a"), ("r", "u"), ("s", "u")], ["a"], []),
        ([("a", None), ("u", "a"), ("b", None), ("r", "u"), ("v", "b")], ["a"], ["v"]),
    ],
)
def test_undo_takes_the_newest_change_that_stands(
    changes: list[tuple[str, str | None]], standing: list[str], undone: list[str]
) -> None:
    """The same, written out by hand; also where two machines took back, or did again, the same change."""
    assert undo_stack(changes) == (standing, undone)
