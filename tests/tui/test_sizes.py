from __future__ import annotations

import locale
import random
from pathlib import Path

import pytest
from rich.cells import cell_len

from mlops_path.domain.progress import DOING, DONE, SKIPPED
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from mlops_path.tui.glyphs import ASCII, UNICODE, glyphs
from mlops_path.tui.themes import DARK, LIGHT
from tests.conftest import Clock
from tests.tui.conftest import NewTracker
from tests.tui.walk import GUIDE, IDS, READING, TALK, compiled_library
from tests.tui.window import NARROW, SMALL, TINY, WIDE, Window, window

SIZES = [NARROW, SMALL, TINY, (1, 1), (6, 26), (9, 9), (112, 3), (96, 16), (95, 15), WIDE]
SCREENS = {
    "outline": [],
    "details": ["enter"],
    "note": ["n", "W", "o", "r", "d"],
    "prompt": ["x", "W", "h", "y"],
    "filter": ["slash", "c", "h", "a"],
    "help": ["question_mark"],
    "paths": ["p"],
    "palette": ["ctrl+p", "a"],
}


def check(opened: Window, size: tuple[int, int]) -> None:
    """Every line is exactly as wide as the terminal, and there are exactly as many as it has."""
    assert [cell_len(line) for line in opened.lines] == [size[0]] * size[1]


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_screen_fits_every_terminal(another: NewTracker, screen: str) -> None:
    """Opened in one size and pulled to every other: no line is too long, and nothing falls over."""
    another().mark((TALK,), DONE)
    async with window(another()) as opened:
        await opened.press(*SCREENS[screen])
        for size in SIZES:
            await opened.resize(size)
            check(opened, size)

        assert opened.is_open


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 18)])
async def test_the_rules_at_the_head_and_at_the_foot_are_as_wide(another: NewTracker, size: tuple[int, int]) -> None:
    """Two lines frame the path; one that ends early looks broken."""
    another().mark((TALK,), DONE)
    async with window(another(), size) as opened:
        head, foot = opened.of("Header")[1], opened.of("Notice")[0]

        assert len(head.strip()) == size[0] - 2
        assert (foot.find(foot.strip()), len(foot.strip())) == (1, size[0] - 2)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", [SMALL, TINY, (6, 26), (112, 3), (1, 1)])
async def test_every_screen_opens_in_a_small_terminal(walk: Tracker, screen: str, size: tuple[int, int]) -> None:
    """A pane of a tiling terminal may be any size when a key is pressed."""
    async with window(walk, size) as opened:
        await opened.press(*SCREENS[screen])
        check(opened, size)
        await opened.press("pageup", "pagedown", "escape", "escape")

        assert opened.is_open


async def test_a_storm_of_sizes_and_keys(walk: Tracker) -> None:
    """Dragging a window's edge while typing must cost nothing."""
    storm = random.Random(7)  # noqa: S311 - the same storm every time
    keys = ["down", "up", "enter", "escape", "plus", "minus", "G", "J", "K", "N", "space", "slash", "n", "x", "p"]
    async with window(walk) as opened:
        for _ in range(25):
            size = storm.randint(1, 140), storm.randint(1, 50)
            await opened.pilot.resize_terminal(*size)
            await opened.press(storm.choice(keys))
            check(opened, size)
        await opened.press("escape", "escape", "escape")
        await opened.resize(NARROW)

        assert opened.is_open
        check(opened, NARROW)


async def test_the_highlighted_step_stays_in_view(walk: Tracker) -> None:
    """Whatever the window becomes, one sees where one is."""
    async with window(walk) as opened:
        await opened.press("plus", "G")
        for lines in (36, 20, 12, 8, 7, 6, 24, 6):
            await opened.resize((40, lines))
            shown = [line.split() for line in opened.of("Outline") if line.startswith("▌")]

            assert shown == [["▌", "○", "10", "Theta", "finale", "15", "min"]]


async def test_no_line_of_the_outline_is_wider_than_the_outline(walk: Tracker) -> None:
    """A line that is too long pushes the frame around it apart; too short leaves letters of before."""
    async with window(walk) as opened:
        outline = opened.path_screen.outline
        await opened.press("space", "j", "s", "j", "x", "enter", "plus", "up", "up")
        for width in [*range(1, 14), 20, 35, 36, 37, 40, 75, 76, 96, 140]:
            await opened.pilot.resize_terminal(width, 30)
            await opened.pilot._wait_for_screen()
            strips = [outline.render_line(y) for y in range(outline.size.height)]

            assert {sum(segment.cell_length for segment in strip) for strip in strips} <= {outline.size.width}
            assert {strip.cell_length for strip in strips} <= {outline.size.width}


async def test_the_hint_names_no_key_that_does_not_scroll_it(walk: Tracker) -> None:
    """`J` scrolls the details; offering it for what is cut off in the hint sends one nowhere."""
    for size in ((40, 24), NARROW):
        async with window(walk, size) as opened:
            assert "· J" not in "\n".join(opened.of("#hint"))


async def test_a_title_that_does_not_fit_gives_way_to_the_figure(walk: Tracker) -> None:
    """How long a step takes is not cut off; the title has the details to be read in."""
    async with window(walk, SMALL) as opened:
        assert opened.of("Outline")[1].split() == ["▌", "○", "1", "Alpha", "reading", "20", "min"]

        await opened.resize((36, 12))

        assert opened.of("Outline")[1].rstrip().endswith("20 min")

        await opened.resize((24, 12))

        assert opened.of("Outline")[1].rstrip().endswith("Alpha readi…")


# The header

WIDE_TITLE = """
id = "mlops"
title = "学习路径学习路径学习路径学习路径学习路径学习路径"
edition = 2026-01-01
[[resource]]
id = "one"
title = "机器学习系统设计机器学习系统设计机器学习系统设计机器学习系统设计机器学习系统设计"
kind = "article"
summary = "关于它。"
[[stage]]
title = "开始"
[[stage.section]]
title = "第一"
step = [{resource = "one"}]
"""


@pytest.fixture
def wide_letters(tmp_path: Path, database: Path, clock: Clock) -> Tracker:
    """A learner on a path whose letters are two columns wide."""
    folder = tmp_path / "wide"
    folder.mkdir()
    return Tracker(open_store(str(database)), compiled_library(folder, WIDE_TITLE), clock=clock)


@pytest.mark.parametrize("width", [120, 80, 60, 47, 40, 31, 30, 20])
async def test_the_figures_of_the_header_are_never_cut(wide_letters: Tracker, walk: Tracker, width: int) -> None:
    """`1` where `12 of 61` was meant is worse than no figure; titles give way, whatever their letters."""
    for tracker in (walk, wide_letters):
        counted = tracker.journey.counts.counted
        async with window(tracker, (width, 24)) as opened:
            figures = opened.header.rstrip()

            assert f"0 of {counted} required" in figures or figures.endswith(f" 0/{counted}")
            assert cell_len(opened.header) == width


async def test_wide_letters_take_their_two_columns(wide_letters: Tracker) -> None:
    """Most of the world does not write in narrow letters."""
    async with window(wide_letters, SMALL) as opened:
        line = opened.of("Outline")[1]

        assert cell_len(line) == 40
        assert line.rstrip().endswith("… 15 min")
    wide_letters.close()


@pytest.mark.parametrize(("width", "shown"), [(120, True), (80, True), (60, False)])
async def test_the_learner_is_named_where_there_is_room(another: NewTracker, width: int, shown: bool) -> None:
    """With several learners on one machine it matters whose record this is; the figures matter more."""
    tracker = another()
    tracker.rename_learner("me", "Ada of the long name")
    async with window(another(), (width, 24)) as opened:
        assert ("Ada of the long name" in opened.header) == shown
        assert "0 of 8 required" in opened.header


@pytest.mark.parametrize(
    ("done", "full"),
    [((), 0), ((READING,), 1), ((READING, TALK, GUIDE, "tool"), 4), (IDS, 8)],
)
async def test_progress_is_as_long_as_it_is_far(another: NewTracker, done: tuple[str, ...], full: int) -> None:
    """Half of the line is half of the way."""
    another().mark(done, DONE)
    async with window(another(), (82, 24)) as opened:
        line = opened.of("Header")[1]

        assert line == f" {'━' * (full * 10)}{'─' * (80 - full * 10)} "


async def test_what_was_skipped_leaves_the_denominator(another: NewTracker) -> None:
    """The header says so, beside the progress."""
    tracker = another()
    tracker.mark((READING,), DONE)
    tracker.mark((TALK,), SKIPPED)
    async with window(another()) as opened:
        assert "1 of 7 required" in opened.header
        assert "1 skipped" in opened.header


# Looks and glyphs


@pytest.mark.parametrize("size", [WIDE, NARROW, SMALL])
async def test_dark_and_light_say_the_same(another: NewTracker, size: tuple[int, int]) -> None:
    """Colour only repeats what a glyph or a word says."""
    tracker = another()
    tracker.mark((READING,), DONE)
    tracker.mark((TALK,), DOING)
    async with window(another(), size) as opened:
        opened.app.theme = DARK.name
        await opened.pilot.pause()
        dark, dark_styles = opened.text, {segment.style for strip in opened.strips for segment in strip}
        opened.app.theme = LIGHT.name
        await opened.pilot.pause()
        light_styles = {segment.style for strip in opened.strips for segment in strip}

        assert opened.text == dark
        assert not dark_styles & light_styles


def test_every_status_has_a_glyph_of_its_own() -> None:
    """Four things that look alike are one thing."""
    for signs in (UNICODE, ASCII):
        assert len(set(signs.status.values())) == 4
        assert all(cell_len(sign) == 1 for sign in (*signs.status.values(), *signs[1:]))
    assert "".join((*ASCII.status.values(), *ASCII[1:])).isascii()


@pytest.mark.parametrize(("encoding", "expected"), [("UTF-8", UNICODE), ("ANSI_X3.4-1968", ASCII), ("no-such", ASCII)])
def test_a_terminal_without_the_glyphs_gets_letters(
    monkeypatch: pytest.MonkeyPatch, encoding: str, expected: object
) -> None:
    """Question marks in every line would be no status at all."""
    monkeypatch.setattr(locale, "getpreferredencoding", lambda **_: encoding)

    assert glyphs() is expected
