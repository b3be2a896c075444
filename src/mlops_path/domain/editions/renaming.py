"""Which section of the edition before is which one now, whatever it is called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from mlops_path.domain.editions.sides import Place
from mlops_path.domain.editions.vocabulary import FIELDS, GENERIC, UNITS

LEAST_OF_A_DIVISION = 3  # things
Key = TypeVar("Key")


def renamed_sections(
    moves: Sequence[tuple[Place, Place]], before: Collection[Place], after: Collection[Place]
) -> dict[Place, Place]:
    """The sections that are gone and go on under another title; `moves` has the places of each thing that was found.

    A section is renamed when its title is gone and most of what was found of it, two things at least, is in one new
    section. So is one of whose title there is one only before and after, where its stage is gone and the other one new;
    and one whose title differs only in a count: "Week 5: Sails" that is "Week 6: Sails" now; or in words that tell
    nothing by themselves. A stage is renamed in the same ways, and its sections with it.
    """
    gone, came = set(before) - set(after), set(after) - set(before)
    stages_before, stages_after = ({stage for stage, _ in of} for of in (before, after))
    lost, found = stages_before - stages_after, stages_after - stages_before
    renamed = _where_most_went(moves, gone, came)
    once_before, once_after = (_once_by_section(of) for of in (before, after))
    for section in once_before.keys() & once_after.keys():
        place, there = once_before[section], once_after[section]
        if place[0] in lost and there[0] in found:
            renamed.setdefault(place, there)
    stages = dict(_counted_anew(lost, found)) | _where_most_went(((was[0], now[0]) for was, now in moves), lost, found)
    were, are = ({section for _, section in of} for of in (gone, came))
    titles = dict(_told_at_length(were, are)) | dict(_counted_anew(were, are))
    for stage, section in gone:
        for there in ((stages.get(stage, stage), section), (stages.get(stage, stage), titles.get(section, section))):
            if there in came:
                renamed.setdefault((stage, section), there)
    return renamed


def divided_sections(
    moves: Iterable[tuple[Place, Place]], before: Collection[Place], after: Collection[Place]
) -> dict[Place, set[Place]]:
    """The sections that are gone, with the new ones to each of which three of its things went at least."""
    gone, came = set(before) - set(after), set(after) - set(before)
    counts = Counter((was, now) for was, now in moves if was in gone and now in came)
    divided: dict[Place, set[Place]] = defaultdict(set)
    for (was, now), count in counts.items():
        if count >= LEAST_OF_A_DIVISION:
            divided[was].add(now)
    return divided


def _where_most_went(moves: Iterable[tuple[Key, Key]], gone: Collection[Key], came: Collection[Key]) -> dict[Key, Key]:
    """For what is gone, where most that was in it went, two things at least, if that is new."""
    counts: dict[Key, Counter[Key]] = defaultdict(Counter)
    for was, now in moves:
        if was in gone:
            counts[was][now] += 1
    return {
        was: most
        for was, to in counts.items()
        for most, count in to.items()
        if most in came and count >= 2 and count * 2 > sum(to.values())
    }


def _once_by_section(places: Collection[Place]) -> dict[tuple[str, ...], Place]:
    """The places by the titles of their sections, where only one place has the title."""
    counts = Counter(section for _, section in places)
    return {section: (stage, section) for stage, section in places if section and counts[section] == 1}


def _counted_anew(
    gone: Collection[tuple[str, ...]], came: Collection[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Titles that differ only in the number at their beginning, if any: each the only one before and after."""
    before, after = _by_rest(gone), _by_rest(came)
    for rest in before.keys() & after.keys():
        if len(before[rest]) == len(after[rest]) == 1:
            yield before[rest][0], after[rest][0]


def _told_at_length(
    gone: Collection[tuple[str, ...]], came: Collection[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Titles with a word more or less that tells nothing: "Learn Kotlin", "Learn the Kotlin language"."""
    before, after = (_by_rare(of) for of in (gone, came))
    for rare in before.keys() & after.keys():
        if len(before[rare]) == len(after[rare]) == 1:
            yield before[rare][0], after[rare][0]


def _by_rare(titles: Collection[tuple[str, ...]]) -> dict[frozenset[str], list[tuple[str, ...]]]:
    """Titles without numbers by their words that are neither generic nor a whole field; not those without any."""
    found: dict[frozenset[str], list[tuple[str, ...]]] = defaultdict(list)
    for title in titles:
        rare = frozenset(title) - GENERIC - FIELDS
        if rare and not any(any(map(str.isdigit, word)) for word in title):
            found[rare].append(title)
    return found


def _by_rest(titles: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Titles by what stands behind "week 5" or "5"; not those of which nothing telling is left, nor two words."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for title in titles:
        is_unit = title[:1] and title[0] in UNITS
        rest = title[1:] if is_unit else title
        rest = rest[1:] if rest[:1] and rest[0].isdecimal() else () if is_unit else title
        if set(rest) - GENERIC or (not is_unit and len(rest) > 1):
            found[rest].append(title)
    return found
