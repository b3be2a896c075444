"""No edition of a path that comes with the program loses a step in silence; `editions.json` has the earlier ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlops_path.curriculum.library import open_library

EDITIONS = json.loads((Path(__file__).parent / "editions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("path_id", "edition"), [(path, edition) for path in EDITIONS for edition in EDITIONS[path]])
def test_every_step_of_an_earlier_edition_is_a_step_still_or_retired(path_id: str, edition: str) -> None:
    """Somebody may have a tick and a note there. A new edition adds its ids to the file; nothing is taken out of it."""
    library = open_library()
    path = library.path(path_id)
    known = {step.id for step in (*path.steps, *path.retired)}

    assert [id_ for id_ in EDITIONS[path_id][edition] if library.renamed.get(id_, id_) not in known] == []


def test_every_path_has_its_present_edition_in_the_file() -> None:
    """Or the test above would know nothing of it when the next one comes."""
    present = {line.id: line.edition for line in open_library().paths}

    assert {path for path, edition in present.items() if edition not in EDITIONS.get(path, {})} == set()
