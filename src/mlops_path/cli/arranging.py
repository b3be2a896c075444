"""Any path arranged for oneself: a step of one's own, steps out of sight, steps elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mlops_path.cli.printing import open_for, print_json, say
from mlops_path.errors import NoSuchStep, WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.tracker import Tracker


def add(options: Namespace) -> None:
    from mlops_path.planning.arranging import add_step  # noqa: PLC0415 - few paths are arranged

    tracker = open_for(options)
    after = _here(tracker, options.after) if options.after else None
    need = not options.optional
    id_ = add_step(
        tracker, options.title, after, required=need, url=options.url, kind=options.kind, minutes=options.minutes
    )
    _told(options, tracker, [id_], "Added")


def hide(options: Namespace) -> None:
    tracker = open_for(options)
    ids = [_here(tracker, text) for text in options.steps]
    tracker.arrange(tracker.journey.path.id, lambda present: present.hide(ids))
    if options.json:
        print_json({"hidden": ids})
    else:
        say(f"Out of sight on this path: {', '.join(ids)}. `mlops-path path unhide` or `undo` brings them back.")


def unhide(options: Namespace) -> None:
    tracker = open_for(options)
    hidden = tracker.arrangement(tracker.journey.path.id).hidden
    ids = options.ids or list(hidden)
    if unknown := [id_ for id_ in ids if id_ not in hidden]:
        raise WrongUsage(
            f"'{unknown[0][:80]}' is not hidden on this path.",
            f"Hidden are: {', '.join(hidden)}." if hidden else "Nothing is hidden here.",
        )
    if not ids:
        say("Nothing is hidden here.")
    tracker.arrange(tracker.journey.path.id, lambda present: present.bring_back(ids))
    _told(options, tracker, ids, "Back")


def move(options: Namespace) -> None:
    if (options.after is None) == (not options.first):
        raise WrongUsage("Say where to: --after STEP, or --first.", "For example `mlops-path path move 7 --after 2`.")
    tracker = open_for(options)
    id_ = _here(tracker, options.step)
    after = "" if options.first else _here(tracker, options.after)
    if id_ == after:
        raise WrongUsage("A step cannot stand behind itself.", "Name another one after --after.")
    tracker.arrange(tracker.journey.path.id, lambda present: present.move(id_, after))
    _told(options, tracker, [id_], "Moved")


def _here(tracker: Tracker, text: str) -> str:
    """The id of a step that this path has; one that only another path has cannot be arranged here."""
    id_ = tracker.find(text).id
    if tracker.journey.step_of(id_) is None:
        raise NoSuchStep(
            f"The path '{tracker.journey.path.id}' does not show a step '{id_}'.",
            "`mlops-path list` shows those that it has; `mlops-path path unhide` brings hidden ones back.",
        )
    return id_


def _told(options: Namespace, tracker: Tracker, ids: Sequence[str], what: str) -> None:
    steps = [step for step in map(tracker.journey.step_of, ids) if step is not None]
    if options.json:
        from mlops_path.domain.records import step_records  # noqa: PLC0415 - plain output does without

        print_json(step_records(tracker.journey, steps))
        return
    for step in steps:
        say(f"{what}: {step.number}  {step.title}")
