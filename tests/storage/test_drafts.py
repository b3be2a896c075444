"""What was being written when a program ended badly is there at the next start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_path.storage.drafts import Draft, Drafts, began
from tests.hostile import PAYLOADS


@pytest.fixture
def folder(home: Path) -> Path:
    """Where drafts will be; nothing is there yet."""
    return home / "state" / "mlops-path" / "drafts"


@pytest.fixture
def drafts(folder: Path) -> Drafts:
    return Drafts(str(folder))


@pytest.fixture(scope="module")
def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.fixture
def running() -> Iterator[int]:
    """The number of another process that runs."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid


def a_draft(process: int, *, text: str = "unsaved", resource: str = "rules", learner: str = "ada") -> Draft:
    return Draft("/home/ada/record.db", learner, resource, text, "kept", process)


@pytest.mark.parametrize("text", list(PAYLOADS.values()), ids=list(PAYLOADS))
def test_a_draft_comes_back_as_it_was_written(drafts: Drafts, ended: int, text: str) -> None:
    """Whatever was in the editor when the power went."""
    draft = a_draft(ended, text=text)
    drafts.keep(draft)

    assert drafts.left_behind(draft.record, "ada") == [draft]


def test_a_draft_is_private(drafts: Drafts, folder: Path) -> None:
    """What is not even kept yet is nobody else's business."""
    before = os.umask(0)
    try:
        drafts.keep(a_draft(1))
    finally:
        os.umask(before)
    (file,) = folder.iterdir()

    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_a_draft_is_written_over_by_the_next_one_of_the_same_note(drafts: Drafts, folder: Path, ended: int) -> None:
    """A morning of writing leaves one file."""
    drafts.keep(a_draft(ended, text="one"))
    drafts.keep(a_draft(ended, text="two"))

    assert [draft.text for draft in drafts.left_behind("/home/ada/record.db", "ada")] == ["two"]
    assert len(list(folder.iterdir())) == 1


def test_a_draft_that_was_dropped_is_gone(drafts: Drafts, folder: Path, ended: int) -> None:
    """What was kept is not offered again, and dropping twice is no error."""
    drafts.keep(a_draft(ended))
    drafts.drop(a_draft(ended))
    drafts.drop(a_draft(ended))

    assert list(folder.iterdir()) == []


def test_a_draft_of_a_program_that_still_runs_is_left_to_it(drafts: Drafts, running: int) -> None:
    """A second window does not take away what the first is writing."""
    drafts.keep(a_draft(running))
    drafts.keep(a_draft(os.getpid(), resource="talk"))

    assert drafts.left_behind("/home/ada/record.db", "ada") == []


def test_a_draft_is_not_left_to_a_program_that_only_has_the_number_of_its_writer(drafts: Drafts, running: int) -> None:
    """Numbers are used again: in a container, after a restart, the first program may have that of the one that died."""
    drafts.keep(a_draft(running)._replace(began=began(running)))
    lost = a_draft(running, resource="talk")._replace(began="1")
    drafts.keep(lost)

    assert drafts.left_behind(lost.record, "ada") == [lost]


def test_two_programs_writing_one_note_have_a_draft_each(drafts: Drafts, ended: int, running: int) -> None:
    """The one that goes on writing must not wipe out what the other one left when it crashed."""
    lost = a_draft(ended, text="of the window that crashed")
    drafts.keep(lost)
    drafts.keep(a_draft(running, text="of the other"))
    drafts.drop(a_draft(running))

    assert drafts.left_behind("/home/ada/record.db", "ada") == [lost]


def test_drafts_belong_to_a_record_and_a_learner(drafts: Drafts, ended: int) -> None:
    """Nobody finds another person's text in their notes; one written before there was a learner is the first one's."""
    mine, first = a_draft(ended), a_draft(ended, learner="", resource="talk")
    for draft in (mine, first, a_draft(ended, learner="bo"), a_draft(ended)._replace(record="/other.db")):
        drafts.keep(draft)

    assert set(drafts.left_behind("/home/ada/record.db", "ada")) == {mine, first}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "[1, 2]",
        '"text"',
        "{}",
        '{"record": 1}',
        "\udcff",
        json.dumps({**a_draft(1)._asdict(), "more": 1}),
        json.dumps({**a_draft(1)._asdict(), "process": "one"}),
    ],
)
def test_a_file_that_is_no_draft_is_passed_over(drafts: Drafts, folder: Path, ended: int, content: str) -> None:
    """A broken file in the folder keeps nobody from starting, nor from finding the others."""
    drafts.keep(a_draft(ended))
    (folder / "aaa.json").write_text(content, errors="surrogateescape")
    (folder / "notes.txt").write_text("not ours")

    assert drafts.left_behind("/home/ada/record.db", "ada") == [a_draft(ended)]


def test_a_place_where_nothing_can_be_written_stops_nobody_from_writing(home: Path) -> None:
    """A draft is a safety net; without one the note can still be kept."""
    (home / "file").write_text("not a folder")
    drafts = Drafts(str(home / "file" / "drafts"))
    drafts.keep(a_draft(1))
    drafts.drop(a_draft(1))

    assert drafts.left_behind("/home/ada/record.db", "ada") == []
    assert (home / "file").read_text() == "not a folder"


def test_looking_for_drafts_makes_no_folder(drafts: Drafts, home: Path) -> None:
    """Every start looks; most find nothing."""
    before = sorted(home.rglob("*"))
    drafts.left_behind("/home/ada/record.db", "ada")

    assert sorted(home.rglob("*")) == before
