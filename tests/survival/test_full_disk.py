"""A disk that is really full, and one that is really read-only: told as what it is, and the record can be looked at."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.records import record
from tests.conftest import Run, needs

PAGE = 4096
SIZE = 320 * 1024
MOST_NEEDED = 32 * PAGE
LOOKING = (("status",), ("list",), ("note", "2"), ("history",), ("report",))
CHANGING = (
    ("done", "4"),
    ("note", "2", "-m", "more"),
    ("skip", "5"),
    ("log", "1", "10m"),
    ("undo",),
    ("learner", "add", "Cy"),
    ("path", "use", "huyen-guide"),
)


class Disk:
    """A small file system of its own, with a record that may be used before it is filled."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.database = folder, folder / "record.db"
        self._filling = folder / "filling"

    def fill(self, left: int = 0) -> None:
        """Leaves that many bytes free."""
        self._filling.unlink(missing_ok=True)
        free = os.statvfs(self.folder).f_bavail * PAGE
        with self._filling.open("wb") as filling:
            filling.write(bytes(free - left))

    def free(self) -> None:
        self._filling.unlink()

    def remount(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", self.folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    needs("mount")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "mlops-path-test", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root may make a file system, and not in every container")
    yield Disk(folder)
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def used(disk: Disk, run: Run, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk with a record on it."""
    monkeypatch.setenv("MLOPS_PATH_DATABASE", str(disk.database))
    assert run("done", "1").status == 0
    assert run("note", "2", "-m", "worth it").status == 0
    return disk


def test_a_full_disk_is_told_and_the_record_can_still_be_looked_at(used: Disk, run: Run) -> None:
    """Nothing is lost or half kept, the learner is told why, and what was kept before is there to be read."""
    before = record(used.database)
    used.fill()

    for words in CHANGING:
        ran = run(*words, "--json")
        assert (ran.status, ran.json["error"]["code"]) == (5, "disk-full"), words
        assert "Nothing was changed" in ran.json["error"]["message"]
    assert [run(*words).status for words in LOOKING] == [0] * len(LOOKING)
    assert run("note", "2").out == "worth it\n"
    used.free()
    assert record(used.database) == before
    assert [run(*words).status for words in CHANGING] == [0] * len(CHANGING)


def test_a_disk_with_a_little_room_keeps_a_change_whole_or_not_at_all(
    used: Disk, run: Run, record_property: Callable[[str, object], None]
) -> None:
    """Wherever in a change the room ends, the learner hears the truth about it."""
    kept = []
    for left in range(0, MOST_NEEDED, PAGE):
        before = record(used.database)
        used.fill(left)
        ran = run("log", "1", "10m", "--json")
        if ran.status:
            assert (ran.status, ran.json["error"]["code"]) == (5, "disk-full"), left
            assert "Nothing was changed" in ran.json["error"]["message"]
        assert run("status").status == 0
        used.free()
        after = record(used.database)
        assert (after == before) == bool(ran.status)
        assert len(after["event"]) == len(before["event"]) + (not ran.status)
        kept.append(not ran.status)
    record_property("figure", f"{len(kept)} disks with 0 to {MOST_NEEDED // 1024} KiB left: {sum(kept)} changes kept")

    assert kept[-1]


def test_the_first_change_on_a_full_disk_leaves_a_place_to_begin(
    disk: Disk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who tries the program out on a full disk can begin once there is room."""
    monkeypatch.setenv("MLOPS_PATH_DATABASE", str(disk.database))
    for left in range(0, 2 * MOST_NEEDED, PAGE):
        disk.fill(left)
        ran = run("done", "1", "--json")
        assert run("status", "--json").json["done"] == (ran.status == 0)
        if ran.status == 0:
            break
        assert (ran.status, ran.json["error"]["code"]) == (5, "disk-full"), left
    disk.free()

    assert (left > 0, ran.status) == (True, 0)
    assert run("done", "4").status == 0
    assert run("status", "--json").json["done"] == 2


def test_a_read_only_disk_is_told_and_the_record_can_still_be_looked_at(used: Disk, run: Run) -> None:
    """A file system that found an error makes itself read-only; the record must not look lost, too."""
    before = record(used.database)
    used.remount("ro")

    for words in CHANGING:
        ran = run(*words, "--json")
        assert (ran.status, ran.json["error"]["code"]) == (5, "database-readonly"), words
    assert [run(*words).status for words in LOOKING] == [0] * len(LOOKING)
    used.remount("rw")
    assert record(used.database) == before
    assert [run(*words).status for words in CHANGING] == [0] * len(CHANGING)


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_the_record_is_taken_to_another_disk_when_its_own_takes_nothing_more(
    how: str, used: Disk, run: Run, tmp_path: Path
) -> None:
    """That is when one wants to; and it is sound, whatever room there is."""
    before = record(used.database)
    if how == "full":
        used.fill()
    else:
        used.remount("ro")

    doctor = run("doctor")
    exported, copied = run("export", str(tmp_path / "all.json")), run("backup", str(tmp_path / "copy.db"))
    if how == "full":
        used.free()
    else:
        used.remount("rw")

    assert (doctor.status, exported.status, copied.status) == (0, 0, 0), (doctor.out, exported.err, copied.err)
    assert "sound" in doctor.out
    assert record(tmp_path / "copy.db") == before == record(used.database)
    there = {"MLOPS_PATH_DATABASE": str(tmp_path / "there.db")}
    assert run("import", str(tmp_path / "all.json"), "--yes", **there).status == 0
    assert len(record(tmp_path / "there.db")["event"]) == len(before["event"])
