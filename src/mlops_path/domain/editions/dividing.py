"""Wholes and their parts: one thing that became several, several that became one, and one that its parts tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from mlops_path.domain.editions.addresses import Address
from mlops_path.domain.editions.evidence import Edges
from mlops_path.domain.editions.found import Found
from mlops_path.domain.editions.repeated import owned
from mlops_path.domain.editions.sides import Side


def split(found: Found, edges: Edges, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
    """Old things of which each address went to another new thing, whose title is in theirs."""
    by_old, of_new = defaultdict[int, list[int]](list), defaultdict[int, set[int]](set)
    for old, new in edges:
        if old in olds:
            of_new[new].add(old)
            if new in news and found.after.titles[new].telling:
                by_old[old].append(new)
    return [
        (old, new)
        for old, parts in sorted(by_old.items())
        if _are_parts(found, found.before, old, found.after, parts) and all(of_new[new] == {old} for new in parts)
        for new in sorted(parts)
    ]


def merged(found: Found, edges: Edges, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
    """The same the other way round."""
    by_new, of_old = defaultdict[int, list[int]](list), defaultdict[int, set[int]](set)
    for old, new in edges:
        if new in news:
            of_old[old].add(new)
            if old in olds and found.before.titles[old].telling:
                by_new[new].append(old)
    return [
        (old, new)
        for new, parts in sorted(by_new.items())
        if _are_parts(found, found.after, new, found.before, parts) and all(of_old[old] == {new} for old in parts)
        for old in sorted(parts)
    ]


def of_one_content(found: Found, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
    """Things that are nothing but their parts, most of which are parts of one new such thing.

    One of the two has no address, or that would speak for itself.

    "Description" with four films is "About arrays" with these and a fifth; "Week 1" is never "Week 2".
    """
    pairs = []
    for old in sorted(olds):
        parts = found.before.parts.get(old, ())
        now = [found.after.things[new].parent for part in parts for new in found.news.get(part, ())[:1]]
        for new in {above for above in now if above is not None and above in news}:
            least, most = sorted((len(parts), len(found.after.parts[new])))
            shared = now.count(new)
            is_bare = not (found.before.addresses[old] and found.after.addresses[new])
            apart = found.before.titles[old].units != found.after.titles[new].units
            if is_bare and not apart and shared > 1 and least < 2 * shared >= most:
                pairs.append((old, new))
    return pairs


def _are_parts(found: Found, side: Side, whole: int, other: Side, parts: Sequence[int]) -> bool:
    if len(parts) < 2:
        return False
    taken: set[Address] = set()
    for part in parts:
        shared = {address for address in side.addresses[whole] & other.addresses[part] if owned(found)(address)}
        title = other.titles[part]
        if not shared or shared & taken or not title.telling <= side.titles[whole].telling:
            return False
        taken |= shared
    return True
