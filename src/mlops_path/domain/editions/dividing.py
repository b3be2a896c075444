"""One thing that became several, and several that became one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from mlops_path.domain.editions.addresses import Address
from mlops_path.domain.editions.evidence import Edges, Found
from mlops_path.domain.editions.repeated import owned
from mlops_path.domain.editions.sides import Side


def split(found: Found, edges: Edges, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
    """Old things of which each address went to another new thing, whose title is in theirs."""
    by_old: dict[int, list[int]] = defaultdict(list)
    for old, new in edges:
        if old in olds and new in news and found.after.titles[new].telling:
            by_old[old].append(new)
    return [
        (old, new)
        for old, parts in sorted(by_old.items())
        if _are_parts(found, found.before, old, found.after, parts)
        and not any((other, new) in edges for new in parts for other in olds if other != old)
        for new in sorted(parts)
    ]


def merged(found: Found, edges: Edges, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
    """The same the other way round."""
    by_new: dict[int, list[int]] = defaultdict(list)
    for old, new in edges:
        if old in olds and new in news and found.before.titles[old].telling:
            by_new[new].append(old)
    return [
        (old, new)
        for new, parts in sorted(by_new.items())
        if _are_parts(found, found.after, new, found.before, parts)
        and not any((old, other) in edges for old in parts for other in news if other != new)
        for old in sorted(parts)
    ]


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
