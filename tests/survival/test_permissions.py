"""Everything that the program keeps is its owner's alone, from the moment it is made, whatever the machine's custom."""

from __future__ import annotations

import os
import re
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.tui.terminal import Terminal

TRACED = "open,openat,openat2,creat,mkdir,mkdirat,chmod,fchmod,fchmodat,mknod,mknodat"
MADE = re.compile(r'(?:open|openat|openat2)\([^"]*"(?P<file>[^"]+)", [^)]*O_CREAT[^)]*, (?P<mode>0\d*)\)\s+= \d')
FOLDER = re.compile(r'mkdir(?:at)?\([^"]*"(?P<file>[^"]+)", (?P<mode>0\d*)\)\s+= 0')
CHANGED = re.compile(r'f?chmod(?:at)?\((?:[^"]*"|\d+<)(?P<file>[^">]+)[">], (?P<mode>0\d*)(?:, \d+)?\)\s+= 0')

OWN_PATH = """id = "own"
title = "My own"
edition = 2026-01-01
[[resource]]
id = "own-1"
title = "Mine"
kind = "article"
summary = "About it."
[[stage]]
title = "One"
[[stage.section]]
title = "All"
step = [{resource = "own-1"}]
"""

# A whole session, the first change first: every command that makes a file of ours.
SESSION = (
    "done 1 -m 'A private thought'",
    "note 2 - <<< 'Another one'",
    "note 2 -e",
    "log 2 25m",
    "undo",
    "redo",
    "learner add Ada",
    "learner use Ada",
    "path use huyen-guide",
    "path use own",
    "path check",
    "learner use me",
    "path use mlops",
    "status",
)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """The custom of the machine, which every process of the test inherits."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def empty(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody for whom no program ever kept anything: even its folders are not there."""
    new = home / "new"
    for kind in ("DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(new / "of one" / kind.lower()))
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    monkeypatch.setenv("EDITOR", "true")
    (home / "tmp").mkdir()
    return new


def too_wide(log: str, below: Path) -> list[str]:
    """What was ever made or set below a folder so that others could do something with it; umask is no excuse."""
    wide = []
    for line in log.splitlines():
        for what in (MADE, FOLDER, CHANGED):
            found = what.search(line)
            if found and found["file"].startswith(str(below)) and int(found["mode"], 8) & 0o077:
                wide.append(f"{found['file']} {found['mode']}")
    return wide


def modes_below(folder: Path) -> dict[str, str]:
    """The permissions of everything below a folder, and of itself, where they are not the owner's alone."""
    found = {}
    for each in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(each.stat().st_mode)
        if mode != (0o700 if each.is_dir() else 0o600):
            found[str(each.relative_to(folder))] = oct(mode)
    return found


def watched_session(log: Path, commands: Sequence[str]) -> str:
    """What strace saw of the files while these commands ran, one after the other."""
    program = shlex.join([sys.executable, "-m", "mlops_path"])
    script = "\n".join(f"{program} {words}" for words in commands)
    strace = ["strace", "-f", "-y", "-o", str(log), "-e", f"trace={TRACED}"]
    words = [*strace, "bash", "-e", "-c", script]
    ran = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr[-2000:]
    return log.read_text()


def test_a_whole_session_makes_nothing_that_others_can_read(home: Path, empty: Path, umask: int) -> None:
    """Notes are private on a machine with many users: not even for the instant between making and narrowing."""
    needs("strace")
    needs("bash")
    data = empty / "of one" / "data" / "mlops-path"
    text = watched_session(home / "strace", SESSION[:1])
    (data / "paths").mkdir()
    (data / "paths" / "own.toml").write_text(OWN_PATH)  # the learner's own file, with the machine's permissions
    text += watched_session(home / "strace", SESSION[1:])
    (data / "paths" / "own.toml").unlink()
    (data / "paths").rmdir()
    made = {found["file"] for found in MADE.finditer(text)}

    assert {str(data / "record.db"), str(data / "record.db-wal")} <= made, "strace did not see what was made"
    assert any("curriculum-own" in file for file in made)
    assert any("mlops-path-note-" in file for file in made)
    assert too_wide(text, empty) == []
    assert too_wide(text, home / "tmp") == []
    assert modes_below(empty) == {}


@pytest.fixture
def watched(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lets strace watch every Python that the test starts; the folder into which it writes what it sees."""
    needs("strace")
    logs, python = home / "seen", home / "python"
    logs.mkdir()
    line = shlex.join(["strace", "-D", "-f", "-y", "-e", f"trace={TRACED}"])
    python.write_text(f'#!/bin/sh\nexec {line} -o "{logs}/$$" {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    return logs


def test_a_window_killed_over_a_note_leaves_nothing_that_others_can_read(
    empty: Path, watched: Path, umask: int
) -> None:
    """The draft of a thought is as private as the thought, also in the scratch file it is written to first."""
    drafts = empty / "of one" / "state" / "mlops-path" / "drafts"
    with Terminal() as terminal:
        terminal.see("quit")
        terminal.type(" n")
        terminal.see("esc keep and go back")
        terminal.type("A private thought")
        terminal.until(lambda: drafts.is_dir() and list(drafts.glob("*.json")), "a draft")
        terminal.process.kill()

        assert terminal.ended() == -signal.SIGKILL

    left = modes_below(empty)
    with Terminal() as terminal:
        terminal.see("Unsaved writing was recovered")
        terminal.type("q")

        assert terminal.ended() == 0

        terminal.until(lambda: all("+++" in each.read_text() for each in watched.iterdir()), "the end of strace")
    text = "".join(each.read_text() for each in watched.iterdir())

    assert any(found["file"].endswith(".tmp") for found in MADE.finditer(text)), "strace did not see a draft"
    assert too_wide(text, empty) == []
    assert (left, modes_below(empty)) == ({}, {})


def test_a_report_of_a_bug_is_its_owners_alone(empty: Path, umask: int) -> None:
    """It has nothing private in it; still nobody else has any business there."""
    from mlops_path.bug import keep_report  # noqa: PLC0415 - its place is asked when it is kept

    file = keep_report(ValueError("private"))

    assert file.startswith(str(empty))
    assert modes_below(empty) == {}


def test_what_is_too_wide_would_be_found_out() -> None:
    """Tests that cannot fail say nothing: lines of strace as a careless program would write them."""
    log = """
12 openat(AT_FDCWD</>, "/home/a/record.db", O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 0644) = 3</home/a/record.db>
12 openat(AT_FDCWD</>, "/home/a/record.db", O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 0600) = 3</home/a/record.db>
12 mkdir("/home/a/folder", 0777) = 0
12 mkdir("/home/a/folder", 0777) = -1 EEXIST (File exists)
12 fchmod(3</home/a/record.db>, 0640) = 0
12 chmod("/home/a/record.db", 0604) = 0
12 chmod("/home/b/record.db", 0604) = 0
12 fchmodat(AT_FDCWD</>, "/home/a/record.db", 0660) = 0
"""

    assert too_wide(log, Path("/home/a")) == [
        "/home/a/record.db 0644",
        "/home/a/folder 0777",
        "/home/a/record.db 0640",
        "/home/a/record.db 0604",
        "/home/a/record.db 0660",
    ]
