"""A path's file and the record change together: killed, failed or raced at any moment, both have it or neither.

strace kills the program at its first, second, third ... call of a kind, or lets that call fail.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, closing
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

from tests.conftest import Ran, needs
from tests.survival.here import Said, command
from tests.survival.quick import quick_folder
from tests.survival.scale import SOAK, often
from tests.survival.soundness import faults_of

PLAN = """\
# Winter

- [x] [Linear algebra for gardeners](https://gardens.example/algebra)
- [ ] [Statistics with wooden spoons](https://spoons.example/statistics)
"""
NEXT = PLAN + "- [x] [Databases in cold climates](https://winter.example/databases)\n"
IMPORT = ("path", "import", "plan.md", "--yes")
UPDATE = ("path", "update", "winter", "next.md", "--yes")
REMOVE = ("path", "remove", "winter")

# The program made worse on purpose: the file is in its place before the record has the change.
TOO_EARLY = """
from mlops_path.curriculum import own_paths

prepare = own_paths.prepare


def prepare_and_do(files, change, record):
    prepare(files, change, record)
    own_paths.carry_out(files, change, record)


own_paths.prepare = prepare_and_do
"""


class Deed(NamedTuple):
    """A command, and those that are done before it."""

    words: Sequence[str]
    first: Sequence[Sequence[str]] = ()


DEEDS = {
    "first import": Deed(IMPORT),
    "import": Deed(IMPORT, (("log", "1", "5m"),)),
    "update": Deed(UPDATE, (IMPORT,)),
    "remove": Deed(REMOVE, (IMPORT,)),
    "undo of an import": Deed(("undo",), (IMPORT,)),
    "undo of an update": Deed(("undo",), (IMPORT, UPDATE)),
    "redo of an import": Deed(("redo",), (IMPORT, ("undo",))),
}
SHORT = ("remove",)


class Held(NamedTuple):
    """What a home holds of the path: the text of its file, the edition in use, how many events."""

    text: str
    edition: str
    events: int


class Home:
    """A home in which one deed is done again and again, each time from the same beginning."""

    def __init__(self, folder: Path, deed: Deed, beside: Path | None = None) -> None:
        self.deed, self.folder = deed, folder / "now"
        self._kept, self._trace, self._beside = folder / "kept", folder / "trace", beside
        self.database = self.folder / "data" / "mlops-path" / "record.db"
        self.own = self.folder / "data" / "mlops-path" / "paths"
        self._kept.mkdir()
        (self._kept / "plan.md").write_text(PLAN)
        (self._kept / "next.md").write_text(NEXT)
        self.again()
        for words in deed.first:
            self.run(*words)
        self.before = self.held()
        shutil.rmtree(self._kept)
        shutil.copytree(self.folder, self._kept)
        self.run(*deed.words)
        self.after = self.held()

    def again(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._kept, self.folder)

    def run(self, *words: str) -> Said:
        """A command in this home, undisturbed, in this process: it is only there to look or to go on."""
        with patch.dict(os.environ, self._places()), chdir(self.folder):
            return command(*words)

    def meets(self, calls: str, how: str, only: Path | None = None) -> tuple[Ran, bool]:
        """Does the deed while calls, perhaps `only` those on one file, are met with `how`; whether any was."""
        self.again()
        strace = ["strace", "-f", "-o", str(self._trace), "-e", f"trace={calls}", "-e", f"inject={calls}:{how}"]
        strace += ["-P", str(only)] if only else []
        done = subprocess.run(
            [*strace, sys.executable, "-m", "mlops_path", *self.deed.words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
            cwd=self.folder,
            env={name: each for name, each in os.environ.items() if not name.startswith("COV")} | self._places(),
        )
        trace = self._trace.read_text()
        return Ran(done), "(INJECTED)" in trace or "killed by SIGKILL" in trace

    def calls_seen(self) -> int:
        """How many calls of the kind there were in the deed that was met last."""
        return self._trace.read_text().count("(")

    def _places(self) -> dict[str, str]:
        places = {f"XDG_{kind}_HOME": str(self.folder / kind.lower()) for kind in ("DATA", "STATE")}
        return places | ({"PYTHONPATH": str(self._beside)} if self._beside else {})

    def held(self) -> Held:
        file = self.own / "winter.toml"
        text = file.read_text() if file.exists() else ""
        if not self.database.exists():
            return Held(text, "", 0)
        with closing(sqlite3.connect(self.database)) as connection:
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                return Held(text, "", 0)
            edition = connection.execute("SELECT edition FROM arrangement WHERE path = 'winter'").fetchone()
            events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
        return Held(text, edition[0] if edition else "", events)

    def complaints(self, ran: Ran) -> Iterator[str]:
        """What is wrong after the next command, and after the next change of a path."""
        looked = self.run("status", "--json")
        found = self.held()
        if looked.status:
            yield f"the next command ended with {looked.status}: {looked.err}"
        if (sha256(found.text.encode()).hexdigest() if found.text else "") != found.edition:
            yield "the record has another edition than the file"
        if found not in (self.before, self.after):
            yield "there is neither what was before nor what was to be"
        if ran.status == 0 and found != self.after:
            yield f"it was told as done and is not: {ran.err}"
        if "Nothing was changed" in ran.err and found != self.before:
            yield f"it was told that nothing was changed: {ran.err}"
        if "Traceback" in ran.err:
            yield ran.err
        yield from faults_of(self.database) if self.database.exists() else ()
        ended = self.run("path", "new", "Other")
        if ended.status or sorted(each.name for each in self.own.iterdir() if each.name != "winter.toml") != [
            "other.toml"
        ]:
            yield f"after the next change there is {os.listdir(self.own)}: {ended.err}"
        if self.held()[:2] != found[:2]:
            yield "the next change undid this one"


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A kill leaves what was written, synced or not; so the short run may keep its files in memory."""
    with quick_folder() as folder:
        yield folder


def every_moment(home: Home, calls: str, how: str) -> Iterator[tuple[str, Ran]]:
    """The deed met at its first call of a kind, its second, and so on until it is through without."""
    for number in itertools.count(1):
        ran, met = home.meets(calls, how.format(number))
        if not met:
            return
        yield f"{calls}, number {number}", ran


KILLED_AT = ("rename", "unlink") if not SOAK else ("rename", "unlink", "fsync,fdatasync", "pwrite64", "openat")
NAMES = tuple(DEEDS) if SOAK else SHORT


@pytest.mark.parametrize("name", NAMES)
def test_a_killed_change_is_in_file_and_record_or_in_neither(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The machine may go down between the two; the next command brings them together."""
    needs("strace")
    home = Home(tmp_path, DEEDS[name])
    wrong: list[str] = []
    outcomes: Counter[bool] = Counter()
    for calls in KILLED_AT:
        for moment, ran in every_moment(home, calls, "signal=KILL:when={}"):
            wrong += [f"{moment}: {each}" for each in home.complaints(ran)]
            outcomes[home.held().text == home.after.text] += 1
            assert ran.status in (-signal.SIGKILL, 128 + signal.SIGKILL)
    record_property("figure", f"{outcomes.total()} kills: {outcomes[False]} not begun, {outcomes[True]} kept")

    assert wrong == []
    assert outcomes[False] > 0
    assert outcomes[True] > 0, "a kill after the commit must be among them"


@pytest.mark.parametrize("name", NAMES if SOAK else ("update",))
@pytest.mark.parametrize("for_ever", [False, True] if SOAK else [False])
def test_what_is_said_of_a_failing_disk_is_true(
    name: str, for_ever: bool, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Whoever reads that nothing was changed tries again; it must not be there then."""
    needs("strace")
    home = Home(tmp_path, DEEDS[name])
    wrong: list[str] = []
    faults = 0
    for calls in ("rename", "fsync,fdatasync") if SOAK else ("rename",):
        for moment, ran in every_moment(home, calls, f"error=EIO:when={{}}{'+' if for_ever else ''}"):
            faults += 1
            wrong += [f"{moment}: {each}" for each in home.complaints(ran)]
    record_property("figure", f"{faults} faults, each told as it was")

    assert wrong == []
    assert faults > 1


def test_a_file_that_is_changed_before_the_record_would_be_found_out(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Tests that cannot fail say nothing: the same kills of a program made worse leave a file without its record."""
    needs("strace")
    worse = tmp_path / "worse"
    worse.mkdir()
    (worse / "sitecustomize.py").write_text(TOO_EARLY)
    home = Home(tmp_path, DEEDS["import"], worse)
    log = home.database.with_name("record.db-wal")
    home.meets("pwrite64", "signal=KILL:when=60000", log)
    last = home.calls_seen()
    found: list[str] = []
    while last and not found:  # from the end, where the record gets the change
        ran, _ = home.meets("pwrite64", f"signal=KILL:when={last}", log)
        found = [each for each in home.complaints(ran) if "another edition" in each]
        last -= 1
    record_property("figure", f"a file that came too early was seen at write {last + 1} of the log")

    assert len(found) > 0


# Two at once


def started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mlops_path", *words, "--json"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    )


def ended(process: subprocess.Popen[bytes]) -> tuple[int, dict[str, object]]:
    out, err = process.communicate(timeout=60)

    assert b"Traceback" not in err
    return process.returncode, json.loads(out)


@pytest.mark.parametrize("same", [True, False], ids=["one plan", "two plans"])
def test_two_imports_at_once_leave_no_half_and_lose_nothing(
    same: bool, tmp_path: Path, home: Path, database: Path, record_property: Callable[[str, object], None]
) -> None:
    """Two windows on one home; each import is there whole, or was refused and can be typed again."""
    refused = 0
    for number in range(often(2, 60)):
        ids = (f"p{number}", f"p{number}" if same else f"q{number}")
        for which in range(2):
            text = f"# P\n\n- [x] [Introduction](https://{0 if same else which}.example/{number})\n"
            (tmp_path / f"{which}.md").write_text(text)
        running = [started(tmp_path, "path", "import", f"{n}.md", "--id", id_, "--yes") for n, id_ in enumerate(ids)]
        came_to = [ended(process) for process in running]
        listed = command("path", "list", "--json")
        known = {line["id"] for line in json.loads(listed.out)}
        for id_, (status, document) in zip(ids, came_to, strict=True):
            error = document.get("error", {})
            assert status == 0 or (isinstance(error, dict) and error["code"] in ("changed-meanwhile", "file-exists"))
            assert status or id_ in known, "it was told as imported and is not there"
            refused += status != 0
        assert any(status == 0 for status, _ in came_to)
        assert listed.err == "", "a path was left out"
    record_property("figure", f"{refused} imports were refused because of another one")
    own = home / "data" / "mlops-path" / "paths"

    assert faults_of(database) == []
    assert all(file.name.endswith(".toml") for file in own.iterdir())
