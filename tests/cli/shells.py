"""A shell as a learner sits at it: on a terminal, typing, reading the screen."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pyte

WIDTH, HEIGHT = 160, 250
PATIENCE_SECONDS = 20.0


class Sitting:
    """A running program on a terminal that is tall enough to scroll nothing away."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def wait_until(self, fits: Callable[[str], bool]) -> str:
        """The screen once it fits; a screen that never does is the error."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not fits(self.screen):
            left = end - time.monotonic()
            assert left > 0, f"this stayed on the screen:\n{self.screen}"
            if select.select([self._terminal], [], [], left)[0]:
                self._stream.feed(os.read(self._terminal, 65536))
        return self.screen


@contextmanager
def sitting(program: Sequence[str], **env: str) -> Iterator[Sitting]:
    """A program started on a terminal of its own, ended when the block is left."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    with subprocess.Popen(
        program,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm", "PS1": "$ ", **env},
    ) as process:
        os.close(theirs)
        try:
            yield Sitting(ours)
        finally:
            process.kill()
            os.close(ours)
