"""The UI on a real pty, against a hello-world of the same framework and a bare Tree."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import groupby
from statistics import median
from typing import NamedTuple

from benchmarks.records import PYTHON, SUBJECTS, Home, Homes
from benchmarks.scale import Scale
from benchmarks.screens import Terminal
from benchmarks.table import Line, milliseconds, p95, promised

FLOORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "floors")
HELLO_TEXT = "Hello, world"
HELLO = "hello"
DOWN, UP, HOME_KEY, CLEAR = "\x1b[B", "\x1b[A", "\x1b[H", "\x15"
QUIET = 0.04  # seconds without a byte after which a key has had its effect
QUIET_FILTER = 0.25  # the same for a letter of the filter, shorter than the half second of a blinking cursor
TITLE = 20  # characters of a title that are looked for; more may be cut or wrapped
WALK = 60  # lines walked from the top: half of them scroll
IDLERS = 5
BLOCK = 10  # keys in a row before another program has its turn
HELD_PER_SECOND = 30
FRAME = 1000 / HELD_PER_SECOND


class Painted(NamedTuple):
    """What a key brought: seconds until its frame was out, and in all frames and bytes until it was quiet."""

    seconds: float
    frames: int
    bytes: int


class Row(NamedTuple):
    """A line of the outline. `resource` is empty for stages, sections, and steps that are made of parts."""

    title: str
    resource: str = ""


# Programs on a terminal


@contextmanager
def hello(home: Home) -> Iterator[Terminal]:
    """A hello-world of Textual after its first paint."""
    with Terminal([PYTHON, os.path.join(FLOORS, "hello.py")], home.env) as terminal:
        terminal.until_shown(HELLO_TEXT)
        yield terminal


@contextmanager
def opened(home: Home) -> Iterator[Terminal]:
    """The UI after its first paint, where it was left or at the next step."""
    with Terminal(home.command(), home.env) as terminal:
        terminal.until_shown(*first_texts(home))
        yield terminal


@contextmanager
def unfolded(home: Home) -> Iterator[Terminal]:
    """The UI with every stage open, on the first line."""
    with opened(home) as terminal:
        terminal.until_quiet(0.3)
        terminal.type("+")
        terminal.until_quiet(0.2)
        to_the_top(terminal)
        yield terminal


@contextmanager
def bare_tree(home: Home, nodes: int) -> Iterator[Terminal]:
    """A bare Tree of so many nodes, on the first line."""
    with Terminal([PYTHON, os.path.join(FLOORS, "tree.py"), str(nodes)], home.env) as terminal:
        terminal.until_shown("00001 ")
        terminal.until_quiet(0.5)
        to_the_top(terminal)
        yield terminal


def to_the_top(terminal: Terminal) -> None:
    terminal.type(HOME_KEY)
    terminal.until_quiet(0.15)


def first_texts(home: Home) -> tuple[str, str]:
    """What the first frame with the outline shows: the highlighted step, and on the last line how to leave."""
    with closing(sqlite3.connect(home.database)) as record:
        kept = record.execute("SELECT value FROM setting WHERE key LIKE 'place:%'").fetchone()
    steps = home.steps()
    number = int(home.run("next").split()[0])
    step = steps[number - 1] if kept is None else next(step for step in steps if step["id"] == kept[0])
    return str(step["title"])[:TITLE], "quit"


def rows_of(home: Home) -> list[Row]:
    """The outline's lines with every stage open; a stage of one section does without a line for it."""
    steps = home.steps()
    wholes = {step["parent"] for step in steps}
    rows: list[Row] = []
    for stage, in_stage in groupby(steps, key=lambda step: step["stage"]):
        rows.append(Row(stage))
        sections = [(title, list(found)) for title, found in groupby(in_stage, key=lambda step: step["section"])]
        for title, found in sections:
            if len(sections) > 1:
                rows.append(Row(title))
            rows += [Row(step["title"], "" if step["id"] in wholes else step["id"]) for step in found]
    return rows


def press(terminal: Terminal, key: str) -> Painted:
    """Types a key and waits until every frame that it brings is out.

    The last byte before a silence counts, whatever it shows: a program that paints the line first and the details
    later does not get away with the line.
    """
    since = len(terminal.output)
    begin = terminal.type(key)
    terminal.until_frame(since)
    last = terminal.until_quiet(QUIET)
    return Painted(last - begin, terminal.frames(since), len(terminal.output) - since)


class Walk:
    """Goes down a list of so many lines from its first one, and from the top again after `WALK` lines."""

    def __init__(self, terminal: Terminal, lines: int) -> None:
        self.terminal = terminal
        self._lines = lines
        self.place = 0

    def down(self) -> Painted:
        if self.place == min(WALK, self._lines - 1):
            to_the_top(self.terminal)
            self.place = 0
        self.place += 1
        return press(self.terminal, DOWN)


# What is measured


def paint(homes: Homes, scale: Scale) -> list[Line]:
    """First paint and exit of whole programs, started in turns."""
    shipped, long = homes.copy(homes.shipped), homes.long
    starts = {
        HELLO: ([PYTHON, os.path.join(FLOORS, "hello.py")], shipped, (HELLO_TEXT,)),
        "shipped": (shipped.command(), shipped, first_texts(shipped)),
        "long": (long.command(), long, first_texts(long)),
    }
    paints: dict[str, list[float]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)
    exits: dict[str, list[float]] = defaultdict(list)
    faults: dict[str, None] = {}
    for turn in range(-1, scale.starts):
        for name in starts if turn % 2 == 0 else reversed(starts):
            words, home, texts = starts[name]
            with Terminal(words, home.env) as terminal:
                painted = terminal.until_shown(*texts) - terminal.started
                used = terminal.cpu()
                terminal.until_quiet(0.25)
                begin = terminal.type("q")
                ended = terminal.until_ended()
                if turn < 0:
                    continue  # the first round warms the caches
                paints[name].append(painted)
                cpu[name].append(used)
                exits[name].append(ended.at - begin)
                if name != HELLO:
                    faults |= dict.fromkeys(terminal.left_on())
                    faults |= {f"status {ended.status}": None} if ended.status else {}

    def first(name: str, what: str, most: float) -> Line:
        ratio, by_cpu = (median(each[name]) / median(each[HELLO]) for each in (paints, cpu))
        told = milliseconds(median(paints[name]), median(cpu[name]))
        return promised(what, told, ratio, most, floor=HELLO, cpu=by_cpu)

    def left(name: str, what: str) -> Line:
        ratio = median(exits[name]) / median(exits[HELLO])
        return promised(what, milliseconds(median(exits[name])), ratio, 1.2, floor=HELLO)

    return [
        Line("floor: hello-world Textual, first paint", milliseconds(median(paints[HELLO]), median(cpu[HELLO])), "1"),
        first("shipped", "first paint of the UI", 1.25),
        first("long", "first paint, 10,000 steps", 1.5),
        Line("floor: hello-world Textual, exit", milliseconds(median(exits[HELLO])), "1"),
        left("shipped", "exit, q to the end of the process"),
        left("long", "exit, 10,000 steps"),
        Line(
            "exit leaves the terminal as it was, status 0",
            ", ".join(faults) or f"{2 * scale.starts} of {2 * scale.starts} times",
            "",
            "always",
            f"no: {', '.join(faults)}" if faults else "yes",
        ),
    ]


def idle(homes: Homes, scale: Scale) -> list[Line]:
    """Bytes and processor time of programs that are left alone, all at the same time.

    A wake-up costs between one and three times its least, as the caches have it: so several of each, and their median.
    """
    with ExitStack() as stack:
        programs: dict[str, list[Terminal]] = {HELLO: [], "shipped": [], "long": []}
        for _ in range(IDLERS):
            programs[HELLO].append(stack.enter_context(hello(homes.shipped)))
            programs["shipped"].append(stack.enter_context(opened(homes.shipped)))
            programs["long"].append(stack.enter_context(opened(homes.long)))
        everyone = [terminal for some in programs.values() for terminal in some]
        time.sleep(1.0)  # what a program does once it has painted is over
        for terminal in everyone:
            terminal.until_quiet(0.1)
        before = {terminal: (terminal.cpu(), len(terminal.output)) for terminal in everyone}
        time.sleep(scale.idle_seconds)
        cpu = {terminal: terminal.cpu() - before[terminal][0] for terminal in everyone}
        for terminal in everyone:
            terminal.until_quiet(0.0)
        bytes_ = {terminal: len(terminal.output) - before[terminal][1] for terminal in everyone}
    used = {name: median(cpu[terminal] for terminal in some) for name, some in programs.items()}
    written = {name: max(bytes_[terminal] for terminal in some) for name, some in programs.items()}
    seconds = f"idle {scale.idle_seconds} s"
    lines = [Line(f"floor: hello-world Textual, {seconds}", f"{milliseconds(used[HELLO])} CPU", "1")]
    for name, what in (("shipped", seconds), ("long", f"{seconds}, 10,000 steps")):
        lines.append(promised(f"{what}: written", f"{written[name]} bytes", written[name], 0, unit="bytes"))
        ratio = used[name] / used[HELLO]
        lines.append(promised(f"{what}: CPU", f"{milliseconds(used[name])} CPU", ratio, 1.5, floor=HELLO))
    return lines


def keys(homes: Homes, scale: Scale) -> list[Line]:
    """Down and Space, in turns with a bare Tree and with the long path."""
    shipped, long = homes.copy(homes.shipped), homes.long
    rows = rows_of(shipped)
    nodes = len(shipped.steps())
    found: dict[str, list[Painted]] = {"tree": [], "shipped": [], "long": []}
    marks: list[Painted] = []
    with ExitStack() as stack:
        record = stack.enter_context(closing(sqlite3.connect(shipped.database)))
        walks = {
            "tree": Walk(stack.enter_context(bare_tree(shipped, nodes)), nodes + 1),
            "shipped": Walk(stack.enter_context(unfolded(shipped)), len(rows)),
            "long": Walk(stack.enter_context(unfolded(long)), len(rows_of(long))),
        }
        while len(found["long"]) < scale.keys or len(marks) < scale.marks:
            for name, walk in walks.items():
                for _ in range(BLOCK):
                    found[name].append(walk.down())
                    row = rows[walk.place]
                    if name == "shipped" and row.resource and len(marks) < scale.marks:
                        marks.append(mark(walk.terminal, row, record))
    return _key_lines(found, marks, nodes)


def mark(terminal: Terminal, row: Row, record: sqlite3.Connection) -> Painted:
    """Marks the highlighted step done, and checks that the record has it when the frame is out.

    Raises:
        RuntimeError: it was shown before it was kept.

    """
    if _status(record, row.resource) == "done":
        press(terminal, " ")
    since = len(terminal.output)
    begin = terminal.type(" ")
    terminal.until_frame(since)
    if _status(record, row.resource) != "done":
        raise RuntimeError(f"{row.resource} was painted as done before it was kept")
    last = terminal.until_quiet(QUIET)
    return Painted(last - begin, terminal.frames(since), len(terminal.output) - since)


def _status(record: sqlite3.Connection, resource: str) -> str:
    found = record.execute("SELECT status FROM state WHERE resource = ?", (resource,)).fetchone()
    return str(found[0]) if found else "todo"


def _key_lines(found: dict[str, list[Painted]], marks: list[Painted], nodes: int) -> list[Line]:
    slowest = {name: p95([painted.seconds for painted in painted_list]) for name, painted_list in found.items()}
    told = {name: _p95_told([painted.seconds for painted in painted_list]) for name, painted_list in found.items()}
    marked = [painted.seconds for painted in marks]
    most_bytes = max(painted.bytes for painted in marks)
    frames = max(median(painted.frames for painted in found[name]) for name in ("shipped", "long"))
    return [
        Line(f"floor: bare Tree of {nodes} nodes, key to paint", told["tree"], "1"),
        promised("key to paint", told["shipped"], slowest["shipped"] / slowest["tree"], 1.2, floor="Tree"),
        promised(
            "key to paint, 10,000 steps", told["long"], slowest["long"] / slowest["shipped"], 1.15, floor="shipped path"
        ),
        Line("frames a key (median)", f"{frames:g}"),
        promised(
            "mark done to paint, committed",
            _p95_told(marked),
            p95(marked) / slowest["shipped"],
            1.0,
            floor="key to paint",
        ),
        promised("mark done: written to the terminal", f"{most_bytes} bytes at most", most_bytes, 1000, unit="bytes"),
    ]


def _p95_told(seconds: Sequence[float]) -> str:
    return f"p95 {milliseconds(p95(seconds))} (median {milliseconds(median(seconds))})"


def held(homes: Homes, scale: Scale) -> list[Line]:
    """A key held down on the long path: how far the screen lags behind, and how many frames it costs."""
    count = scale.held_seconds * HELD_PER_SECOND
    typed: list[float] = []
    with unfolded(homes.long) as terminal:
        since = len(terminal.output)
        begin = time.perf_counter()
        for number in range(count):
            while (left := begin + number / HELD_PER_SECOND - time.perf_counter()) > 0:
                terminal.read(left)
            typed.append(terminal.type(DOWN))
        terminal.until_quiet(0.5)
        frames = terminal.frame_moments(since)
    lags = [next(moment for moment in frames if moment > at) - at for at in typed]
    what = f"key held {scale.held_seconds} s at {HELD_PER_SECOND} a second, 10,000 steps"
    return [
        promised(f"{what}: lag", _p95_told(lags), p95(lags) * 1000, round(FRAME), unit="ms"),
        promised(f"{what}: frames a key", f"{len(frames)} frames, {count} keys", len(frames) / count, 1, unit="a key"),
    ]


def filtering(homes: Homes, scale: Scale) -> list[Line]:
    """Letters typed into the filter on the long path, until the last byte they bring, against a key there."""
    home = homes.long
    letters: list[float] = []
    downs: list[float] = []
    with unfolded(home) as terminal, unfolded(home) as other:
        walk = Walk(other, len(rows_of(home)))
        since = len(terminal.output)
        terminal.type("/")
        terminal.until_shown("Filter:", since=since)
        for number in range(scale.words):
            subject = SUBJECTS[number % len(SUBJECTS)]
            typed = f"{subject} 0{number + 2}{number}"
            for letter in typed:
                begin = terminal.type(letter)
                letters.append(terminal.until_quiet(QUIET_FILTER) - begin)
            terminal.type(CLEAR)
            terminal.until_quiet(QUIET_FILTER)
            downs += [walk.down().seconds for _ in range(BLOCK)]
    ratio = p95(letters) / p95(downs)
    return [
        Line("key to paint beside the filter, 10,000 steps", _p95_told(downs), "1"),
        promised("a letter of the filter, 10,000 steps", _p95_told(letters), ratio, 3, floor="key to paint"),
    ]


def memory(homes: Homes, scale: Scale) -> list[Line]:
    """Resident memory after many keys and a mark, against a hello-world that was just started."""
    home = homes.copy(homes.shipped)
    last = len(rows_of(home)) - 1
    with hello(home) as small, unfolded(home) as terminal:
        small.until_quiet(0.5)
        floor = small.memory()
        place, step = 0, 1
        for _ in range(scale.memory_keys):
            if not 0 <= place + step <= last:
                step = -step
            place += step
            terminal.type(DOWN if step > 0 else UP)
            terminal.read(0.1)
        terminal.until_quiet(0.3)
        to_the_top(terminal)
        terminal.type(DOWN * 2)
        terminal.until_quiet(0.3)
        since = len(terminal.output)
        terminal.type(" ")
        terminal.until_shown("u undoes", since=since)
        terminal.until_quiet(0.3)
        used = terminal.memory()
    what = f"memory after {scale.memory_keys:,} keys and a mark"
    return [
        Line("floor: hello-world Textual, memory", f"{floor / 1e6:.1f} MB", "1"),
        promised(what, f"{used / 1e6:.1f} MB", used / floor, 1.9, floor=HELLO),
    ]
