"""Paths of one's own are in the record, and come along with it to another machine or out of a backup."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran, Run

Machine = Callable[..., Ran]
PLAN = "# Boats\n\n- [x] [Keels](https://boats.example/keels)\n- [ ] [Sails](https://boats.example/sails)\n"
LATER = PLAN.replace("- [ ] [Sails]", "- [ ] [Oars](https://boats.example/oars)\n- [ ] [Sails]")


@pytest.fixture
def machine(run: Run, tmp_path: Path) -> Callable[[str], Machine]:
    """Commands on a machine of this name, with data and state of its own."""

    def of(name: str) -> Machine:
        env = {f"XDG_{kind}_HOME": os.path.join(tmp_path, name, kind.lower()) for kind in ("DATA", "STATE")}
        return lambda *words: run(*words, **env)

    return of


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "boats.md"
    file.write_text(PLAN)
    return file


def file_on(tmp_path: Path, name: str) -> Path:
    return tmp_path / name / "data" / "mlops-path" / "paths" / "boats.toml"


def test_an_import_of_a_record_brings_its_paths(machine: Callable[[str], Machine], plan: Path, tmp_path: Path) -> None:
    """On the second machine the ticks would else hang on a path that is not there."""
    here, there = machine("here"), machine("there")
    here("path", "import", str(plan), "--yes")
    here("export", str(tmp_path / "all.json"))
    look = there("import", str(tmp_path / "all.json"), "--dry-run")
    assert "Own paths that come, go or have another edition: boats" in look.out
    assert there("import", str(tmp_path / "all.json"), "--dry-run", "--json").json["paths"] == ["boats"]
    told = there("import", str(tmp_path / "all.json"), "--yes")

    assert "Path files written: boats" in told.err
    assert file_on(tmp_path, "there").read_bytes() == file_on(tmp_path, "here").read_bytes()
    assert [step["status"] for step in there("--path", "boats", "list", "--json").json] == ["done", "todo"]


def test_a_later_edition_comes_along_and_a_file_edited_by_hand_stays(
    machine: Callable[[str], Machine], plan: Path, tmp_path: Path
) -> None:
    """What somebody wrote there themselves is not ours to replace."""
    here, there, third = machine("here"), machine("there"), machine("third")
    here("path", "import", str(plan), "--yes")
    here("export", str(tmp_path / "first.json"))
    there("import", str(tmp_path / "first.json"), "--yes")
    third("import", str(tmp_path / "first.json"), "--yes")
    edited = file_on(tmp_path, "third").read_text() + "# mine\n"
    file_on(tmp_path, "third").write_text(edited)
    plan.write_text(LATER)
    here("path", "update", "boats", str(plan), "--yes")
    here("export", str(tmp_path / "second.json"))

    assert there("import", str(tmp_path / "second.json"), "--yes", "--json").json["paths"] == ["boats"]
    assert file_on(tmp_path, "there").read_bytes() == file_on(tmp_path, "here").read_bytes()
    assert "edited by hand" in third("import", str(tmp_path / "second.json"), "--yes").err
    assert file_on(tmp_path, "third").read_text() == edited


def test_a_backup_brings_the_files_of_its_paths_back(
    machine: Callable[[str], Machine], plan: Path, tmp_path: Path
) -> None:
    """Who loses the folder of paths with the record has both again."""
    here = machine("here")
    here("path", "import", str(plan), "--yes")
    here("backup")
    before = file_on(tmp_path, "here").read_bytes()
    shutil.rmtree(file_on(tmp_path, "here").parent)
    told = here("restore", "newest", "--yes")

    assert "Restored." in told.err
    assert "Path files written: boats" in told.err
    assert file_on(tmp_path, "here").read_bytes() == before
