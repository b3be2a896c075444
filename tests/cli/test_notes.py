"""`note` in all its ways: print, add, edit in a real program, replace from standard input, look back."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.text import NOTE_BYTES
from tests.cli.records import record

if TYPE_CHECKING:
    from tests.conftest import Ran, Run

Editor = Callable[[str], str]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """Makes a program out of lines of `sh`; `$1` is the file to edit."""

    def program(lines: str) -> str:
        file = tmp_path / "an editor"
        file.write_text(f"#!/bin/sh\n{lines}\n")
        file.chmod(0o755)
        return f"'{file}'"

    return program


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the scratch files of the editor."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_no_note_yet_says_how_to_write_one(run: Run) -> None:
    """Data is empty, and the talk tells the next word to type."""
    assert (run("note", "1").out, run("note", "1").status) == ("", 0)
    assert "-m TEXT" in run("note", "1").err
    assert run("note", "1", "--json").json["note"] == ""
    assert run("note", "1", "--versions", "--json").json == []
    assert (run("note", "1", "--versions").out, run("note", "1", "--versions").status) == ("", 0)


def test_a_note_grows_by_paragraphs(run: Run) -> None:
    """A thought a day ends up as a text, in order."""
    first = run("note", "1", "-m", "one")
    second = run("note", "1", "-m", "two\nlines", "--json")

    assert (first.status, first.out) == (0, "")
    assert "`mlops-path undo`" in first.err
    assert second.json["note"] == "one\n\ntwo\nlines"
    assert run("note", "1").out == "one\n\ntwo\nlines\n"


def test_a_text_without_m_is_told_where_it_goes_and_is_not_repeated(run: Run) -> None:
    """It is the learner's own; an error may end up in a log."""
    refused = run("note", "1", "my secret thought")

    assert (refused.status, refused.out) == (2, "")
    assert "behind -m" in refused.err
    assert "secret" not in refused.err


def test_standard_input_replaces_the_note(run: Run) -> None:
    """`mlops-path note 1 - < summary.md` is the whole text, byte for byte, without its last line break."""
    run("note", "1", "-m", "old")
    ran = run("note", "1", "-", stdin="\ufeff# Größe\r\n\n\tcode\n\n".encode())

    assert (ran.status, ran.out) == (0, "")
    assert run("note", "1", "--json").json["note"] == "# Größe\n\n\tcode"
    assert run("note", "1", "-", stdin="# Größe\n\n\tcode\n".encode()).err == "The note is the same as before.\n"


@pytest.mark.parametrize("nothing", [b"", b"\n", b" \n\t\n"])
def test_empty_standard_input_takes_the_note_away_and_undo_brings_it_back(nothing: bytes, run: Run) -> None:
    """A note of white space is no note; a slip costs one `undo`."""
    run("note", "1", "-m", "precious")
    ran = run("note", "1", "-", stdin=nothing)

    assert "taken away" in ran.err
    assert run("show", "1", "--json").json["notes"] == 0
    run("undo")
    assert run("note", "1").out == "precious\n"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"caf\xe9 au lait", "file-not-utf8"),
        (b"\xff\xfeU\x00T\x00F\x00", "file-not-utf8"),
        (b"surrogate \xed\xa0\x80", "file-not-utf8"),
        (b"x" * (NOTE_BYTES + 1), "file-too-big"),
        (b"\xe2\x82\xac" * (NOTE_BYTES // 3 + 1), "file-too-big"),
    ],
    ids=["latin-1", "utf-16", "surrogate", "one byte too long", "too long in bytes"],
)
def test_input_that_cannot_be_a_note_is_refused_whole(raw: bytes, code: str, run: Run, database: Path) -> None:
    """Half a text, or one with wrong letters, must not take the place of a good one."""
    run("note", "1", "-m", "good")
    before = record(database)
    ran, as_json = run("note", "1", "-", stdin=raw), run("note", "1", "-", "--json", stdin=raw)

    assert (ran.status, ran.out, as_json.status, as_json.json["error"]["code"]) == (4, "", 4, code)
    assert "Nothing was changed" in ran.err
    assert record(database) == before


def test_the_longest_note_fits_and_nothing_can_be_added_to_it(run: Run) -> None:
    """The limit is one that is told, not one where text gets lost."""
    assert run("note", "1", "-", stdin=b"x" * NOTE_BYTES).status == 0
    ran = run("note", "1", "-m", "more", "--json")

    assert (ran.status, ran.json["error"]["code"]) == (4, "file-too-big")
    assert len(run("note", "1").out) == NOTE_BYTES + 1


def test_every_version_of_a_note_is_there_newest_first(run: Run) -> None:
    """What was thrown away in anger can be read again."""
    run("note", "1", "-m", "one")
    run("note", "1", "-", stdin=b"two")
    run("note", "1", "-", stdin=b"")

    assert [each["note"] for each in run("note", "1", "--versions", "--json").json] == ["", "two", "one"]
    lines = run("note", "1", "--versions").out.splitlines()
    assert [line for line in lines if not line.startswith("── ") and line] == ["(taken away)", "two", "one"]


def test_the_editor_opens_on_the_note_and_what_it_leaves_is_kept(run: Run, editor: Editor, scratch: Path) -> None:
    """Long notes are written where the learner writes everything else."""
    run("note", "1", "-m", "before")
    ran = run("note", "1", "-e", EDITOR=editor('cat "$1" >&2; stat -c %a "$1" >&2; printf "after\\n" > "$1"'))

    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("before600\nNote saved")
    assert run("note", "1").out == "after\n"
    assert list(scratch.iterdir()) == [], "no copy of a private note stays behind"


def test_visual_comes_before_editor_and_both_may_have_options(run: Run, editor: Editor) -> None:
    """`VISUAL="code --wait"` is how it is set on most machines."""
    program = editor('test "$1" = --wait || exit 9; printf "visual" > "$2"')
    ran = run("note", "1", "-e", "--json", VISUAL=f"{program} --wait", EDITOR="no-such-editor")

    assert (ran.status, ran.json["note"]) == (0, "visual")


def test_an_editor_that_changes_nothing_changes_nothing(run: Run, editor: Editor, database: Path) -> None:
    """Looking into a note is not a change to undo."""
    run("note", "1", "-m", "same")
    before = record(database)

    assert run("note", "1", "-e", EDITOR=editor(":")).err == "The note is the same as before.\n"
    assert record(database) == before


def test_an_editor_that_adds_a_last_line_break_changes_nothing(run: Run, editor: Editor) -> None:
    """Most editors end a file with one."""
    run("note", "1", "-m", "same")

    assert run("note", "1", "-e", EDITOR=editor('echo >> "$1"')).err == "The note is the same as before.\n"


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({}, "neither $VISUAL nor $EDITOR"),
        ({"EDITOR": "  "}, "neither $VISUAL nor $EDITOR"),
        ({"EDITOR": "no-such-editor -w"}, "$EDITOR names a program that is not there"),
        ({"VISUAL": "'vi", "EDITOR": "true"}, "$VISUAL is not a command"),
    ],
)
def test_without_an_editor_the_note_stays_and_the_way_out_is_told(
    variables: dict[str, str], says: str, run: Run, scratch: Path
) -> None:
    """A fresh machine has none set."""
    run("note", "1", "-m", "same")
    ran, as_json = run("note", "1", "-e", **variables), run("note", "1", "-e", "--json", **variables)

    assert (ran.status, ran.out, as_json.json["error"]["code"]) == (1, "", "no-editor")
    assert says in ran.err
    assert "-m TEXT" in ran.err
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("lines", ['printf gone > "$1"; exit 3', 'printf gone > "$1"; kill -9 $$'])
def test_an_editor_that_fails_leaves_the_note_as_it_was(lines: str, run: Run, editor: Editor, scratch: Path) -> None:
    """`:cq` is how one says: not this."""
    run("note", "1", "-m", "same")
    ran = run("note", "1", "-e", EDITOR=editor(lines))

    assert (ran.status, ran.out) == (1, "")
    assert "the note is as it was" in ran.err
    assert run("note", "1").out == "same\n"


def test_a_program_that_cannot_be_run_as_an_editor_is_told(run: Run, tmp_path: Path, scratch: Path) -> None:
    """A file that is executable but no program must not end in a bug report."""
    file = tmp_path / "broken"
    file.write_bytes(b"\x7fELF nonsense")
    file.chmod(0o755)
    ran = run("note", "1", "-e", EDITOR=str(file))

    assert (ran.status, ran.out) == (1, "")
    assert "could not be started" in ran.err
    assert list(scratch.iterdir()) == []


def test_what_was_written_meanwhile_is_not_overwritten_and_nothing_is_lost(
    run: Run, editor: Editor, on_path: Path, scratch: Path
) -> None:
    """Two windows on one note: the text that lost is kept in a file, and the file is named."""
    run("note", "1", "-m", "before")
    program = editor('mlops-path note 1 -m "from the other window" 2>/dev/null; printf mine > "$1"')
    ran = run("note", "1", "-e", "--json", EDITOR=program)
    kept = list(scratch.iterdir())

    assert (ran.status, ran.json["error"]["code"]) == (1, "changed-meanwhile")
    assert run("note", "1").out == "before\n\nfrom the other window\n"
    assert [file.read_text() for file in kept] == ["mine"]
    assert str(kept[0]) in ran.json["error"]["hint"]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def test_what_an_editor_prints_is_no_part_of_the_document(run: Run, editor: Editor) -> None:
    """With `--json` stdout is one document, whatever the editor says."""
    ran = run("note", "1", "-e", "--json", EDITOR=editor('echo "1 line written"; printf after > "$1"'))

    assert (ran.status, ran.json["note"]) == (0, "after")


def test_an_interrupted_note_changes_nothing_and_leaves_quietly(database: Path, run: Run) -> None:
    """Ctrl-C while typing means: forget it."""
    run("note", "1", "-m", "same")
    before = record(database)
    with subprocess.Popen(
        [sys.executable, "-m", "mlops_path", "note", "1", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell's background jobs ignore Ctrl-C; the tests may be one.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - there are no threads here
    ) as process:
        assert process.stdin
        process.stdin.write(b"x" * 200_000)  # more than a pipe holds: once this is through, the process is reading
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)

    assert (process.returncode, out, err) == (130, b"", b"")
    assert record(database) == before


def test_a_note_ends_with_one_line_break_on_the_way_out(shell: Callable[..., Ran]) -> None:
    """`mlops-path note 1 > file` and back again is the same note."""
    ran = shell("mlops-path note 1 -m 'a\n\nb'; mlops-path note 1 > f; mlops-path note 1 - < f; mlops-path note 1")

    assert ran.out == "a\n\nb\n"
    assert "The note is the same as before." in ran.err
