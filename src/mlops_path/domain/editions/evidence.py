"""What speaks for it that a new thing is an old one, and how strongly."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import NamedTuple

from mlops_path.domain.editions.addresses import Address
from mlops_path.domain.editions.owners import (
    akin,
    are_called_on_one_site,
    are_courses,
    are_films,
    are_named,
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
from mlops_path.domain.editions.renaming import renamed_sections
from mlops_path.domain.editions.sides import LEAST_OF_A_DESCRIPTION, LEAST_OF_A_REMARK, Place, Side, has_title
from mlops_path.domain.editions.titles import (
    ALIKE,
    CLOSE,
    CONTAINED,
    LEAST_OF_A_SENTENCE,
    LEAST_OF_A_TITLE,
    SAME,
    UNLIKE,
    Title,
    abbreviation,
    are_of_one_series,
    asides_differ,
    beginning,
    brands,
    is_nearly_whole,
    is_respelt,
    is_short_for,
    is_touched_up,
    likeness,
    maker_apart,
    numbers_differ,
    without_edition,
)
from mlops_path.domain.editions.vocabulary import FIELDS, FUNCTION, GENERIC, MAKERS, SHORTENERS

# From certain to what has to be asked. At ONE_SIDED either the title or the address speaks, and the other is silent
# or says no; CONTEXT is a title that proves nothing alone, in a parent or a section that does; DECLARED is an author's
# word about an earlier id. Nothing below is carried; but what is CONTRARY speaks against what is merely ONE_SIDED.
BOTH, IDENTIFIED, NEARLY_BOTH, PROBABLE, ONE_SIDED, CONTEXT, DECLARED = 80, 70, 60, 50, 40, 30, 20
CONTRARY, DOUBTFUL, NOTHING = 15, 10, 0

LEAST_OF_A_BRAND = 5  # letters
LEAST_SAID_FOR_SURE = 10  # words that a list says of one thing alone, whatever it is called


class Evidence(NamedTuple):
    """How strongly it speaks and by what ("title", "address" or "id"), and what decides between equals."""

    level: int
    by: str
    same_title: bool = False
    tie: tuple[bool, ...] = ()


NO_EVIDENCE = Evidence(NOTHING, "")
Edges = dict[tuple[int, int], Evidence]


class Found:
    """What has been found so far: the old things of each new one, and what follows from it for their surroundings."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before, self.after = before, after
        self.olds: dict[int, list[int]] = {}
        self.news: dict[int, list[int]] = {}
        self.renamed: dict[Place, Place] = {}
        self._alike: dict[tuple[int, int], int] = {}
        self._places_before, self._places_after = set(before.places), set(after.places)

    def join(self, old: int, new: int) -> None:
        self.olds.setdefault(new, []).append(old)
        self.news.setdefault(old, []).append(new)

    def part(self, old: int, new: int) -> None:
        self.olds[new].remove(old)
        self.news[old].remove(new)
        if not self.news[old]:
            del self.news[old]

    def notice_renamed_sections(self) -> None:
        moves = [(self.before.places[old], self.after.places[news[0]]) for old, news in self.news.items()]
        self.renamed = renamed_sections(moves, self._places_before, self._places_after)

    def same_place(self, old: int, new: int) -> bool:
        place = self.before.places[old]
        return self.renamed.get(place, place) == self.after.places[new]

    def same_parent(self, old: int, new: int) -> bool:
        """Whether both are parts, and of one thing."""
        above, above_new = self.before.things[old].parent, self.after.things[new].parent
        return above is not None and above_new is not None and above_new in self.news.get(above, ())

    def near(self, old: int, new: int) -> bool:
        """Whether they stand in the same thing, or in the same section."""
        parted = self.before.things[old].parent is not None and self.after.things[new].parent is not None
        return self.same_parent(old, new) if parted else self.same_place(old, new)

    def alike(self, old: int, new: int) -> int:
        """The likeness of the two titles, reckoned once."""
        known = self._alike.get((old, new))
        if known is None:
            known = self._alike[old, new] = likeness(self.before.titles[old], self.after.titles[new])
        return known

    def evidence(self, old: int, new: int) -> Evidence:
        """All that speaks for this pair."""
        alike = self.alike(old, new)
        level, by = max(self._by_address(old, new, alike), self._by_title(old, new, alike))
        named = _is_named(self, old, new)
        if named:
            if level >= PROBABLE or alike >= CLOSE or (by == "address" and self._own_shared(old, new)):
                level = max(level, IDENTIFIED)
            elif not level and self.before.things[old].id != self.after.things[new].id:
                level, by = DECLARED, "id"
        if not level:
            return NO_EVIDENCE
        exact = self.before.addresses[old] == self.after.addresses[new]
        kin = self._some_are(_are_kin, old, new)
        tie = (named, self.same_parent(old, new), self.same_place(old, new), exact, kin)
        return Evidence(level, by, alike == SAME, tie)

    def could_be(self, old: int, new: int) -> bool:
        """Whether anything at all can ever speak for this pair, whatever else is found."""
        if self.alike(old, new) or _is_named(self, old, new) or self._are_described_alike(old, new):
            return True
        if self._was_called(old, new):
            return True
        pages = {address.page for address in self.before.addresses[old]}
        return any(address.page in pages for address in self.after.addresses[new])

    def _own_shared(self, old: int, new: int) -> list[Address]:
        """The addresses that both have, and nothing else with another title has."""
        shared = self.before.addresses[old] & self.after.addresses[new]
        return [address for address in shared if self.before.owns(address) and self.after.owns(address)]

    def goes_to_another(self, old: int, new: int) -> bool:
        """Whether the main address of one is that of something else on the other side: of a tool, that of its paper."""
        was, now = self.before.mains[old], self.after.mains[new]
        return (now is not None and self.before.is_of_others(now, self.before.titles[old])) or (
            was is not None and self.after.is_of_others(was, self.after.titles[new])
        )

    def _by_address(self, old: int, new: int, alike: int) -> tuple[int, str]:
        a, b = self.before.titles[old], self.after.titles[new]
        shared = self.before.addresses[old] & self.after.addresses[new]
        if not shared:
            return self._by_page(old, new, alike), "address"
        own = self._own_shared(old, new)
        if alike == SAME and self.goes_to_another(old, new):
            return CONTRARY, "address"
        if alike == SAME:
            return BOTH if own or not a.is_generic or self.near(old, new) else DOUBTFUL, "address"
        mains = {self.before.mains[old], self.after.mains[new]}
        are_two = len(own) > 1 and not (a.is_generic or b.is_generic) and not mains.isdisjoint(shared)
        if are_two and (alike or self.before.addresses[old] == self.after.addresses[new]):
            return NEARLY_BOTH, "address"  # a course and its videos stay one, whichever comes first
        if own and not mains <= shared:
            return CONTRARY, "address"  # the talk that names its text is not the text
        if own:
            if alike and are_of_one_series(a, b):
                return CONTRARY, "address"
            if alike:
                is_one = alike == CLOSE or bool(maker_apart(a, b) or abbreviation(a, b))
                return NEARLY_BOTH if is_one else PROBABLE if alike == CONTAINED else ONE_SIDED, "address"
            if not (has_title(self.before.things[old]) and has_title(self.after.things[new])):
                return PROBABLE, "address"
            if is_short_for(a, b) or any(brand in address.host for brand in brands(a, b) for address in own):
                return PROBABLE, "address"  # "NLTK", or "Crate.IO" and "CrateDB" at a host of that name
            both_generic = a.is_generic and b.is_generic
            apart = (a.units != b.units and not both_generic) or self._are_said_otherwise(old, new)
            return CONTRARY if apart or all(address.is_home for address in own) else ONE_SIDED, "address"
        if alike in (CLOSE, CONTAINED) and not (a.is_generic or b.is_generic):
            return NEARLY_BOTH if alike == CLOSE else PROBABLE, "address"
        return DOUBTFUL if (alike and not numbers_differ(a, b)) or self.near(old, new) else NOTHING, "address"

    def _by_page(self, old: int, new: int, alike: int) -> int:
        """For two addresses of one page that name different places in it, or of which one names none.

        Beneath titles that are alike, "tune.html" and "tune/" are one page.
        """
        ours = {address.stem: address for address in self.before.addresses[old]}
        for address in self.after.addresses[new]:
            if (our := ours.get(address.stem)) is None:
                continue
            if alike >= CLOSE and not self.before.titles[old].is_generic:
                return NEARLY_BOTH if alike == SAME else PROBABLE
            if self.before.owns_page(our.page) and self.after.owns_page(address.page):
                return PROBABLE if alike and not (our.fragment and address.fragment) else DOUBTFUL
        return NOTHING

    def _by_title(self, old: int, new: int, alike: int) -> tuple[int, str]:
        a, b = self.before.titles[old], self.after.titles[new]
        near = self.near(old, new)
        if self._was_called(old, new):
            return PROBABLE, "title"
        if self._are_described_alike(old, new) and (near or self._some_are(has_one_owner, old, new)):
            is_told = alike >= ALIKE or len(self.before.said[old]) >= LEAST_SAID_FOR_SURE
            return ONE_SIDED if is_told and not numbers_differ(a, b) else DOUBTFUL, "title"
        by_one_author = self._by_one_author(old, new)
        was, now = self.before.mains[old], self.after.mains[new]
        is_one_kind = not (was and now and differ_in_kind(was, now))
        if alike == SAME and by_one_author and is_one_kind and near and len(a.words) >= LEAST_OF_A_TITLE:
            return ONE_SIDED, "title"
        if alike == UNLIKE or a.is_generic or b.is_generic:
            return NOTHING, "title"
        addressed = _tell_where(self.before.addresses[old]) + _tell_where(self.after.addresses[new])
        apart = maker_apart(a, b) or abbreviation(a, b)
        respelt = is_respelt(a, b)
        is_one = alike == SAME or bool(apart) or respelt
        if alike < CLOSE and not is_one and not addressed and near and is_nearly_whole(a, b):
            return ONE_SIDED, "title"
        if alike == CONTAINED and near and min(len(a.telling), len(b.telling)) >= LEAST_OF_A_SENTENCE:
            return ONE_SIDED if self._some_are(has_one_owner, old, new) else DOUBTFUL, "title"
        if alike < CLOSE and not is_one:
            return self._asked_by_title(old, new, addressed), "title"
        ours, theirs = self.before.things[old].authors, self.after.things[new].authors
        by_others = bool(ours and theirs and ours.isdisjoint(theirs))
        alone = self.before.namesakes[a.words] == 1 and self.after.namesakes[b.words] == 1
        telling, rare = min(len(a.telling), len(b.telling)), min(len(a.rare), len(b.rare))
        if respelt:  # "PyTorchLightning" has two words as well
            telling, rare = max(len(a.telling), len(b.telling)), max(len(a.rare), len(b.rare))
        moved_within = addressed == 2 and self._some_are(akin, old, new)
        if alike == SAME and ours and ours == theirs and is_one_kind:
            return ONE_SIDED, "title"
        if is_one and (alone or near):
            if addressed < 2:
                certain = near or telling >= 3 or (not self._in_another(old, new) and (not addressed or telling >= 2))
                certain = certain and (near or not addressed or rare >= 1)
                certain = certain or self._are_described_alike(old, new)
            elif alike == SAME:
                certain = self._stays_itself(old, new, telling, rare)
            else:
                vouched = moved_within or (bool(apart) and self._some_are(partial(are_named, apart), old, new))
                vouched = vouched or self._are_called(a if len(a.core) < len(b.core) else b, old, new)
                certain = bool(vouched) and rare >= 1
            return ONE_SIDED if certain else CONTRARY, "title"
        if alike == CLOSE and by_one_author and near and alone:
            return ONE_SIDED, "title"  # a book, with its subtitle
        if alike == CLOSE:
            if addressed < 2:
                certain = telling >= 3 or (near and telling >= 2) or (near and a.core == b.core)
                asked = near or (alone and is_touched_up(a, b))
                return ONE_SIDED if certain and (alone or near) else DOUBTFUL if asked else NOTHING, "title"
            certain = telling >= 3 and rare >= 1 and (near or moved_within) and is_touched_up(a, b)
            certain = certain or (rare >= 1 and near and moved_within and a.core == b.core)
            certain = certain or (telling >= 2 and rare >= 1 and self._some_are(has_same_file, old, new))
            called = partial(are_called_on_one_site, min(a.core, b.core, key=len))
            certain = certain or (rare >= 1 and near and self._some_are(called, old, new))
            asked = telling >= 2 and (near or moved_within or (alone and rare >= 1))
            asked = asked or (near and rare >= 1 and not by_others and (a.core != b.core or a.aside == b.aside))
            return ONE_SIDED if certain else DOUBTFUL if asked else NOTHING, "title"
        return CONTRARY, "title"

    def _stays_itself(self, old: int, new: int, telling: int, rare: int) -> bool:
        """Whether one title at two addresses is one thing that moved; `telling` and `rare` count its words."""
        was, now = self.before.mains[old], self.after.mains[new]
        title, near = self.before.titles[old], self.near(old, new)
        if was is None or now is None or (was.host == now.host and spells(title.core, was) and spells(title.core, now)):
            return True
        ours, theirs = self.before.things[old].authors, self.after.things[new].authors
        if near and self._have_same_parts(old, new):
            return True
        if (ours and theirs and ours.isdisjoint(theirs)) or differ_in_kind(was, now):
            return False
        if near and self._are_said_alike(old, new):
            return True
        if (ours and theirs) or has_same_file(was, now):
            return True
        if self._some_are(are_one_place, old, new):
            return rare >= 1
        houses = are_runs_of_one, are_one_site, partial(are_sites_of, title.core)
        is_one_house = any(self._some_are(house, old, new) for house in houses)
        if is_one_house and (near or telling >= 2):
            return True
        if near and len(title.core) == 1 and rare and self._some_are(partial(are_projects, title.core[0]), old, new):
            return True  # "jq", of another owner at another account
        if self._some_are(akin, old, new):
            named = any(self._some_are(partial(are_named, word), old, new) for word in title.rare)
            return telling >= 3 or (rare >= 1 and (near or telling >= 2 or named))
        if not are_strangers(was, now) and self._are_called(title, old, new):
            return True  # "Metabase", at its repository and at its site
        if are_strangers(was, now):
            is_told = telling >= 4 or (near and telling >= 3 and was.host == now.host)
            is_told = is_told or (near and rare >= 2 and are_films(was, now))
            is_course = near and telling >= 2 and (rare >= 1 or telling >= 3) and are_courses(was, now)
            return is_course or (rare >= 1 and is_told)
        if may_differ_in_kind(was, now) and telling < 4 and (telling < 3 or rare < 2):
            return False
        same_stage = self._in_one_stage(old, new)
        return (near and (telling >= 4 or rare >= 1)) or (rare >= 1 and telling >= (2 if same_stage else 3))

    def _in_one_stage(self, old: int, new: int) -> bool:
        """Whether they stand in one stage; a plan without stages is one, and each of its sections stands for itself."""
        was, now = self.before.places[old], self.after.places[new]
        return was[0] == now[0] != () or (was[0] == was[1] != () and now[0] == now[1] != ())

    def _was_called(self, old: int, new: int) -> bool:
        """Whether a list says of one that it was formerly called as the other, and nothing else is called so."""
        ours, theirs = self.before.words[old], self.after.words[new]
        was_so = ours in self.after.former[new] and not self.after.namesakes[ours]
        return was_so or (theirs in self.before.former[old] and not self.before.namesakes[theirs])

    def _by_one_author(self, old: int, new: int) -> bool:
        """Whether both are of one author, or one list names authors whom the other tells of."""
        ours, theirs = self.before.things[old].authors, self.after.things[new].authors
        if ours and theirs:
            return bool(ours & theirs)
        return bool(ours or theirs) and (ours or theirs) <= (self.after.told[new] if ours else self.before.told[old])

    def _are_said_otherwise(self, old: int, new: int) -> bool:
        """Whether lists describe both, and share no word of it, nor of the titles."""
        ours, theirs = self.before.said[old], self.after.said[new]
        if min(len(ours), len(theirs)) < LEAST_OF_A_DESCRIPTION:
            return False
        of_one = {*ours, *self.before.titles[old].telling} - FUNCTION
        return of_one.isdisjoint({*theirs, *self.after.titles[new].telling} - FUNCTION)

    def _are_said_alike(self, old: int, new: int) -> bool:
        """Whether one list says the same of both, in several words."""
        said = self.before.said[old]
        return len(said) >= LEAST_OF_A_REMARK and said == self.after.said[new]

    def _are_described_alike(self, old: int, new: int) -> bool:
        """Whether each list says the same of one of them, and of nothing else; and names no other authors."""
        ours, theirs = self.before.things[old].authors, self.after.things[new].authors
        if ours and theirs and ours.isdisjoint(theirs):
            return False
        are_alike = self.before.said[old] == self.after.said[new]
        return are_alike and self.before.describes(old) and self.after.describes(new)

    def _are_called(self, title: Title, old: int, new: int) -> bool:
        """Whether both have an address of the name that is the whole title, but for its maker: of "Apache Superset"."""
        names = title.rare - MAKERS
        (name,) = names if len(names) == 1 else ("",)
        is_whole = set(title.core) <= names | MAKERS and len(name) >= LEAST_OF_A_BRAND
        return is_whole and self._some_are(partial(are_named, name), old, new)

    def _have_same_parts(self, old: int, new: int) -> bool:
        """Whether most parts of both, two at least, are called the same by titles of their own."""
        ours, theirs = (
            {side.titles[part].words for part in side.parts.get(index, ()) if not side.titles[part].is_generic}
            for side, index in ((self.before, old), (self.after, new))
        )
        return len(ours & theirs) > 1 and 4 * len(ours & theirs) >= 3 * len(ours | theirs)

    def _in_another(self, old: int, new: int) -> bool:
        """Whether one stood in a section that is gone, and the other stands in a new one that is called otherwise."""
        was, now = self.before.places[old], self.after.places[new]
        if was in self._places_after or now in self._places_before:
            return False
        ours, theirs = ({word for title in place for word in title if word.isalpha()} - GENERIC for place in (was, now))
        if ours - FIELDS and theirs - FIELDS:
            ours, theirs = ours - FIELDS, theirs - FIELDS
        return bool(ours and theirs) and not any(len(beginning(a, b)) >= 4 for a in ours for b in theirs)

    def _asked_by_title(self, old: int, new: int, addressed: int) -> int:
        """For titles that share some words: enough to ask, never to carry."""
        a, b = self.before.titles[old], self.after.titles[new]
        if not self.near(old, new):
            return NOTHING
        if a.rare & b.rare and (a.rare <= b.rare or b.rare <= a.rare) and addressed < 2:
            return DOUBTFUL  # "Tune", and "Ray Tune" with an address
        ours, theirs = self.before.things[old], self.after.things[new]
        by_one_author = self._by_one_author(old, new)
        if by_one_author and without_edition(ours.title) == without_edition(theirs.title):
            return DOUBTFUL  # a book, and its second edition elsewhere
        if numbers_differ(a, b) or asides_differ(a, b):
            return NOTHING
        if a.telling == b.telling or (by_one_author and len(a.telling & b.telling) > 1):
            return DOUBTFUL  # "Salt" and "Salt Project", "Adversarial Networks" and "Adversarial Nets"
        shared = len(a.telling & b.telling)
        is_within = shared == min(len(a.telling), len(b.telling)) > 1
        if is_within and self._some_are(has_one_owner, old, new):
            return DOUBTFUL
        if (a.rare & b.rare) - MAKERS and self._some_are(has_one_owner, old, new):
            return DOUBTFUL
        if any(self._some_are(partial(are_named, brand), old, new) for brand in brands(a, b)):
            return DOUBTFUL  # "Google Colab" and "Google Colaboratory", both at hosts called "colab"
        return NOTHING if shared < 2 + (addressed == 2) or shared * 5 < len(a.telling | b.telling) * 3 else DOUBTFUL

    def _some_are(self, related: Callable[[Address, Address], bool], old: int, new: int) -> bool:
        return any(related(was, now) for was in self.before.addresses[old] for now in self.after.addresses[new])


def _are_kin(was: Address, now: Address) -> bool:
    return has_one_owner(was, now) or has_same_file(was, now)


def _tell_where(addresses: Collection[Address]) -> bool:
    return any(address.host not in SHORTENERS for address in addresses)


def _is_named(found: Found, old: int, new: int) -> bool:
    id_, thing = found.before.things[old].id, found.after.things[new]
    return bool(id_) and (id_ == thing.id or id_ in thing.formerly)
