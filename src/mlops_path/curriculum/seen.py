"""Which edition of each path of the program was seen last, so that an update of the program can be told.

One small file for each path in the state folder. It decides nothing: without it, an update goes by untold.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import NamedTuple

from mlops_path import locations
from mlops_path.curriculum.compiled import PathLine
from mlops_path.curriculum.library import Library
from mlops_path.domain.curriculum import Path


class News(NamedTuple):
    """What a new edition of a path brought: titles of steps that came, and of steps that went."""

    path: Path
    came: tuple[str, ...]
    went: tuple[str, ...]
    renamed: int

    def in_words(self) -> str:
        """One line: `A new edition of 'Learn MLOps' (2026-11-20): 3 new steps, 1 no longer on it. …`."""
        came, went = len(self.came), len(self.went)
        parts = [f"{came} new step{'s' if came != 1 else ''}"] if came else []
        parts += [f"{went} no longer on it"] if went else []
        parts += [f"{self.renamed} under another title"] if self.renamed else []
        what = ", ".join(parts) or "the same steps"
        return f"A new edition of '{self.path.title}' ({self.path.edition}): {what}. Your ticks are kept."


def news_of(line: PathLine, library: Library) -> News | None:
    """What is new on a path since this was asked last; None for the first time, and where nothing is."""
    folder = locations.seen_editions_folder()
    file = os.path.join(folder, f"{line.id}@{line.edition}.{line.steps}.json")
    if os.path.exists(file):
        return None
    path = library.path(line.id)
    before = _taken_before(folder, path.id)
    now = {step.id: step.title for step in path.steps}
    _keep(file, now)
    if before is None:
        return None
    came = tuple(title for id_, title in now.items() if id_ not in before)
    went = tuple(title for id_, title in before.items() if id_ not in now)
    renamed = sum(before[id_] != title for id_, title in now.items() if id_ in before)
    return News(path, came, went, renamed)


def _taken_before(folder: str, id_: str) -> dict[str, str] | None:
    """Ids and titles of the edition seen last, whose file is taken away; None where there is none."""
    found: dict[str, str] | None = None
    try:
        names = sorted(name for name in os.listdir(folder) if name.startswith(f"{id_}@"))
    except OSError:
        return None
    for name in names:
        file = os.path.join(folder, name)
        try:
            with open(file, encoding="utf-8") as source:
                kept = json.load(source)
            if isinstance(kept, dict) and all(isinstance(title, str) for title in kept.values()):
                found = kept
        except (OSError, ValueError, RecursionError):
            pass
        with suppress(OSError):
            os.unlink(file)
    return found


def _keep(file: str, steps: dict[str, str]) -> None:
    from mlops_path.private_files import write_private_file  # noqa: PLC0415 - once for each edition

    with suppress(OSError):
        write_private_file(file, json.dumps(steps, ensure_ascii=False))
