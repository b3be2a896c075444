"""Paths: list, use, show, check."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mlops_path import locations
from mlops_path.cli.printing import open_for, print_json, print_lines, say
from mlops_path.curriculum.compiled import sources_in
from mlops_path.curriculum.library import built_in_folder
from mlops_path.domain import wording
from mlops_path.text import plain, shown

if TYPE_CHECKING:
    from argparse import Namespace

MISTAKES = 4


def list_paths(options: Namespace) -> None:
    tracker = open_for(options)
    current = tracker.journey.path.id
    journeys = [tracker.journey_of(line.id) for line in tracker.library.paths]
    if options.json:
        print_json(
            [
                {**line._asdict(), "current": line.id == current, "done": journey.counts.done}
                for line, journey in zip(tracker.library.paths, journeys, strict=True)
            ]
        )
        return
    width = max(len(line.id) for line in tracker.library.paths)
    print_lines(
        f"{'*' if line.id == current else ' '} {line.id:<{width}}  {shown(line.title)}"
        f"  ({wording.standing(journey.counts)}{', your own' if line.own else ''})"
        for line, journey in zip(tracker.library.paths, journeys, strict=True)
    )


def use(options: Namespace) -> None:
    tracker = open_for(options)
    journey = tracker.use_path(options.id)
    if options.json:
        print_json({"path": journey.path.id, "title": journey.path.title})
        return
    say(f"You are on '{journey.path.title}' now: {wording.standing(journey.counts)}.")


def show(options: Namespace) -> None:
    tracker = open_for(options)
    journey = tracker.journey_of(options.id or tracker.journey.path.id)
    path = journey.path
    if options.json:
        from mlops_path.domain.records import status_record  # noqa: PLC0415 - plain output does without

        facts = {"title": path.title, "author": path.author, "url": path.url, "summary": path.summary}
        print_json({**facts, **status_record(journey)})
        return
    lines = [f"{shown(path.title)}  ({path.id}, edition {path.edition})"]
    lines += [shown(line) for line in (path.author, path.url or "", path.summary) if line]
    lines += ["", wording.standing(journey.counts), RULE_HINT]
    for number, stage in enumerate(path.stages, 1):
        lines += ["", f"{number:>3}  {shown(stage.title)}"]
        if stage.goal:
            lines.append(f"     {shown(stage.goal)}")
        for section in path.sections[stage.first : stage.last]:
            count = section.last - section.first
            lines.append(f"       {shown(section.title)} ({count} step{'s' if count != 1 else ''})")
    print_lines(lines)


RULE_HINT = "Progress = done / (required − skipped − retired)."


def check_files(options: Namespace) -> int:
    """Every mistake in the files given, else in the whole curriculum and the learner's own paths."""
    from mlops_path.curriculum.reading import check  # noqa: PLC0415 - the only command here that loads pydantic

    built_in = sources_in(built_in_folder())
    asked = options.files or [*built_in, *sources_in(locations.own_paths_folder())]
    there = {os.path.realpath(file) for file in asked}
    beside = [file for file in built_in if os.path.realpath(file) not in there]
    checked = check([*beside, *asked])
    mistakes = [mistake for mistake in checked.mistakes if os.path.realpath(mistake.file) in there]
    paths = [id_ for id_, file in checked.path_files.items() if os.path.realpath(file) in there]
    count = len(mistakes)
    if options.json:
        found = [mistake._asdict() for mistake in mistakes]
        if count:
            message, hint = _sum(count)
            print_json({"error": {"code": "file-invalid", "message": message, "hint": hint, "mistakes": found}})
        else:
            print_json({"files": len(asked), "paths": paths, "mistakes": []})
        return MISTAKES if count else 0
    if count:
        print_lines(plain(str(mistake)) for mistake in mistakes)
        say(" ".join(_sum(count)))
        return MISTAKES
    files = f"{len(asked)} file{'s' if len(asked) != 1 else ''}"
    say(f"{files}, {len(paths)} path{'s' if len(paths) != 1 else ''}: no mistakes.")
    return 0


def _sum(count: int) -> tuple[str, str]:
    if count == 1:
        return "1 mistake.", "Mend it and check again."
    return f"{count} mistakes.", "Mend them and check again."
