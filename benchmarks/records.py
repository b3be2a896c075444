"""The learners of the benchmarks: homes of their own in a temporary folder, with prepared records and a long path."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import Any

from mlops_path.domain.progress import (
    DOING,
    DONE,
    NOTED,
    UNTOUCHED,
    Change,
    Event,
    State,
    after_event,
    label_of,
    log_event,
    mark_event,
    note_event,
)
from mlops_path.storage.store import Learner, open_store

BIN = os.path.dirname(os.path.abspath(sys.executable))
PYTHON = os.path.join(BIN, "python")
PROGRAM = os.path.join(BIN, "mlops-path")

LONG_PATH = "ten-thousand"
TOGETHER = 10  # events of one change in a filled record; their number has to be a multiple of it
STAGES, SECTIONS, STEPS = 20, 5, 100  # stages of the long path, sections of a stage, steps of a section
SUBJECTS = ("drift", "features", "serving", "testing", "pipelines", "monitoring", "data", "rollback")
NOTE = "What I take from it: measure on the data of today, not of the day of training.\n\n- ask who is on call\n"
SUMMARY = (
    "What a team learned about {} in its first year of running models for others, with the mistakes it would not "
    "make again. For readers who have one model in service."
)
BEGIN = datetime(2025, 1, 6, 18, 0, tzinfo=timezone(timedelta(hours=1)))


class Home:
    """The home of one learner, empty at first; everything the program keeps lies below `folder`."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        os.makedirs(folder)
        self.env = environment(folder)

    @property
    def database(self) -> str:
        return os.path.join(self.folder, "data", "mlops-path", "record.db")

    def command(self, *words: str) -> list[str]:
        return [PROGRAM, *words]

    def run(self, *words: str) -> str:
        """What a command prints, run in this home.

        Raises:
            RuntimeError: it failed.

        """
        done = subprocess.run(self.command(*words), env=self.env, capture_output=True, timeout=120, check=False)
        if done.returncode:
            raise RuntimeError(f"mlops-path {' '.join(words[:3])} failed: {done.stderr.decode()}")
        return done.stdout.decode()

    def steps(self) -> list[dict[str, Any]]:
        """The steps of the learner's path, as `list --json` gives them."""
        steps: list[dict[str, Any]] = json.loads(self.run("list", "--json"))
        return steps


def environment(folder: str) -> dict[str, str]:
    """What a program finds around it: this home, a terminal of today, and nothing else of the machine's settings."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": folder,
        "XDG_DATA_HOME": os.path.join(folder, "data"),
        "XDG_STATE_HOME": os.path.join(folder, "state"),
        "XDG_CACHE_HOME": os.path.join(folder, "cache"),
        "XDG_CONFIG_HOME": os.path.join(folder, "config"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def shipped_home(folder: str) -> Home:
    """A learner some weeks along the shipped path: 20 steps done, two begun, one skipped, six notes, logged time."""
    home = Home(folder)
    home.run("done", *map(str, range(1, 21)))
    home.run("start", "22", "23")
    home.run("skip", "24", "-m", "no time for it this year")
    for number in (2, 5, 8, 14, 20, 22):
        home.run("note", str(number), "-m", NOTE)
        home.run("log", str(number), "45m")
    home.run("list")  # the caches are warm from here on
    return home


def long_home(folder: str) -> Home:
    """A learner on an own path of 10,000 steps, the first 1,000 of them done, with six notes."""
    home = Home(folder)
    paths = os.path.join(folder, "data", "mlops-path", "paths")
    os.makedirs(paths)
    with open(os.path.join(paths, f"{LONG_PATH}.toml"), "w", encoding="utf-8") as target:
        target.write(long_path())
    home.run("path", "use", LONG_PATH)
    home.run("done", *map(str, range(1, 1001)))
    home.run("start", "1003")
    for number in (2, 5, 8, 500, 1002, 1003):
        home.run("note", str(number), "-m", NOTE)
    home.run("list")
    return home


def copy_of(home: Home, folder: str) -> Home:
    """A second home with the same record and own paths, so that what one part changes no other part meets."""
    copy = Home(folder)
    shutil.copytree(os.path.join(home.folder, "data"), os.path.join(folder, "data"))
    copy.run("list")
    return copy


def long_path() -> str:
    """An own path of 10,000 steps as TOML, each step with a resource of its own (2.6 MB)."""
    lines = [
        f'id = "{LONG_PATH}"',
        'title = "Ten thousand readings"',
        'author = "a learner"',
        "edition = 2026-05-01",
    ]
    total = STAGES * SECTIONS * STEPS
    for number in range(1, total + 1):
        subject = SUBJECTS[number % len(SUBJECTS)]
        lines += [
            "",
            "[[resource]]",
            f'id = "reading-{number:05d}"',
            f'title = "{title_of(number)}"',
            'kind = "article"',
            f'summary = "{SUMMARY.format(subject)}"',
            'authors = ["Ada Example", "Grace Sample"]',
            f"year = {2015 + number % 10}",
            f'url = "https://example.org/readings/{number:05d}"',
            'url_from = "verbatim"',
            f"minutes = {10 + number % 50}",
            'minutes_from = "stated"',
        ]
    number = 0
    for stage in range(1, STAGES + 1):
        lines += ["", "[[stage]]", f'title = "Stage {stage:02d} of the long way"', 'goal = "You can go on."']
        for section in range(1, SECTIONS + 1):
            lines += ["", "[[stage.section]]", f'title = "Part {section} of stage {stage:02d}"']
            for _ in range(STEPS):
                number += 1
                lines += ["", "[[stage.section.step]]", f'resource = "reading-{number:05d}"', 'why = "It comes next."']
    return "\n".join(lines) + "\n"


def long_plan() -> str:
    """A study plan of 10,000 items as Markdown: links, boxes, authors and remarks (1.1 MB)."""
    lines = ["# Ten thousand readings"]
    number = 0
    for stage in range(1, STAGES + 1):
        lines += ["", f"## Stage {stage:02d} of the long way"]
        for section in range(1, SECTIONS + 1):
            lines += ["", f"### Part {section} of stage {stage:02d}", ""]
            for _ in range(STEPS):
                number += 1
                box = ("[x] ", "[ ] ", "", "")[number % 4]
                link = f"[{title_of(number)}](https://example.org/readings/{number:05d})"
                lines.append(f"- {box}{link} by Ada Example — a remark with *emphasis* and `code`")
    return "\n".join(lines) + "\n"


def title_of(number: int) -> str:
    """The title of a step of the long path; it begins with its number, so that it can be told on the screen."""
    return f"{number:05d} on {SUBJECTS[number % len(SUBJECTS)]} in service"


def fill(database: str, resources: list[str], events: int) -> None:
    """Makes a record with so many events: marks, notes and logged time by turns over all resources, ten a change."""
    os.makedirs(os.path.dirname(database), exist_ok=True)
    store = open_store(database)
    learner = Learner("0123456789abcdef0123", "me", BEGIN.isoformat(), removed=False)
    states = dict.fromkeys(resources, UNTOUCHED)
    notes = dict.fromkeys(resources, "")
    change: list[Event] = []
    with store.writing():
        store.add_learner(learner)
        for number in range(events):
            resource = resources[number % len(resources)]
            at = (BEGIN + timedelta(minutes=5 * number)).isoformat()
            event = _event(number // len(resources), resource, notes[resource], states[resource], at)
            states[resource] = after_event(states[resource], event)
            if event.kind == NOTED:
                notes[resource] = str(event.payload["text"])
            change.append(event)
            if len(change) == TOGETHER:
                store.keep(learner.id, Change(f"{number:020x}", label_of(change), tuple(change)), BEGIN)
                change.clear()
    store.close()


def _event(turn: int, resource: str, note: str, state: State, at: str) -> Event:
    event: Event | None = None
    if turn % 3 == 0:
        event = mark_event(resource, state, DOING if state.status == DONE else DONE, at)
    elif turn % 3 == 1:
        event = note_event(resource, note, f"{NOTE}\nRead again, time {turn}.", at)
    return event or log_event(resource, 25, at)


class Homes:
    """The homes of one run of the benchmarks below `folder`, each made when it is first asked for."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._copies = 0

    @cached_property
    def shipped(self) -> Home:
        return shipped_home(os.path.join(self.folder, "shipped"))

    @cached_property
    def long(self) -> Home:
        return long_home(os.path.join(self.folder, "long"))

    def copy(self, home: Home) -> Home:
        self._copies += 1
        return copy_of(home, os.path.join(self.folder, f"copy-{self._copies}"))

    def with_events(self, events: int) -> Home:
        """A learner on the shipped path with so many events behind them."""
        home = Home(os.path.join(self.folder, f"events-{events}"))
        fill(home.database, [str(step["id"]) for step in self.shipped.steps()], events)
        home.run("list")
        return home
