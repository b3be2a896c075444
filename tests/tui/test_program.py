"""The real program in a real terminal: what a key, a signal, an editor or a crash leaves behind."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from mlops_path.bug import SENTENCE
from mlops_path.curriculum.library import Library
from mlops_path.domain.curriculum import Step
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from mlops_path.tui.screens.path import LOOK_EVERY
from tests.conftest import Run
from tests.tui.terminal import Terminal
from tests.tui.window import NARROW, WIDE

ESC = "\x1b"
ENOUGH = 24  # letters of a title that every outline has room for


@pytest.fixture
def steps(library: Library) -> tuple[Step, ...]:
    """The steps of the first stage, which is open at the first start."""
    path = library.path("mlops")
    return path.steps[: path.sections[path.stages[0].last - 1].last]


@pytest.fixture
def drafts(home: Path) -> Path:
    """The folder of drafts."""
    return home / "state" / "mlops-path" / "drafts"


@pytest.fixture
def kept(library: Library, database: Path) -> None:
    """A record that has begun: the first step is being read, and has a note."""
    tracker = Tracker(open_store(str(database)), library)
    first = library.path("mlops").steps[0].id
    tracker.mark((first,), "doing")
    tracker.write_note(first, "Kept before")
    tracker.close()


def note_of(run: Run, step: int = 1) -> str:
    """The note as the command line prints it."""
    return run("note", str(step)).out.removesuffix("\n")


def left_well(terminal: Terminal) -> bool:
    """Whether the terminal is as it was: own screen gone, cursor on, mouse and paste off, echo and line mode back."""
    return terminal.modes_left_on() == set() and terminal.is_as_before()


def open_at(terminal: Terminal, step: Step) -> None:
    terminal.see(step.title[:ENOUGH], "quit")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_what_was_done_is_there_the_next_day(steps: tuple[Step, ...], run: Run, size: tuple[int, int]) -> None:
    """Open, walk, tick, write, leave, come back: the whole of it."""
    with Terminal(size=size) as terminal:
        open_at(terminal, steps[0])
        terminal.type(" ")
        terminal.see("Done: ", "1 of ", "✔   1")
        terminal.type("j")
        terminal.type("nMy words")
        terminal.see("My words")
        terminal.type(ESC)
        terminal.see("Note saved")
        terminal.type("q")

        assert terminal.ended() == 0
        assert left_well(terminal)
        assert terminal.text.strip() == ""

    assert note_of(run, 2) == "My words"
    with Terminal(size=size) as terminal:
        open_at(terminal, steps[1])

        assert terminal.line_with("▌").split()[2] == "2"
        assert terminal.line_with("✔").split()[1] == "1"

        terminal.type("\r")
        terminal.see("My words")
        terminal.type("q")

        assert terminal.ended() == 0


def test_keys_typed_ahead_reach_the_note(steps: tuple[Step, ...], run: Run) -> None:
    """Fast fingers write before the editor has opened; no letter may become a command."""
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type("nquick dusk")
        terminal.see("quick dusk")
        terminal.type(ESC)
        terminal.see("Note saved")
        terminal.type("/" + steps[1].title[:9])
        terminal.see(f"Filter: {steps[1].title[:9]}")
        terminal.type("\r")
        terminal.see("esc brings all back")
        terminal.type("q")

        assert terminal.ended() == 0

    assert note_of(run) == "quick dusk"
    assert [each["status"] for each in run("list", "--json").json if each["status"] != "todo"] == []


def test_leaving_before_the_window_is_there_is_leaving(steps: tuple[Step, ...], home: Path) -> None:
    """Opened by mistake, and q pressed before anything was painted: that is no crash."""
    with Terminal() as terminal:
        terminal.type("q")

        assert terminal.ended() == 0
        assert left_well(terminal)

    assert not (home / "state").exists()


def test_a_note_begun_before_the_window_is_there_is_a_note(steps: tuple[Step, ...], run: Run) -> None:
    """`mlops-path`, Enter, n and the first word are one movement of the hand."""
    with Terminal() as terminal:
        terminal.type("nearly too soon")
        terminal.see("early too soon", "esc keep and go back")
        terminal.type(ESC)
        terminal.see("Note saved")
        terminal.type("q")

        assert terminal.ended() == 0

    assert note_of(run) == "early too soon"


def test_leaving_with_a_note_open_keeps_it(steps: tuple[Step, ...], run: Run) -> None:
    """q by its name, from inside the note: the words are kept on the way out."""
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type("nHalf a thought")
        terminal.see("Half a thought")
        terminal.type("\x10")
        terminal.see("Search for commands")
        terminal.type("everything is kept")
        terminal.see("Key: q")
        terminal.type("\r")

        assert terminal.ended() == 0
        assert left_well(terminal)

    assert note_of(run) == "Half a thought"


def test_the_window_follows_its_terminal(steps: tuple[Step, ...]) -> None:
    """A pane made narrower shows the narrow layout, and wider again the wide one."""
    with Terminal(size=WIDE) as terminal:
        open_at(terminal, steps[0])
        terminal.see("▏")
        terminal.resize(*NARROW)
        terminal.until(lambda: "▏" not in terminal.text, "the narrow layout")
        terminal.resize(*WIDE)
        terminal.see("▏", steps[0].title)
        terminal.type("q")

        assert terminal.ended() == 0


def test_a_terminal_without_the_glyphs_gets_letters(steps: tuple[Step, ...]) -> None:
    """An old console shows `x` and `.` where it could only show question marks."""
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with Terminal(env=plain) as terminal:
        open_at(terminal, steps[0])
        terminal.type(" ")
        terminal.see("Done: ")

        assert terminal.line_with("  1  " + steps[0].title[:ENOUGH]).split()[:2] == [">", "x"]
        assert not set("○◐✔▌▾▸━") & set(terminal.text)

        terminal.type("q")

        assert terminal.ended() == 0


# Other processes


def test_a_command_in_another_terminal_appears_in_the_window(steps: tuple[Step, ...], run: Run) -> None:
    """Also when it is the first change ever, and within a second."""
    with Terminal() as terminal:
        open_at(terminal, steps[0])

        assert run("done", "2").status == 0

        terminal.see("✔   2")
        terminal.see("1 of ")

        assert run("skip", "1", "-m", "Not today").status == 0

        terminal.see("–   1", "Not today")
        terminal.type("q")

        assert terminal.ended() == 0
        assert LOOK_EVERY < 1


def test_without_a_terminal_it_prints_the_status(run: Run) -> None:
    """In a pipe or a job nobody can press keys."""
    ran, status = run(), run("status")

    assert (ran.status, ran.out) == (0, status.out)
    assert ESC not in ran.out


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["--learner", "nobody"], 3, "No learner 'nobody'."),
        (["--path", "nowhere"], 3, "No path 'nowhere'."),
        (["--database", "not-a-record"], 5, "is not a record of mlops-path"),
    ],
)
def test_what_cannot_be_opened_is_said_in_the_plain_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, told: str
) -> None:
    """A sentence and an exit status, before the screen is taken over."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "not-a-record").write_bytes(b"Something else entirely, and long enough to be looked at. " * 40)
    with Terminal(*words) as terminal:
        assert terminal.ended() == status
        assert told in terminal.text.replace("\n", "")
        assert "Traceback" not in terminal.text
        assert left_well(terminal)


# The editor

EDITOR = """#!{python}
import subprocess, sys
file = sys.argv[-1]
with open({seen!r}, "w") as seen:
    seen.write(open(file).read() + "|" + subprocess.run(["stty", "-a"], capture_output=True, text=True).stdout)
{then}
"""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an editor will be; its scratch files go into a folder of the test."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv("VISUAL", f"{tmp_path / 'an editor'} --wait".replace(" e", "\\ e"))
    return tmp_path / "an editor"


def make_editor(file: Path, then: str) -> Path:
    """An editor that writes down what it finds, then does something; where it writes it down."""
    seen = file.with_name("seen")
    file.write_text(EDITOR.format(python=sys.executable, seen=str(seen), then=then))
    file.chmod(0o755)
    return seen


@pytest.mark.usefixtures("kept")
def test_the_editor_gets_the_terminal_and_gives_it_back(
    steps: tuple[Step, ...], run: Run, editor: Path, tmp_path: Path
) -> None:
    """vi needs a terminal in order; and afterwards every key works here again."""
    seen = make_editor(editor, "open(file, 'a').write(', and in the editor\\nTwo lines\\n')")
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type("e")
        terminal.see("Note saved: ", "and in the editor", "Two lines")
        found, _, settings = seen.read_text().partition("|")

        assert found == "Kept before"
        assert {"icanon", "echo", "isig"} <= set(settings.replace(";", " ").split())

        terminal.type("u")
        terminal.see("Undone: note")
        terminal.type("j")
        terminal.type("s")
        terminal.see("Started: ")
        terminal.type("q")

        assert terminal.ended() == 0
        assert left_well(terminal)

    assert note_of(run) == "Kept before"
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("open(file, 'w').write('Changed'); sys.exit(3)", "The editor ended with status 3; the note is as it was."),
        ("pass", "The note is the same as before."),
        ("import os; os.unlink(file)", "No such file or directory; the note is as it was."),
    ],
)
def test_an_editor_that_fails_leaves_the_note_as_it_was(
    steps: tuple[Step, ...], run: Run, editor: Path, then: str, told: str
) -> None:
    """`:cq` is how one says never mind."""
    make_editor(editor, then)
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type("e")
        terminal.see(told, "Kept before")
        terminal.type("q")

        assert terminal.ended() == 0
        assert left_well(terminal)

    assert note_of(run) == "Kept before"


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_what_was_written_in_the_editor_is_not_lost_to_a_change_elsewhere(
    steps: tuple[Step, ...], run: Run, editor: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Somebody adds to the note meanwhile: neither is written over, and one is told where the text is."""
    command = [sys.executable, "-m", "mlops_path", "note", "1", "-m", "From elsewhere"]
    make_editor(editor, f"open(file, 'w').write('From the editor'); subprocess.run({command!r}, check=True)")
    with Terminal(size=size) as terminal:
        open_at(terminal, steps[0])
        terminal.type("e")
        terminal.see("changed in another window meanwhile")
        (file,) = (tmp_path / "scratch").iterdir()

        assert file.read_text() == "From the editor"

        terminal.until(lambda: file.name in terminal.text.replace("\n", "").replace(" ", ""), "the name of the file")
        terminal.type("q")

        assert terminal.ended() == 0

    assert note_of(run) == "Kept before\n\nFrom elsewhere"


# The browser


def test_a_browser_that_talks_does_not_scribble_on_the_screen(steps: tuple[Step, ...], tmp_path: Path) -> None:
    """Browsers print warnings where they were started from; the path must stay readable."""
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\necho SCRIBBLE\necho SCRABBLE >&2\n")
    browser.chmod(0o755)
    with Terminal(env={"BROWSER": str(browser)}) as terminal:
        open_at(terminal, steps[0])
        terminal.type("o")
        terminal.see("Opened http")

        assert b"SCRIBBLE" not in terminal.written
        assert b"SCRABBLE" not in terminal.written

        terminal.type("q")

        assert terminal.ended() == 0


def test_a_browser_that_stays_open_keeps_nobody_from_leaving(steps: tuple[Step, ...], tmp_path: Path) -> None:
    """A browser may run for days; the shell prompt comes back at once."""
    browser, running = tmp_path / "browser", tmp_path / "running"
    browser.write_text(f'#!/bin/sh\necho $$ > "{running}"\nexec sleep 600\n')
    browser.chmod(0o755)
    with Terminal(env={"BROWSER": str(browser)}) as terminal:
        open_at(terminal, steps[0])
        terminal.type("o")
        terminal.until(lambda: running.exists() and running.read_text().strip(), "the browser")
        try:
            terminal.type("jq")

            assert terminal.ended() == 0
            assert left_well(terminal)
        finally:
            with suppress(ProcessLookupError):  # ended with its terminal
                os.kill(int(running.read_text()), signal.SIGKILL)


# Ends that nobody chose


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_program_and_keeps_the_words(
    steps: tuple[Step, ...], run: Run, drafts: Path, number: signal.Signals, status: int
) -> None:
    """Shutting the machine down is not a way to lose a note, not even its last letters."""
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type("n, and more")
        terminal.see("Kept before, and more")
        terminal.process.send_signal(number)

        assert terminal.ended() == status
        assert left_well(terminal)

    assert [json.loads(file.read_text())["text"] for file in drafts.iterdir()] == ["Kept before, and more"]
    with Terminal() as terminal:
        terminal.see("Unsaved writing was recovered: ", "Kept before, and more")
        terminal.type("q")

        assert terminal.ended() == 0

    assert note_of(run) == "Kept before, and more"
    assert list(drafts.iterdir()) == []


def test_a_signal_as_soon_as_the_path_is_seen_leaves_nothing_behind(steps: tuple[Step, ...], home: Path) -> None:
    """Only what was being written needs a draft; and an early end is no crash."""
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.process.terminate()

        assert terminal.ended() == 143
        assert left_well(terminal)

    assert not (home / "state").exists()


@pytest.mark.usefixtures("kept")
def test_closing_the_terminal_ends_the_program_and_keeps_the_words(steps: tuple[Step, ...], drafts: Path) -> None:
    """The window manager asks nobody; no process may stay behind either."""
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type("n, and more")
        terminal.see("Kept before, and more")
        terminal.hang_up()

        assert terminal.ended() == 129

    assert [json.loads(file.read_text())["text"] for file in drafts.iterdir()] == ["Kept before, and more"]


def test_a_program_that_is_killed_has_its_words_recovered(steps: tuple[Step, ...], run: Run, drafts: Path) -> None:
    """The kernel, a power cut, an impatient hand: at most half a second of writing is gone."""
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type("nWritten in vain?")
        terminal.until(lambda: drafts.is_dir() and list(drafts.glob("*.json")), "a draft")
        terminal.process.kill()

        assert terminal.ended() == -signal.SIGKILL

    assert note_of(run) == ""
    with Terminal() as terminal:
        terminal.see("Unsaved writing was recovered: ", "Written in vain?")
        terminal.type("u")
        terminal.see("Undone: note")
        terminal.type("q")

        assert terminal.ended() == 0

    assert note_of(run) == ""
    assert list(drafts.iterdir()) == []


def corrupt(database: Path) -> None:
    """Puts into the record what fails in a way the program knows nothing of, with private words in the message."""
    with closing(sqlite3.connect(database)) as connection, connection:
        last = connection.execute("SELECT max(seq) FROM event").fetchone()[0]
        connection.execute(f'CREATE UNIQUE INDEX "no private matter" ON event (min(seq, {last}))')


@pytest.mark.usefixtures("kept")
def test_a_crash_tells_where_its_report_is_and_nothing_private(
    steps: tuple[Step, ...], database: Path, drafts: Path, home: Path
) -> None:
    """A bug is ours: status 70, the terminal in order, the words in a draft, and a report one can send to anybody."""
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type("n, then private words")
        terminal.see("Kept before, then private words")
        corrupt(database)
        terminal.type(ESC)

        assert terminal.ended() == 70
        assert left_well(terminal)
        assert SENTENCE in terminal.text
        assert "Traceback" not in terminal.text

        (report,) = (home / "state" / "mlops-path" / "bugs").iterdir()
        text = report.read_text()

        assert report.name in terminal.text.replace("\n", "")
        assert (report.stat().st_mode & 0o777) == 0o600
        assert "mlops_path/tui/" in text
        assert [word for word in ("private", "Kept", "matter", str(home), steps[0].id) if word in text] == []

    assert [json.loads(file.read_text())["text"] for file in drafts.iterdir()] == ["Kept before, then private words"]


def test_a_changed_record_is_copied_on_leaving_and_an_unchanged_one_is_not(steps: tuple[Step, ...], run: Run) -> None:
    """A copy a day without thinking of it; and looking in ten times does not push last week's copies out."""
    for keys in (" ", "jk", " "):
        with Terminal() as terminal:
            open_at(terminal, steps[0])
            terminal.type(keys)
            if keys == " ":
                terminal.see("u undoes")
            terminal.type("q")

            assert terminal.ended() == 0

    assert [each["why"] for each in run("backup", "--list", "--json").json] == ["on-leaving"] * 2


def test_a_backup_that_cannot_be_made_is_told_and_keeps_nobody_from_leaving(
    steps: tuple[Step, ...], home: Path, run: Run
) -> None:
    """The change itself is kept; the terminal is given back as it was."""
    (home / "data" / "mlops-path").mkdir(parents=True)
    (home / "data" / "mlops-path" / "backups").write_text("in the way")
    with Terminal() as terminal:
        open_at(terminal, steps[0])
        terminal.type(" ")
        terminal.see("u undoes")
        terminal.type("q")

        assert terminal.ended() == 0
        assert left_well(terminal)
        assert b"No backup was made" in terminal.written

    assert run("show", "1", "--json").json["status"] == "done"
