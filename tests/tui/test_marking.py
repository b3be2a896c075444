from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_path.curriculum.library import Library
from mlops_path.domain import wording
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.conftest import Clock
from tests.tui.conftest import NewTracker
from tests.tui.walk import BOOK, GUIDE, IDS, ONE, READING, TALK, TWO
from tests.tui.window import NARROW, window

MARKED = [
    ("space", DONE, "Done: Alpha reading"),
    ("d", DONE, "Done: Alpha reading"),
    ("space space", TODO, "Todo again: Alpha reading"),
    ("d d d", DONE, "Done: Alpha reading"),
    ("s", DOING, "Started: Alpha reading"),
    ("s t", TODO, "Todo again: Alpha reading"),
    ("s space", DONE, "Done: Alpha reading"),
    ("space s", DOING, "Started: Alpha reading"),
    ("x enter", SKIPPED, "Skipped: Alpha reading"),
    ("x enter t", TODO, "Todo again: Alpha reading"),
    ("x escape", TODO, ""),
]


@pytest.mark.parametrize(("keys", "status", "told"), MARKED)
async def test_keys_mark_the_highlighted_step(
    walk: Tracker, another: NewTracker, keys: str, status: str, told: str
) -> None:
    """One key, one mark, kept before the key comes up again, and said in one line."""
    async with window(walk) as opened:
        await opened.press(*keys.split())

        assert opened.notice.startswith(told)
        assert bool(opened.notice) == bool(told)
        assert ("u undoes" in opened.notice) == bool(told)
    assert another().journey.status(READING) == status


@pytest.mark.parametrize(
    ("keys", "line", "beside"),
    [
        ("", "▌   ○   1  Alpha reading 20 min", "○ todo"),
        ("s", "▌   ◐   1  Alpha reading 20 min", "◐ doing since today"),
        ("space", "▌   ✔   1  Alpha reading", "✔ done today"),
        ("x N o t enter", "▌   –   1  Alpha reading skipped", "– skipped today: Not"),
    ],
)
async def test_a_status_is_a_glyph_in_the_outline_and_a_word_beside_it(
    walk: Tracker, keys: str, line: str, beside: str
) -> None:
    """Who sees no colours, or no glyphs, still sees the status."""
    async with window(walk) as opened:
        await opened.press(*keys.split())

        assert " ".join(opened.of("Outline")[1].split()) == " ".join(line.split())
        assert beside in " ".join("\n".join(opened.of("#details")).split())


async def test_a_step_is_skipped_with_its_reason(walk: Tracker) -> None:
    """A year later the reason is worth more than the mark."""
    async with window(walk) as opened:
        await opened.press("x")

        assert "Skip 1. Reason (may be empty):" in opened.text

        await opened.type("I teach this, twice a year.")
        await opened.press("enter")

        assert walk.journey.state(READING).reason == "I teach this, twice a year."
        assert "I teach this, twice a year." in opened.words
        assert "Reason" not in opened.text


async def test_a_reason_can_be_given_later(walk: Tracker) -> None:
    """Skipping first and saying why afterwards is one status with a reason, not an error."""
    async with window(walk) as opened:
        await opened.press("x", "enter", "x")
        await opened.type("Too long")
        await opened.press("enter")

        assert walk.journey.state(READING).reason == "Too long"


async def test_a_reason_goes_to_the_step_that_was_asked_about(walk: Tracker) -> None:
    """The highlight may move while the question stands; the answer must not."""
    async with window(walk) as opened:
        await opened.press("x")
        await opened.type("Known")
        await opened.press("ctrl+p")
        await opened.type("zeta")
        await opened.until(lambda: "8 Zeta tool" in opened.words, "the step among the hits")
        await opened.press("enter")
        await opened.until(lambda: len(opened.app.screen_stack) == 1, "the end of the palette")
        await opened.press("enter")

        skipped = [id_ for id_ in IDS if opened.status(id_) == SKIPPED]

        assert skipped in ([READING], [])  # kept, or given up on the way; but never another step


@pytest.mark.parametrize("key", ["x", "slash"])
async def test_a_click_beside_a_question_does_not_leave_it_standing(walk: Tracker, key: str) -> None:
    """What the last line names must be what the keys do."""
    async with window(walk) as opened:
        await opened.press(key)
        await opened.pilot.click("Outline", offset=(10, 3))
        await opened.press("escape")

        assert "esc leave it" not in opened.text
        assert "esc every step again" not in opened.text

        await opened.press("s")

        assert opened.status(GUIDE) == DOING


async def test_marking_twice_says_so(walk: Tracker) -> None:
    """Nothing happened is an answer too."""
    async with window(walk) as opened:
        await opened.press("s", "s")

        assert opened.notice == "Already doing: Alpha reading"
        assert len(walk.history()) == 1


@pytest.mark.parametrize("key", ["s", "t", "x", "n", "e", "o", "O"])
async def test_keys_of_a_step_change_nothing_on_a_stage(walk: Tracker, key: str) -> None:
    """Marking a whole stage by accident would be thirty wrong ticks."""
    async with window(walk) as opened:
        await opened.press("up", key)

        assert opened.notice == "Highlight a step first; Enter opens a stage."
        assert opened.is_warning
        assert not opened.path_screen.editing
        assert not walk.history()


async def test_a_book_is_marked_with_the_parts_that_the_path_asks_for(walk: Tracker) -> None:
    """Who has read the book has read its chapters; one u takes all of it back."""
    async with window(walk) as opened:
        opened.path_screen.outline.go_to(walk.journey.steps[IDS.index(BOOK)])
        await opened.press("space")

        assert opened.notice == "Done: Epsilon book · 2 steps · u undoes · this section is through"
        assert [opened.status(id_) for id_ in (BOOK, ONE, TWO)] == [DONE] * 3

        await opened.press("u")

        assert opened.notice == "Undone: done · Chapter one, Chapter two"
        assert [opened.status(id_) for id_ in (BOOK, ONE, TWO)] == [TODO] * 3


@pytest.mark.parametrize(
    ("done", "says"),
    [
        ((), "2 left in this section"),
        ((TALK,), "1 left in this section"),
        ((TALK, "guide"), "this section is through"),
        (IDS[1:], "nothing required is open on this path any more"),
    ],
)
async def test_a_mark_says_what_is_left(another: NewTracker, done: Sequence[str], says: str) -> None:
    """The next question after a tick, answered before it is asked."""
    another().mark(done, DONE)
    async with window(another()) as opened:
        opened.path_screen.outline.go_to(opened.path_screen.journey.steps[0])
        await opened.press("space")

        assert opened.notice == f"Done: Alpha reading · u undoes · {says}"


async def test_undo_and_redo_walk_through_every_change(walk: Tracker) -> None:
    """Whatever was pressed by mistake can be taken back, and that too."""
    async with window(walk) as opened:
        await opened.press("s", "j", "space", "n")
        await opened.type("Yes")
        await opened.press("escape", "u", "u")

        assert opened.notice == "Undone: done · Beta talk"
        assert (opened.status(READING), opened.status(TALK)) == (DOING, TODO)
        assert walk.note(TALK)[0] == ""

        await opened.press("ctrl+r", "ctrl+r")

        assert opened.notice == "Done again: note · Beta talk"
        assert opened.status(TALK) == DONE
        assert walk.note(TALK)[0] == "Yes"


async def test_undo_reaches_back_over_the_last_session(another: NewTracker) -> None:
    """A mistake is often seen the day after."""
    another().mark((TALK,), SKIPPED, reason="By mistake")
    async with window(another()) as opened:
        await opened.press("u")

        assert opened.status(TALK) == TODO
        assert opened.notice == "Undone: skipped · Beta talk"


@pytest.mark.parametrize(("key", "told"), [("u", "Nothing to undo."), ("ctrl+r", "Nothing to redo.")])
async def test_nothing_to_take_back_is_said(walk: Tracker, key: str, told: str) -> None:
    """A key without an effect looks broken."""
    async with window(walk) as opened:
        await opened.press(key)

        assert opened.notice == told
        assert opened.is_warning


KEYS = [
    "space",
    "s",
    "t",
    "x enter",
    "x escape",
    "u",
    "ctrl+r",
    "j",
    "k",
    "G",
    "N",
    "plus",
    "n a escape",
    "slash o enter",
]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(st.sampled_from(KEYS), min_size=4, max_size=12))
def test_the_header_says_what_the_record_says(
    tmp_path_factory: pytest.TempPathFactory, walk_lines: Library, clock: Clock, keys: list[str]
) -> None:
    """Whatever was pressed: the figures on the screen are those of the record, read anew."""

    async def pressed(file: Path) -> None:
        async with window(Tracker(open_store(str(file)), walk_lines, clock=clock), NARROW) as opened:
            for each in keys:
                await opened.press(*each.split())
                record = Tracker(open_store(str(file)), walk_lines, clock=clock)
                try:
                    assert opened.header.rstrip().endswith(f"{wording.standing(record.journey.counts)}   me")
                    assert dict(opened.path_screen.journey.states) == dict(record.journey.states)
                finally:
                    record.close()
            opened.app.tracker.close()

    asyncio.run(pressed(tmp_path_factory.mktemp("keys") / "record.db"))
