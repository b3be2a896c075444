"""Whole commands, timed from their start to their end: wall time and processor time, in turns.

Commands take turns instead of running one after the other, so that a busy minute of the machine meets all of them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median
from types import FrameType
from typing import NamedTuple

MOST_SECONDS = 60


class Run(NamedTuple):
    """One run: seconds of wall time, seconds of processor time (user and system, wait4(2))."""

    wall: float
    cpu: float


class Command(NamedTuple):
    """A command line, made anew for each round from its number (from 0), and the environment it runs in.

    `samples` is how often it runs in a round: short commands more often, because their median matters most.
    """

    words: Callable[[int], Sequence[str]]
    env: Mapping[str, str]
    samples: int = 1


class Measured(NamedTuple):
    """Medians over the runs of one command, seconds."""

    wall: float
    cpu: float
    runs: int


def always(*words: str) -> Callable[[int], Sequence[str]]:
    """The same command line in every round."""
    return lambda _: words


def in_turns(commands: Mapping[str, Command], rounds: int) -> dict[str, Measured]:
    """Runs every command in each round, every second round backwards, after one round that is not counted."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for name, command in commands.items():
        for number in range(command.samples):
            run_once(command.words(number), command.env, name)
    names = list(commands)
    for turn in range(rounds):
        for name in names if turn % 2 == 0 else reversed(names):
            command = commands[name]
            for sample in range(command.samples):
                words = command.words((turn + 1) * command.samples + sample)
                runs[name].append(run_once(words, command.env, name))
    return {
        name: Measured(median(run.wall for run in found), median(run.cpu for run in found), len(found))
        for name, found in runs.items()
    }


def run_once(words: Sequence[str], env: Mapping[str, str], name: str = "") -> Run:
    """Runs a command to its end, with nowhere to write to.

    Raises:
        RuntimeError: it failed; a failing command has no speed.
        TimeoutError: it took more than a minute.

    """
    begin = time.perf_counter()
    process = subprocess.Popen(
        list(words), env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    with process, limited(process, name or words[0]):
        _, status, usage = os.wait4(process.pid, 0)
        end = time.perf_counter()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            assert process.stderr is not None
            raise RuntimeError(f"{name or words[0]} failed ({process.returncode}): {process.stderr.read().decode()}")
    return Run(end - begin, usage.ru_utime + usage.ru_stime)


@contextmanager
def limited(process: subprocess.Popen[bytes], name: str) -> Iterator[None]:
    """Ends the process when it takes more than a minute."""

    def too_long(_: int, __: FrameType | None) -> None:
        process.kill()
        raise TimeoutError(f"{name} took more than {MOST_SECONDS} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(MOST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
