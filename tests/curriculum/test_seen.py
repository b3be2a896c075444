"""A learner hears once what an update of the program changed on the path they follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlops_path import locations
from mlops_path.curriculum.library import Library
from mlops_path.curriculum.seen import news_of
from tests.conftest import Run
from tests.small_library import small_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "curriculum").mkdir()
    return small_library(tmp_path / "curriculum")


def test_what_came_and_went_is_told_once(library: Library) -> None:
    """Numbers that moved need a reason; hearing it at every command would be noise."""
    line = library.paths[0]
    assert news_of(line, library) is None
    (file,) = Path(locations.seen_editions_folder()).iterdir()
    old = file.with_name(f"{line.id}@2020-01-01.1.json")
    first, *others = library.path(line.id).steps
    old.write_text(json.dumps({"gone": "Gone Since", first.id: "Once Called Otherwise"}))
    file.unlink()

    news = news_of(line, library)

    assert news is not None
    assert news.came == tuple(dict.fromkeys(step.title for step in others if step.id != first.id))
    assert (news.went, news.renamed) == (("Gone Since",), 1)
    assert "1 no longer on it, 1 under another title. Your ticks are kept." in news.in_words()
    assert news_of(line, library) is None
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "content", ["", "[]", '{"a": 1}', "{" * 5000, "\x00"], ids=["nothing", "a list", "a number", "depth", "a zero"]
)
def test_a_spoilt_memory_of_editions_is_no_obstacle(library: Library, content: str) -> None:
    """It decides nothing; a learner would rather not hear than not start."""
    line = library.paths[0]
    folder = Path(locations.seen_editions_folder())
    folder.mkdir(parents=True)
    (folder / f"{line.id}@2020-01-01.1.json").write_text(content)

    assert news_of(line, library) is None


def test_a_command_says_so_on_stderr(run: Run) -> None:
    """What a script reads on stdout stays as it is."""
    assert "edition" not in run("done", "1").err + run("status").err
    (file,) = Path(locations.seen_editions_folder()).iterdir()
    before = run("next", "--json").out
    file.rename(file.with_name("mlops@2020-01-01.1.json"))
    file.with_name("mlops@2020-01-01.1.json").write_text('{"old-step": "An Old Step"}')

    told, silent = run("next", "--json"), run("next", "--json")

    assert "A new edition of 'Learn MLOps'" in told.err
    assert "no longer: An Old Step" in told.err
    assert (told.out, silent.err) == (before, "")
