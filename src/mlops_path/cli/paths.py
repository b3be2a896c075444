"""Paths: list, use, show, check."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mlops_path import locations
from mlops_path.cli.printing import open_for, print_json, print_lines, say
from mlops_path.curriculum.compiled import sources_in
from mlops_path.curriculum.library import built_in_folder
from mlops_path.domain import wording
from mlops_path.errors import MlopsPathError
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
    """Every mistake and warning in the files given, else in the whole curriculum and the learner's own paths."""
    from mlops_path.curriculum.advice import warnings  # noqa: PLC0415 - the only command here that loads pydantic
    from mlops_path.curriculum.reading import check  # noqa: PLC0415 - the same

    built_in, own = sources_in(built_in_folder()), sources_in(locations.own_paths_folder())
    asked = options.files or [*built_in, *own]
    there = {os.path.realpath(file) for file in asked}
    # A file among one's own paths is read with the others there, as the program does; a draft elsewhere is not.
    among = own if there & {os.path.realpath(file) for file in own} else []
    beside = [file for file in (*built_in, *among) if os.path.realpath(file) not in there]
    checked = check([*beside, *asked])
    mistakes = [mistake for mistake in checked.mistakes if os.path.realpath(mistake.file) in there]
    paths = [id_ for id_, file in checked.path_files.items() if os.path.realpath(file) in there]
    advice = warnings(checked, set(asked))
    told = {"mistakes": [each._asdict() for each in mistakes], "warnings": [each._asdict() for each in advice]}
    message = ", ".join(
        [_counted(len(mistakes), "mistake") if mistakes else "no mistakes"]
        + ([_counted(len(advice), "warning")] if advice else [])
    )
    hint = f"Mend {'it' if len(mistakes) == 1 else 'them'} and check again."
    if options.json and mistakes:
        print_json({"error": {"code": "file-invalid", "message": f"{message}.", "hint": hint, **told}})
    elif options.json:
        print_json({"files": len(asked), "paths": paths, **told})
    else:
        if mistakes or advice:
            print_lines(plain(str(each)) for each in (*mistakes, *advice))
        files = f"{_counted(len(asked), 'file')}, {_counted(len(paths), 'path')}"
        say(f"{message}. {hint}" if mistakes else f"{files}: {message}.")
    return MISTAKES if mistakes else 0


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count != 1 else ''}"


def bring_paths(options: Namespace) -> tuple[list[str], list[str]]:
    """The files of own paths after another record came: ids of those written, and of those edited by hand and left.

    The record is there already; what keeps the files from coming along is told and undoes nothing of that.
    """
    try:
        with open_for(options) as tracker:
            return tracker.bring_paths()
    except MlopsPathError as problem:
        say(f"The files of your own paths did not come along. {problem.sentence}\n{problem.hint}".rstrip())
        return [], []


def tell_of_paths(written: list[str], left: list[str]) -> None:
    if written:
        say(f"Path files written: {', '.join(written)}")
    for id_ in left:
        say(f"The file of the path '{id_}' was edited by hand; it stays as it is.")
