"""Which things of a new plan a learner knows from another path, so that done once is done everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mlops_path.domain.editions.addresses import Address, read_address
from mlops_path.domain.editions.likeness import CLOSE, SAME, likeness, numbers_differ
from mlops_path.domain.editions.sides import Side
from mlops_path.domain.editions.things import Thing
from mlops_path.domain.editions.titles import Title, words_of_title


def recognise(things: Sequence[Thing], known: Sequence[Thing]) -> dict[int, int]:
    """Indexes of `things` with those of the `known` ones that they are; whatever is not certain is left out.

    Ids, places and the order say nothing here. A shared address and a title that is nearly the same do; so does a title
    of three telling words or more where only one of the two has an address.
    """
    ours, theirs = Side(things), Side(known)
    by_address: dict[Address, list[int]] = defaultdict(list)
    by_both: dict[tuple[Address, tuple[str, ...]], list[int]] = defaultdict(list)
    by_title: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, words in enumerate(theirs.words):
        by_title[words].append(index)
        for address in theirs.addresses[index]:
            by_address[address].append(index)
            by_both[address, words].append(index)
    recognised: dict[int, int] = {}
    for index, words in enumerate(ours.words):
        shared = by_address.keys() & ours.addresses[index]
        if not shared and words not in by_title:
            continue
        title = ours.title(index)
        candidates: list[int] = []
        for address in shared:
            if ours.owns(address) and theirs.owns(address):
                others = by_address[address]
                candidates += [
                    other
                    for other in others
                    if _surely_one(
                        title, theirs.title(other), address, main={ours.mains[index], theirs.mains[other]} == {address}
                    )
                ]
            elif not title.is_generic:
                candidates += by_both.get((address, words), ())
        if not candidates:
            candidates = [other for other in by_title.get(words, ()) if _one_name(ours, theirs, index, other)]
        resources = {theirs.resource(other) for other in candidates}
        if len(resources) == 1:
            recognised[index] = min(candidates, key=theirs.content)
    return recognised


def _surely_one(one: Title, other: Title, address: Address, *, main: bool) -> bool:
    alike = likeness(one, other)
    if alike == SAME or not main:
        return alike == SAME  # the talk that names its text is not the text
    if alike == CLOSE:
        return not address.is_home or one.core == other.core
    shared = len(one.telling & other.telling)
    most = shared * 5 >= len(one.telling | other.telling) * 3 and shared > 0
    return bool(alike) and most and not numbers_differ(one, other) and not address.is_home


def _one_name(ours: Side, theirs: Side, index: int, other: int) -> bool:
    title = ours.title(index)
    alone = ours.namesakes[title.words] == theirs.namesakes[title.words] == 1
    one_addressed = bool(ours.addresses[index]) != bool(theirs.addresses[other])
    return alone and one_addressed and len(title.telling) >= 3 and bool(title.rare)


def resource_of(thing: Thing) -> tuple[str, frozenset[Address]]:
    """What a thing has in common with each other of its title and addresses, however these are written."""
    return thing.title.casefold(), frozenset(map(read_address, thing.addresses))


def are_one(one: Thing, other: Thing) -> bool:
    """Whether two things that have one id are one thing: the same title, or an address that both have."""
    if words_of_title(one.title) == words_of_title(other.title):
        return True
    pages = [{read_address(address) for address in thing.addresses} for thing in (one, other)]
    return not pages[0].isdisjoint(pages[1])
