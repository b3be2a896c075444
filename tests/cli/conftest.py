"""What tests of the command line stand on: steps to name, a record with a past, and `mlops-path` in a real shell."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.domain.curriculum import Step
from mlops_path.domain.journey import Journey
from mlops_path.tracker import Tracker
from tests.conftest import Clock, Ran


@pytest.fixture
def steps(library: Library) -> tuple[Step, ...]:
    """Required steps of the default path that stand alone: no parts, no book above them."""
    journey = Journey(library.path("mlops"))
    return tuple(step for step in journey.open_steps() if step.parent is None and not journey.parts_on_path(step.id))


@pytest.fixture
def worked(tracker: Tracker, clock: Clock, steps: tuple[Step, ...]) -> Iterator[Tracker]:
    """A record with a past: one step done with a note and time, one skipped, one begun and taken back; two learners."""
    one, two, three = (step.id for step in steps[:3])
    tracker.mark((one,), "done", note="Read it twice.")
    clock.forward(minutes=5)
    tracker.log(one, 45)
    clock.forward(minutes=5)
    tracker.mark((two,), "skipped", reason="I teach this.")
    clock.forward(minutes=5)
    tracker.mark((three,), "doing")
    clock.forward(minutes=5)
    tracker.undo()
    tracker.add_learner("Bea")
    tracker.close()
    yield tracker
    tracker.close()


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`mlops-path` as a program on PATH; its place."""
    program = tmp_path / "bin" / "mlops-path"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m mlops_path \"$@\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


@pytest.fixture
def shell(on_path: Path, tmp_path: Path) -> Callable[..., Ran]:
    """Runs a line of `sh` in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()

    def run_line(line: str, **env: str) -> Ran:
        done = subprocess.run(
            ["sh", "-c", line],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
            cwd=folder,
            env={**os.environ, **env},
        )
        return Ran(done)

    return run_line


PLAN = """\
# Another plan

- [ ] [Knots for sailors](https://knots.example)
"""
PATH = """\
id = "mine"
title = "Mine"
edition = 2026-01-01

[[stage]]
title = "Knots"

[[stage.section]]
title = "Knots"
step = [{ resource = "knots" }]

[[resource]]
id = "knots"
title = "Knots for sailors"
kind = "article"
"""


@pytest.fixture
def prepared(worked: Tracker, home: Path, steps: tuple[Step, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The `worked` record with a path of the learner's own and a step that they hid; beside them lies a plan."""
    own = home / "data" / "mlops-path" / "paths" / "mine.toml"
    own.parent.mkdir()
    own.write_text(PATH, encoding="utf-8")
    worked.arrange("mlops", lambda present: present.hide([steps[-1].id]))
    worked.mark((steps[3].id,), "doing")
    worked.undo()
    worked.close()
    (home / "plan.md").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(home)
