"""Files beside files: what a record has is carried out, the rest is given up, nothing else is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlops_path import locations
from mlops_path.curriculum.own_paths import carry_out, file_of, finish, prepare, text_in, unfinished
from mlops_path.domain.progress import digest_of
from mlops_path.errors import CannotWriteFile

MINE, OTHER = "/records/mine.db", "/records/other.db"


@pytest.fixture
def folder(home: Path) -> Path:
    """The folder of own paths, with one path in it."""
    own = Path(locations.own_paths_folder())
    own.mkdir(parents=True)
    (own / "plan.toml").write_text("old", encoding="utf-8")
    return own


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_is_prepared_changes_nothing_yet(folder: Path) -> None:
    """Until the record has the change, the path is what it was."""
    prepare({str(folder / "plan.toml"): "new"}, "c1", MINE)

    assert text_in(str(folder / "plan.toml")) == "old"
    assert [change for _, change in unfinished(MINE)] == ["c1"]


@pytest.mark.parametrize(("text", "left"), [("new", ["plan.toml"]), ("", [])])
def test_what_is_carried_out_leaves_nothing_beside(text: str, left: list[str], folder: Path) -> None:
    """An empty text takes the file away; doing it twice, as two programs might, does no harm."""
    file = str(folder / "plan.toml")
    prepare({file: text}, "c1", MINE)
    for _ in range(2):
        carry_out([file], "c1", MINE)

    assert (text_in(file), names(folder), unfinished(MINE)) == (text, left, [])


@pytest.mark.parametrize(
    ("kept", "alone", "text", "beside"),
    [(True, False, "new", 0), (True, True, "new", 0), (False, True, "old", 0), (False, False, "old", 1)],
)
def test_the_record_says_what_becomes_of_what_was_left(
    kept: bool, alone: bool, text: str, beside: int, folder: Path
) -> None:
    """What it has is done; what it has not may be about to come, unless nobody else can be writing."""
    file = str(folder / "plan.toml")
    prepare({file: "new"}, "c1", MINE)
    finish(unfinished(MINE), lambda change: kept and change == "c1", alone=alone)

    assert (text_in(file), len(unfinished(MINE))) == (text, beside)


def test_what_another_record_prepared_is_left_alone(folder: Path) -> None:
    """Two records may share a home; one knows nothing of the changes of the other."""
    prepare({str(folder / "plan.toml"): "new"}, "c1", OTHER)
    finish(unfinished(MINE), lambda _: False, alone=True)

    assert len(unfinished(OTHER)) == 1


@pytest.mark.parametrize("part", ["paths", "catalogue"])
def test_files_in_folders_below_are_found_too(part: str, folder: Path) -> None:
    """Learners sort their files."""
    file = str(folder / part / "plan.toml")
    prepare({file: "new"}, "c1", MINE)
    finish(unfinished(MINE), lambda _: True, alone=False)

    assert text_in(file) == "new"


def test_what_a_killed_program_began_to_write_is_cleared(folder: Path) -> None:
    """Nobody else would ever do that."""
    (folder / "plan.toml.c1-00000000.next.999999999.tmp").write_text("ne")
    finish([], lambda _: False, alone=True)

    assert names(folder) == ["plan.toml"]


def test_a_folder_that_is_closed_is_told_before_anything_is_changed(home: Path) -> None:
    """The learner reads what to check, and the record has nothing of it."""
    above = Path(locations.own_paths_folder()).parent
    above.parent.mkdir(parents=True)
    above.write_text("a file where the folder is to be")

    with pytest.raises(CannotWriteFile, match="Nothing was changed"):
        prepare({file_of("plan", {}): "new"}, "c1", MINE)


def test_a_file_that_cannot_be_put_in_its_place_is_told_as_kept(folder: Path) -> None:
    """The record has the change by then; saying that nothing was changed would be a lie."""
    file = folder / "taken.toml"
    (file / "inside").mkdir(parents=True)
    prepare({str(file): "new"}, "c1", MINE)

    with pytest.raises(CannotWriteFile, match="Your change is in the record"):
        carry_out([str(file)], "c1", MINE)
    finish(unfinished(MINE), lambda _: True, alone=False)
    assert len(unfinished(MINE)) == 1, "the next program tries again"


def test_a_file_that_cannot_be_read_is_not_replaced(folder: Path) -> None:
    """It could not be kept for an undo."""
    (folder / "plan.toml").write_bytes(b"caf\xe9")

    with pytest.raises(CannotWriteFile, match="Cannot read"):
        text_in(str(folder / "plan.toml"))
    assert (text_in(str(folder / "nothing.toml")), digest_of("")) == ("", "")


def test_line_ends_are_kept(folder: Path) -> None:
    """An undo gives back the bytes that were there."""
    file = folder / "plan.toml"
    file.write_bytes(b"a\r\nb\n")
    text = text_in(str(file))
    prepare({str(file): "new"}, "c1", MINE)
    carry_out([str(file)], "c1", MINE)
    prepare({str(file): text}, "c2", MINE)
    carry_out([str(file)], "c2", MINE)

    assert file.read_bytes() == b"a\r\nb\n"
    assert os.stat(file).st_mode & 0o777 == 0o600
