"""The curriculum as the program reads it: one JSON file a path, made from the TOML files once.

TOML and pydantic are for authors; they cost a reading command eight times what these files cost. A wheel ships them
made; in a checkout, and for a learner's own paths, they are made when the sources changed and kept in the cache.

A compiled path is an outline (columns, so that 10,000 steps load in a few milliseconds) and a file with one line of
facts for each step, read only when asked for.
"""

from __future__ import annotations

import json
import os
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from mlops_path import locations
from mlops_path.domain.curriculum import Facts, Link, Path, Resource, Section, Stage, Step
from mlops_path.errors import CurriculumMissing, NoSuchPath
from mlops_path.private_files import make_private_folder

if TYPE_CHECKING:
    from mlops_path.curriculum.models import PathFile, ResourceEntry

FORMAT = 6  # another one whenever the fields of `Resource` change, which are kept in their order
# What comes of reading JSON that somebody else wrote as if it were ours.
_NOT_OURS = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
INDEX = "index.json"
INDEX_KEYS = {"sources", "beside", "paths", "homes", "left_out", "renamed", "files"}
RESOURCES = "resources.json"
NOWHERE = -1
_SUM = len('{"sum":"01234567"')
_DECODER = json.JSONDecoder()

Signature = list[list[str | int]]


class PathLine(NamedTuple):
    """A path as the index knows it. `own` paths belong to the learner; the others come with the program."""

    id: str
    title: str
    author: str
    edition: str
    steps: int
    required: int
    own: bool


class Beside(NamedTuple):
    """The program's curriculum that a learner's own paths stand beside: its TOML, its path ids, its signature."""

    curriculum: str
    paths: tuple[str, ...]
    signature: Signature


class _StepFacts(Mapping[int, Facts]):
    """Facts by step number, parsed when asked for: the first few from their place, later ones from the whole file."""

    __slots__ = ("_asked", "_file", "_ids", "_lines", "_places")

    FEW = 3

    def __init__(self, file: str, places: Sequence[int], ids: Sequence[str]) -> None:
        self._file, self._places, self._ids = file, places, ids
        self._asked = 0
        self._lines: list[bytes] = []

    def __getitem__(self, number: int) -> Facts:
        if not 1 <= number <= len(self._places):
            raise KeyError(number)
        try:
            kept = _summed(self._line(number - 1))
            if kept["resource"][0] == self._ids[number - 1]:
                return Facts(_resource(kept["resource"]), kept["why"], tuple(kept["after"]))
        except (OSError, IndexError):
            pass
        except _NOT_OURS:
            _spoilt(os.path.dirname(self._file))
        raise CurriculumMissing("The curriculum was changed meanwhile.", "Leave, and start again.")

    def _line(self, index: int) -> bytes:
        if self._lines:
            return self._lines[index]
        with open(self._file, "rb") as source:
            if self._asked < self.FEW:
                self._asked += 1
                source.seek(self._places[index])
                return source.readline()
            self._lines = source.read().split(b"\n")
        return self._lines[index]

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, len(self._places) + 1))

    def __len__(self) -> int:
        return len(self._places)


def _resource(kept: list[Any]) -> Resource:
    """The resource of the values that `_values` made, which are used up by it."""
    for at, made in _LISTS:
        if at >= len(kept):
            break
        kept[at] = tuple(map(made, kept[at])) if kept[at] else ()
    return Resource._make([*kept, *_DEFAULTS[len(kept) :]])


def _values(kept: Mapping[str, Any]) -> list[Any]:
    """The fields of a resource in their order, without the last ones that are empty: shorter, and read in half."""
    values = [kept.get(name, empty) for name, empty in zip(Resource._fields, _DEFAULTS, strict=True)]
    while values[-1] == _DEFAULTS[len(values) - 1]:
        values.pop()
    return values


def _pair(values: Sequence[str]) -> tuple[str, str]:
    other, how = values
    return other, how


_DEFAULTS = [Resource._field_defaults.get(name) for name in Resource._fields]
# Where the fields are that are lists, and what each of their values becomes.
_LISTS: list[tuple[int, Callable[[Any], Any]]] = sorted(
    (Resource._fields.index(name), made)
    for name, made in (("authors", str), ("more", Link._make), ("topics", str), ("related", _pair))
)


def signature(files: Iterable[str]) -> Signature:
    """Name, size and time of change of each file, -1 where it cannot be looked at: what something was made from."""
    found: Signature = []
    for file in files:
        try:
            status = os.stat(file)
        except OSError:
            found.append([file, -1, -1])
        else:
            found.append([file, status.st_size, status.st_mtime_ns])
    return found


def sources_in(folder: str) -> list[str]:
    """The TOML files in `folder`: `catalogue/` first, then `paths/`, then its own, each by name; perhaps none."""
    found: list[str] = []
    for part in ("catalogue", "paths", ""):
        place = os.path.join(folder, part) if part else folder
        try:
            with os.scandir(place) as entries:  # without pipes and devices, which could be read for ever
                names = [entry.name for entry in entries if entry.is_file() or entry.is_dir() or entry.is_symlink()]
        except OSError:
            continue
        wanted = (name for name in names if name.endswith(".toml") and not name.startswith("."))
        found += sorted(os.path.join(place, name) for name in wanted)
    return found


def load_index(folder: str) -> dict[str, Any] | None:
    """What `compile_into` wrote last, or None where there is nothing that this version can read."""
    try:
        with open(os.path.join(folder, INDEX), "rb") as source:
            index = _summed(source.read())
    except (OSError, ValueError, RecursionError):
        return None
    return index if index.get("format") == FORMAT and index.keys() >= INDEX_KEYS else None


def is_whole(folder: str, index: Mapping[str, Any]) -> bool:
    """Whether every file that the index was written for is there in its full length."""
    try:
        return all(os.stat(os.path.join(folder, name)).st_size == size for name, size in index["files"].items())
    except OSError:
        return False


def load_resources(folder: str) -> dict[str, list[str]]:
    """The ids of the paths that have a step for each resource."""
    try:
        with open(os.path.join(folder, RESOURCES), "rb") as source:
            return _summed(source.read())
    except OSError:
        raise CurriculumMissing("The compiled curriculum went away.", "Type the command again.") from None
    except _NOT_OURS:
        raise _spoilt(folder) from None


def _spoilt(folder: str) -> CurriculumMissing:
    """A compiled file is not what was written. Without its index, the next command makes all of them again."""
    with suppress(OSError):
        if folder.startswith(locations.cache_folder() + os.sep):
            os.unlink(os.path.join(folder, INDEX))
    return CurriculumMissing(f"The compiled curriculum in {folder} is damaged.", "Type the command again.")


def load_path(folder: str, id_: str) -> Path:
    """The path `id_` as compiled in `folder`.

    Raises:
        NoSuchPath: it is not there.
    """
    try:
        with open(os.path.join(folder, f"{id_}.outline.json"), "rb") as source:
            kept = _summed(source.read())
        return _path(folder, id_, kept)
    except OSError:
        raise NoSuchPath(f"No path '{id_}'.", "`mlops-path path list` shows every path.") from None
    except _NOT_OURS:
        raise _spoilt(folder) from None


def _path(folder: str, id_: str, kept: Mapping[str, Any]) -> Path:
    sections = tuple(map(Section._make, kept["sections"]))
    ids = kept["ids"]
    parents: list[str | None] = [None] * len(ids)
    for place, parent in kept["parents"]:
        parents[place] = parent
    steps = map(
        Step._make,
        zip(
            range(1, len(ids) + 1),
            ids,
            kept["titles"],
            map(kept["kinds"].__getitem__, kept["kind"]),
            kept["minutes"],
            map("r".__eq__, kept["need"]),
            chain.from_iterable(repeat(n, each.last - each.first) for n, each in enumerate(sections)),
            parents,
            repeat(False, len(ids)),
            strict=True,
        ),
    )
    retired = [
        Step(number, id_, title, kind, minutes, need == "r", NOWHERE, parent, retired=True)
        for number, (id_, title, kind, minutes, need, parent) in enumerate(kept["retired"], len(ids) + 1)
    ]
    ids = ids + [step.id for step in retired] if retired else ids
    return Path(
        id=kept["id"],
        title=kept["title"],
        author=kept["author"],
        url=kept["url"],
        edition=kept["edition"],
        summary=kept["summary"],
        stages=tuple(map(Stage._make, kept["stages"])),
        sections=sections,
        steps=tuple(steps),
        facts=_StepFacts(os.path.join(folder, f"{id_}.facts.jsonl"), kept["places"], ids),
        retired=tuple(retired),
    )


def compile_into(folder: str, files: Sequence[str], beside: Beside | None = None, *, signed: bool = True) -> None:
    """Reads `files`, checks them and writes their paths into `folder`, the index last.

    With `beside` these are a learner's own paths: they may use the resources of the program's catalogue, and a file
    with mistakes is left out and named in the index instead of keeping the learner from all other paths. What is not
    `signed` never gets out of date: a package does not say where it was built.

    Raises:
        FileInvalid: the files have mistakes and are not `beside` others; nothing was written.
    """
    from mlops_path.curriculum.kinds import KINDS  # noqa: PLC0415 - compiling is rare, and this room loads pydantic
    from mlops_path.curriculum.reading import check, invalid  # noqa: PLC0415 - the same

    sources = signature(files) if signed else []
    known = check(sources_in(beside.curriculum)).resources if beside else {}
    checked = check(files, known, beside.paths if beside else ())
    if checked.mistakes and not beside:
        raise invalid(checked)
    left_out = list(dict.fromkeys(mistake.file for mistake in checked.mistakes))
    paths = [path for id_, path in checked.paths.items() if checked.path_files[id_] not in left_out]
    make_private_folder(folder)
    lines = []
    sizes: dict[str, int] = {}
    for path in paths:
        outline, facts = _compiled(path, checked.resources, KINDS)
        texts = [_with_sum({**each, "resource": _values(each["resource"])}) + "\n" for each in facts]
        outline["places"] = list(accumulate((len(text.encode()) for text in texts[:-1]), initial=0))
        sizes[f"{path.id}.facts.jsonl"] = _write(folder, f"{path.id}.facts.jsonl", "".join(texts))
        sizes[f"{path.id}.outline.json"] = _write(folder, f"{path.id}.outline.json", _with_sum(outline))
        required = outline["need"].count("r")
        steps = len(outline["ids"])
        lines.append([path.id, path.title, path.author or "", path.edition.isoformat(), steps, required])
    sizes[RESOURCES] = _write(folder, RESOURCES, _with_sum(_paths_of_resources(paths)))
    index = {
        "format": FORMAT,
        "sources": sources,
        "beside": beside.signature if beside else [],
        "paths": lines,
        "homes": {path.id: checked.path_files[path.id] for path in paths} if signed else {},
        "left_out": left_out,
        "renamed": {old: entry.id for entry in checked.resources.values() for old in entry.formerly},
        "files": sizes,
    }
    _write(folder, INDEX, _with_sum(index))


def _with_sum(value: Mapping[str, object]) -> str:
    """An object as JSON with a sum over what follows as its first key: what a disk did to a cache is not believed."""
    rest = json.dumps(value, ensure_ascii=False, separators=(",", ":"))[1:]
    rest = f",{rest}" if value else rest
    return f'{{"sum":"{crc32(rest.encode()):08x}"{rest}'


def _summed(raw: bytes) -> dict[str, Any]:
    """What `_with_sum` wrote.

    Raises:
        ValueError: these are not its bytes any more.
    """
    raw = raw.rstrip(b"\n")
    if raw[:_SUM] != b'{"sum":"%08x"' % crc32(raw[_SUM:]):
        raise ValueError("not what was written")
    found: dict[str, Any]
    found, _ = _DECODER.raw_decode(raw.decode())  # `json.loads` asks each time which encoding and decoder it wants
    del found["sum"]
    return found


def _paths_of_resources(paths: Iterable[PathFile]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for path in paths:
        for stage in path.stage:
            for section in stage.section:
                for step in section.step:
                    found.setdefault(step.resource, {})[path.id] = None
    return {id_: list(ids) for id_, ids in found.items()}


def _compiled(
    path: PathFile, resources: Mapping[str, ResourceEntry], kinds: Mapping[str, int]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    stages: list[list[Any]] = []
    sections: list[list[Any]] = []
    facts: list[dict[str, Any]] = []
    entries: list[ResourceEntry] = []
    parents: list[list[Any]] = []
    need = ""
    for stage in path.stage:
        first_section = len(sections)
        for section in stage.section:
            first = len(facts)
            for step in section.step:
                resource = resources[step.resource]
                entries.append(resource)
                need += step.need[0]
                if resource.part_of and not step.apart:
                    parents.append([len(facts), resource.part_of])
                facts.append({"resource": _kept(resource, kinds), "why": step.why or "", "after": step.after})
            sections.append([section.title, len(stages), first, len(facts)])
        stages.append([stage.title, stage.goal or "", first_section, len(sections)])
    here = {entry.id for entry in entries}
    gone = [each for each in path.retired if each.resource not in here]
    facts += ({"resource": _kept(resources[each.resource], kinds), "why": "", "after": []} for each in gone)
    names = list(dict.fromkeys(entry.kind for entry in entries))
    outline = {
        "id": path.id,
        "title": path.title,
        "author": path.author or "",
        "url": path.url,
        "edition": path.edition.isoformat(),
        "summary": path.summary or "",
        "stages": stages,
        "sections": sections,
        "ids": [entry.id for entry in entries],
        "titles": [entry.title for entry in entries],
        "kinds": names,
        "kind": [names.index(entry.kind) for entry in entries],
        "minutes": [each["resource"]["minutes"] for each in facts[: len(entries)]],
        "need": need,
        "parents": parents,
        "retired": [_retired(facts[len(entries) + n]["resource"], each.need) for n, each in enumerate(gone)],
    }
    return outline, facts


def _retired(kept: Mapping[str, Any], need: str) -> list[Any]:
    return [kept["id"], kept["title"], kept["kind"], kept["minutes"], need[0], kept.get("part_of")]


def _kept(entry: ResourceEntry, kinds: Mapping[str, int]) -> dict[str, Any]:
    kept = entry.model_dump(exclude_defaults=True, exclude={"more", "related", "formerly"})
    kept["minutes"] = entry.minutes or kinds[entry.kind]
    kept["minutes_from"] = entry.minutes_from or "kind default"
    if entry.more:
        kept["more"] = [[link.url, link.why] for link in entry.more]
    if entry.related:
        kept["related"] = [[other.id, other.how] for other in entry.related]
    return kept


def _write(folder: str, name: str, text: str) -> int:
    """Puts a file in its place in one step, so that a reader never sees half of it; its length in bytes.

    A cache needs no fsync: what a power cut takes from it is made again.
    """
    file = os.path.join(folder, name)
    scratch = f"{file}.{os.getpid()}.tmp"
    content = text.encode()
    with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        target.write(content)
    os.replace(scratch, file)
    return len(content)
