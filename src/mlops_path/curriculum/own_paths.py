"""The files of a learner's own paths, changed together with the record or not at all.

A change is written beside the file first, under the id of the change and a word for the record that is to have it
(`plan.toml.CHANGE-RECORD.next`, empty where the file is to go), and put in its place once the record has that change.
Where a program ended in between, the next one on that record asks it which of the two it was.
"""

from __future__ import annotations

import os
from binascii import crc32
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from mlops_path import locations
from mlops_path.errors import CannotWriteFile
from mlops_path.private_files import clear_scratch, write_private_file

NEXT = ".next"


def file_of(path_id: str, homes: Mapping[str, str]) -> str:
    """The file of a path: where it is, else where it will be."""
    return homes.get(path_id) or os.path.join(locations.own_paths_folder(), f"{path_id}.toml")


def text_in(file: str) -> str:
    """What a path file holds now, empty where there is none.

    Raises:
        CannotWriteFile: it cannot be read, and so not be kept for an undo either.
    """
    try:
        with open(file, encoding="utf-8", newline="") as source:
            return source.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise CannotWriteFile(f"Cannot read {file}. Nothing was changed.", "Check the file.") from None


def titles_in(text: str) -> dict[str, str]:
    """What a path file calls each of its resources, by their ids; nothing where it is no path file."""
    import tomllib  # noqa: PLC0415 - every command imports this module, and few look into an edition of before

    try:
        return {each["id"]: each["title"] for each in tomllib.loads(text)["resource"]}
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        return {}


def prepare(files: Mapping[str, str], change: str, record: str) -> None:
    """Writes the new texts (empty: the file goes) beside the files. Call it in the transaction that keeps `change`.

    They are on the disk when this returns, for the record may have the change in the next moment.

    Raises:
        CannotWriteFile: one cannot be written; nothing is left beside.
    """
    try:
        for file, text in files.items():
            write_private_file(_beside(file, change, record), text)
            _sync_folder(os.path.dirname(file))
    except OSError as problem:
        for file in files:
            with suppress(OSError):
                os.unlink(_beside(file, change, record))
        reason = problem.strerror or "unknown reason"
        raise CannotWriteFile(
            f"Cannot write in {locations.own_paths_folder()}: {reason}. Nothing was changed.",
            "Check the folder, its permissions and the space on the disk.",
        ) from None


def put(file: str, text: str) -> None:
    """Writes a path file, whole or not at all.

    Raises:
        CannotWriteFile: it cannot be written.
    """
    try:
        write_private_file(file, text)
    except OSError as problem:
        raise CannotWriteFile(
            f"Cannot write {file}: {problem.strerror or 'unknown reason'}.",
            "Check the folder, its permissions and the space on the disk.",
        ) from None


def carry_out(files: Iterable[str], change: str, record: str) -> None:
    """Puts what was prepared in its place. Call it once the record has `change`.

    Raises:
        CannotWriteFile: one stays beside; the next program on this record tries again.
    """
    for file in files:
        try:
            _carry_out(_beside(file, change, record))
        except OSError as problem:
            reason = problem.strerror or "unknown reason"
            raise CannotWriteFile(
                f"Your change is in the record, but {file} cannot be written: {reason}.",
                "Check the folder and its permissions; the next command writes the file.",
            ) from None


def unfinished(record: str) -> list[tuple[str, str]]:
    """What was prepared for a record and not carried out, nearly always nothing: the file beside, the change's id."""
    ending = _ending(record)
    found = []
    for folder in _folders():
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if entry.name.endswith(ending))
        except OSError:
            continue
        found += [(os.path.join(folder, name), name.removesuffix(ending).rpartition(".")[2]) for name in names]
    return found


def finish(left: Iterable[tuple[str, str]], is_kept: Callable[[str], bool], *, alone: bool) -> None:
    """Carries out what the record has; gives up what it has not, if nobody else can be about to keep it (`alone`)."""
    for beside, change in left:
        with suppress(OSError):  # a folder that is closed to us, or another program that does the same
            if is_kept(change):
                _carry_out(beside)
            elif alone:
                os.unlink(beside)
    if alone:
        for folder in _folders():
            clear_scratch(folder)


def _folders() -> tuple[str, ...]:
    """Where files of own paths may lie."""
    top = locations.own_paths_folder()
    return top, os.path.join(top, "paths"), os.path.join(top, "catalogue")


def _beside(file: str, change: str, record: str) -> str:
    return f"{file}.{change}{_ending(record)}"


def _ending(record: str) -> str:
    return f"-{crc32(os.fsencode(record)):08x}{NEXT}"


def _carry_out(beside: str) -> None:
    file = beside.rpartition("-")[0].rpartition(".")[0]
    with suppress(FileNotFoundError):  # another program has done it already
        if os.path.getsize(beside):
            os.replace(beside, file)
        else:
            with suppress(FileNotFoundError):
                os.unlink(file)
            os.unlink(beside)


def _sync_folder(name: str) -> None:
    folder = os.open(name, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
