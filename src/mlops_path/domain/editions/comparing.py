"""From most certain to least: who is who in two editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from mlops_path.domain.editions.candidates import pairs_worth_a_look
from mlops_path.domain.editions.context import in_context
from mlops_path.domain.editions.dividing import merged, of_one_content, split
from mlops_path.domain.editions.evidence import (
    BOTH,
    CONTRARY,
    DECLARED,
    DOUBTFUL,
    IDENTIFIED,
    NO_EVIDENCE,
    ONE_SIDED,
    Edges,
    Evidence,
    could_be,
    evidence,
)
from mlops_path.domain.editions.found import Found
from mlops_path.domain.editions.repeated import identical, lineage, twins, twins_before, unchanged
from mlops_path.domain.editions.rewording import reworded
from mlops_path.domain.editions.sides import Side
from mlops_path.domain.editions.things import Comparison, Doubt, Match, Thing

MOST_CANDIDATES = 8  # a question with more answers is none that a person can answer


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
    _take_back_retired(found, settled)
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

    join(unchanged(found, olds, news))
    join(identical(found, olds, news))
    join(twins(found, news))
    pairs = {pair for pair in pairs_worth_a_look(found.before, found.after, olds, news) if could_be(found, *pair)}
    least = BOTH
    while True:
        pairs = {(old, new) for old, new in pairs if old in olds and new in news}
        edges = {pair: one for pair in pairs if (one := evidence(found, *pair)).level}
        for pair, level in in_context(found, olds, news):
            edges[pair] = max(edges.get(pair, NO_EVIDENCE), Evidence(level, "title"))
        if accepted := _accepted(found, edges, least):
            join(accepted)
        elif least == BOTH:
            least = DECLARED
            join(twins(found, news))
            join(twins_before(found, olds, news))
            join(split(found, edges, olds, news))
            join(merged(found, edges, olds, news))
        elif wholes := of_one_content(found, olds, news):
            join(wholes)
        else:
            left = {old for old, _ in edges}, {new for _, new in edges}
            silent = {(old, new) for old, new in pairs if old not in left[0] and new not in left[1]}
            return _doubts(found, edges | dict.fromkeys(reworded(found, silent), Evidence(DOUBTFUL, "title")))


def _take_back_retired(found: Found, settled: Mapping[int, int]) -> None:
    """What is retired gives way to a thing in use, unless a person said that it is the new one."""
    things = found.before.things
    for new, olds in found.olds.items():
        gone = [old for old in olds if things[old].retired and settled.get(new) != old]
        if len(gone) < len(olds):
            for old in gone:
                found.part(old, new)


def _how(found: Found, new: int) -> str:
    olds = found.olds[new]
    if any(len({found.after.resource(each) for each in found.news[old]}) > 1 for old in olds):
        return "split"
    if len(olds) > 1:
        return "merged"
    old = olds[0]
    others = (other for other in found.news[old] if other != new)
    stays = any(_how_one(found, old, other) == "carried" for other in others)  # it is listed once more, that is all
    return "carried" if stays else _how_one(found, old, new)


def _how_one(found: Found, old: int, new: int) -> str:
    was, now = found.before.things[old], found.after.things[new]
    if was.title != now.title:
        return "retitled"
    if now.addresses and was.addresses[:1] != now.addresses[:1]:
        return "relinked"  # where the new edition has none, the one that is known stays
    if was.retired:
        return "moved"
    within = found.same_parent(old, new) or lineage(found.before, was.parent) == lineage(found.after, now.parent)
    return "carried" if within and found.same_place(old, new) else "moved"


def _accepted(found: Found, edges: Edges, least: int) -> list[tuple[int, int]]:
    """The pairs of the highest level at which any pair is for each of the two the best that there is."""
    by_old: dict[int, list[tuple[Evidence, int]]] = defaultdict(list)
    by_new: dict[int, list[tuple[Evidence, int]]] = defaultdict(list)
    for (old, new), one in edges.items():
        by_old[old].append((one, new))
        by_new[new].append((one, old))
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
    top = max(one for one, _ in candidates)
    if top.level < DECLARED:
        return None
    weighty = [one for one, _ in candidates if one.level in {ONE_SIDED, CONTRARY}]
    if top.level == ONE_SIDED and any(one.by != top.by for one in weighty):
        return None
    if top.level < IDENTIFIED and not top.same_title and any(one.same_title for one in weighty):
        return None
    best = [index for one, index in candidates if one == top]
    if len(best) > 1 and len({(side.titles[index].words, side.addresses[index] or index) for index in best}) > 1:
        return None
    return min(best, key=side.content)


def _doubts(found: Found, edges: Edges) -> dict[int, list[int]]:
    """What a person has to be asked: for each new thing the old ones that it may be, the likeliest first."""
    by_new: dict[int, list[tuple[Evidence, int]]] = defaultdict(list)
    for (old, new), one in edges.items():
        by_new[new].append((one, old))
    doubts = {}
    for new, of in by_new.items():
        if len(of) > MOST_CANDIDATES:
            highest = max(one.level for one, _ in of)
            of = [(one, old) for one, old in of if one.level == highest]  # noqa: PLW2901 - fewer of them
        if len(of) <= MOST_CANDIDATES:
            of.sort(key=lambda one: (-one[0].level, found.before.content(one[1])))
            doubts[new] = [old for _, old in of]
    return doubts
