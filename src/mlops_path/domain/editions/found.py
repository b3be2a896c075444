"""What has been found so far, and what can be said of two things beside their titles and addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from mlops_path.domain.editions.addresses import Address
from mlops_path.domain.editions.likeness import (
    LEAST_OF_A_TITLE,
    are_counted_alike,
    asides_differ,
    beginning,
    brands,
    is_short_for,
    likeness,
    numbers_differ,
    without_place,
)
from mlops_path.domain.editions.owners import are_named
from mlops_path.domain.editions.renaming import divided_sections, renamed_sections
from mlops_path.domain.editions.sides import LEAST_OF_A_DESCRIPTION, LEAST_OF_A_REMARK, Place, Side
from mlops_path.domain.editions.titles import Title, without_edition
from mlops_path.domain.editions.vocabulary import FIELDS, FUNCTION, GENERIC, KINDS_OF_SECTIONS, MAKERS, STANDINGS

LEAST_OF_A_BRAND = 5  # letters


class Found:
    """The old things of each new one, and what follows from it for the surroundings of the others."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before, self.after = before, after
        self.olds: dict[int, list[int]] = {}
        self.news: dict[int, list[int]] = {}
        self.renamed: dict[Place, Place] = {}
        self.divided: dict[Place, set[Place]] = {}
        self._alike: dict[tuple[int, int], int] = {}
        self._places_before, self._places_after = before.sections, after.sections

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
        self.divided = divided_sections(moves, self._places_before, self._places_after)

    def same_place(self, old: int, new: int) -> bool:
        place = self.before.places[old]
        return self.renamed.get(place, place) == self.after.places[new]

    def same_parent(self, old: int, new: int) -> bool:
        """Whether both are parts, and of one thing."""
        above, above_new = self.before.things[old].parent, self.after.things[new].parent
        return above is not None and above_new is not None and above_new in self.news.get(above, ())

    def near(self, old: int, new: int) -> bool:
        """Whether they stand in the same thing, or in the same section or one that it was divided into."""
        if self.before.things[old].parent is not None and self.after.things[new].parent is not None:
            return self.same_parent(old, new)
        divided = self.divided.get(self.before.places[old], ())
        return self.same_place(old, new) or self.after.places[new] in divided

    def alike(self, old: int, new: int) -> int:
        """The likeness of the two titles, reckoned once."""
        known = self._alike.get((old, new))
        if known is None:
            known = self._alike[old, new] = likeness(self.before.titles[old], self.after.titles[new])
        return known

    def alone(self, old: int, new: int) -> bool:
        """Whether nothing else is called as either of them in its edition."""
        a, b = self.before.titles[old], self.after.titles[new]
        return self.before.namesakes[a.words] == 1 and self.after.namesakes[b.words] == 1

    def own_shared(self, old: int, new: int) -> list[Address]:
        """The addresses that both have, and nothing else with another title has."""
        shared = self.before.addresses[old] & self.after.addresses[new]
        return [address for address in shared if self.before.owns(address) and self.after.owns(address)]

    def goes_to_another(self, old: int, new: int) -> bool:
        """Whether the main address of one is that of something else on the other side: of a tool, that of its paper."""
        was, now = self.before.mains[old], self.after.mains[new]
        return (now is not None and self.before.is_of_others(now, self.before.titles[old])) or (
            was is not None and self.after.is_of_others(was, self.after.titles[new])
        )

    def says_little_more(self, old: int, new: int) -> bool:
        """Whether a topic has a word more, of its section, of a whole field, or behind its count: "Tailwind CSS"."""
        a, b = self.before.titles[old], self.after.titles[new]
        if a.core == b.core or asides_differ(a, b) or numbers_differ(a, b):
            return False
        around = {word for place in (*self.before.places[old], *self.after.places[new]) for word in place}
        for side, index in ((self.before, old), (self.after, new)):
            above = side.things[index].parent
            around.update(side.titles[above].core if above is not None else ())
        left = without_place(a, around)
        if left and left == without_place(b, around) and (a.rare & b.rare):
            return True
        short, long = sorted((set(a.core) - FUNCTION, set(b.core) - FUNCTION), key=len)
        if not short < long:
            return False
        is_of_field = long - short <= FIELDS | {"web"} and len(a.telling & b.telling) >= LEAST_OF_A_TITLE
        return is_of_field or (are_counted_alike(a, b) and bool(a.telling & b.telling))

    def in_one_stage(self, old: int, new: int) -> bool:
        """Whether they stand in one stage; a plan without stages is one, and each of its sections stands for itself."""
        was, now = self.before.places[old], self.after.places[new]
        return was[0] == now[0] != () or (was[0] == was[1] != () and now[0] == now[1] != ())

    def was_called(self, old: int, new: int) -> bool:
        """Whether a list says of one that it is or was called as the other, and nothing else is called so."""
        ours, theirs = self.before.words[old], self.after.words[new]
        a, b = self.before.titles[old], self.after.titles[new]
        is_short = is_short_for(a, b) or bool(brands(a, b))  # else it may be what the other is for
        if _is_name_of(ours, self.after.former[new]) or (is_short and _begins_with(self.after.said[new], ours)):
            return not self.after.namesakes[ours]
        is_so = _is_name_of(theirs, self.before.former[old]) or (
            is_short and _begins_with(self.before.said[old], theirs)
        )
        return is_so and not self.before.namesakes[theirs]

    def by_one_author(self, old: int, new: int) -> bool:
        """Whether both are of one author, or one list names authors whom the other tells of."""
        ours, theirs = self.before.things[old].authors, self.after.things[new].authors
        if ours and theirs:
            return bool(ours & theirs)
        return bool(ours or theirs) and (ours or theirs) <= (self.after.told[new] if ours else self.before.told[old])

    def by_same_authors(self, old: int, new: int) -> bool:
        return bool(self.before.things[old].authors) and (
            self.before.things[old].authors == self.after.things[new].authors
        )

    def by_others(self, old: int, new: int) -> bool:
        """Whether each list names authors, and they share none."""
        ours, theirs = self.before.things[old].authors, self.after.things[new].authors
        return bool(ours and theirs) and ours.isdisjoint(theirs)

    def are_editions(self, old: int, new: int) -> bool:
        """Whether nothing but the edition of a book tells the titles apart, and nothing else has one of them."""
        ours, theirs = self.before.things[old].title, self.after.things[new].title
        return without_edition(ours) == without_edition(theirs) and self.alone(old, new)

    def are_said_otherwise(self, old: int, new: int) -> bool:
        """Whether lists describe both, and share no word of it, nor of the titles."""
        ours, theirs = self.before.said[old], self.after.said[new]
        if min(len(ours), len(theirs)) < LEAST_OF_A_DESCRIPTION:
            return False
        of_one = {*ours, *self.before.titles[old].telling} - FUNCTION
        return of_one.isdisjoint({*theirs, *self.after.titles[new].telling} - FUNCTION)

    def are_said_alike(self, old: int, new: int) -> bool:
        """Whether one list says the same of both, in several words."""
        said = self.before.said[old]
        return len(said) >= LEAST_OF_A_REMARK and said == self.after.said[new]

    def are_described_alike(self, old: int, new: int) -> bool:
        """Whether each list says the same of one of them, and of nothing else; and names no other authors."""
        if self.by_others(old, new):
            return False
        are_alike = self.before.said[old] == self.after.said[new]
        return are_alike and self.before.describes(old) and self.after.describes(new)

    def are_called(self, title: Title, old: int, new: int) -> bool:
        """Whether both have an address of the name that is the whole title, but for its maker: of "Apache Superset"."""
        names = title.rare - MAKERS
        (name,) = names if len(names) == 1 else ("",)
        is_whole = set(title.core) <= names | MAKERS and len(name) >= LEAST_OF_A_BRAND
        return is_whole and self.some_are(partial(are_named, name), old, new)

    def have_same_parts(self, old: int, new: int) -> bool:
        """Whether most parts of both, two at least, are called the same by titles of their own."""
        ours, theirs = (
            {side.titles[part].words for part in side.parts.get(index, ()) if not side.titles[part].is_generic}
            for side, index in ((self.before, old), (self.after, new))
        )
        return len(ours & theirs) > 1 and 4 * len(ours & theirs) >= 3 * len(ours | theirs)

    def in_another(self, old: int, new: int) -> bool:
        """Whether one stood in a section that is gone, and the other stands in a new one that is called otherwise.

        Or the one among books, say, and the other among talks.
        """
        was, now = self.before.places[old], self.after.places[new]
        told = ({word.removesuffix("s") for title in place for word in title} for place in (was, now))
        ours, theirs = (words & KINDS_OF_SECTIONS for words in told)
        if ours and theirs and ours.isdisjoint(theirs):
            return True
        if was in self._places_after or now in self._places_before:
            return False
        ours, theirs = ({word for title in place for word in title if word.isalpha()} - GENERIC for place in (was, now))
        if ours <= STANDINGS or theirs <= STANDINGS:
            return False
        if any(a != b and len(beginning(a, b)) >= 4 for a in ours for b in theirs):
            return False  # "Tooling" and "Build tools"
        if ours - FIELDS and theirs - FIELDS:
            ours, theirs = ours - FIELDS, theirs - FIELDS
        return bool(ours and theirs) and not any(len(beginning(a, b)) >= 4 for a in ours for b in theirs)

    def some_are(self, related: Callable[[Address, Address], bool], old: int, new: int) -> bool:
        return any(related(was, now) for was in self.before.addresses[old] for now in self.after.addresses[new])


def _begins_with(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a description gives a name in several words first: of "ProtoBuf", "Protocol Buffers - a format"."""
    return len(name) > 1 and said[: len(name)] == name


def _is_name_of(words: tuple[str, ...], names: Collection[tuple[str, ...]]) -> bool:
    """Whether a title is one of these names, with one word behind it at most: "Chatbot Arena leaderboard"."""
    return words in names or (len(words) > 2 and words[:-1] in names)
