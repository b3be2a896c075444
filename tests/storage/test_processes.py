"""Several programs on one record at the same moment: nothing is lost, nothing is doubled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.domain.progress import replay
from mlops_path.storage.store import open_store
from tests.storage.making import rows
from tests.storage.test_store import chain_of
from tests.storage.workers import Worker, workers


def all_do(running: Sequence[Worker], *asked: dict[str, object]) -> list[str]:
    """What each process answers, after all were told at once."""
    for worker, what in zip(running, asked, strict=True):
        worker.ask(**what)
    return [worker.answer() for worker in running]


@pytest.fixture
def made(database: Path) -> Path:
    """A record of nobody, so that a test is about what happens in it and not about its making."""
    store = open_store(str(database))
    with store.writing():
        pass
    store.close()
    return database


@pytest.fixture
def ids(library: Library) -> list[str]:
    """Resources of the default path that are no part of another and have no parts."""
    path = library.path("mlops")
    parents = {step.parent for step in path.steps}
    return [step.id for step in path.steps if step.parent is None and step.id not in parents]


def test_processes_that_begin_the_record_at_the_same_moment_begin_one(home: Path, ids: list[str]) -> None:
    """A new machine with two windows: one record, one learner, both changes."""
    rounds = 12
    wrong: dict[int, object] = {}
    with workers(3) as running:
        for number in range(rounds):
            file = home / f"round-{number}" / "record.db"
            asked: list[dict[str, object]] = [{"database": str(file), "done": [ids[each]]} for each in range(3)]
            answers = all_do(running, *asked)
            store = open_store(str(file))
            found = (answers, [each.name for each in store.learners()], store.count_events())
            kept = store.states(store.learners()[0].id).keys() if store.learners() else set()
            store.close()
            if (
                found != (["kept"] * 3, ["me"], 3)
                or kept != set(ids[:3])
                or [row[0] for row in rows(file, "about")] != ["choices", "device"]
            ):
                wrong[number] = found

    assert wrong == {}


def test_four_processes_lose_nothing_and_double_nothing(made: Path, ids: list[str]) -> None:
    """A hook, a prompt, a script and the UI may all write; every change stands once, in one unbroken row."""
    marks, logs = 50, 10
    with workers(4) as running:
        asked: list[dict[str, object]] = [
            {
                "database": str(made),
                "toggle": [ids[each + 4 * (n % 5)] for n in range(marks)],
                "log": [(ids[n], 1) for n in range(logs)],
            }
            for each in range(4)
        ]
        answers = all_do(running, *asked)
    store = open_store(str(made))
    (learner,) = store.learners()
    states = store.states(learner.id)
    events = [kept.event for kept in reversed(store.events(learner.id))]
    store.close()
    chain = chain_of(made)

    assert answers == ["kept"] * 4
    assert [states[id_].minutes_logged for id_ in ids[:logs]] == [4] * logs
    assert [row[0] for row in rows(made, "event")] == list(range(1, 4 * (marks + logs) + 1))
    assert [kept for kept, _ in chain] == [computed for _, computed in chain]
    assert states == replay(events)


def test_paragraphs_that_two_processes_add_to_one_note_are_all_there(made: Path, ids: list[str]) -> None:
    """Read, add, write is one step: the second does not write over what the first added."""
    with workers(2) as running:
        asked: list[dict[str, object]] = [
            {"database": str(made), "append": [(ids[0], f"{name}{n}") for n in range(15)]} for name in "ab"
        ]
        answers = all_do(running, *asked)
    store = open_store(str(made))
    note = store.note(store.learners()[0].id, ids[0])[0]
    store.close()

    assert answers == ["kept"] * 2
    assert sorted(note.split("\n\n")) == sorted(f"{name}{n}" for name in "ab" for n in range(15))


def test_two_processes_that_undo_take_back_each_change_once(made: Path, ids: list[str]) -> None:
    """Undo in two windows at once takes back two changes, not one of them twice."""
    with workers(2) as running:
        running[0].ask(database=str(made), done=ids[:10])
        running[0].answer()
        answers = all_do(running, *({"database": str(made), "undo": 5} for _ in running))
    store = open_store(str(made))
    learner = store.learners()[0].id
    found = (store.states(learner), store.next_to_undo(learner), store.count_events())
    store.close()

    assert answers == ["kept"] * 2
    assert found == ({}, None, 20)


def test_a_process_that_is_killed_while_it_writes_leaves_whole_changes(made: Path, ids: list[str]) -> None:
    """A machine that goes down keeps every change it had acknowledged, and half of none."""
    with workers(1) as running:
        running[0].ask(database=str(made), done=ids[:1])
        running[0].answer()
        running[0].ask(database=str(made), log=[(ids[1], 1)] * 5000)
        store = open_store(str(made))
        while store.count_events() < 30:
            assert running[0].process.poll() is None
        running[0].process.kill()
        running[0].process.wait()
    store.close()
    chain = chain_of(made)
    learner = store.learners()[0].id
    states = store.states(learner)
    events = [kept.event for kept in reversed(store.events(learner))]
    store.close()

    assert 30 <= len(events) < 5001
    assert states == replay(events)
    assert [kept for kept, _ in chain] == [computed for _, computed in chain]
    assert len(rows(made, "change")) == len(events)
