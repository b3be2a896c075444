from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mlops_path import locations
from mlops_path.curriculum.library import Library, open_library
from mlops_path.domain.arranging import Added
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.conftest import Clock, Run
from tests.tui.conftest import NewTracker
from tests.tui.left_behind import leave_draft
from tests.tui.walk import EXTRA, GUIDE, LAST, OTHER, READING, TALK, walk_library
from tests.tui.window import NARROW, window


@contextmanager
def writing(database: Path) -> Iterator[None]:
    """Another program in the middle of a long write."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


# A record that is busy

BUSY = "The record is busy: another program is writing"


@pytest.mark.parametrize("keys", ["space", "s", "x enter", "t", "u", "ctrl+r"])
async def test_a_key_that_a_busy_record_refuses_says_so_and_works_later(
    another: NewTracker, database: Path, keys: str
) -> None:
    """A sync client holds the file for a second; nothing may be lost by that, nor look done."""
    first = another()
    first.mark((READING,), DONE)
    first.mark((READING,), DOING)
    first.undo()
    first.mark((TALK,), DOING)
    first.undo()
    async with window(another()) as opened:
        opened.path_screen.outline.go_to(opened.path_screen.journey.steps[1 if keys in ("t", "u") else 2])
        before = dict(opened.path_screen.journey.states)
        if keys == "t":
            await opened.press("s")
            before = dict(opened.path_screen.journey.states)
        with writing(database):
            await opened.press(*keys.split())

            assert opened.notice.startswith(BUSY)
            assert opened.is_warning
            assert dict(opened.path_screen.journey.states) == before

            await opened.press("j", "k")

        await opened.press(*keys.split())

        assert not opened.is_warning
        assert dict(opened.path_screen.journey.states) == dict(another().journey.states)


async def test_a_note_that_a_busy_record_refuses_stays_open(another: NewTracker, database: Path, home: Path) -> None:
    """The words stay where they are, with a draft besides, until the record takes them."""
    another().mark((TALK,), DONE)
    async with window(another()) as opened:
        await opened.press("n")
        await opened.type("Patience")
        with writing(database):
            await opened.press("escape")

            assert opened.notice.startswith(BUSY)
            assert opened.path_screen.editing
            assert list((home / "state" / "mlops-path" / "drafts").glob("*.json"))

            await opened.type(".")

        await opened.press("escape")

        assert not opened.path_screen.editing
    assert another().note(READING)[0] == "Patience."
    assert not list((home / "state" / "mlops-path" / "drafts").glob("*.json"))


async def test_a_busy_record_keeps_nobody_from_leaving(another: NewTracker, database: Path) -> None:
    """The place in the outline is not worth waiting for."""
    another().mark((READING,), DONE)
    async with window(another()) as opened:
        await opened.press("j")
        with writing(database):
            await opened.press("q")

            assert not opened.is_open


async def test_a_busy_record_keeps_one_on_the_path_one_is_on(another: NewTracker, database: Path) -> None:
    """Going over to another path is a change like any other."""
    another().mark((READING,), DONE)
    async with window(another()) as opened:
        with writing(database):
            await opened.press("p", "down", "enter")

            assert opened.notice.startswith(BUSY)
            assert opened.header.startswith(" mlops · The walk")

        await opened.press("p", "down", "enter")

        assert opened.header.startswith(" other · Another way")


async def test_drafts_wait_for_a_busy_record(another: NewTracker, database: Path) -> None:
    """What was recovered once must not be lost because the second program had the file just then."""
    first = another()
    first.mark((TALK,), DONE)
    drafts = Path(locations.drafts_folder())
    leave_draft(drafts, database, first.learner.id, READING, "Still here")
    with writing(database):
        async with window(another()) as opened:
            assert opened.notice.startswith(BUSY)
            assert len(list(drafts.iterdir())) == 1
    async with window(another()) as opened:
        assert "Unsaved writing was recovered: Alpha reading" in opened.notice


@pytest.mark.parametrize("key", ["j", "n"])
async def test_a_record_that_cannot_be_read_for_a_moment_ends_nothing(
    another: NewTracker, database: Path, key: str
) -> None:
    """On a network folder there is no reading beside a writer; a moment later there is."""
    first = another()
    first.write_note(READING, "About alpha")
    first.write_note(TALK, "About beta")
    first.close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    async with window(another()) as opened:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            await opened.press(key)

            assert opened.is_open
            assert opened.notice.startswith(BUSY)

            connection.execute("ROLLBACK")
        await opened.press("escape", "home", "j", "j")
        await opened.until(lambda: "About beta" in opened.text, "the note")


# What another program changes


async def test_a_change_by_another_program_appears_by_itself(another: NewTracker) -> None:
    """A git hook ticks a step, and the window on the second screen shows it within a second."""
    other = another()
    other.mark((TALK,), DOING)
    async with window(another()) as opened:
        other.mark((READING,), DONE)
        await opened.until(lambda: "1 of 8 required" in opened.header, "the change")

        assert opened.status(READING) == DONE
        assert "✔   1  Alpha reading" in opened.text
        assert opened.step.id == TALK


async def test_a_path_that_another_program_arranged_is_shown_as_it_is_now(another: NewTracker) -> None:
    """A step added in the shell is there in the window, and the highlight stays where it was."""
    other = another()
    other.mark((TALK,), DOING)
    async with window(another()) as opened:
        there = Added("runbook", "Our runbook", "topic", 30, None, required=True, after=READING)
        other.arrange(other.journey.path.id, lambda present: present.add(there))
        await opened.until(lambda: "Our runbook" in opened.text, "the step")

        assert "of 9 required" in opened.header
        assert opened.step.id == TALK


async def test_the_first_change_ever_by_another_program_appears(walk: Tracker, another: NewTracker) -> None:
    """The window was opened before there was a record."""
    async with window(walk) as opened:
        another().mark((TALK,), DONE)
        await opened.until(lambda: "1 of 8 required" in opened.header, "the change")
        await opened.press("space")
        await opened.until(lambda: "2 of 8 required" in opened.header, "both changes")

        assert opened.status(TALK) == DONE


async def test_a_change_while_the_window_opens_appears(walk: Tracker, another: NewTracker) -> None:
    """Between the first look at the record and the first paint, which on a busy machine is a while."""
    another().mark((TALK,), DONE)
    async with window(walk) as opened:
        await opened.until(lambda: "1 of 8 required" in opened.header, "the change")

        assert opened.status(TALK) == DONE


async def test_a_note_by_another_program_appears_in_the_details(another: NewTracker) -> None:
    """Also when only the note changed, and also when it is the second time."""
    other = another()
    other.mark((TALK,), DOING)
    async with window(another()) as opened:
        other.write_note(TALK, "From the command line")
        await opened.until(lambda: "From the command line" in opened.text, "the note")
        other.write_note(TALK, "And again")
        await opened.until(lambda: "And again" in opened.text, "the other note")


async def test_what_is_being_written_is_not_disturbed_by_another_program(another: NewTracker) -> None:
    """Neither the words nor the place of the cursor."""
    other = another()
    other.write_note(READING, "Old. ")
    async with window(another()) as opened:
        await opened.press("n")
        await opened.type("New")
        other.mark((TALK,), DONE)
        await opened.until(lambda: opened.status(TALK) == DONE, "the change")
        await opened.type("!")
        await opened.press("escape")

    assert other.note(READING)[0] == "Old. New!"


async def test_a_filter_follows_what_another_program_changes(another: NewTracker) -> None:
    """`todo` means what is todo now."""
    other = another()
    other.mark((TALK,), DOING)
    async with window(another()) as opened:
        await opened.type("/todo\n")

        assert "Alpha reading" in "\n".join(opened.of("Outline"))

        other.mark((READING,), DONE)
        await opened.until(lambda: "Alpha reading" not in "\n".join(opened.of("Outline")), "the change")

        assert opened.path_screen.outline.filtered == 8


async def test_the_command_line_and_the_window_agree(library: Library, database: Path, run: Run) -> None:
    """One record, one truth: what one says the other says."""
    tracker = Tracker(open_store(str(database), 250), library, record=str(database))
    async with window(tracker) as opened:
        await opened.press("space", "j", "s", "j", "x")
        await opened.type("why not")
        await opened.press("enter")
        shown = {step.id: opened.status(step.id) for step in opened.path_screen.journey.steps}
        listed = {each["id"]: each["status"] for each in run("list", "--json").json}
        standing = run("status", "--json").json

        assert listed == shown
        assert sorted(set(shown.values())) == [DOING, DONE, SKIPPED, TODO]
        assert f"{standing['done']} of {standing['counted']} required" in opened.header
    tracker.close()


# The learner's own files


def own_path(title: str, *, summary: str = "About it.") -> str:
    """A path file of four steps with resources of its own."""
    blocks = "".join(
        f'[[resource]]\nid = "own-{n}"\ntitle = "{title} {n}"\nkind = "article"\nsummary = "{summary} {n}"\n'
        for n in range(4)
    )
    steps = ", ".join(f'{{resource = "own-{n}"}}' for n in range(4))
    stage = f'[[stage]]\ntitle = "One"\n[[stage.section]]\ntitle = "All"\nstep = [{steps}]\n'
    return f'id = "own"\ntitle = "My own"\nedition = 2026-01-01\n{blocks}{stage}'


@pytest.fixture
def own_paths(home: Path) -> Path:
    """The folder of the learner's own path files."""
    folder = home / "data" / "mlops-path" / "paths"
    folder.mkdir(parents=True)
    return folder


async def test_an_own_file_with_mistakes_is_named(own_paths: Path, database: Path, clock: Clock) -> None:
    """Somebody who wonders where their path went is told."""
    (own_paths / "mine.toml").write_text('id = "Mine!"\nedition = 2026-01-01\n')
    tracker = Tracker(open_store(str(database), 250), open_library(), clock=clock)
    async with window(tracker) as opened:
        assert "mine.toml has mistakes; `mlops-path path check` prints them." in opened.notice
        assert opened.is_warning
    tracker.close()


async def test_a_path_may_be_edited_while_it_is_open(own_paths: Path, database: Path, clock: Clock) -> None:
    """An author looks at the path in one window and writes in another; a command compiles it again meanwhile."""
    file = own_paths / "own.toml"
    file.write_text(own_path("Before"))
    tracker = Tracker(open_store(str(database), 250), open_library(), path_id="own", clock=clock)
    async with window(tracker) as opened:
        file.write_text(own_path("After it was edited", summary="A much longer text than before"))
        open_library()
        await opened.press("j")

        assert opened.step.id == "own-1"
        assert "own-1" not in opened.text
        assert " 1" in opened.of("#details")[0]
    tracker.close()


# The browser


@pytest.fixture
def opened_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that writes down what it is asked to open."""
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\nfor word; do echo "$word"; done >> "{opened}"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    return opened


@pytest.mark.parametrize(
    ("step", "key", "address"),
    [
        (READING, "o", "https://alpha.example/read?a=1&b=2"),
        (READING, "O", "https://web.archive.org/web/https://alpha.example/read?a=1&b=2"),
        (GUIDE, "o", "https://gamma.example/free"),
        (EXTRA, "O", "https://archive.example/delta"),
    ],
)
async def test_the_address_goes_to_the_browser(
    walk: Tracker, opened_addresses: Path, step: str, key: str, address: str
) -> None:
    """Many links are from 2020, so a stored copy is one key away; and no shell reads what is handed over."""
    async with window(walk) as opened:
        found = opened.path_screen.journey.step_of(step)
        assert found is not None
        opened.path_screen.outline.go_to(found)
        await opened.press(key)
        await opened.until(lambda: opened.notice, "a notice")

        assert opened.notice == f"Opened {address}"
    assert opened_addresses.read_text() == f"{address}\n"


async def test_a_step_without_an_address_says_what_to_do(walk: Tracker, opened_addresses: Path) -> None:
    """A key that does nothing is a riddle; the catalogue often knows more."""
    async with window(walk) as opened:
        await opened.press("j", "o")

        assert opened.notice == "No address is known for 'Beta talk'. Ask the author for the tape."
        assert opened.is_warning
    assert not opened_addresses.exists()


async def test_without_a_browser_the_address_is_copied_and_shown(
    walk: Tracker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On a server there is none; the address is what one needs then."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with window(walk) as opened:
        await opened.press("G", "enter", "down", "o")
        await opened.until(lambda: opened.notice, "a notice")

        assert opened.notice == "No browser was found; the address was copied: https://theta.example/"
        assert opened.app.clipboard == "https://theta.example/"


# The editor, in a window that cannot make room for one (a real one: test_program.py)


async def test_an_editor_where_there_is_no_room_for_one(walk: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a browser tab the note can still be written in place."""
    monkeypatch.setenv("EDITOR", "true")
    async with window(walk) as opened:
        await opened.press("e")

        assert opened.notice == "An editor cannot be opened in this window. Press n to write here."
        assert opened.is_warning


@pytest.mark.parametrize(
    ("editor", "told"),
    [
        (None, "No editor is set: neither $VISUAL nor $EDITOR."),
        ("", "No editor is set: neither $VISUAL nor $EDITOR."),
        ("no-such-program-here", "$EDITOR names a program that is not there."),
        ("vi 'half a quote", "$EDITOR is not a command: a quote in it is not closed."),
    ],
)
async def test_an_editor_that_is_not_there_is_told(
    walk: Tracker, monkeypatch: pytest.MonkeyPatch, editor: str | None, told: str
) -> None:
    """With what to type to have one."""
    if editor is not None:
        monkeypatch.setenv("EDITOR", editor)
    async with window(walk) as opened:
        await opened.press("e")

        assert opened.notice.startswith(told)
        assert "export EDITOR=nano" in opened.notice


# Other paths


async def test_another_path_and_back(another: NewTracker) -> None:
    """Each path remembers its own place, and one that was chosen is there at the next start."""
    another().mark((READING,), DONE)
    async with window(another()) as opened:
        await opened.press("j", "j", "p")

        shown = [line.strip(" │") for line in opened.of("#box")]

        assert shown[1:3] == ["The walk  mlops", "1 of 8 required · ≈ 4 h 45 left"]
        assert shown[3:5] == ["Another way  other", "1 of 2 required · ≈ 1 h left"]

        await opened.press("j", "enter")

        assert opened.header.startswith(" other · Another way")
        assert opened.notice == "On Another way now: 1 of 2 required · ≈ 1 h left"
        assert opened.step.number == 2

        await opened.press("p", "up", "enter")

        assert opened.step.id == EXTRA

        await opened.press("p", "j", "k", "j", "enter", "q")
    async with window(another()) as opened:
        assert opened.header.startswith(" other · Another way")


@pytest.mark.parametrize("keys", ["p escape", "p q", "p p", "p enter"])
async def test_staying_on_the_path(walk: Tracker, keys: str) -> None:
    """A look at the others, and nothing happened."""
    async with window(walk, NARROW) as opened:
        await opened.press("j", *keys.split())

        assert opened.is_open
        assert opened.step.id == TALK
        assert opened.notice == ""
        assert len(opened.app.screen_stack) == 1


async def test_done_on_one_path_is_done_on_the_other(walk: Tracker) -> None:
    """One reads a thing once."""
    async with window(walk) as opened:
        await opened.press("space", "p", "down", "enter")

        assert opened.status(READING) == DONE
        assert "1 of 2 required" in opened.header


async def test_a_path_that_is_through_opens_at_its_beginning(another: NewTracker) -> None:
    """Nothing is open, and something has to be highlighted."""
    another().mark((READING, "elsewhere"), DONE)
    async with window(another()) as opened:
        await opened.press("p", "down", "enter")

        assert opened.path_screen.journey.path.id == OTHER
        assert "2 of 2 required" in opened.header


async def test_a_step_of_another_path_is_named_when_it_is_undone(another: NewTracker) -> None:
    """u takes back the last change, wherever it was made."""
    tracker = another()
    tracker.mark((LAST,), DONE)
    tracker.use_path(OTHER)
    async with window(another()) as opened:
        await opened.press("u")

        assert opened.notice.startswith("Undone: done · ")
        assert opened.status(LAST) == TODO


async def test_a_cache_that_is_cleaned_meanwhile_ends_nothing(tmp_path: Path, database: Path, clock: Clock) -> None:
    """Cleaning programs empty `~/.cache` at any time; what cannot be shown then is told, and nothing is lost."""
    folder = tmp_path / "cleaned"
    folder.mkdir()
    tracker = Tracker(open_store(str(database), 250), walk_library(folder), clock=clock)
    async with window(tracker) as opened:
        shutil.rmtree(folder)
        await opened.press("j", "space", "j", "n")
        await opened.type("Still here")
        await opened.press("escape", "p", "escape")

        assert opened.is_open
        assert opened.status(TALK) == DONE
    assert tracker.note(GUIDE)[0] == "Still here"
    tracker.close()
