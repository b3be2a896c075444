"""Commands that change what was done: start, done, skip, todo, log, undo, redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlops_path.cli.printing import open_for, print_json, say
from mlops_path.domain import wording
from mlops_path.domain.dates import minutes_of, moment_of
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from mlops_path.errors import MlopsPathError, NothingToUndo, WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

    from mlops_path.domain.curriculum import Step
    from mlops_path.tracker import Outcome, Tracker

VERBS = {DONE: "Done", DOING: "Started", SKIPPED: "Skipped", TODO: "Todo again"}


def start(options: Namespace) -> None:
    _mark(options, DOING, note=options.message)


def done(options: Namespace) -> None:
    _mark(options, DONE, note=options.message, known=options.known)


def skip(options: Namespace) -> None:
    _mark(options, SKIPPED, reason=options.message)


def todo(options: Namespace) -> None:
    _mark(options, TODO, note=options.message)


def _mark(
    options: Namespace,
    status: str,
    *,
    reason: str | None = None,
    note: str | None = None,
    known: bool = False,
) -> None:
    tracker = open_for(options)
    at = moment_of(options.at, tracker.now()) if options.at is not None else None
    steps = [tracker.find(text) for text in options.steps]
    outcome = tracker.mark(
        [step.id for step in steps], status, at=at, reason=reason or "", known=known, note=note or ""
    )
    _told(options, tracker, outcome, VERBS[status], steps)


def log(options: Namespace) -> None:
    tracker = open_for(options)
    minutes = minutes_of(options.duration)
    at = moment_of(options.at, tracker.now()) if options.at is not None else None
    step = tracker.find(options.step)
    _told(options, tracker, tracker.log(step.id, minutes, at), f"Logged {minutes} min", [step])


def undo(options: Namespace) -> None:
    _take_back(options, "undo", "Undone")


def redo(options: Namespace) -> None:
    _take_back(options, "redo", "Done again")


def _take_back(options: Namespace, verb: str, word: str) -> None:
    if options.count < 1:
        raise WrongUsage(f"{verb} takes a number from 1 on.", f"For example `mlops-path {verb} 2`.")
    tracker = open_for(options)
    request: Callable[[], Outcome] = tracker.undo if verb == "undo" else tracker.redo
    outcomes: list[Outcome] = []
    for _ in range(options.count):
        try:
            outcomes.append(request())
        except NothingToUndo:
            if not outcomes:
                raise
            break
        except MlopsPathError as problem:
            if outcomes:
                before = f" {len(outcomes)} before it {'was' if len(outcomes) == 1 else 'were'} {word.lower()}."
                problem.sentence = problem.sentence.replace(" Nothing was changed.", before)
            raise
    changes = [outcome.change for outcome in outcomes if outcome.change is not None]
    if options.json:
        print_json(
            {
                "changes": [
                    {"change": change.id, "label": change.label, "ids": _touched(change.events)} for change in changes
                ]
            }
        )
        return
    for change in changes:
        as_done = change.events[::-1] if verb == "undo" else change.events
        titles = wording.listed(_touched(as_done), tracker.title_of)
        say(f"{word}: {change.label} · {titles}")
    if len(changes) < options.count:
        say(f"There was nothing more to {verb}.")


def _touched(events: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(str(getattr(event, "resource", "")) for event in events))


def _told(options: Namespace, tracker: Tracker, outcome: Outcome, word: str, steps: list[Step]) -> None:
    """What was asked for and what it changed; a request that changed nothing says so and is no error."""
    journey, change = outcome
    changed = _touched(change.events) if change else []
    if options.json:
        from mlops_path.domain.records import step_records  # noqa: PLC0415 - plain output does without

        on_path = [step for step in map(journey.step_of, changed) if step is not None]
        print_json(
            {
                "change": change.id if change else None,
                "changed": changed,
                "steps": step_records(journey, on_path),
            }
        )
        return
    if not change:
        say("Nothing to change: " + ", ".join(step.title for step in steps) + ".")
        return
    say(f"{word}: {wording.listed(changed, tracker.title_of)} · `mlops-path undo` takes it back")
