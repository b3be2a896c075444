"""Commands that look and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from mlops_path.cli.printing import mark, moment, open_for, print_json, print_lines, say, step_lines
from mlops_path.domain import wording
from mlops_path.domain.dates import duration
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import OF_PATHS, inverse, label_of
from mlops_path.errors import WrongUsage
from mlops_path.text import plain, shown

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.domain.curriculum import Step
    from mlops_path.storage.store import KeptEvent
    from mlops_path.tracker import Tracker

STAGE_WIDTH = 46
MOST_EVENTS = 1 << 40  # what a database counts to and more than anybody does


def status(options: Namespace) -> None:
    journey = open_for(options).journey
    if options.json:
        from mlops_path.domain.records import status_record  # noqa: PLC0415 - plain output does without

        print_json(status_record(journey))
        return
    path, counts = journey.path, journey.counts
    lines = [
        f"{shown(path.title)}  ({path.id}, edition {path.edition}, {shown(journey.learner)})",
        wording.standing(counts),
    ]
    if beside := wording.beside(counts):
        lines.append(beside)
    for number, stage in enumerate(path.stages, 1):
        lines.append("")
        lines.append(_figure(f"{number:>3}  {shown(stage.title)}", wording.fraction(journey.stage_counts(stage))))
        sections = path.sections[stage.first : stage.last]
        if len(sections) > 1:
            lines += [
                _figure(
                    f"       {shown(section.title)}",
                    wording.fraction(journey.section_counts[stage.first + n]),
                )
                for n, section in enumerate(sections)
            ]
    print_lines(lines)
    if (step := journey.next_step) is not None:
        say(f"\nNext: {step.number}  {step.title}")


def _figure(title: str, figure: str) -> str:
    return f"{title:<{STAGE_WIDTH}} {figure:>9}"


def next_steps(options: Namespace) -> None:
    if options.count < 1:
        raise WrongUsage("-n takes a number from 1 on.", "For example `mlops-path next -n 3`.")
    journey = open_for(options).journey
    found = journey.next_steps(options.count)
    if options.json:
        from mlops_path.domain.records import next_record  # noqa: PLC0415 - plain output does without

        print_json([next_record(journey, each) for each in found])
        return
    if not found:
        say("Nothing required is open on this path. `mlops-path list --status todo` shows what is optional.")
        return
    for step, why in found:
        facts = journey.path.facts[step.number]
        resource = facts.resource
        about = " · ".join(part for part in (wording.source_line(resource), wording.kind_line(resource)) if part)
        lines = [f"{step.number:>4}  {shown(step.title)}", f"      {shown(about)}"]
        if address := resource.url or resource.free_url:
            lines.append(f"      {shown(address)}")
        lines.append(f"      {why[:1].upper()}{why[1:]}. {shown(facts.why)}".rstrip())
        print_lines(lines)


def list_steps(options: Namespace) -> None:
    tracker = open_for(options)
    journeys = [tracker.journey]
    if options.all_paths:
        journeys = [
            tracker.journey if line.id == tracker.journey.path.id else tracker.journey_of(line.id)
            for line in tracker.library.paths
        ]
    if options.json:
        from mlops_path.domain.records import step_record  # noqa: PLC0415 - plain output does without

        print_json(
            [
                {**step_record(journey, step), **({"path": journey.path.id} if options.all_paths else {})}
                for journey in journeys
                for step in _wanted(journey, options)
            ]
        )
        return
    lines: list[str] = []
    for journey in journeys:
        wanted = [list(steps) for _, steps in groupby(_wanted(journey, options), key=attrgetter("section"))]
        if options.all_paths and wanted:
            lines += ["", f"{shown(journey.path.title)}  ({journey.path.id})"]
        for found in wanted:
            lines += ["", _heading(journey, found[0]), *step_lines(journey, found)]
    if not lines:
        say("No step is like that. `mlops-path list` shows them all.")
        return
    print_lines(lines[1:])


def _heading(journey: Journey, step: Step) -> str:
    stage, section = journey.path.stage_of(step).title, journey.path.section_of(step).title
    return shown(stage if stage == section else f"{stage} › {section}")


def _wanted(journey: Journey, options: Namespace) -> Iterator[Step]:
    text = (options.section or "").casefold()
    sections = {
        number
        for number, section in enumerate(journey.path.sections)
        if text in section.title.casefold() or text in journey.path.stages[section.stage].title.casefold()
    }
    for step in journey.steps:
        if (
            step.section in sections
            and options.kind in (None, step.kind)
            and (options.status is None or journey.status(step.id) == options.status)
        ):
            yield step


def show(options: Namespace) -> None:
    tracker = open_for(options)
    step = tracker.find(options.step)
    there = tracker.anywhere(step.id)
    journey = there[0] if there is not None else tracker.journey
    elsewhere = [line for line in tracker.library.paths_with(step.id) if line.id != journey.path.id]
    text, written = tracker.note(step.id)
    if options.json:
        from mlops_path.domain.records import full_record  # noqa: PLC0415 - plain output does without

        record = full_record(journey, step)
        record |= {"path": journey.path.id, "also_on": [line.id for line in elsewhere]}
        resource = journey.path.facts[step.number].resource
        found = tracker.link(resource.url or resource.free_url)
        record["link"] = found._asdict() if found is not None else None
        print_json(record | {"note": text, "note_at": written or None})
        return
    print_lines(_everything(tracker, journey, step))
    lines = []
    if step.id in tracker.arrangement(journey.path.id).hidden:
        on_it = "" if journey.path.id == tracker.journey.path.id else f"--path {journey.path.id} "
        lines.append(f"Hidden     `mlops-path {on_it}path unhide {step.id}` brings it back into sight")
    if elsewhere:
        lines.append(f"Also on    {', '.join(shown(line.title) for line in elsewhere)}")
    if text:
        lines += ["", f"Note ({moment(written)})", *(f"  {line}" for line in plain(text).split("\n"))]
    if lines:
        print_lines(lines)


def _everything(tracker: Tracker, journey: Journey, step: Step) -> list[str]:
    facts = journey.path.facts[step.number]
    resource, state = facts.resource, journey.state(step.id)
    lines = [f"{step.number:>4}  {shown(resource.title)}"]
    lines += [f"      {shown(line)}" for line in (resource.subtitle, wording.source_line(resource)) if line]
    estimate = f"{wording.about(resource.minutes)} ({resource.minutes_from})"
    lines += [f"      {resource.kind} · {wording.need_of(step)} · {estimate}", "", _status_line(journey, step)]
    if state.minutes_logged:
        lines.append(f"Logged     {duration(state.minutes_logged)}")
    pairs = [
        ("Path", journey.path.title if journey.path.id != tracker.journey.path.id else ""),
        ("Place", _heading(journey, step)),
        ("About", resource.summary),
        ("Why here", facts.why),
        ("After", ", ".join(facts.after)),
        ("Topics", ", ".join(resource.topics)),
        ("Link", f"{resource.url} ({resource.url_from}){_found(tracker, resource.url)}" if resource.url else ""),
        ("Free", f"{resource.free_url}{_found(tracker, resource.free_url)}" if resource.free_url else ""),
        ("Archive", resource.archive_url or ""),
        ("Access", resource.access),
        *(("More", f"{more.url} ({more.why}){_found(tracker, more.url)}") for more in resource.more),
        *(("Related", f"{other}: {how}") for other, how in resource.related),
        ("Remark", resource.remark),
    ]
    lines += [f"{name:<10} {shown(value)}" for name, value in pairs if value]
    parts = [part for part in map(journey.step_of, journey.parts_on_path(step.id)) if part is not None]
    if parts:
        lines += ["Parts", *step_lines(journey, parts)]
    lines.append(f"Id         {step.id}")
    return lines


def _found(tracker: Tracker, url: str) -> str:
    """What the last check of an address found, to stand behind it; empty where there is nothing to tell."""
    found = tracker.link(url)
    if found is None:
        return ""
    from mlops_path.links.findings import in_words  # noqa: PLC0415 - loaded by then; few links are dead

    words = in_words(found, "`open --archive` opens a stored copy")
    return f" · {words}" if words else ""


def _status_line(journey: Journey, step: Step) -> str:
    state, at = journey.state(step.id), journey.status_at(step.id)
    line = f"Status     {mark(journey.status(step.id), wide=False)}"
    if at:
        line += f" since {moment(at)}"
    if state.known:
        line += ", already known"
    if state.reason:
        line += f": {shown(state.reason)}"
    return line


def search(options: Namespace) -> None:
    found = open_for(options).search(" ".join(options.words))
    if options.json:
        print_json(
            [
                {
                    "path": path.id,
                    "number": step.number,
                    "id": step.id,
                    "title": step.title,
                    "status": status_,
                }
                | ({"note": excerpt} if excerpt else {})
                for path, step, status_, excerpt in found
            ]
        )
        return
    if not found:
        say("Nothing has all of these words.")
        return
    lines = []
    for path, step, status_, excerpt in found:
        lines.append(f"  {mark(status_)} {step.number:>4}  {shown(step.title)}  ({path.id} · {step.id})")
        if excerpt:
            lines.append(f"                    note: {shown(excerpt)}")
    print_lines(lines)


def history(options: Namespace) -> None:
    if options.count < 1:
        raise WrongUsage("-n takes a number from 1 on.", "For example `mlops-path history -n 10`.")
    tracker = open_for(options)
    resource = tracker.find(options.step).id if options.step else None
    events = tracker.history(resource, min(options.count, MOST_EVENTS))
    if options.json:
        print_json(
            [
                {
                    "seq": kept.seq,
                    "change": kept.change,
                    "kind": kept.event.kind,
                    "id": kept.event.resource,
                    "at": kept.event.at,
                    "recorded": kept.recorded,
                    "undo_of": kept.undo_of,
                    "what": _what(kept),
                    **dict(kept.event.payload),
                }
                for kept in events
            ]
        )
        return
    if not events:
        say("Nothing was done yet. `mlops-path next` shows where to begin.")
        return
    titles = {id_: shown(tracker.title_of(id_)) for id_ in {kept.event.resource for kept in events}}
    print_lines(f"{moment(kept.event.at)}  {_what(kept):<24} {titles[kept.event.resource]}" for kept in events)


def _what(kept: KeptEvent) -> str:
    """What an event did, in two or three words."""
    payload = kept.event.payload
    if kept.event.kind == "marked":
        after, before = payload["after"], payload["before"]
        assert isinstance(after, dict)
        assert isinstance(before, dict)
        what = f"{before['status']} → {after['status']}"
        if after["known"]:
            what += ", known"
        if "from" in payload:
            what += f", {shown(str(payload['from']))}"
    elif kept.event.kind == "noted":
        what = "note" if payload["text"] else "note taken away"
    elif kept.event.kind in OF_PATHS:
        done = inverse(kept.event, kept.event.at) if kept.takes_back == "undo" else kept.event
        what = f"path {label_of([done])}"
    else:
        what = f"{payload['minutes']} min logged"
    return f"{kept.takes_back}: {what}" if kept.takes_back else what


def info(options: Namespace) -> None:
    import platform  # noqa: PLC0415 - only here

    from mlops_path import __version__, locations  # noqa: PLC0415 - only here
    from mlops_path.curriculum.library import built_in_folder  # noqa: PLC0415 - only here
    from mlops_path.text import masked  # noqa: PLC0415 - only here
    from mlops_path.tracker import record_place  # noqa: PLC0415 - only here

    tracker = open_for(options)
    facts: dict[str, object] = {
        "version": __version__,
        "python": platform.python_version(),
        "database": masked(record_place(options.database)),
        "events": tracker.count_events(),
        "learner": tracker.journey.learner,
        "path": tracker.journey.path.id,
        "curriculum": built_in_folder(),
        "own_paths": locations.own_paths_folder(),
        "backups": locations.backups_folder(),
        "drafts": locations.drafts_folder(),
        "links": locations.links_file(),
        "cache": locations.cache_folder(),
    }
    if options.json:
        print_json(facts)
        return
    print_lines(f"{name.replace('_', ' '):<11} {shown(str(value))}" for name, value in facts.items())
