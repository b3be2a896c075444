"""Plans that are not Markdown: maps, tables, paths of this program; and files whose names say nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mlops_path.curriculum.importing import read_plan
from mlops_path.curriculum.importing.cells import minutes_of
from mlops_path.curriculum.library import built_in_folder
from mlops_path.domain.plans import Plan
from tests.curriculum.importing.soundness import assert_sound
from tests.curriculum.importing.test_corpus import CORPUS


def written(folder: Path, name: str, text: str) -> Plan:
    (folder / name).write_text(text, encoding="utf-8")
    plan = read_plan(str(folder / name))
    assert_sound(plan)
    return plan


def test_a_topic_brings_what_its_file_says() -> None:
    """The texts beside a map are half of what it knows."""
    topic = read_plan(str(CORPUS / "lanterns.json")).items[0]

    assert (topic.kind, topic.summary) == ("video", "Paper is what a lantern is made of.")
    assert topic.more == (("https://paper.example/again", "Paper, again"),)
    assert topic.origin == "topic"


def test_a_map_without_texts_is_a_map(tmp_path: Path) -> None:
    """Many save the one file only."""
    shutil.copy(CORPUS / "lanterns.json", tmp_path)

    assert [item.url for item in read_plan(str(tmp_path / "lanterns.json")).items] == [None] * 7


def test_an_older_map_is_read_too(tmp_path: Path) -> None:
    """Copies of the maps from before their editor are still about."""

    def group(name: str, y: str, text: str) -> dict[str, object]:
        label = {"typeID": "Label", "properties": {"text": text}}
        inside = {"controls": {"control": [label]}}
        return {"typeID": "__group__", "x": "10", "y": y, "properties": {"controlName": name}, "children": inside}

    controls = [
        group("101-fire", "300", "Fire"),
        group("100-wood:oak", "120", "Oak"),
        group("100-wood", "100", "Wood"),
        group("ext_link:elsewhere", "1", "Elsewhere"),
    ]
    plan = written(tmp_path, "stove.json", json.dumps({"mockup": {"controls": {"control": controls}}}))

    assert [(item.title, item.parent) for item in plan.items] == [("Wood", None), ("Oak", 0), ("Fire", None)]


def test_every_cell_of_a_row_finds_its_field() -> None:
    """Whoever kept a spreadsheet keeps what they wrote in it."""
    first, second, *_ = read_plan(str(CORPUS / "courses.csv")).items

    assert (first.authors, first.year, first.minutes, first.kind) == (("Ada Weaver", "Ben Loom"), 2018, 90, "video")
    assert (first.note, first.optional, second.optional, second.url) == ("two lines", False, True, None)
    assert (second.kind, second.minutes) == ("book", 45)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    """Spreadsheets write what their country is used to."""
    rows = [["Name", "URL", "Done"], ["One", "https://a.example", "yes"], ["Two", "", "no"]]
    plan = written(tmp_path, "plan.csv", "\r\n".join(delimiter.join(row) for row in rows))

    assert [(item.title, item.status) for item in plan.items] == [("One", "done"), ("Two", "todo")]


def test_a_path_of_this_program_keeps_everything() -> None:
    """What was written with care is not guessed anew."""
    plan = read_plan(str(CORPUS / "weaving.toml"))

    book, chapter = plan.items
    assert (plan.id, plan.author, plan.stages[0][1]) == ("weaving", "Ada Weaver", "After this you can thread a loom.")
    assert (book.id, book.kind, book.year, book.authors) == ("warp-and-weft", "book", 2020, ("Ada Weaver",))
    assert (chapter.parent, chapter.optional, chapter.why) == (0, True, "It comes first.")


def test_a_built_in_path_is_read_with_the_resources_of_the_catalogue() -> None:
    """A learner may start from a path that is there and change it."""
    plan = read_plan(str(Path(built_in_folder()) / "paths" / "zimmerman-start.toml"))

    assert_sound(plan)
    assert all(item.id and item.kind for item in plan.items)


@pytest.mark.parametrize("source", ["courses.csv", "lanterns.json", "curated-list.md", "weaving.toml"])
def test_a_name_that_says_nothing_is_no_obstacle(source: str, tmp_path: Path) -> None:
    """Downloads come as `plan` or `plan.download`."""
    plan = written(tmp_path, "plan.download", (CORPUS / source).read_text(encoding="utf-8"))

    assert len(plan.items) == len(read_plan(str(CORPUS / source)).items)


@pytest.mark.parametrize(
    ("text", "head", "minutes"),
    [
        ("45 min", "", 45),
        ("1.5 hours", "duration", 90),
        ("1h30", "", 90),
        ("12:30", "length", 12),
        ("1:02:03", "length", 62),
        ("90", "minutes", 90),
        ("2", "hours", 120),
        ("90", "duration", None),
        ("10 weeks", "duration", None),
        ("5-7 hours/week", "effort", None),
        ("0 min", "", None),
    ],
)
def test_a_length_is_taken_where_its_unit_is_clear(text: str, head: str, minutes: int | None) -> None:
    """A guess in hours would spoil every forecast."""
    assert minutes_of(text, head) == minutes
