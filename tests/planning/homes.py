"""Learners with a home of their own, as many as a test needs; what they have there; and plans to import."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from mlops_path.curriculum.library import open_library
from mlops_path.domain.journey import Journey
from mlops_path.planning.proposing import Proposal, accept, propose_import, propose_update
from mlops_path.storage.store import open_store
from mlops_path.tracker import Tracker
from tests.cli.records import record
from tests.conftest import Clock
from tests.survival.quick import quick_folder


class Home(NamedTuple):
    """A learner's home. `own` is the folder of their paths."""

    folder: Path
    tracker: Tracker
    clock: Clock

    @property
    def own(self) -> Path:
        return self.folder / "mlops-path" / "paths"

    @property
    def database(self) -> Path:
        return self.folder / "mlops-path" / "record.db"

    def file(self, text: str, name: str = "plan.md") -> str:
        """A file of the learner's, somewhere else."""
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return str(file)

    def takes(self, text: str, name: str = "plan.md", id_: str = "", title: str = "") -> Proposal:
        """Imports a plan."""
        proposal = propose_import(self.tracker, self.file(text, name), id_, title)
        accept(self.tracker, proposal, "import")
        return proposal

    def updates(self, id_: str, text: str, name: str = "plan.md", **settled: str) -> Proposal:
        """Takes a new edition of a path."""
        proposal = propose_update(self.tracker, id_, self.file(text, name), settled)
        accept(self.tracker, proposal, "update")
        return proposal

    def files(self) -> dict[str, bytes]:
        """Everything in the folder of own paths."""
        return {each.name: each.read_bytes() for each in self.own.rglob("*") if each.is_file()}

    def events(self) -> int:
        return len(record(self.database).get("event", ()))

    def statuses(self, id_: str) -> dict[str, str]:
        """What the learner sees on a path: status by title."""
        journey = self.tracker.journey_of(id_)
        return {step.title: journey.status(step.id) for step in journey.steps}


@contextmanager
def a_home() -> Iterator[Home]:
    """An empty home, gone afterwards; until then the program has its own paths there."""
    with quick_folder() as folder, patch.dict(os.environ, {"XDG_DATA_HOME": str(folder)}):
        clock = Clock()
        store = open_store(str(folder / "mlops-path" / "record.db"))
        with closing(Tracker(store, open_library(), clock=clock)) as tracker:
            yield Home(folder, tracker, clock)


Walk = list[tuple[str, str, str, str, str, str | None]]


def walk_of(journey: Journey) -> Walk:
    """Stage, section, id, title, need and whole of each step, in path order."""
    path = journey.path
    here = {step.id for step in path.steps}
    return [
        (
            path.stage_of(step).title,
            path.section_of(step).title,
            step.id,
            step.title,
            step.need,
            step.parent if step.parent in here else None,
        )
        for step in path.steps
    ]


class Item(NamedTuple):
    """A line of a plan. `box` is what stands in its check box, empty for a line without one."""

    title: str
    url: str = ""
    box: str = " "
    depth: int = 0


def plan_of(sections: Mapping[str, Iterable[Item]], title: str = "My plan") -> str:
    """A study plan as people write them: a title, a heading for each section, a list below it."""
    lines = [f"# {title}", ""]
    for heading, items in sections.items():
        lines += [f"## {heading}", "", *map(_line, items), ""]
    return "\n".join(lines)


def _line(item: Item) -> str:
    box = f"[{item.box}] " if item.box else ""
    return f"{'  ' * item.depth}- {box}" + (f"[{item.title}]({item.url})" if item.url else item.title)
