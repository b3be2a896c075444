"""Anything that learners may do in two windows on one record, in any order, with either window killed and reopened."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

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
from mlops_path.domain.progress import DONE, SKIPPED, STATUSES, TODO
from mlops_path.storage.store import open_store
from mlops_path.text import clean
from mlops_path.tracker import Tracker, safekeeping_of
from tests.survival.nursery import Child, Nursery, nursery
from tests.survival.quick import quick_folder
from tests.survival.scale import often
from tests.survival.soundness import faults_of

ME = "me"
ZOE = "Zoe"  # of another machine, unless somebody adds her here first
NAMES = (ME, "Ada", "Bo", "été ✓", ZOE)

places = st.integers(0, 3)
windows = st.integers(0, 1)
names = st.sampled_from(NAMES)
texts = st.sampled_from(("", " ", "a thought", "another\nthought", "été ✓", "a\x00b", "'; DROP TABLE note; --"))


class Kept(NamedTuple):
    """What a record says of one resource, `moved` for the moment of its status: empty only before the first one."""

    status: str = TODO
    moved: bool = False
    reason: str = ""
    minutes: int = 0
    note: str = ""


Record = dict[str, Kept]


class Model:
    """One learner's record and what can be taken back, in a few lines that nobody has to trust for long."""

    def __init__(self) -> None:
        self.record: Record = {}
        self.standing: list[tuple[Record, Record]] = []
        self.undone: list[tuple[Record, Record]] = []

    def does(self, changed: Record) -> bool:
        """One change; False where nothing would change."""
        after = {resource: kept for resource, kept in {**self.record, **changed}.items() if kept != Kept()}
        if after == self.record:
            return False
        self.standing.append((self.record, after))
        self.undone.clear()
        self.record = after
        return True

    def undoes(self) -> bool:
        if self.standing:
            self.undone.append(self.standing.pop())
            self.record = self.undone[-1][0]
            return True
        return False

    def redoes(self) -> bool:
        if self.undone:
            self.standing.append(self.undone.pop())
            self.record = self.standing[-1][1]
            return True
        return False

    def receives(self, earlier: Sequence[Record]) -> None:
        """Changes of another machine, all of them older than those here and about something else."""
        came: list[tuple[Record, Record]] = []
        all_: Record = {}
        for change in earlier:
            came.append((all_, {**all_, **change}))
            all_ = came[-1][1]
        self.standing = came + [({**all_, **before}, {**all_, **after}) for before, after in self.standing]
        self.undone = [({**all_, **before}, {**all_, **after}) for before, after in self.undone]
        self.record = {**all_, **self.record}

    def of(self, resource: str) -> Kept:
        return self.record.get(resource, Kept())


def marked(before: Kept, status: str, reason: str) -> Kept:
    """A reason belongs to skipping, and stays where no new one is given."""
    reason = reason if status == SKIPPED else ""
    if status == before.status:
        return before._replace(reason=reason or before.reason)
    return before._replace(status=status, moved=True, reason=reason)


def noted(text: str) -> str:
    return clean(text) if text.strip() else ""


def appended(before: str, text: str) -> str:
    return noted(f"{before.rstrip()}\n\n{text}" if before else text)


class TwoWindows(RuleBasedStateMachine):
    """Two processes on one record, and the model beside them."""

    nurse: Nursery
    folder: Path
    elsewhere: Path  # what another machine exported long ago
    elsewhere_changes: dict[str, list[Record]]
    resources: tuple[str, ...]
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(dir=self.folder))
        self.file = self.place / "record.db"
        self.told = self.place / "told.txt"
        self.models = {ME: Model()}
        self.present = [ME]
        self.everyone = [ME]
        self.current = ME
        self.seats = [ME, ME]
        self.is_merged = False
        self.exported: list[Path] = []
        self.windows = [self.opened(), self.opened()]

    def opened(self) -> Child:
        told = os.open(self.told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        return self.nurse.born("tests.survival.two_windows:live", str(self.file), err=told)

    def teardown(self) -> None:
        try:
            self.take_everything_back()
        finally:
            for window in self.windows:
                window.kill()
                window.ended()
            shutil.rmtree(self.place)

    # What may happen

    @initialize()
    def begin(self) -> None:
        """The record begins with somebody in it."""
        self.mark(0, [0], DONE, "", "")

    @rule(
        window=windows,
        chosen=st.lists(places, min_size=1, max_size=3, unique=True),
        status=st.sampled_from(STATUSES),
        reason=st.sampled_from(("", "no time", "été ✓")),
        note=texts,
    )
    def mark(self, window: int, chosen: list[int], status: str, reason: str, note: str) -> None:
        model, ids = self.model(window), [self.resources[each] for each in chosen]
        changed = {id_: marked(model.of(id_), status, reason) for id_ in ids}
        if note:
            changed = {id_: kept._replace(note=appended(kept.note, note)) for id_, kept in changed.items()}
        self.asks(window, "mark", ids, status, reason, note, changes=model.does(changed))

    @rule(window=windows, place=places)
    def toggle(self, window: int, place: int) -> None:
        model, id_ = self.model(window), self.resources[place]
        status = TODO if model.of(id_).status == DONE else DONE
        self.asks(window, "toggle", id_, changes=model.does({id_: marked(model.of(id_), status, "")}))

    @rule(window=windows, place=places, text=texts)
    def write(self, window: int, place: int, text: str) -> None:
        model, id_ = self.model(window), self.resources[place]
        self.asks(window, "write", id_, text, changes=model.does({id_: model.of(id_)._replace(note=noted(text))}))

    @rule(window=windows, place=places, text=texts)
    def append(self, window: int, place: int, text: str) -> None:
        model, id_ = self.model(window), self.resources[place]
        after = model.of(id_)._replace(note=appended(model.of(id_).note, text))
        self.asks(window, "append", id_, text, changes=model.does({id_: after}))

    @rule(window=windows, place=places, minutes=st.integers(1, 1440))
    def log(self, window: int, place: int, minutes: int) -> None:
        model, id_ = self.model(window), self.resources[place]
        after = model.of(id_)._replace(minutes=model.of(id_).minutes + minutes)
        self.asks(window, "log", id_, minutes, changes=model.does({id_: after}))

    @rule(window=windows)
    def undo(self, window: int) -> None:
        can = self.model(window).undoes()
        self.asks(window, "undo", changes=can, refused="" if can else "nothing-to-undo")

    @rule(window=windows)
    def redo(self, window: int) -> None:
        can = self.model(window).redoes()
        self.asks(window, "redo", changes=can, refused="" if can else "nothing-to-undo")

    @rule(window=windows, name=names)
    def add(self, window: int, name: str) -> None:
        taken = name in self.present
        if not taken:
            self.models.setdefault(name, Model())
            self.everyone += [name] * (name not in self.everyone)
            self.present = [each for each in self.everyone if each in self.present or each == name]
        self.asks(window, "add", name, refused="name-taken" if taken else "")

    @rule(window=windows, name=names)
    def use(self, window: int, name: str) -> None:
        known = name in self.present
        self.current = name if known else self.current
        self.asks(window, "use", name, refused="" if known else "no-such-learner")

    @rule(window=windows, name=names)
    def remove(self, window: int, name: str) -> None:
        refused = "no-such-learner" if name not in self.present else "wrong-usage" if len(self.present) == 1 else ""
        if not refused:
            self.present.remove(name)
            self.current = self.present[0] if self.current == name else self.current
        self.asks(window, "remove", name, refused=refused)

    @rule(window=windows)
    def export(self, window: int) -> None:
        self.exported.append(self.place / f"{len(self.exported)}.json")
        self.asks(window, "export", str(self.exported[-1]))

    @precondition(lambda self: self.exported)
    @rule(window=windows, which=st.integers(0, 5))
    def import_what_is_known(self, window: int, which: int) -> None:
        """Whatever was undone, removed or imported since: nothing of it is new."""
        assert self.request(window, "import", str(self.exported[which % len(self.exported)]))["new"] == 0

    @rule(window=windows)
    def import_from_elsewhere(self, window: int) -> None:
        changes = {} if self.is_merged else self.elsewhere_changes
        if ZOE not in self.everyone:
            self.everyone.append(ZOE)
            self.present.append(ZOE)
        for name, earlier in changes.items():
            self.models.setdefault(name, Model()).receives(earlier)
        new = self.request(window, "import", str(self.elsewhere))["new"]
        assert new == sum(map(len, changes.values()))
        self.is_merged = True

    @rule(window=windows)
    def is_killed_and_opened_again(self, window: int) -> None:
        self.windows[window].kill()
        self.windows[window].ended()
        self.windows[window] = self.opened()
        self.seats[window] = self.current if self.current in self.present else self.present[0]

    # What holds at every moment

    @invariant()
    def both_windows_show_what_the_model_says(self) -> None:
        TwoWindows.steps += 1
        for window in (0, 1):
            shown = self.look(window)
            assert shown["learner"] == self.seats[window]
            assert shown["learners"] == self.present
            assert record_shown(shown) == self.model(window).record

    @precondition(lambda self: self.steps % 3 == 0)
    @invariant()
    def the_record_is_one_with_its_events(self) -> None:
        assert faults_of(self.file) == []

    # How the model follows

    def model(self, window: int) -> Model:
        return self.models[self.seats[window]]

    def look(self, window: int) -> dict[str, Any]:
        return self.request(window, "look")

    def request(self, window: int, *what: object) -> dict[str, Any]:
        child = self.windows[window]
        child.asks.write(json.dumps(what) + "\n")
        child.asks.flush()
        line = child.answer()
        assert line, f"a window that died:\n{self.told.read_text()}"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def asks(self, window: int, *what: object, changes: bool = False, refused: str = "") -> None:
        answer = self.request(window, *what)
        assert answer.get("refused", "") == refused
        assert ("change" in answer) == changes

    def take_everything_back(self) -> None:
        """However it went, everybody can go back to the beginning, one undo for each change that stands."""
        for name in self.everyone:
            if name not in self.present:
                self.add(0, name)
            self.use(1, name)
            self.is_killed_and_opened_again(0)
            for _ in range(len(self.models[name].standing) + 1):
                self.undo(0)
            shown = self.look(0)
            assert (shown["states"], shown["notes"]) == ({}, {})
        assert faults_of(self.file) == []


def record_shown(shown: dict[str, Any]) -> Record:
    """What a window shows, as the model says it."""
    notes = shown["notes"]
    found = {
        resource: Kept(status, bool(at), reason, minutes, notes.get(resource, ""))
        for resource, (status, at, reason, _, minutes, _) in shown["states"].items()
    }
    assert notes.keys() == {resource for resource, state in shown["states"].items() if state[-1]}
    return found


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Thousands of changes: the short run may keep its records in memory."""
    with quick_folder() as folder:
        yield folder


def other_machine(library: Library, folder: Path, resource: str) -> tuple[Path, dict[str, list[Record]]]:
    """What was exported on another machine in 2020, and what it says."""
    moments = (datetime(2020, 2, 29, 12, tzinfo=UTC) + timedelta(minutes=n) for n in count())
    file, exported = str(folder / "elsewhere.db"), folder / "elsewhere.json"
    with Tracker(open_store(file), library, clock=lambda: next(moments)) as tracker:
        tracker.mark([resource], DONE)
        tracker.append_note(resource, "long ago")
        tracker.add_learner(ZOE)
    with Tracker(open_store(file), library, learner_name=ZOE, clock=lambda: next(moments)) as tracker:
        tracker.log(resource, 50)
    with exported.open("wb") as document:
        document.writelines(safekeeping_of(file).export(lambda: None))
    done = Kept(DONE, moved=True)
    mine = [{resource: done}, {resource: done._replace(note="long ago")}]
    return exported, {ME: mine, ZOE: [{resource: Kept(minutes=50)}]}


# In parts: hypothesis remembers every history of one, and a gigabyte of them is slower to search than to make.
@pytest.mark.parametrize("part", range(often(2, 20)))
def test_whatever_is_done_in_two_windows_both_show_it_and_all_can_be_taken_back(
    library: Library, tmp_path: Path, part: int, record_property: Callable[[str, object], None]
) -> None:
    """Two windows, several learners, kills: the record is one with its events, and the beginning is never lost."""
    path = library.path("mlops")
    parents = {step.parent for step in path.steps}
    alone = [step.id for step in path.steps if step.parent is None and step.id not in parents]

    class OnThisPath(TwoWindows):
        resources = tuple(alone[:4])
        folder = tmp_path
        elsewhere, elsewhere_changes = other_machine(library, tmp_path, alone[4])

    examples, steps = often(100, 1_000), often(30, 50)
    TwoWindows.steps = 0
    with nursery() as OnThisPath.nurse:
        run_state_machine_as_test(
            OnThisPath,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow],  # every step asks two processes
            ),
        )
    record_property("figure", f"{examples} histories in two windows, {TwoWindows.steps} steps: 0 that went apart")
