"""Curriculum files read and checked: every mistake at once, each with file, entry, field and what to do."""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from mlops_path.curriculum.models import CatalogueFile, PathFile, ResourceEntry
from mlops_path.errors import FileInvalid, FileNotUtf8, FileTooBig, MlopsPathError

MOST_BYTES = 10 << 20
MOST_ITEMS = 20_000
MOST_DEPTH = 32
MOST_MISTAKES_TOLD = 200

_LONG_DOTTED = re.compile(r"^[^\S\n]*\[{0,2}(?:[^\n\"'=#.]*\.){33}", re.MULTILINE)
_DEEP = re.compile(r"(?:[\[{]\s*){33}")


class Mistake(NamedTuple):
    """One mistake in one file. `entry` and `field` are empty where the whole file, or the whole entry, is meant."""

    file: str
    entry: str
    field: str
    what: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{place}: {self.what}"


class Checked(NamedTuple):
    """What was read: resources by id, paths by id in the order of their files, and every mistake found.

    `path_files` has the file of each path. With mistakes, what is here is only what could be read.
    """

    resources: Mapping[str, ResourceEntry]
    paths: Mapping[str, PathFile]
    path_files: Mapping[str, str]
    mistakes: tuple[Mistake, ...]


def read_toml(file: str) -> dict[str, Any]:
    """The tables of a TOML file of at most 10 MB.

    Size, encoding, depth and the shape of lines are looked at before the parser sees a byte: a key of 40,000 dots
    would keep it busy for 20 seconds.

    Raises:
        FileTooBig, FileNotUtf8, FileInvalid: with the file and the place.

    """
    name = os.path.basename(file)
    try:
        with open(file, "rb") as source:
            raw = source.read(MOST_BYTES + 1)
    except OSError as problem:
        raise FileInvalid(
            f"Cannot read {file}: {problem.strerror or 'unknown reason'}.",
            "Check the name and its permissions.",
        ) from None
    if len(raw) > MOST_BYTES:
        raise FileTooBig(f"{name} is larger than 10 MB.", "Split it into several files.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise FileNotUtf8(f"{name} is not UTF-8: byte {problem.start}.", "Save it as UTF-8.") from None
    if deep := _LONG_DOTTED.search(text) or _DEEP.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise FileInvalid(f"{name}, line {line}: nested more than {MOST_DEPTH} deep.", "Write it flatter.")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as problem:
        raise FileInvalid(f"{name} is not TOML: {problem}.", "Mend that line and check again.") from None


def check(
    files: Iterable[str], known: Mapping[str, ResourceEntry] | None = None, taken: Collection[str] = ()
) -> Checked:
    """Everything in `files`, and every mistake.

    `known` are resources of a catalogue that is not among the files, `taken` the ids of paths that are not.

    A file with stages is a path, any other one is part of the catalogue.
    """
    mistakes: list[Mistake] = []
    resources: dict[str, ResourceEntry] = {}
    homes: dict[str, str] = {}
    paths: dict[str, PathFile] = {}
    path_files: dict[str, str] = {}
    for file in files:
        try:
            tables = read_toml(file)
        except MlopsPathError as problem:
            mistakes.append(Mistake(file, "", "", f"{problem.sentence} {problem.hint}".strip()))
            continue
        model = PathFile if {"stage", "edition"} & tables.keys() else CatalogueFile
        try:
            entries = model.model_validate(tables)
        except ValidationError as problem:
            mistakes += _told(file, tables, problem)
            entries = None
        read = entries.resource if entries else _readable_resources(tables)
        for resource in read:
            if resource.id in homes:
                mistakes.append(
                    Mistake(file, resource.id, "id", f"is taken already, in {homes[resource.id]}; choose another")
                )
                continue
            homes[resource.id] = file
            resources[resource.id] = resource
        if isinstance(entries, PathFile):
            if entries.id in taken:
                mistakes.append(Mistake(file, entries.id, "id", "is a path of the program; choose another"))
                continue
            if entries.id in paths:
                mistakes.append(
                    Mistake(
                        file,
                        entries.id,
                        "id",
                        f"is taken already, by {path_files[entries.id]}; choose another",
                    )
                )
                continue
            paths[entries.id] = entries
            path_files[entries.id] = file
    everything = {**(known or {}), **resources}
    mistakes += _broken_references(resources, homes, everything)
    for id_, path in paths.items():
        mistakes += _path_mistakes(path_files[id_], path, everything)
    return Checked(everything, paths, path_files, tuple(mistakes))


def _readable_resources(tables: Mapping[str, Any]) -> Iterator[ResourceEntry]:
    """Those resources of a file with mistakes that are sound, so that a step is not told missing on top."""
    for table in tables.get("resource", []) if isinstance(tables.get("resource"), list) else []:
        try:
            yield ResourceEntry.model_validate(table)
        except ValidationError:
            continue


def _told(file: str, tables: Mapping[str, Any], problem: ValidationError) -> Iterator[Mistake]:
    for error in problem.errors(include_url=False, include_input=False):
        entry, field = _place(tables, error["loc"])
        yield Mistake(file, entry, field, _sentence(error))


def _place(tables: Any, location: Sequence[int | str]) -> tuple[str, str]:
    """The entry that a location lies in, by its id or title where it has one, and the field inside it."""
    value: Any = tables
    entry: list[str] = []
    field: list[str] = []
    for key in location:
        if isinstance(key, int) and isinstance(value, list) and key < len(value):
            value = value[key]
            if isinstance(value, dict):
                name = value.get("id") or value.get("resource") or value.get("title") or value.get("url")
                entry.append(f"{field.pop() if field else ''} {name or f'number {key + 1}'}".strip())
                continue
        elif isinstance(value, dict):
            value = value.get(str(key))
        field.append(str(key) if isinstance(key, str) else f"number {key + 1}")
    return " › ".join(entry), " ".join(field)


_SENTENCES = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not a field of this format; remove it or check its spelling",
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number without quotes",
    "date_type": "must be a date without quotes, such as 2026-05-01",
    "list_type": "must be a list in square brackets",
    "model_type": "must be a table",
    "string_too_short": "is empty; write something or remove it",
    "string_pattern_mismatch": "must be lower-case letters, digits and single dashes, such as rules-of-ml",
}


def _sentence(error: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    if kind == "literal_error":
        return f"must be one of: {str(context.get('expected', '')).replace(' or ', ', ')}"
    if kind == "string_too_long":
        return f"is longer than {context.get('max_length')} characters; shorten it"
    if kind == "too_long":
        return f"has more than {context.get('max_length')} entries; remove some"
    if kind == "too_short":
        return "is empty; add at least one"
    return str(error["msg"]).removeprefix("Value error, ")


def _broken_references(
    resources: Mapping[str, ResourceEntry], homes: Mapping[str, str], everything: Mapping[str, ResourceEntry]
) -> Iterator[Mistake]:
    former: dict[str, str] = {}
    for id_, resource in resources.items():
        file = homes[id_]
        if resource.part_of and resource.part_of not in everything:
            yield Mistake(file, id_, "part_of", f"no resource '{resource.part_of}'; check the id")
        for other in resource.related:
            if other.id not in everything:
                yield Mistake(file, id_, "related", f"no resource '{other.id}'; check the id")
        for old in resource.formerly:
            if old in everything or old in former:
                yield Mistake(file, id_, "formerly", f"'{old}' is the id of another resource; remove it")
            former[old] = id_
        if _is_part_of_itself(id_, everything):
            yield Mistake(file, id_, "part_of", "leads back to itself; break the circle")


def _is_part_of_itself(id_: str, everything: Mapping[str, ResourceEntry]) -> bool:
    seen, whole = {id_}, everything[id_].part_of
    while whole is not None and whole in everything:
        if whole in seen:
            return whole == id_
        seen.add(whole)
        whole = everything[whole].part_of
    return False


def _path_mistakes(file: str, path: PathFile, everything: Mapping[str, ResourceEntry]) -> Iterator[Mistake]:
    steps = [
        (f"stage {stage.title} › section {section.title} › step {step.resource}", step)
        for stage in path.stage
        for section in stage.section
        for step in section.step
    ]
    if not steps:
        yield Mistake(file, path.id, "stage", "has no step; add at least one")
    if len(steps) > MOST_ITEMS:
        yield Mistake(file, path.id, "stage", f"has {len(steps)} steps; at most {MOST_ITEMS} are allowed")
    first: dict[str, int] = {}
    for number, (_, step) in enumerate(steps):
        first.setdefault(step.resource, number)
    for number, (place, step) in enumerate(steps):
        if step.resource not in everything:
            close = _closest(step.resource, everything)
            yield Mistake(
                file,
                place,
                "resource",
                f"no resource '{step.resource}'; {close or 'add it to the catalogue'}",
            )
        for needed in step.after:
            if needed not in first:
                yield Mistake(file, place, "after", f"'{needed}' is not a step of this path; add it or remove it here")
            elif first[needed] >= number:
                yield Mistake(file, place, "after", f"'{needed}' stands later on the path; move one of them")


def _closest(id_: str, everything: Iterable[str]) -> str:
    import difflib  # noqa: PLC0415 - only a mistake needs it

    close = difflib.get_close_matches(id_, list(everything), n=1, cutoff=0.75)
    return f"did you mean '{close[0]}'?" if close else ""


def invalid(checked: Checked) -> FileInvalid:
    """The one error for a curriculum with mistakes: how many, and the first ones."""
    count = len(checked.mistakes)
    by_file = Counter(mistake.file for mistake in checked.mistakes)
    shown = "\n".join(f"  {mistake}" for mistake in checked.mistakes[:5])
    return FileInvalid(
        f"{count} mistake{'s' if count != 1 else ''} in {', '.join(map(os.path.basename, by_file))}:\n{shown}",
        "`mlops-path path check` prints them all.",
        {"mistakes": [mistake._asdict() for mistake in checked.mistakes[:MOST_MISTAKES_TOLD]]},
    )
