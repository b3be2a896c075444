"""What may be said in other words now: never carried, only asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mlops_path.domain.editions.found import Found
from mlops_path.domain.editions.likeness import asides_differ, numbers_differ, shared_words
from mlops_path.domain.editions.vocabulary import MATERIALS

LEAST_SHARED = 2  # telling words


def reworded(found: Found, pairs: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of the pairs that nothing else spoke for, those that share half of their words, and for both each other's best.

    In one stage half of the shorter is enough: "Build a CI pipeline for the kernel", now "CI pipeline". Two things that
    both have an address are two, as far as their titles say, and so are the notes and the videos of a course.
    """
    shares = {pair: share for pair in pairs if (share := _share(found, *pair))}
    by_old = _bests(shares)
    by_new = _bests({(new, old): share for (old, new), share in shares.items()})
    return [(old, new) for old, new in by_old.items() if by_new.get(new) == old]


def _share(found: Found, old: int, new: int) -> float:
    """The telling words of both titles in those of either; 0 for what cannot be one thing."""
    a, b = found.before.titles[old], found.after.titles[new]
    if a.is_generic or b.is_generic or (found.before.addresses[old] and found.after.addresses[new]):
        return 0
    if MATERIALS.intersection(set(a.words) ^ set(b.words)):
        return 0
    if found.by_others(old, new) or found.before.things[old].retired or numbers_differ(a, b) or asides_differ(a, b):
        return 0
    shared = shared_words(a, b)
    many = len(a.telling | b.telling) if not found.in_one_stage(old, new) else min(len(a.telling), len(b.telling))
    return shared / len(a.telling | b.telling) if shared >= LEAST_SHARED and 2 * shared >= many else 0


def _bests(shares: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """For each first of the pairs the second of most, where it is one alone."""
    found: dict[int, list[tuple[float, int]]] = {}
    for (one, other), share in shares.items():
        found.setdefault(one, []).append((share, other))
    bests = {}
    for one, others in found.items():
        others.sort(reverse=True)
        if len(others) == 1 or others[0][0] > others[1][0]:
            bests[one] = others[0][1]
    return bests
