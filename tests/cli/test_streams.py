"""Pipes, full disks, closed streams, poor terminals: the program stays short and never shows a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from mlops_path.domain.curriculum import Step
from mlops_path.domain.wording import ASCII_GLYPHS, GLYPHS
from mlops_path.tracker import Tracker

if TYPE_CHECKING:
    from tests.conftest import Ran, Run

Shell = Callable[..., "Ran"]
BUFFERING = pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
BAD_ENDS = ("Traceback", "Exception ignored", "Error:")


def on_terminal(*words: str, **env: str) -> str:
    """What `mlops-path` writes when its output is a terminal and its input is not."""
    ours, theirs = os.openpty()
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    with subprocess.Popen(
        [sys.executable, "-m", "mlops_path", *words],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**known, "TERM": "xterm-256color", **env},
    ) as process:
        os.close(theirs)
        written = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end was closed
                break
            if not piece:
                break
            written += piece
        status = process.wait(30)
    os.close(ours)

    assert status == 0
    return written.decode()


@BUFFERING
@pytest.mark.parametrize(
    "words", ["list --all-paths --json", "report", "report --format html", "completion bash", "path show"]
)
def test_a_reader_that_has_enough_is_left_quietly(words: str, unbuffered: str, shell: Shell) -> None:
    """`| head -1` is how one looks at the beginning; it is no failure."""
    ran = shell(f"(mlops-path {words}; echo $? >status) | head -1; cat status", PYTHONUNBUFFERED=unbuffered)

    assert (len(ran.out.splitlines()), ran.out.splitlines()[-1], ran.err) == (2, "0", "")


@BUFFERING
def test_what_was_said_yes_to_is_done_whoever_listens(unbuffered: str, shell: Shell) -> None:
    """A reader that closes the pipe before the preview comes has not said no."""
    plan = "printf '# P\\n- [ ] Row\\n' >plan.md"
    ran = shell(
        f"{plan}; mlops-path path import plan.md --id p --yes | (exec <&-; sleep 1); mlops-path list --path p",
        PYTHONUNBUFFERED=unbuffered,
    )

    assert "Row" in ran.out


@BUFFERING
@pytest.mark.parametrize(
    "words", ["list", "status --json", "report", "next", "--version", "--help", "show no-such-step --json"]
)
def test_a_full_disk_behind_stdout_is_told_in_a_sentence(words: str, unbuffered: str, shell: Shell) -> None:
    """A report that is cut off must not pass for a whole one."""
    ran = shell(f"mlops-path {words} > /dev/full", PYTHONUNBUFFERED=unbuffered)

    assert ran.status == 1
    assert "could not be written: No space left on device" in ran.err
    assert not any(word in ran.err for word in BAD_ENDS)


@BUFFERING
def test_a_change_is_kept_also_when_it_cannot_be_told(unbuffered: str, shell: Shell, run: Run) -> None:
    """The record comes first; a full disk behind stdout is another one's."""
    ran = shell("mlops-path done 1 --json > /dev/full", PYTHONUNBUFFERED=unbuffered)

    assert ran.status == 1
    assert "Nothing was changed" not in ran.err
    assert run("status", "--json").json["done"] == 1


@pytest.mark.parametrize(
    "words", ["list", "status --json", "report", "show no-such-step --json", "show no-such-step", "done 1 --json"]
)
def test_a_stdout_that_is_not_there_is_no_bug(words: str, shell: Shell) -> None:
    """Daemons start programs without streams; what could not be printed is told like a full disk."""
    ran = shell(f"mlops-path {words} >&-")

    assert ran.status == (3 if words == "show no-such-step" else 1)
    assert ran.err
    assert not any(word in ran.err for word in BAD_ENDS)


@pytest.mark.parametrize(("words", "status"), [("done 1", 0), ("show no-such-step", 3), ("next -n 0", 2), ("undo", 1)])
def test_a_stderr_that_is_not_there_is_no_bug(words: str, status: int, shell: Shell) -> None:
    """What is only said may be lost; it never lands in the data instead."""
    ran = shell(f"mlops-path {words} 2>&-")

    assert (ran.status, ran.out) == (status, "")


def test_a_stdin_that_is_not_there_is_no_bug(shell: Shell, run: Run) -> None:
    """A cron job looks at the status and has no keyboard."""
    ran = shell("mlops-path status <&-; mlops-path <&-")

    assert (ran.status, ran.out) == (0, run("status").out * 2)


def test_a_note_from_a_closed_standard_input_is_refused_and_kept(shell: Shell, run: Run) -> None:
    """No input is not an empty note."""
    run("note", "1", "-m", "precious")
    ran = shell("mlops-path note 1 - <&-")

    assert ran.status in (1, 2, 4)
    assert run("note", "1").out == "precious\n"


@pytest.mark.parametrize("words", ["list", "show 1", "status", "next", "path list", "path show", "history", "report"])
def test_a_terminal_with_few_characters_gets_plain_signs_and_no_error(words: str, run: Run, worked: Tracker) -> None:
    """A serial console or an old locale still shows where one stands."""
    run("note", "1", "-m", "Größe ≈ 学习 👩\u200d🔬")
    ran = run(*words.split(), PYTHONIOENCODING="ascii")

    assert ran.status == 0
    assert words == "report" or ran.out.isascii(), "a report is a file in UTF-8, whatever the terminal is"
    assert ran.err.isascii()


def test_the_signs_of_a_poor_terminal_differ_from_each_other(
    run: Run, worked: Tracker, steps: tuple[Step, ...]
) -> None:
    """The state is told by sign and word, never by colour alone."""
    run("start", steps[3].id)
    plain, poor = run("list").out, run("list", PYTHONIOENCODING="ascii").out

    for status, glyph in GLYPHS.items():
        assert f"  {glyph} {status} " in plain
        assert f"  {ASCII_GLYPHS[status]} {status} " in poor
    assert len(set(ASCII_GLYPHS.values())) == len(set(GLYPHS.values())) == 4


def test_json_for_a_poor_terminal_is_ascii_and_says_the_same(run: Run) -> None:
    """A document stays whole where the letters are not there."""
    run("note", "1", "-m", "Größe ≈ 学习")
    poor = run("note", "1", "--json", PYTHONIOENCODING="ascii")

    assert poor.out.isascii()
    assert poor.json == run("note", "1", "--json").json


def test_a_mistake_on_a_poor_terminal_is_a_sentence(run: Run) -> None:
    """Telling what went wrong must not go wrong."""
    ran = run("show", "Größe 学习", PYTHONIOENCODING="ascii")

    assert ran.status == 3
    assert ran.err.startswith("mlops-path: No step 'Gr")
    assert run("show", "Größe", "--json", PYTHONIOENCODING="ascii").json["error"]["code"] == "no-such-step"


def test_colour_is_for_terminals_alone(run: Run, worked: Tracker) -> None:
    """Escape sequences in a file or a mail are dirt."""
    assert "\x1b[" in on_terminal("list", "--status", "done")
    assert "\x1b" not in run("list", "--status", "done").out


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_colour_gets_none(env: dict[str, str], worked: Tracker) -> None:
    """https://no-color.org is a promise of many programs; so it is one of this one."""
    written = on_terminal("list", "--status", "done", **env)

    assert "✔ done" in written
    assert "\x1b" not in written


def test_an_empty_no_color_is_none(worked: Tracker) -> None:
    """As the convention has it: the variable counts when it is not empty."""
    assert "\x1b[" in on_terminal("list", "--status", "done", NO_COLOR="")


def test_taking_the_colour_away_leaves_the_same_text(worked: Tracker) -> None:
    """No word may hang on a colour."""
    coloured = on_terminal("list")

    assert re.sub(r"\x1b\[\d+m", "", coloured) == on_terminal("list", NO_COLOR="1")
