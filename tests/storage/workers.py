"""A process of its own that makes changes when it is told to: `python -m tests.storage.workers`.

It says `ready`, then reads one JSON document a line, does what it says, and answers with one line.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from mlops_path.errors import MlopsPathError
from mlops_path.tracker import open_tracker

ROOT = Path(__file__).parents[2]


def serve() -> None:
    answer("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            tracker = open_tracker(database=asked["database"], wait_ms=20_000)
            for resource in asked.get("done", ()):
                tracker.mark([resource], "done")
            for resource in asked.get("toggle", ()):
                tracker.toggle(resource)
            for resource, minutes in asked.get("log", ()):
                tracker.log(resource, minutes)
            for resource, text in asked.get("append", ()):
                tracker.append_note(resource, text)
            for resource, text, base in asked.get("draft", ()):
                tracker.keep_draft(resource, text, base)
            for _ in range(asked.get("undo", 0)):
                tracker.undo()
            tracker.close()
        except MlopsPathError as problem:
            answer(f"{problem.code}: {problem.sentence}")
        else:
            answer("kept")


def answer(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Worker:
    """The other end: a process that waits for what to do."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self.asks: IO[str] = process.stdin
        self.answers: IO[str] = process.stdout

    def ask(self, **what: object) -> None:
        self.asks.write(json.dumps(what) + "\n")
        self.asks.flush()

    def answer(self) -> str:
        return self.answers.readline().strip()


@contextmanager
def workers(count: int) -> Iterator[Sequence[Worker]]:
    """Processes that have loaded everything and wait for the same moment."""
    with ExitStack() as running:
        found = [
            Worker(
                running.enter_context(
                    subprocess.Popen(
                        [sys.executable, "-m", "tests.storage.workers"],
                        cwd=ROOT,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        text=True,
                    )
                )
            )
            for _ in range(count)
        ]
        assert [worker.answer() for worker in found] == ["ready"] * count
        yield found


if __name__ == "__main__":
    serve()
