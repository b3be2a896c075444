from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from textual.theme import Theme

from mlops_path.domain.progress import DONE, SKIPPED
from mlops_path.tracker import Tracker
from mlops_path.tui.deeds import ANYWHERE, DEEDS, GROUP, MOVES, STEP
from mlops_path.tui.screens.path import PathScreen
from mlops_path.tui.themes import DARK, LIGHT
from mlops_path.tui.widgets import outline
from mlops_path.tui.widgets.outline import Row
from tests.tui.conftest import NewTracker
from tests.tui.walk import BOOK, FIRST_STAGE, GUIDE, IDS, LAST, ONE, READING, TALK, TOOL, TWO
from tests.tui.window import NARROW, SMALL, WIDE, window

STAGE, SECTION = outline.STAGE, outline.SECTION


def step_row(resource: str) -> Row:
    return Row(outline.STEP, IDS.index(resource))


# Opening


@pytest.mark.parametrize(
    ("done", "opens_at"),
    [((), READING), ((READING,), TALK), (FIRST_STAGE, ONE), ((READING, TALK, GUIDE, ONE, TWO), TOOL), (IDS, READING)],
)
async def test_it_opens_at_the_first_open_step(another: NewTracker, done: Sequence[str], opens_at: str) -> None:
    """Nobody looks for where they are; a path that is through opens at its beginning."""
    another().mark(done, DONE)
    async with window(another()) as opened:
        assert opened.step.id == opens_at


async def test_it_opens_at_a_step_that_was_begun(another: NewTracker) -> None:
    """What was begun is what comes next, although an earlier step is open."""
    another().mark((TOOL,), "doing")
    async with window(another()) as opened:
        assert opened.step.id == TOOL


async def test_it_opens_where_it_was_left(another: NewTracker) -> None:
    """Reading ahead yesterday is not undone by opening the program today."""
    another().mark((READING,), DONE)
    async with window(another()) as opened:
        await opened.press("j", "j", "q")
    async with window(another()) as opened:
        assert opened.step.number == 4


async def test_a_place_that_the_path_no_longer_has_is_forgotten(another: NewTracker) -> None:
    """A new edition may have lost the step at which the learner left."""
    tracker = another()
    tracker.mark((READING,), DONE)
    tracker.keep_place("gone-since")
    async with window(another()) as opened:
        assert opened.step.id == TALK


async def test_looking_around_and_leaving_makes_no_record(walk: Tracker, home: Path) -> None:
    """A glance at the program leaves nothing on the machine."""
    async with window(walk) as opened:
        await opened.press("j", "G", "q")

    assert list(home.iterdir()) == []


# Moving

MOVED = [
    ("down", step_row(TALK)),
    ("j", step_row(TALK)),
    ("j up", step_row(READING)),
    ("j k", step_row(READING)),
    ("up", Row(STAGE, 0)),
    ("up up up", Row(STAGE, 0)),
    ("end", Row(STAGE, 2)),
    ("G", Row(STAGE, 2)),
    ("G down", Row(STAGE, 2)),
    ("j home", Row(STAGE, 0)),
    ("j g g", Row(STAGE, 0)),
    ("pagedown", Row(STAGE, 2)),
    ("ctrl+d", Row(STAGE, 2)),
    ("G pageup", Row(STAGE, 0)),
    ("G ctrl+u", Row(STAGE, 0)),
    ("j left", Row(STAGE, 0)),
    ("j h", Row(STAGE, 0)),
    ("G l down", step_row(LAST)),
]


@pytest.mark.parametrize(("keys", "row"), MOVED)
async def test_keys_move_the_highlight(walk: Tracker, keys: str, row: Row) -> None:
    """Arrows for everybody, letters for who is used to them."""
    async with window(walk) as opened:
        await opened.press(*keys.split())

        assert opened.row == row


OPENED = [
    ("up enter", {}),
    ("up space", {}),
    ("up h", {}),
    ("up left", {}),
    ("up left right", {1: 4}),
    ("up l", {1: 4}),
    ("G enter", {1: 4, 3: 1}),
    ("G enter enter", {1: 4}),
    ("plus", {1: 4, 2: 5, 3: 1}),
    ("plus minus", {1: 4}),
]


@pytest.mark.parametrize(("keys", "steps"), OPENED)
async def test_stages_open_and_close(walk: Tracker, keys: str, steps: dict[int, int]) -> None:
    """Two hundred steps are a table of contents first."""
    async with window(walk) as opened:
        await opened.press(*keys.split())
        rows = [row for row in opened.path_screen.outline._rows if row.kind == outline.STEP]
        sections = opened.path_screen.journey.path.sections
        stages = [sections[opened.path_screen.journey.steps[row.place].section].stage + 1 for row in rows]

        assert {stage: stages.count(stage) for stage in stages} == steps


async def test_enter_on_a_section_closes_its_stage(walk: Tracker) -> None:
    """A section has no lines of its own to hide; the stage around it has."""
    async with window(walk) as opened:
        await opened.press("plus", "G", *["up"] * 4)

        assert opened.row == Row(SECTION, 2)

        await opened.press("enter")

        assert opened.row == Row(STAGE, 1)
        assert "Zeta tool" not in "\n".join(opened.of("Outline"))


async def test_closing_every_other_stage_leaves_the_highlighted_one_open(walk: Tracker) -> None:
    """Also when its own line is highlighted: the help says "every other"."""
    async with window(walk) as opened:
        await opened.press("plus", "g", "g", "minus")

        assert opened.path_screen.outline._open == {0}


async def test_stage_and_section_tell_how_far_they_are(another: NewTracker) -> None:
    """Where do I stand is asked of a chapter of the path too, not only of the whole."""
    another().mark((ONE, TOOL), DONE)
    async with window(another()) as opened:
        await opened.press("plus", "g", "g", "down", "down", "down", "down", "down")

        assert opened.row == Row(STAGE, 1)
        assert "Build" in opened.of("#details")[0]
        assert "2 of 4 required" in "".join(opened.of("#details"))
        assert "After this something stands." in "".join(opened.of("#details"))

        await opened.press("down")

        assert opened.row == Row(SECTION, 1)
        assert "1 of 2 required" in "".join(opened.of("#details"))


@pytest.mark.parametrize(
    ("at", "keys", "comes_to"),
    [(0, "N", TALK), (1, "N", GUIDE), (2, "N", ONE), (9, "N", READING), (0, "g n", TALK), (2, "g n", ONE)],
)
async def test_next_open_step(walk: Tracker, at: int, keys: str, comes_to: str) -> None:
    """The one key for the one question; from the end it goes on at the top, and it passes optional steps by."""
    async with window(walk) as opened:
        opened.path_screen.outline.go_to(walk.journey.steps[at])
        await opened.press(*keys.split())

        assert not opened.path_screen.editing
        assert opened.step.id == comes_to


async def test_next_open_step_says_when_there_is_none(another: NewTracker) -> None:
    """Being through is told, not answered with silence."""
    another().mark(IDS, DONE)
    async with window(another()) as opened:
        await opened.press("N")

        assert opened.notice == "Nothing required is open on this path."


async def test_a_g_is_forgotten_after_a_while(walk: Tracker) -> None:
    """A g pressed by mistake does not lie in wait for the next one."""
    async with window(walk) as opened:
        await opened.press("j", "g")
        await opened.until(lambda: not opened.path_screen._chord, "the end of the chord")
        await opened.press("g")

        assert opened.step.id == TALK


async def test_another_key_ends_a_chord(walk: Tracker) -> None:
    """g, then a move, then g is not `g g`."""
    async with window(walk) as opened:
        await opened.press("g", "j", "g")

        assert opened.step.id == TALK


# Details

ABOUT_READING = (
    "Alpha reading",
    "An introduction",
    "Ann Lee, Björn Ødegård · Example Press 2021",
    "article · required · ≈ 20 min",
    "○ todo",
    "Where to begin.",
    "Because it is short.",
    "https://alpha.example/read?a=1&b=2",
    "Another way",
    "No note yet. Press n to write one.",
)


async def test_details_say_all_there_is_to_know(walk: Tracker) -> None:
    """Enough to decide whether to begin, without opening the link."""
    async with window(walk) as opened:
        beside = "\n".join(opened.of("#details"))

        assert [text for text in ABOUT_READING if text not in beside] == []


async def test_details_say_what_comes_before_and_what_is_close(walk: Tracker) -> None:
    """Ids are for files; a learner reads titles."""
    async with window(walk) as opened:
        opened.path_screen.outline.go_to(walk.journey.steps[9])
        await opened.pilot.pause()
        beside = "\n".join(opened.of("#details"))

        assert "After      Alpha reading" in beside
        assert "Related    Alpha reading: the beginning of it" in beside


async def test_details_of_what_has_no_summary_leave_no_hole(walk: Tracker) -> None:
    """A path may be walked before all its texts are written; one empty line parts, two look broken."""
    async with window(walk) as opened:
        opened.path_screen.outline.go_to(walk.journey.steps[8])
        await opened.pilot.pause()
        lines = [line.strip() for line in opened.of("#details")]
        about = lines[lines.index("Eta platform") : lines.index("No note yet. Press n to write one.")]

        assert ("", "") not in list(pairwise(about))


async def test_details_say_what_was_known_already_and_how_long_it_took(another: NewTracker) -> None:
    """A tick for what one knew is not a tick for what one read, and logged time is no estimate."""
    tracker = another()
    tracker.mark((READING,), DONE, known=True)
    tracker.log(READING, 95)
    tracker.keep_place(READING)
    async with window(another()) as opened:
        assert "✔ done, already known today · 1 h 35 logged" in "\n".join(opened.of("#details"))

        await opened.press("up")

        assert "1 h 35 logged" in "\n".join(opened.of("#details"))


async def test_a_book_shows_its_parts_with_their_status(another: NewTracker) -> None:
    """What is left of a book is seen from the book."""
    another().mark((ONE,), DONE)
    async with window(another()) as opened:
        opened.path_screen.outline.go_to(opened.path_screen.journey.steps[IDS.index(BOOK)])
        await opened.pilot.pause()
        beside = "\n".join(opened.of("#details"))

        assert "✔   6  Chapter one" in beside
        assert "○   7  Chapter two" in beside


async def test_long_details_scroll(walk: Tracker) -> None:
    """What does not fit is a key away, and is announced."""
    async with window(walk, (120, 14)) as opened:
        first = opened.of("#details")

        assert "more lines · J" in first[-1]

        await opened.press("J", "J")

        assert opened.of("#details")[:-1] != first[:-1]
        assert opened.of("#details")[0] == first[2]

        await opened.press("K", "K", "K")

        assert opened.of("#details") == first

        await opened.press(*["shift+down"] * 40)

        assert "No note yet" in opened.of("#details")[-1]


async def test_a_narrow_window_shows_details_in_place_of_the_outline(walk: Tracker) -> None:
    """Eighty columns hold one of the two at a time; Enter goes in, Esc comes back to the same step."""
    async with window(walk, NARROW) as opened:
        await opened.press("j")

        assert "A talk that nobody" not in opened.text

        await opened.press("enter")

        assert "A talk that nobody put on the web." in opened.text
        assert "Gamma guide" not in opened.text

        await opened.press("escape")

        assert "A talk that nobody" not in opened.text
        assert opened.step.id == TALK

        await opened.press("j")

        assert opened.step.id == GUIDE


async def test_details_in_a_narrow_window_take_the_keys_of_a_step(walk: Tracker) -> None:
    """Reading about a step and marking it are one thing."""
    async with window(walk, NARROW) as opened:
        await opened.press("enter", "space")

        assert opened.status(READING) == DONE
        assert "✔ done today" in opened.text

        await opened.press("backspace", "enter", "n")
        await opened.type("From here")
        await opened.press("escape")

        assert walk.note(READING)[0] == "From here"
        assert "From here" in opened.text


async def test_a_window_that_becomes_wide_still_hears_every_key(walk: Tracker) -> None:
    """Making the window wider while the details are open must not leave the outline deaf."""
    async with window(walk, NARROW) as opened:
        await opened.press("enter")
        await opened.resize(WIDE)
        await opened.press("down")

        assert opened.step.id == TALK


async def test_a_narrow_window_says_in_two_lines_what_is_highlighted(walk: Tracker) -> None:
    """Kind, length and source are seen without opening anything."""
    async with window(walk, NARROW) as opened:
        strip = "\n".join(opened.of("#strip"))

        assert "Alpha reading" in strip
        assert "article · required · ≈ 20 min · Ann Lee, Björn Ødegård · Example Press 2021" in strip


# The mouse


async def test_a_click_highlights_a_step(walk: Tracker) -> None:
    """A pointer is not needed, and works."""
    async with window(walk) as opened:
        await opened.pilot.click("Outline", offset=(10, 3))
        await opened.pilot.pause()

        assert opened.step.id == GUIDE

        await opened.pilot.click("Outline", offset=(10, 30))
        await opened.pilot.pause()

        assert opened.step.id == GUIDE


async def test_a_click_on_a_stage_opens_it(walk: Tracker) -> None:
    """As Enter does."""
    async with window(walk) as opened:
        await opened.pilot.click("Outline", offset=(10, 5))
        await opened.pilot.pause()

        assert opened.row == Row(STAGE, 1)
        assert "By the book" in opened.text


async def test_a_second_click_opens_the_details_in_a_narrow_window(walk: Tracker) -> None:
    """As Enter does."""
    async with window(walk, NARROW) as opened:
        await opened.pilot.click("Outline", offset=(10, 2))
        await opened.pilot.click("Outline", offset=(10, 2))
        await opened.pilot.pause()

        assert "A talk that nobody put on the web." in opened.text


async def test_the_wheel_scrolls_the_details(walk: Tracker) -> None:
    """What can be scrolled by keys can be scrolled by hand."""
    async with window(walk, (120, 14)) as opened:
        first = opened.of("#details")
        details = opened.path_screen.details
        details.on_mouse_scroll_down()
        await opened.pilot.pause()

        assert opened.of("#details")[0] == first[2]

        details.on_mouse_scroll_up()
        await opened.pilot.pause()

        assert opened.of("#details") == first


# What keys there are


def test_every_deed_is_something_the_screen_does() -> None:
    """A key that the help names and nothing answers is a lie."""
    missing = [
        deed.action for deed in DEEDS if deed.where != GROUP and not hasattr(PathScreen, f"action_{deed.action}")
    ]

    assert missing == []


def test_no_key_has_two_deeds_in_one_place() -> None:
    """Which of two would happen is nothing a learner should have to find out."""
    for place in (STEP, GROUP):
        keys = [key for deed in DEEDS if deed.where in (place, ANYWHERE) for key in deed.keys.split(",")]

        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("closing", ["escape", "q", "question_mark", "f1", "enter"])
async def test_help_shows_every_key(walk: Tracker, closing: str) -> None:
    """One key tells all the others, and any key one would try closes it."""
    async with window(walk, (100, 60)) as opened:
        await opened.press("question_mark")

        for deed in DEEDS:
            assert deed.long in opened.words
            assert deed.shown in opened.words
        for keys, _, what in MOVES:
            assert what in opened.words
            assert keys in opened.words

        await opened.press(closing)

        assert "Keys" not in opened.text
        assert opened.is_open


KEY_LINES = [
    ("", ["space done", "s start", "x skip", "n note", "o open", "/ filter", "N next open", "u undo"]),
    ("up", ["enter open or close", "/ filter", "u undo"]),
    ("n", ["esc keep and go back"]),
    ("x", ["enter skip it", "esc leave it"]),
    ("slash", ["enter back to the steps", "esc every step again"]),
    ("slash z z z enter", ["/ filter", "u undo"]),
]


@pytest.mark.parametrize(("keys", "named"), KEY_LINES)
async def test_the_last_line_names_the_keys_that_work_now(walk: Tracker, keys: str, named: list[str]) -> None:
    """Nobody has to remember, and a key that does nothing here is not offered."""
    async with window(walk) as opened:
        await opened.press(*keys.split())
        line = opened.of("KeyLine")[0]

        assert [each for each in named if each not in line] == []
        assert ("s start" in line) == ("s start" in named)


@pytest.mark.parametrize("width", [120, 80, 60, 40, 24])
async def test_the_last_line_leaves_keys_out_whole_and_help_last(walk: Tracker, width: int) -> None:
    """Half a word is no help; what names every key stays longest."""
    async with window(walk, (width, 24)) as opened:
        line = opened.of("KeyLine")[0]
        whole = [f"{deed.shown} {deed.short}" for deed in DEEDS if deed.short and deed.where != GROUP]
        pieces = [piece.strip() for piece in line.split("  ") if piece.strip()]

        assert [piece for piece in pieces if piece not in whole] == []
        assert pieces[-2:] == ["? help", "q quit"]


async def test_ctrl_c_does_not_end_the_program(walk: Tracker) -> None:
    """A habit of the fingers is not a wish to leave."""
    async with window(walk) as opened:
        await opened.press("ctrl+c")

        assert opened.is_open


# The palette


async def test_the_palette_finds_a_step_by_its_title(walk: Tracker) -> None:
    """Going to a step whose title one half remembers."""
    async with window(walk) as opened:
        await opened.press("ctrl+p")
        await opened.type("zeta")
        await opened.until(lambda: "8 Zeta tool" in opened.words, "the step among the hits")
        await opened.press("enter")
        await opened.until(lambda: len(opened.app.screen_stack) == 1, "the end of the palette")

        assert opened.step.id == TOOL


async def test_the_palette_does_what_a_key_does(walk: Tracker) -> None:
    """Every deed has a name, for the day its key is forgotten."""
    async with window(walk) as opened:
        await opened.press("ctrl+p")
        await opened.type("mark as doing")
        await opened.until(lambda: "Key: s" in opened.text, "the deed among the hits")
        await opened.press("enter")
        await opened.until(lambda: opened.status(READING) == "doing", "the mark")

        assert opened.notice.startswith("Started: Alpha reading")


@pytest.mark.parametrize("key", ["pageup", "pagedown", "up", "down", "enter"])
async def test_the_palette_without_a_hit_takes_every_key(walk: Tracker, key: str) -> None:
    """A word that nothing has is no reason to fall over."""
    async with window(walk) as opened:
        await opened.press("ctrl+p")
        await opened.type("xyzzy")
        await opened.until(lambda: "No matches found" in opened.text, "that there is no hit")
        await opened.press(key, "escape")

        assert opened.is_open


async def test_the_palette_over_another_box_offers_no_steps(walk: Tracker) -> None:
    """A step cannot be gone to while a box lies over the path."""
    async with window(walk) as opened:
        await opened.press("question_mark", "ctrl+p")
        await opened.type("light or")
        await opened.until(lambda: "Change the look" in opened.text, "a command among the hits")

        assert "Mark done" not in opened.words.partition("Light or dark")[2]


async def test_the_look_can_be_changed(walk: Tracker) -> None:
    """Light rooms and dark ones."""
    async with window(walk) as opened:
        before = opened.app.theme
        await opened.press("ctrl+p")
        await opened.type("light or dark")
        await opened.until(lambda: "Change the look" in opened.text, "the command among the hits")
        await opened.press("enter")
        await opened.until(lambda: opened.app.theme != before, "the other look")

        assert {before, opened.app.theme} == {DARK.name, LIGHT.name}
        assert "Alpha reading" in opened.text


@pytest.mark.parametrize(
    ("says", "look"), [(None, DARK), ("15;0", DARK), ("0;15", LIGHT), ("0;7", LIGHT), ("0;default;15", LIGHT)]
)
async def test_the_first_look_is_that_of_the_terminal(
    walk: Tracker, monkeypatch: pytest.MonkeyPatch, says: str | None, look: Theme
) -> None:
    """A terminal that says its background is light gets dark letters."""
    monkeypatch.delenv("COLORFGBG", raising=False)
    if says is not None:
        monkeypatch.setenv("COLORFGBG", says)
    async with window(walk, SMALL) as opened:
        assert opened.app.theme == look.name


# The hint


async def test_the_first_start_names_the_keys_until_the_first_change(another: NewTracker) -> None:
    """No wizard: three lines, and they go once they are understood."""
    async with window(another()) as opened:
        assert "Space marks a step done" in opened.words
        assert "? shows every key" in opened.words

        await opened.press("j")

        assert "Space marks a step done" in opened.words

        await opened.press("space")

        assert "Space marks a step done" not in opened.words
    async with window(another()) as opened:
        assert "Space marks a step done" not in opened.words


async def test_being_through_is_no_hint(another: NewTracker) -> None:
    """Skipping the last open step ends the path as well."""
    another().mark([id_ for id_ in IDS if id_ != LAST], DONE)
    async with window(another()) as opened:
        await opened.press("x", "enter")

        assert "nothing required is open on this path any more" in opened.notice
        assert opened.status(LAST) == SKIPPED
