"""A new edition of a path of the learner's own: what it would change, what is not certain, and taking it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mlops_path.cli.asking import may_ask, reply
from mlops_path.cli.planning import MOST_SHOWN, count, reading, show_and_take, take, taken_back_lines
from mlops_path.cli.printing import mark, open_for, print_json, say
from mlops_path.domain.dates import duration
from mlops_path.domain.progress import TODO
from mlops_path.errors import WrongUsage
from mlops_path.text import plain, shown

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.domain.editions import Match
    from mlops_path.domain.pace import Forecast
    from mlops_path.domain.plans import PlanItem
    from mlops_path.planning.before import StepBefore
    from mlops_path.planning.proposing import Proposal
    from mlops_path.tracker import Tracker

GROUPS = ("carried", "retitled", "relinked", "moved", "split", "merged", "retired", "new", "ambiguous")
WORDS = {"relinked": "re-linked", "ambiguous": "uncertain"}


def update(options: Namespace) -> None:
    from mlops_path.planning.proposing import propose_update  # noqa: PLC0415 - parsers and models

    tracker = open_for(options)
    settled = _settled(options.resolve or ())
    declined = options.declined or ()
    with reading(options.file) as tick:
        proposal = propose_update(tracker, options.id, options.file, settled, tick, declined=declined)
    asked = may_ask(options)
    if asked and proposal.comparison.doubts:
        answers = _answers(proposal)
        if answers:
            proposal = propose_update(tracker, options.id, options.file, {**settled, **answers}, declined=declined)
    if options.json:
        take(options, tracker, proposal, "update")
        print_json(_update_record(proposal))
        return
    lines = _update_lines(tracker, proposal)
    taken = show_and_take(options, tracker, proposal, "update", lines)
    if proposal.changes_nothing:
        say("Nothing would change.")
    elif taken:
        say("Updated. `mlops-path undo` goes back to the edition of before.")
        if proposal.comparison.doubts:
            import shlex  # noqa: PLC0415 - only what is left open needs it

            again = f"mlops-path path update {options.id} {shlex.quote(options.file)} --resolve OLD=NUMBER"
            say(plain(f"What was left open can be settled any time: `{again}`."))
    else:
        say("Nothing was changed. With --yes this edition comes into use, with every tick that is certain.")


def _settled(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        old, equals, new = pair.partition("=")
        if not (equals and old.strip() and new.strip()):
            raise WrongUsage(f"--resolve takes OLD=NEW, not '{pair[:80]}'.", "For example `--resolve intro=12`.")
        found[old.strip()] = new.strip()
    return found


def _groups(proposal: Proposal) -> dict[str, list[tuple[int | None, Match | None, StepBefore | None]]]:
    """What becomes of each step, by group: the place in the new edition, the match and the step of before."""
    comparison, before = proposal.comparison, proposal.before
    groups: dict[str, list[tuple[int | None, Match | None, StepBefore | None]]] = {name: [] for name in GROUPS}
    for match in comparison.matches:
        groups[match.how].append((match.new, match, before[match.old[0]]))
    groups["new"] = [(place, None, None) for place in comparison.new]
    groups["ambiguous"] = [(doubt.new, None, None) for doubt in comparison.doubts]
    ids = set(proposal.ids)
    go_on = {old for match in comparison.matches for old in match.old}
    go_on |= {old for doubt in comparison.doubts for old in doubt.candidates}
    groups["retired"] = [
        (None, None, each)
        for place, each in enumerate(before)
        if each.thing.id not in ids and not each.retired and place not in go_on
    ]
    for entries in groups.values():
        entries.sort(key=lambda entry: entry[0] or 0)
    return groups


def _update_record(proposal: Proposal) -> dict[str, list[dict[str, object]]]:
    candidates = {doubt.new: doubt.candidates for doubt in proposal.comparison.doubts}
    record: dict[str, list[dict[str, object]]] = {}
    groups = _groups(proposal)
    groups["carried"] += groups.pop("split") + groups.pop("merged")
    for name, entries in groups.items():
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
                "url": item.url or (next(iter(old.thing.addresses), None) if old is not None else None),
                "status": proposal.statuses[place],
                "before": _before(old) if old is not None else None,
                "number": place + 1,
            }
            if match is not None and match.how in ("split", "merged"):
                entry |= {"how": match.how, "from": [_before(proposal.before[each]) for each in match.old]}
            if name == "ambiguous":
                choices = [_before(proposal.before[old]) for old in candidates[place]]
                entry |= {"before": choices[0] if choices else None, "candidates": choices}
            record[name].append(entry)
    return record


def _before(old: StepBefore) -> dict[str, object]:
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
    groups = _groups(proposal)
    counts = ", ".join(f"{len(groups[name])} {WORDS.get(name, name)}" for name in GROUPS if groups[name])
    yield f"{shown(proposal.plan.title)}  ({proposal.path_id})"
    yield f"  {counts or 'no steps'}"
    if proposal.before and not (proposal.comparison.matches or proposal.comparison.doubts):
        yield "  Nothing of the path as it is now is in this file. Is it the right one?"
    yield from _outlook_lines(tracker, proposal)
    yield from taken_back_lines(proposal)
    for name in GROUPS[1:]:
        entries = groups[name]
        if not entries:
            continue
        yield ""
        yield {
            "retitled": "Another title",
            "relinked": "Another address",
            "moved": "Another place",
            "split": "Parts of what was one step",
            "merged": "Several steps in one",
            "retired": f"No longer on this path{'; what you did is kept' if any(map(_was_begun, entries)) else ''}",
            "new": "New",
            "ambiguous": "Not certain; left open unless you say which: `--resolve OLD=NUMBER`",
        }[name]
        for place, match, old in entries[:MOST_SHOWN]:
            yield from _change_lines(proposal, name, place, old)
            for each in match.old if match is not None and name in ("split", "merged") else ():
                was = proposal.before[each]
                yield f"                   was: {mark(was.status, wide=False)}, {shown(was.thing.title)}"
        if len(entries) > MOST_SHOWN:
            yield f"  … and {len(entries) - MOST_SHOWN} more"


def _was_begun(entry: tuple[int | None, Match | None, StepBefore | None]) -> bool:
    return entry[2] is not None and entry[2].status != TODO


def _outlook_lines(tracker: Tracker, proposal: Proposal) -> Iterator[str]:
    """What the change means in hours, and in weeks at the learner's own pace; nothing where it means nothing."""
    from mlops_path.planning.outlook import outlooks  # noqa: PLC0415 - as above

    present, future = outlooks(tracker, proposal)
    if present == future:
        return
    yield f"  required: ≈ {duration(present.minutes)} now, ≈ {duration(future.minutes)} then"
    yield f"  open: {count(present.still_open, 'step')} now, {future.still_open} then"
    if present.forecast is None or future.forecast is None:
        yield "  forecast: not enough history; it takes three weeks with a step finished in each"
    else:
        weeks = count(present.forecast.weeks, "week")
        yield f"  at your pace: {_span(present.forecast)} now, {_span(future.forecast)} then (from your {weeks} so far)"


def _span(forecast: Forecast) -> str:
    from mlops_path.domain.pace import MOST_WEEKS  # noqa: PLC0415 - as above

    if forecast.late >= MOST_WEEKS:
        return "more than ten years" if forecast.early >= MOST_WEEKS else f"more than {count(forecast.early, 'week')}"
    if forecast.early == forecast.late:
        return count(forecast.late, "week")
    return f"{forecast.early} to {forecast.late} weeks"


def _change_lines(proposal: Proposal, name: str, place: int | None, old: StepBefore | None) -> Iterator[str]:
    if place is None:
        assert old is not None, "as above"
        yield f"  {mark(old.status)} {shown(old.thing.title)}"
        return
    item = proposal.plan.items[place]
    status = mark(proposal.statuses[place])
    yield f"  {status} {place + 1:>4}  {shown(item.title)}"
    if old is not None and name == "retitled":
        yield f"                   was: {shown(old.thing.title)}"
    if old is not None and name == "relinked":
        was = next(iter(old.thing.addresses), "no address")
        yield f"                   {shown(was)} → {shown(item.url or 'no address')}"
    if old is not None and name == "moved":
        yield f"                   {shown(_place_before(proposal, item, old))}"
    if name == "ambiguous":
        doubt = next(each for each in proposal.comparison.doubts if each.new == place)
        for candidate in doubt.candidates:
            before = proposal.before[candidate]
            standing = f"{mark(before.status, wide=False)}, {shown(before.thing.title)}"
            yield f"                   perhaps {before.thing.id}: {standing}"


def _place_before(proposal: Proposal, item: PlanItem, old: StepBefore) -> str:
    """Where a step that moved stood: in another section, or in the same one but not as part of the same thing."""
    if old.retired:
        return "was no longer on this path"
    section = proposal.plan.sections[item.section]
    if old.thing.place != (proposal.plan.stages[section.stage][0], section.title):
        return f"was in: {' › '.join(dict.fromkeys(old.thing.place))}"
    if old.thing.parent is not None:
        return f"was part of: {proposal.before[old.thing.parent].thing.title}"
    return f"is part of: {proposal.plan.items[item.parent].title}" if item.parent is not None else "was elsewhere"


def _answers(proposal: Proposal) -> dict[str, str]:
    """What the learner says at the terminal of each step that is not certain."""
    answers: dict[str, str] = {}
    for doubt in proposal.comparison.doubts:
        item = proposal.plan.items[doubt.new]
        candidates = [proposal.before[old] for old in doubt.candidates]
        say(f"\nStep {doubt.new + 1}, '{item.title}'{_address(item.url)}, may be")
        for number, each in enumerate(candidates, 1):
            say(f"  {number}  {each.thing.title}{_address(next(iter(each.thing.addresses), None))}  ({each.status})")
        if chosen := _chosen(len(candidates)):
            answers[candidates[chosen - 1].thing.id] = str(doubt.new + 1)
    return answers


def _address(url: str | None) -> str:
    return f"  {url}" if url else ""


def _chosen(many: int) -> int:
    """The number that somebody types, 0 for none of them; asked again where it is no answer."""
    if many == 1:
        question, answers = "Is it that? [y/N] ", {"y": 1, "yes": 1, "1": 1, "n": 0, "no": 0}
    else:
        question = f"Which one is it? 1 to {many}, or enter for none of them: "
        answers = {str(number): number for number in range(1, many + 1)}
    while (said := reply(question).lower()) not in ("", *answers):
        say("That is no answer to this.")
    return answers.get(said, 0)
