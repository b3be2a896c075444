"""backup, restore and doctor from the shell."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mlops_path.tracker import Tracker
from tests.cli.records import record
from tests.conftest import Run


def test_a_backup_is_listed_and_brought_back(run: Run, worked: Tracker, database: Path, tmp_path: Path) -> None:
    """From the first word typed to the tick that is there again."""
    before = record(database)
    made = run("backup", "--json").json["backup"]
    run("done", "9")

    assert [each["file"] for each in run("backup", "--list", "--json").json] == [made["file"]]
    assert "1  " in run("restore").out
    assert run("restore", "1").err == "Nothing was changed. With --yes it is brought back.\n"
    assert "1 event that the backup lacks" in run("restore", "1").out
    ran = run("restore", "1", "--yes", "--json").json
    assert (ran["restored"], ran["preview"]["undone"]) == (True, 1)
    assert {table: rows for table, rows in record(database).items() if table not in ("about", "setting")} == {
        table: rows for table, rows in before.items() if table not in ("about", "setting")
    }
    assert run("backup", str(tmp_path / "mine.db")).status == 0
    assert run("backup", str(tmp_path / "mine.db"), "--json").json["error"]["code"] == "file-exists"


def test_a_doctor_tells_what_is_wrong_and_mends_what_can_be(run: Run, worked: Tracker, database: Path) -> None:
    """Status 5 for a script, a sentence and the next command for a learner."""
    assert (run("doctor").status, run("doctor", "--json").json["sound"]) == (0, True)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM state")
    found = run("doctor")

    assert (found.status, run("doctor", "--json").json["troubles"][0]["what"]) == (5, "state")
    assert "doctor --repair" in found.err
    assert run("doctor", "--repair", "--json").json["repaired"] is True
    assert run("doctor").status == 0


def test_a_note_added_to_what_was_done_already_is_called_a_note(run: Run) -> None:
    """A change is called what its events say, or the doctor would find a sound record wrong."""
    run("done", "1")
    run("done", "1", "-m", "Read again.")
    run("done", "1", "2", "-m", "And again.")

    assert run("doctor").status == 0
    assert [run("undo", "--json").json["changes"][0]["label"] for _ in range(3)] == ["done", "note", "done"]
    assert run("doctor").status == 0


def test_without_any_record_doctor_and_backup_say_so(run: Run, home: Path) -> None:
    """And make none."""
    assert (run("doctor").status, run("backup", "--json").json["error"]["code"]) == (0, "no-such-backup")
    assert not (home / "data").exists()


def test_removing_a_learner_keeps_a_copy_first(run: Run, worked: Tracker) -> None:
    """Out of sight is not out of the world, and the copy says when."""
    run("learner", "remove", "Bea")

    assert [each["why"] for each in run("backup", "--list", "--json").json] == ["before-removal"]


def test_an_earlier_version_of_a_note_can_be_brought_back(run: Run) -> None:
    """Whoever wrote over the good sentence finds it again."""
    run("note", "1", "-m", "the good sentence")

    good = run("note", "1", "--versions", "--json").json[0]["seq"]
    run("note", "1", "-m", "a worse one")
    ran = run("note", "1", "--restore", str(good), "--json")

    assert ran.json["note"] == "the good sentence"
    assert len(run("note", "1", "--versions", "--json").json) == 3
    assert run("note", "1", "--restore", "999", "--json").json["error"]["code"] == "no-such-version"
    assert "--restore" in run("note", "1", "--versions").err


@pytest.mark.parametrize("words", [("doctor", "--repair", "--forget"), ("note", "1", "--restore", "1", "--versions")])
def test_two_ways_at_once_are_refused(run: Run, words: tuple[str, ...]) -> None:
    """Which one was meant cannot be known."""
    assert run(*words).status == 2
