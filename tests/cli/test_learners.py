"""Several people in one record: whose turn it is, and that nobody's work is touched by another's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.records import record

if TYPE_CHECKING:
    from tests.conftest import Run


def current(run: Run) -> str:
    names = [each["name"] for each in run("learner", "list", "--json").json if each["current"]]

    assert len(names) == 1, "always exactly one"
    return str(names[0])


def test_the_first_learner_is_there_before_anything_is_kept(run: Run, database: Path) -> None:
    """Nobody has to introduce themselves to begin."""
    assert run("learner", "list").out == "* me\n"
    assert not database.exists()


@pytest.mark.parametrize("name", ["Bea", "Zoe", "änne"])
def test_adding_somebody_changes_nobodys_turn(name: str, run: Run) -> None:
    """What is marked next must land in the record of who was working, whatever the other one is called."""
    run("learner", "add", name)
    run("done", "1")

    assert current(run) == "me"
    assert run("status", "--json", "--learner", "me").json["done"] == 1
    assert run("status", "--json", "--learner", name).json["done"] == 0


def test_adding_somebody_says_how_it_becomes_their_turn(run: Run) -> None:
    """The next thing to type stands there."""
    assert "`mlops-path learner use" in run("learner", "add", "Bea").err


def test_each_learner_has_a_record_of_their_own(run: Run) -> None:
    """Two people at one machine must not tick each other's steps, notes or undo."""
    run("done", "1")
    run("learner", "add", "Bea")
    run("learner", "use", "BEA")
    run("note", "1", "-m", "Bea's note")

    assert current(run) == "Bea"
    assert run("show", "1", "--json").json["status"] == "todo"
    assert run("note", "1", "--learner", "me").out == ""
    assert run("undo", "--json").json["changes"][0]["label"] == "note"
    assert run("undo").status == 1
    assert run("status", "--json", "--learner", "me").json["done"] == 1


def test_a_new_name_keeps_the_record(run: Run) -> None:
    """A name is what one is called, not where the work is filed."""
    run("done", "1")
    ran = run("learner", "rename", "me", "Ada Lovelace")

    assert (ran.status, ran.out) == (0, "")
    assert (run("status", "--json").json["learner"], run("status", "--json").json["done"]) == ("Ada Lovelace", 1)
    assert run("learner", "rename", "ada lovelace", "ADA Lovelace", "--json").json == {"learner": "ADA Lovelace"}


def test_a_removed_learner_comes_back_with_everything(run: Run, database: Path) -> None:
    """Removing is taking out of sight; months of work are never one command away from gone."""
    run("learner", "add", "Bea")
    run("learner", "use", "Bea")
    run("done", "1", "-m", "kept")
    events = record(database)["event"]
    run("learner", "remove", "Bea")

    assert run("learner", "list").out == "* me\n"
    assert run("status", "--learner", "Bea").status == 3
    assert record(database)["event"] == events
    assert run("learner", "add", "bea", "--json").json == {"learner": "Bea"}
    assert run("note", "1", "--learner", "Bea").out == "kept\n"
    assert current(run) == "me"


def test_a_name_is_one_line_of_at_most_80_characters(run: Run) -> None:
    """It stands in the heading of every screen and report."""
    assert run("learner", "add", "  Ada\n Byron ", "--json").json == {"learner": "Ada Byron"}
    assert run("learner", "add", "x" * 200, "--json").json == {"learner": "x" * 80}


def test_a_learner_who_comes_back_is_not_the_current_one(run: Run) -> None:
    """Who went out of sight was replaced; coming back is not taking over, also for the first one of a record."""
    run("log", "1", "1m")
    run("learner", "add", "Ada")
    run("learner", "remove", "me")
    run("learner", "add", "me")

    assert run("status", "--json").json["learner"] == "Ada"
