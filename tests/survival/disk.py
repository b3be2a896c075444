"""What a program asked of the disk, and what the disk may hold when the power goes.

A process is watched by strace, so that nothing of the program, of Python or of SQLite has to be believed. Of the writes
to a file since its last sync, any may be on the disk, any may not, and any may be torn at a sector.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
SAYING = (1, 2)  # the descriptors on which a learner is told something

CHANGING = "creat,pwrite64,write,pwritev,writev,truncate,ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat"
WATCHED = f"openat,{CHANGING},link,linkat,fsync,fdatasync,sync_file_range"
CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|\?)(?:<([^>]*)>)?(?:\(deleted\))?(?: .*)?$")
QUOTED = re.compile(r'"([^"]*)"')
DESCRIPTOR = re.compile(r"^(\d+)<([^>]*)>(\(deleted\))?")


class Write(NamedTuple):
    name: str
    at: int
    data: bytes

    def sectors(self) -> Iterator[Write]:
        """The parts of it that a disk writes whole or not at all."""
        at, end = self.at, self.at + len(self.data)
        while at < end:
            until = min(end, (at // SECTOR + 1) * SECTOR)
            yield Write(self.name, at, self.data[at - self.at : until - self.at])
            at = until


class Cut(NamedTuple):
    """A file made longer or shorter."""

    name: str
    size: int


class Made(NamedTuple):
    name: str


class Removed(NamedTuple):
    name: str


class Renamed(NamedTuple):
    name: str
    to: str


class Synced(NamedTuple):
    name: str


class FolderSynced(NamedTuple):
    pass


class Told(NamedTuple):
    """The program said that it kept something."""

    text: str


Deed = Write | Cut | Made | Removed | Renamed | Synced | FolderSynced | Told


class Unforeseen(Exception):
    """The program did something to its files that this model of a disk knows nothing of."""


def watched(command: Sequence[str], folder: Path, trace: Path, **env: str) -> list[Deed]:
    """Runs a command that has to come to a good end; what it said, and did to the files directly in `folder`."""
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "100000", "-e", f"trace={WATCHED}", "-o", trace, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
        env={**os.environ, **env},
    )
    assert done.returncode == 0, done.stderr.decode()
    deeds = list(deeds_in(trace.read_text(), str(folder)))
    trace.unlink()
    return deeds


def deeds_in(trace: str, folder: str) -> Iterator[Deed]:
    """What a trace tells of the files directly in `folder`, and what was said.

    Raises:
        Unforeseen: a call that changes one of them in a way not known here, or one interrupted by another process.
    """
    needle = _hexed(folder)
    for line in trace.splitlines():
        if needle not in line and not any(f"({each}<" in line for each in SAYING):
            continue
        call = CALL.match(line)
        if call is None:
            raise Unforeseen(line[:300])
        name, words, result = call[1], call[2], call[3]
        if result.startswith("-"):
            continue  # it failed, and changed nothing
        yield from _deeds_of(name, words, int(result), folder)


def _deeds_of(call: str, words: str, result: int, folder: str) -> Iterator[Deed]:
    paths = [_bytes(found) for found in QUOTED.findall(words)] if call in _BY_PATH else []
    names = [_inside(os.fsdecode(path), folder) for path in paths]
    held = DESCRIPTOR.match(words)
    descriptor = int(held[1]) if held else -1
    inner = _inside(os.fsdecode(_bytes(held[2])), folder) if held and not held[3] else None
    if call == "openat":
        if names[0]:
            if "O_TRUNC" in words or "O_TMPFILE" in words:
                raise Unforeseen(words[:300])
            if "O_CREAT" in words:
                yield Made(names[0])
    elif call == "unlink":
        if names[0]:
            yield Removed(names[0])
    elif call == "rename":
        if names[0] and names[1]:
            yield Renamed(names[0], names[1])
        elif names[0] or names[1]:
            raise Unforeseen(words[:300])
    elif call == "write" and descriptor in SAYING:
        yield Told(_bytes(QUOTED.findall(words)[0]).decode())
    elif call in ("fsync", "fdatasync") and inner is not None:
        yield Synced(inner) if inner else FolderSynced()
    elif call == "pwrite64" and inner:
        data = _bytes(QUOTED.findall(words)[0])
        yield Write(inner, int(words.rpartition(", ")[2]), data[:result])
    elif call == "ftruncate" and inner:
        yield Cut(inner, int(words.rpartition(", ")[2]))
    elif inner or any(names):
        raise Unforeseen(f"{call}({words[:300]}")


_BY_PATH = frozenset(
    ("openat", "creat", "truncate", "rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat")
)


def _hexed(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(text))


def _bytes(hexed: str) -> bytes:
    """Bytes as strace writes them with -xx; `pipe:[5]` and its like are written as they are."""
    return bytes.fromhex(hexed.replace("\\x", "")) if hexed.startswith("\\x") else hexed.encode()


def _inside(path: str, folder: str) -> str | None:
    """The name of a file directly in the folder, "" for the folder itself, None for everything else."""
    if path == folder:
        return ""
    above, _, name = path.rpartition("/")
    return name if above == folder else None


class _File:
    """One file: what is on the disk for certain, and what was asked for since."""

    def __init__(self) -> None:
        self.certain = bytearray()
        self.since: list[Write | Cut] = []

    def sync(self) -> None:
        for deed in self.since:
            _apply(self.certain, deed)
        self.since.clear()

    def after_cut(self, dice: random.Random, chance: float) -> bytes:
        """The content where each thing asked for since the last sync was done with a chance, in any order."""
        content = bytearray(self.certain)
        since = list(self.since)
        if dice.random() < 0.5:
            dice.shuffle(since)
        for deed in since:
            luck = dice.random()
            if luck < chance:
                _apply(content, deed)
            elif isinstance(deed, Write) and luck < chance + (1 - chance) / 3:
                for part in deed.sectors():
                    if dice.random() < 0.5:
                        _apply(content, part)
            elif isinstance(deed, Write) and luck > 0.95:
                content.extend(bytes(max(0, deed.at + len(deed.data) - len(content))))  # its length, without its data
        return bytes(content)


def _apply(content: bytearray, deed: Write | Cut) -> None:
    end = deed.size if isinstance(deed, Cut) else deed.at + len(deed.data)
    content.extend(bytes(max(0, end - len(content))))
    if isinstance(deed, Cut):
        del content[deed.size :]
    else:
        content[deed.at : end] = deed.data


class Disk:
    """A folder on a disk that has lost nothing yet. `do` what the program did; `after_cut` is what may be left of it.

    A name stands for one file after another, or for none; a sync of the folder makes the last of them certain, and so
    does a sync of the file itself (ext4, XFS and btrfs keep a new file's name with it). Without either, each of them
    may be found, each name for itself: that is harsher than file systems with a journal are.
    """

    def __init__(self) -> None:
        self._names: dict[str, list[_File | None]] = {}

    def do(self, deed: Deed) -> None:
        match deed:
            case Write(name) | Cut(name):
                self._now(name).since.append(deed)
            case Made(name):
                if self._names.setdefault(name, [None])[-1] is None:
                    self._names[name].append(_File())
            case Removed(name):
                self._names[name].append(None)
            case Renamed(name, to):
                self._names.setdefault(to, [None]).append(self._now(name))
                self._names[name].append(None)
            case Synced(name):
                file = self._now(name)
                file.sync()
                self._names[name] = [file]
            case FolderSynced():
                self._names = {name: files[-1:] for name, files in self._names.items()}
            case Told():
                pass

    def _now(self, name: str) -> _File:
        file = self._names[name][-1]
        assert file is not None, "the program writes to files that are there"
        return file

    def after_cut(self, dice: random.Random) -> Mapping[str, bytes]:
        """One of the folders that may be found after the power went now."""
        chance = dice.choice((0.0, 0.2, 0.5, 0.9, 1.0))
        newest = dice.choice((0.0, 0.5, 1.0))
        left: dict[str, bytes] = {}
        for name, files in self._names.items():
            file = files[-1] if dice.random() < newest else dice.choice(files)
            if file is not None:
                left[name] = file.after_cut(dice, chance)
        return left

    def certain(self) -> Mapping[str, bytes]:
        """The folder with what is certain to be there, and the newest file of each name."""
        return {name: bytes(file.certain) for name, files in self._names.items() if (file := files[-1]) is not None}


Check = Callable[[Mapping[str, bytes], int, random.Random], None]


def cut_often(deeds: Sequence[Deed], times: int, seed: str, check: Check) -> None:
    """Cuts the power at `times` moments of what was done; `check` gets the folder and how much was told till then.

    Half of them are anywhere, half just before a sync, where most is at stake.
    """
    dice = random.Random(seed)  # noqa: S311 - the same cuts every time
    before_syncs = [place for place, deed in enumerate(deeds) if isinstance(deed, Synced)] or [len(deeds)]
    moments = sorted(dice.choice((dice.randrange(len(deeds) + 1), dice.choice(before_syncs))) for _ in range(times))
    disk, position, told = Disk(), 0, 0
    for moment in moments:
        for deed in deeds[position:moment]:
            disk.do(deed)
            told += isinstance(deed, Told)
        position = moment
        check(disk.after_cut(dice), told, dice)
