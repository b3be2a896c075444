"""Processes that write as fast as they can, and tell what was kept: changes with a mark of their own, or drafts."""

from __future__ import annotations

import json
import random
import select
import sys
from collections.abc import Callable

from mlops_path.errors import DatabaseBusy, MlopsPathError, NothingToUndo
from mlops_path.tracker import Outcome, Tracker, open_tracker

KEPT, BUSY, WRONG = "kept", "busy", "wrong"
DEEDS = ("skip", "toggle", "append", "append", "log", "undo", "redo")


def write(database: str, name: str, wait_ms: str, left_alone: str) -> int:
    """For a child to do, until somebody speaks to it or it is killed; never touches the step `left_alone`."""
    tracker = open_tracker(database=database, wait_ms=int(wait_ms))
    resources = [step.id for step in tracker.journey.steps if step.id != left_alone and step.parent is None]
    chance = random.Random(name)  # noqa: S311 - for deeds, not for secrets
    number = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        number += 1
        mark, deed, resource = f"{name}.{number}.", chance.choice(DEEDS), chance.choice(resources)
        if number % 50 == 0:
            tracker.refresh()
        try:
            outcome = _request(tracker, deed, resource, mark)()
        except DatabaseBusy:
            _tell(BUSY, mark)
        except NothingToUndo:
            continue
        except MlopsPathError as problem:
            _tell(WRONG, f"{deed} {mark}: {problem.code}: {problem.sentence}")
        else:
            if outcome.change is not None:
                _tell(KEPT, outcome.change.id, deed, mark)
    tracker.close()
    return 0


def _request(tracker: Tracker, deed: str, resource: str, mark: str) -> Callable[[], Outcome]:
    return {
        "skip": lambda: tracker.mark((resource,), "skipped", reason=mark),
        "toggle": lambda: tracker.toggle(resource),
        "append": lambda: tracker.append_note(resource, mark),
        "log": lambda: tracker.log(resource, 7),
        "undo": tracker.undo,
        "redo": tracker.redo,
    }[deed]


def _tell(*what: str) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def write_drafts(database: str, resource: str) -> int:
    """For a child to do: a note that grows by a letter, and its draft with every letter."""
    tracker = open_tracker(database=database)
    for count in range(1, 500):
        tracker.keep_draft(resource, "x" * count, "")
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()
    return 0
