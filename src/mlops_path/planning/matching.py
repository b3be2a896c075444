"""Which items of a plan are which steps of the edition in use, and what a learner's record and word say to that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlops_path.domain.editions import Comparison, Doubt, Match, Thing, compare
from mlops_path.domain.plans import Plan
from mlops_path.domain.progress import HOW_FAR, TODO, UNTOUCHED
from mlops_path.errors import NoSuchStep, WrongUsage
from mlops_path.planning.before import StepBefore
from mlops_path.planning.identifying import ids_for
from mlops_path.planning.resources import Table, things_in
from mlops_path.tracker import Tracker


def compared(
    tracker: Tracker, plan: Plan, before: Sequence[StepBefore], settled: Mapping[int, int]
) -> tuple[Comparison, tuple[str, ...], dict[str, Table]]:
    """What becomes of the steps of before, the ids of the plan's items, and what other paths know of them."""
    things = things_in(plan)
    comparison = Comparison(matches=(), new=tuple(range(len(things))), retired=(), doubts=())
    if before:
        comparison = compare([each.thing for each in before], things, settled)
    comparison = _with_doubtful_merges(comparison, before, settled)
    ids, elsewhere = ids_for(tracker, plan.id, before, things, comparison)
    return _as_the_program_has_them(tracker, comparison, before, things, ids), ids, elsewhere


def done_without_parts(
    tracker: Tracker, plan: Plan, ids: Sequence[str], before: Sequence[StepBefore]
) -> frozenset[int]:
    """The items that the learner knew when they were no wholes, and of which parts in this edition say otherwise.

    A book is its parts: as the whole of them it would lose its mark, or win one that was never made.
    """
    states = tracker.journey.states
    made_of_parts = {
        before[each.thing.parent].thing.id for each in before if each.thing.parent is not None and not each.retired
    }
    parts: dict[int, list[int]] = {}
    for place, whole in enumerate(plan.wholes_to_keep()):
        if whole is not None:
            parts.setdefault(whole, []).append(place)

    def status(place: int) -> str:
        kept = states.get(ids[place], UNTOUCHED).status
        return max(kept, plan.items[place].status or TODO, key=HOW_FAR.__getitem__)

    present = {each.thing.id for each in before if not each.retired}
    return frozenset(
        whole
        for whole, of in parts.items()
        if (ids[whole] in present or status(whole) != TODO) and ids[whole] not in made_of_parts
        if not plan.items[whole].status
        if any(status(part) != status(whole) for part in of)
    )


def settled_by(settled: Mapping[str, str], before: Sequence[StepBefore], plan: Plan) -> dict[int, int]:
    """What a person said: places of new things to places of old ones. A new one is named by number, id or title."""
    found: dict[int, int] = {}
    for old_id, name in settled.items():
        old = next((place for place, each in enumerate(before) if each.thing.id == old_id), None)
        if old is None:
            raise NoSuchStep(
                f"No step '{old_id[:80]}' in the edition in use.", "--resolve takes OLD=NEW: an id of it first."
            )
        wanted = name.strip().casefold()
        new = [
            place for place, item in enumerate(plan.items) if wanted in (str(place + 1), item.id, item.title.casefold())
        ]
        if len(new) != 1:
            raise NoSuchStep(
                f"{'No' if not new else 'More than one'} step '{name[:80]}' in the new edition.",
                "Give its number, as `--dry-run --json` prints it.",
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

    def comes_with_it(id_: str) -> bool:
        return any(line.id not in tracker.library.homes for line in tracker.library.paths_with(id_))

    matches = []
    for match in comparison.matches:
        was = before[match.old[0]].thing
        if match.how in ("retitled", "relinked", "moved") and ids[match.new] == was.id and comes_with_it(was.id):
            how = "carried" if was.place == things[match.new].place else "moved"
            matches.append(match._replace(how=how))
        else:
            matches.append(match)
    return comparison._replace(matches=tuple(matches))


def _with_doubtful_merges(
    comparison: Comparison, before: Sequence[StepBefore], settled: Mapping[int, int]
) -> Comparison:
    """Steps that became one and differ in status are a doubt: one tick must not make another, nor go.

    Unless a person said which of them it is: that one then comes first.
    """
    sure: list[Match] = []
    doubts = list(comparison.doubts)
    for match in comparison.matches:
        if (said := settled.get(match.new)) in match.old:
            sure.append(match._replace(old=tuple(sorted(match.old, key=lambda old: old != said))))
            continue
        olds = _touched(match.old, before)
        if len({before[old].status for old in olds}) > 1:
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
