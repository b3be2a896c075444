"""An edition, read once so that two of them can be compared quickly."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from mlops_path.domain.editions.addresses import Address, read_address
from mlops_path.domain.editions.things import Thing
from mlops_path.domain.editions.titles import Title, read_title, untimed, without_asides, without_count, words_of_title

LEAST_OF_A_DESCRIPTION = 4  # words
LEAST_OF_A_REMARK = 2  # the same, beneath one title
_WAY = re.compile(r"https?://\S+")
_FORMERLY = re.compile(
    r"\b(?:formerly|previously|renamed from)(?: known as| called| named)?:? +[\"“']?([^\s(),.;:\"”][^(),;:\"”]{0,60}?)"
    r"(?=[\"”']?(?:[(),;:]|\. |\.?$))",
    re.IGNORECASE,
)
LEAST_OF_A_NAME = 3  # letters

Place = tuple[tuple[str, ...], tuple[str, ...]]


def has_title(thing: Thing) -> bool:
    """Whether a thing is called anything else than its address."""
    return not any(
        thing.title.casefold() in (way, way.partition("?")[0].rstrip("/"))
        for address in thing.addresses
        for way in [address.partition("//")[2].partition("#")[0].removeprefix("www.").rstrip("/").casefold()]
    )


def name_in(title: str) -> str:
    """What an address that is a title calls its thing: of "a.org/docs/tuning-sails.html" "tuning sails"."""
    host, _, path = title.partition("/")
    last = path.rstrip("/").rpartition("/")[2]
    name = re.sub(r"\.\w{1,5}$", "", last) if last else host.partition(".")[0]
    return re.sub("[-_+.]+", " ", name) if sum(map(str.isalpha, name)) >= LEAST_OF_A_NAME and "?" not in name else title


class Side:
    """The things of one edition with their titles, addresses and places as they are compared.

    A thing's page is its address without the place within it. An address is `own` to the things of one title; where
    several titles share it (a book's page for every chapter) it tells nothing apart.
    """

    def __init__(self, things: Sequence[Thing]) -> None:
        self.names = [thing.title if has_title(thing) else name_in(thing.title) for thing in things]
        words = {text: words_of_title(text) for text in set(self.names)}
        addresses = {text: read_address(text) for text in {text for thing in things for text in thing.addresses}}
        headings = {text: words_of_title(text) for text in {text for thing in things for text in thing.place}}
        self.things = things
        self.words: list[tuple[str, ...]] = [words[name] for name in self.names]
        self.addresses = [frozenset([addresses[text] for text in thing.addresses if text]) for thing in things]
        self.mains = [next((addresses[text] for text in thing.addresses if text), None) for thing in things]
        self.places: list[Place] = [(headings[thing.place[0]], headings[thing.place[1]]) for thing in things]

    @property
    def sections(self) -> set[Place]:
        """The places of what is in use; of a list that is gone as a whole, those that it had."""
        in_use = {place for place, thing in zip(self.places, self.things, strict=True) if not thing.retired}
        return in_use or set(self.places)

    @cached_property
    def namesakes(self) -> Counter[tuple[str, ...]]:
        """How many things have each title."""
        return Counter(self.words)

    @cached_property
    def said(self) -> list[tuple[str, ...]]:
        """What the list says of each thing, in words: no addresses, nothing in brackets, and not its name in front."""
        texts = {thing.said for thing in self.things}
        words = {text: words_of_title(without_asides(_WAY.sub(" ", text))) if text else () for text in texts}
        told = ((words[thing.said], name) for thing, name in zip(self.things, self.words, strict=True))
        return [said[len(name) :] if said[: len(name)] == name else said for said, name in told]

    @cached_property
    def told(self) -> list[frozenset[str]]:
        """All words that the list says of each thing, those of its title and in brackets too."""
        texts = {f"{thing.title} {thing.said}" for thing in self.things}
        words = {text: frozenset(words_of_title(_WAY.sub(" ", text))) for text in texts}
        return [words[f"{thing.title} {thing.said}"] for thing in self.things]

    @cached_property
    def former(self) -> list[tuple[tuple[str, ...], ...]]:
        """What the list says that each thing was called before: "(formerly Hub)"."""
        return [
            tuple(words_of_title(found[1]) for found in _FORMERLY.finditer(f"{thing.title} {thing.said}"))
            for thing in self.things
        ]

    @cached_property
    def _said_of(self) -> Counter[tuple[str, ...]]:
        return Counter(self.said)

    def describes(self, index: int) -> bool:
        """Whether what the list says of a thing is in several words, more than how long it takes, and of no other."""
        said = self.said[index]
        return len(untimed(said)) >= LEAST_OF_A_DESCRIPTION and self._said_of[said] == 1

    @cached_property
    def _held(self) -> set[tuple[Address, tuple[str, ...]]]:
        return {(address, words) for words, of in zip(self.words, self.addresses, strict=True) for address in of}

    @cached_property
    def _holders(self) -> Counter[Address]:
        return Counter(address for address, _ in self._held)

    @cached_property
    def _page_holders(self) -> Counter[str]:
        return Counter(page for page, _ in {(address.page, words) for address, words in self._held})

    @cached_property
    def titles(self) -> list[Title]:
        """The titles taken to pieces, which takes a while."""
        titles = {text: read_title(text) for text in set(self.names)}
        return [titles[name] for name in self.names]

    def title(self, index: int) -> Title:
        """One of the titles, where few are asked for."""
        return read_title(self.names[index])

    def owns(self, address: Address) -> bool:
        """Whether all things with this address have one title."""
        return self._holders[address] == 1

    def is_of_others(self, address: Address, title: Title) -> bool:
        """Whether things have this address, and none of them this title."""
        return self._holders[address] > 0 and (address, title.words) not in self._held

    def owns_page(self, page: str) -> bool:
        return self._page_holders[page] == 1

    @cached_property
    def among(self) -> Counter[tuple[int | None, Place, tuple[str, ...]]]:
        """How many things of one title a parent has, or a section those without a parent."""
        return Counter(self.spot(index) for index in range(len(self.things)))

    @cached_property
    def in_section(self) -> Counter[tuple[Place, tuple[str, ...]]]:
        """How many things of one title a section has, whatever they are parts of."""
        return Counter((place, without_count(words)) for place, words in zip(self.places, self.words, strict=True))

    @cached_property
    def parts(self) -> dict[int, list[int]]:
        """The parts of each thing that has any."""
        parts: dict[int, list[int]] = defaultdict(list)
        for index, thing in enumerate(self.things):
            if thing.parent is not None:
                parts[thing.parent].append(index)
        return parts

    def spot(self, index: int) -> tuple[int | None, Place, tuple[str, ...]]:
        """A thing's title and what it stands in: its parent, or its section when it has none."""
        parent = self.things[index].parent
        return parent, self.places[index] if parent is None else ((), ()), without_count(self.words[index])

    def resource(self, index: int) -> tuple[tuple[str, ...], frozenset[Address]]:
        """What a thing is by title and addresses, wherever it stands."""
        return self.words[index], self.addresses[index]

    def content(self, index: int) -> tuple[object, ...]:
        """All that is known of a thing, to put things in an order that does not depend on how they were given."""
        thing = self.things[index]
        above = self.things[thing.parent] if thing.parent is not None else None
        return (thing.place, above[1:3] if above else (), thing.title, thing.addresses, thing.id, thing.formerly, index)
