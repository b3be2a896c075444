"""Processes that have everything loaded when they are born, so that a kill hits their work and not Python's start.

One process loads the program and waits; for each deed it forks a child, which is told apart from `mlops-path` in a
shell only by how soon it begins. Nothing of a record is open before the fork.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds; a busy machine is no failure, a program that never answers is
COMMAND = "tests.survival.nursery:command"
LOADED = (
    "argparse",
    "hashlib",
    "mlops_path.cli.exchanging",
    "mlops_path.cli.learners",
    "mlops_path.cli.looking",
    "mlops_path.cli.marking",
    "mlops_path.cli.notes",
    "mlops_path.cli.paths",
    "mlops_path.cli.reporting",
    "mlops_path.cli.running",
    "mlops_path.cli.safekeeping",
    "mlops_path.domain.records",
    "mlops_path.storage.migrations",
    "mlops_path.storage.safekeeping",
    "mlops_path.storage.sqlite_file",
    "mlops_path.tracker",
)
TOUCHED, THROUGH = b"t", b"."


# The side that gives birth


def serve(descriptor: int) -> None:
    """Forks a child for each thing that is asked for, until nobody can ask any more."""
    for name in LOADED:
        importlib.import_module(name)
    with socket.socket(fileno=descriptor) as asked:
        asked.send(b"ready\n")
        while True:
            line, descriptors = _next(asked)
            if not line:
                return
            what = json.loads(line)
            if "wait" in what:
                _, status = os.waitpid(what["wait"], 0)
                asked.send(b"%d\n" % os.waitstatus_to_exitcode(status))
                continue
            child = os.fork()
            if child == 0:
                break
            for each in descriptors:
                os.close(each)
            asked.send(b"%d\n" % child)
    _live(what, descriptors)


def _next(asked: socket.socket) -> tuple[bytes, list[int]]:
    line, descriptors, _, _ = socket.recv_fds(asked, 1 << 16, 4)
    while line and not line.endswith(b"\n"):
        line += asked.recv(1 << 16)
    return line, descriptors


def _live(what: Mapping[str, object], descriptors: Sequence[int]) -> None:
    """What the child does: the three streams are its own, and the fourth tells when it comes to the record."""
    for number, each in enumerate(descriptors[:3]):
        os.dup2(each, number)
        os.close(each)
    environment, words = what["env"], what["words"]
    assert isinstance(environment, dict)
    assert isinstance(words, list)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tell = descriptors[3]
    touched = False

    def listen(event: str, _: object) -> None:
        nonlocal touched
        if event == "sqlite3.connect" and not touched:
            touched = True
            os.write(tell, TOUCHED)

    sys.addaudithook(listen)
    module, _, function = str(what["calls"]).partition(":")
    status = getattr(importlib.import_module(module), function)(*words)
    with suppress(BrokenPipeError):
        os.write(tell, THROUGH)
    sys.exit(status)


def command(*words: str) -> int:
    """`mlops-path` with these words."""
    from mlops_path.cli import main  # noqa: PLC0415 - in the child

    return main(list(words))


# The other end


class Ended(NamedTuple):
    """How a command ended, what it told, and how long it worked from its first look at the record on (seconds)."""

    status: int
    told: str
    worked: float


class Child:
    """A process that the nursery gave birth to."""

    def __init__(self, nursery: Nursery, process: int, asks: IO[str], answers: IO[str], tell: int) -> None:
        self.process, self.asks, self.answers, self.tell = process, asks, answers, tell
        self._nursery = nursery

    def heard(self, what: bytes) -> bool:
        """Waits until the child tells `what`; False where it ended first."""
        while True:
            ready, _, _ = select.select([self.tell], [], [], PATIENCE)
            assert ready, "a child that neither works nor ends"
            told = os.read(self.tell, 16)
            if what in told or not told:
                return bool(told)

    def ask(self, **what: object) -> None:
        self.asks.write(json.dumps(what) + "\n")
        self.asks.flush()

    def answer(self) -> str:
        return self.answers.readline().strip()

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)  # not waited for yet, so the number is still its own

    def ended(self) -> int:
        """Waits for the end; the exit status, or the signal's number below zero."""
        status = self._nursery.wait(self.process)
        for stream in (self.asks, self.answers):
            with suppress(BrokenPipeError):
                stream.close()
        os.close(self.tell)
        return status


class Nursery:
    """The process that forks; its children have the environment that this process has when they are born."""

    def __init__(self, beside: Path | None = None) -> None:
        ours, theirs = socket.socketpair()
        path = {"PYTHONPATH": str(beside)} if beside else {}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.survival.nursery", str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                env={**os.environ, **path},
            )
        self._asks = ours
        self._asks.settimeout(PATIENCE)
        assert self._answer() == "ready"

    def _answer(self) -> str:
        return self._asks.recv(64).decode().strip()

    def close(self) -> None:
        self._asks.close()
        self._process.wait(PATIENCE)

    def wait(self, process: int) -> int:
        self._asks.send(json.dumps({"wait": process}).encode() + b"\n")
        return int(self._answer())

    def born(self, calls: str, *words: str, stdin: int | None = None, err: int | None = None) -> Child:
        """A child that calls `module:function` with these words."""
        asked, asks = os.pipe() if stdin is None else (stdin, os.open(os.devnull, os.O_WRONLY))
        answers, answered = os.pipe()
        hears, tell = os.pipe()
        quiet = os.open(os.devnull, os.O_WRONLY) if err is None else err
        what = {"calls": calls, "words": words, "env": dict(os.environ)}
        socket.send_fds(self._asks, [json.dumps(what).encode() + b"\n"], [asked, answered, quiet, tell])
        process = int(self._answer())
        for each in (asked, answered, quiet, tell):
            os.close(each)
        return Child(self, process, os.fdopen(asks, "w"), os.fdopen(answers), hears)

    def run(self, *words: str, stdin: bytes = b"", kill_after: float | None = None) -> Ended:
        """`mlops-path` with these words, killed so many seconds after its first look at the record, or not at all."""
        given, gives = os.pipe()
        os.write(gives, stdin)
        os.close(gives)
        hears, tells = os.pipe()
        child = self.born(COMMAND, *words, stdin=given, err=tells)
        child.heard(TOUCHED)
        began = time.monotonic()
        if kill_after is None:
            child.heard(THROUGH)
        else:
            time.sleep(kill_after)
            child.kill()
        worked = time.monotonic() - began
        status = child.ended()
        with os.fdopen(hears) as told:
            return Ended(status, told.read(), worked)


@contextmanager
def nursery(beside: Path | None = None) -> Iterator[Nursery]:
    """A nursery; `beside` is a folder of modules that are found before all others, for a program made worse."""
    opened = Nursery(beside)
    try:
        yield opened
    finally:
        opened.close()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
