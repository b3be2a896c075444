"""Titles that prove nothing alone, in surroundings that do."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mlops_path.domain.editions.evidence import CONTEXT, DOUBTFUL
from mlops_path.domain.editions.found import Found
from mlops_path.domain.editions.owners import akin, are_strangers
from mlops_path.domain.editions.titles import Title
from mlops_path.domain.editions.vocabulary import FUNCTION, UNITS


def in_context(found: Found, olds: Collection[int], news: Collection[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """Pairs of one generic title that are the only ones called so in the same thing, or in the same section."""
    before, after = found.before, found.after
    by_spot = {before.spot(old): old for old in olds if before.titles[old].is_generic and before.titles[old].words}
    for place, now in found.renamed.items():
        by_spot.update(
            {
                (None, now, words): old
                for (parent, where, words), old in by_spot.items()
                if not parent and where == place
            }
        )
    for new in news:
        if not after.titles[new].is_generic or after.among[after.spot(new)] > 1:
            continue
        above, place, words = after.spot(new)
        spots = [(parent, place) for parent in ((None,) if above is None else found.olds.get(above, ()))]
        section = after.places[new]
        if above is not None and before.in_section[section, words] == after.in_section[section, words] == 1:
            spots.append((None, section))  # it stood beside what it is a part of now
        for parent, spot in spots:
            old = by_spot.get((parent, spot, words))
            if old is None or before.among[before.spot(old)] > 1:
                continue
            if _parts_went_elsewhere(found, old, new):
                continue
            if before.addresses[old] & after.addresses[new] or not (before.addresses[old] and after.addresses[new]):
                yield (old, new), CONTEXT
                continue
            ours, theirs = before.mains[old], after.mains[new]
            if ours is None or theirs is None:
                continue
            if parent is not None and above is not None:
                is_other = are_strangers(ours, theirs) or _counted(found, old, new, parent, above)
                yield (old, new), DOUBTFUL if is_other else CONTEXT
            elif akin(ours, theirs) and _is_worded(before.titles[old]):
                yield (old, new), CONTEXT


def _is_worded(title: Title) -> bool:
    """Whether a generic title has two words that tell something, and counts nothing: "Summary and review"."""
    words = set(title.words) - FUNCTION
    return len(words) > 1 and words.isdisjoint(UNITS) and not title.numbers


def _parts_went_elsewhere(found: Found, old: int, new: int) -> bool:
    """Whether the parts of "Week 1" that are left are in another week now."""
    now = [
        found.after.things[part].parent
        for old_part in found.before.parts.get(old, ())
        for part in found.news.get(old_part, ())
    ]
    return bool(now) and new not in now


def _counted(found: Found, old: int, new: int, parent: int, above: int) -> bool:
    """Whether it is one of several counted things of which others kept their addresses: then it did not just move."""
    if not any(map(str.isdigit, found.before.titles[old].words)):
        return False
    kept = {address for part in found.before.parts[parent] if part != old for address in found.before.addresses[part]}
    return any(
        address in kept for part in found.after.parts[above] if part != new for address in found.after.addresses[part]
    )
