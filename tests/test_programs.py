"""The learner's other programs, as they really are: a browser and an editor that are small scripts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.domain.curriculum import Resource
from mlops_path.errors import MlopsPathError, NoEditor, NoLink, UnsafeLink
from mlops_path.programs import address_of, addresses_of, edited, editor, stored_copy

if TYPE_CHECKING:
    from tests.conftest import Run

MakeScript = Callable[..., Path]


@pytest.fixture
def script(tmp_path: Path) -> MakeScript:
    """Makes an executable script in a folder whose name has spaces."""
    folder = tmp_path / "my own programs"
    folder.mkdir()

    def make(text: str, name: str = "a program") -> Path:
        file = folder / name
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(0o755)
        return file

    return make


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the text lies while the editor has it."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def a_resource(**facts: str) -> Resource:
    found: dict[str, str | None] = {"url": None, "free_url": None, "archive_url": None, **facts}
    return Resource("rules", "Rules", "article", 30, "kind default", "About it.")._replace(**found)  # type: ignore[arg-type]  # three texts by name


def quoted(program: Path | str) -> str:
    """As one writes it into `$EDITOR`."""
    return f"'{program}'"


# Addresses


@pytest.mark.parametrize(
    ("facts", "archive", "address"),
    [
        ({"url": "https://a.example/x"}, False, "https://a.example/x"),
        ({"free_url": "https://free.example"}, False, "https://free.example"),
        ({"url": "https://a.example", "free_url": "https://free.example"}, False, "https://a.example"),
        ({"url": "https://a.example", "archive_url": "https://kept.example/1"}, True, "https://kept.example/1"),
        ({"url": "https://a.example/x"}, True, "https://web.archive.org/web/https://a.example/x"),
        ({"url": "https://a.example", "archive_url": "https://kept.example/1"}, False, "https://a.example"),
    ],
)
def test_the_address_is_its_own_else_a_free_one_and_the_stored_copy_when_asked(
    facts: dict[str, str], archive: bool, address: str
) -> None:
    """Many links of 2020 are dead; the copy is one option away."""
    assert address_of(a_resource(**facts), archive=archive) == address


def test_the_stored_copy_belongs_to_one_address() -> None:
    """The copy of the page is none of its slides; and a copy that is gone itself is no way out."""
    kept = a_resource(url="https://a.example/x", free_url="https://free.example", archive_url="https://kept.example/1")
    addresses = ("https://a.example/x", "https://free.example", "https://kept.example/1")

    assert [stored_copy(kept, url) for url in addresses] == [
        "https://kept.example/1",
        "https://web.archive.org/web/https://free.example",
        "https://web.archive.org/web/https://a.example/x",
    ]
    assert tuple(addresses_of(kept)) == addresses


def test_a_resource_without_an_address_says_so() -> None:
    """The sentence names the thing, and the hint says what is known of it."""
    with pytest.raises(NoLink, match="Rules") as unknown:
        address_of(a_resource())
    with pytest.raises(NoLink) as lost:
        address_of(a_resource(remark="Only in print."))

    assert unknown.value.hint
    assert lost.value.hint == "Only in print."


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "--private-window", "https://", "https://user:pw@a.example"]
)
def test_an_address_that_is_more_than_an_address_is_not_handed_on(url: str) -> None:
    """A path made by somebody else must not start anything on this machine."""
    with pytest.raises(UnsafeLink):
        address_of(a_resource(url=url))


# The browser

HOSTILE_LINK = "https://a.example/?q=$(touch$IFS,owned)&b=;c='d'#e%20(f)&owned"


def browse_in_a_process(link: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Python remembers the browsers it found, so each case has a Python of its own."""
    code = "import sys; from mlops_path.programs import browse; print(browse(sys.argv[1]))"
    return subprocess.run(
        [sys.executable, "-c", code, link],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": "", **env},
    )


@pytest.mark.parametrize("link", ["https://a.example/x?a=1&b=2", "mailto:ann@a.example", HOSTILE_LINK])
def test_the_browser_gets_the_address_as_one_argument(script: MakeScript, tmp_path: Path, link: str) -> None:
    """No shell reads it, no part of it is lost."""
    browser = script(f'printf "%s\\n" "$#" "$1" > "{tmp_path}/opened"', name="browser")
    found = browse_in_a_process(link, BROWSER=str(browser))

    assert found.stdout == "True\n"
    assert (tmp_path / "opened").read_text() == f"1\n{link}\n"


def test_the_browser_may_have_options_of_its_own(script: MakeScript, tmp_path: Path) -> None:
    """`BROWSER="firefox --new-tab %s"` is how many set it."""
    browser = script(f'printf "%s\\n" "$@" > "{tmp_path}/opened"', name="browser")
    found = browse_in_a_process("https://a.example", BROWSER=f"'{browser}' --new-tab %s")

    assert found.stdout == "True\n"
    assert (tmp_path / "opened").read_text() == "--new-tab\nhttps://a.example\n"


@pytest.mark.parametrize("browser", ["", "/nowhere/browser", "/etc/passwd"])
def test_without_a_browser_that_can_be_started_it_is_said_so(tmp_path: Path, browser: str) -> None:
    """On a server there is none; the address is printed instead."""
    (tmp_path / "empty").mkdir()
    found = browse_in_a_process("https://a.example", BROWSER=browser, PATH=str(tmp_path / "empty"))

    assert found.stdout == "False\n"
    assert found.stderr == ""


def test_open_hands_the_address_of_a_step_to_the_browser(run: Run, script: MakeScript, tmp_path: Path) -> None:
    """The whole way: `mlops-path open`, from the number to the browser."""
    browser = script(f'printf "%s\\n" "$1" > "{tmp_path}/opened"', name="browser")
    printed = run("open", "1", "--print").out
    opened = run("open", "1", BROWSER=str(browser))

    assert (opened.status, opened.out) == (0, "")
    assert (tmp_path / "opened").read_text() == printed


def test_open_prints_the_address_where_no_browser_is_found(run: Run, tmp_path: Path) -> None:
    """It can be copied from there; the exit status says that nothing was opened."""
    (tmp_path / "empty").mkdir()
    printed = run("open", "1", "--print").out
    opened = run("open", "1", PATH=str(tmp_path / "empty"), DISPLAY="", BROWSER="")

    assert (opened.status, opened.out) == (1, printed)
    assert "No browser" in opened.err


# Which editor


def test_visual_comes_before_editor(script: MakeScript, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in every program that starts one; a variable that is only white space is not set."""
    one, other = script("", "one"), script("", "other")
    monkeypatch.setenv("EDITOR", f"'{other}' -w")
    only_editor = editor()
    monkeypatch.setenv("VISUAL", "  ")
    blank = editor()
    monkeypatch.setenv("VISUAL", f'"{one}" --wait "two words"')

    assert only_editor == blank == [str(other), "-w"]
    assert editor() == [str(one), "--wait", "two words"]


def test_an_editor_is_found_on_the_path(script: MakeScript, monkeypatch: pytest.MonkeyPatch) -> None:
    """`EDITOR=nano` names a program, not a file."""
    monkeypatch.setenv("PATH", str(script("", "my-editor").parent))
    monkeypatch.setenv("EDITOR", "my-editor")

    assert editor() == ["my-editor"]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "$VISUAL nor $EDITOR"),
        ({"VISUAL": "", "EDITOR": " "}, "$VISUAL nor $EDITOR"),
        ({"EDITOR": "no-such-editor-here"}, "$EDITOR"),
        ({"VISUAL": "/nowhere/editor -w", "EDITOR": "sh"}, "$VISUAL"),
        ({"VISUAL": "'unclosed -w"}, "$VISUAL"),
        ({"EDITOR": 'code "--wait'}, "$EDITOR"),
        ({"EDITOR": "/"}, "$EDITOR"),
    ],
)
def test_an_editor_that_is_not_there_is_told_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], named: str
) -> None:
    """The learner sees what to set right, and another way to write a note."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(NoEditor) as problem:
        editor()

    assert named in problem.value.sentence
    assert "mlops-path note" in problem.value.hint


# What the editor does


@pytest.mark.parametrize(
    ("before", "command", "after"),
    [
        ("old", 'printf "new\\n" > "$1"', "new"),
        ("old", 'printf "new" > "$1"', "new"),
        ("old", 'printf "new\\n\\n" > "$1"', "new\n"),
        ("old\n", 'printf "new\\n" > "$1"', "new\n"),
        ("old", 'printf "\\nmore\\n" >> "$1"', "old\nmore"),
        ("old", ":", "old"),
        ("été ✓\n\n- [ ] x", ":", "été ✓\n\n- [ ] x"),
        ("old", ': > "$1"', ""),
        ("", 'printf "first\\n" > "$1"', "first"),
        ("old", 'printf "one\\r\\ntwo\\r\\n" > "$1"', "one\ntwo"),
        ("old", 'printf "bad \\377 byte\\n" > "$1"', "bad \ufffd byte"),
        ("old", 'printf "other\\n" > "$1.new"; mv "$1.new" "$1"', "other"),
    ],
)
def test_the_text_comes_back_as_the_editor_left_it(
    script: MakeScript, scratch: Path, before: str, command: str, after: str
) -> None:
    """The line break that editors put at the end is theirs, not the note's; an emptied file is an empty note."""
    with edited(before, [str(script(command))]) as text:
        assert text == after

    assert list(scratch.iterdir()) == []


def test_the_editor_gets_its_options_and_last_a_private_markdown_file(
    script: MakeScript, scratch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`VISUAL="code --wait"` works; editors colour by the ending of the file, and nobody else reads along."""
    program = script(
        f'{{ printf "%s\\n" "$#" "$1" "$2" "${{3##*.}}"; stat -c %a "$3"; cat "$3"; }} > "{tmp_path}/seen"'
    )
    monkeypatch.setenv("VISUAL", f"{quoted(program)} --wait 'two words'")
    with edited("the note", editor()) as text:
        unchanged = text

    assert (tmp_path / "seen").read_text() == "3\n--wait\ntwo words\nmd\n600\nthe note"
    assert unchanged == "the note"


def never(_: str) -> None:
    raise AssertionError("nothing may be kept")


@pytest.mark.parametrize("command", ["exit 1", 'printf "half" > "$1"; exit 130'])
def test_an_editor_that_fails_leaves_the_note_as_it_was(script: MakeScript, scratch: Path, command: str) -> None:
    """`:cq` in vim is how one says: forget it."""
    with pytest.raises(MlopsPathError, match="as it was"), edited("old", [str(script(command))]) as text:
        never(text)

    assert list(scratch.iterdir()) == []


def test_what_an_editor_had_saved_when_it_was_killed_is_still_there(script: MakeScript, scratch: Path) -> None:
    """An hour of writing, saved twice, and then the machine runs out of memory."""
    command = [str(script('printf "an hour" > "$1"; kill -9 $$'))]
    with pytest.raises(MlopsPathError, match="as it was") as problem, edited("old", command) as text:
        never(text)
    (left,) = scratch.iterdir()

    assert left.read_text() == "an hour"
    assert str(left) in problem.value.hint


def test_an_editor_that_cannot_be_started_is_told_and_leaves_nothing_behind(script: MakeScript, scratch: Path) -> None:
    """A file that is executable and no program; the note does not stay in a folder for all."""
    program = script("")
    program.write_bytes(b"\x7fnot a program")
    with pytest.raises(MlopsPathError, match="could not be started"), edited("private", [str(program)]) as text:
        never(text)

    assert list(scratch.iterdir()) == []


def test_an_editor_that_takes_the_file_away_is_not_one_that_could_not_be_started(
    script: MakeScript, scratch: Path
) -> None:
    """What the sentence says has to be what happened."""
    with pytest.raises(MlopsPathError) as problem, edited("old", [str(script('rm "$1"'))]) as text:
        never(text)

    assert "could not be started" not in problem.value.sentence
    assert list(scratch.iterdir()) == []


def test_what_could_not_be_kept_stays_in_the_file_and_the_hint_says_where(script: MakeScript, scratch: Path) -> None:
    """An hour of writing is not lost because the record was busy."""
    program = [str(script('printf "an hour of work\\n" > "$1"'))]
    with pytest.raises(MlopsPathError) as problem, edited("old", program):
        raise MlopsPathError("The record is busy.", "Try again.")
    (file,) = scratch.iterdir()

    assert problem.value.hint.startswith("Try again. ")
    assert str(file) in problem.value.hint
    assert file.read_text() == "an hour of work\n"


# The whole way


def test_a_note_is_written_in_the_editor(run: Run, script: MakeScript, scratch: Path) -> None:
    """`mlops-path note 1 -e`, twice: the second time the editor has what the first one wrote."""
    program = script('printf "line\\n" >> "$1"', "appends")
    first = run("note", "1", "-e", VISUAL=quoted(program))
    second = run("note", "1", "-e", "--json", EDITOR=quoted(program))
    same = run("note", "1", "-e", "--json", EDITOR="true")

    assert (first.status, second.json["note"]) == (0, "lineline")
    assert same.json["change"] is None
    assert list(scratch.iterdir()) == []


def test_an_emptied_file_takes_the_note_away_and_undo_brings_it_back(run: Run, script: MakeScript) -> None:
    """Emptied by mistake is not lost."""
    run("note", "1", "-m", "keep me")
    emptied = run("note", "1", "-e", "--json", EDITOR=quoted(script(': > "$1"')))
    run("undo")

    assert emptied.json["note"] == ""
    assert run("note", "1").out == "keep me\n"


def test_a_note_that_was_changed_while_the_editor_was_open_is_not_written_over(
    run: Run, script: MakeScript, scratch: Path
) -> None:
    """Both texts are still there, and the sentence says where one's own is."""
    run("note", "1", "-m", "base")
    meddling = script(f'{quoted(sys.executable)} -m mlops_path note 1 -m theirs; echo mine > "$1"')
    outcome = run("note", "1", "-e", "--json", EDITOR=quoted(meddling))
    (file,) = scratch.iterdir()

    assert (outcome.status, outcome.json["error"]["code"]) == (1, "changed-meanwhile")
    assert str(file) in outcome.json["error"]["hint"]
    assert file.read_text() == "mine\n"
    assert run("note", "1").out == "base\n\ntheirs\n"


@pytest.mark.parametrize(
    ("editor_setting", "code"),
    [("", "no-editor"), ("no-such-editor-here", "no-editor"), ("'unclosed", "no-editor"), ("false", "could-not")],
)
def test_trouble_with_the_editor_is_a_sentence_and_no_change(run: Run, editor_setting: str, code: str) -> None:
    """Exit status 1 and one JSON document, as for every other error."""
    outcome = run("note", "1", "-e", "--json", EDITOR=editor_setting)

    assert outcome.status == 1
    assert json.loads(outcome.out)["error"]["code"] == code
    assert run("history", "--json").json == []
