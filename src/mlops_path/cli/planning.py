"""Paths of the learner's own: import, new, export, remove."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mlops_path.cli.asking import agreed
from mlops_path.cli.printing import mark, open_for, print_json, print_lines, say, write_bytes
from mlops_path.errors import FileExists, NoSuchPath
from mlops_path.text import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.domain.plans import Plan
    from mlops_path.planning.proposing import Proposal
    from mlops_path.tracker import Tracker

PER_CENT = 100
MOST_SHOWN = 40
MOST_KNOWN = 8
QUESTIONS = {"import": "Import it?", "update": "Take this edition?"}


# Import


def import_plan(options: Namespace) -> None:
    from mlops_path.curriculum import own_paths  # noqa: PLC0415 - as below
    from mlops_path.planning.proposing import propose_import  # noqa: PLC0415 - parsers and models

    tracker = open_for(options)
    with reading(options.file) as tick:
        proposal = propose_import(tracker, options.file, options.id or "", options.title or "", tick)
    if options.json:
        take(options, tracker, proposal, "import")
        print_json(_plan_record(proposal))
        return
    taken = show_and_take(options, tracker, proposal, "import", _plan_lines(proposal))
    if proposal.changes_nothing:
        say("Nothing new: all of this is on the path already.")
    elif taken:
        say(
            f"Imported. `mlops-path path use {proposal.path_id}` goes over to it; `mlops-path undo` takes it back. "
            f"Its file: {own_paths.file_of(proposal.path_id, {})}"
        )
    else:
        say("Nothing was changed. With --yes it becomes a path of yours.")


def take(options: Namespace, tracker: Tracker, proposal: Proposal, label: str) -> bool:
    """Brings the proposal into use if the words of the command, or whoever is asked, want it; whether it was."""
    from mlops_path.planning.proposing import accept  # noqa: PLC0415 - loaded by now

    wanted = not (options.dry_run or proposal.changes_nothing) and (options.yes or agreed(options, QUESTIONS[label]))
    if wanted:
        accept(tracker, proposal, label)
    return wanted


def show_and_take(options: Namespace, tracker: Tracker, proposal: Proposal, label: str, lines: Iterable[str]) -> bool:
    """Shows what a proposal would do, and takes it as `take` does: with `--yes` first, whoever closes the pipe.

    `lines` are safe to print.
    """
    told = [*lines]
    taken = bool(options.yes) and take(options, tracker, proposal, label)
    print_lines(told)
    return taken or take(options, tracker, proposal, label)


@contextmanager
def reading(file: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for what reads a file and tells how far it is."""
    from mlops_path.cli.progress_bar import progress_bar  # noqa: PLC0415 - few commands take a while

    done = 0
    with progress_bar(f"Reading {shown(os.path.basename(file))}", PER_CENT) as advance:

        def tick(read: int, of: int) -> None:
            nonlocal done
            while done * max(of, 1) < PER_CENT * read and done < PER_CENT:
                done += 1
                advance()

        yield tick


def _plan_record(proposal: Proposal) -> dict[str, object]:
    plan = proposal.plan
    steps = []
    walk = zip(proposal.ids, proposal.statuses, plan.items, plan.wholes_to_keep(), strict=True)
    for number, (id_, status, item, whole) in enumerate(walk, 1):
        section = plan.sections[item.section]
        steps.append(
            {
                "number": number,
                "id": id_,
                "title": item.title,
                "url": item.url,
                "urls": [*([item.url] if item.url else []), *(url for url, _ in item.more)],
                "status": status,
                "parent": proposal.ids[whole] if whole is not None else None,
                "stage": plan.stages[section.stage][0],
                "section": section.title,
                "origin": item.origin,
                "line": item.line,
                "known": id_ in proposal.known,
            }
        )
    return {
        "path": {"id": proposal.path_id, "title": plan.title},
        "stages": len(plan.stages),
        "sections": _sections(plan),
        "steps": steps,
        "left_out": [each._asdict() for each in plan.left_out],
        "ticks": proposal.ticks,
    }


def _sections(plan: Plan) -> int:
    """How many sections there are; one that goes on after another within it is one."""
    return len(set(plan.sections))


def _plan_lines(proposal: Proposal) -> Iterator[str]:
    plan = proposal.plan
    yield f"{shown(plan.title)}  ({proposal.path_id})"
    origins = Counter(item.origin for item in plan.items)
    names = {"list": "lists", "box": "check boxes", "table": "tables", "topic": "topics"}
    sources = ", ".join(f"{many} from {names.get(origin, origin)}" for origin, many in origins.items())
    sizes = (len(plan.stages), "stage"), (_sections(plan), "section"), (len(plan.items), "step")
    yield f"  {', '.join(count(number, what) for number, what in sizes)}: {sources}"
    for title, _ in plan.stages[:MOST_SHOWN]:
        yield f"    {shown(title)}"
    walk = zip(proposal.ids, proposal.statuses, plan.items, strict=True)
    known = [f"    {mark(status)}  {shown(item.title)}" for id_, status, item in walk if id_ in proposal.known]
    if known:
        are, them = ("is", "it") if len(known) == 1 else ("are", "them")
        yield f"  {len(known)} {are} known already; what you did for {them} counts here too"
        yield from known[:MOST_KNOWN]
        if len(known) > MOST_KNOWN:
            yield f"    … and {len(known) - MOST_KNOWN} more"
    if proposal.ticks:
        yield f"  {count(proposal.ticks, 'tick')} come{'s' if proposal.ticks == 1 else ''} along"
    yield from taken_back_lines(proposal)
    wholes = zip(plan.items, plan.wholes_to_keep(), plan.wholes(), strict=True)
    apart = sum(kept != whole and not item.apart for item, kept, whole in wholes)
    if apart:
        stand = "stands" if apart == 1 else "stand"
        yield f"  {count(apart, 'step')} below others {stand} apart: the box above says otherwise than theirs"
    if plan.left_out:
        reasons = Counter(each.reason for each in plan.left_out)
        yield f"  left out: {', '.join(f'{many} {reason}' for reason, many in reasons.most_common())}"


def taken_back_lines(proposal: Proposal) -> Iterator[str]:
    """The ticks that stay away: the learner took them back after they had come from a file."""
    if proposal.taken_back:
        titles = {id_: item.title for id_, item in zip(proposal.ids, proposal.plan.items, strict=True)}
        ticks = count(len(proposal.taken_back), "tick")
        yield f"  {ticks} of the file stay{'s' if len(proposal.taken_back) == 1 else ''} away: you took back"
        yield from (f"    {shown(titles[id_])}" for id_ in proposal.taken_back[:MOST_KNOWN])
        if len(proposal.taken_back) > MOST_KNOWN:
            yield f"    … and {len(proposal.taken_back) - MOST_KNOWN} more"


# New, export, remove


def new(options: Namespace) -> None:
    from mlops_path.planning.proposing import accept, propose_new  # noqa: PLC0415 - models

    tracker = open_for(options)
    proposal = propose_new(tracker, options.title, options.id or "")
    accept(tracker, proposal, "new")
    home = tracker.library.homes[proposal.path_id]
    if options.json:
        print_json({"path": {"id": proposal.path_id, "title": proposal.plan.title}, "file": home})
        return
    say(f"Made '{proposal.path_id}'. Write its steps in {home}, then check it: `mlops-path path check {home}`.")
    say(f"`mlops-path path use {proposal.path_id}` goes over to it; `mlops-path path add TITLE` adds steps there.")


def export(options: Namespace) -> None:
    from mlops_path.planning.exporting import as_markdown, as_toml  # noqa: PLC0415 - models

    tracker = open_for(options)
    here = tracker.journey.path.id
    journey = tracker.journey_of(options.id) if options.id and options.id != here else tracker.journey
    format_ = options.format or ("toml" if (options.output or "").lower().endswith(".toml") else "md")
    text = as_toml(journey) if format_ == "toml" else as_markdown(journey)
    if options.output in (None, "-"):
        if options.json:
            print_json({"path": journey.path.id, "format": format_, "text": text})
        else:
            write_bytes(text.encode())
        return
    from mlops_path.cli.reporting import write_whole  # noqa: PLC0415 - only where a file is asked for

    if os.path.exists(options.output) and not options.force:
        raise FileExists(f"{options.output} is there already. Nothing was written.", "Add --force to replace it.")
    write_whole(options.output, text.encode(), "", options.force)
    if options.json:
        print_json({"file": options.output, "path": journey.path.id, "format": format_})
    else:
        say(f"Written: {options.output}")


def remove(options: Namespace) -> None:
    from mlops_path.curriculum.own_paths import text_in  # noqa: PLC0415 - loaded by now

    tracker = open_for(options)
    home = tracker.library.homes.get(options.id)
    if home is None:
        known = options.id in tracker.library.folders
        raise NoSuchPath(
            f"'{options.id}' comes with the program; only paths of your own can be removed."
            if known
            else f"No path '{options.id[:80]}' of your own.",
            "`mlops-path path list` shows every path.",
        )
    tracker.change_path(options.id, "", text_in(home), "remove")
    if options.json:
        print_json({"removed": options.id})
    else:
        say(f"Removed '{options.id}'. Your ticks and notes are kept; `mlops-path undo` brings the path back.")


def count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
