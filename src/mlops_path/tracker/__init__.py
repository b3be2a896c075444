"""The one door that changes a record: decide (domain) → keep (storage) → the new journey comes back.

`looking` reads, `changing` keeps; `marking`, `following` and `learners` know what to change. The only room that asks
the clock (`places`).
"""

from __future__ import annotations

import os

from mlops_path.curriculum import own_paths
from mlops_path.curriculum.library import open_library
from mlops_path.storage.store import open_store
from mlops_path.tracker.changing import Outcome
from mlops_path.tracker.following import Following
from mlops_path.tracker.learners import Learners
from mlops_path.tracker.looking import Found
from mlops_path.tracker.marking import MOST_AT_ONCE, Marking
from mlops_path.tracker.places import present_moment, record_place, safekeeping_of

__all__ = [
    "MOST_AT_ONCE",
    "Found",
    "Outcome",
    "Tracker",
    "open_tracker",
    "present_moment",
    "record_place",
    "safekeeping_of",
]


class Tracker(Marking, Following, Learners):
    """One learner's record and the paths they may follow."""


def open_tracker(
    *,
    database: str | None = None,
    learner: str | None = None,
    path: str | None = None,
    wait_ms: int = 5000,
) -> Tracker:
    """The tracker for what the user asked for, else for what the environment says, else for the usual places.

    Raises:
        NoSuchLearner, NoSuchPath, and the errors of the database and the curriculum.
    """
    place = record_place(database)

    def before_migration() -> None:
        safekeeping_of(place, wait_ms).back_up("before-migration", present_moment())

    store = open_store(place, wait_ms, before_migration)
    record = place if "://" in place else os.path.abspath(place)
    if left := own_paths.unfinished(record):
        own_paths.finish(left, store.is_kept, alone=False)
    return Tracker(
        store,
        open_library(),
        learner_name=learner or os.environ.get("MLOPS_PATH_LEARNER") or None,
        path_id=path or os.environ.get("MLOPS_PATH_PATH") or None,
        record=record,
    )
