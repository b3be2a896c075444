"""What an author is advised to look at again, although the file is valid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_path.curriculum.advice import Warned, folded_address, folded_title, sentences, warnings
from mlops_path.curriculum.compiled import compile_into
from mlops_path.curriculum.reading import check
from tests.curriculum.files import path, resource, write
from tests.timing import processor_time

Told = tuple[str, str, str]

ADDRESS = ("url", "is the address of '{}' too; keep one of them, or say with part_of or related how they differ")
TITLE = ("title", "is the title of '{}' too; keep one of them, or say with part_of or related how they differ")
UNUSED = ("", "stands on no path, so nobody finds it; give it a step on one, or remove it")
NO_SUMMARY = ("summary", "is missing; say in one to three sentences what one learns, and for whom")
NO_ADDRESS = ("resource", "has no address; give it a url or free_url, or make the step optional")
PLACE = "stage One › section First"


def advised(*files: str, asked: tuple[str, ...] = ()) -> list[Told]:
    return [(each.entry, each.field, each.what) for each in warnings(check(files), asked or files)]


def at(url: str) -> str:
    return f'url = "{url}"\nurl_from = "confirmed"'


def optional(*ids: str) -> tuple[str, ...]:
    return tuple(f'{{resource = "{id_}", need = "optional"}}' for id_ in ids)


def related(id_: str) -> str:
    return f'related = [{{id = "{id_}", how = "the other edition"}}]'


# One thing twice


SAME_PAGE = [
    "https://example.org/guide",
    "http://example.org/guide",
    "https://www.example.org/guide",
    "https://EXAMPLE.org/guide",
    "https://example.org:443/guide",
    "http://example.org:80/guide",
    "https://example.org/guide/",
    "https://example.org/guide#",
    "https://example.org/guide?",
    "https://example.org/guide/?utm_source=a&utm_medium=b",
    "https://example.org/guide?UTM_Campaign=a#",
]
OTHER_PAGES = [
    "https://example.org/Guide",
    "https://example.org/guide/2",
    "https://example.org:8080/guide",
    "https://docs.example.org/guide",
    "https://example.org/guide#part-2",
    "https://example.org/guide?page=2",
    "https://ada@example.org/guide",
    "mailto:guide@example.org",
]


@pytest.mark.parametrize("url", SAME_PAGE)
def test_an_address_is_the_same_in_whatever_way_it_is_written(url: str) -> None:
    """Two people who copy a link from two places add one guide twice."""
    assert folded_address(url) == folded_address(SAME_PAGE[0])


@pytest.mark.parametrize("url", OTHER_PAGES)
def test_an_address_of_another_page_is_another_one(url: str) -> None:
    """Being warned of what is not there teaches people not to read warnings."""
    assert folded_address(url) != folded_address(SAME_PAGE[0])


def test_the_order_of_a_query_makes_no_other_page() -> None:
    """A video that is played from a list is addressed both ways."""
    first, second = "https://example.org/watch?v=1&list=2", "https://example.org/watch?utm_term=x&list=2&v=1"

    assert folded_address(first) == folded_address(second)
    assert folded_address(first) != folded_address("https://example.org/watch?v=2&list=1")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rules of ML", "rules  of  ML", True),
        ("MLOps: From A to Z", "MLOps – from A to Z!", True),
        ("Straße", "STRASSE", True),
        ("“What’s your ML test score?”", "What's your ML test score", True),
        ("C", "C++", False),
        ("???", "!!!", False),
        ("Chapter 1", "Chapter 11", False),
    ],
)
def test_a_title_is_the_same_but_for_case_spaces_and_punctuation(one: str, other: str, *, same: bool) -> None:
    """Lists write one title in many ways."""
    assert (folded_title(one) == folded_title(other)) is same


GUIDE = at("https://example.org/guide")
COPY = at("http://www.example.org/guide/?utm_source=x")

TWICE: dict[str, tuple[list[str], list[Told]]] = {
    "one address under two ids": (
        [resource("a", GUIDE), resource("b", COPY)],
        [("resource b", ADDRESS[0], ADDRESS[1].format("a"))],
    ),
    "an address that is the free one of the other": (
        [resource("a", GUIDE), resource("b", 'free_url = "http://example.org/guide"')],
        [("resource b", "free_url", ADDRESS[1].format("a"))],
    ),
    "both addresses of one resource are the same": (
        [resource("a", f'{GUIDE}\nfree_url = "https://example.org/guide/"')],
        [],
    ),
    "one title under two ids": (
        [resource("a", 'title = "Rules of ML"'), resource("b", 'title = "Rules, of ml"')],
        [("resource b", TITLE[0], TITLE[1].format("a"))],
    ),
    "address and title": (
        [resource("a", 'title = "Rules"', GUIDE), resource("b", 'title = "Rules"', COPY)],
        [
            ("resource b", ADDRESS[0], ADDRESS[1].format("a")),
            ("resource b", TITLE[0], TITLE[1].format("a")),
        ],
    ),
    "three of one title: two are told": (
        [resource(id_, 'title = "Rules"') for id_ in "abc"],
        [(f"resource {id_}", TITLE[0], TITLE[1].format("a")) for id_ in "bc"],
    ),
    "the later names the earlier as related": (
        [resource("a", 'title = "Rules"', GUIDE), resource("b", 'title = "Rules"', COPY, related("a"))],
        [],
    ),
    "the earlier names the later as related": (
        [resource("a", 'title = "Rules"', GUIDE, related("b")), resource("b", 'title = "Rules"', COPY)],
        [],
    ),
    "one is a part of the other": (
        [resource("a", 'title = "Rules"', GUIDE, 'part_of = "b"'), resource("b", 'title = "Rules"', COPY)],
        [],
    ),
    "both are parts of a third": (
        [
            resource("book"),
            resource("a", 'title = "Rules"', GUIDE, 'part_of = "book"'),
            resource("b", 'title = "Rules"', COPY, 'part_of = "book"'),
        ],
        [],
    ),
    "parts of two books": (
        [
            resource("book-1"),
            resource("book-2"),
            resource("a", 'title = "Introduction"', 'part_of = "book-1"'),
            resource("b", 'title = "Introduction"', 'part_of = "book-2"'),
        ],
        [("resource b", TITLE[0], TITLE[1].format("a"))],
    ),
    "related to one of two": (
        [
            resource("a", 'title = "Rules"'),
            resource("b", 'title = "Rules"', related("a")),
            resource("c", 'title = "Rules"', related("a")),
        ],
        [("resource c", TITLE[0], TITLE[1].format("b"))],
    ),
}


@pytest.mark.parametrize("case", TWICE)
def test_one_thing_under_two_ids_is_told_unless_the_file_says_how_they_differ(tmp_path: Path, case: str) -> None:
    """It would ask for two ticks; but two editions, or a book and its chapter, may well share a title."""
    blocks, expected = TWICE[case]
    ids = [block.split('"')[1] for block in blocks]
    files = write(tmp_path, catalogue="".join(blocks), walk=path("walk", *optional(*ids)))

    assert advised(*files) == expected


# Summaries


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("No full stop", 1),
        ("One. Two! Three? Four… Five.", 5),
        ("For tools, e.g. Docker, i.e. Containers. For all.", 2),
        ("Breck et al. (2017) show it. Cf. Fig. 3 and pp. 10–12.", 2),
        ("By J. R. R. Tolkien and Dr. Who vs. St. George.", 1),
        ("Version 3.11 of the U.S. Guide. It is short.", 2),
        ("See example.org. Then read on.", 2),
        ("Books, papers etc. are in it.", 1),
        ("He asks “Why?” and “How?” in turn.", 1),
        ("He asks “Why?” Nobody answers (yet.) So it ends.", 3),
        ("Really?! Yes.", 2),
        ("Wait... what?", 1),
        ("一つ。二つ。三つ。", 3),
    ],
)
def test_sentences_are_counted_as_a_reader_counts_them(text: str, count: int) -> None:
    """An abbreviation is no reason to be told that a summary is too long."""
    assert sentences(text) == count


SUMMARIES: dict[str, list[tuple[str, str]]] = {
    "About it.": [],
    "One. Two. Three.": [],
    "One. Two. Three. Four.": [("summary", "has 4 sentences; shorten it to 3")],
    "x" * 400: [],
    "x" * 401: [("summary", "has 401 characters; shorten it to 400")],
    f"One. Two. Three. {'X' * 400}": [
        ("summary", "has 4 sentences; shorten it to 3"),
        ("summary", "has 417 characters; shorten it to 400"),
    ],
}


@pytest.mark.parametrize("summary", SUMMARIES)
def test_a_summary_of_more_than_three_sentences_or_400_characters_is_told(tmp_path: Path, summary: str) -> None:
    """It stands beside the path in a narrow column; what does not fit is not read."""
    files = write(tmp_path, catalogue=resource("a", f'summary = "{summary}"'), walk=path("walk", *optional("a")))

    assert advised(*files) == [("resource a", *told) for told in SUMMARIES[summary]]


def test_a_resource_without_a_summary_is_valid_and_told(tmp_path: Path) -> None:
    """A path that somebody needs today is worth more than one that waits for its texts."""
    bare = '[[resource]]\nid = "a"\ntitle = "A"\nkind = "article"\n'
    files = write(tmp_path, walk=path("walk", *optional("a"), before=bare))

    assert check(files).mistakes == ()
    assert advised(*files) == [("resource a", *NO_SUMMARY)]


# Paths


WALKS: dict[str, tuple[str, str, list[Told]]] = {
    "nothing is on no path": (resource("a") + resource("b"), path("walk", *optional("a")), [("resource b", *UNUSED)]),
    "a book of which a chapter of a part is on a path": (
        resource("book") + resource("part", 'part_of = "book"') + resource("chapter", 'part_of = "part"'),
        path("walk", *optional("chapter")),
        [],
    ),
    "a chapter of a book that is on a path": (
        resource("book") + resource("chapter", 'part_of = "book"'),
        path("walk", *optional("book")),
        [("resource chapter", *UNUSED)],
    ),
    "a section of twelve": (resource("a"), path("walk", *optional(*["a"] * 12)), []),
    "a section of thirteen": (
        resource("a"),
        path("walk", *optional(*["a"] * 13)),
        [(PLACE, "step", "has 13 entries; split the section, 12 are enough")],
    ),
    "a required step without an address": (
        resource("a"),
        path("walk", "a"),
        [(f"{PLACE} › step a", *NO_ADDRESS)],
    ),
    "an optional step without an address": (resource("a"), path("walk", *optional("a")), []),
    "a required step with an address": (resource("a", GUIDE), path("walk", "a"), []),
    "a required step with a free address only": (
        resource("a", 'free_url = "https://example.org"'),
        path("walk", "a"),
        [],
    ),
    "a required part of what has an address": (
        resource("book", GUIDE) + resource("part", 'part_of = "book"') + resource("chapter", 'part_of = "part"'),
        path("walk", "chapter"),
        [],
    ),
    "a required book of which a part has an address": (
        resource("book") + resource("chapter", GUIDE, 'part_of = "book"'),
        path("walk", "book", "chapter"),
        [(f"{PLACE} › step book", *NO_ADDRESS)],
    ),
}


@pytest.mark.parametrize("case", WALKS)
def test_what_a_path_lacks_or_has_too_much_of_is_told(tmp_path: Path, case: str) -> None:
    """What no path has is found by nobody, a section of thirteen is not taken in, a step without a link is a riddle."""
    catalogue, walk, expected = WALKS[case]

    assert advised(*write(tmp_path, catalogue=catalogue, walk=walk)) == expected


# Several files


def test_only_the_files_that_were_asked_for_are_told_of(tmp_path: Path) -> None:
    """Whoever checks their own path cannot mend the catalogue that comes with the program."""
    shipped, mine = write(
        tmp_path,
        shipped=resource("a", GUIDE) + resource("b", GUIDE),
        mine=path("mine", "a", "c", before=resource("c", COPY)),
    )

    assert advised(shipped, mine, asked=(mine,)) == [("resource c", ADDRESS[0], ADDRESS[1].format("a"))]
    assert [entry for entry, _, _ in advised(shipped, mine, asked=(shipped,))] == ["resource b", "resource b"]


def test_each_warning_names_its_file_and_says_that_it_is_one(tmp_path: Path) -> None:
    """Among mistakes, one sees what has to be mended and what may stay."""
    first, second = write(tmp_path, first=resource("a", GUIDE), second=path("p", "a", "b", before=resource("b")))

    assert list(map(str, warnings(check([first, second]), [first, second]))) == [
        f"{second}: {PLACE} › step b: resource: warning: {NO_ADDRESS[1]}"
    ]
    assert str(Warned("f", "resource a", "", "is odd")) == "f: resource a: warning: is odd"


def test_with_mistakes_nothing_is_called_unused_and_all_else_is_still_told(tmp_path: Path) -> None:
    """The path that uses it may be the one with the mistake."""
    broken = path("p", "a").replace("2026-01-01", '"soon"')
    files = write(tmp_path, catalogue=resource("a", 'summary = "1. 2. 3. 4! 5!"'), walk=broken)

    assert len(check(files).mistakes) == 1
    assert [field for _, field, _ in advised(*files)] == ["summary"]


@pytest.mark.parametrize(
    "walk", [path("p", "nothing"), path("p", "a", before=resource("a", 'part_of = "a"')), path("p", "b", "x", "c")]
)
def test_references_that_lead_nowhere_are_mistakes_and_stop_no_warning(tmp_path: Path, walk: str) -> None:
    """The check ends with an answer, whatever is in the files."""
    circle = resource("b", 'part_of = "c"') + resource("c", 'part_of = "b"', 'summary = "A. B! C! D! E!"')
    files = write(tmp_path, catalogue=circle, walk=walk)

    assert check(files).mistakes
    assert ("resource c", "summary", "has 4 sentences; shorten it to 3") in advised(*files)


def test_a_path_that_is_only_loaded_is_not_advised_on(tmp_path: Path) -> None:
    """Warnings are for authors; a learner's first second is not spent on them, nor is a path with them refused."""
    bare = '[[resource]]\nid = "a"\ntitle = "A"\nkind = "article"\n'
    files = write(tmp_path, walk=path("p", *["a"] * 13, before=bare + bare.replace('"a"', '"b"')))
    compile_into(str(tmp_path / "compiled"), files)

    assert len(advised(*files)) == 18
    assert "warning" not in "".join(each.read_text() for each in (tmp_path / "compiled").iterdir())


# Many


MANY: dict[str, Callable[[int], str]] = {
    "of one title and address": lambda number: resource(f"r{number}", 'title = "T"', GUIDE),
    "parts of one book, of one title and address": lambda number: resource(
        f"r{number}", 'title = "T"', GUIDE, *(['part_of = "r0"'] if number else [])
    ),
    "parts of two books, of one title": lambda number: resource(
        f"r{number}", 'title = "T"', *([f'part_of = "r{number % 2}"'] if number > 1 else [])
    ),
    "each a part of the one before": lambda number: resource(
        f"r{number}", 'title = "T"', *([f'part_of = "r{number - 1}"'] if number else [])
    ),
    "each related to the first": lambda number: resource(
        f"r{number}", 'title = "T"', *([related("r0")] if number else [])
    ),
    "of nothing in common": lambda number: resource(f"r{number}", at(f"https://example.org/{number}")),
    "with a summary of nothing but full stops": lambda number: resource(f"r{number}", f'summary = "{". " * 100}."'),
}


@pytest.mark.parametrize("what", MANY)
def test_four_times_as_many_resources_take_about_four_times_as_long(tmp_path: Path, what: str) -> None:
    """A curriculum made by a script has thousands, and many of them may be alike."""
    took = []
    for count in (1000, 4000):
        blocks = "".join(map(MANY[what], range(count)))
        checked = check(write(tmp_path, many=blocks, walk=path("p", *(f"r{number}" for number in range(count)))))
        with processor_time() as taken:
            warnings(checked, set(checked.homes.values()) | set(checked.path_files.values()))
        took.append(taken.seconds)

    assert took[1] < 10 * took[0] + 0.1
    assert took[1] < 4
