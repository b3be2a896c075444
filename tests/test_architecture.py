"""The boundaries of the house, kept by a machine: which way imports point, who asks the clock, what loads when."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import mlops_path
from mlops_path import locations
from mlops_path.curriculum.library import Library
from tests.conftest import Run

PACKAGE = Path(mlops_path.__file__).parent
ROOT = PACKAGE.parent.parent
MODULES = {file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_bytes()) for file in PACKAGE.rglob("*.py")}

HEAVY = ("textual", "rich", "sqlalchemy", "pydantic", "urllib3")


def test_imports_point_down_the_stairs() -> None:
    """What is decided in one room can be changed there without reading the others."""
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    with open(ROOT / "pyproject.toml", "rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]

    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert f"{len(contracts)} kept, 0 broken" in linted.stdout


# The clock

CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
}


def asks_the_clock(tree: ast.Module) -> Iterator[str]:
    """`datetime.now`, `time.time` and their like, also as `datetime.datetime.now` or `from time import time`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"time.{name.name}" for name in node.names if name.name in CLOCKS["time"])
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if node.attr in CLOCKS.get(owner, ()):
                yield f"{owner}.{node.attr}"


def test_only_the_tracker_asks_what_time_it_is() -> None:
    """One clock, so that one change has one moment, and a test can stop it."""
    asking = {name: asked for name, tree in MODULES.items() if (asked := list(asks_the_clock(tree)))}

    assert asking == {"tracker/places.py": ["datetime.now"]}


# Errors


def catches_all(handler: ast.ExceptHandler) -> bool:
    """A bare `except`, or one for Exception, alone or among others."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or (isinstance(kind, ast.Name) and kind.id == "Exception") for kind in kinds)


def test_errors_are_caught_by_name_but_at_the_door() -> None:
    """A bug that is swallowed halfway looks like a tick that was kept. A thread has no door: it hands its bug over."""
    catching = [
        f"{name}: {ast.unparse(node).partition(chr(10))[0]}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    ]

    assert sorted(catching) == [
        "cli/running.py: except Exception as problem:",
        "links/checking.py: except Exception as bug:",
    ]


def test_whatever_is_caught_whole_to_clean_up_is_raised_again() -> None:
    """`except BaseException` may close a file; it may not decide that nothing happened."""
    kept = [
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and getattr(node.type, "id", "") == "BaseException"
        and not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)
    ]

    assert kept == []


# What loads when

LOADED_BY = f"""
import contextlib, io, json, sys
from mlops_path.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    status = main(sys.argv[1:])
loaded = sorted({{name.partition(".")[0] for name in sys.modules}} & set({HEAVY!r}))
print(json.dumps([status, loaded]))
"""


def ran_and_loaded(*words: str) -> list[object]:
    """The exit status of a command in a fresh interpreter, and what it loaded of all that is slow to load."""
    ran = subprocess.run([sys.executable, "-c", LOADED_BY, *words], capture_output=True, check=True)
    result: list[object] = json.loads(ran.stdout)
    return result


@pytest.mark.parametrize(
    "words",
    ["--version", "--help", "next", "status", "list", "show 1", "done 1", "note 1 -m text", "undo", "history", "info"],
)
def test_what_must_start_at_once_loads_nothing_heavy(library: Library, run: Run, words: str) -> None:
    """Textual alone costs twenty times what an interpreter needs to start; a prompt cannot wait for that."""
    assert run("done", "2").status == 0

    assert ran_and_loaded(*words.split()) == [0, []]


def test_a_command_that_needs_a_heavy_thing_does_load_it(library: Library) -> None:
    """Or the test above would pass because it looks at the wrong thing."""
    assert ran_and_loaded("path", "check") == [0, ["pydantic"]]


# What happens at import

IMPORTING = """
import importlib, json, pkgutil, sys
done = []
def look(event, arguments):
    writes = ("os.mkdir", "os.rename", "os.remove", "os.symlink", "os.link", "sqlite3.connect", "socket.connect",
              "subprocess.Popen", "os.fork", "os.exec", "os.system", "webbrowser.open", "shutil.copyfile")
    if event in writes or (event == "open" and isinstance(arguments[1], str) and set("wax+") & set(arguments[1])):
        done.append([event, repr(arguments)])
sys.addaudithook(look)
import mlops_path
names = [found.name for found in pkgutil.walk_packages(mlops_path.__path__, "mlops_path.")]
names.remove("mlops_path.__main__")
for name in names:
    importlib.import_module(name)
print(json.dumps([names, done]))
"""


def test_no_module_does_anything_when_it_is_imported(home: Path, tmp_path: Path) -> None:
    """No file, folder, database, process or connection comes from merely reading the program."""
    folder = tmp_path / "somewhere"
    folder.mkdir()
    imported = subprocess.run(
        [sys.executable, "-B", "-c", IMPORTING],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(home / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    names, done = json.loads(imported.stdout)

    assert done == []
    assert {"mlops_path.tracker", "mlops_path.storage.store", "mlops_path.tui"} <= set(names)
    assert (list(folder.iterdir()), list(home.iterdir())) == ([], [])


def test_computing_a_place_does_not_make_it(home: Path) -> None:
    """`info` says where everything would be; it must not be there because of that."""
    places = [
        locations.database_file(),
        locations.own_paths_folder(),
        locations.drafts_folder(),
        locations.links_file(),
        locations.data_folder(),
        locations.state_folder(),
    ]

    assert all(Path(place).is_relative_to(home) for place in places)
    assert list(home.iterdir()) == []
