"""Records of several machines as one: nothing lost, nothing twice, and the same on each, whoever merged what first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_path.curriculum.library import Library
from mlops_path.domain.merging import Disagreement, Meeting, Merged, MergedOrder, StatusChange
from mlops_path.domain.progress import State
from mlops_path.errors import FileInvalid, NoSuchLearner, NothingToUndo, WrongUsage
from mlops_path.storage.documents import read_document
from mlops_path.storage.safekeeping import Safekeeping
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.small_library import ARTICLE, BOOK, COURSE, TALK, small_library
from tests.storage.making import rows
from tests.survival.quick import quick_folder
from tests.survival.scale import often

BEGIN = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
MERGING = settings(
    deadline=None,
    database=None,
    max_examples=often(25, 600),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Said(NamedTuple):
    """What a record says about one learner: statuses, notes, and what undo and redo offer."""

    states: dict[str, State]
    notes: dict[str, tuple[str, str]]
    undo: tuple[str, str] | None
    redo: tuple[str, str] | None


class Machine:
    """A computer with a record and a clock that is right or wrong."""

    def __init__(self, folder: Path, name: str, library: Library, ahead: timedelta = timedelta()) -> None:
        self.file = folder / name / "record.db"
        self.document = folder / f"{name}.json"
        self.now = BEGIN + ahead
        self._library = library
        self.keeping = Safekeeping(str(self.file))

    def opened(self, learner: str | None = None) -> Tracker:
        return Tracker(open_store(str(self.file)), self._library, learner_name=learner, clock=self._moment)

    def _moment(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def export(self) -> bytes:
        exported = b"".join(self.keeping.export(lambda: None))
        self.document.write_bytes(exported)
        return exported

    def takes(self, other: Machine, name: str = "") -> Merged:
        """Imports what the other machine exports; the preview has to have said the same."""
        other.export()
        with read_document(str(other.document)) as document:
            preview = self.keeping.preview_import(document, name)
            merged = self.keeping.take_in(document, self.now, name)
        assert merged.is_nothing or merged == preview
        return merged

    def said(self, learner: str = "me") -> Said:
        with closing(open_store(str(self.file))) as store:
            (id_,) = (each.id for each in store.learners() if each.name == learner)
            return Said(store.states(id_), store.notes(id_), store.next_to_undo(id_), store.next_to_redo(id_))

    @property
    def events(self) -> list[bytes]:
        """The events of its export, which are the same lines on every machine that has the same events."""
        return self.export().partition(b'"events": [')[2].splitlines()

    @property
    def faults(self) -> list[str]:
        return [trouble.sentence for trouble in self.keeping.examine()]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("curriculum"))


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as made:
        yield made


@pytest.fixture
def pair(folder: Path, library: Library) -> tuple[Machine, Machine]:
    """Two machines, begun apart."""
    return Machine(folder, "a", library), Machine(folder, "b", library, timedelta(hours=1))


# What happens on three machines

RESOURCES = (ARTICLE, TALK, COURSE)
deeds = st.one_of(
    st.tuples(st.just("mark"), st.sampled_from(RESOURCES), st.sampled_from(("done", "doing", "todo", "skipped"))),
    st.tuples(st.just("note"), st.sampled_from(RESOURCES), st.sampled_from(("", "one", "two\nlines"))),
    st.tuples(st.just("log"), st.sampled_from(RESOURCES), st.sampled_from((5, 60))),
    st.tuples(st.sampled_from(("undo", "undo", "redo"))),
    st.tuples(st.just("clock"), st.sampled_from((-100_000, -60, 3600, 10**7))),
    st.tuples(st.just("take"), st.integers(0, 2)),
)
days = st.lists(st.tuples(st.integers(0, 2), deeds), max_size=18)


def live(machines: list[Machine], happened: list[tuple[int, tuple[object, ...]]]) -> None:
    for number, deed in happened:
        machine = machines[number]
        match deed:
            case ("take", int(other)):
                machine.takes(machines[other])
            case ("clock", int(seconds)):
                machine.now += timedelta(seconds=seconds)
            case _:
                with machine.opened() as tracker:
                    does(tracker, deed)


def does(tracker: Tracker, deed: tuple[object, ...]) -> None:
    match deed:
        case ("mark", str(resource), str(status)):
            tracker.mark((resource,), status, reason="no time")
        case ("note", str(resource), str(text)):
            tracker.write_note(resource, text)
        case ("log", str(resource), int(minutes)):
            tracker.log(resource, minutes)
        case ("undo",) if tracker._store.next_to_undo(tracker.learner.id):
            tracker.undo()


@MERGING
@given(
    happened=days,
    from_one=st.booleans(),
    ahead=st.lists(st.sampled_from((-(10**7), 0, 0, 90, 10**8)), min_size=3, max_size=3),
    order=st.sampled_from(list(permutations(range(3)))),
)
def test_machines_that_know_the_same_events_say_the_same(
    library: Library,
    happened: list[tuple[int, tuple[object, ...]]],
    from_one: bool,
    ahead: list[int],
    order: tuple[int, ...],
) -> None:
    """Whoever merges what first, with whatever clocks, also where all began apart: one journey, no event lost."""
    with quick_folder() as folder:
        machines = [Machine(folder, f"m{n}", library, timedelta(seconds=each)) for n, each in enumerate(ahead)]
        for machine in machines:
            if from_one and machine is not machines[0]:
                machine.takes(machines[0])
            with machine.opened() as tracker:
                tracker.mark((BOOK,), "doing")
        live(machines, happened)
        made = {line.rstrip(b",") for machine in machines for line in machine.events}
        for one in (*order, *order):
            for other in (*order, *order[::-1]):
                if one != other:
                    machines[one].takes(machines[other])
        first, *others = (machines[number] for number in order)

        assert [machine.faults for machine in machines] == [[], [], []]
        assert {line.rstrip(b",") for line in first.events} == made
        assert [other.events for other in others] == [first.events] * 2
        assert [other.said() for other in others] == [first.said()] * 2
        assert [machine.takes(first).new_events for machine in others] == [0, 0]

        copy = Machine(folder, "copy", library)
        copy.takes(first)

        assert copy.export() == first.export()
        assert copy.said() == first.said()

        takes_everything_back(first)

        assert first.faults == []
        assert (first.said().states, first.said().notes) == ({}, {})


def takes_everything_back(machine: Machine) -> None:
    """Undo after undo until there is none; one that is refused fails the test."""
    with machine.opened() as tracker:
        for _ in range(200):
            try:
                before = dict(tracker.journey.states)
                tracker.undo()
            except NothingToUndo:
                return
            assert tracker.refresh().states != before or tracker.journey.states == before
    pytest.fail("undo had no end")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(("1", "2", "3"))), max_size=12))
def test_the_order_of_events_keeps_each_machines_own(recorded: list[tuple[str, str]]) -> None:
    """A chain is read from one event to the next; a clock that was set back must not tear it."""
    order = MergedOrder()
    places = [(order.place(device, moment), device) for device, moment in recorded]
    own = {device: [place for place, each in places if each == device] for device in "abc"}

    assert len({place for place, _ in places}) == len(places)
    for device, found in own.items():
        assert found == sorted(found), device


# Who is who


def test_records_begun_apart_under_one_name_are_one_learners(pair: tuple[Machine, Machine]) -> None:
    """Nobody thinks of an id; whoever is `me` at home and at work is one person."""
    here, there = pair
    with here.opened() as tracker:
        tracker.mark((ARTICLE,), "done")
        tracker.log(ARTICLE, 30)
    with there.opened() as tracker:
        tracker.log(ARTICLE, 15)
        tracker.mark((TALK,), "skipped")
    merged = here.takes(there)

    assert merged.learners == (Meeting("me", "me", 2, is_new=False),)
    assert merged.changes == (StatusChange("me", TALK, "todo", "skipped"),)
    assert {id_: (state.status, state.minutes_logged) for id_, state in here.said().states.items()} == {
        ARTICLE: ("done", 45),
        TALK: ("skipped", 0),
    }
    with here.opened() as tracker:
        assert len(tracker.history()) == 4
        assert len(tracker.history(ARTICLE)) == 3
        assert len(tracker.learners()) == 1
    assert here.takes(there).is_nothing


def test_learners_of_other_names_come_along(pair: tuple[Machine, Machine]) -> None:
    """A study group puts its records together; everyone keeps their own, also who was removed there."""
    here, there = pair
    with here.opened() as tracker:
        tracker.mark((ARTICLE,), "done")
    with there.opened() as tracker:
        tracker.rename_learner("me", "Bo")
        tracker.add_learner("Cy")
        tracker.mark((TALK,), "done")
        tracker.remove_learner("Cy")
    merged = here.takes(there)

    assert [(each.name, each.events, each.is_new) for each in merged.learners] == [("Bo", 1, True), ("Cy", 0, True)]
    assert [(each[2], each[4]) for each in rows(here.file, "learner")] == [("me", 0), ("Bo", 0), ("Cy", 1)]
    assert (list(here.said("me").states), list(here.said("Bo").states)) == ([ARTICLE], [TALK])
    with here.opened() as tracker:
        assert tracker.learner.name == "me", "an import does not make somebody else the learner"


def test_a_learner_can_be_told_who_they_are_here(pair: tuple[Machine, Machine], folder: Path, library: Library) -> None:
    """`--as`: the same person under two names, or two persons under one."""
    here, there = pair
    for machine, name in ((here, "Ada"), (there, "ada at work")):
        with machine.opened() as tracker:
            tracker.rename_learner("me", name)
            tracker.log(ARTICLE, 10)
    third = Machine(folder, "third", library)
    with third.opened() as tracker:
        tracker.mark((TALK,), "done")

    assert here.takes(there, "Ada").learners == (Meeting("Ada", "ada at work", 1, is_new=False),)
    assert here.said("Ada").states[ARTICLE].minutes_logged == 20
    assert here.takes(third, "Bo").learners == (Meeting("Bo", "me", 1, is_new=True),)
    with pytest.raises(NoSuchLearner, match="as Ada already"):
        here.takes(there, "Bo")
    with pytest.raises(WrongUsage, match="has 2"):
        there.takes(here, "Cy")


def test_a_name_that_is_taken_by_somebody_else_gets_a_number(pair: tuple[Machine, Machine]) -> None:
    """Two learners of one record stay two, also where one of them is called otherwise here."""
    here, there = pair
    with here.opened() as tracker:
        tracker.log(ARTICLE, 10)
    there.takes(here)
    with there.opened() as tracker:
        tracker.rename_learner("me", "Ada")
        tracker.add_learner("me")
    merged = here.takes(there)

    assert [(each.name, each.there) for each in merged.learners] == [("me", "Ada"), ("me (2)", "me")]


# What is told


def test_what_both_changed_each_their_own_way_is_told_and_the_later_kept(pair: tuple[Machine, Machine]) -> None:
    """A status never goes back unseen, and of two notes none is lost."""
    here, there = pair
    with here.opened() as tracker:
        tracker.mark((ARTICLE, TALK), "doing")
        tracker.write_note(ARTICLE, "before")
    there.takes(here)
    with here.opened() as tracker:
        tracker.mark((ARTICLE,), "done")
        tracker.write_note(ARTICLE, "from here")
        tracker.mark((TALK,), "done")
    there.now += timedelta(days=1)
    with there.opened() as tracker:
        tracker.mark((ARTICLE,), "skipped")
        tracker.write_note(ARTICLE, "from there")
        tracker.mark((TALK,), "skipped")
        tracker.undo()
    merged = here.takes(there)

    assert merged.disagreements == (
        Disagreement("me", ARTICLE, "status", "done", "skipped", "skipped"),
        Disagreement("me", ARTICLE, "note", "from here", "from there", "from there"),
    )
    assert merged.changes == (StatusChange("me", ARTICLE, "done", "skipped"),)
    with here.opened() as tracker:
        texts = [kept.event.payload["text"] for kept in tracker.note_versions(ARTICLE)]

        assert texts == ["from there", "from here", "before"]


def test_minutes_taken_back_on_two_machines_are_taken_back_once(pair: tuple[Machine, Machine]) -> None:
    """Undo means the log, not the number."""
    here, there = pair
    with here.opened() as tracker:
        tracker.log(ARTICLE, 45)
        tracker.log(ARTICLE, 30)
    there.takes(here)
    for machine in pair:
        with machine.opened() as tracker:
            tracker.undo()
    here.takes(there)

    assert (here.said().states[ARTICLE].minutes_logged, here.faults) == (45, [])
    with here.opened() as tracker:
        assert tracker.redo().journey.states[ARTICLE].minutes_logged == 75
    assert here.faults == []


def test_undo_takes_back_ones_own_and_leaves_what_came_from_elsewhere(pair: tuple[Machine, Machine]) -> None:
    """A tick made at home outlasts the undo of the same tick made at work."""
    here, there = pair
    with here.opened() as tracker:
        tracker.mark((ARTICLE,), "done")
        tracker.write_note(ARTICLE, "at home")
    home = here.said().states[ARTICLE]
    with there.opened() as tracker:
        tracker.mark((ARTICLE,), "done")
        tracker.write_note(ARTICLE, "at work")
    here.takes(there)
    with here.opened() as tracker:
        tracker.undo()
        tracker.undo()

    assert here.said().states[ARTICLE] == home
    assert here.said().notes[ARTICLE][0] == "at home"
    assert here.faults == []


# What is refused


def test_two_copies_of_one_file_that_both_went_on_are_refused(pair: tuple[Machine, Machine]) -> None:
    """They share a chain, and neither can be continued; the sentence says how to copy a record instead."""
    here, there = pair
    with here.opened() as tracker:
        tracker.log(ARTICLE, 5)
    there.file.parent.mkdir()
    here.keeping.copy_to(str(there.file), BEGIN)
    for machine in pair:
        with machine.opened() as tracker:
            tracker.mark((TALK,), "done")
    before = rows(here.file, "event")
    with pytest.raises(FileInvalid, match="Event 2 of the document"):
        here.takes(there)

    assert (rows(here.file, "event"), here.faults) == (before, [])


def test_a_restored_record_and_the_one_from_before_are_merged(pair: tuple[Machine, Machine]) -> None:
    """What a restore took out of sight can come back from the other machine."""
    here, there = pair
    with here.opened() as tracker:
        tracker.log(ARTICLE, 5)
    backup = here.keeping.back_up("asked", BEGIN)
    assert backup is not None
    with here.opened() as tracker:
        tracker.mark((TALK,), "done")
    there.takes(here)
    here.keeping.restore(backup.file, BEGIN)
    with here.opened() as tracker:
        tracker.log(COURSE, 5)
    here.takes(there)

    assert set(here.said().states) == {ARTICLE, TALK, COURSE}
    assert here.faults == []


def test_a_copy_is_kept_before_and_nothing_new_needs_none(pair: tuple[Machine, Machine]) -> None:
    """Whoever merged the wrong record has a way back."""
    here, there = pair
    for machine in pair:
        with machine.opened() as tracker:
            tracker.log(ARTICLE, 5)
    here.takes(there)
    here.takes(there)

    assert [backup.why for backup in here.keeping.backups.all()] == ["before-import"]
