"""What speaks for it that a new thing is an old one, and how strongly."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from mlops_path.domain.editions.addresses import Address
from mlops_path.domain.editions.found import Found
from mlops_path.domain.editions.likeness import (
    ALIKE,
    CLOSE,
    CONTAINED,
    LEAST_OF_A_SENTENCE,
    LEAST_OF_A_TITLE,
    SAME,
    UNLIKE,
    abbreviation,
    are_of_one_series,
    asides_differ,
    brands,
    has_subtitle,
    is_beginning,
    is_inflected,
    is_nearly_whole,
    is_respelt,
    is_short_for,
    is_touched_up,
    maker_apart,
    may_be_misspelt,
    numbers_differ,
    shared_words,
)
from mlops_path.domain.editions.owners import (
    akin,
    are_books,
    are_called_on_one_site,
    are_courses,
    are_films,
    are_named,
    are_one_page_there,
    are_one_place,
    are_one_site,
    are_projects,
    are_runs_of_one,
    are_sites_of,
    are_strangers,
    differ_in_kind,
    has_one_owner,
    has_same_file,
    may_differ_in_kind,
    spells,
)
from mlops_path.domain.editions.sides import has_title
from mlops_path.domain.editions.vocabulary import MAKERS

# From certain to what has to be asked. At ONE_SIDED either the title or the address speaks, and the other is silent
# or says no; CONTEXT is a title that proves nothing alone, in a parent or a section that does; DECLARED is an author's
# word about an earlier id. Nothing below is carried; but what is CONTRARY speaks against what is merely ONE_SIDED.
BOTH, IDENTIFIED, NEARLY_BOTH, PROBABLE, ONE_SIDED, CONTEXT, DECLARED = 80, 70, 60, 50, 40, 30, 20
CONTRARY, DOUBTFUL, NOTHING = 15, 10, 0

LEAST_SAID_FOR_SURE = 10  # words that a list says of one thing alone, whatever it is called


class Evidence(NamedTuple):
    """How strongly it speaks and by what ("title", "address" or "id"), and what decides between equals."""

    level: int
    by: str
    same_title: bool = False
    tie: tuple[bool, ...] = ()


NO_EVIDENCE = Evidence(NOTHING, "")
Edges = dict[tuple[int, int], Evidence]


def evidence(found: Found, old: int, new: int) -> Evidence:
    """All that speaks for this pair."""
    alike = found.alike(old, new)
    level, by = max((_by_address(found, old, new, alike), "address"), (_by_title(found, old, new, alike), "title"))
    named = _is_named(found, old, new)
    if named:
        if level >= PROBABLE or alike >= CLOSE or (by == "address" and found.own_shared(old, new)):
            level = max(level, IDENTIFIED)
        elif not level and found.before.things[old].id != found.after.things[new].id:
            level, by = DECLARED, "id"
    if not level:
        return NO_EVIDENCE
    exact = found.before.addresses[old] == found.after.addresses[new]
    kin = found.some_are(_are_kin, old, new)
    in_use = not found.before.things[old].retired
    as_written = found.before.things[old].title == found.after.things[new].title  # "x+" and "x-" are the same words
    tie = (named, in_use, found.same_parent(old, new), found.same_place(old, new), exact, as_written, kin)
    return Evidence(level, by, alike == SAME, tie)


def could_be(found: Found, old: int, new: int) -> bool:
    """Whether anything at all can ever speak for this pair, whatever else is found."""
    if found.alike(old, new) or _is_named(found, old, new) or found.are_described_alike(old, new):
        return True
    if found.was_called(old, new):
        return True
    pages = {address.page for address in found.before.addresses[old]}
    return any(address.page in pages for address in found.after.addresses[new])


def _by_address(found: Found, old: int, new: int, alike: int) -> int:
    a, b = found.before.titles[old], found.after.titles[new]
    shared = found.before.addresses[old] & found.after.addresses[new]
    if not shared:
        return _by_page(found, old, new, alike)
    own = found.own_shared(old, new)
    if alike == SAME and found.goes_to_another(old, new):
        return CONTRARY
    if alike == SAME:
        return BOTH if own or not a.is_generic or found.near(old, new) else DOUBTFUL
    mains = {found.before.mains[old], found.after.mains[new]}
    are_two = len(own) > 1 and not (a.is_generic or b.is_generic) and not mains.isdisjoint(shared)
    if are_two and (alike or found.before.addresses[old] == found.after.addresses[new]):
        return NEARLY_BOTH  # a course and its videos stay one, whichever comes first
    if own and not mains <= shared:
        return CONTRARY  # the talk that names its text is not the text
    if own:
        if alike and are_of_one_series(a, b):
            return CONTRARY
        if alike:
            is_one = alike == CLOSE or bool(maker_apart(a, b) or abbreviation(a, b))
            return NEARLY_BOTH if is_one else PROBABLE if alike == CONTAINED else ONE_SIDED
        if not (has_title(found.before.things[old]) and has_title(found.after.things[new])):
            return PROBABLE
        if is_short_for(a, b) or any(brand in address.host for brand in brands(a, b) for address in own):
            return PROBABLE  # "NLTK", or "Crate.IO" and "CrateDB" at a host of that name
        both_generic = a.is_generic and b.is_generic
        apart = (a.units != b.units and not both_generic) or found.are_said_otherwise(old, new)
        return CONTRARY if apart or all(address.is_home for address in own) else ONE_SIDED
    if alike in (CLOSE, CONTAINED) and not (a.is_generic or b.is_generic):
        return NEARLY_BOTH if alike == CLOSE else PROBABLE
    return DOUBTFUL if (alike and not numbers_differ(a, b)) or found.near(old, new) else NOTHING


def _by_page(found: Found, old: int, new: int, alike: int) -> int:
    """For two addresses of one page that name different places in it, or of which one names none.

    Beneath titles that are alike, "tune.html" and "tune/" are one page.
    """
    ours = {address.stem: address for address in found.before.addresses[old]}
    for address in found.after.addresses[new]:
        if (our := ours.get(address.stem)) is None:
            continue
        if alike >= CLOSE and not found.before.titles[old].is_generic:
            return NEARLY_BOTH if alike == SAME else PROBABLE
        if found.before.owns_page(our.page) and found.after.owns_page(address.page):
            return PROBABLE if alike and not (our.fragment and address.fragment) else DOUBTFUL
    is_there = alike and (found.some_are(_is_moved_file, old, new) or found.some_are(are_one_page_there, old, new))
    return PROBABLE if is_there else NOTHING


def _by_title(found: Found, old: int, new: int, alike: int) -> int:
    level = _by_words(found, old, new, alike)
    return min(level, DOUBTFUL) if found.by_others(old, new) else level


def _by_words(found: Found, old: int, new: int, alike: int) -> int:
    a, b = found.before.titles[old], found.after.titles[new]
    near = found.near(old, new)
    if found.was_called(old, new):
        return PROBABLE
    if found.are_described_alike(old, new) and ((is_of_owner := found.some_are(has_one_owner, old, new)) or near):
        is_told = is_of_owner or alike >= ALIKE or len(found.before.said[old]) >= LEAST_SAID_FOR_SURE
        return ONE_SIDED if is_told and not numbers_differ(a, b) else DOUBTFUL
    was, now = found.before.mains[old], found.after.mains[new]
    if alike == SAME and not (was and now and differ_in_kind(was, now)):
        ours, theirs = found.before.things[old].authors, found.after.things[new].authors
        is_title = near and len(a.words) >= LEAST_OF_A_TITLE and found.by_one_author(old, new)
        if is_title or (ours and ours == theirs and not a.is_generic):
            return ONE_SIDED
    if alike == UNLIKE or a.is_generic or b.is_generic:
        return NOTHING
    if alike == SAME or is_respelt(a, b) or is_inflected(a, b) or maker_apart(a, b) or abbreviation(a, b):
        return _by_one_title(found, old, new, alike)
    return _by_close_titles(found, old, new) if alike == CLOSE else _by_titles_alike(found, old, new, alike)


def _by_one_title(found: Found, old: int, new: int, alike: int) -> int:
    """For two titles that say the same, however they are written, with a maker's name or for short."""
    a, b = found.before.titles[old], found.after.titles[new]
    near, addressed = found.near(old, new), _addressed(found, old, new)
    if not (near or found.alone(old, new)):
        return CONTRARY
    most = max if is_respelt(a, b) else min  # "PyTorchLightning" has two words as well
    telling, rare = most(len(a.telling), len(b.telling)), most(len(a.rare), len(b.rare))
    if addressed < 2:
        certain = near or telling >= 3 or (not found.in_another(old, new) and (not addressed or telling >= 2))
        certain = certain and (near or not addressed or rare >= 1)
        certain = certain or found.are_described_alike(old, new)
    elif alike == SAME or is_inflected(a, b):
        certain = _stays_itself(found, old, new, telling, rare)
    else:
        apart = maker_apart(a, b) or abbreviation(a, b)
        vouched = found.some_are(akin, old, new) or (apart and found.some_are(partial(are_named, apart), old, new))
        vouched = vouched or found.are_called(a if len(a.core) < len(b.core) else b, old, new)
        certain = bool(vouched) and rare >= 1
    return ONE_SIDED if certain else CONTRARY


def _by_close_titles(found: Found, old: int, new: int) -> int:
    """For two titles that a typo, a year, brackets, a subtitle or an author tells apart."""
    a, b = found.before.titles[old], found.after.titles[new]
    near, alone = found.near(old, new), found.alone(old, new)
    if near and alone and found.by_one_author(old, new):
        return ONE_SIDED  # a book, with its subtitle
    telling, rare = min(len(a.telling), len(b.telling)), min(len(a.rare), len(b.rare))
    if _addressed(found, old, new) < 2:
        certain = telling >= 3 or (near and (telling >= 2 or a.core == b.core))
        asked = near or (alone and is_touched_up(a, b))
        return ONE_SIDED if certain and (alone or near) else DOUBTFUL if asked else NOTHING
    by_others = found.by_others(old, new)
    moved_within = found.some_are(akin, old, new)
    called = partial(are_called_on_one_site, min(a.core, b.core, key=len))
    certain = telling >= 3 and (near or moved_within) and is_touched_up(a, b)
    certain = certain or (near and moved_within and a.core == b.core)
    certain = certain or (telling >= 2 and found.some_are(has_same_file, old, new))
    certain = certain or (near and found.some_are(called, old, new))
    certain = certain or (near and alone and found.some_are(are_books, old, new))  # with its subtitle, or without
    asked = telling >= 2 and (near or moved_within or (alone and rare >= 1))
    asked = asked or (near and rare >= 1 and not by_others and (a.core != b.core or a.aside == b.aside))
    return ONE_SIDED if certain and rare >= 1 and not by_others else DOUBTFUL if asked else NOTHING


def _by_titles_alike(found: Found, old: int, new: int, alike: int) -> int:
    """For two titles that share some words: seldom enough to carry."""
    a, b = found.before.titles[old], found.after.titles[new]
    if not found.near(old, new):
        is_told = min(len(a.telling), len(b.telling)) > 1 and bool(a.rare & b.rare)
        return DOUBTFUL if is_told and found.are_editions(old, new) else NOTHING
    addressed = _addressed(found, old, new)
    if addressed < 2 and found.are_editions(old, new):
        return ONE_SIDED
    if not addressed and (is_nearly_whole(a, b) or (found.alone(old, new) and found.says_little_more(old, new))):
        return ONE_SIDED
    if alike == CONTAINED and found.by_one_author(old, new) and is_beginning(a, b):
        return ONE_SIDED
    if has_subtitle(a, b) and found.by_same_authors(old, new) and found.alone(old, new):
        return ONE_SIDED
    if alike == CONTAINED and min(len(a.telling), len(b.telling)) >= LEAST_OF_A_SENTENCE:
        return ONE_SIDED if found.some_are(has_one_owner, old, new) else DOUBTFUL
    return _asked_by_title(found, old, new, addressed)


def _stays_itself(found: Found, old: int, new: int, telling: int, rare: int) -> bool:
    """Whether one title at two addresses is one thing that moved; `telling` and `rare` count its words."""
    was, now = found.before.mains[old], found.after.mains[new]
    title, near = found.before.titles[old], found.near(old, new)
    if was is None or now is None or (was.host == now.host and spells(title.core, was) and spells(title.core, now)):
        return True
    ours, theirs = found.before.things[old].authors, found.after.things[new].authors
    if near and found.have_same_parts(old, new):
        return True
    if differ_in_kind(was, now):
        return False
    if found.are_said_alike(old, new) and (near or found.some_are(akin, old, new)):
        return True
    if found.are_described_alike(old, new):
        return True
    if (ours and theirs) or has_same_file(was, now):
        return True
    if found.some_are(are_one_place, old, new):
        return rare >= 1
    houses = are_runs_of_one, are_one_site, partial(are_sites_of, title.core)
    is_one_house = any(found.some_are(house, old, new) for house in houses)
    if is_one_house and (near or telling >= 2):
        return True
    if near and len(title.core) == 1 and rare and found.some_are(partial(are_projects, title.core[0]), old, new):
        return True  # "jq", of another owner at another account
    if found.some_are(akin, old, new):
        named = any(found.some_are(partial(are_named, word), old, new) for word in title.rare)
        return telling >= 3 or (rare >= 1 and (near or telling >= 2 or named))
    if not are_strangers(was, now) and found.are_called(title, old, new):
        return True  # "Metabase", at its repository and at its site
    if are_strangers(was, now):
        is_told = telling >= 4 or (near and telling >= 3 and was.host == now.host)
        is_told = is_told or (near and rare >= 2 and are_films(was, now))
        is_special = rare >= 1 or telling >= 3 or bool(title.numbers)
        is_course = near and telling >= 2 and is_special and are_courses(was, now)
        return is_course or (rare >= 1 and is_told)
    if may_differ_in_kind(was, now) and telling < 4 and (telling < 3 or rare < 2):
        return False
    same_stage = found.in_one_stage(old, new)
    return (near and (telling >= 4 or rare >= 1)) or (rare >= 1 and telling >= (2 if same_stage else 3))


def _asked_by_title(found: Found, old: int, new: int, addressed: int) -> int:
    """Whether to ask about two titles in one place that share some words."""
    a, b = found.before.titles[old], found.after.titles[new]
    if a.rare & b.rare and (a.rare <= b.rare or b.rare <= a.rare) and addressed < 2:
        return DOUBTFUL  # "Tune", and "Ray Tune" with an address
    by_one_author = found.by_one_author(old, new)
    if found.are_editions(old, new):
        return DOUBTFUL  # a book, and its second edition elsewhere
    if numbers_differ(a, b) or asides_differ(a, b):
        return NOTHING
    if may_be_misspelt(a, b) and found.alone(old, new):
        return DOUBTFUL
    if a.telling == b.telling or (by_one_author and len(a.telling & b.telling) > 1):
        return DOUBTFUL  # "Salt" and "Salt Project", "Adversarial Networks" and "Adversarial Nets"
    shared = shared_words(a, b)
    is_within = shared == min(len(a.telling), len(b.telling)) > 1
    if is_within and found.some_are(has_one_owner, old, new):
        return DOUBTFUL
    if (a.rare & b.rare) - MAKERS and found.some_are(has_one_owner, old, new):
        return DOUBTFUL
    if any(found.some_are(partial(are_named, brand), old, new) for brand in brands(a, b)):
        return DOUBTFUL  # "Google Colab" and "Google Colaboratory", both at hosts called "colab"
    return NOTHING if shared < 2 + (addressed == 2) or shared * 5 < len(a.telling | b.telling) * 3 else DOUBTFUL


def _are_kin(was: Address, now: Address) -> bool:
    return has_one_owner(was, now) or has_same_file(was, now)


def _is_moved_file(was: Address, now: Address) -> bool:
    return has_same_file(was, now) and has_one_owner(was, now)


def _addressed(found: Found, old: int, new: int) -> int:
    """How many of the two have an address of their own that tells where it leads: no page that others are found on."""
    both = (found.before, found.before.addresses[old]), (found.after, found.after.addresses[new])
    return sum(any(address.is_told and side.owns(address) for address in of) for side, of in both)


def _is_named(found: Found, old: int, new: int) -> bool:
    id_, thing = found.before.things[old].id, found.after.things[new]
    return bool(id_) and (id_ == thing.id or id_ in thing.formerly)
