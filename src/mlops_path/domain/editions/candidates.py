"""Which pairs of things, of two editions, are worth a look: never all with all."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from itertools import chain

from mlops_path.domain.editions.likeness import LEAST_OF_A_TITLE, turned
from mlops_path.domain.editions.sides import Side
from mlops_path.domain.editions.titles import Title

# A title or an address that hundreds share is no evidence, and comparing them pair by pair would take minutes.
_MOST_PAIRS = 2_500
_MOST_PAIRS_OF_EACH = 5  # thing, in all; but of few things as many as this
_LEAST_PAIRS_IN_ALL = 20_000
_MOST_HOLDERS_OF_A_WORD = 30


def pairs_worth_a_look(before: Side, after: Side, olds: Collection[int], news: Collection[int]) -> set[tuple[int, int]]:
    """Pairs that share an id, an address, a page, a title or a good part of one, or what is said of them."""

    def ids(side: Side, index: int) -> Iterable[Hashable]:
        return filter(None, (side.things[index].id, *side.things[index].formerly))

    def places_on_the_net(side: Side, index: int) -> Iterable[Hashable]:
        return chain(side.addresses[index], {address.page for address in side.addresses[index]})

    def names(side: Side, index: int) -> Iterable[Hashable]:
        title = side.titles[index]
        if not title.telling:
            return {title.words} if len(title.words) >= LEAST_OF_A_TITLE else ()
        singular = [tuple(word.removesuffix(ending) for word in title.core) for ending in ("s", "es")]
        whole = {title.words, title.core, "".join(title.core), turned(title), *singular}
        said = side.said[index]
        return {*whole, *title.heads, *title.tails, *side.former[index], said[:2], said[:3]}

    found: set[tuple[int, int]] = set()

    def sayings(side: Side, index: int) -> Iterable[Hashable]:
        return [side.said[index]] if side.describes(index) else ()

    for keys in (ids, places_on_the_net, names, sayings):
        found |= _sharing(before, after, olds, news, keys)
    return found | _sharing_words(before, after, olds, news)


def _sharing(
    before: Side,
    after: Side,
    olds: Collection[int],
    news: Collection[int],
    keys: Callable[[Side, int], Iterable[Hashable]],
) -> set[tuple[int, int]]:
    theirs: dict[Hashable, list[int]] = defaultdict(list)
    for old in olds:
        for key in keys(before, old):
            theirs[key].append(old)
    ours: dict[Hashable, list[int]] = defaultdict(list)
    for new in news:
        for key in keys(after, new):
            if key in theirs:
                ours[key].append(new)
    counts = {key: len(some) * len(theirs[key]) for key, some in ours.items()}
    most, left = 0, max(_LEAST_PAIRS_IN_ALL, _MOST_PAIRS_OF_EACH * (len(olds) + len(news)))
    for count, keys_of_it in sorted(Counter(counts.values()).items()):
        left -= count * keys_of_it
        if count > _MOST_PAIRS or left < 0:
            break
        most = count
    return {(old, new) for key, some in ours.items() if counts[key] <= most for new in some for old in theirs[key]}


def _sharing_words(before: Side, after: Side, olds: Collection[int], news: Collection[int]) -> set[tuple[int, int]]:
    """Pairs that share half of their telling words, counting the beginning of a long one for a typo's sake."""
    index: dict[str, list[int]] = defaultdict(list)
    marks = {old: _marks(before.titles[old]) for old in olds}
    for old, of in marks.items():
        for mark in of:
            index[mark].append(old)
    found: set[tuple[int, int]] = set()
    for new in news:
        ours = _marks(after.titles[new])
        counts = Counter(
            chain.from_iterable(h for mark in ours if len(h := index.get(mark, ())) <= _MOST_HOLDERS_OF_A_WORD)
        )
        for old, count in counts.items():
            if count >= math.ceil(min(len(ours), len(marks[old])) / 2):
                found.add((old, new))
    return found


def _marks(title: Title) -> frozenset[str]:
    if len(title.telling) > 2:
        return title.telling
    return title.telling | {word[:4] + "…" for word in title.telling if len(word) >= 6}
