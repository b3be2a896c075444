"""What commands print: plain lines, or one JSON document."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlops_path.domain import wording
from mlops_path.domain.journey import Journey
from mlops_path.errors import OutputFailed
from mlops_path.text import plain, shown

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.domain.curriculum import Step
    from mlops_path.tracker import Tracker

MOST_NEWS = 10
_COLOURS = {"done": "32", "doing": "33", "skipped": "2"}


def open_for(options: Namespace) -> Tracker:
    """The tracker that the global options ask for."""
    from mlops_path.tracker import open_tracker  # noqa: PLC0415 - what only prints does without

    tracker = open_tracker(database=options.database, learner=options.learner, path=options.path)
    for file in tracker.library.left_out:
        say(f"Left out: {file} has mistakes; `mlops-path path check` prints them.")
    if (news := tracker.news()) is not None:
        say(news.in_words())
        for word, titles in (("new", news.came), ("no longer", news.went)):
            for title in titles[:MOST_NEWS]:
                say(f"  {word}: {title}")
            if len(titles) > MOST_NEWS:
                say(f"  {word}: … and {len(titles) - MOST_NEWS} more")
    return tracker


def print_json(document: object) -> None:
    """One JSON document on stdout; in ASCII where stdout cannot take every character."""
    import json  # noqa: PLC0415 - plain output does without

    encoding = sys.stdout.encoding or "ascii"
    wide = encoding.lower().replace("-", "") in ("utf8", "utf16", "utf32")
    text = json.dumps(document, ensure_ascii=not wide, indent=2) + "\n"
    # What is no character (half a surrogate pair) becomes `\udcff`, which is how JSON writes it.
    _write(text.encode(encoding, "backslashreplace").decode(encoding))


def print_lines(lines: Iterable[str]) -> None:
    """Lines on stdout; a character that the terminal cannot show becomes `?`, never an error."""
    text = "\n".join(lines) + "\n"
    encoding = sys.stdout.encoding or "ascii"
    _write(text.encode(encoding, "replace").decode(encoding))


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise OutputFailed(problem.errno or 0, problem.strerror or "standard output is closed") from None


def write_bytes(document: bytes) -> None:
    """A document on stdout as it is, whatever the terminal's encoding."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(document)
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise OutputFailed(problem.errno or 0, problem.strerror or "standard output is closed") from None


def say(sentence: str) -> None:
    """Talk, which goes to stderr and never into a pipe."""
    encoding = sys.stderr.encoding or "ascii"
    sys.stderr.write((plain(sentence) + "\n").encode(encoding, "replace").decode(encoding))


def mark(status: str, *, wide: bool = True) -> str:
    """Glyph and word of a status, in colour only on a terminal that wants it; `wide` as the widest of them."""
    glyphs = wording.GLYPHS if _can_show_glyphs() else wording.ASCII_GLYPHS
    text = f"{glyphs[status]} {status:<7}" if wide else f"{glyphs[status]} {status}"
    return f"\x1b[{_COLOURS[status]}m{text}\x1b[0m" if status in _COLOURS and _colour() else text


def step_lines(journey: Journey, steps: Iterable[Step]) -> list[str]:
    """`  ✔ done      1  Demystifying MLOps  (talk · ≈ 45 min)` for each step."""
    marks = {status: mark(status) for status in wording.GLYPHS}
    abouts: dict[tuple[str, int, bool], str] = {}
    lines = []
    for step in steps:
        key = (step.kind, step.minutes, step.required)
        about = abouts.get(key)
        if about is None:
            optional = "" if step.required else " · optional"
            about = abouts[key] = f"  ({step.kind} · {wording.about(step.minutes)}{optional})"
        lines.append(f"  {marks[journey.status(step.id)]} {step.number:>4}  {shown(step.title)}{about}")
    return lines


def moment(iso: str) -> str:
    """`2026-05-01 18:30` from ISO 8601."""
    return iso[:16].replace("T", " ")


def _can_show_glyphs() -> bool:
    try:
        "○◐✔–≈".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
