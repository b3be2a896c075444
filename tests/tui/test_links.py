"""Dead and moved links in the window: said where the link stands, and got round by the key that opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_path.links.findings import DEAD, MOVED, UNCLEAR, Finding
from mlops_path.tracker import Tracker
from tests.tui.walk import EXTRA, READING
from tests.tui.window import Window, window

ALPHA, DELTA = "https://alpha.example/read?a=1&b=2", "https://delta.example/"
GONE = Finding(ALPHA, DEAD, 404, "404 Not Found")


@pytest.fixture
def opened_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which a browser writes down what it is started with."""
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    return opened


async def go_to(opened: Window, id_: str) -> None:
    step = opened.path_screen.journey.step_of(id_)
    assert step is not None
    opened.path_screen.outline.go_to(step)
    await opened.settle()


def details(opened: Window) -> str:
    """The pane on the right as one reads it, over its line breaks."""
    return " ".join(" ".join(opened.of("#details")).split())


async def test_the_details_say_that_a_link_is_gone(walk: Tracker) -> None:
    """Before it is clicked on, with the day, and with the key for what to do."""
    walk.keep_links([GONE])
    async with window(walk) as opened:
        await go_to(opened, READING)

        assert "gone since 2026-05-01; O opens a stored copy" in details(opened)


async def test_the_details_say_where_a_link_moved_and_are_silent_about_what_is_unclear(walk: Tracker) -> None:
    """A site that refuses programs is there for people."""
    walk.keep_links([GONE._replace(result=UNCLEAR), Finding(DELTA, MOVED, 200, "", "https://new.example/")])
    async with window(walk) as opened:
        await go_to(opened, READING)
        assert "gone since" not in details(opened)
        await go_to(opened, EXTRA)

        assert "moved to https://new.example/" in details(opened)


async def test_what_another_program_finds_meanwhile_shows_with_the_next_look(walk: Tracker, tracker: Tracker) -> None:
    """A check may run in the window beside."""
    async with window(walk) as opened:
        await go_to(opened, READING)
        assert "gone since" not in details(opened)
        tracker.keep_links([GONE])
        await go_to(opened, EXTRA)
        await go_to(opened, READING)

        assert "gone since 2026-05-01" in details(opened)


async def test_o_opens_the_stored_copy_of_a_page_that_is_gone_and_says_so(
    walk: Tracker, opened_addresses: Path
) -> None:
    """Nobody wants to see a page of somebody who sells domain names."""
    walk.keep_links([GONE])
    copy = f"https://web.archive.org/web/{ALPHA}"
    async with window(walk) as opened:
        await go_to(opened, READING)
        await opened.press("o")
        await opened.until(lambda: opened.notice, "a notice")

        assert opened.notice == f"The page was gone on 2026-05-01; opened the stored copy {copy}"
    assert opened_addresses.read_text() == f"{copy}\n"
