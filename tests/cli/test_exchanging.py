"""`export` and `import` from the shell: the whole record in one document, and two records as one."""

from __future__ import annotations

import json
import os
import stat
from contextlib import closing
from pathlib import Path

import pytest

from mlops_path.domain.progress import Change, arranged_event, edition_event
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.cli.records import record
from tests.conftest import NOON, Run
from tests.tui.terminal import Terminal

EXPORT = str(Path(__file__).parents[1] / "golden" / "export.json")


def test_an_export_is_the_same_each_time_and_ones_own(run: Run, worked: Tracker, tmp_path: Path) -> None:
    """It lies in a synced folder and is compared; nobody else on the machine reads it."""
    file = tmp_path / "mine.json"
    ran = run("export", str(file))
    first = file.read_bytes()

    assert (ran.status, ran.out, ran.err) == (0, "", f"6 events exported to {file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("export", str(file), "--json").json == {"file": str(file), "events": 6}
    assert file.read_bytes() == first
    assert run("export", "-").out.encode() == first
    assert [each["name"] for each in json.loads(first)["learners"]] == ["me", "Bea"]
    assert os.listdir(tmp_path / "home") == ["data"] or sorted(os.listdir(tmp_path / "home")) == ["data", "state"]


def test_an_export_replaces_an_earlier_one_and_nothing_else(run: Run, worked: Tracker, tmp_path: Path) -> None:
    """A slip in the name must not cost a file; least of all the record itself."""
    file = tmp_path / "letter.txt"
    file.write_text("Dear Bea,")
    refused = run("export", str(file), "--json")

    assert (refused.status, refused.json["error"]["code"]) == (1, "file-exists")
    assert file.read_text() == "Dear Bea,"
    assert run("export", str(file), "--force").status == 0
    assert run("export", str(file)).status == 0
    assert run("export", str(tmp_path)).status == 1
    assert run("export", str(tmp_path / "no" / "folder.json"), "--json").json["error"]["code"] == "cannot-write-file"


def test_the_record_itself_is_never_written_over(run: Run, worked: Tracker, database: Path) -> None:
    """Not even with --force."""
    before = record(database)

    assert run("export", str(database), "--force").status == 1
    assert record(database) == before


def test_without_a_record_an_export_is_empty_and_imports_as_nothing(run: Run, home: Path, tmp_path: Path) -> None:
    """A script that runs each night begins before the first tick."""
    file = tmp_path / "none.json"

    assert run("export", str(file)).status == 0
    assert run("import", str(file), "--yes").out.endswith("Nothing new.\n")
    assert not (home / "data").exists()


def test_a_damaged_record_is_not_exported(run: Run, worked: Tracker, database: Path, tmp_path: Path) -> None:
    """No import would take the document, and that is better known today than on the new machine."""
    data = database.read_bytes()
    database.write_bytes(data.replace(b"Read it twice.", b"Read it never."))
    file = tmp_path / "mine.json"
    ran = run("export", str(file), "--json")

    assert (ran.status, ran.json["error"]["code"]) == (5, "database-damaged")
    assert not file.exists()


def test_an_import_is_shown_first_and_done_when_asked(run: Run, worked: Tracker, database: Path, home: Path) -> None:
    """What changes is read before it is agreed to; a second import changes nothing."""
    before = record(database)
    shown = run("import", EXPORT)

    assert (shown.status, shown.err) == (0, "Nothing was changed. With --yes it is taken in.\n")
    assert "Ada, who is new here: 10 events that your record lacks" in shown.out
    assert "todo → done (Ada)" in shown.out
    assert run("import", EXPORT, "--dry-run", "--json").json["imported"] is False
    assert record(database) == before
    assert run("backup", "--list", "--json").json == []

    done = run("import", EXPORT, "--yes", "--json").json

    assert (done["imported"], done["events"], done["new_events"]) == (True, 11, 11)
    assert [(each["name"], each["events"], each["is_new"]) for each in done["learners"]] == [
        ("Ada", 10, True),
        ("Bo", 1, True),
    ]
    assert {(each["learner"], each["id"], each["after"]) for each in done["changes"]} == {
        ("Ada", "rules-of-machine-learning", "done"),
        ("Bo", "cs231n", "done"),
    }
    assert done["disagreements"] == []
    assert [each["why"] for each in run("backup", "--list", "--json").json] == ["before-import"]
    again = run("import", EXPORT, "--yes")
    assert (again.status, again.out) == (0, "export.json has 11 events.\nNothing new.\n")
    assert run("import", EXPORT, "--json").json["imported"] is False
    assert run("doctor").status == 0


def test_at_a_terminal_a_y_takes_it_in(worked: Tracker, database: Path) -> None:
    """As `restore` asks."""
    for key, told in (("n\r", "Nothing was changed"), ("y\r", "Imported 11 events")):
        with Terminal("import", EXPORT) as terminal:
            terminal.see("Take it in? [y/N]")
            terminal.type(key)
            terminal.see(told)

            assert terminal.ended() == 0


def test_a_bad_document_changes_nothing(run: Run, worked: Tracker, database: Path, tmp_path: Path) -> None:
    """Status 4 and the line; the record is as it was."""
    before = record(database)
    bad = tmp_path / "bad.json"
    bad.write_bytes(Path(EXPORT).read_bytes().replace(b"simple", b"clever"))
    ran = run("import", str(bad), "--yes", "--json")

    assert (ran.status, ran.json["error"]["code"]) == (4, "file-invalid")
    assert "line 18: this event is not what was kept" in ran.json["error"]["message"]
    assert record(database) == before


@pytest.mark.parametrize("words", [("--yes", "--dry-run"), ("--as", " ")])
def test_what_cannot_be_meant_is_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    """Before the file is read."""
    assert run("import", EXPORT, *words).status == 2


def test_a_learner_gets_the_name_that_is_asked_for(run: Run, worked: Tracker, tmp_path: Path) -> None:
    """Two people who both began as `me` stay two."""
    there = tmp_path / "there.db"
    run("done", "9", "--database", str(there))
    run("export", str(tmp_path / "there.json"), "--database", str(there))
    run("import", str(tmp_path / "there.json"), "--as", "Cy", "--yes")

    assert [each["name"] for each in run("learner", "list", "--json").json] == ["me", "Bea", "Cy"]
    assert run("status", "--learner", "Cy", "--json").json["done"] == 1


def test_the_history_tells_what_became_of_a_path(run: Run, database: Path) -> None:
    """An own path that came, was arranged and went, beside the ticks."""
    run("log", "1", "5m")
    with closing(open_store(str(database))) as store, store.writing():
        (me,) = store.learners()
        digest, at = store.keep_edition("title = 'Mine'"), NOON.isoformat()
        made = (
            edition_event("my-plan", "", digest, at),
            arranged_event("my-plan", "", "{}", at),
            edition_event("my-plan", digest, "", at),
        )
        for number, event in enumerate(made):
            assert event is not None
            store.keep(me.id, Change(f"p{number}", "path", (event,)), NOON)
    lines = [line.split(maxsplit=2)[2] for line in run("history").out.splitlines()]

    assert [" ".join(line.split()) for line in lines[:3]] == [
        "path remove my-plan",
        "path arrange my-plan",
        "path import my-plan",
    ]
    assert run("undo").err == "Undone: path · my-plan\n"
    assert run("history", "-n", "1", "--json").json[0]["what"] == "undo: path remove"
    assert run("search", "my-plan").status == 0
    assert run("doctor").status == 0
