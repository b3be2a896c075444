"""Paths of the learner's own: import, update, new, export, remove; and any path arranged for oneself."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mlops_path.cli.printing import mark, open_for, print_json, print_lines, say, write_bytes
from mlops_path.domain.dates import duration
from mlops_path.errors import FileExists, NoSuchPath, WrongUsage
from mlops_path.text import plain, shown

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.domain.editions import Match
    from mlops_path.planning.proposing import Proposal, Standing
    from mlops_path.tracker import Tracker

PER_CENT = 100
MOST_SHOWN = 40
GROUPS = ("carried", "retitled", "relinked", "moved", "retired", "new", "ambiguous")
WORDS = {"relinked": "re-linked", "ambiguous": "uncertain"}


# Import


def import_plan(options: Namespace) -> int:
    with _keeping_all():
        return _import_plan(options)


def _import_plan(options: Namespace) -> int:
    from mlops_path.curriculum import own_paths  # noqa: PLC0415 - as below
    from mlops_path.planning.proposing import accept, propose_import  # noqa: PLC0415 - parsers and models

    tracker = open_for(options)
    with _reading(options.file) as tick:
        proposal = propose_import(tracker, options.file, options.id or "", options.title or "", tick)
    if options.json:
        if options.yes and not options.dry_run and not proposal.changes_nothing:
            accept(tracker, proposal, "import")
        print_json(_plan_record(proposal))
        return 0
    print_lines(plain(line) for line in _plan_lines(proposal))
    if proposal.changes_nothing:
        say("Nothing new: all of this is on the path already.")
        return 0
    if options.dry_run or not (options.yes or _agreed("Import it?")):
        say("Nothing was changed. With --yes it becomes a path of yours.")
        return 0
    accept(tracker, proposal, "import")
    say(
        f"Imported. `mlops-path path use {proposal.path_id}` goes over to it; `mlops-path undo` takes it back. "
        f"Its file: {own_paths.file_of(proposal.path_id, {})}"
    )
    return 0


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Without looking for what may go: nothing of a plan may, and the looking is a quarter of a long import."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _reading(file: str) -> Iterator[Callable[[int, int], None]]:
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
    for number, (id_, status, item) in enumerate(zip(proposal.ids, proposal.statuses, plan.items, strict=True), 1):
        section = plan.sections[item.section]
        steps.append(
            {
                "number": number,
                "id": id_,
                "title": item.title,
                "url": item.url,
                "urls": [*([item.url] if item.url else []), *(url for url, _ in item.more)],
                "status": status,
                "parent": proposal.ids[item.parent] if item.parent is not None else None,
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
        "sections": len(plan.sections),
        "steps": steps,
        "left_out": [each._asdict() for each in plan.left_out],
        "ticks": proposal.ticks,
    }


def _plan_lines(proposal: Proposal) -> Iterator[str]:
    plan = proposal.plan
    yield f"{plan.title}  ({proposal.path_id})"
    origins = Counter(item.origin for item in plan.items)
    names = {"list": "lists", "box": "check boxes", "table": "tables", "topic": "topics"}
    sources = ", ".join(f"{count} from {names.get(origin, origin)}" for origin, count in origins.items())
    sizes = (len(plan.stages), "stage"), (len(plan.sections), "section"), (len(plan.items), "step")
    yield f"  {', '.join(_count(number, what) for number, what in sizes)}: {sources}"
    for title, _ in plan.stages[:MOST_SHOWN]:
        yield f"    {title}"
    known = sum(id_ in proposal.known for id_ in proposal.ids)
    if known:
        yield f"  {known} are known already; what you did for them counts here too"
    if proposal.ticks:
        yield f"  {_count(proposal.ticks, 'tick')} come{'s' if proposal.ticks == 1 else ''} along"
    if plan.left_out:
        reasons = Counter(each.reason for each in plan.left_out)
        yield f"  left out: {', '.join(f'{count} {reason}' for reason, count in reasons.most_common())}"


# Update


def update(options: Namespace) -> int:
    with _keeping_all():
        return _update(options)


def _update(options: Namespace) -> int:
    from mlops_path.planning.proposing import accept, propose_update  # noqa: PLC0415 - parsers and models

    tracker = open_for(options)
    settled = _settled(options.resolve or ())
    declined = options.declined or ()
    with _reading(options.file) as tick:
        proposal = propose_update(tracker, options.id, options.file, settled, tick, declined=declined)
    asked = _is_asked(options)
    if asked and proposal.comparison.doubts:
        answers = _answers(proposal)
        if answers:
            proposal = propose_update(tracker, options.id, options.file, {**settled, **answers}, declined=declined)
    if options.json:
        if options.yes and not options.dry_run and not proposal.changes_nothing:
            accept(tracker, proposal, "update")
        print_json(_update_record(proposal))
        return 0
    print_lines(plain(line) for line in _update_lines(tracker, proposal))
    if proposal.changes_nothing:
        say("Nothing would change.")
        return 0
    if options.dry_run or not (options.yes or _agreed("Take this edition?")):
        say("Nothing was changed. With --yes this edition comes into use, with every tick that is certain.")
        return 0
    accept(tracker, proposal, "update")
    say("Updated. `mlops-path undo` goes back to the edition of before.")
    return 0


def _settled(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        old, equals, new = pair.partition("=")
        if not (equals and old.strip() and new.strip()):
            raise WrongUsage(f"--resolve takes OLD=NEW, not '{pair[:80]}'.", "For example `--resolve intro=12`.")
        found[old.strip()] = new.strip()
    return found


def _groups(proposal: Proposal) -> dict[str, list[tuple[int | None, Match | None, Standing | None]]]:
    """What becomes of each step, by group: the place in the new edition, the match and the step of before."""
    comparison, before = proposal.comparison, proposal.before
    groups: dict[str, list[tuple[int | None, Match | None, Standing | None]]] = {name: [] for name in GROUPS}
    for match in comparison.matches:
        name = match.how if match.how in groups else "carried"
        groups[name].append((match.new, match, before[match.old[0]]))
    groups["new"] = [(place, None, None) for place in comparison.new]
    groups["ambiguous"] = [(doubt.new, None, None) for doubt in comparison.doubts]
    ids = set(proposal.ids)
    open_still = {old for doubt in comparison.doubts for old in doubt.candidates}
    groups["retired"] = [
        (None, None, each)
        for place, each in enumerate(before)
        if each.thing.id not in ids and not each.retired and place not in open_still
    ]
    for name in ("carried", "retitled", "relinked", "moved", "new", "ambiguous"):
        groups[name].sort(key=lambda entry: entry[0] or 0)
    return groups


def _update_record(proposal: Proposal) -> dict[str, list[dict[str, object]]]:
    candidates = {doubt.new: doubt.candidates for doubt in proposal.comparison.doubts}
    record: dict[str, list[dict[str, object]]] = {}
    for name, entries in _groups(proposal).items():
        record[name] = []
        for place, match, old in entries:
            if place is None:
                assert old is not None, "what has no place in the new edition was in the old one"
                record[name].append({**_before(old), "before": _before(old)})
                continue
            item = proposal.plan.items[place]
            entry: dict[str, object] = {
                "id": proposal.ids[place],
                "title": item.title,
                "url": item.url,
                "status": proposal.statuses[place],
                "before": _before(old) if old is not None else None,
                "number": place + 1,
            }
            if match is not None and match.how in ("split", "merged"):
                entry["how"] = match.how
            if name == "ambiguous":
                choices = [_before(proposal.before[old]) for old in candidates[place]]
                entry |= {"before": choices[0] if choices else None, "candidates": choices}
            record[name].append(entry)
    return record


def _before(old: Standing) -> dict[str, object]:
    thing = old.thing
    return {
        "id": thing.id,
        "title": thing.title,
        "url": thing.addresses[0] if thing.addresses else None,
        "status": old.status,
        "stage": thing.place[0],
        "section": thing.place[1],
        "retired": old.retired,
    }


def _update_lines(tracker: Tracker, proposal: Proposal) -> Iterator[str]:
    from mlops_path.planning.proposing import minutes_of  # noqa: PLC0415 - loaded by now

    groups = _groups(proposal)
    counts = ", ".join(f"{len(groups[name])} {WORDS.get(name, name)}" for name in GROUPS if groups[name])
    yield f"{proposal.plan.title}  ({proposal.path_id})"
    yield f"  {counts or 'no steps'}"
    present = minutes_of(tracker.library.path(proposal.path_id))
    future = proposal.minutes_required
    if present != future:
        yield f"  required: ≈ {duration(present)} now, ≈ {duration(future)} then"
    for name in GROUPS[1:]:
        entries = groups[name]
        if not entries:
            continue
        yield ""
        yield {
            "retitled": "Another title",
            "relinked": "Another address",
            "moved": "Another place",
            "retired": "No longer on this path; what you did is kept",
            "new": "New",
            "ambiguous": "Not certain; left open unless you say which: `--resolve OLD=NUMBER`",
        }[name]
        for place, _, old in entries[:MOST_SHOWN]:
            yield from _change_lines(proposal, name, place, old)
        if len(entries) > MOST_SHOWN:
            yield f"  … and {len(entries) - MOST_SHOWN} more"


def _change_lines(proposal: Proposal, name: str, place: int | None, old: Standing | None) -> Iterator[str]:
    if place is None:
        assert old is not None, "as above"
        yield f"  {mark(old.status)} {old.thing.title}"
        return
    item = proposal.plan.items[place]
    status = mark(proposal.statuses[place])
    yield f"  {status} {place + 1:>4}  {item.title}"
    if old is not None and name == "retitled":
        yield f"                   was: {old.thing.title}"
    if old is not None and name == "relinked":
        yield f"                   {next(iter(old.thing.addresses), 'no address')} → {item.url or 'no address'}"
    if old is not None and name == "moved":
        yield f"                   was in: {' › '.join(dict.fromkeys(old.thing.place))}"
    if name == "ambiguous":
        doubt = next(each for each in proposal.comparison.doubts if each.new == place)
        for candidate in doubt.candidates:
            before = proposal.before[candidate]
            yield f"                   perhaps {before.thing.id}: {mark(before.status).strip()}, {before.thing.title}"


def _answers(proposal: Proposal) -> dict[str, str]:
    """What the learner says at the terminal of each step that is not certain."""
    answers: dict[str, str] = {}
    for doubt in proposal.comparison.doubts:
        item = proposal.plan.items[doubt.new]
        say(f"\nStep {doubt.new + 1}, '{item.title}', may be one of:")
        candidates = [proposal.before[old] for old in doubt.candidates]
        for number, each in enumerate(candidates, 1):
            say(f"  {number}  {each.thing.title}  ({each.status})")
        reply = _reply(f"Which one is it? 1 to {len(candidates)}, or enter for none of them: ")
        if reply.isdecimal() and 1 <= int(reply) <= len(candidates):
            answers[candidates[int(reply) - 1].thing.id] = str(doubt.new + 1)
    return answers


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


# Arranging a path for oneself


def add(options: Namespace) -> None:
    from mlops_path.planning.arranging import add_step  # noqa: PLC0415 - few paths are arranged

    tracker = open_for(options)
    after = tracker.find(options.after).id if options.after else None
    need = not options.optional
    id_ = add_step(
        tracker, options.title, after, required=need, url=options.url, kind=options.kind, minutes=options.minutes
    )
    _told(options, tracker, [id_], "Added")


def hide(options: Namespace) -> None:
    tracker = open_for(options)
    ids = [tracker.find(text).id for text in options.steps]
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
    id_ = tracker.find(options.step).id
    after = "" if options.first else tracker.find(options.after).id
    if id_ == after:
        raise WrongUsage("A step cannot stand behind itself.", "Name another one after --after.")
    tracker.arrange(tracker.journey.path.id, lambda present: present.move(id_, after))
    _told(options, tracker, [id_], "Moved")


def _told(options: Namespace, tracker: Tracker, ids: Sequence[str], what: str) -> None:
    steps = [step for step in map(tracker.journey.step_of, ids) if step is not None]
    if options.json:
        from mlops_path.domain.records import step_records  # noqa: PLC0415 - plain output does without

        print_json(step_records(tracker.journey, steps))
        return
    for step in steps:
        say(f"{what}: {step.number}  {step.title}")


# Asking


def _is_asked(options: Namespace) -> bool:
    return not (options.json or options.yes or options.dry_run) and sys.stdin.isatty() and sys.stderr.isatty()


def _agreed(question: str) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return _reply(f"{question} [y/N] ").lower() in ("y", "yes")


def _reply(question: str) -> str:
    sys.stdout.flush()
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
