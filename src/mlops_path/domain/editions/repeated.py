"""Things that are one resource by title and address, however often they stand in a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

from mlops_path.domain.editions.addresses import Address
from mlops_path.domain.editions.found import Found
from mlops_path.domain.editions.sides import Side


def unchanged(found: Found, olds: set[int], news: set[int]) -> list[tuple[int, int]]:
    """Pairs of which no word or address differs, title, place or what they are parts of; nor the authors of a title.

    Whatever cannot be told apart even so is interchangeable, and goes together in the order given: all of them if there
    are as many before as after, else those of which the list says the same; where it has one of these left, all that
    were are that one. What is retired comes last.
    """
    ours, theirs = _by_content(found.before, olds), _by_content(found.after, news)
    pairs: list[tuple[int, int]] = []
    for content, each in ours.items():
        others = theirs.get(content, [])
        in_use = [old for old in each if not found.before.things[old].retired]
        some = in_use if len(in_use) == len(others) else each
        if len(some) == len(others) == 1:
            pairs.append((some[0], others[0]))
        elif len(some) == len(others):
            pairs += _one_to_one(found, some, others)
        else:
            pairs += _said_the_same(found, some, others)
    return [(old, new) for old, new in pairs if found.before.addresses[old] or not found.by_others(old, new)]


def _said_the_same(found: Found, olds: Collection[int], news: Collection[int]) -> Iterator[tuple[int, int]]:
    for said in {found.after.things[new].said for new in news}:
        some = [old for old in olds if found.before.things[old].said == said]
        others = [new for new in news if found.after.things[new].said == said]
        if len(others) == 1:
            yield from ((old, others[0]) for old in some)
        else:
            yield from _one_to_one(found, some, others)


def _by_content(side: Side, indexes: Collection[int]) -> dict[Hashable, list[int]]:
    by_content: dict[Hashable, list[int]] = defaultdict(list)
    for index in sorted(indexes):
        by_content[side.places[index], lineage(side, index)].append(index)
    return by_content


def lineage(side: Side, index: int | None) -> tuple[Hashable, ...]:
    """A thing by its content, then what it is a part of, and so on; empty for no thing."""
    chain: list[Hashable] = []
    while index is not None:
        chain.append(_content(side, index))
        index = side.things[index].parent
    return tuple(chain)


def _content(side: Side, index: int) -> Hashable:
    """A thing's title and addresses; with those of its parts where they alone tell one "Week 3" from another."""
    one = side.things[index]
    parts = () if one.addresses or not side.titles[index].is_generic else side.parts.get(index, ())
    return side.titles[index].words, one.addresses, tuple(sorted(side.things[part][1:3] for part in parts))


def identical(found: Found, olds: set[int], news: set[int]) -> list[tuple[int, int]]:
    """Pairs with one title and the same addresses: one resource, however often it stands in the list.

    Where it stands several times, the same id, then the same surroundings go together; what is left is
    interchangeable.
    """
    ours = _resources(found, found.before, olds)
    theirs = _resources(found, found.after, news)
    pairs: list[tuple[int, int]] = []
    for key, some in ours.items():
        others = theirs.get(key, [])
        if len(some) == len(others) == 1:
            pairs.append((some[0], others[0]))
        elif others:
            pairs += _one_to_one(found, some, others)
    return pairs


def _resources(found: Found, side: Side, indexes: Collection[int]) -> dict[Hashable, list[int]]:
    """The things by title and addresses, without those whose title and addresses others have too."""
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for index in indexes:
        title, addresses = side.titles[index], side.addresses[index]
        if title.words and addresses and (not title.is_generic or any(map(owned(found), addresses))):
            by_key[title.words, addresses].append(index)
    return by_key


def owned(found: Found) -> Callable[[Address], bool]:
    return lambda address: found.before.owns(address) and found.after.owns(address)


def _one_to_one(found: Found, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int]]:
    def id_of(side: Side, index: int) -> Hashable:
        return side.things[index].id or None

    def surroundings(side: Side, index: int) -> Hashable:
        above = side.things[index].parent
        return side.places[index], None if above is None else side.titles[above].words

    def authors(side: Side, index: int) -> Hashable:
        return (surroundings(side, index), side.things[index].authors) if side.things[index].authors else None

    def section(side: Side, index: int) -> Hashable:
        return side.places[index]

    def known(side: Side) -> Callable[[int], tuple[object, ...]]:
        def content(index: int) -> tuple[object, ...]:
            one = side.things[index]
            ids = len(one.id), one.id, one.formerly  # "-2" before "-10"
            return side.content(index)[:-3], sorted(one.authors), ids, index

        return content

    left, right = (sorted(of, key=known(side)) for of, side in ((olds, found.before), (news, found.after)))
    for key in (id_of, authors, surroundings, section, lambda *_: True):
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for new in reversed(right):
            waiting[key(found.after, new)].append(new)
        still = []
        for old in left:
            same = key(found.before, old)
            if same is not None and waiting[same]:
                yield old, waiting[same].pop()
            else:
                still.append(old)
        left = still
        right = sorted((new for those in waiting.values() for new in those), key=known(found.after))


def twins(found: Found, news: Collection[int]) -> list[tuple[int, int]]:
    """New things left over that are an old one once more: one title, an address shared."""
    olds = _by_name_and_address(found, found.before)
    alike = (
        (new, {old for old in _like(found, found.after, new, olds) if not found.goes_to_another(old, new)})
        for new in sorted(news)
    )
    return [(old, new) for new, like in alike for old in _only(like, found.news, found.before)]


def twins_before(found: Found, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
    """Old things left over that a new one already is."""
    by_key = _by_name_and_address(found, found.after)
    alike = (
        (old, {new for new in _like(found, found.before, old, by_key) if not found.goes_to_another(old, new)})
        for old in sorted(olds)
    )
    return [
        (old, new)
        for old, like in alike
        for new in _only({new for new in like if new in news or new in found.olds}, found.olds, found.after)
    ]


def _like(found: Found, side: Side, index: int, others: Mapping[Hashable, list[int]]) -> set[int]:
    return {other for key in _names_and_addresses(found, side, index) for other in others.get(key, ())}


def _only(like: set[int], matched: Mapping[int, list[int]], side: Side) -> Iterator[int]:
    """The only one that is still to be matched; where there is none, one that is matched already."""
    waiting = like - matched.keys()
    if len(waiting) == 1:
        yield from waiting
    elif like and not waiting:
        yield min(like, key=side.content)


def _by_name_and_address(found: Found, side: Side) -> dict[Hashable, list[int]]:
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for index in range(len(side.things)):
        for key in _names_and_addresses(found, side, index):
            by_key[key].append(index)
    return by_key


def _names_and_addresses(found: Found, side: Side, index: int) -> list[Hashable]:
    title, is_owned = side.titles[index], owned(found)
    return [(title.words, a) for a in side.addresses[index] if title.words and (not title.is_generic or is_owned(a))]
