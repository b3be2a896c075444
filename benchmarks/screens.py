"""A program on a terminal of our own: started on a pty, typed to, read with the moment of every byte.

Nothing here knows mlops-path, so tests may use it as well. Moments are seconds of `time.perf_counter`.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import NamedTuple, Self

ROWS, COLUMNS = 36, 120
SYNC_QUESTION, SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_BEGIN, FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"

_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])|\x1b\[(?:>\d+|<\d*)(u)")
_ON_BY_DEFAULT = {b"7", b"25"}  # lines wrap, the cursor is seen
_MODE_NAMES = {
    b"7": "line wrap",
    b"25": "cursor",
    b"1000": "mouse",
    b"1002": "mouse drag",
    b"1003": "mouse moves",
    b"1004": "focus",
    b"1006": "mouse in SGR",
    b"1015": "mouse in urxvt",
    b"1049": "alternate screen",
    b"2004": "bracketed paste",
    b"2026": "synchronised output",
    b"2048": "resize in band",
}


class Ended(NamedTuple):
    """How the program ended: exit status (negative: the signal) and moment."""

    status: int
    at: float


class Terminal:
    """A program and the terminal it runs on, from its start to the end of the `with` block.

    It answers as a terminal with synchronised output does, so that the end of a frame can be told from a pause
    within it. `output` is everything written so far.
    """

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], rows: int = ROWS, columns: int = COLUMNS
    ) -> None:
        self._master, self._slave = os.openpty()
        termios.tcsetwinsize(self._slave, (rows, columns))
        self._settings = termios.tcgetattr(self._slave)
        self.output = bytearray()
        self._ends: list[int] = []  # of each piece that was read, where it ends in `output`
        self._moments: list[float] = []  # of each piece, when it was read
        self._ended: Ended | None = None
        self.started = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            self._become(command, env)

    def _become(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        try:
            os.close(self._master)
            os.login_tty(self._slave)
            os.execve(command[0], list(command), dict(env))  # noqa: S606 - no shell is meant
        finally:
            os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if self._ended is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._master)
        os.close(self._slave)

    # Typing and reading

    def type(self, keys: str) -> float:
        """Types, and returns the moment just before."""
        now = time.perf_counter()
        os.write(self._master, keys.encode())
        return now

    def read(self, seconds: float) -> bool:
        """Reads what is there, waiting at most so long for it; whether anything came."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        piece = os.read(self._master, 1 << 16)
        self._moments.append(time.perf_counter())
        before = max(0, len(self.output) - len(SYNC_QUESTION))
        self.output += piece
        self._ends.append(len(self.output))
        if SYNC_QUESTION in self.output[before:]:
            os.write(self._master, SYNC_ANSWER)
        return True

    def until_shown(self, *texts: str, since: int = 0, times: int = 1, timeout: float = 20.0) -> float:
        """Waits until the frame that shows every text is out whole, and returns that moment.

        Args:
            texts: What has to be written, each `times` times, without a change of style inside.
            since: Where in `output` to look from.
            times: How often.
            timeout: Seconds.

        Raises:
            TimeoutError: it did not come, or the program ended.

        """
        wanted = [text.encode() for text in texts]
        limit = time.perf_counter() + timeout
        while True:
            places = [self._end_of(text, since, times) for text in wanted]
            if None not in places:
                end = self.frame_end(max(place for place in places if place is not None))
                if end is not None:
                    return self.moment_of(end)
            left = limit - time.perf_counter()
            if left <= 0 or (not self.read(min(left, 1.0)) and self.has_ended()):
                raise TimeoutError(f"{texts} did not come {times} times; the last was {bytes(self.output[-300:])!r}")

    def until_frame(self, since: int, timeout: float = 20.0) -> float:
        """Waits until a frame is out whole; that moment.

        Raises:
            TimeoutError: none came, or the program ended.
        """
        limit = time.perf_counter() + timeout
        while not self.frames(since):
            left = limit - time.perf_counter()
            if left <= 0 or (not self.read(min(left, 1.0)) and self.has_ended()):
                raise TimeoutError("no frame came")
        return self.frame_moments(since)[0]

    def frame_moments(self, since: int) -> list[float]:
        """When each frame from `since` on was out."""
        moments = []
        place = self.output.find(FRAME_END, since)
        while place >= 0:
            moments.append(self.moment_of(place + len(FRAME_END)))
            place = self.output.find(FRAME_END, place + 1)
        return moments

    def until_quiet(self, seconds: float, timeout: float = 30.0) -> float:
        """Reads until nothing came for so long; the moment of the last byte.

        Raises:
            TimeoutError: it never became quiet.

        """
        limit = time.perf_counter() + timeout
        while self.read(seconds):
            if time.perf_counter() > limit:
                raise TimeoutError("the program does not stop writing")
        return self._moments[-1] if self._moments else self.started

    def _end_of(self, text: bytes, since: int, times: int) -> int | None:
        place = since
        for _ in range(times):
            place = self.output.find(text, place)
            if place < 0:
                return None
            place += len(text)
        return place

    def frame_end(self, place: int) -> int | None:
        """Where the frame around `place` ends; `place` itself where no frame is marked; None while it is open."""
        if self.output.rfind(FRAME_BEGIN, 0, place) <= self.output.rfind(FRAME_END, 0, place):
            return place
        end = self.output.find(FRAME_END, place)
        return None if end < 0 else end + len(FRAME_END)

    def moment_of(self, place: int) -> float:
        """When the byte before `place` was read."""
        return self._moments[bisect_left(self._ends, place)]

    def frames(self, since: int = 0) -> int:
        """How many frames were finished from `since` on."""
        return self.output.count(FRAME_END, since)

    # The process

    def cpu(self) -> float:
        """Seconds of processor time of all its threads so far (Linux: clock_getcpuclockid(3))."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory(self) -> int:
        """Bytes of its memory that are resident now (Linux: proc_pid_status(5), VmRSS)."""
        with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) << 10
        raise OSError("this system does not tell the memory of a process")

    def has_ended(self) -> bool:
        if self._ended is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._ended = Ended(os.waitstatus_to_exitcode(status), time.perf_counter())
        return self._ended is not None

    def until_ended(self, timeout: float = 20.0) -> Ended:
        """Reads until the program has ended, looked at every millisecond.

        Raises:
            TimeoutError: it goes on.

        """
        limit = time.perf_counter() + timeout
        while not self.has_ended():
            if time.perf_counter() > limit:
                raise TimeoutError("the program does not end")
            self.read(0.001)
        while self.read(0.0):
            pass
        assert self._ended is not None
        return self._ended

    def left_on(self) -> list[str]:
        """What the program did not put back: terminal modes by name, and the settings of the line."""
        now: dict[bytes, bool] = {}
        keyboard = 0
        for match in _MODE.finditer(bytes(self.output)):
            if match[3]:
                keyboard += 1 if b">" in match[0] else -1
                continue
            for mode in match[1].split(b";"):
                now[mode] = match[2] == b"h"
        left = [
            _MODE_NAMES.get(mode, f"mode {mode.decode()}")
            for mode, is_on in now.items()
            if is_on != (mode in _ON_BY_DEFAULT)
        ]
        if keyboard > 0:
            left.append("keyboard protocol")
        if termios.tcgetattr(self._slave) != self._settings:
            left.append("settings of the line")
        return left


def main() -> int:
    """Shows what a program writes first: `python benchmarks/screens.py PROGRAM WORD...` (to look into a failure)."""
    with Terminal(sys.argv[1:], os.environ) as terminal:
        terminal.until_quiet(1.0)
        sys.stdout.buffer.write(bytes(terminal.output).replace(b"\x1b", b"\n<ESC>"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
