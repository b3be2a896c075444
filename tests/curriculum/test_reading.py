"""What an author is told about a file: every mistake at once, with its place; and what no file may do to the reader."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_path.curriculum.compiled import compile_into
from mlops_path.curriculum.kinds import ACCESS, ADDRESS_ORIGINS, ESTIMATE_ORIGINS, KINDS, TOPICS
from mlops_path.curriculum.limits import MOST_BYTES
from mlops_path.curriculum.reading import check, read_toml
from mlops_path.errors import FileInvalid, FileNotUtf8, FileTooBig, MlopsPathError
from tests.curriculum.files import path, resource, write
from tests.timing import processor_time

Told = tuple[str, str, str]

MISSING = "is missing; add it"
EMPTY = "is empty; write something or remove it"
NO_FIELD = "is not a field of this format; remove it or check its spelling"
NOT_TEXT = "must be text in quotes"
NOT_WHOLE = "must be a whole number without quotes"
NOT_A_DATE = "must be a date without quotes, such as 2026-05-01"
NOT_A_LIST = "must be a list in square brackets"
NOT_A_TABLE = "must be a table"
NOT_AN_ID = "must be lower-case letters, digits and single dashes, such as rules-of-ml"
NOT_AN_ADDRESS = "is not an address that can be opened; write http://… or https://… without spaces"
INVISIBLE = "contains a control or invisible character; remove it"
OUTER_SPACE = "begins or ends with a space; remove it"


def one_of(values: object) -> str:
    assert isinstance(values, tuple)
    return "must be one of: " + ", ".join(f"'{value}'" for value in values)


# A further line of the resource `a` → the field that is named, and what is said of it.
LINES: dict[str, tuple[str, str]] = {
    'id = "Rules of ML"': ("id", NOT_AN_ID),
    'id = "two--dashes"': ("id", NOT_AN_ID),
    "id = 12": ("id", NOT_TEXT),
    f'id = "{"a" * 81}"': ("id", "is longer than 80 characters; shorten it"),
    'title = ""': ("title", EMPTY),
    "title = 5": ("title", NOT_TEXT),
    'title = " Title"': ("title", OUTER_SPACE),
    'title = "pass\\u200bword"': ("title", INVISIBLE),
    'title = "\\u001b[31mred"': ("title", INVISIBLE),
    f'title = "{"t" * 301}"': ("title", "is longer than 300 characters; shorten it"),
    'summary = "one\\ntwo"': ("summary", INVISIBLE),
    f'summary = "{"s" * 1001}"': ("summary", "is longer than 1000 characters; shorten it"),
    'sumary = "A typing mistake."': ("sumary", NO_FIELD),
    'kind = "novel"': ("kind", one_of(tuple(KINDS))),
    'access = "gratis"': ("access", one_of(ACCESS)),
    'url_from = "hearsay"': ("url_from", one_of(ADDRESS_ORIGINS)),
    'minutes_from = "guessed"': ("minutes_from", one_of(ESTIMATE_ORIGINS)),
    'topics = ["tools", "cooking"]': ("topics number 2", one_of(TOPICS)),
    f"topics = {list(TOPICS[:6])}": ("topics", "has more than 5 entries; remove some"),
    'authors = "Ada"': ("authors", NOT_A_LIST),
    'authors = ["Ada", 7]': ("authors number 2", NOT_TEXT),
    'authors = ["Ada", ""]': ("authors number 2", EMPTY),
    'year = "2020"': ("year", NOT_WHOLE),
    "year = 2020.5": ("year", NOT_WHOLE),
    "year = true": ("year", NOT_WHOLE),
    "year = 1492": ("year", "must be 1900 or more"),
    "year = 20200": ("year", "must be 2100 or less"),
    'minutes_from = "stated"\nminutes = 0': ("minutes", "must be 1 or more"),
    'minutes_from = "stated"\nminutes = 60001': ("minutes", "must be 60000 or less"),
    "minutes = 30": ("", "minutes and minutes_from go together: give both, or neither"),
    'url = "https://example.org"': ("", "url and url_from go together: give both, or neither"),
    'url_from = "confirmed"': ("", "url and url_from go together: give both, or neither"),
    'url_from = "confirmed"\nurl = "example.org/page"': ("url", NOT_AN_ADDRESS),
    'url_from = "confirmed"\nurl = "https://example.org/a b"': ("url", NOT_AN_ADDRESS),
    'url_from = "confirmed"\nurl = "https://[::1"': ("url", "has no host; write the whole address"),
    'free_url = "javascript:alert(1)"': ("free_url", NOT_AN_ADDRESS),
    'archive_url = "file:///etc/passwd"': ("archive_url", NOT_AN_ADDRESS),
    f'free_url = "https://example.org/{"x" * 2000}"': ("free_url", "is longer than 2000 characters; shorten it"),
    'part_of = "a"': ("", "part_of names the resource itself"),
    'part_of = "The book"': ("part_of", NOT_AN_ID),
    "more = 3": ("more", NOT_A_LIST),
    "more = [3]": ("more number 1", NOT_A_TABLE),
    'formerly = ["Old"]': ("formerly number 1", NOT_AN_ID),
    "remark = 2026-01-01": ("remark", NOT_TEXT),
}


def told(*files: str) -> list[Told]:
    return [(mistake.entry, mistake.field, mistake.what) for mistake in check(files).mistakes]


@pytest.mark.parametrize("line", LINES)
def test_a_mistake_in_a_resource_is_told_with_its_entry_and_field(tmp_path: Path, line: str) -> None:
    """An author who does not program has to find the line and know what to write instead."""
    files = write(tmp_path, catalogue=resource("a", *line.split("\n")))
    field, what = LINES[line]
    id_ = line.partition('"')[2].rstrip('"') if line.startswith('id = "') else "12" if line.startswith("id") else "a"

    assert told(*files) == [(f"resource {id_}", field, what)]


# The texts of one or more files → every mistake in them: entry, field, what.
A, B = resource("a"), resource("b")
PLACE = "stage One › section First › step"
FILES: dict[str, tuple[list[str], list[Told]]] = {
    "an empty file is an empty part of the catalogue": ([""], []),
    "a resource without any field": (
        ["[[resource]]\n"],
        [("resource number 1", field, MISSING) for field in ("id", "title", "kind")],
    ),
    "a resource without an id is called by its title": (
        [resource("a").replace('id = "a"\n', "")],
        [("resource Title of a", "id", MISSING)],
    ),
    "several resources, several mistakes": (
        [resource("a", "year = 1.5", "title = 5") + resource("b") + resource("c", 'kinds = "x"')],
        [("resource a", "title", NOT_TEXT), ("resource a", "year", NOT_WHOLE), ("resource c", "kinds", NO_FIELD)],
    ),
    "single brackets instead of double ones": (['[resource]\nid = "a"\n'], [("", "resource", NOT_A_LIST)]),
    "numbers instead of resources": (["resource = [1]"], [("", "resource number 1", NOT_A_TABLE)]),
    "further addresses": (
        [resource("a", 'more = [{url = "no address", why = ""}, {url = "https://example.org"}]')],
        [
            ("resource a › more no address", "url", NOT_AN_ADDRESS),
            ("resource a › more no address", "why", EMPTY),
            ("resource a › more https://example.org", "why", MISSING),
        ],
    ),
    "related without saying how": (
        [resource("a", 'related = [{id = "b"}]') + B],
        [("resource a › related b", "how", MISSING)],
    ),
    "an id twice in one file": ([A + A], [("resource a", "id", "is taken already, in {0}; choose another")]),
    "an id twice in two files": ([A, A], [("resource a", "id", "is taken already, in {0}; choose another")]),
    "a part of nothing": (
        [resource("a", 'part_of = "book"')],
        [("resource a", "part_of", "no resource 'book'; check the id")],
    ),
    "related to nothing": (
        [resource("a", 'related = [{id = "z", how = "x"}]')],
        [("resource a", "related", "no resource 'z'; check the id")],
    ),
    "parts in a circle": (
        [resource("a", 'part_of = "b"') + resource("b", 'part_of = "a"') + resource("c", 'part_of = "a"')],
        [(f"resource {id_}", "part_of", "leads back to itself; break the circle") for id_ in ("a", "b")],
    ),
    "an old id that somebody has": (
        [resource("a", 'formerly = ["b"]') + B],
        [("resource a", "formerly", "'b' is the id of another resource; remove it")],
    ),
    "an old id of two": (
        [resource("a", 'formerly = ["old"]') + resource("b", 'formerly = ["old"]')],
        [("resource b", "formerly", "'old' is the id of another resource; remove it")],
    ),
    "a path without stages": (
        ['id = "p"\ntitle = "P"\nedition = 2026-01-01\n'],
        [("", "stage", MISSING)],
    ),
    "a path with no stage in its list": (
        ['id = "p"\ntitle = "P"\nedition = 2026-01-01\nstage = []'],
        [("", "stage", "is empty; add at least one")],
    ),
    "a path with a stage but no step": (
        ['id = "p"\ntitle = "P"\nedition = 2026-01-01\nstage = [{title = "One"}]'],
        [("p", "stage", "has no step; add at least one")],
    ),
    "a path whose author forgot edition and misspelt stage": (
        ['id = "p"\ntitle = "P"\n[[stages]]\ntitle = "One"\n'],
        [("", "edition", MISSING), ("", "stage", MISSING), ("", "stages", NO_FIELD)],
    ),
    "an edition in quotes": (
        [A, path("p", "a").replace("2026-01-01", '"2026-01-01"')],
        [("", "edition", NOT_A_DATE)],
    ),
    "an edition with a time": (
        [A, path("p", "a").replace("2026-01-01", "2026-01-01T10:00:00")],
        [("", "edition", NOT_A_DATE)],
    ),
    "stages, sections and steps without a title": (
        ['id = "p"\ntitle = "P"\nedition = 2026-01-01\n[[stage]]\n[[stage.section]]\n[[stage.section.step]]\n'],
        [
            ("stage number 1", "title", MISSING),
            ("stage number 1 › section number 1", "title", MISSING),
            ("stage number 1 › section number 1 › step number 1", "resource", MISSING),
        ],
    ),
    "a step with a slip of the pen in its id": (
        [resource("rules-of-ml"), path("p", "rules-of-mll")],
        [(f"{PLACE} rules-of-mll", "resource", "no resource 'rules-of-mll'; did you mean 'rules-of-ml'?")],
    ),
    "a step with an id that nothing is like": (
        [A, path("p", "elsewhere")],
        [(f"{PLACE} elsewhere", "resource", "no resource 'elsewhere'; add it to the catalogue")],
    ),
    "a step that is neither required nor optional, and a field misspelt": (
        [A + B, path("p", '{resource = "a", need = "maybe"}', '{resource = "b", wy = "x"}')],
        [(f"{PLACE} a", "need", one_of(("required", "optional"))), (f"{PLACE} b", "wy", NO_FIELD)],
    ),
    "steps after what is not there, or stands later": (
        [A + B, path("p", '{resource = "a", after = ["b", "c"]}', "b")],
        [
            (f"{PLACE} a", "after", "'b' stands later on the path; move one of them"),
            (f"{PLACE} a", "after", "'c' is not a step of this path; add it or remove it here"),
        ],
    ),
    "two paths with one id": (
        [A, path("p", "a"), path("p", "a")],
        [("p", "id", "is a path of {1} already; choose another")],
    ),
    "a wrong field does not hide that another step is of nothing": (
        [A, path("p", '{resource = "a", need = "maybe"}', "elsewhere")],
        [
            (f"{PLACE} a", "need", one_of(("required", "optional"))),
            (f"{PLACE} elsewhere", "resource", "no resource 'elsewhere'; add it to the catalogue"),
        ],
    ),
    "a step of a resource that has a mistake is not told missing on top": (
        [resource("a", "year = 1.5"), path("p", "a")],
        [("resource a", "year", NOT_WHOLE)],
    ),
    "a sound resource of a path with mistakes can stand on another path": (
        [path("p", "a", before=A).replace('title = "One"\n', ""), path("q", "a")],
        [("stage number 1", "title", MISSING)],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_every_mistake_of_all_files_is_told_at_once(tmp_path: Path, case: str) -> None:
    """One round of mending has to be enough; nobody wants to learn of the second mistake after the first."""
    texts, expected = FILES[case]
    files = write(tmp_path, **{f"file{number}": text for number, text in enumerate(texts)})

    assert told(*files) == [(entry, field, what.format(*files)) for entry, field, what in expected]


def test_each_mistake_names_its_file(tmp_path: Path) -> None:
    """With thirty files, "year is wrong" is of no help."""
    good, bad = write(tmp_path, good=resource("a"), bad=resource("b", "year = 1.5"))

    assert [str(mistake) for mistake in check([good, bad]).mistakes] == [f"{bad}: resource b: year: {NOT_WHOLE}"]


def test_a_file_that_cannot_be_read_is_one_mistake_and_the_others_are_still_checked(tmp_path: Path) -> None:
    """A stray quotation mark in one file must not hide what is wrong in the next."""
    broken, bad = write(tmp_path, broken='title = "\nyear = 1', bad=resource("b", "year = 1.5"))
    missing = str(tmp_path / "missing.toml")
    mistakes = check([broken, missing, bad]).mistakes

    assert [mistake.file for mistake in mistakes] == [broken, missing, bad]
    assert mistakes[0].what.startswith("broken.toml is not TOML: ")
    assert "line 1" in mistakes[0].what
    assert mistakes[1].what == (
        f"Cannot read {missing}: No such file or directory. Check the name and its permissions."
    )


def test_an_id_that_a_path_of_the_program_has_is_refused(tmp_path: Path) -> None:
    """Otherwise a learner's own file would take the place of a path they have ticks on."""
    files = write(tmp_path, mine=path("mlops", "a", before=resource("a")))
    checked = check(files, taken=["mlops"])

    assert [tuple(each)[1:] for each in checked.mistakes] == [
        ("mlops", "id", "is a path of the program already; choose another")
    ]
    assert checked.paths == {}


def test_resources_of_a_catalogue_that_is_not_among_the_files_can_be_used(tmp_path: Path) -> None:
    """A learner's own path walks over what the program's catalogue has."""
    catalogue = check(write(tmp_path, catalogue=resource("a")))
    mine = check(
        write(tmp_path, mine=path("mine", "a", '{resource = "b", after = ["a"]}', before=B)), catalogue.resources
    )

    assert mine.mistakes == ()
    assert set(mine.resources) == {"a", "b"}


def test_a_resource_may_not_take_an_id_of_the_catalogue(tmp_path: Path) -> None:
    """Ticks belong to an id: two things under one id would share them."""
    catalogue = check(write(tmp_path, catalogue=resource("a")))
    other = resource("a", 'title = "Something else"')
    mine = check(write(tmp_path, mine=path("mine", "a", before=other)), catalogue.resources)

    assert [(mistake.entry, mistake.field) for mistake in mine.mistakes] == [("resource a", "id")]


@pytest.mark.parametrize("lines", [(), ('title = "Retitled"', 'url = "https://a.example/x"', 'url_from = "verbatim"')])
def test_a_path_may_repeat_a_resource_of_the_catalogue(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """A path file stays whole when it is passed on: the same title, or an address that both have, is the same thing."""
    catalogue = check(
        write(tmp_path, catalogue=resource("a", 'url = "https://a.example/x"', 'url_from = "verbatim"'))
    ).resources
    mine = check(write(tmp_path, mine=path("mine", "a", before=resource("a", *lines))), catalogue)

    assert mine.mistakes == ()
    assert mine.resources["a"].title == "Title of a", "the catalogue's word holds"


def test_the_error_of_a_broken_curriculum_counts_the_mistakes_and_shows_the_first_five(tmp_path: Path) -> None:
    """A screenful of mistakes is not readable; five and the command that prints all are."""
    bad = resource("a", "year = 1.5", "title = 5", "remark = 5", "subtitle = 5", "organisation = 5", "kind = 5")
    files = write(tmp_path, one=bad, two=resource("b", "year = 1.5"))
    with pytest.raises(FileInvalid) as refused:
        compile_into(str(tmp_path / "compiled"), files)
    first, *shown = refused.value.sentence.split("\n")

    assert first == "7 mistakes in one.toml, two.toml:"
    assert shown == [f"  {mistake}" for mistake in check(files).mistakes[:5]]
    assert refused.value.details["mistakes"] == [mistake._asdict() for mistake in check(files).mistakes]
    assert not (tmp_path / "compiled").exists()


def test_one_mistake_is_told_in_the_singular(tmp_path: Path) -> None:
    """A program that writes "1 mistakes" does not look as if it read the file with care."""
    with pytest.raises(FileInvalid, match=r"^1 mistake in one\.toml:\n"):
        compile_into(str(tmp_path / "compiled"), write(tmp_path, one=resource("b", "year = 1.5")))


# What no file may do


def read(folder: Path, raw: bytes | str) -> dict[str, object]:
    return read_toml(write(folder, file=raw)[0])


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    """Some editors write one, and nobody sees it."""
    assert read(tmp_path, b"\xef\xbb\xbfx = 1") == {"x": 1}


@pytest.mark.parametrize(
    ("raw", "byte"),
    [
        (b'x = "\xff"', 5),
        (b'x = "' + "ü".encode("latin-1") + b'"', 5),
        (b'\xef\xbb\xbfx = "\xff"', 8),
        (b"\xff\xfex", 0),
    ],
    ids=["a byte of no character", "Latin-1", "behind a byte order mark", "UTF-16"],
)
def test_a_file_that_is_not_utf8_is_refused_with_the_byte(tmp_path: Path, raw: bytes, byte: int) -> None:
    """Guessing an encoding would put wrong letters into titles for ever."""
    with pytest.raises(FileNotUtf8, match=rf"^file\.toml is not UTF-8: byte {byte}\.$"):
        read(tmp_path, raw)


def test_a_file_of_ten_megabytes_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """A limit that is not a number is none, and a slip such as naming a video file must end at once."""
    line = b"# " + b"x" * 1021 + b"\n"
    full = line * (MOST_BYTES // len(line))

    assert len(full) == MOST_BYTES == 10 * 1024 * 1024
    assert read(tmp_path, full) == {}
    with pytest.raises(FileTooBig, match=r"^file\.toml is larger than 10 MB\.$"):
        read(tmp_path, full + b"\n")


def nested(depth: int) -> dict[str, str]:
    """Ways to nest `depth` deep in TOML."""
    keys = ".".join("a" * depth)
    quoted = ".".join(['"a"'] * depth)
    return {
        "a key with dots": f"{keys} = 1",
        "a key with dots and spaces": f"{keys.replace('.', ' . ')} = 1",
        "a key with quotes": f"{quoted} = 1",
        "a table with dots": f"[{keys}]",
        "a list of tables with dots": f"[[{keys}]]",
        "a table with quotes": f"[{quoted}]",
        "a key inside an inline table": f"x = {{{keys} = 1}}",
        "arrays": f"x = {'[' * depth}{']' * depth}",
        "arrays with something in them": f"x = {'[1, ' * depth}{']' * depth}",
        "arrays over many lines": f"x = {'[ # and on' + chr(10)}{('[' + chr(10)) * (depth - 1)}{']' * depth}",
        "inline tables": f"x = {'{a = ' * depth}1{'}' * depth}",
    }


@pytest.mark.parametrize("how", nested(1))
@pytest.mark.parametrize("depth", [40, 10_000, 40_000])
def test_what_is_nested_too_deep_is_refused_at_once(tmp_path: Path, how: str, depth: int) -> None:
    """A parser that is handed 40,000 dots thinks for 20 seconds, or runs out of stack."""
    with (
        processor_time() as taken,
        pytest.raises(FileInvalid, match=r"^file\.toml, line [0-9]+: nested more than 32 deep\.$"),
    ):
        read(tmp_path, nested(depth)[how])

    assert taken.seconds < 1


@pytest.mark.parametrize("how", nested(1))
def test_what_is_nested_as_files_are_is_read(tmp_path: Path, how: str) -> None:
    """A path needs eight levels; nobody should meet the limit by accident."""
    assert read(tmp_path, nested(12)[how])


@pytest.mark.parametrize(
    "text",
    ["." * 50, "[" * 50, "{[" * 50, "a." * 50, "# not a comment " + "[" * 50],
    ids=["dots", "brackets", "braces", "a dotted word", "a number sign"],
)
def test_brackets_and_dots_in_a_text_are_no_depth(tmp_path: Path, text: str) -> None:
    """A row of dots in a remark is a row of dots."""
    assert read(tmp_path, f'x = "{text}" # {text}\ny = \'{text}\'\nz = """\n{text}\n"""\n')["x"] == text


SLOW: dict[str, Callable[[], str]] = {
    "a line of spaces": lambda: " " * 100_000,
    "a line of tabs and brackets": lambda: "\t[ " * 50_000,
    "one long key": lambda: "k" * 1_000_000,
    "a long text": lambda: f'x = "{"word " * 200_000}"',
    "an endless text": lambda: 'x = """' + '"" ' * 100_000,
    "an endless array": lambda: "x = [" + "1," * 100_000,
    "a number of a million digits": lambda: "x = " + "1" * 1_000_000,
}


@pytest.mark.parametrize("how", SLOW)
def test_no_shape_of_a_line_keeps_the_reader_busy(tmp_path: Path, how: str) -> None:
    """A file is a stranger's text: whatever is in it, the answer comes soon."""
    file = write(tmp_path, file=SLOW[how]())
    with processor_time() as taken:
        check(file)

    assert taken.seconds < 2


def chain(count: int) -> str:
    return "".join(resource(f"r{number}", f'part_of = "r{number + 1}"') for number in range(count))


MANY: dict[str, Callable[[], str]] = {
    "resources, each a part of the next": lambda: chain(10_000),
    "steps of nothing": lambda: "".join([path("p", *(f"rr{number}" for number in range(10_000)), before=chain(1000))]),
    "resources without a field": lambda: "[[resource]]\n" * 10_000,
}


@pytest.mark.parametrize("what", MANY)
def test_ten_thousand_entries_are_checked_in_seconds(tmp_path: Path, what: str) -> None:
    """Whoever makes a path with a script and makes one mistake ten thousand times still wants an answer."""
    file = write(tmp_path, file=MANY[what]())
    with processor_time() as taken:
        mistakes = check(file).mistakes

    assert mistakes
    assert taken.seconds < 4


@pytest.mark.parametrize(
    "text", ["resource = [" + "1," * 20_001 + "]", "[[resource]]\n" * 20_001], ids=["numbers", "tables"]
)
def test_more_than_twenty_thousand_resources_in_a_file_are_one_mistake(tmp_path: Path, text: str) -> None:
    """A sentence about the file; a hundred thousand sentences about its entries would fill the memory."""
    mistakes = check(write(tmp_path, file=text)).mistakes

    assert [(mistake.entry, mistake.field) for mistake in mistakes] == [("", "resource")]
    assert "at most 20000" in mistakes[0].what


def test_a_path_may_have_twenty_thousand_steps_and_not_one_more(tmp_path: Path) -> None:
    """The outline is measured up to there; beyond, the screen would be slow without a word why."""
    files = write(tmp_path, most=path("p", *["a"] * 20_000, before=A), beyond=path("q", *["b"] * 20_001, before=B))

    assert told(*files) == [("q", "stage", "has 20001 steps; at most 20000 are allowed")]


def test_a_folder_named_as_a_file_is_told_and_not_a_bug(tmp_path: Path) -> None:
    """It happens when an archive is unpacked one level too deep."""
    folder = tmp_path / "folder.toml"
    os.mkdir(folder)
    with pytest.raises(MlopsPathError, match="Is a directory"):
        read_toml(str(folder))
