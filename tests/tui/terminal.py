"""A real terminal for the real program: a pty, pyte as what interprets it, and waits that end."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Self

import pyte
from pyte.screens import wcwidth  # as it counts

PATIENCE = 30.0  # seconds; a busy machine is no failure, a program that never answers is
# Sequences that pyte does not know and would print: questions to the terminal, the kitty keyboard.
UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[\?[0-9;]*\$p|\x1b\[[<>=?][0-9;]*[uq]")
PRIVATE_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
UNFINISHED = re.compile(rb"\x1b(\[[<>=?0-9;$]*)?")
OTHER_SCREEN = re.compile(rb"(\x1b\[\?1049[hl])")
# Its own session with this terminal in control of it, as a shell starts a program: only so does SIGHUP reach it.
LEADER = (
    "import fcntl, os, sys, termios;"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, '-m', 'mlops_path', *sys.argv[1:]])"
)
ON_WHEN_NOTHING_RUNS = {7, 25}  # line wrap, the cursor


class Screen(pyte.Screen):
    """One that goes on after a letter without a width; pyte's own leaves out the rest of what was written with it."""

    def draw(self, data: str) -> None:
        super().draw("".join(c for c in data if unicodedata.combining(c) or wcwidth(c) > 0))


class Terminal:
    """`mlops-path` with the words given, running in a terminal of this size."""

    def __init__(self, *words: str, size: tuple[int, int] = (120, 36), env: Mapping[str, str] | None = None) -> None:
        columns, lines = size
        self.written = b""
        self._main, self._other = Screen(columns, lines), Screen(columns, lines)
        self.screen = self._main
        self._stream = pyte.ByteStream(self.screen)
        self._left = b""
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.modes_before = self._modes()
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-c", LEADER, *words],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            start_new_session=True,
            env={**_plain_environment(), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(env or {})},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        for descriptor in (self._master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)

    # What stands on the screen

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def line_with(self, text: str) -> str:
        """The first line that has `text`."""
        return next(line for line in self.text.splitlines() if text in line)

    def see(self, *texts: str) -> None:
        """Waits until every one of the texts is on the screen."""
        self.until(lambda: all(text in self.text for text in texts), f"{texts} on the screen")

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Waits until something holds, and lets the program write meanwhile."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"waited in vain for {what}; the screen:\n{self.text}"
            self._read(0.02)

    # What the learner does

    def type(self, text: str | bytes) -> None:
        """Types, all at once."""
        os.write(self._master, text.encode() if isinstance(text, str) else text)

    def resize(self, columns: int, lines: int) -> None:
        for screen in (self._main, self._other):
            screen.resize(lines, columns)
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def hang_up(self) -> None:
        """Closes the terminal's window."""
        os.close(self._master)
        self._master = -1

    def ended(self) -> int:
        """Waits for the end of the program; its exit status."""
        if self._master < 0:
            return self.process.wait(PATIENCE)
        self.until(lambda: self.process.poll() is not None, "the end of the program")
        while self._read(0.05):
            pass
        return self.process.wait(PATIENCE)

    # What state the terminal is left in

    def modes_left_on(self) -> set[int]:
        """Private modes (mouse, paste, other screen, …) that are not as they are where nothing runs."""
        last: dict[int, bytes] = {}
        for numbers, switch in PRIVATE_MODE.findall(self.written):
            for number in numbers.split(b";"):
                last[int(number)] = switch
        return {number for number, switch in last.items() if (switch == b"h") != (number in ON_WHEN_NOTHING_RUNS)}

    def is_as_before(self) -> bool:
        """Whether echo, line mode and the other settings of the terminal are what they were at the start."""
        return self._modes() == self.modes_before

    def _modes(self) -> list[Any]:
        return termios.tcgetattr(self._slave)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            part = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.written += part
        whole = self._left + part
        cut = len(whole) - _unfinished(whole)
        self._left = whole[cut:]
        for piece in OTHER_SCREEN.split(UNKNOWN_TO_PYTE.sub(b"", whole[:cut])):
            if OTHER_SCREEN.fullmatch(piece):  # pyte has one screen only
                self.screen = self._other if piece.endswith(b"h") else self._main
                self._stream = pyte.ByteStream(self.screen)
            else:
                self._stream.feed(piece)
        return True


def _plain_environment() -> dict[str, str]:
    """The environment of the test, without what would tell the program of another terminal than this one."""
    others = ("COLUMNS", "LINES", "COLORTERM", "COLORFGBG", "TERM_PROGRAM", "TMUX", "STY", "PYTHONUTF8")
    return {name: value for name, value in os.environ.items() if name not in others}


def _unfinished(written: bytes) -> int:
    """How many bytes at the end belong to a sequence that is not complete yet."""
    start = written.rfind(b"\x1b")
    return len(written) - start if start >= 0 and UNFINISHED.fullmatch(written, start) else 0
