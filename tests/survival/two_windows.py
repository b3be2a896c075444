"""One of two windows on a record: a process with a tracker that stays open and does what it is asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from mlops_path.errors import MlopsPathError
from mlops_path.storage.documents import read_document
from mlops_path.tracker import Outcome, Tracker, open_tracker, present_moment, safekeeping_of

Request = Callable[..., object]


def live(database: str) -> int:
    """For a child to do: reads a request a line, answers with its change and with what this window shows then."""
    tracker = open_tracker(database=database, wait_ms=60_000)
    for line in sys.stdin:
        what, *values = json.loads(line)
        answer = _done(tracker, database, what, values)
        tracker.refresh()
        states = {resource: list(state) for resource, state in tracker.journey.states.items()}
        notes = {resource: text for resource, (text, _) in tracker.notes().items()}
        learners = [each.name for each in tracker.learners()]
        shown = {"learner": tracker.learner.name, "learners": learners, "states": states, "notes": notes}
        sys.stdout.write(json.dumps({**answer, **shown}) + "\n")
        sys.stdout.flush()
    tracker.close()
    return 0


def _done(tracker: Tracker, database: str, what: str, values: list[Any]) -> dict[str, Any]:
    keeping = safekeeping_of(database, 60_000)

    def export(file: str) -> None:
        with open(file, "wb") as document:
            document.writelines(keeping.export(lambda: None))

    def take_in(file: str) -> int:
        with read_document(file) as document:
            return keeping.take_in(document, present_moment()).new_events

    requests: dict[str, Request] = {
        "mark": lambda resources, status, reason, note: tracker.mark(resources, status, reason=reason, note=note),
        "toggle": tracker.toggle,
        "write": tracker.write_note,
        "append": tracker.append_note,
        "log": tracker.log,
        "undo": tracker.undo,
        "redo": tracker.redo,
        "add": tracker.add_learner,
        "use": tracker.use_learner,
        "remove": tracker.remove_learner,
        "export": export,
        "import": take_in,
        "look": lambda: None,
    }
    try:
        outcome = requests[what](*values)
    except MlopsPathError as problem:
        return {"refused": problem.code}
    if isinstance(outcome, Outcome) and outcome.change is not None:
        return {"change": outcome.change.id}
    return {"new": outcome} if what == "import" else {}
