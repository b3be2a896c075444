"""A compiled path is the path of the TOML files, whole; and a cache is nothing that a learner can lose by."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path as Folder
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_path.curriculum.compiled import (
    Beside,
    compile_into,
    load_index,
    load_path,
    load_resources,
    signature,
    sources_in,
)
from mlops_path.curriculum.kinds import ACCESS, ADDRESS_ORIGINS, ESTIMATE_ORIGINS, KINDS, TOPICS
from mlops_path.domain.curriculum import Facts, Link, Path, Resource
from mlops_path.errors import CurriculumMissing, FileInvalid, NoSuchPath
from mlops_path.text import shown
from tests.curriculum.files import path, resource, toml_file, write

# Every fact that a file states comes back

Table = dict[str, Any]

letters = st.characters(exclude_categories=["C", "Z", "M"]).filter(lambda letter: shown(letter) == letter)
words = st.text(letters, min_size=1, max_size=8)
lines = st.lists(words, min_size=1, max_size=4).map(" ".join)
addresses = st.from_regex(r"https?://[a-z]{1,8}\.org(/[a-z0-9._~%+-]{0,8})?(\?[a-z]=[0-9])?", fullmatch=True)
links = st.fixed_dictionaries({"url": addresses, "why": lines})

must_have = {"title": lines, "kind": st.sampled_from(list(KINDS)), "summary": lines}
may_have = {
    "subtitle": lines,
    "authors": st.lists(lines, max_size=3),
    "organisation": lines,
    "year": st.integers(1900, 2100),
    "free_url": addresses,
    "archive_url": addresses,
    "access": st.sampled_from(ACCESS),
    "more": st.lists(links, max_size=2),
    "topics": st.lists(st.sampled_from(TOPICS), max_size=3),
    "remark": lines,
}
addressed = st.fixed_dictionaries({"url": addresses, "url_from": st.sampled_from(ADDRESS_ORIGINS)})
estimated = st.fixed_dictionaries(
    {"minutes": st.integers(1, 60_000), "minutes_from": st.sampled_from(ESTIMATE_ORIGINS)}
)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Table]:
    """One to five resources; some are parts of earlier ones, some are related to each other."""
    ids = [f"r-{number}" for number in range(draw(st.integers(1, 5)))]
    made: list[Table] = []
    for number, id_ in enumerate(ids):
        table: Table = {"id": id_, **draw(st.fixed_dictionaries(must_have, optional=may_have))}
        table |= draw(st.just({}) | addressed) | draw(st.just({}) | estimated)
        if number and draw(st.booleans()):
            table["part_of"] = draw(st.sampled_from(ids[:number]))
        if others := draw(st.lists(st.sampled_from(ids), max_size=2)):
            table["related"] = [{"id": other, "how": draw(lines)} for other in others]
        made.append(table)
    return made


@st.composite
def walks(draw: st.DrawFn, ids: Sequence[str]) -> Table:
    """A path over some of `ids`: one to three stages, each with up to three sections of up to four steps."""
    seen: list[str] = []

    def step() -> Table:
        id_ = draw(st.sampled_from(ids))
        table: Table = {"resource": id_}
        table |= draw(
            st.fixed_dictionaries({}, optional={"need": st.sampled_from(["required", "optional"]), "why": lines})
        )
        if earlier := [other for other in seen if other != id_]:
            table["after"] = draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True))
        seen.append(id_)
        return table

    def section(least: int) -> Table:
        return {"title": draw(lines), "step": [step() for _ in range(draw(st.integers(least, 4)))]}

    def stage(least: int) -> Table:
        sections = [section(least), *(section(0) for _ in range(draw(st.integers(0, 2))))]
        return {"title": draw(lines), **draw(st.fixed_dictionaries({}, optional={"goal": lines})), "section": sections}

    head = st.fixed_dictionaries(
        {"title": lines, "edition": st.dates(date(1900, 1, 1), date(2100, 1, 1))},
        optional={"author": lines, "url": addresses, "summary": lines},
    )
    return {"id": "walk", **draw(head), "stage": [stage(1), *(stage(0) for _ in range(draw(st.integers(0, 2))))]}


@st.composite
def curricula(draw: st.DrawFn) -> tuple[list[Table], Table]:
    resources = draw(catalogues())
    return resources, draw(walks([table["id"] for table in resources]))


def as_resource(table: Mapping[str, Any]) -> Resource:
    """What the program has to know of a resource, said without the code that reads and compiles."""
    return Resource(
        id=table["id"],
        title=table["title"],
        kind=table["kind"],
        minutes=table.get("minutes", KINDS[table["kind"]]),
        minutes_from=table.get("minutes_from", "kind default"),
        summary=table["summary"],
        subtitle=table.get("subtitle", ""),
        authors=tuple(table.get("authors", ())),
        organisation=table.get("organisation", ""),
        year=table.get("year"),
        url=table.get("url"),
        url_from=table.get("url_from", ""),
        free_url=table.get("free_url"),
        archive_url=table.get("archive_url"),
        access=table.get("access", ""),
        more=tuple(Link(link["url"], link["why"]) for link in table.get("more", ())),
        topics=tuple(table.get("topics", ())),
        part_of=table.get("part_of"),
        related=tuple((other["id"], other["how"]) for other in table.get("related", ())),
        remark=table.get("remark", ""),
    )


def walked(path: Path) -> list[tuple[object, ...]]:
    """A path as one flat list: stages, sections and steps as they follow one another."""
    flat: list[tuple[object, ...]] = []
    for stage in path.stages:
        flat.append(("stage", stage.title, stage.goal))
        for section in path.sections[stage.first : stage.last]:
            flat.append(("section", section.title))
            for step in path.steps[section.first : section.last]:
                assert (path.section_of(step), path.stage_of(step)) == (section, stage)
                flat.append(("step", *step._replace(section=-1)))
    return flat


def as_walked(walk: Table, resources: Mapping[str, Resource]) -> list[tuple[object, ...]]:
    flat: list[tuple[object, ...]] = []
    number = 0
    for stage in walk["stage"]:
        flat.append(("stage", stage["title"], stage.get("goal", "")))
        for section in stage["section"]:
            flat.append(("section", section["title"]))
            for step in section["step"]:
                number += 1
                known = resources[step["resource"]]
                required = step.get("need", "required") == "required"
                flat.append(
                    (
                        "step",
                        number,
                        known.id,
                        known.title,
                        known.kind,
                        known.minutes,
                        required,
                        -1,
                        known.part_of,
                        False,
                    )
                )
    return flat


@given(curriculum=curricula(), split=st.integers(0, 5), order=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_compiled_path_gives_back_every_fact_of_its_files(
    curriculum: tuple[list[Table], Table], split: int, order: Any
) -> None:
    """What an author wrote is what a learner reads, wherever it was written and in whatever order it is looked at."""
    tables, walk = curriculum
    resources = {table["id"]: as_resource(table) for table in tables}
    steps = [step for stage in walk["stage"] for section in stage["section"] for step in section["step"]]
    with tempfile.TemporaryDirectory() as name:
        folder = Folder(name)
        own = {**walk, "resource": tables[split:]} if tables[split:] else walk
        files = write(folder, catalogue=toml_file({"resource": tables[:split]}), walk=toml_file(own))
        compile_into(str(folder / "compiled"), files)
        compiled = load_path(str(folder / "compiled"), "walk")
        numbers = list(range(1, len(steps) + 1))
        order.shuffle(numbers)
        facts = {number: compiled.facts[number] for number in numbers}
        with_steps = load_resources(str(folder / "compiled"))

    assert (compiled.id, compiled.title, compiled.edition) == ("walk", walk["title"], walk["edition"].isoformat())
    assert (compiled.author, compiled.url, compiled.summary) == (
        walk.get("author", ""),
        walk.get("url"),
        walk.get("summary", ""),
    )
    assert walked(compiled) == as_walked(walk, resources)
    assert facts == {
        number: Facts(resources[step["resource"]], step.get("why", ""), tuple(step.get("after", ())))
        for number, step in enumerate(steps, 1)
    }
    assert with_steps == {id_: ["walk"] for id_ in {step["resource"] for step in steps}}


# The compiled files


@pytest.fixture
def compiled(tmp_path: Folder) -> Folder:
    """Two small paths, compiled."""
    files = write(
        tmp_path / "sources",
        catalogue="".join(map(resource, "abcdef")),
        one=path("one", *"abcdef"),
        two=path("two", "c", '{resource = "a", need = "optional"}'),
    )
    compile_into(str(tmp_path / "compiled"), files)
    return tmp_path / "compiled"


def test_the_index_names_each_path_in_the_order_of_its_files(compiled: Folder) -> None:
    """`path list` shows it without reading a single path."""
    index = load_index(str(compiled))

    assert index is not None
    assert index["left_out"] == []
    assert index["paths"] == [
        ["one", "Title of one", "", "2026-01-01", 6, 6],
        ["two", "Title of two", "", "2026-01-01", 2, 1],
    ]


def test_every_path_with_a_step_for_a_resource_is_found(compiled: Folder) -> None:
    """Done once is done on every path; a step says which ones those are."""
    found = load_resources(str(compiled))

    assert found == {"c": ["one", "two"], "a": ["one", "two"], "b": ["one"], "d": ["one"], "e": ["one"], "f": ["one"]}


def test_facts_count_their_steps_and_have_none_beyond(compiled: Folder) -> None:
    """A number that is no step must not show the facts of another one."""
    facts = load_path(str(compiled), "two").facts

    assert (list(facts), len(facts)) == ([1, 2], 2)
    assert [number in facts for number in (0, 1, 2, 3, -1)] == [False, True, True, False, False]


def test_a_path_that_was_never_compiled_is_no_such_path(compiled: Folder) -> None:
    """A misspelt id is the learner's to mend, and the hint says how."""
    with pytest.raises(NoSuchPath, match=r"^No path 'three'\.$"):
        load_path(str(compiled), "three")


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", "null", '{"format": 0}', '{"format": 999}', "\xff"])
def test_an_index_that_this_version_cannot_read_is_no_index(tmp_path: Folder, text: str | None) -> None:
    """A cache of another version, or half of one after a crash, is made again and not a bug."""
    if text is not None:
        (tmp_path / "index.json").write_bytes(text.encode("latin-1"))

    assert load_index(str(tmp_path)) is None


def test_a_cache_that_was_cleared_meanwhile_says_what_to_do(compiled: Folder) -> None:
    """The screen may be open for days, and caches are cleared."""
    facts = load_path(str(compiled), "one").facts
    shutil.rmtree(compiled)

    with pytest.raises(CurriculumMissing, match="changed meanwhile"):
        facts[1]
    with pytest.raises(CurriculumMissing, match="went away"):
        load_resources(str(compiled))


@pytest.mark.parametrize("looked_at_before", [0, 5])
def test_facts_are_never_those_of_another_step(tmp_path: Folder, looked_at_before: int) -> None:
    """An author mends a path while its screen is open: what it shows then is right, or asks to be opened again."""
    before, after = path("one", *"abcdef"), path("one", *"fbabcde")
    sources = tmp_path / "sources"
    files = write(sources, catalogue="".join(map(resource, "abcdef")), one=before)
    compile_into(str(tmp_path / "compiled"), files)
    opened = load_path(str(tmp_path / "compiled"), "one")
    for number in range(1, looked_at_before + 1):
        assert opened.facts[number].resource.id == opened.steps[number - 1].id
    write(sources, one=after)
    compile_into(str(tmp_path / "compiled"), files)

    for step in opened.steps:
        try:
            assert opened.facts[step.number].resource.id == step.id
        except CurriculumMissing:
            continue


def test_a_curriculum_with_mistakes_is_not_compiled_at_all(tmp_path: Folder) -> None:
    """Half a curriculum would look like steps that are gone."""
    files = write(tmp_path, good=path("good", "a", before=resource("a")), bad=path("bad", "nothing"))
    with pytest.raises(FileInvalid):
        compile_into(str(tmp_path / "compiled"), files)

    assert not (tmp_path / "compiled").exists()


def test_beside_the_program_only_the_files_with_mistakes_are_left_out(tmp_path: Folder) -> None:
    """A slip in one's own path must not keep anybody from all the others."""
    write(tmp_path / "program" / "catalogue", catalogue=resource("a"))
    good, bad, taken = write(
        tmp_path / "own", good=path("good", "a"), bad=path("bad", "nothing"), taken=path("mlops", "a")
    )
    compile_into(str(tmp_path / "compiled"), [good, bad, taken], Beside(str(tmp_path / "program"), ("mlops",), []))
    index = load_index(str(tmp_path / "compiled"))

    assert index is not None
    assert [line[0] for line in index["paths"]] == ["good"]
    assert index["left_out"] == [taken, bad]


def test_no_scratch_file_stays_behind(compiled: Folder) -> None:
    """The cache holds what it says and nothing else."""
    names = {f"{id_}.{part}" for id_ in ("one", "two") for part in ("outline.json", "facts.jsonl")}

    assert {file.name for file in compiled.iterdir()} == {*names, "index.json", "resources.json"}
    assert {file.stat().st_mode & 0o777 for file in compiled.iterdir()} == {0o600}
    assert compiled.stat().st_mode & 0o777 == 0o700


# The sources


def test_sources_are_the_catalogue_then_the_paths_then_files_beside_them(tmp_path: Folder) -> None:
    """The order decides the order of paths, so it must not depend on the disk."""
    for place, names in (("catalogue", "ba"), ("paths", "dc"), ("", "fe")):
        write(tmp_path / place, **dict.fromkeys(names, ""))
    (tmp_path / "paths" / "notes.md").write_text("not a source")

    assert [file.removeprefix(f"{tmp_path}/") for file in sources_in(str(tmp_path))] == [
        "catalogue/a.toml",
        "catalogue/b.toml",
        "paths/c.toml",
        "paths/d.toml",
        "e.toml",
        "f.toml",
    ]


def test_a_folder_that_is_not_there_has_no_sources(tmp_path: Folder) -> None:
    """Most learners never make a folder of own paths."""
    assert sources_in(str(tmp_path / "nowhere")) == []


def test_hidden_files_are_no_sources(tmp_path: Folder) -> None:
    """Editors and file managers leave locks and shadows beside a file; some point to nothing at all."""
    write(tmp_path, mine="")
    (tmp_path / ".#mine.toml").symlink_to("ada@laptop.4711:1795000000")
    (tmp_path / "._mine.toml").write_bytes(b"\x00\x05\x16\x07")

    assert sources_in(str(tmp_path)) == [str(tmp_path / "mine.toml")]


def test_a_source_that_goes_away_while_it_is_looked_at_differs_from_one_that_is_there(tmp_path: Folder) -> None:
    """Between listing and looking, somebody may delete a file."""
    gone = str(tmp_path / "gone.toml")

    assert signature([gone]) == [[gone, -1, -1]]


def test_compiled_files_are_json_that_anybody_can_read(compiled: Folder) -> None:
    """A format of our own would need a tool of our own to look into."""
    outline = json.loads((compiled / "one.outline.json").read_text())
    facts = [json.loads(line) for line in (compiled / "one.facts.jsonl").read_text().splitlines()]

    assert outline["ids"] == list("abcdef")
    told = [dict(zip(Resource._fields, each["resource"], strict=False)) for each in facts]
    assert [(each["id"], each["title"]) for each in told] == list(zip("abcdef", outline["titles"], strict=True))
