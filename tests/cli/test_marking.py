"""Marking, logging, undoing and the history, as commands."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.domain.curriculum import Step
from mlops_path.domain.journey import Journey
from mlops_path.locations import database_file
from mlops_path.tracker import Tracker, open_tracker
from tests.cli.records import record
from tests.storage.making import seal_again

if TYPE_CHECKING:
    from tests.conftest import Run


def statuses(run: Run) -> dict[str, str]:
    return {each["id"]: each["status"] for each in run("list", "--json").json}


@pytest.mark.parametrize(
    ("command", "status", "word"),
    [("start", "doing", "Started"), ("done", "done", "Done"), ("skip", "skipped", "Skipped"), ("todo", "todo", "Todo")],
)
def test_a_mark_says_what_it_did_and_how_to_take_it_back(
    command: str, status: str, word: str, run: Run, steps: tuple[Step, ...]
) -> None:
    """The learner sees at once whether the right step was meant."""
    run("done" if status == "todo" else "todo", steps[0].id)
    ran = run(command, steps[0].id)

    assert statuses(run)[steps[0].id] == status
    assert ran.err.startswith(f"{word}")
    assert steps[0].title in ran.err
    assert "`mlops-path undo`" in ran.err


def test_several_steps_at_once_are_one_undo(run: Run, steps: tuple[Step, ...]) -> None:
    """One action of the learner is one action to take back."""
    ids = [step.id for step in steps[:4]]
    change = run("done", *ids, ids[0], "--json").json
    marked = statuses(run)
    run("undo")

    assert change["changed"] == ids
    assert [each["status"] for each in change["steps"]] == ["done"] * 4
    assert {marked[id_] for id_ in ids} == {"done"}
    assert set(statuses(run).values()) == {"todo"}


def test_marking_a_whole_book_marks_the_parts_the_path_asks_for(run: Run, library: Library) -> None:
    """Nobody ticks eleven chapters one by one; and it is one undo."""
    line, book, parts = next(
        (line, step, journey.index.required_parts[step.id])
        for line in library.paths
        for journey in [Journey(library.path(line.id))]
        for step in journey.steps
        if journey.is_made_of_parts(step.id)
    )
    here = ("--path", line.id, "--json")
    run("done", book.id, *here)
    found = {each["id"]: each["status"] for each in run("list", *here).json}

    assert {found[id_] for id_ in (book.id, *parts)} == {"done"}
    assert run("undo", *here).json["changes"][0]["ids"] == list(reversed(parts))
    assert run("status", *here).json["done"] == 0


def test_what_is_so_already_changes_nothing_and_is_no_error(run: Run, worked: Tracker, database: Path) -> None:
    """A script may say `done` twice; the moment it was done stays."""
    before = record(database)
    ran, as_json = run("done", "1"), run("done", "1", "--json")

    assert (ran.status, ran.err.split(":")[0], as_json.json["change"]) == (0, "Nothing to change", None)
    assert record(database) == before


@pytest.mark.parametrize(
    ("zone", "when", "moment"),
    [
        ("Europe/Berlin", "2026-01-10", "2026-01-10T12:00:00+01:00"),
        ("Europe/Berlin", "2026-05-01T18:30", "2026-05-01T18:30:00+02:00"),
        ("Asia/Kathmandu", "2026-05-01t18:30", "2026-05-01T18:30:00+05:45"),
        ("UTC", "2026-05-01T18:30-07:00", "2026-05-01T18:30:00-07:00"),
    ],
)
def test_an_earlier_date_is_kept_as_the_learner_meant_it(zone: str, when: str, moment: str, run: Run) -> None:
    """ "I read this in May" must stay in May wherever the laptop is opened."""
    run("done", "1", "--at", when, TZ=zone)

    assert run("show", "1", "--json", TZ="America/Los_Angeles").json["status_at"] == moment
    assert run("history", "--json", TZ="UTC").json[0]["at"] == moment


def test_a_known_step_is_done_with_that_word(run: Run) -> None:
    """Already knowing something counts, and can be told from having read it."""
    run("done", "1", "--known", "-m", "Taught it for years.")

    assert "already known" in run("show", "1").out
    assert [each["what"] for each in run("history", "--json").json] == ["note", "todo → done, known"]
    assert run("note", "1").out == "Taught it for years.\n"


def test_a_reason_stands_with_the_skipped_step(run: Run) -> None:
    """In a year the learner wants to know why."""
    run("skip", "1", "-m", "Not my field.")

    assert "skipped since " in run("show", "1").out
    assert "Not my field." in run("show", "1").out
    assert run("show", "1", "--json").json["reason"] == "Not my field."


def test_words_with_a_mark_are_added_to_the_note(run: Run) -> None:
    """What was written before is never written over."""
    run("note", "1", "-m", "first")
    run("start", "1", "-m", "second")
    run("done", "1", "-m", "third")

    assert run("note", "1").out == "first\n\nsecond\n\nthird\n"


def test_logged_time_adds_up(run: Run) -> None:
    """Three evenings with one book are one figure."""
    for duration in ("45m", "1h30", "2h"):
        run("log", "1", duration)
    ran = run("log", "1", "15", "--at", "yesterday")

    assert "15 min" in ran.err
    assert run("show", "1", "--json").json["minutes_logged"] == 270
    assert "Logged     4 h 30" in run("show", "1").out


def test_undo_takes_back_several_changes_and_redo_brings_them_again(run: Run, worked: Tracker, database: Path) -> None:
    """Going back to Tuesday and forth again must end where it began."""
    before = record(database)["state"], run("note", "1").out
    undone = run("undo", "3", "--json").json["changes"]
    emptied = record(database)["state"], run("note", "1").out
    redone = run("redo", "3", "--json").json["changes"]

    assert [each["label"] for each in undone] == ["skipped", "log", "done"]
    assert emptied == ([], "")
    assert [each["label"] for each in redone] == ["done", "log", "skipped"]
    assert (record(database)["state"], run("note", "1").out) == before


def test_undo_past_the_beginning_stops_there_and_says_so(run: Run, worked: Tracker) -> None:
    """`undo 99` is how one asks for everything."""
    ran = run("undo", "99")

    assert (ran.status, ran.out) == (0, "")
    assert ran.err.endswith("There was nothing more to undo.\n")
    assert run("undo").status == 1


def test_the_history_is_newest_first_and_names_what_was_undone(
    run: Run, worked: Tracker, steps: tuple[Step, ...]
) -> None:
    """It is where one looks before undoing."""
    lines = run("history").out.splitlines()
    expected = [
        ("2026-05-01 12:20", "undo: doing → todo", steps[2].title),
        ("2026-05-01 12:15", "todo → doing", steps[2].title),
        ("2026-05-01 12:10", "todo → skipped", steps[1].title),
        ("2026-05-01 12:05", "45 min logged", steps[0].title),
        ("2026-05-01 12:00", "note", steps[0].title),
        ("2026-05-01 12:00", "todo → done", steps[0].title),
    ]

    assert len(lines) == len(expected)
    for line, words in zip(lines, expected, strict=True):
        assert all(word in line for word in words)


def test_the_history_of_one_step_and_of_the_last_few(run: Run, worked: Tracker, steps: tuple[Step, ...]) -> None:
    """Months of events must not bury the one looked for."""
    of_one: list[dict[str, Any]] = run("history", steps[0].id, "--json").json

    assert {each["id"] for each in of_one} == {steps[0].id}
    assert [each["kind"] for each in of_one] == ["logged", "noted", "marked"]
    assert [each["seq"] for each in run("history", "-n", "2", "--json").json] == [6, 5]


def test_the_history_of_nothing_says_where_to_begin(run: Run) -> None:
    """An empty page would look like a fault."""
    assert (run("history").out, run("history", "--json").json) == ("", [])
    assert "mlops-path next" in run("history").err


def test_what_is_next_after_everything_is_told_in_words(run: Run, library: Library) -> None:
    """The end of a path is an event, not an empty line."""
    path = library.path("mlops")
    journey = Journey(path)
    run("done", *(step.id for step in journey.open_steps()))
    ran = run("next")

    assert (ran.status, ran.out, run("next", "--json").json) == (0, "", [])
    assert "Nothing required is open" in ran.err
    assert run("status", "--json").json["fraction"] == 1.0


def test_a_list_can_be_narrowed(run: Run, worked: Tracker, library: Library) -> None:
    """Ninety steps are too many to look through for one."""
    steps = library.path("mlops").steps
    stage = library.path("mlops").stages[1].title
    kind = steps[0].kind

    assert [each["status"] for each in run("list", "--status", "skipped", "--json").json] == ["skipped"]
    assert {each["kind"] for each in run("list", "--kind", kind, "--json").json} == {kind}
    assert {each["stage"] for each in run("list", "--section", stage.upper(), "--json").json} == {stage}
    assert {each["path"] for each in run("list", "--all-paths", "--json").json} == {line.id for line in library.paths}


@pytest.mark.parametrize("everywhere", [(), ("--all-paths",)])
def test_a_list_of_nothing_says_so(everywhere: tuple[str, ...], run: Run) -> None:
    """An empty page, or headings over nothing, would look like a fault."""
    ran = run("list", "--kind", "unheard-of", *everywhere)

    assert (ran.status, ran.out) == (0, "")
    assert "mlops-path list" in ran.err


def test_a_search_finds_titles_authors_and_notes_on_every_path(run: Run, steps: tuple[Step, ...]) -> None:
    """What one remembers is a word, not where it stood."""
    run("note", "1", "-m", "first line\nthe word Quokka stands here\nlast line")
    found = run("search", "quokka", "--json").json

    assert [(each["number"], each["note"]) for each in found] == [(1, "the word Quokka stands here")]
    assert "note: the word Quokka stands here" in run("search", "QUOKKA").out
    assert steps[0].id in [each["id"] for each in run("search", *steps[0].title.split()[::-1], "--json").json]
    assert (run("search", "xyzzy").out, run("search", "xyzzy", "--json").json) == ("", [])


@pytest.mark.parametrize("of_parts", [False, True], ids=["a single thing", "a whole of parts"])
def test_a_step_of_another_path_can_be_marked_by_its_id(of_parts: bool, run: Run, library: Library) -> None:
    """Something done once is done on every path, wherever one stands; what is called done shows as done."""
    here = {step.id for step in library.path("zimmerman-start").steps}
    guide = Journey(library.path("huyen-guide"))
    other = next(step for step in guide.steps if step.id not in here and guide.is_made_of_parts(step.id) is of_parts)
    run("path", "use", "zimmerman-start")
    ran = run("done", other.id)

    assert (ran.status, ran.out) == (0, "")
    assert run("show", other.id, "--json").json["status"] == "done"
    assert run("show", other.id, "--json", "--path", "huyen-guide").json["status"] == "done"
    assert run("undo").status == 0
    assert run("show", other.id, "--json").json["status"] == "todo"


def test_an_undo_that_stops_half_way_says_how_far_it_came(run: Run, steps: tuple[Step, ...]) -> None:
    """ "Nothing was changed" must be true, or nobody believes it when it matters."""
    run("done", "1")
    run("log", "2", "30m")
    ids = [steps[0].id, steps[1].id]
    with open_tracker() as tracker:
        tracker.mark((ids[0],), "doing")
        tracker.undo()
    with closing(sqlite3.connect(database_file())) as connection, connection:
        connection.execute("UPDATE state SET status = 'skipped' WHERE resource = ?", (ids[0],))
        seal_again(connection)
    ran = run("undo", "2")

    assert (ran.status, ran.out) == (1, "")
    assert "Cannot undo 'done': it was changed again since. 1 before it was undone." in ran.err


def test_the_history_names_what_stands_on_another_path(run: Run, library: Library) -> None:
    """An id is what the program calls a thing; a learner knows it by its title."""
    tool = library.path("mlops-tools").steps[5]
    run("done", tool.id)

    assert tool.title in run("history").out
    assert f"Undone: done · {tool.title}\n" == run("undo").err
