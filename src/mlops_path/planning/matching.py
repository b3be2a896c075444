"""Which items of a plan are which steps of the edition in use, and what a learner's record and word say to that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from mlops_path.curriculum.writing import parents_of
from mlops_path.domain.curriculum import NO_PATH, Step
from mlops_path.domain.editions import Comparison, Doubt, Match, Thing, compare, recognise
from mlops_path.domain.journey import Journey
from mlops_path.domain.plans import Plan
from mlops_path.domain.progress import TODO, State
from mlops_path.errors import NoSuchStep, WrongUsage
from mlops_path.planning.before import StepBefore
from mlops_path.planning.identifying import ids_for
from mlops_path.planning.resources import Table, things_in, things_of
from mlops_path.tracker import Tracker


class Compared(NamedTuple):
    """What becomes of the steps of before, the ids of the plan's items, and what other paths know of them."""

    comparison: Comparison
    ids: tuple[str, ...]
    elsewhere: dict[str, Table]


def compared(tracker: Tracker, plan: Plan, before: Sequence[StepBefore], settled: Mapping[int, int]) -> Compared:
    things = things_in(plan)
    comparison = Comparison(matches=(), new=tuple(range(len(things))), retired=(), doubts=())
    if before:
        known_again = _recognised_again(tracker, before, things, settled)
        comparison = compare([each.thing for each in before], things, {**known_again, **settled})
    comparison = _with_doubtful_merges(comparison, before, settled)
    ids, elsewhere = ids_for(tracker, plan.id, before, things, comparison)
    return Compared(_as_the_program_has_them(tracker, comparison, before, things, ids), ids, elsewhere)


def _recognised_again(
    tracker: Tracker, before: Sequence[StepBefore], things: Sequence[Thing], settled: Mapping[int, int]
) -> dict[int, int]:
    """Places of new things with those of the steps that the program knows them to be, as it did at the import.

    Such a step has the program's title, not that of the list: compared by it, a line could be taken for another one.
    """
    own = {each.thing.id: place for place, each in enumerate(before) if _comes_with(tracker, each.thing.id)}
    if not own:
        return {}
    known: dict[str, Thing] = {}
    for line in tracker.library.paths:
        if line.id not in tracker.library.homes:
            path = tracker.library.path(line.id)
            for thing in things_of(path, path.steps):
                known.setdefault(thing.id, thing._replace(parent=None))
    others = list(known.values())
    found = {new: own.get(others[other].id, -1) for new, other in recognise(things, others).items()}
    lines: dict[int, set[object]] = defaultdict(set)  # one line may stand in the list twice
    for new, old in found.items():
        lines[old].add((things[new].title, things[new].addresses))
    taken = set(settled.values())
    return {new: old for new, old in found.items() if old >= 0 and len(lines[old]) == 1 and old not in taken}


def wholes_in(
    tracker: Tracker, plan: Plan, ids: Sequence[str], before: Sequence[StepBefore], elsewhere: Mapping[str, Table]
) -> dict[str, str]:
    """What each id is a part of: as the plan has it, else as the program has what comes with it."""
    tables = {each.thing.id: each.table for each in before} | dict(elsewhere)
    wholes = {
        id_: str(tables[id_].get("part_of") or "")
        for id_, item in zip(ids, plan.items, strict=True)
        if id_ in tables and not item.apart and _comes_with(tracker, id_)
    }
    return {id_: whole for id_, whole in wholes.items() if whole} | parents_of(ids, plan.wholes_to_keep())


def statuses_seen(
    plan: Plan, ids: Sequence[str], wholes: Mapping[str, str], statuses: Sequence[str]
) -> tuple[str, ...]:
    """The statuses that the list shows of items with these: of a whole, what its required parts make of it."""
    steps = (
        Step(place + 1, id_, item.title, "", 0, not item.optional, 0, wholes.get(id_))
        for place, (id_, item) in enumerate(zip(ids, plan.items, strict=True))
    )
    states = {id_: State(status) for id_, status in zip(ids, statuses, strict=True)}
    journey = Journey(NO_PATH._replace(steps=tuple(steps)), states)
    return tuple(map(journey.status, ids))


def parts_to_set_apart(
    plan: Plan,
    ids: Sequence[str],
    wholes: Mapping[str, str],
    statuses: Sequence[str],
    before: Sequence[StepBefore],
) -> frozenset[int]:
    """Items that would change what is seen of the step that they are to be parts of, and were none of it before.

    `wholes` says what each id is a part of, `statuses` what each item is to have for itself. A book is its parts: with
    new ones it would lose its tick, or win one that nobody made. Of a whole that has a tick in the file, those are its
    parts that the file has below it.
    """
    now = {each.thing.id: each.status for each in before if not each.retired}
    whole_of = {
        each.thing.id: before[each.thing.parent].thing.id
        for each in before
        if each.thing.parent is not None and not (each.apart or each.retired)
    }
    places = {id_: place for place, id_ in reversed(list(enumerate(ids)))}
    joining: dict[str, int] = {}
    for part, (id_, below) in enumerate(zip(ids, plan.wholes_to_keep(), strict=True)):
        whole = places.get(wholes.get(id_, ""))
        if whole is None or plan.items[part].apart or whole_of.get(id_) == ids[whole]:
            continue
        if below is not None and ids[below] == ids[whole] and plan.items[below].status not in ("", TODO):
            continue
        if ids[whole] in now or statuses[whole] != TODO:
            joining[id_] = whole
    if not joining:
        return frozenset()
    without = {id_: whole for id_, whole in wholes.items() if id_ not in joining}
    then, otherwise = (statuses_seen(plan, ids, of, statuses) for of in (wholes, without))
    still = set(without.values())  # a whole of which no part is left keeps the status that it has
    stays = {
        place: otherwise[place] if ids[place] in still else now.get(ids[place], statuses[place])
        for place in joining.values()
    }
    apart = {id_ for id_, whole in joining.items() if then[whole] != stays[whole]}
    return frozenset(part for part, id_ in enumerate(ids) if id_ in apart)


def unmoved(comparison: Comparison, apart: Collection[int], plan: Plan, before: Sequence[StepBefore]) -> Comparison:
    """The comparison with parts as carried that stay where they were because they are set apart."""

    def stays(match: Match) -> bool:
        section = plan.sections[plan.items[match.new].section]
        place = before[match.old[0]].thing.place
        return match.new in apart and match.how == "moved" and place == (plan.stages[section.stage][0], section.title)

    matches = (match._replace(how="carried") if stays(match) else match for match in comparison.matches)
    return comparison._replace(matches=tuple(matches))


def settled_by(
    settled: Mapping[str, str], before: Sequence[StepBefore], plan: Plan, ids: Sequence[str]
) -> dict[int, int]:
    """What a person said: places of new things to places of old ones.

    A new one is named by its number, its title, the id that the plan gives it, or that of `ids` which it would get.
    """
    found: dict[int, int] = {}
    for old_id, name in settled.items():
        old = next((place for place, each in enumerate(before) if each.thing.id == old_id), None)
        if old is None:
            raise NoSuchStep(
                f"No step '{old_id[:80]}' in the edition in use.", "--resolve takes OLD=NEW: an id of it first."
            )
        wanted = name.strip().casefold()
        new = [
            place
            for place, (item, id_) in enumerate(zip(plan.items, ids, strict=True))
            if wanted in (str(place + 1), item.id, id_, item.title.casefold())
        ]
        if len(new) != 1:
            raise NoSuchStep(
                f"{'No' if not new else 'More than one'} step '{name[:80]}' in the new edition.",
                "Give its number or its id, as `--dry-run --json` prints them.",
            )
        if new[0] in found:
            both = f"'{before[found[new[0]]].thing.id}' and '{old_id}'"
            raise WrongUsage(f"Step {new[0] + 1} cannot be both {both}.", "Give the one whose status it takes over.")
        found[new[0]] = old
    return found


def _as_the_program_has_them(
    tracker: Tracker,
    comparison: Comparison,
    before: Sequence[StepBefore],
    things: Sequence[Thing],
    ids: Sequence[str],
) -> Comparison:
    """Title, addresses and whole of what comes with the program are as it has them, whatever a plan says of them."""
    matches = []
    for match in comparison.matches:
        was = before[match.old[0]].thing
        if match.how in ("retitled", "relinked", "moved") and ids[match.new] == was.id and _comes_with(tracker, was.id):
            how = "carried" if was.place == things[match.new].place else "moved"
            matches.append(match._replace(how=how))
        else:
            matches.append(match)
    return comparison._replace(matches=tuple(matches))


def _comes_with(tracker: Tracker, id_: str) -> bool:
    return any(line.id not in tracker.library.homes for line in tracker.library.paths_with(id_))


def _with_doubtful_merges(
    comparison: Comparison, before: Sequence[StepBefore], settled: Mapping[int, int]
) -> Comparison:
    """Steps that became one and differ in status are a doubt: one tick must not make another, nor go.

    Unless a person said which of them it is: that one then comes first. And of lines that were the same, each was it.
    """
    sure: list[Match] = []
    doubts = list(comparison.doubts)
    for match in comparison.matches:
        if (said := settled.get(match.new)) in match.old:
            sure.append(match._replace(old=tuple(sorted(match.old, key=lambda old: old != said))))
            continue
        olds = _touched(match.old, before)
        lines = {(one.title, one.addresses, one.parent, one.place) for one in (before[old].thing for old in olds)}
        if len({before[old].status for old in olds}) > 1 and len(lines) > 1:
            doubts.append(Doubt(match.new, olds))
        elif len(olds) < len(match.old):
            sure.append(Match(match.new, olds, "moved" if len(olds) == 1 else "merged"))
        else:
            sure.append(match)
    return comparison._replace(matches=tuple(sure), doubts=tuple(doubts))


def _touched(olds: tuple[int, ...], before: Sequence[StepBefore]) -> tuple[int, ...]:
    """Of several steps that were retired under one title, those with a status; all where they are anything else."""
    if all(before[old].retired for old in olds) and len({before[old].thing.title for old in olds}) == 1:
        return tuple(old for old in olds if before[old].status != TODO) or olds
    return olds
