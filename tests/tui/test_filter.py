from __future__ import annotations

import pytest
from textual.widgets import Input

from mlops_path.domain.progress import DOING, DONE, SKIPPED
from mlops_path.tracker import Tracker
from mlops_path.tui.widgets import outline
from tests.tui.conftest import NewTracker
from tests.tui.walk import EXTRA, GUIDE, IDS, LAST, ONE, PLATFORM, READING, TALK, TOOL, TWO
from tests.tui.window import NARROW, Window, window


def left(opened: Window) -> list[str]:
    """The steps that the outline shows."""
    rows = opened.path_screen.outline._rows
    return [IDS[row.place] for row in rows if row.kind == outline.STEP]


FILTERED = [
    ("alpha", [READING]),
    ("ALPHA", [READING]),
    ("chapter", [ONE, TWO]),
    ("chapter two", [TWO]),
    ("two chapter", [TWO]),
    ("article", [READING, LAST]),
    ("finish", [LAST]),
    ("tools", [TOOL, PLATFORM]),
    ("done", [TALK]),
    ("doing", [GUIDE]),
    ("skipped", [EXTRA]),
    ("todo article", [READING, LAST]),
    ("done article", []),
    ("nothing has this", []),
    ("[/]", []),
    ("   ", list(IDS[:4])),
]


@pytest.fixture
def begun(another: NewTracker) -> Tracker:
    """One step done, one doing, one skipped."""
    tracker = another()
    tracker.mark((TALK,), DONE)
    tracker.mark((GUIDE,), DOING)
    tracker.mark((EXTRA,), SKIPPED)
    return tracker


@pytest.mark.parametrize(("text", "steps"), FILTERED)
async def test_a_filter_leaves_steps_with_every_word(begun: Tracker, text: str, steps: list[str]) -> None:
    """Words of title, kind, stage or section in any order, and the words for a status."""
    async with window(begun) as opened:
        await opened.type(f"/{text}")

        assert left(opened) == steps

        await opened.press("enter")

        assert left(opened) == steps
        assert opened.path_screen.focused is opened.path_screen.outline


async def test_a_filter_works_while_it_is_typed(walk: Tracker) -> None:
    """One stops typing when the step is in view."""
    async with window(walk) as opened:
        await opened.type("/t")
        seen = [len(left(opened))]
        for letter in "wo":
            await opened.type(letter)
            seen.append(len(left(opened)))

        assert seen == sorted(seen, reverse=True)
        assert left(opened) == [TWO]


async def test_a_letter_and_what_it_finds_are_one_frame(walk: Tracker) -> None:
    """They would be two, 8 ms apart, if the outline heard of the letter by a message."""
    async with window(walk) as opened:
        await opened.type("/")
        opened.path_screen.prompt.query_one(Input).value = "two"

        assert left(opened) == [TWO]


async def test_a_filter_that_finds_nothing_says_how_to_go_on(walk: Tracker) -> None:
    """An empty screen looks like a lost record."""
    async with window(walk) as opened:
        await opened.type("/xyzzy")

        assert "No step has all of these words. Esc brings every step back." in opened.words

        await opened.press("enter")

        assert opened.notice == "0 steps with 'xyzzy' · esc brings all back"


@pytest.mark.parametrize("key", ["s", "space", "x", "n", "o", "enter", "down", "G", "left", "right", "plus", "minus"])
async def test_no_key_is_at_a_loss_where_no_step_is_left(walk: Tracker, key: str) -> None:
    """Nothing is highlighted then, and nothing may be changed."""
    async with window(walk) as opened:
        await opened.type("/xyzzy\n")
        await opened.press(key)

        assert opened.is_open
        assert left(opened) == []
        assert not walk.history()


@pytest.mark.parametrize(("text", "told"), [("chapter", "2 steps"), ("alpha", "1 step")])
async def test_enter_keeps_the_filter_and_says_how_many(walk: Tracker, text: str, told: str) -> None:
    """The filter stands while one works in what it left."""
    async with window(walk) as opened:
        await opened.type(f"/{text}\n")

        assert opened.notice == f"{told} with '{text}' · esc brings all back"


async def test_an_empty_answer_takes_the_filter_away(walk: Tracker) -> None:
    """/ and Enter is a way out too."""
    async with window(walk) as opened:
        await opened.type("/chapter\n")
        await opened.type("/\n")

        assert opened.notice == ""
        assert READING in left(opened)


@pytest.mark.parametrize("keys", ["escape", "enter escape", "enter backspace"])
async def test_esc_brings_every_step_back(walk: Tracker, keys: str) -> None:
    """The way back is the same key everywhere."""
    async with window(walk) as opened:
        await opened.press("plus")
        await opened.type("/chapter")
        await opened.press(*keys.split())

        assert left(opened) == list(IDS)
        assert opened.notice == ""


async def test_a_step_that_was_found_stays_highlighted_without_the_filter(walk: Tracker) -> None:
    """One filters to get somewhere; Esc must not lead away from it."""
    async with window(walk) as opened:
        await opened.type("/zeta\n")

        assert opened.step.id == TOOL

        await opened.press("escape")

        assert opened.step.id == TOOL


async def test_a_filter_that_found_nothing_leaves_the_highlight_where_it_was(walk: Tracker) -> None:
    """A word mistyped is no reason to begin again at the top."""
    async with window(walk) as opened:
        await opened.press("j")
        await opened.type("/xyzzy")
        await opened.press("escape")

        assert opened.step.id == TALK


async def test_a_step_that_leaves_the_filter_hands_the_highlight_to_its_neighbour(walk: Tracker) -> None:
    """Working through what is todo goes on downwards, not from the top again after each mark."""
    async with window(walk) as opened:
        await opened.type("/todo\n")
        await opened.press("G", "up")

        assert opened.step.id == PLATFORM

        await opened.press("space")

        assert opened.step.id in (TOOL, LAST)


async def test_marking_works_inside_a_filter(walk: Tracker) -> None:
    """What was found is what is marked."""
    async with window(walk) as opened:
        await opened.type("/gamma\n")
        await opened.press("s")

        assert opened.status(GUIDE) == DOING
        assert left(opened) == [GUIDE]


async def test_the_next_open_step_lies_outside_a_filter_too(walk: Tracker) -> None:
    """N answers what is next on the path, and the filter makes way."""
    async with window(walk) as opened:
        await opened.type("/finale\n")
        await opened.press("N")

        assert opened.step.id == READING


async def test_stages_stay_open_in_a_filter(walk: Tracker) -> None:
    """What the filter left is short enough to be seen whole."""
    async with window(walk) as opened:
        await opened.type("/chapter\n")
        await opened.press("home", "enter", "left", "right")

        assert left(opened) == [ONE, TWO]


async def test_a_filter_can_be_typed_in_a_narrow_window(walk: Tracker) -> None:
    """Where the outline is all there is, it is filtered all the same."""
    async with window(walk, NARROW) as opened:
        await opened.type("/theta\n")

        assert opened.step.id == LAST
        assert "Theta finale" in opened.text


async def test_a_filter_ends_with_its_path(walk: Tracker) -> None:
    """Words for one path mean little on the next."""
    async with window(walk) as opened:
        await opened.type("/finale\n")
        await opened.press("p", "down", "enter")

        assert opened.path_screen.outline.filtered is None
