"""A step of the learner's own on any path."""

from __future__ import annotations

from mlops_path.curriculum.kinds import KINDS
from mlops_path.curriculum.writing import kind_of, line_of, new_id
from mlops_path.domain.arranging import Added
from mlops_path.domain.plans import PlanItem
from mlops_path.errors import UnsafeLink, WrongUsage
from mlops_path.planning.resources import ids_taken
from mlops_path.text import link_to_open
from mlops_path.tracker import Tracker


def add_step(
    tracker: Tracker,
    title: str,
    after: str | None,
    *,
    required: bool,
    url: str | None = None,
    kind: str | None = None,
    minutes: int | None = None,
) -> str:
    """Adds a step to the present path, for this learner alone; its id. Without `after` it stands at the end.

    Raises:
        WrongUsage: no title, a kind that there is not, or minutes out of range.
        UnsafeLink: the address cannot be opened.
    """
    title = line_of(title)
    if not title:
        raise WrongUsage("A step needs a title.", "For example `mlops-path path add 'Read our runbook'`.")
    if url is not None and link_to_open(url) is None:
        raise UnsafeLink("That is not an address that can be opened.", "Write http://… or https://… without spaces.")
    kind = kind or kind_of(PlanItem(title, 0, "list", 0, url=url))
    if kind not in KINDS:
        raise WrongUsage(f"'{kind[:40]}' is no kind.", f"Kinds are: {', '.join(KINDS)}.")
    if minutes is not None and not 1 <= minutes <= 60000:
        raise WrongUsage("--minutes takes a number from 1 to 60000.", "For example `--minutes 45`.")
    path = tracker.journey.path
    id_ = new_id(title, ids_taken(tracker))
    last = path.steps[-1].id if path.steps else ""
    behind = last if after is None else after
    step = Added(id_, title, kind, minutes or KINDS[kind], url, required, behind, timed=minutes is not None)
    tracker.arrange(path.id, lambda present: present.add(step))
    return id_
