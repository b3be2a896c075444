"""Programs that others wrote for something like it, installed from PyPI into an environment of their own.

todoman (https://todoman.readthedocs.io) keeps todos in files and marks them `done` from the command line.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.records import environment

HERE = os.path.dirname(os.path.abspath(__file__))
REQUIREMENTS = os.path.join(HERE, "requirements-peers.txt")
FOLDER = os.path.join(os.path.dirname(HERE), ".venv-bench")
MOST_SECONDS = 300

TODO = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:benchmark\r
BEGIN:VTODO\r
UID:step-{number}\r
DTSTAMP:20260501T120000Z\r
CREATED:20260501T120000Z\r
SUMMARY:Step {number} of a path\r
STATUS:NEEDS-ACTION\r
END:VTODO\r
END:VCALENDAR\r
"""


class NotThere(Exception):
    """A peer could not be installed, with pip's last line."""


def install() -> str:
    """The folder of the peers' programs, after installing them where that is still to be done.

    Raises:
        NotThere: the packages could not be had.

    """
    programs, stamp = os.path.join(FOLDER, "bin"), os.path.join(FOLDER, "requirements-peers.txt")
    if not _same(stamp, REQUIREMENTS):
        print("  installing peers (once) …", file=sys.stderr)
        shutil.rmtree(FOLDER, ignore_errors=True)
        _run([sys.executable, "-m", "venv", FOLDER])
        _run([os.path.join(programs, "python"), "-m", "pip", "install", "-q", "-r", REQUIREMENTS])
        shutil.copyfile(REQUIREMENTS, stamp)
    return programs


def _same(file: str, other: str) -> bool:
    if not os.path.exists(file):
        return False
    with open(file, "rb") as first, open(other, "rb") as second:
        return first.read() == second.read()


def _run(words: Sequence[str]) -> None:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    try:
        done = subprocess.run(words, env=env, capture_output=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NotThere(f"{words[0]} took more than {MOST_SECONDS} s") from None
    if done.returncode:
        said = done.stderr.decode().strip().splitlines()
        raise NotThere(said[-1] if said else f"{words[0]} failed")


class Todoman:
    """A home of todoman's with so many open todos, its cache warm."""

    def __init__(self, folder: str, todos: int) -> None:
        self._program = os.path.join(install(), "todo")
        lists, config = os.path.join(folder, "lists", "learning"), os.path.join(folder, "config", "todoman")
        os.makedirs(lists)
        os.makedirs(config)
        self.env = environment(folder)
        with open(os.path.join(config, "config.py"), "w", encoding="utf-8") as target:
            target.write(f'path = "{folder}/lists/*"\ndefault_list = "learning"\n')
        for number in range(1, todos + 1):
            with open(os.path.join(lists, f"step-{number}.ics"), "w", encoding="utf-8", newline="") as target:
                target.write(TODO.format(number=number))
        subprocess.run(
            [self._program, "list"], env=self.env, stdout=subprocess.DEVNULL, timeout=MOST_SECONDS, check=True
        )

    def done(self, number: int) -> Sequence[str]:
        """The command that marks one todo, numbered from 0."""
        return [self._program, "done", str(number + 1)]

    def version(self) -> str:
        with open(REQUIREMENTS, encoding="utf-8") as source:
            return next(line.strip() for line in source if line.startswith("todoman")).replace("==", " ")
