"""From most certain to least: who is who in two editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

from mlops_path.domain.editions.addresses import Address
from mlops_path.domain.editions.evidence import (
    BOTH,
    CONTEXT,
    CONTRARY,
    DECLARED,
    DOUBTFUL,
    IDENTIFIED,
    NO_EVIDENCE,
    ONE_SIDED,
    Evidence,
    Found,
    pairs_worth_a_look,
)
from mlops_path.domain.editions.sides import Side
from mlops_path.domain.editions.things import Comparison, Doubt, Match, Thing

MOST_CANDIDATES = 8  # a question with more answers is none that a person can answer

Edges = dict[tuple[int, int], Evidence]


def compare(before: Sequence[Thing], after: Sequence[Thing], settled: Mapping[int, int] | None = None) -> Comparison:
    """What became of each thing.

    `settled` maps indexes of new things to the old ones that a person says they are, or to -1 for none of them. The
    order in which things are given decides nothing. A title that a hundred things could have, an address that many
    share, and an id that stands for something else now are no proof.
    """
    settled = settled or {}
    found = Found(Side(before), Side(after))
    for new, old in settled.items():
        if old >= 0:
            found.join(old, new)
    olds = {old for old in range(len(before)) if old not in found.news}
    news = {new for new in range(len(after)) if new not in settled}
    doubted = _match(found, olds, news)
    return Comparison(
        tuple(Match(new, tuple(sorted(of)), _how(found, new)) for new, of in sorted(found.olds.items())),
        tuple(new for new in range(len(after)) if new not in found.olds and new not in doubted),
        tuple(sorted(set(range(len(before))) - found.news.keys() - {old for of in doubted.values() for old in of})),
        tuple(Doubt(new, tuple(of)) for new, of in sorted(doubted.items())),
    )


def _match(found: Found, olds: set[int], news: set[int]) -> dict[int, list[int]]:
    """Joins what belongs together, in rounds of which each uses what the earlier ones found; returns what is doubtful.

    `olds` and `news` are the things to be matched; they lose those that are.
    """

    def join(pairs: Collection[tuple[int, int]]) -> None:
        for old, new in pairs:
            found.join(old, new)
        olds.difference_update(old for old, _ in pairs)
        news.difference_update(new for _, new in pairs)
        found.notice_renamed_sections()

    join(_unchanged(found, olds, news))
    join(_identical(found, olds, news))
    join(_twins(found, news))
    pairs = {pair for pair in pairs_worth_a_look(found.before, found.after, olds, news) if found.could_be(*pair)}
    least = BOTH
    while True:
        pairs = {(old, new) for old, new in pairs if old in olds and new in news}
        edges = {pair: evidence for pair in pairs if (evidence := found.evidence(*pair)).level}
        for pair, level in _in_context(found, olds, news):
            edges[pair] = max(edges.get(pair, NO_EVIDENCE), Evidence(level, "title"))
        if accepted := _accepted(found, edges, least):
            join(accepted)
        elif least == BOTH:
            least = DECLARED
            join(_twins(found, news))
            join(_twins_before(found, olds, news))
            join(_split(found, edges, olds, news))
            join(_merged(found, edges, olds, news))
        else:
            return _doubts(found, edges)


def _how(found: Found, new: int) -> str:
    olds = found.olds[new]
    if any(len(found.news[old]) > 1 for old in olds):
        return "split"
    if len(olds) > 1:
        return "merged"
    old = olds[0]
    was, now = found.before.things[old], found.after.things[new]
    if was.title != now.title:
        return "retitled"
    if was.addresses != now.addresses:
        return "relinked"
    stays = found.same_place(old, new) and (was.parent is None) == (now.parent is None)
    return "carried" if stays and (was.parent is None or found.same_parent(old, new)) else "moved"


def _unchanged(found: Found, olds: set[int], news: set[int]) -> list[tuple[int, int]]:
    """Pairs of which nothing differs, title, addresses, place or what they are parts of, as many before as after.

    Whatever cannot be told apart even so is interchangeable, and goes together in the order given.
    """
    ours, theirs = _by_content(found.before, olds), _by_content(found.after, news)
    pairs: list[tuple[int, int]] = []
    for content, some in ours.items():
        others = theirs.get(content, [])
        if len(some) == len(others) == 1:
            pairs.append((some[0], others[0]))
        elif len(some) == len(others):
            pairs += _one_to_one(found, some, others)
    return pairs


def _by_content(side: Side, indexes: Collection[int]) -> dict[Hashable, list[int]]:
    by_content: dict[Hashable, list[int]] = defaultdict(list)
    for index in sorted(indexes):
        above: int | None = index
        chain: list[Hashable] = [side.things[index].place]
        while above is not None:
            chain.append(_content(side, above))
            above = side.things[above].parent
        by_content[tuple(chain)].append(index)
    return by_content


def _content(side: Side, index: int) -> Hashable:
    """A thing's title and addresses; with those of its parts where they alone tell one "Week 3" from another."""
    one = side.things[index]
    parts = () if one.addresses or not side.titles[index].is_generic else side.parts.get(index, ())
    return one.title, one.addresses, tuple(sorted(side.things[part][1:3] for part in parts))


def _identical(found: Found, olds: set[int], news: set[int]) -> list[tuple[int, int]]:
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
        if title.words and addresses and (not title.is_generic or any(map(_owned(found), addresses))):
            by_key[title.words, addresses].append(index)
    return by_key


def _owned(found: Found) -> Callable[[Address], bool]:
    return lambda address: found.before.owns(address) and found.after.owns(address)


def _one_to_one(found: Found, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int]]:
    def id_of(side: Side, index: int) -> Hashable:
        return side.things[index].id or None

    def surroundings(side: Side, index: int) -> Hashable:
        above = side.things[index].parent
        return side.places[index], None if above is None else side.titles[above].words

    def section(side: Side, index: int) -> Hashable:
        return side.places[index]

    left, right = (sorted(of, key=side.content) for of, side in ((olds, found.before), (news, found.after)))
    for key in (id_of, surroundings, section, lambda *_: True):
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
        right = sorted((new for those in waiting.values() for new in those), key=found.after.content)


def _twins(found: Found, news: Collection[int]) -> list[tuple[int, int]]:
    """New things left over that are an old one once more: one title, an address shared."""
    olds = _by_name_and_address(found, found.before)
    alike = ((new, _like(found, found.after, new, olds)) for new in sorted(news))
    return [(old, new) for new, like in alike for old in _only(like, found.news, found.before)]


def _twins_before(found: Found, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
    """Old things left over that a new one already is."""
    by_key = _by_name_and_address(found, found.after)
    alike = ((old, _like(found, found.before, old, by_key)) for old in sorted(olds))
    return [
        (old, new)
        for old, like in alike
        for new in _only({new for new in like if new in news or new in found.olds}, found.olds, found.after)
    ]


def _like(found: Found, side: Side, index: int, others: Mapping[Hashable, list[int]]) -> set[int]:
    return {other for key in _names_and_addresses(found, side, index) for other in others.get(key, ())}


def _only(like: set[int], matched: Mapping[int, list[int]], side: Side) -> Iterator[int]:
    """One that is matched already, else the only one."""
    if certain := [other for other in like if other in matched]:
        yield min(certain, key=side.content)
    elif len(like) == 1:
        yield from like


def _by_name_and_address(found: Found, side: Side) -> dict[Hashable, list[int]]:
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for index in range(len(side.things)):
        for key in _names_and_addresses(found, side, index):
            by_key[key].append(index)
    return by_key


def _names_and_addresses(found: Found, side: Side, index: int) -> list[Hashable]:
    title, owned = side.titles[index], _owned(found)
    return [(title.words, a) for a in side.addresses[index] if title.words and (not title.is_generic or owned(a))]


def _split(found: Found, edges: Edges, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
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


def _merged(found: Found, edges: Edges, olds: Collection[int], news: Collection[int]) -> list[tuple[int, int]]:
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
        shared = {address for address in side.addresses[whole] & other.addresses[part] if _owned(found)(address)}
        title = other.titles[part]
        if not shared or shared & taken or not title.telling <= side.titles[whole].telling:
            return False
        taken |= shared
    return True


def _in_context(found: Found, olds: Collection[int], news: Collection[int]) -> Iterator[tuple[tuple[int, int], int]]:
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
        for parent in (None,) if above is None else found.olds.get(above, ()):
            old = by_spot.get((parent, place, words))
            if old is None or before.among[before.spot(old)] > 1:
                continue
            if _parts_went_elsewhere(found, old, new):
                continue
            if before.addresses[old] & after.addresses[new] or not (before.addresses[old] and after.addresses[new]):
                yield (old, new), CONTEXT
            elif parent is not None and above is not None:
                yield (old, new), DOUBTFUL if _counted(found, old, new, parent, above) else CONTEXT


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


def _accepted(found: Found, edges: Edges, least: int) -> list[tuple[int, int]]:
    """The pairs of the highest level at which any pair is for each of the two the best that there is."""
    by_old: dict[int, list[tuple[Evidence, int]]] = defaultdict(list)
    by_new: dict[int, list[tuple[Evidence, int]]] = defaultdict(list)
    for (old, new), evidence in edges.items():
        by_old[old].append((evidence, new))
        by_new[new].append((evidence, old))
    best_of_new = {new: _best(found.before, of) for new, of in by_new.items()}
    best_of_old = {old: _best(found.after, of) for old, of in by_old.items()}
    accepted = [
        (edges[old, new].level, old, new)
        for old, new in best_of_old.items()
        if new is not None and best_of_new[new] == old and edges[old, new].level >= least
    ]
    highest = max(accepted, default=(0, 0, 0))[0]
    return [(old, new) for level, old, new in accepted if level == highest]


def _best(side: Side, candidates: list[tuple[Evidence, int]]) -> int | None:
    """The candidate for which most speaks, or None where it is not one alone.

    A title that speaks for one and an address that speaks for another do not outweigh each other. Of candidates with
    the same title and the same addresses any will do.
    """
    top = max(evidence for evidence, _ in candidates)
    if top.level < DECLARED:
        return None
    weighty = [evidence for evidence, _ in candidates if evidence.level in {ONE_SIDED, CONTRARY}]
    if top.level == ONE_SIDED and any(evidence.by != top.by for evidence in weighty):
        return None
    if top.level < IDENTIFIED and not top.same_title and any(evidence.same_title for evidence in weighty):
        return None
    best = [index for evidence, index in candidates if evidence == top]
    if len(best) > 1 and len({(side.titles[index].words, side.addresses[index] or index) for index in best}) > 1:
        return None
    return min(best, key=side.content)


def _doubts(found: Found, edges: Edges) -> dict[int, list[int]]:
    """What a person has to be asked: for each new thing the old ones that it may be, the likeliest first."""
    by_new: dict[int, list[tuple[Evidence, int]]] = defaultdict(list)
    for (old, new), evidence in edges.items():
        by_new[new].append((evidence, old))
    doubts = {}
    for new, of in by_new.items():
        if len(of) > MOST_CANDIDATES:
            highest = max(evidence.level for evidence, _ in of)
            of = [(evidence, old) for evidence, old in of if evidence.level == highest]  # noqa: PLW2901 - fewer of them
        if len(of) <= MOST_CANDIDATES:
            of.sort(key=lambda one: (-one[0].level, found.before.content(one[1])))
            doubts[new] = [old for _, old in of]
    return doubts
