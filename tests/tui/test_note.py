from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from textual import events

from mlops_path.domain.progress import DOING, DONE
from mlops_path.tracker import Tracker
from mlops_path.tui.app import MlopsPathApp
from mlops_path.tui.widgets.note_editor import NoteEditor
from tests.tui.conftest import NewTracker
from tests.tui.left_behind import leave_draft
from tests.tui.walk import ELSEWHERE, GUIDE, LAST, READING, TALK
from tests.tui.window import NARROW, SMALL, WIDE, Window, window


@pytest.fixture
def drafts(home: Path) -> Path:
    """The folder of drafts."""
    return home / "state" / "mlops-path" / "drafts"


def kept_draft(drafts: Path) -> dict[str, object]:
    """The one draft there is."""
    (file,) = drafts.iterdir()
    found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return found


# Writing


async def test_a_note_is_kept_with_esc(walk: Tracker, another: NewTracker) -> None:
    """Writing is one key away, and there is no button to save."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Read it twice.\n- worth it")

        assert "esc keep and go back" in opened.text
        assert opened.path_screen.editor.text == "Read it twice.\n- worth it"

        await opened.press("escape")

        assert opened.notice == "Note saved: Alpha reading · u undoes"
        assert "Note, saved 12:00" in opened.text
        assert "Read it twice." in opened.text
        assert not opened.path_screen.editing
    assert another().note(READING)[0] == "Read it twice.\n- worth it"


@pytest.mark.parametrize("size", [WIDE, NARROW, SMALL])
async def test_a_note_can_be_written_in_every_window(walk: Tracker, size: tuple[int, int]) -> None:
    """Forty columns hold a thought too, and the outline is back afterwards."""
    async with window(walk, size) as opened:
        await opened.press("n")
        await opened.type("Short")

        assert "Short" in opened.text

        await opened.press("escape", "down")

        assert walk.note(READING)[0] == "Short"
        assert opened.step.id == TALK


async def test_ctrl_s_keeps_a_note_too(walk: Tracker) -> None:
    """The key that fingers know from elsewhere."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Yes")
        await opened.press("ctrl+s")

        assert walk.note(READING)[0] == "Yes"
        assert not opened.path_screen.editing


async def test_a_note_goes_on_where_it_ended(another: NewTracker) -> None:
    """Most notes are added to."""
    another().write_note(READING, "First day.")
    async with window(another()) as opened:
        await opened.press("n")
        await opened.type(" Second day.")
        await opened.press("escape")
    assert another().note(READING)[0] == "First day. Second day."


async def test_a_note_that_did_not_change_is_no_change(another: NewTracker) -> None:
    """Looking into a note leaves no trace in the history."""
    tracker = another()
    tracker.write_note(READING, "As it is.")
    async with window(another()) as opened:
        await opened.press("n", "escape")

        assert opened.notice == ""
    assert len(tracker.history()) == 1


async def test_an_emptied_note_is_gone_and_comes_back_with_undo(another: NewTracker) -> None:
    """Taking everything out is taking the note away; u is the way back."""
    another().write_note(READING, "Old")
    async with window(another()) as opened:
        await opened.press("n", *["backspace"] * 3, "escape")

        assert "No note yet. Press n to write one." in opened.text

        await opened.press("u")

        assert opened.notice == "Undone: note · Alpha reading"
        assert "Old" in opened.text


async def test_keys_of_the_outline_are_letters_in_a_note(walk: Tracker) -> None:
    """q, x and u are in every sentence."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("squdx /?N+- g")
        await opened.press("escape")

        assert walk.note(READING)[0] == "squdx /?N+- g"
        assert opened.status(READING) == "todo"


async def test_the_note_stays_with_its_step(walk: Tracker) -> None:
    """The highlight may be led elsewhere while a note is open; the writing belongs to the step it began on."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("About alpha")
        opened.path_screen.outline.go_to(walk.journey.steps[2])
        await opened.press("escape")

        assert walk.note(READING)[0] == "About alpha"
        assert walk.note(GUIDE)[0] == ""
        assert opened.notice == "Note saved: Alpha reading · u undoes"


@pytest.mark.parametrize("keys", ["tab n", "tab down n", "tab space n"])
async def test_leaving_the_editor_by_tab_loses_nothing(walk: Tracker, keys: str) -> None:
    """A key that moves the focus is not a key that throws writing away."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Precious")
        await opened.press(*keys.split())
        await opened.press("escape", "escape")

        assert walk.note(READING)[0].startswith("Precious")


TYPED = "".join(f"{number:02} " for number in range(100))


async def type_without_waiting(app: MlopsPathApp, at_once: int) -> None:
    """n and a long text, so many keys at once, as a terminal hands them over."""
    for number, character in enumerate(f"n{TYPED}"):
        app.post_message(events.Key(character, character))
        if number % at_once == 0:
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("at_once", [3, 7, 12, 18, 25, 40])
async def test_keys_typed_while_the_window_opens_keep_their_order(walk: Tracker, at_once: int) -> None:
    """Not one letter may overtake the n before it: it would be a command, and mark a step."""
    app = MlopsPathApp(walk)

    async def type_at_once() -> None:
        while not app.is_running:
            await asyncio.sleep(0)
        await type_without_waiting(app, at_once)

    typing = asyncio.create_task(type_at_once())
    async with app.run_test(size=WIDE) as pilot:
        opened = Window(app, pilot)
        await typing
        await opened.until(lambda: opened.path_screen.query(NoteEditor), "the editor")
        await opened.until(lambda: len(opened.path_screen.editor.text) == len(TYPED), "the last letters")

        assert opened.path_screen.editor.text == TYPED
        assert not walk.history()


@pytest.mark.parametrize("at_once", [2, 7, 300])
async def test_keys_typed_ahead_keep_their_order(walk: Tracker, at_once: int) -> None:
    """What is typed before the editor has the keys comes out as it was typed."""
    async with window(walk) as opened:
        await type_without_waiting(opened.app, at_once)
        await opened.until(lambda: len(opened.path_screen.editor.text) == len(TYPED), "the last letters")

        assert opened.path_screen.editor.text == TYPED
        assert not walk.history()


async def test_asking_for_the_note_that_is_open_goes_on_with_it(walk: Tracker) -> None:
    """The palette offers every deed at any time; this one must not begin the note anew."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Precious")
        await opened.press("ctrl+p")
        await opened.type("write the note here")
        await opened.until(lambda: "Key: n" in opened.text, "the deed among the hits")
        await opened.press("enter")
        await opened.until(lambda: len(opened.app.screen_stack) == 1, "the end of the palette")
        await opened.press("escape")

        assert walk.note(READING)[0] == "Precious"


async def test_a_click_on_the_outline_keeps_the_note(walk: Tracker) -> None:
    """Who points at another step is through with this one."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Precious")
        await opened.pilot.click("Outline", offset=(10, 3))
        await opened.press("escape")

        assert walk.note(READING)[0] == "Precious"
        assert not opened.path_screen.editing


# Leaving


async def leave_by_palette(opened: Window) -> None:
    await opened.press("ctrl+p")
    await opened.type("everything is kept")
    await opened.until(lambda: "Key: q" in opened.text, "the deed among the hits")
    await opened.press("enter")
    await opened.until(lambda: not opened.is_open, "the end")


async def leave_by_ctrl_q(opened: Window) -> None:
    await opened.press("ctrl+q")


@pytest.mark.parametrize("leave", [leave_by_palette, leave_by_ctrl_q])
async def test_leaving_keeps_the_note_that_is_open(walk: Tracker, another: NewTracker, leave: object) -> None:
    """However one leaves, and however soon after the last letter."""
    assert callable(leave)
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Half a thought")
        await leave(opened)

        assert not opened.is_open
    assert another().note(READING)[0] == "Half a thought"


async def test_ctrl_q_remembers_the_place(another: NewTracker) -> None:
    """Textual's own key for leaving is a way of leaving like q."""
    another().mark((READING,), DONE)
    async with window(another()) as opened:
        await opened.press("j", "ctrl+q")
    async with window(another()) as opened:
        assert opened.step.id == GUIDE


# Drafts


async def test_what_is_being_written_is_in_a_draft(walk: Tracker, drafts: Path) -> None:
    """A power cut costs half a second of writing, and nobody else can read the file."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Not yet kept")
        await opened.until(
            lambda: list(drafts.glob("*.json")) and kept_draft(drafts)["text"] == "Not yet kept", "the whole draft"
        )
        (file,) = drafts.glob("*.json")
        assert (file.stat().st_mode & 0o777, drafts.stat().st_mode & 0o777) == (0o600, 0o700)

        await opened.press("escape")

        assert list(drafts.iterdir()) == []


async def test_a_draft_is_not_older_than_what_stands_there(walk: Tracker, drafts: Path) -> None:
    """Who takes the words back while writing does not want them back after a crash."""
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("oh")
        await opened.until(lambda: drafts.is_dir() and list(drafts.glob("*.json")), "a draft")
        await opened.press("backspace", "backspace")

        assert opened.path_screen.editor.text == ""

        await opened.until(
            lambda: not list(drafts.glob("*.json")) or kept_draft(drafts)["text"] == "", "a draft that is not older"
        )


async def test_a_draft_left_behind_is_kept_at_the_next_start(another: NewTracker, drafts: Path, database: Path) -> None:
    """The program died, the words did not; and who does not want them presses u."""
    first = another()
    first.mark((TALK,), DONE)
    leave_draft(drafts, database, first.learner.id, READING, "Written before the crash")
    async with window(another()) as opened:
        assert opened.notice == "Unsaved writing was recovered: Alpha reading · u takes it back"
        assert "Written before the crash" in opened.text
        assert list(drafts.iterdir()) == []

        await opened.press("u")

        assert another().note(READING)[0] == ""
    async with window(another()) as opened:
        assert "recovered" not in opened.notice


async def test_a_draft_of_a_first_note_ever_is_kept(another: NewTracker, drafts: Path, database: Path) -> None:
    """The very first words, before there is a record, are as dear as the later ones."""
    leave_draft(drafts, database, "", READING, "My first words")
    async with window(another()) as opened:
        assert "Unsaved writing was recovered" in opened.notice
    assert another().note(READING)[0] == "My first words"


async def test_a_draft_of_a_note_that_was_changed_since_loses_neither(
    another: NewTracker, drafts: Path, database: Path
) -> None:
    """Two versions of a note are both the learner's words."""
    first = another()
    first.write_note(READING, "From the other machine")
    leave_draft(drafts, database, first.learner.id, READING, "From the crash", kept="")
    async with window(another()) as opened:
        await opened.pilot.pause()
    assert another().note(READING)[0] == "From the other machine\n\nFrom the crash"


async def test_a_draft_of_a_step_on_no_path_is_kept_all_the_same(
    another: NewTracker, drafts: Path, database: Path
) -> None:
    """The path in view is not the measure of what was written."""
    first = another()
    first.mark((TALK,), DONE)
    leave_draft(drafts, database, first.learner.id, ELSEWHERE, "About something else")
    async with window(another()) as opened:
        assert "Unsaved writing was recovered" in opened.notice
    assert another().note(ELSEWHERE)[0] == "About something else"


async def test_what_somebody_else_is_writing_stays_theirs(another: NewTracker, drafts: Path, database: Path) -> None:
    """A second window, another learner and another record are not a crash."""
    first = another()
    first.mark((TALK,), DONE)
    first.keep_draft(READING, "Still writing", "")
    leave_draft(drafts, database, "somebody-else", GUIDE, "Not mine")
    leave_draft(drafts, database.with_name("other.db"), first.learner.id, LAST, "Not here")
    async with window(another()) as opened:
        assert opened.notice == ""
    assert first.notes() == {}
    assert len(list(drafts.iterdir())) == 3


DAMAGED = [
    "",
    "{",
    "[]",
    '{"record": "x"}',
    '{"record": 1, "learner": "", "resource": [], "text": null, "kept": 0, "process": "no"}',
    "\x00" * 100,
]


@pytest.mark.parametrize("found", DAMAGED)
async def test_a_damaged_draft_keeps_nobody_out(another: NewTracker, drafts: Path, database: Path, found: str) -> None:
    """A power cut may leave anything in a file; the next start must come all the same."""
    drafts.mkdir(parents=True)
    (drafts / "alpha-00000000.json").write_text(found, encoding="utf-8")
    async with window(another()) as opened:
        assert "Alpha reading" in opened.text


@pytest.mark.parametrize("field", ["text", "kept", "resource", "process"])
async def test_a_draft_with_a_field_of_the_wrong_sort_keeps_nobody_out(
    another: NewTracker, drafts: Path, database: Path, field: str
) -> None:
    """The file is in a folder where other programs and hands reach it too."""
    draft = {"record": str(database), "learner": "", "resource": READING, "text": "t", "kept": "", "process": 1 << 22}
    drafts.mkdir(parents=True)
    (drafts / "alpha-00000000.json").write_text(json.dumps({**draft, field: [None]}), encoding="utf-8")
    async with window(another()) as opened:
        assert "Alpha reading" in opened.text


async def test_a_folder_that_takes_no_draft_stops_no_writing(walk: Tracker, drafts: Path) -> None:
    """A draft is a help; without it the note is still kept with esc."""
    drafts.parent.mkdir(parents=True)
    drafts.write_text("in the way")
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Still here")
        opened.path_screen.keep_draft()
        await opened.press("escape")

        assert walk.note(READING)[0] == "Still here"


# Two windows on one note


async def test_a_note_changed_elsewhere_is_not_written_over(walk: Tracker, another: NewTracker, drafts: Path) -> None:
    """The other window's words are as much the learner's as these."""
    other = another()
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Mine")
        other.write_note(READING, "Theirs")
        await opened.press("escape")

        assert "changed in another window meanwhile" in opened.notice
        assert opened.is_warning
        assert opened.path_screen.editor.text == "Mine"
        assert kept_draft(drafts)["text"] == "Mine"

        await opened.type("!")

        assert opened.path_screen.editor.text == "Mine!"
    assert other.note(READING)[0] == "Theirs"


async def test_a_note_changed_elsewhere_holds_nobody_in(walk: Tracker, another: NewTracker, drafts: Path) -> None:
    """Having been told, the learner can go on; what they wrote is in a draft, a note, or a note's earlier version."""
    other = another()
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Mine")
        other.write_note(READING, "Theirs")
        await opened.press("escape", "escape")

        assert not opened.path_screen.editing

        await opened.press("q")

        assert not opened.is_open
    left = [file.read_text(encoding="utf-8") for file in drafts.glob("*.json")]
    written = [str(kept.event.payload["text"]) for kept in other.note_versions(READING)]

    assert any("Mine" in text for text in (*left, *written))
    assert any("Theirs" in text for text in written)


async def test_the_same_change_in_both_windows_is_no_quarrel(walk: Tracker, another: NewTracker) -> None:
    """Nothing would be lost, so nothing is asked."""
    other = another()
    async with window(walk) as opened:
        await opened.press("n")
        await opened.type("Same")
        other.write_note(READING, "Same")
        await opened.press("escape")

        assert not opened.path_screen.editing
        assert not opened.is_warning


async def test_a_note_that_is_too_long_stays_where_it_is(walk: Tracker) -> None:
    """The limit is told while the words are still there to be shortened."""
    async with window(walk) as opened:
        await opened.press("n")
        opened.path_screen.editor.text = f"{'x' * 500}\n" * 2_200
        await opened.press("escape")

        assert opened.notice.startswith("A note can be 1 MiB long")
        assert opened.path_screen.editing
        assert not opened.path_screen.editor.read_only
    assert walk.note(READING)[0] == ""


async def test_one_draft_that_cannot_be_kept_does_not_hold_up_the_others(
    another: NewTracker, drafts: Path, database: Path
) -> None:
    """What is too long for a note is told; what stands behind it is kept all the same."""
    first = another()
    first.mark((TALK,), DONE)
    for resource in (READING, GUIDE, LAST):
        text = "x" * (100 << 10) if resource == GUIDE else f"About {resource}"
        leave_draft(drafts, database, first.learner.id, resource, text)
    (long,) = drafts.glob("guide-*.json")
    draft = json.loads(long.read_text(encoding="utf-8"))
    long.write_text(json.dumps({**draft, "text": draft["text"] * 11}), encoding="utf-8")  # no command line is as long
    async with window(another()) as opened:
        await opened.pilot.pause()
    kept = {resource: another().note(resource)[0] for resource in (READING, GUIDE, LAST)}

    assert kept == {READING: f"About {READING}", GUIDE: "", LAST: f"About {LAST}"}
    assert list(drafts.iterdir()) == [long]


@pytest.mark.parametrize("rounds", [1, 3])
async def test_esc_right_behind_a_text_keeps_every_letter_of_it(walk: Tracker, rounds: int) -> None:
    """A fast hand, or a program that types: the last words before Esc are part of the note, what follows is not."""
    async with window(walk) as opened:
        for _ in range(rounds):
            for character in "n" + TYPED:
                opened.app.post_message(events.Key(character, character))
            opened.app.post_message(events.Key("escape", None))
            opened.app.post_message(events.Key("s", "s"))
        await opened.until(lambda: walk.note(READING)[0] == TYPED * rounds, "every letter")
        await opened.until(lambda: opened.status(READING) == DOING, "what was typed behind Esc")

        assert not opened.path_screen.editing
