"""Plans of every shape, as a reader of files might hand them on; and editions of one plan, as authors make them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from mlops_path.domain.plans import Plan, PlanItem, PlanSection
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from tests.hostile import PAYLOADS
from tests.planning.homes import Item, plan_of
from tests.survival.scale import often

ALWAYS = settings(deadline=None, database=None, max_examples=often(40, 2000))
IN_A_HOME = settings(deadline=None, database=None, max_examples=often(8, 400))  # each with files and a record

hostile = st.one_of(
    st.sampled_from(sorted(PAYLOADS.values())),
    st.text(max_size=12),
    st.sampled_from(("", " ", "-", "Intro", "intro!", "Intro ", "a" * 299, "wörter " * 300)),
)
addresses = st.sampled_from(
    (
        None,
        "https://a.example/x",
        "https://a.example/y?b=<c>&d=%20",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "http://",
        "https://[::1",
        "ftp://a.example/x",
        "https://a.example/" + "x" * 3000,
        "https://user:secret@a.example/",
        "not an address",
    )
)
item_ids = st.sampled_from(("", "", "one", "two", "one-two", "Not an id", "-", "ä", "x" * 81))
facts = st.sampled_from(
    (
        (),
        (("url_from", "inferred"),),
        (("subtitle", "About it"), ("topics", ["monitoring"])),
        (("minutes_from", "pages"), ("free_url", "https://a.example/free"), ("remark", "Lost.")),
    )
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan with anything in it that a text can be; only its indexes are sound."""
    stages = draw(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=3))
    sections = [
        PlanSection(draw(hostile), stage) for stage in range(len(stages)) for _ in range(draw(st.integers(0, 2)))
    ] or [PlanSection("", 0)]
    items: list[PlanItem] = []
    for section in sorted(draw(st.lists(st.integers(0, len(sections) - 1), min_size=1, max_size=8))):
        parent = draw(st.none() | st.integers(0, len(items) - 1)) if items else None
        again = draw(st.sampled_from((*items, None))) if items else None
        item = PlanItem(
            draw(hostile),
            section,
            "list",
            len(items) + 1,
            url=draw(addresses),
            more=tuple(draw(st.lists(st.tuples(addresses.map(str), hostile), max_size=2))),
            status=draw(st.sampled_from(("", TODO, DOING, DONE, SKIPPED))),
            parent=parent,
            id=draw(item_ids),
            kind=draw(st.sampled_from(("", "book", "no such kind"))),
            authors=tuple(draw(st.lists(hostile, max_size=2))),
            year=draw(st.sampled_from((None, 2020, 1899, 2101))),
            minutes=draw(st.sampled_from((None, 0, 1, 60000, 60001, -5))),
            summary=draw(hostile),
            why=draw(hostile),
            optional=draw(st.booleans()),
            note=draw(hostile),
            after=tuple(draw(st.lists(item_ids, max_size=2))),
            facts=draw(facts),
        )
        items.append(item if again is None else again._replace(section=section, parent=parent))
    return Plan(
        draw(hostile),
        tuple(stages),
        tuple(sections),
        tuple(items),
        author=draw(hostile),
        url=draw(addresses),
        summary=draw(hostile),
    )


class Thing(NamedTuple):
    """A thing to learn that stays the same in whatever edition it stands."""

    title: str
    url: str


# Titles and addresses that nobody takes for one another; two of them have one title, which is also a usual one.
THINGS = (
    Thing("Linear algebra for gardeners", "https://gardens.example/algebra"),
    Thing("Statistics with wooden spoons", "https://spoons.example/statistics"),
    Thing("Compilers explained to sailors", "https://sailing.example/compilers"),
    Thing("Databases in cold climates", "https://winter.example/databases"),
    Thing("Monitoring beehives at night", "https://bees.example/monitoring"),
    Thing("Introduction", "https://pottery.example/start"),
    Thing("Introduction", "https://glaciers.example/start"),
    Thing("Weaving networks by hand", ""),
)
BOX = {TODO: " ", DOING: "/", DONE: "x", SKIPPED: "-"}
Edition = list[tuple[str, list[Thing]]]


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Some of the things in some order, in one to three sections."""
    chosen = draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=6, unique=True))
    cuts = sorted(draw(st.lists(st.integers(0, len(chosen)), max_size=2)))
    shelves = [chosen[a:b] for a, b in zip((0, *cuts), (*cuts, len(chosen)), strict=True)]
    return [(f"Chapter {'ABC'[n]}", shelf) for n, shelf in enumerate(shelves) if shelf]


def text_of(edition: Edition, ticked: frozenset[Thing] = frozenset()) -> str:
    """The edition as a checklist."""
    return plan_of(
        {
            heading: [Item(each.title, each.url, "x" if each in ticked else " ") for each in shelf]
            for heading, shelf in edition
        }
    )


BOOKS = ("Sails", "Ropes", "Knots", "Hulls")
USUAL = ("Exercises", "Introduction", "Slides", "Week 1")
Line = tuple[str, int, str]


@st.composite
def bookshelves(draw: st.DrawFn) -> list[Line]:
    """Lines of a plan in two sections: books with parts that are called as those of others are, and such alone.

    Each is the heading that it stands under, how deep it is set in, and its title.
    """
    names = draw(st.permutations(BOOKS))
    lines: list[Line] = []
    for heading, books in (("Calm", names[:2]), ("Storm", names[2:])):
        lines += [(heading, 0, title) for title in draw(st.lists(st.sampled_from(USUAL), max_size=2, unique=True))]
        for book in books:
            parts = draw(st.lists(st.sampled_from((*USUAL, f"How {book.lower()} are made")), max_size=3, unique=True))
            lines += [(heading, 0, book), *((heading, 1, part) for part in parts)]
    return lines


def shelved(lines: Iterable[Line]) -> str:
    """The lines as a list without boxes, in which a book has an address."""
    sections: dict[str, list[Item]] = {}
    for heading, depth, title in lines:
        url = f"https://{title.lower()}.example/book" if title in BOOKS else ""
        sections.setdefault(heading, []).append(Item(title, url, " ", depth))
    return plan_of(sections)
