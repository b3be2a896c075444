"""Histories of real lists: the shipped paths, edited as authors edit, with what became of every step known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from mlops_path.curriculum.library import open_library
from mlops_path.domain.editions import Thing, compare
from tests.survival.scale import often

HISTORIES = often(200, 2000)
EDITIONS = 4


class Item(NamedTuple):
    """A step of a list that has a history. `truth` is what it is, whatever it is called; `part_of` another truth."""

    truth: int
    title: str
    addresses: tuple[str, ...]
    stage: str
    section: str
    part_of: int | None


Edit = Callable[[str, Random], str]


def typo(title: str, rng: Random) -> str:
    """Two letters swapped within a long word, as far as there is one."""
    long = [word for word in title.split() if len(word) >= 7 and word.isalpha()]
    if not long:
        return title + "."
    word = rng.choice(long)
    at = rng.randrange(1, len(word) - 2)
    return title.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :], 1)


TITLE_EDITS: tuple[Edit, ...] = (
    typo,
    lambda title, rng: f"{title} ({rng.randint(2015, 2025)})",
    lambda title, _: f"{title} (free)",
    lambda title, rng: f"{rng.choice('🚀📚🎥⭐')} {title}",
    lambda title, _: f"{title}.",
    lambda title, _: title.upper(),
    lambda title, rng: f"{title} by {rng.choice(('Ada Lovelace', 'Alan Turing', 'Grace Hopper'))}",
    lambda title, rng: f"{title}: {rng.choice(('news from the field', 'what we have learnt', 'the long version'))}",
    lambda title, _: title.split(":")[0] if len(title.split(":")[0].split()) > 2 else title,
    lambda title, _: title.replace(" and ", " & "),
    lambda title, _: title.replace("'", "’"),
    lambda title, _: f"The {title}",
    lambda title, _: f"“{title}”",
    lambda title, rng: f"{rng.randint(1, 40)}. {title}",
)
ADDRESS_EDITS: tuple[Edit, ...] = (
    lambda address, _: address.replace("https://", "http://", 1),
    lambda address, _: address.replace("http://", "https://", 1),
    lambda address, _: address.rstrip("/") if address.endswith("/") else address + "/",
    lambda address, _: (
        address + ("&" if "?" in address else "?") + "utm_source=list" if "#" not in address else address
    ),
    lambda address, rng: f"https://web.archive.org/web/20{rng.randint(10, 24)}0101000000/{address}",
    lambda address, _: (
        address.replace("://www.", "://") if "://www." in address else address.replace("://", "://www.", 1)
    ),
    lambda address, _: address.replace("arxiv.org/abs/", "arxiv.org/pdf/"),
    lambda _, rng: f"https://moved-{rng.randrange(10**6)}.example.net/{rng.randrange(10**6)}",
)
SECTIONS = ("Further reading", "Watch these", "Case studies", "Where to begin", "For the curious", "Tools of the trade")


def real_items() -> list[list[Item]]:
    """Every shipped path as a list. Steps for one resource have one truth, and so have two at one address.

    Three pages of the catalogue are two resources each; a step that takes the place and the address of the other is
    what anybody would call the same step under another title.
    """
    truths: dict[str, int] = {}
    lists = []
    library = open_library()
    for line in library.paths:
        path = library.path(line.id)
        items = []
        here = {step.id for step in path.steps}
        for step in path.steps:
            resource = path.facts[step.number].resource
            addresses = tuple(
                dict.fromkeys(a for a in (resource.url, resource.free_url, *(m.url for m in resource.more)) if a)
            )
            parent = truths.setdefault(step.parent, len(truths)) if step.parent in here and step.parent else None
            truth = truths.setdefault(step.id, truths.setdefault(resource.url or step.id, len(truths)))
            items.append(
                Item(truth, step.title, addresses, path.stage_of(step).title, path.section_of(step).title, parent)
            )
        lists.append(items)
    return lists


class History:
    """A list of real items and what an author makes of it, edition after edition."""

    def __init__(self, lists: Sequence[Sequence[Item]], seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - a history that can be told again, no secret
        own = self.rng.choice([items for items in lists if len(items) > 9])
        start = self.rng.randrange(max(1, len(own) - 80))
        self.items = list(own[start : start + 80])
        known = {item.truth for item in self.items}
        others = {item.truth: item for items in lists for item in items if item.truth not in known and not item.part_of}
        self.others = [others[truth] for truth in sorted(others)]
        self.next_truth = 10**6

    def strangers(self, count: int) -> list[Item]:
        """Real items that the list never had."""
        self.rng.shuffle(self.others)
        taken, self.others = self.others[:count], self.others[count:]
        return taken

    def edit(self) -> None:
        """The next edition."""
        rng = self.rng
        for at, item in enumerate(self.items):
            if rng.random() < 0.25:
                self.items[at] = self.edited(item)
        self.items = [item for item in self.items if rng.random() > 0.04]
        places = sorted({(item.stage, item.section) for item in self.items})
        for stranger in self.strangers(rng.randint(0, 4)):
            stage, section = rng.choice(places or [("", "")])
            at = rng.randint(0, len(self.items))
            self.items.insert(at, stranger._replace(stage=stage, section=section, part_of=None))
        if places and rng.random() < 0.3:
            gone, name = rng.choice(places), rng.choice(SECTIONS)
            self.items = [
                item._replace(section=name) if (item.stage, item.section) == gone else item for item in self.items
            ]
        if len(self.items) > 2 and rng.random() < 0.2:
            whole, part = rng.sample(self.items, 2)
            if part.part_of is None and whole.part_of is None and whole.truth != part.truth:
                wrapped = [item._replace(part_of=whole.truth) if item == part else item for item in self.items]
                self.items = wrapped if all(item.part_of != part.truth for item in self.items) else self.items
        if rng.random() < 0.3:
            rng.shuffle(self.items)

    def edited(self, item: Item) -> Item:
        """The item after one edit, rarely after one of its title and one of its address; or another thing instead."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.05 and (instead := self.strangers(1)):
            return instead[0]._replace(stage=item.stage, section=item.section, part_of=None)
        if kind < 0.15:
            return item._replace(section=rng.choice(SECTIONS))
        if kind < 0.55 or not item.addresses:
            return item._replace(title=rng.choice(TITLE_EDITS)(item.title, rng)[:250])
        address, *more = item.addresses
        item = item._replace(addresses=(rng.choice(ADDRESS_EDITS)(address, rng), *more))
        return item._replace(title=rng.choice(TITLE_EDITS[1:7])(item.title, rng)[:250]) if kind > 0.95 else item

    def things(self) -> tuple[list[int], list[Thing]]:
        """What each step is, and how it looks to somebody who only reads the list."""
        at = {item.truth: index for index, item in reversed(list(enumerate(self.items)))}
        return [item.truth for item in self.items], [
            Thing(
                "",
                item.title,
                item.addresses,
                None if item.part_of is None else at.get(item.part_of),
                (item.stage, item.section),
            )
            for item in self.items
        ]


def test_histories_of_real_lists_keep_their_ticks(record_property: Callable[[str, object], None]) -> None:
    """What an update loses, the learner has to tick again; what it gives to another thing, nobody ever finds."""
    lists = real_items()
    survivors = carried = doubted = 0
    wrong: list[tuple[str, str]] = []
    lost: list[tuple[Thing, list[Thing]]] = []
    for seed in range(HISTORIES):
        history = History(lists, seed)
        truths, things = history.things()
        for _ in range(EDITIONS):
            history.edit()
            new_truths, new_things = history.things()
            compared = compare(things, new_things)
            kept = {old for one in compared.matches for old in one.old if truths[old] == new_truths[one.new]}
            alive = [old for old, truth in enumerate(truths) if truth in set(new_truths)]
            wrong += [
                (things[old].title, new_things[one.new].title)
                for one in compared.matches
                for old in one.old
                if truths[old] != new_truths[one.new]
            ]
            survivors += len(alive)
            carried += len(kept)
            doubted += len(compared.doubts)
            lost += [
                (things[old], [n for t, n in zip(new_truths, new_things, strict=True) if t == truths[old]])
                for old in alive
                if old not in kept
            ]
            truths, things = new_truths, new_things
    record_property("survivors", survivors)
    record_property("carried", carried)
    record_property("doubts", doubted)

    assert wrong == []
    assert carried >= 0.99 * survivors, lost
