"""A record and paths full of hostile text on a real terminal: no sequence reaches it that a clean run does not send."""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from mlops_path.tracker import open_tracker
from tests.hostile import PAYLOADS
from tests.storage.making import seal_again
from tests.survival.scale import often
from tests.tui.terminal import Terminal
from tests.tui.test_hostile import ACCEPTED, path_file

Property = Callable[[str, object], None]
Kinds = set[tuple[str, str]]

ESC = "\x1b"
# One way to read what goes to a terminal: ECMA-48, with the strings that end in BEL as xterm has them.
SEQUENCE = re.compile(
    r"\x1b\[(?P<csi>[0-?]*[ -/]*[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<text>[PX^_])[^\x1b]*\x1b\\"
    r"|\x1b(?P<esc>[ -/]*[0-~])"
    r"|(?P<c1>[\x80-\x9f])"
    r"|(?P<c0>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f])"
)
JOINERS = "\u200c\u200d"
MARKS_IN_A_ROW = 8
# A record as somebody else hands it over: written past the program, which would have cleaned it.
RAW = {name: payload for name, payload in PAYLOADS.items() if name != "lone surrogate"}
STRANGER = {
    "device control": "\x1bP$q q\x1b\\",
    "C1 clipboard": "\x9d52;c;ZXZpbA==\x9c",
    "report": "\x1b[6n\x1b[c\x1b]10;?\x07",
    "mouse and paste": "\x1b[?1000h\x1b[?2004h",
    "other character set": "\x1b(0lqk\x0e",
    "application keys": "\x1b=\x1bc",
    "scroll region": "\x1b[5;10r\x1b[3S",
    "invisible": "a\u2060b\u00adc\u180ed",
    "eight hundred marks": "a" + "\u0300\u0489" * 400,
    "half a sequence": "\x1b[",
}
HOSTILE = {**RAW, **STRANGER}
HARMLESS = "Plain words about drift"

KEYS: tuple[tuple[str, ...], ...] = (
    ("j", "j", "k"),
    ("+", "j", "-"),
    ("\r", ESC),
    ("J", "K"),
    ("n", ESC),
    ("/", "wor", "\r", ESC),
    ("/", "a", ESC),
    ("p", "j", ESC),
    ("?", ESC),
    ("\x10", "pa", ESC),
    (" ", "u"),
    ("s", "u"),
    ("x", "why not", "\r"),
    ("G", "\x1b[5~", "\x1b[H"),
)
COMMANDS = (
    "status", "list", "show 1", "note 1", "note 1 --versions", "history", "next", "search drift", "search words",
    "report", "learner list", "path list", "path show own", "path check", "info", "doctor", "show no-such-thing",
)  # fmt: skip


def kinds_in(written: bytes) -> Kinds:
    """Every sort of thing in it that a terminal acts on, or that hides text."""
    text = written.decode(errors="replace")
    found: Kinds = set()
    for match in SEQUENCE.finditer(text):
        sort = str(match.lastgroup)
        value = str(match[sort])
        if sort == "csi":
            value = (
                ("?" if value[:1] in "<=>?" else "")
                + value[:1] * (value[:1] in "<=>")
                + value.lstrip("0123456789:;<=>?")
            )
        elif sort == "osc":
            value = value.partition(";")[0]
        elif sort in ("c0", "c1"):
            value = f"{ord(value):02X}"
        found.add((sort, value))
    marks, before = 0, ""
    for c in SEQUENCE.sub("", text):
        category = unicodedata.category(c)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MARKS_IN_A_ROW:
            found.add(("marks", "many"))
        if category in ("Cf", "Zl", "Zp") and not (c in JOINERS and not before.isascii()):
            found.add(("hidden", f"{ord(c):04X}"))
        before = c
    return found


def words_in(payload: str) -> list[str]:
    """Its words of plain letters, apart from those inside of a sequence."""
    return re.findall(r"[A-Za-z]{2,24}", SEQUENCE.sub(" ", payload))[:8]


class Seen(NamedTuple):
    """What a command sent to the terminal, and what is to be read there, without white space."""

    kinds: Kinds
    text: str


def calm(terminal: Terminal, seconds: float = 0.03) -> None:
    """Waits until the program has painted what a key set off."""
    while terminal._read(seconds):
        pass


def walk(keys: Iterable[Sequence[str]], env: Mapping[str, str], size: tuple[int, int] = (150, 40)) -> Kinds:
    """What the window sends to the terminal when it is opened, walked through by keys, and left."""
    with Terminal(size=size, env=env) as terminal:
        terminal.see("quit")
        calm(terminal, 0.15)
        for chord in keys:
            for key in chord:
                terminal.type(key)
                calm(terminal, 0.12 if key == ESC else 0.03)
        return left(terminal)


def left(terminal: Terminal) -> Kinds:
    """What the window has sent, now that it is told to end."""
    terminal.process.terminate()
    status = terminal.ended()
    assert status in (0, 143), f"{status}:\n{terminal.text}"
    return kinds_in(terminal.written)


def typed(words: Sequence[str], env: Mapping[str, str]) -> Seen:
    """A command in a terminal, whose lines are all read."""
    with Terminal(*words, size=(150, 40), env=env) as terminal:
        status = terminal.ended()
        assert status in (0, 1, 3, 4, 5), (words, status, terminal.text)
        return Seen(kinds_in(terminal.written), squeezed(terminal.written.decode(errors="replace")))


def squeezed(text: str) -> str:
    return "".join(text.split())


def furnish(home: Path, texts: Sequence[str], titles: Sequence[str]) -> None:
    """A record and a path of one's own with these texts wherever the program shows one."""
    folder = home / "data" / "mlops-path" / "paths"
    folder.mkdir(parents=True, exist_ok=True)
    text = path_file("own", titles[0], titles)
    (folder / "own.toml").write_text(text, encoding="utf-8")
    with open_tracker(path="own") as tracker:
        steps = list(dict.fromkeys(step.id for step in tracker.journey.steps))
        for step in steps:
            tracker.write_note(step, HARMLESS)
            tracker.mark((step,), "skipped", reason=HARMLESS)
        tracker.mark((steps[0],), "doing")
        tracker.use_path("own")
        tracker.add_learner("Another")
    with closing(sqlite3.connect(home / "data" / "mlops-path" / "record.db")) as connection:
        (trigger,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'event_no_update'").fetchone()
        connection.execute("DROP TRIGGER event_no_update")
        for number, step in enumerate(steps):
            raw = texts[number % len(texts)]
            connection.execute("UPDATE note SET text = ? WHERE resource = ?", (f"drift {raw} after", step))
            connection.execute("UPDATE state SET reason = ? WHERE resource = ?", (raw, step))
            connection.execute(
                "UPDATE event SET payload = json_set(payload, '$.text', ?) WHERE kind = 'noted' AND resource = ?",
                (raw, step),
            )
        connection.execute("UPDATE learner SET name = ? WHERE number = 1", (texts[0][:80],))
        connection.execute("UPDATE change SET label = ?", (texts[-1][:80],))
        connection.execute(trigger)
        seal_again(connection)
        connection.commit()


@pytest.fixture
def env() -> dict[str, str]:
    """The environment of a walk: this test's own home."""
    return environment()


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("XDG_") or name == "HOME"}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Kinds:
    """What the same walks send where every text is harmless."""
    home = tmp_path_factory.mktemp("clean")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in ("DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        furnish(home, [HARMLESS], [HARMLESS])
        kinds = walk(KEYS, environment()) | walk(KEYS[:2], environment(), (80, 24))
        for words in COMMANDS:
            kinds |= typed(words.split(), environment()).kinds
    return kinds


def begin_anew(home: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        (home / "data" / "mlops-path" / f"record.db{ending}").unlink(missing_ok=True)
    for file in (home / "state" / "mlops-path" / "records").glob("*"):
        file.unlink()


def seeded(seed: str) -> Random:
    """The same on every run, so that a failure can be looked at again."""
    return Random(seed)  # noqa: S311 - nothing here is secret


PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_no_text_reaches_the_terminal_as_more_than_text(
    part: int, home: Path, env: dict[str, str], clean: Kinds, record_property: Property
) -> None:
    """A note pasted from a web page, or a record from a stranger, must not take over the terminal or hide from it."""
    walks = Counter[str]()
    names = sorted(HOSTILE)
    for number in range(part, often(60, 2000), PARTS):
        rng = seeded(f"screen {number}")
        chosen = [names[(number * 2 + n) % len(names)] for n in range(2)]
        texts = [HOSTILE[name][:3000] for name in chosen]
        begin_anew(home)
        furnish(home, texts, rng.sample(list(ACCEPTED.values()), 2))
        if number % 3:
            words = [rng.choice(COMMANDS).split() for _ in range(2)]
            note, *others = (typed(each, env) for each in (["note", "1"], ["show", "1"], *words))
            kinds = note.kinds.union(*(each.kinds for each in others))
            lost = [word for word in words_in(texts[0]) if word not in note.text]
            assert not lost, f"walk {number}, {chosen}: {lost} vanished from {note.text[:500]}"
            walks["command"] += 1
        else:
            size = rng.choice(((150, 40), (150, 40), (80, 24)))
            kinds = walk(rng.sample(KEYS, 3), env, size)
            walks["window"] += 1
        assert kinds <= clean, f"walk {number}, {chosen}: {sorted(kinds - clean)}"
    record_property("figure", f"{walks.total()} walks: {dict(walks)}; {len(clean)} sorts of sequences in the clean one")


def test_every_payload_can_be_read_in_the_window(home: Path, env: dict[str, str], clean: Kinds) -> None:
    """Nothing vanishes: what is hostile is shown as what it is, in the details beside the outline."""
    for names in (sorted(HOSTILE)[n::3] for n in range(3)) if often(0, 1) else (sorted(HOSTILE)[::8],):
        begin_anew(home)
        furnish(home, [HOSTILE[name][:300] for name in names], [f"Step {n}" for n in range(len(names))])
        with Terminal(size=(200, 60), env=env) as terminal:
            terminal.see("quit")
            terminal.type("+")
            for number, name in enumerate(names, 1):
                go_down_to(number, terminal)
                words = words_in(HOSTILE[name][:300])
                terminal.until(partial(can_be_read, words, terminal), f"{words} of {name}")

            assert left(terminal) <= clean


def go_down_to(number: int, terminal: Terminal) -> None:
    """Moves the cursor to the line of a step below it, one line at a time."""
    while not re.match(rf"▌ +\S +{number} ", terminal.line_with("▌")):
        row = row_of_cursor(terminal)
        terminal.type("j")
        terminal.until(partial(is_at, row + 1, terminal), f"the cursor in row {row + 1}")


def row_of_cursor(terminal: Terminal) -> int:
    """Which line of the screen has the cursor of the outline, from 0; -1 while it is being painted."""
    return next((row for row, line in enumerate(terminal.text.splitlines()) if line.startswith("▌")), -1)


def is_at(row: int, terminal: Terminal) -> bool:
    return row_of_cursor(terminal) == row


def can_be_read(words: Iterable[str], terminal: Terminal) -> bool:
    """Whether the details have each of the words."""
    details = squeezed("".join(line.partition("▏")[2] for line in terminal.text.splitlines()))
    return all(word in details for word in words)


WITHOUT_EXITS = """
import mlops_path.text
mlops_path.text.shown = lambda text, *, lines=False: text
mlops_path.text.plain = lambda text: text
"""


def test_without_the_exits_for_text_foreign_sequences_reach_the_terminal(
    home: Path, env: dict[str, str], clean: Kinds, tmp_path: Path, record_property: Property
) -> None:
    """Shows that the harness sees them, and that nothing else in between holds them back."""
    (tmp_path / "mutant").mkdir()
    (tmp_path / "mutant" / "sitecustomize.py").write_text(WITHOUT_EXITS)
    mutant = {**env, "PYTHONPATH": os.pathsep.join((str(tmp_path / "mutant"), os.environ.get("PYTHONPATH", "")))}
    begin_anew(home)
    texts = ["".join(RAW[name] for name in RAW if name.endswith("sequence")) + STRANGER["device control"] + "\u202e"]
    furnish(home, texts, [HARMLESS])
    in_window, in_lines = walk(KEYS[:3], mutant) - clean, typed(["note", "1"], mutant).kinds - clean
    record_property(
        "figure", f"without the exits: {len(in_window)} foreign sorts in the window, {len(in_lines)} in lines"
    )

    assert {("osc", "52"), ("osc", "8"), ("text", "P"), ("hidden", "202E")} <= in_lines
    assert {("osc", "52"), ("hidden", "202E")} <= in_window
