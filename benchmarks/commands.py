"""Whole commands against `python -c pass`, a long record against a short one, one mark against one raw insert."""

from __future__ import annotations

import json
import os
import subprocess
import time
from statistics import median

from benchmarks.peers import NotThere, Todoman
from benchmarks.processes import Command, Measured, always, in_turns
from benchmarks.records import PYTHON, Home, Homes, long_plan
from benchmarks.scale import Scale
from benchmarks.table import Line, milliseconds, promised, ratio_told

FLOORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "floors")
FLOOR = "`pass`"
ANEW = ("DATA", "STATE")  # what an import finds as on the first day
FEW_EVENTS, MANY_EVENTS = 100, 100_000


def reading(homes: Homes, scale: Scale) -> list[Line]:
    """Floors, and the commands that only look."""
    shipped, long = homes.shipped, homes.long
    commands = {
        "pass": _pass(shipped),
        "sqlite3": _import(shipped, "sqlite3"),
        "sqlalchemy": _import(shipped, "sqlalchemy"),
        **{
            " ".join(words): Command(always(*shipped.command(*words)), shipped.env, 2)
            for words in (["--version"], ["--help"], ["next"], ["status"], ["list"], ["show", "5"])
        },
        "long next": Command(always(*long.command("next")), long.env),
        "long list": Command(always(*long.command("list")), long.env),
    }
    found = in_turns(commands, scale.rounds)
    floor = found["pass"]
    lines = [
        Line("floor: `python -c pass`", _shown(floor), "1"),
        _floor("floor: `import sqlite3`", found["sqlite3"], floor),
        _floor("floor: `import sqlalchemy`", found["sqlalchemy"], floor),
    ]
    for name, most in (("--version", 1.6), ("--help", 3.5), ("next", 5), ("status", 5), ("list", 5), ("show 5", 5)):
        lines.append(_times(f"`mlops-path {name}`", found[name], floor, most))
    lines.append(_times("`next`, path of 10,000 steps", found["long next"], floor, 6))
    lines.append(_times("`list`, path of 10,000 steps", found["long list"], floor, 8))
    return lines


def writing(homes: Homes, scale: Scale) -> list[Line]:
    """Commands that change the record, beside a peer's."""
    home = homes.copy(homes.shipped)
    steps = home.steps()
    wholes = {step["parent"] for step in steps}
    open_steps = [
        str(step["number"])
        for step in steps
        if step["status"] == "todo" and step["parent"] is None and step["id"] not in wholes
    ]
    commands = {
        "pass": _pass(home),
        "done": Command(lambda number: home.command("done", open_steps[number]), home.env),
        "note": Command(lambda number: home.command("note", open_steps[number], "-m", "Measured."), home.env),
    }
    peer: Todoman | None = None
    why_not = ""
    try:
        peer = Todoman(os.path.join(homes.folder, "todoman"), len(steps))
        commands["todoman"] = Command(peer.done, peer.env)
    except NotThere as problem:
        why_not = str(problem)
    found = in_turns(commands, scale.rounds)
    floor = found["pass"]
    lines = [
        _times("`mlops-path done STEP`", found["done"], floor, 20),
        _times("`mlops-path note STEP -m TEXT`", found["note"], floor, 20),
    ]
    if peer is None:
        return [*lines, Line("peer: todoman's `todo done`", f"not measured: {why_not}", "", "`done` is faster", "")]
    theirs = found["todoman"]
    lines.append(_floor(f"peer: {peer.version()}, `todo done`", theirs, floor))
    lines += [_times(f"`{name}` beside it", found[name], theirs, 1, "todoman") for name in ("done", "note")]
    return lines


def events(homes: Homes, scale: Scale) -> list[Line]:
    """`next` on a record of 100,000 events against one of 100."""
    few, many = homes.with_events(FEW_EVENTS), homes.with_events(MANY_EVENTS)
    found = in_turns(
        {
            "few": Command(always(*few.command("next")), few.env, 2),
            "many": Command(always(*many.command("next")), many.env, 2),
        },
        scale.rounds,
    )
    doctor = in_turns({"doctor": Command(always(*many.command("doctor")), many.env)}, 3)["doctor"]
    return [
        Line(f"`next`, record of {FEW_EVENTS} events", _shown(found["few"]), "1"),
        _times(f"`next`, record of {MANY_EVENTS:,} events", found["many"], found["few"], 2, "that"),
        promised(f"`doctor`, record of {MANY_EVENTS:,} events", _shown(doctor), doctor.wall, 2, unit="s"),
    ]


def report(homes: Homes, scale: Scale) -> list[Line]:
    """The HTML report of 10,000 steps against that of the shipped path."""
    shipped, long = homes.shipped, homes.long
    words = "report", "--format", "html"
    found = in_turns(
        {
            "shipped": Command(always(*shipped.command(*words)), shipped.env),
            "long": Command(always(*long.command(*words)), long.env),
        },
        scale.rounds,
    )
    return [
        Line("`report --format html`, shipped path", _shown(found["shipped"]), "1"),
        _times("`report --format html`, 10,000 steps", found["long"], found["shipped"], 4, "that"),
    ]


def loading(homes: Homes, scale: Scale) -> list[Line]:
    """The shipped curriculum, loaded in fresh processes, against `next`, of which it is a part."""
    home = homes.shipped
    script = [PYTHON, os.path.join(FLOORS, "loading.py")]
    found = in_turns({"next": Command(always(*home.command("next")), home.env)}, scale.rounds)["next"]
    times = [
        float(subprocess.run(script, env=home.env, capture_output=True, timeout=60, check=True).stdout)
        for _ in range(scale.rounds)
    ]
    load = median(times)
    return [
        Line("floor: `next`, whole", _shown(found), "1"),
        promised("loading the curriculum in it", milliseconds(load), load / found.wall, 0.1, floor="`next`"),
    ]


def importing(homes: Homes, scale: Scale) -> list[Line]:
    """A Markdown plan of 10,000 items, each time into an empty home, against the bare parse of the same file."""
    folder = os.path.join(homes.folder, "importing")
    home = Home(folder)
    home.run("list")  # the cache is warm from here on
    plan = os.path.join(folder, "plan.md")
    with open(plan, "w", encoding="utf-8") as target:
        target.write(long_plan())

    def imported(number: int) -> list[str]:
        anew = [f"XDG_{name}_HOME={os.path.join(folder, f'{name}-{number}-{time.monotonic_ns()}')}" for name in ANEW]
        return ["env", *anew, *home.command("path", "import", plan, "--yes")]

    found = in_turns(
        {
            "parse": Command(always(PYTHON, os.path.join(FLOORS, "parsing.py"), plan), home.env),
            "import": Command(imported, home.env),
        },
        max(3, scale.rounds // 2),
    )
    process = subprocess.Popen(imported(-1), env=home.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    megabytes = usage.ru_maxrss / 1000
    return [
        Line("floor: markdown-it-py alone, a plan of 10,000 items", _shown(found["parse"]), "1"),
        _times("`path import` of it, written and kept", found["import"], found["parse"], 3, "bare parse"),
        promised("`path import` of it: memory", f"{megabytes:.0f} MB", megabytes, 200, unit="MB"),
    ]


def store(homes: Homes, scale: Scale) -> list[Line]:
    """One mark through the tracker against one raw insert, both committed, in one process."""
    home = homes.copy(homes.shipped)
    done = subprocess.run(
        [PYTHON, os.path.join(FLOORS, "one_mark.py"), home.database, str(scale.store_marks)],
        env=home.env,
        capture_output=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the marks could not be measured: {done.stderr.decode()}")
    times = json.loads(done.stdout)
    raw, mark = (
        Measured(median(wall for wall, _ in times[name]), median(cpu for _, cpu in times[name]), scale.store_marks)
        for name in ("raw", "mark")
    )
    return [
        Line("floor: one raw SQLite insert and commit (WAL, FULL)", _shown(raw), "1"),
        _times("one mark in the store (`Tracker.toggle`)", mark, raw, 4, "raw insert"),
    ]


def _pass(home: Home) -> Command:
    return Command(always(PYTHON, "-c", "pass"), home.env, 4)


def _import(home: Home, module: str) -> Command:
    return Command(always(PYTHON, "-c", f"import {module}"), home.env)


def _shown(measured: Measured) -> str:
    return milliseconds(measured.wall, measured.cpu)


def _floor(what: str, measured: Measured, floor: Measured) -> Line:
    return Line(what, _shown(measured), ratio_told(measured.wall / floor.wall, FLOOR, measured.cpu / floor.cpu))


def _times(what: str, measured: Measured, floor: Measured, most: float, name: str = FLOOR) -> Line:
    ratio, cpu = measured.wall / floor.wall, measured.cpu / floor.cpu
    return promised(what, _shown(measured), ratio, most, floor=name, cpu=cpu)
