from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
NAMES = [f"path-{size}-{look}.svg" for size in ("120x36", "80x24", "40x12") for look in ("dark", "light")]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every picture, drawn by the program of today."""
    folder = tmp_path_factory.mktemp("pictures")
    environment = {**os.environ, "HOME": str(folder / "home"), "XDG_DATA_HOME": str(folder / "data")}
    subprocess.run([sys.executable, str(DOCS / "draw.py"), str(folder)], check=True, env=environment)
    return folder


def lines_of(picture: Path) -> list[str]:
    """The text of a picture, line by line, as wide as it stands there."""
    found: dict[float, str] = {}
    for y, text in re.findall(r'<text [^>]*\by="([\d.]+)"[^>]*>([^<]*)</text>', picture.read_text(encoding="utf-8")):
        found[float(y)] = found.get(float(y), "") + html.unescape(text).replace("\u00a0", " ")
    return [found[y].rstrip() for y in sorted(found)]


@pytest.mark.parametrize("name", NAMES)
def test_the_pictures_of_the_guide_show_the_program_of_today(drawn: Path, name: str) -> None:
    """A guide with yesterday's screen teaches keys that are not there. `make pictures` draws them again."""
    assert lines_of(DOCS / name) == lines_of(drawn / name)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_shows_a_journey_on_its_way(drawn: Path, name: str) -> None:
    """Who it is about, what is done, begun and skipped, and a note where there is room for it."""
    text = "\n".join(lines_of(drawn / name))

    assert [sign for sign in "○◐✔–" if sign not in text] == []
    assert re.search(r"\d+ of \d+ required", text)
    assert ("Ada" in text) == (not name.startswith("path-40x12"))
    assert ("Left off in the middle." in text) == name.startswith("path-120x36")


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_asks_nobody_for_anything(name: str) -> None:
    """Looking at the guide tells no other host about it, and drawing it again changes only what changed."""
    picture = (DOCS / name).read_text(encoding="utf-8")
    around = re.sub(r">[^<]*</text>", "></text>", picture).replace('xmlns="http://www.w3.org/2000/svg"', "")

    assert "://" not in around
    assert [each for each in ("@import", "@font-face", "href", "<script", "<image") if each in picture] == []
    assert re.findall(r"terminal-\d+", picture) == []


def test_the_looks_differ_in_colour_only(drawn: Path) -> None:
    """Nobody misses anything for the look they chose."""
    for size in ("120x36", "80x24", "40x12"):
        dark, light = drawn / f"path-{size}-dark.svg", drawn / f"path-{size}-light.svg"

        assert lines_of(dark) == lines_of(light)
        assert dark.read_text(encoding="utf-8") != light.read_text(encoding="utf-8")
