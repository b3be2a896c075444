"""Every path that there is: those of the program and the learner's own."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from mlops_path import locations
from mlops_path.curriculum.compiled import (
    INDEX,
    Beside,
    PathLine,
    compile_into,
    is_whole,
    load_index,
    load_path,
    load_resources,
    signature,
    sources_in,
)
from mlops_path.domain.curriculum import Path
from mlops_path.errors import CurriculumMissing, NoSuchPath

DEFAULT_PATH = "mlops"


class Library(NamedTuple):
    """Paths by where they are compiled. `paths` keeps their order: the default first, own ones last.

    `left_out` are the learner's own files that have mistakes. `homes` has the TOML file of each own path. `renamed`
    leads from earlier ids of resources to those of today. `known` keeps which paths have a resource, by folder, once
    that was asked for.
    """

    paths: tuple[PathLine, ...]
    folders: dict[str, str]
    left_out: tuple[str, ...]
    homes: dict[str, str]
    renamed: dict[str, str]
    known: dict[str, dict[str, list[str]]]

    def path(self, id_: str) -> Path:
        """The path with this id.

        Raises:
            NoSuchPath: there is none.
        """
        if id_ not in self.folders:
            raise NoSuchPath(f"No path '{id_[:80]}'.", "`mlops-path path list` shows every path.")
        return load_path(self.folders[id_], id_)

    def paths_with(self, resource: str) -> tuple[PathLine, ...]:
        """The paths that have a step for this resource, in the library's order."""
        for folder in set(self.folders.values()) - self.known.keys():
            self.known[folder] = load_resources(folder)
        with_it = {id_ for resources in self.known.values() for id_ in resources.get(resource, ())}
        return tuple(line for line in self.paths if line.id in with_it)


def open_library() -> Library:
    """The library of this installation, compiled again where its sources changed.

    Raises:
        CurriculumMissing: the program's own curriculum is not where it should be.
        FileInvalid: a curriculum file has mistakes.
    """
    built_in, shipped = _built_in()
    indexes = [(built_in, shipped, False)]
    if own_files := sources_in(locations.own_paths_folder()):
        index_signature = signature([os.path.join(built_in, INDEX)])
        beside = Beside(built_in_folder(), tuple(line[0] for line in shipped["paths"]), index_signature)
        indexes.append((*_current("own", own_files, beside), True))
    lines: list[PathLine] = []
    folders: dict[str, str] = {}
    left_out: list[str] = []
    homes: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for folder, index, is_own in indexes:
        for values in index["paths"]:
            line = PathLine._make([*values, is_own])
            folders[line.id] = folder
            lines.append(line)
        left_out += index["left_out"]
        renamed |= index["renamed"]
        if is_own:
            homes = index["homes"]
    lines.sort(key=lambda line: (line.id != DEFAULT_PATH, line.own))
    return Library(tuple(lines), folders, tuple(left_out), homes, renamed, {})


def built_in_folder() -> str:
    """The folder of the TOML files that come with the program."""
    packaged = locations.packaged_curriculum_folder()
    return packaged if os.path.isdir(packaged) else locations.checkout_curriculum_folder()


def _built_in() -> tuple[str, dict[str, Any]]:
    packaged = os.path.join(locations.packaged_curriculum_folder(), "compiled")
    index = load_index(packaged)
    if index is not None:
        return packaged, index
    checkout = locations.checkout_curriculum_folder()
    files = sources_in(checkout)
    if not files:
        raise CurriculumMissing(
            f"The curriculum is missing: no files in {checkout}.",
            "Install mlops-path again, or restore its curriculum folder.",
        )
    return _current("built-in", files, None)


def _current(name: str, files: list[str], beside: Beside | None) -> tuple[str, dict[str, Any]]:
    """The folder and index of `files` compiled, made again where anything changed since."""
    folder = os.path.join(locations.cache_folder(), f"curriculum-{name}")
    made_from = signature(files), beside.signature if beside else []
    index = load_index(folder)
    if index is None or (index["sources"], index["beside"]) != made_from or not is_whole(folder, index):
        try:
            compile_into(folder, files, beside)
        except OSError:
            folder = _scratch_folder()
            compile_into(folder, files, beside)
        index = load_index(folder)
        assert index is not None, "what was just written can be read"
    return folder, index


def _scratch_folder() -> str:
    """A folder that goes with the process, for a cache that cannot be written."""
    import atexit  # noqa: PLC0415 - rare
    import shutil  # noqa: PLC0415 - the same
    import tempfile  # noqa: PLC0415 - the same

    folder = tempfile.mkdtemp(prefix="mlops-path-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
