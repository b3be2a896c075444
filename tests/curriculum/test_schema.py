"""The JSON Schemas that an editor completes and checks curriculum files with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mlops_path import locations
from mlops_path.curriculum.kinds import KINDS, TOPICS
from mlops_path.curriculum.models import CatalogueFile, PathFile
from mlops_path.curriculum.schema import schemas

FOLDER = Path(locations.checkout_curriculum_folder(), "schema")


def kept(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def test_the_schemas_beside_the_curriculum_are_those_of_the_models() -> None:
    """An editor must not accept what `path check` refuses; `make generated` writes them again."""
    assert {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()} == schemas()


def test_the_command_of_the_makefile_writes_them(tmp_path: Path) -> None:
    """Whoever adds a field runs one command and is done."""
    folder = tmp_path / "schema"
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "mlops_path.curriculum.schema", str(folder)], check=True)

    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == schemas()


@pytest.mark.parametrize("name", ["catalogue.schema.json", "path.schema.json"])
def test_every_field_says_what_belongs_there(name: str) -> None:
    """Editors show it under the cursor; an author who does not program reads nothing else."""
    schema = kept(name)
    tables = {"file": schema, **schema["$defs"]}
    silent = [
        f"{table}.{field}"
        for table, described in tables.items()
        for field, facts in described["properties"].items()
        if not facts.get("description", "").endswith((".", "…"))
    ]

    assert silent == []


@pytest.mark.parametrize("name", ["catalogue.schema.json", "path.schema.json"])
def test_a_field_that_does_not_exist_is_refused_by_the_editor_too(name: str) -> None:
    """A slip of the pen shows while it is typed."""
    schema = kept(name)

    assert {table.get("additionalProperties") for table in (schema, *schema["$defs"].values())} == {False}


def test_the_closed_lists_are_in_the_schema() -> None:
    """An editor offers the kinds and topics there are."""
    fields = kept("catalogue.schema.json")["$defs"]["ResourceEntry"]["properties"]

    assert fields["kind"]["enum"] == list(KINDS)
    assert fields["topics"]["items"]["enum"] == list(TOPICS)


@pytest.mark.parametrize(("name", "model"), [("catalogue.schema.json", CatalogueFile), ("path.schema.json", PathFile)])
def test_what_a_model_asks_for_the_schema_asks_for(name: str, model: type[CatalogueFile | PathFile]) -> None:
    """And nothing else: an optional field that an editor marks red is a field that people fill with nonsense."""
    required = [field for field, facts in model.model_fields.items() if facts.is_required()]

    assert kept(name).get("required", []) == required
