"""Anything a learner may do, in any order, over any number of openings: the record stays one with its events."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mlops_path.curriculum.library import Library
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import NOTED, STATUSES, State, replay, undo_stack
from mlops_path.errors import NothingToUndo
from mlops_path.storage.store import KeptEvent, open_store
from mlops_path.tracker import Outcome, Tracker
from tests.small_library import ELSEWHERE, IDS, small_library
from tests.storage.test_store import chain_of

Record = tuple[dict[str, State], dict[str, str]]

resources = st.sampled_from((*IDS, ELSEWHERE))
texts = st.sampled_from(("", " ", "a thought", "another\nthought", "été ✓", "a\x00b"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("curriculum"))


class Learning(RuleBasedStateMachine):
    """A learner at work, and beside it a model: the record before and after each change, and their order."""

    library: Library

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="mlops-path-test-"))
        self.file = self.folder / "record.db"
        self.now = datetime(2026, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
        self.tracker = self.opened()
        self.changes: list[tuple[str, str | None]] = []
        self.around: dict[str, tuple[Record, Record]] = {}

    def opened(self) -> Tracker:
        return Tracker(open_store(str(self.file)), self.library, clock=lambda: self.now)

    def teardown(self) -> None:
        self.take_everything_back()
        self.tracker.close()
        shutil.rmtree(self.folder)

    # What may happen

    @initialize()
    def begin(self) -> None:
        """Undo and redo have something to say from the beginning."""
        self.does(lambda: self.tracker.mark([IDS[0]], "done"))

    @rule(
        chosen=st.lists(resources, min_size=1, max_size=3),
        status=st.sampled_from(STATUSES),
        known=st.booleans(),
        reason=st.sampled_from(("", "no time")),
        note=texts,
        days_ago=st.none() | st.integers(0, 400),
    )
    def mark(  # noqa: PLR0917 - one for each thing that may be said with a mark
        self,
        chosen: list[str],
        status: str,
        known: bool,
        reason: str,
        note: str,
        days_ago: int | None,
    ) -> None:
        at = None if days_ago is None else self.now - timedelta(days=days_ago)
        self.does(lambda: self.tracker.mark(chosen, status, at=at, reason=reason, known=known, note=note))

    @rule(resource=resources)
    def toggle(self, resource: str) -> None:
        self.does(lambda: self.tracker.toggle(resource))

    @rule(resource=resources, text=texts)
    def write_note(self, resource: str, text: str) -> None:
        self.does(lambda: self.tracker.write_note(resource, text))

    @rule(resource=resources, text=texts)
    def append_note(self, resource: str, text: str) -> None:
        self.does(lambda: self.tracker.append_note(resource, text))

    @rule(resource=resources, minutes=st.integers(1, 1440))
    def log(self, resource: str, minutes: int) -> None:
        self.does(lambda: self.tracker.log(resource, minutes))

    @rule()
    def undo(self) -> None:
        standing, _ = undo_stack(self.changes)
        if not standing:
            with pytest.raises(NothingToUndo):
                self.tracker.undo()
            return
        self.takes_back(self.tracker.undo, standing[-1], to=self.around[standing[-1]][0])

    @rule()
    def redo(self) -> None:
        _, undone = undo_stack(self.changes)
        if not undone:
            with pytest.raises(NothingToUndo):
                self.tracker.redo()
            return
        originals = dict(self.changes)
        self.takes_back(self.tracker.redo, undone[-1], to=self.around[str(originals[undone[-1]])][1])

    @rule(minutes=st.integers(0, 100_000))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(hours=st.integers(-11, 14))
    def travel(self, hours: int) -> None:
        self.now = self.now.astimezone(timezone(timedelta(hours=hours)))

    @rule()
    def reopen(self) -> None:
        self.tracker.close()
        self.tracker = self.opened()

    @rule()
    def go_over_to_another_window(self) -> None:
        """The window before stays open; what it kept is in the record."""
        before, self.tracker = self.tracker, self.opened()
        assert before.refresh().states == self.tracker.journey.states
        before.close()

    # What holds at every moment

    @invariant()
    def the_state_is_what_the_events_lead_to(self) -> None:
        events = self.events()
        notes: dict[str, str] = {}
        for kept in events:
            if kept.event.kind == NOTED:
                notes[kept.event.resource] = str(kept.event.payload["text"])

        assert self.record() == (
            replay(kept.event for kept in events),
            {id_: text for id_, text in notes.items() if text},
        )
        assert [kept.seq for kept in events] == list(range(1, len(events) + 1))

    @invariant()
    def the_journey_is_what_the_record_says(self) -> None:
        shown, read = self.tracker.journey, self.opened()
        states = dict(read.journey.states)
        read.close()

        assert dict(shown.states) == states
        assert shown.counts == Journey(shown.path, states).counts
        assert {id_ for id_, state in states.items() if state.has_note} == set(self.tracker.notes())

    @invariant()
    def the_changes_are_those_that_were_made_in_their_order(self) -> None:
        kept = dict.fromkeys((each.change, each.undo_of) for each in self.events())

        assert list(kept) == self.changes

    @precondition(lambda self: len(self.changes) % 5 == 0)
    @invariant()
    def the_chain_is_whole(self) -> None:
        assert all(kept == computed for kept, computed in chain_of(self.file))

    # How the model follows

    def events(self) -> list[KeptEvent]:
        return self.tracker.history(count=10_000)[::-1]

    def record(self) -> Record:
        read = self.opened()
        found = dict(read.journey.states), {id_: text for id_, (text, _) in read.notes().items()}
        read.close()
        return found

    def does(self, request: Callable[[], Outcome]) -> None:
        before = self.record()
        change = request().change
        after = self.record()
        assert (change is None) == (before == after)
        if change is not None:
            self.changes.append((change.id, None))
            self.around[change.id] = before, after

    def takes_back(self, request: Callable[[], Outcome], change: str, to: Record) -> None:
        made = request().change
        assert made is not None
        assert made.undo_of == change
        assert self.record() == to
        self.changes.append((made.id, change))

    def take_everything_back(self) -> None:
        """However it went, a learner can go back to the beginning, one undo for each change that stands."""
        standing, _ = undo_stack(self.changes)
        for _ in standing:
            self.tracker.undo()
        with pytest.raises(NothingToUndo):
            self.tracker.undo()
        assert self.record() == ({}, {})


def test_whatever_a_learner_does_the_record_is_one_with_its_events(library: Library) -> None:
    """State, journey, undo, redo and the chain all follow from the events, and everything can be taken back."""

    class WithSmallPaths(Learning):
        pass

    WithSmallPaths.library = library
    run_state_machine_as_test(
        WithSmallPaths,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],  # every step writes to a disk
        ),
    )
